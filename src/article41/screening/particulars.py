"""What is said of somebody besides the name: type, country, birth date, identifiers. Do they agree with an entry?"""

import re
from typing import Literal

from article41.screening.entries import Entry
from article41.screening.hits import Query

Verdict = Literal["agrees", "weakens", "ends"]


def of_type(said: str | None, entry: Entry) -> bool:
    """Whether an entry is of the type that was said: a bank is an entity; nothing said fits everything."""
    return said is None or (("entity" if said == "bank" else said) == entry.type)


def weighed(query: Query, entry: Entry) -> tuple[Verdict, tuple[str, ...]]:
    """Whether country and birth date agree with an entry, and the reasons.

    Another birth date, or for a person another country, ends a match: that is someone else. A company may trade from
    another country, and a ship changes its flag: that weakens, and where the name is only near it ends the likeness.
    """
    reasons: list[str] = []
    verdict: Verdict = "agrees"
    if query.birth_date and entry.birth_dates:
        if not any(same_birth(query.birth_date, known) for known in entry.birth_dates):
            return "ends", ("birth date differs",)
        reasons.append(f"birth date {query.birth_date} agrees")
    known = (*entry.countries, *entry.flags)
    if query.country and known:
        if query.country in known:
            reasons.append(f"country {query.country} agrees")
        elif entry.type == "person":
            return "ends", ("country differs",)
        else:
            verdict = "weakens"
            reasons.append(f"country {query.country}, listed {', '.join(known)}")
    return verdict, tuple(reasons)


def same_birth(said: str, known: str) -> bool:
    """Whether two birth dates agree as far as both are given: `1960` and `1960-02-29` do."""
    shorter, longer = sorted((said.strip(), known.strip()), key=len)
    return longer.startswith(shorter)


def bare(identifier: str) -> str:
    """An identifier without blanks, punctuation, case and `IMO` before it."""
    return re.sub(r"[\W_]+", "", identifier).casefold().removeprefix("imo")


def identifiers_of(entry: Entry) -> tuple[str, ...]:
    """All identifiers of an entry, bare; its reference number and IMO number among them."""
    given = (value for values in entry.identifiers.values() for value in values)
    return tuple(bare(value) for value in (entry.id, entry.imo, *given) if value)
