"""Lists: which there are, an entry's history, what the newest changed."""

import asyncio
import difflib
from datetime import date
from typing import Annotated, Any

from litestar import Response
from litestar.params import FromPath, QueryParameter

from article41.lists import known
from article41.lists.deltas import delta
from article41.lists.store import Store
from article41.screening.entries import Entry
from article41.web import service
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, day, reads, tagged
from article41.web.service import Service

ROOT = "/api/v1/lists"
Today = Annotated[str | None, QueryParameter(description="The day from which age is counted; today when left out.")]


@reads(ROOT)
async def lists(request: Asked, today: Today = None) -> Response[Data]:
    """Each list with its day, age, hash and size, the built-in one first."""
    shared = service.of(request)
    when = day(today, "today") if today else date.today()
    found = known.known_lists(shared.store, when)
    tag = "+".join(str(one["content"]) for one in found)
    return tagged(request, f"{when}-{tag}", lambda: {"lists": found})


@reads(f"{ROOT}/entries/{{entry:str}}")
async def entry(request: Asked, entry: FromPath[str], on: Word = None) -> Response[Data]:
    """One entry of the built-in list, and its history in every imported list that knows it.

    With `on`, whether it was listed on that day (in New York).
    """
    shared, when = service.of(request), day(on, "on") if on else None
    mine = next((e for e in shared.screener.entries if e.id.casefold() == entry.casefold()), None)
    imported = await asyncio.to_thread(known.found, shared.store, entry) if shared.store else []
    if not mine and not imported:
        raise Refused(404, nobody(shared, entry), "entry")
    body = {"list": shared.screener.version, "list_date": shared.screener.list_date}
    body |= {"entry": mine, "on": _standing(mine, when) if mine and when else None}
    body |= {"imported": [known.data(one, when) for one in imported]}
    return tagged(request, tag_of(shared), lambda: body)


def _standing(found: Entry, when: date) -> Data:
    listed, designated = found.listed_on(when), found.designated_on(when)
    return {"day": when, "listed": bool(listed or designated), "by": listed, "designated": designated}


def nobody(shared: Service, said: str) -> str:
    near = difflib.get_close_matches(said, [e.id for e in shared.screener.entries], 3, 0.6)
    return f"no list names {said[:60]!r}" + (f"; nearest: {', '.join(near)}" if near else "")


def tag_of(shared: Service) -> str:
    """What changes whenever some list does."""
    heads = shared.store.heads() if shared.store else []
    return "+".join([shared.screener.version, *(str(head.id) for head in heads)])


@reads(f"{ROOT}/deltas")
async def deltas(
    request: Asked,
    name: Annotated[str, QueryParameter(name="list", description="The name of an imported list.")],
    on: Annotated[str | None, QueryParameter(description="The day of a list; the newest when left out.")] = None,
) -> Response[Data]:
    """What an imported list added, removed and amended, against the one before it."""
    store = service.of(request).store
    if store is None:
        raise Refused(404, "no lists are imported here: start the service with --store", "list")
    at = place(store, name, day(on, "on") if on else None)
    body = await asyncio.to_thread(delta_of, store, name, at)
    return tagged(request, tag_of(service.of(request)), lambda: body)


def place(store: Store, name: str, when: date | None) -> int:
    days = [head.day for head in store.heads(name)]
    if not days:
        raise Refused(404, f"no list {name[:60]!r}; known are {', '.join(store.lists()) or 'none'}", "list")
    if when and when not in days:
        nearest = min(days, key=lambda known_day: abs(known_day - when))
        raise Refused(404, f"no {name} of {when}; nearest: {nearest}", "on")
    return days.index(when) if when else len(days) - 1


def delta_of(store: Store, name: str, at: int) -> Data:
    snapshots = store.snapshots(name)
    new, old = snapshots[at], snapshots[at - 1] if at else None
    found = delta(old, new)
    named: dict[str, Any] = {"list": name, "day": new.day, "content": new.content, "before": old.day if old else None}
    return named | {
        "added": [{"id": r.id, "name": r.name} for r in found.added] if old else [],
        "removed": [{"id": r.id, "name": r.name} for r in found.removed],
        "amended": found.amended,
    }


ROUTES = [lists, entry, deltas]
