"""The acts in `examples/` show every activity and every answer, and fit the schemas; so does every worked case."""

import functools
import json
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator
from test_casebook import ALL, law_for
from test_schemas import CONTRACT, at, checker

from article41 import Regime, Transaction, check
from article41.bulk import Row, open_source, rows
from article41.schemas import schema

ACTS = Path(__file__).parents[1] / "examples" / "acts.csv"


@pytest.fixture(scope="module")
def acts(law: Regime) -> list[Transaction]:
    """The acts of the file, in order; none of its rows may be faulty."""
    found = list(rows(open_source(str(ACTS)), law.boolean_facts))
    assert [row for row in found if not isinstance(row, Row)] == []
    return [law.read(row.said) for row in found if isinstance(row, Row)]


@functools.cache
def validators(kind: str) -> list[Draft202012Validator]:
    """Our schema and, where it is at hand, the contract's."""
    theirs = CONTRACT / f"{kind}.schema.json"
    return [checker(schema(kind))] + ([checker(json.loads(theirs.read_text()))] if theirs.is_file() else [])


def faults(kind: str, said: msgspec.Struct) -> list[str]:
    """What the schemas find wrong with a transaction or a verdict, written as JSON."""
    written = json.loads(msgspec.json.encode(said))
    return [error.message for validator in validators(kind) for error in validator.iter_errors(written)]


def test_there_are_enough_examples(acts: list[Transaction]) -> None:
    """At least 45 acts, each named once, from 2006 to 2026, with every activity of the contract."""
    assert len(acts) >= 45
    assert len({act.id for act in acts}) == len(acts)
    years = {act.date.year for act in acts}
    assert (min(years), max(years)) == (2006, 2026)
    assert {act.activity for act in acts} == set(at("transaction.activity")["enum"])


def test_nothing_in_the_examples_is_left_unread(acts: list[Transaction]) -> None:
    """Every column is known, and every value could be read in one way only."""
    assert {act.id: act.warnings for act in acts if act.warnings} == {}


def test_the_examples_show_every_answer(acts: list[Transaction], law: Regime) -> None:
    """All five verdicts stand among the answers."""
    assert {check(act, law).verdict for act in acts} == set(at("verdict.verdict")["enum"])


def test_examples_fit_the_schemas(acts: list[Transaction], law: Regime) -> None:
    """Every example, once read, is a transaction of the contract, and its verdict with a trace is a verdict of it."""
    for act in acts:
        assert faults("transaction", act) == [], act.id
        assert faults("verdict", check(act, law, trace=True)) == [], act.id


def test_cases_fit_the_schemas() -> None:
    """The same holds for every worked case."""
    for case in ALL:
        law = law_for(case.get("overlay", ""))
        act = law.read(case["act"])
        assert faults("transaction", act) == [], case["id"]
        assert faults("verdict", check(act, law)) == [], case["id"]
