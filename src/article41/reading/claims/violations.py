"""Claims that the measures were broken: what was moved, stolen or kept, and how much."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.numbers import NUMBER, Quantity, period, quantities, value
from article41.reading.text import Span
from article41.reading.when import MONTHS

_UNITS = {
    "ship_to_ship": ("barrel", "tonne"), "coal_export": ("tonne", "usd"),
    "arms_transfer": ("round", "tonne", "container"),
    "cyber": ("usd",), "oil_excess": ("barrel", "tonne"), "labour": ("person", "usd"),
}  # fmt: skip


_GAP = r"(?:[^.;]|\.\d|(?<=U)\.|(?<=N)\.)"


def _near(verbs: str, things: str, gap: int = 60) -> re.Pattern[str]:
    """Verb and thing in one clause, in either order."""
    return re.compile(
        rf"\b(?:(?:{verbs}){_GAP}{{0,{gap}}}?(?:{things})|(?:{things}){_GAP}{{0,{gap}}}?(?:{verbs}))",
        re.I,
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds in the order tried."""
    return (
        ("ship_to_ship", pattern("ship_to_ship")),
        ("oil_excess", _near(any_of("excess"), any_of("oil_word"), 90)),
        ("coal_export", _near(any_of("coal_moved"), r"\bcoal\b")),
        ("cyber", _near(any_of("stolen"), any_of("stolen_what"))),
        ("arms_transfer", _near(any_of("arms_moved"), any_of("arms"))),
        ("labour", _near(any_of("labour_acts"), any_of("labour_kept"))),
    )


_GATES = {
    "ship_to_ship": ("ship_to_ship",), "oil_excess": ("excess",), "coal_export": ("coal_word",), "cyber": ("stolen",),
    "arms_transfer": ("arms",), "labour": ("labour_kept",),
}  # fmt: skip


def violations(scene: Scene, low: str) -> Iterator[Draft]:
    """Breaches of the measures by kind; `low` is the sentence in lower case."""
    for kind, words in _patterns():
        if not gates.holds(scene.bits, *_GATES[kind]):
            continue
        for match in words.finditer(scene.text, *scene.span):
            span = Span(*match.span())
            if _is_breach(scene, span, kind):
                yield _violation(scene, span, kind)


_LAW = re.compile(
    r"\b(?:would|could|may|might|ban|bans|banned|bars|prohibit\w*|limit\w*|capped|caps|resolution|draft|allow\w*|must)\b"
)
"""Words of what is barred, not of what was done; behind "despite", "in breach of" and the like they are the breach."""
_UNDONE = re.compile(r"\b(?:would|could|draft|might|den(?:y|ied|ies)|vow\w*|threat\w*|urg\w+)\b")
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|dismiss\w*|reject\w*|rubbish\w*)\b[^.;]{0,40}$")
"""Before "that": what is said to be untrue."""
_IN_BREACH = re.compile(
    r"\b(?:despite|in (?:breach|violation|defiance) of|contrary to|violating|breaching|flouting|in spite of"
    r"|(?:past|above|over|beyond) (?:[\w'’]+ ){1,3}(?:limit|cap|ceiling|quota))\b.*",
    re.S,
)
_ABROAD = re.compile(
    r"\b(?:Russia\w*|Moscow|Syria|Iran|Myanmar|abroad|overseas|Ukrain\w*|Africa\w*|China|Chinese|Laos|Wagner|"
    r"Libya|Yemen|Houthi\w*|Hezbollah|Hamas|Tanzania|Vietnam|Cambodia|Sudan|Egypt|Namibia|Mozambique)\b"
)
_CONDUCTED = re.compile(
    r"\b(?:conduct\w*|engag\w*|taken|took|brought|pushed|"
    r"carr\w+|caught|involved|made|took part|received|spotted|seen|transferr\w*|record\w*|"
    r"through|via|by|using|increas\w*|continu\w*|rose|surged|track\w*|count\w*|detect\w*|document\w*|observ\w*|report\w*|"
    r"photograph\w*|identif\w*|illegal|illicit|forbidden)\b"
)


def _is_breach(scene: Scene, span: Span, kind: str) -> bool:
    start = max(scene.span.start, scenery.before(scene, span.start) - 1)
    clause = scene.text[start : scenery.behind(scene, span.end)]
    if _UNDONE.search(clause) or (kind != "oil_excess" and _LAW.search(_IN_BREACH.sub("", clause))):
        return False
    if _DENIAL.search(scene.text, max(scene.span.start, start - scenery.REACH), start):
        return False
    if kind == "labour" and re.search(r"\b(?:send home|sent home|go home|\w+ months)\b", clause):
        return False
    if kind in ("arms_transfer", "labour"):
        of_north = pattern("dprk").search(scene.said()) and _ABROAD.search(scene.said())
        return of_north is not None or _of_north(scene, kind)
    if kind == "coal_export":
        return _in_breach(scene) or _of_the_north(scene, span)
    if kind == "ship_to_ship":
        return _CONDUCTED.search(clause) is not None
    if kind == "cyber":
        return pattern("hackers").search(scene.text, scenery.lead(scene, 3), scene.span.end) is not None
    return True


