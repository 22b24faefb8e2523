"""yente's interface: the same requests and answers, on our lists and our matcher, and `on` for the day.

Asked without `on`, entries in force on the day of the list are met, as in a dataset of today's list.
"""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter

from article41.lists.as_ftm import SCHEMATA as WRITTEN
from article41.lists.as_ftm import entity as as_ftm
from article41.lists.as_ftm import in_force, last_change
from article41.screening.entries import Entry
from article41.screening.hits import Candidate, Query
from article41.screening.screener import ListScreener
from article41.web import service
from article41.web.example import Example, cleaned, kinds_of, queries
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, day, yentes
from article41.web.service import Service

ALGORITHM = "a41"
ABOUT = "Words, letters and Korean syllables compared, then particulars weighed; see docs/screening.md."
MOST_QUERIES, MOST_RESULTS, MOST_OFFSET = 100, 500, 9_499
Several = FromQuery[list[str] | None]
On = Annotated[
    str | None, QueryParameter(description="Only entries in force on this day; else on the day of the list.")
]


class Batch(msgspec.Struct, frozen=True):
    """Examples by the asker's own names. Weights and configuration are of yente's algorithms and are not read."""

    queries: dict[str, Example]
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}


class Wanted(msgspec.Struct, frozen=True):
    """What results are kept: `datasets` and `topics` name any of which one must fit (none: all fit)."""

    dataset: str
    on: date
    without: frozenset[str] = frozenset()
    without_schemata: frozenset[str] = frozenset()
    datasets: frozenset[str] = frozenset()
    without_datasets: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    changed_since: date | None = None

    def keeps(self, entry: Entry) -> bool:
        """Whether an entry is wanted. All of ours bear the topic `sanction`, and one dataset."""
        since = self.changed_since
        return (
            entry.id not in self.without
            and WRITTEN[entry.type] not in self.without_schemata
            and (not self.datasets or self.dataset in self.datasets)
            and self.dataset not in self.without_datasets
            and (not self.topics or "sanction" in self.topics)
            and (since is None or (last_change(entry) or date.min) >= since)
            and in_force(entry, self.on)
        )


def dataset_of(shared: Service, name: str) -> ListScreener:
    """The screener over a dataset. Raises Refused, as yente does, where there is none."""
    if name not in shared.datasets:
        raise Refused(404, f"No such dataset: {name[:60]!r}; known are {', '.join(shared.datasets)}", "dataset")
    return shared.datasets[name]


@yentes("POST", "/match/{dataset:str}", opt={"body": "match"})
async def match(
    request: Asked, dataset: FromPath[str], on: On = None, algorithm: FromQuery[str] = "best",
    threshold: FromQuery[float] = 0.7, cutoff: FromQuery[float] = 0.5,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_RESULTS)] = 5,
    include_dataset: Several = None, exclude_dataset: Several = None, exclude_schema: Several = None,
    exclude_entity_ids: Several = None, topics: Several = None, changed_since: Word = None,
) -> Response[Data]:  # fmt: skip
    """Match a batch of examples: `{"queries": {"q1": {"schema": "Person", "properties": {"name": [...]}}}}`.

    `match` says, as in yente, that the score is not below the threshold; `decision` is our own.
    """
    shared = service.of(request)
    screener = dataset_of(shared, dataset)
    known_algorithm(algorithm)
    wanted = Wanted(
        dataset, day(on, "on") if on else screener.list_date, frozenset(exclude_entity_ids or ()),
        frozenset(exclude_schema or ()), frozenset(include_dataset or ()), frozenset(exclude_dataset or ()),
        frozenset(topics or ()), day(changed_since[:10], "changed_since") if changed_since else None,
    )  # fmt: skip
    batch = _batch(await request.body())
    responses = {}
    for name, example in batch.queries.items():
        said = cleaned(example)
        found = [c for c in found_for(screener, example, said, wanted) if c.score >= min(cutoff, threshold)]
        results = [scored(c, wanted, threshold) for c in found[:limit]]
        query = {"id": example.id or name, "schema": example.schema, "properties": said}
        total = {"value": len(found), "relation": "eq"}
        responses[name] = {"status": 200, "results": results, "total": total, "query": query}
        await asyncio.sleep(0)
    body = {"responses": responses, "matcher": {ALGORITHM: _docs()}, "limit": limit}
    return Response(body, headers={"X-Batch-Size": str(len(responses))})


