"""All claims of a report, each event or measure once, at its fullest place."""

import re
from collections.abc import Iterator
from itertools import chain

from article41.reading.claims import (
    amounts_kept,
    bans,
    caps,
    council_statements,
    designations,
    drafts,
    flights,
    gates,
    incidents,
    launches,
    measures,
    mechanism,
    meetings,
    nuclear_tests,
    outcomes,
    resolutions,
    sittings,
    tallies,
    venues,
    vetoes,
    violations,
)
from article41.reading.claims.context import with_days
from article41.reading.claims.merging import merged
from article41.reading.claims.people import Persons
from article41.reading.claims.scene import REACH, Draft, Scene, scenes
from article41.reading.claims.vocabulary import pattern
from article41.reading.text import Report


def find(report: Report) -> list[Draft]:
    """Claims in text order, their days still words of time."""
    persons, city = Persons(report.text), venues.dateline(report)
    found: list[Draft] = []
    for scene in scenes(report):
        here = list(_in_scene(scene, persons, city))
        found += tallies.with_votes(found, here, scene) or _with_flight(found, scene)
    return with_days(merged(_of_adoption(_of_resolutions(found, report))), report)


def _of_adoption(found: list[Draft]) -> list[Draft]:
    """A mandate prolonged has the day of the only resolution that the report tells to be adopted."""
    adopted = [d for d in found if d.type == "council.adoption" and d.words]
    return [
        d._replace(words=adopted[0].words)
        if len(adopted) == 1 and d.type == "mechanism" and d.fields.get("act") == "extended" and not d.words
        else d
        for d in found
    ]


def _with_flight(found: list[Draft], scene: Scene) -> list[Draft]:
    """Range and altitude told in a sentence of their own go to the launch told right before; nothing new is found."""
    latest = range(len(found) - 1, max(-1, len(found) - 9), -1)
    last = next((n for n in latest if found[n].type == "incident.launch"), None)
    near = last is not None and scene.span.start - found[last].span.end < 4 * REACH
    if last is not None and near and (told := flights.flights(scene)):
        found[last] = found[last]._replace(fields=told | found[last].fields)
    return []


def _in_scene(scene: Scene, persons: Persons, city: str | None) -> Iterator[Draft]:
    low = scene.said().lower()
    yield from _incidents(scene, low)
    yield from _council(scene, low)
    yield from _measures(scene, low)
    yield from _talks(scene, low, persons, city)
    if gates.holds(scene.bits, "panel_of_experts", "msmt", "1718_committee", "ended", "mandate", "created"):
        yield from mechanism.mechanisms(scene)
    yield from violations.violations(scene, low)


_LAUNCH_WORDS = (
    " since ",
    "into space",
    "attempt",
    " bid ",
    " try ",
    "effort",
    "the launch ",
    "launch on",
    "firing on",
)


def _incidents(scene: Scene, low: str) -> Iterator[Draft]:
    if any(word in low for word in nuclear_tests.NUCLEAR_WORDS):
        yield from nuclear_tests.nuclear_tests(scene)
    elif any(word in low for word in nuclear_tests.SET_OFF):
        yield from nuclear_tests.the_one(scene)
    if gates.holds(scene.bits, gates.LAUNCHES) or any(word in low for word in _LAUNCH_WORDS):
        yield from launches.launches(scene)
    yield from incidents.others(scene, low)


def _council(scene: Scene, low: str) -> Iterator[Draft]:
    vetoed = list(vetoes.vetoes(scene)) if gates.holds(scene.bits, "vetoed", "rejected", "stopped_a_text") else []
    adopt = resolutions.numbered if vetoed else resolutions.adoptions
    adopted = list(adopt(scene)) if gates.holds(scene.bits, "adopted_what", "numbered") else []
    yield from chain(vetoed, adopted)
    if not (vetoed or adopted) and gates.holds(scene.bits, "a_text"):
        yield from drafts.drafts(scene)
    if "statement" in low or "press" in low or gates.holds(scene.bits, "censured", "blamed"):
        yield from council_statements.statements(scene)
    if gates.holds(scene.bits, "gathering", "council_itself", "council_body"):
        yield from sittings.meetings(scene)


