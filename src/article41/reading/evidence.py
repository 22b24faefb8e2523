"""What of the past a report speaks of, and how well that fits a day on which the report may have appeared."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain, islice

from article41.reading.claims import Draft
from article41.reading.links.verdicts import span_of
from article41.reading.text import Report, Span
from article41.reading.when import Word, days, words
from article41.record import Record
from article41.record.actors import Person
from article41.record.counting import definitions, numbered
from article41.record.days import first_day, last_day
from article41.record.texts import Resolution

Spans = tuple[tuple[date, date], ...]
DAYS_OLD, RECENT, FRESH = 7, 75, 400
"""Days after an event within which it is news; is told of without a date; is told of by its number."""
MOST = 300
"""Mentions that are weighed: many more than a report has; of an endless text the first ones tell."""
FEW = 3
"""Events that may be meant; of more, a fit says little."""
_LAUNCHES = ("icbm", "ballistic_missile", "slbm", "satellite_launch", "cruise", "other_weapon")


class Event:
    """What a mention may be about: days of entries, and the word of time by which the report places it.

    `named`: a number (fifth test, resolution 2397) says just which event it is. `slack`: days by which a place's day
    may run ahead of the report's (Korea is 13 or 14 hours ahead of New York). `worth`: of a fit to the day.
    """

    def __init__(
        self, spans: Iterable[tuple[date, date]], said: tuple[Word, ...], named: bool, slack: int = 1, worth: float = 3
    ) -> None:
        self.word, self.named, self.slack, self.worth = (said[0] if said else None), named, slack, worth
        self.others: tuple[Event, ...] = ()
        self.starts, self.exact = _ordinals(tuple(spans))

    @classmethod
    def one_of(cls, events: "Iterable[Event]") -> "Event":
        """Several events under one word of time, of which the best fit counts."""
        first, *others = events
        first.others = tuple(others)
        return first

    def fits(self, day: date, now: int) -> float:
        """How well this mention fits a day of publication (`now`: its ordinal); below zero where it speaks against."""
        if self.word is None:
            return -6 if self.named and self.starts[0] > now else self.worth and self._untold(now)
        meant = days(self.word, day)
        if meant is None:
            return 0
        first, last = meant.first.toordinal(), meant.last.toordinal()
        # What passed "late on Monday" is told on Tuesday.
        same_day = self.word.bound == "late" and first == now
        best = self._fits_days(first, last, now)
        for other in self.others:
            best = max(best, other._fits_days(first, last, now))
        return best - same_day

    def near(self) -> frozenset[int]:
        """Days within a week or so after any entry that is meant."""
        return frozenset().union(*(_soon_after(tuple(e.starts)) for e in (self, *self.others)))

    def _untold(self, now: int) -> float:
        """Of something told without its day: better the fresher it is."""
        if not self.named:
            return int(self._begun(now - RECENT, now - 1))
        return 2 if self._begun(now - DAYS_OLD, now) else int(self._begun(now - FRESH, now))

    def _fits_days(self, first: int, last: int, now: int) -> float:
        if self.named and self.starts[0] > now:
            return -6
        if last - first <= 1 and self._begun(first - 12, now + self.slack):
            if first in self.exact or last in self.exact:
                return self.worth
            if first - 1 in self.exact or first + 1 in self.exact or last + 1 in self.exact:
                return self.worth - 0.5
        elif last - first > 1 and self._begun(first - 1, min(last + 1, now)):
            return (3 if self.named else 2) if len(self.starts) <= FEW else 1
        return -1 if self.named else 0

    def _begun(self, first: int, last: int) -> bool:
        """Whether an entry begins within these days, both inclusive."""
        at = bisect_left(self.starts, first)
        return at < len(self.starts) and self.starts[at] <= last


@cache
def _ordinals(spans: Spans) -> tuple[list[int], frozenset[int]]:
    both = [(a.toordinal(), b.toordinal()) for a, b in spans]
    return sorted(a for a, _ in both), frozenset(d for a, b in both for d in range(a, min(b, a + 10) + 1))


@cache
def _soon_after(starts: tuple[int, ...]) -> frozenset[int]:
    return frozenset(start + n for start in starts for n in range(9))


class Held:
    """A person of the record to whom the report gives an office: the days on which an office like it was held."""

    def __init__(self, person: Person, office: str) -> None:
        said = _offices(office)
        like = [r for r in person.roles if said & _offices(r.office)]
        self.spans = [
            (
                (first_day(r.since) if r.since else date.min).toordinal(),
                (last_day(r.until) if r.until else date.max).toordinal(),
            )
            for r in like
        ]

    def fits(self, now: int) -> int:
        """1 on a day of office, by its ordinal, -2 on another, 0 where the record knows no office like it."""
        for first, last in self.spans:
            if first <= now <= last:
                return 1
        return -2 if self.spans else 0


_OFFICE = re.compile(
    r"ambassador|envoy|spokes|press|secretary|minister|president|premier|leader|chief|representative|deputy|director"
    r"|coordinator|adviser|advisor"
)
_ALIKE = {"ambassador": "representative", "envoy": "representative", "press": "spokes", "advisor": "adviser"}


@cache
def _offices(said: str) -> frozenset[str]:
    return frozenset(_ALIKE.get(w, w) for w in _OFFICE.findall(said.lower()))


def events(report: Report, drafts: list[Draft], record: Record) -> list[Event]:
    """Everything in a report that an entry of the record may place in time."""
    claimed = (e for d in drafts if (e := _event(d, record)))
    return list(islice(chain(claimed, _mentioned(report, record), _explicit(report)), MOST))


def _event(draft: Draft, record: Record) -> Event | None:
    """The entries a claim may mean by what it says apart from its days."""
    fields = draft.fields
    named = bool({"ordinal", "resolution"} & set(fields)) and draft.type in (
        "incident.nuclear_test",
        "council.adoption",
    )
    which = (
        fields.get("ordinal"),
        fields.get("resolution"),
        fields.get("kind", ""),
        str(fields.get("place", "")).lower(),
    )
    found = _spans(record, draft.type, *which)
    slack = 1 if draft.type.startswith("incident") else 0
    return Event(found, draft.words, named, slack) if found and draft.after is None else None


@cache
def _spans(record: Record, type_: str, ordinal: int | None, number: int | None, kind: str, place: str) -> Spans:
    return tuple(span_of(e) for e in _entries(record, type_, ordinal, number, kind, place))


def _entries(
    record: Record, type_: str, ordinal: int | None, number: int | None, kind: str, place: str
) -> Iterator[object]:
    if type_ == "incident.nuclear_test":
        tests = numbered(record.incidents, definitions(record, "nuclear_test")[0])
        yield from (t.incident for t in tests if ordinal in (None, t.number))
    elif type_ == "incident.launch":
        yield from (i for i in record.incidents if i.kind in _KINDS.get(kind, _LAUNCHES))
    elif type_ == "incident.other":
        yield from (i for i in record.incidents if kind == i.kind)
    elif type_ == "council.adoption":
        yield from (r for r in record.resolutions if number in (None, int(re.sub(r"\D", "", r.id) or 0)))
    elif type_ == "council.veto":
        yield from (d for d in record.drafts if d.ballots)
    elif type_ == "council.statement":
        yield from (s for s in record.council_statements if kind in ("", s.kind))
    elif type_ == "council.draft":
        yield from (d for d in record.drafts if d.form == "resolution")
    elif type_ in ("talks.meeting", "talks.outcome"):
        yield from (t for t in record.talks if place and place in t.place.lower())


_KINDS = {"icbm": ("icbm",), "satellite": ("satellite_launch",), "slbm": ("slbm",), "cruise": ("cruise",)}


_RESOLUTION = re.compile(r"\b(?:[Rr]esolutions?|UNSCR|number)\s+(?P<number>\d{3,4})\b(?:\s*\((?:19|20)\d\d\))?")
_BEHIND = re.compile(r"\b(?:until|till|by|before|through|to|no later than)\s+(?:\d{1,2} )?$", re.I)
NEAR = 70
"""Characters between a mention and the word of time that belongs to it."""


def _mentioned(report: Report, record: Record) -> Iterator[Event]:
    """Resolutions by number and talks by place, wherever they stand, with the word of time nearest to them."""
    numbers = _numbers(record)
    for sentence in report.sentences:
        said = words(report.text, sentence.span)
        for found in _RESOLUTION.finditer(report.text, *sentence.span):
            if text := numbers.get(found["number"]):
                yield Event((span_of(text),), _near(said, found.end()), True, slack=0)
        for found in _SYSTEM.finditer(report.text, *sentence.span):
            if (launches := _systems(record).get(found[0])) and (near := _near(said, found.start())):
                yield Event(launches, near, False)
        for place, talks in _places(record).items():
            at = report.text.find(place, *sentence.span)
            if at >= 0 and said:
                yield Event(talks, _near(said, at), False, slack=0)
        yield from _by_word(report, sentence.span, [w for w in said if w.sort in _CLOSE], record)
    city = report.dateline.of(report.text).split(",")[0].strip(" -–—.").lower() if report.dateline else ""
    for place, talks in _places(record).items():
        if city.startswith(place.lower()) and (opening := _opening(report)):
            yield Event(talks, opening, False, slack=0)


@cache
def _numbers(record: Record) -> dict[str, Resolution]:
    """Resolutions by their numbers."""
    return {re.sub(r"\D", "", r.id): r for r in record.resolutions}


_CLOSE = ("weekday", "day_of_year")
_BY_WORD = (
    (re.compile(r"nuclear test|atomic test|H-bomb|hydrogen bomb"), "incidents", ("nuclear_test",), 2),
    (re.compile(r"parade"), "incidents", ("parade",), 2),
    (re.compile(r"satellite|rocket"), "incidents", ("satellite_launch",), 2),
    (re.compile(r"ICBM|intercontinental"), "incidents", ("icbm",), 2),
    (re.compile(r"resolution|adopted|sanctions|voted|blacklist"), "resolutions", (), 2),
    (re.compile(r"\bveto|blocked"), "drafts", (), 3),
    (re.compile(r"\bdraft"), "drafts", ("resolution",), 2),
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
            Event(
                _shelf(record, shelf, kinds),
                (word,),
                False,
                int(shelf == "incidents"),
                worth + (word.sort == "day_of_year"),
            )
            for _, shelf, kinds, worth in told
        )


@cache
def _shelf(record: Record, shelf: str, kinds: tuple[str, ...]) -> tuple[tuple[date, date], ...]:
    entries = [e for e in getattr(record, shelf) if not kinds or (e.form if shelf == "drafts" else e.kind) in kinds]
    return tuple(span_of(e) for e in entries if kinds or shelf != "drafts" or e.ballots)


def _opening(report: Report) -> tuple[Word, ...]:
    return tuple(words(report.text, report.sentences[0].span)[:1]) if report.sentences else ()


def _near(said: list[Word], at: int) -> tuple[Word, ...]:
    near = [w for w in said if -NEAR <= w.span.start - at <= NEAR]
    return tuple(sorted(near, key=lambda w: abs(w.span.start - at))[:1])


_SYSTEM = re.compile(r"\b[A-Z][a-z]+-(?:\d+[A-Za-z]*|[A-Z])(?=s?\b)|\b(?:Musudan|Unha|Rodong|Nodong|Taepodong)\b")


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
