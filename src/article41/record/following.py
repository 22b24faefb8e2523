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


Answer = Resolution | Draft | CouncilStatement


class Step(NamedTuple):
    """A text that answered an incident; `days` is None where the day of the incident is not known."""

    incident: Incident
    text: Answer
    days: int | None


def fate(record: Record, draft: Draft, outcome: str) -> str:
    """What became of a draft: what its vote came to, what it turned into, or that it was not put to the vote."""
    if outcome:
        return outcome.replace("_", " ")
    return f"became {draft.became}" if draft.became else "not put to the vote"


def end_of(record: Record, draft: Draft) -> date | None:
    """The day a draft was voted on, revised or adopted; None where it was simply left."""
    if draft.ballots:
        return draft.date
    later = record.by_id.get(draft.became)
    return later.date if isinstance(later, Resolution | Draft) else None


def open_on(record: Record, draft: Draft, day: date) -> bool:
    """Whether a draft lay before the members: from its day to the one before it was voted on, revised or adopted.

    A draft resolution that was never put to the vote has no end in the record; a statement not issued is not open.
    """
    end = end_of(record, draft)
    return draft.date <= day and (day < end if end else draft.form == "resolution")


def timeline(record: Record, kind: str | None = None, incident: str | None = None) -> list[Step]:
    """Each incident with the texts that name it as their cause, in order of incident, then of text."""
    steps = [s for s in _steps(record) if kind in (None, s.incident.kind) and incident in (None, s.incident.id)]
    return sorted(steps, key=lambda s: (s.incident.date, s.incident.id, s.text.date, s.text.id))


def _steps(record: Record) -> Iterator[Step]:
    texts: list[Answer] = [*record.resolutions, *record.drafts, *record.council_statements]
    for text in texts:
        for name in causes(record, text):
            incident = record.by_id[name]
            assert isinstance(incident, Incident), "the record's reader refuses other references"
            days = (text.date - first_day(incident.date)).days if is_exact(incident.date) else None
            yield Step(incident, text, days)


def causes(record: Record, text: Answer) -> tuple[str, ...]:
    """The incidents a text answered; a draft that names none answered what the text it became did."""
    later = record.by_id.get(text.became) if isinstance(text, Draft) and text.became else None
    if text.after or not isinstance(later, Resolution | Draft):
        return text.after
    return causes(record, later)


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
