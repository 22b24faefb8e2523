"""Claims that a text was vetoed."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.states import state_words, states_in
from article41.reading.claims.vocabulary import any_of, pattern, triggers
from article41.reading.claims.votes import MEMBERS, votes
from article41.reading.numbers import NUMBER
from article41.reading.text import Span, trim


@cache
def _veto() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<cast>\b(?:{any_of('cast')})\s+(?:[\w.'’-]+\s+){{0,3}}?veto(?:es)?\b)"
        r"|(?P<verb>\b(?:vetoed|vetoing|alone\s+(?:had\s+)?voted\s+against)\b)|(?P<noun>\bveto(?:es)?\b)"
        rf"|(?P<blocked>{any_of('stopped_a_text')}\s+(?:[\w.'’-]+\s+){{0,6}}?"
        rf"{any_of('text_to_stop')}(?!\s+statement))"
        rf"|(?P<stopped>{any_of('text_to_stop')}\s[^.;,]{{0,40}}?{any_of('stopped_a_text')}(?=\s+by\s))",
        re.I,
    )


def vetoes(scene: Scene) -> Iterator[Draft]:
    """Vetoes that were cast: by the verb, or told by the count of votes."""
    found = next(
        filter(None, (_vetoed(scene, m) for m in islice(_veto().finditer(scene.text, *scene.span), scenery.MOST))), None
    )
    if found:
        yield found
    else:
        yield from _rejections(scene)


def _vetoed(scene: Scene, match: "re.Match[str]") -> Draft | None:
    span = Span(*match.span())
    start = scenery.before(scene, span.start)
    around = scene.text[max(start, span.start - 30) : min(scene.span.end, span.end + 15)]
    blocked = match["blocked"] or match["stopped"]
    unmade = (match["noun"] or match["verb"]) and pattern("not_a_veto").search(around)
    unless = "not_asserted_before" if match["noun"] else "not_asserted_modal"
    if unmade or scene.quoted(span.start) or not scenery.asserted(scene, span, unless):
        return None
    by = None if match["cast"] else _behind().match(scene.text, span.end, scene.span.end)
    who = states_in(scene.text, Span(*by.span("who"))) if by else _vetoers(scene, match, start)
    if not who or (blocked and not set(who) <= set(triggers()["may_veto"])):
        return None
    left = start if match["noun"] else _first_state(scene, start, span)
    return _draft(scene, Span(span.start, by.end() if by else span.end), left, who)


def _first_state(scene: Scene, start: int, span: Span) -> int:
    named = re.compile(state_words()).search(scene.text, start, span.end)
    return named.start() if named else start


def _draft(scene: Scene, span: Span, left: int, who: list[str]) -> Draft:
    clause = scenery.clause(scene, span)
    held = trim(scene.text, left, max(span.end, clause.end), " ,.\n")
    start = span.start if _GERUND.search(scene.text, span.start - 8, span.start) else clause.start
    when = scenery.timed(scene, span, Span(start, max(clause.end, _aside(scene, clause.end))))
    after = None if when else scenery.offset(scene, left)
    return Draft(
        "council.veto",
        scenery.reaching(held, when),
        {"vetoed_by": who} | _votes(scene, who),
        when,
        "vetoed",
        after,
        scene.said(),
    )


_GERUND = re.compile(r"\b(?:for|of|over|about)\s+$")
"""Before "blocking": a time told before it is that of something else ("set out on Monday its reasons for …")."""
_ASIDE = re.compile(r",\s+(?:in|on|last|this|the following)\s[^,;.]{0,30}")


def _aside(scene: Scene, end: int) -> int:
    """The end of a time told between commas right behind a clause: "vetoed, in March of that year, a text"."""
    told = _ASIDE.match(scene.text, end, scene.span.end)
    return told.end() if told else end


def _votes(scene: Scene, who: list[str]) -> dict[str, int]:
    """Votes as told; what a full count leaves is against, and a veto that fills it leaves none abstaining."""
    return completed(votes(scene, scene.span), who)


def completed(told: dict[str, int], who: list[str]) -> dict[str, int]:
    """A count of votes with what a Council of fifteen leaves of it, where `who` voted against."""
    fields = dict(told)
    if "votes_for" in fields and "abstentions" in fields and "votes_against" not in fields:
        fields["votes_against"] = MEMBERS - fields["votes_for"] - fields["abstentions"]
    if "votes_for" in fields and "votes_against" not in fields and fields["votes_for"] + len(who) == MEMBERS:
        fields |= {"votes_against": len(who), "abstentions": 0}
    return fields


_ABSTAINING = re.compile(r"\babstain\w*\W+(?:and|while)?")


@cache
def _rejected() -> re.Pattern[str]:
    return re.compile(
        rf"\b{NUMBER}\s+(?:votes?\s+)?against\s+\((?P<who>[^)]{{2,60}})\)[^.;]{{0,120}}?(?:{any_of('rejected')})", re.I
    )


def _rejections(scene: Scene) -> Iterator[Draft]:
    """As press releases tell a veto: "13 in favour to 1 against (…), the Council rejected the draft"."""
    match = _rejected().search(scene.text, *scene.span)
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


@cache
def _who() -> str:
    return rf"(?P<who>(?:{state_words()})(?:,?\s+and\s+(?:the\s+)?(?:{state_words()}))?)"


@cache
def _behind() -> re.Pattern[str]:
    """ "by Russia", "from Moscow and Beijing", "that China cast"."""
    return re.compile(
        rf"\s+(?:(?:\w+\s+){{0,4}}?(?:by|from)|of|that|which)\s+(?:both\s+|permanent members\s+)?{_who()}(?:\s+cast)?"
        r"(?!['’-]|\s+(?:draft|text|resolution|bid|push|plan|proposal))"
    )


@cache
def _own() -> re.Pattern[str]:
    """ "Russia's veto", "a Russian veto", "a joint Chinese and Russian veto"."""
    return re.compile(rf"{_who()}(?:['’]s?)?\s+(?:\w+\s+){{0,2}}$")


_PAIR = re.compile(r"\b(?:pair|the two|duo|both|they)\b", re.I)


def _vetoers(scene: Scene, match: "re.Match[str]", start: int) -> list[str]:
    """States beside the noun or before the verb; "the pair" are those named before."""
    span = Span(*match.span())
    if match["noun"]:
        own = _own().search(scene.text, max(start, span.start - scenery.REACH), span.start)
        return states_in(scene.text, Span(own.start("who"), own.end("who"))) if own else []
    near = max([start, *(m.end() for m in _ABSTAINING.finditer(scene.text, start, span.start))])
    named = [s for s in states_in(scene.text, Span(near, span.start)) if s != "PRK"]
    return named or (_pair_before(scene) if _PAIR.search(scene.text, near, span.start) else [])


def _pair_before(scene: Scene) -> list[str]:
    """The two permanent members that the text before speaks of, those of this sentence left out; else none."""
    before = Span(max(0, scene.span.start - scenery.PAGE), scene.span.start)
    here = states_in(scene.text, scene.span)
    named = [s for s in states_in(scene.text, before) if s in triggers()["may_veto"] and s not in here]
    return named if len(named) == 2 else []
