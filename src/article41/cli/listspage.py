"""What `a41 lists` prints: an import's changes, the state of each list, an entry's history."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from article41.cli import paper
from article41.cli.show import printable
from article41.lists.deltas import Amended, Delta
from article41.lists.history import History, listed_on
from article41.lists.periods import Period
from article41.lists.store import Imported
from article41.lists.words import change_line, sums
from article41.spelled import days


def print_import(one: Imported, details: bool) -> None:
    """One snapshot: what it is, what changed since the one before it, and the quirks that were survived."""
    snapshot = one.snapshot
    click.secho(f"{snapshot.list}, {snapshot.day}: {len(snapshot.records)} records ({snapshot.source})", bold=True)
    if not one.new:
        return click.echo("  already there, nothing changed")
    click.echo(f"  {snapshot.content}")
    if one.before:
        click.echo(f"  since {one.before.day}: {sums(one.delta)}")
        paper.lines(_delta_lines(one.delta) if details else (), 2)
    else:
        click.echo("  no older list is known")
    quirks = Counter(warning.name for warning in snapshot.warnings)
    if quirks and details:
        told = ", ".join(f"{number} {name}" for name, number in quirks.most_common())
        paper.lines([f"quirks of the file, survived: {told}"], 2)


def print_totals(imported: list[Imported]) -> None:
    """The sums over several lists."""
    fresh = [one for one in imported if one.new]
    if len(imported) < 2:
        return
    deltas = [one.delta for one in fresh if one.before]
    whole = Delta(*(tuple(x for d in deltas for x in getattr(d, part)) for part in ("added", "removed", "amended")))
    click.secho(f"{len(imported)} lists read, {len(fresh)} new; {sums(whole)}", bold=True)


def _delta_lines(delta: Delta) -> Iterator[str]:
    yield from (f"added {record.id}: {printable(record.name)}" for record in delta.added)
    yield from (f"removed {record.id}: {printable(record.name)}" for record in delta.removed)
    for amended in delta.amended:
        yield from _amended_lines(amended)


def _amended_lines(amended: Amended) -> Iterator[str]:
    yield f"amended {amended.id}: {printable(amended.name)}"
    yield from (f"  {change_line(change)}" for change in amended.changes)


def print_lists(known: Iterable[dict[str, Any]], store: str) -> None:
    """The lists, one below the other."""
    for one in known:
        paper.heading(f"{one['list']}: {one['day']}, {one['age_days']} days old")
        regimes = ", ".join(f"{name} {number}" for name, number in one["regimes"].items())
        paper.lines([f"{one['records']} records: {regimes}", one["content"], f"from {printable(one['source'])}"], 2)
        if one["snapshots"] > 1:
            paper.lines([f"{one['snapshots']} lists since {one['since']}"], 2)
    click.echo(f"\nStore {store}")


def print_history(history: History, day: date | None) -> None:
    """When it was listed, what was amended, what is known beside the lists."""
    click.secho(f"{history.id}: {printable(history.name)} ({history.type}, list {history.list})", bold=True)
    if day:
        standing = listed_on(history, day)
        paper.lines([f"on {day}: {standing.state}. {standing.reason}"], 2)
    paper.lines((_period(period) for period in history.periods), 2)
    for measure in history.measures:
        paper.lines([f"{measure.kind}, {measure.law}"], 2)
        paper.lines((_period(period) for period in measure.periods), 4)
    for fact in history.facts:
        paper.lines([f"known: {fact.state} {days(fact.start, fact.until)}, {fact.reason} ({fact.source})"], 2)
    for amendment in history.amendments:
        paper.lines([f"amended between {amendment.after} and {amendment.day}"], 2)
        paper.lines((change_line(change) for change in amendment.changes), 4)


def _period(period: Period) -> str:
    flags = f" [{', '.join(period.flags)}]" if period.flags else ""
    return f"{period.state} {days(period.start, period.until)}: {period.reason}{flags}"
