"""Bans on goods against the law's files, by good, direction and resolution; proposed ones against the drafts."""

from typing import Any

from article41.reading.claims import Dated
from article41.reading.found import Link, Wrong
from article41.reading.links.council import drafts_at
from article41.reading.links.known import Held, Known
from article41.reading.links.provisions import (
    cited,
    ids,
    in_force,
    numbers,
    of_another,
    of_draft,
    of_goods,
    provisions_of,
    says,
    texts,
    tokens,
)
from article41.reading.links.verdicts import absent, confirmed, judged
from article41.record.texts import Draft


def goods_ban(claim: Dated, known: Known) -> Link:
    """The ban on each good, in the resolution named; contradicted where another one alone has it, or that of some."""
    if claim.fields.get("status") == "proposed":
        return _proposed_ban(claim, known)
    number, direction = claim.fields.get("resolution"), claim.fields.get("direction")
    held = _held(claim, known, direction)
    if not held:
        return absent("The law's files hold no ban on these goods in that direction.")
    if number is None:
        found = in_force(claim, [h for f in held.values() for h in f])
        return (
            confirmed(texts(known, found), says(found), cited(found))
            if found
            else absent("No such ban was in force on that day.")
        )
    agreeing = [h for f in held.values() for h in f if number in numbers(h)]
    if agreeing:
        return judged(texts(known, agreeing), _strange(claim, known, direction), says(agreeing), cited(agreeing))
    return of_another(claim, known, [h for f in held.values() for h in f])


def _held(claim: Dated, known: Known, direction: Any, sure: bool = False) -> dict[str, list[Held]]:
    """The provisions on each good that the law's files know."""
    measures = known.law.measures.values()
    found = {g: provisions_of(known, of_goods(measures, g, direction, sure)) for g in claim.fields["goods"]}
    return {g: provisions for g, provisions in found.items() if provisions}


def _strange(claim: Dated, known: Known, direction: Any) -> list[Wrong]:
    """Goods that no resolution named in the sentence bans, though another one does."""
    named, held = known.named(claim.draft.about), _held(claim, known, direction, sure=True)
    strange = [g for g, provisions in held.items() if not any(named & numbers(h) for h in provisions)]
    rest = [g for g in held if g not in strange]
    return [Wrong(field="goods", said=strange, recorded=rest)] if strange and rest else []


def _proposed_ban(claim: Dated, known: Known) -> Link:
    for draft in drafts_at(claim, known):
        asked = [g for g in claim.fields["goods"] if _asks(draft, g)]
        found = of_draft(known, draft, claim.fields["goods"], claim.fields.get("direction"))
        if asked or found:
            return confirmed(ids(draft), f"The draft of {draft.date} asked for it: {draft.title}.", cited(found))
    return absent("No draft of that time in the record asks for this.")


def _asks(draft: Draft, good: str) -> bool:
    said = tokens(good)
    return any(
        said == words[n : n + len(said)] for ask in draft.asks for words in [tokens(ask)] for n in range(len(words))
    )
