"""The same event told once more, of another day."""

import re
from functools import cache

from article41.reading.claims.flights import kind_of, missile_words
from article41.reading.claims.scene import Draft, Scene
from article41.reading.numbers import NUMBER, value
from article41.reading.text import Span


def also_on(scene: Scene, draft: Draft) -> Draft | None:
    """The same once more: "on April 23 and on July 9", "on April 27 and again on May 26"."""
    at = draft.words[0].span.end if draft.words else draft.span.end
    other = _other().match(scene.text, at, scene.span.end) if draft.type == "incident.launch" else None
    match = other or _AGAIN.match(scene.text, at, scene.span.end) or _MORE.match(scene.text, at, scene.span.end)
    word = next((w for w in scene.words if match and w.span.start == match.end()), None)
    if not match or not word or not draft.words:
        return None
    once = {k: v for k, v in draft.fields.items() if k in ("kind", "people", "place", "level")}
    if other:
        once = {"kind": kind} if (kind := kind_of(other["what"])) else {}
    if more := match.groupdict().get("more"):
        once["count"] = 1 if more.lower() == "another" else value(more)
    span = Span(at + len(match["gap"]), word.span.end)
    return Draft(draft.type, span, once, (word,), f"{draft.rule}, again", None, draft.about)


@cache
def _other() -> re.Pattern[str]:
    """ "and a Scud on May 29": another missile of another day."""
    return re.compile(
        r"(?P<gap>(?:,\s+which\s(?:[^,.;]|,(?=\d)){2,60})?,?\s+(?:and|then|followed by)\s+)"
        rf"(?:an?|(?P<more>{NUMBER}))\s+"
        rf"(?:[\w-]+\s+){{0,3}}?(?P<what>{missile_words()})\s+(?:on\s+|in\s+)?",
        re.I,
    )


_MORE = re.compile(
    rf"(?P<gap>,?\s+(?:and|then|followed by)\s+(?:then\s+)?)(?P<more>another|{NUMBER})"
    r"(?:\s+(?:more|others?|missiles?))?\s+"
    r"(?:on\s+|in\s+)?",
    re.I,
)
_AGAIN = re.compile(r"(?P<gap>,?\s+and\s+)(?:then\s+)?(?:again\s+(?:on\s+|in\s+)?|on\s+)", re.I)
