"""How statements of caps are printed: a table of accounts, and one account in full."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

import click

from article41.cli import paper
from article41.ledger.book import Book, in_words
from article41.ledger.figures import Figure, percent
from article41.ledger.statement import FAR, Compared, Line, Statement

HEADINGS = ("period", "cap", "reported", "share", "left", "notice", "to", "disputed")


def overview(stated: list[Statement]) -> None:
    """A table for each cap; one row for each figure of each period."""
    for cap, those in groupby(stated, lambda s: s.account.measure):
        paper.heading(cap)
        paper.table(HEADINGS, [row for s in those for row in _rows(s)], len(HEADINGS) - 1)
    click.echo("Sums are of deliveries as reported: partial and late. What is disputed stands beside, never in them.")


def in_a_line(s: Statement) -> str:
    """The account in one line: what was reported and what is left."""
    sums = "; ".join(f"{in_words(f.total)} of {f.limit}, {_left(f)} left" for f in s.figures)
    return f"{s.account.measure} {_period(s)}: {sums or s.account.cap.own_past_level}"


def page(s: Statement, book: Book) -> None:
    """One account with every report, the factors named, the running sum, and what stands beside."""
    paper.heading(f"{s.account.measure}: {s.account.name}, {_period(s)}")
    paper.lines([s.account.law])
    if s.account.closed:
        paper.lines([f"Last day on which the cap surely opened the ban: {s.account.closed}."])
    paper.lines(_summary(s))
    if s.lines:
        click.echo()
        headings = ("days", "by", "as given", _unit(s), "running", "counted")
        paper.table(headings, [_line(s, line, book) for line in sorted(s.lines, key=_by_end)], 5)
        paper.lines(f"factor: {factor}" for factor in _factors(s))
    paper.lines(_beside(s))


def _rows(s: Statement) -> Iterator[list[str]]:
    disputed = "; ".join(d.amount or "no figure" for d in s.disputed)
    for figure in s.figures:
        sums = [in_words(figure.total), percent(figure.share), _left(figure), _notice(s)]
        told = sums if s.lines else ["nothing", "", "", ""]
        yield [_period(s), figure.limit, *told, _until(s), disputed]
    if not s.figures:
        yield [_period(s), "each state's own", "", "", "", "", _until(s), disputed]


def _summary(s: Statement) -> Iterator[str]:
    if not s.lines:
        yield "Nothing reported is at hand."
    for figure in s.figures if s.lines else ():
        sum_ = f"{in_words(figure.total)} {figure.unit} of {figure.limit} reported"
        yield f"{sum_}: {percent(figure.share)}; {_left(figure)} left"
    if s.notice[1]:
        yield f"notice reached: {_notice(s)}"
    if s.until:
        yield f"reported up to {s.until} by {', '.join(s.reporters)}; later reports may add"
    for late in s.late:
        yield f"late: {late.reporter}, nothing at hand after {late.until}; more was due by {late.due}"
    for silence in s.silent:
        yield f"silent: {', '.join(silence.reporters)} from {silence.start} to {silence.end} ({silence.source})"
    for found in s.projections:
        yield f"projected to {s.account.end}: {in_words(found.total)} {_unit(s)}, if {found.assumes}"


def _line(s: Statement, line: Line, book: Book) -> list[str]:
    r, account = line.report, s.account
    amount = f"{line.measured.quantity:,.0f}" if line.measured else "cannot be said"
    running = ""
    if account.limits:
        found = book.total(
            account.measure, account.cap, account.limits[0], (account.start, min(r.end, account.end)), FAR
        )
        running = f"{found.least:,.0f}" if line.counted != "replaced" else ""
    mark = "*" if line.measured and line.measured.factor else ""
    return [f"{r.start} to {r.end}", ", ".join(r.reporters), r.amount, amount + mark, running, line.counted]


def _by_end(line: Line) -> tuple[date, date]:
    return line.report.end, line.report.start


def _factors(s: Statement) -> list[str]:
    return list(dict.fromkeys(f"* {x.measured.factor}" for x in s.lines if x.measured and x.measured.factor))


def _beside(s: Statement) -> Iterator[str]:
    """What stands beside the sums: published totals, and what is disputed."""
    for c in s.totals:
        who = ", ".join(c.total.reporters) or "reporters not named"
        yield f"published: {c.total.amount} from {c.total.start} to {c.total.end} ({who}); {_agreement(c)}"
    for d in s.disputed:
        amount = d.amount or "no figure"
        yield f"disputed, not counted: {amount} from {d.start} to {d.end}, by {d.by}: {d.of}"


def _agreement(c: Compared) -> str:
    found = f"the reports of that day give {in_words(c.found)}" if c.found else "no report by state to add up"
    return found + (", which agrees" if c.agrees else f" ({c.total.differs})" if c.total.differs else ", which differs")


def _period(s: Statement) -> str:
    return f"{s.account.start} to {s.account.end}"


def _until(s: Statement) -> str:
    return str(s.until or "")


def _unit(s: Statement) -> str:
    return s.figures[0].unit if s.figures else ""


def _left(figure: Figure) -> str:
    least, most = figure.left
    return f"{most:,.0f}" if least == most else f"{least:,.0f} to {most:,.0f}"


def _notice(s: Statement) -> str:
    least, most = s.notice
    sure = f"{least} %" if least else ""
    return sure if least == most else f"{sure or 'none'}, perhaps {most} %"
