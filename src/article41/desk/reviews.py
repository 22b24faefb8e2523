"""Four eyes on a decision: open → a first review → a second one by somebody else → closed; and opened again.

A decision is approved where both approve, and refused where one of them refuses. Comments change nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from article41.desk.entries import DeskError, Draft, Entry, NotNow, draft
from article41.said import same, shown

Action = Literal["approve", "refuse", "comment", "reopen"]
Standing = Literal["open", "reviewed", "closed"]


class State(NamedTuple):
    """Where a decision stands. `first` is who reviewed it first and how; `outcome` is empty until it is closed."""

    name: Standing = "open"
    first: tuple[str, Action] | None = None
    outcome: Literal["", "approved", "refused"] = ""


def review(about: int, action: Action, who: str, at: datetime, comment: str = "") -> Draft:
    """A draft of a review of the decision with the number `about`; its comment is personal. Raises DeskError."""
    if action not in get_args(Action):
        raise DeskError(f"no such review: {shown(action)!r}", shown(action), ", ".join(get_args(Action)))
    if action == "comment" and not comment.strip():
        raise DeskError("the comment is empty", expected="a text")
    return draft("review", at, who, {"action": action}, about, {"comment": comment} if comment.strip() else None)


def state_after(reviews: Iterable[Entry]) -> State:
    """The state that reviews of one decision leave it in, in their order."""
    state = State()
    for entry in reviews:
        state = after(state, entry.who, entry.said["action"])
    return state


def after(state: State, who: str, action: Action) -> State:
    """The next state. Raises NotNow where the review is not open to this person now."""
    if action == "comment":
        return state
    if action == "reopen":
        return _reopened(state)
    if state.name == "closed":
        raise NotNow(f"the decision is closed ({state.outcome}); reopen it first", action, "reopen or comment")
    if state.first is None:
        return State("reviewed", (who, action))
    if same(who) == same(state.first[0]):
        raise NotNow(f"{shown(who)} gave the first review", shown(who), "a second review by another person")
    both = {action, state.first[1]}
    return State("closed", state.first, "approved" if both == {"approve"} else "refused")


def _reopened(state: State) -> State:
    if state.name == "open":
        raise NotNow("the decision is open already", "reopen", "approve, refuse or comment")
    return State()
