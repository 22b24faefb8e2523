"""Claims of the bodies that watch over the sanctions: made, prolonged, ended, reported, met."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span, trim
from article41.reading.when import Word

_BODIES = ("msmt", "1718_committee", "panel_of_experts")
_ACTS = ("extended", "ended", "created", "reported", "took_up")


class _Body(NamedTuple):
    name: str
    span: Span


@cache
def _body() -> re.Pattern[str]:
    each = "|".join(f"(?P<{'c' if n[0].isdigit() else ''}{n}>{any_of(n)})" for n in _BODIES)
    return re.compile(rf"\b(?:{each})", re.I)


def _named(match: re.Match[str]) -> _Body:
    return _Body(str(match.lastgroup).removeprefix("c"), Span(*match.span()))


def mechanisms(scene: Scene) -> Iterator[Draft]:
    """Each act of a body once a sentence; a renewal that was only asked for or vetoed is none."""
    told: set[str] = set()
    spoken = gates.holds(scene.bits, *_BODIES)
    named = [_named(m) for m in _body().finditer(scene.text, *scene.span)] if spoken else []
    for body in [*named, *_meant(scene, bool(named))]:
        for act in _ACTS:
            if act not in told and (draft := _act(scene, body, act)):
                told.add(act)
                yield draft


_TEAM = re.compile(r"\bthe\s+(?:monitoring\s+)?(?:team|group)\b", re.I)
_IT = re.compile(r"\b(?:its\s+(?:mandate|work|\w+\s+report)|it|the\s+(?:body|watchdog|experts))\b", re.I)


_WAS_MADE = re.compile(r"\s+(?:was|had been)\s+(?:first\s+)?(?:set up|created|established|formed|founded)\b")
"""Behind "it": a body is spoken of, though it was named some paragraphs before."""


def _meant(scene: Scene, others: bool) -> list[_Body]:
    """The body that "the team", "it" or "its mandate" stands for: the one named before it."""
    word = _TEAM.search(scene.text, *scene.span) or (None if others else _IT.search(scene.text, *scene.span))
    if not word:
        return []
    made = _WAS_MADE.match(scene.text, word.end(), scene.span.end)
    far = 0 if word[0].lower() == "it" and not made else 4
    first = scenery.lead(scene, far)
    if not gates.holds(gates.opened(scene.text[first : scene.span.start].lower()), *_BODIES):
        return []
    named = [_named(m).name for m in _body().finditer(scene.text, first, scene.span.start)]
    if _TEAM.match(word[0]) and not word[0].lower().endswith("group"):
        named = [n for n in named if n == _BODIES[0]]
        word = _IT.search(scene.text, scene.span.start, word.start()) or word
    return [_Body(named[-1], Span(*word.span()))] if named else []


def _act(scene: Scene, body: _Body, act: str) -> Draft | None:
    """One act, its verb in the body's clause or in the relative clause behind it."""
    clause = scenery.clause(scene, body.span)
    ends = [clause.end, _relative(scene, body.span.end), _past_aside(scene, body.span.end, made=act != "created")]
    ends += [_founding(scene, body.span.end)] if act == "created" else []
    ends += [m.end() for m in [_AND_IT.match(scene.text, clause.end, scene.span.end)] if m and act == "ended"]
    clause = Span(clause.start, max(ends))
    for verb in pattern(act).finditer(scene.text, *clause):
        when = _when(scene, Span(*verb.span()), clause) or _of_resolution(scene, act, clause)
        if _done(scene, Span(*verb.span()), act, body.span.start) and _told(act, body.name, verb[0], bool(when)):
            return _draft(scene, body, act, Span(*verb.span()), when)
    return None


_AND_IT = re.compile(r",?\s+and\s+it\s[^.;]{3,60}")
"""Behind the clause of a body: what became of it."""


def _told(act: str, name: str, verb: str, dated: bool) -> bool:
    """A report counts where its number or its day is told, a founding where its time is."""
    if act == "took_up":
        return name == _BODIES[1] and dated
    if act == "created":
        return dated
    return act != "reported" or dated or _NUMBERED.search(verb) is not None


_NUMBERED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|annual|midterm|interim|final|handed|submitted|released)\b"
)


