"""Which of tens of thousands of names may be meant: a small set of candidates for `matching` to score.

Words are found through `likeness.misspellings`, kept as hashes in sorted arrays, so that an index over 30,000 names
takes some ten megabytes and is made in a second. Weights only bound the score from above here; nothing that would
score enough is dropped because another name scores more, so that a longer list never hides a candidate.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from article41.screening import matching
from article41.screening.likeness import consonants_alike, fold, likeness, misspellings, weight
from article41.screening.names import Name
from article41.screening.scripts import skeleton

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Posting = tuple[Ints, Floats]

SLACK = 0.12
"""Initials and words written as one are seen only by the scorer; the bound is loosened by so much for them."""
GARBLED = 0.6
"""Where words of so much weight at most are unlike, the letters of the whole names are compared."""
MOST_REMEMBERED = 50_000
"""Words whose postings are kept; when there are more, all are forgotten and found again."""


class MultiMap:
    """Hashed keys to numbers, several to a key, in two sorted arrays. Collisions only cost a second look."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        table = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
        self._keys, self._values = np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])

    def get(self, keys: Sequence[int]) -> list[int]:
        """The numbers under any of the keys, ascending, each once."""
        wanted = np.array(keys, dtype=np.int64)
        first = self._keys.searchsorted(wanted, "left")
        last = self._keys.searchsorted(wanted, "right")
        found: set[int] = set()
        for start in np.flatnonzero(last > first):
            found.update(self._values[first[start] : last[start]].tolist())
        return sorted(found)

    @property
    def nbytes(self) -> int:
        return self._keys.nbytes + self._values.nbytes


