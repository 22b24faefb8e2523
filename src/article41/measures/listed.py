"""Measures on listed persons and entities: any act with one of them, whatever the goods."""

from typing import TYPE_CHECKING

from article41.facts import Facts, Question
from article41.measures.scope import Scope, both, direction, or_when, when
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime
    from article41.screening.hits import Hit

UNSURE = {
    "identity": ("{said} resembles {name} ({id})", "Is {said} the listed {name} ({id})?"),
    "owned_or_controlled": (
        "the listed {name} ({id}) holds a share: {said}",
        "Does the listed {name} ({id}) own or control, directly or indirectly: {said}?",
    ),
}
"""For each fact that an unsure hit asks: what was found, and the question."""

NOBODY = Scope(False, ("no party is listed on that day",))


def caught(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    """Caught when a party is listed on the day, or a claim of `or_when` puts a listed one behind it.

    Open when a name only resembles an entry and nobody said who it is, or a listed party holds a share.
    """
    scope = _party(rule, facts)
    if scope.caught is not True:
        scope = or_when(rule, facts, law, scope)
    if scope.caught is False:
        return scope
    return both(both(scope, direction(rule, facts)), when(rule.provision.when, facts, law))


def _party(rule: Rule, facts: Facts) -> Scope:
    types = rule.measure.party_types
    hits = [h for h in facts.hits if h.listed and (not types or h.entry.type in types)]
    if not rule.provision.or_when:  # its paragraph reaches listed parties alone, not whom they own or control
        hits = [h for h in hits if not h.behind]
    sure = next((h for h in hits if h.decision == "match"), None)
    if sure:
        assert sure.listed
        return Scope(True, (f"{sure.said}, listed as {sure.entry.name} ({sure.entry.id}, since {sure.listed.start})",))
    first = {hit.asks: hit for hit in reversed(hits)}
    unsure = [identified(hit, facts) for hit in first.values()]
    return next((scope for state in (True, None, False) for scope in unsure if scope.caught is state), NOBODY)


def identified(near: "Hit", facts: Facts) -> Scope:
    """A resemblance or a share: open until somebody says who the party is, or whether the listed one controls it."""
    stated, source = facts.known(near.asks)
    if stated is not None:
        return Scope(bool(stated), (f"{source} ({near.said}, {near.entry.id})",))
    said, text = UNSURE[near.asks]
    names = {"said": near.said, "name": near.name, "id": near.entry.id}
    return Scope(None, (said.format(**names),), (Question(near.asks, text.format(**names), near.asks, (True, False)),))
