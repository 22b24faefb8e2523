"""Which of tens of thousands of names may be meant: a small set of candidates for `matching` to score.

Words are found through `likeness.misspellings`, kept as hashes in sorted arrays, so that an index over 30,000 names
takes some ten megabytes and is made in a second. Weights only bound the score from above here; nothing that would
score enough is dropped because another name scores more, so that a longer list never hides a candidate.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from article41.screening import matching
from article41.screening.likeness import consonants_alike, errors_borne, fold, likeness, misspellings, weight
from article41.screening.names import Name
from article41.screening.scripts import skeleton

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Posting = tuple[Ints, Floats]

SLACK = 0.02
"""Some agreement is seen only by the scorer; the bound is loosened by so much for it."""
GARBLED = 0.6
"""Where words of so much weight at most are unlike, the letters of the whole names are compared."""
FEW = 6
MOST_REMEMBERED = 50_000
"""Words whose postings are kept; when there are more, all are forgotten and found again."""


class MultiMap:
    """Hashed keys to numbers, several to a key, in sorted arrays. Collisions only cost a second look."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        table = np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)
        order = np.argsort(table[:, 0], kind="stable")
        self._values = table[order, 1]
        self._keys, self._starts = np.unique(table[order, 0], return_index=True)
        self._starts = np.append(self._starts, len(order))

    def get(self, keys: Sequence[int]) -> list[int]:
        """The numbers under any of the keys, ascending, each once."""
        if not len(self._keys):
            return []
        wanted = np.array(keys, dtype=np.int64)
        at = self._keys.searchsorted(wanted)
        at[at == len(self._keys)] = 0
        found: set[int] = set()
        for place in at[self._keys[at] == wanted].tolist():
            found.update(self._values[self._starts[place] : self._starts[place + 1]].tolist())
        return sorted(found)

    @property
    def nbytes(self) -> int:
        return int(self._keys.nbytes + self._values.nbytes + self._starts.nbytes)


class NameIndex:
    """An index over names, numbered as they are given. `weights[n]` are those of the words of name `n`."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self._letters = [name.letters for name in names]
        self._lengths = np.array([len(letters) for letters in self._letters])
        self._ids: dict[str, int] = {}
        borne_by = self._count(names)
        self._words = list(self._ids)
        self._folds = [fold(word) for word in self._words]
        self._borne_by = borne_by
        self.weights = [tuple(self.weight(word, name.person) for word in name.words) for name in names]
        self._totals = np.array([_without_initials(n, w) for n, w in zip(names, self.weights, strict=True)])
        self._post(names)
        self._misspelled = MultiMap(_spelling_keys(self._words))
        self._skeletons = MultiMap((hash(skeleton(word)), n) for n, word in enumerate(self._words))
        self._joins = MultiMap(_join_keys(names))
        self._remembered: dict[tuple[str, bool], Posting] = {}
        self._weighed: dict[tuple[str, bool, bool], float] = {}
        self._near: dict[tuple[str, bool], list[tuple[int, float]]] = {}

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
        if len(self._weighed) >= MOST_REMEMBERED:
            self._weighed.clear()
        return tuple([self._query_weight(word, name.person, consonants) for word in name.words])

    def _query_weight(self, word: str, person: bool, consonants: bool) -> float:
        known = self._weighed.get((word, person, consonants))
        if known is None:
            known = self._weighed[word, person, consonants] = self._weigh(word, person, consonants)
        return known

    def _weigh(self, word: str, person: bool, consonants: bool) -> float:
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
        return self._bounded(name, met, shared[met], _without_initials(name, weights))

    def _bounded(self, name: Name, met: Ints, agreed: Floats, total: float) -> Ints:
        """Those that may still score enough when so much agrees, or whose letters differ in two at most."""
        left_said = np.maximum(0.0, 1 - agreed / total)
        left_listed = np.maximum(0.0, 1 - agreed / self._totals[met])
        against, more = np.minimum(left_said, left_listed), np.maximum(left_said, left_listed)
        bound = 1 - matching.AGAINST * against - matching.OMITTED * (more - against)
        likely = bound >= matching.POSSIBLE - SLACK
        garbled = ~likely & (more <= GARBLED) & (np.abs(self._lengths[met] - len(name.letters)) <= 2)
        return self._with_garbled(name, met[likely], met[garbled].tolist())

    def _with_garbled(self, name: Name, likely: Ints, garbled: list[int]) -> Ints:
        near = [n for n in garbled if OSA.distance(name.letters, self._letters[n], score_cutoff=2) <= 2]
        return np.sort(np.concatenate([likely, np.array(near, dtype=np.int64)])) if near else likely

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
        # An error costs ERRORS of its weight in the score; the bound takes AGAINST of what is not shared.
        eased = matching.ERRORS / matching.AGAINST
        shares = np.concatenate([self._shares[start:end] * (1 - eased * (1 - v)) for start, end, v in spans])
        return numbers, shares

    def _alike(self, word: str, consonants: bool) -> list[tuple[int, float]]:
        known = self._near.get((word, consonants))
        if known is None:
            if len(self._near) >= MOST_REMEMBERED:
                self._near.clear()
            known = self._near[word, consonants] = self._look_alike(word, consonants)
        return known

    def _look_alike(self, word: str, consonants: bool) -> list[tuple[int, float]]:
        if consonants:
            near = self._skeletons.get([hash(skeleton(word))])
            return [(n, value) for n in near if (value := consonants_alike(word, self._words[n]))]
        near = self._misspelled.get([hash(key) for key in _spellings(word)])
        if len(near) > FEW:
            near = self._not_too_different(word, near)
        return [(n, value) for n in near if (value := likeness(word, self._words[n]))]

    def _not_too_different(self, word: str, near: list[int]) -> list[int]:
        """Those within the errors that words of such a length bear at most; many at once, for speed alone."""
        most = errors_borne(len(word) + 1)
        folded, raw = [self._folds[n] for n in near], [self._words[n] for n in near]
        by_sound = process.cdist([fold(word)], folded, scorer=OSA.distance, dtype=np.uint8, score_cutoff=most)[0]
        by_letter = process.cdist([word], raw, scorer=OSA.distance, dtype=np.uint8, score_cutoff=most)[0]
        return [near[n] for n in np.flatnonzero((by_sound <= most) | (by_letter <= most)).tolist()]

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


def _without_initials(name: Name, weights: Sequence[float]) -> float:
    """The weight of a name's words but single letters: those agree in ways that only the scorer sees."""
    return sum(w for word, w in zip(name.words, weights, strict=True) if len(word) > 1) or 0.01


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