class NameIndex:
    """An index over names, numbered as they are given. `weights[n]` are those of the words of name `n`."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self._letters = [name.letters for name in names]
        self._ids: dict[str, int] = {}
        borne_by = self._count(names)
        self._words = list(self._ids)
        self._borne_by = borne_by
        self.weights = [tuple(self.weight(word, name.person) for word in name.words) for name in names]
        self._totals = np.array([sum(weights) or 1.0 for weights in self.weights])
        self._post(names)
        self._misspelled = MultiMap(_spelling_keys(self._words))
        self._skeletons = MultiMap((hash(skeleton(word)), n) for n, word in enumerate(self._words))
        self._joins = MultiMap(_join_keys(names))
        self._remembered: dict[tuple[str, bool], Posting] = {}

    def _count(self, names: Sequence[Name]) -> list[int]:
        counts: list[int] = []
        for name in names:
            for word in dict.fromkeys(name.words):
                number = self._ids.setdefault(word, len(counts))
                if number == len(counts):
                    counts.append(0)
                counts[number] += 1
        return counts

    def _post(self, names: Sequence[Name]) -> None:
        rows = [
            (self._ids[word], n, value)
            for n, name in enumerate(names)
            for word, value in dict(zip(name.words, self.weights[n], strict=True)).items()
        ]
        rows.sort()
        words = np.array([row[0] for row in rows], dtype=np.int64)
        self._starts = words.searchsorted(np.arange(len(self._words) + 1))
        self._posted = np.array([row[1] for row in rows], dtype=np.int64)
        self._shares = np.array([row[2] for row in rows])

    def weight(self, word: str, person: bool) -> float:
        """How much a word tells, by its rarity on this list and in general usage."""
        number = self._ids.get(word)
        return weight(word, person, 0 if number is None else self._borne_by[number])

    def query_weights(self, name: Name, consonants: bool) -> tuple[float, ...]:
        """The weights of a name that is looked for: a misspelt word weighs what the word it resembles weighs."""
        return tuple(self._query_weight(word, name.person, consonants) for word in name.words)

    def _query_weight(self, word: str, person: bool, consonants: bool) -> float:
        if word in self._ids:
            return self.weight(word, person)
        alike = [self.weight(self._words[n], person) for n, _ in self._alike(word, consonants)]
        return min([weight(word, person), *alike])

    def candidates(self, name: Name, weights: Sequence[float], consonants: bool = False) -> Ints:
        """The numbers of the names that may score enough, ascending. `consonants`: one side lacks its vowels."""
        postings = [self._posting(word, consonants) for word in dict.fromkeys(name.words)]
        postings += self._joined(name)
        numbers = np.concatenate([ids for ids, _ in postings])
        if not len(numbers):
            return numbers
        shared = np.bincount(numbers, np.concatenate([shares for _, shares in postings]))
        met = np.flatnonzero(shared >= matching.LEAST_SHARED)
        agreed = shared[met]
        left_said = np.maximum(0.0, 1 - agreed / max(sum(weights), 0.01))
        left_listed = np.maximum(0.0, 1 - agreed / self._totals[met])
        against, omitted = np.minimum(left_said, left_listed), np.abs(left_said - left_listed)
        bound = 1 - matching.AGAINST * against - matching.OMITTED * omitted
        likely = bound >= matching.POSSIBLE - SLACK
        garbled = ~likely & (against <= GARBLED) & (omitted <= GARBLED)
        return self._with_garbled(name, met[likely], met[garbled])

    def _with_garbled(self, name: Name, likely: Ints, garbled: Ints) -> Ints:
        """The likely ones, and those of the others whose letters taken together differ in two at most."""
        if not len(garbled):
            return likely
        letters = {n: self._letters[n] for n in garbled.tolist()}
        near = process.extract(name.letters, letters, scorer=OSA.distance, score_cutoff=2, limit=None)
        return np.sort(np.concatenate([likely, np.array([n for _, _, n in near], dtype=np.int64)])) if near else likely

    def _posting(self, word: str, consonants: bool) -> Posting:
        """The names that bear the word or one like it, and how much of each agrees."""
        known = self._remembered.get((word, consonants))
        if known is None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word, consonants] = self._find(word, consonants)
        return known

    def _find(self, word: str, consonants: bool) -> Posting:
        alike = self._alike(word, consonants)
        spans = [(self._starts[n], self._starts[n + 1], value) for n, value in alike]
        if not spans:
            return np.empty(0, np.int64), np.empty(0)
        numbers = np.concatenate([self._posted[start:end] for start, end, _ in spans])
        shares = np.concatenate([self._shares[start:end] * value for start, end, value in spans])
        return numbers, shares

    def _alike(self, word: str, consonants: bool) -> list[tuple[int, float]]:
        if consonants:
            near = self._skeletons.get([hash(skeleton(word))])
            return [(n, value) for n in near if (value := consonants_alike(word, self._words[n]))]
        near = self._misspelled.get([hash(key) for key in _spellings(word)])
        return [(n, value) for n in near if (value := likeness(word, self._words[n]))]

    def _joined(self, name: Name) -> list[Posting]:
        """Names that write two words as one where `name` writes one, or one where it writes two."""
        found: list[Posting] = []
        folded = [fold(word) for word in name.said]
        numbers = self._joins.get([hash(word) for word in (*folded, fold(name.letters))])
        if numbers:
            found.append((np.array(numbers, dtype=np.int64), np.full(len(numbers), 2.0)))
        for word, after in pairwise(name.said):
            if word + after in self._ids:
                numbers_, shares = self._posting(word + after, False)
                found.append((numbers_, shares * 2))
        return found


def _spellings(word: str) -> set[str]:
    return {*misspellings(fold(word)), *misspellings(word)}


def _spelling_keys(words: Sequence[str]) -> Iterable[tuple[int, int]]:
    for number, word in enumerate(words):
        for key in _spellings(word):
            yield hash(key), number


def _join_keys(names: Sequence[Name]) -> Iterable[tuple[int, int]]:
    for number, name in enumerate(names):
        for word, after in pairwise(name.said):
            yield hash(fold(word + after)), number
        yield hash(fold(name.letters)), number
