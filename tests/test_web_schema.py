"""The OpenAPI document: no answer but those it names, none of them a failure."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web_book import client, service, shared

from article41.schemas import schema
from article41.web.app import make


@schemathesis.serializer("application/x-ndjson", "application/xml", "text/csv")
def lines(_: Any, value: Any) -> bytes:
    """A body of lines goes out as it is."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


api = schemathesis.openapi.from_asgi("/api/v1/openapi.json", make(service()))
CHECKS: list[Any] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip


@api.parametrize()
@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck),
          phases=[Phase.explicit, Phase.generate])  # fmt: skip
def test_no_failure_and_no_undocumented_answer(case: schemathesis.Case) -> None:
    """Requests that fit the document and requests that do not, to every route."""
    case.call_and_validate(checks=CHECKS)


def test_the_document_says_what_the_contract_says() -> None:
    """OpenAPI 3.1, and the body of a check is the contract's transaction."""
    document = shared().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    body = document["paths"]["/api/v1/check"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"] == schema("transaction")["properties"]


def test_every_route_is_described() -> None:
    """A sentence each, and the problem that every error is."""
    document = client().get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], (method, path)
            if path not in ("/healthz", "/readyz"):
                assert "application/problem+json" in operation["responses"]["422"]["content"], path


@pytest.mark.parametrize("path", ["/api/v1/docs", "/schema", "/docs"])
def test_no_page_of_others_is_served(path: str) -> None:
    """The framework's own pages would load scripts from other hosts."""
    assert shared().get(path).status_code == 404
