"""Which of tens of thousands of names may be meant: a small set of candidates for `matching` to score.

Many names are looked for at a time, as arrays: words → listed words like them → names that bear those → how much agrees
→ who may still score enough. Weights only bound the score from above here; nothing that would score enough is dropped
because another name scores more, so that a longer list never hides a candidate.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from article41.screening import thresholds
from article41.screening.likeness import LEAST_LIKE
from article41.screening.multimap import Ints, MultiMap, distinct, first_of_each, parted, ranges
from article41.screening.names import Name
from article41.screening.pairing import Pairs
from article41.screening.postings import Near, Postings
from article41.screening.rows import Rows
from article41.screening.vocabulary import FORM_WORDS
from article41.screening.words import Floats, likenesses

SLACK = 0.02
"""Some agreement is seen only by the scorer; the bound is loosened by so much for it."""
MOST_LOST = 1 - thresholds.POSSIBLE + SLACK
GARBLED = 0.6
"""Where words of so much weight at most are unlike, the letters of the whole names are compared."""
EASED = thresholds.ERRORS / thresholds.AGAINST
"""An error costs ERRORS of its weight in the score; the bound takes AGAINST of what is not shared."""
JOINED = 2.0
"""What is written as one word here and as two there is taken to weigh: more than any word."""


class Pair(NamedTuple):
    """An asked and a listed name, by number, with the weights of their words, and which of those are alike."""

    asked: int
    listed: int
    weights: list[float]
    others: list[float]
    alike: Pairs


class Asked(NamedTuple):
    """Names that are looked for: their words, the listed words like those, and what they weigh."""

    rows: Rows
    near: Near
    weights: Floats
    totals: Floats


class Agreeing(NamedTuple):
    """Asked and listed names, by number, and how much of both agrees."""

    asked: Ints
    listed: Ints
    share: Floats


_NO_NAMES: Ints = np.zeros(0, dtype=np.int64)
NONE = Agreeing(_NO_NAMES, _NO_NAMES, np.zeros(0))


class NameIndex:
    """An index over names, numbered as they are given."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._postings = Postings(names)
        self._rows = self._postings.rows
        self._totals = self._rows.totals(self._postings.weights)
        self._joins = _joins(names)

    def find(self, names: Sequence[Name]) -> Iterator[Pair]:
        """The listed names of the same kind, persons' or others', that any of the names may mean; in order."""
        if not names or not self._rows.numbers:
            return
        asked = self._asked(names)
        of, listed = self._candidates(asked)
        if not len(of):
            return
        weights = asked.rows.each(asked.weights, of), self._rows.each(self._postings.weights, listed)
        yield from map(Pair, of.tolist(), listed.tolist(), *weights, self._alike(asked, of, listed))

    def _asked(self, names: Sequence[Name]) -> Asked:
        rows = Rows(names)
        near = self._postings.near(rows.words)
        weights = self._postings.weigh(rows, near)
        return Asked(rows, near, weights, rows.totals(weights))

    def _alike(self, asked: Asked, of: Ints, listed: Ints) -> Iterator[Pairs]:
        """Which words of each asked name are like which of the listed one beside it, by place, and how alike."""
        a, b = asked.rows, self._rows
        counts = a.counts[of] * b.counts[listed]
        pair = np.arange(len(of)).repeat(counts)
        i, j = np.divmod(ranges(np.zeros_like(counts), counts), b.counts[listed][pair])
        alike = likenesses(a.words, a.places[a.starts[of][pair] + i], b.words, b.places[b.starts[listed][pair] + j])
        met = alike.nonzero()[0]
        found = list(zip(i[met].tolist(), j[met].tolist(), alike[met].tolist(), strict=True))
        ends = pair[met].searchsorted(np.arange(len(of) + 1)).tolist()
        return (found[start:end] for start, end in pairwise(ends))

    def _candidates(self, asked: Asked) -> tuple[Ints, Ints]:
        """Those that may still score enough when so much agrees, or whose letters differ in two at most."""
        of, listed, agreed = self._enough(self._agreeing(asked))
        left_said = np.maximum(0.0, 1 - agreed / asked.totals[of])
        left_listed = np.maximum(0.0, 1 - agreed / self._totals[listed])
        against, more = np.minimum(left_said, left_listed), np.maximum(left_said, left_listed)
        likely = thresholds.AGAINST * against + thresholds.OMITTED * (more - against) <= MOST_LOST
        near = np.abs(self._rows.lengths[listed] - asked.rows.lengths[of]) <= 2
        alone = (self._rows.counts[listed] == 1) == (asked.rows.counts[of] == 1)
        likely &= near | alone | (asked.rows.person[of] == 0)
        garbled = (~likely & near & (more <= GARBLED)).nonzero()[0]
        if len(garbled):
            likely[garbled] = self._differ_little(asked, of[garbled], listed[garbled])
        return of[likely], listed[likely]

    def _differ_little(self, asked: Asked, of: Ints, listed: Ints) -> npt.NDArray[np.bool_]:
        said, known = asked.rows.letters[of].tolist(), self._rows.letters[listed].tolist()
        return np.asarray(cpdist(said, known, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8) <= 2)

    def _enough(self, parts: Sequence[Agreeing]) -> Agreeing:
        """What agrees of the same two names put together, where it is enough to compare them; in order."""
        of, listed, share = (np.concatenate(column) for column in zip(*parts, strict=True))
        # Plain numbers are sorted ten times faster than their places would be, so the place is a part of the number.
        ordered = np.sort((of * len(self._rows.names) + listed) * len(share) + np.arange(len(share)))
        pairs, places = parted(ordered, len(share))
        first = first_of_each(pairs)
        agreed: Floats = np.bincount(first.cumsum() - 1, share[places]).astype(np.float64)
        met = agreed >= thresholds.LEAST_SHARED
        return Agreeing(*parted(pairs[first][met], len(self._rows.names)), agreed[met])

    def _agreeing(self, asked: Asked) -> tuple[Agreeing, ...]:
        return self._by_words(asked), self._by_joining(asked), self._by_parting(asked)

    def _by_words(self, asked: Asked) -> Agreeing:
        """The names with words like those of each asked name; a word that stands in it twice counts once."""
        rows, near = asked.rows, asked.near
        once = rows.once()
        bounds = near.words.searchsorted(np.arange(len(rows.words) + 1))
        counts = np.diff(bounds)[rows.places[once]]
        at = ranges(bounds[rows.places[once]], counts)
        of, words = rows.owners[once].repeat(counts), near.listed[at]
        share = self._postings.of_words(words, rows.person[of]) * (1 - EASED * (1 - near.alike[at]))
        place, listed = self._postings.bearing(words, rows.person[of])
        return Agreeing(of[place], listed, share[place])

    def _by_joining(self, asked: Asked) -> Agreeing:
        """The names that write as two words what an asked name writes as one, or that have the same letters."""
        rows = asked.rows
        long = rows.words.written[rows.places] > LEAST_LIKE
        letters = np.array([hash(name.letters) for name in rows.names], dtype=np.int64)
        joined = (rows.lengths > LEAST_LIKE).nonzero()[0]
        of = np.concatenate((rows.owners[long], joined))
        hashes = np.concatenate((rows.words.hashes[rows.places[long]], letters[joined]))
        places, listed = self._joins.get(hashes)
        if not len(places):
            return NONE
        of = of[places]
        same_kind = self._rows.person[listed] == asked.rows.person[of]
        pairs = distinct(of[same_kind] * len(self._rows.names) + listed[same_kind])
        return Agreeing(*parted(pairs, len(self._rows.names)), np.full(len(pairs), JOINED))

    def _by_parting(self, asked: Asked) -> Agreeing:
        """The names that write as one word what an asked name writes as two."""
        met = [
            (n, number)
            for n, name in enumerate(asked.rows.names)
            for word, after in pairwise(name.said)
            if (number := self._rows.numbers.get(word + after)) is not None
        ]
        if not met:
            return NONE
        of, words = np.array(met, dtype=np.int64).reshape(-1, 2).T
        person = asked.rows.person[of]
        place, listed = self._postings.bearing(words, person)
        return Agreeing(of[place], listed, JOINED * self._postings.of_words(words, person)[place])


def _joins(names: Sequence[Name]) -> MultiMap:
    """Names by two neighbouring words run together, and by all their letters."""
    keys = [
        (hash(word + after), number)
        for number, name in enumerate(names)
        for word, after in pairwise(name.said)
        if len(word) + len(after) > LEAST_LIKE and not (word in FORM_WORDS and after in FORM_WORDS)
    ]
    keys += [(hash(name.letters), number) for number, name in enumerate(names)]
    return MultiMap(*np.array(keys, dtype=np.int64).reshape(-1, 2).T)
