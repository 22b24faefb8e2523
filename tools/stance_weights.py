"""Learn `reading/stance-weights.json` from the annotated reports of `tests/news` that are not held out.

    python tools/stance_weights.py [--out FILE]

The same reports give the same weights, up to the last figure that a machine's arithmetic leaves open.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from article41.reading.weights import features

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from reading_score import Report, reports  # noqa: E402

HELD_OUT = "7"
"""First figure of the reports that nothing is learned from."""
STEPS, RATE, PENALTY = 200, 0.5, 1.0
LEAST = 10
"""Hundredths; a smaller weight is left out."""
Ints, Floats = npt.NDArray[np.int64], npt.NDArray[np.float64]


def examples(of: list[Report]) -> list[tuple[set[str], set[str]]]:
    """The features of every annotated statement, and its positions."""
    return [
        (features(" ".join(r.text[b:e] for b, e in s["spans"]), s["government"], s["record"]), set(s["stance"]))
        for r in of
        for s in r.gold["statements"]
    ]


def learned(owners: Ints, features: Ints, y: Floats) -> Floats:
    """The weights of a logistic regression with a quadratic penalty, by steps that grow smaller (Adagrad).

    `owners` and `features` are the numbers of statements and of what they have, side by side; `y` is 1 or 0 for each.
    """
    size = int(features.max()) + 1
    weights, seen = np.zeros(size), np.zeros(size)
    for _ in range(STEPS):
        sums = np.bincount(owners, weights[features], len(y))
        off = 1 / (1 + np.exp(-sums)) - y
        slope = np.bincount(features, off[owners], size) + PENALTY * weights
        seen += slope**2
        weights -= RATE * slope / np.sqrt(seen + 1e-8)
    return weights


def weights(of: list[Report]) -> dict[str, object]:
    """What the file holds: features that stand in two statements or more."""
    told = examples(of)
    counts = Counter(feature for found, _ in told for feature in found)
    names = sorted(feature for feature, count in counts.items() if count > 1)
    places = {name: n for n, name in enumerate(names)}
    pairs = np.array([(n, places[f]) for n, (found, _) in enumerate(told) for f in sorted(found) if f in places])
    positions = sorted({position for _, said in told for position in said})
    columns = [learned(*pairs.T, np.array([p in said for _, said in told], dtype=float)) * 100 for p in positions]
    kept = {
        name: {str(n): round(c[i]) for n, c in enumerate(columns) if abs(c[i]) >= LEAST} for i, name in enumerate(names)
    }
    return {"positions": positions, "of": {name: row for name, row in kept.items() if row}}


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "reading" / "stance-weights.json")
    asked = parser.parse_args()
    found = weights([r for r in reports(ROOT / "tests" / "news") if not r.name.startswith(HELD_OUT)])
    lines = [f"{json.dumps(name)}: {json.dumps(row)}" for name, row in found["of"].items()]  # type: ignore[attr-defined]
    body = ",\n".join(lines)
    asked.out.write_text(f'{{"positions": {json.dumps(found["positions"])},\n"of": {{\n{body}\n}}}}\n')


if __name__ == "__main__":
    main()
