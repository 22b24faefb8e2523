"""Claims of nuclear tests: asserted as one event that happened, not as a kind of act."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.events import DATED, NUCLEAR, is_asserted, whose
from article41.reading.claims.nouns import timed_noun
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.numbers import NUMBER, ORDINAL, ordinal, value
from article41.reading.text import Span, trim


@cache
def _test() -> re.Pattern[str]:
    adjective = rf"(?:{ORDINAL}|{any_of('test_adjectives')}|and|(?:{NUMBER}))"
    weapon = r"(?:weapons?|device|warhead|bomb|explosion|explosive|underground)"
    return re.compile(
        rf"(?:(?P<whose>{whose()})\s+)?(?:{DATED}\s+)?(?P<how>(?:{adjective},?\s+){{0,5}})"
        rf"(?:{NUCLEAR}\s+(?:{weapon}\s+){{0,2}}(?P<noun>tests?|detonations?|blasts?|explosions?)"
        rf"|underground\s+(?P<noun2>tests?|blasts?|detonations?|explosions?))\b",
        re.I,
    )


@cache
def _tested() -> re.Pattern[str]:
    """ "Pyongyang tested a nuclear weapon": the subject may stand some words before."""
    return re.compile(
        rf"(?P<who>{any_of('dprk')}|\bit)\s+(?:\w+\s+){{0,3}}?(?:tested|detonated|exploded|set off)\s+"
        rf"(?:(?:a|an|its|"
        rf"the)\s+)?(?:{ORDINAL}\s+)?(?:[\w-]+\s+){{0,2}}?{NUCLEAR}(?:\s+(?:weapon|"
        rf"device|bomb|warhead))?\b",
        re.I,
    )


@cache
def _elliptic() -> re.Pattern[str]:
    """ "its fourth carried out in January", once a nuclear test was spoken of."""
    done = r"(?:one|tests?|carried out|conducted|held|staged|which came)"
    return re.compile(
        rf"\b(?:its|the|the North['’]s)\s+(?P<nth>{ORDINAL})\s*,?\s+"
        rf"(?:(?:{done}\s+)?(?=(?:in|on|last|earlier|this)\s)|tests?\b)",
        re.I,
    )


NUCLEAR_WORDS = ("nuclear", "atomic", "hydrogen", "h-bomb", "underground")


SET_OFF = ("set off", "detonated", "exploded", "the one ", "that tested", "that conducted", "that carried out")


_TEST = re.compile(
    rf"\b{NUCLEAR}\s+(?:\w+\s+){{0,2}}?(?:tests?|detonations?|blasts?|explosions?)\b"
    r"|\bunderground (?:tests?\b(?=[^.]{0,60}\bnuclear\b)"
    r"|(?:tests?|blasts?|detonations?|explosions?)\b(?=\s+(?:of|on)\s+(?:[A-Z][a-z]+\.?\s+)?\d))",
    re.I,
)


_TESTED = re.compile(r"\b(?:tested|detonated|exploded|set off)\b")


def nuclear_tests(scene: Scene) -> Iterator[Draft]:
    """Nuclear tests: "its fifth nuclear test on Sept. 9"."""
    for match in _tested().finditer(scene.text, *scene.span) if _TESTED.search(scene.text, *scene.span) else ():
        span = Span(*match.span())
        denied = pattern("not_asserted_before").search(scene.text, match.end("who"), match.end())
        if not denied and scenery.asserted(scene, Span(match.end("who"), match.end())):
            yield draft(scene, "incident.nuclear_test", span, {}, "tested a nuclear weapon")
    yield from _latest_of(scene)
    yield from _of_a_bomb(scene)
    yield from _device(scene)
    yield from _followed(scene)
    spoken = _ATOMIC.search(scene.text, *scene.span) is not None
    for core in _TEST.finditer(scene.text, *scene.span):
        spoken = True
        named = _test().search(scene.text, max(scene.span.start, core.start() - scenery.REACH), core.end())
        if named:
            yield from _named_test(scene, named)
    if spoken:
        yield from _further_tests(scene)


@cache
def _bomb() -> re.Pattern[str]:
    """ "the test of an H-bomb on September 3", "its detonation of a nuclear device"."""
    return re.compile(
        rf"\b(?:(?P<whose>{whose()})\s+)?(?:{ORDINAL}\s+)?(?:\w+\s+)?(?:test|detonation|explosion|testing)\s+of\s+"
        rf"(?:an?|its|the)\s+(?:\w+\s+)?{NUCLEAR}(?:\s+(?:weapon|device|bomb|warhead))?s?\b"
        r"(?:\s+(?:for|mountable on|to be (?:fitted|mounted) (?:on|to))\s+(?:an?\s+)?(?:ICBMs?|missiles?))?",
        re.I,
    )


def _of_a_bomb(scene: Scene) -> Iterator[Draft]:
    for match in _bomb().finditer(scene.text, *scene.span):
        span = Span(*match.span())
        when = timed_noun(scene, span)
        if when and is_asserted(scene, span, (match["whose"] or "a").lower() not in ("a", "an")):
            held = scenery.reaching(span, when)
            yield Draft("incident.nuclear_test", held, {}, when, "the test of a bomb", None, scene.said())


_DEVICE = re.compile(
    rf"\bthe\s+(?:\w+\s+)?{NUCLEAR}\s+(?:device|bomb|weapon|charge)\s+(?:that\s+|which\s+)?(?:it|the\s+North|North\s+Korea"
    r"|Pyongyang|the\s+DPRK)\s+(?:had\s+)?(?:set\s+off|detonated|tested|exploded)\b",
    re.I,
)


def _device(scene: Scene) -> Iterator[Draft]:
    """ "the nuclear device North Korea set off 23 days earlier"."""
    if match := _DEVICE.search(scene.text, *scene.span):
        span = Span(*match.span())
        when = scenery.timed(scene, span, Span(span.start, scenery.behind(scene, span.end)))
        held = scenery.reaching(span, when)
        yield Draft("incident.nuclear_test", held, {}, when, "the device set off", None, scene.said())


_FOLLOWED = re.compile(
    rf"\ba\s+(?:\w+\s+)?{NUCLEAR}\s+(?:test|blast|explosion|detonation)\s+"
    r"(?:followed|came|took\s+place|was\s+(?:held|staged|carried\s+out|conducted))\b(?P<when>[^.,;]{0,40})",
    re.I,
)


def _followed(scene: Scene) -> Iterator[Draft]:
    """ "after the rocket of 2009 a nuclear test followed within weeks": of the year of what it followed."""
    match = _FOLLOWED.search(scene.text, *scene.span)
    if not match or not scenery.asserted(scene, Span(match.start(), match.start("when"))):
        return
    own = tuple(w for w in scene.words if w.span.start >= match.start("when") and w.span.end <= match.end())[:1]
    years = [w for w in scene.words if w.year and w.span.end <= match.start() and "within" in match["when"]]
    when = own or tuple(w._replace(sort="year", month=0, day=0) for w in years[-1:])
    span = Span(match.start(), own[0].span.end if own else match.start("when"))
    if when or not scene.words:
        yield Draft("incident.nuclear_test", span, {}, when, "a nuclear test followed", None, scene.said())


_THE_ONE = re.compile(
    r"\b(?:the\s+(?:one|device|bomb|blast|explosion)|that)\s+(?:(?:that|which)\s+)?(?:it\s+|was\s+|the\s+North\s+)?"
    r"(?:set\s+off|detonated|tested|exploded|carried\s+out|conducted|staged)\s+(?:early\s+|late\s+)?(?:in|on|last)\s",
    re.I,
)


def the_one(scene: Scene) -> Iterator[Draft]:
    """ "more powerful than the one set off in October 2006", where nuclear tests were spoken of before."""
    match = _THE_ONE.search(scene.text, *scene.span)
    word = next((w for w in scene.words if match and abs(w.span.start - match.end()) < len(" early ")), None)
    before = Span(scenery.lead(scene, 12), scene.span.start)
    spoken = _TEST.search(scene.text, *before) or _ATOMIC.search(scene.text, *before)
    if match and word and spoken and not scene.quoted(match.start()):
        span = Span(match.start(), word.span.end)
        yield Draft("incident.nuclear_test", span, {}, (word,), "the one set off", None, scene.said())


_ATOMIC = re.compile(rf"\b{NUCLEAR}\s+(?:weapon|device|bomb|warhead)s?\b", re.I)
_LATEST = re.compile(
    rf"\b(?P<count>{NUMBER})\s+(?:\w+\s+)?{NUCLEAR}\s+(?:(?:weapons?|explosive|underground)\s+)?"
    rf"(?:tests?|devices|bombs|weapons|detonations|blasts|explosions)"
    rf"(?:\s+(?:so far|to date|since \d{{4}}|in all))?,?\s+"
    rf"(?:and\s+|with\s+)?(?P<last>(?:the|its|their)\s+"
    r"(?:most\s+recent|latest|last|newest)(?:\s+(?:one|of\s+(?:them|which|these)|test))?"
    r"(?:\s+(?:was|came|being|coming|took\s+place))?"
    r"\s+(?:early\s+|late\s+)?(?:in|on)?\s*)(?=\S)",
    re.I,
)


_IN_A_ROW = re.compile(r"\b(?:recent|latest|last|newest)\b")


def _latest_of(scene: Scene) -> Iterator[Draft]:
    """ "three nuclear tests, the most recent in February 2013": the count is the number of the last."""
    match = _LATEST.search(scene.text, *scene.span) if _IN_A_ROW.search(scene.text, *scene.span) else None
    word = next((w for w in scene.words if match and 0 <= w.span.start - match.end() < len("early in ")), None)
    if match and word and int(value(match["count"])) < len(_ORDINALS):
        fields = {"ordinal": int(value(match["count"]))}
        span = Span(match.start(), word.span.end)
        yield Draft("incident.nuclear_test", span, fields, (word,), "the latest of several tests", None, scene.said())


_ORDINALS = range(20)
"""Numbers that a count of tests may have."""


def _named_test(scene: Scene, match: "re.Match[str]") -> Iterator[Draft]:
    span = trim(scene.text, *match.span())
    plural = (match["noun"] or match["noun2"]).endswith("s")
    staged = _staged(scene, match)
    start = staged.start if staged else span.start
    when = timed_noun(scene, span)
    if staged and not when:
        when = scenery.timed(scene, span, Span(staged.start, max(span.end, scenery.clause(scene, span).end)))
    nth = next((n for word in match["how"].split() if (n := ordinal(word.strip(",")))), None)
    sure = nth or when or (match["whose"] or "a").lower() not in ("a", "an")
    if plural or not sure or pattern("not_asserted_tests").search(match["how"] + " "):
        yield from (
            _several(scene, span, match["how"])
            if plural and not pattern("not_asserted_tests").search(match["how"])
            else ()
        )
        return
    if is_asserted(scene, Span(start, span.end), bool(when) and (match["whose"] or "a").lower() not in ("a", "an")):
        fields = {"ordinal": nth} if nth else {}
        held = trim(scene.text, start, span.end)
        yield Draft("incident.nuclear_test", scenery.reaching(held, when), fields, when, "a nuclear test",
                    scenery.offset(scene, start) if not when else None, scene.said())  # fmt: skip


def _several(scene: Scene, span: Span, how: str) -> Iterator[Draft]:
    """ "nuclear tests in 2006, 2009 and 2013": one for each word of time of the list."""
    listed = [w for w in scene.words if span.end <= w.span.start < span.end + scenery.REACH]
    end = span.end
    for word in listed:
        gap = scene.text[end : word.span.start]
        if len(gap) > len(", and again in ") or "since" in gap or not scenery.asserted(scene, span):
            return
        end = word.span.end
        yield Draft("incident.nuclear_test", Span(span.start, end), {}, (word,), "nuclear tests of several dates",
                    None, scene.said())  # fmt: skip


def _staged(scene: Scene, match: "re.Match[str]") -> Span | None:
    """The clause from its subject where a verb of conducting stands right before the test."""
    verbs = list(pattern("conducted").finditer(scene.text, max(scene.span.start, match.start() - 60), match.start()))
    between = scene.text[verbs[-1].end() : match.start()] if verbs else ""
    if not verbs or not re.fullmatch(r"\s*(?:what\s[\w\s]{0,30}\b(?:was|be|is|called)\s*)?", between):
        return None
    return trim(scene.text, scenery.before(scene, verbs[-1].start()), match.end(), " ,\n")


def _further_tests(scene: Scene) -> Iterator[Draft]:
    for match in _elliptic().finditer(scene.text, *scene.span):
        span = trim(scene.text, *match.span(), " ,")
        when = timed_noun(scene, span) or scenery.timed(scene, span, scenery.clause(scene, span))
        if when and when[0].span.start - match.end() < len("carried out early in "):
            fields = {"ordinal": ordinal(match["nth"])}
            yield Draft(
                "incident.nuclear_test",
                scenery.reaching(span, when),
                fields,
                when,
                "its fourth in January",
                None,
                scene.said(),
            )


def draft(scene: Scene, type_: Any, span: Span, fields: dict[str, Any], rule: str) -> Draft:
    held = scenery.clause(scene, span)
    when = scenery.timed(scene, span, held)
    after = None if when else scenery.offset(scene, held.start)
    return Draft(type_, scenery.reaching(span, when), fields, when, rule, after, scene.said())
