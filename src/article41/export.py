"""The law written out: the whole regime as JSON, one row a provision as CSV, its deadlines as a calendar.

The same law gives the same bytes: nothing here looks at a clock.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from article41.calendar import calendar
from article41.citation import Citation
from article41.deadlines import deadlines
from article41.history import Standing, as_filed, spans
from article41.law import Regime
from article41.regime import Draft, Measure, Resolution
from article41.tables import table

DRAFT = " (draft, no legal effect)"


def as_text(law: Regime, form: str, on: date | None = None) -> str:
    """The law in a form (`json`, `csv`, `ics`): of all days, or what stood on a day."""
    if form == "json":
        return msgspec.json.encode(as_data(law, on)).decode() + "\n"
    kept = [s for m in law.measures.values() for s in standing(m, on)]
    if form == "csv":
        return table([row(s, law) for s in kept])
    return calendar(deadlines(law, kept), "-//Article 41//Law//EN")


def standing(m: Measure, on: date | None) -> list[Standing]:
    """The provisions of a measure, oldest first; with a day, the one in force on it, if any."""
    return [s for s in spans(m) if on is None or (s.since <= on and (s.last_day is None or on <= s.last_day))]


def row(s: Standing, law: Regime) -> dict[str, Any]:
    """A provision in a line. `until` is inclusive, empty while it is in force; a draft's own says so in its title."""
    return {
        "measure": s.measure.measure,
        "from": str(s.since),
        "until": str(s.last_day or ""),
        "resolution": s.citation.symbol,
        "paragraph": s.citation.paragraph,
        "uri": s.citation.uri,
        "title": s.measure.title + (DRAFT if s.citation.symbol == law.overlay else ""),
        "confirmed": not s.unconfirmed,
    }


def as_data(law: Regime, on: date | None = None) -> dict[str, Any]:
    """The regime as plain data: its resolutions, conditions, and every measure with its provisions."""
    about = msgspec.to_builtins(law.about) | {"resolutions": [_resolution(r) for r in law.about.resolutions]}
    measures = [_measure(m, found, law) for m in law.measures.values() if (found := standing(m, on))]
    return {
        "law": law.version,
        "on": on,
        "overlay": law.overlay,
        "draft": _draft(law.draft) if law.draft else None,
        **about,
        "measures": measures,
        "conditions": {name: _with_uris(condition) for name, condition in law.conditions.items()},
    }


def _resolution(r: Resolution) -> dict[str, Any]:
    plain = msgspec.to_builtins(r)
    left = [{"paragraph": n, "reason": why, "uri": _uri(r, n)} for n, why in r.not_encoded.items()]
    return {**plain, "uri": _uri(r, "?"), "not_encoded": left}


def _uri(r: Resolution, paragraph: str) -> str:
    return Citation(r.symbol, paragraph).uri


def _draft(d: Draft) -> dict[str, Any]:
    """A draft's head and the names it would list; its provisions stand among the measures."""
    plain: dict[str, Any] = msgspec.to_builtins(d)
    head = {key: value for key, value in plain.items() if key not in ("changes", "measures", "listings")}
    return head | {"legal_effect": False, "listings": [_with_uris(entry) for entry in d.listings]}


def _measure(m: Measure, found: list[Standing], law: Regime) -> dict[str, Any]:
    """A measure in the words of its file, its history as provisions; `ended` is the entry that closed it."""
    plain: dict[str, Any] = msgspec.to_builtins(m)
    head = {key: value for key, value in plain.items() if key not in ("history", "openings")}
    ended = [_with_uris(p) for p in m.history if p.ended]
    return head | {"provisions": [_provision(s, law) for s in found], "ended": ended[0] if ended else None}


def _provision(s: Standing, law: Regime) -> dict[str, Any]:
    text = as_filed(s)
    line = {key: value for key, value in row(s, law).items() if key not in ("measure", "title")}
    flags = {"binds": s.binds, "unconfirmed": s.unconfirmed, "draft": s.citation.symbol == law.overlay}
    return {**line, "until": s.last_day, **flags, "text": msgspec.to_builtins(text), "uris": uris(text)}


def _with_uris(told: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(told), "uris": uris(told)}


def uris(told: Any) -> dict[str, str]:
    """The lasting name of every paragraph that stands in a text of the law, at any depth."""
    return {text: Citation.parse(text).uri for text in sorted(set(_citations(msgspec.to_builtins(told))))}


def _citations(data: Any) -> Iterator[str]:
    """What stands under the keys `law` and `reads_with`."""
    if isinstance(data, dict):
        for key in ("law", "reads_with"):
            said = data.get(key) or ()
            yield from (said,) if isinstance(said, str) else said
        data = list(data.values())
    if isinstance(data, list | tuple):
        for value in data:
            yield from _citations(value)
