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
LEAST = 0.1
"""A smaller weight is left out."""
Floats = npt.NDArray[np.float64]


def examples(of: list[Report]) -> list[tuple[set[str], set[str]]]:
    """The features of every annotated statement, and its positions."""
    return [
        (features(" ".join(r.text[b:e] for b, e in s["spans"]), s["government"], s["record"]), set(s["stance"]))
        for r in of
        for s in r.gold["statements"]
    ]


def learned(x: Floats, y: Floats) -> Floats:
    """The weights of a logistic regression with a quadratic penalty, by steps that grow smaller (Adagrad)."""
    weights, seen = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    for _ in range(STEPS):
        slope = x.T @ (1 / (1 + np.exp(-x @ weights)) - y) + PENALTY * weights
        seen += slope**2
        weights -= RATE * slope / np.sqrt(seen + 1e-8)
    return weights


def weights(of: list[Report]) -> dict[str, object]:
    """What the file holds: features that stand in two statements or more."""
    told = examples(of)
    counts = Counter(feature for found, _ in told for feature in found)
    names = sorted(feature for feature, count in counts.items() if count > 1)
    x = np.array([[name in found for name in names] for found, _ in told], dtype=float)
    positions = sorted({position for _, said in told for position in said})
    columns = [learned(x, np.array([p in said for _, said in told], dtype=float)).round(2) for p in positions]
    kept = {
        name: {str(n): float(c[i]) for n, c in enumerate(columns) if abs(c[i]) >= LEAST} for i, name in enumerate(names)
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
