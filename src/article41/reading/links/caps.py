"""Caps against the law's files, by good and amount; proposed ones against the drafts."""

from article41.reading.claims import Dated
from article41.reading.found import Link, Wrong
from article41.reading.links.council import drafts_at
from article41.reading.links.known import Held, Known
from article41.reading.links.provisions import (
    cited,
    elsewhere,
    ids,
    in_force,
    numbers,
    of_draft,
    of_goods,
    provisions_of,
    says,
    texts,
    tokens,
)
from article41.reading.links.verdicts import absent, confirmed, judged
from article41.reading.numbers import quantities
from article41.reading.text import Span
from article41.record.texts import Draft
from article41.regime import Provision

_UNITS = {"barrels": "barrel", "barrel": "barrel", "tons": "tonne", "ton": "tonne", "USD": "usd"}


_CLOSE = 0.005
"""How far a rounded figure of a report may lie from the text's ("$400.9 million" for 400,870,018)."""


def amounts(provision: Provision) -> list[tuple[float, str]]:
    """Caps of a provision with their units, those that an explanation foresaw included."""
    said = [s for e in provision.exceptions if e.within for s in (e.within.cap, e.within.alternative) if s]
    found: list[tuple[float, str]] = []
    for text in [*said, *(e.says for e in provision.explained_by)]:
        found += [
            (float(q.value), q.unit or _UNITS.get(text.rpartition(" ")[2], ""))
            for q in quantities(text, Span(0, len(text)))
        ]
    return [(value, unit) for value, unit in found if unit]


def _equals(claim: Dated, provision: Provision) -> bool:
    quantity, unit = claim.fields["quantity"], claim.fields.get("unit")
    return any(unit in (None, u) and abs(v - quantity) <= _CLOSE * v for v, u in amounts(provision))


def cap(claim: Dated, known: Known) -> Link:
    """The cap on a good by its amount; another amount in the same unit contradicts."""
    if claim.fields.get("status") == "proposed":
        return _proposed_cap(claim, known)
    measures = of_goods(known.law.measures.values(), claim.fields["goods"], None)
    if "quantity" not in claim.fields:
        return _level(claim, known, provisions_of(known, measures))
    held = [h for h in provisions_of(known, measures) if amounts(h.provision)]
    number = claim.fields.get("resolution")
    of_number = [h for h in held if number in numbers(h)] if number else []
    now = of_number or [h for h in in_force(claim, held) if amounts(h.provision)]
    same = [h for h in now if _equals(claim, h.provision)] or [
        h for h in held if not of_number and _equals(claim, h.provision) and _not_later(claim, known, h)
    ]
    if same and number and not of_number and all(number not in numbers(h) for h in same):
        return elsewhere(claim, known, same)
    if same:
        return confirmed(texts(known, same), says(same), cited(same))
    unit = claim.fields.get("unit")
    others = [v for h in now for v, u in amounts(h.provision) if u == unit]
    if not others:
        return absent("The law's files hold no cap on this good in that unit.")
    wrong = [Wrong(field="quantity", said=claim.fields["quantity"], recorded=_number(others[0]))]
    return judged(texts(known, now), wrong, says(now), cited(now))


def _level(claim: Dated, known: Known, held: list[Held]) -> Link:
    """A cap told without its amount: by the good, and by the resolution where one is named."""
    number = claim.fields.get("resolution")
    found = [h for h in held if number in numbers(h)] if number else in_force(claim, held)
    if not found:
        return absent("The law's files hold no limit on this good at that time.")
    return confirmed(texts(known, found), says(found), cited(found))


def _not_later(claim: Dated, known: Known, held: Held) -> bool:
    """Whether the text of a provision was adopted when the report appeared, though the provision may begin later."""
    text = known.resolution(held.number)
    return claim.published is None or (text.date if text else held.provision.since) <= claim.published.last


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _proposed_cap(claim: Dated, known: Known) -> Link:
    """The draft that asks for the amount; else the nearest draft that asks for another one of the same good."""
    others: list[tuple[Draft, list[Held], float]] = []
    if "quantity" not in claim.fields:
        return absent("The report gives no amount.")
    good, quantity, unit = claim.fields["goods"], float(claim.fields["quantity"]), claim.fields.get("unit")
    for draft in drafts_at(claim, known):
        held = of_draft(known, draft, [good], None)
        asked = [
            (float(q.value), q.unit)
            for ask in draft.asks
            if _about(ask, good)
            for q in quantities(ask, Span(0, len(ask)))
        ]
        said = [*(a for h in held for a in amounts(h.provision)), *asked]
        if any(abs(v - quantity) <= _CLOSE * v for v, u in said if u in ("", unit)):
            return confirmed(ids(draft), f"The draft of {draft.date} asked for it: {draft.title}.", cited(held))
        others += [(draft, held, v) for v, u in said if u == unit][-1:]
    if not others:
        return absent("No draft of that time in the record has an amount of this good.")
    draft, held, amount = others[0]
    wrong = [Wrong(field="quantity", said=claim.fields["quantity"], recorded=_number(amount))]
    return judged(ids(draft), wrong, f"The draft of {draft.date}: {draft.title}.", cited(held))


def _about(ask: str, good: str) -> bool:
    return tokens(good)[0] in tokens(ask)
