"""`a41 record incidents`: the list, the counts by each definition, and the numbers."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import click

from article41.cli import paper, recordpage
from article41.cli.recordpage import Row
from article41.record import data
from article41.record.counting import Numbered, counted, missiles, numbered
from article41.record.days import in_words, ordinal
from article41.record.entries import Definition, Incident
from article41.record.store import Record


class Asked(NamedTuple):
    """What was asked: the kind, the days, the definitions, and the incidents of those days (of every kind)."""

    record: Record
    kind: str | None
    span: tuple[date, date] | None
    ways: Sequence[Definition]
    incidents: Sequence[Incident]
    by_definition: bool

    @property
    def when(self) -> str:
        """The days, for a heading."""
        return f" from {self.span[0]} to {self.span[1]}" if self.span else ""


def listed(asked: Asked, form: str) -> None:
    """The incidents of the kind, and how many each definition counts in those days."""
    if asked.by_definition:
        found = [i for i in asked.incidents if any(d.counts(i) for d in asked.ways)]
    else:
        found = [i for i in asked.incidents if asked.kind in (None, i.kind)]
    counts = {d.id: len(counted(asked.incidents, d)) for d in asked.ways}
    if form == "json":
        body = [data.of_entry(asked.record, i) for i in found]
        return paper.json(
            {"count": len(found), "missiles": missiles(found), "by_definition": counts, "incidents": body}
        )
    what = f"of kind {asked.kind}" if asked.kind else "of every kind"
    recordpage.title(f"{len(found)} entries {what}{asked.when}, {missiles(found)} missiles stated")
    paper.lines(f"by {d.id}: {counts[d.id]}, {d.means}" for d in asked.ways)
    headings = ("day", "id", "kind", "what", "outcome", "place", "note")
    recordpage.table(asked.record, headings, [_row(i) for i in found], 6)


def _row(i: Incident) -> Row:
    return Row((i.date, i.id, i.kind, what(i), outcome(i), i.site, i.note), i)


def what(i: Incident) -> str:
    """The act in a few words: how many of which system, or what it was."""
    system = f"{i.count} × {i.system}" if i.system and i.count else i.system
    claimed = f" (said to be {i.claimed_system})" if i.claimed_system else ""
    return (system or i.what) + claimed


def outcome(i: Incident) -> str:
    """How it went."""
    return i.outcome or ", ".join(f"{count} {word}" for word, count in i.outcomes.items())


def numbers(asked: Asked, form: str) -> None:
    """Which one of its kind each incident is, by every definition asked for."""
    shown = {i.id for i in asked.incidents}
    parts = [(d, [n for n in numbered(asked.record.incidents, d) if n.incident.id in shown]) for d in asked.ways]
    if form == "json":
        return paper.json({"definitions": [data.of_numbers(asked.record, d, found) for d, found in parts]})
    for definition, found in parts:
        recordpage.title(f"{definition.id}: {definition.means}; {len(found)} entries{asked.when}")
        headings = ("number", "day", "id", "what", "the one before", "days since", "as people say")
        recordpage.table(asked.record, headings, [_numbered(n) for n in found], 3)
        click.echo()
    click.echo("Numbers count all that is recorded; an entry is one Korean day and one system.")


def _numbered(n: Numbered) -> Row:
    before = f"{n.before.date} ({n.before.id})" if n.before else "none"
    since = ("", "") if n.days is None else (str(n.days), in_words(n.days))
    return Row((ordinal(n.number), n.incident.date, n.incident.id, what(n.incident), before, *since), n.incident)
