"""Measures on listed persons and entities: any act with one of them, whatever the goods."""

from typing import TYPE_CHECKING

from article41.facts import Facts, Question
from article41.measures.scope import Scope, both, direction, when
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime
    from article41.screening.hits import Hit


def caught(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    """Caught when a party is listed on the day; open when a name only resembles an entry and nobody said who it is."""
    scope = _party(rule, facts)
    if scope.caught is False:
        return scope
    return both(both(scope, direction(rule, facts)), when(rule.provision.when, facts, law))


def _party(rule: Rule, facts: Facts) -> Scope:
    types = rule.measure.party_types
    hits = [h for h in facts.hits if h.listed and (not types or h.entry.type in types)]
    sure = next((h for h in hits if h.decision == "match"), None)
    if sure:
        assert sure.listed
        return Scope(
            True, (f"{sure.said} is listed as {sure.entry.name} ({sure.entry.id}, since {sure.listed.start})",)
        )
    return identified(hits[0], facts) if hits else Scope(False, ("no party is listed on that day",))


def identified(near: "Hit", facts: Facts) -> Scope:
    """A resemblance: open until somebody says whether the party is the listed one."""
    identity, source = facts.known("identity")
    if identity is not None:
        return Scope(bool(identity), (f"{source} ({near.said}, {near.entry.id})",))
    text = f"Is {near.said} the listed {near.name} ({near.entry.id})?"
    return Scope(
        None,
        (f"{near.said} resembles {near.name} ({near.entry.id})",),
        (Question("identity", text, "identity", (True, False)),),
    )
