"""Screening by name, beside rapidfuzz over the same list in the same run.

    python benchmarks/bench_screening.py [--fresh-seed 46 47] [--misses]

Prints recall and clean hits on listed names that were perturbed (the peer's queries, and fresh ones of another seed),
precision and recall on the labelled pairs by group, original scripts against Latin names, speed and memory.
nomenklatura needs PyICU, which does not install everywhere: its figures are the recorded ones and named as such.
Figures are of one machine on one day; compare inside one run.
"""

import argparse
import csv
import gzip
import importlib.util
import resource
import statistics
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process
from screening_data import SHARED, as_query, fresh_queries, queries, the_list

from article41.screening import Candidate, Entry, Query
from article41.screening.matching import compare
from article41.screening.screener import ListScreener
from article41.screening.thresholds import POSSIBLE

RECORDED = "recorded in shared/baselines.md: logic-v1 0.855 at 0.55 %, logic-v2 0.805 at 0.80 %; 236 queries/s"


def perturbed(screener: ListScreener, said: list[dict[str, Any]], misses: bool, title: str) -> None:
    """Recall of the true entity and share of clean names with any hit."""
    found = screener.screen_many([as_query(one) for one in said])
    kinds: dict[str, list[bool]] = defaultdict(list)
    for one, candidates in zip(said, found, strict=True):
        right = any(c.entry.id == one["truth"] for c in candidates) if one["truth"] else bool(candidates)
        kinds[one["kind"]].append(right)
        if misses and right == (one["truth"] is None):
            print("   ", "clean hit" if one["truth"] is None else "missed", one["kind"], "|", one["q"], met(candidates))
    listed = [right for kind, rights in kinds.items() if kind != "clean" for right in rights]
    print(
        f"{title}: recall {statistics.mean(listed):.4f}, clean names hit {100 * statistics.mean(kinds['clean']):.2f} %"
    )
    print("  ", ", ".join(f"{kind} {statistics.mean(rights):.3f}" for kind, rights in sorted(kinds.items())))


def met(candidates: Sequence[Candidate]) -> str:
    return f"-> {candidates[0].matched}" if candidates else ""


def peer_perturbed(entries: list[Entry], said: list[dict[str, Any]]) -> None:
    """rapidfuzz by brute force: words in alphabetical order, ratio, the whole list for every query."""
    names = [(sorted_words(name), entry.id) for entry in entries for name in entry.names]
    listed = [one for one in said if one["truth"]][:1000]
    clean = [one for one in said if not one["truth"]][:1000]
    rows = {}
    for kind, some in (("listed", listed), ("clean", clean)):
        words = [sorted_words(one["q"]) for one in some]
        rows[kind] = process.cdist(words, [name for name, _ in names], scorer=fuzz.ratio, workers=-1)
    for threshold in (80, 85, 90):
        right = [
            any(names[n][1] == one["truth"] for n in (row >= threshold).nonzero()[0])
            for one, row in zip(listed, rows["listed"], strict=True)
        ]
        hit = (rows["clean"] >= threshold).any(axis=1).mean()
        print(
            f"  peer rapidfuzz sorted ratio {threshold}: recall {statistics.mean(right):.4f}, clean {100 * hit:.2f} %"
        )


def sorted_words(name: str) -> str:
    return " ".join(sorted(default_process(name).split()))


