"""Statements of caps in words: rows of a table of accounts, and one account in lines."""

from collections.abc import Iterator
from datetime import date

from article41.ledger.book import Book, in_words
from article41.ledger.figures import Figure, percent
from article41.ledger.statement import FAR, Compared, Line, Statement

HEADINGS = ("period", "cap", "reported", "share", "left", "notice", "to", "disputed")
"""Of the rows of `rows`."""
AS_TOLD = "Sums are of deliveries as reported: partial and late. What is disputed stands beside, never in them."


def in_a_line(s: Statement) -> str:
    """The account in one line: what was reported and what is left."""
    sums = "; ".join(f"{in_words(f.total)} of {f.limit}, {_left(f)} left" for f in s.figures)
    return f"{s.account.measure} {period(s)}: {sums or s.account.cap.own_past_level}"


def rows(s: Statement) -> Iterator[list[str]]:
    """A row of HEADINGS for each figure of an account."""
    disputed = "; ".join(d.amount or "no figure" for d in s.disputed)
    for figure in s.figures:
        sums = [in_words(figure.total), percent(figure.share), _left(figure), _notice(s)]
        told = sums if s.lines else ["nothing", "", "", ""]
        yield [period(s), figure.limit, *told, _until(s), disputed]
    if not s.figures:
        yield [period(s), "each state's own", "", "", "", "", _until(s), disputed]


def summary(s: Statement) -> Iterator[str]:
    """What was reported, what is left, who is late or silent, what the period may come to."""
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
        yield f"projected to {s.account.end}: {in_words(found.total)} {unit(s)}, if {found.assumes}"


def report_row(s: Statement, line: Line, book: Book) -> list[str]:
    """A report: its days, by whom, as given, measured, the running sum, and how it is counted."""
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


def by_end(line: Line) -> tuple[date, date]:
    """Reports in the order in which their days end."""
    return line.report.end, line.report.start


def factors(s: Statement) -> list[str]:
    """The factors that turned amounts into the cap's unit, each once."""
    return list(dict.fromkeys(f"* {x.measured.factor}" for x in s.lines if x.measured and x.measured.factor))


def beside(s: Statement) -> Iterator[str]:
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


def period(s: Statement) -> str:
    """Both days of an account, inclusive."""
    return f"{s.account.start} to {s.account.end}"


def _until(s: Statement) -> str:
    return str(s.until or "")


def unit(s: Statement) -> str:
    """The unit of an account's first figure; empty where it has none."""
    return s.figures[0].unit if s.figures else ""


def _left(figure: Figure) -> str:
    least, most = figure.left
    return f"{most:,.0f}" if least == most else f"{least:,.0f} to {most:,.0f}"


def _notice(s: Statement) -> str:
    least, most = s.notice
    sure = f"{least} %" if least else ""
    return sure if least == most else f"{sure or 'none'}, perhaps {most} %"
