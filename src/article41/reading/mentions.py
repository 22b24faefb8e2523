"""The events of the past that a report speaks of, each with the word of time beside it: what dates the report."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain, islice

from article41.reading.claims import Draft
from article41.reading.evidence import Event, Spans
from article41.reading.fronts import fronted
from article41.reading.links.incidents import LAUNCHES, fits
from article41.reading.links.verdicts import span_of
from article41.reading.text import Report, Span
from article41.reading.when import Word, days, words
from article41.record import Record
from article41.record.counting import definitions, numbered

MOST = 300
"""Mentions that are weighed: many more than a report has; of an endless text the first ones tell."""


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
        f"{fields['name']} {fields.get('act')}" if draft.type == "mechanism" else fields.get("kind", ""),
        str(fields.get("place", "")).lower(),
    )
    found = _spans(record, draft.type, *which)
    if named and not _is_its_day(found, draft.words):
        found, named = _spans(record, draft.type, None, None, *which[2:]), False
    slack = 1 if draft.type.startswith("incident") else 0
    return Event(found, draft.words, named, slack) if found.starts and draft.after is None else None


def _is_its_day(found: Spans, said: tuple[Word, ...]) -> bool:
    """Whether the day or month told beside a number may be its own. Where it is not, one of the two is wrong, and the
    number dates nothing.
    """
    word = said[0] if said else None
    if word is None or not word.month or not found.starts:
        return True
    near = [date.fromordinal(start + n) for start in found.starts for n in (-1, 0, 1)]
    return any(d.month == word.month and word.day in (0, d.day) and word.year in (0, d.year) for d in near)


@cache
def _spans(record: Record, type_: str, ordinal: int | None, number: int | None, kind: str, place: str) -> Spans:
    if kind == "panel_of_experts ended":
        last = max((r.panel_until for r in record.resolutions if r.panel_until), default=None)
        return Spans([(last, last)] if last else ())
    return Spans(span_of(e) for e in _entries(record, type_, ordinal, number, kind, place))


def _entries(
    record: Record, type_: str, ordinal: int | None, number: int | None, kind: str, place: str
) -> Iterator[object]:
    if type_ == "incident.nuclear_test":
        tests = numbered(record.incidents, definitions(record, "nuclear_test")[0])
        yield from (t.incident for t in tests if ordinal in (None, t.number))
    elif type_ == "incident.launch":
        yield from (i for i in record.incidents if i.kind in LAUNCHES and fits(i, kind or None))
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
    elif kind == "msmt reported":
        yield from (m for m in record.meetings if m.body == "monitoring_team")
    elif type_ == "talks.outcome" and kind == "agreement" and not place:
        yield from (t for t in record.talks if t.level == "agreement")
    elif type_ in ("talks.meeting", "talks.outcome"):
        yield from (t for t in record.talks if place and place in t.place.lower())


_RESOLUTION = re.compile(
    fronted(r"[Rr]esolutions?|UNSCR|number") + r"\s+(?P<number>\d{3,4})\b(?:\s*\((?:19|20)\d\d\))?"
)


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
                yield Event(text, _near(said, found.end()), True, slack=0)
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
def _numbers(record: Record) -> dict[str, Spans]:
    """The days of resolutions by their numbers."""
    return {re.sub(r"\D", "", r.id): Spans([span_of(r)]) for r in record.resolutions}


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
    (re.compile(r"missile|fired|launch|projectile"), "incidents", LAUNCHES, 1),
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
def _shelf(record: Record, shelf: str, kinds: tuple[str, ...]) -> Spans:
    entries = [e for e in getattr(record, shelf) if not kinds or (e.form if shelf == "drafts" else e.kind) in kinds]
    return Spans(span_of(e) for e in entries if kinds or shelf != "drafts" or e.ballots)


def _opening(report: Report) -> tuple[Word, ...]:
    return tuple(words(report.text, report.sentences[0].span)[:1]) if report.sentences else ()


def _near(said: list[Word], at: int) -> tuple[Word, ...]:
    near = [w for w in said if -NEAR <= w.span.start - at <= NEAR]
    return tuple(sorted(near, key=lambda w: abs(w.span.start - at))[:1])


_NAMES = "Musudan|Unha|Rodong|Nodong|Taepodong"
_SYSTEM = re.compile(rf"[A-Z](?<!\w[A-Z])(?:[a-z]+-(?:\d+[A-Za-z]*|[A-Z])(?=s?\b)|(?<=(?=(?:{_NAMES})\b)[A-Z])[a-z]+)")


@cache
def _systems(record: Record) -> dict[str, Spans]:
    """Missiles by name, with the days on which they flew."""
    found: dict[str, list[tuple[date, date]]] = {}
    for incident in record.incidents:
        for name in set(_SYSTEM.findall(incident.system)):
            found.setdefault(name, []).append(span_of(incident))
    return {name: Spans(spans) for name, spans in found.items()}


_COMMON_PLACES = ("Beijing", "New York", "Washington", "Seoul", "Pyongyang")


@cache
def _places(record: Record) -> dict[str, Spans]:
    """Places of talks with the days of the talks held there; the usual capitals say too little."""
    found: dict[str, list[tuple[date, date]]] = {}
    for talk in record.talks:
        city = talk.place.split(",")[0].split(" (")[0]
        if city and city not in _COMMON_PLACES:
            found.setdefault(city, []).append(span_of(talk))
    return {place: Spans(spans) for place, spans in found.items()}


def _explicit(report: Report) -> Iterator[Event]:
    """Days, months and years given in full: the report is no older, unless they are still to come."""
    for sentence in report.sentences:
        for word in words(report.text, sentence.span):
            if word.sort in ("day", "month", "year") and not _BEHIND.search(
                report.text, sentence.span.start, word.span.start
            ):
                meant = days(word, date.max)
                if meant:
                    yield Event(Spans([meant]), (), True, worth=0)
