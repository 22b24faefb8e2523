"""What the law asks of an act: facts that were stated, and facts that follow from what was stated.

A fact is a value or None (unknown). Where a fact was not stated but follows from a field or stands in the goods'
description in plain words, it is taken from there and `source` says so.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from article41.transaction import Fact, Good, Transaction, Vessel
from article41.words import Terms

if TYPE_CHECKING:
    from article41.screening.hits import Hit

DISCIPLINE = "What is the subject of the training or cooperation?"
NO_GOOD, NO_VESSEL = Good(), Vessel()
Known = tuple[Any, str]
UNKNOWN: Known = (None, "")


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

    `assumed` overrides what is unknown, to try answers out.
    """

    def __init__(
        self,
        act: Transaction,
        territory: str,
        hits: "tuple[Hit, ...]" = (),
        number: int | None = None,
        assumed: Mapping[str, Any] | None = None,
    ) -> None:
        self.act, self.territory, self.hits, self.number = act, territory, hits, number
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
        stated = self.act.facts.get(name)
        return stated if stated is not None and name not in self.assumed else self.known(name)[0]

    def known(self, name: str) -> Known:
        """The fact's value and where it came from; (None, "") when unknown."""
        if name in self.assumed:
            return self.assumed[name], "assumed"
        stated = self.act.facts.get(name)
        if stated is not None:
            return stated, f"{name}: {_said(stated)}"
        if name not in self._known:
            derive = DERIVED.get(name)
            self._known[name] = derive(self) if derive else UNKNOWN
        return self._known[name]

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


def _described(terms: Terms[Any], facts: Facts) -> Known:
    """The one value that the description's words name; unknown when they name none or several."""
    found = terms.found(facts.good.description)
    return (found.pop(), f"from the description {facts.good.description!r}") if len(found) == 1 else UNKNOWN


_NEW_OR_USED = Terms(
    {True: ["used", "second hand", "secondhand", "reconditioned"], False: ["new", "newly built", "unused"]}
)
_NEW_OR_RUNNING = Terms(
    {
        True: ["opening", "open", "new", "newly", "establishing", "establish", "setting up", "set up"],
        False: ["existing", "keeping", "running", "continuing", "maintaining", "already"],
    }
)
SERVICE_WORDS = Terms(
    {
        "export_credit": ["export credit", "export credits", "buyer credit", "supplier credit"],
        "guarantee": ["guarantee"],
        "trade_finance": ["trade finance", "trade credit", "letter of credit", "documentary credit"],
        "insurance": ["insurance", "insuring", "reinsurance"],
        "loan": ["loan"],
        "grant": ["grant"],
        "cash": ["cash", "banknote", "bulk cash"],
        "gold": ["gold"],
        "transfer": ["payment", "transfer", "remittance", "settlement", "wire"],
    }
)
BANK_RELATIONS = ("dprk_bank", "presence_in_dprk", "mission_account")
_BANK_RELATION = Terms(
    {
        "dprk_bank": ["correspondent", "dprk bank", "north korean bank", "bank of the dprk"],
        "presence_in_dprk": ["in pyongyang", "in the dprk", "in north korea", "in rason", "in nampo"],
        "mission_account": ["embassy", "consulate", "diplomatic mission", "diplomat"],
    }
)
_TERRITORY_WORDS = Terms(
    {True: ["pyongyang", "dprk", "north korea", "democratic people's republic of korea", "d.p.r. korea"]}
)
_FURTHER = Terms({True: ["second", "another", "additional", "further", "third"], False: ["first", "only account"]})


def _foreign_origin(facts: Facts) -> Known:
    origin = facts.good.origin
    if origin is not None:
        return origin != facts.territory, f"origin {origin}"
    if facts.act.facts.get("russian_origin_coal") is not None:
        return facts.known("russian_origin_coal")
    return (False, "origin as the country it comes from") if facts.from_dprk else UNKNOWN


def _dprk_flagged(facts: Facts) -> Known:
    flag = facts.vessel.flag
    return UNKNOWN if flag is None else (flag == facts.territory, f"vessel flag {flag}")


def _dprk_owned(facts: Facts) -> Known:
    for field, text in (("owner", facts.vessel.owner), ("operator", facts.vessel.operator)):
        if text and _TERRITORY_WORDS.found(text):
            return True, f"from the vessel's {field} {text!r}"
    return UNKNOWN


