"""The accounts that the law's caps open: one for each cap and each of its periods. No cap is named in this code."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from article41.law import Regime
from article41.regime import Cap, Due, Exemption, Measure, Provision

DAY = timedelta(days=1)
ALL_STATES = "all states together"


class Account(NamedTuple):
    """One cap in one of its periods, from `start` to `end` (both inclusive).

    `closed` is the last day on which the cap still opened the ban, where that is not the period's end. `due` is how
    soon deliveries must be reported.
    """

    measure: str
    name: str
    law: str
    cap: Cap
    start: date
    end: date
    closed: date | None = None
    due: Due | None = None

    @property
    def limits(self) -> tuple[str, ...]:
        """The figures as the text writes them; none where each state has its own past level.

        Of figures joined by a bare "or" the first is the account's: the other measures the same deliveries.
        """
        figures = (self.cap.cap, self.cap.alternative if self.cap.whichever_is_lower else "")
        return tuple(text for text in figures if text)


def accounts(law: Regime, until: date) -> list[Account]:
    """Every account whose period has begun by `until`, by measure and day."""
    found: dict[tuple[object, ...], Account] = {}
    for measure in law.measures.values():
        for provision, last_day, exemption in _capped(measure):
            for account in _of_cap(measure, provision, exemption, last_day, law, until):
                cap = exemption.within
                key = account.measure, account.start, account.end, cap and cap.cap, cap and cap.alternative
                if key not in found or not exemption.open:
                    found[key] = found[key]._replace(closed=account.closed) if key in found else account
    return sorted(found.values(), key=lambda a: (a.measure, a.start, a.end))


def _capped(measure: Measure) -> Iterator[tuple[Provision, date | None, Exemption]]:
    """The exceptions that hold within a cap, with the last day of their provision."""
    ends = [following.since - DAY for following in measure.history[1:]]
    for provision, last_day in zip(measure.history, [*ends, None], strict=False):
        for exemption in provision.exceptions:
            if exemption.within:
                yield provision, last_day, exemption


def _of_cap(
    m: Measure, p: Provision, e: Exemption, last_day: date | None, law: Regime, until: date
) -> Iterator[Account]:
    assert e.within
    due = next((law.conditions[term].due for term in e.terms if law.conditions[term].due), None)
    for start, end in periods(e.within, p.since, min(until, last_day or until)):
        closed = last_day if last_day and last_day < end else None
        if start <= until:
            yield Account(m.measure, e.name, e.law or p.law, e.within, start, end, closed, due)


def periods(cap: Cap, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The periods of a cap that hold a day from `first` to `last`; the days of a rolling cap are one period."""
    period = cap.period
    if period.start and period.end:
        yield period.start, period.end
    elif period.each_year_from:
        month, day = map(int, period.each_year_from.split("-"))
        year = first.year - (first < date(first.year, month, day))
        while date(year, month, day) <= last:
            yield date(year, month, day), date(year + 1, month, day) - DAY
            year += 1
    else:
        yield first, last


def period_of(cap: Cap, day: date) -> tuple[date, date] | None:
    """The period that `day` falls into; None for a rolling cap and for a day outside fixed days."""
    if cap.period.rolling:
        return None
    return next(((start, end) for start, end in periods(cap, day, day) if start <= day <= end), None)
