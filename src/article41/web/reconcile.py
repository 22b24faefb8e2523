"""The reconciliation interface of OpenRefine (version 0.2), over the same datasets as yente's."""

from typing import Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import FromPath, FromQuery

from article41.lists.as_ftm import SCHEMATA as WRITTEN
from article41.lists.as_ftm import entity as as_ftm
from article41.screening.screener import ListScreener
from article41.web import service
from article41.web.example import ALL, SCHEMATA, Example, cleaned, kinds_of
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, yentes
from article41.web.search import holding
from article41.web.service import Service
from article41.web.yente import MOST_QUERIES, Wanted, dataset_of, found_for

SPACE = "https://followthemoney.tech/explorer/schemata/"
CORS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""OpenRefine's page asks for suggestions itself. What is answered here is public, and no answer depends on who asks."""
PROPERTIES = {
    "name": "Name", "alias": "Other name", "weakAlias": "Weak alias", "previousName": "Previous name",
    "country": "Country", "nationality": "Nationality", "jurisdiction": "Jurisdiction", "flag": "Flag",
    "birthDate": "Date of birth", "imoNumber": "IMO number", "passportNumber": "Passport number",
    "idNumber": "ID number", "swiftBic": "SWIFT/BIC", "topics": "Topics",
}  # fmt: skip
SUGGESTED = 20


@yentes("GET", "/reconcile/{dataset:str}")
async def manifest(request: Asked, dataset: FromPath[str], queries: Word = None) -> Response[Any]:
    """What the service is; with `queries`, the answers to them."""
    screener = dataset_of(service.of(request), dataset)
    if queries is not None:
        return Response(_answers(screener, dataset, queries), headers=CORS)
    base = str(request.base_url).rstrip("/")
    here = f"{base}/reconcile/{dataset}"
    suggest = {
        what: {"service_url": here, "service_path": f"/suggest/{what}"} for what in ("entity", "type", "property")
    }
    body = {
        "versions": ["0.2"],
        "name": f"Article 41, list of {screener.list_date} ({dataset})",
        "identifierSpace": f"{base}/entities/",
        "schemaSpace": SPACE,
        "view": {"url": f"{base}/entities/{{{{id}}}}"},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/extend/property"},
            "property_settings": [],
        },
        "batchSize": 10,
        "defaultTypes": [_type(name) for name, kinds in SCHEMATA.items() if kinds],
    }
    return Response(body, headers=CORS)


def _type(name: str) -> Data:
    return {"id": name, "name": name}


@yentes("POST", "/reconcile/{dataset:str}", opt={"body": "reconcile"})
async def reconcile(request: Asked, dataset: FromPath[str]) -> Response[Data]:
    """Answers to `queries`, or the properties of entries asked for by `extend`; both JSON in a form."""
    screener = dataset_of(service.of(request), dataset)
    if request.content_type[0] != RequestEncodingType.URL_ENCODED:
        raise Refused(400, f"expected a form, {RequestEncodingType.URL_ENCODED.value}", "Content-Type")
    form = await request.form()
    if form.get("extend"):
        return Response(_extended(screener, dataset, str(form["extend"])), headers=CORS)
    return Response(_answers(screener, dataset, str(form.get("queries") or "")), headers=CORS)


class Property(msgspec.Struct, frozen=True):
    """A particular of what is looked for: `pid` as `Person:birthDate`, or without its schema."""

    pid: str
    v: Any


class Asking(msgspec.Struct, frozen=True):
    """One query of OpenRefine's."""

    query: str = ""
    type: str | list[str] | None = None
    properties: list[Property] = []
    limit: int = 5


def _answers(screener: ListScreener, dataset: str, text: str) -> Data:
    batch: dict[str, Asking] = _decoded(text, dict[str, Asking], "queries")
    if len(batch) > MOST_QUERIES:
        raise Refused(400, f"too many queries in one batch (limit: {MOST_QUERIES})", "queries")
    return {name: {"result": _results(screener, dataset, one)} for name, one in batch.items()}


def _decoded(text: str, type_: Any, where: str) -> Any:
    try:
        return msgspec.json.decode(text, type=type_)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        raise Refused(400, f"{where}: {str(fault)[:160]}", where) from None


