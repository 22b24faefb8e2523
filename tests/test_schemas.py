"""The schemas in `schemas/` are what the types say and hold the public contract, word for word."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from article41.schemas import KINDS, main, schema, text

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT.parent / "shared" / "contract"
HOLDS_AS_IS = ("pattern", "minimum", "minItems", "maxItems", "format", "additionalProperties")

# The contract's names, so that they are held even where the contract's own files are not at hand.
PROPERTIES = {
    "transaction": "id date activity from to via goods parties vessel facts",
    "transaction.goods": "hs description origin quantity unit value currency end_use",
    "transaction.parties": "role name country type identifiers",
    "transaction.vessel": "name imo flag owner operator",
    "verdict": "id verdict range as_of findings conditions missing matches advisories versions",
    "verdict.findings": "measure effect cite paragraph because applies_to source routes",
    "verdict.conditions": "kind text cite paragraph",
    "verdict.missing": "fact question",
    "verdict.matches": "party entry name score listed_on cite paragraph",
    "verdict.advisories": "",
}
REQUIRED = {
    "transaction": "date activity",
    "transaction.parties": "name",
    "verdict": "verdict range as_of findings conditions missing matches advisories versions",
    "verdict.findings": "measure effect cite paragraph because",
    "verdict.conditions": "kind text",
    "verdict.missing": "fact question",
    "verdict.matches": "party entry name score",
}
FOUR = "prohibited approval_required conditional permitted"
ENUMS = {
    "transaction.activity": (
        "transfer finance bank assets travel insure register_vessel charter crew bunker port_call ship_to_ship flight "
        "employ joint_venture training science technical_assistance lease_property fishing_rights"
    ),
    "transaction.parties.type": "person entity vessel bank",
    "verdict.verdict": FOUR + " undetermined",
    "verdict.range": FOUR,
    "verdict.findings.effect": FOUR,
    "verdict.conditions.kind": "cap notify report approval end_use no_designated_party inspection other",
}

needs_contract = pytest.mark.skipif(not CONTRACT.is_dir(), reason="the contract's own files are not at hand")


def at(path: str) -> dict[str, Any]:
    """The part of our schema at a path such as `verdict.findings.effect`; lists are entered."""
    kind, *fields = path.split(".")
    node = schema(kind)
    for field in fields:
        node = entered(node)["properties"][field]
    return entered(node)


def entered(node: dict[str, Any]) -> dict[str, Any]:
    """A list's items, or the node itself."""
    found: dict[str, Any] = node.get("items", node)
    return found


def checker(found: dict[str, Any]) -> Draft202012Validator:
    """A validator that looks at dates too."""
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=FormatChecker())


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_are_what_the_types_say(kind: str) -> None:
    """`schemas/` is up to date; `python -m article41.schemas schemas` renews it."""
    assert (ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8") == text(kind)


def test_writing_and_printing_give_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a folder both files are written; without one both are printed, one after the other."""
    main([str(tmp_path)])
    main([])
    written = [(tmp_path / f"{kind}.schema.json").read_text(encoding="utf-8") for kind in KINDS]
    assert "".join(written) == capsys.readouterr().out


@pytest.mark.parametrize(("path", "names"), PROPERTIES.items())
def test_every_property_of_the_contract_is_there(path: str, names: str) -> None:
    """The contract may be added to; no name of it may be renamed or dropped."""
    assert set(names.split()) <= set(at(path)["properties"])


@pytest.mark.parametrize(("path", "names"), REQUIRED.items())
def test_the_contract_requires_what_we_require(path: str, names: str) -> None:
    """Neither more nor less is required than the contract says."""
    assert set(at(path)["required"]) == set(names.split())


@pytest.mark.parametrize(("path", "words"), ENUMS.items())
def test_the_contract_knows_the_same_words(path: str, words: str) -> None:
    """Activities, answers and kinds are the contract's, all of them and no others."""
    assert set(at(path)["enum"]) == set(words.split())


def differences(theirs: dict[str, Any], ours: dict[str, Any], path: str) -> list[str]:
    """Where our schema says less than the contract's, or something else. Saying more is no difference."""
    found = [f"{path}: {key}" for key in HOLDS_AS_IS if key in theirs and not same(theirs[key], ours.get(key))]
    if not types(ours) <= types(theirs):
        found.append(f"{path}: type")
    if "enum" in theirs and set(theirs["enum"]) != set(ours.get("enum", ())):
        found.append(f"{path}: enum")
    if "properties" in theirs and set(theirs.get("required", ())) != set(ours.get("required", ())):
        found.append(f"{path}: required")
    for name, node in theirs.get("properties", {}).items():
        mine = ours.get("properties", {}).get(name)
        found += differences(node, mine, f"{path}.{name}") if mine else [f"{path}.{name}: not there"]
    return found + (differences(theirs["items"], ours.get("items", {}), f"{path}[]") if "items" in theirs else [])


def same(theirs: Any, ours: Any) -> bool:
    """Whether two values say the same; the order of types means nothing."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return types(theirs) == types(ours)
    return bool(theirs == ours)


def types(node: dict[str, Any]) -> set[str]:
    """The types that a node allows; an enumeration of words allows texts."""
    said = node.get("type", "string")
    return {said} if isinstance(said, str) else set(said)


@needs_contract
@pytest.mark.parametrize("kind", KINDS)
def test_our_schema_says_what_the_contract_says(kind: str) -> None:
    """Every property, requirement, enumeration, pattern and bound of the contract's own file is in ours."""
    theirs = json.loads((CONTRACT / f"{kind}.schema.json").read_text())
    assert differences(theirs, schema(kind), kind) == []


def test_a_dropped_or_changed_word_is_a_difference() -> None:
    """The comparison above can fail: a missing property, a word too few and a looser pattern are all found."""
    ours = schema("transaction")
    theirs = json.loads(text("transaction"))
    del ours["properties"]["via"]
    ours["properties"]["activity"]["enum"].remove("flight")
    ours["properties"]["from"]["pattern"] = "^[A-Z]+$"
    assert sorted(differences(theirs, ours, "t")) == ["t.activity: enum", "t.from: pattern", "t.via: not there"]


def test_what_is_not_the_contract_is_refused() -> None:
    """A date that is none, an unknown activity, a negative quantity and a long country name are all found."""
    act = {"date": "2019-02-31", "activity": "teleport", "from": "North Korea", "goods": [{"quantity": -1}]}
    wrong = {error.json_path for error in checker(schema("transaction")).iter_errors(act)}
    assert wrong == {"$.date", "$.activity", "$.from", "$.goods[0].quantity"}
