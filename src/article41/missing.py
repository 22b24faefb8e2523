"""The facts that would decide, in the order in which to ask for them."""

from typing import Any

from article41.ruling import Outcomes, Ruling
from article41.verdict import Missing


def missing(rulings: list[Ruling], outcomes: Outcomes) -> tuple[Missing, ...]:
    """Facts that would decide, first the one whose answer leaves the least open.

    A fact whose answers were tried and never changed the bounds is left out. Facts that cannot be tried (a code, a
    quantity) come after those that settle something, the code first.
    """
    questions = {q.fact: q for r in rulings if r.best < r.worst for q in r.questions}
    tried = {q.fact: n for n, q in enumerate(outcomes.asked)}
    widest = float(outcomes.worst - outcomes.best)
    width = {fact: _left_open(n, outcomes) for fact, n in tried.items() if _bears(n, outcomes)}
    telling = [q for fact, q in questions.items() if fact not in tried or fact in width]
    ordered = sorted(telling, key=lambda q: (width.get(q.fact, widest), q.fact != "hs", q.fact))
    return tuple(Missing(q.fact, q.text) for q in ordered)


def _left_open(position: int, outcomes: Outcomes) -> float:
    """The mean width of the range that is left when this one fact is known."""
    groups: dict[Any, list[tuple[int, int]]] = {}
    for answers, bounds in outcomes.by_answer.items():
        groups.setdefault(answers[position], []).append(bounds)
    widths = [max(high for _, high in g) - min(low for low, _ in g) for g in groups.values()]
    return sum(widths) / len(widths)


def _bears(position: int, outcomes: Outcomes) -> bool:
    """Whether some answer to the fact changes the bounds while the other answers stay."""
    seen: dict[tuple[Any, ...], tuple[int, int]] = {}
    for answers, bounds in outcomes.by_answer.items():
        others = answers[:position] + answers[position + 1 :]
        if seen.setdefault(others, bounds) != bounds:
            return True
    return False
