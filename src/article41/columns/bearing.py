"""What of a law bears on an activity on a day: the texts that an answer can depend on, to compare two laws by.

Days on which a text begins and ends, and its place in a history, are left out: the day that is looked at tells them.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from article41 import spelled
from article41.history import SCOPE, TERMS
from article41.law import Regime
from article41.regime import Condition, Exemption, Measure
from article41.rulebook import Rule, Rulebook


class Text(NamedTuple):
    """One measure on a day: its rule, the conditions that it or its exemptions name, and the measures that open it."""

    rule: Rule
    conditions: dict[str, Condition]
    opened_by: dict[str, Measure]
    draft: bool

    @property
    def cite(self) -> str:
        """The paragraph; a draft's is marked as one."""
        return f"{'draft ' if self.draft else ''}{self.rule.citation}"


def texts(law: Regime, day: date, activity: str) -> dict[str, Text]:
    """The text of every measure that may bear on an activity on a day, by the measure's name."""
    return {rule.name: _text(rule, law) for rule in _rules(law.rulebook(day, activity))}


def _rules(book: Rulebook) -> Iterator[Rule]:
    groups = chain(book.by_class.values(), book.always.values(), (book.listed, book.claimed, book.vessels))
    yield from {id(rule): rule for group in groups for rule in group}.values()


def _text(rule: Rule, law: Regime) -> Text:
    exemptions = [opening.exemption for opening in rule.openings]
    names = {*rule.provision.when, *rule.provision.or_when}
    names.update(name for e in exemptions for name in (*e.grounds, *e.terms))
    bare = replace(
        rule, measure=_bare(rule.measure), provision=replace(rule.provision, since=date.min, note=""), last_day=None
    )
    return Text(
        rule=bare,
        conditions={name: law.conditions[name] for name in sorted(names)},
        opened_by={opening.measure: _bare(law.measures[opening.measure]) for opening in rule.openings},
        draft=rule.citation.symbol == law.overlay,
    )


def _bare(measure: Measure) -> Measure:
    return replace(measure, history=(), openings=(), note="", sources=())


def difference(name: str, old: Text | None, new: Text | None) -> str:
    """What differs between two texts of one measure, in words: its paragraph, else what of it changed."""
    if old is None or new is None:
        there = new or old
        assert there
        return f"{name}: {there.cite}, {'new' if new else 'no longer there'}"
    if old.cite != new.cite:
        return f"{name}: {old.cite} → {new.cite}"
    return f"{name}: {new.cite}, changed: {'; '.join(_changes(old, new)) or 'other words'}"


def _changes(old: Text, new: Text) -> Iterator[str]:
    before, after = old.rule.provision, new.rule.provision
    yield from (key for key in SCOPE if getattr(before, key, None) != getattr(after, key, None))
    yield from _classes(old.rule.measure, new.rule.measure)
    yield from _exemptions(old.rule, new.rule)
    yield from _named("condition", old.conditions, new.conditions)
    yield from _named("opened by", old.opened_by, new.opened_by)


def _classes(old: Measure, new: Measure) -> Iterator[str]:
    """Classes of goods that differ, with the codes that came and went."""
    for name in sorted({*old.goods, *new.goods}):
        before, after = old.goods.get(name), new.goods.get(name)
        if before != after:
            codes = [c.hs + c.hs_described + c.hs_asked if c else () for c in (before, after)]
            signs = (("−", codes[0], codes[1]), ("+", codes[1], codes[0]))
            moved = [f"{sign}{code}" for sign, has, lacks in signs for code in has if code not in lacks]
            yield f"goods {name}" + (f" (HS {', '.join(moved)})" if moved else "")
    if old.subjects != new.subjects:
        yield "subjects"


def _exemptions(old: Rule, new: Rule) -> Iterator[str]:
    before, after = (
        {f"{o.measure}: {o.exemption.name or o.exemption.says}": o.exemption for o in rule.openings}
        for rule in (old, new)
    )
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in after or name not in before:
            yield f"exception {'+' if name in after else '−'} {name}"
        elif before[name] != after[name]:
            yield f"exception {name}" + "".join(f", {said}" for said in _terms(before[name], after[name]))


def _terms(old: Exemption, new: Exemption) -> Iterator[str]:
    for key in (key for key in TERMS if getattr(old, key) != getattr(new, key)):
        if key == "within" and old.within and new.within:
            yield f"{spelled.cap(old.within)} → {spelled.cap(new.within)}"
        else:
            yield f"{key} {_said(getattr(old, key))} → {_said(getattr(new, key))}"


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "none")


def _named(what: str, old: dict[str, Condition] | dict[str, Measure], new: object) -> Iterator[str]:
    """Those that both have and that differ: what came or went is told of the text that names it."""
    assert isinstance(new, dict)
    yield from (f"{what} {name}" for name in old if name in new and old[name] != new[name])
