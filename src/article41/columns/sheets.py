"""CSV in parts: clean blocks are read by polars, odd ones record by record as `bulk.sheet` does, with the same rows.

A block ends where a line ends and every quote is closed. Where no such place is found, a quote was left open, and the
rest of the file is read record by record.
"""

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import numpy as np
import polars as pl

from article41.bulk.headings import Layout
from article41.bulk.rows import LONGEST_ROW, Fault, Say
from article41.bulk.sheet import MOST_LINES, Header, Lines, Record, fault_of, read_header, records
from article41.columns.parts import START, Input, Part, Position, counted

BLOCK = 1 << 25
"""So many bytes are read at a time."""
RECORDS = 100_000
"""So many records make a part where they are read one by one."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def parts_of_sheet(source: Input, facts: frozenset[str], start: Position, say: Say) -> Iterator[Part]:
    """The parts of a CSV file. Raises Unreadable where there is no header that can be used."""
    with source.opened() as stream:
        header = read_header(Lines(stream), facts)
    layout = Layout(header.headings, facts)
    for note in layout.notes:
        say(note)
    position = start if start != START else _behind(header, source)
    with source.opened() as stream:
        stream.seek(position.byte)
        blocks = _blocks(stream) if position.byte and not position.skip else iter([None])
        for block in blocks:
            if block is None:
                break
            part = _part(block, position, header, layout)
            yield part
            position = part.after
        else:
            return
    yield from _one_by_one(source, position, header, layout)


def _behind(header: Header, source: Input) -> Position:
    """Where the rows begin; the very start where lines are not ended as in most files, so that bytes cannot be told."""
    with source.opened() as stream:
        first = b"".join(stream.readline() for _ in range(header.line))
    if first.startswith(_UTF_16) or b"\r" in first.replace(b"\r\n", b""):
        return START
    return Position(len(first), header.line)


def _blocks(stream: BinaryIO) -> Iterator[bytes | None]:
    """Blocks of whole records; None where a quote or a line has no end."""
    rest = b""
    while chunk := stream.read(BLOCK):
        data = rest + chunk
        end = _end_of_records(data)
        if end < 0 or len(data) - end > BLOCK or _has_odd_line_ends(data[:end]):
            yield None
            return
        if end:
            yield data[:end]
        rest = data[end:]
    if rest:
        yield rest + b"\n" if rest.count(b'"') % 2 == 0 else None


def _end_of_records(data: bytes) -> int:
    """Behind the last line end at which every quote is closed; 0 where no line ends, -1 where a quote stays open."""
    end = data.rfind(b"\n") + 1
    is_open = data.count(b'"', 0, end) % 2
    for _ in range(MOST_LINES):
        if not is_open:
            return end
        before = data.rfind(b"\n", 0, end - 1) + 1
        is_open ^= data.count(b'"', before, end) % 2
        end = before
        if not end:
            break
    return -1


def _has_odd_line_ends(block: bytes) -> bool:
    return b"\r" in block and block.count(b"\r") != block.count(b"\r\n")


def _part(block: bytes, position: Position, header: Header, layout: Layout) -> Part:
    """The rows of a block. Its own lines count on from the position's."""
    frame = _clean(block, header.delimiter, layout)
    lines = block.count(b"\n")
    if frame is None:
        found = records(Lines(io.BytesIO(block), position.line), header.delimiter, layout.width)
        return _of_records(list(found), position, layout, position.byte + len(block), position.line + lines)
    after = Position(position.byte + len(block), position.line + lines, position.row + len(frame))
    rows, at = counted(position.row + 1, len(frame)), counted(position.line + 1, len(frame))
    return Part(frame, rows, at, [], [], after)


def _clean(block: bytes, delimiter: str, layout: Layout) -> pl.DataFrame | None:
    """The block as polars reads it; None where something in it must be looked at record by record."""
    bare = _without_quoted(block, delimiter) if b'"' in block else block
    breaks = (np.frombuffer(block, dtype=np.uint8) == ord("\n")).nonzero()[0]
    lengths = np.diff(breaks, prepend=-1)
    if (
        layout.width < 2
        or b'"' in bare
        or b"\0" in block
        or bare.count(b"\n") != len(breaks)
        or bare.count(delimiter.encode()) != len(breaks) * (layout.width - 1)
        or lengths.min(initial=9) <= 1 + (b"\r" in block)
        or lengths.max(initial=0) > LONGEST_ROW // 4
    ):
        return None
    columns = [f"{n}" for n in range(layout.width)]
    try:
        frame = pl.read_csv(
            block, has_header=False, separator=delimiter, quote_char='"' if bare is not block else None,
            schema=dict.fromkeys(columns, pl.String()),
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        return None
    return frame.select(pl.col(f"{c.position}").alias(c.heading) for c in layout.columns)


def _without_quoted(block: bytes, delimiter: str) -> bytes:
    """The block without cells that stand in quotes from one delimiter or line end to the next; stray quotes stay."""
    edge = re.escape(delimiter.encode())
    cell = b"(?:(?<=" + edge + rb')|(?<=\n)|\A)"(?:[^"]|"")*"(?=' + edge + rb"|\r?\n|\Z)"
    return re.sub(cell, b"", block)


def _of_records(found: list[Record], position: Position, layout: Layout, byte: int, line: int, skip: int = 0) -> Part:
    """A part from records, of which some may be faulty."""
    faults: list[Fault] = []
    sound: list[tuple[int, Record]] = []
    for number, record in enumerate(found, start=position.row + 1):
        fault = fault_of(record, layout, number)
        if fault:
            faults.append(fault)
        else:
            sound.append((number, record))
    columns = {c.heading: [record.cells[c.position] or None for _, record in sound] for c in layout.columns}
    return Part(
        frame=pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String())),
        rows=np.array([number for number, _ in sound], dtype=np.int64),
        lines=np.array([record.line for _, record in sound], dtype=np.int64),
        others=[],
        faults=faults,
        after=Position(byte, line, position.row + len(found), skip),
    )


def _one_by_one(source: Input, position: Position, header: Header, layout: Layout) -> Iterator[Part]:
    """The rest of a file, record by record; `position.skip` of them are known already."""
    with source.opened() as stream:
        stream.seek(position.byte)
        lines = Lines(stream, position.line)
        if not position.byte:
            lines = Lines(stream)
            read_header(lines, frozenset())
        found = islice(records(lines, header.delimiter, layout.width), position.skip, None)
        while chunk := list(islice(found, RECORDS)):
            skip = position.skip + len(chunk)
            part = _of_records(chunk, position, layout, position.byte, position.line, skip)
            yield part
            position = part.after
