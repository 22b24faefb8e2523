"""Parquet: flat columns under the headings of a CSV file, or nested columns in the contract's own form."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from article41.bulk.headings import Layout
from article41.bulk.rows import Fault, Row, Say, Unreadable


def rows(stream: BinaryIO, facts: frozenset[str] = frozenset(), say: Say = str) -> Iterator[Row | Fault]:
    """The rows of a Parquet file in order. Raises Unreadable where it is none or has no usable columns."""
    pl = polars()
    try:
        frame = pl.read_parquet(stream)
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise Unreadable(f"not readable as Parquet: {str(fault).splitlines()[0]}") from None
    if any(kind.is_nested() for kind in frame.schema.values()):
        return _nested(frame.iter_rows(named=True))
    layout = Layout(frame.columns, facts)
    for note in layout.notes:
        say(note)
    return (layout.row(number, 0, cells) for number, cells in enumerate(frame.iter_rows(), start=1))


def polars() -> Any:
    """The polars module, which takes long to load and which few runs need. Raises Unreadable where it is missing."""
    try:
        import polars as pl
    except ImportError:
        raise Unreadable("Parquet needs polars: install article41 with the extra `bulk`") from None
    return pl


def _nested(found: Iterator[dict[str, Any]]) -> Iterator[Row | Fault]:
    for number, said in enumerate(found, start=1):
        yield Row(number, 0, without_nulls(said))


def without_nulls(value: Any) -> Any:
    """A column that holds nothing in this row is a key that was not sent."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value if item is not None]
    return value
