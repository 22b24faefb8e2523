"""Rows that share no cell of the grid: each is judged by itself, equal ones once, on all processors."""

import multiprocessing
from collections.abc import Iterator, Sequence
from typing import Any, cast

import polars as pl

from article41.bulk.headings import Layout
from article41.bulk.judging import Answer, judge
from article41.bulk.rows import Fault, Row
from article41.bulk.summary import flat
from article41.columns.answers import Flat
from article41.law import Regime
from article41.screening.hits import Screener

MANY = 1_000
"""From so many rows on, starting processes is worth it."""
CHUNK = 250
Outcome = Flat | Answer | Fault
"""What is told of an item: of cells the answer in short, of an act all of it; or why there is none."""
Item = tuple[Any, ...] | Row
"""The cells of a row under the layout at work, or a row in the contract's form."""
_at_work: list[tuple[Regime, Screener | None, Layout | None]] = []


def judge_alone(
    frame: pl.DataFrame, law: Regime, screener: Screener | None, processes: int
) -> tuple[list[Outcome], list[int]]:
    """The outcomes of the distinct rows, and for every row the place of its outcome among them."""
    distinct = frame.unique(maintain_order=True).with_row_index("#")
    at = frame.join(distinct, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")["#"]
    layout = Layout(frame.columns, law.boolean_facts)
    return outcomes(distinct.drop("#").rows(), law, screener, processes, layout), at.to_list()


def outcomes(
    items: Sequence[Item], law: Regime, screener: Screener | None, processes: int, layout: Layout | None = None
) -> list[Outcome]:
    """The outcome of each item, in order."""
    _at_work.append((law, screener, layout))
    try:
        return list(_outcomes(items, processes))
    finally:
        _at_work.pop()


def _outcomes(items: Sequence[Item], processes: int) -> Iterator[Outcome]:
    if len(items) < MANY or processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from _judged(items)
        return
    chunks = [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for found in pool.imap(_judged, chunks):
            yield from found


def _judged(items: Sequence[Item]) -> list[Outcome]:
    law, screener, layout = _at_work[-1]
    found: list[Outcome] = []
    for item in items:
        row = item if isinstance(item, Row) else cast(Layout, layout).row(0, 0, item)
        answer = judge(row, law, screener=screener)
        found.append(answer if isinstance(answer, Fault) or row is item else Flat.of(flat(answer)))
    return found
