"""Invented lists for the tests of `article41.lists`: as XML, as snapshots, and as files."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from article41.lists.opening import part
from article41.lists.reading import read_part
from article41.lists.record import Name, Record
from article41.lists.snapshot import Snapshot, taken

BOOK = Path(__file__).parent / "data" / "lists"


def record(
    entry: str, name: str = "", listed_on: date | None = None, aliases: Sequence[str] = (), regime: str = "DPRK"
) -> Record:
    """An entity with a name and aliases."""
    names = (Name(name or f"NAME OF {entry}", "primary"), *(Name(alias, "good") for alias in aliases))
    return Record(entry, regime, "entity", names, listed_on=listed_on)


def snapshot(day: str, *records: Record, name: str = "un") -> Snapshot:
    """The list of a day (an ISO day or moment)."""
    return taken("un-xml", name, f"{day}.xml", day, list(records), [])


def xml(day: str, entries: Iterable[tuple[str, str, str]]) -> str:
    """A consolidated list of entities, each given by reference, name and LISTED_ON."""
    bodies = "\n".join(
        f"<ENTITY><FIRST_NAME>{escape(name)}</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER><LISTED_ON>{listed_on}</LISTED_ON></ENTITY>"
        for reference, name, listed_on in entries
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST dateGenerated="{day}">'
    return f"{head}\n<INDIVIDUALS/>\n<ENTITIES>\n{bodies}\n</ENTITIES>\n</CONSOLIDATED_LIST>\n"


def many(day: str, count: int) -> str:
    """A list of `count` entities."""
    return xml(day, [(f"KPe.{n:03}", f"COMPANY NUMBER {n}", "2017-08-05") for n in range(1, count + 1)])


def read_bytes(content: bytes, name: str = "list.xml", when: str = "") -> Snapshot:
    """The list in some bytes."""
    return read_part(part(name, io.BytesIO(content)), when=when)


def quirks() -> Snapshot:
    """The list with every quirk."""
    return read_bytes((BOOK / "quirks.xml").read_bytes(), "quirks.xml")
