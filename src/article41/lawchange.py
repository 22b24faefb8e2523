"""What changed between two days, as text: paragraphs, rules, exceptions and caps, old and new."""

from collections.abc import Iterator, Sequence
from datetime import date

from article41 import spelled
from article41.history import Altered, Change, Standing
from article41.law import Regime
from article41.lawpage import drafted
from article41.regime import Exemption, Listing

KINDS = {"begins": "begun", "ends": "ended", "changes": "changed"}
"""What may happen to a measure, in the order of the page."""

_ASPECTS = {
    "binding": "how it binds", "activities": "activities", "only": "goods or subjects covered",
    "excluding": "goods or subjects left out", "when": "conditions", "or_when": "further conditions",
    "open": "open question",
    "designation": "designation", "law": "paragraph", "grounds": "grounds", "terms": "terms", "within": "cap",
    "since": "first day", "until": "last day", "other_than": "goods left out", "entries": "list entries",
    "contract_before": "contract", "notify_by": "day of notice", "approval": "approval", "definition": "definition",
}  # fmt: skip


def headline(law: Regime, changes: Sequence[Change], first: date, second: date | None) -> str:
    """How many measures began, ended and changed; without a second day, by the draft that is laid over."""
    what = f"From {first} to {second}" if second else f"{first} without and with the draft {law.overlay}"
    counts = ", ".join(f"{sum(c.kind == kind for c in changes)} {word}" for kind, word in KINDS.items())
    return f"{what}: {counts if changes else 'nothing changed'}{drafted(law, second or first)}"


def change(c: Change, law: Regime) -> Iterator[str]:
    """What happened to one measure, below its heading."""
    if c.before and c.after:
        yield from _turned(c.before, c.after, c.aspects)
    else:
        there = c.after or c.before
        assert there
        yield f"{there.citation}: {there.rule}"
    yield from _doubt(c)
    for sign, exemptions in (("−", c.gone), ("+", c.came)):
        for e in exemptions:
            yield f"{sign} {' / '.join(_short(e))}"
    yield from (line for a in c.altered for line in _altered(a, law))


def _doubt(c: Change) -> Iterator[str]:
    if c.after and c.after.unconfirmed:
        yield spelled.unconfirmed(c.after.unconfirmed)


def listing(entry: Listing) -> str:
    """A name that a draft would list, with what no source confirmed."""
    doubt = f"; {spelled.unconfirmed(entry.unconfirmed)}" if entry.unconfirmed else ""
    return f"would be listed: {entry.name} ({entry.type}){doubt}"


def _turned(before: Standing, after: Standing, aspects: tuple[str, ...]) -> Iterator[str]:
    if "law" in aspects:
        yield f"paragraph: {before.citation} → {after.citation}"
    else:
        yield f"paragraph: {after.citation}"
    if "rule" in aspects:
        yield f"was: {before.rule}"
        yield f"now: {after.rule}"
    scoped = [_ASPECTS[key] for key in aspects if key not in ("law", "rule")]
    if scoped:
        yield f"changed: {', '.join(scoped)}"


def _short(e: Exemption) -> Iterator[str]:
    yield f"{e.name}: {e.says}" if e.name else e.says
    if e.within:
        yield spelled.cap(e.within)
    if e.until:
        yield f"until {e.until}" + (f", contract before {e.contract_before}" if e.contract_before else "")


def _altered(a: Altered, law: Regime) -> Iterator[str]:
    """An exception that stays but changes: caps and terms with old and new, the rest by name."""
    yield f"~ {a.name}: {', '.join(_ASPECTS[key] for key in a.aspects)}"
    if "within" in a.aspects:
        yield from (
            f"  {word} {spelled.cap(e.within)}" for word, e in (("was", a.before), ("now", a.after)) if e.within
        )
    for sign, there, other in (("−", a.before.terms, a.after.terms), ("+", a.after.terms, a.before.terms)):
        yield from (f"  {sign} {spelled.condition(term, law.conditions)}" for term in there if term not in other)
    if "law" in a.aspects:
        yield f"  {a.before.law} → {a.after.law}"


def between(c: Change, second: date) -> str:
    """On which days a measure changed, where that says more than the second day asked for."""
    return f"  (on {', '.join(map(str, c.days))})" if c.days and c.days != (second,) else ""
