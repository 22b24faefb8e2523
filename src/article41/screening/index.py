"""Which of tens of thousands of names may be meant: a small set of candidates for `matching` to score.

Words are found through their misspellings, kept as hashes in sorted arrays, and names through their words. Queries are
worked on many at a time, as arrays. Weights only bound the score from above here; nothing that would score enough is
dropped because another name scores more, so that a longer list never hides a candidate.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from article41.screening import thresholds
from article41.screening.likeness import LEAST_LIKE, weight
from article41.screening.multimap import Ints, MultiMap, distinct, first_of_each, parted, ranges
from article41.screening.names import Name
from article41.screening.pairing import Pairs
from article41.screening.spelling import spelling_keys
from article41.screening.vocabulary import FORM_WORDS
from article41.screening.words import Floats, Words, likenesses

SLACK = 0.02
"""Some agreement is seen only by the scorer; the bound is loosened by so much for it."""
MOST_LOST = 1 - thresholds.POSSIBLE + SLACK
GARBLED = 0.6
"""Where words of so much weight at most are unlike, the letters of the whole names are compared."""
EASED = thresholds.ERRORS / thresholds.AGAINST
"""An error costs ERRORS of its weight in the score; the bound takes AGAINST of what is not shared."""
JOINED = 2.0
"""What a word that the other name writes as two is taken to weigh: enough for every bound."""


class Rows:
    """Numbers of words in rows, one row a name: row n is `words[starts[n]:starts[n] + counts[n]]`."""

    def __init__(self, names: Sequence[Name], numbers: dict[str, int]) -> None:
        number = numbers.setdefault
        self.words = np.array([number(word, len(numbers)) for name in names for word in name.words], dtype=np.int64)
        self.counts = np.array([len(name.words) for name in names], dtype=np.int64)
        self.starts = self.counts.cumsum() - self.counts
        self.owners = np.arange(len(names)).repeat(self.counts)
        self.letters = np.array([name.letters for name in names], dtype=object)
        self.lengths = np.array([len(name.letters) for name in names], dtype=np.int64)

    def each(self, values: Floats, names: Ints) -> list[list[float]]:
        """The values of the words of each of the names."""
        ends = self.counts[names].cumsum().tolist()
        flat = values[ranges(self.starts[names], self.counts[names])].tolist()
        return [flat[start:end] for start, end in pairwise([0, *ends])]

    def total(self, weights: Floats, words: Sequence[str]) -> Floats:
        """The weight of each name's words but single letters: those agree in ways that only the scorer sees."""
        longer = np.array([len(word) > 1 for word in words], dtype=bool)
        totals = np.bincount(self.owners, weights * longer[self.words], len(self.counts))
        totals[totals == 0] = 0.01
        return totals


class Pair(NamedTuple):
    """An asked and a listed name, by number, with the weights of their words, and which of those are alike."""

    asked: int
    listed: int
    weights: list[float]
    others: list[float]
    alike: Pairs


class Asked(NamedTuple):
    """Names that are looked for: their words, once each and in rows, the listed words like them, their weights."""

    names: Sequence[Name]
    words: Words
    rows: Rows
    near: tuple[Ints, Ints, Floats]
    weights: Floats
    totals: Floats


class Spans(NamedTuple):
    """Listed names of `word`, as far as they agree with the asked name `asked`: so much of each."""

    asked: Ints
    word: Ints
    share: Floats


