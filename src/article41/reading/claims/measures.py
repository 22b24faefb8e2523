"""Claims of the measures that are neither caps nor bans on goods, by kind: inspection, arms, labour and so on."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.caps import is_proposed
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, either, kinds, pattern
from article41.reading.numbers import duration
from article41.reading.text import Span, trim


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(either(words), re.I) for kind, words in kinds().measures.items()}


def others(scene: Scene, taken: list[Span]) -> Iterator[Draft]:
    """Measures by kind: what a text, or the States it binds, must do or may not do."""
    told = list(gates.those_of(scene.bits, gates.MEASURE))
    if not told or not _by_the_council(scene):
        return
    held: list[Span] = list(taken)
    for kind in told:
        for match in _kinds()[kind].finditer(scene.text, *scene.span):
            if draft := _other(scene, kind, Span(*match.span()), held):
                held.append(Span(*match.span()))
                yield draft
                break


def _other(scene: Scene, kind: str, noun: Span, taken: list[Span]) -> Draft | None:
    clause = _conjunct(scene, noun)
    if scene.quoted(noun.start) or any(noun.start < t.end and t.start < noun.end for t in taken):
        return None
    if not _decreed(scene, noun, clause) or _denied(scene, noun, clause) or _of_a_state(scene, clause):
        return None
    proposed = is_proposed(scene, scene.span)
    if pattern("lifted").search(scene.text, *clause) and kind != "exemption" and not proposed:
        return None
    fields: dict[str, Any] = {"kind": kind}
    if kind == "labour" and (time := duration(scene.text, clause)):
        fields["period"] = time
    fields["status"] = "proposed" if proposed else "in_force"
    return Draft("measure.other", clause, fields, (), f"measure: {kind}", None, scene.said())


def _decreed(scene: Scene, noun: Span, clause: Span) -> bool:
    """Whether a verb that binds or asks stands near, or the noun is itself a ban."""
    near = Span(max(clause.start, noun.start - 100), min(clause.end, noun.end + 80))
    return pattern("decreed").search(scene.text, *near) is not None


def _denied(scene: Scene, noun: Span, clause: Span) -> bool:
    """Whether the clause tells of a breach rather than of a rule; "despite a ban" names the rule all the same."""
    if _BAN.match(scene.text, noun.end, scene.span.end):
        return False
    return pattern("not_a_measure").search(scene.text, *clause) is not None


_BAN = re.compile(r"\s+(?:ban|bans|embargo|restrictions|freeze)\b")


def _of_a_state(scene: Scene, clause: Span) -> bool:
    """Whether the measure is a State's own, where the sentence names no text of the Council."""
    own = pattern("other_lists").search(scene.text, *clause)
    return own is not None and not pattern("council_text").search(scene.text, *scene.span)


def _conjunct(scene: Scene, noun: Span) -> Span:
    """The clause, no wider than the conjunct: "bars trade in arms and freezes assets" are two."""
    clause = scenery.clause(scene, noun)
    start, end = clause.start, max(clause.end, noun.end)
    joins = [Span(*m.span()) for m in _join().finditer(scene.text, start, end)]
    early = [j.end for j in joins if j.end <= noun.start]
    late = [j.start for j in joins if j.start >= noun.end]
    return trim(scene.text, early[-1] if early else start, late[0] if late else end, " ,.")


@cache
def _join() -> re.Pattern[str]:
    verb = any_of("decreed")
    return re.compile(
        rf"(?:,\s+|\s)(?:and|or)\s+(?=(?:also\s+)?(?:{verb})|(?:\w+\s+){{1,4}}(?:are|is|may|must|were|will|to be)\s)"
        rf"|,\s+(?=(?:{verb}))",
        re.I,
    )


def _by_the_council(scene: Scene) -> bool:
    """Whether a text, the Council or the States bound are named in the sentence, or "it" goes on from one before."""
    if pattern("council_text", "bound").search(scene.text, *scene.span):
        return True
    first = max(scenery.lead(scene, 3), scene.span.start - scenery.PAGE // 2)
    if _is_item(scene):
        first = max(0, scene.span.start - scenery.PAGE // 2)
    return pattern("council_text").search(scene.text, first, scene.span.start) is not None


def _is_item(scene: Scene) -> bool:
    """Whether the sentence is an item of a list."""
    return scene.report.paragraphs[scene.paragraph].kind == "heading"
