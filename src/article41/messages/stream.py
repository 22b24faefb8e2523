"""A message as a stream of its transfers: pacs.008, pacs.009 and pain.001 in any version, bare or in an envelope."""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element

from article41.bulk.rows import WHOLE_ROW, Fault
from article41.errors import InputError
from article41.messages.leaves import Leaf, leaves
from article41.xmlstream import XmlRecords

KINDS = {
    "FIToFICstmrCdtTrf": "pacs.008",
    "FICdtTrf": "pacs.009",
    "FinInstnCdtTrf": "pacs.009",
    "CstmrCdtTrfInitn": "pain.001",
}
"""The element within Document, and the message that it is; the third was the name of pacs.009 in version 02."""
TRANSFER, PAYMENT, HEADER, ENVELOPE = "CdtTrfTxInf", "PmtInf", "GrpHdr", "AppHdr"
_NAMED = re.compile(r"\b([a-z]{4}\.\d{3})\.\d{3}\.\d{2}\b")
_MOST_AROUND = 2_000
"""The most texts that stand around transfers: in a header, in a payment of pain.001, in an envelope."""
_EXPECTED = "Document of pacs.008, pacs.009 or pain.001"


class MessageError(InputError):
    """A file of which nothing, or nothing more, can be read as a message."""


class Sent(NamedTuple):
    """A transfer as it was sent. `number` counts those of the file from 1; `line` is the one it begins in.

    `leaves` are its own texts, then those of its payment (pain.001), of the message's header and of the envelope.
    """

    number: int
    line: int
    path: str
    message: str
    leaves: tuple[Leaf, ...]


class MessageStream(XmlRecords[Sent | Fault]):
    """Reads one file. Several Documents in one envelope are read one after the other."""

    refused = MessageError
    deepest = 32
    largest = 100_000
    why_no_doctype = "a DOCTYPE is refused; ISO 20022 messages have none"
    separator = " "

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.number = 0
        self._message = ""
        self._depth = 0  # of Document; 0 outside
        self._documents = 0
        self._envelope: tuple[Leaf, ...] = ()
        self._header: tuple[Leaf, ...] = ()
        self._payment: tuple[Leaf, ...] = ()
        self._payments = self._of_payment = self._of_document = 0

    def transfers(self, stream: IO[bytes]) -> Iterator[Sent | Fault]:
        """Every transfer in the file's order; one that is too large, and a count that is wrong, is a fault.

        Raises MessageError, with line and what was expected, for a file that is no such message, has a DOCTYPE, is not
        well-formed or goes beyond a bound; what was handed out before stands.
        """
        yield from self.records(stream)
        if not self._documents:
            raise MessageError(f"{self.name}: no Document in it", self.name, _EXPECTED)

    def begins(self, tag: str, attributes: dict[str, str]) -> bool:
        if not self._depth:
            if self.path[-1] == "Document":
                self._open(tag)
            return self.path[-1] == ENVELOPE
        within = len(self.path) - self._depth
        if within == 1:
            self._body()
        elif within == 2 and self.path[-1] == PAYMENT:
            self._payments, self._of_payment, self._payment = self._payments + 1, 0, ()
        elif within == 2:
            return True
        return within == 3

    def finished(self, record: Element, line: int) -> Sent | Fault | None:
        if record.tag == TRANSFER:
            number, _, path = self._counted(line)
            around = (*self._payment, *self._header, *self._envelope)
            return Sent(number, line, path, self._message, (*leaves(record, path), *around))
        if record.tag == ENVELOPE:
            self._envelope = self._bounded((), leaves(record, ENVELOPE))
        elif self.path[-2] == PAYMENT:
            texts = leaves(record, f"{self._payment_path()}/{record.tag}", (PAYMENT,))
            self._payment = self._bounded(self._payment, texts)
            return self._late(record, line, self._of_payment)
        else:
            self._header = self._bounded(self._header, leaves(record, record.tag))
            return self._late(record, line, self._of_document)
        return None

    def _bounded(self, before: tuple[Leaf, ...], more: Iterator[Leaf]) -> tuple[Leaf, ...]:
        together = (*before, *more)
        if len(together) > _MOST_AROUND:
            line = self._parser.CurrentLineNumber
            text = f"{self.name}, line {line}: more than {_MOST_AROUND:,} texts around the transfers"
            raise MessageError(text, self.name)
        return together

    def _late(self, record: Element, line: int, transfers: int) -> Fault | None:
        """What is said of transfers after they were read would be lost without a word."""
        text = f"found in line {line} after the transfers it belongs to, expected before; they were judged without it"
        return Fault(self.number, line, record.tag, text) if transfers else None

    def overfull(self, line: int) -> Fault:
        number, _, path = self._counted(line) if self.path[-1] == TRANSFER else (self.number + 1, line, self.path[-1])
        return Fault(number, line, path, f"{self.too_large}; it was not judged")

    def ended(self) -> None:
        if self.path[-1] == PAYMENT:
            self._payment = ()
        if self._depth and len(self.path) == self._depth + 1:
            self._compare()
        elif len(self.path) == self._depth:
            self._depth = 0

    def _open(self, tag: str) -> None:
        """Remember the message that the namespace names; the body decides where it names none."""
        space = tag.rpartition(" ")[0]
        found = _NAMED.search(space)
        if found and found[1] not in KINDS.values():
            self._refuse(f"found {found[0]}", found[0])
        self._message = found[0] if found else ""
        self._depth, self._documents = len(self.path), self._documents + 1
        self._header, self._payment, self._payments, self._of_payment, self._of_document = (), (), 0, 0, 0

    def _body(self) -> None:
        kind = KINDS.get(self.path[-1])
        if kind is None:
            self._refuse(f"found {self.path[-1][:40]} in Document", self.path[-1][:40])
        elif not self._message:
            self._message = kind
        elif not self._message.startswith(kind):
            self._refuse(f"found {self.path[-1]} in a Document whose namespace says {self._message}", self.path[-1])

    def _refuse(self, found: str, text: str) -> None:
        names = ", ".join(f"{name} ({kind})" for name, kind in KINDS.items())
        line = self._parser.CurrentLineNumber
        raise MessageError(f"{self.name}, line {line}: {found}; expected one of {names}", text, names)

    def _counted(self, line: int) -> tuple[int, int, str]:
        """The next transfer's number, line and path."""
        self.number, self._of_document = self.number + 1, self._of_document + 1
        if self.path[-2] != PAYMENT:
            return self.number, line, f"{TRANSFER}[{self._of_document}]"
        self._of_payment += 1
        return self.number, line, f"{self._payment_path()}/{TRANSFER}[{self._of_payment}]"

    def _payment_path(self) -> str:
        return f"{PAYMENT}[{self._payments}]"

    def _compare(self) -> None:
        """A header that counts other transfers than there are: some may have been lost on the way."""
        said = next((leaf.text for leaf in self._header if leaf.tags == (HEADER, "NbOfTxs")), None)
        if said is not None and said != str(self._of_document):
            where = f"{HEADER}/NbOfTxs"
            text = f"found {said[:40]}, expected {self._of_document}, which is how many transfers there are"
            self._done.append(Fault(self.number, self._parser.CurrentLineNumber, where, text))


def whole_file(number: int, fault: MessageError) -> Fault:
    """A fault that ends the file after `number` transfers."""
    return Fault(number + 1, 0, WHOLE_ROW, f"{fault}; the rest of the file was not read" if number else str(fault))
