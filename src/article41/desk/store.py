"""The store of a desk: one SQLite file, or PostgreSQL by URL, by the same code. See docs/audit.md."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, event, insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from article41.database import WRITES, name_of, open_engine, reason
from article41.desk import chain, decisions, erasing, tables
from article41.desk.chain import Head, Kept
from article41.desk.decisions import Decision
from article41.desk.entries import DeskError, Draft, Entry, NoEntry, Unusable
from article41.desk.reviews import State
from article41.desk.writing import Writer

_AT_ONCE = 500  # rows that are held in memory at a time


class Desk:
    """Opens the store at a path or database URL, making it where there is none, unless `make` is False.

    Raises DeskError where there is none then, where it is of another version, and where it cannot be used.
    Any thread may call anything. Several processes may write to one store: each waits for the other.
    """

    def __init__(self, where: Path | str, make: bool = True) -> None:
        self.name = name_of(str(where))
        self._engine = open_engine(str(where), DeskError)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _sqlite_connected)
        self._writes = self._engine.execution_options(**{WRITES: True})
        self._writer = Writer(self._write)
        with self._or_unusable():
            self._prepare(make)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits, and let go of the store."""
        self._writer.close()
        self._engine.dispose()

    def append(self, draft: Draft) -> "Future[Entry]":
        """Write a draft at the end of the chain. The result comes once the entry is safe on disk, and not before.

        The result is a DeskError where the draft cannot be taken, or nothing could be written. For asyncio:
        `await asyncio.wrap_future(desk.append(draft))`. Raises DeskError where the desk is closed.
        """
        return self._writer.put(draft)

    def head(self) -> Head:
        """The last entry's number and hash; its text is the anchor that `verify` takes."""
        with self.reading() as connection:
            return chain.head(connection)

    def kept(self, first: int = 1, kind: str = "") -> Iterator[Kept]:
        """Every entry from the number `first`, or those of one kind, in order, each with its personal part."""
        with self.reading() as connection:
            yield from chain.kept(connection, first, kind)

    def find(self, which: str | int) -> Kept:
        """An entry by its id or number. Raises DeskError where there is none."""
        with self.reading() as connection:
            return chain.find(connection, str(which))

    def decision(self, which: str | int) -> Decision:
        """A decision by its id or number. Raises DeskError where there is none, or its personal part was erased."""
        entry, personal = self.find(which)
        if entry.kind != "decision":
            raise NoEntry(f"entry {entry.seq} is of kind {entry.kind}", entry.kind, "a decision")
        if personal is None:
            raise DeskError(f"the personal part of decision {entry.seq} is gone; its entry is left", str(entry.seq))
        return decisions.told_by(entry, personal)

    def about(self, seq: int) -> list[Kept]:
        """The reviews and erasures of a decision, in order, with their comments."""
        with self.reading() as connection:
            return chain.about(connection, seq)

    def state(self, seq: int) -> State:
        """Where the reviews of a decision stand."""
        with self.reading() as connection:
            return chain.state(connection, seq)

    def due(self, on: date) -> list[int]:
        """The numbers of entries whose personal parts were kept long enough by the day `on`; see `erasing.due`."""
        with self.reading() as connection:
            return list(connection.scalars(erasing.due(on)))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the store, for the functions of `chain`, whatever is written meanwhile."""
        with self._or_unusable(), self._engine.connect() as connection:
            whole = {} if self._engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
            yield connection.execution_options(yield_per=_AT_ONCE, **whole)

    def scrub(self) -> None:
        """Rewrite what was erased, so that its bytes are in no file of the store. Raises DeskError where it is in use.

        Of a PostgreSQL server that is its table; its write-ahead log and all backups are its keeper's.
        """
        with self._or_unusable(), self._engine.connect() as connection:
            if self._engine.dialect.name == "sqlite":
                self._scrub_file(connection)
            else:
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                alone.exec_driver_sql(f"VACUUM FULL {tables.personal.name}")

    def _scrub_file(self, connection: Connection) -> None:
        connection.exec_driver_sql("COMMIT")  # VACUUM runs in no transaction
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        connection.exec_driver_sql("BEGIN")  # for the pool, which ends one
        if busy:
            raise DeskError(f"{self.name} is being read; what was erased may stand in {self.name}-wal until it is not")

    def _write(self, drafts: Sequence[Draft]) -> list[Entry | DeskError]:
        with self._or_unusable(), self._writing() as connection:
            return chain.append(connection, drafts)

    def _prepare(self, make: bool) -> None:
        """Make the tables where there are none, and refuse those of another version."""
        with self._engine.connect() as connection:
            if inspect(connection).has_table(tables.meta.name) and self._has_version(connection):
                return
        if not make:
            raise DeskError(f"there is no log in {self.name}", self.name, "one that a41 check --log wrote")
        with self._writing() as connection:
            chain.lock(connection)
            tables.metadata.create_all(connection)
            if not self._has_version(connection):
                connection.execute(insert(tables.meta).values(key="version", value=str(tables.VERSION)))

    def _has_version(self, connection: Connection) -> bool:
        found = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "version"))
        if found is not None and found != str(tables.VERSION):
            raise DeskError(
                f"the log {self.name} is of version {found}, this program reads {tables.VERSION}; "
                "open it with the program that wrote it, and take it along with `a41 audit export`",
                str(found),
            )
        return found is not None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._writes.begin() as connection:
            yield connection

    @contextmanager
    def _or_unusable(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as fault:
            raise Unusable(f"the log {self.name} cannot be used: {reason(fault)}", self.name) from None


def _sqlite_connected(connection: object, _: object) -> None:
    """Readers never wait for the writer; what is acknowledged is on disk; what is deleted is overwritten.

    Bytes that are not UTF-8 are handed over, so that the entry they were changed in can be named.
    """
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")  # type: ignore[attr-defined]
    for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")  # type: ignore[attr-defined]
