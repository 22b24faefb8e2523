"""Messages made for the tests: every version's element names, envelopes, prefixes; all names are synthetic."""

import io
from collections.abc import Iterator

from article41 import Regime
from article41.bulk import Fault
from article41.messages import Judged, judge_messages

SPACE = "urn:iso:std:iso:20022:tech:xsd:"
DAY = "2018-03-01"
DEBTOR = "<Dbtr><Nm>Sample Buyer GmbH</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></Dbtr>"
CREDITOR = "<Cdtr><Nm>Sample Seller Pte</Nm><PstlAdr><Ctry>SG</Ctry></PstlAdr></Cdtr>"


def transfer(inside: str = DEBTOR + CREDITOR, id: str = "e2e", day: str = DAY, amount: str = "100.00") -> str:
    """A transfer of pacs.008 or pacs.009."""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{id}</EndToEndId></PmtId><IntrBkSttlmAmt Ccy='EUR'>{amount}</IntrBkSttlmAmt>"
        f"<IntrBkSttlmDt>{day}</IntrBkSttlmDt>{inside}</CdtTrfTxInf>"
    )


def pacs008(*transfers: str, version: str = "08", header: str = "", count: int | None = None) -> bytes:
    """A pacs.008 of transfers."""
    return document(
        f"pacs.008.001.{version}",
        "FIToFICstmrCdtTrf",
        head(len(transfers) if count is None else count, header),
        *transfers,
    )


def pacs009(*transfers: str, version: str = "08") -> bytes:
    """A pacs.009 of transfers, under the name that its version has."""
    body = "FinInstnCdtTrf" if version == "02" else "FICdtTrf"
    return document(f"pacs.009.001.{version}", body, head(len(transfers)), *transfers)


def pain001(*payments: str, version: str = "09", count: int = 1) -> bytes:
    """A pain.001 of payments."""
    return document(f"pain.001.001.{version}", "CstmrCdtTrfInitn", head(count), *payments)


def payment(*transfers: str, version: str = "09", around: str = DEBTOR) -> str:
    """A PmtInf; its day stands as the version writes it."""
    day = DAY if int(version) < 8 else f"<Dt>{DAY}</Dt>"
    return f"<PmtInf><PmtInfId>P</PmtInfId><ReqdExctnDt>{day}</ReqdExctnDt>{around}{''.join(transfers)}</PmtInf>"


def order(inside: str = CREDITOR, id: str = "e2e") -> str:
    """A transfer of pain.001."""
    amount = "<Amt><InstdAmt Ccy='EUR'>5</InstdAmt></Amt>"
    return f"<CdtTrfTxInf><PmtId><EndToEndId>{id}</EndToEndId></PmtId>{amount}{inside}</CdtTrfTxInf>"


def head(count: int, inside: str = "") -> str:
    return f"<GrpHdr><MsgId>M</MsgId><CreDtTm>{DAY}T08:00:00Z</CreDtTm><NbOfTxs>{count}</NbOfTxs>{inside}</GrpHdr>"


def document(message: str, body: str, *inside: str) -> bytes:
    return f"<Document xmlns='{SPACE}{message}'><{body}>{''.join(inside)}</{body}></Document>".encode()


def answers(content: bytes, law: Regime) -> list[Judged | Fault]:
    """All that comes out of a message."""
    return list(judge_messages(io.BytesIO(content), law, "m.xml"))


def judged(content: bytes, law: Regime) -> Judged:
    """The only answer to a message; a fault fails."""
    (found,) = answers(content, law)
    assert isinstance(found, Judged), found
    return found


def faults(content: bytes, law: Regime) -> list[Fault]:
    """The faults alone."""
    return [found for found in answers(content, law) if isinstance(found, Fault)]


class Endless(io.RawIOBase):
    """A file that is made as it is read, and knows how much of it was."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._rest, self.given = parts, b"", 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while len(self._rest) < len(buffer) and (part := next(self._parts, None)) is not None:
            self._rest += part
        block, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(block)] = block
        self.given += len(block)
        return len(block)
