"""Which of tens of thousands of names may be meant: a small set of candidates for `matching` to score.

Words are found through `likeness.misspellings`, kept as hashes in sorted arrays, so that an index over 30,000 names
takes some ten megabytes and is made in a second. Weights only bound the score from above here; nothing that would
score enough is dropped because another name scores more, so that a longer list never hides a candidate.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from article41.screening import thresholds
from article41.screening.likeness import LEAST_LIKE, fold, likeness_of_folded, misspellings, weight
from article41.screening.multimap import MultiMap
from article41.screening.names import Name
from article41.screening.vocabulary import FORM_WORDS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Posting = tuple[Ints | list[int], Floats | list[float]]
"""Numbers of names, and how much of each agrees: arrays where they are many, lists where they are few."""

UNSEEN: Posting = ([], [])
SLACK = 0.02
"""Some agreement is seen only by the scorer; the bound is loosened by so much for it."""
MOST_LOST = 1 - thresholds.POSSIBLE + SLACK
FEW = 60
"""So few names are gone through one by one; more are worked on as arrays."""
GARBLED = 0.6
"""Where words of so much weight at most are unlike, the letters of the whole names are compared."""
MOST_REMEMBERED = 50_000
"""Words whose postings are kept; when there are more, all are forgotten and found again."""


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
        self._totals = [_without_initials(n, w) for n, w in zip(names, self.weights, strict=True)]
        self._total_array = np.array(self._totals)
        self._single = np.array([len(name.words) == 1 for name in names])
        self._post(names)
        self._misspelled = MultiMap(_spelling_keys(self._words))
        self._joins = MultiMap(_join_keys(names))
        self._remembered: dict[str, Posting | None] = {}
        self._weighed: dict[tuple[str, bool], float] = {}
        self._near: dict[str, list[tuple[int, float]]] = {}

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
        self._starts: list[int] = words.searchsorted(np.arange(len(self._words) + 1)).tolist()
        self._posted = np.array([row[1] for row in rows], dtype=np.int64)
        self._shares = np.array([row[2] for row in rows])
        self._listed = self._posted.tolist(), self._shares.tolist()

    def weight(self, word: str, person: bool) -> float:
        """How much a word tells, by its rarity on this list and in general usage."""
        number = self._ids.get(word)
        return weight(word, person, 0 if number is None else self._borne_by[number])

    def query_weights(self, name: Name) -> tuple[float, ...]:
        """The weights of a name that is looked for: a misspelt word weighs what the word it resembles weighs."""
        if len(self._weighed) >= MOST_REMEMBERED:
            self._weighed.clear()
        return tuple([self._query_weight(word, name.person) for word in name.words])

    def _query_weight(self, word: str, person: bool) -> float:
        known = self._weighed.get((word, person))
        if known is None:
            known = self._weighed[word, person] = self._weigh(word, person)
        return known

    def _weigh(self, word: str, person: bool) -> float:
        if word in self._ids:
            return self.weight(word, person)
        alike = [self.weight(self._words[n], person) for n, _ in self._alike(word)]
        return min([weight(word, person), *alike])

    def candidates(self, name: Name, weights: Sequence[float]) -> list[int]:
        """The numbers of the names that may score enough, ascending."""
        postings = [found for word in dict.fromkeys(name.words) if (found := self._posting(word))]
        postings += self._joined(name)
        if not postings:
            return []
        total = _without_initials(name, weights)
        if sum([len(numbers) for numbers, _ in postings]) <= FEW:
            return self._few(name, postings, total)
        numbers = np.concatenate([ids for ids, _ in postings])
        shared = np.bincount(numbers, np.concatenate([shares for _, shares in postings]))
        met = (shared >= thresholds.LEAST_SHARED).nonzero()[0]
        return self._bounded(name, met, shared[met].astype(np.float64), total)

    def _few(self, name: Name, postings: list[Posting], total: float) -> list[int]:
        """What `_bounded` does with arrays, for a handful of names: without them it takes a tenth of the time."""
        shared: dict[int, float] = {}
        for numbers, shares in postings:
            for n, share in zip(numbers, shares, strict=True):
                shared[n] = shared.get(n, 0.0) + share
        likely = []
        floor = max(thresholds.LEAST_SHARED, (1 - MOST_LOST / thresholds.OMITTED) * total)
        for n, agreed in sorted(shared.items()):
            if agreed < floor:
                continue
            left_said, left_listed = max(0.0, 1 - agreed / total), max(0.0, 1 - agreed / self._totals[n])
            against, more = min(left_said, left_listed), max(left_said, left_listed)
            apart = abs(len(self._letters[n]) - len(name.letters))
            if name.person and apart > 2 and (len(name.words) == 1) != (len(self.names[n].words) == 1):
                continue
            lost = thresholds.AGAINST * against + thresholds.OMITTED * (more - against)
            if lost <= MOST_LOST or (more <= GARBLED and apart <= 2 and self._is_garbled(name, n)):
                likely.append(n)
        return likely

    def _bounded(self, name: Name, met: Ints, agreed: Floats, total: float) -> list[int]:
        """Those that may still score enough when so much agrees, or whose letters differ in two at most."""
        left_said = np.maximum(0.0, 1 - agreed / total)
        left_listed = np.maximum(0.0, 1 - agreed / self._total_array[met])
        against, more = np.minimum(left_said, left_listed), np.maximum(left_said, left_listed)
        apart = np.abs(self._lengths[met] - len(name.letters))
        comparable = apart <= 2
        if name.person:
            comparable |= self._single[met] == (len(name.words) == 1)
        else:
            comparable[:] = True
        likely = comparable & (thresholds.AGAINST * against + thresholds.OMITTED * (more - against) <= MOST_LOST)
        garbled = ~likely & (more <= GARBLED) & (apart <= 2)
        near = [n for n in met[garbled].tolist() if self._is_garbled(name, n)]
        return sorted(met[likely].tolist() + near)

    def _is_garbled(self, name: Name, number: int) -> bool:
        return OSA.distance(name.letters, self._letters[number], score_cutoff=2) <= 2

    def _posting(self, word: str) -> Posting | None:
        """The names that bear the word or one like it, and how much of each agrees; none where no name does."""
        known = self._remembered.get((word), UNSEEN)
        if known is UNSEEN:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word] = self._find(word)
        return known

    def _find(self, word: str) -> Posting | None:
        starts, spans = self._starts, self._alike(word)
        if not spans:
            return None
        # An error costs ERRORS of its weight in the score; the bound takes AGAINST of what is not shared.
        eased = thresholds.ERRORS / thresholds.AGAINST
        if sum([starts[n + 1] - starts[n] for n, _ in spans]) <= FEW:
            numbers, shares = self._listed
            pairs = [(k, 1 - eased * (1 - v)) for n, v in spans for k in range(starts[n], starts[n + 1])]
            return [numbers[k] for k, _ in pairs], [shares[k] * factor for k, factor in pairs]
        ids = np.concatenate([self._posted[starts[n] : starts[n + 1]] for n, _ in spans])
        parts = [self._shares[starts[n] : starts[n + 1]] * (1 - eased * (1 - v)) for n, v in spans]
        return ids, np.concatenate(parts)

    def _alike(self, word: str) -> list[tuple[int, float]]:
        known = self._near.get(word)
        if known is None:
            if len(self._near) >= MOST_REMEMBERED:
                self._near.clear()
            known = self._near[word] = self._look_alike(word)
        return known

    def _look_alike(self, word: str) -> list[tuple[int, float]]:
        near = self._misspelled.get([hash(key) for key in _spellings(word)])
        folded, words, folds = fold(word), self._words, self._folds
        return [(n, v) for n in near if (v := likeness_of_folded(word, words[n], folded, folds[n]))]

    def _joined(self, name: Name) -> list[Posting]:
        """Names that write two words as one where `name` writes one, or one where it writes two."""
        found: list[Posting] = []
        numbers = self._joins.get([hash(word) for word in (*name.words, name.letters) if len(word) > LEAST_LIKE])
        if numbers:
            found.append((numbers, [2.0] * len(numbers)))
        for word, after in pairwise(name.said):
            number = self._ids.get(word + after)
            if number is not None:
                start, end = self._starts[number], self._starts[number + 1]
                found.append((self._posted[start:end].tolist(), (self._shares[start:end] * 2).tolist()))
        return found


def _without_initials(name: Name, weights: Sequence[float]) -> float:
    """The weight of a name's words but single letters: those agree in ways that only the scorer sees."""
    return sum(w for word, w in zip(name.words, weights, strict=True) if len(word) > 1) or 0.01


def _spellings(word: str) -> set[str]:
    return {*misspellings(fold(word))}


def _spelling_keys(words: Sequence[str]) -> Iterable[tuple[int, int]]:
    for number, word in enumerate(words):
        for key in _spellings(word):
            yield hash(key), number


def _join_keys(names: Sequence[Name]) -> Iterable[tuple[int, int]]:
    for number, name in enumerate(names):
        for word, after in pairwise(name.said):
            if len(word) + len(after) > LEAST_LIKE and not (word in FORM_WORDS and after in FORM_WORDS):
                yield hash(word + after), number
        yield hash(name.letters), number
