"""What entries of the record may refer to, gathered before they are checked."""

import difflib
from collections.abc import Callable, Iterator
from datetime import date

from article41.record.files import Placed
from article41.record.texts import Membership
from article41.yamlfile import LawError

APART = ("definitions", "sources")
"""Shelves whose ids are words of their own, not ids of the record."""


class Known:
    """What entries may refer to."""

    def __init__(self, placed: list[Placed]) -> None:
        self.first: dict[str, Placed] = {}
        for p in placed:
            if p.shelf not in APART:
                self.first.setdefault(getattr(p.entry, "id", ""), p)
        shelf: dict[str, set[str]] = {}
        for p in placed:
            shelf.setdefault(p.shelf, set()).add(getattr(p.entry, "id", ""))
        self.shelf = shelf
        self.codes: set[str] = {code for p in placed if p.shelf == "codes" for code in p.entry}
        membership = next((p.entry for p in placed if p.shelf == "membership"), Membership(permanent=(), years=()))
        self.members = {y.year: {*membership.permanent, *y.elected} for y in membership.years}
        self.symbols: dict[str, date] = {
            p.entry.symbol: p.entry.date for p in placed if getattr(p.entry, "symbol", "") and hasattr(p.entry, "date")
        }
        self.marks = {p.entry.marked for p in placed if p.shelf == "definitions"}
        self.single_offices = {
            (p.entry.government, p.entry.title) for p in placed if p.shelf == "offices" and p.entry.one_holder
        }


Rule = Callable[[Placed, Known], Iterator[LawError]]
"""What must hold of an entry: its faults."""


def near(said: str, there: set[str]) -> str:
    """`; nearest: …` where something comes near."""
    found = difflib.get_close_matches(said, sorted(there), 1)
    return f"; nearest: {found[0]!r}" if found else ""
