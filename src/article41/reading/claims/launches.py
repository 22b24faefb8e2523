"""Claims of launches: by verb, by participle, by noun."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.again import also_on
from article41.reading.claims.anchors import THEN
from article41.reading.claims.events import DATED, NUCLEAR, is_asserted, whose
from article41.reading.claims.flights import missile_words, of_missiles
from article41.reading.claims.missiles import FLIGHT, flying, was_fired
from article41.reading.claims.nouns import timed_noun
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.since import bids, since
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.numbers import NUMBER, quantities
from article41.reading.text import Span, trim
from article41.reading.when import Word


@cache
def _fired() -> re.Pattern[str]:
    """ "fired three short-range ballistic missiles": verb, count, description, missile."""
    return re.compile(
        rf"(?P<verb>{any_of('fired')}|(?:(?<=for )|(?<=by )|(?<=over )|(?<=after ))(?:{any_of('firing')}))"
        rf"\s+(?:(?:off|at least|as many as|up to|"
        rf"what \w+ (?:\w+ )?(?:was|were|is)|about|around|more than|a total of)\s+)*"
        rf"(?:(?P<count>{NUMBER})\s+)?(?:(?:[\w'’-]+,?\s+){{0,6}}?)(?P<what>{missile_words()})",
        re.I,
    )


_LINKS = r"(?:and|or|in|on|at|by|to|of|for|from|with|over|after|before|following|since|that|said|a|an|the|its)"


_ACT = r"(?:test[ -](?:launch(?:es)?|fir(?:e|ings?))|launch(?:es|ings?)?|firings?|(?:flight[ -])?tests?)"


_ACTS = ("launch", "firing", "fire", "test")
"""One of which is in every `_ACT`."""


@cache
def _may_be_launch() -> re.Pattern[str]:
    """A quick look before the pattern below: "missile launch", "launch … of"."""
    return re.compile(rf"{missile_words()}(?:['’]s?)?\s+{_ACT}\b|{_ACT}(?:\s+[\w.]+){{0,4}}?,?\s+of\s", re.I)


@cache
def _launch() -> re.Pattern[str]:
    """ "its two recent ICBM launches", "the launch of a satellite", "its test-fire last month of an ICBM"."""
    return re.compile(
        rf"\b(?<!-)(?=\w)(?:(?P<whose>{whose()})\s+)?(?:{DATED}\s+)?(?P<how>(?:(?!{NUCLEAR}|"
        rf"{_LINKS}\b)[\w-]+,?\s+){{0,3}}?)(?P<what>{missile_words()})(?:['’]s?)?\s+(?P<act>{_ACT})\b"
        rf"|(?:(?P<whose2>{whose()})|{DATED})\s+(?P<how2>(?:(?!{NUCLEAR}|"
        rf"and\b)[\w-]+\s+){{0,3}}?)(?P<act2>{_ACT})(?:\s+[\w.]+){{0,4}}?,?\s+of\s+(?P<how3>(?:(?!{NUCLEAR})[\w-]+"
        rf"\s+){{0,5}}?)(?P<what2>{missile_words()})",
        re.I,
    )


_MISSILES = ("missile", "rocket", "satellite", "icbm", "slbm", "srbm", "projectile", "hwasong")


def launches(scene: Scene) -> Iterator[Draft]:
    """Launches, by verb, by participle and by noun; of one told twice in a sentence the first telling."""
    low = scene.said().lower()
    if not gates.holds(scene.bits, gates.LAUNCHES):
        yield from since(scene)
        return
    tried = list(bids(scene))
    yield from tried
    taken: list[Span] = [d.span for d in tried]
    noun = _may_be_launch().search(scene.text, *scene.span) if any(w in low for w in _ACTS) else None
    for words, read, start in (
        (_fired(), _firing, scene.span.start if gates.holds(scene.bits, "fired", "firing") else None),
        (was_fired(), flying, scene.span.start if any(w in low for w in FLIGHT) else None),
        (_launch(), _launching, max(scene.span.start, noun.start() - scenery.REACH) if noun else None),
    ):
        if start is None:
            continue
        for match in words.finditer(scene.text, start, scene.span.end):
            held = Span(match.start("verb") if words is _fired() else match.start(), match.end())
            if any(held.start < t.end and t.start < held.end for t in taken):
                continue
            if draft := read(scene, match):
                taken.append(held)
                yield draft
                yield from filter(None, [also_on(scene, draft)])
    yield from since(scene)


_ANOTHER = re.compile(r"\b(?:another|any|more|further)\b(?! than)", re.I)


_RATE = re.compile(
    r"\b(?:at a \w+ (?:pace|rate|clip)|repeatedly|regularly|frequently|in recent (?:years|months|weeks))\b"
)
"""What makes launches a habit, not an event."""


_MANY = re.compile(r"\b(?:dozens|scores|hundreds|thousands|many)\b", re.I)


def _firing(scene: Scene, match: "re.Match[str]") -> Draft | None:
    start = scenery.before(scene, match.start("verb"))
    subject = scene.text[start : match.start("verb")]
    noun = match["verb"].lower() in ("launched", "launches", "sent", "shot", "flew", "tested") and not subject.strip()
    described = Span(match.end("verb"), match.end())
    if _MANY.search(scene.text, *described):
        return None
    followed = pattern("not_a_launch").match(scene.text, match.end("what") + 1)
    others = re.search(
        r"\b(?:South Korea|Japan|Washington|Seoul|Tokyo|Russia|Ukrain\w+|allies|United States|U\.?S\.?)\b", subject
    )
    named = pattern("dprk", "dprk_leaders").search(subject.replace("South Korea", "")) or re.search(r"\bit\b", subject)
    tally = match["count"] is None and match["what"].endswith("s") and _RATE.search(scene.said())
    if (
        noun
        or tally
        or followed
        or (others and not named)
        or not scenery.asserted(scene, Span(match.start("verb"), match.end("what")))
    ):
        return None
    if re.search(r"\bto\s+$", subject):
        return None
    fields = of_missiles(match["what"], match["count"], scene, Span(*match.span()))
    span = trim(scene.text, _subject_start(scene, start, match.start("verb")), match.end("what"), " ,\n")
    held = scenery.clause(scene, Span(match.start("verb"), match.end("what")))
    when = scenery.timed(scene, Span(match.start("verb"), match.end("what")), held)
    if _ANOTHER.search(scene.text, *described) and not when:
        return None
    if not when or when[0].bound == THEN:
        when = _of_flight(scene, match.end("what")) or when
    after = None if when else scenery.offset(scene, start, match.start("verb"))
    return Draft("incident.launch", scenery.reaching(span, when), fields, when, "fired a missile", after, scene.said())


_FLEW = re.compile(
    r",?\s+(?:which|that)\s+(?:flew|travel+ed|landed|fell|soared|reached|came down|crashed)\b[^.;]{0,80}", re.I
)


def _of_flight(scene: Scene, end: int) -> tuple[Word, ...]:
    """The day told in the relative clause behind: "fired a missile, which flew 500 km on Feb. 12"."""
    flew = _FLEW.match(scene.text, end, scene.span.end)
    days = [w for w in scene.words if flew and w.span.start >= flew.start() and w.span.end <= flew.end()]
    return tuple(w for w in days if w.sort in ("day", "day_of_year", "weekday"))[:1]


def _subject_start(scene: Scene, start: int, verb: int) -> int:
    """Where the firing State is named, else the verb itself."""
    found = list(pattern("dprk").finditer(scene.text, start, verb))
    return found[-1].start() if found else verb


def _launching(scene: Scene, match: "re.Match[str]") -> Draft | None:
    span = trim(scene.text, *match.span())
    act, what = match["act"] or match["act2"], match["what"] or match["what2"]
    how = (match["how"] or match["how2"] or "") + (match["how3"] or "")
    whose = (match["whose"] or match["whose2"] or "").lower()
    when = timed_noun(scene, Span(span.start, span.end))
    inside = tuple(w for w in scene.words if w.span.within(span))
    when = inside[:1] or when
    counted = next((q for q in quantities(scene.text, Span(span.start, span.end)) if not q.unit), None)
    plural = act.lower().endswith("s")
    if (
        pattern("not_asserted_tests").search(how)
        or pattern("not_asserted_before").search(how)
        or (plural and (not (when or counted) or _is_tally(when)))
    ):
        return None
    if plural and re.search(
        r"\b(?:nuclear)\s+and\s+(?:\w+\s+)?$", scene.text[max(scene.span.start, span.start - 20) : span.start]
    ):
        return None
    if (not whose and not (counted or when)) or (whose in ("a", "an") and not (when or _after_cause(scene, span))):
        return None
    if not is_asserted(scene, span, bool(when) and whose not in ("", "a", "an")) or pattern("not_a_launch").match(
        scene.text, span.end + 1
    ):
        return None
    count = str(counted.value) if counted and (plural or _counts_missiles(match, counted.span)) else None
    fields = of_missiles(what, count, scene, span)
    after = None if when else scenery.offset(scene, span.start) or scenery.day_before(scene, span.end)
    return Draft("incident.launch", scenery.reaching(span, when), fields, when, "a missile launch", after, scene.said())


def _is_tally(when: tuple[Word, ...]) -> bool:
    """ "six launches this year" is a count, not an event."""
    return bool(when) and (when[0].sort == "year" or (when[0].sort in ("this", "ago") and when[0].unit == "year"))


def _counts_missiles(match: "re.Match[str]", number: Span) -> bool:
    """ "the launch of seven missiles": the number stands with the missiles."""
    return match["how3"] is not None and number.within(Span(*match.span("how3")))


def _after_cause(scene: Scene, span: Span) -> bool:
    return (
        re.search(
            r"\b(?:after|following|over|condemn\w*|to|since|for)\s+$", scene.text[max(0, span.start - 12) : span.start]
        )
        is not None
    )
