"""What commands print on: rich, imported only when something is printed; colour on a terminal, plain when piped."""

import os
import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click
import msgspec

from article41.dates import parse_date
from article41.errors import InputError
from article41.law import LawError, Regime, Unknown, load

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PIPED_WIDTH = 120
"""Columns of a table that goes to a file or a pipe, unless COLUMNS says otherwise."""


class Refused(click.ClickException):
    """Nothing could be answered: the message on stderr, exit code 2."""

    exit_code = 2


class Day(click.ParamType):
    """A day in any form that `parse_date` reads; a bad one exits 2 with the reason and the nearest right day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return parse_date(value)
        except InputError as fault:
            self.fail(str(fault), param, ctx)


def console() -> "Console":
    """Where answers go: stdout, without guesses at markup, highlights or a width that a pipe does not have."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH
    return Console(highlight=False, markup=False, emoji=False, width=width)


def table(*columns: tuple[str, dict[str, Any]]) -> "Table":
    """An empty table with these headings, each with rich's options for its column."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, pad_edge=False, title_justify="left", show_edge=False)
    for heading, options in columns:
        made.add_column(heading, overflow="fold", **options)
    return made


def lines(printed: "Console", texts: Iterable[str], indent: int = 0) -> None:
    """Texts one below the other; blanks at the start of a text indent it, and its wrapped lines with it."""
    from rich.padding import Padding
    from rich.text import Text

    for text in texts:
        bare = text.lstrip(" ")
        printed.print(Padding(Text(bare), (0, 0, 0, indent + len(text) - len(bare))))


def json(value: Any) -> None:
    """One line of JSON on stdout."""
    click.echo(msgspec.json.encode(value).decode())


def the_law(overlay: str | None = None) -> Regime:
    """The law, with a draft laid over it. Exits 2 where the files have a fault or the draft is unknown."""
    try:
        law = load()
        return law.overlaid(overlay) if overlay else law
    except (LawError, Unknown) as fault:
        raise Refused(str(fault.args[0])) from None
