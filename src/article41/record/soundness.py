"""What the record's files must mean beyond their types: ids, references, days, sources, ballots, offices."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from article41.record.councilfaults import COUNCIL_RULES
from article41.record.days import first_day, is_exact, last_day
from article41.record.entries import Entry, Incident, Statement, Talk
from article41.record.files import Placed
from article41.record.handover import overlaps
from article41.record.known import APART, Known, Rule, near
from article41.record.texts import Resolution, Voted
from article41.yamlfile import LawError

EARLIEST, LATEST = date(1945, 1, 1), date(2100, 12, 31)
KOREA = timedelta(hours=9)


def faults(placed: list[Placed]) -> Iterator[LawError]:
    """Every fault of entries that could be read."""
    known = Known(placed)
    impossible = [fault for p in placed for fault in _days(p)]
    yield from impossible
    # No day can be compared with one that does not exist: those rules wait until all days are right.
    rules = RULES if impossible else (*RULES, *COMPARING_DAYS)
    yield from (fault for p in placed for rule in rules for fault in rule(p, known))
    yield from () if impossible else overlaps(placed, known.single_offices)


def _twice(p: Placed, known: Known) -> Iterator[LawError]:
    first = known.first.get(getattr(p.entry, "id", ""))
    if p.shelf not in APART and hasattr(p.entry, "id") and first is not p and first:
        line = first.document.line_of(first.path)
        yield p.fault(f"id {p.entry.id!r} stands already in {first.document.file.name}, line {line}", "id")


def _sources(p: Placed, known: Known) -> Iterator[LawError]:
    """A confirmed entry names a source; an unconfirmed one may only say where to check, or stay bare."""
    e = p.entry
    if not isinstance(e, Entry):
        return
    if e.confirmed and not e.sources:
        yield p.fault(f"{e.id}: confirmed without a source; name one, or write `confirmed: false`", "confirmed")
    for key in ("sources", "check_at"):
        for said in getattr(e, key):
            if not said.startswith(("http://", "https://")) and said not in known.shelf.get("sources", set()):
                yield p.fault(f"{e.id}: {said!r} is no address and no id of sources.yaml", key)


DAYS = ("date", "until", "published", "since", "announced", "panel_until")


def _days(p: Placed) -> Iterator[LawError]:
    said = {
        key: getattr(p.entry, key, None) for key in ("date", "until", "published", "since", "announced", "panel_until")
    }
    for n, role in enumerate(getattr(p.entry, "roles", ())):
        said |= {f"roles[{n}].since": role.since, f"roles[{n}].until": role.until}
    for key, day in said.items():
        if day and (wrong := _wrong(day)):
            yield p.fault(wrong, key)


def _wrong(said: str | date) -> str:
    try:
        day = said if isinstance(said, date) else first_day(said)
    except ValueError:
        return f"no such day: {said}"
    return "" if EARLIEST <= day <= LATEST else f"{said} lies outside {EARLIEST.year} to {LATEST.year}"


def _in_order(p: Placed, known: Known) -> Iterator[LawError]:
    e = p.entry
    if isinstance(e, Talk) and e.until and last_day(e.until) < first_day(e.date):
        yield p.fault(f"{e.id} ends on {e.until}, before it begins on {e.date}", "until")
    if isinstance(e, Statement) and e.published and e.published < first_day(e.date):
        yield p.fault(f"{e.id} was published before it was made on {e.date}", "published")
    if isinstance(e, Incident) and e.utc and is_exact(e.date):
        there = datetime.fromisoformat(e.utc.replace("Z", "+00:00")) + KOREA
        if there.date() != first_day(e.date):
            yield p.fault(f"{e.id}: {e.utc} is {there.date()} in Korea, not {e.date}", "utc")
    for n, role in enumerate(getattr(e, "roles", ())):
        if role.since and role.until and last_day(role.until) < first_day(role.since):
            yield p.fault(f"{e.id}: {role.office} ends before it begins", f"roles[{n}].until")


REFERENCES = {
    "after": ("incidents",), "people": ("people",), "by": ("people",), "became": ("resolutions", "drafts"),
}  # fmt: skip
"""Keys that hold ids, and the shelves these must stand on. `by` of a draft or a count is not a person."""
CODED = ("government", "relays", "parties", "states", "sponsors", "joined_by", "state")


def _references(p: Placed, known: Known) -> Iterator[LawError]:
    for key, shelves in REFERENCES.items():
        if key == "by" and p.shelf != "statements":
            continue
        there = set().union(*(known.shelf.get(s, set()) for s in shelves))
        for said in _listed(getattr(p.entry, key, ())):
            if said not in there:
                yield p.fault(f"{said!r} is no id of {' or '.join(shelves)}{near(said, there)}", key)
    for mark in getattr(p.entry, "marks", ()):
        if mark not in known.marks:
            yield p.fault(f"no definition counts the mark {mark!r}{near(mark, known.marks)}", "marks")


def _codes(p: Placed, known: Known) -> Iterator[LawError]:
    keys = (*CODED, "by") if p.shelf == "drafts" else CODED
    for key in keys:
        for code in _listed(getattr(p.entry, key, ())):
            if code not in known.codes:
                yield p.fault(f"{code!r} is no code of actors/codes.yaml{near(code, known.codes)}", key)


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else tuple(value or ())


def _answers(p: Placed, known: Known) -> Iterator[LawError]:
    """A text comes after what it answers; a New York day may be the day before the Korean one."""
    e = p.entry
    for said in getattr(e, "after", ()) if isinstance(e, Voted | Resolution) else ():
        there = known.first.get(said)
        if there and isinstance(there.entry, Incident) and e.date < first_day(there.entry.date) - timedelta(days=1):
            yield p.fault(f"{e.id} of {e.date} answers {said} of {there.entry.date}, which came later", "after")


RULES: tuple[Rule, ...] = (_twice, _sources, _references, _codes, *COUNCIL_RULES)
COMPARING_DAYS: tuple[Rule, ...] = (_in_order, _answers)
