"""Many queries at once, on all processors. The answers are those of one query at a time, in the order asked."""

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from article41.screening.hits import Candidate, Decision, Query

if TYPE_CHECKING:
    from article41.screening.screener import ListScreener

MANY = 2_000
"""From so many queries on, starting processes is worth it."""
CHUNK = 500
Row = tuple[int, str, float, Decision, tuple[str, ...]]
_at_work: "list[tuple[ListScreener, Sequence[Query], Any]]" = []
"""The list, the queries and, shared by all processes, the place of the next chunk."""


def screen_all(
    screener: "ListScreener", queries: Sequence[Query], processes: int | None = None
) -> Iterator[tuple[Candidate, ...]]:
    """The candidates of every query. Processes share the index by forking; where that cannot be, one does it all."""
    processes = processes or processors()
    if len(queries) >= MANY and processes > 1 and "fork" in multiprocessing.get_all_start_methods():
        yield from _forked(screener, queries, processes)
        return
    for at in range(0, len(queries), CHUNK):
        yield from screener.screen_together(queries[at : at + CHUNK])


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def _forked(screener: "ListScreener", queries: Sequence[Query], processes: int) -> Iterator[tuple[Candidate, ...]]:
    """This process works too: a process less to start, and one that need not copy what it changes of the index."""
    screener.screen_query(queries[0])  # what the first query makes is made once, before the processes part
    forking = multiprocessing.get_context("fork")
    _at_work.append((screener, queries, forking.Value("q", 0)))
    collects = gc.isenabled()
    gc.disable()  # the collector would go through the whole index in every process, and copy its pages by doing so
    try:
        with forking.Pool(processes - 1) as pool:
            theirs = pool.map_async(_screen_chunks, range(processes - 1), 1)
            found = dict(_screen_chunks())
            for chunks in theirs.get():
                found.update(chunks)
    finally:
        if collects:
            gc.enable()
        _at_work.pop()
    for at in sorted(found):
        yield from (tuple([screener.rebuilt(packed) for packed in row]) for row in found[at])


def _screen_chunks(worker: int = 0) -> list[tuple[int, list[list[Row]]]]:
    """Chunk after chunk until none is left. Entries are given by their number, which is far shorter than themselves."""
    screener, queries, following = _at_work[-1]
    done: list[tuple[int, list[list[Row]]]] = []
    while True:
        with following.get_lock():
            at = following.value
            following.value += CHUNK
        if at >= len(queries):
            return done
        found = screener.screen_together(queries[at : at + CHUNK])
        done.append((at, [[screener.packed(candidate) for candidate in one] for one in found]))
