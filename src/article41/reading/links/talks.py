"""Meetings and outcomes of talks against the record: by day, place and persons."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from article41.places import PlaceUnknown, parse_country
from article41.reading.claims import Dated
from article41.reading.claims.past_meetings import SIX
from article41.reading.found import Link, Wrong
from article41.reading.links.known import Known, folded
from article41.reading.links.verdicts import absent, apart, confirmed, is_day, is_wide, judged, on, undated, wrong_date
from article41.record.entries import Talk

NEAR = 100
FRESH = 14
"""Days before the report within which a meeting told without its day took place."""
A_YEAR_OFF = 400
"""Days by which a date may be wrong and still mean the one event that place, or persons and place, or its title fix."""


def _shared(claim: Dated, known: Known, talk: Talk) -> int:
    """How many of the persons named took part by the record."""
    names = known.took_part[talk.id]
    return sum(folded(n) in names for n in claim.fields.get("people", ()))


def _at(place: str, talk: Talk) -> bool:
    return bool(place) and folded(place) in folded(talk.place + talk.name)


def meeting(claim: Dated, known: Known) -> Link:
    """Day with place or persons; without a day all that the persons had before the report."""
    talks = [t for t in known.record.talks if t.level not in ("offer", "other")]
    six = SIX.search(claim.draft.about)
    place = str(claim.fields.get("place", ""))
    if claim.days is None:
        return _meetings_before(claim, known, talks, place)
    then = [t for t in talks if on(t, claim.days)]
    of_six = [t for t in then if six and not claim.fields.get("people") and _is_six(t)]
    fitting = of_six or [t for t in then if _fits(claim, known, t, place)]
    if not fitting and place not in claim.draft.about:  # the dateline's city, of which nothing is said
        place = ""
        fitting = [t for t in then if _fits(claim, known, t, place)]
    if fitting:
        best = max(fitting, key=lambda t: (_shared(claim, known, t), _at(place, t)))
        return confirmed([best, *(t for t in fitting if t is not best)], _met(best))
    return _misplaced(claim, known, then, talks, place)


def _is_six(talk: Talk) -> bool:
    return "Six-Party" in talk.name or len(talk.parties) > len("five")


def _fits(claim: Dated, known: Known, talk: Talk, place: str) -> bool:
    people = len(claim.fields.get("people", ()))
    shared = _shared(claim, known, talk)
    if place and not _at(place, talk) and (_is_city(place) or shared < people):
        return False
    return bool((shared and shared >= people - 1) or (place and not people))


def _misplaced(claim: Dated, known: Known, then: list[Talk], talks: list[Talk], place: str) -> Link:
    """Same persons, and either the day with another place, or the place within some months of another day."""
    summit = [t for t in then if t.level == "summit" and _shared(claim, known, t) > 1]
    if place and is_day(claim.days) and summit and "Korea" not in place:
        return judged(summit[:1], [Wrong(field="place", said=place, recorded=summit[0].place)], _met(summit[0]))
    assert claim.days
    near = [
        t
        for t in talks
        if t.level == "summit" and _at(place, t) and _shared(claim, known, t) > 1 and apart(t, claim.days) <= A_YEAR_OFF
    ]
    if len(near) == 1:
        return judged(near, [wrong_date(claim.fields.get("date"), near[0])], _met(near[0]))
    return absent("The record holds no such meeting at that time.")


def _meetings_before(claim: Dated, known: Known, talks: list[Talk], place: str) -> Link:
    if claim.published is None:
        return undated("Which meeting is meant depends on the day of the report.")
    past = [t for t in talks if t.date <= claim.published.last.isoformat()]
    people = len(claim.fields.get("people", ()))
    met = [t for t in past if people > 1 and _shared(claim, known, t) >= max(2, people - 1)]
    just = [t for t in past if not people and apart(t, claim.published) <= FRESH]
    found = [t for t in met if not place or _at(place, t)] or [t for t in just if place and _at(place, t)]
    return confirmed(found, _met(found[0])) if found else absent("The record holds no such meeting before the report.")


def _met(talk: Talk) -> str:
    return f"The record holds: {talk.name}, {talk.date}, {talk.place}."


_BROKEN = re.compile(r"broke down|no agreement|no result|stalled|without a text|not accepted|nothing")
_AGREED = re.compile(r"declaration|statement|treaty|deal|agreed|accepted", re.I)
_LEFT = re.compile(r"left|leaves|withdraw|quit")
_SUSPENDED = re.compile(r"cancelled|suspend|stalled|broke|recess")
_OF_KIND: dict[str, Callable[[Talk], bool]] = {
    "breakdown": lambda t: _BROKEN.search(t.result) is not None,
    "agreement": lambda t: t.level in ("agreement", "commitment") or _AGREED.search(f"{t.name} {t.result}") is not None,
    "boycott": lambda t: _LEFT.search(f"{t.name} {t.result}") is not None,
    "suspension": lambda t: _SUSPENDED.search(t.result) is not None,
}


_SUMMIT = re.compile(r"\bsummit\b|^(?:The|Their)\s+(?:first|second|third|last|latest)\b,?\s")
"""A sentence on a summit: called so, or the next of those that the sentence before speaks of."""


@lru_cache(maxsize=16)
def _of_kind(known: Known, kind: str) -> list[Talk]:
    """Talks that came to what a kind names, worked out once."""
    return [t for t in known.record.talks if _OF_KIND[kind](t) and t.level != "offer"]


def outcome(claim: Dated, known: Known) -> Link:
    """By kind and day; where the day fits none, by kind and place within some months."""
    place, kind, about = str(claim.fields.get("place", "")), claim.fields.get("kind"), claim.draft.about
    talks = _of_kind(known, str(kind))
    if claim.days is None and claim.published is None:
        return undated("Which talks are meant depends on the day of the report.")
    if claim.days is None:
        return _recent(claim, talks, place)
    then = [t for t in talks if on(t, claim.days) and (not place or _at(place, t) or not _is_city(place))]
    if then:
        best = max(then, key=lambda t: (_at(place, t), t.level in ("agreement", "commitment"), -apart(t, claim.days)))  # type: ignore[arg-type]
        return confirmed([best], _met(best))
    near = [t for t in talks if _at(place, t) and apart(t, claim.days) <= NEAR] or _titled(claim, talks)
    if len(near) == 1:
        return judged(near, [wrong_date(claim.fields.get("date"), near[0])], _met(near[0]))
    elsewhere = [t for t in talks if t.level == "summit" and on(t, claim.days)] if _SUMMIT.search(about) else []
    if len(elsewhere) == 1 and place in about and _is_city(place) and not is_wide(claim.days):
        return judged(elsewhere, [Wrong(field="place", said=place, recorded=elsewhere[0].place)], _met(elsewhere[0]))
    came = [t for t in known.record.talks if kind == "agreement" and _at(place, t) and on(t, claim.days)]
    came = [t for t in came if not _OF_KIND["breakdown"](t)]
    return confirmed(came, _met(came[0])) if came else absent("The record holds no such outcome at that time.")


def _titled(claim: Dated, talks: list[Talk]) -> list[Talk]:
    """Agreements of about that year whose title the report gives, by two words of the name on end, or an amount."""
    about = claim.draft.about.lower().replace("-", " ")
    assert claim.days
    near = [t for t in talks if t.level == "agreement" and apart(t, claim.days) <= A_YEAR_OFF]
    return [t for t in near if _by_title(t, about) or _by_amount(t, about)]


def _by_title(talk: Talk, about: str) -> bool:
    words = talk.name.lower().replace("-", " ").split()
    return any(" ".join(two) in about for two in pairwise(words) if "the" not in two)


_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?: million)?")


def _by_amount(talk: Talk, about: str) -> bool:
    """Whether an amount of what was agreed stands in the text: "240,000 tonnes of food"."""
    said = set(_AMOUNT.findall(about))
    return any(len(a) > len("1,00") and a in said for term in talk.terms for a in _AMOUNT.findall(term))


@lru_cache(maxsize=256)
def _is_city(place: str) -> bool:
    """Whether a place is no country: what was said to be in Sweden may be recorded in Stockholm."""
    try:
        return not parse_country(place).candidates
    except PlaceUnknown:
        return True


def _recent(claim: Dated, talks: list[Talk], place: str) -> Link:
    assert claim.published
    past = [
        t
        for t in talks
        if t.date <= claim.published.last.isoformat()
        and (_at(place, t) if place else apart(t, claim.published) <= NEAR)
    ]
    return (
        confirmed(past[-1:], _met(past[-1])) if past else absent("The record holds no such outcome before the report.")
    )
