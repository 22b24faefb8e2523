"""The record, loaded from its files and ready to be asked."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from article41.places_of_data import data_folder
from article41.record import actors, entries, texts
from article41.record.days import first_day
from article41.record.entries import Entry
from article41.record.files import SHELVES, Placed, read
from article41.record.soundness import faults
from article41.record.texts import Voted
from article41.yamlfile import LawError


class NotInRecord(LookupError):
    """An id, symbol or name that the record does not have; the message names the nearest ones."""


class Record:
    """All that is recorded, each shelf in order of day and id, so that the order of files never shows."""

    incidents: tuple[entries.Incident, ...]
    definitions: tuple[entries.Definition, ...]
    counts: tuple[entries.Count, ...]
    talks: tuple[entries.Talk, ...]
    statements: tuple[entries.Statement, ...]
    people: tuple[actors.Person, ...]
    offices: tuple[actors.Office, ...]
    bodies: tuple[actors.Body, ...]
    sources: tuple[entries.Source, ...]
    resolutions: tuple[texts.Resolution, ...]
    drafts: tuple[texts.Draft, ...]
    procedural: tuple[texts.Procedural, ...]
    council_statements: tuple[texts.CouncilStatement, ...]
    meetings: tuple[texts.Meeting, ...]
    presidencies: tuple[texts.Presidency, ...]
    commitments: tuple[texts.Commitment, ...]
    membership: texts.Membership
    codes: dict[str, str]

    def __init__(self, placed: Iterable[Placed]) -> None:
        shelves: dict[str, list[Any]] = {name: [] for name in SHELVES}
        for p in placed:
            shelves[p.shelf].append(p.entry)
        for name, shelf in SHELVES.items():
            found = shelves[name]
            setattr(self, name, found[0] if shelf.single else tuple(self._ordered(name, found)))
        self.by_id: dict[str, Entry] = {e.id: e for e in self.all()}

    def _ordered(self, name: str, found: list[Any]) -> list[Any]:
        """Definitions keep the order of their file: the first of a kind is the one used unasked."""
        return found if name == "definitions" else sorted(found, key=_when)

    def all(self) -> Iterator[Entry]:
        """Every entry that has an id and sources."""
        for name, shelf in SHELVES.items():
            if not shelf.single:
                yield from (e for e in getattr(self, name) if isinstance(e, Entry))

    def voted(self) -> list[Voted]:
        """Everything that may have been voted on, in order of day."""
        return sorted([*self.resolutions, *self.drafts, *self.procedural], key=lambda v: (v.date, v.id))

    def find(self, said: str) -> Entry:
        """An entry by id, by symbol, or a resolution by its number. Raises NotInRecord with the nearest."""
        if said in self.by_id:
            return self.by_id[said]
        symbols = {s: e for e in self.all() if (s := getattr(e, "symbol", ""))}
        numbers = {f"res-{said}", f"res-{said.partition('/RES/')[2].partition(' ')[0].partition('(')[0]}"}
        for found in (symbols.get(said), *(self.by_id.get(n) for n in sorted(numbers))):
            if found:
                return found
        raise NotInRecord(f"nothing in the record is called {said!r}" + nearest(said, [*self.by_id, *symbols]))

    def address(self, said: str) -> str:
        """A source in full: an address as it is, for a word of sources.yaml its title, address and copy."""
        named = next((s for s in self.sources if s.id == said), None)
        if named is None:
            return said
        copy = f" (copy of {named.copy_of}: {named.copy})" if named.copy else ""
        return f"{named.title}, {named.url}{copy}"

    def name(self, code: str) -> str:
        """How a code is shown: `KP` as `DPRK`; what has no name is shown as it is."""
        return self.codes.get(code, code)


def nearest(said: str, known: Iterable[str]) -> str:
    """`; nearest: …` where something comes near."""
    near = difflib.get_close_matches(said, list(known), 3, 0.5)
    return f"; nearest: {', '.join(near)}" if near else ""


def _when(entry: Any) -> tuple[Any, ...]:
    said = getattr(entry, "date", None) or getattr(entry, "since", "") or ""
    exact = first_day(said) if isinstance(said, str) and said else said
    return (str(exact), getattr(entry, "utc", ""), getattr(entry, "id", ""), getattr(entry, "month", ""))


def load(folder: Path | None = None) -> Record:
    """The record from its files (the project's own when no folder is given). Raises LawError at the first fault."""
    placed = list(read(folder or data_folder("record")))
    for fault in _all_faults(placed):
        raise fault
    return Record(p for p in placed if isinstance(p, Placed))


def lint(folder: Path | None = None) -> list[LawError]:
    """Every fault of the files, in order of file and line."""
    found = _all_faults(list(read(folder or data_folder("record"))))
    return sorted(found, key=lambda fault: (str(fault.file), fault.line))


def _all_faults(placed: list[Placed | LawError]) -> list[LawError]:
    broken = [p for p in placed if isinstance(p, LawError)]
    sound = [p for p in placed if isinstance(p, Placed)]
    missing = [name for name, shelf in SHELVES.items() if shelf.single and name not in {p.shelf for p in sound}]
    if missing and not broken:
        broken = [LawError(Path(SHELVES[name].pattern), 1, "no such file in the record") for name in missing]
    # Entries that could not be read would leave references dangling: those faults would only repeat the first.
    return broken or list(faults(sound))
