"""The public contract for machines: JSON Schemas of a transaction and of a verdict, made from the project's own types.

    python -m article41.schemas           prints both
    python -m article41.schemas FOLDER    writes transaction.schema.json and verdict.schema.json into FOLDER

What a type cannot say (that a country is two capitals, that a quantity is not negative) stands in `FORMS`. The schema
is the contract's strict form; `article41.read_transaction` also reads names, dotted codes and other ways of writing.
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from article41.transaction import Transaction
from article41.verdict import Verdict

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, type[msgspec.Struct]] = {"transaction": Transaction, "verdict": Verdict}

_COUNTRY = {"pattern": "^[A-Z]{2}$"}
_NOT_NEGATIVE = {"minimum": 0}
FORMS: dict[str, dict[str, Schema]] = {
    "Transaction": {"from": _COUNTRY, "to": _COUNTRY},
    "Good": {
        "hs": {"pattern": "^[0-9][0-9. ]{1,13}$"},
        "origin": _COUNTRY,
        "quantity": _NOT_NEGATIVE,
        "value": _NOT_NEGATIVE,
        "currency": {"pattern": "^[A-Z]{3}$"},
    },
    "Party": {"country": _COUNTRY, "type": {"enum": ["person", "entity", "vessel", "bank"]}},
    "Vessel": {"flag": _COUNTRY},
}
"""What the contract asks of a field beyond its type, by struct and field."""

OWN = {"Transaction": ("unclear", "warnings"), "Good": ("codes",)}
"""Fields that reading adds; nobody sends them."""


def schema(kind: str) -> Schema:
    """The JSON Schema of `transaction` or `verdict`. Raises KeyError for any other kind."""
    _, parts = msgspec.json.schema_components([KINDS[kind]], ref_template="{name}")
    plain = _plain(parts[KINDS[kind].__name__], parts)
    return {"$schema": DIALECT, "title": KINDS[kind].__name__, **plain}


def _plain(node: Any, parts: dict[str, Schema]) -> Any:
    """A node in the contract's form: written out, without null, defaults or our docstrings."""
    if isinstance(node, list):
        return [_plain(item, parts) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _struct(node["$ref"], parts)
    if "anyOf" in node:
        return _choice([_plain(option, parts) for option in node["anyOf"]])
    if "prefixItems" in node:
        return _pair(node, parts)
    if "properties" in node:
        return _struct(node["title"], parts)
    return {key: _plain(value, parts) for key, value in node.items() if key != "default"}


def _struct(name: str, parts: dict[str, Schema]) -> Schema:
    """An object with its fields; `required` only where something is."""
    said, forms, own = parts[name], FORMS.get(name, {}), OWN.get(name, ())
    fields = {
        field: _plain(node, parts) | forms.get(field, {})
        for field, node in said["properties"].items()
        if field not in own
    }
    required = {"required": said["required"]} if said["required"] else {}
    return {"type": "object", **required, "properties": fields}


def _choice(options: list[Schema]) -> Schema:
    """One of several plain types. An absent field is left out, so null is no choice; a whole number is a number."""
    left = [option for option in options if option not in ({"type": "null"}, {"type": "integer"})]
    return left[0] if len(left) == 1 else {"type": [option["type"] for option in left]}


def _pair(node: Schema, parts: dict[str, Schema]) -> Schema:
    """A pair of like things, such as `range`, as a list of exactly two."""
    return {"type": "array", "items": _plain(node["prefixItems"][0], parts), "minItems": 2, "maxItems": 2}


def text(kind: str) -> str:
    """The schema of a kind as it stands in its file. Raises KeyError for an unknown kind."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Write both schemas into `folder`, which must exist."""
    for kind in KINDS:
        (folder / f"{kind}.schema.json").write_text(text(kind), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Write both schemas into the folder named first, or print them where none is named."""
    if arguments:
        write(Path(arguments[0]))
    else:
        print("".join(text(kind) for kind in KINDS), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