def _results(screener: ListScreener, dataset: str, asking: Asking) -> list[Data]:
    said = [asking.type] if isinstance(asking.type, str) else asking.type or []
    properties: dict[str, Any] = {"name": [asking.query]} if asking.query else {}
    for one in asking.properties:
        values = one.v if isinstance(one.v, list) else [one.v]
        properties.setdefault(one.pid.rpartition(":")[2], []).extend(values)
    example = Example(said[0] if said else "Thing", properties)
    found = found_for(screener, example, cleaned(example), Wanted(dataset, screener.list_date))
    return [
        {
            "id": c.entry.id,
            "name": c.name,
            "description": "; ".join(c.reasons),
            "type": [_type(as_ftm(c.entry, dataset, screener.list_date, False)["schema"])],
            "score": round(100 * c.score, 1),
            "match": c.decision == "match",
        }
        for c in found[: max(0, min(asking.limit, MOST_QUERIES))]
    ]


class Named(msgspec.Struct, frozen=True):
    """A property by its id."""

    id: str


class Extending(msgspec.Struct, frozen=True):
    """Which properties of which entries are asked for."""

    ids: list[str]
    properties: list[Named]


def _extended(screener: ListScreener, dataset: str, text: str) -> Data:
    asked: Extending = _decoded(text, Extending, "extend")
    if len(asked.ids) > MOST_QUERIES:
        raise Refused(400, f"too many ids in one batch (limit: {MOST_QUERIES})", "extend")
    known = {e.id: e for e in screener.entries if e.id in set(asked.ids)}
    wanted = [one.id.rpartition(":")[2] for one in asked.properties]
    rows = {}
    for name in asked.ids:
        found = as_ftm(known[name], dataset, screener.list_date, False)["properties"] if name in known else {}
        rows[name] = {prop: [{"str": value} for value in found.get(prop, ())] for prop in wanted}
    return {"meta": [{"id": prop, "name": PROPERTIES.get(prop, prop)} for prop in wanted], "rows": rows}


@yentes("GET", "/reconcile/{dataset:str}/suggest/{what:str}")
async def suggest(
    request: Asked, dataset: FromPath[str], what: FromPath[str], prefix: FromQuery[str] = ""
) -> Response[Data]:
    """Entries, types or properties for what somebody has begun to type."""
    shared = service.of(request)
    dataset_of(shared, dataset)
    if what not in SUGGESTERS:
        raise Refused(404, f"nothing to suggest for {what[:40]!r}; known are {', '.join(SUGGESTERS)}", "what")
    found = SUGGESTERS[what](shared, dataset, prefix) if prefix.strip() else []
    return Response({"prefix": prefix, "result": found[:SUGGESTED]}, headers=CORS)


def _entities(shared: Service, dataset: str, prefix: str) -> list[Data]:
    found = holding(shared.datasets[dataset], prefix, ALL)
    return [{"id": e.id, "name": e.name, "type": [_type(WRITTEN[e.type])]} for e in found]


def _types(shared: Service, dataset: str, prefix: str) -> list[Data]:
    return [_type(name) for name in SCHEMATA if name.casefold().startswith(prefix.casefold()) and kinds_of(name)]


def _properties(shared: Service, dataset: str, prefix: str) -> list[Data]:
    wanted = prefix.casefold()
    return [
        {"id": name, "name": label}
        for name, label in PROPERTIES.items()
        if name.casefold().startswith(wanted) or label.casefold().startswith(wanted)
    ]


SUGGESTERS = {"entity": _entities, "type": _types, "property": _properties}


@yentes("GET", "/reconcile/{dataset:str}/extend/property")
async def extendable(request: Asked, dataset: FromPath[str], type: FromQuery[str] = "Thing") -> Response[Data]:
    """The properties that entries can be asked for."""
    dataset_of(service.of(request), dataset)
    kinds_of(type)
    rows = [{"id": name, "name": label} for name, label in PROPERTIES.items()]
    return Response({"type": type, "limit": len(rows), "properties": rows}, headers=CORS)


ROUTES = [manifest, reconcile, suggest, extendable]
