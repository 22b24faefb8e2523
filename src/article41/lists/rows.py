"""Snapshots as rows of the store, inside a transaction that somebody else begins and ends."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, func, insert, select

from article41.lists import tables
from article41.lists.record import Record
from article41.lists.snapshot import Snapshot, mark

_AT_ONCE = 400  # values in one question; older SQLite knows 999


class Head(msgspec.Struct, frozen=True):
    """A stored snapshot without its records. `warnings` counts the quirks that were survived when it was read."""

    id: int
    list: str
    kind: str
    source: str
    generated: str
    day: date
    warnings: int
    content: str
    size: int


def heads(connection: Connection, name: str = "") -> list[Head]:
    """All snapshots, or those of one list, oldest first within each list."""
    s, c = tables.snapshots.c, tables.contents.c
    columns = (s.id, s.list, s.kind, s.source, s.generated, s.day, s.warnings, c.hash.label("content"), c.size)
    question = select(*columns).join(tables.contents, s.content_id == c.id)
    question = question.where(s.list == name) if name else question
    found = [Head(**dict(row)) for row in connection.execute(question).mappings()]
    return sorted(found, key=lambda head: (head.list, head.day, head.generated, head.content))


def before(connection: Connection, snapshot: Snapshot) -> Head | None:
    """The newest stored snapshot of the same list that lies before this one."""
    older = [h for h in heads(connection, snapshot.list) if (h.day, h.generated, h.content) < snapshot.order]
    return older[-1] if older else None


def by_regime(connection: Connection, head: Head) -> dict[str, int]:
    """How many records of each regime a snapshot has."""
    r, m, c = tables.records.c, tables.members.c, tables.contents.c
    question = select(r.regime, func.count()).join(tables.members, m.record_id == r.id)
    question = question.join(tables.contents, c.id == m.content_id).where(c.hash == head.content).group_by(r.regime)
    return {regime: count for regime, count in sorted(tuple(row) for row in connection.execute(question))}


def whole(head: Head, held: Mapping[str, Sequence[Record]]) -> Snapshot:
    """A stored snapshot with its records, from the contents `held`."""
    records = tuple(held[head.content])
    return Snapshot(head.kind, head.list, head.source, head.generated, head.day, head.content, records)


def contents(connection: Connection, hashes: set[str]) -> dict[str, tuple[Record, ...]]:
    """The records of each content, ordered by id."""
    r, m, c = tables.records.c, tables.members.c, tables.contents.c
    known: dict[int, Record] = {}
    found: dict[str, tuple[Record, ...]] = {}
    for content in sorted(hashes):
        question = select(r.id, r.body).join(tables.members, m.record_id == r.id)
        question = question.join(tables.contents, c.id == m.content_id).where(c.hash == content)
        ids = [_known(known, number, body) for number, body in connection.execute(question)]
        found[content] = tuple(sorted(ids, key=lambda record: record.id))
    return found


def _known(known: dict[int, Record], number: int, body: str) -> Record:
    if number not in known:
        known[number] = msgspec.json.decode(body, type=Record)
    return known[number]


def is_stored(connection: Connection, snapshot: Snapshot) -> bool:
    """Whether this list of this moment with this content is there."""
    s, c = tables.snapshots.c, tables.contents.c
    same = (s.list == snapshot.list, s.generated == snapshot.generated, s.day == snapshot.day)
    question = select(s.id).join(tables.contents, s.content_id == c.id).where(*same, c.hash == snapshot.content)
    return connection.scalar(question) is not None


def save(connection: Connection, snapshot: Snapshot) -> None:
    """Keep a snapshot that is not there; its content only where no other snapshot brought it."""
    c = tables.contents.c
    content = connection.scalar(select(c.id).where(c.hash == snapshot.content))
    if content is None:
        content = _save_content(connection, snapshot)
    told = {"list": snapshot.list, "kind": snapshot.kind, "source": snapshot.source, "day": snapshot.day}
    told |= {"generated": snapshot.generated, "warnings": len(snapshot.warnings), "content_id": content}
    connection.execute(insert(tables.snapshots).values(**told))


def _save_content(connection: Connection, snapshot: Snapshot) -> int:
    marks = {mark(record): record for record in snapshot.records}
    ids = _ids(connection, marks)
    fresh = [_row(hash_, record) for hash_, record in marks.items() if hash_ not in ids]
    if fresh:
        connection.execute(insert(tables.records), fresh)
        ids |= _ids(connection, {row["hash"] for row in fresh})
    made = connection.execute(insert(tables.contents).values(hash=snapshot.content, size=len(snapshot.records)))
    key = made.inserted_primary_key
    content = int(key[0]) if key else 0
    connection.execute(insert(tables.members), [{"content_id": content, "record_id": ids[hash_]} for hash_ in marks])
    return content


def _row(hash_: str, record: Record) -> dict[str, str]:
    body = msgspec.json.encode(record).decode()
    return {"hash": hash_, "entry": record.id, "regime": record.regime, "body": body}


def _ids(connection: Connection, hashes: Iterable[str]) -> dict[str, int]:
    """The row of each record that is there, by its hash."""
    wanted, r = list(hashes), tables.records.c
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        question = select(r.hash, r.id).where(r.hash.in_(wanted[start : start + _AT_ONCE]))
        found |= {hash_: number for hash_, number in connection.execute(question)}
    return found
