"""`a41 record show`: one entry whole, with what the rest of the record says of it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from article41.cli import paper, recordpage
from article41.cli.recordpage import Row
from article41.record import data
from article41.record.actors import Person
from article41.record.counting import definitions, numbered
from article41.record.days import in_words, ordinal
from article41.record.entries import Entry, Incident, Statement, Talk
from article41.record.following import HOW_COUNTED, timeline
from article41.record.people import speaker
from article41.record.store import NotInRecord, Record
from article41.record.texts import Voted
from article41.record.voting import vote

NOTHING = data.NOTHING
EVIDENCE = ("id", "confirmed", "unconfirmed", "sources", "check_at")


def show(record: Record, name: str, form: str) -> None:
    """One entry, or an office. Raises NotInRecord with the nearest ids."""
    office = next((o for o in record.offices if o.id == name), None)
    entry: Any = office or record.find(name)
    if form == "json":
        return paper.json(data.of_entry(record, entry, follows=list(_follows(record, entry))))
    recordpage.title(entry.id)
    paper.lines(_fields(entry), 2)
    derived = list(_follows(record, entry))
    if derived:
        paper.heading("worked out")
        paper.lines(derived, 2)
    paper.heading(f"confirmed: {recordpage.standing(entry)}")
    paper.lines((f"source: {record.address(s)}" for s in getattr(entry, "sources", ())), 2)
    paper.lines((f"to be checked at: {record.address(s)}" for s in getattr(entry, "check_at", ())), 2)


def _fields(entry: Any) -> Iterator[str]:
    """Its keys in the order of the struct, the note last."""
    found = {k: v for k, v in msgspec.to_builtins(entry).items() if k not in EVIDENCE and v not in NOTHING}
    note = found.pop("note", "")
    for key, value in (found | ({"note": note} if note else {})).items():
        yield f"{key}: {_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_plain, value))
    if isinstance(value, dict):
        return ", ".join(f"{k} {_plain(v)}" for k, v in value.items() if v not in NOTHING and v is not False)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _follows(record: Record, entry: Any) -> Iterator[str]:
    """What is worked out, never stored: numbers, days, outcomes, earlier versions, where a person appears."""
    if isinstance(entry, Incident):
        yield from _numbers(record, entry)
    steps = [s for s in timeline(record) if entry in (s.incident, s.text) and s.days is not None]
    for s in steps:
        yield f"{_named(s.text)} of {s.text.date}: {s.days} days after {_named(s.incident)} of {s.incident.date}"
    if steps:
        yield HOW_COUNTED
    yield from (f"earlier version: {_named(d)} of {d.date}" for d in record.drafts if d.became == entry.id)
    if isinstance(entry, Voted) and entry.ballots:
        result = vote(record, entry).outcome
        yield f"{result.word}: {result.in_favour}-{result.against}-{result.abstaining} (a41 council vote {entry.id})"
    if isinstance(entry, Person):
        yield from (f"took part: {_named(t)}, {t.name}" for t in record.talks if entry.id in t.people)
        yield from (f"spoke: {_named(s)}, {', '.join(s.stance)}" for s in record.statements if entry.id in s.by)


def _named(entry: Entry) -> str:
    return entry.id if entry.confirmed else f"{entry.id} (unconfirmed)"


def _numbers(record: Record, incident: Incident) -> Iterator[str]:
    for definition in definitions(record, incident.kind):
        for n in numbered(record.incidents, definition):
            if n.incident is incident:
                since = f", {n.days} days ({in_words(n.days)}) after {n.before.id}" if n.days and n.before else ""
                yield f"{ordinal(n.number)} by {definition.id}{since}"


def name_of(record: Record, person_id: str) -> str:
    """A person's name."""
    found = record.by_id[person_id]
    return found.name if isinstance(found, Person) else person_id


def person(record: Record, said: str) -> str:
    """The id of a person, by id, name or spelling. Exits 2 where nobody, or more than one, fits."""
    try:
        return data.person(record, said)
    except NotInRecord as fault:
        raise recordpage.refused(fault) from None


def said(record: Record, s: Statement) -> Row:
    """A statement as a row."""
    whose = recordpage.names(record, s.government) + (f", relays {record.name(s.relays)}" if s.relays else "")
    about = "; ".join(s.about) + (f" (if: {'; '.join(s.conditions)})" if s.conditions else "")
    office = f" ({s.office})" if s.office else ""
    return Row((s.date, s.id, speaker(record, s) + office, whose, ", ".join(s.stance), about), s)


def talk(record: Record, t: Talk) -> Row:
    """A meeting as a row."""
    people = ", ".join([*(name_of(record, i) for i in t.people), *t.others])
    who = recordpage.names(record, t.parties) + (f" ({people})" if people else "")
    return Row((recordpage.days(t.date, t.until), t.name, t.place, t.level, who, t.result), t)
