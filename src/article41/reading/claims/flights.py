"""Missiles and their flight: of what kind, how many, how far and how high."""

import re
from functools import cache
from typing import Any

from article41.reading.claims.scene import Scene
from article41.reading.claims.vocabulary import either, kinds
from article41.reading.numbers import NUMBER, value
from article41.reading.text import Span


@cache
def missile_words() -> str:
    """A pattern, without groups, for what is launched."""
    return either(tuple(w for words in kinds().launches.values() for w in words))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(either(words), re.I)) for kind, words in kinds().launches.items())


def kind_of(what: str) -> str | None:
    """The kind that a word for missiles tells, None where it tells none."""
    kind = next(k for k, words in _kinds() if words.fullmatch(what))
    return None if kind in kinds().no_kind else kind


def of_missiles(what: str, count: str | None, scene: Scene, near: Span) -> dict[str, Any]:
    """Kind, count, range and altitude; "a missile" counts nothing, since reports say it of several too."""
    kind = next(k for k, words in _kinds() if words.fullmatch(what))
    if kind in (*kinds().no_kind, "missile"):
        kind = next((k for k, words in _kinds() if words.search(scene.text, *near)), kind)
    fields: dict[str, Any] = {} if kind in kinds().no_kind else {"kind": kind}
    if count and count.lower() not in ("a", "an"):
        fields["count"] = value(count)
    return fields | flight(scene)


_ABOUT = (
    r"(?:about|some|around|nearly|roughly|approximately|an estimated|as far as|a distance of|over|more than|of|to|a)"
)
_KM = r"(?:kilomet(?:er|re)s?|kms?)\b"
_FAR = re.compile(
    rf"\b(?:flew|flying|fly|travel+ed|travel+ing|flown|journey|distance|range|flight|cover(?:ed|ing)|sailed|soared)\s+"
    rf"(?:{_ABOUT}\s+)*(?P<far>{NUMBER})\s*{_KM}(?!\s+(?:high|up\b|into space))"
    rf"|\b(?:came down|landed|fell|splashed down|crashed|plunged)\s+(?:\w+\s+){{0,6}}?(?P<far2>{NUMBER})\s*{_KM}"
    rf"\s*(?:\([^)]*\)\s*)?(?:away|off|from|downrange|later|to the (?:north|south|east|west))"
    rf"|\b(?:missiles?|rockets?|projectiles?)\s+(?:{_ABOUT}\s+)*(?P<far3>{NUMBER})\s*{_KM}"
    rf"\s*(?:\([^)]*\)\s*)?(?:into|toward|across|out)",
    re.I,
)
_HIGH = re.compile(
    rf"\b(?:altitude|height|apogee|as high as|peak(?:ed|ing)?|soar(?:ed|ing)|climb(?:ed|ing)|rose|rising|"
    rf"top(?:ped|ping) out|reach(?:ed|ing))"
    rf"(?:\s+(?:{_ABOUT}|above|maximum|at|out|altitude|peak|peaking|apogee|high|height))*\s+"
    rf"(?P<high>{NUMBER})(?!\s*(?:miles?|met(?:er|re)s|feet|minutes|percent|barrels|[%\d,.]\d))(?:\b|(?=km))"
    rf"|\b(?P<high2>{NUMBER})\s*{_KM}\s*(?:\([^)]*\)\s*)?(?:high|up|into space|altitude|above)\b",
    re.I,
)


def flight(scene: Scene) -> dict[str, Any]:
    """Range and altitude in kilometres; an altitude may leave its unit to the range told beside it."""
    fields: dict[str, Any] = {}
    if not _KILOMETRES.search(scene.text, *scene.span):
        return fields
    if far := _FAR.search(scene.text, *scene.span):
        fields["range_km"] = value(far["far"] or far["far2"] or far["far3"])
    if high := _HIGH.search(scene.text, *scene.span):
        fields["altitude_km"] = value(high["high"] or high["high2"])
    if far and high and far["far"] and far.start("far") in (high.start("high"), high.start("high2")):
        del fields["range_km"]  # "soared 4,500 km" tells a height
    return fields


_KILOMETRES = re.compile(_KM, re.I)
_FLYING = re.compile(
    r"\b(?:missiles?|it|they|rockets?|projectiles?|ICBM|weapon|first|second|both|latter|one|other)\b", re.I
)


def flights(scene: Scene) -> dict[str, Any]:
    """Range and altitude where a sentence tells of a missile's flight without a launch of its own."""
    return flight(scene) if _FLYING.search(scene.text, *scene.span) else {}
