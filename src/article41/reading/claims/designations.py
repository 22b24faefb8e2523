"""Claims that persons or entities were put on a list."""

import re
from collections.abc import Iterator
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.caps import is_proposed
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import pattern
from article41.reading.numbers import NUMBER, value
from article41.reading.text import Span, trim

_PERSONS = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:more\s+|new\s+|other\s+|additional\s+|senior\s+|"
    rf"further\s+)*(?:North Korean\s+|DPRK\s+)?(?:trade\s+|bank\s+|government\s+|"
    rf"military\s+|arms\s+)?(?:individuals?|persons?|people|officials?|North Koreans|"
    rf"men|nationals|bankers|executives|diplomats|leaders|figures)\b",
    re.I,
)
_ENTITIES = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:more\s+|new\s+|other\s+|additional\s+|"
    rf"further\s+)*(?:North Korean\s+|DPRK\s+|state\s+|trading\s+|government\s+|"
    rf"military\s+)*(?:entit(?:y|ies)|compan(?:y|ies)|organi[sz]ations?|firms?|"
    rf"groups?|banks?|institutions?|bodies|agenc(?:y|ies)|enterprises?|"
    rf"corporations?)\b",
    re.I,
)
_WIDENED = re.compile(
    r"\b(?:widen\w*|expand\w*|extend\w*|lengthen\w*|"
    r"add\w*\s+(?:\w+\s+){1,6}to)\s+(?:its|the|a|their|UN|U\.N\.)?\s*(?:U\.?N\.?\s+|"
    r"existing\s+)?(?:blacklist|black list|sanctions list|list of (?:sanctioned|"
    r"blacklisted))\b[^.,;]{0,40}",
    re.I,
)
_NAMED = re.compile(
    r"\bblacklist(?:ed|ing|s)?\s+(?:the\s+)?(?:North Korean?\s+|"
    r"DPRK\s+)?(?:(?:leader|official|trading|hacking|company|group|bank|"
    r"firm)\s+)*(?P<name>[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,4})"
)


def designations(scene: Scene) -> Iterator[Draft]:
    """Persons and entities put on the Council's list, by count or by name."""
    if not pattern("blacklisted").search(scene.text, *scene.span) or _others_list(scene):
        return
    persons, entities = _PERSONS.search(scene.text, *scene.span), _ENTITIES.search(scene.text, *scene.span)
    named, widened = _NAMED.search(scene.text, *scene.span), _WIDENED.search(scene.text, *scene.span)
    counts = [m for m in (persons, entities) if m and _near_list(scene, m)]
    if not counts and not named and not widened:
        return
    marks = [*counts, *(m for m in (named, widened) if m)]
    if scene.quoted(marks[0].start()):
        return
    fields: dict[str, Any] = {}
    if persons in counts and persons:
        fields["persons"] = int(value(persons["n"]))
    if entities in counts and entities:
        fields["entities"] = int(value(entities["n"]))
    if named and not counts:
        fields["names"] = [re.sub(r"\s+Group$", "", named["name"].rstrip("."))]
    fields["status"] = "proposed" if is_proposed(scene, scene.span) else "in_force"
    start, end = min(m.start() for m in marks), max(m.end() for m in marks)
    verb = pattern("blacklisted").search(scene.text, *scene.span)
    assert verb
    span = Span(min(start, verb.start()), max(end, verb.end())) if counts else Span(start, end)
    clause = scenery.clause(scene, span)
    when = scenery.timed(scene, span, clause)
    after = scenery.offset(scene, clause.start) if widened and not counts and not when else None
    yield Draft(
        "measure.designation",
        scenery.reaching(trim(scene.text, *span), when),
        fields,
        when,
        "a designation",
        after,
        scene.said(),
    )


def _near_list(scene: Scene, match: "re.Match[str]") -> bool:
    return (
        pattern("blacklisted").search(
            scene.text, max(scene.span.start, match.start() - 110), min(scene.span.end, match.end() + 110)
        )
        is not None
    )


def _others_list(scene: Scene) -> bool:
    """Somebody's own list, where the sentence names no text of the Council."""
    council = re.search(r"\b(?:U\.?N\.?|council|resolution|draft|text|it would)\b", scene.said(), re.I)
    return pattern("other_lists").search(scene.text, *scene.span) is not None and not council
