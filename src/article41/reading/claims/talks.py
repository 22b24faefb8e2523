"""Claims of meetings and of what talks came to."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.incidents import also_on
from article41.reading.claims.people import Persons
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.states import states_in
from article41.reading.claims.vocabulary import any_of, pattern, triggers
from article41.reading.text import Report, Span, trim

_PLACE = re.compile(
    r"\b(?:in|at|to|from)\s+(?:the\s+(?:\w+\s+)?(?:city|village|capital|island)\s+of\s+)?(?P<place>The Hague|[A-Z][\w’'-]+(?:\s+[A-Z][\w-]+){0,2})"
)
_DATELINE = re.compile(
    r"(?m)^\s*(?P<city>[A-Z][A-Z .'-]{2,30}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,[^\n()]{0,40}?)?\s*(?:\([^)\n]{2,30}\)\s*)?(?:--?|—|–|:)\s"
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


@cache
def _met() -> re.Pattern[str]:
    return re.compile(any_of("met"), re.I)


_VERBS = (
    "met",
    "meets",
    "saw",
    "held talks",
    "had talks",
    "held a meeting",
    "held a summit",
    "held meetings",
    "visited",
    "sat down",
)
_NOUN = re.compile(r"\b(?:talks|meetings?|summits?|visit|trip)\b", re.I)


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
    verb = said in _VERBS
    if scene.quoted(trigger.start) or not _took_place(scene, trigger, verb):
        return None
    held = _held(scene, trigger, verb)
    people = persons.named(scene.text, held)
    place = place_in(scene, Span(trigger.start, held.end)) or (place_in(scene, held) if verb else None)
    when = scenery.timed(scene, trigger, held)
    states = states_in(scene.text, held)
    given = sum((len(people) > 1, bool(place), bool(when), len(states) > 1 and bool(people)))
    if (
        given < 2
        and not (len(people) > 1 and re.search(r"summit|meetings?\b", said))
        and not (people and verb and re.search(r"\b(?:counterpart|also met)\b", held.of(scene.text)))
    ):
        return None
    if said in ("visit", "trip") and not (
        place and re.search(r"\b(?:a|his|her)\s+(?:\w+\s+){0,2}$", scene.text[held.start : trigger.start])
    ):
        return None
    if (said == "visited" and not (place and when and people)) or (
        pattern("council").search(held.of(scene.text)) and not people
    ):
        return None
    if (
        not states
        and not people
        and not re.search(
            r"\b(?:they|diplomats|officials|envoys|sides|negotiators|delegat\w+)\b", held.of(scene.text), re.I
        )
    ):
        return None
    fields = _fields(scene, held, trigger, people, place or (city if when or verb else None))
    return Draft("talks.meeting", scenery.reaching(held, when), fields, when, "a meeting", None, scene.said())


def _took_place(scene: Scene, trigger: Span, verb: bool) -> bool:
    start = max(scenery.before(scene, trigger.start), trigger.start - 40)
    if pattern("not_a_meeting").search(scene.text, start, trigger.start):
        return False
    return not re.match(
        r"\s+(?:would|could|may|might|will|is expected|was expected|scheduled|planned|was planned)\b|-",
        scene.text[trigger.end : trigger.end + 30],
    )


def _held(scene: Scene, trigger: Span, verb: bool) -> Span:
    """The clause for a verb; for a noun, from its article on to the end of its own phrase."""
    end = min(scene.span.end, trigger.end + 2 * scenery.REACH)
    for stop in re.finditer(
        r"[;:—–\"“”]|\s--?\s|,\s(?!\d)|\.\s|\b(?:after|when|while|because|although|that|which|who|said|says|but|over|were|was|to)\s",
        scene.text[trigger.end : end],
    ):
        if stop[0].startswith(",") and any(0 <= w.span.start - (trigger.end + stop.start()) <= 6 for w in scene.words):
            continue
        end = trigger.end + stop.start()
        break
    start = scenery.before(scene, trigger.start)
    if not verb:
        start = max(start, trigger.start - 45)
        article = list(
            re.finditer(
                r"\b(?:a|an|the|his|her|their|its|three|two|[A-Z]\w+['’]s)\s", scene.text[start : trigger.start]
            )
        )
        start = start + article[0].start() if article else trigger.start
    return trim(scene.text, start, end, " ,.\n")


SIX = re.compile(r"\bsix[- ](?:party|nation|way)\b|\bsix nations\b", re.I)
_LEVELS = ("track2", "leader", "working", "minister", "envoy")


def _fields(scene: Scene, held: Span, trigger: Span, people: list[str], place: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if level := _level(scene, held, people):
        fields["level"] = level
    if place:
        fields["place"] = place
    if people:
        fields["people"] = people
    return fields


def _level(scene: Scene, held: Span, people: list[str]) -> str | None:
    """By the words of the clause, then of the sentence, then of the paragraph, then by offices given to those named."""
    paragraph = scene.report.paragraphs[scene.paragraph].span
    for place in (held, scene.span, paragraph):
        for level in _LEVELS:
            if pattern(f"level_{level}").search(scene.text, *place):
                return level
    named = [m.start() for name in people for m in re.finditer(re.escape(name), scene.text)]
    for at in named:
        for level in _LEVELS:
            if pattern(f"level_{level}").search(scene.text, max(0, at - 60), at):
                return level
    return None


@cache
def _outcome() -> re.Pattern[str]:
    talks = any_of("talks_words")
    return re.compile(
        rf"(?P<breakdown>{any_of('broke_down')})"
        rf"|(?P<boycott>{any_of('boycotted')})\s+(?:\w+\s+){{0,2}}?(?:{talks})"
        rf"|(?P<suspension>(?:{any_of('suspended')})\s+(?:\w+\s+){{0,3}}?(?:{talks})|(?:{talks})\s+(?:were|was)\s+(?:{any_of('suspended')}))"
        rf"|(?P<agreement>(?:{any_of('agreed')})\s+(?:(?!not\b)[\w'’-]+\s+){{0,6}}?(?:{any_of('agreement')})|agreed\s+(?:on \w+ )?to\s+(?:{any_of('pledged_acts')}))",
        re.I,
    )


def outcomes(scene: Scene, city: str | None) -> Iterator[Draft]:
    """What talks came to: an agreement, a breakdown, a suspension, a boycott."""
    for match in _outcome().finditer(scene.text, *scene.span):
        kind = str(match.lastgroup)
        span = Span(*match.span())
        if scene.quoted(span.start) or not _is_outcome(scene, span, kind):
            continue
        clause = scenery.clause(scene, span)
        clause = Span(max(clause.start, span.start - 2 * scenery.REACH), clause.end)
        when = scenery.timed(scene, span, clause)
        fields: dict[str, Any] = {"kind": kind}
        if place := place_in(scene, clause):
            fields["place"] = place
        elif city and when and kind == "breakdown" and re.search(r"\bsummit\b", clause.of(scene.text)):
            fields["place"] = city
        yield Draft(
            "talks.outcome", scenery.reaching(clause, when), fields, when, f"outcome: {kind}", None, scene.said()
        )
        return


def _is_outcome(scene: Scene, span: Span, kind: str) -> bool:
    start = max(scenery.before(scene, span.start), span.start - 50)
    clause = scene.text[scenery.before(scene, span.start) : scenery.behind(scene, span.end)]
    if pattern("not_asserted_modal").search(scene.text, start, span.start):
        return False
    if kind == "breakdown" and not re.search(
        r"\b(?:talks|summit|negotiations|meeting|session|leaders|sides|Trump|round|dialogue)\b", clause
    ):
        return False
    return kind != "agreement" or (
        pattern("dprk").search(clause) is not None
        and re.search(
            r"\b(?:nuclear|missile|talks|denucleari[sz]\w+|freeze|inspectors|summit|moratorium|peace|joint)\b", clause
        )
        is not None
        and pattern("council").search(clause) is None
    )
