"""Tests, launches and other incidents against the record."""

import re
from datetime import timedelta
from itertools import combinations
from typing import Any

from article41.reading.claims import Dated
from article41.reading.found import Link, Wrong
from article41.reading.links.known import Known
from article41.reading.links.verdicts import (
    ONE,
    absent,
    apart,
    confirmed,
    is_day,
    judged,
    on,
    span_of,
    undated,
    wrong_date,
)
from article41.record.counting import Numbered, counted, definitions, missiles, numbered
from article41.record.days import ordinal
from article41.record.entries import Incident
from article41.words import tokens

NEAR, RECENT, LATE = 10, 120, 45
"""Days: how far a date may lie from the only event it can mean; what "recent" reaches back; how far a test's month."""


def nuclear_test(claim: Dated, known: Known) -> Link:
    """By number and by day; each checks the other."""
    tests = numbered(known.record.incidents, definitions(known.record, "nuclear_test")[0])
    nth = claim.fields.get("ordinal")
    named = next((t for t in tests if t.number == nth), None)
    if nth and not named:
        return absent(f"The record holds {len(tests)} nuclear tests, no {ordinal(nth)}.")
    if claim.days is None:
        return _test_without_day(claim, tests, named)
    then = [t for t in tests if on(t.incident, claim.days)]
    if (named and named in then) or (not named and then):
        return confirmed([(named or then[0]).incident], _test(named or then[0]))
    if then:
        return judged([then[0].incident], [Wrong(field="ordinal", said=nth, recorded=then[0].number)], _test(then[0]))
    near = named or min(tests, key=lambda t: apart(t.incident, claim.days))  # type: ignore[arg-type]
    if named or apart(near.incident, claim.days) <= LATE:
        return judged([near.incident], [wrong_date(claim.fields.get("date"), near.incident)], _test(near))
    return absent("The record holds no nuclear test of that time.")


def _test_without_day(claim: Dated, tests: list[Numbered], named: Numbered | None) -> Link:
    if named:
        return confirmed([named.incident], _test(named))
    if claim.published is None:
        return undated("Which nuclear test is meant depends on the day of the report.")
    past = [t for t in tests if span_of(t.incident)[0] <= claim.published.last]
    return (
        confirmed([past[-1].incident], _test(past[-1]))
        if past
        else absent("No nuclear test is recorded before the report.")
    )


def _test(found: Numbered) -> str:
    return f"The {ordinal(found.number)} nuclear test was on {found.incident.date}."


_OF_KIND: dict[str, tuple[str, ...]] = {
    "icbm": ("icbm",), "slbm": ("slbm",), "cruise": ("cruise",), "satellite": ("satellite_launch",),
    "irbm": ("ballistic_missile",), "srbm": ("ballistic_missile",), "ballistic": ("ballistic_missile", "slbm", "icbm"),
}  # fmt: skip
LAUNCHES = ("icbm", "ballistic_missile", "slbm", "satellite_launch", "cruise", "other_weapon")
_RARE = ("icbm", "satellite")
OFF = 1.4
"""Times by which a range or an altitude may be off and still be an early figure of the same flight."""
_NONE = timedelta(0)


def fits(incident: Incident, kind: str | None) -> bool:
    """Whether an incident may be what a report calls by a kind; a source's vague "short-range missile" may be many."""
    if kind is None or kind == "missile":
        return incident.kind in LAUNCHES
    reach = {"irbm": ("IRBM", "", "MRBM"), "srbm": ("SRBM", "", "HGV", "MRBM")}.get(kind)
    if kind == "srbm" and incident.kind == "other_weapon":
        return True
    if kind == "slbm" and "submarine" in incident.what:
        return True
    return incident.kind in _OF_KIND[kind] and (reach is None or incident.reach in reach)


def launch(claim: Dated, known: Known) -> Link:
    """By day and kind, then the numbers; without a day the latest of its kind before the report."""
    kind = claim.fields.get("kind")
    spans = known.spans(LAUNCHES)
    launches = [i for i, _, _ in spans]
    if claim.days is None:
        return _recent_launch(claim, [i for i in launches if fits(i, kind)])
    first, last = claim.days.first - ONE, claim.days.last + ONE
    then = [i for i, since, until in spans if since <= last and first <= until]
    exact = [i for i in then if on(i, claim.days, slack=_NONE)] or then
    found = [i for i in exact if fits(i, kind)] or [i for i in then if fits(i, kind)]
    if found:
        return _found_launch(claim, known, found, then)
    if (
        then
        and is_day(claim.days)
        and kind not in (None, "missile", "satellite")
        and all(i.kind != "other_weapon" for i in then)
    ):
        return judged(then, [Wrong(field="kind", said=kind, recorded=_called(then[0]))], _launch(then[0]))
    return _misdated_launch(claim, [i for i in launches if fits(i, kind)])


def _found_launch(claim: Dated, known: Known, found: list[Incident], then: list[Incident]) -> Link:
    """Confirmed, contradicted in a number, or left open where the record counts otherwise but others may be meant."""
    count, kind = claim.fields.get("count"), claim.fields.get("kind")
    if is_day(claim.days):
        wrong = _wrong_numbers(claim, found, then)
        vague = kind in (None, "missile") and _RANGED.search(claim.draft.about)
        if vague and any(w.field == "count" for w in wrong):
            return absent("The record holds launches of that day, but not so many of that sort.")
        return judged(_nearest(found, claim), wrong, _launch(found[0]))
    if count and count not in _counts(known, found):
        held = f"The record holds {len(found)} such entries in that time, {missiles(found)} missiles."
        return (
            judged(found, [Wrong(field="count", said=count, recorded=len(found))], held)
            if kind in _RARE
            else absent(held)
        )
    return confirmed(_nearest(found, claim), _launch(found[0]))


