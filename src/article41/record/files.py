"""Which file holds what, and reading them strictly: text first, types second, every fault with file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from article41 import yamlfile
from article41.record import actors, entries, texts
from article41.yamlfile import Document, LawError


class Shelf(NamedTuple):
    """A kind of entry and the files it stands in; a `single` file holds one thing instead of a list."""

    pattern: str
    kind: Any
    single: bool = False


SHELVES = {
    "definitions": Shelf("incidents/definitions.yaml", entries.Definition),
    "incidents": Shelf("incidents/[0-9]*.yaml", entries.Incident),
    "counts": Shelf("counts.yaml", entries.Count),
    "talks": Shelf("talks.yaml", entries.Talk),
    "statements": Shelf("statements/[0-9]*.yaml", entries.Statement),
    "people": Shelf("actors/people-*.yaml", actors.Person),
    "offices": Shelf("actors/offices.yaml", actors.Office),
    "bodies": Shelf("actors/bodies.yaml", actors.Body),
    "codes": Shelf("actors/codes.yaml", dict[str, str], single=True),
    "sources": Shelf("sources.yaml", entries.Source),
    "resolutions": Shelf("council/resolutions.yaml", texts.Resolution),
    "drafts": Shelf("council/drafts.yaml", texts.Draft),
    "procedural": Shelf("council/procedural.yaml", texts.Procedural),
    "council_statements": Shelf("council/statements.yaml", texts.CouncilStatement),
    "meetings": Shelf("council/meetings.yaml", texts.Meeting),
    "presidencies": Shelf("council/presidencies.yaml", texts.Presidency),
    "membership": Shelf("council/members.yaml", texts.Membership, single=True),
    "commitments": Shelf("council/commitments.yaml", texts.Commitment),
}

DELIVERIES = "deliveries"
"""The folder of the ledger, which reads it by itself."""


class Placed(NamedTuple):
    """An entry and where it stands: its file and its path in it, such as `$[3]`."""

    shelf: str
    entry: Any
    document: Document
    path: str

    def fault(self, message: str, key: str = "") -> LawError:
        """A fault of this entry, at the line of its key."""
        where = f"{self.path}.{key}" if key else self.path
        return LawError(self.document.file, self.document.line_of(where), message)


def read(folder: Path) -> Iterator[Placed | LawError]:
    """Every entry under `folder`, or the fault that keeps it from being read; a file that holds nothing known too."""
    known: set[Path] = set()
    for name, shelf in SHELVES.items():
        for file in sorted(folder.glob(shelf.pattern)):
            known.add(file)
            yield from _entries(name, shelf, file)
    theirs = set((folder / DELIVERIES).glob("*.yaml"))
    for file in sorted(set(folder.rglob("*.yaml")) - known - theirs):
        expected = ", ".join(shelf.pattern for shelf in SHELVES.values())
        yield LawError(file, 1, f"no place for a file {file.relative_to(folder)}; expected {expected}")


def _entries(name: str, shelf: Shelf, file: Path) -> Iterator[Placed | LawError]:
    try:
        document = yamlfile.read(file)
        if shelf.single:
            yield Placed(name, document.as_type(shelf.kind), document, "$")
            return
        typed = document.as_type(list[shelf.kind])  # type: ignore[name-defined]
        yield from (Placed(name, entry, document, f"$[{n}]") for n, entry in enumerate(typed))
    except LawError as fault:
        yield fault
