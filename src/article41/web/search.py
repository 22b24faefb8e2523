"""yente's search: a text instead of an example. No query language: words, as they stand."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter

from article41.lists.as_ftm import entity as as_ftm
from article41.screening.entries import Entry
from article41.screening.hits import Query
from article41.screening.names import MOST_CHARACTERS
from article41.screening.screener import ListScreener, spellings
from article41.web import service
from article41.web.example import Kind, kinds_of
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, day, yentes
from article41.web.yente import MOST_OFFSET, MOST_RESULTS, On, Several, Wanted, dataset_of


@yentes("GET", "/search/{dataset:str}")
async def search(
    request: Asked, dataset: FromPath[str], q: FromQuery[str] = "", schema: FromQuery[str] = "Thing", on: On = None,
    countries: Several = None, topics: Several = None, datasets: Several = None,
    include_dataset: Several = None, exclude_dataset: Several = None, exclude_schema: Several = None,
    changed_since: Word = None, target: FromQuery[bool | None] = None,
    limit: Annotated[int, QueryParameter(ge=0, le=MOST_RESULTS)] = 10,
    offset: Annotated[int, QueryParameter(ge=0, le=MOST_OFFSET)] = 0,
) -> Response[Data]:  # fmt: skip
    """Entries whose name resembles a text or holds its words; all of them where there is no text.

    Entries in force on the day are found; with `target=false`, none are.
    """
    screener = dataset_of(service.of(request), dataset)
    kinds = kinds_of(schema)
    only = frozenset(include_dataset or ()) | frozenset(datasets or ())
    wanted = Wanted(
        dataset, day(on, "on") if on else screener.list_date, frozenset(), frozenset(exclude_schema or ()),
        only, frozenset(exclude_dataset or ()), frozenset(topics or ()),
        day(changed_since[:10], "changed_since") if changed_since else None,
    )  # fmt: skip
    places = {code.lower() for code in countries or ()}
    found = [
        e for e in holding(screener, q, kinds)
        if target is not False and wanted.keeps(e) and (not places or places & _places(e))
    ]  # fmt: skip
    results = [as_ftm(e, dataset, wanted.on, nested=False) for e in found[offset : offset + limit]]
    total = {"value": len(found), "relation": "eq"}
    body = {"results": results, "facets": _facets(found, dataset), "total": total, "limit": limit, "offset": offset}
    return Response(body)


def holding(screener: ListScreener, text: str, kinds: frozenset[Kind]) -> list[Entry]:
    """Entries that resemble the text, best first, then those that hold its words, by id."""
    if len(text) > MOST_CHARACTERS:
        raise Refused(400, f"q: {len(text)} characters, at most {MOST_CHARACTERS}", "q")
    near = [c.entry for c in screener.screen_query(Query(text))] if text.strip() else []
    words = text.casefold().split()
    seen = {e.id for e in near}
    also = [e for e in screener.entries if e.id not in seen and _holds(e, words)]
    return [e for e in (*near, *also) if e.type in kinds]


def _holds(entry: Entry, words: list[str]) -> bool:
    said = " ".join([entry.id, entry.imo, *(text for text, _ in spellings(entry))]).casefold()
    return all(word in said for word in words)


def _places(entry: Entry) -> set[str]:
    return {code.lower() for code in (*entry.countries, *entry.flags)}


def _facets(found: Iterable[Entry], dataset: str) -> Data:
    rows = list(found)
    places = Counter(code for e in rows for code in _places(e))
    return {
        "countries": _facet("Countries", places),
        "topics": _facet("Topics", Counter({"sanction": len(rows)} if rows else {})),
        "datasets": _facet("Data sources", Counter({dataset: len(rows)} if rows else {})),
    }


def _facet(label: str, counts: Counter[str]) -> Data:
    values = [{"name": name, "label": name, "count": count} for name, count in counts.most_common()]
    return {"label": label, "values": values}


ROUTES = [search]
