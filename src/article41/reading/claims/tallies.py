"""Votes told in a sentence of their own, behind the act they were cast on: "Twelve nations backed it"."""

import re

from article41.reading.claims.scene import REACH, Draft, Scene
from article41.reading.claims.vetoes import completed
from article41.reading.claims.votes import counted

_ACTS = ("council.veto", "council.adoption")
_FIELDS = ("votes_for", "votes_against", "abstentions")
_OTHER = re.compile(r"\b(?:procedural|agenda|need\w*|requir\w*|would|could|might|if|unless|last time|then)\b", re.I)
"""Votes on something else, or not cast."""


def with_votes(found: list[Draft], here: list[Draft], scene: Scene) -> list[Draft]:
    """Votes go to the veto or adoption of `found` told right before, where it has none; what else is told `here`."""
    near = range(len(found) - 1, max(-1, len(found) - 9), -1)
    last = next((n for n in near if found[n].type in _ACTS), None)
    others = [d for d in here if not (last is not None and found[last].type == "council.veto" and _bare(d))]
    if last is None or scene.span.start - found[last].span.end > 4 * REACH or _OTHER.search(scene.said()):
        return here
    if any(d.type.startswith("council.") for d in others):
        return here
    found[last] = _with(found[last], scene)
    return others


def _bare(draft: Draft) -> bool:
    """A count of votes that names no text and no day: behind a veto it is the vote on the text that was vetoed."""
    return draft.type == "council.adoption" and not draft.words and "resolution" not in draft.fields


def _with(act: Draft, scene: Scene) -> Draft:
    told = counted(scene, scene.span, told="votes_for" in act.fields)
    fields = act.fields | {k: v for k, v in told.items() if k not in act.fields}
    if told and act.type == "council.veto":
        fields |= {k: v for k, v in completed(_votes(fields), fields["vetoed_by"]).items() if k not in fields}
    return act._replace(fields=fields)


def _votes(fields: dict[str, object]) -> dict[str, int]:
    return {k: v for k in _FIELDS if isinstance(v := fields.get(k), int)}
