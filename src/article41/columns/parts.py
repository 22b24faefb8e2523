"""A file in parts: frames of some hundred thousand rows, each with where it ends, so that a run can be taken up."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from article41.bulk.columnar import without_nulls
from article41.bulk.headings import Layout
from article41.bulk.objects import document, lines
from article41.bulk.rows import Fault, Row, Say, Unreadable
from article41.bulk.source import Format, opened
from article41.columns.acts import NUMBERS, as_row

ROWS = 500_000
"""So many rows of a Parquet file make a part."""
OBJECTS = 50_000
"""So many lines of a JSON Lines file make a part."""
Numbers = npt.NDArray[np.int64]


class Position(NamedTuple):
    """How far a file was read: bytes (rows, of a Parquet file), lines and rows."""

    byte: int = 0
    line: int = 0
    row: int = 0


START = Position()


class Part(NamedTuple):
    """Rows of a file. `rows` and `lines` are the numbers of the frame's rows, as in `bulk.rows.Row`.

    `others` are acts that no row of a frame can hold, `faults` the rows that cannot be read at all; `acts` are the acts
    that the frame was made of, by their number, where they came in the contract's form.
    """

    frame: pl.DataFrame
    rows: Numbers
    lines: Numbers
    others: list[Row]
    faults: list[Fault]
    after: Position
    acts: Mapping[int, Row] = {}


class Input(NamedTuple):
    """A file and its format."""

    path: Path
    format: Format

    def opened(self) -> BinaryIO:
        """A new stream of the file's bytes, unpacked. Raises Unreadable."""
        return opened(str(self.path))


def parts(source: Input, facts: frozenset[str], start: Position = START, say: Say = str) -> Iterator[Part]:
    """The parts of a file from a position on. `say` is told once what is not read. Raises Unreadable."""
    if source.format == "parquet":
        return _of_parquet(source, facts, start, say)
    if source.format == "csv":
        from article41.columns.sheets import parts_of_sheet

        return parts_of_sheet(source, facts, start, say)
    return _of_objects(source, start)


def counted(first: int, count: int) -> Numbers:
    """`count` numbers from `first` on."""
    return np.arange(first, first + count, dtype=np.int64)


def length(source: Input) -> int:
    """How much there is to read, in the measure of `Position.byte`: rows of Parquet, else bytes; 0 where unknown."""
    if source.format == "parquet":
        return int(_scanned(source).select(pl.len()).collect().item())
    return 0 if source.path.suffix == ".gz" else source.path.stat().st_size


def _scanned(source: Input) -> pl.LazyFrame:
    try:
        frame = pl.scan_parquet(source.path, glob=False)
        frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise Unreadable(f"{source.path}: not readable as Parquet: {str(fault).splitlines()[0]}") from None
    return frame


def _of_parquet(source: Input, facts: frozenset[str], start: Position, say: Say) -> Iterator[Part]:
    scanned = _scanned(source)
    schema = scanned.collect_schema()
    nested = any(kind.is_nested() for kind in schema.values())
    if not nested:
        layout = Layout(schema.names(), facts)
        for note in layout.notes:
            say(note)
        scanned = scanned.select(column.heading for column in layout.columns)
    at = start.byte
    while len(frame := scanned.slice(at, OBJECTS if nested else ROWS).collect()):
        after = Position(at + len(frame), 0, at + len(frame))
        rows = counted(at + 1, len(frame))
        if nested:
            yield _of_acts([Row(n, 0, said) for n, said in zip(rows.tolist(), _objects(frame), strict=True)], [], after)
        else:
            yield Part(frame, rows, np.zeros(len(frame), dtype=np.int64), [], [], after)
        at = after.byte


def _objects(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    return (without_nulls(said) for said in frame.iter_rows(named=True))


def _of_objects(source: Input, start: Position) -> Iterator[Part]:
    with source.opened() as stream:
        found = islice((document if source.format == "json" else lines)(stream), start.row, None)
        row = start.row
        while chunk := list(islice(found, OBJECTS)):
            row += len(chunk)
            faults = [item for item in chunk if isinstance(item, Fault)]
            yield _of_acts([item for item in chunk if isinstance(item, Row)], faults, Position(stream.tell(), 0, row))


def _of_acts(acts: list[Row], faults: list[Fault], after: Position) -> Part:
    """Acts as a frame as far as they fit one, the others as they are."""
    flat = [(act, row) for act in acts if (row := as_row(act.said))]
    fitting = {act.number for act, _ in flat}
    headings = dict.fromkeys(heading for _, row in flat for heading in row)
    schema = {heading: pl.Float64() if heading in NUMBERS else pl.String() for heading in headings}
    return Part(
        frame=pl.DataFrame([row for _, row in flat], schema=schema),
        rows=np.array([act.number for act, _ in flat], dtype=np.int64),
        lines=np.array([act.line for act, _ in flat], dtype=np.int64),
        others=[act for act in acts if act.number not in fitting],
        faults=faults,
        after=after,
        acts={act.number: act for act, _ in flat},
    )
