"""One small module per kind of measure: `caught(rule, facts, law)` says whether an act falls under a rule.

The answer is a Scope: caught (True), not caught (False) or open (None); the reasons; the questions that would settle
it; and, where the law itself leaves the point open, that question.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from article41.facts import Facts
from article41.measures import goods, listed, services, vessels
from article41.measures.scope import Scope
from article41.rulebook import Rule

if TYPE_CHECKING:
    from article41.law import Regime

CAUGHT: dict[str, Callable[[Rule, Facts, "Regime"], Scope]] = {
    "goods": goods.caught,
    "services": services.caught,
    "listed": listed.caught,
    "vessels": vessels.caught,
    "duty": services.caught,
}

__all__ = ["CAUGHT", "Scope"]
