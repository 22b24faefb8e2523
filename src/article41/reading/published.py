"""When a report can have appeared: the tightest interval of days that its own words and the record allow.

A day that the report gives of itself (a stamp, a dateline, a full date in its opening) settles it. Otherwise every
day is tried as the day of publication, and those stay on which most of what the report says of the past fits what the
record holds: a test "last month", a vote "on Thursday", a spokesman in office.
"""

import re
from collections.abc import Iterable, Iterator
from bisect import bisect_left
from functools import cache
from datetime import date, timedelta
from typing import NamedTuple

from article41.reading.claims import Draft
from article41.reading.found import Published
from article41.reading.links.verdicts import span_of
from article41.reading.text import Report, Span
from article41.reading.when import Days, Word, days, words
from article41.record import Record
from article41.record.actors import Person
from article41.record.counting import definitions, numbered
from article41.record.days import first_day, last_day

ONE = timedelta(days=1)
FIRST = date(2006, 7, 1)
"""Reports are about the regime; its first resolution is of July 2006."""
AFTER_LAST = 400
"""Days after the last entry of the record to which a report may belong."""
OPENING = 3
"""Sentences whose weekday is the day of the report itself ("… said Tuesday")."""
RECENT, FRESH = 75, 400
"""Days after an event within which a report tells of it without a date; and with its number or its month."""


_LAUNCHES = ("icbm", "ballistic_missile", "slbm", "satellite_launch", "cruise", "other_weapon")


class Held(NamedTuple):
    """A person of the record whom the report gives an office."""

    person: Person
    office: str


class Event:
    """What a mention may be about: days of entries, and the word of time by which the report places it.

    `named`: a number (fifth test, resolution 2397) says just which event it is. `slack`: days by which a place's day
    may run ahead of the report's (Korea is 13 or 14 hours ahead of New York).
    """

    def __init__(
        self, spans: Iterable[tuple[date, date]], said: tuple[Word, ...], named: bool, slack: int = 1, worth: int = 3
    ) -> None:
        self.worth = worth
        self.word = said[0] if said else None
        self.named, self.slack = named, slack
        both = [(a.toordinal(), b.toordinal()) for a, b in spans]
        self.starts = sorted(a for a, _ in both)
        self.others: tuple[Event, ...] = ()
        self.exact = frozenset(d for a, b in both for d in range(a, min(b, a + 10) + 1))
        self.days = frozenset(d for a, b in both for d in range(a - 1, min(b, a + 10) + 2))

    @classmethod
    def one_of(cls, events: "Iterable[Event]") -> "Event":
        """Several events under one word of time, of which the best fit counts."""
        first, *others = events
        first.others = tuple(others)
        return first

    def between(self, first: int, last: int) -> bool:
        """Whether an entry begins within these days, both inclusive."""
        at = bisect_left(self.starts, first)
        return at < len(self.starts) and self.starts[at] <= last


def published(report: Report, drafts: list[Draft], people: Iterable[Held], record: Record) -> Published:
    """The interval in which the report appeared, both days inclusive; none where nothing tells."""
    stamp = _stamp(report)
    if stamp:
        return Published(earliest=stamp.isoformat(), latest=stamp.isoformat(), because=["the report gives its day"])
    line = _dateline(report)
    events = [e for d in drafts if (e := _event(d, record))] + list(_mentioned(report, record))
    events = [*events, *_explicit(report)]
    candidates = _candidates(report, line, record)
    best = _best(candidates, events, list(people), _opening_weekday(report))
    best = _before_the_next(best, report, drafts, record)
    if not best:
        return Published(earliest=None, latest=None, because=["nothing in the text or the record tells"])
    why = ["the dateline, and the record for the year"] if line else ["what the report says of events the record holds"]
    first, last = _together(best)
    return Published(earliest=first.isoformat(), latest=last.isoformat(), because=why)


def _stamp(report: Report) -> date | None:
    """A full date in a line around the text, in the dateline, or in the opening sentence."""
    for number, paragraph in enumerate(report.paragraphs[:8]):
        full = _full(report.text, paragraph.span) if paragraph.kind != "body" else None
        if full and (paragraph.kind == "apart" or number == 0):
            return full
    if report.dateline and (full := _full(report.text, report.dateline)):
        return full
    for sentence in report.sentences[:1]:
        weekday = re.compile(r"\b\w+day,? (?=[A-Z][a-z]+\.? \d{1,2}, \d{4})").search(report.text, *sentence.span)
        if weekday:
            return _full(report.text, Span(weekday.start(), sentence.span.end))
    return None


