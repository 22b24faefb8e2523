"""The UN's consolidated list in XML, all regimes."""

from typing import IO
from xml.etree.ElementTree import Element

from article41.lists.record import Record
from article41.lists.snapshot import ListError, ListWarning, Snapshot, taken
from article41.lists.un_record import RecordReader
from article41.lists.xml_stream import XmlStream

KIND, LIST = "un-xml", "un"
_MOST_KEPT = 50_000
Flat = tuple[tuple[str, str | None], ...]


class UnXmlReader:
    """Reads one list after another; records that repeat from list to list, as in a series, are read once."""

    def __init__(self) -> None:
        self._known: dict[Flat, tuple[Record, tuple[ListWarning, ...]]] = {}

    def read(self, stream: IO[bytes], source: str, name: str = LIST) -> Snapshot:
        """The list in `stream`. Raises ListError where it is no whole, well-formed list."""
        xml = XmlStream(source)
        records: list[Record] = []
        warnings: list[ListWarning] = []
        for element in xml.records(stream):
            record, noted = self._record(element)
            records.append(record)
            warnings += noted
        when = xml.root.get("dateGenerated")
        if not when:
            raise ListError(f"{source} does not say when it was made (dateGenerated)", source)
        return taken(KIND, name, source, when, records, warnings)

    def _record(self, element: Element) -> tuple[Record, tuple[ListWarning, ...]]:
        flat = tuple((part.tag, part.text) for part in element.iter())
        found = self._known.get(flat)
        if found is None:
            reader = RecordReader(element)
            found = reader.record(), tuple(reader.warnings)
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[flat] = found
        return found
