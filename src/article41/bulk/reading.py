"""The rows of a source, whatever its format."""

from collections.abc import Iterator

from article41.bulk import objects, sheet
from article41.bulk.rows import Fault, Row, Say
from article41.bulk.source import Source


def rows(source: Source, facts: frozenset[str] = frozenset(), say: Say = str) -> Iterator[Row | Fault]:
    """The rows in order, each a Row or a Fault. `facts` are the law's own (`Regime.boolean_facts`), known as headings.

    `say` is told once of columns that are not read. Raises Unreadable, before the first row, where nothing can be read.
    """
    if source.format == "jsonl":
        return objects.lines(source.stream)
    if source.format == "json":
        return objects.document(source.stream)
    if source.format == "csv":
        return sheet.rows(source.stream, facts, say)
    from article41.bulk import columnar

    return columnar.rows(source.stream, facts, say)