def _measures(scene: Scene, low: str) -> Iterator[Draft]:
    trade = gates.holds(scene.bits, gates.GOODS) or "barrel" in low or "tonne" in low or " tons" in low
    capped = list(caps.caps(scene)) if trade and gates.holds(scene.bits, "capped") else []
    if trade and gates.holds(scene.bits, "levels"):
        capped += amounts_kept.levels(scene, [d.span for d in capped])
    banned = list(bans.bans(scene, [d.span for d in capped])) if trade and gates.holds(scene.bits, "banned") else []
    listed = list(designations.designations(scene)) if gates.holds(scene.bits, "blacklisted") else []
    yield from chain(capped, banned, listed)
    yield from measures.others(scene, [d.span for d in chain(capped, banned, listed)])


_TALKED = ("talks_words", "agreement", "leaders", "walked_out")


def _talks(scene: Scene, low: str, persons: Persons, city: str | None) -> Iterator[Draft]:
    came_to = (
        list(outcomes.outcomes(scene, city))
        if gates.holds(scene.bits, *outcomes.LISTS)
        and (gates.holds(scene.bits, *_TALKED) or outcomes.ELLIPTIC.match(scene.text, scene.span.start))
        else []
    )
    yield from came_to
    if gates.holds(scene.bits, "met"):
        told = [d.span for d in came_to]
        held = meetings.meetings(scene, persons, city)
        yield from (d for d in held if not any(d.span.start < t.end and t.start < d.span.end for t in told))


def _of_resolutions(found: list[Draft], report: Report) -> list[Draft]:
    """Measures and adoptions with the resolution they are of: named in the sentence, else the one that is reported.

    A report speaks of one resolution where an adoption names it, or where it names only one.
    """
    adoptions = [d for d in found if d.type == "council.adoption" and not pattern("extended").search(d.about)]
    adopted = [d.fields["resolution"] for d in adoptions if "resolution" in d.fields]
    named = list(dict.fromkeys(int(m["number"]) for m in resolutions.RESOLUTION.finditer(report.text)))
    reported = adopted[0] if adopted else named[0] if len(named) == 1 and not _older(report, named[0]) else None
    if adoptions and "resolution" not in adoptions[0].fields:
        reported = _of_head(adoptions, named, report)
    adopting = any(d.type == "council.adoption" for d in found)
    return [_with_resolution(d, reported, adopting, _named_with(report, d)) for d in found]


def _named_with(report: Report, draft: Draft) -> "re.Match[str] | None":
    """The resolution that a sentence names for a claim: right behind it, else last before it ends, else first."""
    if under := _UNDER.match(report.text, draft.span.end):
        return under
    start = max(0, report.text.rfind(draft.about, 0, draft.span.start + len(draft.about)))
    named = list(resolutions.RESOLUTION.finditer(report.text, start, start + len(draft.about)))
    return next((m for m in reversed(named) if m.end() <= draft.span.end), named[0] if named else None)


def _of_head(adoptions: list[Draft], named: list[int], report: Report) -> int | None:
    """The number of the adoption told first, which does not give it: none that another one has, of another day."""
    others = {d.fields.get("resolution") for d in adoptions if d.words and d.words != adoptions[0].words}
    left = [n for n in named if n not in others and not _older(report, n)]
    newer = [n for n in left if not re.search(rf"{n}, which was (?:adopted|passed|approved) on", report.text)]
    return next(iter(newer or left), None)


def _older(report: Report, number: int) -> bool:
    """Named as an older text: "Resolution 1718 of 2006", "adopted last September"."""
    return (
        re.search(
            rf"{number}\s*(?:\((?:19|20)\d\d\)|of (?:19|20)\d\d|\(|"
            rf",? (?:which was )?(?:adopted|passed|approved) (?:in|last|after))",
            report.text,
        )
        is not None
    )


_OF_ANOTHER_YEAR = re.compile(r"\b(?:since|dating (?:from|back to)|from|of) (?:19|20)\d\d\b")
"""A measure so told is older than what the report is about."""


_UNDER = re.compile(
    r"\s*(?:a year\s+)?(?:under|by|in|of|set by)\s+(?:U\.?N\.?\s+)?[Rr]esolution\s+(?P<number>\d{3,4})\b"
)
"""Right behind a measure: the resolution it is of, though the sentence names another one first."""


def _with_resolution(draft: Draft, reported: int | None, adopting: bool, near: "re.Match[str] | None") -> Draft:
    measure = (
        draft.type.startswith("measure.")
        and draft.fields.get("status") == "in_force"
        and draft.rule != "the cap before"
    )
    if not (measure or draft.type == "council.adoption") or "resolution" in draft.fields:
        return draft
    carried = reported if adopting and not (measure and _OF_ANOTHER_YEAR.search(draft.about)) else None
    number = int(near["number"]) if near and measure else carried
    return draft._replace(fields=draft.fields | {"resolution": number}) if number else draft
