"""Measures on an activity and its circumstances: services, banking, vessels' papers, labour, training, science."""

from typing import TYPE_CHECKING

from article41.facts import DISCIPLINE, Facts, Question
from article41.measures.scope import Scope, both, direction, when
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime


def caught(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    """Caught when the direction fits, all conditions hold and, where the provision names subjects, one is meant."""
    scope = direction(rule, facts)
    if scope.caught is False:
        return scope
    scope = both(scope, when(rule.provision.when, facts, law))
    names_subjects = rule.provision.only is not None and bool(rule.subjects)
    return both(scope, _subject(rule, facts, law)) if names_subjects and scope.caught is not False else scope


def _subject(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    text, source = facts.known("discipline")
    if text is None:
        return Scope(None, (), (Question("discipline", DISCIPLINE),))
    found = law.subjects_in(rule.name, str(text)) & set(rule.subjects)
    if not found:
        return Scope(False, (f"{source} is none of: {', '.join(rule.subjects)}",))
    return Scope(True, (f"{source} is {', '.join(sorted(found))}",))
