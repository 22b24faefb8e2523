"""What followed an incident in the Council, after how many days; and what the Council had bound itself to do."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from article41.record.days import first_day, is_exact
from article41.record.entries import Incident
from article41.record.store import Record
from article41.record.texts import Commitment, CouncilStatement, Draft, Resolution

HOW_COUNTED = (
    "Days from the Korean day of the incident to the New York day of the text; New York is 13 or 14 hours behind, "
    "so a launch of the Korean morning falls on the day before there."
)


class Step(NamedTuple):
    """A text that answered an incident; `days` is None where the day of the incident is not known."""

    incident: Incident
    text: Resolution | Draft | CouncilStatement
    days: int | None


def timeline(record: Record, kind: str | None = None, incident: str | None = None) -> list[Step]:
    """Each incident with the texts that name it as their cause, in order of incident, then of text."""
    steps = [s for s in _steps(record) if kind in (None, s.incident.kind) and incident in (None, s.incident.id)]
    return sorted(steps, key=lambda s: (s.incident.date, s.incident.id, s.text.date, s.text.id))


def _steps(record: Record) -> Iterator[Step]:
    for text in (*record.resolutions, *record.drafts, *record.council_statements):
        for name in text.after:
            incident = record.by_id[name]
            assert isinstance(incident, Incident), "the record's reader refuses other references"
            days = (text.date - first_day(incident.date)).days if is_exact(incident.date) else None
            yield Step(incident, text, days)


class Bound(NamedTuple):
    """A commitment that stood before an act; `clear` where its text names that kind of act."""

    commitment: Commitment
    clear: bool


def committed(record: Record, kind: str, day: date) -> list[Bound]:
    """What the Council had committed itself to do upon an act of a kind on a Korean day, the latest text first.

    Korea is ahead of New York, so a text of the same date there came after an act of that Korean day, or may have.
    """
    stood = [c for c in record.commitments if kind in c.upon and c.since < day]
    stood.sort(key=lambda c: (c.since, c.id), reverse=True)
    return [Bound(c, c.upon[kind] == "named") for c in stood]  # type: ignore[index]

