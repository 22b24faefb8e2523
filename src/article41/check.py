"""The algorithm, on one page.

    transaction → facts → rules in force on the day → each tried: caught? opened? → rulings → verdict

Every unknown is worked at best and at worst. A rule that catches the act leaves `prohibited`, unless an exemption
opens it; the verdict is the worst of what all rules leave. Where best and worst differ, every answer to the missing
facts is tried, so that facts shared by several rules are not counted as if they were independent.
"""

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from article41.exemptions import Opened, opened
from article41.facts import Facts, Question
from article41.law import Regime
from article41.measures import CAUGHT, Scope
from article41.regime import SEVERITY
from article41.rulebook import Rule, Rulebook
from article41.transaction import Transaction
from article41.verdict import Verdict

if TYPE_CHECKING:
    from article41.screening.hits import Hit, Screener

PROHIBITED, PERMITTED = SEVERITY["prohibited"], SEVERITY["permitted"]
MOST_ANSWERS = 64
"""At most so many combinations of answers are tried; beyond, each rule's own range stands."""


class Ruling(msgspec.Struct, frozen=True, gc=False):
    """What one rule leaves of the act, at best and at worst, and why; `advice`: it does not bind, or is presumed away."""

    rule: Rule
    facts: Facts
    scope: Scope
    best: int
    worst: int
    ways: tuple[Opened, ...] = ()
    advice: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.scope.questions + tuple(q for way in self.ways for q in way.questions)


def check(act: Transaction, law: Regime, *, screener: "Screener | None" = None, trace: bool = False) -> Verdict:
    """The verdict on an act under the law of its date (New York days, inclusive).

    `screener` finds listed parties (the built-in list where none is given). With `trace` the verdict also says of every
    measure why it did not apply. Never raises on a transaction that was read; equal input gives equal bytes.
    """
    from article41.explain import verdict  # the answer in words; it needs the types of this module

    hits = _screened(act, law, screener)
    rulings = judge_all(act, law, hits)
    outcomes = _outcomes(act, law, hits, rulings)
    return verdict(act, law, hits, rulings, outcomes, screener, trace)


def judge_all(
    act: Transaction, law: Regime, hits: "tuple[Hit, ...]", assumed: dict[str, Any] | None = None
) -> list[Ruling]:
    """Every rule of the day that catches the act, or might, tried on each of its goods."""
    book, rulings = law.rulebook(act.date, act.activity), []
    for number in range(max(1, len(act.goods))):
        facts = Facts(act, law.territory, hits, number, assumed)
        for rule in _candidates(book, facts, law, first=number == 0):
            ruling = judge(rule, facts, law)
            if ruling:
                rulings.append(ruling)
    return rulings


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


def bounds(rulings: list[Ruling]) -> tuple[int, int]:
    """The worst of what all rules leave: at best, and at worst."""
    return max((r.best for r in rulings), default=PERMITTED), max((r.worst for r in rulings), default=PERMITTED)


class Outcomes(NamedTuple):
    """The bounds for every combination of answers to the facts `asked`; one empty combination when none was tried."""

    asked: tuple[Question, ...]
    by_answer: dict[tuple[Any, ...], tuple[int, int]]

    @property
    def best(self) -> int:
        return min(low for low, _ in self.by_answer.values())

    @property
    def worst(self) -> int:
        return max(high for _, high in self.by_answer.values())


def _outcomes(act: Transaction, law: Regime, hits: "tuple[Hit, ...]", rulings: list[Ruling]) -> Outcomes:
    plain = bounds(rulings)
    asked = tuple({q.key: q for r in rulings if r.best < r.worst for q in r.questions if q.answers}.values())
    answers = list(product(*(q.answers for q in asked)))
    if plain[0] == plain[1] or not asked or len(answers) > MOST_ANSWERS:
        return Outcomes((), {(): plain})
    tried = {a: bounds(judge_all(act, law, hits, {q.key: v for q, v in zip(asked, a, strict=True)})) for a in answers}
    return Outcomes(asked, tried)


def _candidates(book: Rulebook, facts: Facts, law: Regime, first: bool) -> list[Rule]:
    """Rules that could catch this good; those that look at no goods are tried once."""
    act = facts.act
    found: dict[int, Rule] = {}
    if facts.touches and act.goods:
        for key in law.goods.membership(facts.good.codes, facts.good.description).classes:
            for rule in book.by_class.get(key, ()):
                found[id(rule)] = rule
    always = book.always[facts.to_dprk, facts.from_dprk]
    rules = [*found.values(), *(always if first else (r for r in always if r.measure.kind == "goods"))]
    if first and facts.hits:
        rules += [*book.listed, *book.vessels]
    return rules


def _screened(act: Transaction, law: Regime, screener: "Screener | None") -> "tuple[Hit, ...]":
    if not act.parties and not act.vessel:
        return ()
    from article41.screening.built_in import built_in, of_draft

    hits = (screener or built_in()).screen(act)
    if law.overlay_from and act.date >= law.overlay_from:
        hits += of_draft(law.overlay, law.listings, law.overlay_from).screen(act)
    return hits
