"""When a report can have appeared: the tightest interval of days that its own words and the record allow.

A day that the report gives of itself (a stamp, a dateline, a full date in its opening) settles it. Otherwise every
day is tried as the day of publication, and those stay on which most of what the report says of the past fits what the
record holds: a test "last month", a vote "on Thursday", a spokesman in office.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from article41.reading.claims import Draft
from article41.reading.evidence import Event, Held
from article41.reading.found import Published
from article41.reading.fronts import fronted
from article41.reading.links.verdicts import span_of
from article41.reading.mentions import events
from article41.reading.text import Report, Span
from article41.reading.when import MONTHS, Word, days, words
from article41.record import Record

BEFORE_FIRST = 30
"""Days before the first resolution with measures from which on a report may be: its drafts were news too."""
AFTER_LAST = 400
"""Days after the last entry of the record to which a report may belong."""
OPENING = 3
"""Sentences whose weekday is the day of the report itself ("… said Tuesday")."""
STAMP, LINE = 110, 60
"""Characters of a line around the text that may carry its full date, or its day; a longer one is a caption."""
FRESH = timedelta(days=1)
"""How long after the first day that fits a report still tells an event by its weekday alone."""
MARGIN = 3
"""Of days looked at first, those that fit worse by more than this than the best are left."""


def published(report: Report, drafts: list[Draft], people: list[Held], record: Record) -> Published:
    """The interval in which the report appeared, both days inclusive; none where nothing tells."""
    stamp = _stamp(report)
    if stamp:
        return Published(earliest=stamp.isoformat(), latest=stamp.isoformat(), because=["the report gives its day"])
    line = _day_and_month(report)
    days_ = _candidates(line, record)
    end = days_[-1] if not line else _every_day(record)[-1]
    told = events(report, drafts, record)
    signs = _Signs(_opening_weekday(report), _presiding(report), end - timedelta(days=AFTER_LAST))
    best = _best(days_, told, people, signs)
    best = _before_the_next(best, report, drafts, record)
    if not best:
        return Published(earliest=None, latest=None, because=["nothing in the text or the record tells"])
    why = "the dateline, and the record for the year" if line else "what the report says of events the record holds"
    first, last = _together(best)
    if any(e.word and e.word.sort == "weekday" for e in told):
        last = min(last, first + FRESH)
    return Published(earliest=first.isoformat(), latest=last.isoformat(), because=[why])


def _stamp(report: Report) -> date | None:
    """A full date in a line around the text, in the dateline, or in the opening sentence."""
    for number, paragraph in enumerate(report.paragraphs[:8]):
        line = paragraph.span.of(report.text)
        if paragraph.kind == "body" or len(line) > STAMP or "|" in (line[0], line[-1]):
            continue
        # "PUBLISHED FEB 21, 2017": in plain letters a change of case moves nothing.
        titled = line.title() if line.isascii() else line
        full = _full(line, Span(0, len(line))) or _full(titled, Span(0, len(line)))
        if full and (paragraph.kind == "apart" or number == 0):
            return full
    if report.dateline and (full := _full(report.text, report.dateline)):
        return full
    for sentence in report.sentences[:OPENING]:
        weekday = _WEEKDAY_AND_DATE.search(report.text, *sentence.span)
        if weekday:
            return _full(report.text, Span(weekday.start(), sentence.span.end))
    return None


_WEEKDAY_AND_DATE = re.compile(r"\b(?:\w+day|today),? (?=[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})")


def _full(text: str, within: Span) -> date | None:
    found = [w for w in words(text, within) if w.sort == "day"]
    meant = days(found[0], date.max) if found else None
    return meant.first if meant else None


def _day_and_month(report: Report) -> Word | None:
    """The day and month of the dateline, or of a line around the text, without the year."""
    places = [report.dateline] if report.dateline else []
    places += [p.span for p in report.paragraphs[:3] if p.kind == "apart" and p.span.end - p.span.start < LINE]
    return next((w for s in places for w in words(report.text, s) if w.sort == "day_of_year"), None)


def _candidates(line: Word | None, record: Record) -> list[date]:
    """The days to try: with a day and month one for each year, else every day."""
    every = _every_day(record)
    if line is None:
        return every
    last = every[-1]
    each = (days(line._replace(sort="day", year=year), last) for year in range(every[0].year, last.year + 1))
    return [d.first for d in each if d and every[0] <= d.first <= last]


@cache
def _every_day(record: Record) -> list[date]:
    last = max(span_of(i)[1] for i in record.incidents) + timedelta(days=AFTER_LAST)
    first = min(r.date for r in record.resolutions if r.has_measures) - timedelta(days=BEFORE_FIRST)
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def _opening_weekday(report: Report) -> int | None:
    """The last weekday of the opening sentences: "met on Thursday and Friday" is told on Friday at the earliest."""
    for sentence in report.sentences[:OPENING]:
        found = [
            w
            for w in words(report.text, sentence.span)
            if w.sort == "weekday" and w.bound not in ("next", "last", "late")
        ]
        if found:
            return found[-1].weekday
    return None


_PRESIDING = re.compile(
    fronted(r"presid(?:ent|ency|es|ing)|chair(?:s|ed|ing)?") + r"\b[^.;]{0,60}?\b(?:for|in|during) "
    r"(?:the month of )?(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
    r"(?! \d)"
)


def _presiding(report: Report) -> int:
    """The month in which the Council's president is said to preside: its number, 0 where none is said."""
    told = _PRESIDING.search(report.text)
    return MONTHS.index(told["month"][:3].lower()) + 1 if told else 0


