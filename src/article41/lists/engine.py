"""Opening the database of a store: SQLite at a path, or whatever SQLAlchemy opens by URL."""

import os
import sys
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import SQLAlchemyError

from article41.lists import tables
from article41.lists.snapshot import ListError

_WAIT = 30  # seconds that a writer waits for another one
WRITES = "article41_writes"
"""The execution option of a transaction that will write: SQLite then locks at its start, not half way."""


def default_path() -> Path:
    """The store in the user's data folder."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "article41" / "lists.sqlite"


def open_engine(where: str) -> Engine:
    if "://" in where:
        return _made(where)
    path = Path(where)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ListError(f"no store can be kept at {path}: {fault.strerror}", where) from None
    return _made(f"sqlite:///{path}")


def _made(url: str) -> Engine:
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ModuleNotFoundError) as fault:
        raise ListError(
            f"no store can be opened there: {fault}", url.partition("://")[0], "a path or database URL"
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connected)
        event.listen(engine, "begin", _sqlite_begun)
    return engine


def _sqlite_connected(connection: object, _: object) -> None:
    """Transactions begin when we say so; the driver would begin one only at the first change."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    connection.execute(f"PRAGMA busy_timeout = {_WAIT * 1000}")  # type: ignore[attr-defined]
    connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[attr-defined]


def _sqlite_begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def check_version(connection: Connection, name: str) -> None:
    found = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "version"))
    if found is None:
        connection.execute(insert(tables.meta).values(key="version", value=str(tables.VERSION)))
    elif found != str(tables.VERSION):
        raise ListError(f"the store {name} is of version {found}, this program reads {tables.VERSION}", found)


def unusable(name: str, fault: SQLAlchemyError) -> ListError:
    reason = str(getattr(fault, "orig", None) or fault).splitlines()[0]
    return ListError(f"the store {name} cannot be used: {reason}", name)
