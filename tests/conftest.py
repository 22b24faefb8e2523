"""What tests share: the law, loaded once, and the acts of the casebook."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from article41 import Regime, load

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)  # what commands print is tested as it goes into a pipe


def _database_of_its_own(worker: str, server: str) -> None:
    """Tests run side by side; a transaction of one would keep another's VACUUM from emptying a table."""
    url = make_url(server)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"drop database if exists {worker}"))
        connection.execute(text(f"create database {worker}"))
    engine.dispose()
    os.environ["A41_TEST_DATABASE"] = url.set(database=worker).render_as_string(hide_password=False)


if "PYTEST_XDIST_WORKER" in os.environ and "A41_TEST_DATABASE" in os.environ:
    _database_of_its_own("a41_" + os.environ["PYTEST_XDIST_WORKER"], os.environ["A41_TEST_DATABASE"])

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
