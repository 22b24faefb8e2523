"""The acts in `examples/` show every activity and every answer, and fit the schemas; so does every worked case."""

import csv
import functools
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from article41 import check, load
from article41.schemas import schema
from test_casebook import ALL, law_for
from test_schemas import CONTRACT, at, checker

ACTS = Path(__file__).parents[1] / "examples" / "acts.csv"

GOODS = ("hs", "description", "origin", "quantity", "unit", "value", "currency")
ROLES = ("seller", "buyer", "payee", "bank", "traveller")
VESSEL = {"vessel name": "name", "imo": "imo", "flag": "flag"}
PLAIN = ("id", "date", "activity", "from", "to")


@functools.cache
def validators(kind: str) -> list[Draft202012Validator]:
    """Our schema and, where it is at hand, the contract's."""
    theirs = CONTRACT / f"{kind}.schema.json"
    return [checker(schema(kind))] + ([checker(json.loads(theirs.read_text()))] if theirs.is_file() else [])


def act_of(row: dict[str, str]) -> dict[str, Any]:
    """The transaction of a row of `examples/acts.csv`; every column that is nothing else is a fact."""
    said = {column: value for column, value in row.items() if value}
    numbers = {column: float(said[column]) for column in ("quantity", "value") if column in said}
    good = {column: numbers.get(column, said[column]) for column in GOODS if column in said}
    parties = [{"role": role, "name": said[role]} for role in ROLES if role in said]
    vessel = {field: said[column] for column, field in VESSEL.items() if column in said}
    known = {*GOODS, *ROLES, *VESSEL, *PLAIN, "via"}
    facts = {
        column: {"true": True, "false": False}.get(value, value)
        for column, value in said.items()
        if column not in known
    }
    via = said["via"].split(";") if "via" in said else []
    more = {"via": via, "goods": [good] if good else [], "parties": parties, "facts": facts}
    return {column: said[column] for column in PLAIN} | more | ({"vessel": vessel} if vessel else {})


def rows() -> list[dict[str, Any]]:
    """The acts of `examples/acts.csv`, in order."""
    with ACTS.open(encoding="utf-8", newline="") as file:
        return [act_of(row) for row in csv.DictReader(file)]


def test_there_are_enough_examples() -> None:
    """The examples are many, name each act once, run from 2006 to 2026 and show all five answers."""
    acts, law = rows(), load()
    assert len(acts) >= 45
    assert len({act["id"] for act in acts}) == len(acts)
    assert {"2006", "2026"} <= {act["date"][:4] for act in acts}
    assert {act["activity"] for act in acts} == set(at("transaction.activity")["enum"])
    assert {check(law.read(act), law).verdict for act in acts} == set(at("verdict.verdict")["enum"])


def test_examples_fit_the_schemas() -> None:
    """Every example but the one with an unclear country is a transaction of the contract; every verdict is one too."""
    law = load()
    for act in rows():
        wrong = {error.json_path for said in validators("transaction") for error in said.iter_errors(act)}
        assert wrong == ({"$.from"} if act["from"] == "KOREA" else set()), act["id"]
        verdict = json.loads(check(law.read(act), law, trace=True).to_json())
        assert [error.message for said in validators("verdict") for error in said.iter_errors(verdict)] == [], act["id"]


def test_cases_fit_the_schemas() -> None:
    """The verdict of every worked case is one of the contract, and of ours."""
    said = validators("verdict")
    for case in ALL:
        law = law_for(case.get("overlay", ""))
        verdict = json.loads(check(law.read(case["act"]), law).to_json())
        assert [error.message for validator in said for error in validator.iter_errors(verdict)] == [], case["id"]
