"""Screening by exact name and by identifier. A better matcher takes this one's place by the same `screen`."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol

import msgspec

from article41.regime import Listing
from article41.screening.entries import Designated, Entry, Listed, load_list
from article41.transaction import Party, Transaction, Vessel

_NOT_A_LETTER = re.compile(r"[\W_]+")


class Hit(msgspec.Struct, frozen=True):
    """An entry that a party or ship of the act met. `match` decides; `possible` asks who it is."""

    said: str
    entry: Entry
    name: str
    score: float
    decision: Literal["match", "possible"]
    listed: Listed | None = None
    designated: tuple[Designated, ...] = ()


class Screener(Protocol):
    """What a check needs of a matcher."""

    version: str
    list_date: date

    def screen(self, act: Transaction) -> tuple[Hit, ...]:
        """Every entry in force on the act's date that a party or ship of it meets, in the order they are named."""


def plain(name: str) -> str:
    """A name without case, accents, punctuation and double blanks: `Ch'ongguk` and `CHONGGUK` are one."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in letters if not unicodedata.combining(c)).replace("'", "").replace("\u2019", "")
    return _NOT_A_LETTER.sub(" ", bare).strip()


NEAR = 88
"""A name at least so alike (percent, word order ignored) is a question. A better matcher will replace this line."""


class ExactScreener:
    """Looks names and identifiers up; a name that is only nearly a listed one is `possible`, never a match."""

    def __init__(self, entries: Iterable[Entry], version: str, list_date: date) -> None:
        self.version, self.list_date = version, list_date
        self._by_name: dict[str, list[tuple[Entry, str]]] = {}
        self._by_identifier: dict[str, list[Entry]] = {}
        for entry in entries:
            self._add(entry)
        self._sorted = _by_sorted_words(self._by_name)

    def _add(self, entry: Entry) -> None:
        for name in dict.fromkeys(entry.names):
            self._by_name.setdefault(plain(name), []).append((entry, name))
        given = [value for values in entry.identifiers.values() for value in values]
        for value in (entry.id, entry.imo, *given):
            if value:
                self._by_identifier.setdefault(_identifier(value), []).append(entry)

    def screen(self, act: Transaction) -> tuple[Hit, ...]:
        """See `Screener.screen`."""
        hits = [hit for party in act.parties for hit in self._party(party, act.date)]
        if act.vessel:
            hits += self._vessel(act.vessel, act.date)
        return tuple(hits)

    def _party(self, party: Party, day: date) -> list[Hit]:
        if party.type == "vessel":
            return self._vessel(Vessel(name=party.name, imo=party.identifiers.get("imo")), day)
        for value in party.identifiers.values():
            for entry in self._by_identifier.get(_identifier(value), ()):
                hit = _hit(party.name, entry, entry.name, day, "match")
                if hit:
                    return [hit]
        found = [pair for pair in self._by_name.get(plain(party.name), ()) if pair[0].type != "vessel"]
        hits = [_hit(party.name, entry, name, day, _agreement(party, entry)) for entry, name in found]
        return [hit for hit in hits if hit] or ([] if found else self._near(party, day))

    def _near(self, party: Party, day: date) -> list[Hit]:
        """The entry in force that the name resembles most, if any does; a stated contradiction ends it."""
        from rapidfuzz import fuzz, process

        best: Hit | None = None
        words = _sorted_words(party.name)
        for name, score, _ in process.extract(
            words, self._sorted.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=5
        ):
            for entry, listed_name in self._sorted[name]:
                agrees = entry.type != "vessel" and _agreement(party, entry) == "match"
                hit = _hit(party.name, entry, listed_name, day, "possible") if agrees else None
                if hit and (best is None or score / 100 > best.score):
                    best = msgspec.structs.replace(hit, score=round(score / 100, 2))
        return [best] if best else []

    def _vessel(self, vessel: Vessel, day: date) -> list[Hit]:
        """The IMO number decides; a ship's name alone is only possible, and a different number ends it."""
        said = " ".join(part for part in (vessel.name, f"IMO {vessel.imo}" if vessel.imo else None) if part)
        if vessel.imo:
            return [
                h
                for e in self._by_identifier.get(_identifier(vessel.imo), ())
                if (h := _hit(said, e, e.name, day, "match"))
            ]
        found = self._by_name.get(plain(vessel.name or ""), ()) if vessel.name else ()
        return [
            h
            for e, name in found
            if e.type == "vessel" and (h := _hit(said, e, name, day, "possible" if e.imo else "match"))
        ]


def _sorted_words(name: str) -> str:
    return " ".join(sorted(plain(name).split()))


def _by_sorted_words(by_name: dict[str, list[tuple[Entry, str]]]) -> dict[str, list[tuple[Entry, str]]]:
    """Names long enough to resemble anything, by their words in alphabetical order."""
    found: dict[str, list[tuple[Entry, str]]] = {}
    for name, pairs in by_name.items():
        if len(name) >= 8:
            found.setdefault(_sorted_words(name), []).extend(pairs)
    return found


def _identifier(value: str) -> str:
    return re.sub(r"[\W_]+", "", value).casefold().removeprefix("imo")


def _agreement(party: Party, entry: Entry) -> Literal["match", "possible", "none"]:
    """An exact name decides, unless what is stated contradicts the entry.

    A person of another country or birth date is someone else. A company may trade from another country, so that is
    asked. A type that does not fit is someone else.
    """
    if party.type in ("person", "entity", "bank") and (party.type == "person") != (entry.type == "person"):
        return "none"
    if (
        party.birth_date
        and entry.birth_dates
        and not any(_same_birth(party.birth_date, known) for known in entry.birth_dates)
    ):
        return "none"
    if party.country and entry.countries and party.country not in entry.countries:
        return "none" if entry.type == "person" else "possible"
    return "match"


def _same_birth(said: str, known: str) -> bool:
    shorter, longer = sorted((said, known), key=len)
    return longer.startswith(shorter)


def _hit(said: str, entry: Entry, name: str, day: date, decision: str) -> Hit | None:
    listed, designated = entry.listed_on(day), entry.designated_on(day)
    if decision == "none" or not (listed or designated):
        return None
    return Hit(said, entry, name, 1.0, "match" if decision == "match" else "possible", listed, designated)


@lru_cache(maxsize=1)
def built_in() -> ExactScreener:
    """The screener over the built-in 1718 list, made once."""
    un_list = load_list()
    return ExactScreener(un_list.entries, un_list.version, un_list.list_date)


@lru_cache(maxsize=8)
def of_draft(symbol: str, listings: tuple[Listing, ...], since: date) -> ExactScreener:
    """A screener over the names that a draft would list, from the first day it would have been law."""
    entries = [
        Entry(id=f"{symbol}: {n.name}", type=n.type, name=n.name, aliases=n.aliases, listed=(Listed(since, n.law),))
        for n in listings
    ]
    return ExactScreener(entries, symbol, since)
