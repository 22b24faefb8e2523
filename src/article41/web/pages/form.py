"""The form of Check: an act as the parameters of an address, and what is asked of it next.

The names of parameters are the headings of a sheet: a form is a sheet of one row.
"""

import difflib
from collections.abc import Mapping
from typing import NamedTuple, get_args
from urllib.parse import urlencode

from article41.asking import NOT_ASKED, NOT_KNOWN, VESSELS, choices_of, hint
from article41.bulk.headings import Layout, key_of, known_headings, plain
from article41.bulk.rows import Row
from article41.law import Regime
from article41.regime import Activity
from article41.said import shown
from article41.transaction import BOOLEAN_FACTS, OTHER_FACTS
from article41.verdict import Verdict
from article41.web.problems import Refused

UNKNOWN = "unknown"
"""What a parameter of a fact says when nobody knows it: it is not asked again."""
OWN = ("overlay", "was", "trace")
"""Parameters beside the act: a draft laid over the law, the act as it was before a change, and the whole trace."""
LABELS = {
    "date": "Day",
    "activity": "What is done",
    "from": "From (country)",
    "to": "To (country)",
    "via": "Places passed, parted by ;",
    "hs": "HS code",
    "description": "Goods, or the service, in words",
    "origin": "Country of origin, where it is not the first",
    "quantity": "Quantity",
    "unit": "Unit (t, kg, bbl, l, m3, unit)",
    "value": "Value",
    "currency": "Currency",
    "end_use": "End use",
    "party": "A party, by name",
    "party_country": "Its country",
    "vessel": "Vessel, by name",
    "imo": "IMO number",
    "flag": "Flag (country)",
    "owner": "Owner of the vessel",
    "operator": "Operator of the vessel",
}
PLAIN = ("from", "to", "hs", "description", "party", "party_country")
MORE = ("via", "origin", "quantity", "unit", "value", "currency", "end_use")
PARTIES = ("buyer", "seller", "bank", "consignee")
"""Roles whose fields are offered; an address may have any role of a sheet."""
SHIP = ("vessel", "imo", "flag", "owner", "operator")


class Field(NamedTuple):
    """One field: `kind` is text, date, number, select or truth; `options` are the words of a select."""

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    hint: str = ""
    options: tuple[str, ...] = ()
    fault: str = ""


class Said(NamedTuple):
    """What an address says: `given` the act's parameters that are not blank, `own` the others."""

    given: dict[str, str]
    own: dict[str, str]

    @property
    def query(self) -> str:
        """The act as the query of an address."""
        return urlencode(self.given)

    def row(self, law: Regime) -> Row:
        """The act as a row of a sheet; facts that nobody knows are left out."""
        known = {k: v for k, v in self.given.items() if not _is_unknown(k, v, law)}
        return Layout(list(known), law.boolean_facts).row(1, 0, list(known.values()))


def said(sent: Mapping[str, str], law: Regime) -> Said:
    """What parameters say. Raises Refused for one that is not read, with the nearest."""
    known = {key_of(heading): heading for heading in known_headings(law.boolean_facts)}
    names = {name: key_of(plain(name)) for name in sent}
    for name, key in names.items():
        if key not in known and name not in OWN:
            near = difflib.get_close_matches(key, [*known, *OWN], 1)
            raise Refused(
                400, f"parameter {shown(name)!r} is not read" + (f"; nearest: {near[0]}" if near else ""), name
            )
    filled = {name: value.strip() for name, value in sent.items() if value.strip()}
    own = {name: value for name, value in filled.items() if name in OWN}
    return Said({names[name]: value for name, value in filled.items() if name not in OWN}, own)


def _is_unknown(name: str, value: str, law: Regime) -> bool:
    return name in BOOLEAN_FACTS | OTHER_FACTS | law.boolean_facts and value.casefold() in NOT_KNOWN


