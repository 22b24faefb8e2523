"""Many verdicts as a table: streamed and plain for files and pipes, by rich for a few rows on a terminal."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

import click

from article41.bulk.judging import Answer
from article41.bulk.summary import deciding
from article41.cli.show import COLOUR, printable
from article41.transaction import Transaction
from article41.verdict import Verdict
from article41.wording import good_text, place, vessel_text

FEW = 500
"""A terminal gets a table with colours up to this many rows; beyond, lines come as they are judged."""


class Column(NamedTuple):
    """A heading, and the most characters a cell has in plain text."""

    heading: str
    width: int


COLUMNS = (
    Column("row", 12), Column("date", 10), Column("what", 56), Column("verdict", 17),
    Column("paragraph", 30), Column("next step", 90),
)  # fmt: skip
_VERDICT = 3


def cells(answer: Answer, arrow: str = "→") -> list[str]:
    """The cells of a row: the act's id or else the row's number first, then as in COLUMNS."""
    act, verdict = answer.act, answer.verdict
    first = next((f"{finding.cite}, {finding.paragraph}" for finding in deciding(verdict)), "")
    told = [verdict.id or str(answer.row), str(act.date), what(act, arrow), verdict.verdict, first, next_step(verdict)]
    return [printable(cell) for cell in told]


def what(act: Transaction, arrow: str) -> str:
    """The act in a few words: activity, places, the first good or else the first party or the vessel."""
    goods = next((good_text(good) for good in act.goods if good.hs or good.description), "")
    parties = next((party.name for party in act.parties), "")
    places = f"{place(act, 'from')}{arrow}{place(act, 'to')}"
    return " ".join(text for text in (act.activity, places, goods or parties or vessel_text(act)) if text)


def next_step(verdict: Verdict) -> str:
    """What to do now: the first question, else a warning, else the kinds of conditions, else a route."""
    kinds = ", ".join(dict.fromkeys(term.kind for term in verdict.conditions))
    steps = chain(
        (missing.question for missing in verdict.missing),
        (advisory.text for advisory in verdict.advisories if advisory.kind == "warning"),
        [f"conditions: {kinds}"] if kinds else [],
        (_route(route) for finding in deciding(verdict) for route in finding.routes),
    )
    return next(steps, "")


def _route(route: dict[str, Any]) -> str:
    needs = ", ".join(route["needs"])
    return f"route: {route.get('name') or route['says']}" + (f" (needs {needs})" if needs else "")


def plain(answers: Iterable[Answer], stream: BinaryIO, encoding: str = "utf-8") -> None:
    """One line a row, in columns of fixed width, sent off as they come; what the encoding lacks becomes `?`."""
    arrow = "→" if encoding.lower().replace("-", "").startswith("utf") else ">"
    for row in chain([[column.heading for column in COLUMNS]], (cells(answer, arrow) for answer in answers)):
        stream.write(_line(row).encode(encoding, "replace"))
        stream.flush()


def _line(row: list[str]) -> str:
    cut = (_cut(cell, column.width).ljust(column.width) for cell, column in zip(row, COLUMNS, strict=True))
    return "  ".join(cut).rstrip() + "\n"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."


def on_terminal(answers: Iterator[Answer], stream: BinaryIO, encoding: str = "utf-8") -> None:
    """A table in colour for a few rows; more of them are written plain."""
    few = list(islice(answers, FEW + 1))
    if len(few) > FEW:
        plain(chain(few, answers), stream, encoding)
    else:
        _by_rich(few)


def _by_rich(answers: list[Answer]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for n, column in enumerate(COLUMNS):
        made.add_column(column.heading, overflow="fold", no_wrap=n in (1, _VERDICT))
    for answer in answers:
        colour = COLOUR[answer.verdict.verdict]
        made.add_row(*(Text(cell, style=colour if n == _VERDICT else "") for n, cell in enumerate(cells(answer))))
    console = Console(highlight=False)
    with console.capture() as printed:
        console.print(made)
    click.echo(printed.get(), nl=False)
