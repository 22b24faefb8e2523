"""How well reports are read: what was found beside annotations, by the rules of docs/reading.md.

Statements pair one to one where spans overlap by half of both; claims where the types are equal and the spans overlap
by three tenths of the shorter. Fields count on paired claims alone; a claim that was missed loses all of its fields.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

QUANTITIES = {
    "quantity", "quantity_from", "unit", "period", "count", "range_km", "altitude_km", "persons", "entities",
    "votes_for", "votes_against", "abstentions",
}  # fmt: skip
NO_CONTENT = {"a", "an", "the", "of", "anon", "senior", "one", "un", "us", "u.s."}
Item = dict[str, Any]


class Report(NamedTuple):
    """An annotated report."""

    name: str
    text: str
    gold: Item


def reports(folder: Path) -> list[Report]:
    """The annotated reports of a folder, in order of name; a text without annotations is left out."""
    found = sorted(file for file in folder.glob("*.yaml") if file.with_suffix(".txt").exists())
    return [Report(f.stem, _text(f.with_suffix(".txt")), yaml.safe_load(f.read_text("utf-8"))) for f in found]


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


class Score:
    """Counts over many reports: of each measure what was right, what was given and what there was."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.there: Counter[str] = Counter()
        self.false: list[str] = []
        """Claims said to be contradicted that are not."""

    def add(self, measure: str, right: int, given: int, there: int) -> None:
        """Counts of one report."""
        self.right[measure] += right
        self.given[measure] += given
        self.there[measure] += there

    def f1(self, measure: str) -> float:
        """Twice what was right over what was given and what there was; of a share, the share."""
        both = self.given[measure] + self.there[measure]
        return 2 * self.right[measure] / both if both else 0.0

    def lines(self) -> Iterable[str]:
        """The measures as lines to print."""
        for name in self.there:
            r, g, t = self.right[name], self.given[name], self.there[name]
            yield f"{name:12} F1 {self.f1(name):.3f}   {r} right of {g} given, {t} there"


def add(score: Score, name: str, found: Item, gold: Item) -> None:
    """One report's answer, as `a41 read --format json` gives it, beside its annotations."""
    _published(score, found["document"]["published"], gold["document"]["published"])
    _statements(score, found["statements"], gold["statements"])
    _claims(score, name, found["claims"], gold["claims"])


def _published(score: Score, found: Item, gold: Item) -> None:
    first, last = found["earliest"], found["latest"]
    score.add(
        "published", bool(first and last and str(gold["earliest"]) <= first and last <= str(gold["latest"])), 1, 1
    )


def _statements(score: Score, found: list[Item], gold: list[Item]) -> None:
    pairs = paired(found, gold, lambda s: s["spans"], lambda f, g, both, a, b: both >= 0.5 * max(a, b))
    score.add("statements", len(pairs), len(found), len(gold))
    score.add("speakers", sum(same_speaker(f, g) for f, g in pairs), len(found), len(gold))
    tags = sum(len(set(f["stance"]) & set(g["stance"])) for f, g in pairs)
    score.add("stance", tags, sum(len(set(s["stance"])) for s in found), sum(len(s["stance"]) for s in gold))
    quoted = [s for s in gold if s["form"] != "paraphrase"]
    score.add("quoted", sum(g["form"] != "paraphrase" for _, g in pairs), len(quoted), len(quoted))


def _claims(score: Score, name: str, found: list[Item], gold: list[Item]) -> None:
    def fits(f: Item, g: Item, both: int, a: int, b: int) -> bool:
        return bool(f["type"] == g["type"] and both >= 0.3 * min(a, b))

    pairs = paired(found, gold, lambda c: [c["span"]], fits)
    score.add("claims", len(pairs), len(found), len(gold))
    for measure, keys in (("quantities", QUANTITIES), ("dates", {"date"})):
        right = sum(
            _agrees(key, f["fields"].get(key), g["fields"][key]) for f, g in pairs for key in keys & set(g["fields"])
        )
        score.add(measure, right, *(sum(len(keys & set(c["fields"])) for c in side) for side in (found, gold)))
    score.add("verdicts", sum(_verdict(f) == _verdict(g) for f, g in pairs), len(pairs), len(pairs))
    wrong = [(f, g) for f, g in pairs if _verdict(g) == "contradicted"]
    planted = sum(_verdict(g) == "contradicted" for g in gold)
    score.add("contradicted", sum(_verdict(f) == "contradicted" for f, _ in wrong), planted, planted)
    said = {id(f) for f in found if _verdict(f) == "contradicted"} - {id(f) for f, _ in wrong}
    score.false += [f"{name} {f['type']} {f['excerpt']!r}" for f in found if id(f) in said]


def _verdict(claim: Item) -> str:
    return str(claim["link"]["verdict"])


def paired(
    found: list[Item], gold: list[Item], spans: Callable[[Item], Any], fits: Callable[[Item, Item, int, int, int], bool]
) -> list[tuple[Item, Item]]:
    """Pairs of what was found and what there is, the closest first, each used once."""
    ours, theirs = ([{n for start, end in spans(x) for n in range(start, end)} for x in side] for side in (found, gold))
    close = [
        (len(a & b) / len(a | b), -i, -j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if a & b and fits(found[i], gold[j], len(a & b), len(a), len(b))
    ]
    used_i, used_j, pairs = set(), set(), []
    for _, i, j in sorted(close, reverse=True):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            pairs.append((found[-i], gold[-j]))
    return pairs


def _agrees(key: str, found: Any, gold: Any) -> bool:
    if key == "date":
        return str(found or "").startswith(str(gold))
    return found is not None and folded(found) == folded(gold)


def folded(value: Any) -> str:
    """A value without case, accents, hyphens and the form of a number."""
    if isinstance(value, int | float):
        return f"{float(value):g}"
    plain = unicodedata.normalize("NFKD", str(value or "")).lower().strip()
    return re.sub(r"[\s_-]+", " ", "".join(c for c in plain if not unicodedata.combining(c)))


def same_speaker(found: Item, gold: Item) -> bool:
    """Equal names; a surname alone; for the unnamed a word of content in common."""
    a, b = folded(found["speaker"]), folded(gold["speaker"])
    if a == b and a:
        return True
    if b.startswith("anon:"):
        words = [set(re.findall(r"[a-z]+", name)) - NO_CONTENT for name in (a, b)]
        return (a.startswith("anon:") or found["record"] == "anonymous") and bool(words[0] & words[1])
    if gold["record"] == "named":
        return len(a) > 1 and set(a.split()) <= set(b.split())
    return re.sub(r"^(the|a|an) ", "", a) == re.sub(r"^(the|a|an) ", "", b)