def labelled(misses: bool) -> None:
    """Precision, recall and F1 on the labelled pairs, whole and by group."""
    with (SHARED / "data/names/name-pairs-labelled.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file)]
    scored = [
        (compare(r["name1"], r["name2"], r["schema"] == "Person").score, r["is_match"] == "true", r) for r in rows
    ]
    print(f"labelled pairs ({len(rows)}), threshold {POSSIBLE}: {quality(scored, POSSIBLE)}")
    for group in sorted({row["case_group"] for row in rows}):
        part = [one for one in scored if one[2]["case_group"] == group]
        print(f"  {group} ({len(part)}): {quality(part, POSSIBLE)}")
    peer = [(fuzz.WRatio(default_process(r["name1"]), default_process(r["name2"])), truth, r) for _, truth, r in scored]
    print(
        f"  peer rapidfuzz WRatio >= 85: {quality(peer, 85)}; logic-v2 recorded: P 0.760 R 0.835 F1 0.796 (826 pairs)"
    )
    for score, truth, row in scored if misses else ():
        if (score >= POSSIBLE) != truth:
            print("   ", "missed" if truth else "wrong", round(score, 2), "|", row["name1"], "|", row["name2"])


def quality(scored: Sequence[tuple[float, bool, Any]], threshold: float) -> str:
    both = sum(score >= threshold and truth for score, truth, _ in scored)
    said, true = sum(score >= threshold for score, _, _ in scored), sum(truth for _, truth, _ in scored)
    precision, recall = both / max(said, 1), both / max(true, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def original_scripts(misses: bool) -> None:
    """Original-script names of the UN list against its Latin names: every query against the whole list."""
    with gzip.open(SHARED / "data/un/consolidated-2026-02-27.xml.gz") as file:
        root = ET.parse(file).getroot()
    entries, said = [], []
    for record in [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]:
        person = record.tag == "INDIVIDUAL"
        parts = [(record.findtext(k) or "").strip() for k in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
        name, kind = " ".join(filter(None, parts)), "person" if person else "entity"
        aliases = [a.findtext("ALIAS_NAME") or "" for a in record.iter(f"{record.tag}_ALIAS")]
        key = (record.findtext("DATAID") or "") + kind
        entries.append(Entry(id=key, type=kind, name=name, aliases=tuple(a for a in aliases if a.isascii() and a)))  # type: ignore[arg-type]
        original = (record.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()
        if original:
            said.append((key, original, kind, name))
    screener = ListScreener(entries)
    found = [(screener.screen_name(original, kind), key, original, name) for key, original, kind, name in said]
    right = sum(any(c.entry.id == key for c in candidates) for candidates, key, _, _ in found)
    wrong = [(original, c.matched, name) for cs, key, original, name in found for c in cs if c.entry.id != key]
    print(
        f"original scripts ({len(said)}): the right entry found {right / len(said):.3f}; other entries met {len(wrong)}"
    )
    alone = [ListScreener([e]) for e in entries]
    number = {e.id: n for n, e in enumerate(entries)}
    shifted = [said[(n + 37) % len(said)] for n in range(len(said))]
    pairs = sum(
        bool(alone[number[key]].screen_name(other, kind))
        for (key, *_), (_, other, kind, _) in zip(said, shifted, strict=True)
    )
    print(f"  wrong pairs, each name against the entry 37 places on (as the peer's test): {pairs}; logic-v2: 0.177, 0")
    for original, matched, name in wrong if misses else ():
        print("    other entry:", original, "->", matched, "| own:", name)


def speed(entries: list[Entry], said: list[Query]) -> ListScreener:
    """Build, one by one, in a batch; the peer's brute force over the same names."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    screener = ListScreener(entries)
    built = time.perf_counter() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"index over {sum(len(e.names) for e in entries)} names: {built:.2f} s, {memory:.0f} MB")
    first = timed(lambda: screener.screen_many(said))
    print(f"batch of {len(said)} names not met before: {len(said) / first:,.0f} queries/s")
    times = sorted(timed(lambda query=query: screener.screen_query(query)) for query in said[:4000])
    print(f"one query: median {1e3 * times[len(times) // 2]:.2f} ms, p99 {1e3 * times[int(len(times) * 0.99)]:.2f} ms")
    batches = sorted(timed(lambda: screener.screen_many(said)) for _ in range(3))
    print(f"the same batch again, its words remembered: {len(said) / batches[1]:,.0f} queries/s (median of 3)")
    names = [sorted_words(name) for entry in entries for name in entry.names]
    some = [sorted_words(query.name) for query in said[::10][:1000]]
    peer = timed(lambda: process.cdist(some, names, scorer=fuzz.ratio, workers=-1))
    each = peer / len(some) * len(said)
    print(f"  peer rapidfuzz cdist ratio, all processors: {len(some) / peer:,.0f} queries/s", end="; ")
    print(f"here {each / first:.2f} and {each / batches[1]:.2f} times that")
    return screener


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fresh-seed", type=int, nargs="*", default=[46, 47])
    parser.add_argument("--misses", action="store_true", help="print every miss and every clean hit")
    wanted = parser.parse_args()
    if not SHARED.exists():
        raise SystemExit("the shared data is not beside the repository; set ARTICLE41_SHARED")
    entries, said = the_list(), queries()
    has_faker = importlib.util.find_spec("faker") is not None
    fresh = {seed: fresh_queries(seed) for seed in wanted.fresh_seed} if has_faker else {}
    screener = speed(entries, [as_query(one) for part in (said, *fresh.values()) for one in part])
    perturbed(screener, said, wanted.misses, "perturbed names, seed 41")
    peer_perturbed(entries, said)
    for seed, others in fresh.items():
        perturbed(screener, others, wanted.misses, f"perturbed names, seed {seed}")
    print("  peer nomenklatura:", RECORDED)
    labelled(wanted.misses)
    original_scripts(wanted.misses)


if __name__ == "__main__":
    main()
