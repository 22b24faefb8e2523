"""Claims of the Council's statements and meetings."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims import scene as scenery
from article41.reading.claims.nouns import timed_noun
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span
from article41.reading.when import Word


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(r"\b(?P<kind>presidential|press)\s+statements?\b|\bstatement to the press\b", re.I)


_EVENT = re.compile(r"\b(?:launch|test|firing|sinking|plan|attack)", re.I)


def statements(scene: Scene) -> Iterator[Draft]:
    """Statements of the Council that were agreed or issued."""
    for match in _statement().finditer(scene.text, *scene.span):
        span = Span(*match.span())
        start = scenery.before(scene, span.start)
        verb = pattern("issued").search(scene.text, start, span.start) or pattern("issued").search(
            scene.text, span.end, min(span.end + 30, scene.span.end)
        )
        council = pattern("council").search(scene.text, *scene.span)
        if not verb or not council or not scenery.asserted(scene, span, "not_asserted_modal"):
            continue
        clause = scenery.clause(scene, span)
        event = _EVENT.search(scene.text, span.end, clause.end)
        held = Span(min(clause.start, verb.start()), max(event.start() if event else clause.end, span.end, verb.end()))
        when = scenery.timed(scene, Span(*verb.span()), held)
        kind = (match["kind"] or "press").lower()
        span = Span(min(verb.start(), span.start), max(verb.end(), span.end))
        subject = pattern("council").search(scene.text, held.start, span.start)
        span = Span(subject.start() if subject else span.start, span.end)
        yield Draft(
            "council.statement",
            scenery.reaching(span, when),
            {"kind": kind},
            when,
            "the Council issued a statement",
            None,
            scene.said(),
        )
        return


@cache
def _meeting() -> re.Pattern[str]:
    sort = r"(?:closed(?:-door)?|emergency|urgent|open|private|ministerial|special|informal|public)"
    return re.compile(
        rf"(?P<who>{any_of('council_itself')})(?:\s+members)?[^.;:]{{0,40}}?\s(?P<verb>{any_of('convened')}|"
        rf"will (?:hold|meet)|is to (?:hold|"
        rf"meet))\b(?P<rest>[^.;:]{{0,60}}?\b(?:{any_of('gathering')}|debate|"
        rf"behind closed doors)\b)?"
        rf"|(?P<sort>\b{sort}\s+(?:{sort}\s+)*(?:consultations|meeting|session|talks|"
        rf"debate|"
        rf"briefing)\b)(?P<of>\s+of\s+the\s+(?:U\.?N\.?\s+)?(?:Security\s+)?[Cc]ouncil)?",
        re.I,
    )


def meetings(scene: Scene) -> Iterator[Draft]:
    """Meetings of the Council that took place, or that it will hold on the report's own day."""
    for match in _meeting().finditer(scene.text, *scene.span):
        if draft := (_closed_doors if match["sort"] else _convened)(scene, match):
            yield draft
            return


def _convened(scene: Scene, match: "re.Match[str]") -> Draft | None:
    verb = Span(match.start("verb"), match.end("verb"))
    bare = match["verb"].lower() in ("met", "convened", "gathered", "meets", "sat")
    if not (match["rest"] or bare) or not re.search("council|unsc", match["who"].lower()):
        return None
    if not scenery.asserted(scene, verb, "not_asserted_modal"):
        return None
    clause = scenery.clause(scene, verb)
    when = scenery.timed(scene, verb, Span(clause.start, max(clause.end, match.end())))
    if (not when and not match["rest"]) or (match["verb"].lower().startswith(("will", "is to")) and not when):
        return None
    return _sat(scene, Span(match.start(), match.end()), when)


def _closed_doors(scene: Scene, match: "re.Match[str]") -> Draft | None:
    """ "closed consultations here on Wednesday", where the sentence or its paragraphs speak of the Council."""
    first = scenery.lead(scene, 1)
    council = pattern("council_itself").search(scene.text, first, scene.span.end)
    span = Span(*match.span())
    if (
        not council
        or not scenery.asserted(scene, span, "not_asserted_modal")
        or re.search(r"called for|request", scene.text[max(scene.span.start, span.start - 40) : span.start])
    ):
        return None
    when = timed_noun(scene, span) or scenery.timed(scene, span, scenery.clause(scene, span))
    return (
        _sat(scene, span, when)
        if when or match["of"] or re.search(r"after\s+$", scene.text[span.start - 6 : span.start])
        else None
    )


def _sat(scene: Scene, span: Span, when: tuple[Word, ...]) -> Draft:
    """Without a word of its own a meeting is of the weekday that the sentence names."""
    when = when or tuple(w for w in scene.words if w.sort == "weekday")[:1]
    return Draft("council.meeting", scenery.reaching(span, when), {}, when, "the Council met", None, scene.said())
