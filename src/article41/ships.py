"""IMO numbers: seven digits that stay with a ship for life, whatever its name and flag."""

import re

from article41.errors import InputError
from article41.said import plain, shown

_EXPECTED = "seven digits, with or without IMO in front"
_PREFIX = re.compile(r"IMO(?: ?(?:NUMBER|NO))?[ .:#-]*", re.IGNORECASE)


class ImoError(InputError):
    """Not an IMO number."""


def parse_imo(text: str | int) -> str:
    """The seven digits of an IMO number, without `IMO`.

    Raises ImoError when there are not seven digits, all are zero, or the last digit does not fit the first six.
    """
    digits = _digits(text)
    if not re.fullmatch("[0-9]{7}", digits):
        raise ImoError(f"IMO number needs seven digits: {shown(digits)}", shown(text), _EXPECTED)
    if digits == "0000000":
        raise ImoError("IMO number 0000000 names no ship", digits, _EXPECTED)
    check = check_digit(digits)
    if check != digits[6]:
        sentence = f"IMO check digit does not fit ({digits}; the last digit would be {check})"
        raise ImoError(sentence, digits, _EXPECTED, digits[:6] + check)
    return digits


def check_digit(digits: str) -> str:
    """The seventh digit that belongs to six: the last digit of their sum, weighted 7, 6, 5, 4, 3, 2."""
    return str(sum(int(digit) * (7 - place) for place, digit in enumerate(digits[:6])) % 10)


def _digits(said: str | int) -> str:
    if isinstance(said, int) and not isinstance(said, bool):
        return shown(said)
    text = plain(said, "IMO number", ImoError, _EXPECTED)
    return _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text
