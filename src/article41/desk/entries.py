"""An entry of the chain, what is to become one, and the hashes that hold both.

    hash = SHA-256 (canonical JSON of the entry without its hash), and `previous` is the hash of the entry before

Canonical JSON is that of RFC 8785. Times are UTC and come from the caller: nothing here looks at a clock.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from article41.errors import InputError
from article41.said import plain, shown

Kind = Literal["decision", "review", "erasure", "change"]
START = "0" * 64
"""What the first entry has as the hash of the one before it."""
Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What bodies and personal parts are made of: texts, lists and objects; no numbers."""

_ENCODER = msgspec.json.Encoder(order="sorted")


class DeskError(InputError):
    """What the log cannot take or do: nothing of it was written."""


class NoEntry(DeskError):
    """There is no entry of that number or id, or it is of another kind."""


class NotNow(DeskError):
    """What the state of a decision does not allow: a second review by the same person, one of a closed decision."""


class Unusable(DeskError):
    """The store does not answer, or cannot be used."""


class Entry(msgspec.Struct, frozen=True):
    """One entry of the chain.

    `seq` counts from 1 without a gap. `at` is a UTC time such as `2026-11-22T08:00:00.000000Z`, `who` a person or
    token. `about` is the number of the entry that this one concerns, 0 where there is none. `body` is canonical JSON;
    its `personal` is the hash of the personal part, where there is one.
    """

    seq: int
    id: str
    at: str
    who: str
    kind: Kind
    about: int
    body: str
    previous: str
    hash: str

    @property
    def said(self) -> dict[str, Any]:
        """The body as an object. Raises DeskError where it is none any more."""
        try:
            return msgspec.json.decode(self.body, type=dict[str, Any])
        except ValueError as fault:
            raise DeskError(f"entry {self.seq} cannot be read: {fault}", str(self.seq)) from None


class Personal(msgspec.Struct, frozen=True):
    """What an entry says of persons: canonical JSON, and a salt of 64 hexadecimal characters."""

    salt: str
    content: str

    @property
    def hash(self) -> str:
        """The SHA-256 of the salt's characters and then the content, both in UTF-8."""
        return sha256(f"{self.salt}{self.content}")


class Draft(msgspec.Struct, frozen=True):
    """What is to become an entry; its number and hashes follow when it is written."""

    id: str
    at: str
    who: str
    kind: Kind
    about: int
    body: str
    personal: Personal | None = None


def draft(
    kind: Kind, at: datetime, who: str, body: Mapping[str, Value], about: int = 0,
    personal: Mapping[str, Value] | None = None,
) -> Draft:  # fmt: skip
    """A draft with a random id, its personal part under a random salt.

    Raises DeskError where `at` has no zone, `who` is empty, over 200 characters or unprintable, or a text has half
    a character.
    """
    kept = Personal(secrets.token_hex(32), canonical(personal)) if personal is not None else None
    told = dict(body, personal=kept.hash) if kept else body
    return Draft(secrets.token_hex(16), moment(at), _name(who), kind, about, canonical(told), kept)


def _name(who: str) -> str:
    expected = "the name of a person or token"
    name = plain(who, "who", DeskError, expected)
    if not name.isprintable():
        raise DeskError(f"who has characters that cannot be printed: {shown(name)!r}", shown(name), expected)
    return name


def moment(at: datetime) -> str:
    """A time as entries hold it: UTC, to the microsecond. Raises DeskError where it has no zone."""
    if at.tzinfo is None:
        raise DeskError(f"the time {at.isoformat()} has no zone", at.isoformat(), "a time with its zone, such as UTC")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: Mapping[str, Value]) -> str:
    """The canonical JSON of an object of texts: where there are no numbers, msgspec writes as RFC 8785 asks.

    `verify` holds it against the library for that standard. Raises DeskError for a text with half a character.
    """
    try:
        return _ENCODER.encode(value).decode()
    except UnicodeEncodeError as fault:
        found = f"U+{ord(fault.object[fault.start]):04X}"
        raise DeskError(f"{found} is half of a character and cannot be written down", found) from None


def form(entry: Mapping[str, Any]) -> str:
    """The canonical JSON of an entry without its hash; the body is canonical already and stands as it is."""
    body: str = entry["body"]
    return _ENCODER.encode(dict(entry, body=msgspec.Raw(body.encode()))).decode()


def sha256(text: str) -> str:
    """The hash of a text in UTF-8, in hexadecimal; bytes that never were UTF-8 count as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def linked(one: Draft, seq: int, previous: str) -> Entry:
    """The draft as the entry of this number after the entry of that hash."""
    fields = {name: getattr(one, name) for name in ("id", "at", "who", "kind", "about", "body")}
    fields |= {"seq": seq, "previous": previous}
    return Entry(hash=sha256(form(fields)), **fields)
