"""Whether an exemption opens a ban on the facts: goods, dates, grounds, cap, terms and the Committee's approval."""

from typing import TYPE_CHECKING

import msgspec

from article41 import conditions
from article41.caps import fits
from article41.dates import in_words
from article41.facts import DISCIPLINE, Facts, Question, question
from article41.regime import SEVERITY, Exemption
from article41.rulebook import Opening
from article41.transaction import Good
from article41.verdict import Term

if TYPE_CHECKING:
    from article41.law import Regime

CONDITIONAL, APPROVAL, PROHIBITED = SEVERITY["conditional"], SEVERITY["approval_required"], SEVERITY["prohibited"]
CONTRACT = "On what day was the written contract finalised?"


class Opened(msgspec.Struct, frozen=True, gc=False):
    """What an exemption leaves of the ban, at best and at worst.

    `route`: it did not open but could, if its ground were claimed or the Committee approved. `because`: the facts that
    opened it, or on which it failed.
    """

    opening: Opening
    best: int
    worst: int
    because: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    questions: tuple[Question, ...] = ()
    route: bool = True


class _Test(msgspec.Struct, frozen=True, gc=False):
    """One test of an exemption: holds (True), fails (False), open (None); `route`: fails only for want of a claim."""

    state: bool | None
    because: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    questions: tuple[Question, ...] = ()
    route: bool = False


SURE = _Test(True)


def opened(opening: Opening, facts: Facts, law: "Regime") -> Opened:
    """What the exemption leaves: conditional where it holds, approval_required where only the Committee is missing."""
    e = opening.exemption
    meant = _meant(opening, facts, law) if e.only or e.other_than or e.entries else SURE
    if meant.state is False:
        return Opened(opening, PROHIBITED, PROHIBITED, route=False)
    approved = _approved(facts) if e.approval else ""
    if approved:
        return _with_approval(opening, approved)
    grounds = _grounds(e, facts, law) if e.grounds else SURE
    if grounds.state is False or (e.approval and not e.grounds):
        return Opened(opening, PROHIBITED, PROHIBITED, route=grounds.route or not e.grounds)
    contract = _contract(opening, facts) if e.contract_before else SURE
    cap = _cap(opening, facts, law) if e.within else SURE
    terms = _terms(opening, facts, law) if e.terms else SURE
    return _sum(opening, (meant, contract, grounds, cap, terms))


def _with_approval(opening: Opening, approved: str) -> Opened:
    term = _term(opening, "approval", f"on the terms of the Committee's approval ({approved})")
    return Opened(opening, CONDITIONAL, CONDITIONAL, (approved,), (term,))


def _sum(opening: Opening, tests: tuple[_Test, ...]) -> Opened:
    """All tests together: one that fails closes the exemption, one that is open leaves its range."""
    for test in tests:
        if test.state is False:
            return Opened(opening, PROHIBITED, PROHIBITED, test.because, route=False)
    e, best = opening.exemption, CONDITIONAL
    because = tuple(text for test in tests for text in test.because if text)
    terms = tuple(term for test in tests for term in test.terms)
    questions = tuple(q for test in tests for q in test.questions)
    if e.approval:
        best, terms = (
            APPROVAL,
            (_term(opening, "approval", f"the Committee approves in advance, case by case: {e.says}"), *terms),
        )
    if not terms:
        terms = (_term(opening, "other", e.says),)
    if e.open:
        questions += (Question("open", e.open),)
    unsure = bool(e.open) or any(test.state is None for test in tests)
    return Opened(opening, best, PROHIBITED if unsure else best, because, terms, questions)


def _meant(opening: Opening, facts: Facts, law: "Regime") -> _Test:
    """Whether the exemption is about these goods, subjects and parties at all."""
    e = opening.exemption
    if e.entries:
        listed = [h.entry.id for h in facts.hits if h.listed]
        return _Test(bool(listed) and all(entry in e.entries for entry in listed))
    names = e.only or e.other_than
    measure = law.measures[opening.measure]
    found = _subjects(opening, facts, law) if measure.subjects else _classes(opening, facts, law)
    if found is None:
        return _Test(None, (), (), (Question("discipline", DISCIPLINE),))
    return _Test(bool(found & set(names)) == bool(e.only), (f"it concerns {', '.join(names)}" if e.only else "",))


