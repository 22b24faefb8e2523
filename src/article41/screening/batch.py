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
_at_work: "list[tuple[ListScreener, Sequence[Query]]]" = []


def screen_all(screener: "ListScreener", queries: Sequence[Query]) -> Iterator[tuple[Candidate, ...]]:
    """The candidates of every query. Processes share the index by forking; where that cannot be, one does it all."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    if len(queries) >= MANY and processors > 1 and "fork" in multiprocessing.get_all_start_methods():
        yield from _forked(screener, queries, processors)
        return
    for at in range(0, len(queries), CHUNK):
        yield from screener.screen_together(queries[at : at + CHUNK])


def _forked(screener: "ListScreener", queries: Sequence[Query], processors: int) -> Iterator[tuple[Candidate, ...]]:
    screener.screen_query(queries[0])  # what the first query makes is made once, before the processes part
    _at_work.append((screener, queries))
    gc.freeze()  # the collector would go through the whole index in every process, and copy its pages by doing so
    try:
        with multiprocessing.get_context("fork").Pool(processors, gc.disable) as pool:
            for rows in pool.imap(_screen_chunk, range(0, len(queries), CHUNK)):
                for row in rows:
                    yield tuple([screener.rebuilt(packed) for packed in row])
    finally:
        gc.unfreeze()
        _at_work.pop()


def _screen_chunk(at: int) -> list[list[Row]]:
    """In a forked process: entries go back by their number, which is far shorter than themselves."""
    screener, queries = _at_work[-1]
    return [[screener.packed(c) for c in found] for found in screener.screen_together(queries[at : at + CHUNK])]