def _dprk_vessel(facts: Facts) -> Known:
    flagged, owned = facts.known("dprk_flagged"), facts.known("dprk_owned")
    if flagged[0] or owned[0]:
        return flagged if flagged[0] else owned
    return UNKNOWN if flagged[0] is None or owned[0] is None else (False, f"{flagged[1]}, {owned[1]}")


def _dprk_nationals(facts: Facts) -> Known:
    if facts.act.activity == "employ" and facts.from_dprk:
        return True, "the people come from the DPRK"
    if facts.act.activity == "training" and facts.touches:
        return True, "the training is given to, by or in the DPRK"
    return UNKNOWN


def _bank_relation(facts: Facts) -> Known:
    if facts.value("diplomatic") is True and facts.from_dprk:
        return "mission_account", "an account of a DPRK mission"
    said = _described(_BANK_RELATION, facts)
    if said[0]:
        return said
    if any(p.type == "bank" and p.country == facts.territory for p in facts.act.parties):
        return "dprk_bank", "a party is a DPRK bank"
    return ("dprk_bank", "a bank from the DPRK") if facts.from_dprk else UNKNOWN


def _has_account_already(facts: Facts) -> Known:
    held = facts.act.facts.get("existing_accounts")
    if held is not None:
        return float(held) >= 1, f"existing_accounts: {held}"
    return _described(_FURTHER, facts)


def _listed_party(facts: Facts) -> Known:
    listed = [h for h in facts.hits if h.listed]
    sure = next((h for h in listed if h.decision == "match"), None)
    if sure:
        return True, f"{sure.said} is listed as {sure.entry.id}"
    if not listed:
        return False, "no party is listed"
    identity = facts.known("identity")
    return UNKNOWN if identity[0] is None else identity


def _listed_owner(facts: Facts) -> Known:
    """Whether the vessel's owner or operator is listed."""
    owners = {facts.vessel.owner, facts.vessel.operator} - {None}
    hit = next((h for h in facts.hits if h.said in owners and h.listed and h.decision == "match"), None)
    return (True, f"{hit.said} is listed as {hit.entry.id}") if hit else UNKNOWN


def _crew_from_dprk(facts: Facts) -> Known:
    for name in ("dprk_crewed", "dprk_nationals"):
        if facts.act.facts.get(name) is True:
            return True, f"{name}: true"
    return facts.from_dprk, "the crew comes from the DPRK" if facts.from_dprk else "no crew from the DPRK is stated"


def _russian_origin(facts: Facts) -> Known:
    origin = facts.good.origin
    return UNKNOWN if origin is None else (origin == "RU", f"origin {origin}")


def _listed_item(facts: Facts) -> Known:
    """Whether an item is listed is asked only where a use in the programmes is stated."""
    return UNKNOWN if facts.value("wmd_end_use") is True else (False, "no use in the programmes is stated")


def _discipline(facts: Facts) -> Known:
    text = facts.good.description
    return (text, f"from the description {text!r}") if text else UNKNOWN


DERIVED: dict[str, Callable[[Facts], Known]] = {
    "foreign_origin": _foreign_origin,
    "dprk_flagged": _dprk_flagged,
    "dprk_owned": _dprk_owned,
    "dprk_vessel": _dprk_vessel,
    "dprk_nationals": _dprk_nationals,
    "used_goods": lambda facts: _described(_NEW_OR_USED, facts),
    "new_venture": lambda facts: _described(_NEW_OR_RUNNING, facts),
    "financial_service": lambda facts: _described(SERVICE_WORDS, facts),
    "bank_relation": _bank_relation,
    "has_account_already": _has_account_already,
    "listed_party": _listed_party,
    "party_named": lambda facts: (bool(facts.act.parties), "a party is named"),
    "vessel_named": lambda facts: (facts.act.vessel is not None, "a vessel is named"),
    "listed_owner": _listed_owner,
    "crew_from_dprk": _crew_from_dprk,
    "russian_origin_coal": _russian_origin,
    "listed_item": _listed_item,
    "discipline": _discipline,
}

NOT_STATED = frozenset(
    {
        "foreign_origin",
        "dprk_flagged",
        "dprk_vessel",
        "has_account_already",
        "listed_party",
        "party_named",
        "vessel_named",
        "crew_from_dprk",
    }
)
"""Facts that always follow from other fields and are not stated by themselves."""

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
