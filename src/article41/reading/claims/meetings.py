"""Claims of meetings."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.again import also_on
from article41.reading.claims.holding import OPENED, held_phrase, took_place
from article41.reading.claims.levels import level
from article41.reading.claims.past_meetings import SIX, last_met, those_of
from article41.reading.claims.people import Persons
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.states import states_in
from article41.reading.claims.venues import place_in
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.numbers import NUMBER
from article41.reading.text import Span

_TALKS = r"(?:talks|summit|meetings?|discussions|consultations|negotiations|conversations|round|session)"
_DID = r"(?:had|held|hold|holding|closed|ended|wrapped\s+up|concluded|opened|began|started|finished)"
_HELD = rf"{_DID}\s+(?:[\w-]+\s+){{0,4}}?{_TALKS}"


@cache
def _met() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_HELD}\b|{any_of('met')})", re.I)


_IS_HELD = re.compile(_HELD, re.I)


_VERBS = (
    "met", "meets", "saw", "held talks", "had talks", "held a meeting", "held a summit", "held meetings", "visited",
    "sat down", "shook hands", "hosted", "sat with", "held their",
)  # fmt: skip


def _is_verb(said: str) -> bool:
    return said in _VERBS or _IS_HELD.fullmatch(said) is not None


def meetings(scene: Scene, persons: Persons, city: str | None) -> Iterator[Draft]:
    """Meetings of which the text gives at least two of: persons, place, day."""
    listed = list(those_of(scene))
    yield from listed
    found: list[Draft] = []
    for match in _met().finditer(scene.text, *scene.span) if not listed else ():
        draft = _meeting(scene, Span(*match.span()), persons, city)
        if draft and (not found or _is_another(draft, found[-1])):
            found += filter(None, [draft, also_on(scene, draft)])
    yield from found or last_met(scene)


def _is_another(draft: Draft, before: Draft) -> bool:
    """Whether a meeting told later in a sentence has a day and a place of its own."""
    return (
        draft.span.start >= before.span.end
        and bool(draft.words)
        and draft.words != before.words
        and draft.fields.get("place", before.fields.get("place")) != before.fields.get("place")
    )


_WHEN = re.compile(r"when\s+|where\s+")


def _meeting(scene: Scene, trigger: Span, persons: Persons, city: str | None) -> Draft | None:
    said = trigger.of(scene.text).lower()
    verb = _is_verb(said)
    if scene.quoted(trigger.start) or not took_place(scene, trigger):
        return None
    held = held_phrase(scene, trigger, verb)
    if _after_talks(scene, trigger):
        return _just_held(scene, trigger, held, persons, city)
    people = _people(scene, trigger, held, persons, said)
    place = place_in(scene, Span(trigger.start, held.end)) or (place_in(scene, held) if verb else None)
    when = scenery.timed(scene, trigger, held)
    if not place and _WHEN.match(scene.text, max(scene.span.start, held.start - len("when ")), held.start):
        place = place_in(scene, Span(max(scene.span.start, held.start - scenery.REACH), held.start))
    if not _is_meeting(scene, held, said, people, place, bool(when)):
        return None
    long_ago = bool(when) and when[0].sort in ("month", "year", "month_of_year")
    here = city if (when or verb) and not long_ago else None
    fields = _fields(scene, held, people, place or here)
    return Draft("talks.meeting", scenery.reaching(held, when), fields, when, "a meeting", None, scene.said())


_COUNTED = re.compile(r"\b(?:two|three|several|first|second|third|twice|times)\b")


_WITHOUT_NAMES = re.compile(
    r"\b(?:they|two men|diplomats|officials|envoys|sides|negotiators|delegat\w+|leaders|"
    r"ministers|such|Koreas|closed-door|informal|security|six nations|six-(?:party|nation|way)|summit between)\b",
    re.I,
)


_WITH = re.compile(r"\b(?:with|between)\s+[A-Z]")
_ANY = re.compile(r"an?\b", re.I)
_LASTED = re.compile(rf"\b{NUMBER}\s+(?:days|hours|rounds)\s+of\b", re.I)
_SESSIONS = ("talks", "round", "phase", "session", "negotiations", "summit", "meeting", "dialogue")
_SIX_OR_NUCLEAR = re.compile(r"\bsix[- ](?:party|nation|way)\b|\bsix nations\b|\bnuclear\b|\bPyongyang\b", re.I)


def _is_meeting(scene: Scene, held: Span, said: str, people: list[str], place: str | None, when: bool) -> bool:
    """Whether enough is given to check: two of persons, place, day, States; or persons who met so many times."""
    clause = held.of(scene.text)
    verb = _is_verb(said)
    states = len(states_in(scene.text, held)) > 1 or "Koreas" in clause
    beside = bool(people) and not verb and _WITH.search(clause) is not None and (when or not _ANY.match(clause))
    given = sum(
        (len(people) > 1, bool(place), when, states, bool(SIX.search(clause)), beside, bool(_LASTED.search(clause)))
    )
    known = (len(people) > 1 and _COUNTED.search(clause)) or (people and verb and re.search(r"\bcounterpart\b", clause))
    enough = given > 1 or known
    states_met = verb and (len(states_in(scene.text, held)) > 1 or pattern("dprk_leaders").search(clause) is not None)
    summit = said == "summit" and when and bool(place)
    whose = people or states_met or summit or _WITHOUT_NAMES.search(clause) or SIX.match(scene.said(), 4)
    if not (enough and whose):
        opened = when and OPENED.search(clause) is not None and said in _SESSIONS
        return opened and _SIX_OR_NUCLEAR.search(scene.text, scenery.lead(scene, 12), scene.span.end) is not None
    if said in ("visit", "trip", "visited"):
        return bool(place and when and people)
    return bool(people) or pattern("council_itself").search(clause) is None


def _stood_for(scene: Scene, held: Span, persons: Persons, named: list[str], want: int) -> list[str]:
    """Those that "they" or "he" stand for: the last named before in the paragraph, besides those named here."""
    before = [p for p in persons.named(scene.text, Span(scenery.lead(scene), held.start)) if p not in named]
    missing = want if want == 1 else want - len(named)
    return [*before[-missing:], *named] if 0 < missing <= len(before) else named


_PAIR = re.compile(
    r"(?:(?:the\s+(?:two(?:\s+(?:leaders|men))?|pair)|they|their|both)\b(?!\s+(?:sides|countries|states|nations|Koreas|governments))|(?P<one>he\b|she\b|his\b|her\b))",
    re.I,
)
"""At the head of a clause: those named before, two of them or one."""


def _people(scene: Scene, trigger: Span, held: Span, persons: Persons, said: str) -> list[str]:
    """Those named in the clause; of a visit the visitor, who stands before it; "who" and "he" are the one before."""
    people = persons.named(scene.text, held)
    if both := _PAIR.match(held.of(scene.text)):
        return _stood_for(scene, held, persons, people, 1 if both["one"] else 2)
    lead = scene.text[held.start : trigger.start]
    if said in ("visit", "trip") or re.search(
        r"\bwho\b", lead + scene.text[max(scene.span.start, held.start - 5) : held.start]
    ):
        people = list(
            dict.fromkeys(
                [*persons.last_before(held.start if said not in ("visit", "trip") else trigger.start), *people]
            )
        )
    return people


_AFTER = re.compile(r"\b(?:after|following|during)\s+(?:\w+\s+){0,3}$")


def _after_talks(scene: Scene, trigger: Span) -> bool:
    """ "spoke after talks here with …": a meeting just held."""
    lead = scene.text[max(scene.span.start, trigger.start - 30) : trigger.start]
    return (
        bool(_AFTER.search(lead))
        and re.match(r"\s+(?:here\s+)?with\b", scene.text[trigger.end : trigger.end + 12]) is not None
    )


def _just_held(scene: Scene, trigger: Span, held: Span, persons: Persons, city: str | None) -> Draft | None:
    named = persons.named(scene.text, Span(trigger.end, held.end))
    if not named:
        return None
    lead = persons.named(scene.text, Span(scene.span.start, trigger.start)) or persons.last_before(scene.span.start)
    when = scenery.timed(scene, trigger, Span(scenery.lead(scene), scene.span.end))
    here = city if re.match(r"\s+here\b", scene.text[trigger.end : held.end]) else None
    fields = _fields(scene, held, list(dict.fromkeys([*lead[:1], *named])), place_in(scene, held) or here)
    return Draft(
        "talks.meeting",
        Span(trigger.start, held.end),
        fields,
        when,
        "after talks with",
        None if when else 0,
        scene.said(),
    )


def _fields(scene: Scene, held: Span, people: list[str], place: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if said := level(scene, held, people):
        fields["level"] = said
    if place:
        fields["place"] = place
    if people:
        fields["people"] = people
    return fields
