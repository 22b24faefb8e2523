"""`a41 lists`: published lists imported, brought up to date, and an entry's history shown."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from article41.cli import listspage, paper
from article41.lists import fetch as fetching
from article41.lists import known
from article41.lists.engine import default_path
from article41.lists.opening import count, part
from article41.lists.reading import read, read_part
from article41.lists.snapshot import ListError, Snapshot
from article41.lists.store import Imported, Store

EXIT_CODES = "Exit codes: 0 answered; 2 wrong usage, or a list, store or entry that cannot be used: nothing is changed."
Command = Callable[..., Any]


@click.group("lists", epilog=EXIT_CODES)
def command() -> None:
    """Import published lists, bring them up to date, show an entry's history.

    \b
    Example:
      a41 lists update
      a41 lists import consolidated.xml
      a41 lists status
      a41 lists show KPe.068
    """


def in_store(function: Command) -> Command:
    """The option that says where lists are kept."""
    text = "Where lists are kept: a file, or a database URL.  [default: in your data folder; or A41_STORE]"
    return click.option("--store", "where", metavar="PATH", envvar="A41_STORE", help=text)(function)


def as_json(function: Command) -> Command:
    """The option for JSON on stdout."""
    return click.option("--json", "json", is_flag=True, help="Print JSON.")(function)


accept = click.option("--accept-shrunken", is_flag=True, help="Take a list that lost over 5 % or a whole regime.")
details = click.option("--details/--totals", default=None, help="Every change, or sums alone.  [details of one list]")


@command.command("import", epilog=EXIT_CODES)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--list", "name", default="", metavar="NAME", help="The list they belong to.  [default: told by the file]"
)
@click.option("--date", "day", type=paper.Day(), help="The day of a list that does not say it.")
@accept
@details
@in_store
@as_json
def import_(
    files: tuple[Path, ...],
    name: str,
    day: date | None,
    accept_shrunken: bool,
    details: bool | None,
    where: str | None,
    json: bool,
) -> None:
    """Import lists and say what each added, removed and amended, field by field.

    FILE is the UN's consolidated XML, FollowTheMoney JSON lines, targets.simple.csv or the table of 1718 vessels;
    plain, .gz, .xz, or many in a tar archive. All files are imported, or none.

    \b
    Example:
      a41 lists import consolidated.xml.gz
      a41 lists import --accept-shrunken history.tar.xz
    """
    with opened(where) as store:
        read_all = (snapshot for file in files for snapshot in _progress(file, name, str(day or "")))
        _report(_added(store, read_all, accept_shrunken), details, json)


def _progress(file: Path, name: str, day: str) -> Iterator[Snapshot]:
    """The lists in a file, with a bar on a terminal where there are many."""
    total = count(file) if sys.stderr.isatty() else 0
    if total < 2:
        yield from read(file, name, day)
        return
    with click.progressbar(read(file, name, day), length=total, label=file.name, file=sys.stderr) as bar:
        yield from bar


@command.command("update", epilog=EXIT_CODES)
@click.option("--from", "source", default=fetching.OFFICIAL, show_default=True, help="An HTTPS address, or a file.")
@accept
@details
@in_store
@as_json
def update(source: str, accept_shrunken: bool, details: bool | None, where: str | None, json: bool) -> None:
    """Fetch the official list of the United Nations and import it.

    \b
    Example:
      a41 lists update
      a41 lists update --from consolidated.xml
    """
    with opened(where) as store:
        _report(_added(store, _fetched(source), accept_shrunken), details, json)


def _fetched(source: str) -> Iterator[Snapshot]:
    if not fetching.is_url(source):
        yield from read(Path(source))
        return
    yield read_part(part(source, io.BytesIO(fetching.fetch(source))))


@command.command("status", epilog=EXIT_CODES)
@click.option("--today", type=paper.Day(), help="The day from which age is counted.  [default: today]")
@in_store
@as_json
def status(today: date | None, where: str | None, json: bool) -> None:
    """Say of each list its date, age, hash, source, and records by regime.

    \b
    Example:
      a41 lists status
    """
    with opened(where) as store:
        newest = known.known_lists(store, today or date.today())
    if json:
        return paper.json({"store": store.name, "lists": newest})
    listspage.print_lists(newest, store.name)


@command.command("show", epilog=EXIT_CODES)
@click.argument("entry")
@click.option("--on", "day", type=paper.Day(), help="Say whether it was listed on this day (in New York).")
@in_store
@as_json
def show(entry: str, day: date | None, where: str | None, json: bool) -> None:
    """Show the history of one ENTRY: when it was listed, what was amended, and how that is known.

    \b
    Example:
      a41 lists show KPe.068
      a41 lists show KPe.068 --on 2023-09-15
    """
    with opened(where) as store:
        found = known.found(store, entry)
    if not found:
        raise paper.Refused(known.not_found(store, entry))
    if json:
        return paper.json([known.data(one, day) for one in found])
    for one in found:
        listspage.print_history(one, day)


class opened:
    """The store, closed at the end; what it refuses exits 2 with the reason."""

    def __init__(self, where: str | None) -> None:
        self._where = where

    def __enter__(self) -> Store:
        try:
            self._store = Store(self._where or default_path())
        except ListError as fault:
            raise paper.Refused(str(fault)) from None
        return self._store

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: object) -> None:
        self._store.close()
        if isinstance(fault, ListError):
            raise paper.Refused(f"{fault}. Nothing was changed") from None


def _added(store: Store, snapshots: Iterable[Snapshot], accept_shrunken: bool) -> list[Imported]:
    return store.add(snapshots, accept_shrunken)


def _report(imported: list[Imported], details: bool | None, json: bool) -> None:
    """What the import did. Details are the default for a single list that has one before it."""
    if json:
        return paper.json([known.import_data(one) for one in imported])
    for one in imported:
        listspage.print_import(one, details if details is not None else len(imported) == 1)
    listspage.print_totals(imported)
