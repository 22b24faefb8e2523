"""CSV as desks hold it: any line end, a byte-order mark, stray quotes, bytes of other alphabets, rows cut short."""

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple, Protocol

from article41.bulk.headings import Column, Layout, known_headings, plain
from article41.bulk.rows import LONGEST_ROW, WHOLE_ROW, Fault, Row, Say, Unreadable, damage

MOST_LINES = 200
"""A quoted cell may run over at most so many lines; a quote left open would otherwise swallow the file."""

_DELIMITERS = (",", ";", "\t", "|")
_END = "\x1e"
_OPEN_QUOTE = "a quote is opened and not closed"
_TOO_LONG = f"longer than {LONGEST_ROW:,} characters"


class Record(NamedTuple):
    """The cells of one row, or what is wrong with it; `line` counts from 1."""

    line: int
    cells: list[str]
    fault: str = ""


class Header(NamedTuple):
    """The first line of a sheet: the number of its line (from 1), what parts the cells, and the headings."""

    line: int
    delimiter: str
    headings: list[str]


def rows(stream: BinaryIO, facts: frozenset[str] = frozenset(), say: Say = str) -> Iterator[Row | Fault]:
    """The rows of a CSV stream in order. `say` is told once what of the header is not read.

    Raises Unreadable, at once, where there is no header that can be used.
    """
    lines = Lines(stream)
    header = read_header(lines, facts)
    layout = Layout(header.headings, facts)
    for note in layout.notes:
        say(note)
    return _rows(lines, header.delimiter, layout)


def read_header(lines: "Lines", facts: frozenset[str]) -> Header:
    """The header; `lines` stand behind it. Raises Unreadable where there is none."""
    first = next((line for line in lines if line.text.strip()), None)
    if first is None:
        raise Unreadable("nothing to read: the header is missing")
    delimiter, headings = _header(first.text, facts)
    return Header(first.number, delimiter, [h.encode("utf-8", "replace").decode() for h in headings])


def _rows(lines: "Lines", delimiter: str, layout: Layout) -> Iterator[Row | Fault]:
    for number, record in enumerate(records(lines, delimiter, layout.width), start=1):
        yield fault_of(record, layout, number) or layout.row(number, record.line, record.cells)


class Columns(Protocol):
    """How many columns a sheet has, and those that are read."""

    @property
    def width(self) -> int: ...
    @property
    def columns(self) -> Sequence[Column]: ...


def fault_of(record: "Record", layout: Columns, number: int) -> Fault | None:
    """What is wrong with a record as such: its quotes, its width, its characters."""
    if record.fault:
        return Fault(number, record.line, WHOLE_ROW, record.fault)
    if len(record.cells) != layout.width:
        return Fault(number, record.line, WHOLE_ROW, f"{len(record.cells)} columns, {layout.width} expected")
    damaged = ((c.heading, damage(record.cells[c.position])) for c in layout.columns)
    return next((Fault(number, record.line, field, found) for field, found in damaged if found), None)


def _text(stream: BinaryIO) -> io.TextIOWrapper:
    start = stream.peek(2)[:2] if isinstance(stream, io.BufferedReader) else b""
    if start in (b"\xff\xfe", b"\xfe\xff"):
        return io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="")
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")


def _header(text: str, facts: frozenset[str]) -> tuple[str, list[str]]:
    """The delimiter under which most headings are known, or else there are most of them, and the headings."""
    known = known_headings(facts)
    readings = [(d, _cells([text], d) or text.split(d)) for d in _DELIMITERS]
    return max(readings, key=lambda reading: (sum(plain(h) in known for h in reading[1]), len(reading[1])))


class _Line(NamedTuple):
    number: int
    text: str
    too_long: bool = False


class Lines:
    """Lines with their numbers, of bounded length; lines taken too hastily can be put back. `before` lines went by."""

    def __init__(self, stream: BinaryIO, before: int = 0) -> None:
        self.stream, self.number = _text(stream), before
        self._back: deque[_Line] = deque()

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> _Line:
        if self._back:
            return self._back.popleft()
        text = self.stream.readline(LONGEST_ROW + 1)
        if not text:
            raise StopIteration
        self.number += 1
        too_long = len(text) > LONGEST_ROW
        rest = text
        while too_long and rest and not rest.endswith(("\n", "\r")):
            rest = self.stream.readline(LONGEST_ROW)
        return _Line(self.number, "" if too_long else text.rstrip("\r\n"), too_long)

    @property
    def taken(self) -> int:
        """How many lines went by, those that were put back not counted."""
        return self.number - len(self._back)

    def put_back(self, lines: list[_Line]) -> None:
        self._back.extendleft(reversed(lines))


def records(lines: Lines, delimiter: str, width: int) -> Iterator[Record]:
    """The records of a CSV text after its header; blank lines are passed over."""
    for line in lines:
        if line.too_long:
            yield Record(line.number, [], f"the row is {_TOO_LONG}")
        elif '"' in line.text:
            yield _quoted(line, lines, delimiter, width)
        elif line.text.strip():
            yield Record(line.number, line.text.split(delimiter))


def _quoted(first: _Line, lines: Lines, delimiter: str, width: int) -> Record:
    """A record with quotes. One that runs over several lines must have the right width, else only its line is lost."""
    taken = [first]
    try:
        cells = _closed(taken, lines, delimiter)
    except csv.Error as fault:
        lines.put_back(taken[1:])
        return Record(first.number, [], f"not readable as CSV: {fault}")
    if cells is None or (len(taken) > 1 and len(cells) != width):
        lines.put_back(taken[1:])
        return Record(first.number, [], _OPEN_QUOTE)
    return Record(first.number, cells)


def _closed(taken: list[_Line], lines: Lines, delimiter: str) -> list[str] | None:
    """The cells once every quote is closed, `taken` growing line by line; None where that does not come about."""
    cells, size = _cells([taken[0].text], delimiter), len(taken[0].text)
    while cells is None and len(taken) < MOST_LINES and size < LONGEST_ROW and (line := next(lines, None)):
        taken.append(line)
        size += len(line.text)
        if line.too_long:
            break
        cells = _cells([each.text for each in taken], delimiter) if '"' in line.text else None
    return cells


def _cells(texts: list[str], delimiter: str) -> list[str] | None:
    """The cells of a record; None where a quote is still open at its end, so that the added last cell is not found."""
    whole = [*(f"{text}\n" for text in texts[:-1]), f"{texts[-1]}{delimiter}{_END}"]
    cells = next(csv.reader(whole, delimiter=delimiter))
    return cells[:-1] if cells[-1] == _END else None