def _full(text: str, within: Span) -> date | None:
    found = [w for w in words(text, within) if w.sort == "day"]
    meant = days(found[0], date.max) if found else None
    return meant.first if meant else None


def _dateline(report: Report) -> Word | None:
    """The day and month of the dateline, or of a line around the text, without the year."""
    places = [report.dateline] if report.dateline else []
    places += [p.span for p in report.paragraphs[:3] if p.kind == "apart" and p.span.end - p.span.start < _LINE]
    return next((w for s in places for w in words(report.text, s) if w.sort == "day_of_year"), None)


_LINE = 60
"""Characters of a line around the text that may carry its day; a longer one is a caption."""


def _candidates(report: Report, line: Word | None, record: Record) -> list[date]:
    last = max(span_of(i)[1] for i in record.incidents) + timedelta(days=AFTER_LAST)
    every = [FIRST + timedelta(days=n) for n in range((last - FIRST).days + 1)]
    if line:
        every = [d for d in every if (d.month, d.day) == (line.month, line.day)]
    return every


def _opening_weekday(report: Report) -> int | None:
    """The weekday of the opening sentences, which is the report's own unless they name several."""
    for sentence in report.sentences[:OPENING]:
        found = [
            w for w in words(report.text, sentence.span) if w.sort == "weekday" and w.bound not in ("next", "last")
        ]
        own = {w.weekday for w in found if w.bound != "late"}
        if own:
            return own.pop() if len(own) == 1 else None
    return None


def _event(draft: Draft, record: Record) -> Event | None:
    """The entries a claim may mean by what it says apart from its days."""
    named = bool({"ordinal", "resolution"} & set(draft.fields)) and draft.type in (
        "incident.nuclear_test",
        "council.adoption",
    )
    found = tuple(span_of(e) for e in _entries(draft, record))
    slack = 1 if draft.type.startswith("incident") else 0
    return Event(found, draft.words, named, slack) if found and draft.after is None else None


def _entries(draft: Draft, record: Record) -> Iterator[object]:
    fields = draft.fields
    if draft.type == "incident.nuclear_test":
        tests = numbered(record.incidents, definitions(record, "nuclear_test")[0])
        yield from (t.incident for t in tests if fields.get("ordinal") in (None, t.number))
    elif draft.type == "incident.launch":
        kinds = _KINDS.get(fields.get("kind", ""), _LAUNCHES)
        yield from (i for i in record.incidents if i.kind in kinds)
    elif draft.type == "incident.other":
        yield from (i for i in record.incidents if fields.get("kind") == i.kind)
    elif draft.type == "council.adoption":
        number = fields.get("resolution")
        yield from (r for r in record.resolutions if number in (None, int(re.sub(r"\D", "", r.id) or 0)))
    elif draft.type == "council.veto":
        yield from (d for d in record.drafts if d.ballots)
    elif draft.type == "council.statement":
        yield from (s for s in record.council_statements if fields.get("kind") in (None, s.kind))
    elif draft.type == "council.draft":
        yield from (d for d in record.drafts if d.form == "resolution")
    elif draft.type in ("talks.meeting", "talks.outcome"):
        place = str(fields.get("place", "")).lower()
        yield from (t for t in record.talks if place and place in t.place.lower())


_KINDS = {"icbm": ("icbm",), "satellite": ("satellite_launch",), "slbm": ("slbm",), "cruise": ("cruise",)}


_RESOLUTION = re.compile(r"\b(?:[Rr]esolutions?|UNSCR|number)\s+(?P<number>\d{3,4})\b(?:\s*\((?:19|20)\d\d\))?")
_BEHIND = re.compile(r"\b(?:until|till|by|before|through|to|no later than)\s+(?:\d{1,2} )?$", re.I)
NEAR = 70
"""Characters between a mention and the word of time that belongs to it."""


