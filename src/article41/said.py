"""What somebody wrote, before it means anything: bounded, on one line, with ordinary blanks and digits."""

from decimal import Decimal

from article41.errors import InputError

LIMIT = 200
"""The most characters that any single value may have; longer text is refused before it is looked at."""

_SHOWN = 40
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_ORDINARY: dict[int, str | None] = {**_FULL_WIDTH, **_UNSEEN}


def shown(value: object) -> str:
    """The value as an error may quote it: at most 40 characters, all printable."""
    if isinstance(value, str):
        text = value[: _SHOWN + 1]
    elif isinstance(value, int) and value.bit_length() > 128:
        text = "a huge number"
    elif value is None or isinstance(value, int | float | Decimal):
        text = str(value)
    else:
        text = f"a {type(value).__name__}"
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def same(name: str) -> str:
    """The name as it is compared within one act: without case or doubled blanks."""
    return " ".join(name.casefold().split())


def plain(value: object, what: str, error: type[InputError], expected: str) -> str:
    """The text with single blanks, no unseen characters and ordinary digits; case and everything else are kept.

    Raises `error` when there is no text, nothing but blanks, or more than 200 characters.
    """
    if value is None or value == "":
        raise error(f"{what} is required", "nothing", expected)
    if not isinstance(value, str):
        raise error(f"{what} must be text, not {shown(value)}", shown(value), expected)
    if len(value) > LIMIT:
        raise error(f"{what} has {len(value)} characters, at most {LIMIT}", shown(value), expected)
    text = " ".join(value.translate(_ORDINARY).split())
    if not text:
        raise error(f"{what} is required", "nothing", expected)
    return text


def printable(text: str) -> str:
    """The text on one line, without characters that would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
