"""Which file holds what, and reading them strictly: text first, types second, every fault with file and line."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

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
    "talks": Shelf("talks*.yaml", entries.Talk),
    "statements": Shelf("statements/[0-9]*.yaml", entries.Statement),
    "people": Shelf("actors/people-*.yaml", actors.Person),
    "offices": Shelf("actors/offices.yaml", actors.Office),
    "bodies": Shelf("actors/bodies.yaml", actors.Body),
    "codes": Shelf("actors/codes.yaml", dict[str, str], single=True),
    "sources": Shelf("sources.yaml", entries.Source),
    "resolutions": Shelf("council/resolutions.yaml", texts.Resolution),
    "drafts": Shelf("council/drafts*.yaml", texts.Draft),
    "procedural": Shelf("council/procedural.yaml", texts.Procedural),
    "council_statements": Shelf("council/statements*.yaml", texts.CouncilStatement),
    "meetings": Shelf("council/meetings*.yaml", texts.Meeting),
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
    known = {file: name for name, shelf in SHELVES.items() for file in sorted(folder.glob(shelf.pattern))}
    for file, name in known.items():
        yield from _entries(name, SHELVES[name], file)
    theirs = set((folder / DELIVERIES).glob("*.yaml"))
    # In a folder that holds no record at all, strange files are no news.
    for file in sorted(set(folder.rglob("*.yaml")) - known.keys() - theirs) if known else ():
        near = difflib.get_close_matches(str(file.relative_to(folder)), [s.pattern for s in SHELVES.values()], 1, 0.3)
        hint = f"; nearest: {near[0]}" if near else ""
        yield LawError(file, 1, f"no place in the record for a file {file.relative_to(folder)}{hint}")


def _entries(name: str, shelf: Shelf, file: Path) -> Iterator[Placed | LawError]:
    try:
        document = yamlfile.read(file)
        if shelf.single:
            yield Placed(name, document.as_type(shelf.kind), document, "$")
            return
    except LawError as fault:
        yield fault
        return
    if not isinstance(document.data, list):
        yield LawError(file, 1, "expected a list of entries, each beginning with `- `")
        return
    for n, data in enumerate(document.data):
        try:
            yield Placed(name, msgspec.convert(data, shelf.kind, strict=False), document, f"$[{n}]")
        except msgspec.ValidationError:
            yield _fault(document, n, shelf.kind)


def _fault(document: Document, n: int, kind: Any) -> LawError:
    """What is wrong with an entry, at its line: the entry is read again as a document of its own."""
    start = f"$[{n}]"
    lines = {f"${path[len(start) :]}": line for path, line in document.lines.items() if path.startswith(start)}
    try:
        Document(document.file, document.data[n], lines).as_type(kind)
    except LawError as fault:
        return fault
    raise AssertionError("an entry that cannot be read has a fault")
