"""Hashed keys to numbers in sorted arrays: a tenth of the memory of a dictionary, and many keys at one look."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


class MultiMap:
    """Hashed keys to numbers, several to a key, in sorted arrays. Collisions only cost a second look."""

    def __init__(self, keys: Ints, values: Ints) -> None:
        order = np.argsort(keys, kind="stable")
        self._values = values[order].astype(np.int32)
        self._keys, starts = np.unique(keys[order], return_index=True)
        self._starts = np.append(starts, len(order)).astype(np.int32)

    def get(self, keys: Ints) -> tuple[Ints, Ints]:
        """All numbers under the keys, and beside each the place of the key that it was found under."""
        at = self._keys.searchsorted(keys)
        at[at == len(self._keys)] = 0
        met = (self._keys[at] == keys).nonzero()[0] if len(self._keys) else at[:0]
        starts = self._starts[at[met]].astype(np.int64)
        counts = self._starts[at[met] + 1] - starts
        return met.repeat(counts), self._values[ranges(starts, counts)].astype(np.int64)


def distinct(values: Ints) -> Ints:
    """The values in ascending order, each once."""
    ordered = np.sort(values)
    return ordered[first_of_each(ordered)]


def first_of_each(ordered: Ints) -> npt.NDArray[np.bool_]:
    """Where in ordered values another one begins."""
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def parted(values: Ints, by: int) -> tuple[Ints, Ints]:
    """Quotients and remainders; numpy's own `divmod` takes several times as long."""
    whole = values // max(by, 1)
    return whole, values - whole * by


def ranges(starts: Ints, counts: Ints) -> Ints:
    """`counts[0]` numbers from `starts[0]` on, then `counts[1]` from `starts[1]` on, and so forth."""
    ends = counts.cumsum()
    found: Ints = (starts - ends + counts).repeat(counts)
    return found + np.arange(len(found))
