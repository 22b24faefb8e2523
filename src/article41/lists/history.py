"""The history of each entry, worked out from the set of snapshots: the order in which they came makes no difference."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from article41.lists.corrections import Fact
from article41.lists.deltas import Change, changes
from article41.lists.periods import Period, Sight, State, periods
from article41.lists.record import Kind, Record
from article41.lists.snapshot import Snapshot


class Amendment(msgspec.Struct, frozen=True):
    """A change of an entry's text: not yet on the list of `after`, on that of `day`."""

    after: date
    day: date
    changes: tuple[Change, ...]

    @property
    def substance(self) -> bool:
        return any(change.kind == "substance" for change in self.changes)


class MeasureHistory(msgspec.Struct, frozen=True):
    """When one consequence stood for a ship."""

    kind: str
    law: str
    periods: tuple[Period, ...]


class Standing(msgspec.Struct, frozen=True):
    """Whether an entry is listed on a day, and how that is known. Of a ship `measures` are those that stand."""

    state: State
    reason: str
    flags: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


class History(msgspec.Struct, frozen=True):
    """All that the snapshots of one list say of one entry.

    `records` are its distinct records, oldest first; none where only a known fact names it. A ship has its periods in
    `measures`, everybody else in `periods`. `first_seen` and `last_seen` are days of lists.
    """

    id: str
    list: str
    name: str
    type: Kind
    records: tuple[Record, ...]
    first_seen: date | None
    last_seen: date | None
    periods: tuple[Period, ...]
    measures: tuple[MeasureHistory, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    facts: tuple[Fact, ...] = ()


def histories(snapshots: Iterable[Snapshot], facts: Iterable[Fact] = ()) -> dict[str, History]:
    """The history of every entry that a snapshot of this list or a fact about it names, by id.

    All snapshots must be of one list; their order does not matter, nor does one that is given twice.
    """
    series = sorted({snapshot.order: snapshot for snapshot in snapshots}.values(), key=lambda s: s.order)
    if not series:
        return {}
    known = [fact for fact in facts if fact.list == series[0].list]
    held = [{record.id: record for record in snapshot.records} for snapshot in series]
    named = {name: said for fact in known for name, said in fact.entries.items() if "*" not in name}
    made = {}
    for entry in sorted({*named, *(name for records in held for name in records)}):
        seen = [(snapshot.day, records.get(entry)) for snapshot, records in zip(series, held, strict=True)]
        made[entry] = _history(entry, series[0].list, seen, known, named.get(entry, entry))
    return made


def listed_on(history: History, day: date) -> Standing:
    """Whether the entry was listed on `day` (a day in New York): listed, not listed or uncertain, with the reason."""
    fact = next((f for f in history.facts if f.covers(day) and not f.kind), None)
    if not history.measures:
        found = _at(history.periods, day)
        return Standing(found.state, fact.reason if fact else found.reason, found.flags)
    standing = [(m.kind, _at(m.periods, day)) for m in history.measures]
    for state in ("listed", "uncertain", "not listed"):
        of_state = [(kind, period) for kind, period in standing if period.state == state]
        if of_state:
            kinds = tuple(kind for kind, _ in of_state) if state != "not listed" else ()
            return Standing(of_state[0][1].state, "; ".join(f"{k}: {p.reason}" for k, p in of_state), (), kinds)
    return Standing("not listed", "no measure is known")


def _at(times: Sequence[Period], day: date) -> Period:
    missing = Period("uncertain", None, None, "no list that names it is known")
    return next((period for period in times if period.covers(day)), missing)


Seen = Sequence[tuple[date, Record | None]]


def _history(entry: str, name: str, seen: Seen, known: Iterable[Fact], said: str) -> History:
    present = [(day, record) for day, record in seen if record]
    newest = present[-1][1] if present else None
    facts = tuple(fact for fact in known if fact.concerns(entry, newest))
    kinds = _kinds(present, facts)
    plain = [Sight(day, record is not None, record.listed_on if record else None) for day, record in seen]
    return History(
        id=entry,
        list=name,
        name=newest.name if newest else said,
        type=newest.type if newest else "vessel" if kinds else "entity",
        records=tuple(dict.fromkeys(record for _, record in present)),
        first_seen=present[0][0] if present else None,
        last_seen=present[-1][0] if present else None,
        periods=() if kinds else periods(_corrected(plain, [f for f in facts if not f.kind])),
        measures=tuple(_measure(kind, law, seen, facts) for kind, law in kinds.items()),
        amendments=tuple(_amendments(present)),
        facts=facts,
    )


def _kinds(present: Iterable[tuple[date, Record]], facts: Iterable[Fact]) -> dict[str, str]:
    """The measures that an entry ever bore, with their paragraphs."""
    found = {fact.kind: fact.law for fact in facts if fact.kind}
    found |= {measure.kind: measure.law for _, record in present for measure in record.measures}
    return dict(sorted(found.items()))


def _measure(kind: str, law: str, seen: Seen, facts: Iterable[Fact]) -> MeasureHistory:
    sights = []
    for day, record in seen:
        found = next((m for m in record.measures if m.kind == kind), None) if record else None
        sights.append(Sight(day, found is not None, found.since if found else None))
    return MeasureHistory(kind, law, periods(_corrected(sights, [f for f in facts if f.kind == kind])))


def _corrected(sights: Sequence[Sight], facts: Sequence[Fact]) -> list[Sight]:
    """The sights outside the days of facts, and the first and last day of each fact."""
    kept = [sight for sight in sights if not any(fact.covers(sight.day) for fact in facts)]
    given = [sight.listed_on for sight in sights if sight.listed_on]
    for fact in facts:
        day_of_listing = fact.listed_on or (given[-1] if given else None)
        for day in dict.fromkeys((fact.start, fact.until)):
            kept.append(Sight(day, fact.state == "listed", day_of_listing, fact.listed_on is not None))
    return sorted(kept, key=lambda sight: sight.day)


def _amendments(present: Sequence[tuple[date, Record]]) -> Iterator[Amendment]:
    for (after, old), (day, new) in pairwise(present):
        if old is not new and (found := changes(old, new)):
            yield Amendment(after, day, found)
