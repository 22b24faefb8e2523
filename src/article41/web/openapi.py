"""The OpenAPI document: Litestar's, made from the handlers, with the bodies that handlers read for themselves.

A body's schema is made from the same types as the contract's JSON Schemas.
"""

from typing import Any, get_args

from litestar import Litestar
from litestar.openapi import OpenAPIConfig

from article41.desk.reviews import Action
from article41.schemas import Schema, schema
from article41.screening.asked import FIELDS, TYPES
from article41.version import VERSION

TEXT, XML, CSV = "text/plain", "application/xml", "text/csv"
JSON, LINES, FORM = "application/json", "application/x-ndjson", "application/x-www-form-urlencoded"


def _transaction() -> Schema:
    return {key: value for key, value in schema("transaction").items() if key != "$schema"}


def _queries() -> Schema:
    fields: dict[str, Schema] = {name: {"type": "string"} for name in FIELDS}
    fields |= {"type": {"enum": list(TYPES)}, "identifiers": {"type": "object"}}
    query = {"type": "object", "properties": fields, "additionalProperties": False}
    queries = {"type": "array", "items": query, "minItems": 1}
    return {
        "type": "object",
        "required": ["queries"],
        "properties": {"queries": queries},
        "additionalProperties": False,
    }


def _match() -> Schema:
    example = {
        "type": "object",
        "required": ["schema", "properties"],
        "properties": {"id": {"type": "string"}, "schema": {"type": "string"}, "properties": {"type": "object"}},
    }
    queries = {"type": "object", "minProperties": 1, "additionalProperties": example}
    return {"type": "object", "required": ["queries"], "properties": {"queries": queries}}


def _reconcile() -> Schema:
    text = {"type": "string", "contentMediaType": JSON}
    return {"type": "object", "properties": {"queries": text, "extend": text}}


def _review() -> Schema:
    actions = {"enum": list(get_args(Action))}
    return _texts({"action": actions, "comment": {"type": "string"}}, "action")


def _texts(fields: dict[str, Schema], required: str) -> Schema:
    return {"type": "object", "required": [required], "properties": fields, "additionalProperties": False}


BODIES = {
    "transaction": (JSON, _transaction),
    "transactions": (LINES, lambda: {"type": "string", "description": "a transaction a line"}),
    "queries": (JSON, _queries),
    "match": (JSON, _match),
    "reconcile": (FORM, _reconcile),
    "report": (TEXT, lambda: {"type": "string", "description": "the words of a report, in UTF-8"}),
    "messages": (XML, lambda: {"type": "string", "description": "pacs.008, pacs.009 or pain.001"}),
    "acts": (CSV, lambda: {"type": "string", "description": "CSV with headings, or an act of JSON a line"}),
    "review": (JSON, _review),
    "erasure": (JSON, lambda: _texts({"why": {"type": "string"}}, "why")),
}
"""What a route reads, by the word in its `opt`: media type and schema."""


def document(routes: list[Any]) -> dict[str, Any]:
    """The document of routes: made by an app of its own, which nobody asks."""
    config = OpenAPIConfig("Article 41", VERSION, use_handler_docstrings=True)
    app = Litestar(routes, openapi_config=config, logging_config=None)
    made: dict[str, Any] = app.openapi_schema.to_schema()
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if "body" in handler.opt:
                media_type, of = BODIES[handler.opt["body"]]
                body = {"required": True, "content": {media_type: {"schema": of()}}}
                made["paths"][route.path_format]["post"]["requestBody"] = body
    return made
