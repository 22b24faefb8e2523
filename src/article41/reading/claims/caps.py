"""Claims of caps: how much of a good may move, in force or proposed."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import either, goods, pattern
from article41.reading.numbers import Quantity, period, quantities
from article41.reading.text import Span, trim

_AMOUNTS = ("barrel", "tonne", "usd")


class Mention(NamedTuple):
    """A good named at a place; `name` is the one of `goods.yaml`."""

    span: Span
    name: str


@cache
def _goods_words() -> tuple[re.Pattern[str], dict[str, str]]:
    named = {word.lower(): name for name, good in goods().items() for word in good.words}
    return re.compile(either(tuple(named)).replace("(?<!\\w)", "(?<![\\w-])"), re.I), named


def mentions(text: str, within: Span) -> list[Mention]:
    """Goods named in a span, the longest name at each place."""
    words, named = _goods_words()
    return [Mention(Span(*m.span()), named[re.sub(r"\s+", " ", m[0].lower())]) for m in words.finditer(text, *within)]


def is_proposed(scene: Scene, within: Span) -> bool:
    """Whether a text that is not adopted is spoken of."""
    return pattern("proposal").search(scene.text, *within) is not None


def caps(scene: Scene) -> Iterator[Draft]:
    """Caps of a sentence, one for each good that has an amount."""
    if not pattern("capped").search(scene.text, *scene.span):
        return
    amounts = list(islice(_amounts(scene), scenery.MOST))
    taken: set[str] = set()
    for group in _alternatives(scene, amounts):
        good = _good_of(scene, group, taken) or _good_before(scene, group)
        if good and (
            _is_cap(scene, good, group) or (taken and not pattern("delivered_instead").search(scene.text, *scene.span))
        ):
            taken.add(good.name)
            yield from _cap(scene, good, group)


_TO = re.compile(r"\s+(?:(?:a|per|each)\s+year\s+)?to\s+(?:just\s+|only\s+)?")


def _amounts(scene: Scene) -> Iterator[Quantity]:
    """Amounts of goods or money; one behind "to" has the unit before it: "from two million barrels to 500,000"."""
    last: Quantity | None = None
    for amount in quantities(scene.text, scene.span):
        if last and not amount.unit and _TO.fullmatch(scene.text, last.span.end, amount.span.start):
            amount = amount._replace(unit=last.unit)
        if amount.unit in _AMOUNTS:
            last = amount
            yield amount


def _alternatives(scene: Scene, amounts: list[Quantity]) -> list[list[Quantity]]:
    """Amounts that belong together: "$400 million or 7.5 million tonnes", "from four million to two million"."""
    groups: list[list[Quantity]] = []
    for amount in amounts:
        gap = scene.text[groups[-1][-1].span.end : amount.span.start] if groups else ""
        joined = (
            re.fullmatch(
                r"\W*(?:\w+ ){0,4}?(?:or|(?:a year )?to|from|down to|instead of)(?: (?:about|just|only|some|"
                r"the current|a))*\W*|\s*\(?(?:about|or)?\W*",
                gap,
            )
            if groups
            else None
        )
        between = mentions(scene.text, Span(groups[-1][-1].span.end, amount.span.start)) if groups else []
        either = bool(groups) and re.search(r"\bor\s+(?:about\s+)?$", gap) and groups[-1][-1].unit != amount.unit
        if len(gap) < 45 and ((joined and not between) or (either and len(between) < 2)):
            groups[-1].append(amount)
        else:
            groups.append([amount])
    return groups


_ON = re.compile(r"\s+(?:(?:a|per|each)\s+year\s+|annually\s+)?(?:on|of|for|in)\s+")


def _good_of(scene: Scene, group: list[Quantity], taken: set[str]) -> Mention | None:
    """The good nearest to an amount and on its side of "and"; one that already has an amount is left out."""
    first, last = group[0].span.start, group[-1].span.end

    def far(mention: Mention) -> int:
        gap = (mention.span.end, first) if mention.span.end <= first else (last, mention.span.start)
        between = scene.text[gap[0] : gap[1]]
        return len(between) + 40 * len(re.findall(r"\band\b|;|, while|\d[\d,.]*", between))

    found = [m for m in mentions(scene.text, scene.span) if m.name not in taken]
    tied = _ON.match(scene.text, last, scene.span.end)
    behind = next(
        (m for m in found if tied and 0 <= m.span.start - tied.end() <= len("North Korean imports of ")), None
    )
    if behind:
        return behind
    near = min(found, key=far, default=None)
    return near if near and far(near) < 2 * scenery.REACH else None


def _good_before(scene: Scene, group: list[Quantity]) -> Mention | None:
    """The good last spoken of, placed at the amount: an oil for barrels, what the DPRK sells for tonnes."""
    usual = {"barrel": "import", "tonne": "export"}.get(group[0].unit)
    if usual is None or mentions(scene.text, scene.span):
        return None
    start = max(0, scene.span.start - scenery.PAGE)
    same = [m for m in mentions(scene.text, Span(start, scene.span.start)) if goods()[m.name].usual == usual]
    return same[-1]._replace(span=Span(group[0].span.start, group[0].span.start)) if same else None


_OF_CAP = re.compile(
    r"\b(?:ceiling|cap|limit|quota|maximum|allowance|threshold|allotment)s?\s+(?:of|at|set at|is|was|stands at)\s+"
    r"(?:about\s+|just\s+|only\s+)?$"
    r"|\b(?:permitted|allowed|authori[sz]ed|capped at|limited to|no more than)\s+(?:\w+\s+)?$",
    re.I,
)
_ALLOWED = re.compile(
    r"[\s-]*(?:\(?(?:a|per|each|every)\s+(?:calendar\s+)?year|annually|yearly|annual)?\)?\s*(?:that\s+|which\s+)?"
    r"(?:(?:the\s+)?[\w.]+\s+){0,3}?(?:allow\w*|permit\w*|cap|limit|ceiling|quota|set by)\b",
    re.I,
)
_MAY_BE = re.compile(
    r"\b(?:can|may) be (?:\w+ )?(?:delivered|exported|imported|sold|shipped|transferred)\b|\ballowed\b|\bcapped?\b"
    r"|\blimit(?:ed|s)?\b|\blets?\b"
)
_BEYOND = re.compile(r"\b(?:exceed\w*|breach\w*|surpass\w*|beyond|above|over|times|violat\w*)\b")


def _is_cap(scene: Scene, good: Mention, group: list[Quantity]) -> bool:
    """Whether the amount is one that may move, not one that did."""
    first, last = group[0].span.start, group[-1].span.end
    if _OF_CAP.search(scene.text, max(scene.span.start, first - 30), first):
        return True
    if _ALLOWED.match(scene.text, last, scene.span.end):
        return True
    start, end = min(good.span.start, first), max(good.span.end, last)
    near = Span(max(scene.span.start, start - 60, scenery.before(scene, start)), min(scene.span.end, end + 50))
    if not pattern("capped").search(scene.text, *near):
        return False
    delivered = pattern("delivered_instead").search(scene.text, *near)
    may = _MAY_BE.search(scene.text, *near) and not _BEYOND.search(scene.text, *near)
    return not delivered or bool(may)


def _cap(scene: Scene, good: Mention, group: list[Quantity]) -> Iterator[Draft]:
    now, base = _now_and_base(scene, group)
    start, end = min(good.span.start, group[0].span.start), max(good.span.end, group[-1].span.end)
    verb = [m for m in pattern("capped").finditer(scene.text, max(scene.span.start, start - 40), start)]
    tail = re.compile(
        r"\s*(?:\(?(?:a|per|each|every)\s+(?:calendar )?(?:year|month|quarter)|annually|yearly|a\s+year)"
    ).match(scene.text, end)
    span = trim(scene.text, verb[-1].start() if verb else start, tail.end() if tail else end, " ,")
    proposed = is_proposed(scene, scene.span)
    fields: dict[str, Any] = {"goods": good.name, "quantity": now.value, "unit": now.unit}
    if base:
        fields["quantity_from"] = base.value
    if each := period(scene.text, Span(max(scene.span.start, span.start - 20), min(scene.span.end, span.end + 80))):
        fields["period"] = each
    fields["status"] = "proposed" if proposed else "in_force"
    yield Draft("measure.cap", span, fields, (), "a cap", None, scene.said())
    if base and proposed:
        old = {k: v for k, v in fields.items() if k != "quantity_from"} | {"quantity": base.value, "status": "in_force"}
        lead = re.search(
            r"\bfrom\s+(?:the current\s+)?$", scene.text[max(span.start, base.span.start - 20) : base.span.start]
        )
        at = Span(base.span.start - (len(lead[0]) if lead else 0), base.span.end)
        yield Draft("measure.cap", at, old, (), "the cap before", None, scene.said())


def _now_and_base(scene: Scene, group: list[Quantity]) -> tuple[Quantity, Quantity | None]:
    """The amount meant and the one it replaces. Of two measures of one cap the physical one counts."""
    if len(group) > 1 and group[0].unit == group[1].unit:
        between = scene.text[group[0].span.end : group[1].span.start]
        lead = scene.text[max(0, group[0].span.start - 25) : group[0].span.start]
        if re.search(r"\bto\b", between) and re.search(r"\bfrom\b", lead):
            return group[1], group[0]
        if re.search(r"\b(?:from|instead of)\b", between):
            return group[0], group[1]
    return next((q for q in group if q.unit != "usd"), group[0]), None
