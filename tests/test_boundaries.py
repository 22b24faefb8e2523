"""The days on which the law changes: each is the day it says, without gap or overlap, and cases stand on it."""

from __future__ import annotations

import functools
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
import yaml

from article41 import Regime, load
from article41.regime import Activity, Measure
from article41.rulebook import Rule, openings_of

CASES = Path(__file__).parent.parent / "cases"
DAY = timedelta(days=1)
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text."""


@functools.cache
def law(overlay: str = "") -> Regime:
    """The law in force, or with the draft of that symbol laid over it."""
    return load().overlaid(overlay) if overlay else load()


OVERLAYS = ("", *law().drafts)
BOOKS = [(overlay, name) for overlay in OVERLAYS for name in law(overlay).measures]
RULES = [(overlay, rule) for overlay in OVERLAYS for rule in law(overlay).rules]


def named(value: object) -> str:
    """A readable test id: the measure, with the first day of the rule."""
    return str(value or "in-force") if not isinstance(value, Rule) else f"{value.name}-{value.provision.since}"


def reached(regime: Regime, rule: Rule) -> list[str]:
    """The activities that a rule reaches; none for a duty that names none, which stands in no rulebook."""
    return [activity for activity in get_args(Activity) if regime.reaches(rule, activity)]


@functools.cache
def rules_on(overlay: str, day: date, activity: str) -> frozenset[tuple[str, date]]:
    """The rules in the rulebook of a day, each as its measure's name and its first day."""
    book = law(overlay).rulebook(day, activity)
    rules = (*book.by_class.values(), *book.always.values(), book.listed, book.vessels)
    return frozenset((rule.name, rule.provision.since) for found in rules for rule in found)


def in_force(overlay: str, rule: Rule, day: date) -> set[bool]:
    """Whether the rulebooks of the day hold the rule, for each activity that it reaches."""
    wanted = rule.name, rule.provision.since
    return {wanted in rules_on(overlay, day, activity) for activity in reached(law(overlay), rule)}


@pytest.mark.parametrize(("overlay", "rule"), RULES, ids=named)
def test_a_provision_begins_on_its_first_day(overlay: str, rule: Rule) -> None:
    """The rulebook differs between the day before `since` and `since`: the rule is not there, then it is."""
    since = rule.provision.since
    for activity in reached(law(overlay), rule):
        assert rules_on(overlay, since - DAY, activity) != rules_on(overlay, since, activity)
    assert in_force(overlay, rule, since - DAY) <= {False}
    assert in_force(overlay, rule, since) <= {True}
    assert rule.measure.provision_on(since) == rule.provision
    assert rule.measure.provision_on(since - DAY) != rule.provision


@pytest.mark.parametrize(("overlay", "rule"), RULES, ids=named)
def test_a_provision_ends_the_day_before_the_next(overlay: str, rule: Rule) -> None:
    """On its last day a rule is in force, on the day after it is not; one without a last day is in force for ever."""
    assert in_force(overlay, rule, rule.last_day or date(2026, 11, 1)) <= {True}
    if rule.last_day:
        assert in_force(overlay, rule, rule.last_day + DAY) <= {False}


@pytest.mark.parametrize(("overlay", "name"), BOOKS, ids=named)
def test_a_history_has_no_gap_and_no_overlap(overlay: str, name: str) -> None:
    """First days ascend; each provision lasts to the eve of the next; only the last entry may say that all ended."""
    regime = law(overlay)
    measure = regime.measures[name]
    days = [p.since for p in measure.history] + [e.since for e in measure.openings if e.since]
    assert len(days) == max(len(measure.history), len(measure.openings)) > 0
    assert all(a < b for a, b in pairwise(days))
    rules = [rule for rule in regime.rules if rule.name == name]
    assert [rule.last_day for rule in rules[:-1]] == [rule.provision.since - DAY for rule in rules[1:]]
    assert not any(entry.ended for entry in measure.history[:-1])
    assert all(any(rule.provision == entry for rule in rules) for entry in measure.history if not entry.ended)


@pytest.mark.parametrize(("overlay", "rule"), RULES, ids=named)
def test_an_exception_lives_inside_its_provision(overlay: str, rule: Rule) -> None:
    """An exception's own days lie within those of the paragraph that it opens, and its wind-down looks back."""
    for exception in rule.provision.exceptions:
        first, last = exception.since or rule.provision.since, exception.until or rule.last_day
        assert rule.provision.since <= first
        assert last is None or first <= last
        assert rule.last_day is None or (last is not None and last <= rule.last_day)
        assert exception.contract_before is None or exception.contract_before <= first
        assert exception.notify_by is None or (last is not None and last <= exception.notify_by)


def opened(regime: Regime, measure: Measure) -> list[Rule]:
    """The binding rules that an exemption file opens."""
    return [r for r in regime.rules if r.binds and (measure.opens == "all" or r.name in measure.opens)]


@pytest.mark.parametrize(("overlay", "name"), BOOKS, ids=named)
def test_an_exemption_begins_on_its_first_day(overlay: str, name: str) -> None:
    """For an exemption file too the rulebook of some activity differs between the day before `since` and `since`."""
    regime = law(overlay)
    for opening in openings_of(regime.measures[name]):
        since = opening.exemption.since
        assert since is not None
        activities = {a for rule in opened(regime, regime.measures[name]) for a in reached(regime, rule)}
        assert any(regime.rulebook(since - DAY, a) != regime.rulebook(since, a) for a in activities)


@pytest.mark.parametrize("overlay", OVERLAYS, ids=named)
def test_change_days_are_all_the_days_that_files_name(overlay: str) -> None:
    """No day between two change days begins or ends anything: every `since` and the day after every `until` is one."""
    regime = law(overlay)
    named_days: set[date] = set()
    for measure in regime.measures.values():
        exceptions = [e for p in measure.history for e in p.exceptions] + list(measure.openings)
        named_days |= {p.since for p in measure.history} | {e.since for e in exceptions if e.since}
        named_days |= {e.until + DAY for e in exceptions if e.until}
    assert named_days <= set(regime.change_days())
    assert regime.change_days() == sorted(set(regime.change_days()))


@functools.cache
def dates_of_cases(overlay: str) -> frozenset[str]:
    """The dates of all acts of the casebook that are judged under the law in force, or under that draft."""
    files = [yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) for path in CASES.glob("*.yaml")]
    cases = [case for file in files for case in file["cases"]]
    return frozenset(case["act"]["date"] for case in cases if case.get("overlay", "") == overlay)


@pytest.mark.parametrize("overlay", OVERLAYS, ids=named)
def test_every_change_day_has_cases(overlay: str) -> None:
    """The casebook has a case on the day before, the day and the day after each change of the law, and of the draft."""
    before = set(law().change_days()) if overlay else set()
    days = [change + n * DAY for change in law(overlay).change_days() if change not in before for n in (-1, 0, 1)]
    assert [str(day) for day in days if day.isoformat() not in dates_of_cases(overlay)] == []
