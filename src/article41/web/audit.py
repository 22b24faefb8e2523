"""The log verified, its decisions replayed and judged again: long answers, a line of JSON each step."""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import QueryParameter
from litestar.response import Stream

from article41.desk import Desk, DeskError, Verified
from article41.desk.chain import Kept
from article41.desk.decisions import told_by
from article41.desk.lookback import Again, Answer, lookback
from article41.desk.replay import replay
from article41.desk.verifying import steps
from article41.law import Regime, Unknown
from article41.web import service
from article41.web.decisions import found
from article41.web.openapi import LINES
from article41.web.route import Asked, Data, Word, reads
from article41.web.service import Service

ROOT = "/api/v1/audit"
VERIFY, REPLAY, LOOKBACK = f"{ROOT}/verify", f"{ROOT}/replay", f"{ROOT}/lookback"
PACE = 100
"""Decisions in one step."""


@reads(f"{ROOT}/head", "check", "review")
async def head(request: Asked) -> Response[Data]:
    """The anchor of the log: number and hash of its last entry. Keep it elsewhere; `verify` takes it."""
    last = await asyncio.to_thread(service.of(request).desk.head)
    return Response({"seq": last.seq, "hash": last.hash, "anchor": str(last)})


@reads(VERIFY, "review", media_type=LINES)
async def verify(request: Asked, expect: Word = None) -> Stream:
    """Go along the whole chain; the last line says whether it is sound, lines before it how far it is.

    `expect` is an anchor noted earlier; without it, entries cut off at the end do not show.
    """
    shared = service.of(request)
    walk = _verified(steps(shared.desk, expect or ""))
    return Stream(await shared.walks.answered(walk), media_type=LINES)


def _verified(found: Iterator[Verified]) -> Iterator[bytes]:
    """Lines of how far it is, each told when the next is known; the last one is what was found."""
    before = next(found)
    for one in found:
        yield _line({"entries": before.head.seq})
        before = one
    fault = before.fault._asdict() if before.fault else None
    told = {"sound": fault is None, "entries": before.head.seq, "erased": before.erased, "fault": fault}
    yield _line(told | {"anchor": str(before.head)})


@reads(REPLAY, "review", media_type=LINES)
async def replay_(
    request: Asked,
    entry: Annotated[
        list[str] | None, QueryParameter(description="A number or id; all decisions when left out.")
    ] = None,
) -> Stream:
    """Work decisions out again from the record alone: a line each, and how many were the same.

    It is a replay where law, list, ledger and program are those of the decision; `other` says which are not.
    """
    shared = service.of(request)
    which = (found(shared.desk, one) for one in entry) if entry else shared.desk.kept(kind="decision")
    return Stream(await shared.walks.answered(_together(_replays(shared, which))), media_type=LINES)


def _replays(shared: Service, kept: Iterable[Kept]) -> Iterator[Data]:
    counts = {"replayed": 0, "differ": 0, "only compared": 0, "erased": 0}
    for one in kept:
        kind, told = _replayed(shared, *one)
        counts[kind] += 1
        yield {"seq": one[0].seq, "came_to": kind, **told}
    yield {"decisions": sum(counts.values()), **counts}


def _replayed(shared: Service, entry: Any, personal: Any) -> tuple[str, Data]:
    """What came of a decision, as `a41 audit replay` counts it."""
    if personal is None:
        return "erased", {}
    try:
        again = replay(told_by(entry, personal), shared.law, screener=shared.screener)
    except (Unknown, DeskError) as fault:
        return ("only compared" if isinstance(fault, Unknown) else "differ"), {"why": str(fault.args[0])}
    kind = "differ" if not again.is_same and again.is_replay else "replayed" if again.is_replay else "only compared"
    return kind, {"same": again.is_same, "other": again.other, "differs": again.differs, "reading": again.reading}


@reads(LOOKBACK, "review", media_type=LINES)
async def lookback_(request: Asked, overlay: Word = None) -> Stream:
    """Judge all decisions again under the law and list at hand, or under a draft: a line for each that differs.

    The last line counts them all.
    """
    shared = service.of(request)
    law = shared.law_with(overlay)
    return Stream(await shared.walks.answered(_together(_flips(shared.desk, law, shared))), media_type=LINES)


def _flips(desk: Desk, law: Regime, shared: Service) -> Iterator[Data | None]:
    counts: dict[str, int] = {}
    for again in lookback(desk, law, screener=shared.screener):
        kind = again.kind or ("same" if again.now else "erased")
        counts[kind] = counts.get(kind, 0) + 1
        yield _flip(again, again.now) if again.kind and again.now else None
    yield {"decisions": sum(counts.values()), "law": law.version, "overlay": law.overlay, "counts": counts}


def _flip(again: Again, now: Answer) -> Data:
    return again._asdict() | {"then": again.then._asdict(), "now": now._asdict()}


def _together(rows: Iterator[Data | None]) -> Iterator[bytes]:
    """The lines of some decisions a step; None is a decision without a line."""
    while some := list(islice(rows, PACE)):
        yield b"".join(_line(row) for row in some if row)


def _line(told: Data) -> bytes:
    return msgspec.json.encode(told) + b"\n"


ROUTES: list[Any] = [head, verify, replay_, lookback_]
