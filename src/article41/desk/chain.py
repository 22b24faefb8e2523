"""The chain inside one transaction, which somebody else begins and ends: entries are read, and drafts become entries.

A transaction that writes locks out all others that write.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, func, insert, select

from article41.desk import erasing, reviews, tables
from article41.desk.entries import START, DeskError, Draft, Entry, NoEntry, NotNow, Personal, linked
from article41.said import shown

_E, _P = tables.entries.c, tables.personal.c
_LAST = select(_E.seq, _E.hash).order_by(_E.seq.desc()).limit(1)
_ADD_ENTRIES, _ADD_PERSONAL = insert(tables.entries), insert(tables.personal)
Kept = tuple[Entry, Personal | None]
"""An entry, and its personal part where it has one that was not erased."""


class Head(NamedTuple):
    """The last entry's number and hash; 0 and zeros where there is none."""

    seq: int = 0
    hash: str = START

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


def lock(connection: Connection) -> None:
    """Lock out other writers until the transaction ends. SQLite has locked them out at its beginning."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(tables.entries.name))))


def head(connection: Connection) -> Head:
    """The end of the chain."""
    row = connection.execute(_LAST).first()
    return Head(*row) if row else Head()


def append(connection: Connection, drafts: Sequence[Draft]) -> list[Entry | DeskError]:
    """Write drafts at the end of the chain, in order; what cannot be taken gives its error and leaves no gap."""
    lock(connection)
    last, told, waiting = head(connection), list[Entry | DeskError](), list[tuple[Entry, Draft]]()
    known = set(connection.scalars(select(_E.id).where(_E.id.in_([one.id for one in drafts]))))
    for one in drafts:
        if one.id in known:
            told.append(DeskError(f"this draft is in the log already: {one.id}", one.id, "a draft appended once"))
            continue
        if one.about:  # such an entry asks what stands already
            _write(connection, waiting)
            waiting = []
            if fault := _refusal(connection, one):
                told.append(fault)
                continue
        entry = linked(one, last.seq + 1, last.hash)
        last = Head(entry.seq, entry.hash)
        known.add(entry.id)
        told.append(entry)
        waiting.append((entry, one))
        if entry.kind == "erasure":
            erasing.erase(connection, entry.about)
    _write(connection, waiting)
    return told


def _write(connection: Connection, entries: Sequence[tuple[Entry, Draft]]) -> None:
    if not entries:
        return
    connection.execute(_ADD_ENTRIES, [msgspec.structs.asdict(entry) for entry, _ in entries])
    kept = [(entry.seq, one.personal) for entry, one in entries if one.personal]
    if kept:
        rows = [{"seq": seq, "salt": part.salt, "content": part.content} for seq, part in kept]
        connection.execute(_ADD_PERSONAL, rows)


def _refusal(connection: Connection, one: Draft) -> DeskError | None:
    """Why an entry about another one cannot be written; None where it can."""
    kind = connection.scalar(select(_E.kind).where(_E.seq == one.about))
    if kind != "decision":
        found = f"entry {one.about} is of kind {kind}" if kind else f"there is no entry {one.about}"
        return NoEntry(f"{found}: nothing to {one.kind.replace('erasure', 'erase')}", str(one.about), "a decision")
    if one.kind == "erasure":
        left = erasing.is_left(connection, one.about)
        return None if left else NotNow(f"nothing personal is left of entry {one.about}", str(one.about))
    try:
        reviews.after(state(connection, one.about), one.who, msgspec.json.decode(one.body)["action"])
    except DeskError as fault:
        return fault
    return None


def state(connection: Connection, about: int) -> reviews.State:
    """Where the decision with this number stands."""
    asked = select(tables.entries).where(_E.about == about, _E.kind == "review").order_by(_E.seq)
    return reviews.state_after(Entry(**dict(row)) for row in connection.execute(asked).mappings())


def kept(connection: Connection, first: int = 1, kind: str = "") -> Iterator[Kept]:
    """Every entry from the number `first`, or those of one kind, in order, each with its personal part."""
    asked = _with_personal().where(_E.seq >= first).order_by(_E.seq)
    return map(_kept, connection.execute(asked.where(_E.kind == kind) if kind else asked))


def find(connection: Connection, which: str) -> Kept:
    """An entry by its id or number. Raises DeskError where there is none."""
    is_number = which.isdecimal() and len(which) < 19  # no id is so short
    row = connection.execute(_with_personal().where(_E.seq == int(which) if is_number else _E.id == which)).first()
    if row is None:
        expected = f"a number from 1 to {head(connection).seq}, or an id"
        raise NoEntry(f"there is no entry {shown(which)!r}", shown(which), expected)
    return _kept(row)


def about(connection: Connection, seq: int) -> list[Kept]:
    """The entries about another one, in order."""
    return [_kept(row) for row in connection.execute(_with_personal().where(_E.about == seq).order_by(_E.seq))]


def erasures(connection: Connection) -> dict[int, int]:
    """The number of the last erasure of each decision that has one, by the decision's."""
    asked = select(_E.about, func.max(_E.seq)).where(_E.about > 0, _E.kind == "erasure").group_by(_E.about)
    return {of: seq for of, seq in connection.execute(asked)}


def stray(connection: Connection) -> int | None:
    """The number of a personal part that belongs to no entry, if there is one."""
    asked = select(_P.seq).where(_P.seq.not_in(select(_E.seq))).order_by(_P.seq).limit(1)
    return connection.scalar(asked)


def _with_personal() -> Select[Any]:
    return select(tables.entries, _P.salt, _P.content).outerjoin(tables.personal, _P.seq == _E.seq)


def _kept(row: Sequence[Any]) -> Kept:
    *fields, salt, content = row
    return Entry(*fields), None if salt is None else Personal(salt, content)
