"""Days as people write them. A day is read as written: no clock time or zone moves it to another day."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from article41.errors import InputError
from article41.said import plain, shown

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""The years that a date may lie in, both included: the United Nations exist since 1945."""

_EXPECTED = "a day such as 2018-03-04"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SPREADSHEET_ZERO = date(1899, 12, 30)
_TIME = re.compile(
    r"(?P<day>.+?)"
    r"(?:[T ] ?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"|T(?P<hour2>[0-9]{2})(?P<minute2>[0-9]{2})(?P<second2>[0-9]{2})?)"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?))?"
)
_NUMBERS = re.compile(r"(?P<year>[0-9]{4})(?P<sep>[-/. ])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})")
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_CJK = re.compile(r"(?P<year>[0-9]{4}) ?[年년] ?(?P<month>[0-9]{1,2}) ?[月월] ?(?P<day>[0-9]{1,2}) ?[日일]")
_NAMED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?(?P<month>[a-z]{3,9})\.?,?[ -]?(?P<year>[0-9]{4})",
        r"(?P<month>[a-z]{3,9})\.?[ -]?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:, ?|[ -])(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})[ -](?P<month>[a-z]{3,9})\.?[ -](?P<day>[0-9]{1,2})",
    )
)
_YEAR_LAST = re.compile(r"(?P<one>[0-9]{1,2})(?P<sep>[-/. ])(?P<two>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")


class DateError(InputError):
    """Not a date."""


class DateUnclear(DateError):
    """A date with more than one reading. To be asked, never guessed."""

    @property
    def candidates(self) -> tuple[str, ...]:
        """The days it may be, as ISO days."""
        return self.nearest


def parse_date(said: str | float | date) -> date:
    """The day that was written; of a date with a time, the day alone.

    Reads the year first (2018-03-04, 20180304, 2018/3/4, 2018.03.04), a month in English words, and 2018年3月4日.
    Raises DateUnclear where day and month may change places and where a spreadsheet left its day number, DateError
    where the text is no date, no such day exists, or the year lies outside 1945 to 2100 (both included).
    """
    if isinstance(said, date):
        return _in_bounds(said.date() if isinstance(said, datetime) else said)
    text = _without_time(_text(said))
    for read in (_year_first, _named, _year_last):
        day = read(text)
        if day:
            return day
    raise _serial(text) or DateError(f"not a date: '{shown(said)}'", shown(said), _EXPECTED)


def _text(said: object) -> str:
    """Numbers are read by their digits: 20180304 is a day, 43163 a spreadsheet's day number."""
    if isinstance(said, int | float) and not isinstance(said, bool):
        return shown(said).removesuffix(".0")
    return plain(said, "date", DateError, _EXPECTED)


def _without_time(text: str) -> str:
    found = _TIME.fullmatch(text)
    if not found:
        return text
    hour, minute, second = (int(found[part] or found[part + "2"] or 0) for part in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 60:
        raise DateError(f"no such time of day: '{shown(text)}'", shown(text), _EXPECTED)
    return found["day"].strip()


def _year_first(text: str) -> date | None:
    found = _NUMBERS.fullmatch(text) or _COMPACT.fullmatch(text) or _CJK.fullmatch(text)
    return _day(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def _named(text: str) -> date | None:
    for form in _NAMED:
        found = form.fullmatch(text)
        month = _month(found["month"]) if found else None
        if found and month:
            return _day(int(found["year"]), month, int(found["day"]))
    return None


def _month(name: str) -> int | None:
    """The number of a month by its English name, its first three letters, or `Sept`."""
    name = name.casefold()
    for number, month in enumerate(_MONTHS, start=1):
        if name in (month, month[:3]) or (name == "sept" and number == 9):
            return number
    return None


def _year_last(text: str) -> date | None:
    """03/04/2018: read only where one order of day and month is possible."""
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return None
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    if one > 12 or one == two:
        return _day(year, two, one)
    if two > 12:
        return _day(year, one, two)
    readings = tuple(_day(year, month, day).isoformat() for month, day in ((one, two), (two, one)))
    raise DateUnclear(f"{text} may be {readings[0]} or {readings[1]}", text, "the year first", readings)


def _day(year: int, month: int, day: int) -> date:
    """The day of the calendar. Raises DateError where there is none."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        sentence = f"month {month}, day {day}: no such date"
        raise DateError(sentence, f"{year}-{month}-{day}", _EXPECTED)
    _check_year(year)
    last = monthrange(year, month)[1]
    if day > last:
        sentence = f"{year} has no {day} {_MONTHS[month - 1].capitalize()}"
        nearest = date(year, month, last).isoformat()
        raise DateError(sentence, f"{year}-{month:02}-{day:02}", _EXPECTED, nearest)
    return date(year, month, day)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        sentence = f"year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}"
        raise DateError(sentence, str(year), _EXPECTED)


def _in_bounds(day: date) -> date:
    _check_year(day.year)
    return day


def _serial(text: str) -> DateUnclear | None:
    """A spreadsheet counts days from 30 December 1899; 43163 is its 4 March 2018."""
    if not _SERIAL.fullmatch(text):
        return None
    day = _SPREADSHEET_ZERO + timedelta(days=int(text[:5]))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    sentence = f"not a date: {text}, a spreadsheet's day number that may mean {day}"
    return DateUnclear(sentence, text, _EXPECTED, day.isoformat())


def in_words(day: date) -> str:
    """A day as a text says it: `4 September 2017`."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"
