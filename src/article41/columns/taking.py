"""A mapping's rule as a Polars expression, so that it works on a frame, on parts of a stream and inside Spark."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import polars as pl

from article41.columns.mapping import Rule

_YEAR = r"^(\d{4})$"
_MONTH = r"^(\d{4})[-/]?(\d{2})$"


def taken(rule: Rule, headings: Sequence[str]) -> pl.Expr:
    """What a rule takes from the columns under these headings, the first that holds something; a lone one as it is."""
    found = pl.col(headings[0]) if len(headings) == 1 else pl.coalesce(_held(heading) for heading in headings)
    if rule.blank:
        found = pl.when(~_without_point(found).is_in(list(rule.blank))).then(found)
    if rule.values or rule.codes:
        table = (_m49() if rule.codes else {}) | rule.values
        said = _without_point(found)
        found = pl.coalesce(said.replace_strict(table, default=None, return_dtype=pl.String), said)
    return _as_day(found, rule.day) if rule.day else found


def chosen(rule: Rule, by: str, theirs: Mapping[str, pl.Expr]) -> pl.Expr:
    """What a column's value decides to take; a value that no rule knows stays, as text that no country's reader takes.

    Silence would be read as no link to anybody.
    """
    said = _held(by)
    value = _without_point(said).str.to_lowercase()
    found = pl.format("no rule for {} {}", pl.lit(by), said.fill_null("that is blank"))
    for name, values in reversed(rule.take.items()):
        known = [each.lower() for each in values]
        found = pl.when(value.is_in(known)).then(theirs[name].cast(pl.String)).otherwise(found)
    return found


def beside(constant: str, amount: pl.Expr) -> pl.Expr:
    """A unit or currency where its amount is given."""
    return pl.when(_text(amount) != "").then(pl.lit(constant))


def _as_day(found: pl.Expr, day: str) -> pl.Expr:
    """The first or last day of a year (2017) or month (201709, 2017-09); anything else stays, to be read as a day."""
    said = _without_point(found)
    year = said.str.extract(_YEAR) + ("-01-01" if day == "first" else "-12-31")
    month = pl.when(said.str.contains(_MONTH)).then(said.str.replace(_MONTH, "$1-$2-01"))
    first = month.str.to_date("%Y-%m-%d", strict=False)
    end = first if day == "first" else first.dt.month_end()
    return pl.coalesce(year, end.dt.to_string("%Y-%m-%d"), said)


def _text(found: pl.Expr) -> pl.Expr:
    return found.cast(pl.String).str.strip_chars()


def _held(heading: str) -> pl.Expr:
    """The column as text, null where blank."""
    return pl.when(_text(pl.col(heading)) != "").then(_text(pl.col(heading)))


def _without_point(found: pl.Expr) -> pl.Expr:
    """Whole numbers that came with a point are whole again: a column with gaps is often read as decimal numbers."""
    return _text(found).str.strip_suffix(".0")


@lru_cache(maxsize=1)
def _m49() -> dict[str, str]:
    """The United Nations' numbers of countries, with and without leading zeros, as codes of two letters."""
    import pycountry  # here: it takes long to load, and few mappings read numbers

    pairs = [(country.numeric, country.alpha_2) for country in pycountry.countries]
    return dict(pairs) | {number.lstrip("0"): code for number, code in pairs}
