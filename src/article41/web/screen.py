"""Names screened against the list."""

import asyncio
from typing import Any

from litestar import Response

from article41.screening.asked import QueryError, read_query
from article41.screening.hits import Candidate, Query
from article41.web import service
from article41.web.bodies import row_of
from article41.web.problems import Refused, Unreadable
from article41.web.route import Asked, Data, takes

SCREEN = "/api/v1/screen"
LARGEST, MOST_QUERIES, AT_ONCE = 1_000_000, 1_000, 200


@takes(SCREEN, request_max_body_size=LARGEST, opt={"body": "queries"})
async def screen(request: Asked) -> Response[Data]:
    """Who on the list names may mean: `{"queries": [{"name": ..., "type": ..., "on": ...}]}`.

    A query's own `id` comes back with its answer. An answer without matches is no clearance.
    """
    shared = service.of(request)
    said = queries_of(await request.body())
    read = [_query(one, n) for n, one in enumerate(said)]
    found: list[tuple[Candidate, ...]] = []
    for start in range(0, len(read), AT_ONCE):
        found += shared.screener.screen_together(read[start : start + AT_ONCE])
        await asyncio.sleep(0)
    answers = [_answer(one, n, candidates) for n, (one, candidates) in enumerate(zip(said, found, strict=True))]
    head = {"list": shared.screener.version, "list_date": shared.screener.list_date}
    return Response(head | {"answers": answers})


def queries_of(body: bytes) -> list[dict[str, Any]]:
    """The queries of a body. Raises Refused."""
    row = row_of(body)
    said = row.said.get("queries")
    if not isinstance(said, list) or not said or len(row.said) > 1:
        raise Refused(422, 'expected {"queries": [...]} with one query or more, and nothing else', "queries")
    if len(said) > MOST_QUERIES:
        raise Refused(422, f"{len(said)} queries, at most {MOST_QUERIES} in one request", "queries")
    return said


def _query(said: Any, number: int) -> Query:
    try:
        return read_query(said)
    except QueryError as fault:
        raise Unreadable(fault, f"queries[{number}]") from None


def _answer(said: dict[str, Any], number: int, found: tuple[Candidate, ...]) -> Data:
    return {"id": said.get("id", number), "matches": [candidate_data(c) for c in found]}


def candidate_data(c: Candidate) -> Data:
    """A candidate as `a41 screen --format jsonl` prints it, with when it was listed and what no source confirmed."""
    return {
        "entry": c.entry.id,
        "name": c.name,
        "matched": c.matched,
        "score": c.score,
        "decision": c.decision,
        "reasons": c.reasons,
        "listed": c.entry.listed,
        "designated": c.entry.designated,
        "unconfirmed": c.entry.unconfirmed,
    }


ROUTES = [screen]
