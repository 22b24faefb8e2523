"""The positions a statement takes: by its verb, and by its words outside and inside quotation marks.

The vocabulary is reading/stances.yaml; beside it stand the weights of words learned from annotated statements. At most
two positions are given, the clearest first.
"""

import re
from functools import cache
from typing import cast, get_args

from article41.reading.beginnings import Beginnings
from article41.reading.found import Stance
from article41.reading.fronts import fronted, opening_group, parts
from article41.reading.vocabulary import Strict, words
from article41.reading.weights import likelihoods

MOST = 2
LIKELY, LIKELY_BESIDE = 0.4, 0.55
"""Probability from which a position counts that no word tells: by itself, and beside one that is told."""
SHORT = 3
"""Letters below which a beginning stands in nearly every text."""


class Position(Strict, frozen=True, kw_only=True):
    """How one position is told: by verbs, by words, and for whom."""

    cues: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only: str = ""


class Told:
    """Any of some patterns, for text in small letters. Each begins where a word does.

    `needs` are beginnings of words of which a text that they find something in has one.
    """

    def __init__(self, patterns: tuple[str, ...]) -> None:
        each = [part.removeprefix(r"\b") for pattern in patterns for part in parts(pattern)]
        self._any = re.compile(fronted("|".join(each)) if each else r"(?!)")
        self.needs = frozenset(need for part in each for need in _needs(part))

    def count(self, plain: str) -> int:
        """How many different words of a text they find."""
        return len({m[0] for m in self._any.finditer(plain)})


def _needs(pattern: str) -> set[str]:
    """Beginnings of words of which a pattern without bars needs one: its own, or one of each branch it begins with."""
    need, branches = _need(pattern), _leading(pattern) if pattern.startswith("(?:") else []
    return {n for branch in branches for n in _needs(branch)} if branches and len(need) < SHORT else {need}


def _leading(pattern: str) -> list[str]:
    """The branches of the group a pattern begins with; none where it may be left out."""
    inside, rest = opening_group(pattern)
    return [] if rest.startswith(("?", "*", "{")) else parts(inside)


def _need(pattern: str) -> str:
    """The longest beginning of a word that a pattern without bars cannot do without; it may be empty."""
    bare, found = re.sub(r"\\.", "\n", pattern.removeprefix("^")), 1
    while found:
        bare, found = _BRACKETED.subn("\n", bare)
    return max(re.findall(r"(?:^|(?<= ))(?:[a-z](?![?*{]))+", bare), key=len, default="")


_BRACKETED = re.compile(r"\[[^\]]*\]|\([^()]*\)")


@cache
def _positions() -> "dict[str, tuple[Position, Told, Told]]":
    read = words("stances", dict[str, Position])
    unknown = set(read) - set(get_args(Stance))
    if unknown:
        raise ValueError(f"reading/stances.yaml names {sorted(unknown)}; positions are {get_args(Stance)}")
    return {tag: (p, Told(p.words), Told(p.unless)) for tag, p in read.items()}


def stances(said: str, cue: str, government: str | None, record: str) -> list[Stance]:
    """The positions of what was said under a verb by a speaker of a government, the clearest first.

    Those that verbs or words tell stand; others count where annotated statements like it had them (`weights`).
    """
    plain = said.replace("’", "'").lower()
    told = _told(plain, cue.lower(), government)
    if "no_comment" in told:
        return ["no_comment"]
    likely = likelihoods(plain, government, record)
    score = {tag: likely.get(tag, 0.0) + told.get(tag, 0) for tag in {*likely, *told}}
    ranked = sorted(score, key=lambda tag: (-score[tag], tag))
    enough = LIKELY_BESIDE if told else LIKELY
    best = [tag for tag in ranked[:MOST] if score[tag] > enough] or ranked[:1]
    return [cast(Stance, tag) for tag in best if tag != "informational" or len(best) == 1]


def _told(plain: str, cue: str, government: str | None) -> dict[str, int]:
    """Positions told by verbs and words, each with how often."""
    weights: dict[str, int] = {}
    bits = _lists().opened(plain)
    for tag, (position, found, unless) in _positions().items():
        if position.only and government != position.only:
            continue
        weight = 2 if cue in position.cues else 0
        weight += found.count(plain) if bits & _lists().bits[tag] else 0
        if weight and not unless.count(plain):
            weights[tag] = weight
    return weights


@cache
def _lists() -> Beginnings:
    return Beginnings({tag: found.needs for tag, (_, found, _) in _positions().items()})
