"""One record of a published list: the facts that screening and comparison need, tidy but otherwise as published."""

import hashlib
import re
import unicodedata
from datetime import date
from typing import Literal

import msgspec

Quality = Literal["primary", "good", "weak", "former", "original"]
Kind = Literal["person", "entity", "vessel"]

_NOT_A_LETTER = re.compile(r"[\W_]+")


class Name(msgspec.Struct, frozen=True):
    """A name as published. `weak`: the list calls it low quality; `original`: in the person's own script."""

    text: str
    quality: Quality


class Identifier(msgspec.Struct, frozen=True):
    """A number of a document, company or ship. `country` is the ISO code of who gave it, where the list says so."""

    kind: str
    number: str
    country: str = ""


class Measure(msgspec.Struct, frozen=True):
    """A ship's designation: its consequence (`port-ban`, `omm`), the paragraph, and the day the list gives for it."""

    kind: str
    law: str
    since: date | None = None


class Comment(msgspec.Struct, frozen=True):
    """Running text, kept only as two fingerprints: of the text, and of its letters and digits alone."""

    text: str
    letters: str


class Record(msgspec.Struct, frozen=True):
    """What one list says of one person, entity or ship.

    `regime` is the list it belongs to in the UN's word (`DPRK`, `Al-Qaida`). Countries are ISO alpha-2; those that
    could not be read stand in `countries_unread` as published. Birth dates are `1971-02-03`, `1971`, `1971~` (about)
    or `1955/1958` (from, to). `amended` are the days the publisher names. All tuples keep the order of the file.
    """

    id: str
    regime: str
    type: Kind
    names: tuple[Name, ...] = ()
    countries: tuple[str, ...] = ()
    countries_unread: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    gender: str = ""
    flags: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed_on: date | None = None
    amended: tuple[date, ...] = ()
    comment: Comment | None = None

    @property
    def name(self) -> str:
        """The primary name; the first of any where there is none, and the id where there are no names."""
        texts = [n.text for n in self.names if n.quality == "primary"] or [n.text for n in self.names]
        return texts[0] if texts else self.id


def letters(text: str) -> str:
    """The letters and digits of a text, in one case: two texts that differ in nothing else differ in formatting."""
    return _NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def comment(text: str) -> Comment | None:
    """The fingerprints of running text; None where there is none."""
    return Comment(_fingerprint(text), _fingerprint(letters(text))) if text else None


def fingerprint(record: Record) -> str:
    """The SHA-256 of a record, over its canonical JSON: equal records have equal fingerprints."""
    return hashlib.sha256(msgspec.json.encode(record)).hexdigest()


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
