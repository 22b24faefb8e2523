"""What reports add up to: the least that is sure and the most that may be, whatever the order they came in.

Reports of the same reporters and days are one; a later document replaces an earlier one; what `amends` names is gone;
what says that it covers its days replaces the reports within. Whatever still overlaps may be the same delivery or
another: the least counts the heaviest reports that do not overlap, the most counts all. A report that runs over the
edge of the days asked for counts for nothing at least and in full at most.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import msgspec

from article41.ledger.deliveries import Report
from article41.settle import amounts_in
from article41.units import UnitTable

Measured = Callable[[Report], Decimal | None]
"""The amount of a report in one unit; None where it cannot be said in it."""


class Sum(NamedTuple):
    """`most` is None where some report's amount cannot be said in the unit."""

    least: Decimal
    most: Decimal | None


class _Block(NamedTuple):
    """What one set of reporters told of the same days."""

    reporters: frozenset[str]
    start: date
    end: date
    quantity: Decimal

    def overlaps(self, other: "_Block") -> bool:
        days = self.start <= other.end and other.start <= self.end
        return days and not self.reporters.isdisjoint(other.reporters)


def standing(reports: Iterable[Report], units: UnitTable) -> list[Report]:
    """The reports that nothing replaced, each once, in order of their days."""
    same: dict[object, list[Report]] = {}
    for report in reports:
        same.setdefault((_place(report), _figures(report, units)), []).append(report)
    amended = {name for alike in same.values() for report in alike for name in report.amends}
    kept = [_as_one(alike) for alike in same.values() if not any(report.id in amended for report in alike)]
    newest: dict[object, date] = {}
    for report in kept:
        if report.reported:
            newest[_place(report)] = max(report.reported, newest.get(_place(report), report.reported))
    return sorted((r for r in kept if not r.reported or r.reported == newest[_place(r)]), key=_order)


def _as_one(alike: list[Report]) -> Report:
    """The same figure for the same days in several documents is one report: the one that says most of itself."""
    return max(alike, key=lambda r: (r.covers, r.reported or date.min, r.confirmed, _order(r)))


def uncovered(reports: Iterable[Report]) -> list[Report]:
    """The reports that no wider one among them says it covers."""
    every = list(reports)
    wide = [report for report in every if report.covers]
    return [report for report in every if not any(_covers(whole, report) for whole in wide)]


def add_up(reports: Iterable[Report], first: date, last: date, before: date, measured: Measured) -> Sum:
    """The sum from `first` to `last`; only what was delivered before the day `before` is sure to count.

    All reports must be standing. A report that begins on `before` or earlier may count.
    """
    sure = [r for r in reports if first <= r.start and r.end <= last and r.end < before]
    possible = [r for r in reports if first <= r.end and r.start <= min(last, before)]
    least = heaviest(_blocks(uncovered(sure), measured))
    amounts = [measured(report) for report in uncovered(possible)]
    known = [amount for amount in amounts if amount is not None]
    return Sum(least, max(least, sum(known, Decimal(0))) if len(known) == len(amounts) else None)


def heaviest(blocks: list[_Block]) -> Decimal:
    """The greatest sum of blocks of which no two overlap."""
    return sum((_heaviest(touching) for touching in _apart(blocks)), Decimal(0))


def _heaviest(blocks: list[_Block]) -> Decimal:
    """The same for blocks whose days touch one another: with the longest joint block, or without it."""
    joint = max((b for b in blocks if len(b.reporters) > 1), key=lambda b: b.end - b.start, default=None)
    if joint is None:
        reporters = {b.reporters for b in blocks}
        return sum((_in_a_row([b for b in blocks if b.reporters == one]) for one in reporters), Decimal(0))
    others = [b for b in blocks if b is not joint]
    free = [b for b in others if not b.overlaps(joint)]
    with_it = joint.quantity + heaviest(free)
    return with_it if len(free) == len(others) else max(with_it, heaviest(others))


def _apart(blocks: list[_Block]) -> list[list[_Block]]:
    """Blocks in groups that share no day, so that each can be summed by itself."""
    groups: list[list[_Block]] = []
    last = date.min
    for block in sorted(blocks, key=lambda b: b.start):
        if not groups or block.start > last:
            groups.append([])
        groups[-1].append(block)
        last = max(last, block.end)
    return groups


def _in_a_row(blocks: list[_Block]) -> Decimal:
    """The same for one reporter: of blocks by their last day, the best with each or without it."""
    ordered = sorted(blocks, key=lambda b: (b.end, b.start))
    ends, best = [b.end for b in ordered], [Decimal(0)]
    for n, block in enumerate(ordered):
        before = bisect_right(ends, date.fromordinal(block.start.toordinal() - 1), 0, n)
        best.append(max(best[n], best[before] + block.quantity))
    return best[-1]


def _blocks(reports: list[Report], measured: Measured) -> list[_Block]:
    """Reports of the same days together: named goods add up, and may all be in a report that names none."""
    amounts: dict[tuple[frozenset[str], date, date], dict[str, Decimal]] = {}
    for report in reports:
        goods = amounts.setdefault((frozenset(report.reporters), report.start, report.end), {})
        goods[report.goods] = max(measured(report) or Decimal(0), goods.get(report.goods, Decimal(0)))
    return [_Block(*key, _together(goods)) for key, goods in amounts.items()]


def _together(goods: dict[str, Decimal]) -> Decimal:
    named = sum((amount for name, amount in goods.items() if name), Decimal(0))
    return max(named, goods.get("", Decimal(0)))


def _covers(whole: Report, part: Report) -> bool:
    """Whether `whole`, which says that it covers its days, is wider than `part` and has it within."""
    who, days = set(part.reporters) <= set(whole.reporters), whole.start <= part.start and part.end <= whole.end
    return who and days and whole.goods in ("", part.goods) and _place(whole) != _place(part)


def _place(report: Report) -> tuple[object, ...]:
    return frozenset(report.reporters), report.start, report.end, report.goods


def _figures(report: Report, units: UnitTable) -> frozenset[tuple[Decimal, str]]:
    amounts = [units.amount(text) for text in amounts_in(report.amount)]
    return frozenset((amount.quantity, amount.unit) for amount in amounts)


def _order(report: Report) -> tuple[date, date, bytes]:
    """By days, then by everything else a report says, so that no two orders are possible."""
    return report.start, report.end, msgspec.json.encode(report)
