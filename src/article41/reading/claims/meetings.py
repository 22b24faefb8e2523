"""Claims of meetings."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.again import also_on
from article41.reading.claims.people import Persons
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.states import states_in
from article41.reading.claims.vocabulary import any_of, pattern, triggers
from article41.reading.numbers import NUMBER
from article41.reading.text import Report, Span, trim

_PLACE = re.compile(
    r"\b(?:in|at|to|from|visited)\s+(?:the\s+(?:\w+\s+)?(?:city|village|capital|"
    r"island)\s+of\s+)?(?P<place>The Hague|[A-Z][\w’'-]+(?:\s+[A-Z][\w-]+){0,2})"
)


_DATELINE = re.compile(
    r"(?m)^\s*(?P<city>[A-Z][A-Z .'-]{2,30}|"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,[^\n()]{0,40}?)?\s*(?:\([^)\n]{2,30}\)\s*)?(?:--?|"
    r"—|–|:)\s"
)


def dateline(report: Report) -> str | None:
    """The city a report is datelined, with capitals only at the front of its words."""
    body = next((p.span for p in report.paragraphs if p.kind == "body"), None)
    match = _DATELINE.match(report.text, body.start, min(body.end, body.start + 90)) if body else None
    city = match["city"].strip(" ,-") if match else ""
    return (
        " ".join(w.capitalize() for w in city.split()) if len(city) > 2 and city.split()[0].isupper() else city or None
    )


def place_in(scene: Scene, within: Span) -> str | None:
    """The place that a span names after "in", "at" or "to"."""
    for match in _PLACE.finditer(scene.text, *within):
        if match["place"] == "The Hague":
            return match["place"]
        words = match["place"].split()
        while words and words[-1].rstrip("’'s.") in triggers()["not_a_place"]:
            words.pop()
        if words and words[0].rstrip(".") not in triggers()["not_a_place"] and not re.search(r"['’]s?$", words[0]):
            return " ".join(words)
    return None


_TALKS = r"(?:talks|summit|meetings?|discussions|consultations|negotiations|conversations|round|session)"
_HELD = rf"(?:had|held|hold|holding|closed|ended|wrapped\s+up|concluded|opened|began|started|finished)\s+(?:[\w-]+\s+){{0,4}}?{_TALKS}"


@cache
def _met() -> re.Pattern[str]:
    return re.compile(rf"\b{_HELD}\b|{any_of('met')}", re.I)


_IS_HELD = re.compile(_HELD, re.I)


_VERBS = (
    "met", "meets", "saw", "held talks", "had talks", "held a meeting", "held a summit", "held meetings", "visited",
    "sat down", "shook hands", "hosted", "sat with", "held their",
)  # fmt: skip


def _is_verb(said: str) -> bool:
    return said in _VERBS or _IS_HELD.fullmatch(said) is not None


def meetings(scene: Scene, persons: Persons, city: str | None) -> Iterator[Draft]:
    """Meetings of which the text gives at least two of: persons, place, day."""
    for match in _met().finditer(scene.text, *scene.span):
        trigger = Span(*match.span())
        draft = _meeting(scene, trigger, persons, city)
        if draft:
            yield draft
            yield from filter(None, [also_on(scene, draft)])
            return


def _meeting(scene: Scene, trigger: Span, persons: Persons, city: str | None) -> Draft | None:
    said = trigger.of(scene.text).lower()
    verb = _is_verb(said)
    if scene.quoted(trigger.start) or not _took_place(scene, trigger, verb):
        return None
    held = _held(scene, trigger, verb)
    if _after_talks(scene, trigger):
        return _just_held(scene, trigger, held, persons, city)
    people = _people(scene, trigger, held, persons, said)
    place = place_in(scene, Span(trigger.start, held.end)) or (place_in(scene, held) if verb else None)
    when = scenery.timed(scene, trigger, held)
    if not _is_meeting(scene, held, said, people, place, bool(when)):
        return None
    long_ago = bool(when) and when[0].sort in ("month", "year", "month_of_year")
    here = city if (when or verb) and not long_ago else None
    fields = _fields(scene, held, people, place or here)
    return Draft("talks.meeting", scenery.reaching(held, when), fields, when, "a meeting", None, scene.said())


_COUNTED = re.compile(r"\b(?:two|three|several|first|second|third|twice|times)\b")


_WITHOUT_NAMES = re.compile(
    r"\b(?:they|diplomats|officials|envoys|sides|negotiators|delegat\w+|leaders|"
    r"ministers|Koreas|closed-door|informal|security|six nations|six-(?:party|nation|way)|summit between)\b",
    re.I,
)


_WITH = re.compile(r"\b(?:with|between)\s+[A-Z]")
_ANY = re.compile(r"an?\b", re.I)
_LASTED = re.compile(rf"\b{NUMBER}\s+(?:days|hours|rounds)\s+of\b", re.I)
_SESSIONS = ("talks", "round", "phase", "session", "negotiations", "summit", "meeting", "dialogue")
_SIX_OR_NUCLEAR = re.compile(r"\bsix[- ](?:party|nation|way)\b|\bsix nations\b|\bnuclear\b", re.I)


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
    opened = not enough and when and _OPENED.search(clause) is not None and said in _SESSIONS
    if not (enough or opened) or not (people or opened or _WITHOUT_NAMES.search(clause) or SIX.match(scene.said(), 4)):
        return False
    if opened:
        return _SIX_OR_NUCLEAR.search(scene.text, scenery.lead(scene, 12), scene.span.end) is not None
    if said in ("visit", "trip", "visited"):
        return bool(place and when and people)
    return bool(people) or pattern("council_itself").search(clause) is None


def _stood_for(scene: Scene, held: Span, persons: Persons, named: list[str], want: int) -> list[str]:
    """Those that "they" or "he" stand for: the last named before in the paragraph, besides those named here."""
    before = [p for p in persons.named(scene.text, Span(scenery.lead(scene), held.start)) if p not in named]
    missing = want if want == 1 else want - len(named)
    return [*before[-missing:], *named] if 0 < missing <= len(before) else named


_PAIR = re.compile(
    r"(?:(?:the\s+(?:two(?:\s+leaders)?|pair)|they|their|both)\b(?!\s+(?:sides|countries|states|nations|Koreas|governments))|(?P<one>he\b|she\b|his\b|her\b))",
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


def _took_place(scene: Scene, trigger: Span, verb: bool) -> bool:
    start = max(scenery.before(scene, trigger.start), trigger.start - 40)
    if pattern("not_a_meeting").search(scene.text, start, trigger.start):
        return False
    return not re.match(
        r"\s+(?:would|could|may|might|will|is expected|was expected|scheduled|planned|was planned)\b|-",
        scene.text[trigger.end : trigger.end + 30],
    )


def _to_a_place(scene: Scene, trigger: Span, stop: str) -> bool:
    """ "a visit to Pyongyang": the place goes with the noun."""
    return stop == "to " and trigger.of(scene.text).lower() in ("visit", "trip")


_OPENED = re.compile(
    r",?\s*(?:(?:which|that)\s+)?(?:(?:were|was|are|had|have)\s+)?(?:last\s+|been\s+|first\s+)*"
    r"(?:held|convened|opened|began|begun|started|resumed|took\s+place|kicked\s+off|got\s+under\s+way|met|concluded|ended)\b"
)
"""Behind the noun: the talks took place."""


def _held(scene: Scene, trigger: Span, verb: bool) -> Span:
    """The clause for a verb; for a noun, from its article on to the end of its own phrase."""
    end = min(scene.span.end, trigger.end + 2 * scenery.REACH)
    for stop in re.finditer(
        r"[;:—–\"“”]|\s--?\s|,\s(?!\d)|(?<![A-Z])\.\s|\b(?:after|when|while|because|"
        r"although|that|which|who|said|says|but|over|were|was|is|produced|to)\s",
        scene.text[trigger.end : end],
    ):
        at = trigger.end + stop.start()
        if not verb and (_OPENED.match(scene.text, at, scene.span.end) or _to_a_place(scene, trigger, stop[0])):
            continue
        if any(w.span.start - 6 * (stop[0][0] == ",") <= at < w.span.end for w in scene.words):
            continue
        end = trigger.end + stop.start()
        break
    start = scenery.before(scene, trigger.start)
    if not verb:
        start = max(start, trigger.start - 45)
        article = list(
            re.finditer(
                r"\b(?:(?i:an?|the|his|her|their|its|three|two)|[A-Z]\w+['’]s)\s", scene.text[start : trigger.start]
            )
        )
        start = start + article[0].start() if article else trigger.start
    return trim(scene.text, start, end, " ,.\n")


SIX = re.compile(r"\bsix[- ](?:party|nation|way)\b|\bsix nations\b", re.I)


_LEVELS = ("track2", "leader", "working", "minister", "envoy")


def _fields(scene: Scene, held: Span, people: list[str], place: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if level := _level(scene, held, people):
        fields["level"] = level
    if place:
        fields["place"] = place
    if people:
        fields["people"] = people
    return fields


def _level(scene: Scene, held: Span, people: list[str]) -> str | None:
    """By the words of the clause, of the sentence, of the paragraph, or before the names of those who met."""
    end = min(scene.span.end + scenery.PAGE, scene.report.paragraphs[scene.paragraph].span.end)
    paragraph = Span(scenery.lead(scene), end)
    for place in (held, scene.span, paragraph):
        for level in _LEVELS:
            if _of_level(scene, level, place):
                return level
    named = [m.start() for name in people for m in _mentions(scene, name)]
    for at in named:
        for level in _LEVELS:
            if _of_level(scene, level, Span(max(0, at - 60), at)):
                return level
    return None


def _of_level(scene: Scene, level: str, place: Span) -> bool:
    """Whether a word of a level stands there; a vice minister or an assistant secretary is none of a minister's."""
    found = pattern(f"level_{level}").finditer(scene.text, *place)
    return any(not _LESSER.search(scene.text, max(0, m.start() - 12), m.start()) for m in found)


_LESSER = re.compile(r"\b(?:vice|deputy|assistant|under|former)[ -]$", re.I)


def _mentions(scene: Scene, name: str) -> Iterator["re.Match[str]"]:
    return re.compile(re.escape(name)).finditer(scene.text, max(0, scene.span.start - scenery.PAGE), scene.span.end)
