"""Who held which office on a day; who said what."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from article41.record.actors import Person, Role
from article41.record.days import first_day, last_day
from article41.record.entries import Statement
from article41.record.store import Record


class Holder(NamedTuple):
    """A person in an office on a day; `surely` is false where the day of entry or exit is not known well enough."""

    person: Person
    role: Role
    government: str
    surely: bool


def holders(record: Record, day: date, government: str | None = None) -> list[Holder]:
    """Offices and who held them on a day, by government and office. On the day of a handover both hold it.

    What private persons were is no office and is left out.
    """
    found = [h for p in record.people for h in _held(p, day) if government in (None, h.government)]
    return sorted(found, key=lambda h: (h.government, h.role.office, h.person.name))


def _held(person: Person, day: date) -> Iterator[Holder]:
    for role in person.roles:
        since, until = role.since, role.until
        may = (since is None or first_day(since) <= day) and (until is None or day <= last_day(until))
        surely = (since is not None and last_day(since) <= day) and (until is None or day <= first_day(until))
        if may and not role.private:
            yield Holder(person, role, role.government or person.government, surely)


def speaker(record: Record, said: Statement) -> str:
    """Who spoke: names, a body, or `unnamed` with what the source called the person."""
    names = [record.by_id[i].name for i in said.by]  # type: ignore[attr-defined]
    return ", ".join(names) or said.body or f"unnamed: {said.unnamed}"


def statements(
    record: Record, government: str | None = None, stance: str | None = None, day: date | None = None
) -> list[Statement]:
    """Statements of a government, with a stance, of a day; each left out asks for all."""
    return [
        s for s in record.statements
        if government in (None, *s.government, s.relays or None)
        and (stance is None or stance in s.stance)
        and (day is None or first_day(s.date) <= day <= last_day(s.date))
    ]  # fmt: skip


def by_year(statements: Iterable[Statement]) -> dict[str, int]:
    """How many statements each year has, in order."""
    return dict(sorted(Counter(s.date[:4] for s in statements).items()))
