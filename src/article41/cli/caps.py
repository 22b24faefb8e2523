"""`a41 caps`: the caps as accounts, one account in full, and a delivery added to a user's own book."""

import difflib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from article41.cli import capspage, paper
from article41.errors import InputError
from article41.law import LawError, Regime
from article41.ledger import data
from article41.ledger.accounts import Account, accounts
from article41.ledger.adding import add as add_to
from article41.ledger.book import Book, open_book
from article41.ledger.deliveries import Report, capped_measures
from article41.ledger.statement import statement
from article41.ledger.words import in_a_line
from article41.places import parse_country

EXIT_CODES = "Exit codes: 0 answered; 2 wrong usage, no such cap, or a book that cannot be used: nothing is changed."
Command = Callable[..., Any]
_FILE = click.Path(dir_okay=False, path_type=Path)


class _OrOneCap(click.Group):
    """`a41 caps refined-petroleum` is `a41 caps show refined-petroleum`."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["show", *args])


def options(function: Command) -> Command:
    """What every statement needs: a book beside the record, the day, the form."""
    book = click.Path(exists=True, dir_okay=False, path_type=Path)
    function = click.option("--book", type=book, metavar="FILE", help="Count the deliveries of this book too.")(
        function
    )
    function = click.option("--today", type=paper.Day(), help="The day the accounts are read on.  [default: today]")(
        function
    )
    return paper.form(function)


@click.group("caps", cls=_OrOneCap, invoke_without_command=True, subcommand_metavar="[CAP | add]", epilog=EXIT_CODES)
@options
@click.pass_context
def command(ctx: click.Context, form: str, today: date | None, book: Path | None) -> None:
    """Show the caps as accounts: what was reported, what is left, which notice is reached.

    Sums are of deliveries as reported. Reports are late and partial; published totals and disputed estimates stand
    beside the sums and are never mixed in.

    \b
    Example:
      a41 caps
      a41 caps refined-petroleum --year 2019
      a41 caps add --book mine.yaml --cap refined-petroleum --amount "1,500 t" --reporter RU \\
        --from 2026-01-01 --to 2026-01-31 --document "note of 2 March 2026"
    """
    if ctx.invoked_subcommand is None:
        law = paper.the_law()
        _accounts(law, _book(law, book), accounts(law, today or date.today()), today, form)


@command.command("show", hidden=True, epilog=EXIT_CODES)
@click.argument("cap")
@click.option(
    "--year", type=click.IntRange(1945, 2100), help="Show every report of the periods with days in this year."
)
@options
def show(cap: str, year: int | None, form: str, today: date | None, book: Path | None) -> None:
    """Show the accounts of one CAP; with --year every report, the factors, the running sum, what is disputed.

    \b
    Example:
      a41 caps refined-petroleum --year 2019
      a41 caps coal
    """
    law = paper.the_law()
    name, day = _cap(law, cap), today or date.today()
    found = [a for a in accounts(law, max(day, date(year or 1945, 12, 31))) if a.measure == name]
    if year is None:
        _accounts(law, _book(law, book), found, today, form)
        return
    chosen = [account for account in found if account.start.year <= year <= account.end.year]
    if not chosen:
        first = min(account.start for account in found)
        raise paper.Refused(f"{name} has no period in {year}; the first begins on {first}")
    ledger = _book(law, book)
    stated = [statement(ledger, account, day) for account in chosen]
    if form == "json":
        paper.json([data.full(s, ledger) for s in stated])
        return
    for s in stated:
        capspage.page(s, ledger)
    paper.footer(law)


@command.command("add", epilog=EXIT_CODES)
@click.option("--book", required=True, type=_FILE, metavar="FILE", help="Your book; made where there is none.")
@click.option("--cap", required=True, help="The cap, by the name that a41 caps shows.")
@click.option("--amount", required=True, help='Number and unit, e.g. "1,500 t"; two measures with a semicolon.')
@click.option("--goods", default="", help="The product in words: it tells the factor.")
@click.option("--reporter", "reporters", required=True, multiple=True, help="Who reported; may be repeated.")
@click.option("--from", "start", required=True, type=paper.Day(), help="First day of the deliveries, inclusive.")
@click.option("--to", "end", required=True, type=paper.Day(), help="Last day of the deliveries, inclusive.")
@click.option("--document", required=True, help="What says so.")
@click.option("--amends", multiple=True, metavar="ID", help="A report that this one replaces; may be repeated.")
def add(
    book: Path, cap: str, amount: str, goods: str, reporters: tuple[str, ...], start: date, end: date,
    document: str, amends: tuple[str, ...],
) -> None:  # fmt: skip
    """Add a delivery to a book of your own. The deliveries that come with the program stay as they are.

    \b
    Example:
      a41 caps add --book mine.yaml --cap refined-petroleum --amount "1,500 t" --reporter RU \\
        --from 2026-01-01 --to 2026-01-31 --document "note of 2 March 2026"
    """
    law = paper.the_law()
    name = _cap(law, cap)
    report = Report(tuple(_country(said) for said in reporters), start, end, amount, document, "", goods, False, amends)
    try:
        kept = add_to(book, name, report, law, dict(open_book(law).entries))
    except (LawError, OSError) as fault:
        raise paper.Refused(str(fault)) from None
    click.echo(f"added to {book} as {kept.id}")
    ledger = _book(law, book)
    for account in accounts(law, end):
        if account.measure == name and start <= account.end and account.start <= end:
            click.echo(in_a_line(statement(ledger, account, end)))


def _accounts(law: Regime, ledger: Book, found: list[Account], today: date | None, form: str) -> None:
    stated = [statement(ledger, account, today or date.today()) for account in found]
    if form == "json":
        paper.json([data.short(s) for s in stated])
        return
    capspage.overview(stated)
    paper.footer(law)


def _book(law: Regime, file: Path | None) -> Book:
    try:
        return open_book(law, *([file] if file else []))
    except LawError as fault:
        raise paper.Refused(str(fault)) from None


def _cap(law: Regime, said: str) -> str:
    known = capped_measures(law)
    if said in known:
        return said
    near = difflib.get_close_matches(said, known, 1, 0.4)
    raise paper.Refused(f"no cap {said!r}; " + (f"nearest: {near[0]}" if near else f"known: {', '.join(known)}"))


def _country(said: str) -> str:
    try:
        code = parse_country(said).code
    except InputError as fault:
        raise paper.Refused(f"--reporter: {fault}") from None
    if code is None:
        raise paper.Refused(f"--reporter: {said!r} may be more than one country; give its code")
    return code
