"""Claims of incidents of other kinds."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims import scene as scenery
from article41.reading.claims.nuclear_tests import draft
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import either, kinds
from article41.reading.text import Span


@cache
def _others() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(either(words), re.I)) for kind, words in kinds().incidents.items())


def others(scene: Scene) -> Iterator[Draft]:
    """Incidents of other kinds, by the words of `kinds.yaml`."""
    for kind, words in _others():
        for match in words.finditer(scene.text, *scene.span):
            span = Span(*match.span())
            if scenery.asserted(scene, span):
                yield draft(scene, "incident.other", span, {"kind": kind}, f"incident: {kind}")