def _of_the_north(scene: Scene, span: Span) -> bool:
    """Coal of a stated amount that the North sold, or that others took from it: "2 million tonnes of its coal"."""
    around = Span(max(scene.span.start, span.start - scenery.REACH), min(scene.span.end, span.end + 30))
    amount = any(q.unit == "tonne" for q in quantities(scene.text, around))
    return amount and pattern("dprk").search(scene.text, *around) is not None


def _of_north(scene: Scene, kind: str) -> bool:
    """Arms carried or troops' supplies in a report on the DPRK, where a number is given with a unit of arms."""
    return kind == "arms_transfer" and any(q.unit in ("round", "container") for q in quantities(scene.text, scene.span))


def _in_breach(scene: Scene) -> bool:
    """The sentence, or its paragraph or the one before, speaks of a breach."""
    first = scenery.lead(scene, 1)
    return pattern("violated").search(scene.text, first, scene.span.end) is not None


def _violation(scene: Scene, span: Span, kind: str) -> Draft:
    clause = scenery.clause(scene, span)
    clause = Span(max(clause.start, span.start - scenery.REACH), max(clause.end, _phrase_end(scene, span.end)))
    fields: dict[str, Any] = {"kind": kind}
    if amount := _amount(scene, clause, kind) or _times(scene, span, kind):
        fields |= {"quantity": amount.value} | ({"unit": amount.unit} if amount.unit else {})
        if over := _period(scene, clause):
            fields["period"] = over
    return Draft("violation", clause, fields, (), f"violation: {kind}", None, scene.said())


def _phrase_end(scene: Scene, at: int) -> int:
    """Where what is told of a breach ends: "carried nine million rounds of artillery and rocket ammunition in 2024"."""
    match = _PHRASE.match(scene.text, at, scene.span.end)
    return match.end() if match else at


_PHRASE = re.compile(
    r"(?:(?!\b(?:and\s+(?:that|has|have|had|said|others|the|its|their)|that(?!\s+(?:month|year|period))|which|who|said|says|but|if|while|when|despite|after)\b)"
    r"(?:[^.,;\"“”]|[.,](?=\d))){0,120}"
)


def _times(scene: Scene, span: Span, kind: str) -> Quantity | None:
    """Transfers counted: "148 illegal transfers"."""
    match = _COUNTED.search(scene.text, max(scene.span.start, span.start - 30), span.end)
    return Quantity(span, value(match["n"]), "") if match and kind == "ship_to_ship" else None


_COUNTED = re.compile(
    rf"(?P<n>{NUMBER})\s+(?:(?:illegal|illicit|banned|forbidden|such|prohibited|ship-to-ship|at-sea)\s+)*transfers?\b",
    re.I,
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?P<first>{_MONTH})(?:\s+(?P<year>\d{{4}}))?\s+(?:and|to|through|until)\s+(?P<last>{_MONTH})"
    r"(?:\s+(?:of\s+)?(?P<year2>\d{4}))?"
)


def _period(scene: Scene, clause: Span) -> str | None:
    """How long an amount took: so many months, a year, or each month."""
    if first := _FIRST_MONTHS.search(scene.text, *clause):
        return f"P{value(first['n'])}M"
    if (months := _BETWEEN.search(scene.text, *clause)) and months["year"] in (None, months["year2"]):
        return f"P{_month(months['last']) - _month(months['first']) + 1}M"
    if each := period(scene.text, clause):
        return each
    if re.search(r"\b(?:in\s+(?:that|this|one|a single)|last|this)\s+month\b", clause.of(scene.text)):
        return "month"
    return "year" if _YEAR.search(scene.text, *clause) else None


_YEAR = re.compile(r"\b(?:last|this|that) year\b|\b(?:in|during|throughout) (?:19|20)\d\d\b")


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


_FIRST_MONTHS = re.compile(rf"\bfirst (?P<n>{NUMBER}) months\b")


def _amount(scene: Scene, clause: Span, kind: str) -> Quantity | None:
    """The first amount in a unit of the kind; what a limit allows is none, "1,500 computer workers" are persons."""
    if kind == "labour" and (hands := _HANDS.search(scene.text, *clause)):
        return Quantity(Span(*hands.span("n")), value(hands["n"]), "person")
    found = [
        q for q in quantities(scene.text, clause) if not _ALLOWED.search(scene.text, q.span.start - 14, q.span.start)
    ]
    return next((q for unit in _UNITS[kind] for q in found if q.unit == unit), None)


_HANDS = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:[\w.-]+\s+){{0,4}}?(?:workers|programmers|labou?rers|technicians|nationals)\b", re.I
)
_ALLOWED = re.compile(r"(?:\bthan the|\b(?:limit|ceiling|cap|quota) of)\s+$", re.I)
