"""How statements of caps are printed: a table of accounts, and one account in full."""

from itertools import groupby

import click

from article41.cli import paper
from article41.ledger.book import Book
from article41.ledger.statement import Statement
from article41.ledger.words import AS_TOLD, HEADINGS, beside, by_end, factors, period, report_row, rows, summary, unit


def overview(stated: list[Statement]) -> None:
    """A table for each cap; one row for each figure of each period."""
    for cap, those in groupby(stated, lambda s: s.account.measure):
        paper.heading(cap)
        paper.table(HEADINGS, [row for s in those for row in rows(s)], len(HEADINGS) - 1)
    click.echo(AS_TOLD)


def page(s: Statement, book: Book) -> None:
    """One account with every report, the factors named, the running sum, and what stands beside."""
    paper.heading(f"{s.account.measure}: {s.account.name}, {period(s)}")
    paper.lines([s.account.law])
    if s.account.closed:
        paper.lines([f"Last day on which the cap surely opened the ban: {s.account.closed}."])
    paper.lines(summary(s))
    if s.lines:
        click.echo()
        headings = ("days", "by", "as given", unit(s), "running", "counted")
        paper.table(headings, [report_row(s, line, book) for line in sorted(s.lines, key=by_end)], 5)
        paper.lines(f"factor: {factor}" for factor in factors(s))
    paper.lines(beside(s))
