"""The built-in list: one entry a person, entity or ship, with the days on which it was listed."""

import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from article41 import yamlfile
from article41.places_of_data import data_folder


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """A time on the list, both days inclusive (`until` None: still listed). `by`: the Committee, or a citation."""

    start: date
    by: str
    until: date | None = None
    unconfirmed: tuple[str, ...] = ()
    note: str = ""

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day <= self.until)


class Designated(Listed, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"start": "from", "kind": "as"}):
    """A designation of a ship: `kind` names the consequence, `law` the paragraph."""

    kind: str
    law: str


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list entry. Names as the UN writes them; countries ISO alpha-2; dates of birth ISO or as far as given."""

    id: str
    type: Literal["person", "entity", "vessel"]
    name: str
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    identifiers: dict[str, tuple[str, ...]] = {}
    imo: str = ""
    bank: bool = False
    listed: tuple[Listed, ...] = ()
    designated: tuple[Designated, ...] = ()
    amended: tuple[date, ...] = ()
    absent: str = ""
    unconfirmed: tuple[str, ...] = ()
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names that count as exact: the name, good aliases and former names."""
        return (self.name, *self.aliases, *self.former_names)

    def listed_on(self, day: date) -> Listed | None:
        """The listing that covers `day`, or None."""
        return next((period for period in self.listed if period.covers(day)), None)

    def designated_on(self, day: date) -> tuple[Designated, ...]:
        """A ship's designations in force on `day`."""
        return tuple(d for d in self.designated if d.covers(day))


class _ListFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    list_date: date
    entries: tuple[Entry, ...]
    source: str = ""


class UnList(msgspec.Struct, frozen=True):
    """All entries, the newest day they were read from, and the version (hash of the files)."""

    entries: tuple[Entry, ...]
    list_date: date
    version: str


@lru_cache(maxsize=4)
def load_list(folder: Path | None = None) -> UnList:
    """The built-in 1718 list. Raises LawError with file and line where a file is wrong."""
    files = sorted((folder or data_folder("lists") / "1718").glob("*.yaml"))
    read = [yamlfile.read(file).as_type(_ListFile) for file in files]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    entries = tuple(entry for part in read for entry in part.entries)
    return UnList(entries, max(part.list_date for part in read), f"sha256:{digest[:16]}")
