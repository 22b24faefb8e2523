"""The timeline: for each kind of act in `cases/timeline.yaml`, the answer on every day at which it could turn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from timeline_book import (
    DAY,
    FIRST,
    ITEMS,
    LAST,
    REFERENCE,
    Interval,
    allowed,
    answers,
    cited,
    differences,
    facts_of,
    intervals_of,
    is_cited,
    on,
    reference,
    told,
    whole,
)

COMMITTEE = date(2006, 10, 14)
"""The first day of the Committee: S/RES/1718 (2006), paragraph 12. An approval that is shown is taken at its word."""

POWER = date(2016, 11, 30)
"""The first day on which the Committee may exempt any activity: S/RES/2321 (2016), paragraph 46."""

MISSILE_ITEMS = "S/RES/1695 (2006), paragraph 3, binds (law reference, section 8), and propellants are missile items"
NO_ROUTE_YET = "a listed item too: S/RES/1718 (2006), paragraph 8(a)(ii), had no Committee route before 30 Nov 2016"
RESTATED = "replaced by S/RES/2321 (2016), paragraph 26(c), then S/RES/2371 (2017), paragraph 8; the question stays"
NOBODY_LISTED = "S/RES/1718 (2006), paragraph 8(d), freezes listed parties; the first were listed on 24 April 2009"
POWER_RESTATED = "paragraph 46 was restated in 2371 and 2375 (paragraph 26), today S/RES/2397 (2017), paragraph 25"
BAN_AND_TEST = "the ban is S/RES/2321 (2016), paragraph 11; letter (a) names the finding that would lift it, a route"

DISAGREEMENTS: dict[tuple[str, str], str] = {
    ("rocket_fuel", ""): MISSILE_ITEMS,
    ("rocket_fuel", "2006-07-15"): MISSILE_ITEMS,
    ("rocket_fuel", "2016-03-02"): NO_ROUTE_YET,
    ("rocket_fuel", "2016-11-30"): NO_ROUTE_YET,
    ("steel_products_from", "2016-03-02"): RESTATED,
    ("steel_products_from", "2016-11-30"): RESTATED,
    ("steel_products_from", "2017-08-05"): RESTATED,
    ("aid_to_designated", ""): NOBODY_LISTED,
    ("aid_to_designated", "2006-10-14"): NOBODY_LISTED,
    ("aid_to_designated", "2009-04-24"): NOBODY_LISTED,
    ("aid_to_designated", "2016-11-30"): POWER_RESTATED,
    ("aid_to_designated", "2017-08-05"): POWER_RESTATED,
    ("aid_to_designated", "2017-09-11"): POWER_RESTATED,
    ("aid_to_designated", "2017-12-22"): POWER_RESTATED,
    ("sci_tech_sensitive", "2016-11-30"): BAN_AND_TEST,
}
"""(item, first day or nothing) of each interval that differs between our copy and the reference, with the reason."""

SPANS = [(name, span) for name, item in ITEMS.items() for span in intervals_of(item)]
CLAIMS = [(name, span, claim) for name, span in SPANS for claim in span.claimed]
BARRED = [(name, span) for name, span in SPANS if span.verdict in ("prohibited", "approval_required")]
WINDING_DOWN = [name for name, item in ITEMS.items() if "winding_down" in item]


def named(value: Any) -> str:
    """A readable test id: the item, the first day, the claim."""
    return value.since.isoformat() if isinstance(value, Interval) else str(value)


@pytest.mark.parametrize(("name", "span"), SPANS, ids=named)
def test_interval(name: str, span: Interval) -> None:
    """An interval's answer and paragraph hold from its first day to its last, and the neighbours' right outside."""
    item = ITEMS[name]
    for day in span.days:
        wanted = on(item, day)
        for verdict in answers(item, day):
            assert verdict.verdict in allowed(item, wanted.verdict), (day, verdict.to_json())
            assert is_cited(wanted.cite, verdict), (day, sorted(cited(verdict)))


@pytest.mark.parametrize(("name", "span", "claim"), CLAIMS, ids=named)
def test_claimed(name: str, span: Interval, claim: str) -> None:
    """A claimed fact turns the answer as written, on the first, a middle and the last day of the interval."""
    item = ITEMS[name]
    for day in (span.since, span.middle, span.until):
        for verdict in answers(item, day, facts_of(item, claim)):
            assert verdict.verdict in allowed(item, span.claimed[claim], claim), (day, verdict.to_json())
            assert is_cited(map(whole, span.cite), verdict), (day, sorted(cited(verdict)))


def since(span: Interval, day: date) -> tuple[date, ...]:
    """The first and the last day of an interval from a day on; none where it ended before."""
    return (max(span.since, day), span.until) if span.until >= day else ()


@pytest.mark.parametrize(("name", "span"), BARRED, ids=named)
def test_approval_opens(name: str, span: Interval) -> None:
    """With the Committee's approval shown, what was barred is lawful on its terms, from its first day on."""
    for day in since(span, COMMITTEE):
        for verdict in answers(ITEMS[name], day, {"committee_approval": "letter 41"}):
            assert verdict.verdict == "conditional", (day, verdict.to_json())


