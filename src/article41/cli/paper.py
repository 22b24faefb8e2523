"""How commands read days and print: colour on a terminal, plain when piped; rich is imported for tables alone."""

import io
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import click
import msgspec

from article41.dates import parse_date
from article41.drafts import laid_over
from article41.errors import InputError
from article41.law import LawError, Regime, Unknown, load

PIPED_WIDTH = 120
"""Columns of what goes to a file or a pipe, unless COLUMNS says otherwise."""
Command = Callable[..., Any]
_WHOLE_WORDS: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def overlay(command: Command) -> Command:
    """The option that lays a draft over the law."""
    text = "Lay this draft over the law, e.g. S/2022/431, or a draft's own file; it has no legal effect."
    return click.option("--overlay", metavar="DRAFT", help=text)(command)


def form(command: Command) -> Command:
    """The option that chooses between text and JSON."""
    choice = click.Choice(["table", "json"])
    return click.option("--format", "form", type=choice, default="table", show_default=True, help="How to print.")(
        command
    )


class Refused(click.ClickException):
    """Nothing could be answered: the message on stderr, exit code 2."""

    exit_code = 2


class Day(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A day in any form that `parse_date` reads; a bad one exits 2 with the reason and the nearest right day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return parse_date(value)
        except InputError as fault:
            self.fail(str(fault), param, ctx)


def never_fail_on_letters() -> None:
    """Where stdout knows fewer letters than the law's pages use, a question mark stands for the others."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def width() -> int:
    """Columns to print in: the terminal's, or `PIPED_WIDTH` where there is none."""
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return PIPED_WIDTH if piped else max(60, shutil.get_terminal_size().columns)


def heading(text: str) -> None:
    """A line that stands out on a terminal; blank above it."""
    click.echo()
    click.secho(text, bold=True)


def lines(texts: Iterable[str], indent: int = 0, err: bool = False) -> None:
    """Texts one below the other, wrapped; blanks at the start of a text indent all its lines."""
    for text in texts:
        bare = text.lstrip(" ")
        margin = " " * (indent + len(text) - len(bare))
        filled = textwrap.fill(bare, width(), initial_indent=margin, subsequent_indent=margin + "  ", **_WHOLE_WORDS)
        click.echo(filled, err=err)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], wide: int) -> None:
    """A table by rich; the column number `wide` takes the room that the others leave."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for n, title in enumerate(headings):
        made.add_column(title, overflow="fold", ratio=1 if n == wide else None)
    for row in rows:
        made.add_row(*(Text(cell, style="bold" if n == 0 else "") for n, cell in enumerate(row)))
    console = Console(width=width(), highlight=False)
    with console.capture() as printed:
        console.print(made)
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def json(value: Any) -> None:
    """One line of JSON on stdout."""
    click.echo(msgspec.json.encode(value).decode())


def the_law(overlay: str | None = None) -> Regime:
    """The law, with a draft (symbol, id or file) laid over it. Exits 2 where a file has a fault or it is unknown."""
    try:
        law = load()
        return laid_over(law, overlay) if overlay else law
    except (LawError, Unknown) as fault:
        raise Refused(str(fault.args[0])) from None
    except OSError as fault:
        raise Refused(f"{fault.strerror}: {fault.filename}") from None


def footer(law: Regime) -> None:
    """What a page of the law rests on, and what it is not."""
    click.echo(f"\nLaw {law.version}. Not legal advice; UN measures only.")
