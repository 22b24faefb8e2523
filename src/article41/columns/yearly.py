"""Trade that is recorded by the year or month, judged on every day on which its answer can change.

A year is no day. Its trade is put to the law of the first day, of each day of the year on which the law changes, and
of the last day; what was delivered when, the record does not say.
"""

from datetime import date

import polars as pl

from article41.columns.fitting import fitted
from article41.columns.frame import Columns
from article41.columns.mapping import Mapping
from article41.errors import InputError
from article41.law import Regime
from article41.places import parse_country

AMOUNTS = ("quantity", "unit", "value", "currency")
"""Left out of the question: a year's amount is no act's, and a cap's period is not the record's."""
NOT_JUDGED = "not judged"


def by_day(frame: pl.DataFrame, mapping: Mapping, columns: Columns) -> pl.DataFrame:
    """Each row of a record once for each day of its period that counts, with the answer of that day.

    `row` counts from 1, `from_there` says whether the goods come from the territory; `first` and `last` are the days
    of the period, both inclusive. Raises MappingError where the mapping does not fit.
    """
    facts = columns.law.boolean_facts
    ends = {day: fitted(mapping.on(day), frame.columns, facts).apply(frame) for day in ("first", "last")}
    rows = ends["first"].with_columns(
        **{name: end["date"].str.to_date(strict=False) for name, end in ends.items()},
        row=pl.int_range(1, pl.len() + 1),
        from_there=_is_there(ends["first"]["from"], columns.law),
    )
    asked = _on_each_day(rows, columns.law)
    answers = columns.judge(asked.drop([*AMOUNTS, "row", "first", "last", "from_there"], strict=False)).answers
    told = answers.select(
        pl.col("verdict").cast(pl.String).fill_null(NOT_JUDGED), pl.col("worst", "cite", "missing").cast(pl.String)
    )
    return pl.concat([asked.with_columns(day=pl.col("date").str.to_date(strict=False)), told], how="horizontal")


def caught(days: pl.DataFrame) -> pl.DataFrame:
    """What `by_day` found, added up by year, direction, code and day: how many rows and what value had which answer."""
    answer = ["verdict", "worst", "cite", "missing"]
    kept = days.with_columns(pl.col("first").dt.year().alias("year"), pl.col("value").cast(pl.Float64, strict=False))
    by = ["year", "from_there", "hs", "day", *answer]
    return kept.group_by(by).agg(pl.len().alias("rows"), pl.col("value").sum()).sort(by)


def changing(days: pl.DataFrame) -> pl.DataFrame:
    """The rows of a record whose answer is not the same on every day of their period."""
    answers = pl.struct("verdict", "worst", "cite").n_unique().over("row")
    return days.filter(answers > 1)


def _is_there(places: pl.Series, law: Regime) -> pl.Series:
    there = {said: _code(said) == law.territory for said in places.drop_nulls().unique().to_list()}
    return places.replace_strict(there, default=False, return_dtype=pl.Boolean)


def _code(said: str) -> str | None:
    try:
        return parse_country(said).code
    except InputError:
        return None


def _on_each_day(rows: pl.DataFrame, law: Regime) -> pl.DataFrame:
    """Every row on each of its days; a row without a period stays, to be reported by the judge."""
    periods = rows.select("first", "last").unique()
    dates = [_days(first, last, law) for first, last in periods.iter_rows()]
    days = periods.with_columns(pl.Series("date", dates, dtype=pl.List(pl.String)))
    joined = rows.drop("date").join(days, on=["first", "last"], how="left", nulls_equal=True, maintain_order="left")
    return joined.explode("date")


def _days(first: date | None, last: date | None, law: Regime) -> list[str]:
    if first is None or last is None:
        return [""]
    inside = [day for day in law.change_days() if first < day < last]
    return [day.isoformat() for day in sorted({first, *inside, last})]
