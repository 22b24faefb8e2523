"""What the law's files and the drafts say of goods: the provisions behind a claim of a measure."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from article41.citation import Citation
from article41.reading.claims import Dated
from article41.reading.found import Link, Wrong
from article41.reading.links.known import Held, Known
from article41.reading.links.verdicts import absent, confirmed, judged
from article41.record.texts import Draft
from article41.regime import Measure
from article41.words import tokens as split_into_tokens

tokens = lru_cache(4_096)(split_into_tokens)
"""Words of the law's files, split once."""


_DIRECTIONS = {"export": "from_dprk", "import": "to_dprk"}


def of_goods(measures: Iterable[Measure], good: str, direction: str | None, sure: bool = False) -> list[Measure]:
    """Measures on a good: by a word of their classes, by a class's name, or, unless `sure`, by its last word."""
    said = tokens(good)
    able = [
        (m, _on(m))
        for m in measures
        if m.goods and m.direction in (None, "either", _DIRECTIONS.get(direction or "", m.direction))
    ]
    for fits in (_by_word, _by_name) if sure else (_by_word, _by_name, _by_head):
        found = [m for m, classes in able if any(fits(said, name, words) for name, words in classes)]
        if found:
            return found
    return []


def _on(measure: Measure) -> list[tuple[str, tuple[str, ...]]]:
    """The classes of goods, with their words, that a measure is on: not those that all its provisions leave out."""
    left_out = [p.excluding for p in measure.history if not p.ended]
    return [(n, tuple(c.words)) for n, c in measure.goods.items() if not all(n in names for names in left_out)]


def _by_word(said: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    return said in _split(name, *words)


def _by_name(said: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    return set(said) <= set(tokens(name))


def _by_head(said: tuple[str, ...], name: str, words: tuple[str, ...]) -> bool:
    return said[-1:] in _split(*words) or said[0] in tokens(name)


@lru_cache(4_096)
def _split(*words: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tokens(w) for w in words)


def provisions_of(known: Known, measures: list[Measure]) -> list[Held]:
    """Every provision, past and present, of some measures."""
    names = {m.measure for m in measures}
    return [h for h in known.provisions if h.measure.measure in names]


def numbers(held: Held) -> set[int]:
    """Resolutions a provision rests on: its own, and those of its exceptions and explanations."""
    cited = [
        held.provision.law,
        *(e.law for e in held.provision.exceptions if e.law),
        *(e.law for e in held.provision.explained_by),
    ]
    return {Citation.parse(law).order[1] for law in cited}


def in_force(claim: Dated, found: list[Held]) -> list[Held]:
    """The provisions in force when the report appeared; without a day, the latest ones."""
    day = claim.published.last if claim.published else None
    names = {h.measure.measure: h.measure for h in found}
    now = [Held(m, p) for m in names.values() if (p := m.provision_on(day) if day else m.history[-1])]
    return now


def texts(known: Known, found: list[Held]) -> list[Any]:
    """The record's entries of the texts that provisions stand in."""
    ids = list(dict.fromkeys(i for h in found if (i := known.id_of(h.provision.citation))))
    return [known.record.by_id[i] for i in ids]


def says(found: list[Held]) -> str:
    """The first of some provisions in words."""
    return f"{found[0].provision.citation}: {found[0].measure.title}."


def cited(found: list[Held]) -> list[Citation]:
    """The paragraphs of some provisions."""
    return [h.provision.citation for h in found]


def of_another(claim: Dated, known: Known, found: list[Held]) -> Link:
    """The measure stands, but in another resolution than the one named: the one in force on the report's day.

    Where the sentence names further ones, and one of them has it, nothing is wrong.
    """
    named = known.named(claim.draft.about)
    if agreeing := [h for h in found if named & numbers(h)]:
        return confirmed(texts(known, agreeing), says(agreeing), cited(agreeing))
    return elsewhere(claim, known, in_force(claim, found) or found[:1])


def elsewhere(claim: Dated, known: Known, held: list[Held]) -> Link:
    """These provisions are of another resolution than the one named; contradicted only where that one is known."""
    number = claim.fields["resolution"]
    if not known.resolution(number) or str(number) not in claim.draft.about:
        return absent(f"The law's files hold no such measure of resolution {number}.")
    wrong = [Wrong(field="resolution", said=number, recorded=held[0].number)]
    return judged(texts(known, held), wrong, says(held), cited(held))


def ids(draft: Draft) -> list[Any]:
    """A draft, and the resolution that it became."""
    return [x for x in (draft, draft.became) if x]


def of_draft(known: Known, draft: Draft, goods: list[str], direction: str | None) -> list[Held]:
    """What a draft's overlay, or the resolution it became, says of goods."""
    overlay = known.law.drafts.get(draft.symbol or draft.id)
    became = known.resolution(draft.became.removeprefix("res-")) if draft.became else None
    found: list[Held] = []
    for good in goods:
        if overlay:
            measures = of_goods([*overlay.measures, *(known.law.measures[m] for m in overlay.changes)], good, direction)
            found += [Held(m, p) for m in measures for p in (overlay.changes.get(m.measure) or m.history)]
        elif became:
            held = provisions_of(known, of_goods(known.law.measures.values(), good, direction))
            found += [h for h in held if h.provision.citation.symbol == became.symbol]
    return found
