"""Days of the Council's acts that the text around gives: "the council on Monday …", "agreed at the meeting"."""

import re

from article41.reading.claims.resolutions import RESOLUTION
from article41.reading.claims.scene import PAGE, Draft, Scene, clause, scenes
from article41.reading.claims.vocabulary import pattern
from article41.reading.text import Report, Span
from article41.reading.when import Word

_LEAD = 2
"""Sentences at the head of a report that tell what it reports."""
_AT_IT = re.compile(
    r"\b(?:at|after|following|during) (?:the|its|their) (?:\w+ )?(?:meeting|session|consultations|talks)\b"
)


def with_days(found: list[Draft], report: Report) -> list[Draft]:
    """Acts of the Council without a day of their own, with the one the report's head or the sentences before give."""
    if not any(_undated(d) for d in found):
        return found
    lead = _day_of_lead(report)
    newest = max((int(m["number"]) for m in RESOLUTION.finditer(report.text)), default=None)
    return [_with_day(d, found[:n], lead, newest) for n, d in enumerate(found)]


def _undated(draft: Draft) -> bool:
    return draft.type.startswith("council.") and not draft.words and draft.after is None


def _with_day(draft: Draft, before: list[Draft], lead: tuple[Word, ...], newest: int | None) -> Draft:
    if not _undated(draft):
        return draft
    if draft.type == "council.statement" and _AT_IT.search(draft.about):
        met = [d.words for d in before if d.type == "council.meeting" and d.span.start > draft.span.start - PAGE]
        return draft._replace(words=met[-1] if met else ())
    reported = draft.type == "council.adoption" and draft.fields.get("resolution") == newest
    return draft._replace(words=lead) if reported or draft.type == "council.meeting" else draft


def _day_of_lead(report: Report) -> tuple[Word, ...]:
    """The one weekday that the head of a report gives an act of the Council."""
    head = (s for s, _ in zip(scenes(report), range(_LEAD), strict=False))
    days = [w for s in head for w in _days_of_council(s)]
    return tuple(days[:1]) if len({w.weekday for w in days}) == 1 else ()


def _days_of_council(scene: Scene) -> list[Word]:
    clauses = [clause(scene, Span(*m.span())) for m in pattern("council").finditer(scene.text, *scene.span)]
    return [w for w in scene.words if w.sort == "weekday" and any(w.span.within(c) for c in clauses)]
