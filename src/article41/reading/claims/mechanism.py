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
    if ending := _will_end(scene):
        yield ending
        return
    for match in _body().finditer(scene.text, *scene.span):
        name = str(match.lastgroup).removeprefix("c")
        clause = scenery.clause(scene, Span(*match.span()))
        clause = Span(clause.start, max(clause.end, _relative(scene, match.end())))
        for act in _ACTS:
            verb = pattern(act).search(scene.text, *clause)
            if verb and _done(scene, Span(*verb.span()), act, match.start()):
                when = scenery.timed(scene, Span(*verb.span()), clause)
                span = trim(scene.text, min(verb.start(), match.start()), max(verb.end(), match.end()))
                after = 0 if not when and "this morning" in scene.said() else None
                fields = {"name": name, "act": act}
                yield Draft(
                    "mechanism", scenery.reaching(span, when), fields, when, f"{name} {act}", after, scene.said()
                )
                return


_RELATIVE = re.compile(r",\s+(?:which|whose)\s+[^.,;]{0,90}")
_ENDING = re.compile(r"\b(?:[Ii]t|[Tt]he panel) will (?=(?:cease|end))")


def _will_end(scene: Scene) -> Draft | None:
    """ "It will cease its work on 30 April", where the panel was spoken of."""
    match = _ENDING.search(scene.text, *scene.span)
    if not match or not pattern("panel_of_experts").search(scene.text, scenery.lead(scene), scene.span.end):
        return None
    span = Span(*match.span())
    when = scenery.timed(scene, span, scene.span)
    fields = {"name": _BODIES[-1], "act": "ended"}
    return Draft("mechanism", scenery.reaching(span, when), fields, when, "the panel will end", None, scene.said())


def _relative(scene: Scene, end: int) -> int:
    """The end of a relative clause right behind the body: "the panel, whose mandate the council renewed in March"."""
    match = _RELATIVE.match(scene.text, end, scene.span.end)
    return match.end() if match else end


def _done(scene: Scene, verb: Span, act: str, body: int) -> bool:
    start = scenery.before(scene, verb.start)
    if act == "reported" and re.search(
        r"\bto (?:hand|submit|present|issue)", scene.text[max(scene.span.start, verb.start - 25) : verb.end]
    ):
        return False
    if act == "ended" and re.search(r"\b(?:cease|end)", verb.of(scene.text)):
        return True
    if re.search(
        r"\b(?:veto\w*|block\w*|reject\w*|would|will|could|fail\w*|not|seek\w*|call\w*)\b",
        scene.text[start : verb.start],
    ):
        return False
    return act != "created" or verb.start > body or verb.end > body - 40
