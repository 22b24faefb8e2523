"""A conversation about one act: which fact is asked next, and where its answer stands in the transaction.

Silence is an answer too: a fact that the user does not know is left unknown and not asked again.
"""

import difflib
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from article41.check import check
from article41.errors import InputError
from article41.facts import ANSWERS
from article41.law import Regime
from article41.quantity import parse_quantity
from article41.transaction import BOOLEAN_FACTS, Transaction
from article41.verdict import Missing, Verdict

Said = dict[str, Any]
NOT_KNOWN = frozenset({"", "?", "unknown", "not known", "i do not know", "i don't know", "do not know", "don't know"})
NOT_ASKED = frozenset({"open"})
"""What the text itself leaves open: no fact of the user's would settle it."""

VESSELS = frozenset({"insure", "register_vessel", "charter", "crew", "bunker", "port_call", "ship_to_ship"})
"""Activities that are about a ship, which is asked for too."""
FIRST = {
    "date": "On what day does it happen (such as 2019-03-04)?",
    "activity": "What is done?",
    "from": "Which country does it leave (KP is the DPRK)?",
    "to": "Which country does it reach in the end?",
    "goods": "Which goods or which subject: an HS code, or plain words?",
    "party": "Who takes part, by name (to look up on the list)?",
}
"""Asked before the first verdict, in this order. The day and the activity are needed, the rest may stay unknown."""

HINTS = {
    "hs": "digits, with or without dots",
    "origin": "a country",
    "quantity": "a number with its unit, such as 1200 t or 5000 bbl",
    "value": "what one unit is worth, such as 60000 USD",
    "from": "a country",
    "to": "a country",
    "flag": "a country",
    "contract_date": "a day, such as 2017-07-30",
    "prior_12_months": "an amount with its unit, such as 40000 t",
    "cumulative": "an amount with its unit, such as 480000 bbl",
    "existing_accounts": "a number",
}
_CODE = re.compile(r"(?:HS(?: code)?:? ?)?(?P<code>[0-9][0-9. ]*)", re.IGNORECASE)


class Conversation:
    """An act as far as it was told; `said` is a mapping in the contract's form."""

    def __init__(self, law: Regime, said: Said | None = None) -> None:
        self.law, self.said, self.skipped = law, dict(said or {}), set[str]()

    @property
    def complete(self) -> bool:
        """Whether the day and the activity are there, without which no act can be judged."""
        return bool(self.said.get("date")) and bool(self.said.get("activity"))

    def act(self) -> Transaction:
        """The act as told. Raises FieldError while something in it cannot be read."""
        return self.law.read(self.said)

    def verdict(self) -> Verdict:
        """The verdict on what was told so far."""
        return check(self.act(), self.law)

    def next_question(self, verdict: Verdict) -> Missing | None:
        """The first missing fact that a user could know and has not passed over; None when there is none."""
        asked = (m for m in verdict.missing if m.fact not in self.skipped and m.fact not in NOT_ASKED)
        return next(asked, None) if verdict.verdict == "undetermined" else None

    def tell(self, fact: str, answer: str, good: int = 0) -> None:
        """Take an answer in, or pass the fact over where the answer is that nobody knows.

        `good` says which of the goods is meant. Raises InputError, and changes nothing, where it cannot be read.
        """
        if answer.strip().lower() in NOT_KNOWN:
            self.skipped.add(fact)
            return
        told = placed(self.said, fact, answer.strip(), self.law, good)
        self.law.read({"date": "2006-10-14", "activity": "transfer"} | told)
        self.said = told


def hint(fact: str, law: Regime) -> str:
    """What form an answer takes."""
    choices = choices_of(fact, law)
    if choices:
        return f"one of {', '.join(choices)}"
    return HINTS.get(fact, "yes or no" if fact in BOOLEAN_FACTS | law.boolean_facts else "in plain words")


def choices_of(fact: str, law: Regime) -> tuple[str, ...]:
    """The words between which a fact chooses; empty for facts that take yes or no, a day, a figure or free text."""
    words = [word for c in law.conditions.values() if c.fact == fact for word in c.accepted if isinstance(word, str)]
    if not words:
        return ()
    return (*sorted({*words, *(word for word in ANSWERS.get(fact, ()) if isinstance(word, str))}), "other")


