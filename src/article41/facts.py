"""What the law asks of an act: facts that were stated, and facts that follow from what was stated.

A fact is a value or None (unknown). Where a fact was not stated but follows from a field or stands in the goods'
description in plain words, it is taken from there and `source` says so.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from article41.derived import BANK_RELATIONS, DERIVED, UNKNOWN, Known
from article41.transaction import Fact, Good, Transaction, Vessel

if TYPE_CHECKING:
    from article41.ledger.view import Ledger
    from article41.screening.hits import Hit

DISCIPLINE = "What is the subject of the training or cooperation?"
NO_GOOD, NO_VESSEL = Good(), Vessel()


class Question(msgspec.Struct, frozen=True, gc=False):
    """A fact that would help: what to call it, the question, and the answers worth trying (none: cannot be tried)."""

    fact: str
    text: str
    key: str = ""
    answers: tuple[Any, ...] = ()


def whole(goods: tuple[Good, ...], territory: str) -> Good:
    """All goods of an act as one, for measures that look at the act itself: all words, and any origin there."""
    if len(goods) < 2:
        return goods[0] if goods else NO_GOOD
    said = "; ".join(good.description for good in goods if good.description)
    origins = [good.origin for good in goods if good.origin]
    return Good(description=said, origin=territory if territory in origins else next(iter(origins), None))


class Facts:
    """The facts of one act about one of its goods, or (`number` None) about the act as a whole.

    `assumed` overrides what is unknown, to try answers out; `ledger` says what was delivered under caps.
    """

    def __init__(
        self,
        act: Transaction,
        territory: str,
        hits: "tuple[Hit, ...]" = (),
        number: int | None = None,
        assumed: Mapping[str, Any] | None = None,
        ledger: "Ledger | None" = None,
    ) -> None:
        self.act: Transaction = act
        self.ledger = ledger
        self.territory, self.hits, self.number = territory, hits, number
        self.day: date = act.date
        self.good = whole(act.goods, territory) if number is None or not act.goods else act.goods[number]
        self.vessel = act.vessel or NO_VESSEL
        self.assumed = assumed or {}
        self._known: dict[str, Known] = {}
        self.to_dprk = self._place("to", act.to)
        self.from_dprk = self._either(self._place("from", act.from_), self._place("origin", self.good.origin))
        self.touches = self._touches()
        self.places = self._places()

    def value(self, name: str) -> Any:
        """The fact's value, or None."""
        if name in self.assumed:
            return self.assumed[name]
        stated = self.act.facts.get(name)
        return stated if stated is not None else self._following(name)[0]

    def known(self, name: str) -> Known:
        """The fact's value and where it came from; (None, "") when unknown."""
        if name in self.assumed:
            return self.assumed[name], "assumed"
        stated = self.act.facts.get(name)
        if stated is not None:
            return stated, f"{name}: {_said(stated)}"
        return self._following(name)

    def _following(self, name: str) -> Known:
        """What follows from what was stated; worked out once."""
        known = self._known.get(name)
        if known is None:
            derive = DERIVED.get(name)
            known = self._known[name] = derive(self) if derive else UNKNOWN
        return known

    def _place(self, field: str, code: str | None) -> bool | None:
        if field in self.assumed:
            return bool(self.assumed[field] == self.territory)
        if code is None and self.territory in self.act.unclear.get(field, ()):
            return None
        return code == self.territory

    @staticmethod
    def _either(a: bool | None, b: bool | None) -> bool | None:
        return True if a or b else None if a is None or b is None else False

    def _touches(self) -> bool:
        """Whether anything said links the act to the territory: places, goods, flag, parties or a stated fact."""
        if self.to_dprk is not False or self.from_dprk is not False or self.vessel.flag == self.territory:
            return True
        if any(self.act.facts.get(f) is True for f in ("dprk_owned", "dprk_nationals", "dprk_crewed")):
            return True
        return any(p.country == self.territory for p in self.act.parties) or self.territory in self.act.via

    def _places(self) -> tuple[str, ...]:
        """Where the act runs, in words."""
        act = self.act
        said = [f"from {act.from_}" if act.from_ else "", f"to {act.to}" if act.to else ""]
        if self.good.origin:
            said.append(f"origin {self.good.origin}")
        return (" ".join(part for part in said if part),)

    @property
    def said(self) -> str:
        """The description and the places passed, as words."""
        return "; ".join([self.good.description, *self.act.via])

    def direction(self, wanted: str | None) -> bool | None:
        """Whether the act runs `to_dprk`, `from_dprk` or `either` way; True when the measure knows no direction."""
        if wanted is None:
            return True
        if wanted == "either":
            return self._either(self.to_dprk, self.from_dprk)
        return self.to_dprk if wanted == "to_dprk" else self.from_dprk


def _said(value: Fact) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


ASKED_AS = {
    "has_account_already": "existing_accounts",
    "dprk_flagged": "flag",
    "dprk_vessel": "dprk_owned",
    "foreign_origin": "origin",
}
"""A derived fact, and the fact that a user can state to settle it."""

ANSWERS: dict[str, tuple[Any, ...]] = {
    "financial_service": ("transfer", "loan", "export_credit"),
    "bank_relation": BANK_RELATIONS,
    "contract_date": ("1945-01-01", "2100-12-31"),
    "prior_12_months": ("0 t", "1000000000 t"),
}


def question(fact: str, text: str) -> Question:
    """The question for a fact, with the answers worth trying (true and false unless the table above says otherwise)."""
    return Question(ASKED_AS.get(fact, fact), text, fact, ANSWERS.get(fact, (True, False)))