class NameIndex:
    """An index over names, numbered as they are given."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self._numbers: dict[str, int] = {}
        self.rows = Rows(names, self._numbers)
        self._listed = list(self._numbers)
        self.words = Words(self._listed)
        self._person = np.array([name.person for name in names], dtype=bool)
        self._post()
        self.weights = self._weights[self._person[self.rows.owners].astype(np.int64), self.rows.words]
        self._totals = self.rows.total(self.weights, self._listed)
        self._misspelt = MultiMap(*spelling_keys(self.words.folds, LEAST_LIKE))
        self._joins = _joins(names)

    def _post(self) -> None:
        """The names of every word, those of persons after the others; and how much every word tells in either."""
        names, words = len(self.names), len(self._listed)
        place = self.rows.words * 2 + self._person[self.rows.owners]
        pairs = distinct(place * names + self.rows.owners)
        self._starts = pairs.searchsorted(np.arange(2 * words + 1) * names)
        self._posted = (pairs % max(names, 1)).astype(np.int32)
        borne_by = np.diff(self._starts).reshape(-1, 2).sum(axis=1).tolist()
        weighed = [
            [weight(*of, borne) for of, borne in zip(((word, person) for word in self._listed), borne_by, strict=True)]
            for person in (False, True)
        ]
        self._weights = np.array(weighed)

    def find(self, names: Sequence[Name], person: bool) -> Iterator[Pair]:
        """The listed names that any of the names, all of one kind, may mean; in order."""
        if not names or not self.names:
            return
        asked = self._asked(names, person)
        of, numbers = self._candidates(asked, person)
        a, b = asked.rows, self.rows
        columns = a.each(asked.weights, of), b.each(self.weights, numbers), self._alike(asked, of, numbers)
        yield from map(Pair, of.tolist(), numbers.tolist(), *columns)

    def _alike(self, asked: Asked, of: Ints, numbers: Ints) -> Iterator[Pairs]:
        """Which words of each asked name are like which of the listed one beside it, by place, and how alike."""
        counts = asked.rows.counts[of] * self.rows.counts[numbers]
        pair = np.arange(len(of)).repeat(counts)
        i, j = np.divmod(ranges(np.zeros_like(counts), counts), self.rows.counts[numbers][pair])
        said, listed = asked.rows.words[asked.rows.starts[of][pair] + i], self.rows.words[self.rows.starts[numbers][pair] + j]
        alike = likenesses(asked.words, said, self.words, listed)
        met = alike.nonzero()[0]
        found = list(zip(i[met].tolist(), j[met].tolist(), alike[met].tolist(), strict=True))
        ends = pair[met].searchsorted(np.arange(len(of) + 1)).tolist()
        return (found[start:end] for start, end in pairwise(ends))

    def _asked(self, names: Sequence[Name], person: bool) -> Asked:
        """Names made ready to be looked for. A misspelt word weighs what the word it resembles weighs."""
        numbers: dict[str, int] = {}
        rows = Rows(names, numbers)
        texts = list(numbers)
        words = Words(texts)
        near = of_asked, of_listed, _ = self._near(words)
        weighed = np.array([0 if word in self._numbers else weight(word, person) for word in texts], dtype=np.float64)
        np.minimum.at(weighed, of_asked, self._weights[int(person), of_listed])
        for n in (weighed == 0).nonzero()[0].tolist():
            weighed[n] = self._weights[int(person), self._numbers[texts[n]]]
        weights = weighed[rows.words]
        return Asked(names, words, rows, near, weights, rows.total(weights, texts))

    def _near(self, words: Words) -> tuple[Ints, Ints, Floats]:
        """The listed words that are like each of the words, ascending, and how alike they are."""
        keys, owners = spelling_keys(words.folds, LEAST_LIKE)
        places, numbers = self._misspelt.get(keys)
        of_asked, of_listed = parted(distinct(owners[places] * len(self.words) + numbers), len(self.words))
        alike = likenesses(words, of_asked, self.words, of_listed)
        kept = alike > 0
        return of_asked[kept], of_listed[kept], alike[kept]

    def _candidates(self, asked: Asked, person: bool) -> tuple[Ints, Ints]:
        """Which asked names may mean which listed ones of their kind, both by number, ascending."""
        of, numbers, agreed = self._agreed(asked, person)
        total, listed = asked.totals[of], self._totals[numbers]
        left_said, left_listed = np.maximum(0.0, 1 - agreed / total), np.maximum(0.0, 1 - agreed / listed)
        against, more = np.minimum(left_said, left_listed), np.maximum(left_said, left_listed)
        likely = thresholds.AGAINST * against + thresholds.OMITTED * (more - against) <= MOST_LOST
        near = np.abs(self.rows.lengths[numbers] - asked.rows.lengths[of]) <= 2
        if person:
            likely &= near | ((self.rows.counts[numbers] == 1) == (asked.rows.counts[of] == 1))
        garbled = (~likely & near & (more <= GARBLED)).nonzero()[0]
        if len(garbled):
            likely[garbled] = self._few_errors(asked, of[garbled], numbers[garbled])
        return of[likely], numbers[likely]

    def _few_errors(self, asked: Asked, of: Ints, numbers: Ints) -> Ints:
        said, listed = asked.rows.letters[of].tolist(), self.rows.letters[numbers].tolist()
        return np.asarray(cpdist(said, listed, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8) <= 2)

    def _agreed(self, asked: Asked, person: bool) -> tuple[Ints, Ints, Floats]:
        """The listed names with words like those asked for, and how much agrees where that is enough."""
        parts = self._by_words(asked, person), self._by_parting(asked, person)
        spans = Spans(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
        place = 2 * spans.word + person
        starts, counts = self._starts[place], self._starts[place + 1] - self._starts[place]
        span = np.arange(len(counts)).repeat(counts)
        said, numbers = self._joined(asked, person)
        shares = np.append(spans.share, JOINED)
        pairs = np.concatenate([spans.asked[span], said]) * len(self.names)
        pairs += np.concatenate([self._posted[ranges(starts, counts)], numbers])
        # Plain numbers are sorted ten times faster than their places would be.
        sorted_ = np.sort(pairs * len(shares) + np.concatenate([span, np.full(len(said), len(shares) - 1)]))
        pairs, span = parted(sorted_, len(shares))
        first = first_of_each(pairs)
        agreed = np.bincount(first.cumsum() - 1, shares[span])
        met = agreed >= thresholds.LEAST_SHARED
        of, numbers = parted(pairs[first][met], len(self.names))
        return of, numbers, agreed[met]

    def _by_words(self, asked: Asked, person: bool) -> Spans:
        """The names of the listed words that resemble a word of each asked name."""
        of_asked, of_listed, alike = asked.near
        bounds = of_asked.searchsorted(np.arange(len(asked.words) + 1))
        rows = asked.rows
        once = np.sort(np.unique(rows.owners * len(asked.words) + rows.words, return_index=True)[1])
        counts = np.diff(bounds)[rows.words[once]]
        at = ranges(bounds[rows.words[once]], counts)
        share = self._weights[int(person), of_listed[at]] * (1 - EASED * (1 - alike[at]))
        return Spans(rows.owners[once].repeat(counts), of_listed[at], share)

    def _by_parting(self, asked: Asked, person: bool) -> Spans:
        """The names that write two neighbouring words of an asked name as one."""
        met = [
            (n, number)
            for n, name in enumerate(asked.names)
            for word, after in pairwise(name.said)
            if (number := self._numbers.get(word + after)) is not None
        ]
        of, words = np.array(met, dtype=np.int64).reshape(-1, 2).T
        return Spans(of, words, self._weights[int(person), words] * JOINED)

    def _joined(self, asked: Asked, person: bool) -> tuple[Ints, Ints]:
        """The names that write as two words what an asked name writes as one, or the same letters."""
        keys = [
            (n, hash(word))
            for n, name in enumerate(asked.names)
            for word in (*name.words, name.letters)
            if len(word) > LEAST_LIKE
        ]
        of, hashes = np.array(keys, dtype=np.int64).reshape(-1, 2).T
        places, numbers = self._joins.get(hashes)
        if not len(places):
            return places, numbers
        kept = self._person[numbers] == person
        pairs = distinct(of[places][kept] * len(self.names) + numbers[kept])
        return parted(pairs, len(self.names))


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
