"""Claims of what talks came to."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.sittings import ends_of_council
from article41.reading.claims.venues import place_in
from article41.reading.claims.vocabulary import any_of, pattern, triggers
from article41.reading.text import Span
from article41.reading.when import Word

LISTS = ("broke_down", "boycotted", "walked_out", "suspended", "agreed", "agreement", "closed", "recessed")
"""Lists of which each of them holds a word."""


@cache
def _outcome() -> re.Pattern[str]:
    talks = any_of("talks_words")
    closed = any_of("closed")
    return re.compile(
        rf"\b(?<!-)(?=\w)(?:(?P<breakdown>{any_of('broke_down')}|{closed}\b(?:[^.;]|\.\s(?=\d)){{0,50}}?\s"
        rf"(?:in\s+(?:deadlock|failure|stalemate|acrimony)"
        rf"|with\s+nothing|(?:with\s+(?:no|little)|without)\s+(?:\w+\s+){{0,3}}?(?:{any_of('fruits')})))"
        rf"|(?P<boycott>{any_of('boycotted')})\s+(?:\w+\s+){{0,2}}?(?:{talks})|(?P<walkout>{any_of('walked_out')})"
        rf"|(?P<suspension>(?:{any_of('suspended')})\s+(?:\w+\s+){{0,3}}?(?:{talks})|"
        rf"(?:{talks})\s+(?:were|was)\s+(?:{any_of('suspended')})"
        rf"|(?:{talks})(?:\s+[^.;,]{{0,50}}?)?\s(?:broke\s+off|(?:were|was)\s+broken\s+off|recessed|went\s+into\s+recess)\b)"
        rf"|(?P<agreement>(?:{any_of('agreed')})\s+(?:(?!not\b)[\w'’-]+\s+){{0,6}}?(?:{any_of('agreement')})"
        rf"|{closed}\b[^.;]{{0,70}}?\swith\s+an?\s+(?:\w+\s+){{0,2}}?(?:{any_of('agreement')}|document)"
        rf"|agreed\s+(?:(?:on|in|during|at|last|late|early)\s+[\w ,.]{{1,25}}?\s+|\w+day\s+)?to\s+\w+"
        rf"|(?:{any_of('agreement')})))",
        re.I,
    )


def outcomes(scene: Scene, city: str | None) -> Iterator[Draft]:
    """What talks came to: an agreement, a breakdown, a suspension, a boycott."""
    for match in _outcome().finditer(scene.text, *scene.span):
        kind = {"walkout": "boycott"}.get(str(match.lastgroup), str(match.lastgroup))
        span = Span(*match.span())
        named = re.fullmatch(any_of("agreement"), match[0], re.I) is not None
        if kind == "breakdown" and ends_of_council(scene) and not _OF_TALKS.search(scene.said()):
            continue
        if kind == "breakdown" and _STATE.match(scene.text, span.end, scene.span.end):
            continue
        if scene.quoted(span.start) or not _is_outcome(scene, span, kind, match.lastgroup == "walkout", named):
            continue
        if draft := _of_text(scene, span) if named else _told(scene, span, kind, city):
            yield draft
            return


_STATE = re.compile(r"\s+(?:ever\s+)?since\b", re.I)
"""Behind a breakdown: talks that have been stalled since something else, which is told next."""


_OF_TALKS = re.compile(r"\b(?:talks|summit|negotiations|dialogue|round|leaders)\b", re.I)


def _of_text(scene: Scene, noun: Span) -> Draft | None:
    """An agreement that is only named, by its date: "the 2005 joint statement", "a deal reached in February"."""
    early = _BEFORE.search(scene.text, max(scene.span.start, noun.start - 40), noun.start)
    when = [w for w in scene.words if early and w.span.start >= early.start() and w.span.end <= noun.start]
    behind = _DATED.match(scene.text, noun.end, scene.span.end)
    when += [w for w in scene.words if behind and w.span.start <= behind.end() + 6 and w.span.end > behind.end()]
    if early and early["year"] and not when:
        when = [Word(Span(*early.span("year")), "year", int(early["year"]))]
    if not when:
        return None
    span = scenery.reaching(Span(early.start() if early else noun.start, noun.end), when[:1])
    return Draft(
        "talks.outcome", span, {"kind": "agreement"}, (when[0],), "an agreement by its date", None, scene.said()
    )


_BEFORE = re.compile(
    r"\b(?:(?:the|their|its|an?)\s+)(?:[A-Z][a-z]+\.?\s+\d{1,2}\w{0,2},?\s+|[A-Z][a-z]+\s+)?(?P<year>(?:19|20)\d\d\s+)?(?:\w+-?\w*\s+)?$"
)
_DATED = re.compile(
    r"\s*,?\s+(?:(?:that\s+was\s+|(?:that\s+|which\s+)?(?:they|it|(?:the|all)\s+(?:same\s+)?(?:parties|two\s+sides|sides|six|two))\s+(?:had\s+)?)?"
    r"(?:signed(?: up to)?|put their names to|agreed(?: to| on)?|reached|struck|adopted|issued|concluded|announced"
    r"|made(?: public)?|unveiled|clinched|sealed|hammered out|brokered|dated)\s+)?"
    r"(?:(?:in|at)\s+(?:the\s+)?[A-Z][\w ]{2,25}?\s+)?(?:of|in|on|from)\s+"
)


def _told(scene: Scene, span: Span, kind: str, city: str | None) -> Draft:
    clause = _wide(scene, span, kind)
    when = scenery.timed(scene, span, clause) or (scene.words if len(scene.words) == 1 else ()) or _above(scene, span)
    fields: dict[str, Any] = {"kind": kind}
    if place := _place(scene, clause, city, bool(when) and when[0].sort not in ("year", "month", "month_of_year")):
        fields["place"] = place
    held = scenery.reaching(clause, when if when and when[0].span.within(clause) else ())
    return Draft("talks.outcome", held, fields, when, f"outcome: {kind}", None, scene.said())


def _above(scene: Scene, span: Span) -> tuple[Word, ...]:
    """For talks told of in the clause before: "sat down three days later in Sweden, but the talks collapsed"."""
    return scenery.timed(scene, span, Span(scene.span.start, span.start))


_SUMMIT = re.compile(r"\b(?P<place>[A-Z][a-z]+)\s+(?:summit|talks|meeting|round)\b")


def _place(scene: Scene, clause: Span, city: str | None, dated: bool) -> str | None:
    """In the clause, before "summit", in the sentence up to there, or the dateline's where the talks ended "here"."""
    if place := place_in(scene, clause):
        return place
    named = _SUMMIT.search(scene.text, scene.span.start, clause.end)
    if named and named["place"] not in triggers()["not_a_place"]:
        return named["place"]
    for start in (max(scene.span.start, clause.start - scenery.REACH // 2), scene.span.start):
        if place := place_in(scene, Span(start, clause.start)):
            return place
    said = clause.of(scene.text)
    return (
        city
        if city and dated and re.search(r"\b(?:summit|here|talks|negotiations|phase|round|session)\b", said)
        else None
    )


def _wide(scene: Scene, span: Span, kind: str) -> Span:
    """The clause of an outcome; "that ended without a deal" goes with what stands before it."""
    clause = scenery.clause(scene, span)
    relative = kind == "breakdown" and re.search(
        r"\b(?:that|which)\s+$", scene.text[max(scene.span.start, clause.start - 8) : clause.start]
    )
    start = scenery.before(scene, clause.start - 6) if relative else clause.start
    return Span(max(start, span.start - 2 * scenery.REACH), clause.end)


_TALKING = re.compile(
    r"\b(?:parted|[Tt]alks|[Nn]egotiations|summit|negotiations|meetings?|session|leaders|sides|round|phase|dialogue|consultations|discussions|process)\b"
)
_NUCLEAR = re.compile(
    r"\b(?:nuclear|missiles?|reactors?|Yongbyon|uranium|plutonium|talks|denucleari[sz]\w+|freeze|inspectors|summit|"
    r"United States|[Tt]he parties|Framework|food|aid|moratorium|peace|joint|weapons|six-party|six nations|six-nation|"
    r"six-way|U\.?S\.?|Washington|framework|abduct\w*|investigation|reunions?|hotlines?|Kaesong)\b"
)


_ANNOUNCED = re.compile(
    r"\b(?:said|says|announced|declared)\s+(?:\w+day\s+)?(?:that\s+)?(?:it|the (?:country|North)|Pyongyang|North Korea)"
    r"\s+(?:will|would|is|was)\s+$"
)
"""What a party says of itself: "said it will walk out of the talks"."""
_NEVER = re.compile(r"never|no longer", re.I)
"""What is said never to be done again: "it would never return to the talks"."""


def _is_outcome(scene: Scene, span: Span, kind: str, bare: bool, named: bool) -> bool:
    start = max(scenery.before(scene, span.start), span.start - 50)
    clause = scene.text[_wide(scene, span, kind).start : scenery.behind(scene, span.end)]
    never = _NEVER.match(scene.text, span.start) is not None or _ANNOUNCED.search(
        scene.text, max(scene.span.start, span.start - 60), span.start
    )
    if not named and not never and pattern("not_asserted_modal").search(scene.text, start, span.start):
        return False
    if bare:
        return _TALKING.search(scene.text, scenery.lead(scene), scene.span.end) is not None and bool(scene.words)
    if kind == "breakdown":
        if ELLIPTIC.match(scene.text, scene.span.start):
            clause = scene.text[scenery.lead(scene) : scene.span.end]
        return _TALKING.search(clause) is not None or pattern("dprk_leaders").search(clause) is not None
    if kind != "agreement":
        return True
    of_north = pattern("dprk", "parties").search(scene.said() if named else clause)
    terms = named and re.search(r"\b(?:under|in) which\b", scene.said()) is not None
    return bool((of_north or terms) and _NUCLEAR.search(scene.said())) and not _OF_COUNCIL.search(clause)


ELLIPTIC = re.compile(r"(?:The|Their|That|A)\s+(?:first|second|third|last|latest|next|other)(?:\s+one)?\b,?\s")
"""Before the verb: of talks that the sentences before speak of."""
_OF_COUNCIL = re.compile(r"\b(?:presidential|press|council|resolution|draft|sanctions)\b", re.I)
