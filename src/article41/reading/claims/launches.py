"""Claims of launches: by verb, by participle, by noun."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.again import also_on
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, either, kinds, pattern
from article41.reading.numbers import NUMBER, quantities, value
from article41.reading.text import Span, trim

NUCLEAR = r"(?:nuclear|atomic|hydrogen[ -]bomb|H-bomb|thermonuclear)"


DATED = r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,\s+\d{4},?)?)"


@cache
def whose() -> str:
    return (
        rf"(?:(?:{any_of('dprk')})(?:['’]s?)?|its|the|their|this|a|an|(?:{any_of('dprk_leaders')})['’]s|(?:Mon|"
        rf"Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s)"
    )


def is_asserted(scene: Scene, span: Span, definite: bool) -> bool:
    """Whether an event is asserted; a definite and dated one is, unless the very words before it deny it."""
    if not definite:
        return scenery.asserted(scene, span)
    near = pattern("not_asserted_before").search(
        scene.text, max(scenery.before(scene, span.start), span.start - 14), span.start
    )
    return near is None and not scenery.denied_behind(scene, span.end)


@cache
def _missile_words() -> str:
    return either(tuple(w for words in kinds().launches.values() for w in words))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(either(words), re.I)) for kind, words in kinds().launches.items())


@cache
def _fired() -> re.Pattern[str]:
    """ "fired three short-range ballistic missiles": verb, count, description, missile."""
    return re.compile(
        rf"(?P<verb>{any_of('fired')})\s+(?:(?:off|at least|as many as|up to|"
        rf"what \w+ (?:\w+ )?(?:was|were|is)|about|around|more than|a total of)\s+)*"
        rf"(?:(?P<count>{NUMBER})\s+)?(?:(?:[\w'’-]+,?\s+){{0,6}}?)(?P<what>{_missile_words()})",
        re.I,
    )


@cache
def _launch() -> re.Pattern[str]:
    """ "its two recent ICBM launches", "the launch of a satellite", "its test-fire last month of an ICBM"."""
    act = r"(?:test[ -](?:launch(?:es)?|fir(?:e|ings?))|launch(?:es|ings?)?|firings?|(?:flight[ -])?tests?)"
    return re.compile(
        rf"(?:(?P<whose>{whose()})\s+)?(?:{DATED}\s+)?(?P<how>(?:(?!{NUCLEAR}|"
        rf"and\b)[\w-]+,?\s+){{0,3}}?)(?P<what>{_missile_words()})(?:['’]s?)?\s+(?P<act>{act})\b"
        rf"|(?P<whose2>{whose()})\s+(?P<how2>(?:(?!{NUCLEAR}|"
        rf"and\b)[\w-]+\s+){{0,3}}?)(?P<act2>{act})(?:\s+[\w.]+){{0,4}}?\s+of\s+(?P<how3>(?:[\w-]+"
        rf"\s+){{0,5}}?)(?P<what2>{_missile_words()})",
        re.I,
    )


def launches(scene: Scene) -> Iterator[Draft]:
    """Launches, by verb, by participle and by noun; of one told twice in a sentence the first telling."""
    if not re.search(r"missile|rocket|satellite|ICBM|SLBM|SRBM|projectile|Hwasong", scene.said(), re.I):
        yield from filter(None, [_first_since(scene)])
        return
    taken: list[Span] = []
    low = scene.said().lower()
    for words, read, worth in (
        (_fired(), _firing, gates.holds(low, "fired")),
        (_was_fired(), _flying, any(w in low for w in ("fired", "launched", " over"))),
        (_launch(), _launching, any(w in low for w in ("launch", "test", "firing"))),
    ):
        if not worth:
            continue
        for match in words.finditer(scene.text, *scene.span):
            held = Span(match.start("verb") if words is _fired() else match.start(), match.end())
            if any(held.start < t.end and t.start < held.end for t in taken):
                continue
            if draft := read(scene, match):
                taken.append(held)
                yield draft
                yield from filter(None, [also_on(scene, draft)])
    if first := _first_since(scene):
        yield first


@cache
def _was_fired() -> re.Pattern[str]:
    """ "two missiles were fired", "the missile, launched on Tuesday, flew": the missile first, its verb behind."""
    return re.compile(
        rf"(?:(?:\b(?:the|a|an|its|one|North Korea['’]s|"
        rf"the North['’]s)\s+(?:(?P<count>{NUMBER})\s+)?|(?P<count2>{NUMBER})\s+)"
        rf"(?:(?!{NUCLEAR}|{NUMBER}\b|(?:and|of|in|to|that|sa(?:id|ys))\b)[\w'’-]+,?\s+){{0,3}}?)?"
        rf"(?P<what>{_missile_words()}),?\s+(?:that\s+|which\s+)?(?:(?:was|were|had been|has been|have been)\s+)?"
        rf"(?P<did>(?:test-)?(?:fired|launched)|flew over|passed over|sailed over|crossed over|soared over)\b",
        re.I,
    )


def _flying(scene: Scene, match: "re.Match[str]") -> Draft | None:
    """A launch told of the missile; by whom, the sentence or the report around it says."""
    span = Span(match.start(), match.end())
    clause = scenery.clause(scene, Span(match.start("did"), match.end()))
    when = scenery.timed(scene, Span(match.start("did"), match.end()), Span(min(clause.start, span.start), clause.end))
    count = match["count"] or match["count2"]
    if (not when and count is None) or not scenery.asserted(scene, span, "not_asserted_modal"):
        return None
    fields = _of_missiles(match["what"], count, scene, span)
    after = 0 if not when and _TODAY.search(scene.said()) else None
    return Draft(
        "incident.launch", scenery.reaching(span, when), fields, when, "a missile was fired", after, scene.said()
    )


_TODAY = re.compile(r"\b(?:this|in the|early in the) (?:morning|afternoon|evening)\b")


_FIRST_SINCE = re.compile(
    r"\b(?:the|its|North Korea['’]s|the North['’]s|"
    r"Pyongyang['’]s)\s+first\s+(?P<rest>[^.;,]{0,50}?)(?:\s|"
    r"\b)since\s+(?=(?P<at>\S))"
)


def _first_since(scene: Scene) -> Draft | None:
    """The launch before: "the first since Nov. 28". Only of an exact day, and not of nuclear tests."""
    match = _FIRST_SINCE.search(scene.text, *scene.span)
    word = next((w for w in scene.words if match and w.span.start == match.start("at")), None)
    if not match or not word or word.sort not in ("day", "day_of_year") or "nuclear" in match["rest"]:
        return None
    what = re.search(_missile_words(), match["rest"], re.I)
    spoken = what or not match["rest"].strip() or _LAUNCHED.search(match["rest"])
    first = scenery.lead(scene)
    if not spoken or not re.search(_missile_words(), scene.text[first : scene.span.end], re.I):
        return None
    fields = {"kind": kind} if what and (kind := _kind_of(what[0])) else {}
    span = Span(match.start(), word.span.end)
    return Draft("incident.launch", span, fields, (word,), "the first since", None, scene.said())


_LAUNCHED = re.compile(r"\b(?:launch\w*|fired|test\w*|firing)\b")


_ANOTHER = re.compile(r"\b(?:another|any|more|further)\b(?! than)", re.I)


_MANY = re.compile(r"\b(?:dozens|scores|hundreds|thousands|many)\b", re.I)


def _firing(scene: Scene, match: "re.Match[str]") -> Draft | None:
    start = scenery.before(scene, match.start("verb"))
    subject = scene.text[start : match.start("verb")]
    noun = match["verb"].lower() in ("launched", "launches", "sent", "shot", "flew", "tested") and not subject.strip()
    described = Span(match.end("verb"), match.end())
    if _MANY.search(scene.text, *described) or _ANOTHER.search(scene.text, *described):
        return None
    followed = pattern("not_a_launch").match(scene.text, match.end("what") + 1)
    others = re.search(
        r"\b(?:South Korea|Japan|Washington|Seoul|Tokyo|Russia|Ukrain\w+|allies|United States|U\.?S\.?)\b", subject
    )
    named = pattern("dprk", "dprk_leaders").search(subject.replace("South Korea", "")) or re.search(r"\bit\b", subject)
    if (
        noun
        or followed
        or (others and not named)
        or not scenery.asserted(scene, Span(match.start("verb"), match.end("what")))
    ):
        return None
    if re.search(r"\bto\s+$", subject):
        return None
    fields = _of_missiles(match["what"], match["count"], scene, Span(*match.span()))
    span = trim(scene.text, _subject_start(scene, start, match.start("verb")), match.end("what"), " ,\n")
    held = scenery.clause(scene, Span(match.start("verb"), match.end("what")))
    when = scenery.timed(scene, Span(match.start("verb"), match.end("what")), held)
    after = None if when else scenery.offset(scene, start)
    return Draft("incident.launch", scenery.reaching(span, when), fields, when, "fired a missile", after, scene.said())


def _subject_start(scene: Scene, start: int, verb: int) -> int:
    """Where the firing State is named, else the verb itself."""
    found = list(pattern("dprk").finditer(scene.text, start, verb))
    return found[-1].start() if found else verb


def _launching(scene: Scene, match: "re.Match[str]") -> Draft | None:
    span = trim(scene.text, *match.span())
    act, what = match["act"] or match["act2"], match["what"] or match["what2"]
    how = (match["how"] or match["how2"] or "") + (match["how3"] or "")
    whose = (match["whose"] or match["whose2"] or "").lower()
    when = scenery.timed_noun(scene, Span(span.start, span.end))
    inside = tuple(w for w in scene.words if w.span.within(span))
    when = inside[:1] or when
    counted = next((q for q in quantities(scene.text, Span(span.start, span.end)) if not q.unit), None)
    plural = act.lower().endswith("s")
    if (
        pattern("not_asserted_tests").search(how)
        or pattern("not_asserted_before").search(how)
        or (plural and not (when or counted))
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
    count = str(counted.value) if counted and plural else None
    fields = _of_missiles(what, count, scene, span)
    after = None if when else scenery.offset(scene, span.start) or scenery.day_before(scene, span.end)
    return Draft("incident.launch", scenery.reaching(span, when), fields, when, "a missile launch", after, scene.said())


def _after_cause(scene: Scene, span: Span) -> bool:
    return (
        re.search(
            r"\b(?:after|following|over|condemn\w*|to|since|for)\s+$", scene.text[max(0, span.start - 12) : span.start]
        )
        is not None
    )


def _kind_of(what: str) -> str | None:
    """The kind that a word for missiles tells, None where it tells none."""
    kind = next(k for k, words in _kinds() if words.fullmatch(what))
    return None if kind in kinds().no_kind else kind


def _of_missiles(what: str, count: str | None, scene: Scene, near: Span) -> dict[str, Any]:
    """Kind, count, range and altitude; "a missile" counts nothing, since reports say it of several too."""
    kind = next(k for k, words in _kinds() if words.fullmatch(what))
    around = scene.text[max(near.start, near.end - len(what) - 30) : near.end]
    fuller = next(
        (k for k, words in _kinds() if k not in kinds().no_kind and words.search(around) and kind in kinds().no_kind),
        kind,
    )
    fields: dict[str, Any] = {} if fuller in kinds().no_kind else {"kind": fuller}
    if count and count.lower() not in ("a", "an"):
        fields["count"] = value(count)
    return fields | _flight(scene)


_FLEW = re.compile(
    rf"\b(?:flew|flying|travel+ed|travel+ing|flown|distance of|range of|flight of|"
    rf"covered)\s+(?:(?:about|some|around|nearly|roughly|approximately|an estimated|"
    rf"as far as|a distance of|over|"
    rf"more than)\s+)*(?P<far>{NUMBER})\s*(?:kilomet(?:er|re)s?|km)\b",
    re.I,
)


_ROSE = re.compile(
    rf"\b(?:altitude|height|apogee|as high as|peak|soared|climbed|rose|"
    rf"rising)(?:\s+(?:of|to|about|some|around|nearly|roughly|a|maximum|more than|"
    rf"over|at|altitude|peaking|apogee))*\s+(?P<high>{NUMBER})\s*(?:kilomet(?:er|"
    rf"re)s?|km)\b"
    rf"|\b(?P<high2>{NUMBER})\s*(?:kilomet(?:er|re)s?|km)\s+(?:high|up|into space|altitude)\b",
    re.I,
)


def _flight(scene: Scene) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if far := _FLEW.search(scene.text, *scene.span):
        fields["range_km"] = value(far["far"])
    if high := _ROSE.search(scene.text, *scene.span):
        fields["altitude_km"] = value(high["high"] or high["high2"])
    return fields


def flights(scene: Scene) -> dict[str, Any]:
    """Range and altitude where a sentence tells of a missile's flight without a launch of its own."""
    return (
        _flight(scene) if re.search(r"\b(?:missiles?|it|they|rockets?|projectiles?|ICBM)\b", scene.said(), re.I) else {}
    )
