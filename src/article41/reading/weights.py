"""How likely each position is by the words of a statement, learned from annotated reports.

A logistic regression for each position over beginnings of words, pairs of them, and whose words they are. The weights
are data, `reading/stance-weights.json`, made by `tools/stance_weights.py` from the project's own reports.
"""

import math
import re
from functools import cache
from itertools import pairwise

import msgspec

from article41.places_of_data import data_folder

LETTERS = 6
"""Of a word that count: `condemned` and `condemnation` are one."""
LEAST = 3
"""Letters of a word that counts by itself."""
_WORD = re.compile(r"[a-z]+")


def features(said: str, government: str | None, record: str) -> set[str]:
    """What is weighed of a statement: `record` is the standing of its speaker (named, institution, anonymous)."""
    words = [word[:LETTERS] for word in _WORD.findall(said.lower())]
    found = {word for word in words if len(word) >= LEAST} | {f"{a} {b}" for a, b in pairwise(words)}
    return found | {"", f"={government}", f"={record}", f"={government} {record}"}


class Weights(msgspec.Struct, frozen=True):
    """For each feature, beside each position by its place in `positions`, its weight in hundredths.

    Whole numbers have one sum in whatever order they come.
    """

    positions: tuple[str, ...]
    of: dict[str, dict[int, int]]


@cache
def _weights() -> Weights:
    return msgspec.json.decode((data_folder("reading") / "stance-weights.json").read_bytes(), type=Weights)


FIELD = 32
"""Bits of one position's sum within a row written as one number: more than any statement's weights come to."""


@cache
def _rows() -> dict[str, int]:
    """A feature's row as one number, a field for each position: rows are added up position by position in one step."""
    return {
        feature: sum(weight << FIELD * place for place, weight in row.items()) for feature, row in _weights().of.items()
    }


def likelihoods(said: str, government: str | None, record: str) -> dict[str, float]:
    """The probability of each position, each taken by itself."""
    positions = _weights().positions
    zero = sum(1 << FIELD * (place + 1) - 1 for place in range(len(positions)))
    row = zero + sum(filter(None, map(_rows().get, features(said, government, record))))
    sums = [(row >> FIELD * place) % (1 << FIELD) - (1 << FIELD - 1) for place in range(len(positions))]
    return {p: 1 / (1 + math.exp(-s / 100)) for p, s in zip(positions, sums, strict=True)}
