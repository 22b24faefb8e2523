"""Claims that the Council made a statement."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span
from article41.reading.when import Word


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:remarks|elements|lines|comments|words)\s+(?:agreed\s+)?(?:to|for)\s+the\s+press\b|"
        r"\bpress\s+(?:remarks|elements|lines)\b|"
        r"\b(?P<kind>presidential|press)\s+statements?\b|\bstatement to the press\b"
        r"|\bto the press the following statement\b|\bpresidential text\b",
        re.I,
    )


_EVENT = re.compile(r"\b(?:launch|test|firing|sinking|plan|attack)", re.I)
_DAY_AFTER = re.compile(r"\b(?:a|one) day (?:later|after(?:wards)?)\b|\bthe (?:next|following) day\b")
_TODAY = re.compile(r"\btoday\b")


def statements(scene: Scene) -> Iterator[Draft]:
    """Statements of the Council that were agreed or issued, and its censure where no text is named."""
    for match in _statement().finditer(scene.text, *scene.span):
        if draft := _issued(scene, match):
            yield draft
            return
    yield from _censures(scene)


def _issued(scene: Scene, match: "re.Match[str]") -> Draft | None:
    span = Span(*match.span())
    start = scenery.before(scene, span.start)
    verb = _verb(scene, start, span)
    if not verb or not _of_council(scene) or not scenery.asserted(scene, span, "not_asserted_statement"):
        return None
    clause = scenery.clause(scene, span)
    event = _EVENT.search(scene.text, span.end, clause.end)
    held = Span(min(clause.start, verb.start), max(event.start() if event else clause.end, span.end, verb.end))
    kind = "presidential" if (match["kind"] or "").lower() == "presidential" else "press"
    whole = Span(min(verb.start, span.start), max(verb.end, span.end))
    subject = pattern("council").search(scene.text, held.start, span.start)
    whole = Span(subject.start() if subject else whole.start, whole.end)
    return _spoken(scene, whole, {"kind": kind}, scenery.timed(scene, verb, held), held)


def _verb(scene: Scene, start: int, span: Span) -> Span | None:
    """The verb of issuing before the statement in its clause, or right behind it."""
    early = pattern("issued").search(scene.text, start, span.start)
    found = early or pattern("issued").search(scene.text, span.end, min(span.end + 30, scene.span.end))
    return Span(*found.span()) if found else None


def _of_council(scene: Scene) -> bool:
    """Whether the sentence, or its paragraph and the one before, speaks of the Council."""
    return pattern("council").search(scene.text, scenery.lead(scene, 1), scene.span.end) is not None


def _spoken(scene: Scene, span: Span, fields: dict[str, Any], when: tuple[Word, ...], held: Span) -> Draft:
    """A statement with its day: its own, "a day later" than the day told before, or that of the report."""
    about = Span(held.start, min(scene.span.end, span.end + scenery.REACH))
    if not when and _DAY_AFTER.search(scene.text, *about) and len(scene.words) == 1:
        return Draft("council.statement", span, fields, tuple(scene.words), "the Council spoke", 1, scene.said())
    after = 0 if not when and _TODAY.search(scene.text, *about) else None
    return Draft(
        "council.statement", scenery.reaching(span, when), fields, when, "the Council spoke", after, scene.said()
    )


@cache
def _censure() -> re.Pattern[str]:
    """The Council as the subject of blame; its members, or some of them, are not the Council."""
    return re.compile(
        rf"(?P<who>(?:(?:The|the)\s+)?(?:U\.?N\.?\s+)?{any_of('council_as_one')})"
        rf"\s+(?:on\s+\w+day\s+|\w+day\s+|late\s+|\w+ly\s+|in\s+\w+\s+)*(?P<verb>{any_of('censured', 'blamed')})",
        re.I,
    )


_MEMBERS_OF = re.compile(r"\b(?:members?|states|part) of\s+(?:the\s+)?(?:U\.?N\.?\s+)?$")
_IN_A_STATEMENT = re.compile(r"\bin\s+an?\s+(?:\w+\s+){0,2}statement\b", re.I)
"""Behind what is condemned: a day told there is that of the statement."""
_SAID = re.compile(r"\bsaid\b")


def _censures(scene: Scene) -> Iterator[Draft]:
    for match in _censure().finditer(scene.text, *scene.span):
        verb = Span(*match.span("verb"))
        clause = scenery.clause(scene, verb)
        told = re.search(r"resolution|sanctions|\bvot", scene.text[match.start() : clause.end], re.I)
        part = _MEMBERS_OF.search(scene.text, scene.span.start, match.start()) or _SAID.search(scene.said())
        if (
            not told
            and not part
            and not scene.quoted(verb.start)
            and scenery.asserted(scene, verb, "not_asserted_modal")
        ):
            span = Span(match.start(), max(clause.end, verb.end))
            event = _EVENT.search(scene.text, verb.end, clause.end)
            in_words = _IN_A_STATEMENT.search(scene.text, verb.end, clause.end)
            near = Span(match.start(), event.start() if event and not in_words else span.end)
            when = scenery.timed(scene, verb, near)
            if when or not pattern("blamed").search(scene.text, *verb):
                yield _spoken(scene, span, {}, when, span)
                return
