"""Claims of what talks came to."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.meetings import place_in
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span


@cache
def _outcome() -> re.Pattern[str]:
    talks = any_of("talks_words")
    return re.compile(
        rf"(?P<breakdown>{any_of('broke_down')})"
        rf"|(?P<boycott>{any_of('boycotted')})\s+(?:\w+\s+){{0,2}}?(?:{talks})"
        rf"|(?P<suspension>(?:{any_of('suspended')})\s+(?:\w+\s+){{0,3}}?(?:{talks})|"
        rf"(?:{talks})\s+(?:were|was)\s+(?:{any_of('suspended')}))"
        rf"|"
        rf"(?P<agreement>(?:{any_of('agreed')})\s+(?:(?!not\b)[\w'’-]+\s+){{0,6}}?(?:{any_of('agreement')})"
        rf"|agreed\s+(?:(?:on|"
        rf"in)\s+[\w ,.]{{1,20}}\s+)?to\s+(?:{any_of('pledged_acts')}))",
        re.I,
    )


def outcomes(scene: Scene, city: str | None) -> Iterator[Draft]:
    """What talks came to: an agreement, a breakdown, a suspension, a boycott."""
    for match in _outcome().finditer(scene.text, *scene.span):
        kind = str(match.lastgroup)
        span = Span(*match.span())
        if scene.quoted(span.start) or not _is_outcome(scene, span, kind):
            continue
        clause = _wide(scene, span, kind)
        when = scenery.timed(scene, span, clause) or (scene.words if len(scene.words) == 1 else ())
        fields: dict[str, Any] = {"kind": kind}
        if place := place_in(scene, clause):
            fields["place"] = place
        elif city and when and kind == "breakdown" and re.search(r"\bsummit\b", clause.of(scene.text)):
            fields["place"] = city
        yield Draft(
            "talks.outcome",
            scenery.reaching(clause, when if when and when[0].span.within(clause) else ()),
            fields,
            when,
            f"outcome: {kind}",
            None,
            scene.said(),
        )
        return


def _wide(scene: Scene, span: Span, kind: str) -> Span:
    """The clause of an outcome; "that ended without a deal" goes with what stands before it."""
    clause = scenery.clause(scene, span)
    relative = kind == "breakdown" and re.search(
        r"\b(?:that|which)\s+$", scene.text[max(scene.span.start, clause.start - 8) : clause.start]
    )
    start = scenery.before(scene, clause.start - 6) if relative else clause.start
    return Span(max(start, span.start - 2 * scenery.REACH), clause.end)


def _is_outcome(scene: Scene, span: Span, kind: str) -> bool:
    start = max(scenery.before(scene, span.start), span.start - 50)
    clause = scene.text[_wide(scene, span, kind).start : scenery.behind(scene, span.end)]
    if pattern("not_asserted_modal").search(scene.text, start, span.start):
        return False
    if kind == "breakdown" and not re.search(
        rf"\b(?:talks|summit|negotiations|meeting|session|leaders|sides|round|dialogue)\b"
        rf"|{any_of('dprk_leaders')}",
        clause,
    ):
        return False
    return kind != "agreement" or (
        pattern("dprk").search(clause) is not None
        and re.search(
            r"\b(?:nuclear|missiles?|reactors?|Yongbyon|uranium|plutonium|talks|"
            r"denucleari[sz]\w+|freeze|inspectors|summit|moratorium|peace|joint)\b",
            clause,
        )
        is not None
        and pattern("council").search(clause) is None
    )
