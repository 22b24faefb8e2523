"""The law in time: how each measure stands on a day, and what came, went or changed between two days."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec.structs import replace

from article41.citation import Citation
from article41.law import Regime
from article41.regime import Activity, Exemption, Measure, Provision
from article41.rulebook import DAY, Opening, Rule, openings_of, reaches, rules_of

SCOPE = ("binding", "activities", "only", "excluding", "when", "or_when", "designation", "open")
"""Keys of a provision that say what it reaches; where a change of law touches one, the difference names it."""
TERMS = (
    *("law", "since", "until", "only", "other_than", "entries", "grounds", "terms"),
    *("contract_before", "notify_by", "within", "approval", "definition", "open"),
)
"""Keys of an exception that say what opens it; its name and its wording are left out."""


class Standing(NamedTuple):
    """How one measure stands from `since` to `last_day` (both inclusive; None: still in force).

    `text` is the provision, or for an exemption the opening; `exceptions` are those of the days looked at.
    """

    measure: Measure
    text: Provision | Exemption
    citation: Citation
    since: date
    last_day: date | None
    binds: bool
    rule: str
    exceptions: tuple[Exemption, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The heading under which a reader looks for it: the measure's kind, or `advice` where it does not bind."""
        return self.measure.kind if self.binds else "duty"


def spans(measure: Measure) -> list[Standing]:
    """The whole history of a measure, oldest first, with every exception it ever had."""
    if measure.kind == "exemption":
        return [_exemption(measure, opening) for opening in openings_of(measure)]
    return [_provision(rule) for rule in rules_of(measure)]


def _provision(rule: Rule) -> Standing:
    p = rule.provision
    return Standing(
        rule.measure, p, rule.citation, p.since, rule.last_day, rule.binds, p.rule, p.exceptions, rule.unconfirmed
    )


def _exemption(measure: Measure, opening: Opening) -> Standing:
    e = opening.exemption
    assert e.since, "the law's reader refuses an opening without its first day"
    return Standing(measure, e, opening.citation, e.since, e.until, True, e.says, (), e.unconfirmed)


def as_filed(s: Standing) -> Provision | Exemption:
    """The text as its file has it: an opening of an exemption without the last day that the next entry gives it."""
    if isinstance(s.text, Provision):
        return s.text
    return next(e for e in s.measure.openings if e.since == s.since)


def standing(measure: Measure, day: date) -> Standing | None:
    """How the measure stands on a day, with the exceptions that can help on that day; None where it is not in force."""
    for span in spans(measure):
        if span.since <= day and (span.last_day is None or day <= span.last_day):
            return span._replace(exceptions=tuple(e for e in span.exceptions if e.covers(day)))
    return None


def in_force(law: Regime, day: date, activity: Activity | None = None) -> list[Standing]:
    """Every measure in force on a day, by name; with an activity, those that reach it and what opens them."""
    found = [s for m in law.measures.values() if (s := standing(m, day))]
    if activity is None:
        return found
    reached = [s for s in found if isinstance(s.text, Provision) and _reaches(law, s, activity)]
    names = {s.measure.measure for s in reached if s.binds}
    opening = [s for s in found if s.measure.kind == "exemption" and _opens(s.measure, names)]
    return sorted([*reached, *opening], key=lambda s: s.measure.measure)


def _reaches(law: Regime, s: Standing, activity: Activity) -> bool:
    return any(reaches(r, activity) for r in law.rules if r.name == s.measure.measure and r.provision is s.text)


def _opens(exemption: Measure, names: set[str]) -> bool:
    return bool(names) and (exemption.opens == "all" or not names.isdisjoint(exemption.opens))


class Altered(NamedTuple):
    """An exception that stands on both days, and which of its terms differ: the key, the old and the new value."""

    name: str
    aspects: tuple[str, ...]
    before: Exemption
    after: Exemption


