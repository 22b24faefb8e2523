"""Where acts come from: a file or standard input, and in which format."""

import difflib
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, cast

from article41.bulk.rows import Unreadable

Format = Literal["csv", "json", "jsonl", "parquet"]
STANDARD_INPUT = "-"

_BY_EXTENSION: dict[str, Format] = {
    ".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip


class Source(NamedTuple):
    """An open stream of bytes with its name and format."""

    name: str
    stream: io.BufferedReader
    format: Format


def open_source(name: str, stated: Format | None = None, standard_input: BinaryIO | None = None) -> Source:
    """The source called `name`; `-` is `standard_input`. The format is the stated one, else the file's extension's,
    else told from the first bytes. Raises Unreadable where there is no such file or it cannot be opened."""
    stream = _buffered(standard_input) if name == STANDARD_INPUT and standard_input else opened(name)
    return Source(name, stream, stated or format_of(name) or sniff(stream))


def format_of(name: str) -> Format | None:
    """The format that a file's extension tells; of a packed file (`.gz`) the one before it."""
    return _BY_EXTENSION.get(Path(name.lower().removesuffix(".gz")).suffix)


def sniff(stream: io.BufferedReader) -> Format:
    """The format that the first bytes look like; nothing is taken from the stream."""
    start = stream.peek(65536)
    if start.startswith(b"PAR1"):
        return "parquet"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        return "json"
    return _of_objects(text) if text.startswith(b"{") else "csv"


def _of_objects(text: bytes) -> Format:
    """One object a line, or a single object written over several lines."""
    first, _, rest = text.partition(b"\n")
    over_lines = not first.rstrip().endswith(b"}") and bool(rest.strip()) and not rest.lstrip().startswith(b"{")
    return "json" if over_lines else "jsonl"


def count_lines(source: Source) -> int:
    """How many lines a file has, for a progress bar; 0 where lines are no rows or it cannot be told."""
    if source.name == STANDARD_INPUT or source.name.endswith(".gz") or source.format not in ("csv", "jsonl"):
        return 0
    with Path(source.name).open("rb") as file:
        return sum(block.count(b"\n") for block in _blocks(file))


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(1 << 20):
        yield block


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))


def opened(name: str) -> io.BufferedReader:
    """A file's bytes; those of a packed file are unpacked as they are read. Raises Unreadable."""
    path = Path(name)
    try:
        packed = path.suffix.lower() == ".gz"
        return io.BufferedReader(cast(io.RawIOBase, gzip.open(path))) if packed else path.open("rb")
    except FileNotFoundError:
        raise Unreadable(f"no such file: {name}", nearest=_beside(path)) from None
    except OSError as fault:
        raise Unreadable(f"{name} cannot be read: {fault.strerror}") from None


def _beside(path: Path) -> tuple[str, ...]:
    """Files of nearly the same name in the same folder."""
    names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    return tuple(str(path.parent / near) for near in difflib.get_close_matches(path.name, names, 1, 0.75))
