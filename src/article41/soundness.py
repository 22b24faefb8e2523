"""Whether the law files mean something: citations exist, names are known, histories have no gap and no overlap.

The strict reader (`yamlfile`) has already refused unknown and repeated keys, wrong types and unquoted codes. `load`
runs these checks and stops at the first fault; `lint` lists them all.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from article41.citation import Citation
from article41.regime import SEVERITY, About, Condition, Draft, Exemption, Explanation, Measure, OpenQuestion, Provision
from article41.units import UnitTable
from article41.yamlfile import Document, LawError

Fault = tuple[str, str]
"""The path in the file, and what is wrong there."""


class Known(NamedTuple):
    """What a measure may name: instruments with their operative paragraphs, conditions, tables, its own draft."""

    paragraphs: dict[str, int]
    adopted: dict[str, date]
    conditions: dict[str, Condition]
    units: UnitTable
    draft: str = ""


def known_to(about: About, conditions: dict[str, Condition], units: UnitTable, draft: str = "") -> Known:
    """What the files of a regime may name; a draft's own symbol is known in its own file alone."""
    return Known(
        {r.symbol: r.paragraphs for r in about.resolutions},
        {r.symbol: r.adopted for r in about.resolutions},
        conditions,
        units,
        draft,
    )


def measure_faults(m: Measure, known: Known, at: str = "$") -> Iterator[Fault]:
    """Every fault of one measure; `at` is where it stands in its file."""
    if m.kind == "exemption":
        yield from _openings(m, known, at)
    elif not m.history:
        yield at, "a measure needs a history"
    yield from history_faults(m.history, m, known, f"{at}.history")
    for n, question in enumerate(m.open):
        yield from _open(question, f"{at}.open[{n}]")
    for name, goods in m.goods.items():
        if goods.above:
            yield from _amount(goods.above, known, f"{at}.goods.{name}.above")
        if not (goods.as_in or goods.hs or goods.hs_described or goods.hs_asked or goods.words):
            yield f"{at}.goods.{name}", "a class of goods needs codes or words"


def history_faults(history: tuple[Provision, ...], m: Measure, known: Known, at: str) -> Iterator[Fault]:
    """Days must rise strictly, so that every day has one provision; only the last entry may end a measure."""
    for n, provision in enumerate(history):
        where = f"{at}[{n}]"
        if n and provision.since <= history[n - 1].since:
            yield (
                f"{where}.since",
                f"{provision.since} does not come after {history[n - 1].since}: the histories overlap",
            )
        if provision.ended and n < len(history) - 1:
            yield f"{where}.ended", "only the last entry of a history may end it: what follows would leave a gap"
        yield from _provision(provision, m, known, where)


def _provision(p: Provision, m: Measure, known: Known, at: str) -> Iterator[Fault]:
    yield from _citation(p.law, known, f"{at}.law", p.since)
    for n, law in enumerate(p.reads_with):
        yield from _citation(law, known, f"{at}.reads_with[{n}]", p.since)
    if p.clarified:
        yield from _citation(p.clarified.law, known, f"{at}.clarified.law", p.clarified.on)
    if not p.ended and not p.rule:
        yield at, "a provision needs its rule in one sentence"
    for key in ("when", "or_when"):
        yield from _conditions(getattr(p, key), known, f"{at}.{key}")
    for key in ("only", "excluding"):
        yield from _names(getattr(p, key) or (), (*m.goods, *m.subjects), "class", f"{at}.{key}")
    yield from _explanations(p.explained_by, known, f"{at}.explained_by")
    for n, exemption in enumerate(p.exceptions):
        yield from _exemption(exemption, m, known, f"{at}.exceptions[{n}]")


def _openings(m: Measure, known: Known, at: str) -> Iterator[Fault]:
    if not m.openings or not m.opens:
        yield at, "an exemption needs `opens` and a history"
    for n, opening in enumerate(m.openings):
        where = f"{at}.openings[{n}]"
        if opening.since is None or not opening.law:
            yield where, "each entry of an exemption's history needs `since` and `law`"
        elif n and (before := m.openings[n - 1].since) and opening.since <= before:
            yield f"{where}.since", f"{opening.since} does not come after {before}: the histories overlap"
        yield from _exemption(opening, m, known, where)


def _exemption(e: Exemption, m: Measure, known: Known, at: str) -> Iterator[Fault]:
    if e.law:
        yield from _citation(e.law, known, f"{at}.law", e.since)
    yield from _conditions(e.grounds, known, f"{at}.if")
    yield from _conditions(e.terms, known, f"{at}.terms")
    for key in ("only", "other_than"):
        yield from _names(getattr(e, key), (*m.goods, *m.subjects), "class", f"{at}.{key}")
    if e.since and e.until and e.until < e.since:
        yield f"{at}.until", f"{e.until} comes before {e.since}"
    if e.within and bool(e.within.cap) == bool(e.within.own_past_level):
        yield f"{at}.within", "a cap has either `cap` or `own_past_level`"
    for key, text in (("cap", e.within.cap), ("or", e.within.alternative)) if e.within else ():
        if text:
            yield from _amount(text, known, f"{at}.within.{key}")
    if e.within and e.within.factors:
        yield from _names((e.within.factors,), tuple(known.units.factors), "table of factors", f"{at}.within.factors")
    yield from _explanations(e.explained_by, known, f"{at}.explained_by")


def _explanations(explanations: tuple[Explanation, ...], known: Known, at: str) -> Iterator[Fault]:
    for n, explanation in enumerate(explanations):
        yield from _citation(explanation.law, known, f"{at}[{n}].law", explanation.since)


