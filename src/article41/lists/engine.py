"""Where the store of lists lies, which version of it is read, and what is said where it cannot be used."""

import os
import sys
from pathlib import Path

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import SQLAlchemyError

from article41.database import reason
from article41.lists import tables
from article41.lists.snapshot import ListError


def default_path() -> Path:
    """The store in the user's data folder."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "article41" / "lists.sqlite"


def check_version(connection: Connection, name: str) -> None:
    found = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "version"))
    if found is None:
        connection.execute(insert(tables.meta).values(key="version", value=str(tables.VERSION)))
    elif found != str(tables.VERSION):
        raise ListError(f"the store {name} is of version {found}, this program reads {tables.VERSION}", found)


def unusable(name: str, fault: SQLAlchemyError) -> ListError:
    return ListError(f"the store {name} cannot be used: {reason(fault)}", name)