def _subjects(opening: Opening, facts: Facts, law: "Regime") -> set[str] | None:
    text = facts.value("discipline")
    return None if text is None else law.subjects_in(opening.measure, str(text))


def _classes(opening: Opening, facts: Facts, law: "Regime") -> set[str]:
    belongs = law.goods.membership(facts.good.codes, facts.good.description).classes
    return {name for (measure, name), state in belongs.items() if measure == opening.measure and state}


def _contract(opening: Opening, facts: Facts) -> _Test:
    """A wind-down asks for a written contract finalised before its day (that day excluded)."""
    before = opening.exemption.contract_before
    assert before
    day = facts.value("contract_date")
    if day is None:
        return _Test(None, (), _notice(opening), (question("contract_date", CONTRACT),))
    state = str(day) < before.isoformat()
    return _Test(
        state, (f"contract of {day} is {'' if state else 'not '}before {before}",), _notice(opening) if state else ()
    )


def _notice(opening: Opening) -> tuple[Term, ...]:
    by = opening.exemption.notify_by
    return (_term(opening, "notify", f"the state notifies the Committee by {in_words(by)}"),) if by else ()


def _grounds(e: Exemption, facts: Facts, law: "Regime") -> _Test:
    """Any ground is enough; one that nobody claims counts as absent; one that is a fact of nature is asked."""
    questions: tuple[Question, ...] = ()
    unclaimed = False
    for name in e.grounds:
        condition = law.conditions[name]
        state = conditions.holds(condition, facts)
        if state is True:
            return _Test(True, (conditions.because(condition, facts),))
        if state is None and condition.unknown == "asked":
            questions += (conditions.asks(condition),)
        unclaimed = unclaimed or state is None
    if questions:
        return _Test(None, (), (), questions)
    return _Test(False, route=unclaimed)


def _cap(opening: Opening, facts: Facts, law: "Regime") -> _Test:
    cap = opening.exemption.within
    assert cap
    reported = facts.ledger.so_far(opening.measure, cap, facts.day) if facts.ledger else None
    fit = fits(cap, _alike(opening, facts, law), facts, law.units, reported)
    return _Test(fit.state, (fit.text,), (_term(opening, "cap", fit.text),), fit.questions)


def _alike(opening: Opening, facts: Facts, law: "Regime") -> tuple[Good, ...]:
    """The goods of the act that the same measure covers: they fill its cap together."""
    goods = facts.act.goods if len(facts.act.goods) > 1 else (facts.good,)
    found = tuple(
        good
        for good in goods
        if any(measure == opening.measure for measure, _ in law.goods.membership(good.codes, good.description).classes)
    )
    return found or (facts.good,)


def _terms(opening: Opening, facts: Facts, law: "Regime") -> _Test:
    """A term that is denied breaks the exemption; one that is promised or unknown becomes a condition of the answer."""
    terms: tuple[Term, ...] = ()
    for name in opening.exemption.terms:
        condition = law.conditions[name]
        if conditions.holds(condition, facts) is False:
            return _Test(False, (f"{conditions.because(condition, facts)} breaks the term: {condition.says}",))
        terms += (_term(opening, condition.kind, condition.says),)
    return _Test(True, (), terms)


def _approved(facts: Facts) -> str:
    """The reference of an approval that the facts show; empty where they show none."""
    said = facts.value("committee_approval")
    return f"committee_approval: {said}" if said not in (None, False, "") else ""


def _term(opening: Opening, kind: str, text: str) -> Term:
    return Term(kind, text, opening.citation.symbol, opening.citation.paragraph)  # type: ignore[arg-type]
