"""Incidents by kind and day, and their numbers: which one of its kind, how long after the one before."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from article41.record.days import first_day, is_exact, last_day
from article41.record.entries import Definition, Incident
from article41.record.store import NotInRecord, Record, nearest


class Numbered(NamedTuple):
    """An incident by one definition: its number among all recorded, and the days since the one before it.

    `days` is None for the first, and where the day of either is not known.
    """

    incident: Incident
    definition: Definition
    number: int
    before: Incident | None
    days: int | None


def definitions(record: Record, kind: str | None, name: str | None = None) -> list[Definition]:
    """The ways to count a kind, or the one of that name. A kind without any counts each incident of its own."""
    named = [d for d in record.definitions if name in (None, d.id) and kind in (None, d.kind)]
    if named or name:
        if not named:
            raise NotInRecord(f"no definition {name!r}" + nearest(str(name), [d.id for d in record.definitions]))
        return named
    own = [i.kind for i in record.incidents if i.kind == kind][:1]
    return [Definition(id=k, kind=k, means=f"every {k.replace('_', ' ')}", every=(k,)) for k in own]


def counted(incidents: Iterable[Incident], definition: Definition) -> list[Incident]:
    """The incidents that a definition counts, in the order given."""
    return [i for i in incidents if definition.counts(i)]


def between(incidents: Iterable[Incident], first: date | None, last: date | None) -> list[Incident]:
    """Those from the first day to the last, both inclusive; of a month, any day of it will do."""
    return [
        i for i in incidents
        if (first is None or last_day(i.date) >= first) and (last is None or first_day(i.date) <= last)
    ]  # fmt: skip


def numbered(incidents: Sequence[Incident], definition: Definition) -> list[Numbered]:
    """Every incident a definition counts with its number. Entries count, not missiles; give all that are recorded."""
    found = counted(incidents, definition)
    pairs = zip([None, *found], found, strict=False)
    return [Numbered(i, definition, n, before, _days(before, i)) for n, (before, i) in enumerate(pairs, 1)]


def _days(before: Incident | None, later: Incident) -> int | None:
    if before is None or not (is_exact(before.date) and is_exact(later.date)):
        return None
    return (first_day(later.date) - first_day(before.date)).days


def missiles(incidents: Iterable[Incident]) -> int:
    """How many missiles the entries state; an entry that states none adds nothing."""
    return sum(i.count or 0 for i in incidents)
