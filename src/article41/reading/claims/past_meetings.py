"""Meetings told only by their days: "have not met since December 2008", "those of April 27 and May 26"."""

import re
from collections.abc import Iterator

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.venues import place_in
from article41.reading.claims.vocabulary import triggers
from article41.reading.text import Span

SIX = re.compile(r"\bsix[- ](?:party|nation|way)\b|\bsix nations\b", re.I)
_LAST_MET = re.compile(
    r"\b(?:talks|negotiations|negotiators|envoys|six\s+(?:parties|nations)|round|session)\b"
    r"(?:,\s+which\s+[^.;]{4,90},|\s+(?:of\s+the\s+(?:[\w-]+\s+)?talks(?:,\s+which\s+[^.;]{4,90},)?"
    r"|(?:between|among|with|on|involving)\s+[^.;]{4,90}?))?\s+(?:"
    r"(?:have|had|has)(?:\s+not|n['’]t|\s+never)\s+(?:been\s+)?(?:met|convened|held|taken\s+place|gathered|sat|reconvened)"
    r"(?:\s+again)?\s+since|"
    r"(?:were\s+|was\s+)?(?:last\s+(?:met|convened|held|took\s+place|gathered|sat)|took\s+place|(?:was|were)\s+held)"
    r"(?:\s+\w+)?(?:\s+in\s+(?P<place>[A-Z]\w+))?\s+(?:in|on))\s+(?:early\s+|late\s+)?(?=(?P<at>\S))",
    re.I,
)


def last_met(scene: Scene) -> Iterator[Draft]:
    """The latest round of talks that have not met since; "the talks" are the six-party ones where these were named."""
    match = _LAST_MET.search(scene.text, *scene.span)
    word = next((w for w in scene.words if match and w.span.start == match.start("at")), None)
    about = scene.text[max(scenery.lead(scene, 2), scene.span.start - scenery.PAGE) : scene.span.end]
    if match and word and SIX.search(about) and not scene.quoted(match.start()):
        span = Span(scenery.before(scene, match.start()), word.span.end)
        fields = {"place": match["place"]} if match["place"] and match["place"] not in triggers()["not_a_place"] else {}
        yield Draft("talks.meeting", span, fields, (word,), "the latest of the talks", None, about)


_THOSE = re.compile(
    r"\b(?:those|the\s+(?:earlier|previous|first|other)\s+(?:two|ones?))\s+(?:held\s+)?(?:of|on|in)\s+(?=(?P<at>\S))",
    re.I,
)
_GATHERED = re.compile(r"\b(?P<summit>summits?)\b|\bmeetings?\b", re.I)
_AND = re.compile(r",?\s+(?:and\s+(?:again\s+)?|,)(?:on\s+|in\s+|of\s+)?")


def those_of(scene: Scene) -> Iterator[Draft]:
    """Earlier meetings that a sentence on another one lists by their days and the place they share."""
    match, kind = _THOSE.search(scene.text, *scene.span), _GATHERED.search(scene.text, *scene.span)
    if not match or not kind or kind.start() > match.start():
        return
    place = place_in(scene, Span(match.end(), scene.span.end))
    fields = ({"level": "leader"} if kind["summit"] else {}) | ({"place": place} if place else {})
    at, start = match.start("at"), match.start()
    for word in (w for w in scene.words if w.span.start >= at):
        if word.span.start != at:
            return
        yield Draft("talks.meeting", Span(start, word.span.end), fields, (word,), "those of days", None, scene.said())
        joined = _AND.match(scene.text, word.span.end, scene.span.end)
        at = start = joined.end() if joined else scene.span.end
