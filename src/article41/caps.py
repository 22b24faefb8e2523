"""Whether an act fits under a cap: its own amount on top of what was already delivered in the cap's period.

Amounts are compared in the cap's own unit. Tons become barrels by the factor table that the cap names, product by
product, in the order the Committee's Secretary uses; the factor is named in the answer. Law and sources of the factors
stand in `law/units.yaml`.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from article41.facts import Facts, Question, question
from article41.quantity import Amount
from article41.regime import Cap
from article41.settle import amounts_in
from article41.transaction import Good
from article41.units import UnitTable

if TYPE_CHECKING:
    from article41.ledger.view import SoFar

HOW_MUCH = "How much is delivered by this act, in what unit?"
SO_FAR = "How much had all states together delivered in the cap's period before this act?"


class Limit(NamedTuple):
    """A figure of the cap, and as the text writes it."""

    amount: Amount
    text: str


class Fit(NamedTuple):
    """`state`: inside (True), over (False) or unknown (None); `text` says the sum; `questions` would settle it.

    `left` is the share of the limit that was left before the act; None where deliveries so far are not known.
    """

    state: bool | None
    text: str
    questions: tuple[Question, ...] = ()
    left: Decimal | None = None


def fits(cap: Cap, goods: tuple[Good, ...], facts: Facts, units: UnitTable, reported: "SoFar | None" = None) -> Fit:
    """Whether the act fits, with all its `goods` under the cap together.

    Deliveries so far are those stated (`cumulative`), else those `reported` in the ledger. Nothing known of them
    leaves the door open: the cap becomes a condition.
    """
    if cap.cap:
        limits = [Limit(units.amount(text), text) for text in (cap.cap, cap.alternative) if text]
        stated = _delivered(facts, units)
        if reported and not stated:
            return _by_reports(limits, reported, cap, goods, units)
        return _under(limits, stated, cap, goods, units)
    prior = facts.value("prior_12_months")
    if prior is None:
        text = "How much did the supplying state deliver in the twelve months before the measure?"
        return Fit(None, cap.own_past_level, (question("prior_12_months", text),))
    limits = [Limit(units.amount(str(prior)), str(prior))]
    return _under(limits, _delivered(facts, units), cap, goods, units)


def _by_reports(limits: list[Limit], reported: "SoFar", cap: Cap, goods: tuple[Good, ...], units: UnitTable) -> Fit:
    """Reports are partial and late: only what they show for sure closes the door, and room is never sure."""
    least = _under(limits, list(reported.least), cap, goods, units)
    most = _under(limits, list(reported.most), cap, goods, units)
    at_least = "" if reported.least == reported.most else "at least "
    if least.state is False:
        return Fit(False, f"{at_least}{least.text}; {reported.text}")
    if most.state is False:
        text = f"{at_least}{least.text}; at most {most.text}; {reported.text}"
        return Fit(None, text, (Question("cumulative", SO_FAR),))
    return Fit(True, f"{at_least}{least.text}; {reported.text}", (), least.left)


def _under(limits: list[Limit], so_far: list[Amount], cap: Cap, goods: tuple[Good, ...], units: UnitTable) -> Fit:
    """The figure that is over, else one that is open, else the one of which least was left."""
    if not cap.whichever_is_lower and len(limits) > 1:
        limits = [_measured_in(limits, units, so_far, *(_amounts(good, units) for good in goods))]
    sums = [_sum(limit, so_far, cap, goods, units) for limit in limits]
    by_state = {fit.state: fit for fit in reversed(sums)}
    least = min(sums, key=lambda fit: fit.left if fit.left is not None else Decimal(2))
    return by_state.get(False) or by_state.get(None) or least


def _sum(limit: Limit, so_far: list[Amount], cap: Cap, goods: tuple[Good, ...], units: UnitTable) -> Fit:
    """The sum under one limit: what was delivered so far, and this act on top."""
    most, scope = limit.amount, f"{limit.text} ({cap.counted})"
    used = _first(most, so_far, cap, goods[0], units)
    own = _all(most, cap, goods, units)
    if used is None:
        return _alone(most, own, scope)
    if own is None:
        return _before(most, used[0], scope)
    total, left = used[0] + own[0], max(most.quantity - used[0], Decimal(0))
    state = total <= most.quantity
    text = (
        f"{used[0]:,.0f} {most.unit} so far and {own[0]:,.0f} by this act{own[1]} make {total:,.0f}, "
        f"{'within' if state else 'over'} {scope}; {left:,.0f} were left"
    )
    return Fit(state, text, (), left / most.quantity if most.quantity else Decimal(0))


def _alone(limit: Amount, own: tuple[Decimal, str] | None, scope: str) -> Fit:
    """Nothing is known of deliveries so far: only an act that passes the cap by itself is over it."""
    if own is not None and own[0] > limit.quantity:
        return Fit(False, f"this act alone is {own[0]:,.0f} {limit.unit}{own[1]}, over the cap of {scope}")
    if not limit.quantity:
        return Fit(False, f"the cap is {scope}: nothing may be delivered")
    return Fit(True, f"within {scope}; what was delivered so far in the period is not known here")


def _before(limit: Amount, used: Decimal, scope: str) -> Fit:
    """The act's own amount is not known in the limit's unit: a full cap is closed, an open one asks."""
    if used >= limit.quantity:
        return Fit(False, f"{used:,.0f} {limit.unit} so far already fill the cap of {scope}")
    money = len(limit.unit) == 3 and limit.unit.isupper()
    ask = Question("value", f"What is the act worth in {limit.unit}?") if money else Question("quantity", HOW_MUCH)
    return Fit(None, f"{used:,.0f} {limit.unit} so far under {scope}", (ask,))


def _delivered(facts: Facts, units: UnitTable) -> list[Amount]:
    return [units.amount(part) for part in amounts_in(facts.value("cumulative"))]


def _amounts(good: Good, units: UnitTable) -> list[Amount]:
    """What is said of one good's amount: its quantity, its value."""
    amounts = []
    if good.quantity is not None and good.unit:
        amounts.append(Amount(Decimal(str(good.quantity)), units.unit(good.unit)))
    if good.value is not None and good.currency:
        amounts.append(Amount(Decimal(str(good.value)), good.currency))
    return amounts