@pytest.mark.parametrize(("name", "span"), BARRED, ids=named)
def test_humanitarian_claim_opens_the_general_power(name: str, span: Interval) -> None:
    """Since the Committee may exempt any activity, a humanitarian need never leaves a bare ban."""
    for day in since(span, POWER):
        for verdict in answers(ITEMS[name], day, {"humanitarian": "true"}):
            assert verdict.verdict in ("approval_required", "conditional"), (day, verdict.to_json())


@pytest.mark.parametrize("name", WINDING_DOWN)
def test_winding_down(name: str) -> None:
    """A contract of the eve of the cut-off helps until the last day of import, with notice; one of the day never."""
    item, rule = ITEMS[name], ITEMS[name]["winding_down"]
    cut_off, until = date.fromisoformat(rule["contract_before"]), date.fromisoformat(rule["until"])
    old, late = {"contract_date": (cut_off - DAY).isoformat()}, {"contract_date": cut_off.isoformat()}
    notice = f"{date.fromisoformat(rule['notify_by']):%-d %B %Y}"
    for verdict in answers(item, cut_off, old) + answers(item, until, old):
        assert verdict.verdict == rule["verdict"], verdict.to_json()
        assert any(term.kind == "notify" and notice in term.text for term in verdict.conditions)
    for verdict in answers(item, until + DAY, old) + answers(item, until, late):
        assert verdict.verdict == "prohibited", verdict.to_json()


def test_intervals_follow_each_other() -> None:
    """Every item covers all days once: each interval begins on the day after the one before it."""
    for name, item in ITEMS.items():
        spans = intervals_of(item)
        assert (spans[0].since, spans[-1].until) == (FIRST, LAST), name
        assert [b.since for b in spans[1:]] == [a.until + DAY for a in spans[:-1]], name


@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared timeline is not beside this repository")
def test_our_copy_says_what_the_reference_says() -> None:
    """Items, days, verdicts, paragraphs, claims: the same in both, or in the table of disagreements; no stale entry."""
    assert set(reference()) <= set(ITEMS)
    found: set[tuple[str, str]] = set()
    for name, item in reference().items():
        ours, theirs = told(ITEMS[name]["intervals"], "since", "until"), told(item["intervals"], "from", "to")
        found |= differences(name, ours, theirs)
    assert found == set(DISAGREEMENTS)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared timeline is not beside this repository")
def test_wind_downs_and_second_answers_are_the_reference_s() -> None:
    """The cut-off, the last day, the notice and every `either` of the reference stand in our copy, and no others."""
    for name, item in reference().items():
        said, ours = item.get("grandfathered"), ITEMS[name].get("winding_down")
        theirs = said and {
            "contract_before": said["condition"].rpartition(" ")[2], "until": said["import_until"],
            "notify_by": said["notify_by"], "verdict": said["verdict"],
        }  # fmt: skip
        assert ours == theirs, name
        assert ("either" in item) == ("either" in ITEMS[name]), name


def answers_of_the_reference(name: str, day: date) -> set[str]:
    """The verdicts that the shared timeline allows for an item on a day."""
    spans = (s for s in reference()[name]["intervals"] if (s["from"] or "") <= day.isoformat() <= (s["to"] or "9999"))
    return allowed(ITEMS[name], next(spans)["verdict"])


@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared timeline is not beside this repository")
@pytest.mark.parametrize("name", [name for name in ITEMS if not REFERENCE.exists() or name in reference()])
def test_the_reference_holds_for_our_acts(name: str) -> None:
    """On every day that either timeline names, the program answers as the shared one, disagreements apart."""
    for span in intervals_of(ITEMS[name]):
        since = "" if span.since == FIRST else span.since.isoformat()
        for day in () if (name, since) in DISAGREEMENTS else (span.since, span.middle, span.until):
            for verdict in answers(ITEMS[name], day):
                assert verdict.verdict in answers_of_the_reference(name, day), (day, verdict.to_json())
