"""Misspellings of many words at once, as hashes: words one error apart have one of them in common."""

from collections.abc import Sequence

import numpy as np

from article41.screening.multimap import Ints

_BASE = np.uint64(0x9E3779B97F4A7C15)
"""A word's hash is the sum of its letters times powers of this: leaving one out only moves those behind it."""


def spelling_keys(words: Sequence[str], least: int) -> tuple[Ints, Ints]:
    """Hashes of each word and, where it has `least` letters, of it with each one letter left out; and whose they are.

    Words of one length are worked on together, as rows of a table of letters.
    """
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    keys, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for length in set(lengths.tolist()):
        own = (lengths == length).nonzero()[0]
        hashes = _hashes(letters[starts[own, None] + np.arange(length)].astype(np.uint64), length >= least)
        keys.append(hashes.ravel())
        owners.append(np.repeat(own, hashes.shape[1]))
    return np.concatenate(keys).view(np.int64), np.concatenate(owners)


def _hashes(letters: np.typing.NDArray[np.uint64], shortened: bool) -> np.typing.NDArray[np.uint64]:
    """A row of hashes for each row of letters."""
    powers = np.full(letters.shape[1] + 1, _BASE).cumprod()
    kept, moved = letters * powers[1:], letters * powers[:-1]
    whole = kept.sum(axis=1, keepdims=True)
    if not shortened:
        return whole
    before, after = kept.cumsum(axis=1) - kept, moved.sum(axis=1, keepdims=True) - moved.cumsum(axis=1)
    return np.concatenate([whole, before + after], axis=1)
