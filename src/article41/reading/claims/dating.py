"""Claims once the day of publication is known: words of time become days."""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

from article41.reading.claims import anchors
from article41.reading.claims.merging import LATEST, agree
from article41.reading.claims.scene import Draft
from article41.reading.when import Days, Word, days

_UNDATED = ("measure.cap", "measure.goods_ban", "measure.other")


class Dated(NamedTuple):
    """A claim with its fields complete. `days` are those its date means, None where nothing gives them."""

    draft: Draft
    fields: dict[str, Any]
    days: Days | None
    published: Days | None = None


def dated(drafts: list[Draft], published: Days | None) -> list[Dated]:
    """Claims with their dates; an event named relative to another is counted from the report's main one.

    Where `published` is an interval, a date is as wide as its two ends make it.
    """
    known = [(d, _meant(d, published)) for d in drafts if d.words and d.words[0].bound != anchors.THEN]
    told = [(d, k) for d, k in known if k and _is_fresh(k, published)]
    return _once_a_day([_dated(d, published, _main(d, told) or published) for d in drafts])


def _is_fresh(told: Days, published: Days | None) -> bool:
    return published is None or timedelta(0) <= published.last - told.first <= timedelta(days=_FRESH)


_FRESH = 14
"""Days before the report within which its main event lies."""
_OF_COUNCIL = re.compile(r"\b(?:vot|debate|session|consultation|resolution|adopt|council|meeting)", re.I)


def _main(draft: Draft, told: list[tuple[Draft, Days]]) -> Days | None:
    """The days of the event that a claim is counted from: the Council's act where the sentence is of it."""
    act = next((k for d, k in told if d.type.startswith("council.")), None)
    first = next((k for d, k in told if d.span.end < draft.span.start), None)
    return act if act and _OF_COUNCIL.search(draft.about) else first or act


def _once_a_day(claims: list[Dated]) -> list[Dated]:
    """Launches of one day that agree are one: "the day before" and "Tuesday" may be the same."""
    kept: list[Dated] = []
    for claim in claims:
        near = range(max(0, len(kept) - LATEST), len(kept))
        same = next((n for n in near if _same_launch(kept[n], claim)), None)
        if same is None:
            kept.append(claim)
        else:
            kept[same] = _nearer(kept[same], claim)
    return kept


def _nearer(one: Dated, other: Dated) -> Dated:
    """Of two that are one the exacter, or else the one that says more, with what both say of it."""
    assert one.days and other.days
    if one.days != other.days:
        exact, wide = (
            (one, other) if one.days.last - one.days.first < other.days.last - other.days.first else (other, one)
        )
        return exact._replace(fields=wide.fields | exact.fields)
    return other if len(other.fields) > len(one.fields) else one


_A_WEEK = timedelta(days=6)


def _within(one: Days, other: Days) -> bool:
    """Whether one is a day of the other, a week at most."""
    day, week = sorted((one, other), key=lambda d: d.last - d.first)
    return (
        day.first == day.last
        and timedelta(0) < week.last - week.first <= _A_WEEK
        and week.first <= day.first <= week.last
    )


def _same_launch(one: Dated, other: Dated) -> bool:
    launch = one.draft.type == other.draft.type == "incident.launch"
    if not launch or one.days is None or other.days is None:
        return False
    fields = [{k: v for k, v in d.fields.items() if k != "date"} for d in (one, other)]
    return (one.days == other.days or _within(one.days, other.days)) and agree(*fields)


def _dated(draft: Draft, published: Days | None, main: Days | None) -> Dated:
    found = _meant(draft, published, main) if draft.words else None
    if draft.after == 0:
        found = published
    elif draft.after is not None and found:
        found = _shifted(found, draft.after)
    elif draft.after is not None and main:
        found = _shifted(main, draft.after)
    said = found.said() if found else None
    fields = draft.fields | {"date": said} if said and draft.type not in _UNDATED else draft.fields
    return Dated(draft, fields, found, published)


def _shifted(days: Days, by: int) -> Days:
    shift = timedelta(days=by)
    return Days(days.first + shift, days.last + shift)


def _meant(draft: Draft, published: Days | None, main: Days | None = None) -> Days | None:
    """What the words of a claim mean, where some of them count from an event told before."""
    return _read(draft.words, published, main)


def _read(words: tuple[Word, ...], published: Days | None, main: Days | None) -> Days | None:
    """One word, or a month or day and the words for its year, or a word and those it counts from."""
    word, *year = words
    of_year = _read(tuple(year), published, main) if year else None
    if word.bound == anchors.THEN:
        base = of_year if year else main
        return anchors.counted(word, base) if base else None
    if of_year is None:
        return _days(word, published)
    return _days(word._replace(sort="day" if word.day else "month", year=of_year.first.year), published)


def _days(word: Word, published: Days | None) -> Days | None:
    """What a word means on any day of the interval; without one, only what needs none."""
    if published is None:
        return _absolute(word)
    first, last = days(word, published.first), days(word, published.last)
    return Days(min(first.first, last.first), max(first.last, last.last)) if first and last else None


def _absolute(word: Word) -> Days | None:
    """A day, month or year with its year needs no day of publication."""
    return days(word, date.max) if word.sort in ("day", "month", "year") else None
