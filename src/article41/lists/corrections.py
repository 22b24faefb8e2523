"""Known facts that override what a series of lists shows, each with its source: `lists/corrections.yaml`."""

from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from article41 import yamlfile
from article41.lists.record import Record
from article41.places_of_data import data_folder


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """What is known of entries of a list from `start` to `until`, both days inclusive.

    `entries` are ids with the name that they go by; `*` stands for any rest. In these days no snapshot counts; the
    first and the last of them count as seen. `listed_on` replaces the list's own LISTED_ON. `kind` narrows the fact to
    one measure on a ship. `listed_before` narrows it to entries whose LISTED_ON lies before that day.
    """

    list: str
    entries: dict[str, str]
    state: Literal["listed", "not listed"]
    start: date
    until: date
    source: str
    reason: str
    kind: str = ""
    law: str = ""
    listed_on: date | None = None
    listed_before: date | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.until

    def concerns(self, entry: str, newest: Record | None) -> bool:
        """Whether the fact is about the entry, whose newest record is `newest` (None where no snapshot has it)."""
        if not any(entry == name or ("*" in name and fnmatchcase(entry, name)) for name in self.entries):
            return False
        listed_on = newest.listed_on if newest else None
        return self.listed_before is None or (listed_on is not None and listed_on < self.listed_before)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    facts: tuple[Fact, ...]


@lru_cache(maxsize=4)
def load_facts(file: Path | None = None) -> tuple[Fact, ...]:
    """The facts of `file`, the project's own when left out. Raises LawError with file and line where it is wrong."""
    facts = yamlfile.read(file or data_folder("lists") / "corrections.yaml").as_type(_File).facts
    backwards = [fact for fact in facts if fact.until < fact.start]
    if backwards:
        raise ValueError(f"corrections: {backwards[0].start} lies after {backwards[0].until}")
    return facts