def _when(scene: Scene, verb: Span, clause: Span) -> tuple[Word, ...]:
    if when := scenery.timed(scene, verb, clause):
        return when
    behind = _PARTICIPLE.match(scene.text, clause.end, scene.span.end)
    return scenery.timed(scene, verb, Span(clause.start, behind.end())) if behind else ()


_UNDER = re.compile(r"\b[Rr]esolution \d+ \((?P<year>(?:19|20)\d\d)\)")


def _of_resolution(scene: Scene, act: str, clause: Span) -> tuple[Word, ...]:
    """ "set up under resolution … (2009)": the year of the resolution."""
    under = _UNDER.search(scene.text, *clause) if act == "created" else None
    return (Word(Span(*under.span("year")), "year", int(under["year"])),) if under else ()


_PARTICIPLE = re.compile(
    r",\s+(?:which was\s+)?(?:released|published|issued|submitted|handed|made public|set up|created|due)\b[^,.;]*"
)


def _draft(scene: Scene, body: _Body, act: str, verb: Span, when: tuple[Word, ...]) -> Draft:
    span = trim(scene.text, min(verb.start, body.span.start), max(verb.end, body.span.end))
    after = 0 if not when and "this morning" in scene.said() else None
    fields = {"name": body.name} | ({} if act == "took_up" else {"act": act})
    rule = f"{body.name} {act.replace('_', ' ')}"
    return Draft("mechanism", scenery.reaching(span, when), fields, when, rule, after, scene.said())


_RELATIVE = re.compile(
    r"[\"”']?,?[\"”']?\s+(?:which|whose|that|set up|created|established|formed|founded|released|published|handed"
    r"|(?:said|say|wrote|found|concluded|noted|warned)\s+in)\b"
    r"(?:(?!\b(?:after|before|when|following|to take)\b)(?:[^.,;]|\.(?=\w|\s+[a-z]))){0,90}"
)


_FOUNDERS = re.compile(
    r",?\s+(?:which|that)\s+(?:the\s+)?[A-Z](?:[^.;]|\.(?=\w|\s+[a-z])){5,90}?"
    r"\b(?:set up|created|established|formed|founded)\s[^.,;]{0,40}"
)
"""Behind a body: who made it and when, "which the United States, Japan and nine others set up in May"."""


def _relative(scene: Scene, end: int) -> int:
    """The end of a relative clause right behind the body: "the panel, whose mandate the council renewed in March"."""
    match = _RELATIVE.match(scene.text, end, scene.span.end)
    return match.end() if match else end


def _founding(scene: Scene, end: int) -> int:
    """The end of a relative clause that tells by whom the body was made."""
    match = _FOUNDERS.match(scene.text, end, scene.span.end)
    return match.end() if match else end


_ASIDE = re.compile(r",\s+(?:which|who|made up of|composed of|consisting of|a body)\s[^,.;]{2,80},\s+")
_MADE = re.compile(r",\s+(?:created|set up|established|formed)\s[^,.;]{2,80},\s+")


def _past_aside(scene: Scene, end: int, made: bool) -> int:
    """The end of the clause that goes on behind an aside: "the group, which has eight experts, will cease …".

    `made`: the aside may tell how the body was made.
    """
    aside = _ASIDE.match(scene.text, end, scene.span.end) or (made and _MADE.match(scene.text, end, scene.span.end))
    return scenery.behind(scene, aside.end()) if aside else end


_DENIED = re.compile(
    r"\b(?:veto\w*|block\w*|reject\w*|would|could|may|might|fail\w*|not|never|seek\w*|call(?:s|ed|ing)? for|urg\w*|"
    r"if|unless|"
    r"to (?:hand|submit|present|issue|extend|renew|prolong|create|set))\b",
)
_STILL = re.compile(r"\b(?:cease|end|expire|lapse)", re.I)


def _done(scene: Scene, verb: Span, act: str, body: int) -> bool:
    """Whether an act was done; an end that is fixed may lie ahead."""
    start = max(scenery.before(scene, verb.start), verb.start - 2 * scenery.REACH)
    lead = scene.text[start : verb.end]
    if act == "ended" and _STILL.search(verb.of(scene.text)):
        return not re.search(r"\b(?:would|could|if|unless|fear\w*)\b", lead)
    if _DENIED.search(lead) or (re.search(r"\bwill\b", lead) and act != "ended"):
        return False
    return act != "created" or verb.start > body or verb.end > body - 40
