"""Facts that follow from what was stated: from a field, a party, or plain words of the goods' description.

Each is a value, or None, and where it came from; a fact that is stated goes before one that follows.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from article41.said import same
from article41.words import Terms

if TYPE_CHECKING:
    from article41.facts import Facts

Known = tuple[Any, str]
UNKNOWN: Known = (None, "")


def _described(terms: Terms[Any], facts: "Facts") -> Known:
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
TERRITORY_WORDS = Terms(
    {True: ["pyongyang", "dprk", "north korea", "democratic people's republic of korea", "d.p.r. korea"]}
)
_FURTHER = Terms({True: ["second", "another", "additional", "further", "third"], False: ["first", "only account"]})


def _foreign_origin(facts: "Facts") -> Known:
    origin = facts.good.origin
    if origin is not None:
        return origin != facts.territory, f"origin {origin}"
    if facts.act.facts.get("russian_origin_coal") is not None:
        return facts.known("russian_origin_coal")
    return (False, "origin as the country it comes from") if facts.from_dprk else UNKNOWN


def _dprk_flagged(facts: "Facts") -> Known:
    flag = facts.vessel.flag
    return UNKNOWN if flag is None else (flag == facts.territory, f"vessel flag {flag}")


def _dprk_owned(facts: "Facts") -> Known:
    for field, text in (("owner", facts.vessel.owner), ("operator", facts.vessel.operator)):
        if text and TERRITORY_WORDS.found(text):
            return True, f"from the vessel's {field} {text!r}"
    return UNKNOWN


def _dprk_vessel(facts: "Facts") -> Known:
    flagged, owned = facts.known("dprk_flagged"), facts.known("dprk_owned")
    if flagged[0] or owned[0]:
        return flagged if flagged[0] else owned
    return UNKNOWN if flagged[0] is None or owned[0] is None else (False, f"{flagged[1]}, {owned[1]}")


def _dprk_nationals(facts: "Facts") -> Known:
    if facts.act.activity == "employ" and facts.from_dprk:
        return True, "the people come from the DPRK"
    if facts.act.activity == "training" and facts.touches:
        return True, "the training is given to, by or in the DPRK"
    return UNKNOWN


def _bank_relation(facts: "Facts") -> Known:
    if facts.value("diplomatic") is True and facts.from_dprk:
        return "mission_account", "an account of a DPRK mission"
    said = _described(_BANK_RELATION, facts)
    if said[0]:
        return said
    if any(p.type == "bank" and p.country == facts.territory for p in facts.act.parties):
        return "dprk_bank", "a party is a DPRK bank"
    return ("dprk_bank", "a bank from the DPRK") if facts.from_dprk else UNKNOWN


def _has_account_already(facts: "Facts") -> Known:
    held = facts.act.facts.get("existing_accounts")
    if held is not None:
        return float(held) >= 1, f"existing_accounts: {held}"
    return _described(_FURTHER, facts)


def _listed_party(facts: "Facts") -> Known:
    listed = [h for h in facts.hits if h.listed]
    sure = next((h for h in listed if h.decision == "match"), None)
    if sure:
        return True, f"{sure.said} is listed as {sure.entry.id}"
    if not listed:
        return False, "no party is listed"
    identity = facts.known("identity")
    return UNKNOWN if identity[0] is None else identity


def _listed_owner(facts: "Facts") -> Known:
    """Whether the vessel, its owner or its operator is a listed party's, by itself or by the holdings given."""
    ship = facts.vessel
    owners = {same(name) for name in (ship.owner, ship.operator) if name}
    for hit in facts.hits:
        owned = hit.behind in owners | {same(ship.name or "")} if hit.behind else same(hit.said) in owners
        if owned and hit.listed and hit.decision == "match":
            return True, f"{hit.said}, listed as {hit.entry.id}"
    return UNKNOWN


def _crew_from_dprk(facts: "Facts") -> Known:
    for name in ("dprk_crewed", "dprk_nationals"):
        if facts.act.facts.get(name) is True:
            return True, f"{name}: true"
    return facts.from_dprk, "the crew comes from the DPRK" if facts.from_dprk else "no crew from the DPRK is stated"


def _russian_origin(facts: "Facts") -> Known:
    origin = facts.good.origin
    return UNKNOWN if origin is None else (origin == "RU", f"origin {origin}")


def _listed_item(facts: "Facts") -> Known:
    """Whether an item is listed is asked only where a use in the programmes is stated."""
    return UNKNOWN if facts.value("wmd_end_use") is True else (False, "no use in the programmes is stated")


def _discipline(facts: "Facts") -> Known:
    text = facts.good.description
    return (text, f"from the description {text!r}") if text else UNKNOWN


DERIVED: "dict[str, Callable[[Facts], Known]]" = {
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

FROM_WORDS = frozenset(
    {"used_goods", "new_venture", "financial_service", "bank_relation", "has_account_already", "discipline"}
)
"""Facts that may follow from the words of a description."""
