"""Offices that one person holds at a time: two persons in one at once are a fault of the files."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from article41.record.actors import Person, Role
from article41.record.days import first_day, last_day
from article41.record.files import Placed
from article41.yamlfile import LawError


def overlaps(placed: list[Placed], single_offices: set[tuple[str, str]]) -> Iterator[LawError]:
    held: dict[tuple[str, str], list[tuple[Placed, int, Role]]] = {}
    for p in placed:
        if isinstance(p.entry, Person):
            for n, role in enumerate(p.entry.roles):
                held.setdefault((role.government or p.entry.government, role.office), []).append((p, n, role))
    for office in sorted(single_offices & held.keys()):
        for (p, _, one), (q, n, other) in combinations(held[office], 2):
            if _surely_together(one, other):
                yield q.fault(f"{office[1]}: {q.entry.name} and {p.entry.name} at once", f"roles[{n}]")


def _surely_together(one: Role, other: Role) -> bool:
    """More than the day of a handover, whatever the unknown days may be."""
    starts = [last_day(r.since) for r in (one, other) if r.since]
    ends = [first_day(r.until) if r.until else date.max for r in (one, other)]
    return len(starts) == 2 and max(starts) < min(ends)
