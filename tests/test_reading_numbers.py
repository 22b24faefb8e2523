"""Numbers in words and digits, with units and periods."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.reading.numbers import duration, ordinal, period, quantities, value
from article41.reading.text import Span


def found(text: str) -> list[tuple[int | float, str]]:
    return [(q.value, q.unit) for q in quantities(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four million barrels", [(4000000, "barrel")]),
        ("from four million to two million barrels", [(4000000, "barrel"), (2000000, "barrel")]),
        ("$400.9 million or 7.5 million tonnes", [(400900000, "usd"), (7500000, "tonne")]),
        ("240,000 metric tons", [(240000, "tonne")]),
        ("as many as nine million rounds", [(9000000, "round")]),
        ("sixteen individuals and one entity", [(16, "person"), (1, "")]),
        ("half a million barrels, a dozen ships", [(500000, "barrel"), (12, "")]),
        ("twenty-two missiles", [(22, "")]),
        ("a Hwasong-15 and a T-62", []),
        ("a missile", []),
    ],
)
def test_amounts_are_plain_numbers_with_a_singular_unit(text: str, expected: list[tuple[int | float, str]]) -> None:
    """Codes such as `Hwasong-15` hold no number, and an article alone is none."""
    assert found(text) == expected


def test_ordinals_periods_and_durations() -> None:
    """`fifth` and `5th` are 5; "a year" is each year; "24 months" is P24M, "24 months ago" no time to do a thing."""
    assert [ordinal(w) for w in ("fifth", "5th", "Sixth", "five")] == [5, 5, 6, None]
    assert [period(t, Span(0, len(t))) for t in ("a year", "per month", "in 2017")] == ["year", "month", None]
    assert duration("have 24 months to", Span(0, 17)) == "P24M"
    assert duration("24 months ago", Span(0, 13)) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_are_read_as_they_were_written(number: int) -> None:
    """What Python groups by commas is read back."""
    assert value(f"{number:,}") == number and found(f"of {number:,} barrels") == [(number, "barrel")]
