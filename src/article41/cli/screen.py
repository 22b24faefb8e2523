"""`a41 screen`: whether a name is on the list, one by arguments or many from a file."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import click

from article41.cli.candidates import Row, write
from article41.cli.paper import Day, Refused
from article41.errors import InputError
from article41.screening import Candidate
from article41.screening.asked import TYPES, QueryError, read_query
from article41.screening.built_in import built_in
from article41.screening.screener import ListScreener

AT_ONCE = 20_000
"""So many queries are screened at a time: enough to keep all processors busy, and little memory."""
LONGEST_LINE = 100_000
STORED = "Screen all lists imported there (a41 lists), whatever the regime.  [default: the built-in 1718 list]"
EXIT_CODES = """\b
Exit codes:
  0  every query is answered, whether or not anything was found
  1  some rows were faulty; each is named on stderr
  2  nothing could be answered: wrong usage, no such file
"""


@click.command("screen", epilog=EXIT_CODES)
@click.argument("name", required=False)
@click.option("--file", "file", metavar="FILE", help="A file of queries, JSON Lines or CSV; - reads standard input.")
@click.option("--type", "type_", type=click.Choice(TYPES), help="What bears the name.")
@click.option("--country", help="Country, as a code or a name.")
@click.option("--birth-date", help="Date of birth: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--imo", help="A ship's IMO number; it decides, whatever the name.")
@click.option("--on", type=Day(), help="Only entries in force on this day.  [default: whatever was ever listed]")
@click.option("--store", "where", metavar="PATH", help=STORED)
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), help="Form of the answer.")
def command(
    name: str | None, file: str | None, type_: str | None, country: str | None, birth_date: str | None,
    imo: str | None, on: date | None, where: str | None, form: str | None,
) -> None:  # fmt: skip
    """Screen one NAME, or a file of names, against the list.

    A match is an exact name or identifier. A possible one must be looked at: the reasons say what agrees.
    Names may come in any script. A file has the fields id, name, type, country, birth_date, imo and on.

    \b
    Example:
      a41 screen "Ri Pyong Chol" --type person --on 2018-03-01
      a41 screen 리병철
      a41 screen --file names.csv --format csv
      a41 screen - < names.jsonl
      a41 screen "Ri Pyong Chol" --store lists.db
    """
    file = "-" if name == "-" and file is None else file
    name = None if name == "-" else name
    fields = {"name": name, "type": type_, "country": country, "birth_date": birth_date, "imo": imo, "on": on}
    said = {key: str(value) for key, value in fields.items() if value is not None}
    if bool(said) is (file is not None):
        raise click.UsageError("give either a NAME (or --imo), or a --file of names (or -)")
    if file is None:
        _one(said, where, form or "text")
    else:
        _many(file, where, form or "jsonl")


def _screener(where: str | None) -> ListScreener:
    return built_in() if where is None else imported(where)


def imported(where: str, regime: str = "") -> ListScreener:
    """A screener over everything in a store, or over one regime. Its date is that of the list furthest behind."""
    from article41.cli.lists import opened  # needs SQLAlchemy, which the built-in list does not
    from article41.lists.entries import entries, of_regime

    if "://" not in where and not Path(where).is_file():
        raise Refused(f"there is no store at {where}; import a list first: a41 lists import FILE --store {where}")
    with opened(where) as store:
        newest = {head.list: head for head in store.heads()}
        if not newest:
            raise Refused(f"the store at {store.name} holds no list; import one first: a41 lists import FILE")
        version = ", ".join(f"{head.list} {head.content}" for head in newest.values())
        found = of_regime(store, regime) if regime else entries(store)
        return ListScreener(found, version, min(head.day for head in newest.values()))


def _one(said: dict[str, str], where: str | None, form: str) -> None:
    try:
        query = read_query(said)
    except QueryError as fault:
        raise Refused(str(fault)) from None
    screener = _screener(where)
    write([(Row(1, None, query), screener.screen_query(query))], form, sys.stdout.buffer, header=True)
    if form == "text":
        click.echo(f"list of {screener.list_date}")


def _many(file: str, where: str | None, form: str) -> None:
    stream = _opened(file)
    screener, answered, faulty, header = _screener(where), 0, 0, True
    rows = _watched(_rows(stream, file), file)
    while chunk := list(islice(rows, AT_ONCE)):
        for row in chunk:
            if row.fault:
                click.echo(f"row {row.number}: {row.fault}", err=True)
                faulty += 1
        good = [row for row in chunk if row.query]
        write(_screened(screener, good), form, sys.stdout.buffer, header)
        header, answered = False, answered + len(good)
    if faulty:
        click.get_current_context().exit(1 if answered else 2)


def _screened(screener: ListScreener, rows: Sequence[Row]) -> Iterable[tuple[Row, tuple[Candidate, ...]]]:
    return zip(rows, screener.screen_many([row.query for row in rows if row.query]), strict=True)


def _opened(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}") from None


def _watched(rows: Iterator[Row], file: str) -> Iterator[Row]:
    """The rows, counted on a terminal while they pass where the answer goes elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty() or file == "-":
        return rows
    from rich.console import Console
    from rich.progress import track

    return iter(track(rows, "Screening", total=None, console=Console(stderr=True), transient=True))


def _rows(stream: BinaryIO, file: str) -> Iterator[Row]:
    """The queries of a file: CSV by its name or where it does not begin with an object, else JSON Lines."""
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    first = lines.readline(LONGEST_LINE)
    is_csv = file.lower().endswith(".csv") or not first.lstrip().startswith("{")
    yield from _csv_rows(first, lines) if is_csv else _object_rows(first, lines)


def _csv_rows(first: str, lines: Iterable[str]) -> Iterator[Row]:
    if not first.strip():
        return
    reader = csv.DictReader(_with(first, lines))
    for number, record in enumerate(reader, 2):
        yield _row(number, {key: value for key, value in record.items() if value and key})


def _with(first: str, lines: Iterable[str]) -> Iterator[str]:
    yield first
    yield from lines


def _object_rows(first: str, lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(_with(first, lines), 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line[:LONGEST_LINE])
        except (ValueError, RecursionError) as fault:
            yield Row(number, None, None, f"not JSON: {fault}")
            continue
        yield _row(number, said)


def _row(number: int, said: Any) -> Row:
    given = said.get("id") if isinstance(said, dict) else None
    try:
        return Row(number, None if given is None else str(given), read_query(said))
    except InputError as fault:
        return Row(number, None, None, str(fault))
