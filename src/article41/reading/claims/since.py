"""Launches told only by what came after them: "the first since Nov. 28", "its previous attempt, in April"."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims import scene as scenery
from article41.reading.claims.flights import kind_of, missile_words
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of
from article41.reading.fronts import fronted
from article41.reading.text import Span
from article41.reading.when import Word

_SINCE = r"(?:\s|\b)since\s+(?=(?P<at>\S))"


@cache
def _first_since() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:the|its|their|(?:{any_of('dprk')})['’]s?)\s+first\s+(?P<rest>[^.;,]{{0,60}}?){_SINCE}", re.I
    )


@cache
def _none_since() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:no|not|never|nor|neither)\b(?P<rest>[^.;,]{{0,60}}?{missile_words()}[^.;,]{{0,60}}?){_SINCE}", re.I
    )


@cache
def _earlier_try() -> re.Pattern[str]:
    """ "Pyongyang's previous attempt this year, in April, ended in failure"."""
    return re.compile(
        rf"\b(?:its|their|the|an?|(?:{any_of('dprk')})['’]s?)\s+(?:previous|earlier|last|latest|first|second|third)\s+"
        rf"(?:\w+\s+)?(?:(?:attempt|try|bid|effort|launch|firing)s?\b(?!\s+to\b)|(?P<what>{missile_words()}),?\s+(?=(?:on|in)\s))",
        re.I,
    )


@cache
def _into_orbit() -> re.Pattern[str]:
    """ "its bid on Wednesday to put a spy satellite into orbit": an attempt is a launch, whatever came of it."""
    return re.compile(
        rf"\b(?:put|placed|carried|lofted|sent)\s+(?:[\w-]+\s+){{0,4}}?(?P<what2>satellites?)\s+(?:in|into)(?:\s+\w+)?\s+(?:orbit|space)"
        r"(?:\s+(?:on|in)\s+[\w. ]{3,12}(?:, \d{4})?)?|"
        rf"(?:\b(?:its|their|(?:{any_of('dprk')})['’]s?)\s+)(?:[\w-]+\s+){{0,3}}?(?:attempt|try|bid|effort)"
        rf"(?P<gap>[^.;]{{0,40}}?)\s+(?:to|at)\s+(?:\w+\s+){{0,3}}?(?:put|plac|send|launch|loft|fir|orbit)\w*\s+"
        rf"[^.;]{{0,40}}?(?P<what>{missile_words()})(?:[^.;,]{{0,20}}?\borbit)?",
        re.I,
    )


def since(scene: Scene) -> Iterator[Draft]:
    """A launch before the one that is reported, by its own date alone; never a nuclear test."""
    for words in (_first_since(), _none_since()):
        if " since " in scene.said() and (match := words.search(scene.text, *scene.span)):
            word = next((w for w in scene.words if w.span.start == match.start("at")), None)
            if word and _is_launch(scene, match["rest"], word):
                yield _dated(scene, match["rest"], Span(match.start(), word.span.end), (word,), "the first since")
                return
    yield from _attempts(scene)
    yield from the_launch(scene)


_HOW = r"\s+(?:(?:failed|botched|latest|successful|abortive)\s+)?"
_THE_LAUNCH = re.compile(
    fronted(
        rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s{_HOW}(?:launch|firing)\b(?!\s+of\b)"
        rf"|(?:[Tt]he|[Ii]ts|[Tt]hat){_HOW}(?:launch|firing|lift-?off)\s+(?:on|of)\s+(?=\S)"
    )
)
"""A day stands at its beginning or right behind it."""


def the_launch(scene: Scene) -> Iterator[Draft]:
    """ "the launch on April 13", once missiles were spoken of."""
    for match in _THE_LAUNCH.finditer(scene.text, *scene.span):
        word = next((w for w in scene.words if w.span.start in match.span()), None)
        exact = word is not None and word.sort in ("day", "day_of_year", "weekday")
        if word and exact and scenery.asserted(scene, Span(*match.span())) and _spoken(scene):
            yield _dated(
                scene, "", Span(match.start(), max(match.end(), word.span.end)), (word,), "the launch of a day"
            )


_TRYING = re.compile(
    r"\b(?:attempt|try|bid|effort|orbit|into space|"
    r"(?:previous|earlier|last|latest)\s+(?:[\w-]+\s+)?(?:launch|firing|rocket|missile))",
    re.I,
)


def _attempts(scene: Scene) -> Iterator[Draft]:
    if not _TRYING.search(scene.text, *scene.span):
        return
    match = _earlier_try().search(scene.text, *scene.span)
    if not match or not (match["what"] or not re.search(missile_words(), scene.said(), re.I)) or not _spoken(scene):
        return
    near = [w for w in scene.words if match.end() <= w.span.start < match.end() + 30 and w.sort != "this"]
    if near and scenery.asserted(scene, Span(*match.span())):
        yield _dated(
            scene, match["what"] or "", Span(match.start(), near[0].span.end), (near[0],), "an earlier attempt"
        )


def bids(scene: Scene) -> Iterator[Draft]:
    """Attempts to put a satellite into orbit that have a day."""
    for match in _into_orbit().finditer(scene.text, *scene.span) if _TRYING.search(scene.text, *scene.span) else ():
        span = Span(*match.span())
        if (when := scenery.timed(scene, span, span)) and scenery.asserted(scene, span):
            yield _dated(scene, match["what"] or match["what2"], span, when, "a bid to reach orbit")


def _is_launch(scene: Scene, rest: str, word: Word) -> bool:
    """Of launches, and of a time that fixes one: a day, or a month where the kind is told."""
    what = re.search(missile_words(), rest, re.I)
    if _CROSSED.search(rest) and word.month and (word.year or word.unit):
        return _spoken(scene)
    if "nuclear" in rest or (word.sort not in ("day", "day_of_year") and not (what and word.month and word.year)):
        return False
    return bool(what or not rest.strip() or _LAUNCHED.search(rest)) and _spoken(scene)


def _spoken(scene: Scene) -> bool:
    """Whether the paragraph, or one of the three before, speaks of missiles."""
    return re.search(missile_words(), scene.text[scenery.lead(scene, 3) : scene.span.end], re.I) is not None


def _dated(scene: Scene, rest: str, span: Span, when: tuple[Word, ...], rule: str) -> Draft:
    what = re.search(missile_words(), rest, re.I)
    fields = {"kind": kind} if what and (kind := kind_of(what[0])) else {}
    return Draft("incident.launch", span, fields, when, rule, None, scene.said())


_CROSSED = re.compile(
    r"\b(?:cross|fly|pass|sail|soar|overfly|travel)(?:es|ed|ing|flew)?\b|\b(?:flown|flight|over) ", re.I
)
"""What a missile does over a country."""
_LAUNCHED = re.compile(r"\b(?:launch\w*|fired|test\w*|firing)\b")
