"""Countries as numbers: what their codes of two letters are in a system of 26 digits."""

from collections.abc import Sequence

import numpy as np

from article41.columns.answers import Ints
from article41.columns.coding import DOUBT, NOTHING

COUNTRIES = 26 * 26 + 1
"""Numbers of countries are below this one; 0 is left to those that are not named."""


def country_number(code: str) -> int:
    """The number of a country's code of two letters, from 1 on."""
    first, second = (ord(letter) - ord("A") for letter in code)
    return first * 26 + second + 1


def country_code(number: int) -> str:
    """The code that has this number."""
    return "".join(chr(ord("A") + letter) for letter in divmod(number - 1, 26))


def told_apart(codes: Sequence[str]) -> Ints:
    """By country number: the code's place in the list, from 1; for others the last place. DOUBT and NOTHING stay."""
    table = np.full(COUNTRIES + 1, len(codes), dtype=np.int32)
    for place, code in enumerate(codes, start=1):
        table[country_number(code)] = place
    table[NOTHING], table[DOUBT] = NOTHING, DOUBT  # the last place is that of -1
    return table
