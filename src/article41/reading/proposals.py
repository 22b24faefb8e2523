"""Draft entries of the record for what a report says and the record does not hold, for a person to accept.

Every draft is `confirmed: false` and names the report in its note. It rests on one report, read by a program: whoever
moves it into `record/` gives it an id, a source, and the day in Korea for an incident or in New York for the Council.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from article41.places import parse_country
from article41.reading.answer import Answer
from article41.reading.found import Claim, Published, Statement
from article41.record import Record
from article41.record.days import first_day
from article41.record.entries import Entry, Incident, Talk
from article41.record.entries import Statement as Position
from article41.record.soundness import EARLIEST, LATEST
from article41.record.texts import CouncilStatement, Meeting
from article41.record.texts import Draft as Proposal

ENDING = ".yaml"
_INCIDENTS: dict[str, dict[str, str]] = {
    "icbm": {"kind": "icbm"}, "slbm": {"kind": "slbm"}, "cruise": {"kind": "cruise"},
    "irbm": {"kind": "ballistic_missile", "reach": "IRBM"}, "srbm": {"kind": "ballistic_missile", "reach": "SRBM"},
    "ballistic": {"kind": "ballistic_missile"}, "satellite": {"kind": "satellite_launch"}, "parade": {"kind": "parade"},
}  # fmt: skip
"""The record's words for the kinds of a report; any other launch is `other_weapon`, any other incident an `event`."""
_STANCES = {
    "open_to_talks": "open_to_talks", "rejects_talks": "rejection_of_talks", "precondition": "preconditions",
    "pressure": "pressure", "supports_sanctions": "sanctions_support", "opposes_sanctions": "sanctions_opposition",
    "condemnation": "condemnation", "threat": "threat", "optimism": "assessment",
}  # fmt: skip
"""The record's stance for each of a report; the others have none there and are not proposed."""
_LEVELS = {
    "leader": "summit", "minister": "official", "envoy": "official", "working": "working_level", "track2": "track_2"
}  # fmt: skip


class Proposed(NamedTuple):
    """A draft entry and the file of the record it would stand in."""

    file: str
    entry: Entry


def word(name: str) -> str:
    """A report's name as part of an id or a file's name: small letters of ASCII, figures, hyphens."""
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    return "-".join(plain.split()) or "report"


def proposals(a: Answer, record: Record) -> Iterator[Proposed]:
    """Entries for what the record does not hold; of what has no day, or no word in the record, none."""
    for claim in a.reading.claims:
        if claim.link.verdict == "not_in_record" and (made := _of_claim(a, claim, record)):
            yield made
    yield from _positions(a, record)


def _of_claim(a: Answer, claim: Claim, record: Record) -> Proposed | None:
    day, fields = claim.fields.get("date"), claim.fields
    if day is None or not EARLIEST <= first_day(str(day)) <= LATEST:
        return None
    common: dict[str, Any] = {"id": _id(a, claim.id), "confirmed": False, "note": _note(a, claim)}
    beside = f"{str(day)[:4]}-{word(a.name)}{ENDING}"
    exact = date.fromisoformat(str(day)) if len(str(day)) == len("2006-10-09") else None
    if claim.type.startswith("incident."):
        return Proposed(f"incidents/{beside}", Incident(date=day, **_incident(claim), **common))
    if claim.type in ("talks.meeting", "talks.outcome"):
        return Proposed(f"talks-{word(a.name)}{ENDING}", Talk(date=day, **_talk(fields, record), **common))
    if exact is None:
        return None
    if claim.type == "council.statement" and fields.get("kind"):
        entry: Entry = CouncilStatement(date=exact, kind=fields["kind"], **common)
        return Proposed(f"council/statements-{word(a.name)}{ENDING}", entry)
    if claim.type == "council.meeting":
        entry = Meeting(date=exact, what="meeting on the DPRK", body="council", **common)
        return Proposed(f"council/meetings-{word(a.name)}{ENDING}", entry)
    by = _code(fields.get("sponsor"), record)
    if claim.type == "council.draft" and by:
        entry = Proposal(date=exact, form="resolution", title="draft resolution", by=(by,), asks=(), **common)
        return Proposed(f"council/drafts-{word(a.name)}{ENDING}", entry)
    return None


