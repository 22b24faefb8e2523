"""Decisions found by when, by whom, what was answered and where their reviews stand, the newest first.

The state is worked out in the database as `reviews.after` works it out: a first review, a second one, opened again.
"""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, func, or_, select

from article41.desk import chain, tables
from article41.desk.entries import Entry
from article41.desk.reviews import Action, Standing, State

_E, _P = tables.entries.c, tables.personal.c
_VOTES: dict[Standing, int] = {"open": 0, "reviewed": 1, "closed": 2}
"""How many reviews stand in each state."""


class Wanted(NamedTuple):
    """What is asked for. `first` and `last` are UTC days of the entry, both inclusive; `before` a number, exclusive."""

    first: date | None = None
    last: date | None = None
    verdict: str | None = None
    who: str | None = None
    state: Standing | None = None
    before: int | None = None


class Listed(NamedTuple):
    """A decision's entry, where its reviews stand, and whether its personal part was erased."""

    entry: Entry
    state: State
    erased: bool


def listed(connection: Connection, wanted: Wanted, most: int) -> list[Listed]:
    """At most so many decisions that fit, the newest first."""
    question = _narrowed(select(tables.entries, _P.seq).outerjoin(tables.personal, _P.seq == _E.seq), wanted)
    rows = connection.execute(question.order_by(_E.seq.desc()).limit(most)).all()
    return [Listed(entry := Entry(*row[:-1]), chain.state(connection, entry.seq), row[-1] is None) for row in rows]


def _narrowed(question: Select[Any], wanted: Wanted) -> Select[Any]:
    question = question.where(_E.kind == "decision")
    if wanted.first:
        question = question.where(_E.at >= wanted.first.isoformat())
    if wanted.last:
        question = question.where(_E.at < f"{wanted.last.isoformat()}T~")
    if wanted.verdict:  # the body is canonical JSON of the program's own words: the text stands once or not at all
        question = question.where(_E.body.contains(f'"verdict":"{wanted.verdict}"', autoescape=True))
    if wanted.who:
        question = question.where(_E.who == wanted.who)
    if wanted.state:
        question = question.where(_votes() == _VOTES[wanted.state])
    return question.where(_E.seq < wanted.before) if wanted.before else question


def _votes() -> ScalarSelect[int]:
    """How many reviews of a decision stand: those since it was last opened again."""
    about, again = tables.entries.alias().c, tables.entries.alias().c
    reopened = select(func.coalesce(func.max(again.seq), 0)).where(again.about == _E.seq, _is(again, "reopen"))
    votes = select(func.count()).where(
        about.about == _E.seq,
        or_(_is(about, "approve"), _is(about, "refuse")),
        about.seq > reopened.correlate(tables.entries).scalar_subquery(),
    )
    return votes.correlate(tables.entries).scalar_subquery()


def _is(entry: Any, action: Action) -> ColumnElement[bool]:
    """Whether an entry is a review of that kind; its body is canonical JSON, in which `action` comes first."""
    found: ColumnElement[bool] = (entry.kind == "review") & entry.body.startswith(
        f'{{"action":"{action}"', autoescape=True
    )
    return found
