"""Rows that share no cell of the grid: each is judged by itself, equal ones once, on all processors."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from article41.bulk.headings import Layout
from article41.bulk.judging import judge
from article41.bulk.rows import Fault
from article41.bulk.summary import flat
from article41.columns.answers import Flat
from article41.law import Regime
from article41.screening.hits import Screener

MANY = 1_000
"""From so many rows on, starting processes is worth it."""
CHUNK = 250
Outcome = Flat | Fault
"""An answer, or why there is none; the fault's row is that of the first of the equal rows, counted from 0."""
_at_work: list[tuple[Regime, Screener | None, Layout]] = []


def judge_alone(
    frame: pl.DataFrame, law: Regime, screener: Screener | None, processes: int
) -> tuple[list[Outcome], list[int]]:
    """The outcomes of the distinct rows, and for every row the place of its outcome among them."""
    distinct = frame.unique(maintain_order=True).with_row_index("#")
    at = frame.join(distinct, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")["#"]
    _at_work.append((law, screener, Layout(frame.columns, law.boolean_facts)))
    try:
        outcomes = list(_outcomes(distinct.drop("#").rows(), processes))
    finally:
        _at_work.pop()
    return outcomes, at.to_list()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def _outcomes(rows: Sequence[tuple[Any, ...]], processes: int) -> Iterator[Outcome]:
    if len(rows) < MANY or processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from _judged(rows)
        return
    chunks = [rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for outcomes in pool.imap(_judged, chunks):
            yield from outcomes


def _judged(rows: Sequence[tuple[Any, ...]]) -> list[Outcome]:
    law, screener, layout = _at_work[-1]
    found: list[Outcome] = []
    for cells in rows:
        answer = judge(layout.row(0, 0, cells), law, screener=screener)
        found.append(answer if isinstance(answer, Fault) else Flat.of(flat(answer)))
    return found
