"""Claims of caps told without an amount: trade in a good is kept at the level it has."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims.caps import is_proposed, mentions
from article41.reading.claims.scene import Draft, Scene
from article41.reading.text import Span


def levels(scene: Scene, taken: list[Span]) -> Iterator[Draft]:
    """Caps without an amount: "freezes crude oil at the level of the past year"."""
    for match in _at_level().finditer(scene.text, *scene.span):
        named = mentions(scene.text, Span(*match.span()))
        apart = not any(match.start() < t.end and t.start < match.end() for t in taken)
        if named and apart and not scene.quoted(match.start()):
            status = "proposed" if is_proposed(scene, scene.span) else "in_force"
            fields = {"goods": named[-1].name, "status": status}
            yield Draft("measure.cap", Span(*match.span()), fields, (), "a level kept", None, scene.said())
            return


@cache
def _at_level() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:freez|cap|keep|kept|hold|held|limit|fix|peg|restrict|stay|remain|maintain|frozen)\w*\s[^.;,]{0,60}?\bat\s+"
        r"(?:(?:the|its|their|current|present|existing|recent|last)\s+)*(?:\w+['’]s\s+)?levels?\b"
        r"(?:\s+of\s+the\s+(?:past|last|previous|preceding)\s+(?:\w+\s+)?(?:months|year))?"
        r"|\b(?:crude oil|crude|oil)\b[^.;,]{0,30}?\s(?:frozen|capped|held|kept|stays?|remains?)\s+at\s+"
        r"(?:(?:the|its|their|current|present|existing|recent)\s+)*levels?\b",
        re.I,
    )
