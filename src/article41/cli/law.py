"""`a41 law`: the law itself, on a day, as one measure's history, as what changed, and by search."""

from datetime import date
from typing import get_args

import click

from article41 import lawchange, lawdata, lawpage, spelled
from article41.cli import lawfiles, paper
from article41.errors import InputError
from article41.history import Change, Standing, difference, in_force, standing
from article41.law import Regime, Unknown
from article41.lookup import Found, search
from article41.regime import Activity, Measure

EXIT_CODES = "Exit codes: 0 answered; 2 wrong usage, or no such day, measure or draft."


@click.group("law", epilog=EXIT_CODES)
def command() -> None:
    """Read the law: on a day, a measure's history, what changed, a search.

    \b
    Example:
      a41 law on 2018-03-01
      a41 law show coal
      a41 law diff 2017-08-04 2017-08-05
      a41 law search 8703
    """
    paper.never_fail_on_letters()


@command.command("on", epilog=EXIT_CODES)
@click.argument("day", type=paper.Day())
@click.option("--activity", type=click.Choice(get_args(Activity)), metavar="ACTIVITY", help="Only what reaches it.")
@paper.overlay
@paper.form
def on(day: date, activity: Activity | None, overlay: str | None, form: str) -> None:
    """List the measures in force on DAY (a day in New York).

    \b
    Example:
      a41 law on 2018-03-01 --activity transfer
    """
    law = paper.the_law(overlay)
    standings = in_force(law, day, activity)
    if form == "json":
        return paper.json(lawdata.of_day(law, day, activity, standings))
    reach = f" that reach {activity}" if activity else ""
    click.secho(f"{len(standings)} measures in force on {day}{reach}{lawpage.drafted(law, day)}", bold=True)
    for group, title in lawpage.GROUPS.items():
        _table(title, [s for s in standings if s.group == group])
    paper.footer(law)


def _table(title: str, standings: list[Standing]) -> None:
    if standings:
        paper.heading(title)
        paper.table(("measure", "paragraph", "what it does", "unconfirmed"), lawpage.day_rows(standings), wide=2)


@command.command("show", epilog=EXIT_CODES)
@click.argument("measure")
@click.option("--on", "day", type=paper.Day(), metavar="DAY", help="Only the provision in force on this day.")
@paper.overlay
@paper.form
def show(measure: str, day: date | None, overlay: str | None, form: str) -> None:
    """Show one MEASURE with its scope and its whole history, or as it stood on one day.

    \b
    Example:
      a41 law show coal
      a41 law show crude-oil --on 2022-04-26
    """
    law = paper.the_law(overlay)
    try:
        found = law.measure(measure)
    except Unknown as fault:
        raise paper.Refused(str(fault.args[0]) + _in_a_draft(law, measure)) from None
    if day:
        return _stood(found, day, law, form)
    if form == "json":
        return paper.json(lawdata.of_measure(found))
    _page(found, law)


def _stood(measure: Measure, day: date, law: Regime, form: str) -> None:
    """A measure on one day. Exits 2 where it was not in force."""
    found = standing(measure, day)
    if found is None:
        raise paper.Refused(f"{measure.measure} was not in force on {day}; its history: a41 law show {measure.measure}")
    if form == "json":
        return paper.json(lawdata.of_standing(found))
    click.secho(f"{measure.measure} on {day}{lawpage.drafted(law, day)}: {measure.title}", bold=True)
    paper.lines([*lawpage.measure_head(measure), *lawpage.scope(measure)], 2)
    paper.heading(f"{spelled.days(found.since, found.last_day)}: {found.citation}")
    paper.lines(lawpage.provision(found, law), 2)
    paper.footer(law)


def _in_a_draft(law: Regime, name: str) -> str:
    found = [d.draft for d in law.drafts.values() if any(m.measure == name for m in d.measures)]
    return f"; it stands in {_drafts(found)}: add --overlay {found[0]}" if found else ""


def _drafts(names: list[str]) -> str:
    return f"the draft{'s' if len(names) > 1 else ''} {' and '.join(names)}"


def _page(m: Measure, law: Regime) -> None:
    click.secho(f"{m.measure}: {m.title}", bold=True)
    paper.lines([*lawpage.measure_head(m), *lawpage.scope(m)], 2)
    paper.lines([m.note] if m.note else [], 2)
    for title, there in lawpage.entries(m):
        paper.heading(title)
        paper.lines(lawpage.provision(there, law) if there else [], 2)
    paper.footer(law)


@command.command("diff", epilog=EXIT_CODES)
@click.argument("first", type=paper.Day(), required=False)
@click.argument("second", type=paper.Day(), required=False)
@paper.overlay
@paper.form
def diff(first: date | None, second: date | None, overlay: str | None, form: str) -> None:
    """Say what changed from the law of day FIRST to that of day SECOND.

    With --overlay, SECOND may be left out: the law of FIRST without and with the draft; FIRST is then the draft's own
    first day unless given.

    \b
    Example:
      a41 law diff 2017-08-04 2017-08-05
      a41 law diff --overlay S/2022/431
    """
    law = paper.the_law(overlay)
    if second is None and law.draft is None:
        raise click.UsageError("give two days, or --overlay DRAFT to compare with and without it")
    first = first or (law.draft.in_force_if_adopted if law.draft else date.min)
    if second and second < first:
        raise click.UsageError(f"the second day, {second}, lies before the first, {first}")
    old, last = (law, second) if second else (paper.the_law(), first)
    changes = difference(old, first, law, last)
    if form == "json":
        return paper.json(lawdata.of_difference(law, first, last, changes))
    _changes(law, changes, first, second)


def _changes(law: Regime, changes: list[Change], first: date, second: date | None) -> None:
    click.secho(lawchange.headline(law, changes, first, second), bold=True)
    for kind in lawchange.KINDS:
        for c in changes:
            if c.kind == kind:
                paper.heading(f"{kind}: {c.measure.measure}, {c.measure.title}{lawchange.between(c, second or first)}")
                paper.lines(lawchange.change(c, law), 2)
    begins = law.draft.in_force_if_adopted if law.draft else None
    if law.draft and begins and begins <= (second or first) and (second is None or first < begins):
        click.echo("\n" if law.draft.listings else "", nl=False)
        paper.lines(map(lawchange.listing, law.draft.listings))
    paper.footer(law)


@command.command("search", epilog=EXIT_CODES)
@click.argument("query", nargs=-1, required=True)
@paper.overlay
@paper.form
def find(query: tuple[str, ...], overlay: str | None, form: str) -> None:
    """Find measures by HS code, by paragraph or resolution, or by word.

    A number of a resolution of the regime means the resolution; write `HS 2397` for the code. A code finds the
    classes of goods that name it, not measures that reach all goods of a party or of an end use.

    \b
    Example:
      a41 law search 8703
      a41 law search 2397 7
      a41 law search seafood
    """
    law = paper.the_law(overlay)
    try:
        found = search(law, " ".join(query))
    except InputError as fault:
        raise paper.Refused(str(fault)) from None
    paper.json(lawdata.of_search(found)) if form == "json" else _found(law, found)


def _found(law: Regime, found: Found) -> None:
    click.secho(f"{found.way} {found.query}: {len(found.hits)} found", bold=True)
    if found.hits:
        paper.table(("measure", "matched", "provision"), lawpage.search_rows(found.hits), wide=1)
    paper.lines(f"paragraph {number} is not encoded: {reason}" for number, reason in found.not_encoded)
    paper.footer(law)


command.add_command(lawfiles.lint)
command.add_command(lawfiles.export)
