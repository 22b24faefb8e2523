"""The casebook: every worked case in `cases/` must come out as it says."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from article41 import Regime, Verdict, check, load

CASES = Path(__file__).parent.parent / "cases"
NUMBERS = frozenset({"quantity", "value", "existing_accounts"})
VERDICTS = ("permitted", "conditional", "approval_required", "prohibited", "undetermined")
KEYS = frozenset(
    {"id", "title", "act", "verdict", "accept", "cite", "range", "missing", "conditions", "overlay", "why"}
)
# fmt: off
FAMILIES = (
    "coal", "iron", "lead", "seafood", "minerals", "metals", "textiles", "statues", "sectors-from-dprk",
    "sectors-to-dprk", "crude-oil", "refined-petroleum", "gas-liquids", "aviation-fuel", "luxury", "arms",
    "listed-items", "catch-alls", "vessels-and-helicopters", "insurance", "registration", "charter-and-crew",
    "bunkering", "ship-to-ship", "flights", "ports", "finance", "banks", "listed-parties", "travel",
    "training", "science", "joint-ventures", "workers", "property", "fishing-rights", "exemptions", "no-link",
    "missing-facts", "draft", "timeline", "several-goods", "plain-words",
)
# fmt: on

Case = dict[str, Any]


def typed(value: Any, key: str = "") -> Any:
    """The value with numbers and truth values made real; every other scalar stays text, dates and codes too."""
    if isinstance(value, dict):
        return {name: typed(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [typed(item, key) for item in value]
    if key in NUMBERS:
        return float(value) if "." in value else int(value)
    return {"true": True, "false": False}.get(value, value)


def read_family(path: Path) -> tuple[str, list[Case]]:
    """The family's name and its cases. Raises KeyError where a file has no family or no cases."""
    # BaseLoader reads every scalar as text, so it builds no objects and guesses no types.
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    cases: list[Case] = [{**case, "act": typed(case["act"])} for case in content["cases"]]
    return content["family"], cases


BOOK: dict[str, list[Case]] = dict(read_family(path) for path in sorted(CASES.glob("*.yaml")))
ALL: list[Case] = [case for cases in BOOK.values() for case in cases]


@functools.cache
def law_for(overlay: str) -> Regime:
    """The law in force, or with the draft of that symbol laid over it; an empty symbol means no draft."""
    return load().overlaid(overlay) if overlay else load()


def split_citation(text: str) -> tuple[str, str]:
    """Symbol and paragraph of `S/RES/2371 (2017), paragraph 10`; an empty paragraph accepts any."""
    symbol, _, paragraph = text.partition(", paragraph ")
    return symbol, paragraph


def is_cited(text: str, verdict: Verdict) -> bool:
    """Whether a finding cites that paragraph, or a lettered part of it."""
    symbol, paragraph = split_citation(text)
    pattern = re.compile(re.escape(paragraph) + r"(\(.*)?") if paragraph else re.compile(".*")
    return any(
        finding.cite == symbol and pattern.fullmatch(finding.paragraph) is not None for finding in verdict.findings
    )


@pytest.mark.parametrize("case", ALL, ids=lambda case: str(case["id"]))
def test_case(case: Case) -> None:
    """Verdict, citation, range, questions and conditions of one case."""
    law = law_for(case.get("overlay", ""))
    verdict = check(law.read(case["act"]), law)
    assert verdict.verdict in (case["verdict"], *case.get("accept", ())), case["why"]
    if case["cite"] and verdict.verdict != "permitted":
        assert any(is_cited(text, verdict) for text in case["cite"]), case["cite"]
    if verdict.verdict == "undetermined":
        assert list(verdict.range) == case["range"]
    assert set(case.get("missing", ())) <= {missing.fact for missing in verdict.missing}
    if verdict.verdict == case["verdict"]:
        assert set(case.get("conditions", ())) <= {condition.kind for condition in verdict.conditions}


def test_every_family_has_cases() -> None:
    """Each family has a file of its name, and no file is empty or unknown."""
    assert sorted(BOOK) == sorted(FAMILIES)
    assert sorted(BOOK) == sorted(path.stem for path in CASES.glob("*.yaml"))
    assert all(BOOK.values())


def test_ids_are_unique() -> None:
    """No id stands twice, and each begins with its family."""
    assert [name for name, count in Counter(case["id"] for case in ALL).items() if count > 1] == []
    strays = [case["id"] for family, cases in BOOK.items() for case in cases if not case["id"].startswith(f"{family}-")]
    assert strays == []


def test_there_are_enough_cases() -> None:
    """The casebook holds at least 150 cases."""
    assert len(ALL) >= 150


@pytest.mark.parametrize("case", ALL, ids=lambda case: str(case["id"]))
def test_case_is_well_formed(case: Case) -> None:
    """Known keys and verdicts only; a range exactly where the answer is undetermined; a reason always."""
    assert set(case) <= KEYS
    assert case["verdict"] in VERDICTS
    assert all(verdict in VERDICTS for verdict in (*case.get("accept", ()), *case.get("range", ())))
    assert ("range" in case) == ("undetermined" in (case["verdict"], *case.get("accept", ())))
    assert case["why"].strip()
    assert all(
        re.fullmatch(r"S/RES/\d+ \(\d{4}\), paragraph \S+|S/2022/\d+|draft-2022-04-us", text) for text in case["cite"]
    )
