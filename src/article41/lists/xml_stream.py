"""The UN's XML as a stream: one record's element at a time, no DOCTYPE, no entity, no network, nothing kept."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from article41.lists.snapshot import ListError

ROOT = "CONSOLIDATED_LIST"
RECORDS = {"INDIVIDUAL": "INDIVIDUALS", "ENTITY": "ENTITIES"}
"""The element of a record, and the section that it must stand in."""
_DEEPEST = 12
_BLOCK = 1 << 16


class XmlStream:
    """Reads one list. `root` holds the root's attributes as soon as the first record is there."""

    def __init__(self, name: str) -> None:
        self.root: dict[str, str] = {}
        self._name = name
        self._path: list[str] = []
        self._sections: set[str] = set()
        self._builder: ET.TreeBuilder | None = None
        self._done: list[ET.Element] = []
        self._parser = self._made()

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        return parser

    def records(self, stream: IO[bytes]) -> Iterator[ET.Element]:
        """Every INDIVIDUAL and ENTITY, in the file's order.

        Raises ListError with line and byte where the file is not well-formed (a wrong encoding, a file cut off), has
        a DOCTYPE, or is no consolidated list with both of its sections.
        """
        before, block = 0, b""
        try:
            while block := stream.read(_BLOCK):
                self._parser.Parse(block, False)
                yield from self._taken()
                before += len(block)
            self._parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise self._located(fault, block, before) from None
        yield from self._taken()
        missing = sorted(set(RECORDS.values()) - self._sections)
        if missing:
            raise ListError(f"{self._name} has no {' and no '.join(missing)}: not a whole list", self._name)

    def _taken(self) -> list[ET.Element]:
        done, self._done = self._done, []
        return done

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        line = self._parser.CurrentLineNumber
        raise ListError(f"{self._name}, line {line}: a DOCTYPE is refused; the UN's list has none", self._name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        if len(self._path) == 1:
            if tag != ROOT:
                raise ListError(f"{self._name}: the root is {tag[:40]}, not {ROOT}", tag[:40], ROOT)
            self.root = attributes
        elif len(self._path) == 2:
            self._sections.add(tag)
        elif len(self._path) == 3 and RECORDS.get(tag) == self._path[1]:
            self._builder = ET.TreeBuilder()
        if len(self._path) > _DEEPEST:
            raise ListError(f"{self._name}: elements nested deeper than {_DEEPEST}", self._name)
        if self._builder:
            self._builder.start(tag, attributes)

    def _text(self, text: str) -> None:
        if self._builder:
            self._builder.data(text)

    def _end(self, tag: str) -> None:
        if self._builder:
            self._builder.end(tag)
            if len(self._path) == 3:
                self._done.append(self._builder.close())
                self._builder = None
        self._path.pop()

    def _located(self, fault: expat.ExpatError, block: bytes, before: int) -> ListError:
        """The fault in words, with line and byte."""
        if not block:
            return ListError(f"{self._name}, line {fault.lineno}: the file is cut off ({_said(fault)})", self._name)
        start = self._parser.ErrorByteIndex
        found = _wrong_byte(block[max(0, start - before) :])
        if found is None:
            text = f"{self._name}, line {fault.lineno}, byte {start}: {_said(fault)}"
            return ListError(text, self._name, "well-formed XML")
        ahead, lines, byte = found
        where = f"{self._name}, line {fault.lineno + lines}, byte {start + ahead}"
        if lines:
            where += f" (in the text that begins in line {fault.lineno})"
        seen = bytes([byte]).decode("cp1252", "replace")
        text = f"{where}: 0x{byte:02X} is no UTF-8 here (Windows-1252 would read {seen!r}); get the file anew"
        return ListError(text, self._name, "XML in the encoding that it declares")


def _said(fault: expat.ExpatError) -> str:
    return expat.ErrorString(fault.code)


def _wrong_byte(text: bytes) -> tuple[int, int, int] | None:
    """The first byte that is no UTF-8: how many bytes and lines into the text, and which. expat names the text only."""
    try:
        text.decode()
    except UnicodeDecodeError as fault:
        if fault.end < len(text):
            return fault.start, text.count(b"\n", 0, fault.start), text[fault.start]
    return None
