"""Whether a meeting was held, and the words that tell of it."""

import re

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Scene
from article41.reading.claims.vocabulary import pattern
from article41.reading.text import Span, trim


def took_place(scene: Scene, trigger: Span) -> bool:
    start = max(scenery.before(scene, trigger.start), trigger.start - 40)
    if pattern("not_a_meeting").search(scene.text, start, trigger.start):
        return False
    return not re.match(
        r"\s+(?:would|could|may|might|will|is expected|was expected|scheduled|planned|was planned)\b|-",
        scene.text[trigger.end : trigger.end + 30],
    )


def _to_a_place(scene: Scene, trigger: Span, stop: str) -> bool:
    """ "a visit to Pyongyang": the place goes with the noun."""
    return stop == "to " and trigger.of(scene.text).lower() in ("visit", "trip")


OPENED = re.compile(
    r",?\s*(?:(?:which|that)\s+)?(?:(?:were|was|are|had|have)\s+)?(?:last\s+|been\s+|first\s+)*"
    r"(?:held|convened|opened|began|begun|started|resumed|took\s+place|kicked\s+off|got\s+under\s+way|met|concluded|ended)\b"
)
"""Behind the noun: the talks took place."""


def held_phrase(scene: Scene, trigger: Span, verb: bool) -> Span:
    """The clause for a verb; for a noun, from its article on to the end of its own phrase."""
    end = min(scene.span.end, trigger.end + 2 * scenery.REACH)
    for stop in re.finditer(
        r"[;:—–\"“”]|\s--?\s|,\s(?!\d)|(?<![A-Z])\.\s|\b(?:after|when|while|because|"
        r"although|that|which|who|said|says|but|over|were|was|is|produced|to)\s",
        scene.text[trigger.end : end],
    ):
        at = trigger.end + stop.start()
        if not verb and (OPENED.match(scene.text, at, scene.span.end) or _to_a_place(scene, trigger, stop[0])):
            continue
        if any(w.span.start - 6 * (stop[0][0] == ",") <= at < w.span.end for w in scene.words):
            continue
        end = trigger.end + stop.start()
        break
    start = scenery.before(scene, trigger.start)
    if not verb:
        start = max(start, trigger.start - 45)
        article = list(
            re.finditer(
                r"\b(?:(?i:an?|the|his|her|their|its|three|two)|[A-Z]\w+['’]s)\s", scene.text[start : trigger.start]
            )
        )
        start = start + article[0].start() if article else trigger.start
    return trim(scene.text, start, end, " ,.\n")
