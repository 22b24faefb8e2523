"""Names as trade papers hold them, by country, with a known share of listed ones. Run as a script: it needs memory.

First and last names are drawn by country from the package names-dataset, the likelier the higher they rank there;
companies are family names or invented words with what firms are called. One name in a thousand is a listed one or a
variant of it: case, one letter left out, words in another order.
"""

import random
import sys
from pathlib import Path

import polars as pl

from article41.screening.entries import load_list

COUNTRIES = ("CN", "RU", "JP", "KR", "US", "DE", "IN", "BR", "IR", "EG", "TR", "NG", "MY", "ID", "GB", "FR")
KINDS = (
    "Trading",
    "Shipping",
    "Steel",
    "Textiles",
    "Logistics",
    "Machinery",
    "Foods",
    "Energy",
    "Electronics",
    "Marine",
)
FORMS = ("Co Ltd", "LLC", "GmbH", "JSC", "SA", "Pte Ltd", "Inc", "Corporation", "Sdn Bhd", "OOO")
SHIPS = (
    "Star",
    "Ocean",
    "Hope",
    "Glory",
    "Pearl",
    "Spirit",
    "Pioneer",
    "Breeze",
    "Fortune",
    "Victory",
    "Dawn",
    "Harmony",
)
MOST_RANKED = 3_000
LISTED = 0.001


def drawn(count: int, seed: int) -> dict[str, list[str]]:
    """Distinct persons, companies and ships, a third of `count` of the first two each; the listed ones are in them."""
    from names_dataset import NameDataset

    known, chance = NameDataset(), random.Random(seed)
    first, last = (_ranked(known, use_first) for use_first in (True, False))
    persons: set[str] = set()
    companies: set[str] = set()
    while len(persons) < count // 2:
        country = chance.choice(COUNTRIES)
        persons.add(f"{_pick(first[country], chance)} {_pick(last[country], chance)}")
    while len(companies) < count // 2:
        country = chance.choice(COUNTRIES)
        head = " ".join(_pick(last[country], chance) for _ in range(chance.choice((1, 1, 2))))
        companies.add(f"{head} {chance.choice(KINDS)} {chance.choice(FORMS)}")
    ships = sorted({f"{chance.choice(SHIPS)} {_pick(first[c], chance)}" for c in COUNTRIES for _ in range(2_000)})
    return {"persons": sorted(persons), "companies": sorted(companies), "ships": ships}


def _ranked(known: object, first: bool) -> dict[str, list[str]]:
    top = known.get_top_names(n=MOST_RANKED, use_first_names=first)  # type: ignore[attr-defined]
    found = {}
    for country in COUNTRIES:
        names = top[country]
        found[country] = [n for part in names.values() for n in part] if isinstance(names, dict) else names
    return found


def _pick(ranked: list[str], chance: random.Random) -> str:
    """The n-th name with a chance of about 1/n, as names are spread."""
    return ranked[int(len(ranked) ** chance.random()) - 1]


def listed(count: int, seed: int) -> list[str]:
    """Listed names and variants of them."""
    chance = random.Random(seed)
    names = [name for entry in load_list().entries for name in entry.names]
    return [_varied(chance.choice(names), chance) for _ in range(count)]


def _varied(name: str, chance: random.Random) -> str:
    kind = chance.randrange(4)
    if kind == 0:
        return name.title()
    if kind == 1 and len(name) > 8:
        at = chance.randrange(1, len(name) - 1)
        return name[:at] + name[at + 1 :]
    return " ".join(reversed(name.split())) if kind == 2 else name


if __name__ == "__main__":
    target, size = Path(sys.argv[1]), int(sys.argv[2])
    made = drawn(size, 41)
    for part, names in made.items():
        extra = listed(max(1, round(len(names) * LISTED)), 42)
        pl.DataFrame({"name": names, "listed": [False] * len(names)}).vstack(
            pl.DataFrame({"name": extra, "listed": [True] * len(extra)})
        ).write_parquet(target / f"{part}.parquet")
