"""The Council: members, votes and what they would have come to, drafts, answers to incidents, promises."""

from datetime import date
from typing import Annotated, Any, cast, get_args

from litestar import Response
from litestar.params import FromQuery, QueryParameter

from article41.record import Record, data
from article41.record.days import first_day, is_exact
from article41.record.entries import Incident, IncidentKind
from article41.record.following import HOW_COUNTED, committed, fate, open_on, timeline
from article41.record.membership import sitting
from article41.record.store import NotInRecord
from article41.record.texts import Ballot, Voted
from article41.record.voting import vote
from article41.supposed import vote_data
from article41.web import service
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, day, one_of, reads

ROOT = "/api/v1/council"


@reads(f"{ROOT}/members")
async def members(request: Asked, on: FromQuery[str]) -> Response[Data]:
    """The members of the Council on a day (in New York), and who has a veto."""
    record = service.of(request).record
    return Response(data.of_sitting(record, sitting(record, day(on, "on"))))


@reads(f"{ROOT}/vote")
async def vote_(
    request: Asked,
    text: Annotated[str, QueryParameter(description="A symbol, an id, or the number of a resolution.")],
    change: Annotated[list[str] | None, QueryParameter(description="Suppose a ballot, e.g. CN=abstain.")] = None,
) -> Response[Data]:
    """How members voted on a text and what follows from Article 27 of the Charter.

    With `change`, whether it would have passed, and what law would then have changed.
    """
    shared = service.of(request)
    record = shared.record
    supposed = dict(_ballot(record, one) for one in change or ())
    found = record.find(text)
    if not isinstance(found, Voted):
        raise NotInRecord(f"{text} is nothing the Council votes on")
    cast_, then = vote(record, found), vote(record, found, supposed) if supposed else None
    return Response(vote_data(record, cast_, then, shared.law))


def _ballot(record: Record, said: str) -> tuple[str, Ballot]:
    who, _, how = said.partition("=")
    one_of(how.strip().casefold(), get_args(Ballot), "change")
    return str(data.government(record, who.strip())), cast(Ballot, how.strip().casefold())


@reads(f"{ROOT}/votes")
async def votes(request: Asked, member: Word = None) -> Response[Data]:
    """Every recorded vote with what its ballots come to; with a member, only those it could take part in."""
    record = service.of(request).record
    code = data.government(record, member)
    found = [vote(record, v) for v in record.voted() if v.ballots]
    rows = [v for v in found if code is None or code in v.ballots]
    return Response({"votes": [data.of_entry(record, v.text, result=data.result(v)) for v in rows]})


@reads(f"{ROOT}/drafts")
async def drafts(request: Asked, on: Word = None) -> Response[Data]:
    """Drafts with their versions and what became of them; with a day, those open on it."""
    record, when = service.of(request).record, day(on, "on") if on else None
    found = [d for d in record.drafts if when is None or open_on(record, d, when)]
    fates = [fate(record, d, vote(record, d).outcome.word if d.ballots else "") for d in found]
    return Response({"drafts": [data.of_entry(record, d, fate=f) for d, f in zip(found, fates, strict=True)]})


@reads(f"{ROOT}/timeline")
async def timeline_(request: Asked, kind: Word = None, incident: Word = None) -> Response[Data]:
    """What the Council answered to each incident, and after how many days."""
    record = service.of(request).record
    one_of(kind, get_args(IncidentKind), "kind")
    steps = timeline(record, kind, _incident(record, incident).id if incident else None)
    return Response({"how_counted": HOW_COUNTED, "steps": [data.of_step(record, step) for step in steps]})


def _incident(record: Record, said: str) -> Incident:
    found = record.find(said)
    if not isinstance(found, Incident):
        raise NotInRecord(f"{said} is no incident")
    return found


@reads(f"{ROOT}/committed")
async def committed_(
    request: Asked,
    incident: Word = None,
    kind: Word = None,
    on: Word = None,
) -> Response[Data]:
    """What the Council had committed itself to do upon an act, and which paragraph says so.

    Asked by an incident, or by a kind of act and a Korean day.
    """
    record = service.of(request).record
    if bool(incident) == bool(kind and on):
        raise Refused(400, "give an incident, or both kind and on", "incident")
    if incident:
        found = _incident(record, incident)
        if not is_exact(found.date):
            raise Refused(422, f"the day of {incident} is not known: {found.date}", "incident")
        return Response(_promises(record, found.kind, first_day(found.date)))
    one_of(kind, get_args(IncidentKind), "kind")
    assert kind and on
    return Response(_promises(record, kind, day(on, "on")))


def _promises(record: Record, kind: str, when: date) -> Data:
    return data.of_promises(record, kind, when, committed(record, kind, when))


ROUTES: list[Any] = [members, vote_, votes, drafts, timeline_, committed_]
