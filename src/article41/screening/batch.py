"""Many queries at once, on all processors. The answers are those of one query at a time, in the order asked."""

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from article41.screening.hits import Candidate, Decision, Query

if TYPE_CHECKING:
    from article41.screening.screener import ListScreener

MANY = 2_000
"""From so many queries on, starting processes is worth it."""
CHUNK = 500
Row = tuple[int, str, float, Decision, tuple[str, ...]]
_at_work: "list[ListScreener]" = []


def screen_all(
    screener: "ListScreener", queries: Sequence[Query], processes: int | None = None
) -> list[tuple[Candidate, ...]]:
    """The candidates of every query. Processes share the index by forking; where that cannot be, one does it all."""
    processes = processes or _processors()
    if len(queries) < MANY or processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [screener.screen_query(query) for query in queries]
    return list(_forked(screener, queries, processes))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def _forked(screener: "ListScreener", queries: Sequence[Query], processes: int) -> Iterator[tuple[Candidate, ...]]:
    chunks = [queries[at : at + CHUNK] for at in range(0, len(queries), CHUNK)]
    _at_work.append(screener)
    screener.screen_query(queries[0])  # what the first query makes is made once, before the processes part
    gc.freeze()  # the collector would go through the whole index in every process, and copy its pages by doing so
    try:
        with multiprocessing.get_context("fork").Pool(processes, gc.disable) as pool:
            for rows in pool.imap(_screen_chunk, chunks):
                for row in rows:
                    yield tuple(screener.rebuilt(packed) for packed in row)
    finally:
        gc.unfreeze()
        _at_work.pop()


def _screen_chunk(queries: Sequence[Query]) -> list[list[Row]]:
    """In a forked process: entries go back by their number, which is far shorter than themselves."""
    screener = _at_work[-1]
    return [[screener.packed(candidate) for candidate in screener.screen_query(query)] for query in queries]
