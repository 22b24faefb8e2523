"""Transfers judged: the payment, and the trade that its texts name, under the law of the day; the worse one governs."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, NamedTuple

import msgspec

from article41.bulk.rows import Fault
from article41.check import check
from article41.law import Regime
from article41.messages.acts import Act, payment_act, trade_act
from article41.messages.coverage import NotScreened, Screened, not_screened, screened
from article41.messages.joining import together
from article41.messages.payment import FieldFault, Payment, read_payment
from article41.messages.resting import Resting, resting
from article41.messages.screening import (
    Asked,
    FieldHit,
    Known,
    Met,
    asked,
    candidates,
    met,
    named_in_texts,
    one_an_entry,
)
from article41.messages.stream import MessageError, MessageStream, Sent, whole_file
from article41.messages.texts import Mention, TextReader
from article41.said import shown
from article41.screening.built_in import built_in
from article41.screening.hits import Candidate
from article41.screening.screener import ListScreener
from article41.transaction import Party, Transaction
from article41.verdict import Advisory, Verdict

AT_ONCE = 500
"""So many transfers are screened together; no more are held at any time."""


class Read(msgspec.Struct, frozen=True):
    """Something that a text names: the field, the words, and what they mean."""

    path: str
    what: str
    said: str
    means: str


class Judged(Verdict, frozen=True, omit_defaults=True, kw_only=True):
    """A verdict on a transfer, with the fields it rests on.

    `transaction` counts the transfers of the file from 1, `line` is the one it begins in, `path` its element. `rests`
    stands beside `findings`, one for one. `acts` is what was judged: the payment, then the trade if one was named.
    """

    transaction: int
    line: int
    path: str
    message: str
    rests: tuple[Resting, ...]
    hits: tuple[FieldHit, ...]
    read: tuple[Read, ...]
    screened: tuple[Screened, ...]
    not_screened: tuple[NotScreened, ...]
    acts: tuple[Transaction, ...]


class _Ready(NamedTuple):
    payment: Payment
    found: list[Mention]
    within: list[Mention]
    fields: list[Asked]


def judge_messages(
    stream: IO[bytes], law: Regime, name: str = "standard input", screener: ListScreener | None = None
) -> Iterator[Judged | Fault]:
    """The answer to every transfer in a message, in its order, or the fault that stands in its way.

    A file that is no message, or breaks off, ends with a Fault of its own; what stood before it is answered.
    """
    judge = _Judge(law, screener or built_in())
    sent = _until_fault(MessageStream(name), stream)
    while batch := list(islice(sent, AT_ONCE)):
        yield from judge.together(batch)


def _until_fault(xml: MessageStream, stream: IO[bytes]) -> Iterator[Sent | Fault]:
    try:
        yield from xml.transfers(stream)
    except MessageError as fault:
        yield whole_file(xml.number, fault)


class _Judge:
    """Judges transfers together under one law and one list."""

    def __init__(self, law: Regime, screener: ListScreener) -> None:
        self._law, self._screener = law, screener
        self._entries = {entry.id: entry for entry in screener.entries}
        self._texts = TextReader(law, screener.entries)

    def together(self, batch: Sequence[Sent | Fault]) -> Iterator[Judged | Fault]:
        ready = [one if isinstance(one, Fault) else self._ready(one) for one in batch]
        fields = [field for one in ready if isinstance(one, _Ready) for field in one.fields]
        found = iter(candidates(self._screener, fields))
        for one in ready:
            if isinstance(one, Fault):
                yield one
            else:
                yield self._judged(one, [next(found) for _ in one.fields])

    def _ready(self, sent: Sent) -> _Ready | Fault:
        try:
            payment = read_payment(sent)
            found = self._texts.mentions(payment.texts)
            named = [leaf for someone in payment.people for leaf in someone.of("name", "address")]
            return _Ready(payment, found, self._texts.names_within(named), asked(payment, self._law.territory, found))
        except FieldFault as fault:
            return _faulty(sent, fault)
        except Exception as fault:  # what nobody thought of must cost this transfer alone
            return _unforeseen(sent, fault)

    def _judged(self, one: _Ready, found: Sequence[tuple[Candidate, ...]]) -> Judged | Fault:
        try:
            return self._answer(one, found)
        except FieldFault as fault:
            return _faulty(one.payment.sent, fault)
        except Exception as fault:
            return _unforeseen(one.payment.sent, fault)

    def _answer(self, one: _Ready, found: Sequence[tuple[Candidate, ...]]) -> Judged:
        payment = payment_act(one.payment, self._law, one.found)
        trade = trade_act(one.payment, self._law, one.found)
        hits = [hit for field, some in zip(one.fields, found, strict=True) for hit in met(field, some, payment.act)]
        already = {(hit.field.path, hit.field.entry) for hit in hits}
        within = [m for m in (*one.found, *one.within) if (m.leaf.path, m.means) not in already]
        hits += named_in_texts(within, self._entries, payment.act)
        telling = one_an_entry(hits)
        acts = [_with_those_met(act, hits) for act in (payment, trade) if act]
        verdicts = [check(act.act, self._law, screener=Known(self._screener, [m.hit for m in telling])) for act in acts]
        rests = [resting(act, v, telling, self._law, self._screener) for act, v in zip(acts, verdicts, strict=True)]
        sent, joined = one.payment.sent, together(verdicts, rests)
        return Judged(
            **joined | {"advisories": (*joined["advisories"], *_unreached(hits, joined["rests"]))},
            transaction=sent.number,
            line=sent.line,
            path=sent.path,
            message=sent.message,
            hits=tuple(hit.field for hit in hits),
            read=tuple(Read(m.leaf.path, m.what, m.said, m.means) for m in one.found),
            screened=tuple(screened(one.payment)),
            not_screened=tuple(not_screened(one.payment)),
            acts=tuple(act.act for act in acts),
        )


def _unreached(hits: Sequence[Met], rests: Sequence[Resting]) -> Iterator[Advisory]:
    """Warnings of entries that were met and on which no finding rests: nothing that was met is passed over."""
    decisive = {path for resting_on in rests for path in resting_on.fields}
    reached = {m.field.entry for m in hits if m.field.path in decisive}
    for m in (m.field for m in hits if m.field.entry not in reached):
        yield Advisory(
            "warning", f"{m.path} meets {m.name} ({m.entry}, {m.decision}): no finding rests on it; please look"
        )


def _faulty(sent: Sent, fault: FieldFault) -> Fault:
    return Fault(sent.number, sent.line, fault.path, str(fault))


def _unforeseen(sent: Sent, fault: Exception) -> Fault:
    text = f"could not be judged ({type(fault).__name__}: {shown(str(fault))})"
    return Fault(sent.number, sent.line, sent.path, text)


def _with_those_met(act: Act, hits: Sequence[Met]) -> Act:
    """The act with somebody among its parties: a check looks for nobody where nobody is named."""
    if act.act.parties or not hits:
        return act
    parties = tuple(Party(m.hit.said, m.field.role) for m in hits)
    return act._replace(act=msgspec.structs.replace(act.act, parties=parties))
