"""Claims of incidents of other kinds."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims import scene as scenery
from article41.reading.claims.nuclear_tests import draft
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import either, kinds, pattern
from article41.reading.text import Span


_GAP = r"[^.;]{0,60}?"


@cache
def _others() -> tuple[tuple[str, re.Pattern[str]], ...]:
    told = ((kind, either(event.acts), either(event.things)) for kind, event in kinds().incidents.items())
    return tuple((k, re.compile(f"{a}{_GAP}{t}|{t}{_GAP}{a}", re.I)) for k, a, t in told)


def others(scene: Scene) -> Iterator[Draft]:
    """Incidents of other kinds, each once a sentence, by the words of `kinds.yaml`."""
    for kind, words in _others():
        for match in words.finditer(scene.text, *scene.span):
            span = Span(*match.span())
            if scenery.asserted(scene, span) and not pattern("not_asserted_incident").search(match[0]):
                yield draft(scene, "incident.other", span, {"kind": kind}, f"incident: {kind}")
                break
