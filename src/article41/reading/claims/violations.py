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

_UNITS = {
    "ship_to_ship": ("barrel", "tonne"), "coal_export": ("tonne", "usd"),
    "arms_transfer": ("round", "tonne", "container"),
    "cyber": ("usd",), "oil_excess": ("barrel", "tonne"), "labour": ("person", "usd"),
}  # fmt: skip


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds in the order tried: verb and thing in one clause, in either order."""

    def near(verbs: str, things: str, gap: int = 60) -> re.Pattern[str]:
        return re.compile(
            rf"(?:{verbs})(?:[^.;]|\.\d){{0,{gap}}}?(?:{things})|(?:{things})(?:[^.;]|\.\d){{0,{gap}}}?(?:{verbs})",
            re.I,
        )

    return (
        ("ship_to_ship", pattern("ship_to_ship")),
        ("oil_excess", near(any_of("excess"), r"\b(?:refined petroleum|petroleum|oil|fuel)\b", 90)),
        ("coal_export", near(any_of("coal_moved"), r"\bcoal\b")),
        ("cyber", near(any_of("stolen"), any_of("stolen_what"))),
        ("arms_transfer", near(any_of("arms_moved"), any_of("arms"))),
        ("labour", near(r"\b(?:remain\w*|still|earn\w*|employ\w*|host\w*|kept|keep|stayed)\b", any_of("labour_kept"))),
    )


_GATES = {
    "ship_to_ship": ("ship_to_ship",), "oil_excess": ("excess",), "coal_export": ("coal_word",), "cyber": ("stolen",),
    "arms_transfer": ("arms",), "labour": ("labour_kept",),
}  # fmt: skip


def violations(scene: Scene, low: str) -> Iterator[Draft]:
    """Breaches of the measures by kind; `low` is the sentence in lower case."""
    for kind, words in _patterns():
        if not gates.holds(low, *_GATES[kind]):
            continue
        for match in words.finditer(scene.text, *scene.span):
            span = Span(*match.span())
            if _is_breach(scene, span, kind):
                yield _violation(scene, span, kind)


def _is_breach(scene: Scene, span: Span, kind: str) -> bool:
    start = max(scene.span.start, scenery.before(scene, span.start) - 1)
    clause = scene.text[start : scenery.behind(scene, span.end)]
    if (
        re.search(
            r"\b(?:would|could|may|might|ban|bans|banned|bars|prohibit\w*|limit\w*|capped|"
            r"caps|resolution|draft|allow\w*|must|States may)\b",
            clause,
        )
        and kind != "oil_excess"
    ):
        return False
    if re.search(r"\b(?:would|could|draft|might)\b", clause) or re.search(
        r"\b(?:den(?:y|ied|ies)|vow\w*|threat\w*)\b", clause
    ):
        return False
    if kind == "labour" and re.search(r"\b(?:send home|sent home|go home|\w+ months)\b", clause):
        return False
    if kind in ("arms_transfer", "labour"):
        return (
            re.search(
                r"\b(?:Russia\w*|Moscow|Syria|Iran|Myanmar|abroad|overseas|Ukrain\w*|Africa\w*|"
                r"Libya|Yemen|Houthi\w*|Hezbollah|Hamas)\b",
                scene.said(),
            )
            is not None
            and pattern("dprk").search(scene.said()) is not None
        ) or _of_north(scene, kind)
    if kind == "coal_export":
        return _in_breach(scene)
    if kind == "ship_to_ship":
        return (
            re.search(
                r"\b(?:conduct\w*|engag\w*|carr\w+|caught|involved|made|took part|received|"
                r"spotted|seen|transferr\w*|record\w*|through|via|by|using|increas\w*|continu\w*|"
                r"rose|surged)\b",
                clause,
            )
            is not None
        )
    return (
        kind != "cyber"
        or pattern("dprk").search(scene.said()) is not None
        or bool(re.search(r"\bhackers|Lazarus\b", scene.said()))
    )


def _of_north(scene: Scene, kind: str) -> bool:
    """Arms carried or troops' supplies in a report on the DPRK, where a number is given with a unit of arms."""
    return kind == "arms_transfer" and any(q.unit in ("round", "container") for q in quantities(scene.text, scene.span))


def _in_breach(scene: Scene) -> bool:
    """The sentence, or its paragraph or the one before, speaks of a breach."""
    first = scenery.lead(scene, 1)
    return pattern("violated").search(scene.text, first, scene.span.end) is not None


def _violation(scene: Scene, span: Span, kind: str) -> Draft:
    clause = scenery.clause(scene, span)
    clause = Span(max(clause.start, span.start - scenery.REACH), clause.end)
    when = scenery.timed(scene, span, clause)
    fields: dict[str, Any] = {"kind": kind}
    if amount := _amount(scene, clause, kind):
        fields |= {"quantity": amount.value, "unit": amount.unit}
        if first := _FIRST_MONTHS.search(scene.text, *clause):
            fields["period"] = f"P{value(first['n'])}M"
        elif each := period(scene.text, clause):
            fields["period"] = each
        elif (when and when[0].sort == "year") or re.search(r"\b(?:last|this) year\b", clause.of(scene.text)):
            fields["period"] = "year"
    return Draft("violation", scenery.reaching(clause, when), fields, when, f"violation: {kind}", None, scene.said())


_FIRST_MONTHS = re.compile(rf"\bfirst (?P<n>{NUMBER}) months\b")


def _amount(scene: Scene, clause: Span, kind: str) -> Quantity | None:
    found = list(quantities(scene.text, clause))
    return next((q for unit in _UNITS[kind] for q in found if q.unit == unit), None)
