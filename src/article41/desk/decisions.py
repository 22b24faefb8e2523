"""A decision as the log keeps it: what was asked, as it came and as it was read, and what was answered.

In the chain stand only words of the program's own: the verdict, its measures and paragraphs, days, versions. All that
somebody sent, and the whole verdict, which repeats names, is the personal part.
"""

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from article41.bulk.doubts import with_doubts
from article41.check import check
from article41.desk.entries import DeskError, Draft, Entry, Personal, Value, draft
from article41.errors import InputError
from article41.law import Regime
from article41.transaction import Transaction
from article41.verdict import Finding, Verdict

if TYPE_CHECKING:
    from article41.ledger.view import Ledger
    from article41.screening.hits import Screener


class Decision(msgspec.Struct, frozen=True):
    """A decision read back. `input` is the text as received, `verdict` the verdict's bytes as they were answered."""

    entry: Entry
    input: str
    act: Transaction
    verdict: bytes

    @property
    def answer(self) -> dict[str, Any]:
        """The verdict as an object in the contract's form, whatever program wrote it."""
        found: dict[str, Any] = msgspec.json.decode(self.verdict)
        return found

    @property
    def versions(self) -> dict[str, str]:
        """What the answer rested on: `law`, `list`, `list_date`, `ledger`, `program`."""
        return dict(self.entry.said["versions"])


def decision(input: str, act: Transaction, verdict: Verdict, who: str, at: datetime) -> Draft:
    """A draft that keeps an answer: `input` is what was received, `act` what was read of it.

    Raises DeskError where something in it cannot be written down and read back, such as half a character, a number
    beyond JSON's, or one that is no number (NaN).
    """
    try:
        read, answer = msgspec.json.encode(act).decode(), verdict.to_json().decode()
        msgspec.json.decode(read, type=Transaction)
    except (OverflowError, ValueError) as fault:
        raise DeskError(f"the act cannot be written down: {fault}") from None
    body: dict[str, Value] = {
        "activity": act.activity,
        "as_of": verdict.as_of.isoformat(),
        "findings": [finding(f) for f in verdict.findings],
        "overlay": verdict.overlay,
        "range": list(verdict.range),
        "verdict": verdict.verdict,
        "versions": {name: text for name, text in verdict.versions.items() if name != "notice"},
    }
    return draft("decision", at, who, body, personal={"input": input, "transaction": read, "verdict": answer})


def finding(found: Finding) -> dict[str, Value]:
    """What the chain keeps of a finding: measure, effect, paragraph, and what of it no source confirmed."""
    kept = {name: getattr(found, name) for name in ("cite", "effect", "measure", "paragraph")}
    return kept | {"unconfirmed": list(found.unconfirmed)}


def judged(
    input: str, law: Regime, who: str, at: datetime, *,
    screener: "Screener | None" = None, ledger: "Ledger | None" = None, trace: bool = False,
) -> Draft:  # fmt: skip
    """Reads an act from JSON in the contract's form, checks it, and drafts the decision.

    Raises FieldError as `Regime.read` does, and DeskError where the text is not JSON.
    """
    act = with_doubts(read(input, law))
    return decision(input, act, check(act, law, screener=screener, ledger=ledger, trace=trace), who, at)


def read(input: str, law: Regime) -> Transaction:
    """The act in a text of JSON. Raises DeskError where it is not JSON, and FieldError."""
    try:
        said = msgspec.json.decode(input)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        raise DeskError(f"the input is not JSON: {fault}", expected="an act in the contract's form") from None
    return law.read(said)


@lru_cache(maxsize=8)
def under(law: Regime, draft: str) -> Regime:
    """The law with the draft laid over it that a decision names, if it names one. Raises Unknown."""
    return law.overlaid(draft) if draft and not law.draft else law


def reading(told: Decision, law: Regime) -> str:
    """Whether the input, read again, gives the recorded act: `same`, or why not."""
    try:
        act = read(told.input, law)
    except InputError as fault:
        return str(fault)
    return "same" if told.act in (act, with_doubts(act)) else "another act is read from it"


def told_by(entry: Entry, personal: Personal) -> Decision:
    """The decision that an entry and its personal part hold.

    Raises DeskError where the part is not the entry's own, or this program cannot read it.
    """
    if personal.hash != entry.said["personal"]:
        raise DeskError(f"the personal part of decision {entry.seq} is not the one that was written", str(entry.seq))
    try:
        content = msgspec.json.decode(personal.content, type=dict[str, str])
        act = msgspec.json.decode(content["transaction"], type=Transaction)
    except (ValueError, KeyError) as fault:
        raise DeskError(f"decision {entry.seq} cannot be read: {fault}", str(entry.seq)) from None
    return Decision(entry, content["input"], act, content["verdict"].encode())
