"""Words of many names as rows of numbers, so that all names can be worked on at once."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from article41.screening.multimap import Ints, ranges
from article41.screening.names import Name
from article41.screening.words import Floats, Words


class Rows:
    """A row of words for each name: that of name n is `places[starts[n]:starts[n] + counts[n]]`, numbers in `words`."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self.numbers: dict[str, int] = {}
        number = self.numbers.setdefault
        found = [number(word, len(self.numbers)) for name in names for word in name.words]
        self.places = np.array(found, dtype=np.int64)
        self.words = Words(list(self.numbers))
        self.person = np.array([name.person for name in names], dtype=np.int64)
        self.counts = np.array([len(name.words) for name in names], dtype=np.int64)
        self.starts = self.counts.cumsum() - self.counts
        self.owners = np.arange(len(names)).repeat(self.counts)
        self.letters = np.array([name.letters for name in names], dtype=object)
        self.lengths = np.array([len(name.letters) for name in names], dtype=np.int64)

    def each(self, values: Floats, names: Ints) -> list[list[float]]:
        """For each of the names the values of its words."""
        ends = self.counts[names].cumsum().tolist()
        flat = values[ranges(self.starts[names], self.counts[names])].tolist()
        return [flat[start:end] for start, end in pairwise([0, *ends])]

    def once(self) -> Ints:
        """Where in `places` the words stand, none of a name twice."""
        both = self.owners * len(self.words) + self.places
        return np.sort(np.unique(both, return_index=True)[1])

    def totals(self, weights: Floats) -> Floats:
        """The weight of each name's words but single letters: those agree in ways that only the scorer sees."""
        longer = np.array([len(word) > 1 for word in self.numbers], dtype=bool)
        found: Floats = np.bincount(self.owners, weights * longer[self.places], len(self.counts)).astype(np.float64)
        found[found == 0] = 0.01
        return found
