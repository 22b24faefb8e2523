"""Measures on an activity and its circumstances: services, banking, vessels' papers, labour, training, science."""

from typing import TYPE_CHECKING

from article41.facts import Facts, Question
from article41.measures.scope import Scope, both, direction, when
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime

DISCIPLINE = "What is the subject of the training or cooperation?"


def caught(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    """Caught when the direction fits, all conditions hold and, where training names subjects, one of them is meant."""
    scope = direction(rule, facts)
    if scope.caught is False:
        return scope
    scope = both(scope, when(rule.provision.when, facts, law))
    if scope.caught is False or not rule.subjects or rule.provision.only == ():
        return scope
    return both(scope, _subject(rule, facts, law)) if rule.measure.activities == ("training",) else scope


def _subject(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    text, source = facts.known("discipline")
    if text is None:
        return Scope(None, (), (Question("discipline", DISCIPLINE),))
    found = law.subjects_in(rule.name, str(text)) & set(rule.subjects)
    if not found:
        return Scope(False, (f"{source} is none of: {', '.join(rule.subjects)}",))
    return Scope(True, (f"{source} is {', '.join(sorted(found))}",))
