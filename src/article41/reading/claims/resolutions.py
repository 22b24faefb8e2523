"""Claims that the Council adopted a text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of
from article41.reading.claims.votes import votes
from article41.reading.text import Span, trim

RESOLUTION = re.compile(r"\b(?:[Rr]esolutions?|number|No\.|[Rr]es\.?|RES/)\s*(?:No\.? ?|number )?(?P<number>\d{3,4})\b")


_APPOSED = re.compile(r"\bresolution\b[^.;:,]{0,40},\s+(?P<number>\d{3,4}),")


_TODAY = re.compile(r"\bthis (?:morning|afternoon|evening)\b")


def number_in(scene: Scene, within: Span) -> int | None:
    """The number of the first resolution named in a span."""
    found = RESOLUTION.search(scene.text, *within)
    return int(found["number"]) if found else None


@cache
def _adopts() -> re.Pattern[str]:
    """The Council as subject, a verb of adopting, and what is adopted: resolution, sanctions, text."""
    return re.compile(
        rf"(?P<who>(?:(?:The|the|All 15|All fifteen)\s+)?(?:\d+-(?:member|"
        rf"nation)\s+)?(?:U\.?N\.?\s+|"
        rf"United Nations\s+)?(?:{any_of('council')})(?:\s+members)?)"
        rf"(?P<gap>[^.;:]{{0,60}}?)\s(?P<verb>{any_of('adopted')})(?P<what>[^;]{{0,90}}?\b(?:{any_of('adopted_what')})"
        rf")",
        re.I,
    )


@cache
def _adopted() -> re.Pattern[str]:
    """The passive: "the resolution was adopted on Friday", "sanctions approved by the Security Council on Saturday"."""
    return re.compile(
        rf"\b(?P<what>resolution(?:\s+\d{{3,4}})?|sanctions|measures|"
        rf"text)\b(?P<gap>(?:[^.;:,]|,\s+\d{{3,4}},){{0,50}}?)\s(?:was|"
        rf"were)\s+(?:\w+ly\s+)?(?P<verb>adopted|approved|passed|endorsed)\b"
        rf"|\b(?P<what2>resolution(?:\s+\d{{3,4}})?|sanctions|measures|"
        rf"text)\b[^.;:,]{{0,40}}?\s(?P<verb2>adopted|approved|passed|imposed|"
        rf"endorsed)\b[^.;:,]{{0,25}}?\bby\s+(?:the\s+)?(?:15-member\s+)?(?:{any_of('council')})",
        re.I,
    )


_ITS_VOTE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s|(?:[Uu]nanimous|"
    r"last)\s+adoption of(?: the)?|adoption of)\s+(?:U\.?N\.?\s+|unanimous\s+|new\s+|"
    r"Security Council\s+|sanctions\s+)*(?:resolution|vote|"
    r"adoption)\b(?:,\s+number\s+\d{4}|\s+\d{4})?"
    r"|\bnumber\s+\d{4}\b",
    re.I,
)


_NUMBERED = re.compile(
    r"\b(?:(?:[Rr]esolutions?\s+)|"
    r"(?:number\s+))(?P<number>\d{3,4})(?:\s+\(\d{4}\))?(?P<gap>(?:,\s+which\s+[^,.;]{1,30},|"
    r",)?\s+(?:which\s+)?(?:[a-z]+\s+){0,3}?)"
    r"(?P<did>adopted|approved|passed|endorsed)?(?P<how>\s*(?:unanimously\s+|"
    r"by the (?:U\.?N\.? )?(?:Security )?[Cc]ouncil\s+)?(?:in|on|last|early|"
    r"late)?\s*)(?=(?P<at>\S))"
)


_PUSHED = re.compile(
    r"\b(?:railroad|push|ramm|forc|steer|drove|"
    r"rush)(?:ed)?\s+[^.;]{0,60}?resolution[^.;]{0,40}?\bthrough\s+the\s+(?:U\.?N\.?\s+)?(?"
    r":Security\s+)?[Cc]ouncil",
    re.I,
)


_ADOPTED_NUMBER = re.compile(
    r"\b(?:adopted|passed|approved|with|in|as)\s+(?:the\s+|a\s+)?(?:new\s+)?[Rr]esolution\s+(?P<number>\d{3,4})\b"
)


def _numbered(scene: Scene) -> Iterator[Draft]:
    """Texts told by number and day: "Resolution 2397, adopted last December", "number 1874 in 2009"."""
    for match in _NUMBERED.finditer(scene.text, *scene.span):
        word = next((w for w in scene.words if 0 <= w.span.start - match.start("at") <= len("early in ")), None)
        word = word or next((w for w in scene.words if w.span.start <= match.start("at") < w.span.end), None)
        bare = match["did"] is None and (match["gap"].strip(" ,") or "of" in match["how"] or not match["how"].strip())
        if (word and not bare) or (match["did"] and votes(scene, scene.span)):
            when = scenery.of_year(scene, [word]) if word else ()
            span = scenery.reaching(
                Span(match.start(), match.end("did") if match["did"] else match.end("number")), when
            )
            yield _of_text(scene, span, span, when, "a resolution by number and day", votes_too=bool(match["did"]))


def adoptions(scene: Scene) -> Iterator[Draft]:
    """Adoptions: of a sentence the one that the Council is said to have made, else those told by number."""
    numbered = list(_numbered(scene))
    found = [] if len(numbered) > 1 else list(_by_council(scene))
    yield from found or numbered


def _by_council(scene: Scene) -> Iterator[Draft]:
    for match in _adopts().finditer(scene.text, *scene.span):
        if draft := _adoption(scene, match):
            yield draft
            return
    for match in _adopted().finditer(scene.text, *scene.span):
        verb = Span(match.start("verb") if match["verb"] else match.start("verb2"), match.end())
        finite = match["verb"] is not None
        clause = scenery.clause(scene, verb)
        when = scenery.timed(scene, verb, clause)
        if scenery.asserted(scene, verb) and (
            finite or (when and len(clause) and not RESOLUTION.search(scene.text, *match.span()))
        ):
            yield _of_text(scene, Span(*match.span()), clause, when, "was adopted")
            return
    pushed = _PUSHED.search(scene.text, *scene.span)
    if pushed:
        clause = scenery.clause(scene, Span(*pushed.span()))
        yield _of_text(
            scene,
            Span(*pushed.span()),
            clause,
            scenery.timed(scene, Span(*pushed.span()), clause),
            "pushed through the Council",
        )
        return
    told = _ADOPTED_NUMBER.search(scene.text, *scene.span)
    if (
        told
        and re.match("adopted|passed|approved", told[0])
        and scenery.asserted(scene, Span(*told.span()), "not_asserted_modal")
    ):
        clause = scenery.clause(scene, Span(*told.span()))
        yield _of_text(
            scene,
            Span(*told.span()),
            clause,
            scenery.timed(scene, Span(*told.span()), clause),
            "adopted a resolution by number",
        )
        return
    its = _ITS_VOTE.search(scene.text, *scene.span)
    if its and scenery.asserted(scene, Span(*its.span()), "draft_words"):
        when = scenery.timed(scene, Span(*its.span()), Span(max(scene.span.start, its.start() - 20), its.end()))
        if (when and its.end() - its.start() > len("number 1234")) or (
            its[0].lower().startswith("number") and _VOTED.search(scene.said())
        ):
            yield _of_text(scene, Span(*its.span()), Span(*its.span()), when, "the resolution of a day")


_VOTED = re.compile(r"\bvot(?:ed|e) for\b|\badopt|\bpassed\b")


def _adoption(scene: Scene, match: "re.Match[str]") -> Draft | None:
    verb = Span(match.start("verb"), match.end("verb"))
    if re.search(r"\b(?:statement|draft)\b", match["what"].split("olution")[0], re.I) and not _drafted(match["what"]):
        return None
    if re.search(
        r"\b(?:to|has|have|previously|repeatedly|first|already|began to|since it)\b", match["gap"], re.I
    ) or re.search(r"\bstatement\b|\bagainst\b", match["what"], re.I):
        return None
    if re.search(r"\b(?:series|string|rounds?|several|successive|resolutions)\b", match["what"], re.I) or re.search(
        r"resolutions$", match["what"]
    ):
        return None
    if not scenery.asserted(scene, verb, "not_asserted_modal") or (
        match["verb"].lower() in ("voted", "votes") and not re.search(r"\b(?:to|for|in favou?r|on)\b", match["what"])
    ):
        return None
    clause = scenery.clause(scene, Span(verb.start, match.end()))
    when = scenery.timed(scene, verb, Span(min(clause.start, match.start()), clause.end))
    return _of_text(scene, Span(match.start(), match.end()), clause, when, "the Council adopted")


def _drafted(what: str) -> bool:
    return re.search(r"-(?:drafted|sponsored|backed|proposed|led)\b", what) is not None


def _of_text(scene: Scene, span: Span, clause: Span, when: Any, rule: str, votes_too: bool = True) -> Draft:
    """`clause` is where the number is looked for when the span names none."""
    number = number_in(scene, span) or number_in(
        scene, Span(span.start, min(scene.span.end, max(span.end, clause.end) + 8))
    )
    apposed = _APPOSED.search(scene.text, *span)
    number = number or (int(apposed["number"]) if apposed else None)
    fields: dict[str, Any] = {"resolution": number} if number else {}
    fields |= votes(scene, scene.span) if votes_too else {}
    behind = RESOLUTION.search(scene.text, span.start, min(scene.span.end, span.end + 8))
    span = scenery.reaching(Span(span.start, max(span.end, behind.end() if behind else 0)), when)
    after = None if when else 0 if _TODAY.search(scene.said()) else scenery.offset(scene, trim(scene.text, *span).start)
    return Draft("council.adoption", span, fields, when, rule, after, scene.said())
