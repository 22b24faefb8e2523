"""A verdict: the answer in the public contract's form, with optional fields of our own at the end of each part."""

from datetime import date
from typing import Any, Literal

import msgspec

from article41.regime import Effect

Answer = Literal["prohibited", "approval_required", "conditional", "permitted", "undetermined"]


class Finding(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A measure that bears on the act: what it leaves (`effect`), where it stands, and the facts that made it bite.

    `range` is given where missing facts leave the effect open; `unconfirmed` names what of the law no source confirmed.
    """

    measure: str
    effect: Effect
    cite: str
    paragraph: str
    because: tuple[str, ...]
    applies_to: str = ""
    routes: tuple[dict[str, Any], ...] = ()
    source: str = ""
    range: tuple[Effect, Effect] | None = None
    unconfirmed: tuple[str, ...] = ()


class Term(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What must hold for the act to be lawful."""

    kind: Literal["cap", "notify", "report", "approval", "end_use", "no_designated_party", "inspection", "other"]
    text: str
    cite: str = ""
    paragraph: str = ""


class Missing(msgspec.Struct, frozen=True, gc=False):
    """A fact that would decide, with the question to ask for it."""

    fact: str
    question: str


class Match(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A list entry that a party or vessel matched. `score` is 1 for an exact name or identifier."""

    party: str
    entry: str
    name: str
    score: float
    listed_on: str = ""
    cite: str = ""
    paragraph: str = ""
    decision: Literal["match", "possible"] = "match"
    matched: str = ""


class Advisory(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A duty, a call on states, a presumption or a warning: it never changes the verdict."""

    kind: Literal["duty", "call", "presumed", "warning"]
    text: str
    measure: str = ""
    cite: str = ""
    paragraph: str = ""
    fact: str = ""


class NotApplied(msgspec.Struct, frozen=True, gc=False):
    """Why a measure did not apply."""

    measure: str
    reason: str


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The answer. Equal transactions, law and list give the same bytes."""

    id: str | None = None
    verdict: Answer
    range: tuple[Effect, Effect]
    as_of: date
    findings: tuple[Finding, ...]
    conditions: tuple[Term, ...]
    missing: tuple[Missing, ...]
    matches: tuple[Match, ...]
    advisories: tuple[Advisory, ...]
    versions: dict[str, str]
    overlay: str = ""
    trace: tuple[NotApplied, ...] | None = None

    def to_json(self) -> bytes:
        """One line of JSON, without a line end."""
        return msgspec.json.encode(self)
