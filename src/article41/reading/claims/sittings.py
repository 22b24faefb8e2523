"""Claims that the Council met, or will meet on a day named."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from article41.reading.claims import scene as scenery
from article41.reading.claims.nouns import timed_noun
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span
from article41.reading.when import Word

_SORT = (
    r"(?:closed(?:-door)?|emergency|urgent|open|private|ministerial|high-level|special|informal|public|formal|regular)"
)
_SITTING = r"(?:consultations|meetings?|session|talks|debate|briefing|discussions?)"
_AHEAD = (
    r"(?:will|plans to|planned to|is to|are to|was to|is due to|was due to|is set to|is scheduled to|is expected to)\s+"
    r"(?:also\s+|again\s+|soon\s+)?(?:meet|hold|convene|discuss|take up|gather|sit|debate|be briefed|consider)"
)


@cache
def _meeting() -> re.Pattern[str]:
    council, body = any_of("council_itself"), any_of("council_as_one", "council_body")
    return re.compile(
        rf"\b(?=\w)(?:(?P<who>{council})(?:\s+members)?(?:[^.;:]|\.(?=\s\d)){{0,40}}?\s(?P<verb>{any_of('convened')}|{_AHEAD})\b"
        rf"(?P<rest>[^.;:]{{0,60}}?\b(?:{any_of('gathering')}|debate|behind closed doors)\b)?"
        rf"|(?P<sort>\b{_SORT}\s+(?:{_SORT}\s+)*(?:{council}\s+)?{_SITTING}\b)"
        rf"(?P<of>\s+of\s+(?:the\s+)?(?:full\s+)?(?:U\.?N\.?\s+)?(?:{body}))?"
        rf"|(?P<spoke>{any_of('spoke_to')})\s+(?:an?\s[^.;,]{{0,40}}?{_SITTING}\s+of\s+)?"
        rf"(?:the\s+)?(?:U\.?N\.?\s+)?(?:{council})"
        rf"|(?P<here>\b(?:ministers|members|ambassadors|envoys|diplomats|leaders)\s+(?:meeting|met|gathered|gathering)\s+"
        rf"(?:in|at)\s+the\s+(?:U\.?N\.?\s+)?Security Council)"
        rf"|(?P<its>\b(?:a|an|the)\s+(?:U\.?N\.?\s+)?Security Council\s+{_SITTING}\b))",
        re.I,
    )


def meetings(scene: Scene) -> Iterator[Draft]:
    """Meetings of the Council that took place, or that it will hold on a day named."""
    if ended := _ended(scene):
        yield ended
        return
    for match in islice(_meeting().finditer(scene.text, *scene.span), scenery.MOST):
        if draft := (_convened if match["verb"] else _told_to if match["spoke"] else _named)(scene, match):
            yield draft
            return


_TOPICAL = ("discussed", "debated", "took up", "has discussed")
"""Verbs that tell a sitting by its subject, where its day is told too."""
_BARE = ("met", "convened", "gathered", "meets", "sat", "sits", "convenes", "gathers", "assembled")


_THE_MEETING = re.compile(
    r"\b(?:[Tt]he|[Tt]heir|[Ii]ts)\s+(?:[\w-]+\s+){0,2}?(?:meeting|session|briefing|debate|consultations)\s+"
    r"(?:ended|closed|broke\s+up|concluded|wrapped\s+up|finished|produced\s+no|yielded\s+no|brought\s+no"
    r"|(?:was|had been)\s+(?:called|convened|held|requested)|took\s+place|opened|began|lasted|heard)\b"
    r"|\b(?:chair(?:ed|s|ing)|presid(?:ed|es|ing)\s+(?:over|at))\s+(?:the|a|an|its|\w+day['’]s)\s+"
    r"(?:[\w'’-]+\s+){0,2}?(?:meeting|session|debate|briefing|consultations)\b"
)
_HEAD = 600
"""Characters at the head of a report that tell whose meeting it is about."""
_OTHERS_MEET = re.compile(r"\b(?:summit|talks|negotiat\w+|round)\b", re.I)


def _ended(scene: Scene) -> Draft | None:
    """ "The meeting ended with no statement", where the report is about a meeting of the Council."""
    match = _THE_MEETING.search(scene.text, *scene.span)
    if not match or not ends_of_council(scene):
        return None
    span = scenery.clause(scene, Span(*match.span()))
    return _sat(scene, span, scenery.timed(scene, span, span))


def ends_of_council(scene: Scene) -> bool:
    """Whether "the meeting" is one of the Council: the report's head speaks of it, and of no talks."""
    head = Span(0, min(_HEAD, scene.span.start))
    return bool(pattern("council_itself").search(scene.text, *head)) and not _OTHERS_MEET.search(scene.text, *head)


