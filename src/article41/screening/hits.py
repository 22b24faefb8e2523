"""What screening asks and answers: a query, a candidate on the list, and the hit that a check works with."""

from datetime import date
from typing import Literal, Protocol

import msgspec

from article41.screening.entries import Designated, Entry, Listed
from article41.transaction import Transaction

Decision = Literal["match", "possible"]


class Query(msgspec.Struct, frozen=True, gc=False):
    """Somebody or something to look for. `on`: only entries in force on that day; none: whatever was ever listed.

    `type` is person, entity, bank or vessel; `country` ISO alpha-2; `birth_date` ISO as far as known (`1960`,
    `1960-02`); `imo` seven digits.
    """

    name: str
    type: str | None = None
    country: str | None = None
    birth_date: str | None = None
    identifiers: dict[str, str] = {}
    imo: str | None = None
    on: date | None = None


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """An entry that a query may mean. `name` is the entry's, `matched` that of its spellings which was met.

    `score` runs from 0 to 1. `match`: exact name or identifier, nothing against it. `possible`: somebody must look.
    """

    entry: Entry
    name: str
    matched: str
    score: float
    decision: Decision
    reasons: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True):
    """An entry that a party or ship of an act met, or that stands behind one.

    `match` decides; `possible` asks the fact `asks`: who the party is, or whether the listed one owns or controls it.
    `behind` is the party or ship behind whom the entry stands, empty where it is met itself.
    """

    said: str
    entry: Entry
    name: str
    score: float
    decision: Decision
    listed: Listed | None = None
    designated: tuple[Designated, ...] = ()
    asks: str = "identity"
    behind: str = ""


class Screener(Protocol):
    """What a check needs of a matcher."""

    version: str
    list_date: date

    def screen(self, act: Transaction) -> tuple[Hit, ...]:
        """Every entry in force on the act's date that a party or ship of it meets, in the order they are named."""
