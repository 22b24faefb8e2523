"""Misspellings of many words at once, as hashes: words one error apart have one of them in common."""

from collections.abc import Sequence

import numpy as np

from article41.screening.multimap import Ints

_BASE = np.uint64(0x9E3779B97F4A7C15)
"""A word's hash is the sum of its letters times powers of this: leaving one out only moves those behind it."""
_ZERO = np.zeros(1, dtype=np.uint64)


def spelling_keys(words: Sequence[str], least: int) -> tuple[Ints, Ints]:
    """Hashes of each word and, where it has `least` letters, of it with each one letter left out; and whose they are.

    All words are worked on as one row of letters; sums up to every letter give the hash of any part of a word.
    """
    numbers, lengths = np.arange(len(words)), np.array([len(word) for word in words], dtype=np.int64)
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = lengths.cumsum()
    starts, owners = ends - lengths, numbers.repeat(lengths)
    powers = np.full(max(map(len, words), default=0) + 1, _BASE).cumprod()
    at = np.arange(len(letters)) - starts[owners]
    moved = np.concatenate((_ZERO, (letters * powers[at]).cumsum()))
    kept = moved * _BASE
    left_out = kept[:-1] - moved[1:] + (moved[ends] - kept[starts])[owners]
    shortened = lengths[owners] >= least
    keys = np.concatenate((kept[ends] - kept[starts], left_out[shortened]))
    return keys.view(np.int64), np.concatenate((numbers, owners[shortened]))
