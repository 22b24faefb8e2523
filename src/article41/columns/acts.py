"""Acts in the contract's form as rows of a frame, where they are plain enough; the others are judged one by one."""

from collections.abc import Mapping
from typing import Any

from article41.bulk.headings import ROLES, TYPE_OF_ROLE

_ACT = frozenset({"id", "date", "activity", "from", "to"})
_TEXTS = frozenset({"hs", "description", "origin", "unit", "currency", "end_use"})
NUMBERS = frozenset({"quantity", "value"})
"""The headings under which a row of a frame holds numbers."""
_VESSEL = frozenset({"name", "imo", "flag", "owner", "operator"})
_PARTY = frozenset({"role", "name", "country", "type", "birth_date"})


def as_row(said: Mapping[str, Any]) -> dict[str, Any] | None:
    """The act by column headings; None where it holds more than one row can say: facts, several goods, holdings.

    All values are text, but for `quantity` and `value`, which are numbers.
    """
    act = {key: value for key, value in said.items() if key not in ("goods", "parties", "vessel")}
    goods, parties, vessel = said.get("goods") or [], said.get("parties") or [], said.get("vessel")
    if not _texts(act, _ACT) or not {"date", "activity"} <= act.keys():
        return None
    if len(_listed(goods)) > 1 or len(goods) != len(_listed(goods)):
        return None
    row = dict(act)
    for good in goods:
        numbers = {key: value for key, value in good.items() if key in NUMBERS}
        if not _texts({k: v for k, v in good.items() if k not in numbers}, _TEXTS) or not _are_numbers(numbers):
            return None
        row |= good
    if vessel is not None:
        if not isinstance(vessel, dict) or not vessel or not _texts(vessel, _VESSEL):
            return None
        row |= {"vessel" if key == "name" else key: value for key, value in vessel.items()}
    return _with_parties(row, parties)


def _with_parties(row: dict[str, Any], parties: Any) -> dict[str, Any] | None:
    """The row with a group of columns for each party; None where two share a role or one's type would be implied."""
    seen: set[str] = set()
    for party in parties if isinstance(parties, list) else [None]:
        if not isinstance(party, dict) or not _texts(party, _PARTY):
            return None
        role = party.get("role")
        if role not in ROLES or role in seen or "name" not in party or (role in TYPE_OF_ROLE and "type" not in party):
            return None
        seen.add(role)
        row |= {role if key == "name" else f"{role} {key}": value for key, value in party.items() if key != "role"}
    return row


def _listed(value: Any) -> list[Any]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _texts(said: Mapping[str, Any], known: frozenset[str]) -> bool:
    """Whether all is text under known keys, and nothing that a cell of a table would lose, such as blanks around it."""
    return all(key in known and isinstance(v, str) and v and v == v.strip() for key, v in said.items())


def _are_numbers(said: Mapping[str, Any]) -> bool:
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in said.values())
