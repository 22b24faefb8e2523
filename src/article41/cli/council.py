"""`a41 council`: members, votes and vetoes, drafts, how fast it answered, what it had promised."""

from datetime import date
from typing import get_args

import click

from article41.cli import councilpage, paper, recordpage, votepage
from article41.cli.recordpage import Row
from article41.record import data
from article41.record.days import first_day, is_exact
from article41.record.entries import Incident, IncidentKind
from article41.record.following import committed, fate, open_on, timeline
from article41.record.membership import sitting
from article41.record.store import NotInRecord, Record
from article41.record.texts import Ballot, Voted
from article41.record.voting import vote

EXIT_CODES = "Exit codes: 0 answered; 2 wrong usage, or no such text, member, day or incident in the record."
KINDS = click.Choice(get_args(IncidentKind))


@click.group("council", epilog=EXIT_CODES)
def command() -> None:
    """Ask of the Security Council: who sat, how it voted, what was proposed, what it promised.

    Days are New York days unless an answer says otherwise.

    \b
    Example:
      a41 council members --on 2022-04-26
      a41 council vote S/2022/431 --change CN=abstain --change RU=yes
      a41 council timeline --incident nt-5
      a41 council committed --kind icbm --on 2022-03-24
    """
    paper.never_fail_on_letters()


@command.command("members", epilog=EXIT_CODES)
@click.option("--on", "day", type=paper.Day(), required=True, metavar="DAY", help="A day in New York.")
@paper.form
def members(day: date, form: str) -> None:
    """List the members of the Council on a day, and who has a veto.

    \b
    Example:
      a41 council members --on 2022-04-26
    """
    record = recordpage.the_record()
    try:
        councilpage.members(record, sitting(record, day), form)
    except NotInRecord as fault:
        raise recordpage.refused(fault) from None


class Change(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A supposed ballot, such as `CN=abstain`."""

    name = "change"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Ballot]:
        who, _, how = str(value).partition("=")
        found = next((b for b in get_args(Ballot) if b == how.strip().casefold()), None)
        if not who or not found:
            self.fail(f"{value!r}: expected MEMBER=BALLOT, a ballot being {', '.join(get_args(Ballot))}", param, ctx)
        return who.strip(), found


@command.command("vote", epilog=EXIT_CODES)
@click.argument("text", metavar="SYMBOL")
@click.option("--change", "changes", multiple=True, type=Change(), metavar="MEMBER=BALLOT", help="Suppose this ballot.")
@paper.form
def vote_(text: str, changes: tuple[tuple[str, Ballot], ...], form: str) -> None:
    """Show how members voted on a text and what follows from Article 27 of the Charter.

    With --change (yes, no, abstain, absent), say whether it would have passed, and what law would then have changed.
    SYMBOL may also be an id, or the number of a resolution.

    \b
    Example:
      a41 council vote S/2022/431
      a41 council vote S/2022/431 --change CN=abstain --change RU=yes
    """
    record = recordpage.the_record()
    supposed = {str(recordpage.government(record, who)): how for who, how in changes}
    try:
        found = record.find(text)
        if not isinstance(found, Voted):
            raise NotInRecord(f"{text} is nothing the Council votes on")
        votepage.vote(record, vote(record, found), vote(record, found, supposed) if supposed else None, form)
    except NotInRecord as fault:
        raise recordpage.refused(fault) from None


@command.command("votes", epilog=EXIT_CODES)
@click.option("--member", metavar="STATE", help="Show this member's ballot, and only votes it could cast.")
@paper.form
def votes(member: str | None, form: str) -> None:
    """List every recorded vote with what its ballots come to.

    \b
    Example:
      a41 council votes --member CN
    """
    record = recordpage.the_record()
    code = recordpage.government(record, member)
    found = [vote(record, v) for v in record.voted() if v.ballots]
    votepage.votes(record, [v for v in found if code is None or code in v.ballots], code, form)


@command.command("drafts", epilog=EXIT_CODES)
@click.option("--on", "day", type=paper.Day(), metavar="DAY", help="Only those open on this day.")
@paper.form
def drafts(day: date | None, form: str) -> None:
    """List drafts with their versions and what became of them.

    \b
    Example:
      a41 council drafts --on 2016-10-23
    """
    record = recordpage.the_record()
    found = [d for d in record.drafts if day is None or open_on(record, d, day)]
    fates = [fate(record, d, vote(record, d).outcome.word if d.ballots else "") for d in found]
    if form == "json":
        return paper.json({"drafts": [data.of_entry(record, d, fate=f) for d, f in zip(found, fates, strict=True)]})
    recordpage.title(recordpage.many(len(found), "draft") + (f" open on {day}" if day else ""))
    rows = [
        Row((str(d.date), d.symbol or d.id, recordpage.names(record, d.by), "; ".join(d.asks), f), d)
        for d, f in zip(found, fates, strict=True)
    ]
    recordpage.table(record, ("day", "draft", "by", "asks for", "what became of it"), rows, 3)


@command.command("timeline", epilog=EXIT_CODES)
@click.option("--kind", type=KINDS, metavar="KIND", help="Only incidents of this kind.")
@click.option("--incident", metavar="ID", help="Only this incident, e.g. nt-5.")
@paper.form
def timeline_(kind: str | None, incident: str | None, form: str) -> None:
    """Show what the Council answered to each incident, and after how many days.

    \b
    Example:
      a41 council timeline --kind nuclear_test
    """
    record = recordpage.the_record()
    if incident:
        _incident(record, incident)
    councilpage.timeline(record, timeline(record, kind, incident), form)


def _incident(record: Record, said: str) -> Incident:
    try:
        found = record.find(said)
    except NotInRecord as fault:
        raise recordpage.refused(fault) from None
    if not isinstance(found, Incident):
        raise paper.Refused(f"{said} is no incident; see a41 record incidents")
    return found


@command.command("committed", epilog=EXIT_CODES)
@click.option("--incident", "said", metavar="ID", help="Before this incident, e.g. ic-2022-03-24.")
@click.option("--kind", type=KINDS, metavar="KIND", help="Upon an act of this kind …")
@click.option("--on", "day", type=paper.Day(), metavar="DAY", help="… on this Korean day.")
@paper.form
def committed_(said: str | None, kind: str | None, day: date | None, form: str) -> None:
    """Say what the Council had committed itself to do upon an act, and which paragraph says so.

    \b
    Example:
      a41 council committed --incident ic-2022-03-24
      a41 council committed --kind nuclear_test --on 2026-01-01
    """
    record = recordpage.the_record()
    if bool(said) == bool(kind and day):
        raise click.UsageError("give --incident ID, or both --kind and --on")
    if said:
        incident = _incident(record, said)
        kind, day = incident.kind, first_day(incident.date)
        if not is_exact(incident.date):
            raise paper.Refused(f"the day of {said} is not known: {incident.date}")
    assert kind and day
    councilpage.committed(record, kind, day, committed(record, kind, day), form)
