"""What the record's files must mean beyond their types: ids, references, days, sources, ballots, offices."""

import difflib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from article41.record.days import first_day, is_exact, last_day
from article41.record.entries import Entry, Incident, Statement, Talk
from article41.record.files import Placed
from article41.record.handover import overlaps
from article41.record.texts import Membership, Resolution, Voted
from article41.yamlfile import LawError

EARLIEST, LATEST = date(1945, 1, 1), date(2100, 12, 31)
KOREA = timedelta(hours=9)
COUNCIL_SIZE, ELECTED = 15, 10
APART = ("definitions", "sources")
"""Shelves whose ids are words of their own, not ids of the record."""


def faults(placed: list[Placed]) -> Iterator[LawError]:
    """Every fault of entries that could be read."""
    known = Known(placed)
    impossible = [fault for p in placed for fault in _days(p)]
    yield from impossible
    # No day can be compared with one that does not exist: those rules wait until all days are right.
    rules = RULES if impossible else (*RULES, *COMPARING_DAYS)
    yield from (fault for p in placed for rule in rules for fault in rule(p, known))
    yield from () if impossible else overlaps(placed, known.single_offices)


class Known:
    """What entries may refer to."""

    def __init__(self, placed: list[Placed]) -> None:
        self.first: dict[str, Placed] = {}
        for p in placed:
            if p.shelf not in APART:
                self.first.setdefault(getattr(p.entry, "id", ""), p)
        shelf: dict[str, set[str]] = {}
        for p in placed:
            shelf.setdefault(p.shelf, set()).add(getattr(p.entry, "id", ""))
        self.shelf = shelf
        self.codes: set[str] = {code for p in placed if p.shelf == "codes" for code in p.entry}
        membership = next((p.entry for p in placed if p.shelf == "membership"), Membership(permanent=(), years=()))
        self.members = {y.year: {*membership.permanent, *y.elected} for y in membership.years}
        self.marks = {p.entry.marked for p in placed if p.shelf == "definitions"}
        self.single_offices = {
            (p.entry.government, p.entry.title) for p in placed if p.shelf == "offices" and p.entry.one_holder
        }


Rule = Callable[[Placed, Known], Iterator[LawError]]


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
                yield p.fault(f"{said!r} is no id of {' or '.join(shelves)}{_near(said, there)}", key)
    for mark in getattr(p.entry, "marks", ()):
        if mark not in known.marks:
            yield p.fault(f"no definition counts the mark {mark!r}{_near(mark, known.marks)}", "marks")


def _codes(p: Placed, known: Known) -> Iterator[LawError]:
    keys = (*CODED, "by") if p.shelf == "drafts" else CODED
    for key in keys:
        for code in _listed(getattr(p.entry, key, ())):
            if code not in known.codes:
                yield p.fault(f"{code!r} is no code of actors/codes.yaml{_near(code, known.codes)}", key)


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else tuple(value or ())


def _near(said: str, there: set[str]) -> str:
    near = difflib.get_close_matches(said, sorted(there), 1)
    return f"; nearest: {near[0]!r}" if near else ""


def _votes(p: Placed, known: Known) -> Iterator[LawError]:
    """Only members of that year vote, each once, and the counts recorded add up to those cast."""
    e = p.entry
    if not isinstance(e, Voted) or e.ballots is None:
        return
    named = (*e.ballots.against, *e.ballots.abstaining, *e.ballots.absent)
    for code in sorted(set(named) - known.members.get(e.date.year, set())):
        yield p.fault(f"{code} was no member of the Council in {e.date.year}", "ballots")
    for code in sorted({c for c in named if named.count(c) > 1}):
        yield p.fault(f"{code} is named twice in one vote", "ballots")
    if e.ballots.unanimous == bool(named):
        yield p.fault("write `unanimous: true`, or name who was not in favour: one of the two", "ballots")
    if e.recorded:
        cast = (COUNCIL_SIZE - len(named), len(e.ballots.against), len(e.ballots.abstaining))
        said = (e.recorded.in_favour, e.recorded.against, e.recorded.abstaining)
        if cast != said:
            yield p.fault(f"recorded {_tally(said)}, but the ballots come to {_tally(cast)}", "recorded")


def _tally(counts: tuple[int, int, int]) -> str:
    return "-".join(map(str, counts))


def _members(p: Placed, known: Known) -> Iterator[LawError]:
    if not isinstance(p.entry, Membership):
        return
    for n, year in enumerate(p.entry.years):
        if len(known.members[year.year]) != COUNCIL_SIZE or len(year.elected) != ELECTED:
            found = len(known.members[year.year])
            yield p.fault(f"{year.year} has {found} members; expected {COUNCIL_SIZE}", f"years[{n}]")
        for code in sorted(known.members[year.year] - known.codes):
            yield p.fault(f"{code!r} is no code of actors/codes.yaml", f"years[{n}].elected")


def _answers(p: Placed, known: Known) -> Iterator[LawError]:
    """A text comes after what it answers; a New York day may be the day before the Korean one."""
    e = p.entry
    for said in getattr(e, "after", ()) if isinstance(e, Voted | Resolution) else ():
        there = known.first.get(said)
        if there and isinstance(there.entry, Incident) and e.date < first_day(there.entry.date) - timedelta(days=1):
            yield p.fault(f"{e.id} of {e.date} answers {said} of {there.entry.date}, which came later", "after")


RULES: tuple[Rule, ...] = (_twice, _sources, _references, _codes, _votes, _members)
COMPARING_DAYS: tuple[Rule, ...] = (_in_order, _answers)
