"""Listings against the texts that made them; proposed ones against the drafts."""

from datetime import timedelta

from article41.reading.claims import Dated
from article41.reading.claims.vocabulary import pattern
from article41.reading.found import Link, Wrong
from article41.reading.links.council import drafts_at
from article41.reading.links.known import Known
from article41.reading.links.provisions import ids, tokens
from article41.reading.links.verdicts import absent, confirmed, judged
from article41.record.texts import Resolution

RECENT_LISTING = timedelta(days=60)


def designation(claim: Dated, known: Known) -> Link:
    """By the resolution, or by the draft; counts against the list where it is complete."""
    if claim.fields.get("status") == "proposed":
        return _proposed_listing(claim, known)
    if _own_list(claim):
        return absent("A State's own list, which the record does not hold.")
    text = known.resolution(claim.fields.get("resolution"))
    if text is None:
        near = [r for r in known.record.resolutions if claim.days and claim.days.first <= r.date <= claim.days.last]
        text = near[-1] if near else None
    if text is None:
        return _lately_listed(claim, known)
    wrong = _wrong_counts(claim, known, text)
    return judged([text], wrong, _listing(known, text))


def _own_list(claim: Dated) -> bool:
    """Whether a State is named as the one that lists, and no text of the Council."""
    about = claim.draft.about
    return pattern("other_lists").search(about) is not None and not pattern("council_text").search(about)


def _lately_listed(claim: Dated, known: Known) -> Link:
    """The latest text before the report, where its counts are those of the claim."""
    past = [
        r for r in known.record.resolutions if claim.published and not claim.days and r.date <= claim.published.last
    ]
    recent = [r for r in past if claim.published and claim.published.last - r.date <= RECENT_LISTING]
    fitting = [r for r in recent if r.nature == "sanctions" and not _wrong_counts(claim, known, r)]
    if fitting:
        return confirmed(fitting[-1:], _listing(known, fitting[-1]))
    return absent("The report does not say by which text they were listed.")


def _wrong_counts(claim: Dated, known: Known, text: Resolution) -> list[Wrong]:
    counts = listed_by(known, text)
    said = {k: claim.fields[k] for k in counts if k in claim.fields}
    return [
        Wrong(field=k, said=v, recorded=counts[k]) for k, v in said.items() if any(counts.values()) and v != counts[k]
    ]


def listed_by(known: Known, text: Resolution) -> dict[str, int]:
    """How many persons and entities the built-in list says a text listed."""
    listed = [e for e in known.listed if any(p.by.startswith(text.symbol) for p in e.listed)]
    return {"persons": sum(e.type == "person" for e in listed), "entities": sum(e.type == "entity" for e in listed)}


def _listing(known: Known, text: Resolution) -> str:
    counts = listed_by(known, text)
    return f"{text.symbol} listed {counts['persons']} persons and {counts['entities']} entities."


def _proposed_listing(claim: Dated, known: Known) -> Link:
    drafts = drafts_at(claim, known)
    for draft in drafts:
        overlay = known.law.drafts.get(draft.symbol or draft.id)
        names = [tokens(x.name) for x in overlay.listings] if overlay else []
        names += [tokens(ask) for ask in draft.asks]
        if any(set(tokens(n)) & set(words) for n in claim.fields.get("names", ()) for words in names):
            return confirmed(ids(draft), f"The draft of {draft.date} asked for it: {draft.title}.")
    if drafts and "names" not in claim.fields:
        return confirmed(ids(drafts[0]), f"The draft of {drafts[0].date}: {drafts[0].title}.")
    return absent("No draft of that time in the record has this name.")
