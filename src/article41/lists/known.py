"""What is known of lists and of their entries, as data: for `a41 lists --json` and for the service."""

import difflib
from collections import Counter
from datetime import date
from typing import Any

import msgspec

from article41.lists.corrections import load_facts
from article41.lists.history import History, histories, listed_on
from article41.lists.store import Imported, Store
from article41.screening.entries import load_list


def import_data(one: Imported) -> dict[str, Any]:
    """An import as data."""
    snapshot, delta = one.snapshot, one.delta
    return {
        "list": snapshot.list,
        "day": snapshot.day,
        "content": snapshot.content,
        "source": snapshot.source,
        "records": len(snapshot.records),
        "new": one.new,
        "before": one.before.day if one.before else None,
        "added": [{"id": r.id, "name": r.name} for r in delta.added] if one.before else [],
        "removed": [{"id": r.id, "name": r.name} for r in delta.removed],
        "amended": delta.amended,
        "warnings": dict(Counter(warning.name for warning in snapshot.warnings)),
    }


def known_lists(store: Store | None, today: date) -> list[dict[str, Any]]:
    """Each list's newest snapshot and its age in days, the built-in list first (alone without a store)."""
    built_in = load_list()
    found: list[dict[str, Any]] = [
        {
            "list": "built-in 1718",
            "day": built_in.list_date,
            "age_days": (today - built_in.list_date).days,
            "content": built_in.version,
            "records": len(built_in.entries),
            "regimes": {"DPRK": len(built_in.entries)},
            "source": "part of the program",
            "snapshots": 1,
            "since": built_in.list_date,
        }
    ]
    if store is None:
        return found
    for name in store.lists():
        heads = store.heads(name)
        told = {"list": name, "day": heads[-1].day, "age_days": (today - heads[-1].day).days}
        told |= {"content": heads[-1].content, "records": heads[-1].size, "regimes": store.by_regime(heads[-1])}
        found.append(told | {"source": heads[-1].source, "snapshots": len(heads), "since": heads[0].day})
    return found


def found(store: Store, entry: str) -> list[History]:
    """The histories of the entry in every list that knows it; case makes no difference."""
    facts = load_facts()
    every = (histories(store.snapshots(name), facts) for name in store.lists())
    return [one for known in every for name, one in known.items() if name.casefold() == entry.casefold()]


def not_found(store: Store, entry: str) -> str:
    """Why nothing can be shown, with what comes nearest."""
    built_in = next((e for e in load_list().entries if e.id.casefold() == entry.casefold()), None)
    if built_in:
        times = "; ".join(f"{p.start} – {p.until or 'now'}" for p in (*built_in.listed, *built_in.designated))
        return f"no imported list names {built_in.id}; the built-in one has {built_in.name}, listed {times}"
    ids = {record.id for name in store.lists() for record in store.snapshots(name)[-1].records}
    near = difflib.get_close_matches(entry, sorted(ids), 3, 0.6)
    return f"no list names {entry}" + (f"; nearest: {', '.join(near)}" if near else "; import one first")


def data(history: History, day: date | None) -> dict[str, Any]:
    """A history as data, without its records."""
    told = {key: getattr(history, key) for key in history.__struct_fields__ if key != "records"}
    return told | ({"on": {"day": day, **msgspec.structs.asdict(listed_on(history, day))}} if day else {})
