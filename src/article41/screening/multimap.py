"""Hashed keys to numbers in sorted arrays: a tenth of the memory of a dictionary, and many keys at one look."""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np


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
