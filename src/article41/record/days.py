"""Days of the record: a day, or a month or a year where the day is not known; and intervals as people say them."""

from calendar import monthrange
from datetime import date
from typing import Annotated

import msgspec

Said = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
"""`2016-09-09`, `2016-09` or `2016`."""
DAYS_A_MONTH = 365.25 / 12
DAYS_AS_DAYS, DAYS_AS_WEEKS, MONTHS_AS_MONTHS = 14, 60, 24


def is_exact(said: str) -> bool:
    """Whether the day itself is known."""
    return len(said) == len("2016-09-09")


def first_day(said: str) -> date:
    """The earliest day that is meant. Raises ValueError where there is no such day."""
    return date.fromisoformat((said + "-01-01")[:10])


def last_day(said: str) -> date:
    """The latest day that is meant. Raises ValueError where there is no such day."""
    if is_exact(said):
        return date.fromisoformat(said)
    year, month = int(said[:4]), int(said[5:7] or 12)
    return date(year, month, monthrange(year, month)[1])


def months(days: int) -> int:
    """Days as months, to the nearest."""
    return round(days / DAYS_A_MONTH)


def in_words(days: int) -> str:
    """An interval as people say it: `5 days`, `3 weeks`, `8 months`, `4 years 4 months`; to the nearest."""
    if days < DAYS_AS_DAYS:
        return _many(days, "day")
    if days < DAYS_AS_WEEKS:
        return _many(round(days / 7), "week")
    if months(days) < MONTHS_AS_MONTHS:
        return _many(months(days), "month")
    years, rest = divmod(months(days), 12)
    return _many(years, "year") + (f" {_many(rest, 'month')}" if rest else "")


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
