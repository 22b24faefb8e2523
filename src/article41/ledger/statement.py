"""The statement of one account: its lines, its sums, who is late, what others published, what is disputed."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeVar

import msgspec

from article41.ledger.accounts import DAY, Account
from article41.ledger.book import Book, Measured, measured
from article41.ledger.deliveries import Disputed, Entries, Report, Silence, Total
from article41.ledger.figures import Figure, Projection, notice, projection
from article41.ledger.sums import Sum, add_up, standing, uncovered
from article41.regime import Due
from article41.settle import amounts_in

FAR = date(2100, 12, 31)
"""Later than any delivery: asked before this day, a period counts in full."""
Dated = TypeVar("Dated", Disputed, Report, Silence, Total)


class Line(NamedTuple):
    """A report, measured under the first figure of the cap (None where it cannot be), and how it is `counted`."""

    report: Report
    measured: Measured | None
    counted: str


class Late(NamedTuple):
    """A reporter that has told nothing of the days after `until`, though it was due on the day `due`."""

    reporter: str
    until: date
    due: date


class Compared(NamedTuple):
    """A published total beside the same sum by the reports known on its day; None where nothing can be added up."""

    total: Total
    found: Sum | None
    agrees: bool


class Statement(NamedTuple):
    """An account as it stands. `until` is the last day that a report reaches; shares and notices are by figure."""

    account: Account
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    reporters: tuple[str, ...]
    until: date | None
    late: tuple[Late, ...]
    totals: tuple[Compared, ...]
    disputed: tuple[Disputed, ...]
    silent: tuple[Silence, ...]
    projections: tuple[Projection, ...]

    @property
    def notice(self) -> tuple[int, int]:
        """The law's notice reached by the sure sum, and by the most that may be: of the figure that is fullest."""
        notices = self.account.cap.notices
        least = max((figure.share.least for figure in self.figures), default=Decimal(0))
        most = max((figure.share.most or figure.share.least for figure in self.figures), default=Decimal(0))
        return notice(least, notices), notice(most, notices)


def statement(book: Book, account: Account, today: date) -> Statement:
    """The account by the reports at hand; `today` tells who is late and whether the period is over."""
    entries = book.entries.get(account.measure, Entries())
    told = list(_during(book.standing(account.measure), account))
    figures = tuple(_figure(book, account, limit) for limit in account.limits)
    projections = [projection(figure, account, told, today) for figure in figures]
    return Statement(
        account,
        figures,
        tuple(_lines(book, account, told, _replaced(entries.reports, told, account))),
        tuple(sorted({name for report in told for name in report.reporters})),
        max((report.end for report in told), default=None),
        tuple(_late(book, account, today)),
        tuple(compare(book, account, total) for total in _during(entries.totals, account)),
        tuple(_during(entries.disputed, account)),
        tuple(_during(entries.silent, account)),
        tuple(found for found in projections if found),
    )


def compare(book: Book, account: Account, total: Total) -> Compared:
    """A total beside the sum of what its reporters had told by its day.

    A document without a day counts as known; an amendment without one as later. Agreeing is within half the rounding,
    where some rounding is stated, else exactly.
    """
    units, amount = book.law.units, book.law.units.amount(amounts_in(total.amount)[0])
    known = [r for r in book.entries[account.measure].reports if _known(r, total) and _among(r, total)]
    if not known:
        return Compared(total, None, False)

    def quantity(report: Report) -> Decimal | None:
        found = measured(report, amount.unit, account.cap.factors, units)
        return None if found is None else found.quantity

    found = add_up(standing(known, units), total.start, total.end, FAR, quantity)
    slack = units.amount(total.rounding).quantity / 2 if total.rounding else Decimal(0)
    return Compared(total, found, abs(found.least - amount.quantity) <= slack)


def _known(report: Report, total: Total) -> bool:
    day = report.reported or (FAR if report.amends else date.min)
    return total.reported is None or day <= total.reported


def _among(report: Report, total: Total) -> bool:
    """Whether the report is of the total's reporters and lies within its days."""
    return set(report.reporters) <= set(total.reporters) and total.start <= report.start and report.end <= total.end


def _figure(book: Book, account: Account, limit: str) -> Figure:
    amount = book.law.units.amount(limit)
    total = book.total(account.measure, account.cap, limit, (account.start, account.end), FAR)
    return Figure(limit, amount.unit, amount.quantity, total)


def _replaced(every: Iterable[Report], told: list[Report], account: Account) -> list[Report]:
    """The reports of the account's days that a later one replaced, or that another document repeats."""
    gone = {report for report in _during(every, account) if report not in told}
    return sorted(gone, key=msgspec.json.encode)


def _lines(book: Book, account: Account, told: list[Report], replaced: list[Report]) -> Iterable[Line]:
    unit = book.law.units.amount(account.limits[0]).unit if account.limits else ""
    kept = uncovered(told)
    for report in (*told, *replaced):
        found = measured(report, unit, account.cap.factors, book.law.units) if unit else None
        yield Line(report, found, "replaced" if report in replaced else _counted(report, kept, account))


def _counted(report: Report, kept: list[Report], account: Account) -> str:
    if report not in kept:
        return "within a wider report"
    if report.start < account.start or account.end < report.end:
        return "may count: it runs over the period's edge"
    return "may count: it overlaps" if any(_overlaps(report, other) for other in kept if other != report) else "counted"


def _overlaps(one: Report, other: Report) -> bool:
    """Whether two reports may tell of the same delivery. The same days and different goods are different deliveries."""
    days, who = one.start <= other.end and other.start <= one.end, set(one.reporters) & set(other.reporters)
    apart = (one.start, one.end) == (other.start, other.end) and one.goods and other.goods and one.goods != other.goods
    return bool(days and who and not apart)


def _late(book: Book, account: Account, today: date) -> Iterable[Late]:
    """Who told of deliveries before the period's end, and is silent after the day on which more was due."""
    last: dict[str, date] = {}
    for report in book.standing(account.measure):
        for name in report.reporters if report.start <= account.end else ():
            last[name] = max(report.end, last.get(name, report.end))
    for name, until in sorted(last.items()):
        if account.due and until < account.end and (due := due_after(until, account.due)) < today:
            yield Late(name, until, due)


def due_after(until: date, due: Due) -> date:
    """The day by which more must be reported: by a state that has told of all days to `until`, inclusive."""
    if due.every_days:
        return until + timedelta(days=due.every_days)
    following = until + DAY
    month_end = following.replace(day=monthrange(following.year, following.month)[1])
    return month_end + timedelta(days=due.days_after_month)


def _during(entries: Iterable[Dated], account: Account) -> Iterable[Dated]:
    return (entry for entry in entries if entry.start <= account.end and account.start <= entry.end)
