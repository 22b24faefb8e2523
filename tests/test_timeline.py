"""The timeline: for each kind of act in `cases/timeline.yaml`, the answer on every day at which it could turn."""

from __future__ import annotations

import functools
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from article41 import Regime, Verdict, check, load

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT.parent / "shared" / "law" / "timeline_of_coverage.yaml"
FIRST, LAST = date(2006, 1, 1), date(2026, 11, 1)
"""The days, both inclusive, between which an interval without a beginning or an end is tried."""
DAY = timedelta(days=1)
POWER = date(2016, 11, 30)
"""The first day on which the Committee may exempt any activity: S/RES/2321 (2016), paragraph 46."""

DISAGREEMENTS: dict[tuple[str, str], str] = {}
"""(item, first day) of each interval in which our copy is not the reference's, with the reason."""

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
    content = yaml.load((ROOT / "cases" / "timeline.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
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
SPANS = [(name, span) for name, item in ITEMS.items() for span in intervals_of(item)]
CLAIMS = [(name, span, claim) for name, span in SPANS for claim in span.claimed]
BARRED = [(name, span) for name, span in SPANS if span.verdict in ("prohibited", "approval_required")]
WINDING_DOWN = [name for name, item in ITEMS.items() if "winding_down" in item]


def named(value: Any) -> str:
    """A readable test id: the item, the first day, the claim."""
    return value.since.isoformat() if isinstance(value, Interval) else str(value)


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
    where = either.get("where", ())
    reached = verdict == "conditional" if not where else stated in where
    return {verdict, either["verdict"]} if either and reached else {verdict}


def cited(verdict: Verdict) -> set[str]:
    """Every paragraph that a finding or an advisory names."""
    said = [(f.cite, f.paragraph) for f in verdict.findings] + [(a.cite, a.paragraph) for a in verdict.advisories]
    return {f"{symbol}, paragraph {paragraph}" for symbol, paragraph in said}


def is_cited(span: Interval, verdict: Verdict) -> bool:
    """Whether one of the interval's paragraphs, or a lettered part of it, is named; no paragraph needs no name."""
    found = cited(verdict)
    return not span.cite or any(text == c or text.startswith(f"{c}(") for c in span.cite for text in found)


def on(item: Item, day: date) -> Interval:
    """The interval of the item in which a day lies."""
    return next(span for span in intervals_of(item) if span.since <= day <= span.until)


@pytest.mark.parametrize(("name", "span"), SPANS, ids=named)
def test_interval(name: str, span: Interval) -> None:
    """An interval's answer and paragraph hold from its first day to its last, and the neighbours' right outside."""
    item = ITEMS[name]
    for day in span.days:
        wanted = on(item, day)
        for verdict in answers(item, day):
            assert verdict.verdict in allowed(item, wanted.verdict), (day, verdict.to_json())
            assert is_cited(wanted, verdict), (day, sorted(cited(verdict)))


@pytest.mark.parametrize(("name", "span", "claim"), CLAIMS, ids=named)
def test_claimed(name: str, span: Interval, claim: str) -> None:
    """A claimed fact turns the answer as written, on the first, a middle and the last day of the interval."""
    item = ITEMS[name]
    for day in (span.since, span.middle, span.until):
        for verdict in answers(item, day, facts_of(item, claim)):
            assert verdict.verdict in allowed(item, span.claimed[claim], claim), (day, verdict.to_json())
            assert is_cited(span, verdict), (day, sorted(cited(verdict)))


@pytest.mark.parametrize(("name", "span"), BARRED, ids=named)
def test_approval_opens(name: str, span: Interval) -> None:
    """With the Committee's approval shown, what was barred is lawful on the approval's terms."""
    for day in (span.since, span.until):
        for verdict in answers(ITEMS[name], day, {"committee_approval": "sample letter 41"}):
            assert verdict.verdict == "conditional", (day, verdict.to_json())


@pytest.mark.parametrize(("name", "span"), BARRED, ids=named)
def test_humanitarian_claim_opens_the_general_power(name: str, span: Interval) -> None:
    """Since the Committee may exempt any activity, a humanitarian need never leaves a bare ban."""
    for day in (max(span.since, POWER), span.until):
        for verdict in answers(ITEMS[name], day, {"humanitarian": "true"}) if day >= POWER else ():
            assert verdict.verdict in ("approval_required", "conditional"), (day, verdict.to_json())


@pytest.mark.parametrize("name", WINDING_DOWN)
def test_winding_down(name: str) -> None:
    """A contract of the day before the cut-off helps until the last day of import, with notice; one of the day never."""
    item, rule = ITEMS[name], ITEMS[name]["winding_down"]
    cut_off, until = date.fromisoformat(rule["contract_before"]), date.fromisoformat(rule["until"])
    old, late = {"contract_date": (cut_off - DAY).isoformat()}, {"contract_date": cut_off.isoformat()}
    notice = f"{date.fromisoformat(rule['notify_by']):%-d %B %Y}"
    for verdict in answers(item, cut_off, old) + answers(item, until, old):
        assert verdict.verdict == rule["verdict"], verdict.to_json()
        assert any(term.kind == "notify" and notice in term.text for term in verdict.conditions)
    for verdict in answers(item, until + DAY, old) + answers(item, until, late):
        assert verdict.verdict == "prohibited", verdict.to_json()
