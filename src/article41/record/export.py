"""The record written out: JSON, tables, a calendar. Sources, flags and what was worked out go along."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from article41.calendar import Event, calendar
from article41.record.days import first_day, is_exact, last_day
from article41.record.entries import Entry, Incident, Talk
from article41.record.files import SHELVES
from article41.record.store import Record
from article41.record.texts import Meeting, Voted
from article41.record.voting import vote
from article41.tables import saved, table

DOMAIN = "record.article41"
"""Ends every UID of the calendar; the entry's id comes before it."""


def write(record: Record, form: str, out: Path) -> list[Path]:
    """Write the record to a file (`json`, `ics`) or a folder (`csv`). Returns the files. Raises OSError."""
    if form == "csv":
        out.mkdir(parents=True, exist_ok=True)
        return [saved(out / f"{name}.csv", table(rows)) for name, rows in shelves(record).items() if rows]
    text = msgspec.json.encode(shelves(record)).decode() + "\n" if form == "json" else as_calendar(record)
    return [saved(out, text)]


def shelves(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Every shelf of entries as plain data, in order of day; codes and the members of each year as rows too."""
    lists = {name: getattr(record, name) for name, shelf in SHELVES.items() if not shelf.single}
    plain = {name: [as_data(record, entry) for entry in entries] for name, entries in lists.items()}
    permanent = {"permanent": list(record.membership.permanent)}
    return plain | {
        "codes": [{"code": code, "name": name} for code, name in record.codes.items()],
        "members": [msgspec.to_builtins(y) | permanent for y in record.membership.years],
    }


def as_data(record: Record, entry: Any) -> dict[str, Any]:
    """An entry's own keys, its sources as addresses, and of a vote each ballot and the outcome worked out."""
    found: dict[str, Any] = msgspec.to_builtins(entry)
    if isinstance(entry, Entry):
        found |= {key: [record.address(s) for s in getattr(entry, key)] for key in ("sources", "check_at")}
    if isinstance(entry, Voted) and entry.ballots:
        cast = vote(record, entry)
        found |= {"ballots": cast.ballots, "outcome": cast.outcome.word}
    return found


def as_calendar(record: Record) -> str:
    """Incidents by Korean days, votes and meetings by New York days, talks by the days of the place."""
    events = sorted(_events(record), key=lambda e: (e.first, e.uid))
    return calendar(events, "-//Article 41//Record//EN")


def _events(record: Record) -> Iterator[Event]:
    for i in record.incidents:
        yield _event(record, i, i.date, i.date, i.what or i.system or i.kind.replace("_", " "), i.kind)
    for t in record.talks:
        yield _event(record, t, t.date, t.until or t.date, t.name, f"talks, {t.level}")
    for m in record.meetings:
        yield _event(record, m, str(m.date), str(m.date), m.what, "meeting")
    for v in record.voted():
        if v.ballots:
            o = vote(record, v).outcome
            result = f"{v.symbol}: {o.word.replace('_', ' ')}, {o.in_favour}-{o.against}-{o.abstaining}"
            yield _event(record, v, str(v.date), str(v.date), result, "vote")


def _event(record: Record, e: Incident | Talk | Meeting | Voted, said: str, until: str, what: str, kind: str) -> Event:
    unsure = "" if is_exact(said) else " (day not known)"
    sources = [f"source: {record.address(s)}" for s in e.sources] + [f"to be checked at: {s}" for s in e.check_at]
    text = "\n".join([f"confirmed: {'yes' if not e.doubts else e.doubts}", *sources])
    return Event(f"{e.id}@{DOMAIN}", first_day(said), last_day(until), what + unsure, text, kind, e.confirmed)
