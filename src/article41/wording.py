"""Verdicts and acts in short words: the sentence of each answer, a citation, an act in one line."""

from typing import Any

from article41.transaction import Good, Transaction

IN_SHORT = {
    "prohibited": "a binding measure forbids it, and no exemption holds on the facts given",
    "approval_required": "lawful only with the Committee's approval in advance, which the facts do not show",
    "conditional": "lawful on the conditions below",
    "permitted": "no binding measure of the regime forbids or limits it",
    "undetermined": "facts are missing that would change the answer",
}
"""What each answer means, in one sentence."""


def cited(said: Any) -> str:
    """The paragraph that a finding, term, match or advisory names: `S/RES/2371 (2017), paragraph 8`."""
    return f"{said.cite}, paragraph {said.paragraph}" if said.paragraph else str(said.cite)


def act_text(act: Transaction, arrow: str = "→") -> str:
    """The act in one line: activity, places, goods, parties, vessel."""
    places = f"{place(act, 'from')} {arrow} {place(act, 'to')}" if act.from_ or act.to or act.unclear else ""
    goods = ", ".join(text for good in act.goods if (text := good_text(good)))
    parties = ", ".join(f"{p.role} {p.name}".strip() for p in act.parties)
    vessel = vessel_text(act)
    first = " ".join(text for text in (act.activity.replace("_", " "), places) if text)
    return "; ".join(text for text in (first, goods, parties, vessel and f"vessel {vessel}") if text)


def place(act: Transaction, field: str) -> str:
    """A country of the act by its code; an unclear one by all it may mean, an absent one by a question mark."""
    code = act.from_ if field == "from" else act.to
    return code or " or ".join(act.unclear.get(field, ())) or "?"


def vessel_text(act: Transaction) -> str:
    """The vessel in short: name and IMO number."""
    named = (act.vessel.name, act.vessel.imo and f"IMO {act.vessel.imo}") if act.vessel else ()
    return " ".join(text for text in named if text)


def good_text(good: Good) -> str:
    """A good in short: code, description, quantity."""
    amount = f"{good.quantity:,.10g} {good.unit or ''}" if good.quantity is not None else ""
    return " ".join(text.strip() for text in (good.hs or "", good.description, amount) if text)
