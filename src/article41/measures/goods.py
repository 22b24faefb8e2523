"""Measures on goods: by code or description, less the classes left out, above a value line, or by an end use."""

from decimal import Decimal
from typing import TYPE_CHECKING

from article41.facts import Facts, Question
from article41.measures.scope import Scope, both, direction, or_when, when
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime

CODE = "What is the HS code of the goods (at least the six-digit subheading)?"
DESCRIPTION = "What are the goods, in plain words? The HS code alone does not tell."
ASK = {"hs": CODE, "description": DESCRIPTION}


def caught(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    """Caught when the direction fits, the goods belong (or an `or_when` condition holds) and all conditions hold."""
    scope = direction(rule, facts)
    if scope.caught is False:
        return scope
    goods = _goods(rule, facts, law)
    if goods.caught is not True and rule.provision.or_when:
        goods = or_when(rule, facts, law, goods)
    scope = both(scope, goods)
    return scope if scope.caught is False else both(scope, when(rule.provision.when, facts, law))


def _goods(rule: Rule, facts: Facts, law: "Regime") -> Scope:
    belongs = law.goods.membership(facts.good.codes, facts.good.description)
    ask = Question(belongs.ask, ASK[belongs.ask])
    if rule.goods:
        return _classes(rule, facts, law, belongs.classes, ask)
    if rule.provision.or_when:
        return Scope(False, ("it names no class of goods",))
    left_out = [belongs.classes.get((rule.name, name), False) for name in rule.provision.excluding]
    if True in left_out:
        return Scope(False, (f"the goods are {' or '.join(rule.provision.excluding)}, which it leaves out",))
    return Scope(None, (), (ask,)) if None in left_out else Scope(True)


def _classes(
    rule: Rule, facts: Facts, law: "Regime", classes: dict[tuple[str, str], bool | None], ask: Question
) -> Scope:
    scopes = [_class(rule, name, facts, classes.get((rule.name, name), False), ask, law) for name in rule.goods]
    for wanted in (True, None):
        for scope in scopes:
            if scope.caught is wanted and (wanted or scope.caught is None):
                return scope
    for n, question in enumerate(rule.measure.open):
        state = classes.get((rule.name, f"?{n}"), False)
        if state is not False:
            return Scope(
                None, (f"{_said(facts)}: {question.question}",), (Question("open", question.question),), question
            )
    return Scope(False, (f"{_said(facts)} is none of: {', '.join(rule.goods)}",))


def _class(rule: Rule, name: str, facts: Facts, state: bool | None, ask: Question, law: "Regime") -> Scope:
    if state is False:
        return Scope(False)
    if state is None:
        return Scope(None, (f"{_said(facts)} may be {name}",), (ask,))
    line = rule.measure.goods[name].above
    reason = (f"{_said(facts)} is {name}",)
    return both(Scope(True, reason), _above(line, facts, law)) if line else Scope(True, reason)


def _above(line: str, facts: Facts, law: "Regime") -> Scope:
    """Whether the value of one unit is above the line (the line itself is not)."""
    limit, good = law.units.amount(line), facts.good
    ask = (Question("value", f"Is one unit worth more than {line}?"),)
    if good.value is None or good.currency != limit.unit:
        return Scope(None, (), ask)
    count = good.quantity if good.quantity and good.unit and law.units.is_count(good.unit) else None
    if count is None and good.quantity not in (None, 1):
        return (
            Scope(None, (), ask)
            if Decimal(str(good.value)) > limit.quantity
            else Scope(False, (f"worth no more than {line}",))
        )
    each = Decimal(str(good.value)) / Decimal(str(count or 1))
    if each <= limit.quantity:
        return Scope(False, (f"{each:,.0f} {limit.unit} a unit is not above {line}",))
    return Scope(True, (f"{each:,.0f} {limit.unit} a unit is above {line}",))


def _said(facts: Facts) -> str:
    good = facts.good
    if good.hs:
        return f"HS {good.hs}" + (f" ({good.description})" if good.description else "")
    return f"{good.description!r}" if good.description else "goods not described"
