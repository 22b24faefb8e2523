"""Reports from files: which files are meant, and their text exactly as it is stored."""

from glob import glob
from pathlib import Path
from typing import BinaryIO

from article41.errors import InputError

STANDARD_INPUT = "-"
MOST = 16 * 1024 * 1024
"""Bytes of a report. The longest real ones have some twenty thousand."""
_OTHERS = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a packed file or an office document", b"\x1f\x8b": "a packed file",
    b"\xff\xfe": "text in UTF-16", b"\xfe\xff": "text in UTF-16", b"{\\rtf": "an RTF document",
    b"<!doctype": "an HTML page", b"<html": "an HTML page", b"<?xml": "XML",
}  # fmt: skip
"""First bytes, in lower case where they are letters, of what people give instead of a text."""


class NoReport(InputError):
    """A file that holds no text to be read."""


def expanded(names: tuple[str, ...]) -> list[str]:
    """The files meant, each once: a folder stands for its .txt files, a pattern for those it fits; sorted.

    Raises NoReport for a folder without one.
    """
    found = [file for name in names for file in _files(name)]
    return list(dict.fromkeys(found))


def _files(name: str) -> list[str]:
    if not Path(name).is_dir():
        return [name] if name == STANDARD_INPUT else sorted(glob(name, recursive=True)) or [name]
    inside = sorted(str(file) for file in Path(name).glob("*.txt"))
    if not inside:
        raise NoReport(f"{name}: a folder without a .txt file", name, "a folder of reports, one .txt file each")
    return inside


def stem(name: str) -> str:
    """What a report is called: its file's name without the ending."""
    return "stdin" if name == STANDARD_INPUT else Path(name).stem


def text_of(name: str, standard_input: BinaryIO) -> str:
    """The text of a file, or of `standard_input` for `-`; no line end is changed, so that places hold in the file.

    Raises NoReport where it is missing, empty, longer than MOST bytes, no text, or not in UTF-8.
    """
    return text_in(_bytes(name, standard_input), "standard input" if name == STANDARD_INPUT else name)


def text_in(data: bytes, shown: str) -> str:
    """The text that bytes are, as `text_of` reads those of a file; `shown` is what they are called in messages."""
    if len(data) > MOST:
        raise NoReport(f"{shown}: longer than {MOST:,} bytes", shown, "one report a file")
    if other := next(
        (what for start, what in _OTHERS.items() if data[:16].lstrip().lower().startswith(start.lower())), ""
    ):
        raise NoReport(f"{shown}: {other}", shown, "the report's words as plain text in UTF-8")
    if (zero := data.find(b"\0")) >= 0:
        raise NoReport(f"{shown}: a NUL at byte {zero}, so no text", shown, "plain text in UTF-8")
    text = _decoded(data, shown)
    if not text.strip():
        raise NoReport(f"{shown}: empty", shown, "the words of a report")
    return text


def _bytes(name: str, standard_input: BinaryIO) -> bytes:
    try:
        if name == STANDARD_INPUT:
            return standard_input.read(MOST + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST + 1)
    except OSError as fault:
        raise NoReport(f"{name}: {fault.strerror}", name, "a text file, a folder of them, or - for stdin") from None


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise NoReport(
            f"{shown}: byte 0x{data[fault.start]:02x} in line {line} is not UTF-8", shown,
            "UTF-8; for an old Western file try: iconv -f WINDOWS-1252 -t UTF-8",
        ) from None  # fmt: skip
