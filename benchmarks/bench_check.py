"""One check in process, beside a general decision engine on the same goods table in the same run.

    python benchmarks/bench_check.py

Prints a table: checks a second on one core with full findings, the median and the 99th percentile of one check, the
ratio to zen-engine (decision table of the same codes, directions and days: matching alone, without exemptions, facts
or words), start-up and peak memory. Figures are of one machine on one day; compare inside one run.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from article41 import Regime, check, load

SEED, SHIPMENTS = 41, 2_000
ROOT = Path(__file__).parents[1]


def goods_table(law: Regime) -> list[dict[str, Any]]:
    """Every code of every goods rule as a row: prefix, direction, first and last day, paragraph."""
    rows = []
    for rule in law.rules:
        for name in rule.goods:
            for code in rule.measure.goods[name].hs:
                last = rule.last_day or date(9999, 12, 31)
                rows.append(
                    (code, rule.measure.direction, number(rule.provision.since), number(last), str(rule.citation))
                )
    fields = ("prefix", "direction", "since", "last", "law")
    return [dict(zip(fields, row, strict=True)) for row in sorted(set(rows), key=str)]


def number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def shipments(table: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Shipments to and from the DPRK; about half carry a code of the table, on days between 2006 and 2026."""
    acts = []
    for n in range(SHIPMENTS):
        code = rng.choice(table)["prefix"] if rng.random() < 0.5 else f"{rng.randrange(1, 98):02d}"
        hs = (code + f"{rng.randrange(10**6):06d}")[:6]
        pair = ("CN", "KP") if rng.random() < 0.5 else ("KP", "CN")
        day = date(rng.randrange(2007, 2026), rng.randrange(1, 13), rng.randrange(1, 29))
        goods = [
            {
                "hs": hs,
                "description": f"Goods of line {n}",
                "quantity": 10,
                "unit": "t",
                "value": 5000,
                "currency": "USD",
            }
        ]
        acts.append({"date": day.isoformat(), "activity": "transfer", "from": pair[0], "to": pair[1], "goods": goods})
    return acts


def casebook() -> list[dict[str, Any]]:
    """The acts of the project's casebook: every activity, with parties, facts and missing facts."""
    files = sorted(f for f in (ROOT / "cases").glob("*.yaml") if f.stem != "timeline")
    cases = [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]]
    return [dict(case["act"], date=str(case["act"]["date"])) for case in cases]


def timed(run: Callable[[Any], Any], items: list[Any], rounds: int) -> dict[str, float]:
    """Rate, median and 99th percentile in microseconds over all rounds; one round before to warm up."""
    for item in items:
        run(item)
    spans = []
    for _ in range(rounds):
        for item in items:
            start = time.perf_counter()
            run(item)
            spans.append(time.perf_counter() - start)
    return {
        "rate": len(spans) / sum(spans),
        "median": 1e6 * statistics.median(spans),
        "p99": 1e6 * statistics.quantiles(spans, n=100)[98],
    }


def zen_table(table: list[dict[str, Any]]) -> Any:
    """The same rows as a zen-engine decision table that collects every hit."""
    import zen

    rows = [
        {
            "_id": f"r{n}",
            "a": f'startsWith($, "{r["prefix"]}")',
            "b": f'"{r["direction"]}"' if r["direction"] != "either" else "",
            "c": f"[{r['since']}..{r['last']}]",
            "p": json.dumps(r["law"]),
        }
        for n, r in enumerate(table)
    ]
    inputs = [{"id": i, "field": f, "name": f} for i, f in (("a", "hs"), ("b", "direction"), ("c", "date"))]
    content = {
        "hitPolicy": "collect",
        "rules": rows,
        "inputs": inputs,
        "outputs": [{"id": "p", "field": "law", "name": "law"}],
    }
    places = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", **places},
        {"id": "t", "type": "decisionTableNode", "name": "t", "content": content, **places},
        {"id": "out", "type": "outputNode", "name": "out", **places},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "t", "type": "edge"},
        {"id": "2", "sourceId": "t", "targetId": "out", "type": "edge"},
    ]
    return zen.ZenEngine().create_decision(
        json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})
    )


def zen_input(act: dict[str, Any]) -> dict[str, Any]:
    day = int(act["date"].replace("-", ""))
    return {"hs": act["goods"][0]["hs"], "direction": "to_dprk" if act["to"] == "KP" else "from_dprk", "date": day}


def start_up(*arguments: str) -> float:
    """Seconds of a cold process, the median of five."""
    spans = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "article41", *arguments], stdout=subprocess.DEVNULL, check=False)
        spans.append(time.perf_counter() - start)
    return statistics.median(spans)


def main() -> None:
    start = time.perf_counter()
    law = load()
    loaded = time.perf_counter() - start
    table = goods_table(law)
    sent = shipments(table, random.Random(SEED))
    acts, cases = [law.read(a) for a in sent], [law.read(a) for a in casebook()]
    results = {
        f"check, {len(acts)} shipments": timed(lambda act: check(act, law), acts, 5),
        f"check, {len(cases)} casebook acts": timed(lambda act: check(act, law), cases, 5),
    }
    decision = zen_table(table)
    zen_result = timed(decision.evaluate, [zen_input(a) for a in sent], 2)
    results[f"zen-engine, {len(table)} rows, collect"] = zen_result
    print(f"{'':<40}{'per second':>12}{'median us':>12}{'p99 us':>10}{'x zen':>8}")
    for name, r in results.items():
        print(
            f"{name:<40}{r['rate']:>12,.0f}{r['median']:>12,.1f}{r['p99']:>10,.0f}"
            f"{r['rate'] / zen_result['rate']:>8.1f}"
        )
    print(f"law loaded in {1000 * loaded:.0f} ms; a41 --help {1000 * start_up('--help'):.0f} ms")
    one = ("check", "--date", "2019-03-04", "--activity", "transfer", "--from", "KP", "--to", "VN", "--hs", "2701.11")
    print(f"a41 check of one act, cold {1000 * start_up(*one):.0f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