def which_good(verdict: Verdict) -> int:
    """The number of the good that an open finding is about; 0 where it does not say."""
    about = (f.applies_to for f in verdict.findings if f.range and f.applies_to.startswith("goods["))
    return int(next(about, "goods[0]")[len("goods[") : -1])


def placed(said: Said, fact: str, answer: str, law: Regime, good: int = 0) -> Said:
    """A copy of the mapping with the answer in the field where the contract has it. Raises InputError."""
    place = PLACES.get(fact)
    if place:
        return place(said, answer, law, good)
    facts = {**(said.get("facts") or {}), fact: _fact(fact, answer, law)}
    return {**said, "facts": facts}


def _fact(fact: str, answer: str, law: Regime) -> Any:
    if fact in BOOLEAN_FACTS | law.boolean_facts:
        return {"y": "yes", "n": "no"}.get(answer.lower(), answer)
    if fact in ("prior_12_months", "cumulative"):
        law.units.amount(answer)
    if fact == "existing_accounts":
        return float(parse_quantity(answer, fact))
    return _chosen(fact, answer, law)


def _chosen(fact: str, answer: str, law: Regime) -> str:
    choices = choices_of(fact, law)
    word = answer.lower().replace(" ", "_").replace("-", "_")
    if not choices or word in choices:
        return word if choices else answer
    near = tuple(difflib.get_close_matches(word, choices, 1))
    raise InputError(f"{fact}: {answer!r} is none of {', '.join(choices)}", answer, ", ".join(choices), near)


def _in_field(field: str) -> "Place":
    return lambda said, answer, law, good: {**said, field: answer}


def _activity(said: Said, answer: str, law: Regime, good: int) -> Said:
    return {**said, "activity": answer.lower().replace(" ", "_").replace("-", "_")}


def _in_good(field: str) -> "Place":
    return lambda said, answer, law, good: _good(said, good, {field: answer})


def _good(said: Said, number: int, fields: Said) -> Said:
    goods = [dict(g) for g in said.get("goods") or [{}]]
    number = min(number, len(goods) - 1)
    goods[number] |= fields
    return {**said, "goods": goods}


def _goods(said: Said, answer: str, law: Regime, good: int) -> Said:
    """Digits alone are a code; everything else describes."""
    code = _CODE.fullmatch(answer)
    return _good(said, good, {"hs": code["code"].strip()} if code else {"description": answer})


def _quantity(said: Said, answer: str, law: Regime, good: int) -> Said:
    amount = law.units.amount(answer)
    if amount.unit.isupper() and len(amount.unit) == 3:
        return _good(said, good, {"value": float(amount.quantity), "currency": amount.unit})
    return _good(said, good, {"quantity": float(amount.quantity), "unit": amount.unit})


def _value(said: Said, answer: str, law: Regime, good: int) -> Said:
    """The contract states the value of all pieces; the question is about one."""
    amount = law.units.amount(answer)
    known = (said.get("goods") or [{}])[min(good, len(said.get("goods") or [{}]) - 1)]
    unit, quantity = known.get("unit"), known.get("quantity")
    pieces = parse_quantity(quantity) if quantity and unit and law.units.is_count(unit) else Decimal(1)
    return _good(said, good, {"value": float(amount.quantity * pieces), "currency": amount.unit})


def _flag(said: Said, answer: str, law: Regime, good: int) -> Said:
    return {**said, "vessel": {**(said.get("vessel") or {}), "flag": answer}}


def _vessel(said: Said, answer: str, law: Regime, good: int) -> Said:
    """Seven digits, with or without `IMO`, number a vessel; everything else names it."""
    imo = re.fullmatch(r"(?:IMO[ :]*)?([0-9]{7})", answer, re.IGNORECASE)
    return {**said, "vessel": {**(said.get("vessel") or {}), **({"imo": imo[1]} if imo else {"name": answer})}}


def _party(said: Said, answer: str, law: Regime, good: int) -> Said:
    return {**said, "parties": [*(said.get("parties") or []), {"name": answer}]}


Place = Callable[[Said, str, Regime, int], Said]
PLACES: dict[str, Place] = {
    **{field: _in_field(field) for field in ("date", "from", "to")},
    "activity": _activity,
    **{field: _in_good(field) for field in ("hs", "description", "origin")},
    "goods": _goods,
    "quantity": _quantity,
    "value": _value,
    "flag": _flag,
    "vessel": _vessel,
    "party": _party,
}
"""Where the answers go that are fields of a transaction; every other fact stands under `facts`."""
