"""Measures against the law's files, by good, direction, quantity and resolution; drafts by overlay and `asks`."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from article41.citation import Citation
from article41.reading.claims import Dated
from article41.reading.claims.vocabulary import either, kinds, pattern
from article41.reading.found import Link, Wrong
from article41.reading.links.council import drafts_at
from article41.reading.links.known import Held, Known
from article41.reading.links.verdicts import absent, confirmed, judged
from article41.reading.numbers import quantities
from article41.reading.text import Span
from article41.record.texts import Draft, Resolution
from article41.regime import Measure, Provision
from article41.words import tokens as split_into_tokens

tokens = lru_cache(4_096)(split_into_tokens)
"""Words of the law's files, split once."""

_DIRECTIONS = {"export": "from_dprk", "import": "to_dprk"}
_UNITS = {"barrels": "barrel", "barrel": "barrel", "tons": "tonne", "ton": "tonne", "USD": "usd"}
RECENT_LISTING = timedelta(days=60)
_CLOSE = 0.005
"""How far a rounded figure of a report may lie from the text's ("$400.9 million" for 400,870,018)."""


def of_goods(measures: Iterable[Measure], good: str, direction: str | None) -> list[Measure]:
    """Measures on a good: by a word of their classes, by a class's name, or at least by its last word."""
    said = tokens(good)
    able = [
        m
        for m in measures
        if m.goods and m.direction in (None, "either", _DIRECTIONS.get(direction or "", m.direction))
    ]
    for fits in (_by_word, _by_name, _by_head):
        found = [m for m in able if any(fits(said, name, tuple(c.words)) for name, c in m.goods.items())]
        if found:
            return found
    return []


