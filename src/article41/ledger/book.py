"""The book: deliveries of some files under one law, each sum worked out from what stands in them today."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from article41.law import Regime
from article41.ledger.accounts import ALL_STATES, DAY, accounts, period_of
from article41.ledger.deliveries import Deliveries, Entries, Report, read, typed
from article41.ledger.sums import Sum, add_up, standing
from article41.ledger.view import SoFar
from article41.places_of_data import data_folder
from article41.quantity import Amount
from article41.regime import Cap
from article41.settle import amounts_in
from article41.transaction import Good
from article41.units import UnitTable


class Measured(NamedTuple):
    """A report's amount in a cap's unit, and the factor that made it so (empty where none was needed)."""

    quantity: Decimal
    factor: str = ""


class Book:
    """A ledger over entries that were read. Never changes; the order of entries makes no difference to any answer."""

    def __init__(self, law: Regime, entries: Mapping[str, Entries], version: str) -> None:
        self.law, self.entries, self.version = law, entries, version
        self._standing = {name: standing(found.reports, law.units) for name, found in entries.items()}
        self._answers: dict[tuple[str, str, date, date], SoFar | None] = {}

    def standing(self, measure: str) -> list[Report]:
        """The reports under a measure that no later one replaced."""
        return self._standing.get(measure, [])

    def total(self, measure: str, cap: Cap, limit: str, span: tuple[date, date], before: date) -> Sum:
        """What is reported of the days `span` before the day `before`, in the unit of a figure of the cap."""
        unit = self.law.units.amount(limit).unit

        def quantity(report: Report) -> Decimal | None:
            amount = measured(report, unit, cap.factors, self.law.units)
            return None if amount is None else amount.quantity

        return add_up(self.standing(measure), *span, before, quantity)

    def so_far(self, measure: str, cap: Cap, day: date) -> SoFar | None:
        """As `Ledger.so_far`; None also for caps that each state has for itself."""
        period = period_of(cap, day)
        if cap.counted != ALL_STATES or period is None or measure not in self._standing:
            return None
        key = measure, cap.cap, period[0], day
        if key not in self._answers:
            self._answers[key] = self._so_far(measure, cap, period, day)
        return self._answers[key]

    def change_days(self) -> list[date]:
        """As `Ledger.change_days`: only periods that hold a report have edges."""
        days: set[date] = set()
        for account in accounts(self.law, date.max.replace(year=2100)) if any(self._standing.values()) else ():
            for report in self.standing(account.measure):
                if report.start <= account.end and account.start <= report.end:
                    days |= {account.start, account.end + DAY, report.start, report.end + DAY}
        return sorted(days)

    def _so_far(self, measure: str, cap: Cap, period: tuple[date, date], day: date) -> SoFar | None:
        first, last = period
        told = [r for r in self.standing(measure) if first <= r.end and r.start <= min(last, day)]
        if not told:
            return None
        limits = [cap.cap, *([cap.alternative] if cap.whichever_is_lower else [])]
        sums = {self.law.units.amount(limit).unit: self.total(measure, cap, limit, period, day) for limit in limits}
        return SoFar(
            tuple(Amount(found.least, unit) for unit, found in sums.items()),
            tuple(Amount(found.most, unit) for unit, found in sums.items() if found.most is not None),
            _said(sums, told, first, day),
        )


def measured(report: Report, unit: str, factors: str, units: UnitTable) -> Measured | None:
    """A report's amount in a unit: as it was reported in that unit, else by the product's factor, which is named."""
    amounts = [units.amount(text) for text in amounts_in(report.amount)]
    same = (amount for amount in amounts if amount.unit == unit)
    others = (there for amount in amounts if (there := units.to(amount, unit)))
    plain = next(same, None) or next(others, None)
    if plain:
        return Measured(plain.quantity)
    for amount in amounts:
        found = units.convert(amount, unit, factors, Good(description=report.goods))
        if found:
            return Measured(found[0].quantity, found[1].named)
    return None


def _said(sums: Mapping[str, Sum], told: list[Report], first: date, day: date) -> str:
    """The state of the reports in words, for a finding."""
    amounts = " and ".join(f"{in_words(found)} {unit}" for unit, found in sums.items())
    who = sorted({name for report in told for name in report.reporters})
    until = max((report.end for report in told if report.end < day), default=None)
    state = f"as reported up to {until}" if until else "of which no report ends before that day"
    by = f"{len(who)} reporter{'s' if len(who) > 1 else ''} ({', '.join(who)})"
    return f"the ledger has {amounts} from {first} to {day - DAY}, {state} by {by}; later reports may add"


def in_words(found: Sum) -> str:
    """A sum, or its range: `306,969 to 466,706`; `at least` where the most is not known."""
    if found.most is None:
        return f"at least {found.least:,.0f}"
    least, most = f"{found.least:,.0f}", f"{found.most:,.0f}"
    return least if least == most else f"{least} to {most}"


def open_book(law: Regime, *files: Path) -> Book:
    """The project's own deliveries with those of the files, held against the law. Raises LawError."""
    known = _merged(read(file, law) for file in own_files())
    for file in files:
        known = _merged([known, read(file, law, known)])
    return Book(law, known, _version([*own_files(), *files]))


class _BuiltIn:
    """The project's own deliveries, read when they are first asked for."""

    def __init__(self, law: Regime) -> None:
        self._law = law
        self.version = _version(own_files())

    @cached_property
    def _book(self) -> Book:
        return Book(self._law, _merged(typed(file) for file in own_files()), self.version)

    def so_far(self, measure: str, cap: Cap, day: date) -> SoFar | None:
        return self._book.so_far(measure, cap, day)

    def change_days(self) -> list[date]:
        return self._book.change_days()


@lru_cache(maxsize=8)
def built_in(law: Regime) -> _BuiltIn:
    """The ledger that a check uses where none is given."""
    return _BuiltIn(law)


def own_files() -> list[Path]:
    """The project's own files of deliveries."""
    return sorted((data_folder("record") / "deliveries").glob("*.yaml"))


def _merged(parts: Iterable[Deliveries]) -> Deliveries:
    merged: Deliveries = {}
    for part in parts:
        for measure, entries in part.items():
            merged[measure] = merged.get(measure, Entries()) + entries
    return merged


def _version(files: Iterable[Path]) -> str:
    """A hash over the names and contents of the files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()[:16]}"
