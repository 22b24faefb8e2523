"""Launches told of the missile: it was fired, it flew, it fell."""

import re
from functools import cache

from article41.reading.claims import scene as scenery
from article41.reading.claims.events import NUCLEAR
from article41.reading.claims.flights import missile_words, of_missiles
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.numbers import NUMBER
from article41.reading.text import Span

FLIGHT = ("fired", "launched", " over", "flew", "flown", "travel", "soar", "rose", "climb", "land", "fell", "splash",
           "crash", "plung", "came down", "exploded", "blew up", "lobbed", "shot", "sent", "lifted", " off",
          "broke", "veered", "reached", " pad", "roared", "streaked", "went up", "carried")  # fmt: skip


@cache
def was_fired() -> re.Pattern[str]:
    """ "two missiles were fired", "the missile, launched on Tuesday, flew": the missile first, its verb behind."""
    return re.compile(
        rf"\b(?:(?:(?:the|a|an|its|one|North Korea['’]s|"
        rf"the North['’]s)\s+(?:(?P<count>{NUMBER})\s+)?|(?P<count2>{NUMBER})\s+)"
        rf"(?:(?!{NUCLEAR}|{NUMBER}\b|(?:and|of|in|to|that|sa(?:id|ys))\b)[\w'’-]+,?\s+){{0,3}}?)?"
        rf"(?P<what>{missile_words()})(?:\s+(?:of|on)\s+[A-Z][a-z]+\.?\s+\d{{1,2}})?(?:,\s+(?:[^,.;]|,(?=\d)){{4,60}},|,)?\s+(?:\([^)]*\)\s+)?(?:that\s+|which\s+|it\s+)?"
        rf"(?:{any_of('dprk')}\s+)?(?:(?:was|were|had been|has been|have been|had)\s+)?(?:\w+ly\s+)?"
        rf"(?P<did>(?:test-)?(?:fired|launched)|lobbed|shot|sent|(?:flew|flown|passed|sailed|crossed|soared|travel+ed|arced|"
        rf"rose|climbed|landed|fell|splashed|crashed|plunged|came down|blew up|exploded|"
        rf"left (?:its|the) (?:launch ?)?pad|roared|streaked|went up|"
        rf"carried (?:an?|its|the) (?:\w+ )?satellite|"
        rf"lifted off|took off|blasted off|broke (?:up|apart)|veered|reached)\b)",
        re.I,
    )


def flying(scene: Scene, match: "re.Match[str]") -> Draft | None:
    """A launch told of the missile; by whom, the sentence or the report around it says."""
    span = Span(match.start(), match.end())
    clause = scenery.clause(scene, Span(match.start("did"), match.end()))
    when = scenery.timed(scene, Span(match.start("did"), match.end()), Span(min(clause.start, span.start), clause.end))
    told = match["count"] or (match["count2"] if not _is_day(scene, match.start("count2")) else None)
    if not when and match[0].lower().startswith(("a ", "an ")):
        when = scene.words if len(scene.words) == 1 else ()
    today = not when and _TODAY.search(scene.said()) is not None
    if not (when or told or today) or not scenery.asserted(scene, span, "not_asserted_modal"):
        return None
    if pattern("wars_of_others").search(scene.text, min(clause.start, span.start), clause.end):
        return None
    of_several = _ONE_OF.search(scene.text, max(scene.span.start, match.start() - 24), match.start())
    fields = of_missiles(match["what"], None if of_several else told, scene, span)
    after = 0 if today else None
    return Draft(
        "incident.launch", scenery.reaching(span, when), fields, when, "a missile was fired", after, scene.said()
    )


_ONE_OF = re.compile(r"\b(?:one|first|second|third|last|latter|other|latest)\s+of\s+$", re.I)
"""Before "the two missiles": just one of them is meant."""


def _is_day(scene: Scene, at: int) -> bool:
    """Whether a number belongs to a date: "On May 14 a rocket flew"."""
    return any(w.span.start <= at < w.span.end for w in scene.words)


_TODAY = re.compile(r"\b(?:this|in the|early in the) (?:morning|afternoon|evening)\b")