class _Signs(NamedTuple):
    """What points to the day besides events: the opening's weekday, the president's month, the record's last day."""

    weekday: int | None
    month: int
    end: date


UNLIKELY = 0.25
"""What a day after the record's last entry loses, so that it is not taken where an earlier one fits as well."""


def _best(candidates: list[date], found: list[Event], people: list[Held], signs: _Signs) -> list[date]:
    """The days on which most fits, each event, person and sign weighed."""
    if not found and not people:
        return []
    days_ = _likely(candidates, found)
    found = [e for e in found if not e.idle(days_[0])]
    most = [*accumulate((e.most for e in reversed(found)), initial=float(len(people)))][:0:-1]

    def score(day: date, least: float) -> float:
        """How well a day fits; no more than its bound where it cannot reach the least."""
        now = day.toordinal()
        fits = _of_weekday(day, signs.weekday) + 2 * (day.month == signs.month) - UNLIKELY * (day > signs.end)
        for event, further in zip(found, most, strict=True):
            if fits + further < least:
                return fits + further
            fits += event.fits(day, now)
        for held in people:
            fits += held.fits(now)
        return fits

    top, best = NOTHING, list[date]()
    for day in _around(days_, score):
        fit = score(day, top)
        if fit > top:
            top, best = fit, []
        best += [day] if fit == top else []
    return best


MANY, STEP = 150, 6
NOTHING = float("-inf")


def _around(days_: list[date], score: Callable[[date, float], float]) -> list[date]:
    """Of very many days those around the better ones of every sixth: months and offices last longer than that."""
    if len(days_) <= MANY:
        return days_
    top, sampled = NOTHING, list[tuple[float, int]]()
    for n in range(0, len(days_), STEP):
        sampled.append((score(days_[n], top - MARGIN), n))
        top = max(top, sampled[-1][0])
    near = {m for fit, n in sampled if fit >= top - MARGIN for m in range(n - STEP, n + STEP + 1)}
    return [d for n, d in enumerate(days_) if n in near]


def _likely(candidates: list[date], found: list[Event]) -> list[date]:
    """Days not before what the report names as past; of very many, those soon after most that has its day told."""
    known = max((e.starts[0] for e in found if e.named), default=0)
    late = candidates[bisect_left(candidates, date.fromordinal(known)) :] if known else candidates
    late = late or candidates
    if len(late) <= MANY:
        return late
    counts = Counter(day for e in found if e.word and e.word.sort in ("weekday", "day_of_year") for day in e.near())
    most = max(counts.values(), default=0)
    first, last = late[0].toordinal(), late[-1].toordinal()
    near = sorted(day for day, count in counts.items() if count >= most - 2 and first <= day <= last)
    return [date.fromordinal(day) for day in near] or late


def _of_weekday(day: date, weekday: int | None) -> float:
    """A report appears on the weekday its opening names, less often on the day after."""
    return 0.0 if weekday is None else {0: 1.0, 1: 0.5}.get((day.weekday() - weekday) % 7, 0.0)


_AWAITED = re.compile(
    r"\b(?:working on|adopting|producing|drafting|agree on|negotiat\w+|circulat\w+|seeking|vote on"
    r"|discussion on|for) (?:\w+ ){0,5}(?:new |draft |strong )?resolution\b"
)


def _before_the_next(best: list[date], report: Report, drafts: list[Draft], record: Record) -> list[date]:
    """A report that awaits a resolution was written before it: days after the next adoption fall away."""
    if not best or any(d.type == "council.adoption" for d in drafts):
        return best
    if not any(d.type == "council.draft" for d in drafts) and not _AWAITED.search(report.text):
        return best
    later = [r.date for r in record.resolutions if r.date > best[0] and r.nature == "sanctions"]
    return [d for d in best if not later or d < later[0]] or best


def _together(best: list[date]) -> tuple[date, date]:
    """The last run of days without a gap of more than a month: two years that fit alike are no interval."""
    first = best[-1]
    for day in reversed(best[:-1]):
        if (first - day).days > 31:
            break
        first = day
    return first, best[-1]
