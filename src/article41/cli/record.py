"""`a41 record`: what happened, asked by kind, day, person and government; every answer with its sources."""

from datetime import date
from typing import get_args

import click

from article41.cli import incidentspage, paper, recordfiles, recordpage, showpage
from article41.cli.recordpage import Row
from article41.record import data
from article41.record.counting import between, definitions
from article41.record.entries import IncidentKind, Level, Stance
from article41.record.people import by_year, holders, speaker, statements
from article41.record.store import NotInRecord

EXIT_CODES = "Exit codes: 0 answered; 2 wrong usage, or nothing of that name in the record."
Span = tuple[date, date] | None


@click.group("record", epilog=EXIT_CODES)
def command() -> None:
    """Ask what happened: incidents, talks, statements, who held which office.

    \b
    Example:
      a41 record incidents --kind nuclear_test --since-last
      a41 record talks --level track_2
      a41 record who --on 2016-09-09 --government US
      a41 record show nt-5
    """
    paper.never_fail_on_letters()


command.add_command(recordfiles.lint)
command.add_command(recordfiles.export)

KINDS, LEVELS, STANCES = (click.Choice(get_args(words)) for words in (IncidentKind, Level, Stance))


def _one_of(choice: click.Choice[str]) -> str:
    return f"One of: {', '.join(choice.choices)}."


@command.command("incidents", epilog=EXIT_CODES)
@click.option("--kind", type=KINDS, metavar="KIND", help=_one_of(KINDS))
@recordpage.between
@click.option("--definition", metavar="NAME", help="Count by this definition alone, e.g. full_range.")
@click.option("--since-last", is_flag=True, help="The number of each, and how long after the one before.")
@paper.form
def incidents(kind: str | None, span: Span, definition: str | None, since_last: bool, form: str) -> None:
    """List incidents: Korean days, oldest first; how many, by each definition of the kind.

    Numbers always count everything recorded, whatever days are shown. An entry is a day and a system, not a missile.

    \b
    Example:
      a41 record incidents --kind icbm --between 2017-01-01 2022-04-25
      a41 record incidents --kind nuclear_test --since-last
      a41 record incidents --kind icbm --definition full_range --since-last
    """
    if since_last and not (kind or definition):
        raise click.UsageError("--since-last needs a --kind or a --definition to number by")
    record = recordpage.the_record()
    try:
        ways = definitions(record, kind, definition) if kind or definition else []
    except NotInRecord as fault:
        raise recordpage.refused(fault) from None
    first, last = span or (None, None)
    shown = between(record.incidents, first, last)
    asked = incidentspage.Asked(record, kind, span, ways, shown, bool(definition))
    incidentspage.numbers(asked, form) if since_last else incidentspage.listed(asked, form)


@command.command("talks", epilog=EXIT_CODES)
@click.option("--level", type=LEVELS, metavar="LEVEL", help=_one_of(LEVELS))
@click.option("--person", "persons", multiple=True, metavar="NAME", help="Who took part; repeat for several together.")
@recordpage.between
@paper.form
def talks(level: str | None, persons: tuple[str, ...], span: Span, form: str) -> None:
    """List meetings, agreements and offers with their level, by the days of the place.

    \b
    Example:
      a41 record talks --level track_2
      a41 record talks --level summit --person "Donald Trump" --person "Kim Jong Un"
    """
    record = recordpage.the_record()
    wanted = {showpage.person(record, name) for name in persons}
    found = [
        t for t in record.talks
        if level in (None, t.level) and wanted <= set(t.people) and data.within(t.date, t.until, span)
    ]  # fmt: skip
    if form == "json":
        return paper.json({"talks": [data.of_entry(record, t) for t in found]})
    recordpage.title(recordpage.many(len(found), "talk") + (f" of level {level}" if level else ""))
    headings = ("days", "what", "place", "level", "who", "result")
    recordpage.table(record, headings, [showpage.talk(record, t) for t in found], 5)


@command.command("says", epilog=EXIT_CODES)
@click.option("--government", metavar="STATE", help="Whose position: a code or a name, e.g. US.")
@click.option("--stance", type=STANCES, metavar="STANCE", help=_one_of(STANCES))
@recordpage.between
@click.option("--by", type=click.Choice(["year"]), help="How many in each year, instead of a list.")
@paper.form
def says(government: str | None, stance: str | None, span: Span, by: str | None, form: str) -> None:
    """List what governments said: speaker, stance, about what. No words are quoted.

    \b
    Example:
      a41 record says --government US --stance open_to_talks --by year
    """
    record = recordpage.the_record()
    found = [
        s for s in statements(record, recordpage.government(record, government), stance)
        if data.within(s.date, None, span)
    ]  # fmt: skip
    if form == "json":
        body = by_year(found) if by else [data.of_entry(record, s, speaker=speaker(record, s)) for s in found]
        return paper.json({"years" if by else "statements": body})
    recordpage.title(recordpage.many(len(found), "statement"))
    if by:
        paper.lines(f"{year}  {count}" for year, count in by_year(found).items())
    headings = ("day", "id", "who", "for", "stance", "about")
    recordpage.table(record, headings, [showpage.said(record, s) for s in found], 5)


@command.command("who", epilog=EXIT_CODES)
@click.option("--on", "day", type=paper.Day(), required=True, metavar="DAY", help="The day asked for.")
@click.option("--government", metavar="STATE", help="Of one government: a code or a name, e.g. US.")
@paper.form
def who(day: date, government: str | None, form: str) -> None:
    """List offices and who held them on a day; `perhaps` where a day of entry or exit is not known.

    \b
    Example:
      a41 record who --on 2016-09-09 --government US
    """
    record = recordpage.the_record()
    found = holders(record, day, recordpage.government(record, government))
    if form == "json":
        rows = [data.of_entry(record, h.person, office=h.role.office, of=h.government, surely=h.surely) for h in found]
        return paper.json({"date": day, "holders": rows})
    recordpage.title(f"{recordpage.many(len(found), 'office')} held on {day}")
    cells = [
        Row(
            (record.name(h.government), h.role.office, h.person.name, f"{h.role.since or '?'} to {h.role.until or ''}",
             "" if h.surely else "perhaps"), h.person,
        )
        for h in found
    ]  # fmt: skip
    recordpage.table(record, ("government", "office", "holder", "held", ""), cells, 1)


@command.command("show", epilog=EXIT_CODES)
@click.argument("name", metavar="ID")
@paper.form
def show(name: str, form: str) -> None:
    """Show one entry whole, by id or UN symbol, with what follows from the rest of the record.

    \b
    Example:
      a41 record show nt-5
      a41 record show S/2022/431
    """
    record = recordpage.the_record()
    try:
        showpage.show(record, name, form)
    except NotInRecord as fault:
        raise recordpage.refused(fault) from None