def _all(limit: Amount, cap: Cap, goods: tuple[Good, ...], units: UnitTable) -> tuple[Decimal, str] | None:
    """All goods of the act together in the limit's unit; None where one of them cannot be expressed in it."""
    each = [_first(limit, _amounts(good, units), cap, good, units) for good in goods]
    known = [amount for amount in each if amount is not None]
    if len(known) < len(each):
        return None
    return sum((amount for amount, _ in known), Decimal(0)), "".join(dict.fromkeys(factor for _, factor in known))


def _measured_in(limits: list[Limit], units: UnitTable, *said: list[Amount]) -> Limit:
    """Of figures joined by a bare "or", the one that deliveries are stated in; the first where none is."""
    found = (limit for amounts in said for limit in limits if _same_kind(limit.amount, amounts, units))
    return next(found, limits[0])


def _same_kind(limit: Amount, amounts: list[Amount], units: UnitTable) -> bool:
    return any(units.to(amount, limit.unit) is not None for amount in amounts)


def _first(limit: Amount, amounts: list[Amount], cap: Cap, good: Good, units: UnitTable) -> tuple[Decimal, str] | None:
    """The first of the amounts that can be expressed in the limit's unit, plainly or by a named factor of the cap."""
    for amount in amounts:
        plain = units.to(amount, limit.unit)
        if plain is not None:
            return plain.quantity, ""
    for amount in amounts:
        by_factor = units.convert(amount, limit.unit, cap.factors, good)
        if by_factor is not None:
            return by_factor[0].quantity, f" ({by_factor[1].named})"
    return None
