"""What comes out of a file before it is judged: a row in the contract's form, or a fault in its place."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from article41.errors import InputError

Say = Callable[[str], object]
"""Is told once what of a source is not read, or is taken for granted."""

WHOLE_ROW = "(row)"
"""Stands for the field where the fault lies in the row as a whole."""

LONGEST_ROW = 1_000_000
"""A row may have at most this many characters (bytes, in JSON Lines); a longer one is a fault and is not kept."""

_ESCAPED = re.compile("[\ud800-\udfff]")


class Unreadable(InputError):
    """A source of which nothing can be read: no such file, no header, a format that it does not have."""


class Row(NamedTuple):
    """One act as it was sent. `number` counts data rows from 1, `line` the lines of the file from 1 (0: none).

    `said` is in the contract's form; `name_of` gives the user's own name of a field, such as a column's heading.
    """

    number: int
    line: int
    said: Mapping[str, Any]
    name_of: Callable[[str], str] = str


class Fault(NamedTuple):
    """Why a row has no verdict. `row` and `line` as in Row; `field` is the user's own name of the field."""

    row: int
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.field}: {self.message}"


def damage(text: str) -> str:
    """What is wrong with the characters of a text; empty when nothing is.

    Expects bytes that are not UTF-8 as Python's `surrogateescape` leaves them.
    """
    if text.isascii():
        return "a NUL byte stands in the text" if "\0" in text else ""
    found = _ESCAPED.search(text)
    if not found:
        return damage("\0") if "\0" in text else ""
    byte = ord(found[0]) - 0xDC00
    if not 0x80 <= byte <= 0xFF:
        return f"U+{ord(found[0]):04X} is half of a character"
    return f"byte 0x{byte:02X} is not UTF-8 ({_single_byte(byte)})"


def _single_byte(byte: int) -> str:
    """What a byte would be in the alphabets of one byte a character: the lower half of Latin-1 is empty."""
    if byte >= 0xA0:
        return f"Latin-1 {chr(byte)}" if byte not in (0xA0, 0xAD) else "Latin-1 blank or soft hyphen"
    text = bytes([byte]).decode("cp1252", "replace")
    return f"Windows-1252 {text}" if text != "\ufffd" else "no Latin-1 letter either"
