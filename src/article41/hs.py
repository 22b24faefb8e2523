"""HS codes: 2 digits name a chapter, 4 a heading, 6 a subheading, up to 10 a country's own line."""

import re

from article41.errors import InputError
from article41.said import plain, shown

_EXPECTED = "2, 4, 6, 8 or 10 digits, with or without dots and blanks, sent as text"
_LONGEST = 10


class HsError(InputError):
    """Not an HS code."""


class HsUnclear(HsError):
    """Digits that may be one of several codes. To be asked, never guessed."""

    @property
    def candidates(self) -> tuple[str, ...]:
        """The codes it may be, each of an even number of digits; a cut code stands without its last digit."""
        return self.nearest


def parse_hs(said: str | int) -> str:
    """The bare digits of an HS code, 2 to 10 of them, always an even number; leading zeros kept.

    Raises HsUnclear where a spreadsheet may have eaten a zero (an odd number of digits, a number with a point), and
    HsError where the text is no code.
    """
    if isinstance(said, float):
        raise _came_as_number(said)
    text = _text(said)
    digits = re.sub("[. ]", "", text)
    if not re.fullmatch("[0-9]+", digits):
        raise HsError(f"HS code must be digits: '{shown(text)}'", shown(said), _EXPECTED)
    _check_length(digits)
    if len(digits) % 2:
        raise _odd(text, digits)
    if digits.startswith("00"):
        raise HsError(f"HS code {text} begins with chapter 00, which does not exist", text, _EXPECTED)
    return digits


def _text(said: str | int) -> str:
    """The text of a code; an apostrophe by which a spreadsheet marks text is dropped."""
    if isinstance(said, int) and not isinstance(said, bool) and said >= 0:
        return str(said) if said < 10**20 else "9" * 21  # the length alone matters, and long prints are slow
    return plain(said, "HS code", HsError, _EXPECTED).removeprefix("'")


def _check_length(digits: str) -> None:
    if len(digits) > _LONGEST:
        sentence = f"HS code has {len(digits)} digits, at most {_LONGEST}"
        raise HsError(sentence, shown(digits), _EXPECTED)
    if len(digits) < 2:
        raise HsError(f"HS code has 1 digit, at least 2: '{digits}'", digits, _EXPECTED)


def _odd(text: str, digits: str) -> HsUnclear:
    """Which zero is gone: the last where the part before the first dot is whole, else the first."""
    first_part = text.partition(".")[0].replace(" ", "")
    lost_behind = "." in text and len(first_part) % 2 == 0
    cut = digits[:-1]
    if lost_behind:
        whole = digits + "0"
    elif digits.startswith("0"):
        return HsUnclear(f"{text} is a cut code: it has {len(digits)} digits", text, _EXPECTED, cut)
    else:
        whole = "0" + digits
    return HsUnclear(f"{text} may be {whole} or a cut code ({cut})", text, _EXPECTED, (whole, cut))


def _came_as_number(said: float) -> HsError:
    """A code that came as a number with a point: its zeros may be lost at both ends."""
    digits = f"{said:.10g}".replace(".", "")
    if not digits.isdecimal() or len(digits) > _LONGEST:
        return HsError(f"HS code must be digits: {shown(said)}", shown(said), _EXPECTED)
    sentence = f"HS code {shown(said)} came as a number, so zeros may be lost"
    nearest = (digits,) if len(digits) % 2 == 0 else ("0" + digits, digits + "0")
    return HsUnclear(sentence, shown(said), "the code as text", nearest)
