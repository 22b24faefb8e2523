"""The record as data: what `--format json` of `a41 record` and `a41 council` prints and what the service answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from article41.citation import Citation
from article41.places import parse_country
from article41.record.counting import Numbered
from article41.record.days import first_day, last_day, months
from article41.record.entries import Definition
from article41.record.following import Bound, Step
from article41.record.membership import Sitting
from article41.record.store import NotInRecord, Record, nearest
from article41.record.voting import Vote

NOTHING: tuple[Any, ...] = ("", [], (), {}, None)
"""Values that a file leaves out."""


def of_entry(record: Record, entry: Any, **more: Any) -> dict[str, Any]:
    """An entry as JSON: its own keys, what was worked out, and sources as addresses."""
    found: dict[str, Any] = {k: v for k, v in msgspec.to_builtins(entry).items() if v not in NOTHING}
    for key in ("sources", "check_at"):
        found[key] = [record.address(said) for said in getattr(entry, key, ())]
    return found | {"confirmed": entry.confirmed} | more


def within(said: str, until: str | None, span: tuple[date, date] | None) -> bool:
    """Whether something from `said` to `until` touches the days of a span, both inclusive."""
    return span is None or (last_day(until or said) >= span[0] and first_day(said) <= span[1])


def government(record: Record, said: str | None) -> str | None:
    """The code of a government or organisation as people write it.

    Raises InputError where it is no country, NotInRecord where the record has no such government.
    """
    if said is None or said.upper() in record.codes:
        return said.upper() if said else None
    for body in record.bodies:
        if body.code and said.casefold() in {name.casefold() for name in (body.name, *body.variants)}:
            return body.code
    found = parse_country(said)
    if not found.code or found.code not in record.codes:
        raise NotInRecord(f"no government {said!r} in the record{nearest(said, record.codes.values())}")
    return found.code


def of_numbers(record: Record, definition: Definition, found: Sequence[Numbered]) -> dict[str, Any]:
    """The incidents that one definition counts, each with its number among all and the days since the one before."""
    rows = [
        of_entry(
            record, n.incident, number=n.number, before=n.before.id if n.before else None, days_since=n.days,
            months_since=None if n.days is None else months(n.days),
        )
        for n in found
    ]  # fmt: skip
    return {"definition": definition.id, "means": definition.means, "count": len(found), "incidents": rows}


def result(v: Vote) -> dict[str, Any]:
    """What a vote came to, and each ballot."""
    o = v.outcome
    tally = {"in_favour": o.in_favour, "against": o.against, "abstaining": o.abstaining, "absent": o.absent}
    return {"outcome": o.word, "carried": o.carried, "vetoes": o.vetoes, **tally, "ballots": v.ballots}


def of_sitting(record: Record, council: Sitting) -> dict[str, Any]:
    """The Council of a day."""
    head = {"date": council.day, "permanent": council.permanent, "elected": council.elected}
    p = council.presidency
    presidency = {"state": p.state, "confirmed": p.confirmed} if p else None
    return of_entry(record, council.year, **head, presidency=presidency)


def of_step(record: Record, step: Step) -> dict[str, Any]:
    """A text that answered an incident."""
    i = step.incident
    return of_entry(record, step.text, incident=i.id, incident_date=i.date, days=step.days)


def of_promises(record: Record, kind: str, day: date, bound: Sequence[Bound]) -> dict[str, Any]:
    """What the Council had committed itself to do upon an act of a kind on a day."""
    rows = [of_entry(record, b.commitment, clear=b.clear, uri=_uri(b.commitment.law)) for b in bound]
    return {"kind": kind, "date": day, "committed": rows}


def _uri(law: str) -> str | None:
    """The lasting name of a paragraph; None of a text that is cited in another form, as presidential statements are."""
    try:
        return Citation.parse(law).uri
    except ValueError:
        return None


def person(record: Record, said: str) -> str:
    """The id of a person, by id, name or spelling. Raises NotInRecord where nobody, or more than one, fits."""
    found = [p.id for p in record.people if said.casefold() in {n.casefold() for n in (p.id, p.name, *p.variants)}]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotInRecord(f"{said!r} may be {', '.join(found)}: give the id")
    raise NotInRecord(f"nobody called {said!r} in the record{nearest(said, [p.name for p in record.people])}")
