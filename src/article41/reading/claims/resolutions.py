"""Claims that the Council adopted a text."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.passages import passages
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of
from article41.reading.claims.votes import votes
from article41.reading.fronts import fronted
from article41.reading.text import Span, trim

RESOLUTION = re.compile(
    fronted(r"[Rr]esolutions?|number|No\.|[Rr]es\.?|RES/") + r"\s*(?:No\.? ?|number )?(?P<number>\d{3,4})\b"
)


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
        rf"\b(?P<who>(?:(?:The|the|All 15|All fifteen)\s+)?(?:\d+-(?:member|"
        rf"nation)\s+)?(?:U\.?N\.?\s+|"
        rf"United Nations\s+)?(?:{any_of('council')})(?:\s+members)?)"
        rf"(?P<gap>[^.;:]{{0,60}}?)\s(?P<verb>{any_of('adopted')})(?P<what>[^;]{{0,120}}?\b(?:{any_of('adopted_what')})"
        rf")",
        re.I,
    )


_NUMBERED = re.compile(
    r"\b(?:(?:[Rr]esolutions?\s+)|"
    r"(?:number\s+))(?P<number>\d{3,4})(?:\s+\(\d{4}\))?(?P<gap>(?:,\s+which\s+(?!was\s+(?:adopted|approved|passed|endorsed))[^,.;]{1,30},|"
    r",)?\s+(?:which\s+)?(?:(?:[a-z]+\s+){1,3}?(?=(?:adopted|approved|passed|endorsed)\b))?)"
    r"(?P<did>adopted|approved|passed|endorsed)?(?P<how>\s*(?:unanimously\s+)?(?:"
    r"by the (?:U\.?N\.? )?(?:Security )?[Cc]ouncil\s+)?(?:in|on|last|early|"
    r"late)?\s*)(?=(?P<at>\S))"
)


def numbered(scene: Scene) -> Iterator[Draft]:
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
    by_number = list(numbered(scene))
    found = None if len(by_number) > 1 else _by_council(scene)
    if found and by_number and not found.words and found.fields.get("resolution") == by_number[0].fields["resolution"]:
        found = None  # "the Council responded with Resolution 1718, which passed unanimously": told at the number
    yield from [found] if found else by_number


def _by_council(scene: Scene) -> Draft | None:
    spoken = gates.holds(scene.bits, "council") and gates.holds(scene.bits, "adopted")
    matches = islice(_adopts().finditer(scene.text, *scene.span), scenery.MOST if spoken else 0)
    draft = next(filter(None, (_adoption(scene, m) for m in matches)), None)
    if draft and "resolution" in draft.fields:
        return draft
    told = next(passages(scene), None)
    other = _of_text(scene, told.span, told.clause, told.when, told.rule) if told else None
    return other if other and (draft is None or "resolution" in other.fields) else draft


_GENERAL = re.compile(
    r"\b(?:to|have|previously|repeatedly|first|already|began to|since it|needs?|needed|requires?|never|not)\b", re.I
)
_OTHER_TEXT = re.compile(r"\bstatement\b|\bagainst\b", re.I)
_MANY = re.compile(r"\b(?:series|string|rounds?|several|successive|resolutions)\b", re.I)


def _adoption(scene: Scene, match: "re.Match[str]") -> Draft | None:
    verb, what = Span(*match.span("verb")), match["what"]
    if re.search(r"\b(?:statement|draft)\b", what.split("olution")[0], re.I) and not _drafted(what):
        return None
    if _GENERAL.search(match["gap"]) or _OTHER_TEXT.search(what) or _MANY.search(what):
        return None
    if not scenery.asserted(scene, verb, "not_asserted_modal") or _no_vote(match):
        return None
    clause = scenery.clause(scene, Span(verb.start, match.end()))
    when = scenery.timed(scene, verb, Span(min(clause.start, match.start()), clause.end))
    draft = _of_text(scene, Span(*match.span()), clause, when, "the Council adopted")
    perfect = re.search(r"\bhas\b", match["gap"], re.I)
    return None if perfect and not (when or draft.fields) else draft


def _no_vote(match: "re.Match[str]") -> bool:
    """A vote that does not say what for."""
    return match["verb"].lower() in ("voted", "votes") and not re.search(r"\b(?:to|for|in favou?r|on)\b", match["what"])


def _drafted(what: str) -> bool:
    return re.search(r"-(?:drafted|sponsored|backed|proposed|led)\b", what) is not None


def _days_from(scene: Scene, span: Span, number: int | None) -> int | None:
    """Days from the sentence's event; where that has no day a numbered text is not dated by it."""
    return scenery.offset(scene, trim(scene.text, *span).start) if scene.words or number is None else None


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
    after = None if when else 0 if _TODAY.search(scene.said()) else _days_from(scene, span, number)
    return Draft("council.adoption", span, fields, when, rule, after, scene.said())
