"""Whether a vote carries: Article 27 of the Charter, worked out from the ballots."""

from collections.abc import Mapping
from typing import NamedTuple

from article41.record.membership import Sitting, sitting
from article41.record.store import NotInRecord, Record
from article41.record.texts import Ballot, Procedural, Voted

NEEDED = 9
"""Votes in favour that any decision needs: Article 27(2) and (3) of the Charter, since 1965."""


class Outcome(NamedTuple):
    """What the ballots come to, and why. `vetoes`: permanent members against, where nine or more were in favour."""

    carried: bool
    in_favour: int
    against: int
    abstaining: int
    absent: int
    opposed: tuple[str, ...]
    vetoes: tuple[str, ...]
    procedural: bool

    @property
    def word(self) -> str:
        """As a result is recorded: `adopted`, `vetoed`, `not_adopted`; of procedure `carried`, `not_carried`."""
        if self.procedural:
            return "carried" if self.carried else "not_carried"
        return "adopted" if self.carried else "vetoed" if self.vetoes else "not_adopted"


def outcome(ballots: Mapping[str, Ballot], permanent: tuple[str, ...], procedural: bool = False) -> Outcome:
    """Nine in favour, and no permanent member against; an abstention or an absence is no veto. Procedure: nine alone.

    Too few votes are no veto: a draft with eight in favour fails by itself, whoever is against.
    """
    counted = {b: sum(cast == b for cast in ballots.values()) for b in ("yes", "no", "abstain", "absent")}
    opposed = tuple(c for c in permanent if ballots.get(c) == "no")
    enough = counted["yes"] >= NEEDED
    vetoes = opposed if enough and not procedural else ()
    tally = (counted["yes"], counted["no"], counted["abstain"], counted["absent"])
    return Outcome(enough and (procedural or not opposed), *tally, opposed, vetoes, procedural)


class Vote(NamedTuple):
    """A vote as cast or as supposed: what was voted on, by whom, and what it comes to."""

    text: Voted
    council: Sitting
    ballots: dict[str, Ballot]
    outcome: Outcome


def vote(record: Record, text: Voted, changes: Mapping[str, Ballot] | None = None) -> Vote:
    """The vote on a text, with `changes` to some ballots. Raises NotInRecord without ballots or for a non-member."""
    if text.ballots is None:
        raise NotInRecord(f"no ballots are recorded for {text.symbol or text.id}")
    council = sitting(record, text.date)
    strangers = [c for c in changes or {} if c not in council.members]
    if strangers:
        there = ", ".join(council.members)
        raise NotInRecord(f"{strangers[0]} had no vote on {text.date}: the members were {there}")
    ballots = text.ballots.cast(council.members) | dict(changes or {})
    return Vote(text, council, ballots, outcome(ballots, council.permanent, isinstance(text, Procedural)))
