"""A file in parts: frames of some hundred thousand rows, each with where it ends, so that a run can be taken up."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from article41.bulk.columnar import without_nulls
from article41.bulk.headings import Column, refuse_twins
from article41.bulk.objects import document, lines
from article41.bulk.rows import Fault, Row, Unreadable
from article41.bulk.source import Format, opened
from article41.columns.acts import NUMBERS, as_row
from article41.columns.fitting import Fitted

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


FitOf = Callable[[Sequence[str], Mapping[str, Sequence[Any]]], Fitted]
"""Says what the columns of a file mean, from their headings and a few values of each; raises Unreadable."""
SAMPLES = 100


class Reading(NamedTuple):
    """What is read of a sheet: how many columns it has, those that are needed, and how ours are made of them."""

    width: int
    columns: list[Column]
    fit: Fitted

    @classmethod
    def of(cls, headings: Sequence[str], samples: Mapping[str, Sequence[Any]], fit_of: FitOf) -> "Reading":
        """Raises Unreadable where two headings are one, or as `fit_of` does."""
        refuse_twins(headings)
        fit = fit_of(headings, samples)
        needed = {name for expression in fit.columns.values() for name in expression.meta.root_names()}
        columns = [Column(n, heading, "", "") for n, heading in enumerate(headings) if heading in needed]
        return cls(len(headings), columns, fit)


class Part(NamedTuple):
    """Rows of a file under our headings. `rows` and `lines` are the numbers of the frame's rows, as in `bulk.rows.Row`.

    `others` are acts that no row of a frame can hold, `faults` the rows that cannot be read at all. A file of acts in
    the contract's form gives `acts`, those that the frame was made of by their number; a sheet gives its `fit`.
    """

    frame: pl.DataFrame
    rows: Numbers
    lines: Numbers
    after: Position
    faults: Sequence[Fault] = ()
    others: Sequence[Row] = ()
    acts: Mapping[int, Row] = {}
    fit: Fitted | None = None


class Input(NamedTuple):
    """A file and its format."""

    path: Path
    format: Format

    def opened(self) -> BinaryIO:
        """A new stream of the file's bytes, unpacked. Raises Unreadable."""
        return opened(str(self.path))


def parts(source: Input, fit_of: FitOf, start: Position = START) -> Iterator[Part]:
    """The parts of a file from a position on. Raises Unreadable."""
    if source.format == "parquet":
        return _of_parquet(source, fit_of, start)
    if source.format == "csv":
        from article41.columns.sheets import parts_of_sheet

        return parts_of_sheet(source, fit_of, start)
    return _of_objects(source, start)


def counted(first: int, count: int) -> Numbers:
    """`count` numbers from `first` on."""
    return np.arange(first, first + count, dtype=np.int64)


def holds_acts(source: Input) -> bool:
    """Whether a file holds acts in the contract's own form, under no headings that could mean something else."""
    if source.format == "parquet":
        return any(kind.is_nested() for kind in _scanned(source).collect_schema().values())
    return source.format != "csv"


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


def _of_parquet(source: Input, fit_of: FitOf, start: Position) -> Iterator[Part]:
    scanned = _scanned(source)
    schema = scanned.collect_schema()
    if holds_acts(source):
        yield from _of_nested(scanned, start)
        return
    reading = Reading.of(schema.names(), scanned.head(SAMPLES).collect().to_dict(as_series=False), fit_of)
    at = start.byte
    wanted = scanned.select(column.heading for column in reading.columns)
    while len(frame := wanted.slice(at, ROWS).collect()):
        rows, lines = counted(at + 1, len(frame)), np.zeros(len(frame), dtype=np.int64)
        at += len(frame)
        yield Part(reading.fit.apply(frame), rows, lines, Position(at, 0, at), fit=reading.fit)


def _of_nested(scanned: pl.LazyFrame, start: Position) -> Iterator[Part]:
    at = start.byte
    while len(frame := scanned.slice(at, OBJECTS).collect()):
        acts = [Row(n, 0, without_nulls(said)) for n, said in enumerate(frame.iter_rows(named=True), start=at + 1)]
        at += len(frame)
        yield _of_acts(acts, [], Position(at, 0, at))


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
        after=after,
        faults=faults,
        others=[act for act in acts if act.number not in fitting],
        acts={act.number: act for act, _ in flat},
    )
