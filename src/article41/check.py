"""The algorithm, on one page.

    transaction → facts → rules in force on the day → each tried: caught? opened? → rulings → verdict

Every unknown is worked at best and at worst. A rule that catches the act leaves `prohibited`, unless an exemption
opens it; the verdict is the worst of what all rules leave. Where best and worst differ, every answer to the missing
facts is tried, so that facts shared by several rules are not counted as if they were independent.
"""

from itertools import product
from typing import TYPE_CHECKING, Any

from article41.exemptions import opened
from article41.explain import verdict
from article41.facts import Facts
from article41.law import Regime
from article41.ledger.book import built_in as built_in_ledger
from article41.measures import CAUGHT
from article41.regime import SEVERITY
from article41.rulebook import Rule, Rulebook
from article41.ruling import PERMITTED, PROHIBITED, Outcomes, Ruling, bounds
from article41.transaction import Transaction
from article41.verdict import Verdict

if TYPE_CHECKING:
    from article41.ledger.view import Ledger
    from article41.screening.hits import Hit, Screener

MOST_ANSWERS = 64
"""At most so many combinations of answers are tried; beyond, each rule's own range stands."""


def check(
    act: Transaction,
    law: Regime,
    *,
    screener: "Screener | None" = None,
    ledger: "Ledger | None" = None,
    trace: bool = False,
) -> Verdict:
    """The verdict on an act under the law of its date (New York days, inclusive).

    `screener` finds listed parties, `ledger` says what was delivered under a cap (the built-in list and the deliveries
    as reported where none is given). With `trace` the verdict also says of every measure why it did not apply. Never
    raises on a transaction that was read; equal input gives equal bytes.
    """
    ledger = ledger or built_in_ledger(law)
    hits = screened(act, law, screener)
    rulings = judge_all(act, law, hits, ledger)
    outcomes = _outcomes(act, law, hits, rulings, ledger)
    return verdict(act, law, hits, rulings, outcomes, screener, ledger, trace)


def judge_all(
    act: Transaction, law: Regime, hits: "tuple[Hit, ...]", ledger: "Ledger", assumed: dict[str, Any] | None = None
) -> list[Ruling]:
    """Every rule of the day that catches the act, or might: on the act as a whole, and on each of its goods."""
    book = law.rulebook(act.date, act.activity)
    of_act = Facts(act, law.territory, hits, None, assumed, ledger)
    tried = [(rule, of_act) for rule in _about_the_act(book, of_act, law)]
    for number in range(max(1, len(act.goods))):
        of_good = Facts(act, law.territory, hits, number, assumed, ledger) if len(act.goods) > 1 else of_act
        tried += [(rule, of_good) for rule in _about_goods(book, of_good, law)]
    return [ruling for rule, facts in tried if (ruling := judge(rule, facts, law))]


def judge(rule: Rule, facts: Facts, law: Regime) -> Ruling | None:
    """What a rule leaves of an act; None where it does not bear on it."""
    scope = CAUGHT[rule.measure.kind](rule, facts, law)
    if scope.caught is False:
        presumed = scope.presumed and facts.touches and rule.binds
        return Ruling(rule, facts, scope, PERMITTED, PERMITTED, advice=True) if presumed else None
    if not rule.binds:
        return Ruling(rule, facts, scope, PERMITTED, PERMITTED, advice=True)
    ways = tuple(opened(opening, facts, law) for opening in rule.openings)
    best = min((way.best for way in ways), default=PROHIBITED)
    worst = min((way.worst for way in ways), default=PROHIBITED)
    if scope.open:
        best, worst = min(best, SEVERITY[scope.open.best]), min(worst, SEVERITY[scope.open.worst])
    elif scope.caught is None:
        best = PERMITTED
    return Ruling(rule, facts, scope, best, worst, ways)


def _outcomes(
    act: Transaction, law: Regime, hits: "tuple[Hit, ...]", rulings: list[Ruling], ledger: "Ledger"
) -> Outcomes:
    plain = bounds(rulings)
    asked = tuple({q.key: q for r in rulings if r.best < r.worst for q in r.questions if q.answers}.values())
    answers = list(product(*(q.answers for q in asked)))
    if plain[0] == plain[1] or not asked or len(answers) > MOST_ANSWERS:
        return Outcomes((), {(): plain})
    assumed = ({q.key: v for q, v in zip(asked, a, strict=True)} for a in answers)
    tried = {a: bounds(judge_all(act, law, hits, ledger, known)) for a, known in zip(answers, assumed, strict=True)}
    return Outcomes(asked, tried)


def _about_the_act(book: Rulebook, facts: Facts, law: Regime) -> list[Rule]:
    """Rules that look at the act as a whole: its activity, parties and ships."""
    always = book.always[facts.to_dprk, facts.from_dprk]
    rules = [rule for rule in always if rule.measure.kind != "goods"]
    if facts.hits:
        return [*rules, *book.listed, *book.vessels]
    if facts.act.parties or facts.act.vessel:
        return [*rules, *book.claimed]
    return [*rules, *(rule for rule in book.claimed if _is_claimed(rule, facts, law))] if facts.act.facts else rules


def _is_claimed(rule: Rule, facts: Facts, law: Regime) -> bool:
    """Whether a fact is stated that can bring in a listed party whom nobody named."""
    return any(law.conditions[name].fact in facts.act.facts for name in rule.provision.or_when)


def _about_goods(book: Rulebook, facts: Facts, law: Regime) -> list[Rule]:
    """Rules that look at one good: those that name a class it may belong to, and those that look at all goods."""
    always = [r for r in book.always[facts.to_dprk, facts.from_dprk] if r.measure.kind == "goods"]
    if not facts.touches:
        return always
    classes = law.goods.membership(facts.good.codes, facts.good.description).classes
    return [*{id(r): r for key in classes for r in book.by_class.get(key, ())}.values(), *always]


def screened(act: Transaction, law: Regime, screener: "Screener | None" = None) -> "tuple[Hit, ...]":
    """Everybody listed on the act's day whom a party or ship of it meets, or who stands behind one."""
    if not act.parties and not act.vessel:
        return ()
    from article41.screening.built_in import built_in, of_draft
    from article41.screening.holdings import behind

    lists = [screener or built_in()]
    if law.draft and act.date >= law.draft.in_force_if_adopted:
        lists.append(of_draft(law.overlay, law.draft.listings, law.draft.in_force_if_adopted))
    return tuple(hit for names in lists for hit in (*names.screen(act), *behind(act, names)))
