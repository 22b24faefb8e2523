"""Claims of designations and of the measures that are neither caps nor bans on goods."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.caps import is_proposed
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, either, kinds, pattern
from article41.reading.numbers import NUMBER, duration, value
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


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(either(words), re.I)) for kind, words in kinds().measures.items())


def others(scene: Scene, taken: list[Span]) -> Iterator[Draft]:
    """Measures by kind: what a text, or the States it binds, must do or may not do."""
    if not pattern("decided").search(scene.text, *scene.span):
        return
    held: list[Span] = list(taken)
    for kind, words in _kinds():
        for match in words.finditer(scene.text, *scene.span):
            draft = _other(scene, kind, Span(*match.span()), held)
            if draft:
                held.append(draft.span)
                yield draft
                break


_SAID = re.compile(r"[\"“”]|\b(?:said|says|told|accus\w+|complain\w+)\b")


def _other(scene: Scene, kind: str, noun: Span, taken: list[Span]) -> Draft | None:
    clause = _conjunct(scene, noun)
    verb = _nearest_verb(scene, noun, clause)
    if scene.quoted(noun.start) or not verb or any(noun.start < t.end and t.start < noun.end for t in taken):
        return None
    if pattern("other_lists").search(scene.text, *clause) and not re.search(
        r"resolution|council|draft|text", scene.said(), re.I
    ):
        return None
    if pattern("lifted").search(scene.text, *clause) and kind != "exemption":
        return None
    if not _by_the_council(scene, clause):
        return None
    fields: dict[str, Any] = {"kind": kind}
    if kind == "labour" and (time := duration(scene.text, clause)):
        fields["period"] = time
    fields["status"] = "proposed" if is_proposed(scene, scene.span) else "in_force"
    return Draft("measure.other", clause, fields, (), f"measure: {kind}", None, scene.said())


def _conjunct(scene: Scene, noun: Span) -> Span:
    """The clause, no wider than the conjunct: "bars trade in arms and freezes assets" are two."""
    clause = scenery.clause(scene, noun)
    start, end = clause.start, max(clause.end, noun.end)
    joins = list(
        re.finditer(
            rf"(?:,\s+|\s)(?:and|or)\s+(?=(?:also\s+)?(?:{any_of('decreed')})|"
            rf"(?:\w+\s+){{1,4}}(?:are|is|may|must|were)\s)|,\s+(?=(?:{any_of('decreed')}))",
            scene.text[start:end],
            re.I,
        )
    )
    for join in joins:
        if start + join.end() <= noun.start:
            start += join.end()
            return (
                trim(scene.text, start, end, " ,.")
                if not any(start < j.start() + clause.start for j in joins)
                else _cut(scene, start, end, noun, joins, clause.start)
            )
    return _cut(scene, start, end, noun, joins, clause.start)


def _cut(scene: Scene, start: int, end: int, noun: Span, joins: "list[re.Match[str]]", base: int) -> Span:
    before = [base + j.end() for j in joins if start < base + j.end() <= noun.start]
    later = [base + j.start() for j in joins if base + j.start() >= noun.end]
    return trim(scene.text, before[-1] if before else start, later[0] if later else end, " ,.")


def _nearest_verb(scene: Scene, noun: Span, clause: Span) -> "re.Match[str] | None":
    near = Span(max(clause.start, noun.start - 100), min(clause.end, noun.end + 80))
    return pattern("decreed").search(scene.text, *near)


def _by_the_council(scene: Scene, clause: Span) -> bool:
    """Whether a text, the Council or the States bind or are bound in the sentence, or "it" going on from one."""
    return (
        re.search(
            r"\b(?:resolutions?|the (?:new )?text|draft|(?:the|new|"
            r"U\.N\.) (?:\w+ )?(?:measures|sanctions)|member states|states may|"
            r"every government|all governments|every state|this document|all states|"
            r"states (?:must|are|to|have)|all countries|countries (?:must|are|may|to|have)|"
            r"nations (?:must|are|to|may)|Security Council|the council|all members)\b"
            r"|^(?:It|The text|They|The measures|States|Countries|Governments|Members)\b|"
            r"\b(?:it|they) (?:also )?(?:bars?|bans?|prohibits?|requires?|calls?|freezes?|"
            r"would|imposes?|obliges?)\b|^New joint ventures|\bnew joint ventures are",
            scene.said(),
            re.I,
        )
        is not None
    )
