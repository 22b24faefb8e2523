"""At what level a meeting was held: leaders, ministers, envoys, officials, scholars."""

import re
from collections.abc import Iterator

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Scene
from article41.reading.claims.vocabulary import pattern
from article41.reading.text import Span

_LEVELS = ("track2", "leader", "working", "minister", "envoy")


def level(scene: Scene, held: Span, people: list[str]) -> str | None:
    """By the words of the clause, of the sentence, of the paragraph, or before the names of those who met."""
    end = min(scene.span.end + scenery.PAGE, scene.report.paragraphs[scene.paragraph].span.end)
    paragraph = Span(scenery.lead(scene), end)
    for place in (held, scene.span, paragraph):
        for level in _LEVELS:
            if _of_level(scene, level, place):
                return level
    named = [m.start() for name in people for m in _mentions(scene, name)]
    for at in named:
        for level in _LEVELS:
            if _of_level(scene, level, Span(max(0, at - 60), at)):
                return level
    return None


def _of_level(scene: Scene, level: str, place: Span) -> bool:
    """Whether a word of a level stands there; a vice minister or an assistant secretary is none of a minister's."""
    found = pattern(f"level_{level}").finditer(scene.text, *place)
    return any(not _LESSER.search(scene.text, max(0, m.start() - 12), m.start()) for m in found)


_LESSER = re.compile(r"\b(?:vice|deputy|assistant|under|former)[ -]$", re.I)


def _mentions(scene: Scene, name: str) -> Iterator["re.Match[str]"]:
    return re.compile(re.escape(name)).finditer(scene.text, max(0, scene.span.start - scenery.PAGE), scene.span.end)