def _mentioned(report: Report, record: Record) -> Iterator[Event]:
    """Resolutions by number and talks by place, wherever they stand, with the word of time nearest to them."""
    numbers = {re.sub(r"\D", "", r.id): r for r in record.resolutions}
    for sentence in report.sentences:
        said = words(report.text, sentence.span)
        for found in _RESOLUTION.finditer(report.text, *sentence.span):
            if text := numbers.get(found["number"]):
                yield Event((span_of(text),), _near(said, found.end()), True, slack=0)
        for found in _SYSTEM.finditer(report.text, *sentence.span):
            if launches := _systems(record).get(found[0]):
                yield Event(launches, _near(said, found.start()), False)
        for place, talks in _places(record).items():
            at = report.text.find(place, *sentence.span)
            if at >= 0 and said:
                yield Event(talks, _near(said, at), False, slack=0)
        yield from _by_word(report, sentence.span, [w for w in said if w.sort in _CLOSE], record)
    city = report.dateline.of(report.text).split(",")[0].strip(" -–—.").lower() if report.dateline else ""
    for place, talks in _places(record).items():
        if city.startswith(place.lower()) and (opening := _opening(report)):
            yield Event(talks, opening, False, slack=0)


_CLOSE = ("weekday", "day_of_year")
_BY_WORD = (
    (re.compile(r"nuclear test|atomic test|H-bomb|hydrogen bomb"), "incidents", ("nuclear_test",), 2),
    (re.compile(r"parade"), "incidents", ("parade",), 2),
    (re.compile(r"satellite|rocket"), "incidents", ("satellite_launch",), 2),
    (re.compile(r"ICBM|intercontinental"), "incidents", ("icbm",), 2),
    (re.compile(r"resolution|adopted|sanctions|voted|blacklist"), "resolutions", (), 2),
    (re.compile(r"\bveto|blocked"), "drafts", (), 3),
    (re.compile(r"presidential statement|press statement"), "council_statements", (), 2),
    (re.compile(r"missile|fired|launch|projectile"), "incidents", _LAUNCHES, 1),
    (
        re.compile(r"[Cc]ouncil (?:met|held|meets)|met (?:behind|in emergency)|closed-door|consultations"),
        "meetings",
        (),
        1,
    ),
    (re.compile(r"summit|talks|agreed|deal|met\b|meeting|negotiat"), "talks", (), 1),
)
"""Words of a sentence, the shelf and kinds they tell of, and what a fit is worth: less where there are many."""


def _by_word(report: Report, within: Span, said: list[Word], record: Record) -> Iterator[Event]:
    """For a day named in a sentence, the entries of the kinds its words tell of, of which one may be meant."""
    told = [row for row in _BY_WORD if row[0].search(report.text, *within)] if said else []
    for word in said if told else ():
        yield Event.one_of(
            Event(_shelf(record, shelf, kinds), (word,), False, int(shelf == "incidents"), worth)
            for _, shelf, kinds, worth in told
        )


@cache
def _shelf(record: Record, shelf: str, kinds: tuple[str, ...]) -> tuple[tuple[date, date], ...]:
    entries = [e for e in getattr(record, shelf) if not kinds or e.kind in kinds]
    return tuple(span_of(e) for e in entries if shelf != "drafts" or e.ballots)


def _opening(report: Report) -> tuple[Word, ...]:
    return tuple(words(report.text, report.sentences[0].span)[:1]) if report.sentences else ()


def _near(said: list[Word], at: int) -> tuple[Word, ...]:
    near = [w for w in said if -NEAR <= w.span.start - at <= NEAR]
    return tuple(sorted(near, key=lambda w: abs(w.span.start - at))[:1])


_SYSTEM = re.compile(r"\b[A-Z][a-z]+(?:-\d+[A-Za-z]*)\b|\b(?:Musudan|Unha|Rodong|Nodong|Taepodong)\b")


@cache
def _systems(record: Record) -> dict[str, tuple[tuple[date, date], ...]]:
    """Missiles by name, with the days on which they flew."""
    found: dict[str, list[tuple[date, date]]] = {}
    for incident in record.incidents:
        for name in set(_SYSTEM.findall(incident.system)):
            found.setdefault(name, []).append(span_of(incident))
    return {name: tuple(spans) for name, spans in found.items()}


_COMMON_PLACES = ("Beijing", "New York", "Washington", "Seoul", "Pyongyang")


