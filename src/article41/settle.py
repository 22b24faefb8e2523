"""What only the law's tables can settle of a transaction that was read: units, amounts, and the names of services."""

import difflib
import re
from collections.abc import Callable, Iterator

import msgspec

from article41.derived import BANK_RELATIONS, SERVICE_WORDS
from article41.errors import InputError
from article41.transaction import Fact, FieldError, Transaction
from article41.units import UnitTable


def settled(act: Transaction, units: UnitTable) -> Transaction:
    """The act with its facts in the law's words. Raises FieldError where a unit, an amount or a number cannot be read.

    A financial service or bank relation in unknown words is left unknown, with a warning: it is asked, not guessed.
    """
    for field, fault in _faults(act, units):
        raise FieldError(field, fault)
    facts = dict(act.facts)
    warnings = [
        *_named(facts, "financial_service", _service),
        *_named(facts, "bank_relation", _relation),
        *_named(facts, "committee_approval", _approval),
    ]
    return msgspec.structs.replace(act, facts=facts, warnings=(*act.warnings, *warnings)) if warnings or facts else act


def _faults(act: Transaction, units: UnitTable) -> Iterator[tuple[str, str]]:
    for n, good in enumerate(act.goods):
        if good.unit:
            yield from _fault(f"goods[{n}].unit", units.unit, good.unit)
    for name in ("cumulative", "prior_12_months"):
        for part in amounts_in(act.facts.get(name)):
            yield from _fault(f"facts.{name}", units.amount, part)
    held = act.facts.get("existing_accounts")
    if held is not None and not str(held).isdigit():
        yield "facts.existing_accounts", f"found {held!r}, expected a whole number of accounts"


def _fault(field: str, read: Callable[[str], object], text: str) -> Iterator[tuple[str, str]]:
    try:
        read(text)
    except InputError as fault:
        yield field, str(fault)


def amounts_in(said: Fact | None) -> list[str]:
    """The amounts of a text such as `300000 t; 20000000 USD`."""
    return [] if said is None else [part.strip() for part in str(said).replace(" and ", ";").split(";") if part.strip()]


def _named(facts: dict[str, Fact], name: str, read: Callable[[str], str | None]) -> Iterator[str]:
    said = facts.get(name)
    if said is None:
        return
    known = read(str(said))
    if known:
        facts[name] = known
    else:
        del facts[name]
        yield f"fact {name!r}: {said!r} shows nothing that is known here and was not used"


def _service(text: str) -> str | None:
    plain = text.replace("_", " ")
    found = SERVICE_WORDS.found(plain)
    return sorted(found)[0] if found else None


NOT_AN_APPROVAL = frozenset(
    {
        *("applied", "asked", "awaited", "awaiting", "denied", "expired", "false", "no", "none", "not", "pending"),
        *("refused", "rejected", "requested", "revoked", "sought", "unknown", "withdrawn"),
    }
)


def _approval(text: str) -> str | None:
    """An approval is shown by its reference; words that say there is none, or none yet, show nothing."""
    return None if NOT_AN_APPROVAL.intersection(re.findall(r"[a-z]+", text.lower())) else text


def _relation(text: str) -> str | None:
    near = difflib.get_close_matches(text.strip().lower().replace(" ", "_"), BANK_RELATIONS, 1, 0.85)
    return near[0] if near else None
