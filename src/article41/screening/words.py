"""Likeness of many pairs of words at once: what `likeness.likeness_of_folded` says of each, worked out in arrays."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from article41.screening.likeness import LEAST_LIKE, LONG, SHORT, fold, likeness_of_folded
from article41.screening.multimap import Ints
from article41.screening.vocabulary import NICKNAMES

Floats = npt.NDArray[np.float64]

FEW = 60
"""So few pairs are compared one by one; arrays would take longer."""


class Words:
    """Words, numbered, with what their likeness depends on; equal words are told by their hashes."""

    def __init__(self, words: Sequence[str]) -> None:
        self.folds = [fold(word) for word in words]
        self.words = words
        self.hashes = np.array([hash(word) for word in words], dtype=np.int64)
        self.folded = np.array(self.folds, dtype=object)
        self.written = np.array([len(word) for word in words], dtype=np.int64)
        self.lengths = np.array([len(folded) for folded in self.folds], dtype=np.int64)
        self.firsts = np.array([ord(folded[0]) for folded in self.folds], dtype=np.int64)
        self.numeral = np.array([word.isdigit() for word in words], dtype=bool)
        self.nickname = np.array([word in NICKNAMES for word in words], dtype=bool)

    def __len__(self) -> int:
        return len(self.folds)


def likenesses(a: Words, of_a: Ints, b: Words, of_b: Ints) -> Floats:
    """How alike the words `of_a` are to the words `of_b` beside them, both given by number."""
    if len(of_a) <= FEW:
        return np.array([_likeness(a, i, b, j) for i, j in zip(of_a.tolist(), of_b.tolist(), strict=True)], dtype=float)
    shorter, longer = np.minimum(a.lengths[of_a], b.lengths[of_b]), np.maximum(a.lengths[of_a], b.lengths[of_b])
    most = np.where(shorter < LONG, 1, 2)
    begin_alike = a.firsts[of_a] == b.firsts[of_b]
    asked = (longer - shorter <= most) & (shorter >= LEAST_LIKE - 1) & (begin_alike | (longer > SHORT))
    errors = _errors(a, of_a, b, of_b, asked)
    comparable = (longer >= LEAST_LIKE) & ~(a.numeral[of_a] | b.numeral[of_b])
    found = np.where(comparable & (errors <= most), 1 - np.where(begin_alike, errors, errors + 0.5) / longer, 0.0)
    found[errors == 0] = np.where(longer >= LEAST_LIKE, 0.97, 0.9)[errors == 0]
    for n in (a.nickname[of_a] | b.nickname[of_b]).nonzero()[0].tolist():
        found[n] = _likeness(a, of_a[n], b, of_b[n])
    found[a.hashes[of_a] == b.hashes[of_b]] = 1.0
    return found


def _likeness(a: Words, i: int, b: Words, j: int) -> float:
    return likeness_of_folded(a.words[i], b.words[j], a.folds[i], b.folds[j])


def _errors(a: Words, of_a: Ints, b: Words, of_b: Ints, asked: npt.NDArray[np.bool_]) -> Ints:
    """The errors between folded words where they are asked for and at most two; three elsewhere."""
    errors = np.full(len(of_a), 3)
    some, others = a.folded[of_a[asked]].tolist(), b.folded[of_b[asked]].tolist()
    errors[asked] = cpdist(some, others, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    return errors