def _by_word(said: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    return any(tokens(w) == said for w in (name, *words))


def _by_name(said: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    return set(said) <= set(tokens(name))


def _by_head(said: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    return any(tokens(w) == said[-1:] for w in words) or said[0] in tokens(name)


def _provisions(known: Known, measures: list[Measure]) -> list[Held]:
    names = {m.measure for m in measures}
    return [h for h in known.provisions if h.measure.measure in names]


def _numbers(held: Held) -> set[int]:
    """Resolutions a provision rests on: its own, and those of its exceptions and explanations."""
    cited = [
        held.provision.law,
        *(e.law for e in held.provision.exceptions if e.law),
        *(e.law for e in held.provision.explained_by),
    ]
    return {Citation.parse(law).order[1] for law in cited}


def _in_force(claim: Dated, found: list[Held]) -> list[Held]:
    """The provisions in force when the report appeared; without a day, the latest ones."""
    day = claim.published.last if claim.published else None
    names = {h.measure.measure: h.measure for h in found}
    now = [Held(m, p) for m in names.values() if (p := m.provision_on(day) if day else m.history[-1])]
    return now


def _texts(known: Known, found: list[Held]) -> list[Any]:
    ids = list(dict.fromkeys(i for h in found if (i := known.id_of(h.provision.citation))))
    return [known.record.by_id[i] for i in ids]


def _says(found: list[Held]) -> str:
    return f"{found[0].provision.citation}: {found[0].measure.title}."


def goods_ban(claim: Dated, known: Known) -> Link:
    """The ban on each good, in the resolution named; another resolution contradicts where it alone has the ban."""
    if claim.fields.get("status") == "proposed":
        return _proposed_ban(claim, known)
    number, direction = claim.fields.get("resolution"), claim.fields.get("direction")
    by_good = {
        g: _provisions(known, of_goods(known.law.measures.values(), g, direction)) for g in claim.fields["goods"]
    }
    held = {g: found for g, found in by_good.items() if found}
    if not held:
        return absent("The law's files hold no ban on these goods in that direction.")
    if number is None:
        found = _in_force(claim, [h for f in held.values() for h in f])
        return (
            confirmed(_texts(known, found), _says(found), _cited(found))
            if found
            else absent("No such ban was in force on that day.")
        )
    agreeing = [h for f in held.values() for h in f if number in _numbers(h)]
    if agreeing:
        return confirmed(_texts(known, agreeing), _says(agreeing), _cited(agreeing))
    return _of_another(claim, known, [h for f in held.values() for h in f])


def _cited(found: list[Held]) -> list[Citation]:
    return [h.provision.citation for h in found]


def _of_another(claim: Dated, known: Known, found: list[Held]) -> Link:
    """The ban stands, but in another resolution than the one named; contradicted only where that one is known."""
    number = claim.fields["resolution"]
    if not known.resolution(number) or str(number) not in claim.draft.about:
        return absent(f"The law's files hold no such measure of resolution {number}.")
    held = _in_force(claim, found) or found[:1]
    wrong = [Wrong(field="resolution", said=number, recorded=held[0].number)]
    return judged(_texts(known, held), wrong, _says(held), _cited(held))


def _proposed_ban(claim: Dated, known: Known) -> Link:
    for draft in drafts_at(claim, known):
        asked = [g for g in claim.fields["goods"] if _asks(draft, g)]
        cited = _draft_provisions(known, draft, claim.fields["goods"], claim.fields.get("direction"))
        if asked or cited:
            return confirmed(_ids(draft), f"The draft of {draft.date} asked for it: {draft.title}.", _cited(cited))
    return absent("No draft of that time in the record asks for this.")


def _ids(draft: Draft) -> list[Any]:
    return [x for x in (draft, draft.became) if x]


def _asks(draft: Draft, good: str) -> bool:
    said = tokens(good)
    return any(
        said == words[n : n + len(said)] for ask in draft.asks for words in [tokens(ask)] for n in range(len(words))
    )


def _draft_provisions(known: Known, draft: Draft, goods: list[str], direction: str | None) -> list[Held]:
    """What a draft's overlay, or the resolution it became, says of goods."""
    overlay = known.law.drafts.get(draft.symbol or draft.id)
    became = known.resolution(draft.became.removeprefix("res-")) if draft.became else None
    found: list[Held] = []
    for good in goods:
        if overlay:
            measures = of_goods([*overlay.measures, *(known.law.measures[m] for m in overlay.changes)], good, direction)
            found += [Held(m, p) for m in measures for p in (overlay.changes.get(m.measure) or m.history)]
        elif became:
            held = _provisions(known, of_goods(known.law.measures.values(), good, direction))
            found += [h for h in held if h.provision.citation.symbol == became.symbol]
    return found


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
        return _level(claim, known, _provisions(known, measures))
    held = [h for h in _provisions(known, measures) if amounts(h.provision)]
    number = claim.fields.get("resolution")
    of_number = [h for h in held if number in _numbers(h)] if number else []
    now = of_number or [h for h in _in_force(claim, held) if amounts(h.provision)]
    same = [h for h in now if _equals(claim, h.provision)] or [
        h for h in held if not of_number and _equals(claim, h.provision) and _not_later(claim, known, h)
    ]
    if same:
        return confirmed(_texts(known, same), _says(same), _cited(same))
    unit = claim.fields.get("unit")
    others = [v for h in now for v, u in amounts(h.provision) if u == unit]
    if not others:
        return absent("The law's files hold no cap on this good in that unit.")
    wrong = [Wrong(field="quantity", said=claim.fields["quantity"], recorded=_number(others[0]))]
    return judged(_texts(known, now), wrong, _says(now), _cited(now))


def _level(claim: Dated, known: Known, held: list[Held]) -> Link:
    """A cap told without its amount: by the good, and by the resolution where one is named."""
    number = claim.fields.get("resolution")
    found = [h for h in held if number in _numbers(h)] if number else _in_force(claim, held)
    if not found:
        return absent("The law's files hold no limit on this good at that time.")
    return confirmed(_texts(known, found), _says(found), _cited(found))


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
        held = _draft_provisions(known, draft, [good], None)
        asked = [
            (float(q.value), q.unit)
            for ask in draft.asks
            if _about(ask, good)
            for q in quantities(ask, Span(0, len(ask)))
        ]
        said = [*(a for h in held for a in amounts(h.provision)), *asked]
        if any(abs(v - quantity) <= _CLOSE * v for v, u in said if u in ("", unit)):
            return confirmed(_ids(draft), f"The draft of {draft.date} asked for it: {draft.title}.", _cited(held))
        others += [(draft, held, v) for v, u in said if u == unit][-1:]
    if not others:
        return absent("No draft of that time in the record has an amount of this good.")
    draft, held, amount = others[0]
    wrong = [Wrong(field="quantity", said=claim.fields["quantity"], recorded=_number(amount))]
    return judged(_ids(draft), wrong, f"The draft of {draft.date}: {draft.title}.", _cited(held))


def _about(ask: str, good: str) -> bool:
    return tokens(good)[0] in tokens(ask)


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
    counts = _counts(known, text)
    said = {k: claim.fields[k] for k in counts if k in claim.fields}
    return [
        Wrong(field=k, said=v, recorded=counts[k]) for k, v in said.items() if any(counts.values()) and v != counts[k]
    ]


def _counts(known: Known, text: Resolution) -> dict[str, int]:
    """How many persons and entities the built-in list says a text listed."""
    listed = [e for e in known.listed if any(p.by.startswith(text.symbol) for p in e.listed)]
    return {"persons": sum(e.type == "person" for e in listed), "entities": sum(e.type == "entity" for e in listed)}


def _listing(known: Known, text: Resolution) -> str:
    counts = _counts(known, text)
    return f"{text.symbol} listed {counts['persons']} persons and {counts['entities']} entities."


def _proposed_listing(claim: Dated, known: Known) -> Link:
    drafts = drafts_at(claim, known)
    for draft in drafts:
        overlay = known.law.drafts.get(draft.symbol or draft.id)
        names = [tokens(x.name) for x in overlay.listings] if overlay else []
        names += [tokens(ask) for ask in draft.asks]
        if any(set(tokens(n)) & set(words) for n in claim.fields.get("names", ()) for words in names):
            return confirmed(_ids(draft), f"The draft of {draft.date} asked for it: {draft.title}.")
    if drafts and "names" not in claim.fields:
        return confirmed(_ids(drafts[0]), f"The draft of {drafts[0].date}: {drafts[0].title}.")
    return absent("No draft of that time in the record has this name.")


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
    found = [h for h in held if number in _numbers(h)] if number else _in_force(claim, held)
    text = known.resolution(number) if number else None
    if not found and text and any(_counts(known, text).values()):
        found = [h for h in _in_force(claim, held) if h.measure.kind == "listed"]
    if found:
        texts = [t for t in [text, *_texts(known, found)] if t]
        return confirmed(texts, _says(found), _cited(found))
    if called and number:
        return _of_another(claim, known, held)
    return absent("The law's files hold no such measure" + (f" of resolution {number}." if number else " on that day."))


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
    measure, cited = fitting[-1]
    entry = known.id_of(cited)
    return confirmed([known.record.by_id[entry]] if entry else [], f"{cited}: {measure.title}.", [cited])


def _proposed_other(claim: Dated, known: Known, held: list[Held]) -> Link:
    words = {t for w in kinds().measures[claim.fields["kind"]] for t in tokens(w.replace("*", "")) if len(t) > _SHORT}
    said = {t for t in tokens(claim.draft.about) if len(t) > _SHORT} - set(tokens(known.law.about.title))
    for draft in drafts_at(claim, known):
        became = known.resolution(draft.became.removeprefix("res-")) if draft.became else None
        cited = [h for h in held if became and h.provision.citation.symbol == became.symbol]
        asked = [set(tokens(ask)) for ask in draft.asks]
        if cited or any(words & ask or len(said & ask) > 1 for ask in asked):
            return confirmed(_ids(draft), f"The draft of {draft.date}: {draft.title}.", _cited(cited))
    return absent("No draft of that time in the record asks for this.")


_SHORT = 3
"""Letters of words that tell nothing of a measure."""
