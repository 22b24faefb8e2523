"""The UN's XML as a stream of its records, read by the parser that trusts nothing (`article41.xmlstream`)."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import IO

from article41.lists.snapshot import ListError
from article41.xmlstream import XmlRecords

ROOT = "CONSOLIDATED_LIST"
RECORDS = {"INDIVIDUAL": "INDIVIDUALS", "ENTITY": "ENTITIES"}
"""The element of a record, and the section that it must stand in."""


class XmlStream(XmlRecords[ET.Element]):
    """Reads one list. `root` holds the root's attributes as soon as the first record is there."""

    refused = ListError
    why_no_doctype = "a DOCTYPE is refused; the UN's list has none"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.root: dict[str, str] = {}
        self._sections: set[str] = set()

    def records(self, stream: IO[bytes]) -> Iterator[ET.Element]:
        """Every INDIVIDUAL and ENTITY, in the file's order.

        Raises ListError as the parser does, and where the file is no consolidated list with both of its sections.
        """
        yield from super().records(stream)
        missing = sorted(set(RECORDS.values()) - self._sections)
        if missing:
            raise ListError(f"{self.name} has no {' and no '.join(missing)}: not a whole list", self.name)

    def begins(self, tag: str, attributes: dict[str, str]) -> bool:
        if len(self.path) == 1:
            if tag != ROOT:
                raise ListError(f"{self.name}: the root is {tag[:40]}, not {ROOT}", tag[:40], ROOT)
            self.root = attributes
        elif len(self.path) == 2:
            self._sections.add(tag)
        return len(self.path) == 3 and RECORDS.get(tag) == self.path[1]

    def finished(self, record: ET.Element, line: int) -> ET.Element:
        return record
