"""All claims of a report, each event or measure once, at its fullest place."""

import re
from collections.abc import Iterator
from itertools import chain

from article41.reading.claims import bans, caps, council, incidents, measures, mechanism, talks, violations
from article41.reading.claims.merging import merged
from article41.reading.claims.people import Persons
from article41.reading.claims.scene import Draft, Scene, scenes
from article41.reading.text import Report

_WORTH = re.compile(
    r"test|missile|rocket|satellite|launch|fire|ICBM|projectile|council|resolution|draft|sanction|veto|statement|embargo|ban|bar|cap|limit"
    r"|prohibit|blacklist|barrel|ton|talks|summit|met\b|hosted|shook|sat |off the|meet|saw\b|visit|trip|agree|deal|panel|monitor|committee|MSMT|coal|oil|arms|weapon|cargo"
    r"|worker|labou?r|hack|crypto|Cheonan|Yeonpyeong|office|Jong|flew|altitude|freez|inspect|broke|collaps|quit|may not|exit|number \d|joint|export|suppl|its \w+ |engine|parade|stole|ship",
    re.I,
)
"""A sentence without any of these claims nothing, and is not looked at further."""


def find(report: Report) -> list[Draft]:
    """Claims in text order, their days still words of time."""
    persons, city = Persons(report.text), talks.dateline(report)
    found = list(
        chain.from_iterable(_in_scene(s, persons, city) for s in scenes(report) if _WORTH.search(s.text, *s.span))
    )
    return merged(_of_resolutions(found, report))


def _in_scene(scene: Scene, persons: Persons, city: str | None) -> Iterator[Draft]:
    yield from incidents.nuclear_tests(scene)
    yield from incidents.launches(scene)
    yield from incidents.others(scene)
    vetoed = list(council.vetoes(scene))
    adopted = [] if vetoed else list(council.adoptions(scene))
    yield from chain(vetoed, adopted, [] if vetoed or adopted else council.drafts(scene))
    yield from council.statements(scene)
    yield from council.meetings(scene)
    yield from _measures(scene)
    came_to = list(talks.outcomes(scene, city))
    yield from came_to or talks.meetings(scene, persons, city)
    yield from mechanism.mechanisms(scene)
    yield from violations.violations(scene)


def _measures(scene: Scene) -> Iterator[Draft]:
    capped = list(caps.caps(scene))
    banned = list(bans.bans(scene, [d.span for d in capped]))
    listed = list(measures.designations(scene))
    yield from chain(capped, banned, listed)
    yield from measures.others(scene, [d.span for d in chain(capped, banned, listed)])


def _of_resolutions(found: list[Draft], report: Report) -> list[Draft]:
    """Measures and adoptions with the resolution they are of: named in the sentence, else the one that is reported.

    A report speaks of one resolution where an adoption names it, or where it names only one.
    """
    adopted = [d.fields["resolution"] for d in found if d.type == "council.adoption" and "resolution" in d.fields]
    named = list(dict.fromkeys(int(m["number"]) for m in council.RESOLUTION.finditer(report.text)))
    reported = adopted[0] if adopted else named[0] if len(named) == 1 and not _older(report, named[0]) else None
    return [
        _with_resolution(d, reported, bool(adopted) or any(o.type == "council.adoption" for o in found)) for d in found
    ]


def _older(report: Report, number: int) -> bool:
    """Named as an older text: "Resolution 1718 of 2006", "adopted last September"."""
    return (
        re.search(
            rf"{number}\s*(?:\((?:19|20)\d\d\)|of (?:19|20)\d\d|\(|,? (?:which was )?(?:adopted|passed|approved) (?:in|last|after))",
            report.text,
        )
        is not None
    )


def _with_resolution(draft: Draft, reported: int | None, adopting: bool) -> Draft:
    measure = (
        draft.type.startswith("measure.")
        and draft.fields.get("status") == "in_force"
        and draft.rule != "the cap before"
    )
    if not (measure or draft.type == "council.adoption") or "resolution" in draft.fields:
        return draft
    near = council.RESOLUTION.search(draft.about)
    number = int(near["number"]) if near and measure else reported if adopting else None
    return draft._replace(fields=draft.fields | {"resolution": number}) if number else draft
