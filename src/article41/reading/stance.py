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


class Position(Strict, frozen=True, kw_only=True, rename={"not_": "not"}):
    """How one position is told: by verbs, by words, and for whom."""

    cues: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    leaning: dict[str, tuple[str, ...]] = {}
    only: str = ""
    not_: str = ""


@cache
def _positions() -> "dict[str, tuple[Position, re.Pattern[str], re.Pattern[str] | None]]":
    read = words("stances", dict[str, Position])
    unknown = set(read) - set(get_args(Stance))
    if unknown:
        raise ValueError(f"reading/stances.yaml names {sorted(unknown)}; positions are {get_args(Stance)}")
    return {tag: (p, _either(p.words) or re.compile(r"(?!)"), _either(p.unless)) for tag, p in read.items()}


def _either(patterns: tuple[str, ...]) -> "re.Pattern[str] | None":
    """Any of some patterns, for text in small letters.

    Those that begin a word are tried where a word begins and nowhere else: most places of a text are then passed over.
    """
    each = [part for p in patterns for part in _parts(p)]
    begin = [p.removeprefix(r"\b") for p in each if p.startswith(r"\b")]
    other = [p for p in each if not p.startswith(r"\b")]
    both = ([rf"\b(?:{'|'.join(begin)})"] if begin else []) + other
    return re.compile("|".join(both)) if both else None


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
        if (position.only and government != position.only) or (position.not_ and government == position.not_):
            continue
        weight = 2 if cue.lower() in position.cues else 0
        weight += len({m[0] for m in found.finditer(plain)}) if position.words else 0
        if weight and not (unless and unless.search(plain)):
            weights[tag] = weight
    if "no_comment" in weights:
        return ["no_comment"]
    best = sorted(weights, key=lambda tag: -weights[tag])[:MOST]
    return best or [_hinted(plain, government, record)]  # type: ignore[return-value]


def _hinted(plain: str, government: str | None, record: str) -> str:
    """The position that most weaker words speak for, if one does."""
    counts = {
        tag: len({m[0] for m in hints.finditer(plain)})
        + ((government or "none") in _positions()[tag][0].leaning.get(record, ()))
        for tag, hints in _hints().items()
        if not (only := _positions()[tag][0].only) or only == government
    }
    first, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda tag: counts[tag]) if first > second else "informational"


@cache
def _hints() -> "dict[str, re.Pattern[str]]":
    return {tag: found for tag, (p, _, _) in _positions().items() if (found := _either(p.hints))}
