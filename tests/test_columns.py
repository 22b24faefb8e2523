"""The law over columns says what it says row by row: verdict, range, paragraphs, conditions, missing facts, faults."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from columns_book import AMOUNTS, CODES, DAYS, GOODS, LAW, NAMED, NAMES, PLACES, PLAIN, STATED, tables
from conftest import casebook_acts
from hypothesis import given, settings

from article41 import Regime, load
from article41.bulk.headings import Layout
from article41.bulk.judging import judge
from article41.bulk.rows import Fault, Unreadable
from article41.bulk.summary import flat
from article41.columns import Columns
from article41.columns.acts import as_row
from article41.ledger import built_in

COLUMNS = Columns(LAW, processes=1)


def framed(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: pl.String() for name in rows[0]})


def one_by_one(frame: pl.DataFrame, law: Any = LAW) -> list[Any]:
    """What `a41 check` says of each row of a file with these columns."""
    layout = Layout(frame.columns, law.boolean_facts)
    answers = [judge(layout.row(n, 0, cells), law) for n, cells in enumerate(frame.iter_rows(), start=1)]
    return [a if isinstance(a, Fault) else flat(a) | {"row": a.row} for a in answers]


def over_columns(frame: pl.DataFrame, columns: Columns = COLUMNS) -> list[Any]:
    judged = columns.judge(frame)
    faults = {fault.row: fault for fault in judged.faults}
    return [faults.get(row["row"], row) for row in judged.answers.iter_rows(named=True)]


@pytest.mark.parametrize(
    "groups", [(PLAIN,), (PLAIN, AMOUNTS), (PLAIN, NAMED), (PLAIN, AMOUNTS, NAMED, STATED)],
    ids=["plain", "amounts", "named", "everything"],
)  # fmt: skip
def test_rows_of_all_kinds(groups: tuple[Any, ...]) -> None:
    @settings(max_examples=40, deadline=None)
    @given(tables(*groups))
    def holds(rows: list[dict[str, Any]]) -> None:
        frame = framed(rows)
        assert over_columns(frame) == one_by_one(frame)

    holds()


def test_worked_cases_that_fit_a_row() -> None:
    rows = [row for act in casebook_acts() if (row := as_row(act))]
    assert len(rows) > 250
    headings = list(dict.fromkeys(name for row in rows for name in row))
    numbers = {"quantity": pl.Float64(), "value": pl.Float64()}
    frame = pl.DataFrame(rows, schema={name: numbers.get(name, pl.String()) for name in headings})
    assert over_columns(frame) == one_by_one(frame)


def test_drafts_over_columns(law: Regime) -> None:
    rows = [row for act in casebook_acts() if (row := as_row(act))]
    frame = pl.DataFrame([{"date": "2022-06-01", **{k: r.get(k) for k in ("from", "to", "hs")}} for r in rows])
    for symbol in law.drafts:
        over = law.overlaid(symbol)
        assert over_columns(frame, Columns(over)) == one_by_one(frame, over)


@pytest.mark.parametrize("kind", [pl.Date(), pl.Datetime(), pl.Categorical()], ids=str)
def test_dates_of_any_type(kind: Any) -> None:
    days = pl.Series("date", ["2017-08-04", "2017-08-05", None, "2019-01-01"])
    frame = pl.DataFrame([days.cast(kind) if kind == pl.Categorical() else days.str.to_date().cast(kind)])
    frame = frame.with_columns(pl.lit("KP").alias("from"), pl.lit("270111").alias("hs"))
    assert over_columns(frame) == one_by_one(frame)


def test_amounts_as_decimals() -> None:
    amounts = pl.Series("quantity", ["0.5", "4000000.00", None, "99999999.99"]).cast(pl.Decimal(10, 2))
    frame = pl.DataFrame([amounts]).with_columns(
        pl.lit("2018-02-01").alias("date"),
        pl.lit("KP").alias("to"),
        pl.lit("270900").alias("hs"),
        pl.lit("bbl").alias("unit"),
    )
    assert over_columns(frame) == one_by_one(frame)


def test_codes_as_numbers_and_categories() -> None:
    codes = pl.Series("hs", [270111, 70111, 2709, 999999, None, 27])
    frame = pl.DataFrame([codes]).with_columns(pl.lit("2018-02-01").alias("date"), pl.lit("KP").alias("to"))
    assert over_columns(frame) == one_by_one(frame)
    told = frame.with_columns(pl.col("hs").cast(pl.String).cast(pl.Categorical), pl.col("to").cast(pl.Categorical))
    assert over_columns(told) == one_by_one(told)


def test_many_rows_in_parts_and_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts, threads and processes change nothing, and faulty rows keep their numbers."""
    monkeypatch.setattr("article41.columns.frame.AT_ONCE", 50)
    monkeypatch.setattr("article41.columns.alone.MANY", 20)
    rows = [
        {"id": f"r{n}", "date": DAYS[n % len(DAYS)], "from": PLACES[n % 11], "to": PLACES[n % 7], "hs": CODES[n % 97],
         "description": GOODS[n % 5] if n % 3 else None, "seller": NAMES[n % 13] if n % 4 else None}
        for n in range(700)
    ]  # fmt: skip
    frame = framed(rows)
    assert over_columns(frame, Columns(LAW, processes=2)) == one_by_one(frame)


