"""What an account's sum means under one figure of its cap: share, room left, the notice reached, a projection."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from article41.ledger.accounts import DAY, Account
from article41.ledger.deliveries import Report
from article41.ledger.sums import Sum


class Range(NamedTuple):
    """A number at least and at most; `most` is None where some report cannot be measured."""

    least: Decimal
    most: Decimal | None


class Figure(NamedTuple):
    """One figure of a cap and the sum under it, in the figure's unit."""

    limit: str
    unit: str
    quantity: Decimal
    total: Sum

    @property
    def share(self) -> Range:
        """The sum as a part of the figure: 1 is a full cap."""
        return Range(self._part(self.total.least), None if self.total.most is None else self._part(self.total.most))

    @property
    def left(self) -> Range:
        """What is left: `least` if every doubt counts (zero where the most is not known), `most` by the sure sum."""
        most = self.quantity if self.total.most is None else self.total.most
        return Range(max(self.quantity - most, Decimal(0)), max(self.quantity - self.total.least, Decimal(0)))

    def _part(self, amount: Decimal) -> Decimal:
        return amount / self.quantity if self.quantity else Decimal(1)


class Projection(NamedTuple):
    """What the period may come to in the figure's unit, and on what assumption."""

    total: Sum
    assumes: str


def percent(share: Range) -> str:
    """A share in words: `80.2%`, `60.1% to 93.3%`, `at least 60.1%`."""
    least, most = share
    if most is None:
        return f"at least {least:.1%}"
    return f"{least:.1%}" if least == most else f"{least:.1%} to {most:.1%}"


def notice(share: Decimal, notices: tuple[int, ...]) -> int:
    """The highest percentage of the law's notices that the share has reached; 0 where none."""
    return max((percent for percent in notices if share * 100 >= percent), default=0)


def projection(figure: Figure, account: Account, reports: list[Report], today: date) -> Projection | None:
    """The period's end at the mean of the months reported; None for a period that is over or without reports."""
    every = months(account.start, account.end)
    told = [m for m in every if any(r.start <= m[1] and m[0] <= r.end for r in reports)]
    if today > account.end or not told:
        return None
    part = Decimal(len(every)) / len(told)
    most = None if figure.total.most is None else figure.total.most * part
    assumes = f"every month of the period brings the mean of the {len(told)} of {len(every)} that were reported"
    return Projection(Sum(figure.total.least * part, most), assumes)


def months(start: date, end: date) -> list[tuple[date, date]]:
    """The months of a period, counted from its first day; both days of each are inclusive."""
    first_days = []
    for month in count(start.month - 1):
        day = _same_day(start.year + month // 12, month % 12 + 1, start.day)
        if day > end:
            break
        first_days.append(day)
    return list(zip(first_days, [*(day - DAY for day in first_days[1:]), end], strict=True))


def _same_day(year: int, month: int, day: int) -> date:
    """The day of the month, or the month's last where it has none such."""
    return date(year, month, min(day, monthrange(year, month)[1]))
