"""Which column means which field of the contract. Headings are compared case-blind, blanks and underscores alike."""

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from article41.bulk.rows import Row, Unreadable
from article41.said import shown
from article41.transaction import BOOLEAN_FACTS, OTHER_FACTS

ROLES = (
    "seller", "buyer", "payer", "payee", "consignee", "consignor", "shipper", "exporter", "importer", "supplier",
    "manufacturer", "sender", "recipient", "beneficiary", "lender", "borrower", "guarantor", "insurer", "insured",
    "carrier", "charterer", "agent", "broker", "intermediary", "employer", "worker", "client", "traveller", "bank",
    "notify party", "end user",
)  # fmt: skip
"""What a party may be to the act, as column headings have it."""

TYPE_OF_ROLE = {"bank": "bank", "traveller": "person", "worker": "person"}
"""Where the role itself says of what type the party is."""

_ACT = ("id", "date", "activity", "from", "to", "via")
_GOODS = ("hs", "description", "origin", "quantity", "unit", "value", "currency", "end use")
_VESSEL = ("imo", "flag", "owner", "operator")
_PARTY = ("country", "type", "birth date")
_ALSO = {
    "vessel": ("vessel", "name"),
    "vessel name": ("vessel", "name"),
    "vessel flag": ("vessel", "flag"),
    "imo number": ("vessel", "imo"),
    "hs code": ("goods", "hs"),
    "party": ("party:", "name"),
}


class Column(NamedTuple):
    """A column that is read: where it stands (from 0), what it is called, and the field it fills."""

    position: int
    heading: str
    part: str
    key: str


def known_headings(facts: frozenset[str]) -> dict[str, tuple[str, str]]:
    """Every heading that is read, in comparable form, with the part of the transaction and the key it fills."""
    known = {name: ("act", name) for name in _ACT} | {name: ("goods", key_of(name)) for name in _GOODS}
    known |= {name: ("vessel", name) for name in _VESSEL} | _ALSO
    for role in (*ROLES, "party"):
        part = "party:" + ("" if role == "party" else role)
        known |= {role: (part, "name")} | {f"{role} {more}": (part, key_of(more)) for more in _PARTY}
    return known | {plain(fact): ("facts", fact) for fact in BOOLEAN_FACTS | OTHER_FACTS | facts}


def plain(heading: str) -> str:
    """A heading in comparable form: `Vessel_Name ` is `vessel name`."""
    return re.sub(r"[\W_]+", " ", heading.casefold()).strip()


def key_of(heading: str) -> str:
    """The contract's key for a plain heading."""
    return heading.replace(" ", "_")


class Layout:
    """The columns of one file. `notes` says, once, what of it is not read or is taken for granted.

    Raises Unreadable where two headings mean the same field or no column holds the date.
    """

    def __init__(self, headings: Sequence[str], facts: frozenset[str] = frozenset()) -> None:
        self.width, self.notes = len(headings), list[str]()
        self._known = known_headings(facts)
        refuse_twins(headings)
        self.columns = [c for n, heading in enumerate(headings) if (c := self._column(n, heading))]
        self._headings = self._by_field()
        if ("act", "date") not in self._headings:
            named = ", ".join(shown(h) for h in headings[:20])
            raise Unreadable(f"no column 'date' in the header; found: {named}")
        self.has_activity = ("act", "activity") in self._headings
        if not self.has_activity:
            self.notes.append("no column 'activity': every row is read as a transfer")

    def _column(self, position: int, heading: str) -> Column | None:
        part, key = self._known.get(plain(heading), ("", ""))
        if part:
            return Column(position, heading.strip(), part, key)
        near = difflib.get_close_matches(plain(heading), self._known, 1)
        nearest = f"; nearest known heading: {key_of(near[0])!r}" if near else ""
        name = f"{shown(heading)!r}" if heading.strip() else f"{position + 1} has no heading and"
        self.notes.append(f"column {name} is not read{nearest}")
        return None

    def _by_field(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for column in self.columns:
            field = column.part, column.key
            if field in found:
                raise Unreadable(f"columns {found[field]!r} and {column.heading!r} mean the same; keep one")
            found[field] = column.heading
        return found

    def row(self, number: int, line: int, cells: Sequence[Any]) -> Row:
        """The row as a transaction in the contract's form; blank cells are left out."""
        said = self._said(cells)
        return Row(number, line, said, partial(self._name_of, said))

    def _said(self, cells: Sequence[Any]) -> dict[str, Any]:
        parts: dict[str, dict[str, Any]] = {"act": {"activity": "" if self.has_activity else "transfer"}}
        for column in self.columns:
            value = cells[column.position]
            value = value.strip() if isinstance(value, str) else value
            if value is not None and value != "":
                parts.setdefault(column.part, {})[column.key] = value
        said = parts.pop("act")
        if isinstance(said.get("via"), str):
            said["via"] = [place.strip() for place in said["via"].split(";") if place.strip()]
        if "goods" in parts:
            said["goods"] = [parts.pop("goods")]
        said |= {part: parts.pop(part) for part in ("vessel", "facts") if part in parts}
        if parts:
            said["parties"] = [_party(part, party) for part, party in parts.items()]
        return said

    def _name_of(self, said: Mapping[str, Any], field: str) -> str:
        """The heading of a field such as `goods[0].hs`; the field itself where no column is to blame."""
        party = re.match(r"parties\[(\d+)\]\.(\w+)", field)
        if party:
            part, key = "party:" + said["parties"][int(party[1])]["role"], party[2]
        else:
            part, _, key = field.replace("goods[0]", "goods").rpartition(".")
        return self._headings.get((part or "act", key), field)


def _party(part: str, said: dict[str, Any]) -> dict[str, Any]:
    role = part.removeprefix("party:")
    implied = {"type": TYPE_OF_ROLE[role]} if role in TYPE_OF_ROLE else {}
    return {"role": role, **implied, **said}


def refuse_twins(headings: Sequence[str]) -> None:
    """Raises Unreadable where two headings are one but for case, blanks and underscores."""
    seen: dict[str, int] = {}
    for number, heading in enumerate(headings, start=1):
        name = plain(heading)
        if name and name in seen:
            raise Unreadable(f"heading {shown(heading.strip())!r} stands twice: in columns {seen[name]} and {number}")
        seen[name] = number
