"""Opening a database: SQLite at a path, or whatever SQLAlchemy opens by URL."""

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from article41.errors import InputError

_WAIT = 30  # seconds that a writer waits for another one
WRITES = "article41_writes"
"""The execution option of a transaction that will write: SQLite then locks at its start, not half way."""


def name_of(where: str) -> str:
    """What a store is called in messages: its path, or its URL without user and password."""
    return where.rpartition("@")[2] if "://" in where else where


def open_engine(where: str, refused: type[InputError]) -> Engine:
    """An engine for a path or database URL; a path's folder is made. Raises `refused` where there can be none."""
    if "://" in where:
        return _made(where, refused)
    path = Path(where)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise refused(f"no store can be kept at {path}: {fault.strerror}", where) from None
    return _made(f"sqlite:///{path}", refused)


def _made(url: str, refused: type[InputError]) -> Engine:
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ModuleNotFoundError) as fault:
        raise refused(
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


def reason(fault: SQLAlchemyError) -> str:
    """Why a database failed, in its own words: their first line."""
    return str(getattr(fault, "orig", None) or fault).splitlines()[0]
