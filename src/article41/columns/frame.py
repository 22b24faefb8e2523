"""The law over columns, on one page.

    columns → each distinct value read once → a cell of the grid: its answer
                                            → no cell: judged by itself, equal rows once

A row that nothing links to the territory falls into the cell of its day and is settled there. Answers are equal,
citation by citation, to those of `bulk.judge` row by row; tests hold that for generated and worked cases.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import polars as pl

from article41.bulk.headings import Layout
from article41.bulk.judging import Answer
from article41.bulk.rows import Fault, Row
from article41.bulk.summary import COLUMNS, flat
from article41.columns.alone import judge_alone, outcomes
from article41.columns.answers import NONE, Answers, Bools, Flat, Ints
from article41.columns.coding import FAR
from article41.columns.counting import counted, places
from article41.columns.fields import AMOUNTS, DATE, ID, Fields, Named, Rows
from article41.columns.grid import Cell, Grid
from article41.columns.names import Names
from article41.explain import versions
from article41.law import Regime
from article41.report import Totals
from article41.screening.batch import processors
from article41.screening.built_in import built_in, of_draft
from article41.screening.remembered import Remembered
from article41.screening.screener import ListScreener

AT_ONCE = 500_000
"""So many rows are worked on at a time: what they need in between stays small, however long the frame."""


class Judged(NamedTuple):
    """The answers of all rows in the columns of `bulk.summary.COLUMNS`, null where a row is faulty; and the faults."""

    answers: pl.DataFrame
    faults: list[Fault]
    totals: Totals


class Part(NamedTuple):
    """A part of a frame after the grid: the answers' numbers, and the rows still open, bared of what is idle.

    `places` is where each row is counted, as in `counting.places`.
    """

    numbers: Ints
    places: Ints
    ids: pl.Series
    open: pl.DataFrame


class Columns:
    """The law of one regime, ready for frames. Remembers names and answers, so that one object serves many frames.

    `screener` is the list (the built-in one where none is given); `processes` share the names and the rows judged by
    themselves; with 1 nothing is forked.
    """

    def __init__(self, law: Regime, screener: ListScreener | None = None, processes: int | None = None) -> None:
        self.law, self._processes = law, processes or processors()
        self._screener = Remembered(screener or built_in(), self._processes)
        lists = [self._screener]
        if law.draft:
            of_its_names = of_draft(law.overlay, law.draft.listings, law.draft.in_force_if_adopted)
            lists.append(Remembered(of_its_names, self._processes))
        self.versions = versions(law, self._screener)
        self._answers = Answers()
        self._grid = Grid(law, self._screener, self._answers)
        self._fields = Fields(self._grid, Names(law, lists))

    def judge(self, frame: pl.DataFrame, first_row: int = 1) -> Judged:
        """The answers for a frame under the headings that `a41 check` reads; rows are numbered from `first_row`.

        Raises Unreadable where no column holds the date or two mean the same.
        """
        layout = Layout(frame.columns, self.law.boolean_facts)
        named = self._fields.named(frame, layout)
        starts = range(0, len(frame), AT_ONCE)
        with ThreadPoolExecutor(self._processes) as pool:
            parts = list(
                pool.map(lambda at: self._settle(frame.slice(at, AT_ONCE), layout, named.part(at, AT_ONCE)), starts)
            )
        none = np.zeros(0, dtype=np.int32)
        numbers = np.concatenate([none, *(part.numbers for part in parts)])
        faults = self._judge_alone([part.open for part in parts if len(part.open)], numbers, first_row)
        totals = counted(self._answers.every(), numbers, np.concatenate([none, *(part.places for part in parts)]))
        totals.add_faults(faults)
        return Judged(self._answered([part.ids for part in parts], numbers, first_row), faults, totals)

    def judge_acts(self, acts: Sequence[Row]) -> Judged:
        """The answers for acts in the contract's form, numbered as they are."""
        found = outcomes(acts, self.law, self._screener, self._processes)
        answers = [one if isinstance(one, Answer) else None for one in found]
        numbers = [self._answers.number(Flat.of(flat(one))) if one else NONE for one in answers]
        ids = ["" if act.said.get("id") is None else str(act.said["id"]) for act in acts]
        frame = pl.DataFrame(
            {"id": ids, "row": [act.number for act in acts]}, schema={"id": pl.String, "row": pl.Int64}
        )
        faults, totals = [one for one in found if isinstance(one, Fault)], Totals()
        totals.add_faults(faults)
        for answer in filter(None, answers):
            totals.add_answer(answer, self.law.territory)
        return Judged(self._with_ids(frame, np.array(numbers, dtype=np.int32)), faults, totals)

    def _settle(self, frame: pl.DataFrame, layout: Layout, named: Named) -> Part:
        """The answers of cells, and what is left open: the rows whose answer no cell has."""
        rows = self._fields.read(frame, layout, named)
        numbers, counted_at = np.full(len(frame), NONE, dtype=np.int32), places(rows, self.law.territory)
        ids = _ids(frame, layout)
        at = (~rows.alone).nonzero()[0]
        every = len(at) == len(frame)
        cells = rows.cells if every else Cell(*(part[at] for part in rows.cells))
        found = self._grid.look_up(cells, rows.goods if every else rows.goods[at])
        numbers[at] = found.numbers
        if rows.amounts.any() or rows.described.any():
            asked = (found.amounts[found.at] & rows.amounts[at]) | (found.words[found.at] & rows.described[at])
            numbers[at[asked]] = NONE
        open_ = (numbers == NONE).nonzero()[0]
        if not len(open_):
            return Part(numbers, counted_at, ids, frame.clear())
        idle = np.zeros(len(frame), dtype=bool)
        idle[at] = ~found.amounts[found.at]
        return Part(numbers, counted_at, ids, self._bared(frame[open_], layout, rows, open_, idle))

    def _judge_alone(self, open_: list[pl.DataFrame], numbers: Ints, first_row: int) -> list[Fault]:
        """Fills in the answers of the open rows, in their order; the faults among them."""
        if not open_:
            return []
        found, places = judge_alone(pl.concat(open_), self.law, self._screener, self._processes)
        faults = []
        for row, place in zip((numbers == NONE).nonzero()[0].tolist(), places, strict=True):
            outcome = found[place]
            if isinstance(outcome, Fault):
                faults.append(outcome._replace(row=first_row + row))
            elif isinstance(outcome, Flat):
                numbers[row] = self._answers.number(outcome)
        return faults

    def _bared(self, frame: pl.DataFrame, layout: Layout, rows: Rows, alone: Ints, idle: Bools) -> pl.DataFrame:
        """The rows without what no answer depends on, so that more of them are equal: the id, idle amounts, the day."""
        at = {(c.part, c.key): c.position for c in layout.columns}
        kept = {field: frame.to_series(place) for field, place in at.items() if field != ID}
        spare = pl.Series(idle[alone])
        for field in (f for f in AMOUNTS if f in kept):
            kept[field] = kept[field].to_frame().select(pl.when(~spare).then(pl.first())).to_series()
        first_days = self._grid.spans.firsts(rows.cells.span[alone])
        whole = pl.Series(~rows.dated[alone] & (rows.day[alone] != FAR))
        date_ = pl.DataFrame([kept[DATE].alias("said"), first_days.alias("first")])
        if kept[DATE].dtype in (pl.String, pl.Date):
            first = pl.col("first").cast(kept[DATE].dtype)
            kept[DATE] = date_.select(pl.when(whole).then(first).otherwise("said")).to_series()
        return pl.DataFrame([column.alias(frame.columns[at[field]]) for field, column in kept.items()])

    def _answered(self, ids: list[pl.Series], numbers: Ints, first_row: int) -> pl.DataFrame:
        rows = pl.int_range(first_row, first_row + len(numbers), eager=True)
        every = pl.concat(ids) if ids else pl.Series(dtype=pl.String)
        return self._with_ids(pl.DataFrame([every.alias("id"), rows.alias("row")]), numbers)

    def _with_ids(self, ids: pl.DataFrame, numbers: Ints) -> pl.DataFrame:
        law = pl.lit(self.law.version).cast(pl.Categorical).alias("law")
        return ids.hstack(self._answers.columns(numbers)).with_columns(law).select(COLUMNS)


def _ids(frame: pl.DataFrame, layout: Layout) -> pl.Series:
    """The acts' own references as text; empty where there is none."""
    at = next((column.position for column in layout.columns if (column.part, column.key) == ID), None)
    if at is None:
        return pl.repeat("", len(frame), eager=True)
    said = frame.to_series(at)
    text = said.cast(pl.String).fill_null("")
    return text if said.dtype.is_integer() else text.str.strip_chars()
