"""Claims that a text was vetoed."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.states import state_words, states_in
from article41.reading.claims.vocabulary import pattern
from article41.reading.claims.votes import MEMBERS, votes
from article41.reading.numbers import NUMBER
from article41.reading.text import Span, trim


@cache
def _veto() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:vetoed|used (?:its|their) vetoe?s?|blocked the (?:renewal|extension|draft|"
        r"resolution)|vetoes|vetoing|veto|cast (?:a |their |"
        r"its )?(?:double )?veto(?:es)?|double veto)\b",
        re.I,
    )


def vetoes(scene: Scene) -> Iterator[Draft]:
    """Vetoes that were cast: by the verb, or told by the count of votes."""
    found = list(_vetoes(scene))
    yield from found or _rejections(scene)


def _vetoes(scene: Scene) -> Iterator[Draft]:
    for match in _veto().finditer(scene.text, *scene.span):
        span = Span(*match.span())
        start = scenery.before(scene, span.start)
        around = scene.text[max(start, span.start - 30) : min(scene.span.end, span.end + 15)]
        if pattern("not_a_veto").search(around) or not scenery.asserted(scene, span, "not_asserted_modal"):
            continue
        noun = match[0].lower() in ("veto", "double veto")
        who = _vetoers(scene, span, start, noun)
        if not who:
            continue
        left = (
            min(m.start() for m in re.finditer(state_words(), scene.text[start : span.end])) + start
            if not noun
            else start
        )
        clause = scenery.clause(scene, span)
        when = scenery.timed(scene, span, clause)
        fields: dict[str, Any] = {"vetoed_by": who} | votes(scene, scene.span)
        if "votes_for" in fields and "abstentions" in fields and "votes_against" not in fields:
            fields["votes_against"] = MEMBERS - fields["votes_for"] - fields["abstentions"]
        if "votes_for" in fields and fields["votes_for"] + len(who) == MEMBERS:
            fields |= {"votes_against": len(who), "abstentions": 0}
        held = trim(scene.text, left, max(span.end, clause.end), " ,.\n")
        after = None if when else scenery.offset(scene, left)
        yield Draft("council.veto", scenery.reaching(held, when), fields, when, "vetoed", after, scene.said())
        return


_ABSTAINING = re.compile(r"\babstain\w*\W+(?:and|while)?")


_REJECTED = re.compile(
    rf"\b{NUMBER}\s+(?:votes?\s+)?against\s+\((?P<who>[^)]{{2,60}})\)[^.;]{{0,120}}?\b(?:rejected|"
    rf"failed to adopt|did not adopt|unable to adopt)\b",
    re.I,
)


def _rejections(scene: Scene) -> Iterator[Draft]:
    """As press releases tell a veto: "13 in favour to 1 against (…), the Council rejected the draft"."""
    match = _REJECTED.search(scene.text, *scene.span)
    if match:
        clause = scenery.clause(scene, Span(*match.span()))
        who = states_in(scene.text, Span(match.start("who"), match.end("who")))
        when = scenery.timed(scene, Span(*match.span()), clause)
        fields: dict[str, Any] = ({"vetoed_by": who} if who else {}) | votes(scene, scene.span)
        yield Draft(
            "council.veto",
            scenery.reaching(Span(*match.span()), when),
            fields,
            when,
            "the Council rejected",
            None if when else 0,
            scene.said(),
        )


def _vetoers(scene: Scene, span: Span, start: int, noun: bool) -> list[str]:
    """States that stand before the verb, or beside the noun: "Russia's veto", "a veto by Russia"."""
    by = re.compile(rf"\s+(?:\w+\s+){{0,4}}?by\s+(?P<who>{state_words()}(?:\s+and\s+{state_words()})?)").match(
        scene.text, span.end
    )
    if by:
        return states_in(scene.text, Span(by.start("who"), by.end("who")))
    if noun:
        own = re.search(
            rf"(?P<who>{state_words()}(?:\s+and\s+{state_words()})?)['’]s?\s+(?:\w+\s+){{0,2}}$",
            scene.text[start : span.start],
        )
        return states_in(own["who"], Span(0, len(own["who"]))) if own else []
    near = max([start, *(m.end() for m in _ABSTAINING.finditer(scene.text, start, span.start))])
    return [s for s in states_in(scene.text, Span(near, span.start)) if s != "PRK"]
