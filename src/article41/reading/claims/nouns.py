"""The word of time of an event that a noun tells: "its launch on Monday", "Thursday's test"."""

import re

from article41.reading.claims import anchors
from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Scene
from article41.reading.text import Span
from article41.reading.when import Word

_AS_CLAIMED = re.compile(
    r"(?:\s*,?\s+(?:that|which)\s+(?:the\s+)?(?:[A-Z][\w'’.]*\s+|it\s+|the\s+|of\s+|had\s+|has\s+){1,7}announced\b)?"
    r"(?:\s+of\s+(?:the\s+)?(?:Democratic People['’]s Republic of Korea|North Korea|"
    r"DPRK))?\s*,?\s*(?:that\s+)?(?:(?:it|the country|the North|Pyongyang|"
    r"North Korea)\s+(?:says|said|claims|claimed)\s+(?:it\s+)?)?"
    r"(?:(?:which\s+|that\s+)?(?:(?:was|came|had been)\s+)?"
    r"(?:carried out|conducted|held|staged|performed|took place|taken place|came|was|fell|happened|occurred"
    r"|dates from)\b)?",
)


def timed_noun(scene: Scene, noun: Span) -> tuple[Word, ...]:
    """The word of time of a noun phrase: behind it in its clause, or right before it ("Thursday's test")."""
    done = _AS_CLAIMED.match(scene.text, noun.end, scene.span.end)
    end = scenery.behind(scene, done.end() if done else noun.end)
    aside = _BEHIND_DOORS.search(scene.text, noun.end, end)
    end = aside.start() if aside else end
    late = [w for w in scene.words if noun.start <= w.span.start and w.span.end <= end]
    early = [w for w in scene.words if scene.text[w.span.end : noun.start] in ("'s ", "’s ")]
    named = noun.of(scene.text).lower().startswith(("its ", "the ", "their "))
    apposed = [w for w in scene.words if named and w.sort == "day" and scene.text[w.span.end : noun.start] == ", "]
    led = [w for w in scene.words if _LED.fullmatch(scene.text, w.span.end, noun.start)]
    return scenery.of_year(scene, (late or early or apposed or led)[:1]) or anchors.relative(
        scene, Span(noun.start, end)
    )


_BEHIND_DOORS = re.compile(r"\b(?:behind closed doors|in (?:an? )?(?:\w+ )?(?:session|meeting|consultations|talks))\b")
"""What goes on with the one who discusses an event, not with the event."""
_LED = re.compile(r"\s+(?:with|by|to)\s+(?:(?:conduct|carry out|stage|hold)\w*\s+)?")
"""Between a word of time and what was done then: "followed up in May with its second nuclear test"."""
