"""What of an act the law looks at beyond where, when and which classes: its amounts, and the words that describe it.

Both are answered from the rules that `check` would try, and err towards yes: a yes only costs a row its shortcut.
"""

from collections.abc import Iterable

from article41.derived import FROM_WORDS
from article41.facts import Facts
from article41.law import Regime
from article41.rulebook import Rule
from article41.transaction import Transaction


def asks_amounts(act: Transaction, law: Regime) -> bool:
    """Whether a quantity or a value of the act's goods can change the answer: a cap, or a line in money."""
    return any(
        any(o.exemption.within for o in rule.openings) or any(rule.measure.goods[name].above for name in rule.goods)
        for rule in _rules(act, law)
    )


def asks_words(act: Transaction, law: Regime) -> bool:
    """Whether a description can change the answer: always where something links the act to the territory."""
    return Facts(act, law.territory).touches or any(_reads_words(rule, law) for rule in _rules(act, law))


def _rules(act: Transaction, law: Regime) -> Iterable[Rule]:
    """The rules that may bear on an act nobody of which is listed."""
    book, facts = law.rulebook(act.date, act.activity), Facts(act, law.territory)
    yield from book.always[facts.to_dprk, facts.from_dprk]
    yield from book.claimed
    if facts.touches:
        classes = law.goods.membership(facts.good.codes, "").classes
        yield from (rule for key in classes for rule in book.by_class.get(key, ()))


def _reads_words(rule: Rule, law: Regime) -> bool:
    exemptions = [opening.exemption for opening in rule.openings]
    names = {*rule.provision.when, *rule.provision.or_when}
    names.update(name for e in exemptions for name in (*e.grounds, *e.terms))
    asked = [law.conditions[name] for name in names]
    return (
        rule.measure.kind == "goods"
        or bool(rule.measure.subjects)
        or any(c.words or not FROM_WORDS.isdisjoint((c.fact, *c.or_facts)) for c in asked)
    )
