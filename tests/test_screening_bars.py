"""The bars that screening must not fall below, on sets of labelled names; figures are in docs/screening.md."""

import csv
import gzip
import json
import random
from pathlib import Path

import pytest

from article41.screening import Entry, Query
from article41.screening.built_in import built_in
from article41.screening.matching import compare
from article41.screening.screener import ListScreener
from article41.screening.thresholds import POSSIBLE

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
TYPES = {"Person": "person", "Organization": "entity", "Vessel": "vessel", "Airplane": "vessel"}
needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="the shared data is not here; the tests on the built-in list stand for it"
)


@pytest.mark.parametrize("script", ["hangul", "hanja"])
def test_listed_koreans_in_their_own_script(script: str) -> None:
    """Every listed individual is found from Hangul and from Chinese characters, and is the first candidate."""
    with (ROOT / "benchmarks" / "korean_names.csv").open(encoding="utf-8", newline="") as file:
        people = [(row[script], row["ref"]) for row in csv.DictReader(file)]
    first = [ref for name, ref in people if [c.entry.id for c in built_in().screen_name(name, "person")][:1] == [ref]]
    assert len(first) / len(people) >= 0.90


def test_listed_names_find_themselves() -> None:
    """Every good name of the built-in list meets its own entry, as a match unless it is a ship with a number."""
    screener = built_in()
    for entry in screener.entries:
        for name in entry.names:
            found = {c.entry.id: c.decision for c in screener.screen_name(name, entry.type)}
            assert found[entry.id] == ("possible" if entry.type == "vessel" and entry.imo else "match")


@pytest.mark.parametrize(("type_", "bar"), [("entity", 0.95), ("person", 0.75)])
def test_misspelt_names_of_the_built_in_list(type_: str, bar: float) -> None:
    """One letter lost, two exchanged, or words in another order, of names of ten letters or more.

    A Korean name so changed is often another Korean name (Ri Son Hyok, Ri Song Hyok), and then rightly not met.
    """
    chance, screener = random.Random(41), built_in()
    entries = [e for e in screener.entries if e.type == type_]
    asked = [(misspelt(name, chance), entry) for entry in entries for name in entry.names[:2] if len(name) > 9]
    found = [entry.id in {c.entry.id for c in screener.screen_name(name, type_)} for name, entry in asked]
    assert found and sum(found) / len(found) >= bar


def misspelt(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name) - 2)
    kind = chance.choice(["lost", "exchanged", "order"])
    if kind == "order":
        return " ".join(sorted(name.split(), reverse=True))
    return name[:at] + (name[at + 1 :] if kind == "lost" else name[at + 1] + name[at] + name[at + 2 :])


@pytest.mark.parametrize("first", ["Maria", "John", "Wei", "Fatima", "Ivan", "Kenji", "Anna", "Carlos"])
def test_ordinary_names_meet_nobody(first: str) -> None:
    """Common names of the world are not taken for listed ones."""
    families = ["Garcia", "Smith", "Zhang", "Hassan", "Petrov", "Tanaka", "Schmidt", "Silva", "Okafor", "Nguyen"]
    assert [f for f in families if built_in().screen_name(f"{first} {f}", "person")] == []


@needs_shared
def test_labelled_pairs() -> None:
    """Precision and F1 on the labelled pairs stay at 0.85 or more."""
    with (SHARED / "names" / "name-pairs-labelled.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = [compare(r["name1"], r["name2"], r["schema"] == "Person").score >= POSSIBLE for r in rows]
    true = [r["is_match"] == "true" for r in rows]
    both = sum(a and b for a, b in zip(said, true, strict=True))
    precision, recall = both / sum(said), both / sum(true)
    assert precision >= 0.85
    assert 2 * precision * recall / (precision + recall) >= 0.85


@needs_shared
def test_perturbed_names() -> None:
    """At least 0.95 of perturbed listed names are found, and at most 0.5 % of clean names are hit."""
    with gzip.open(SHARED / "bench" / "list.json.gz", "rt", encoding="utf-8") as file:
        listed = json.load(file)
    with gzip.open(SHARED / "bench" / "queries.json.gz", "rt", encoding="utf-8") as file:
        said = json.load(file)
    screener = ListScreener(
        Entry(id=e["id"], type=TYPES[e["schema"]], name=e["names"][0], aliases=tuple(e["names"][1:]))  # type: ignore[arg-type]
        for e in listed
    )
    found = screener.screen_many([Query(q["q"], TYPES[q["schema"]]) for q in said])
    right = [any(c.entry.id == q["truth"] for c in f) for q, f in zip(said, found, strict=True) if q["truth"]]
    clean = [bool(f) for q, f in zip(said, found, strict=True) if not q["truth"]]
    assert sum(right) / len(right) >= 0.95
    assert sum(clean) / len(clean) <= 0.005