def _convened(scene: Scene, match: "re.Match[str]") -> Draft | None:
    verb = Span(match.start("verb"), match.end("verb"))
    ahead = re.fullmatch(_AHEAD, match["verb"], re.I)
    topic = match["verb"].lower() in _TOPICAL
    if not (match["rest"] or ahead or topic or match["verb"].lower() in _BARE):
        return None
    if not scenery.asserted(scene, verb, "not_asserted_modal"):
        return None
    clause = scenery.clause(scene, verb)
    when = scenery.timed(scene, verb, Span(clause.start, max(clause.end, match.end())))
    if topic and not match["rest"] and not (when and when[0].sort in ("day", "day_of_year", "weekday")):
        return None
    if not when and (ahead or not (match["rest"] or _TODAY.search(scene.said()))):
        return None
    if ahead:
        when = tuple(w._replace(bound=w.bound or "this") for w in when)
    return _sat(scene, Span(*match.span()), when)


def _told_to(scene: Scene, match: "re.Match[str]") -> Draft | None:
    """ "addressed the Security Council on Thursday": a meeting where its day is told with it."""
    span = Span(*match.span())
    clause = scenery.clause(scene, span)
    when = scenery.timed(scene, span, Span(max(clause.start, span.start - scenery.REACH // 2), clause.end))
    day = bool(when) and when[0].sort not in ("month", "year", "month_of_year", "ago")
    if not day or scene.quoted(span.start) or not scenery.asserted(scene, span, "not_asserted_modal"):
        return None
    return _sat(scene, span, when)


_ASKED = re.compile(r"\b(?:call\w* for|request\w*|ask\w* for|demand\w*|sought|seek\w*|propos\w*)\b")
_TOLD = re.compile(r"\b(?:after|at|during|told|following|in|to|from|before)\s+(?:an?\s+|the\s+)?$")


def _named(scene: Scene, match: "re.Match[str]") -> Draft | None:
    """ "closed consultations here on Wednesday", where the sentence or its paragraphs speak of the Council."""
    span = Span(*match.span())
    council = pattern("council_itself").search(scene.text, scenery.lead(scene, 1), scene.span.end)
    asked = _ASKED.search(scene.text, max(scene.span.start, span.start - 40), span.start)
    if not council or asked or not scenery.asserted(scene, span, "not_asserted_sitting"):
        return None
    when = timed_noun(scene, span) or scenery.timed(scene, span, scenery.clause(scene, span))
    told = _TOLD.search(scene.text, max(scene.span.start, span.start - 20), span.start)
    return _sat(scene, span, when) if when or match["of"] or (told and match["sort"]) else None


_TODAY = re.compile(r"\b(?:this|in the|early in the) (?:morning|afternoon|evening)\b|\btonight\b")


def _sat(scene: Scene, span: Span, when: tuple[Word, ...]) -> Draft:
    """Without a word of its own a meeting is of the weekday that the sentence names, or of "this morning"."""
    when = when or tuple(w for w in scene.words if w.sort == "weekday")[:1]
    near = [w for w in when if abs(w.span.start - span.end) < scenery.REACH // 2 or w.span.within(span)]
    after = 0 if not when and _TODAY.search(scene.said()) else None
    return Draft("council.meeting", scenery.reaching(span, near), {}, when, "the Council met", after, scene.said())
