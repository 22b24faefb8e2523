"""The positions a statement takes: by its verb, and by its words outside and inside quotation marks.

The vocabulary is reading/stances.yaml. At most three positions are given, those with most words first; none found is
`informational`.
"""

import re
from functools import cache
from typing import get_args

from article41.reading.found import Stance
from article41.reading.vocabulary import Strict, words

MOST = 3
SHORT = 3
"""Letters below which a stem stands in nearly every text."""


class Position(Strict, frozen=True, kw_only=True):
    """How one position is told: by verbs, by words, and for whom."""

    cues: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    leaning: dict[str, tuple[str, ...]] = {}
    only: str = ""


class Told:
    """Any of some patterns, for text in small letters."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self.any = _either(patterns)
        stems = {s for p in patterns for part in _parts(p) for s in _stems(part)}
        self.stems = tuple(s for s in stems if not any(o != s and o in s for o in stems))

    def count(self, plain: str) -> int:
        """How many different words of a text they find."""
        if not any(map(plain.__contains__, self.stems)):
            return 0
        return len({m[0] for m in self.any.finditer(plain)})


def _stems(pattern: str) -> set[str]:
    """Runs of letters of which a pattern without bars needs one: its own, or one of each branch it begins with."""
    stem, branches = _stem(pattern), _leading(pattern) if pattern.startswith("(?:") else []
    return {s for branch in branches for s in _stems(branch)} if branches and len(stem) < SHORT else {stem}


def _leading(pattern: str) -> list[str]:
    """The branches of the group a pattern begins with; none where it may be left out."""
    depth = 0
    for place in re.finditer(r"\\.|[()]", pattern):
        depth += {"(": 1, ")": -1}.get(place[0], 0)
        if not depth:
            left_out = pattern[place.end() :].startswith(("?", "*", "{"))
            return [] if left_out else _parts(pattern[len("(?:") : place.start()])
    return []


def _stem(pattern: str) -> str:
    """The longest run of letters and blanks that a pattern without bars cannot do without; it may be empty."""
    bare, found = re.sub(r"\\.", "\n", pattern), 1
    while found:
        bare, found = _BRACKETED.subn("\n", bare)
    return max(re.findall(r"(?:[a-z ](?![?*{]))+", bare), key=len, default="")


_BRACKETED = re.compile(r"\[[^\]]*\]|\([^()]*\)")


@cache
def _positions() -> "dict[str, tuple[Position, Told, Told]]":
    read = words("stances", dict[str, Position])
    unknown = set(read) - set(get_args(Stance))
    if unknown:
        raise ValueError(f"reading/stances.yaml names {sorted(unknown)}; positions are {get_args(Stance)}")
    return {tag: (p, Told(p.words), Told(p.unless)) for tag, p in read.items()}


def _either(patterns: tuple[str, ...]) -> "re.Pattern[str]":
    """Any of some patterns; none of no patterns.

    Those that begin a word are tried where a word begins and nowhere else: most places of a text are then passed over.
    """
    each = [part for p in patterns for part in _parts(p)]
    begin = [p.removeprefix(r"\b") for p in each if p.startswith(r"\b")]
    other = [p for p in each if not p.startswith(r"\b")]
    both = ([rf"\b(?:{'|'.join(begin)})"] if begin else []) + other
    return re.compile("|".join(both) or r"(?!)")


def _parts(pattern: str) -> list[str]:
    """A pattern cut at the bars that stand in no bracket."""
    cuts, depth = [-1], 0
    for place in re.finditer(r"\\.|[()\[\]|]", pattern):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(place[0], 0)
        if place[0] == "|" and not depth:
            cuts.append(place.start())
    return [pattern[a + 1 : b] for a, b in zip(cuts, [*cuts[1:], len(pattern)], strict=True)]


def stances(said: str, cue: str, government: str | None, record: str) -> list[Stance]:
    """The positions of what was said under a verb by a speaker of a government, the clearest first."""
    weights: dict[str, int] = {}
    plain = said.replace("’", "'").lower()
    for tag, (position, found, unless) in _positions().items():
        if position.only and government != position.only:
            continue
        weight = 2 if cue.lower() in position.cues else 0
        weight += found.count(plain)
        if weight and not unless.count(plain):
            weights[tag] = weight
    if "no_comment" in weights:
        return ["no_comment"]
    best = sorted(weights, key=lambda tag: -weights[tag])[:MOST]
    return best or [_hinted(plain, government, record)]  # type: ignore[return-value]


def _hinted(plain: str, government: str | None, record: str) -> str:
    """The position that most weaker words speak for, if one does."""
    counts = {
        tag: hints.count(plain) + ((government or "none") in _positions()[tag][0].leaning.get(record, ()))
        for tag, hints in _hints().items()
        if not (only := _positions()[tag][0].only) or only == government
    }
    first, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda tag: counts[tag]) if first > second else "informational"


@cache
def _hints() -> dict[str, Told]:
    return {tag: Told(p.hints) for tag, (p, _, _) in _positions().items() if p.hints}
