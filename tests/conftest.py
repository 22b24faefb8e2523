"""What tests share: the law, loaded once, and the acts of the casebook."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from article41 import Regime, load

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def law() -> Regime:
    """The project's own law."""
    return load()


def casebook_acts() -> list[dict[str, Any]]:
    """Every act of the casebook, in the contract's form, in the order of the files."""
    files = sorted(f for f in (ROOT / "cases").glob("*.yaml") if f.stem != "timeline")
    acts = []
    for file in files:
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            acts.append(dict(case["act"], date=str(case["act"]["date"]), id=case["id"]))
    return acts
