"""The words of all listed names: how much each tells, which names bear it, and which of them a word resembles.

Words are found through their misspellings, kept as hashes in sorted arrays, so that an index over 30,000 names takes
some ten megabytes and is made in a second.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from article41.screening.likeness import LEAST_LIKE, weight
from article41.screening.multimap import Ints, MultiMap, distinct, parted, ranges
from article41.screening.names import Name
from article41.screening.rows import Rows
from article41.screening.spelling import spelling_keys
from article41.screening.words import Floats, Words, likenesses


class Near(NamedTuple):
    """Words, and beside each a listed word like it, by number and ascending; and how alike they are."""

    words: Ints
    listed: Ints
    alike: Floats


class Postings:
    """Listed names by their words; names and words are numbered as they come."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.rows = Rows(names)
        person = self.rows.person[self.rows.owners]
        place = self.rows.places * 2 + person
        borne = distinct(place * len(names) + self.rows.owners)
        self._starts = borne.searchsorted(np.arange(2 * len(self.rows.words) + 1) * len(names))
        self._names = parted(borne, len(names))[1].astype(np.int32)
        self._weights = self._weighed()
        self.weights = self._weights[person, self.rows.places]
        self._misspelt = MultiMap(*spelling_keys(self.rows.words.folds, LEAST_LIKE))

    def _weighed(self) -> Floats:
        """What each word tells by its rarity on this list and in general usage: in other names, in persons'."""
        borne_by = np.diff(self._starts).reshape(-1, 2).sum(axis=1).tolist()
        words = list(zip(self.rows.numbers, borne_by, strict=True))
        return np.array([[weight(word, person, by) for word, by in words] for person in (False, True)])

    def near(self, words: Words) -> Near:
        """The listed words that are like each of the words."""
        keys, owners = spelling_keys(words.folds, LEAST_LIKE)
        places, numbers = self._misspelt.get(keys)
        of, listed = parted(distinct(owners[places] * len(self.rows.words) + numbers), len(self.rows.words))
        alike = likenesses(words, of, self.rows.words, listed)
        kept = alike > 0
        return Near(of[kept], listed[kept], alike[kept])

    def weigh(self, rows: Rows, near: Near) -> Floats:
        """How much the words of other names tell. One that no name bears weighs no more than those it resembles."""
        numbers = np.array([self.rows.numbers.get(word, -1) for word in rows.numbers], dtype=np.int64)
        weights = self._weights[:, numbers]
        for n in (numbers < 0).nonzero()[0].tolist():
            weights[:, n] = [weight(rows.words.words[n], person) for person in (False, True)]
        unknown = numbers[near.words] < 0
        words, listed = near.words[unknown], near.listed[unknown]
        for person in (0, 1):
            np.minimum.at(weights[person], words, self._weights[person, listed])
        found: Floats = weights[rows.person[rows.owners], rows.places]
        return found

    def of_words(self, listed: Ints, person: Ints) -> Floats:
        """How much listed words tell in names of persons (1) or others (0)."""
        weights: Floats = self._weights[person, listed]
        return weights

    def bearing(self, listed: Ints, person: Ints) -> tuple[Ints, Ints]:
        """The names, of persons or others, that bear each listed word, and beside each the place of the word."""
        place = 2 * listed + person
        starts, counts = self._starts[place], self._starts[place + 1] - self._starts[place]
        names = self._names[ranges(starts, counts)].astype(np.int64)
        return np.arange(len(listed), dtype=np.int64).repeat(counts), names
