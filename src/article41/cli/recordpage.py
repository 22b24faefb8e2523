"""How pages of the record print: tables whose every row says what is unconfirmed and what it rests on."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import click

from article41.cli import paper
from article41.errors import InputError
from article41.record import data as record_data
from article41.record.store import NotInRecord, Record, load
from article41.yamlfile import LawError

NOT_KEPT = "not kept"


class Row(NamedTuple):
    """Cells of a table, and the entry (or anything with sources) that they rest on."""

    cells: tuple[str, ...]
    entry: Any


def the_record() -> Record:
    """The record. Exits 2 where its files have a fault."""
    try:
        return load()
    except LawError as fault:
        raise paper.Refused(f"{fault}; `a41 record lint` lists all faults") from None


def government(record: Record, said: str | None) -> str | None:
    """The code of a government or organisation as people write it. Exits 2 where nothing fits."""
    try:
        return record_data.government(record, said)
    except (InputError, NotInRecord) as fault:
        raise paper.Refused(str(fault.args[0] if isinstance(fault, NotInRecord) else fault)) from None


def names(record: Record, codes: Iterable[str]) -> str:
    """Codes by their names: `China, Russia`."""
    return ", ".join(record.name(code) for code in codes)


def doubts(entry: Any) -> str:
    """What is not confirmed of an entry."""
    if hasattr(entry, "doubts"):
        return str(entry.doubts)
    return "" if entry.confirmed else "unconfirmed"


def standing(entry: Any) -> str:
    """Whether an entry is confirmed, in words."""
    if not entry.confirmed:
        return "no"
    if not getattr(entry, "sources", ()):
        return f"yes, source {NOT_KEPT}"
    return f"yes, but for {doubts(entry)}" if doubts(entry) else "yes"


def table(record: Record, headings: Sequence[str], rows: Iterable[Row], wide: int) -> None:
    """Rows with two more columns: what is unconfirmed, and numbers of sources, which are listed below.

    A number in round brackets is a place to check, which supports nothing yet.
    """
    numbers: dict[str, int] = {}
    cells = [(*row.cells, doubts(row.entry), _marks(row.entry, numbers)) for row in rows]
    paper.table((*headings, "unconfirmed", "sources"), cells, wide)
    if numbers:
        paper.heading("Sources: [n] seen, (n) to be checked")
        paper.lines(f"{n}. {record.address(said)}" for said, n in numbers.items())


def _marks(entry: Any, numbers: dict[str, int]) -> str:
    seen = [f"[{numbers.setdefault(s, len(numbers) + 1)}]" for s in getattr(entry, "sources", ())]
    check = [f"({numbers.setdefault(s, len(numbers) + 1)})" for s in getattr(entry, "check_at", ())]
    return " ".join([*seen, *check]) or NOT_KEPT


def many(count: int, word: str) -> str:
    """`1 draft`, `2 drafts`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def days(said: str, until: str | None = None) -> str:
    """A day, or the first and the last."""
    return f"{said} to {until}" if until and until != said else said


def refused(fault: NotInRecord) -> paper.Refused:
    """The error of a command for what the record does not have."""
    return paper.Refused(str(fault.args[0]))


def title(text: str) -> None:
    """The first line of a page."""
    click.secho(text, bold=True)


def _in_order(
    context: click.Context, option: click.Parameter, span: tuple[date, date] | None
) -> tuple[date, date] | None:
    if span and span[1] < span[0]:
        raise click.BadParameter(f"the last day, {span[1]}, lies before the first, {span[0]}", context, option)
    return span


between = click.option(
    *("--between", "span"),
    nargs=2,
    type=paper.Day(),
    metavar="FIRST LAST",
    callback=_in_order,
    help="From one day to another, both included.",
)
