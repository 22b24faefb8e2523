"""CSV in parts: clean blocks are read by polars, odd ones record by record as `bulk.sheet` does, with the same rows.

A block is clean where every quote opens or closes a cell and every line has its cells: then no line depends on another.
In an odd block a quote may swallow the lines behind it, MOST_LINES at most; what stands nearer to the end is left for
the next block, which sees on.
"""

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
import polars as pl

from article41.bulk.rows import LONGEST_ROW
from article41.bulk.sheet import MOST_LINES, Header, Lines, Record, fault_of, read_header, records
from article41.columns.parts import SAMPLES, START, FitOf, Input, Part, Position, Reading, counted

BLOCK = 1 << 25
"""So many bytes are read at a time."""
_LINE_END = re.compile(rb"\r\n|\r|\n")


def parts_of_sheet(source: Input, fit_of: FitOf, start: Position) -> Iterator[Part]:
    """The parts of a CSV file. Raises Unreadable where there is no header that can be used.

    Positions count bytes of the text as UTF-8.
    """
    header, sheet = _opened(source, fit_of)
    position = start if start != START else Position(_behind(source, header.line), header.line)
    data = b""
    for chunk, last in _chunks(source, position.byte):
        data += chunk
        part = sheet.part(data, last, position)
        if part:
            yield part
            data = data[part.after.byte - position.byte :]
            position = part.after


def _opened(source: Input, fit_of: FitOf) -> "tuple[Header, _Sheet]":
    """The header, and what it and the first rows say of the columns."""
    with source.opened() as stream:
        lines = Lines(stream)
        header = read_header(lines, frozenset())
        width = len(header.headings)
        first = [record.cells for record in islice(records(lines, header.delimiter, width), SAMPLES)]
    rows = [cells for cells in first if len(cells) == width]
    samples = {heading: [cells[n] for cells in rows] for n, heading in enumerate(header.headings)}
    return header, _Sheet(header.delimiter, Reading.of(header.headings, samples, fit_of))


def _chunks(source: Input, start: int) -> Iterator[tuple[bytes, bool]]:
    """The text as UTF-8 from a byte on, and whether each chunk is the last."""
    with source.opened() as stream:
        if stream.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            stream.seek(0)
            text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="")
            yield text.read().encode("utf-8")[start:], True
            return
        stream.seek(start)
        chunk = stream.read(BLOCK)
        while chunk:
            following = stream.read(BLOCK)
            yield chunk, not following
            chunk = following


def _behind(source: Input, lines: int) -> int:
    """The byte behind so many lines."""
    text = b""
    for chunk, last in _chunks(source, 0):
        text += chunk
        ends = list(islice(_LINE_END.finditer(text), lines))
        if len(ends) == lines and (last or ends[-1].end() < len(text)):
            return ends[-1].end()
    return len(text)


class _Sheet(NamedTuple):
    """How the cells of a file are parted, and what its columns mean."""

    delimiter: str
    reading: Reading

    def part(self, data: bytes, last: bool, position: Position) -> Part | None:
        """The rows of which `data` holds enough to be sure; None where that is none. `last`: nothing follows."""
        block = data[: data.rfind(b"\n") + 1] if not last else data if data.endswith(b"\n") else data + b"\n"
        frame = _clean(block, self.delimiter, self.reading)
        if frame is None:
            return self._odd(data, last, position)
        lines, byte = block.count(b"\n"), position.byte + min(len(block), len(data))
        after = Position(byte, position.line + lines, position.row + len(frame))
        rows, at = counted(position.row + 1, len(frame)), counted(position.line + 1, len(frame))
        return Part(self.reading.fit.apply(frame), rows, at, after, fit=self.reading.fit) if lines else None

    def _odd(self, data: bytes, last: bool, position: Position) -> Part | None:
        """The records that begin so far from the end that what follows cannot change them."""
        ends = [found.end() for found in _LINE_END.finditer(data)]
        sure = len(ends) + 1 if last else len(ends) - MOST_LINES - 2
        found: list[Record] = []
        lines = Lines(io.BytesIO(data), position.line)
        taken = 0
        for record in records(lines, self.delimiter, self.reading.width) if sure > 0 else ():
            if not last and record.line - position.line > sure:
                break
            found.append(record)
            taken = lines.taken - position.line
        if not taken:
            return None
        byte = len(data) if last else ends[taken - 1]
        return _of_records(found, position, self.reading, Position(position.byte + byte, position.line + taken))


def _clean(block: bytes, delimiter: str, reading: Reading) -> pl.DataFrame | None:
    """The block as polars reads it; None where something in it must be looked at record by record."""
    bare = _without_quoted(block, delimiter) if b'"' in block else block
    breaks = (np.frombuffer(block, dtype=np.uint8) == ord("\n")).nonzero()[0]
    lengths = np.diff(breaks, prepend=-1)
    if (
        reading.width < 2
        or b'"' in bare
        or b"\0" in block
        or (b"\r" in block and block.count(b"\r") != block.count(b"\r\n"))
        or bare.count(b"\n") != len(breaks)
        or bare.count(delimiter.encode()) != len(breaks) * (reading.width - 1)
        or lengths.min(initial=9) <= 1 + (b"\r" in block)
        or lengths.max(initial=0) > LONGEST_ROW // 4
    ):
        return None
    columns = [f"{n}" for n in range(reading.width)]
    try:
        frame = pl.read_csv(
            block, has_header=False, separator=delimiter, quote_char='"' if bare is not block else None,
            schema=dict.fromkeys(columns, pl.String()),
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        return None
    return frame.select(pl.col(f"{c.position}").alias(c.heading) for c in reading.columns)


def _without_quoted(block: bytes, delimiter: str) -> bytes:
    """The block without cells that stand in quotes from one delimiter or line end to the next; stray quotes stay."""
    edge = re.escape(delimiter.encode())
    cell = b"(?:(?<=" + edge + rb')|(?<=\n)|\A)"(?:[^"]|"")*"(?=' + edge + rb"|\r?\n|\Z)"
    return re.sub(cell, b"", block)


def _of_records(found: list[Record], position: Position, reading: Reading, after: Position) -> Part:
    """A part from records, of which some may be faulty."""
    numbered = list(enumerate(found, start=position.row + 1))
    faults = {number: fault for number, record in numbered if (fault := fault_of(record, reading, number))}
    sound = [(number, record) for number, record in numbered if number not in faults]
    columns = {c.heading: [record.cells[c.position] or None for _, record in sound] for c in reading.columns}
    return Part(
        frame=reading.fit.apply(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String()))),
        rows=np.array([number for number, _ in sound], dtype=np.int64),
        lines=np.array([record.line for _, record in sound], dtype=np.int64),
        after=after._replace(row=position.row + len(found)),
        faults=list(faults.values()),
        fit=reading.fit,
    )