class Change(NamedTuple):
    """What happened to a measure between two days. `days`: those on which it changed, the first day excluded."""

    kind: Literal["begins", "ends", "changes"]
    measure: Measure
    before: Standing | None
    after: Standing | None
    aspects: tuple[str, ...] = ()
    came: tuple[Exemption, ...] = ()
    gone: tuple[Exemption, ...] = ()
    altered: tuple[Altered, ...] = ()
    days: tuple[date, ...] = ()


def difference(old: Regime, first: date, new: Regime, second: date) -> list[Change]:
    """What differs between `old` as it stood on the first day and `new` as it stood on the second, by measure name.

    The regimes are the same to compare two days, and differ by a draft laid over to compare with and without it.
    """
    names = sorted(old.measures.keys() | new.measures.keys())
    pairs = ((_of(old, name, first), _of(new, name, second)) for name in names)
    changes = [change for before, after in pairs if (change := _change(before, after))]
    return [c._replace(days=tuple(changes_between(c.measure, first, second))) for c in changes]


def _of(law: Regime, name: str, day: date) -> Standing | None:
    return standing(law.measures[name], day) if name in law.measures else None


def _change(before: Standing | None, after: Standing | None) -> Change | None:
    if before is None or after is None:
        if after:
            return Change("begins", after.measure, None, after, came=after.exceptions)
        return Change("ends", before.measure, before, None, gone=before.exceptions) if before else None
    aspects = _aspects(before, after)
    old, new = _by_name(before.exceptions), _by_name(after.exceptions)
    came = tuple(e for name, e in new.items() if name not in old)
    gone = tuple(e for name, e in old.items() if name not in new)
    both = ((name, *_written_out(old[name], before, new[name], after)) for name in old if name in new)
    altered = tuple(a for name, e, f in both if (a := _altered(name, e, f)))
    if not (aspects or came or gone or altered):
        return None
    return Change("changes", after.measure, before, after, aspects, came, gone, altered)


def _aspects(before: Standing, after: Standing) -> tuple[str, ...]:
    """Which parts of the text differ: `law`, `rule`, or a key of its scope. A text restated differs in `law` alone."""
    found = ["law"] if before.citation != after.citation else []
    found += ["rule"] if before.rule != after.rule else []
    found += [key for key in SCOPE if getattr(before.text, key, None) != getattr(after.text, key, None)]
    return tuple(found)


def _by_name(exceptions: Iterable[Exemption]) -> dict[str, Exemption]:
    return {e.name or e.says: e for e in exceptions}


def _written_out(e: Exemption, before: Standing, f: Exemption, after: Standing) -> tuple[Exemption, Exemption]:
    """Both exceptions with their paragraphs, unless both follow their provision's, whose change is told already."""
    if not (e.law or f.law):
        return e, f
    return replace(e, law=e.law or before.text.law), replace(f, law=f.law or after.text.law)


def _altered(name: str, before: Exemption, after: Exemption) -> Altered | None:
    """Wording apart: an exception that says the same in other words has not changed."""
    aspects = tuple(key for key in TERMS if getattr(before, key) != getattr(after, key))
    return Altered(name, aspects, before, after) if aspects else None


def changes_between(measure: Measure, first: date, second: date) -> list[date]:
    """The days after the first, up to the second, on which a provision or an exception begins or is gone."""
    days: set[date] = set()
    for span in spans(measure):
        days |= {span.since} | ({span.last_day + DAY} if span.last_day else set())
        days |= {e.since for e in span.exceptions if e.since} | {e.until + DAY for e in span.exceptions if e.until}
    return sorted(day for day in days if first < day <= second)


def unbroken(measure: Measure) -> bool:
    """Whether every day from the first provision on has exactly one: each ends the day before the next begins."""
    known = spans(measure)
    joined = all(a.last_day is not None and a.last_day + DAY == b.since for a, b in pairwise(known))
    return joined and all(s.last_day is None or s.since <= s.last_day for s in known)
