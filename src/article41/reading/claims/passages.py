"""Adoptions told otherwise than by the Council as the subject of "adopted": passives, votes, numbers and days."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.claims.votes import counted
from article41.reading.text import Span
from article41.reading.when import Word


class Telling(NamedTuple):
    """A way to tell an adoption; `needs` is what else the sentence must give."""

    rule: str
    words: re.Pattern[str]
    needs: str


class Passage(NamedTuple):
    """An adoption found: its place, the clause it stands in, the word of its day and the way it is told."""

    span: Span
    clause: Span
    when: tuple[Word, ...]
    rule: str


ENOUGH = 9
"""Votes in favour without which no text of substance is adopted (Charter, Article 27)."""
_NUMBERED = r"[Rr]esolution\s+\d{3,4}\b"
_TEXT = r"(?:[Rr]esolutions?(?:\s+\d{3,4})?|[Ss]anctions|[Mm]easures|[Tt]ext|[Pp]enalties|[Cc]urbs)"
_QUOTED = r"[\"“]?(?:sanctions\s+)?(?:resolution|sanctions)\b[\"”]?"
_DAYS_VOTE = (
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s|(?:[Uu]nanimous|last)\s+adoption of(?: the)?|adoption of)\s+"
    r"(?:U\.?N\.?\s+|unanimous\s+|new\s+|[Ss]ecurity [Cc]ouncil\s+|sanctions\s+)*(?:[Rr]esolution|vote|adoption)\b"
    r"(?:,\s+number\s+\d{4}|\s+\d{4})?"
)
_NOT_A_TEXT = r"(?!hold|meet|discuss|take|put\s+(?:it|the)|add\s|debate|condemn|keep|none|nil|zero|one|two|three|\d)"
_AS_ONE = (
    r"[Uu]nanimous(?:ly)?\s+(?:\w+\s+)?(?:backing|approval|support|vote|passage|adopt\w*|approv\w*|passed|endorse\w*|backed)\b"
    r"|(?:adopted|approved|passed|endorsed|backed|carried)\s+(?:\w+\s+)?unanimously\b"
    r"|[Aa]ll (?:15|fifteen) (?:members|countries|nations|states)\s+(?:of the [\w.]+\s+)?(?:[Cc]ouncil\s+)?"
    r"(?:voted (?:in|for|yes)|raised|backed|supported|approved|said yes)\b"
)
_OF_ORDER = r"(?:like|similar|previous|earlier|first|second|third|last|tough\w*|fresh|new)"


@cache
def tellings() -> tuple[Telling, ...]:
    """The ways, the surer ones first. `verb` is what must be asserted, where it is not the whole."""
    council, passed, pushed = any_of("council"), any_of("passed"), any_of("pushed_through")
    by_it = rf"\bby\s+(?:the\s+)?(?:15-member\s+)?(?:U\.?N\.?\s+)?(?i:{council})"
    gap = r"(?:[^.;:,]|,\s+\d{3,4},)"
    of_text = rf"\b{_TEXT}\b"
    ways = {
        "voted to": rf"(?i:{council})(?:\s+members)?\s+(?:\w+ly\s+)?(?P<verb>(?i:voted|votes))\s+"
        rf"(?:[^.;:]{{0,40}}?\s)?to\s+{_NOT_A_TEXT}[a-z]+",
        "was adopted": rf"{of_text}{gap}{{0,50}}?\s(?:was|were)\s+(?:\w+ly\s+)?(?P<verb>{passed})",
        "passed": rf"\b(?:{_NUMBERED}|[Tt]he\s+[\"“]?(?:resolution|text|vote)[\"”]?)[^.;:]{{0,60}}?\s"
        rf"(?P<verb>{any_of('went_through')})",
        "pushed through": rf"(?P<verb>(?i:{pushed}))\s+[^.;]{{0,60}}?{_QUOTED}[^.;]{{0,40}}?\bthrough\b",
        "which was pushed through": rf"{_QUOTED}(?:\s+(?:No\.\s*|number\s+)?\d{{3,4}})?,?\s+(?:which|that)\s+"
        rf"(?:[^;.]|(?<=[A-Z])\.){{0,80}}?(?P<verb>(?i:{pushed}))\s+through\b",
        "stiffened by a number": rf"{of_text}[^.;:,]{{0,30}}?\s(?:was|were|had been)\s+(?:\w+ly\s+)?"
        rf"(?P<verb>{any_of('stiffened')})[^.;:,]{{0,40}}?\s(?:by|under|with|through)\s+{_NUMBERED}",
        "adopted a number": rf"(?P<verb>{passed})\s+(?:[\w.'’-]+\s+){{0,3}}?{_NUMBERED}",
        "adopted by the Council": rf"{of_text}[^.;:,]{{0,40}}?,?\s(?P<verb>{passed})[^.;:,]{{0,25}}?{by_it}",
        "a text and its day": rf"\b(?:[Tt]he|[Aa]|[Ii]ts)\s+(?:[\w.-]+\s+){{0,2}}{_TEXT},?\s+"
        rf"(?:which\s+was\s+)?(?:\w+ly\s+)?(?P<verb>{passed})",
        "measures of a number": rf"{of_text}\s+(?:\w+ly\s+)?(?P<verb>{passed})[^.;:,]{{0,30}}\s{_NUMBERED}",
        "with one voice": rf"\b(?:{_AS_ONE})",
        "a count of votes": r"\b(?:[Vv]ot(?:es?|ed|ing)|[Rr]esult|[Tt]ally|[Bb]allots?|[Cc]ount)\b[^.;]{0,60}",
        "dates from": rf"\b{_NUMBERED}[^.;:]{{0,12}}?\s"
        r"(?P<verb>dates?\s+(?:from|back to)|dating\s+from|came|followed|is from|was agreed)\b",
        "one text among others": rf"\b(?:a|the|another)\s+{_OF_ORDER}\s+{_QUOTED}(?=\s+(?:in|on|of)\s)",
        "the resolution of a day": _DAYS_VOTE,
        "a number": r"\bnumber\s+\d{4}\b",
    }
    return tuple(Telling(rule, re.compile(words), _NEEDS.get(rule, "")) for rule, words in ways.items())


_NEEDS = {
    "passed": "votes or day",
    "adopted by the Council": "day",
    "a text and its day": "votes or day",
    "stiffened by a number": "day",
    "with one voice": "text",
    "measures of a number": "day",
    "a count of votes": "votes",
    "dates from": "day",
    "one text among others": "day next",
    "the resolution of a day": "day",
    "a number": "adopting",
}
_HOLDS = {
    "voted to": ("vote",),
    "was adopted": ("was", "were"),
    "pushed through": ("through",),
    "adopted a number": ("resolution",),
    "measures of a number": ("resolution",),
    "with one voice": ("unanimous", "all 15", "all fifteen"),
    "dates from": ("resolution",),
    "one text among others": ("resolution", "sanctions"),
    "the resolution of a day": ("day", "adoption"),
    "a number": ("number",),
}
"""Of what a sentence in lower case holds one where it is told in this way; looked for before the pattern runs."""
_NAMED = ("adopted by the Council", "a text and its day", "measures of a number")
"""Ways that name a text by its adoption: "to enforce the sanctions passed in March" asserts it all the same."""
_DRAFT = re.compile(r"\b(?:draft(?!ed)|statement|procedural|agenda|needs?|needed|requires?)\b")
_ADOPTING = re.compile(r"\bvot(?:ed|e) for\b|\badopt|\bpassed\b")


def passages(scene: Scene) -> Iterator[Passage]:
    """The adoption of a sentence by the first way that fits."""
    low = scene.said().lower()
    for telling in [t for t in tellings() if any(map(low.__contains__, _HOLDS.get(t.rule, ("",))))]:
        for match in islice(telling.words.finditer(scene.text, *scene.span), scenery.MOST):
            if passage := _passage(scene, telling, match):
                yield passage
                return


def _passage(scene: Scene, telling: Telling, match: "re.Match[str]") -> Passage | None:
    span = Span(*match.span())
    verb = Span(*match.span("verb")) if "verb" in telling.words.groupindex else span
    clause = scenery.clause(scene, verb)
    behind = Span(span.start, max(clause.end, scenery.behind(scene, span.end)))
    when = scenery.timed(scene, verb, behind) or scenery.timed(scene, verb, clause)
    named = telling.rule in _NAMED or (verb == span and telling.rule != "with one voice")
    unless = "draft_words" if named else "not_asserted_modal"
    if (
        not _DRAFT.search(match[0])
        and scenery.asserted(scene, verb, unless)
        and _given(scene, telling.needs, span, when)
    ):
        return Passage(span, clause, when, telling.rule)
    return None


def _given(scene: Scene, needs: str, span: Span, when: tuple[Word, ...]) -> bool:
    if needs == "adopting":
        return _ADOPTING.search(scene.said()) is not None
    if needs == "day next":
        return bool(when) and 0 <= when[0].span.start - span.end <= len(" early in ")
    if needs == "text":
        return bool(pattern("council_text").search(scene.text, *scene.span)) and not _DRAFT.search(scene.said())
    enough = "votes" in needs and counted(scene, scene.span).get("votes_for", 0) >= ENOUGH
    if enough and _DRAFT.search(scene.said()):
        return False
    return not needs or enough or ("day" in needs and bool(when))