@cache
def _places(record: Record) -> dict[str, tuple[tuple[date, date], ...]]:
    """Places of talks with the days of the talks held there; the usual capitals say too little."""
    found: dict[str, list[tuple[date, date]]] = {}
    for talk in record.talks:
        city = talk.place.split(",")[0].split(" (")[0]
        if city and city not in _COMMON_PLACES:
            found.setdefault(city, []).append(span_of(talk))
    return {place: tuple(spans) for place, spans in found.items()}


def _explicit(report: Report) -> Iterator[Event]:
    """Days, months and years given in full: the report is no older, unless they are still to come."""
    for sentence in report.sentences:
        for word in words(report.text, sentence.span):
            if word.sort in ("day", "month", "year") and not _BEHIND.search(
                report.text, sentence.span.start, word.span.start
            ):
                meant = days(word, date.max)
                if meant:
                    yield Event(((meant.first, meant.last),), (), True, worth=0)


def _best(candidates: list[date], events: list[Event], people: list[Held], weekday: int | None) -> list[date]:
    """The days on which most fits."""
    held = {d: _served(people, d) for d in candidates}
    most = max(held.values(), default=0)
    known = max((e.starts[0] for e in events if e.named), default=0)
    near = {
        s + n
        for e in events
        for o in (e, *e.others)
        if o.word and o.word.sort == "weekday"
        for s in o.starts
        for n in range(9)
    }
    likely = [d for d in candidates if held[d] >= most - 3 and d.toordinal() >= known]
    likely = (
        [d for d in likely if d.toordinal() in near or not near or len(candidates) < _FEW_DAYS] or likely or candidates
    )
    scored = [(sum(_fits(e, d) for e in events) + held[d] + _of_weekday(d, weekday), d) for d in likely]
    top = max((s for s, _ in scored), default=0)
    return [d for s, d in scored if s == top] if events or people else []


def _of_weekday(day: date, weekday: int | None) -> float:
    """A report appears on the weekday its opening names, less often on the day after."""
    return 0.0 if weekday is None else {0: 1.0, 1: 0.5}.get((day.weekday() - weekday) % 7, 0.0)


def _served(people: list[Held], day: date) -> int:
    return sum(_serves(h, day) for h in people)


_FEW_DAYS = 100
FEW = 3
"""Events that may be meant; of more, a fit says little."""


def _fits(event: Event, day: date) -> float:
    return max((_fit(e, day) for e in (event, *event.others))) if event.others else _fit(event, day)


def _fit(event: Event, day: date) -> float:
    """How well a mention fits a day of publication: best with a word of time that means its very day."""
    now = day.toordinal()
    if event.named and event.starts[0] > now:
        return -6
    if event.word is None:
        return event.worth and int(
            event.between(now - FRESH, now) if event.named else event.between(now - RECENT, now - 1)
        )
    meant = days(event.word, day)
    if meant is None:
        return 0
    first, last = meant.first.toordinal(), meant.last.toordinal()
    close = last - first <= 1
    if close and (first in event.days or last in event.days) and event.between(first - 12, now + event.slack):
        return event.worth if first in event.exact or last in event.exact else event.worth - 0.5
    if not close and event.between(first - 1, min(last + 1, now)):
        return (3 if event.named else 2) if len(event.starts) <= FEW else 1
    return -1 if event.named else 0


_OFFICE = re.compile(
    r"ambassador|envoy|spokes|press|secretary|minister|president|premier|leader|chief|representative|deputy|director|coordinator|adviser|advisor"
)


def _serves(held: Held, day: date) -> int:
    """1 where the person held on this day an office like the one the report gives, -2 where only on other days."""
    said = {_plain(w) for w in _OFFICE.findall(held.office.lower())}
    like = [r for r in held.person.roles if said & {_plain(w) for w in _OFFICE.findall(r.office.lower())}]
    if not like:
        return 0
    return (
        1
        if any(
            (first_day(r.since) if r.since else date.min) <= day <= (last_day(r.until) if r.until else date.max)
            for r in like
        )
        else -2
    )


_ALIKE = {
    "ambassador": "representative",
    "envoy": "representative",
    "press": "spokes",
    "advisor": "adviser",
    "chief": "leader",
    "president": "leader",
}


def _plain(word: str) -> str:
    return _ALIKE.get(word, word)


_AWAITED = re.compile(
    r"\b(?:working on|adopting|producing|drafting|agree on|negotiat\w+|circulat\w+|seeking|vote on|discussion on|for) (?:\w+ ){0,5}(?:new |draft |strong )?resolution\b"
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
