"""Claims of the bodies that watch over the sanctions: made, prolonged, ended, reported."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span, trim

_BODIES = ("msmt", "1718_committee", "panel_of_experts")
_ACTS = ("extended", "ended", "created", "reported")


@cache
def _body() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{'c' if n[0].isdigit() else ''}{n}>{any_of(n)})" for n in _BODIES), re.I)


def mechanisms(scene: Scene) -> Iterator[Draft]:
    """One act of one body a sentence; a renewal that was only asked for or vetoed is none."""
    for match in _body().finditer(scene.text, *scene.span):
        name = str(match.lastgroup).removeprefix("c")
        clause = scenery.clause(scene, Span(*match.span()))
        for act in _ACTS:
            verb = pattern(act).search(scene.text, *clause)
            if verb and _done(scene, Span(*verb.span()), act, match.start()):
                when = scenery.timed(scene, Span(*verb.span()), clause)
                span = trim(scene.text, min(verb.start(), match.start()), max(verb.end(), match.end()))
                fields = {"name": name, "act": act}
                yield Draft(
                    "mechanism", scenery.reaching(span, when), fields, when, f"{name} {act}", None, scene.said()
                )
                return


def _done(scene: Scene, verb: Span, act: str, body: int) -> bool:
    start = scenery.before(scene, verb.start)
    if re.search(
        r"\b(?:veto\w*|block\w*|reject\w*|would|will|could|may|fail\w*|until|to|not|due to|set to)\b",
        scene.text[start : verb.start],
    ):
        return False
    return act != "created" or verb.start > body or verb.end > body - 40
