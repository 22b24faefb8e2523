"""Who sat on the Council on a day."""

from datetime import date
from typing import NamedTuple

from article41.record.store import NotInRecord, Record
from article41.record.texts import Presidency, Year


class Sitting(NamedTuple):
    """The Council of a day (New York): fifteen members, of whom the permanent ones have a veto."""

    day: date
    permanent: tuple[str, ...]
    elected: tuple[str, ...]
    year: Year
    presidency: Presidency | None

    @property
    def members(self) -> tuple[str, ...]:
        """All members, the permanent ones first."""
        return (*self.permanent, *self.elected)


def sitting(record: Record, day: date) -> Sitting:
    """The Council on a day. Raises NotInRecord where the record has no members of that year."""
    years = {y.year: y for y in record.membership.years}
    if day.year not in years:
        raise NotInRecord(f"the record has no members of the Council in {day.year}; it has {_spans(sorted(years))}")
    year = years[day.year]
    presidency = next((p for p in record.presidencies if p.month == f"{day:%Y-%m}"), None)
    return Sitting(day, record.membership.permanent, year.elected, year, presidency)


def _spans(years: list[int]) -> str:
    """`1993, 2006 to 2026`."""
    starts = [y for y in years if y - 1 not in years]
    ends = [y for y in years if y + 1 not in years]
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in zip(starts, ends, strict=True))