def _citation(text: str, known: Known, at: str, since: date | None = None) -> Iterator[Fault]:
    """A citation must name an instrument of the regime, a paragraph it has, and a day not before its adoption."""
    try:
        citation = Citation.parse(text)
    except ValueError as fault:
        yield at, str(fault)
        return
    if citation.symbol == known.draft:
        return
    if citation.symbol not in known.paragraphs:
        yield at, f"{citation.symbol} is no instrument of the regime{_near(citation.symbol, known.paragraphs)}"
        return
    most = known.paragraphs[citation.symbol]
    if not citation.top.isdigit() or not 1 <= int(citation.top) <= most:
        yield at, f"{citation.symbol} has paragraphs 1 to {most}, not {citation.paragraph}"
    if since and since < known.adopted[citation.symbol]:
        yield at, f"{citation.symbol} was adopted on {known.adopted[citation.symbol]}, after {since}"


def _conditions(names: Iterable[str], known: Known, at: str) -> Iterator[Fault]:
    yield from _names(names, tuple(known.conditions), "condition", at)


def _names(names: Iterable[str], known: tuple[str, ...], what: str, at: str) -> Iterator[Fault]:
    for n, name in enumerate(names):
        if name not in known:
            yield f"{at}[{n}]", f"unknown {what} {name!r}{_near(name, known)}"


def _open(question: OpenQuestion, at: str) -> Iterator[Fault]:
    if SEVERITY[question.best] >= SEVERITY[question.worst]:
        yield at, f"best ({question.best}) must be milder than worst ({question.worst})"


def _amount(text: str, known: Known, at: str) -> Iterator[Fault]:
    try:
        known.units.amount(text)
    except ValueError as fault:
        yield at, str(fault)


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"; nearest: {near[0]!r}" if near else ""


def draft_faults(draft: Draft, measures: dict[str, Measure], known: Known) -> Iterator[Fault]:
    """A draft's provisions must follow on from the measures they change, and its new measures stand by themselves."""
    own = known._replace(draft=draft.draft)
    yield from _citation(f"{draft.draft}, paragraph ?", own, "$.draft")
    for name, provisions in draft.changes.items():
        at = f"$.changes.{name}"
        if name not in measures:
            yield at, f"no measure {name!r}{_near(name, measures)}"
        elif measures[name].kind == "exemption":
            yield at, f"{name} is an exemption, which has no provisions to change; write a measure of its own"
        else:
            yield from _follows(provisions, measures[name], draft, at)
            yield from history_faults(provisions, measures[name], own, at)
    for n, measure in enumerate(draft.measures):
        yield from _new(measure, measures, own, f"$.measures[{n}]")
    for n, listing in enumerate(draft.listings):
        yield from _citation(listing.law, own, f"$.listings[{n}].law")


def _follows(provisions: tuple[Provision, ...], m: Measure, draft: Draft, at: str) -> Iterator[Fault]:
    """The first new provision comes after the last of the law, and none counts before the draft would."""
    if m.history and provisions and provisions[0].since <= m.history[-1].since:
        yield f"{at}[0].since", f"must come after {m.history[-1].since}, the last day in {m.measure}"
    for n, provision in enumerate(provisions):
        if provision.since < draft.in_force_if_adopted:
            yield f"{at}[{n}].since", f"comes before {draft.in_force_if_adopted}, the draft's own first day"


def _new(measure: Measure, measures: dict[str, Measure], own: Known, at: str) -> Iterator[Fault]:
    if measure.measure in measures:
        yield f"{at}.measure", f"the law has a measure {measure.measure!r} already; put its new text under `changes`"
    yield from measure_faults(measure, own, at)


def regime_faults(measures: dict[str, Measure], documents: dict[str, Document]) -> Iterator[tuple[Document, Fault]]:
    """Faults between files: an exemption may only open measures that exist, a class only be as in one that has it."""
    for m in measures.values():
        for name, goods in m.goods.items():
            there = measures.get(goods.as_in)
            if goods.as_in and (there is None or name not in there.goods or there.goods[name].as_in):
                yield (
                    documents[m.measure],
                    (f"$.goods.{name}.as_in", f"no class {name!r} is written out in {goods.as_in!r}"),
                )
        if m.opens != "all":
            for fault in _names(m.opens, tuple(measures), "measure", "$.opens"):
                yield documents[m.measure], fault


def unused_conditions(measures: dict[str, Measure], conditions: dict[str, Condition]) -> Iterator[Fault]:
    """A condition that no measure names is dead text."""
    provisions = [p for m in measures.values() for p in m.history]
    exemptions = [e for p in provisions for e in p.exceptions] + [e for m in measures.values() for e in m.openings]
    used = {name for p in provisions for name in (*p.when, *p.or_when)}
    used |= {name for e in exemptions for name in (*e.grounds, *e.terms)}
    for name in conditions:
        if name not in used:
            yield f"$.{name}", f"no measure names the condition {name!r}"


def condition_faults(conditions: dict[str, Condition], known: Known) -> Iterator[Fault]:
    """A condition that holds a day or a number names the paragraphs it comes from, and they exist."""
    for name, condition in conditions.items():
        if not condition.law and (condition.due or re.search(r"\d", condition.says)):
            yield f"$.{name}", "holds a day or a number, and no paragraph under `law` says where it comes from"
        for n, law in enumerate(condition.law):
            yield from _citation(law, known, f"$.{name}.law[{n}]")


def as_error(document: Document, fault: Fault) -> LawError:
    """A fault with its file and line."""
    return LawError(document.file, document.line_of(fault[0]), fault[1])
