"""What a run came to: totals equal to a plain count, added up, stored, and shown as text, page and chart."""

from typing import Any

import polars as pl
import pytest
from columns_book import AMOUNTS, LAW, NAMED, PLAIN, STATED, tables
from hypothesis import given, settings

from article41.bulk.headings import Layout
from article41.bulk.judging import judge
from article41.bulk.rows import Fault
from article41.columns import Columns
from article41.report import Totals

COLUMNS = Columns(LAW, processes=1)


def framed(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: pl.String() for name in rows[0]})


def results(frame: pl.DataFrame) -> list[Any]:
    layout = Layout(frame.columns, LAW.boolean_facts)
    return [judge(layout.row(n, 0, cells), LAW) for n, cells in enumerate(frame.iter_rows(), start=1)]


def one_by_one(frame: pl.DataFrame) -> Totals:
    totals = Totals()
    for result in results(frame):
        if isinstance(result, Fault):
            totals.add_faults([result])
        else:
            totals.add_answer(result, "KP")
    return totals


@pytest.mark.parametrize("groups", [(PLAIN,), (PLAIN, AMOUNTS, NAMED, STATED)], ids=["plain", "everything"])
def test_columns_count_what_rows_count(groups: tuple[Any, ...]) -> None:
    """Totals over columns equal those of rows judged one by one."""

    @settings(max_examples=30, deadline=None)
    @given(tables(*groups))
    def holds(rows: list[dict[str, Any]]) -> None:
        assert COLUMNS.judge(framed(rows)).totals == one_by_one(framed(rows))

    holds()
