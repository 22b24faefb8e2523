"""XML as a stream of records: one record's element at a time, no DOCTYPE, no entity, no network, nothing kept.

The parser is expat, which never opens a file or an address. A document type is refused where it begins, before any
entity in it is declared; depth, the length of a tag and the size of a record are bounded.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import IO, Generic, TypeVar
from xml.parsers import expat

from article41.errors import InputError

R = TypeVar("R")
_BLOCK = 1 << 16
LONGEST_TAG = 1 << 18
"""The most bytes that one tag, comment or instruction may have."""


class XmlRecords(Generic[R]):
    """Reads one document. A subclass says where records begin (`begins`) and what becomes of them (`finished`).

    `path` holds the local names of the open elements, the one just opened last.
    """

    refused: type[InputError] = InputError
    deepest = 12
    largest = 1_000_000
    """The most characters of text and attributes, and elements, that one record may have together."""
    why_no_doctype = "a DOCTYPE is refused"
    separator: str | None = None
    """What stands between namespace and local name in a tag; None reads namespaces as plain text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path: list[str] = []
        self._builder: ET.TreeBuilder | None = None
        self._record = self._line = self._left = 0
        self._done: list[R] = []
        self._parser = self._made()

    def begins(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether a record begins with the element just opened. `tag` is as expat gives it, namespace included."""
        raise NotImplementedError

    def finished(self, record: ET.Element, line: int) -> R | None:
        """What a record becomes; None where nothing is handed out. `line` is the one it begins in."""
        raise NotImplementedError

    def overfull(self, line: int) -> R | None:
        """What becomes of a record beyond `largest`. Raises the stream's error unless a subclass knows better."""
        raise self.refused(f"{self.name}, line {line}: the record {self.too_large}", self.name)

    @property
    def too_large(self) -> str:
        """What is wrong with a record beyond `largest`."""
        return f"has more than {self.largest:,} characters and elements"

    def ended(self) -> None:
        """Called when an element outside records was closed; `path` still holds it."""

    def records(self, stream: IO[bytes]) -> Iterator[R]:
        """Every record, in the document's order.

        Raises `refused` with line and byte where the document is not well-formed (a wrong encoding, a file cut off),
        has a DOCTYPE, or goes beyond a bound.
        """
        before, block = 0, b""
        try:
            while block := stream.read(_BLOCK):
                self._parser.Parse(block, False)
                yield from self._taken()
                before += len(block)
                self._bound_tag(before)
            self._parser.Parse(b"", True)
        except expat.ExpatError as fault:
            yield from self._taken()
            raise self._located(fault, block, before) from None
        except InputError:
            yield from self._taken()
            raise
        except (LookupError, ValueError) as fault:  # an encoding that there is none of, or that is no alphabet's
            text = f"{self.name}, line {self._parser.CurrentLineNumber}: {fault}"
            raise self.refused(text, self.name, "XML in UTF-8, UTF-16 or an encoding of one byte a character") from None
        yield from self._taken()

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=self.separator)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        return parser

    def _taken(self) -> list[R]:
        done, self._done = self._done, []
        return done

    def _bound_tag(self, read: int) -> None:
        """What expat has not made sense of yet is one unfinished tag."""
        if read - self._parser.CurrentByteIndex > LONGEST_TAG:
            line = self._parser.CurrentLineNumber
            raise self.refused(f"{self.name}, line {line}: a tag is longer than {LONGEST_TAG:,} bytes", self.name)

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        raise self.refused(f"{self.name}, line {self._parser.CurrentLineNumber}: {self.why_no_doctype}", self.name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(self.separator)[2] if self.separator else tag
        self.path.append(local)
        if len(self.path) > self.deepest:
            line = self._parser.CurrentLineNumber
            raise self.refused(f"{self.name}, line {line}: elements nested deeper than {self.deepest}", self.name)
        if not self._record and self.begins(tag, attributes):
            self._record, self._line, self._left = len(self.path), self._parser.CurrentLineNumber, self.largest
            self._builder = ET.TreeBuilder()
        if self._builder:
            self._builder.start(local, attributes)
            self._spend(1 + sum(len(key) + len(value) for key, value in attributes.items()))

    def _text(self, text: str) -> None:
        if self._builder:
            self._builder.data(text)
            self._spend(len(text))

    def _spend(self, amount: int) -> None:
        self._left -= amount
        if self._left < 0:
            self._builder = None

    def _end(self, tag: str) -> None:
        if self._builder:
            self._builder.end(self.path[-1])
        if self._record == len(self.path):
            made = self.finished(self._builder.close(), self._line) if self._builder else self.overfull(self._line)
            self._record, self._builder = 0, None
            if made is not None:
                self._done.append(made)
        elif not self._record:
            self.ended()
        self.path.pop()

    def _located(self, fault: expat.ExpatError, block: bytes, before: int) -> InputError:
        """The fault in words, with line and byte."""
        if not block:
            said = f"{self.name}, line {fault.lineno}: the file is cut off ({_said(fault)})"
            return self.refused(said, self.name)
        start = self._parser.ErrorByteIndex
        found = _wrong_byte(block[max(0, start - before) :])
        if found is None:
            text = f"{self.name}, line {fault.lineno}, byte {start}: {_said(fault)}"
            return self.refused(text, self.name, "well-formed XML")
        ahead, lines, byte = found
        where = f"{self.name}, line {fault.lineno + lines}, byte {start + ahead}"
        if lines:
            where += f" (in the text that begins in line {fault.lineno})"
        seen = bytes([byte]).decode("cp1252", "replace")
        text = f"{where}: 0x{byte:02X} is no UTF-8 here (Windows-1252 would read {seen!r}); get the file anew"
        return self.refused(text, self.name, "XML in the encoding that it declares")


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
