"""A supposed vote beside the law: what the draft would have changed, had it carried. It has no legal effect."""

from typing import Any

from article41.history import Change, difference
from article41.law import Regime
from article41.record.data import of_entry, result
from article41.record.store import Record
from article41.record.voting import Vote


def law_if_passed(law: Regime, v: Vote) -> list[Change] | None:
    """What the law would be from the draft's own first day; None where it did not pass or has no draft there."""
    draft = law.drafts.get(v.text.symbol) if v.outcome.carried else None
    if draft is None:
        return None
    day = draft.in_force_if_adopted
    return difference(law, day, law.overlaid(draft.draft), day)


def vote_data(record: Record, cast: Vote, supposed: Vote | None, law: Regime) -> dict[str, Any]:
    """A vote as cast and as supposed, and the measures that the draft would then have changed."""
    body = of_entry(record, cast.text, result=result(cast), supposed=result(supposed) if supposed else None)
    body["membership_confirmed"] = cast.council.year.confirmed
    changes = law_if_passed(law, supposed) if supposed else None
    if changes is not None:
        day = law.drafts[cast.text.symbol].in_force_if_adopted
        body["law"] = {"from": day, "changes": [{"measure": c.measure.measure, "change": c.kind} for c in changes]}
    return body
