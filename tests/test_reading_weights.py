"""What a statement's words weigh for its positions: the file is what the project's annotated reports teach."""

import importlib.util
from typing import Any, get_args

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from reading_score import reports

from article41.reading.found import Stance
from article41.reading.stance import MOST, stances
from article41.reading.weights import Weights, _weights, features, likelihoods

NEAR = 3
"""Hundredths by which machines' arithmetic may part a weight."""


@pytest.fixture(scope="module")
def tool() -> Any:
    """`tools/stance_weights.py`."""
    spec = importlib.util.spec_from_file_location("stance_weights", ROOT / "tools" / "stance_weights.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_file_is_what_the_reports_teach(tool: Any) -> None:
    """Learning again gives the weights that are kept, small ones apart; nothing is learned from what is held out."""
    of = [r for r in reports(ROOT / "tests" / "news") if not r.name.startswith(tool.HELD_OUT)]
    again, kept = tool.weights(of), _weights()
    assert tuple(again["positions"]) == kept.positions and set(kept.positions) <= set(get_args(Stance))
    rows = {name: {int(n): w for n, w in row.items()} for name, row in again["of"].items()}
    apart = [(name, n) for name in {*rows, *kept.of} for n in range(len(kept.positions)) if _apart(rows, kept, name, n)]
    assert apart == []


def _apart(rows: dict[str, dict[int, float]], kept: Weights, name: str, n: int) -> bool:
    one, other = rows.get(name, {}).get(n), kept.of.get(name, {}).get(n)
    weights = [abs(w) for w in (one, other) if w is not None]
    if None in (one, other):
        return bool(weights) and weights[0] > 10 + NEAR
    return abs((one or 0) - (other or 0)) > NEAR


@given(st.text(max_size=300), st.sampled_from([None, "PRK", "USA", "XXX"]), st.sampled_from(["named", "institution"]))
def test_any_words_have_positions(said: str, government: str | None, record: str) -> None:
    """One or two of those known, none twice, and `informational` by itself alone; likelihoods lie between 0 and 1."""
    found = stances(said, "", government, record)
    assert 1 <= len(found) <= MOST and len(set(found)) == len(found) and set(found) <= set(get_args(Stance))
    assert "informational" not in found or found == ["informational"]
    assert all(0 < value < 1 for value in likelihoods(said, government, record).values())


def test_words_count_by_their_beginning_and_by_pairs() -> None:
    """`condemned` and `condemnation` are one feature; the speaker's government and standing are others."""
    assert {"condem", "condem the", "the"} <= features("Condemned the launch", "JPN", "named")
    assert features("condemnation", "JPN", "named") == {"condem", "", "=JPN", "=named", "=JPN named"}
