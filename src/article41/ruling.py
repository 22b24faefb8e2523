"""What rules leave of an act: the ruling of one, the bounds of all, and the outcome of every answer tried."""

from typing import Any, NamedTuple

import msgspec

from article41.exemptions import Opened
from article41.facts import Facts, Question
from article41.measures.scope import Scope
from article41.regime import SEVERITY
from article41.rulebook import Rule

PROHIBITED, PERMITTED = SEVERITY["prohibited"], SEVERITY["permitted"]


class Ruling(msgspec.Struct, frozen=True, gc=False):
    """What one rule leaves of the act, at best and at worst; `advice`: it does not bind, or is presumed away."""

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
