"""The law as data: what `--format json` of `a41 law` prints and what the service answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from article41.export import uris
from article41.history import Altered, Change, Standing
from article41.law import Regime
from article41.lookup import Found
from article41.regime import Exemption, Measure


def of_measure(m: Measure) -> dict[str, Any]:
    """A measure in the words of its file."""
    data: dict[str, Any] = msgspec.to_builtins(m)
    named = {("history" if key == "openings" else key): value for key, value in data.items()}
    return named | {"uris": uris(m)}


def of_standing(s: Standing) -> dict[str, Any]:
    """A measure as it stands; `last_day` is inclusive, null while it is in force."""
    return {
        "measure": s.measure.measure,
        "title": s.measure.title,
        "kind": s.measure.kind,
        "binds": s.binds,
        "cite": s.citation.symbol,
        "paragraph": s.citation.paragraph,
        "uri": s.citation.uri,
        "since": s.since,
        "last_day": s.last_day,
        "rule": s.rule,
        "exceptions": [_exemption(e) for e in s.exceptions],
        "unconfirmed": list(s.unconfirmed),
    }


def _exemption(e: Exemption) -> Any:
    return msgspec.to_builtins(e)


def of_day(law: Regime, day: date, activity: str | None, standings: Sequence[Standing]) -> dict[str, Any]:
    """The law of a day."""
    head = {"date": day, "activity": activity, "overlay": law.overlay, "law": law.version}
    return head | {"measures": [of_standing(s) for s in standings]}


def of_difference(law: Regime, first: date, second: date, changes: Sequence[Change]) -> dict[str, Any]:
    """What changed between two days."""
    head = {"from": first, "to": second, "overlay": law.overlay, "law": law.version}
    return head | {"changes": [_change(c) for c in changes]}


def _change(c: Change) -> dict[str, Any]:
    return {
        "measure": c.measure.measure,
        "change": c.kind,
        "before": of_standing(c.before) if c.before else None,
        "after": of_standing(c.after) if c.after else None,
        "aspects": list(c.aspects),
        "came": [_exemption(e) for e in c.came],
        "gone": [_exemption(e) for e in c.gone],
        "altered": [_altered(a) for a in c.altered],
        "days": list(c.days),
    }


def _altered(a: Altered) -> dict[str, Any]:
    return {"name": a.name, "aspects": list(a.aspects), "before": _exemption(a.before), "after": _exemption(a.after)}


def of_search(found: Found) -> dict[str, Any]:
    """What a search found."""
    hits = [
        {"measure": h.measure.measure, "because": h.because, "provisions": [of_standing(s) for s in h.spans]}
        for h in found.hits
    ]
    left = [{"paragraph": number, "reason": reason} for number, reason in found.not_encoded]
    return {"way": found.way, "query": found.query, "hits": hits, "not_encoded": left}
