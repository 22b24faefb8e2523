"""What changed between two snapshots of a list: added, removed, amended field by field, formatting apart."""

from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from article41.lists.record import Name, Record, letters
from article41.lists.snapshot import Snapshot

ChangeKind = Literal["substance", "formatting"]
Values = tuple[str, ...]


class Change(msgspec.Struct, frozen=True):
    """One field, before and after. `formatting`: only case, blanks, punctuation or the order of values changed.

    Of a comment no text is kept, so `old` and `new` are fingerprints.
    """

    field: str
    kind: ChangeKind
    old: Values
    new: Values


class Amended(msgspec.Struct, frozen=True):
    """An entry that both snapshots have, and every field that differs."""

    id: str
    name: str
    changes: tuple[Change, ...]

    @property
    def substance(self) -> bool:
        return any(change.kind == "substance" for change in self.changes)


class Delta(msgspec.Struct, frozen=True):
    """What one snapshot has and the other has not, each ordered by id."""

    added: tuple[Record, ...]
    removed: tuple[Record, ...]
    amended: tuple[Amended, ...]


NO_CHANGE = Delta((), (), ())


def delta(old: Snapshot | None, new: Snapshot) -> Delta:
    """What changed from `old` to `new`; everything is added where there is no `old`."""
    before = {record.id: record for record in old.records} if old else {}
    after = {record.id: record for record in new.records}
    both = ((before[name], record) for name, record in after.items() if name in before)
    amended = (Amended(b.id, b.name, changes(a, b)) for a, b in both if a is not b)
    return Delta(
        tuple(record for name, record in after.items() if name not in before),
        tuple(record for name, record in before.items() if name not in after),
        tuple(one for one in amended if one.changes),
    )


def changes(old: Record, new: Record) -> tuple[Change, ...]:
    """Every field in which two records of one entry differ."""
    found = []
    for field, (shown, compared) in _FIELDS.items():
        before, after = shown(old), shown(new)
        if before != after:
            same = sorted(set(map(compared, before))) == sorted(set(map(compared, after)))
            found.append(Change(field, "formatting" if same else "substance", before, after))
    return tuple(found)


Field = tuple[Callable[[Record], Values], Callable[[str], str]]


def _as_written(text: str) -> str:
    return text


def _letters_of_comment(text: str) -> str:
    return text.rpartition(" ")[2]


def _texts(field: str) -> Callable[[Record], Values]:
    return lambda record: tuple(str(value) for value in getattr(record, field))


def _one(field: str) -> Callable[[Record], Values]:
    return lambda record: tuple(str(value) for value in (getattr(record, field),) if value)


def _names(record: Record) -> Values:
    return tuple(_name(name) for name in record.names)


def _name(name: Name) -> str:
    return name.text if name.quality in ("primary", "good") else f"{name.text} ({name.quality})"


def _numbers(record: Record) -> Values:
    return tuple(" ".join(filter(None, (i.kind, i.number, i.country))) for i in record.identifiers)


def _measures(record: Record) -> Values:
    return tuple(f"{m.kind} since {m.since}" for m in record.measures)


def _comment(record: Record) -> Values:
    return (f"{record.comment.text} {record.comment.letters}",) if record.comment else ()


_FIELDS: dict[str, Field] = {
    "regime": (_one("regime"), _as_written),
    "type": (_one("type"), _as_written),
    "name": (lambda record: (record.name,), letters),
    "names": (_names, letters),
    "countries": (_texts("countries"), _as_written),
    "countries unread": (_texts("countries_unread"), letters),
    "birth dates": (_texts("birth_dates"), _as_written),
    "birth places": (_texts("birth_places"), letters),
    "addresses": (_texts("addresses"), letters),
    "identifiers": (_numbers, letters),
    "titles": (_texts("titles"), letters),
    "positions": (_texts("positions"), letters),
    "gender": (_one("gender"), _as_written),
    "flags": (_texts("flags"), _as_written),
    "measures": (_measures, _as_written),
    "listed on": (_one("listed_on"), _as_written),
    "amended on": (_texts("amended"), _as_written),
    "comment": (_comment, _letters_of_comment),
}
"""Each field: how it is shown, and the form in which two values count as one."""


def substance(amended: Iterable[Amended]) -> int:
    """How many of them changed in more than formatting."""
    return sum(1 for one in amended if one.substance)
