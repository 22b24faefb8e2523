"""Bans on goods against the law's files, by good, direction and resolution; proposed ones against the drafts."""

from article41.reading.claims import Dated
from article41.reading.found import Link, Wrong
from article41.reading.links.council import drafts_at
from article41.reading.links.known import Known
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
    by_good = {
        g: provisions_of(known, of_goods(known.law.measures.values(), g, direction)) for g in claim.fields["goods"]
    }
    held = {g: found for g, found in by_good.items() if found}
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
    strange = [g for g, f in held.items() if not any(number in numbers(h) for h in f)]
    if agreeing and strange and str(number) in claim.draft.about:
        wrong = Wrong(field="goods", said=strange, recorded=[g for g in held if g not in strange])
        return judged(texts(known, agreeing), [wrong], says(agreeing), cited(agreeing))
    if agreeing:
        return confirmed(texts(known, agreeing), says(agreeing), cited(agreeing))
    return of_another(claim, known, [h for f in held.values() for h in f])


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
