"""What happened: incidents, talks, statements, offices; every answer with its sources and what is unconfirmed."""

from datetime import date
from typing import Annotated, Any, get_args

from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter

from article41.record import Record, data
from article41.record.counting import between, counted, definitions, missiles, numbered
from article41.record.entries import IncidentKind, Level, Stance
from article41.record.people import by_year, holders, speaker, statements
from article41.web import service
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, day, one_of, reads

ROOT = "/api/v1/record"
First = Annotated[str | None, QueryParameter(name="from", description="The first day, inclusive.")]
Last = Annotated[str | None, QueryParameter(name="to", description="The last day, inclusive.")]
Span = tuple[date, date] | None


def span_of(first: str | None, last: str | None) -> Span:
    """The days asked for; None where neither is said. Raises Refused where they are in the wrong order."""
    start = day(first, "from") if first else date.min
    end = day(last, "to") if last else date.max
    if end < start:
        raise Refused(400, f"the last day, {end}, lies before the first, {start}", "to")
    return (start, end) if first or last else None


@reads(f"{ROOT}/incidents")
async def incidents(
    request: Asked, kind: Word = None, from_: First = None, to: Last = None,
    definition: Word = None, since_last: FromQuery[bool] = False,
) -> Response[Data]:  # fmt: skip
    """Incidents by Korean days, oldest first, and how many by each definition of the kind.

    With `since_last` the number of each among all that are recorded, and the days since the one before.
    """
    record = service.of(request).record
    one_of(kind, get_args(IncidentKind), "kind")
    if since_last and not (kind or definition):
        raise Refused(400, "since_last needs a kind or a definition to number by", "since_last")
    ways = definitions(record, kind, definition) if kind or definition else []
    first, last = span_of(from_, to) or (None, None)
    shown = between(record.incidents, first, last)
    if since_last:
        ids = {i.id for i in shown}
        parts = [(d, [n for n in numbered(record.incidents, d) if n.incident.id in ids]) for d in ways]
        return Response({"definitions": [data.of_numbers(record, d, found) for d, found in parts]})
    found = [i for i in shown if (any(d.counts(i) for d in ways) if definition else kind in (None, i.kind))]
    counts = {d.id: len(counted(shown, d)) for d in ways}
    body = [data.of_entry(record, i) for i in found]
    return Response({"count": len(found), "missiles": missiles(found), "by_definition": counts, "incidents": body})


@reads(f"{ROOT}/talks")
async def talks(
    request: Asked,
    level: Word = None,
    person: FromQuery[list[str] | None] = None,
    from_: First = None,
    to: Last = None,
) -> Response[Data]:
    """Meetings, agreements and offers with their level, by the days of the place."""
    record, span = service.of(request).record, span_of(from_, to)
    one_of(level, get_args(Level), "level")
    wanted = {data.person(record, name) for name in person or ()}
    found = [
        t for t in record.talks
        if level in (None, t.level) and wanted <= set(t.people) and data.within(t.date, t.until, span)
    ]  # fmt: skip
    return Response({"talks": [data.of_entry(record, t) for t in found]})


@reads(f"{ROOT}/statements")
async def says(
    request: Asked, government: Word = None, stance: Word = None, from_: First = None, to: Last = None,
    by: Word = None,
) -> Response[Data]:  # fmt: skip
    """What governments said: speaker, stance, about what; with `by=year` how many in each year."""
    record, span = service.of(request).record, span_of(from_, to)
    one_of(stance, get_args(Stance), "stance")
    one_of(by, ("year",), "by")
    said = statements(record, data.government(record, government), stance)
    found = [s for s in said if data.within(s.date, None, span)]
    if by:
        return Response({"years": by_year(found)})
    return Response({"statements": [data.of_entry(record, s, speaker=speaker(record, s)) for s in found]})


@reads(f"{ROOT}/holders")
async def who(request: Asked, on: FromQuery[str], government: Word = None) -> Response[Data]:
    """Offices and who held them on a day; not `surely` where a day of entry or exit is not known."""
    record, when = service.of(request).record, day(on, "on")
    found = holders(record, when, data.government(record, government))
    rows = [data.of_entry(record, h.person, office=h.role.office, of=h.government, surely=h.surely) for h in found]
    return Response({"date": when, "holders": rows})


@reads(f"{ROOT}/entries/{{entry:path}}")
async def show(request: Asked, entry: FromPath[str]) -> Response[Data]:
    """One entry whole, by id or UN symbol."""
    record = service.of(request).record
    return Response(shown_whole(record, str(entry).strip("/")))


def shown_whole(record: Record, said: str) -> Data:
    """An entry or an office. Raises NotInRecord with the nearest ids."""
    office = next((o for o in record.offices if o.id == said), None)
    return data.of_entry(record, office or record.find(said))


ROUTES: list[Any] = [incidents, talks, says, who, show]
