"""Claims of incidents of other kinds."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.nouns import timed_noun
from article41.reading.claims.nuclear_tests import draft
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import either, kinds, pattern
from article41.reading.text import Span

_GAP = r"[^.;]{0,60}?"


@cache
def _others() -> dict[str, re.Pattern[str]]:
    told = ((kind, either(event.acts), either(event.things)) for kind, event in kinds().incidents.items())
    return {k: re.compile(f"{a}{_GAP}{t}|{t}{_GAP}{a}", re.I) for k, a, t in told}


def others(scene: Scene, low: str) -> Iterator[Draft]:
    """Incidents of other kinds, each once a sentence, by the words of `kinds.yaml`; `low` is it in lower case."""
    for kind in gates.those_of(scene.bits, gates.INCIDENT):
        for match in _others()[kind].finditer(scene.text, *scene.span):
            span = Span(*match.span())
            if _happened(scene, span):
                yield _incident(scene, span, kind)
                break


_DENIED = re.compile(
    r"\b(?:any|no)\s+(?:\w+\s+)?(?:hand|part|role|involvement|responsibility|share|knowledge)\s+(?:in|for|of)\b"
)
"""Who denies a part in an event says that it happened."""


def _happened(scene: Scene, span: Span) -> bool:
    """Whether nothing before the act, or within it, makes it wished, feared or still to come."""
    start = max(scenery.before(scene, span.start), span.start - scenery.REACH // 2)
    denied = _DENIED.search(scene.text, start, span.start)
    if pattern("not_asserted_before").search(scene.text, denied.end() if denied else start, span.start):
        return False
    return not pattern("not_asserted_incident").search(scene.text, *span)


_NOUN = re.compile(r"(?:\w+ing|attack|demolition|destruction|assassination|murder|hack|death)\s+(?:of|on)\b", re.I)


def _incident(scene: Scene, span: Span, kind: str) -> Draft:
    """A noun has its own word of time behind it; a verb has its clause's."""
    if not _NOUN.match(span.of(scene.text)):
        return draft(scene, "incident.other", span, {"kind": kind}, f"incident: {kind}")
    when = timed_noun(scene, span)
    return Draft(
        "incident.other", scenery.reaching(span, when), {"kind": kind}, when, f"incident: {kind}", None, scene.said()
    )
