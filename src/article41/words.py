"""Finding the law's terms in a description: whole words, case-blind, hyphens as blanks, the plural s ignored."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import Generic, TypeVar

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[,;:/+&()\[\]]|\b(?:and|or|und|et)\b", re.IGNORECASE)
_AFTER = frozenset(
    {"of", "for", "in", "from", "to", "with", "without", "on", "by", "at", "per", "as", "made", "containing"}
)
_NEUTRAL = frozenset(
    {
        *(
            "agglomerated",
            "assorted",
            "bag",
            "bale",
            "bottle",
            "box",
            "bulk",
            "can",
            "canned",
            "carton",
            "case",
            "chilled",
        ),
        *(
            "crude",
            "cut",
            "dried",
            "drum",
            "fresh",
            "frozen",
            "grade",
            "kg",
            "live",
            "metric",
            "misc",
            "mixed",
            "new",
            "not",
        ),
        *("other", "pack", "packed", "piece", "quality", "raw", "refined", "salted", "second", "set", "smoked", "ton"),
        *("unwrought", "used", "various", "whole"),
    }
)
_OTHERWISE = frozenset(
    {
        "artificial",
        "coloured",
        "colored",
        "flavoured",
        "flavored",
        "imitation",
        "miniature",
        "model",
        "no",
        "non",
        "not",
    }
    | {"scented", "shaped", "toy"}
)
K = TypeVar("K")


MOST_KEPT = 200
"""Longer texts are read anew each time: kept by the thousand they would fill the memory."""


def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` in comparable form: `T-62 main battle tanks` gives t, 62, main, battle, tank."""
    return _kept(text) if len(text) <= MOST_KEPT else _read(text)


@lru_cache(maxsize=16384)
def _kept(text: str) -> tuple[str, ...]:
    return _read(text)


def _read(text: str) -> tuple[str, ...]:
    return tuple(_singular(word) for word in _WORD.findall(text.casefold()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def things(text: str) -> list[tuple[str, ...]]:
    """The things that a description lists: of each, its words up to the first preposition, packing left out."""
    parts = (tuple(takewhile(lambda word: word not in _AFTER, tokens(part))) for part in _BETWEEN.split(text))
    bare = (tuple(word for word in part if not word.isdigit()) for part in parts)
    return [_trimmed(part) for part in bare if any(word not in _NEUTRAL for word in part)]


def _trimmed(words: tuple[str, ...]) -> tuple[str, ...]:
    while words[-1] in _NEUTRAL:
        words = words[:-1]
    return words


class Terms(Generic[K]):
    """Terms, each standing for one or more keys; `found` gives the keys whose terms a text contains."""

    def __init__(self, terms: Mapping[K, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], K]]] = {}
        for key, phrases in terms.items():
            for phrase in phrases:
                words = tokens(phrase)
                self._by_first.setdefault(words[0], []).append((words, key))

    def found(self, text: str) -> set[K]:
        """Keys of every term that stands in `text` as a run of whole words."""
        return {key for _, _, key in self._hits(tokens(text))}

    def standing(self, text: str) -> Iterator[tuple[str, K]]:
        """Each term that stands in `text` as a run of whole words, as `tokens` writes it, with its key; in order."""
        words = tokens(text)
        yield from ((" ".join(words[start:end]), key) for start, end, key in self._hits(words))

    def named(self, text: str) -> list[set[K]]:
        """For each thing that `text` lists, the keys of the terms that name it; an empty set for an unknown thing.

        The name of a thing is the last word before a preposition: `water pumps for wells` names pumps, `rice cooker`
        no rice. What is only shaped, coloured or called so is not the thing.
        """
        return [self._naming(thing) for thing in things(text)]

    def _naming(self, thing: tuple[str, ...]) -> set[K]:
        if _OTHERWISE.intersection(thing):
            return set()
        return {key for _, end, key in self._hits(thing) if end == len(thing)}

    def _hits(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, K]]:
        for n, word in enumerate(words):
            for phrase, key in self._by_first.get(word, ()):
                if words[n : n + len(phrase)] == phrase:
                    yield n, n + len(phrase), key
