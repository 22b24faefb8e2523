"""Finding the law's terms in a description: whole words, case-blind, hyphens as blanks, the plural s ignored."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

_WORD = re.compile(r"[^\W_]+")
K = TypeVar("K")


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` in comparable form: `T-62 main battle tanks` gives t, 62, main, battle, tank."""
    return tuple(_singular(word) for word in _WORD.findall(text.casefold()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


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

    def cover(self, text: str) -> float:
        """The share of the words of `text`, numbers apart, that belong to some term."""
        words = tokens(text)
        named = {n for start, end, _ in self._hits(words) for n in range(start, end)}
        telling = [n for n, word in enumerate(words) if not word.isdigit()]
        return len(named.intersection(telling)) / len(telling) if telling else 0.0

    def _hits(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, K]]:
        for n, word in enumerate(words):
            for phrase, key in self._by_first.get(word, ()):
                if words[n : n + len(phrase)] == phrase:
                    yield n, n + len(phrase), key
