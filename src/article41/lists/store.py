"""The embedded store of imported lists: one SQLite file, or PostgreSQL by URL, by the same code.

Only snapshots are stored. Histories are worked out from them, so there is no derived state that could go stale.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from article41.database import WRITES, name_of, open_engine
from article41.lists import rows, tables
from article41.lists.deltas import NO_CHANGE, Delta, delta
from article41.lists.engine import check_version, unusable
from article41.lists.rows import Head
from article41.lists.shrinking import refuse_shrunken
from article41.lists.snapshot import ListError, Snapshot


class Imported(msgspec.Struct, frozen=True):
    """What became of one snapshot: `new` False where the store had it. `delta` is against `before`, in time."""

    snapshot: Snapshot
    new: bool
    before: Head | None
    delta: Delta


class Store:
    """Opens the store at a path or database URL, making it where there is none. Raises ListError where it cannot."""

    def __init__(self, where: Path | str) -> None:
        text = str(where)
        self.name = name_of(text)
        self._engine = open_engine(text, ListError)
        try:
            with self._engine.begin() as connection:
                tables.metadata.create_all(connection)
                check_version(connection, self.name)
        except SQLAlchemyError as fault:
            raise unusable(self.name, fault) from None

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none."""
        try:
            with self._engine.execution_options(**{WRITES: True}).begin() as connection:
                yield connection
        except DBAPIError as fault:
            raise unusable(self.name, fault) from None

    def add(self, snapshots: Iterable[Snapshot], accept_shrunken: bool = False) -> list[Imported]:
        """Keep snapshots, in one transaction, and say what each changed against the one before it in time.

        Raises Shrunken, and keeps nothing, where one lost too much against the newest known list that is not younger;
        see `shrinking`. A snapshot that the store has already changes nothing.
        """
        held: dict[str, Snapshot] = {}
        ordered = sorted(snapshots, key=lambda s: (s.list, *s.order))  # reads them all before anything is locked
        with self._writing() as connection:
            return [self._add(connection, snapshot, held, accept_shrunken) for snapshot in ordered]

    def _add(self, connection: Connection, snapshot: Snapshot, held: dict[str, Snapshot], accept: bool) -> Imported:
        """Keep one. `held` are the contents at hand, so that a series does not read back what it just wrote."""
        held[snapshot.content] = snapshot
        if rows.is_stored(connection, snapshot):
            return Imported(snapshot, False, None, NO_CHANGE)
        before = rows.before(connection, snapshot)
        if before and not accept:
            refuse_shrunken(snapshot, before.day, rows.by_regime(connection, before))
        rows.save(connection, snapshot)
        if before and before.content not in held:
            held[before.content] = rows.whole(before, rows.contents(connection, {before.content}))
        return Imported(snapshot, True, before, delta(held[before.content] if before else None, snapshot))

    def heads(self, name: str = "") -> list[Head]:
        """All snapshots, or those of one list, oldest first within each list."""
        with self._engine.connect() as connection:
            return rows.heads(connection, name)

    def lists(self) -> list[str]:
        """The names of all lists, by alphabet."""
        return sorted({head.list for head in self.heads()})

    def by_regime(self, head: Head) -> dict[str, int]:
        """How many records of each regime a snapshot has."""
        with self._engine.connect() as connection:
            return rows.by_regime(connection, head)

    def snapshots(self, name: str) -> list[Snapshot]:
        """All snapshots of a list with their records, oldest first; equal records are one object."""
        with self._engine.connect() as connection:
            heads = rows.heads(connection, name)
            held = rows.contents(connection, {head.content for head in heads})
            return [rows.whole(head, held) for head in heads]
