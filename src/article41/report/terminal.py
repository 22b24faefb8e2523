"""Totals on a terminal, by rich: the counts, short tables, and what they rest on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from article41.cli.show import COLOUR
from article41.report.sections import Basis, Section, sections
from article41.report.totals import Totals

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.table import Table

MOST = 10
"""Lines of a table; a page has more."""


def closing(totals: Totals, basis: Basis) -> "Group":
    """The whole summary for a rich console."""
    from rich.console import Group

    return Group(*_parts(totals, basis))


def _parts(totals: Totals, basis: Basis) -> "Iterator[RenderableType]":
    from rich.text import Text

    for section in sections(totals, MOST):
        yield Text(f"\n{section.title}", style="bold")
        yield _table(section)
        yield from (Text(note, style="dim") for note in section.notes)
    yield Text(f"\n{totals.counts}", style="bold")
    yield Text(" ".join(basis.lines[1:]), style="dim")


def _table(section: Section) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    made.add_column(section.heading, overflow="fold")
    for word in section.verdicts:
        made.add_column(Text(word.replace("_", " "), style=COLOUR.get(word, "bold")), justify="right")
    for name, counts in section.lines:
        cells = (f"{counts[word]:,}" if word in counts else "" for word in section.verdicts)
        made.add_row(Text(name), *cells)
    return made