def _batch(body: bytes) -> Batch:
    try:
        found = msgspec.json.decode(body, type=Batch)
    except msgspec.ValidationError as fault:
        raise Refused(422, str(fault)[:200], "body") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Refused(400, f"the body is no JSON: {str(fault)[:120]}", "body") from None
    if not found.queries:
        raise Refused(400, "No queries provided.", "queries")
    if len(found.queries) > MOST_QUERIES:
        raise Refused(400, f"Too many queries in one batch (limit: {MOST_QUERIES})", "queries")
    return found


def known_algorithm(said: str) -> None:
    """Raises Refused for an algorithm that is not here: its scores would be taken for those of another one."""
    if said not in (ALGORITHM, "best"):
        raise Refused(400, f"Invalid algorithm: {said[:40]!r}; here it is {ALGORITHM}, or best", "algorithm")


def found_for(screener: ListScreener, example: Example, said: dict[str, list[str]], wanted: Wanted) -> list[Candidate]:
    """The best candidate of each entry that an example may mean, best first."""
    kinds = kinds_of(example.schema)
    asked: Sequence[Query] = queries(example, said) if kinds else ()
    best: dict[str, Candidate] = {}
    for candidate in (c for found in screener.screen_together(asked) for c in found):
        entry = candidate.entry
        if entry.type in kinds and wanted.keeps(entry):
            known = best.get(entry.id)
            if known is None or _rank(candidate) > _rank(known):
                best[entry.id] = candidate
    return sorted(best.values(), key=lambda c: (-c.score, c.decision != "match", c.entry.id))


def _rank(c: Candidate) -> tuple[float, bool]:
    return c.score, c.decision == "match"


def scored(c: Candidate, wanted: Wanted, threshold: float) -> Data:
    """A candidate as yente answers it, with our decision and its reasons as the explanation."""
    told = {"score": c.score, "detail": f"{c.decision}: {'; '.join(c.reasons)}", "query": None, "weight": 1.0}
    explanation = {ALGORITHM: told | {"candidate": c.matched}}
    head = as_ftm(c.entry, wanted.dataset, wanted.on, nested=False)
    more = {"score": c.score, "match": c.score >= threshold, "decision": c.decision}
    return head | more | {"features": {ALGORITHM: c.score}, "explanations": explanation}


def _docs() -> Data:
    return {"description": ABOUT, "coefficient": 1.0, "url": "", "default": 1.0}


@yentes("GET", "/entities/{entity_id:str}")
async def entity(
    request: Asked, entity_id: FromPath[str], nested: FromQuery[bool] = True, on: On = None
) -> Response[Data]:
    """One entity by its id, with its listings."""
    shared = service.of(request)
    for name, screener in shared.datasets.items():
        found = next((e for e in screener.entries if e.id == entity_id), None)
        if found:
            return Response(as_ftm(found, name, day(on, "on") if on else screener.list_date, nested))
    raise Refused(404, "No such entity!", "entity_id")


@yentes("GET", "/algorithms")
async def algorithms(request: Asked) -> Data:
    """The one way of matching that there is."""
    docs = {ALGORITHM: _docs()}
    one = {"name": ALGORITHM, "description": ABOUT, "features": docs, "docs": {"features": docs, "config": {}}}
    return {"algorithms": [one], "default": ALGORITHM, "best": ALGORITHM}


@yentes("GET", "/catalog")
async def catalog(request: Asked) -> Data:
    """The datasets: the built-in list, under two names, and every imported one."""
    found = service.of(request).datasets
    rows = [_dataset(name, screener) for name, screener in found.items()]
    return {"datasets": rows, "current": list(found), "outdated": [], "index_stale": False}


def _dataset(name: str, screener: ListScreener) -> Data:
    return {
        "name": name,
        "title": f"List of {screener.list_date}",
        "summary": "United Nations Security Council listings",
        "version": screener.version,
        "index_version": screener.version,
        "index_current": True,
        "load": True,
        "updated_at": f"{screener.list_date}T00:00:00",
        "entity_count": len(screener.entries),
        "children": [],
        "tags": [],
        "deprecated": False,
    }


ROUTES = [match, entity, algorithms, catalog]
