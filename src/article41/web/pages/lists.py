"""Lists: a name looked for as of a day, an entry's history, what the newest list changed."""

import asyncio
from datetime import date
from typing import Any, NamedTuple

from litestar.params import FromPath

from article41.errors import InputError
from article41.lists import known
from article41.lists.deltas import delta
from article41.lists.history import History, listed_on
from article41.lists.store import Store
from article41.lists.words import change_line, sums
from article41.screening.asked import TYPES, read_query
from article41.screening.entries import Entry
from article41.web import service
from article41.web.access import may
from article41.web.lists import nobody, place
from article41.web.pages.page import Page, render, sends, shows
from article41.web.problems import Refused
from article41.web.route import Asked, Word, day

FIELDS = ("name", "on", "type", "country", "birth_date", "imo")
NEWEST = 12
"""Changes of the built-in list that are shown."""


class Turn(NamedTuple):
    """What happened to an entry on a day."""

    day: date
    what: str
    entry: Entry
    unconfirmed: tuple[str, ...] = ()


@shows("/lists", "read")
async def lists(request: Asked) -> Page:
    """The search, the lists, and what changed last."""
    return await _page(request, {}, None, "")


@sends("/lists", "check")
async def search(request: Asked) -> Page:
    """Who on the list a name may mean. Names are sent in a body, never in an address."""
    sent = await request.form()
    said = {field: text for field in FIELDS if (text := str(sent.get(field, "")).strip())}
    try:
        found = service.of(request).screener.screen_query(read_query(said))
    except InputError as fault:
        return await _page(request, said, None, str(fault), 422)
    return await _page(request, said, found, "")


async def _page(request: Asked, said: dict[str, str], found: Any, fault: str, status: int = 200) -> Page:
    shared = service.of(request)
    told = await asyncio.to_thread(known.known_lists, shared.store, date.today())
    return render(
        request, "lists.html", status, said=said, found=found, fault=fault, lists=told, types=TYPES,
        turns=turns(shared.screener.entries)[:NEWEST], may_search=may(request, "check"),
    )  # fmt: skip


def turns(entries: tuple[Entry, ...]) -> list[Turn]:
    """Every change of a list of entries, newest first; within a day by id."""
    found = []
    for e in entries:
        for period in (*e.listed, *e.designated):
            word = getattr(period, "kind", "").replace("_", " ")
            found.append(Turn(period.start, f"listed {word}".strip(), e, period.unconfirmed))
            if period.until:
                found.append(Turn(period.until, f"last day listed {word}".strip(), e, period.unconfirmed))
        found += [Turn(when, "amended", e) for when in e.amended]
    return sorted(found, key=lambda t: (-t.day.toordinal(), t.entry.id))


@shows("/lists/entries/{entry:str}", "read")
async def one(request: Asked, entry: FromPath[str], on: Word = None) -> Page:
    """An entry of the built-in list, and its history in every imported list that knows it."""
    shared, when = service.of(request), day(on, "on") if on else None
    mine = next((e for e in shared.screener.entries if e.id.casefold() == entry.casefold()), None)
    imported = await asyncio.to_thread(known.found, shared.store, entry) if shared.store else []
    if not mine and not imported:
        raise Refused(404, nobody(shared, entry), "entry")
    return render(
        request, "entry.html", entry=mine, id=mine.id if mine else imported[0].id, on=when,
        standing=[*filter(None, (mine.listed_on(when), *mine.designated_on(when)))] if mine and when else [],
        imported=[_told(history, when) for history in imported],
    )  # fmt: skip


def _told(history: History, when: date | None) -> tuple[History, Any, list[tuple[Any, list[str]]]]:
    """A history, how it stands on the day, and its amendments in lines."""
    amendments = [(a, [change_line(c) for c in a.changes]) for a in history.amendments]
    return history, listed_on(history, when) if when else None, amendments


@shows("/lists/deltas/{name:str}", "read")
async def changed(request: Asked, name: FromPath[str], on: Word = None) -> Page:
    """What an imported list changed against the one before it."""
    store = service.of(request).store
    if store is None:
        raise Refused(404, "no lists are imported here: start the service with --store", "list")
    at = place(store, name, day(on, "on") if on else None)
    return render(request, "delta.html", name=name, **await asyncio.to_thread(_delta, store, name, at))


def _delta(store: Store, name: str, at: int) -> dict[str, Any]:
    snapshots = store.snapshots(name)
    new, old = snapshots[at], snapshots[at - 1] if at else None
    found = delta(old, new)
    amended = [(one, [change_line(c) for c in one.changes]) for one in found.amended]
    return {"new": new, "old": old, "delta": found, "amended": amended, "sums": sums(found),
            "days": [snapshot.day for snapshot in snapshots]}  # fmt: skip


ROUTES: list[Any] = [lists, search, one, changed]
