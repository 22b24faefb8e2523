"""Measures that are neither bans on goods nor caps nor listings, by kind or by the name that a report calls them."""

import re
from collections.abc import Iterable
from datetime import date

from article41.citation import Citation
from article41.reading.claims import Dated
from article41.reading.claims.vocabulary import either, kinds
from article41.reading.found import Link, Wrong
from article41.reading.links.council import drafts_at
from article41.reading.links.known import Held, Known
from article41.reading.links.listings import listed_by
from article41.reading.links.provisions import (
    cited,
    ids,
    in_force,
    numbers,
    of_another,
    says,
    texts,
    tokens,
)
from article41.reading.links.verdicts import absent, confirmed, judged


def other(claim: Dated, known: Known) -> Link:
    """By the measures that `kinds.yaml` names for a kind, or by the one measure that the report calls by its name."""
    kind, number = claim.fields["kind"], claim.fields.get("resolution")
    names = kinds().laws.get(kind, ())
    if claim.fields.get("status") == "proposed":
        return _proposed_other(claim, known, [h for h in known.provisions if h.measure.measure in names])
    if opened := _opened(claim, known, names):
        return opened
    called = [n for n in names if _is_called(n, claim.draft.about.lower())]
    held = [h for h in known.provisions if h.measure.measure in (called or names)]
    found = [h for h in held if number in numbers(h)] if number else in_force(claim, held)
    text = known.resolution(number) if number else None
    if not found and text and any(listed_by(known, text).values()):
        found = [h for h in in_force(claim, held) if h.measure.kind == "listed"]
    if found:
        held_by = [t for t in [text, *texts(known, found)] if t]
        return judged(held_by, _wrong_period(claim, found), says(found), cited(found))
    if called and number:
        return of_another(claim, known, held)
    return absent("The law's files hold no such measure" + (f" of resolution {number}." if number else " on that day."))


_HOME = re.compile(
    r"\brepatriat|\b(?:send|sent|sending|return|expel)\w*\s[^.;]{0,60}\b(?:home|back|workers|nationals|them)\b", re.I
)


def _wrong_period(claim: Dated, found: list[Held]) -> list[Wrong]:
    """Time given to send workers home, where it is not that between a provision and a day that it sets."""
    said = re.fullmatch(r"P(\d+)([MY])", str(claim.fields.get("period", "")))
    ends = [(h.provision.since, e.until) for h in found for e in h.provision.exceptions if e.until]
    if not said or not ends or not _HOME.search(claim.draft.about):
        return []
    reports = [(h.provision.since, day) for h in found for e in h.provision.explained_by for day in e.due]
    told = int(said[1]) * (12 if said[2] == "Y" else 1)
    right = told in {_months(*both) for both in (*ends, *reports)}
    return [] if right else [Wrong(field="period", said=said[0], recorded=f"P{_months(*ends[0])}M")]


def _months(since: date, until: date) -> int:
    return (until.year - since.year) * 12 + until.month - since.month


def _is_called(name: str, about: str) -> bool:
    """Whether a report calls a measure by the name of its file, or by the file's own words in `kinds.yaml`."""
    words = kinds().called.get(name)
    return ("-" in name and name in about) or (words is not None and re.search(either(words), about) is not None)


def _opened(claim: Dated, known: Known, names: Iterable[str]) -> Link | None:
    """Exemptions of the law's files, by the resolution or by the report's day; None where the kind has none."""
    number, day = claim.fields.get("resolution"), claim.published.last if claim.published else date.max
    held = [
        (known.law.measures[n], e) for n in names if n in known.law.measures for e in known.law.measures[n].openings
    ]
    told = [(m, Citation.parse(e.law)) for m, e in held if e.law and (e.since is None or e.since <= day)]
    fitting = [(m, c) for m, c in told if number in (None, c.order[1])]
    if not fitting:
        return None
    measure, paragraph = fitting[-1]
    entry = known.id_of(paragraph)
    return confirmed([known.record.by_id[entry]] if entry else [], f"{paragraph}: {measure.title}.", [paragraph])


def _proposed_other(claim: Dated, known: Known, held: list[Held]) -> Link:
    words = {t for w in kinds().measures[claim.fields["kind"]] for t in tokens(w.replace("*", "")) if len(t) > _SHORT}
    said = {t for t in tokens(claim.draft.about) if len(t) > _SHORT} - set(tokens(known.law.about.title))
    for draft in drafts_at(claim, known):
        became = known.resolution(draft.became.removeprefix("res-")) if draft.became else None
        found = [h for h in held if became and h.provision.citation.symbol == became.symbol]
        asked = [set(tokens(ask)) for ask in draft.asks]
        if found or any(words & ask or len(said & ask) > 1 for ask in asked):
            return confirmed(ids(draft), f"The draft of {draft.date}: {draft.title}.", cited(found))
    return absent("No draft of that time in the record asks for this.")


_SHORT = 3
"""Letters of words that tell nothing of a measure."""
