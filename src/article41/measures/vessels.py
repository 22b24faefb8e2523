"""Measures on designated ships: each designation has its own consequences."""

from typing import TYPE_CHECKING

from article41.facts import Facts
from article41.measures.listed import identified
from article41.measures.scope import Scope, both, direction, when
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime


def caught(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    """Caught when the act's vessel bears, on the day, the designation that the measure looks for."""
    for hit in (hit for hit in facts.hits if not hit.behind):
        borne = next((d for d in hit.designated if d.kind == rule.measure.designation), None)
        if borne:
            reason = f"{hit.said} is designated ({borne.kind}) since {borne.start}"
            scope = Scope(True, (reason,)) if hit.decision == "match" else identified(hit, facts)
            return both(both(scope, direction(rule, facts)), when(rule.provision.when, facts, law))
    return Scope(False, ("no vessel of the act bears that designation on that day",))
