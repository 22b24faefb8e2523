"""Words of time in a report, and the days they mean once the day of publication is known.

A word means an interval of days, both inclusive: "in September" is thirty of them. Nothing is guessed: a word that
could mean several years means nothing until the report's own day is known.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from article41.reading.fronts import fronted
from article41.reading.text import Span
from article41.reading.vocabulary import any_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Sort = Literal["day", "day_of_year", "month", "month_of_year", "year", "weekday", "ago", "this"]


class Days(NamedTuple):
    """Days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def said(self) -> str | None:
        """As precise as one ISO text can be: a day, a month or a year; None where only more than a year holds all."""
        first, last = self.first.isoformat(), self.last.isoformat()
        return next((first[:n] for n in (10, 7, 4) if first[:n] == last[:n]), None)


class Word(NamedTuple):
    """A word of time. Which of the numbers are set, its sort tells; `ago` counts units back (`-1` is ahead)."""

    span: Span
    sort: Sort
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0
    ago: int = 0
    unit: str = ""
    bound: str = ""
    """`early`, `late`, `next`, `last` or `earlier`, where the text says so before it."""


_MONTHS = fronted(
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
_MONTH = rf"(?P<month>{_MONTHS})"
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_DAY = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{any_of(_ORDINALS)})(?![\d,]*\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_COUNT = r"(?P<count>a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_BOUND = r"(?:(?P<bound>early|late|earlier|later|next|last|this past|this coming|mid)(?: on)?[ -])?"
_BEFORE_MONTH = fronted(
    "[Ll]ast|[Nn]ext|this past|early|late|mid|early in|late in|[Ii]n|of|[Ss]ince|until|by|from|between|and|during"
)
_NEEDS = {
    "year": re.compile(r"(?:19|20)\d\d"),
    "month": re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"),
    "day": re.compile(r"day\b"),
    "back": re.compile(r"ago\b|back\b"),
    "unit": re.compile(r"week|month|year|tomorrow|day\b"),
}
"""What a pattern cannot do without, so that a sentence without it is passed over."""
_PATTERNS: tuple[tuple[Sort, str, str], ...] = (
    ("day", "year", rf"(?<![\d.-]){_YEAR}[-./](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})(?!\d)"),
    ("day", "year month", rf"{_MONTH} ?{_DAY},? {_YEAR}\b"),
    ("day", "year month", rf"\b{_DAY}(?: of)? {_MONTH},? {_YEAR}\b"),
    ("month", "year month", rf"\b{_BOUND}{_MONTH}(?: of|,)? {_YEAR}\b"),
    ("month_of_year", "month unit", rf"{_MONTH},? (?:of )?(?P<unit>last|this) year\b"),
    ("day_of_year", "month", rf"{_MONTH} ?{_DAY}\b"),
    ("day_of_year", "month", rf"(?<![\d.,])\b{_DAY}(?: of)? {_MONTH}\b"),
    ("weekday", "day", rf"\b{_BOUND}(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    ("ago", "back", rf"\b{_COUNT} (?P<unit>day|week|month|year)s? (?:ago|back)\b"),
    ("ago", "unit", rf"(?P<bound>{fronted('[Ll]ast|past|previous|[Nn]ext')}) (?P<unit>week|month|year)\b"),
    ("this", "unit", r"\b(?:(?P<bound>earlier|later) )?this (?P<unit>week|month|year)\b"),
    ("this", "unit", r"\b(?:[Ee]arlier|[Ll]ater) (?:in|on) the (?P<unit>day)\b"),
    ("this", "unit", rf"(?P<unit>{fronted('yesterday|today|tomorrow')})\b"),
    (
        "month_of_year",
        "month",
        rf"(?!(?:by|until) \w+['’]s)(?P<bound>{_BEFORE_MONTH})[ -]{_MONTH}\b(?! \d)",
    ),
    ("year", "year", rf"{fronted('[Ii]n|of|[Ss]ince|from|to|until|by|during|the|and|for')} {_YEAR}\b(?![-\d])"),
)
_COMPILED = tuple((sort, frozenset(needs.split()), re.compile(pattern)) for sort, needs, pattern in _PATTERNS)


def words(text: str, within: Span) -> list[Word]:
    """The words of time within a span, in text order; where two overlap the fuller form stands."""
    return list(_words(text, within))


@lru_cache(maxsize=64)
def _words(text: str, within: Span) -> tuple[Word, ...]:
    """Several steps ask for the words of one sentence; what is kept is the last few sentences."""
    found: list[Word] = []
    given = {name for name, need in _NEEDS.items() if need.search(text, within.start, within.end)}
    for sort, pattern in [(sort, pattern) for sort, needs, pattern in _COMPILED if needs <= given]:
        for match in pattern.finditer(text, within.start, within.end):
            word = _word(sort, match)
            if word and not any(w.span.start < word.span.end and word.span.start < w.span.end for w in found):
                found.append(word)
    return tuple(sorted(found))


def _word(sort: Sort, match: "re.Match[str]") -> Word | None:
    got = {k: v for k, v in match.groupdict().items() if v}
    bound, unit = got.get("bound", ""), got.get("unit", "").lower()
    day, month = _day(got.get("day", "")), _month(got.get("month", ""))
    if day > 31 or month > 12:
        return None
    start = match.start("bound") if sort == "weekday" and bound else match.start()
    if sort in ("month_of_year", "year"):
        start = match.start("month" if sort == "month_of_year" else "year")
    return Word(
        Span(start, match.end()), sort, int(got.get("year", 0)), month, day, _weekday(got.get("weekday", "")),
        _count(got, bound), unit, bound.split(" ")[0].lower(),
    )  # fmt: skip


def _day(said: str) -> int:
    return _ORDINALS.index(said) + 1 if said in _ORDINALS else int(said.rstrip("stndrh") or 0)


def _month(said: str) -> int:
    return int(said) if said.isdigit() else MONTHS.index(said[:3].lower()) + 1 if said else 0


def _weekday(said: str) -> int:
    return next((i for i, day in enumerate(WEEKDAYS) if said and day.startswith(said.lower())), 0)


def _count(got: dict[str, str], bound: str) -> int:
    if bound:
        return {"next": -1}.get(bound, 1)
    said = got.get("count", "")
    return int(said) if said.isdigit() else _COUNTS.index(said) + 1 if said in _COUNTS else 1


def days(word: Word, published: date) -> Days | None:
    """The days a word means in a report of the day `published`. None where there is no such day (31 June).

    A weekday, a month or a day without its year is the latest one not after `published`, since reports look back;
    `next` is the first one after it.
    """
    try:
        return _HOW[word.sort](word, published)
    except (ValueError, OverflowError):
        return None


def _exact(word: Word, _: date) -> Days:
    day = date(word.year, word.month, word.day)
    return Days(day, day)


@lru_cache(maxsize=512)
def _whole_month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _day_of_year(word: Word, published: date) -> Days:
    """A day of this or the last year; one up to half a year ahead is still to come ("a meeting on March 3")."""
    day = date(published.year, word.month, word.day)
    if (day - published).days > _AHEAD:
        day = date(published.year - 1, word.month, word.day)
    elif (published - day).days > 365 - _NEAR_AHEAD:
        day = date(published.year + 1, word.month, word.day)
    return Days(day, day)


_AHEAD, _NEAR_AHEAD = 45, 30


def _month_of_year(word: Word, published: date) -> Days:
    """This year's month, or last year's where it has not come yet; "last March" said in March is a year ago."""
    if word.unit in ("last", "this"):
        return _whole_month(published.year - (word.unit == "last"), word.month)
    ahead = word.bound == "next" or (word.bound in ("by", "until") and word.month > published.month)
    back = word.month > published.month or (word.bound == "last" and word.month == published.month)
    return _whole_month(published.year - (1 if back and not ahead else 0), word.month)


def _weekday_days(word: Word, published: date) -> Days:
    back = (published.weekday() - word.weekday) % 7
    if word.unit in ("last", "this"):
        return _whole_month(published.year - (word.unit == "last"), word.month)
    ahead = word.bound == "next" or (word.bound == "this" and back > 0)
    day = published - timedelta(days=back - 7 if ahead else back)
    return Days(day, day)


def _ago(word: Word, published: date) -> Days:
    if word.unit == "day":
        day = published - timedelta(days=word.ago)
        return Days(day, day)
    if word.unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * word.ago)
        return Days(monday, monday + timedelta(days=6))
    if word.unit == "month":
        months = published.year * 12 + published.month - 1 - word.ago
        return _whole_month(months // 12, months % 12 + 1)
    return Days(date(published.year - word.ago, 1, 1), date(published.year - word.ago, 12, 31))


def _this(word: Word, published: date) -> Days:
    single = {"yesterday": 1, "today": 0, "day": 0, "tomorrow": -1}.get(word.unit)
    if single is not None:
        day = published - timedelta(days=single)
        return Days(day, day)
    first = _ago(word._replace(ago=0), published)
    ends = {"earlier": Days(first.first, published), "later": Days(published, first.last)}
    return ends.get(word.bound, first)


_HOW = {
    "day": _exact,
    "day_of_year": _day_of_year,
    "month": lambda word, _: _whole_month(word.year, word.month),
    "month_of_year": _month_of_year,
    "year": lambda word, _: Days(date(word.year, 1, 1), date(word.year, 12, 31)),
    "weekday": _weekday_days,
    "ago": _ago,
    "this": _this,
}


def nearest(found: list[Word], at: Span) -> Iterator[Word]:
    """Words of time by their distance from a span, the nearest first."""
    return iter(sorted(found, key=lambda w: (max(at.start - w.span.end, w.span.start - at.end, 0), w.span.start)))
