"""A sentence as a claim sees it: its clauses, its words of time, and whether what it says is asserted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from article41.reading.claims import anchors, gates
from article41.reading.claims.relative import before_when, with_year
from article41.reading.claims.vocabulary import pattern
from article41.reading.found import ClaimType
from article41.reading.numbers import NUMBER, value
from article41.reading.text import HIDDEN, Report, Span, trim
from article41.reading.when import Word, words

PAGE = 3_000
"""Characters before a sentence within which what it goes on from is looked for, so that reading stays linear."""
MOST = 8
"""Mentions of one sort in a sentence that are looked at: more than any sentence of a report has."""
REACH = 90
"""Characters to either side of a trigger within which its fields are looked for, where no clause ends before."""


class Draft(NamedTuple):
    """A claim whose days are still words. `after` are days to add to what the words (or the report's own day) mean."""

    type: ClaimType
    span: Span
    fields: dict[str, Any]
    words: tuple[Word, ...]
    rule: str
    after: int | None = None
    about: str = ""
    """The sentence it stands in: what a link may ask of it beyond the fields."""


@dataclass(frozen=True)
class Scene:
    """One sentence of a report."""

    report: Report
    span: Span
    paragraph: int

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words of time, looked for when they are first asked for."""
        return tuple(words(self.text, self.span))

    @property
    def text(self) -> str:
        """The whole report, in which all spans count."""
        return self.report.text

    def said(self) -> str:
        """The sentence."""
        return self.span.of(self.report.text)

    @cached_property
    def bits(self) -> int:
        """The lists of which it may hold a word (`gates`)."""
        return gates.opened(self.said().lower())

    def quoted(self, at: int) -> bool:
        """Whether a place lies within quotation marks."""
        return self.report.masked[at] == HIDDEN


def scenes(report: Report) -> Iterator[Scene]:
    """The sentences of the body and the items of its lists, in the order of the text."""
    found = [Scene(report, s.span, s.paragraph) for s in report.sentences]
    items = [
        n
        for n, p in enumerate(report.paragraphs)
        if p.kind == "heading" and n and _ITEM.match(report.text, p.span.start)
    ]
    found += [Scene(report, _item(report, n), n) for n in items]
    yield from sorted(found, key=lambda s: s.span.start)


_ITEM = re.compile(r"[•*\-–]\s+")


def _item(report: Report, paragraph: int) -> Span:
    span = report.paragraphs[paragraph].span
    return trim(report.text, span.start, span.end, " •*-–\t")


_SPLIT = (
    r"[;—–]|:\s|\s--?\s|,\s+(?:and|but|while|which|who|where|when|as|after|saying|adding|citing|aiming|in answer)\b"
    r"|\b(?=[abcdfiostw])"
    r"(?:(?<!soon )(?<!shortly )after(?! (?:midnight|dark|sunset|noon|\d[\d:]* ?[ap]\.?m))|"
    r"(?<!put )before(?! (?:dawn|daybreak|sunrise|"
    r"noon|midnight|\d[\d:]* ?[ap]\.?m))|when|while|because|although|though|despite|"
    r"following(?! (?:day|week|month|year|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b)|since|whether|in (?:response|answer|reaction) to|to punish|condemning|for its"
    r"|over(?! (?:Japan|the (?:Pacific|sea|Sea|East|Yellow)|Hokkaido)))\s"
)
_LEFT = re.compile(_SPLIT + r"|\b(?=[tsi])(?:that|said|says|if)\s", re.I)
_RIGHT = re.compile(_SPLIT + r"|,\s|\b(?=[abistw])(?:and|that|which|who|said|says|but|if)\s|[\"“”]", re.I)


def before(scene: Scene, at: int, reach: int = 10 * REACH) -> int:
    """Where the clause that holds `at` begins."""
    return _before(scene.text, max(scene.span.start, at - reach), at)


@lru_cache(maxsize=64)
def _before(text: str, start: int, at: int) -> int:
    """Several finders ask for the clauses of one sentence; what is kept is the last few."""
    ends = [m.end() for m in _LEFT.finditer(text, start, at)]
    return ends[-1] if ends else start


def behind(scene: Scene, at: int, reach: int = REACH) -> int:
    """Where the clause that holds `at` ends; a comma before a word of time ends nothing."""
    last = min(scene.span.end, at + reach)
    for stop in _RIGHT.finditer(scene.text, at, last):
        if stop[0].startswith(",") and any(w.span.start - 6 <= stop.start() < w.span.end for w in scene.words):
            continue
        return stop.start()
    return last


def lead(scene: Scene, paragraphs: int = 0) -> int:
    """Where the sentence's paragraph begins, or the one so many before; at most a page back."""
    first = scene.report.paragraphs[max(0, scene.paragraph - paragraphs)].span.start
    return max(first, scene.span.start - PAGE)


def clause(scene: Scene, trigger: Span) -> Span:
    """The clause around a trigger."""
    return trim(scene.text, before(scene, trigger.start), behind(scene, trigger.end), " \t\r\n,.")


def timed(scene: Scene, trigger: Span, within: Span) -> tuple[Word, ...]:
    """The word of time in a clause that stands nearest the trigger; empty where there is none."""
    near = [
        w
        for w in scene.words
        if w.span.within(within) and not _BOUND.search(scene.text, max(within.start, w.span.start - 10), w.span.start)
    ]
    near.sort(key=lambda w: _apart(w.span, trigger))
    counted = anchors.relative(scene, within)
    if near and not (counted and _apart(counted[0].span, trigger) < _apart(near[0].span, trigger)):
        return of_year(scene, near[:1])
    return counted or of_year(scene, before_when(scene.text, scene.words, within.start))


def _apart(word: Span, trigger: Span) -> int:
    """Characters between a word of time and a trigger."""
    return max(trigger.start - word.end, word.start - trigger.end, 0)


_BOUND = re.compile(r"\b(?:until|by|since|through|to)\s+$")
"""Before a word of time: an end or a beginning, not the day of the act."""


def _bare_month(near: list[Word]) -> bool:
    return bool(near) and near[0].sort == "month_of_year"


def of_year(scene: Scene, near: list[Word]) -> tuple[Word, ...]:
    """The word found, if any, as a claim keeps it: a month or day with the words "last year" behind it."""
    whole = with_year(scene.text, scene.span.start, lead(scene, 1), near[0]) if _bare_month(near) else None
    if whole:
        return (whole,)
    behind_it = [
        w
        for w in scene.words
        if near and w.unit == "year" and scene.text[near[0].span.end : w.span.start].strip(" ,") == ""
    ]
    held = tuple(w for w in behind_it[:1] if w.span.start >= near[0].span.end and near[0].month)
    return (*near, *held) if held or not near else anchors.full(scene, near[0])


def reaching(span: Span, found: Iterable[Word]) -> Span:
    """A span widened to hold the words of time of its claim."""
    given = list(found)
    held = given[:1] + [w for w in given[1:] if 0 <= w.span.start - given[0].span.end < len(" of last ")]
    return Span(min([span.start, *(w.span.start for w in held)]), max([span.end, *(w.span.end for w in held)]))


_DAY_AFTER = re.compile(
    rf"\b(?P<count>a|{NUMBER}) days? (?P<way>after|before|following)\W+$",
    re.I,
)


_DAY_BEFORE = re.compile(r"[^.;:,]{0,60}\b(?:the day before|a day earlier|the previous day|one day earlier)\b", re.I)


def day_before(scene: Scene, end: int) -> int | None:
    """-1 where an event that ends at `end` is said to be of "the day before"."""
    return -1 if _DAY_BEFORE.match(scene.text, end, scene.span.end) else None


def offset(scene: Scene, start: int, act: int = 0) -> int | None:
    """Days from the sentence's own time to an event named at `start`: "a day after <event>" is -1.

    `act` is where the event's verb stands: in "a day after the vote Pyongyang fired" it comes a day after another one.
    """
    match = _DAY_AFTER.search(scene.text, max(scene.span.start, start - 40), start)
    if not match:
        return None
    count = 1 if match["count"].lower() == "a" else int(value(match["count"]))
    if count > REACH:
        return None
    ahead = (match["way"].lower() == "before") != bool(_ANOTHER.match(scene.text, start, act))
    return count if ahead else -count


_ANOTHER = re.compile(
    r"(?:the|its|their|that|this)\s+(?:\w+\s+)?(?:meeting|debate|vote|session|talks|summit|launch|test|adoption|statement"
    r"|announcement|hearing|drills?|exercises?),?\s+(?=\w)"
)


_IF = re.compile(r"(?<!\bas )\b(?:if|whether|unless)\s+$", re.I)
"""Not "as if on cue", which makes nothing doubtful."""


def asserted(scene: Scene, trigger: Span, but: str = "not_asserted_before") -> bool:
    """Whether nothing in the clause makes the trigger wished, feared, barred or still to come."""
    begins = before(scene, trigger.start)
    if _IF.search(scene.text, max(scene.span.start, begins - 12), begins):
        return False
    start = max(begins, trigger.start - REACH // 2)
    if pattern(but).search(scene.text, start, trigger.start):
        return False
    return not denied_behind(scene, trigger.end)


def denied_behind(scene: Scene, end: int) -> bool:
    """Whether the words right behind make a trigger one still to come, or no event: "test site", "test is expected"."""
    return pattern("not_asserted_behind").match(scene.text, _next_word(scene, end)) is not None


def _next_word(scene: Scene, at: int) -> int:
    while at < scene.span.end and scene.text[at] in " ,\n":
        at += 1
    return at
