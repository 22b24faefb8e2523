"""Reads `cases/timeline.yaml` and the shared timeline, and asks the program about an item on a day."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from article41 import Regime, Verdict, check, load

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT.parent / "shared" / "law" / "timeline_of_coverage.yaml"
FIRST, LAST = date(2006, 1, 1), date(2026, 11, 1)
"""The days, both inclusive, between which an interval without a beginning or an end is tried."""
DAY = timedelta(days=1)
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text."""

Item = dict[str, Any]


class Interval(NamedTuple):
    """A span of days, both ends inclusive, with the answer; `begins` and `ends` tell whether the ends were given."""

    since: date
    until: date
    verdict: str
    cite: tuple[str, ...]
    claimed: dict[str, str]

    @property
    def middle(self) -> date:
        return self.since + (self.until - self.since) / 2

    @property
    def days(self) -> list[date]:
        """The first, a middle and the last day, with the day before and the day after where the timeline has them."""
        days = {self.since - DAY, self.since, self.middle, self.until, self.until + DAY}
        return sorted(day for day in days if FIRST <= day <= LAST)


def read_items() -> dict[str, Item]:
    """The items of our copy by id; every scalar is text, so that no code and no date is guessed."""
    content = yaml.load((ROOT / "cases" / "timeline.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    return {item["id"]: item for item in content["items"]}


def intervals_of(item: Item) -> list[Interval]:
    """The intervals of an item, oldest first; open ends are set to FIRST and LAST."""
    return [
        Interval(
            date.fromisoformat(said.get("since", FIRST.isoformat())),
            date.fromisoformat(said.get("until", LAST.isoformat())),
            said["verdict"],
            tuple(said["cite"]),
            said.get("claimed", {}),
        )
        for said in item["intervals"]
    ]


ITEMS = read_items()


@functools.cache
def law() -> Regime:
    """The law, loaded once."""
    return load()


def variants(item: Item) -> list[dict[str, Any]]:
    """The item's act, the same with each further code, and the other way round where the item runs both ways."""
    act = item["act"]
    acts = [act] + [{**act, "goods": [{**act["goods"][0], "hs": code}]} for code in item.get("codes", ())]
    turned = [{**a, "from": a["to"], "to": a["from"]} for a in acts] if item.get("both_ways") == "true" else []
    return acts + turned


def answers(item: Item, day: date, facts: dict[str, str] | None = None) -> list[Verdict]:
    """The verdict on every variant of the item on a day; a new deal's contract is of that day unless facts say else."""
    new_deal = "winding_down" in item or item.get("contract") == "of the day"
    dated = {"contract_date": day.isoformat()} if new_deal else {}
    stated = {**dated, **item["act"].get("facts", {}), **(facts or {})}
    acts = [{**act, "date": day.isoformat(), "facts": stated} for act in variants(item)]
    return [check(law().read(act), law()) for act in acts]


def facts_of(item: Item, claim: str) -> dict[str, str]:
    """The facts that a claim states: `fact` is true, `fact=value` as written, a phrase what the item says it means."""
    facts: dict[str, str] = {}
    for part in claim.split(", "):
        name, _, value = part.partition("=")
        facts |= item.get("means", {}).get(part) or {name: value or "true"}
    return facts


def allowed(item: Item, verdict: str, stated: str = "") -> set[str]:
    """The right verdicts: the one written and, where the item lies outside the rule by definition, the other."""
    either = item.get("either", {})
    reached = stated in either["where"] if "where" in either else bool(either)
    return {verdict, either["verdict"]} if reached else {verdict}


def cited(verdict: Verdict) -> set[str]:
    """Every paragraph that a finding or an advisory names."""
    said = [(f.cite, f.paragraph) for f in verdict.findings] + [(a.cite, a.paragraph) for a in verdict.advisories]
    return {f"{symbol}, paragraph {paragraph}" for symbol, paragraph in said}


def is_cited(cite: Iterable[str], verdict: Verdict) -> bool:
    """Whether one of the paragraphs, or a lettered part of it, is named; no paragraph needs no name."""
    found, wanted = cited(verdict), tuple(cite)
    return not wanted or any(text == c or text.startswith(f"{c}(") for c in wanted for text in found)


def whole(citation: str) -> str:
    """The paragraph without its letters: a claim that breaks the exception of 29(a) leaves the ban of 29."""
    return re.sub(r"(\([a-z]+\))+$", "", citation)


def on(item: Item, day: date) -> Interval:
    """The interval of the item in which a day lies."""
    return next(span for span in intervals_of(item) if span.since <= day <= span.until)


Told = dict[str, tuple[str, str, tuple[str, ...], dict[str, str]]]


def told(intervals: list[dict[str, Any]], since: str, until: str) -> Told:
    """First day (nothing where open) to last day, verdict, paragraphs and claims; `since`, `until` name the keys."""
    return {
        str(said.get(since) or ""): (
            str(said.get(until) or ""), said["verdict"], tuple(cites(said["cite"])), said.get("claimed") or {}
        )
        for said in intervals
    }  # fmt: skip


def cites(said: str | list[str] | None) -> list[str]:
    """Paragraphs in our form; the reference writes `S/RES/1718 (2006), para 8(a)(i) and 8(b)`."""
    if isinstance(said, list):
        return said
    symbol, _, paragraphs = (said or "").partition(", para ")
    return [f"{symbol}, paragraph {paragraph}" for paragraph in paragraphs.split(" and ") if paragraph]


def differences(name: str, ours: Told, theirs: Told) -> set[tuple[str, str]]:
    """The intervals that only one side has or that differ; ours may tell of more claims than the reference."""
    return {
        (name, since)
        for since in ours.keys() | theirs.keys()
        if since not in ours
        or since not in theirs
        or ours[since][:3] != theirs[since][:3]
        or not theirs[since][3].items() <= ours[since][3].items()
    }


@functools.cache
def reference() -> dict[str, Item]:
    """The shared timeline's items by id, every scalar as text with `null` as nothing."""
    content = yaml.load(REFERENCE.read_text(encoding="utf-8"), Loader=LOADER)
    for item in content["items"]:
        item["intervals"] = [{k: None if v == "null" else v for k, v in said.items()} for said in item["intervals"]]
    return {item["id"]: item for item in content["items"]}
