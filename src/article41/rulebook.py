"""The rules of one day: every provision in force, with its exemptions, ready to be tried on an act.

Law changes on few days, so a rulebook is made once for each span between two changes and each activity.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from article41.citation import Citation
from article41.facts import ASKED_AS
from article41.regime import BINDING, Condition, Exemption, GoodsClass, Measure, Provision

DAY = timedelta(days=1)
NONE: Mapping[str, Condition] = {}


class Opening(msgspec.Struct, frozen=True):
    """An exemption as it stands under one provision, with its citation and the route it shows to users."""

    exemption: Exemption
    citation: Citation
    measure: str
    route: dict[str, Any]
    unconfirmed: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True):
    """A provision of a measure, from its first to its last day (both inclusive; None: still in force)."""

    measure: Measure
    provision: Provision
    citation: Citation
    also: tuple[Citation, ...]
    last_day: date | None
    binds: bool
    openings: tuple[Opening, ...] = ()
    goods: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    needs_goods: bool = False
    unconfirmed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.measure.measure

    def in_force(self, day: date) -> bool:
        """Whether the provision stood on `day`."""
        return self.provision.since <= day and (self.last_day is None or day <= self.last_day)


class Rulebook(msgspec.Struct, frozen=True):
    """What may bear on one activity in one span of days. Rules about goods are found by class, the others all tried."""

    by_class: dict[tuple[str, str], tuple[Rule, ...]]
    always: dict[tuple[bool | None, bool | None], tuple[Rule, ...]]
    listed: tuple[Rule, ...]
    claimed: tuple[Rule, ...]
    vessels: tuple[Rule, ...]
    measures: frozenset[str]
    """The measures whose rules or exemptions these are: classes of goods of no other one can matter."""


def rules_of(measure: Measure, conditions: Mapping[str, Condition] = NONE) -> list[Rule]:
    """The rules of a measure, oldest first, without the exemptions that other files open.

    `conditions` let routes name the facts they need; a reader of the history does without.
    """
    if measure.kind == "exemption":
        return []
    ends = [p.since - DAY for p in measure.history[1:]] + [None]
    return [_rule(measure, p, end, conditions) for p, end in zip(measure.history, ends, strict=True) if not p.ended]


def _rule(measure: Measure, p: Provision, last_day: date | None, conditions: Mapping[str, Condition]) -> Rule:
    own = tuple(_opening(e, p, measure.measure, conditions) for e in p.exceptions)
    goods = tuple(
        n for n in (measure.goods if p.only is None else p.only) if n not in p.excluding and n in measure.goods
    )
    subjects = tuple(
        n for n in (measure.subjects if p.only is None else p.only) if n not in p.excluding and n in measure.subjects
    )
    return Rule(
        measure=measure,
        provision=p,
        citation=p.citation,
        also=tuple(Citation.parse(text) for text in p.reads_with),
        last_day=last_day,
        binds=p.binding in BINDING and measure.kind != "duty",
        openings=own,
        goods=goods,
        subjects=subjects,
        needs_goods=measure.kind == "goods" and bool(goods),
        unconfirmed=_unconfirmed(p, [measure.goods[name] for name in goods]),
    )


def _unconfirmed(p: Provision, goods: list[GoodsClass]) -> tuple[str, ...]:
    """What of the provision no source confirmed, the codes of its goods included."""
    codes = ["hs"] if any("hs" in g.unconfirmed for g in goods) else []
    return tuple(dict.fromkeys([*p.unconfirmed, *codes]))


def _opening(e: Exemption, under: Provision | Exemption, measure: str, conditions: Mapping[str, Condition]) -> Opening:
    citation, above = Citation.parse(e.law or under.law), Citation.parse(under.law)
    route: dict[str, Any] = {
        "kind": "approval" if e.approval else "exception",
        "says": e.says,
        "cite": citation.symbol,
        "paragraph": citation.paragraph,
        "needs": _needs(e, conditions),
    }
    if e.name:
        route["name"] = e.name
    # A letter of a paragraph shares the doubt about the paragraph's number.
    shared = ["paragraph"] if citation.shares_number(above) and "paragraph" in under.unconfirmed else []
    return Opening(e, citation, measure, route, tuple(dict.fromkeys([*e.unconfirmed, *shared])))


def _needs(e: Exemption, conditions: Mapping[str, Condition]) -> list[str]:
    """The facts that claim its ground; for a wind-down the contract's date, for an approval its reference."""
    facts = [conditions[name].fact for name in e.grounds if name in conditions]
    known_as = [ASKED_AS.get(fact, fact) for fact in facts] + (["contract_date"] if e.contract_before else [])
    return known_as + (["committee_approval"] if e.approval else [])


def openings_of(measure: Measure, conditions: Mapping[str, Condition] = NONE) -> list[Opening]:
    """The dated openings of an exemption measure; each lasts until the next one's first day, unless `until` ends it."""
    following = [*(e.since for e in measure.openings[1:]), None]
    dated = [
        msgspec.structs.replace(e, until=e.until or after - DAY) if after else e
        for e, after in zip(measure.openings, following, strict=False)
    ]
    return [_opening(e, e, measure.measure, conditions) for e in dated if not e.ended]


def rulebook(rules: list[Rule], general: list[tuple[Measure, Opening]], activity: str, day: date) -> Rulebook:
    """The rulebook of `activity` for the span of days in which `day` falls and no law changes."""
    live = [_on(r, general, day) for r in rules if reaches(r, activity) and r.in_force(day)]
    by_class: dict[tuple[str, str], list[Rule]] = {}
    for r in live:
        if r.needs_goods and not r.provision.or_when:
            for key in (*r.goods, *(f"?{n}" for n in range(len(r.measure.open)))):
                by_class.setdefault((r.name, key), []).append(r)
    return Rulebook(
        by_class={key: tuple(found) for key, found in by_class.items()},
        always=_by_direction([r for r in live if r.measure.kind in ("services", "duty") or _tried_always(r)]),
        listed=tuple(r for r in live if r.measure.kind == "listed"),
        claimed=tuple(r for r in live if r.measure.kind == "listed" and r.provision.or_when),
        vessels=tuple(r for r in live if r.measure.kind == "vessels"),
        measures=frozenset(name for r in live for name in (r.name, *(opening.measure for opening in r.openings))),
    )


def _by_direction(rules: list[Rule]) -> dict[tuple[bool | None, bool | None], tuple[Rule, ...]]:
    """The rules that an act may meet that runs (or may run) to the territory, and from it."""
    states = (True, None, False)
    return {(to, out): tuple(r for r in rules if _may_run(r, to, out)) for to in states for out in states}


def _may_run(r: Rule, to: bool | None, out: bool | None) -> bool:
    meets = {None: True, "to_dprk": to is not False, "from_dprk": out is not False}
    return meets.get(r.measure.direction, to is not False or out is not False)


def _tried_always(r: Rule) -> bool:
    return r.measure.kind == "goods" and (not r.needs_goods or bool(r.provision.or_when))


def reaches(r: Rule, activity: str) -> bool:
    chosen = r.provision.activities or r.measure.activities
    if r.measure.kind == "duty" and not chosen:
        return False
    return (not chosen or activity in chosen) and activity not in r.measure.not_activities


def _on(r: Rule, general: list[tuple[Measure, Opening]], day: date) -> Rule:
    own = [o for o in r.openings if o.exemption.covers(day)]
    lent = [o for m, o in general if r.binds and (m.opens == "all" or r.name in m.opens) and o.exemption.covers(day)]
    return msgspec.structs.replace(r, openings=tuple(own + lent))