def _counts(known: Known, found: list[Incident]) -> set[int]:
    """Every number that may be given for some incidents: entries, missiles, and entries by each definition."""
    return {len(found), missiles(found), *(len(counted(found, d)) for d in known.record.definitions)}


def _nearest(found: list[Incident], claim: Dated) -> list[Incident]:
    assert claim.days
    middle = claim.days.first
    return sorted(found, key=lambda i: abs((span_of(i)[0] - middle).days))


def _recent_launch(claim: Dated, fitting: list[Incident]) -> Link:
    if claim.published is None:
        return undated("Which launch is meant depends on the day of the report.")
    last = claim.published.last
    past = [i for i in fitting if 0 <= (last - span_of(i)[0]).days <= RECENT]
    count = claim.fields.get("count", 1)
    if not past:
        return absent("The record holds no such launch in the months before the report.")
    return confirmed(list(reversed(past))[: max(1, int(count))], f"The latest before the report: {_launch(past[-1])}")


def _misdated_launch(claim: Dated, fitting: list[Incident]) -> Link:
    """A date near the one launch of a rare kind that it can mean."""
    assert claim.days
    near = [i for i in fitting if apart(i, claim.days) <= NEAR]
    if claim.fields.get("kind") in _RARE and is_day(claim.days) and len(near) == 1:
        return judged(near, [wrong_date(claim.fields.get("date"), near[0])], _launch(near[0]))
    return absent("The record holds no such launch at that time.")


_RANGED = re.compile(r"-range|anti-ship|surface-to|hypersonic|tactical")
"""Words of a sort of missile that the record may hold under another kind, or not at all."""


def _wrong_numbers(claim: Dated, found: list[Incident], day: list[Incident]) -> list[Wrong]:
    """Count, range and altitude that no reading of the day's entries gives.

    Early reports differ from later data: only what is off by more than `OFF` contradicts.
    """
    wrong = []
    count = claim.fields.get("count")
    counts = [i.count for i in day]
    if count and None not in counts and count not in _sums([c for c in counts if c]):
        wrong.append(Wrong(field="count", said=count, recorded=sum(i.count or 0 for i in found)))
    for field, name in (("range_km", "range_km"), ("altitude_km", "apogee_km")):
        values = [v for i in found if (v := getattr(i, name))]
        said = claim.fields.get(field)
        if said and values and not any(v / OFF <= said <= v * OFF for v in values) and len(values) == len(found):
            wrong.append(Wrong(field=field, said=said, recorded=values[0]))
    return wrong


def _sums(counts: list[int]) -> set[int]:
    few = counts[:8]
    return {sum(some) for n in range(1, len(few) + 1) for some in combinations(few, n)} | {sum(counts)}


def _called(incident: Incident) -> str:
    return incident.reach.lower() or incident.kind


def _launch(incident: Incident) -> str:
    return (
        f"On {incident.date} the record holds: {incident.system or incident.what or incident.kind.replace('_', ' ')}."
    )


_COMMON = frozenset(
    tokens(
        "north korea korean the of a an in on at to and by its test launch south missile us said that with from"
        " for was were"
    )
)


def other(claim: Dated, known: Known) -> Link:
    """By day and a word in common, or without a day by two words."""
    apart_from = ("nuclear_test", *LAUNCHES[:-1])
    others = [i for i in known.record.incidents if i.kind not in apart_from and "missile" not in i.what]
    asked = set(tokens(claim.draft.about)) | set(tokens(str(claim.fields.get("kind", ""))))
    asked = {t for t in asked - _COMMON if not t.isdigit()}
    scored = [(len(asked & (_words(i) - _COMMON)), i) for i in others if claim.days is None or on(i, claim.days)]
    best: tuple[int, Any] = max(scored, key=lambda s: s[0], default=(0, None))
    if best[1] is None or best[0] < (1 if claim.days else 2):
        return absent("The record holds no such incident at that time.")
    return confirmed([best[1]], f"On {best[1].date} the record holds: {best[1].what or best[1].kind}.")


def breach(claim: Dated, known: Known) -> Link:
    """A theft or a delivery that the record holds as an event: by the one it was done to, named in both."""
    about = claim.draft.about
    held = [i for i in known.record.incidents if i.kind == "event" and claim.fields.get("kind") == "cyber"]
    named = [i for i in held if any(m[1] in about for m in _VICTIM.finditer(i.what)) and _before(i, claim)]
    if not named:
        return absent("The record does not hold this breach of the measures.")
    return confirmed(named[-1:], f"On {named[-1].date} the record holds: {named[-1].what}.")


_VICTIM = re.compile(r"\bfrom\s+([A-Z]\w+)")


def _before(incident: Incident, claim: Dated) -> bool:
    return claim.published is None or span_of(incident)[0] <= claim.published.last


def _words(incident: Incident) -> set[str]:
    return set(
        tokens(
            " ".join(
                (
                    incident.what,
                    incident.system,
                    incident.site,
                    incident.note,
                    incident.kind,
                    incident.id.replace("-", " "),
                )
            )
        )
    )
