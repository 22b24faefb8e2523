"""Claims that persons or entities were put on a list."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

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


_FREEZE_ON = re.compile(
    r"\b(?:(?:freez\w*|froze|frozen|freeze on)\s+(?:on\s+)?(?:the\s+)?(?:assets|accounts|funds)\s+of"
    r"|asset freeze on)\s+(?:the\s+)?"
    r"(?:[a-z]+\s+){0,3}(?P<name>[A-Z][\w-]+(?:\s+[A-Z][\w-]+){1,3})"
)
_PUT_ON = re.compile(
    r"\b(?P<name>[A-Z][\w-]+(?:\s+[A-Z][\w-]+){1,3})(?:\s+of\s+\w+)?\s+(?:would\s+(?:be|have\s+been)|will\s+be|was|were)\s+"
    r"(?:put|placed|added)\s+(?:on|to)\s+(?:the|a)\s+(?:\w+\s+)?(?:blacklist|sanctions\s+list)\b"
)
_NAME = r"[A-Z][\w&-]*(?:\s+(?:of\s+)?[A-Z][\w&-]*)*"
_AMONG = re.compile(
    rf"\b(?:among them|including|such as)\s+(?P<names>(?:the\s+(?:[a-z]+(?:['’]s)?\s+)?)?{_NAME}"
    rf"(?:(?:,\s+and|,|\s+and)\s+(?:the\s+(?:[a-z]+(?:['’]s)?\s+)?)?{_NAME})*)"
)


class _Marks(NamedTuple):
    """What a sentence says of a listing: how many, whom, and that the list was widened."""

    persons: "re.Match[str] | None"
    entities: "re.Match[str] | None"
    named: "re.Match[str] | None"
    among: "re.Match[str] | None"
    widened: "re.Match[str] | None"

    @property
    def counts(self) -> "list[re.Match[str]]":
        return [m for m in (self.persons, self.entities) if m]

    @property
    def all(self) -> "list[re.Match[str]]":
        return [m for m in self if m]


def designations(scene: Scene) -> Iterator[Draft]:
    """Persons and entities put on a list, by count or by name."""
    verb = pattern("blacklisted").search(scene.text, *scene.span)
    if not verb or _elsewhere(scene):
        return
    marks = _marks(scene)
    if not (marks.counts or marks.named or marks.widened) or scene.quoted(marks.all[0].start()):
        return
    span = Span(min(m.start() for m in marks.all), max(m.end() for m in marks.all))
    if marks.counts:
        span = Span(min(span.start, verb.start()), max(span.end, verb.end()))
    yield _draft(scene, marks, span)


def _marks(scene: Scene) -> _Marks:
    text, within = scene.text, scene.span
    persons, entities = _near(scene, _PERSONS), _near(scene, _ENTITIES)
    counted = persons or entities
    named = (
        None if counted else next(filter(None, (p.search(text, *within) for p in (_NAMED, _FREEZE_ON, _PUT_ON))), None)
    )
    among = _AMONG.search(text, counted.end(), within.end) if counted else None
    return _Marks(persons, entities, named, among, None if counted else _WIDENED.search(text, *within))


def _near(scene: Scene, words: re.Pattern[str]) -> "re.Match[str] | None":
    """A count that stands near the word of listing."""
    found = words.search(scene.text, *scene.span)
    return found if found and _near_list(scene, found) else None


def _draft(scene: Scene, marks: _Marks, span: Span) -> Draft:
    fields: dict[str, Any] = {}
    if marks.persons:
        fields["persons"] = int(value(marks.persons["n"]))
    if marks.entities:
        fields["entities"] = int(value(marks.entities["n"]))
    if names := _names(marks):
        fields["names"] = names
    fields["status"] = "proposed" if is_proposed(scene, scene.span) else "in_force"
    clause = scenery.clause(scene, span)
    when = scenery.timed(scene, span, clause)
    after = scenery.offset(scene, clause.start) if marks.widened and not when else None
    held = scenery.reaching(trim(scene.text, *span), when)
    return Draft("measure.designation", held, fields, when, "a designation", after, scene.said())


_SPLIT = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_BEFORE_NAME = re.compile(r"^the\s+(?:[a-z]+(?:['’]s)?\s+)?")


def _names(marks: _Marks) -> list[str]:
    """Names without what stands before them: "the army's Strategic Rocket Force"."""
    if marks.named:
        return [re.sub(r"^The\s+|\s+Group$", "", marks.named["name"].rstrip("."))]
    return [_BEFORE_NAME.sub("", n) for n in _SPLIT.split(marks.among["names"])] if marks.among else []


def _elsewhere(scene: Scene) -> bool:
    """A State's own list in a sentence that speaks neither of a text of the Council nor of the DPRK."""
    own = pattern("other_lists").search(scene.text, *scene.span)
    return own is not None and not pattern("council_text", "dprk").search(scene.text, *scene.span)


def _near_list(scene: Scene, match: "re.Match[str]") -> bool:
    return (
        pattern("blacklisted").search(
            scene.text, max(scene.span.start, match.start() - 110), min(scene.span.end, match.end() + 110)
        )
        is not None
    )
