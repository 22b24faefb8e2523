"""Whether an act falls under a rule, with the reasons; and the tests that every kind of measure shares."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from article41 import conditions
from article41.facts import Facts, Question
from article41.regime import OpenQuestion
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime


class Scope(msgspec.Struct, frozen=True, gc=False):
    """`caught`: True, False or None. `presumed`: names of conditions presumed absent that alone keep the act out."""

    caught: bool | None
    because: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    open: OpenQuestion | None = None
    presumed: tuple[str, ...] = ()


SURE = Scope(True)
ASTRAY = {
    "to_dprk": Scope(False, ("the act does not run to the DPRK",)),
    "from_dprk": Scope(False, ("the act does not run from the DPRK",)),
    "either": Scope(False, ("the act runs neither to the DPRK nor from it",)),
}


def both(a: Scope, b: Scope) -> Scope:
    """An act must meet both parts of a scope."""
    if b is SURE:
        return a
    if a.caught is False or b.caught is False:
        return a if a.caught is False else b
    state = None if a.caught is None or b.caught is None else True
    return Scope(state, a.because + b.because, a.questions + b.questions, a.open or b.open, a.presumed + b.presumed)


def direction(rule: Rule, facts: Facts) -> Scope:
    """Whether the act runs the way the measure looks."""
    wanted = rule.measure.direction
    runs = facts.direction(wanted)
    if runs is False:
        return ASTRAY[wanted or "either"]
    if runs is None:
        return Scope(None, (), _which_country(facts))
    return Scope(True, facts.places) if wanted else SURE


def _which_country(facts: Facts) -> tuple[Question, ...]:
    return tuple(
        Question(field, f"Which country is meant by `{field}`: {' or '.join(codes)}?", field, codes)
        for field, codes in facts.act.unclear.items()
        if facts.territory in codes and field not in facts.assumed
    )


def when(names: Sequence[str], facts: Facts, law: "Regime") -> Scope:
    """Whether all conditions hold. One presumed absent keeps the act out, and is named, unless it is claimed."""
    if not names:
        return SURE
    because: list[str] = []
    questions: list[Question] = []
    presumed: list[str] = []
    for name in names:
        condition = law.conditions[name]
        state = conditions.holds(condition, facts)
        if state is False:
            return Scope(False, (conditions.because(condition, facts) or f"not so: {condition.asks}",))
        if state is True:
            because.append(conditions.because(condition, facts))
        elif condition.unknown == "asked":
            questions.append(conditions.asks(condition))
        else:
            presumed.append(name)
    if presumed:
        return Scope(False, ("presumed not so: " + law.conditions[presumed[0]].asks,), (), None, tuple(presumed))
    return Scope(None if questions else True, tuple(because), tuple(questions))


def or_when(rule: Rule, facts: Facts, law: "Regime", without: Scope) -> Scope:
    """What a claim adds to an act not caught for sure: unclaimed, presumed absent; a fact of nature is asked."""
    presumed: list[str] = []
    for name in rule.provision.or_when:
        condition = law.conditions[name]
        state = conditions.holds(condition, facts)
        if state or (state is None and condition.unknown == "asked" and without.caught is False):
            return when((name,), facts, law)
        if state is None and condition.unknown != "asked":
            presumed.append(name)
    if not presumed:
        return without
    return Scope(without.caught, without.because, without.questions, without.open, (*without.presumed, *presumed))
