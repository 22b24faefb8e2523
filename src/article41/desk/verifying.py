"""Verifying the chain from its first entry to its last: the first change, gap or reorder is named.

A chain that was cut at its end is sound in itself; that nothing was cut shows only against an anchor, the head that was
noted elsewhere.
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import rfc8785
from sqlalchemy import Connection

from article41.desk import chain
from article41.desk.chain import Head
from article41.desk.entries import DeskError, Entry, Personal, form, sha256
from article41.desk.store import Desk

PACE = 1_000
"""So many entries are gone along before it is told how far."""


class Fault(NamedTuple):
    """What is wrong, and with which entry: the first one that is not what was written."""

    seq: int
    text: str


class Verified(NamedTuple):
    """What was found: the last sound entry, how many entries have no personal part any more, and the first fault."""

    head: Head
    erased: int
    fault: Fault | None = None


class _Walk:
    """The walk along the chain: where it stands, and the first personal part that is there or gone without a reason."""

    def __init__(self, connection: Connection, anchor: str) -> None:
        self.connection, self.head, self.erased = connection, Head(), 0
        self.anchor_seq, self.anchor_hash = _anchor(anchor)
        self.met = not anchor or (self.anchor_seq in (0, None) and self.anchor_hash == Head().hash)
        self.erasures = chain.erasures(connection)
        self.pending: Fault | None = None

    def steps(self) -> Iterator[Verified]:
        """How far it is, now and then, and at last what was found.

        Whether a part may be gone is known at the end: only a sound chain tells what was erased.
        """
        for entry, personal in chain.kept(self.connection):
            if found := next(self._of_entry(entry), None) or self._of_personal(entry, personal):
                yield self._found(found)
                return
            self.head = Head(entry.seq, entry.hash)
            self.met |= entry.hash == self.anchor_hash
            if entry.seq % PACE == 0:
                yield self._found(None)
        yield self._found(self._cut() or self.pending or self._stray())

    def _found(self, fault: Fault | None) -> Verified:
        return Verified(self.head, self.erased, fault)

    def _of_entry(self, entry: Entry) -> Iterator[Fault]:
        seq = self.head.seq + 1
        if entry.seq != seq:
            yield Fault(seq, f"entry {seq} is missing; entry {entry.seq} stands in its place")
        if not _is_whole(entry):
            yield Fault(seq, f"entry {seq} was changed: its content does not give its hash")
        if entry.previous != self.head.hash:
            yield Fault(seq, f"entry {seq} does not follow what stands before it: another entry was there")
        if seq == self.anchor_seq and entry.hash != self.anchor_hash:
            yield Fault(seq, f"entry {seq} is not the one of the anchor: the chain was written anew")

    def _of_personal(self, entry: Entry, personal: Personal | None) -> Fault | None:
        """An entry's personal part is the one it names, and is gone where, and only where, an erasure says so."""
        seq, named = entry.seq, entry.said.get("personal")
        by = max(self.erasures.get(seq, 0), self.erasures.get(entry.about, 0))
        is_erased = named is not None and by > seq
        self.erased += is_erased
        if personal and personal.hash != named:
            return Fault(seq, f"the personal part of entry {seq} is not the one that was written")
        if personal and is_erased:
            self.pending = self.pending or Fault(seq, f"entry {seq} has a personal part, which entry {by} erased")
        if not personal and named is not None and not is_erased:
            gone = f"the personal part of entry {seq} is gone, and no erasure says so"
            self.pending = self.pending or Fault(seq, gone)
        return None

    def _cut(self) -> Fault | None:
        if self.met:
            return None
        seq = self.head.seq + 1
        upto = f" to {self.anchor_seq}" if self.anchor_seq and self.anchor_seq > seq else ""
        end = f"the chain ends at entry {self.head.seq} and no entry has the hash of the anchor"
        return Fault(seq, f"entry {seq}{upto} was cut off, or the chain was written anew: {end}")

    def _stray(self) -> Fault | None:
        seq = chain.stray(self.connection)
        return None if seq is None else Fault(seq, f"there is a personal part of entry {seq}, and no such entry")


def verify(desk: Desk, anchor: str = "") -> Verified:
    """Go along the whole chain, in constant memory, up to the first fault.

    `anchor` is a head as `Desk.head` gave it, `12:3f…`, or its hash alone. Raises DeskError where it is neither, and
    where the store cannot be read.
    """
    return deque(steps(desk, anchor), maxlen=1)[0]


def steps(desk: Desk, anchor: str = "") -> Iterator[Verified]:
    """As `verify`, telling every PACE entries how far it is; the last that is told is what was found."""
    with desk.reading() as connection:
        yield from _Walk(connection, anchor).steps()


def _is_whole(entry: Entry) -> bool:
    """Whether the entry gives its hash and is the canonical JSON that the library for RFC 8785 writes of it."""
    fields = msgspec.structs.asdict(entry)
    hash_ = fields.pop("hash")
    try:
        text = form(fields)
        return bool(hash_ == sha256(text) and rfc8785.dumps(fields | {"body": entry.said}).decode() == text)
    except (AttributeError, ValueError):  # no text, no JSON, or none that the standard takes
        return False


def _anchor(text: str) -> tuple[int | None, str]:
    """Number (None where it is not given) and hash."""
    number, _, hash_ = text.rpartition(":")
    is_hash = len(hash_) == 64 and set(hash_) <= set("0123456789abcdef")
    if text and not (is_hash and (not number or number.isdecimal())):
        raise DeskError(f"not an anchor: {text[:80]!r}", text[:80], "what `a41 audit head` printed: NUMBER:HASH")
    return int(number) if number else None, hash_
