"""Misspellings of many words at once, as hashes: words one error apart have one of them in common."""

from collections.abc import Sequence

import numpy as np

from article41.screening.multimap import Ints

_BASE = np.uint64(0x9E3779B97F4A7C15)
"""A word's hash is the sum of its letters times powers of this: leaving one out only moves those behind it."""


def spelling_keys(words: Sequence[str], least: int) -> tuple[Ints, Ints]:
    """Hashes of each word and, where it has `least` letters, of it with each one letter left out; and whose they are.

    All words are worked on as one row of letters; sums up to every letter give the hash of any part of a word.
    """
    numbers, lengths = np.arange(len(words)), np.array([len(word) for word in words], dtype=np.int64)
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = np.cumsum(lengths)
    starts, owners = ends - lengths, np.repeat(numbers, lengths)
    powers = np.full(lengths.max(initial=0) + 1, _BASE).cumprod()
    at = np.arange(len(letters)) - starts[owners]
    kept, moved = (np.append(np.uint64(0), (letters * powers[places]).cumsum()) for places in (at + 1, at))
    left_out = (kept[:-1] - kept[starts][owners]) + (moved[ends][owners] - moved[1:])
    shortened = lengths[owners] >= least
    keys = np.append(kept[ends] - kept[starts], left_out[shortened])
    return keys.view(np.int64), np.append(numbers, owners[shortened])
