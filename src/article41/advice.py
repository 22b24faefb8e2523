"""What never changes a verdict: duties, calls on states, what is presumed absent; and why a measure did not apply."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from article41.facts import Facts
from article41.measures import CAUGHT
from article41.regime import BINDING
from article41.rulebook import Rule
from article41.ruling import Ruling
from article41.transaction import Transaction
from article41.verdict import Advisory, NotApplied

if TYPE_CHECKING:
    from article41.law import Regime
    from article41.screening.hits import Hit


def advisories(act: Transaction, rulings: list[Ruling], law: "Regime") -> tuple[Advisory, ...]:
    """Warnings from reading the act, then the advice of the rules, each once."""
    warnings = [Advisory("warning", text) for text in act.warnings]
    return tuple(dict.fromkeys([*warnings, *(a for r in rulings if r.advice for a in _advice(r, law))]))


def _advice(r: Ruling, law: "Regime") -> Iterable[Advisory]:
    """A call, a duty, or a condition presumed absent that would bar the act if it were claimed."""
    if not r.rule.binds:
        return (_once(r.rule, "", law),) if r.scope.caught is not False else ()
    return tuple(_once(r.rule, name, law) for name in r.scope.presumed)


def _once(rule: Rule, name: str, law: "Regime") -> Advisory:
    """The advisory of a rule about a condition presumed absent (none: the rule itself is advice), made once."""
    key = rule.name, rule.provision.since, name
    known = law.advisories.get(key)
    if known is None:
        known = law.advisories[key] = _advisory(rule, name, law)
    return known


def _advisory(rule: Rule, name: str, law: "Regime") -> Advisory:
    cite = rule.citation
    if name:
        condition = law.conditions[name]
        text = f"presumed not so: {condition.asks} If so: {rule.provision.rule}"
        return Advisory("presumed", text, rule.name, cite.symbol, cite.paragraph, condition.fact)
    duty = rule.measure.kind == "duty" and rule.provision.binding in BINDING
    return Advisory("duty" if duty else "call", rule.provision.rule, rule.name, cite.symbol, cite.paragraph)


def trace(act: Transaction, law: "Regime", hits: "tuple[Hit, ...]", rulings: list[Ruling]) -> tuple[NotApplied, ...]:
    """Why every other measure did not apply: not in force, another activity or direction, other goods, a condition."""
    bearing = {r.rule.name for r in rulings if not r.advice}
    facts = [Facts(act, law.territory, hits, n) for n in (None, *range(len(act.goods)))]
    others = [name for name, m in law.measures.items() if name not in bearing and m.kind != "exemption"]
    return tuple(NotApplied(name, _why_not(name, facts, law)) for name in others)


def _why_not(name: str, facts: list[Facts], law: "Regime") -> str:
    act = facts[0].act
    rule = next((r for r in law.rules if r.name == name and r.in_force(act.date)), None)
    if rule is None:
        return f"not in force on {act.date}; its history begins on {law.measures[name].history[0].since}"
    if not law.reaches(rule, act.activity):
        return f"does not reach the activity {act.activity}"
    because = [text for f in facts for text in CAUGHT[rule.measure.kind](rule, f, law).because[:1]]
    return "; ".join(dict.fromkeys(because)) or ("advice only" if not rule.binds else "nothing in the act meets it")
