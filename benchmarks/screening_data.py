"""Where the screening benchmarks read: the shared data beside the repository, and fresh queries with another seed."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from article41.screening import Entry, Query

SHARED = Path(os.environ.get("ARTICLE41_SHARED", Path(__file__).parents[2] / "shared"))
TYPES = {"Person": "person", "Organization": "entity", "Company": "entity", "Vessel": "vessel", "Airplane": "vessel"}


def the_list() -> list[Entry]:
    """The 18,866 entities of the peer benchmark; aircraft stand with ships, which they are screened like."""
    with gzip.open(SHARED / "data/bench/list.json.gz", "rt", encoding="utf-8") as file:
        return [entry(one) for one in json.load(file)]


def entry(one: dict[str, Any]) -> Entry:
    first, *others = one["names"]
    return Entry(id=one["id"], type=TYPES[one["schema"]], name=first, aliases=tuple(others))  # type: ignore[arg-type]


def queries() -> list[dict[str, Any]]:
    """The 4,000 labelled queries of the peer benchmark (seed 41)."""
    with gzip.open(SHARED / "data/bench/queries.json.gz", "rt", encoding="utf-8") as file:
        return list(json.load(file))


def fresh_queries(seed: int) -> list[dict[str, Any]]:
    """4,000 queries made by the peer benchmark's own script with another seed; needs the package faker."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        unzip(SHARED / "data/ofac/ofac-2025-05-sdn-cleaned.csv.gz", data / "sdnk.csv")
        unzip(SHARED / "data/un/consolidated-2026-02-27.xml.gz", data / "un_moov.xml")
        run = f"import common, runpy; common.SEED = {seed}; runpy.run_path('build_data.py')"
        environment = {
            **os.environ,
            "BENCH_DATA": folder,
            "PYTHONPATH": str(SHARED / "bench"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        subprocess.run(
            [sys.executable, "-c", run], cwd=SHARED / "bench", env=environment, check=True, stdout=subprocess.DEVNULL
        )
        return list(json.loads((data / "queries.json").read_text(encoding="utf-8")))


def unzip(source: Path, target: Path) -> None:
    target.write_bytes(gzip.decompress(source.read_bytes()))


def as_query(one: dict[str, Any], typed: bool = True) -> Query:
    return Query(one["q"], TYPES[one["schema"]] if typed else None)