def test_an_empty_frame_and_one_without_dates() -> None:
    assert Columns(LAW).judge(pl.DataFrame({"date": []}, schema={"date": pl.String})).answers.height == 0
    with pytest.raises(Unreadable, match="no column 'date'"):
        COLUMNS.judge(pl.DataFrame({"hs": ["270111"]}))


def test_rows_are_counted_from_where_they_begin() -> None:
    judged = COLUMNS.judge(pl.DataFrame({"date": ["2018-01-01", "never"]}), first_row=1001)
    assert judged.answers["row"].to_list() == [1001, 1002]
    assert [fault.row for fault in judged.faults] == [1002]


BOOK = """
refined-petroleum:
  reports:
    - {reporters: [RU], from: 2019-01-01, to: 2019-03-31, amount: "500,000 bbl", document: x}
    - {reporters: [RU], from: 2020-12-15, to: 2021-01-14, amount: "500,000 bbl", document: x}
crude-oil:
  reports:
    - {reporters: [CN], from: 2018-11-01, to: 2018-11-30, amount: "4,000,000 bbl", document: x}
coal:
  reports:
    - {reporters: [CN], from: 2016-12-01, to: 2016-12-10, amount: "1,000,866 t; 5 USD", document: x}
"""


def test_capped_goods_across_the_edges_of_periods_and_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the ledger's answer changes, rows on both sides of the day differ, with and without amounts."""
    (tmp_path / "deliveries.yaml").write_text(BOOK, encoding="utf-8")
    monkeypatch.setattr("article41.ledger.book.own_files", lambda: [tmp_path / "deliveries.yaml"])
    law = load()
    days = sorted({day + timedelta(days=k) for day in built_in(law).change_days() for k in (-1, 0, 1)})
    ways = [{"to": "KP", "hs": "271019"}, {"to": "KP", "hs": "270900"}, {"from": "KP", "hs": "270111"}]
    amounts = [{}, {"quantity": "1", "unit": "bbl"}, {"quantity": "5", "unit": "t", "description": "gas oil"}]
    blank = dict.fromkeys(["date", "from", "to", "hs", "quantity", "unit", "description"])
    rows = [blank | {"date": str(day)} | way | amount for day in days for way in ways for amount in amounts]
    frame = framed(rows)
    answers = one_by_one(frame, law)
    assert over_columns(frame, Columns(law, processes=1)) == answers
    oil = {row["date"]: a["verdict"] for row, a in zip(rows, answers, strict=True) if row["hs"] == "271019"}
    assert (oil["2018-12-31"], oil["2019-03-31"], oil["2019-04-01"]) == ("conditional", "undetermined", "prohibited")
    assert (oil["2019-12-31"], oil["2020-01-01"], oil["2020-12-15"]) == ("prohibited", "conditional", "undetermined")
