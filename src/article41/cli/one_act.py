"""One act said by flags, put into the contract's form."""

import csv
import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from article41.bulk.headings import ROLES
from article41.bulk.rows import Row
from article41.said import shown

F = TypeVar("F", bound=Callable[..., Any])

GOODS = ("hs", "description", "origin", "quantity", "unit", "value", "currency", "end_use")
VESSEL = {"vessel": "name", "imo": "imo", "flag": "flag", "owner": "owner", "operator": "operator"}
_HELP = {
    "id": "Your own reference.",
    "date": "Day of the act, e.g. 2019-03-04.",
    "activity": "What is done: transfer (when left out), finance, port_call, ...",
    "from": "Where goods, money or people leave: code or name.",
    "to": "Where they arrive in the end.",
    "via": "A place passed on the way; may be repeated.",
    "hs": "HS code of 2 to 10 digits, with or without dots.",
    "description": "The goods, or the service, in words.",
    "origin": "Country of origin, where it is not --from.",
    "quantity": "How much.",
    "unit": "Of what unit: t, kg, bbl, l, m3, unit, ...",
    "value": "Value of the goods or the payment.",
    "currency": "Its currency, e.g. USD.",
    "end-use": "What the goods are for.",
    "party": "A party; may be repeated. A name with a comma stands in quotes of its own.",
    "vessel": "Name of the vessel.",
    "imo": "Its IMO number.",
    "flag": "Its flag.",
    "owner": "Its owner.",
    "operator": "Its operator.",
    "fact": "A further fact, e.g. livelihood=true; may be repeated.",
}
_METAVAR = {"party": "NAME[,ROLE][,COUNTRY][,TYPE]", "fact": "NAME=VALUE", "date": "DAY"}
_SEVERAL = ("via", "party", "fact")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")


def flags(command: F) -> F:
    """Adds the flags that say an act to a command."""
    for name, text in reversed(_HELP.items()):
        dest = name.replace("-", "_") + ("_" if name == "from" else "")
        metavar = _METAVAR.get(name, "TEXT")
        command = click.option(f"--{name}", dest, help=text, multiple=name in _SEVERAL, metavar=metavar)(command)
    return command


def row(said: Mapping[str, Any]) -> Row:
    """The act that the flags say, as a row; faults will name the flag. Raises click.UsageError on a malformed flag."""
    act = {name: said[name] for name in ("id", "date", "to") if name in said}
    act["activity"] = said.get("activity", "transfer")
    if "from_" in said:
        act["from"] = said["from_"]
    good = {name: said[name] for name in GOODS if name in said}
    vessel = {key: said[name] for name, key in VESSEL.items() if name in said}
    act |= {"via": list(said.get("via", ())), "goods": [good] if good else []}
    act["parties"] = [party(text) for text in said.get("party", ())]
    act["facts"] = dict(fact(text) for text in said.get("fact", ()))
    return Row(1, 0, act | ({"vessel": vessel} if vessel else {}), flag_of)


def party(text: str) -> dict[str, str]:
    """A party from `NAME[,ROLE][,COUNTRY][,TYPE]`; parts may stay empty. Raises click.UsageError."""
    parts = [part.strip() for part in next(csv.reader([text], skipinitialspace=True), [])]
    if not parts or len(parts) > 4:
        raise click.UsageError(f"--party {shown(text)!r}: found {len(parts)} parts, expected {_METAVAR['party']}")
    said = dict(zip(("name", "role", "country", "type"), parts, strict=False))
    _check_role(said.get("role", ""))
    return {key: value for key, value in said.items() if value}


def _check_role(role: str) -> None:
    """A word that is no role is more likely half of a name, and half a name would not be found on a list."""
    if role and role.casefold() not in ROLES:
        near = difflib.get_close_matches(role.casefold(), ROLES, 1)
        hint = f"nearest: {near[0]}" if near else "a name with a comma stands in quotes: '\"Name, Ltd.\",buyer'"
        raise click.UsageError(f"--party: {shown(role)!r} is no role; {hint}; roles: {', '.join(ROLES)}")


def fact(text: str) -> tuple[str, bool | int | float | str]:
    """A fact from `NAME=VALUE`: true, false, a number or a text. Raises click.UsageError."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals):
        raise click.UsageError(f"--fact {shown(text)!r}: expected NAME=VALUE, such as livelihood=true")
    if value.lower() in ("true", "false"):
        return name, value.lower() == "true"
    if _NUMBER.fullmatch(value):
        return name, float(value) if "." in value else int(value)
    return name, value


def flag_of(field: str) -> str:
    """The flag that says a field: `goods[0].hs` is `--hs`."""
    part, _, key = field.rpartition(".")
    if part.startswith("parties["):
        return f"--party ({key})"
    if part == "facts":
        return f"--fact {key}"
    own = {key: name for name, key in VESSEL.items()} if part == "vessel" else {}
    return f"--{own.get(key, key).replace('_', '-')}"
