"""Whether a condition holds on the facts: true, false or None (unknown), as the public contract reads silence."""

from article41.facts import Facts, Question, question
from article41.regime import Condition


def holds(condition: Condition, facts: Facts) -> bool | None:
    """True where any fact that answers the condition makes it true; False where one is known and none does; else None.

    What no fact answers, words of the description or the places passed may (`words`). A fact of nature that nobody
    stated is a question only when something links the act to the territory.
    """
    known = False
    if condition.fact:
        value = facts.value(condition.fact)
        if value is not None:
            if value in condition.accepted:
                return True
            known = True
    for fact, wanted in condition.or_facts.items():
        value = facts.value(fact)
        if value is not None:
            if value is wanted:
                return True
            known = True
    if condition.words and (said := condition.terms.found(facts.said)):
        return False not in said
    if known or (condition.unknown == "asked" and not facts.touches):
        return False
    return None


def because(condition: Condition, facts: Facts) -> str:
    """Which fact answered the condition, and where it came from; empty when nothing did."""
    for fact in (condition.fact, *condition.or_facts):
        value, source = facts.known(fact) if fact else (None, "")
        if value is not None:
            return source
    return f"from {facts.said!r}" if condition.words and condition.terms.found(facts.said) else ""


def asks(condition: Condition) -> Question:
    """The question to put when the condition is unknown and would decide."""
    return question(condition.fact, condition.asks)