class Asked(NamedTuple):
    """The form as it is shown: what begins it, the fields by group, the next question, and the others left open."""

    first: tuple[Field, ...]
    groups: tuple[tuple[str, tuple[Field, ...], bool], ...]
    next: tuple[Field, ...]
    later: tuple[Field, ...]


def asked(told: Said, law: Regime, verdict: Verdict | None, fault: tuple[str, str] = ("", "")) -> Asked:
    """The form of an act as far as it was told; `fault` is a parameter and what is wrong with it."""
    field = _Fields(told, law, fault).field
    first = (field("date"), field("activity"))
    if not {"date", "activity"} <= told.given.keys():
        return Asked(first, (), (), ())
    groups = _groups(told, law)
    standing = {name for _, names, _ in groups for name in names}
    missing = [m for m in verdict.missing if m.fact not in NOT_ASKED] if verdict else []
    open_ = [m for m in missing if m.fact not in told.given]
    questions = [tuple(field(name, m.question) for name in _places(m.fact)) for m in open_]
    in_question = {f.name for some in questions for f in some}
    shown_groups = tuple(
        (title, tuple(field(n) for n in names if n not in in_question), is_open) for title, names, is_open in groups
    )
    facts = tuple(field(n) for n in told.given if n not in standing and n not in ("date", "activity", "id"))
    shown_groups += (("Further facts", facts, True),) if facts else ()
    later = tuple(f for some in questions[1:] for f in some if f.name not in {q.name for q in questions[0]})
    return Asked(first, tuple(g for g in shown_groups if g[1]), questions[0] if questions else (), _once(later))


def _once(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple({f.name: f for f in fields}.values())


def _groups(told: Said, law: Regime) -> list[tuple[str, tuple[str, ...], bool]]:
    """The groups of plain fields: title, names, and whether it stands open."""
    is_ship = told.given["activity"] in VESSELS or bool({*SHIP} & told.given.keys())
    roles = tuple(f"{role}{part}" for role in PARTIES for part in ("", "_country"))
    known = known_headings(law.boolean_facts)
    others = tuple(n for n in told.given if n not in (*roles, *PLAIN) and known[plain(n)][0].startswith("party:"))
    further = (*roles, *others)
    return [
        ("Where, what and who", PLAIN, True),
        ("The vessel", SHIP, is_ship),
        ("More on the goods", MORE, bool({*MORE} & told.given.keys())),
        ("Parties by role", further, bool({*further} & told.given.keys())),
    ]


def _places(fact: str) -> tuple[str, ...]:
    """The fields that answer a question."""
    if fact == "identity":
        return ("identity", "party_country")
    return {"quantity": ("quantity", "unit"), "value": ("value", "currency")}.get(fact, (fact,))


class _Fields:
    def __init__(self, told: Said, law: Regime, fault: tuple[str, str]) -> None:
        self.told, self.law, self.fault = told, law, fault

    def field(self, name: str, question: str = "") -> Field:
        """The field of a parameter, under its question where one is asked."""
        value = self.told.given.get(name, "")
        fault = self.fault[1] if self.fault[0] == name else ""
        label = question if question and name not in ("unit", "currency", "party_country") else ""
        label = label or LABELS.get(name) or self._question(name)
        kind, options = self._kind(name)
        said = hint(name, self.law) if kind == "text" and question and name in OTHER_FACTS | {"quantity"} else ""
        return Field(name, label, value, kind, said if name != "quantity" else "", options, fault)

    def _question(self, name: str) -> str:
        asks = next((c.asks for c in self.law.conditions.values() if c.fact == name), "")
        return asks or name.replace("_", " ").capitalize()

    def _kind(self, name: str) -> tuple[str, tuple[str, ...]]:
        if name == "activity":
            return "select", get_args(Activity)
        if name in ("date", "contract_date"):
            return "date", ()
        if name in BOOLEAN_FACTS | self.law.boolean_facts:
            return "truth", ("yes", "no", UNKNOWN)
        choices = choices_of(name, self.law) if name in OTHER_FACTS else ()
        return ("select", (*choices, UNKNOWN)) if choices else ("text", ())