def _incident(claim: Claim) -> dict[str, Any]:
    if claim.type == "incident.nuclear_test":
        return {"kind": "nuclear_test"}
    kind, fields = str(claim.fields.get("kind", "")), claim.fields
    other = "other_weapon" if claim.type == "incident.launch" else "event"
    found: dict[str, Any] = dict(_INCIDENTS.get(kind) or {"kind": other, "what": kind.replace("_", " ")})
    numbers = {"count": "count", "range_km": "range_km", "apogee_km": "altitude_km"}
    return found | {ours: fields[theirs] for ours, theirs in numbers.items() if theirs in fields}


def _talk(fields: dict[str, Any], record: Record) -> dict[str, Any]:
    """A meeting of persons that the record knows, or does not (`others`); its parties are those of the known ones."""
    known = {p.name: p for p in record.people}
    said = fields.get("people", ())
    place = str(fields.get("place", ""))
    return {
        "name": "talks" + (f" in {place}" if place else ""), "place": place,
        "parties": tuple(dict.fromkeys(p.government for n in said if (p := known.get(n)) and p.government)),
        "level": _LEVELS.get(str(fields.get("level", "")), "other"), "result": str(fields.get("kind", "")),
        "people": tuple(known[n].id for n in said if n in known), "others": tuple(n for n in said if n not in known),
    }  # fmt: skip


def _positions(a: Answer, record: Record) -> Iterator[Proposed]:
    """One entry for each speaker and day, with all stances that the record has a word for."""
    by: dict[tuple[str, str], list[Statement]] = {}
    for s in a.reading.statements:
        day = s.date or _day(a.reading.document.published)
        if day and s.speaker and any(tag in _STANCES for tag in s.stance):
            by.setdefault((day, s.speaker), []).append(s)
    for (day, _), said in by.items():
        made = _position(a, day, said, record)
        if not any(_same(made, held) for held in record.statements):
            yield Proposed(f"statements/{day[:4]}-{word(a.name)}{ENDING}", made)


def _position(a: Answer, day: str, said: list[Statement], record: Record) -> Position:
    first, code = said[0], _code(said[0].government, record)
    name = (first.speaker or "").removeprefix("anon:")
    person = first.person if first.record == "named" else None
    stance: Any = tuple(dict.fromkeys(_STANCES[tag] for s in said for tag in s.stance if tag in _STANCES))
    who: dict[str, Any] = {"by": (person,)} if person else {"unnamed" if first.record == "anonymous" else "body": name}
    return Position(
        id=_id(a, first.id), date=day, **who, office=(first.office or "") if person else "",
        government=(code,) if code else (), venue=first.venue or "", stance=stance, confirmed=False,
        note=f"Proposed from the report {a.name}: {', '.join(s.id for s in said)}.",
    )  # fmt: skip


def _same(made: Position, held: Position) -> bool:
    """Whether the record has a position of the same speaker within a day."""
    near = abs((first_day(made.date) - first_day(held.date)).days) <= 1 or made.date[:7] == held.date
    return near and bool(set(made.by) & set(held.by) or (made.body and made.body == held.body))


def _day(p: Published) -> str | None:
    """The day of the report where it is known to the day, or its month."""
    if not (p.earliest and p.latest):
        return None
    return p.earliest if p.earliest == p.latest else p.earliest[:7] if p.earliest[:7] == p.latest[:7] else None


def _code(government: Any, record: Record) -> str | None:
    """The record's code of a government, where it has one."""
    if not isinstance(government, str):
        return None
    code = government if government in record.codes else parse_country(government).code
    return code if code in record.codes else None


def _id(a: Answer, item: str) -> str:
    return f"proposed-{word(a.name)}-{item}"


def _note(a: Answer, claim: Claim) -> str:
    start, end = claim.span
    return f"Proposed from the report {a.name}: {claim.id}, characters {start} to {end}. Its day is the report's."
