"""Erasure of personal parts, when it is due, and notes that the law or a list changed."""

from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, Select, case, delete, func, or_, select

from article41.desk import tables
from article41.desk.entries import DeskError, Draft, draft
from article41.said import plain

RETENTION = 10
"""Full years that personal parts are kept after the last entry about a decision; see docs/audit.md."""

_E, _P = tables.entries.c, tables.personal.c


def erasure(about: int, why: str, who: str, at: datetime) -> Draft:
    """A draft that, once written, takes away the personal parts of entry `about` and of all entries about it.

    `why` stays in the chain for good and must name no person concerned. Raises DeskError where it is empty.
    """
    return draft("erasure", at, who, {"why": plain(why, "why", DeskError, "the reason in a sentence")}, about)


def change(what: Literal["law", "list"], before: str, after: str, who: str, at: datetime) -> Draft:
    """A draft that notes from which version to which the law or the list went."""
    return draft("change", at, who, {"what": what, "before": before, "after": after})


def group(about: int) -> Select[tuple[int]]:
    """The numbers of an entry and of all entries about it."""
    return select(_E.seq).where(or_(_E.seq == about, _E.about == about))


def is_left(connection: Connection, about: int) -> bool:
    """Whether there is a personal part of an entry, or of an entry about it."""
    return connection.scalar(select(_P.seq).where(_P.seq.in_(group(about))).limit(1)) is not None


def erase(connection: Connection, about: int) -> None:
    """Delete the personal parts of an entry and of all entries about it."""
    connection.execute(delete(tables.personal).where(_P.seq.in_(group(about))))


def due(on: date) -> Select[tuple[int]]:
    """The entries whose personal parts have been kept long enough on the day `on`: the tenth return of the day (UTC)
    of the last entry about them, or later. A 29 February returns on 1 March.
    """
    root = case((_E.about > 0, _E.about), else_=_E.seq)
    question = select(root).outerjoin(tables.personal, _P.seq == _E.seq).group_by(root).order_by(root)
    return question.having(func.max(_E.at) < _first_kept(on).isoformat(), func.count(_P.seq) > 0)


def _first_kept(on: date) -> date:
    """The first day whose entries are to be kept still."""
    last_day_of_february = on.replace(day=28) if (on.month, on.day) == (2, 29) else on
    return last_day_of_february.replace(year=on.year - RETENTION) + timedelta(days=1)
