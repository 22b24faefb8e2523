"""The law as frozen data: what the files under `law/` say, linked so that a check can read it.

The structs mirror the vocabulary of `law/README.md`, word for word. Dates are days in New York; `since`, `until`
and `last_day` are inclusive, `contract_before` is exclusive.
"""

from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from article41.citation import Citation
from article41.words import Terms

Effect = Literal["prohibited", "approval_required", "conditional", "permitted"]
SEVERITY: dict[str, int] = {"permitted": 0, "conditional": 1, "approval_required": 2, "prohibited": 3}
BY_SEVERITY: tuple[Effect, ...] = ("permitted", "conditional", "approval_required", "prohibited")

Kind = Literal["goods", "services", "listed", "vessels", "duty", "exemption"]
Direction = Literal["to_dprk", "from_dprk", "either"]
Flag = Literal["substance", "paragraph", "hs", "date", "amount"]
BINDING = frozenset({"decides", "requires", "affirms", "clarifies"})
Binding = Literal[
    "decides", "requires", "affirms", "clarifies",
    "calls_upon", "urges", "requests", "directs", "demands", "emphasizes",
]  # fmt: skip
Activity = Literal[
    "transfer", "finance", "bank", "assets", "travel", "insure", "register_vessel", "charter", "crew", "bunker",
    "port_call", "ship_to_ship", "flight", "employ", "joint_venture", "training", "science", "technical_assistance",
    "lease_property", "fishing_rights",
]  # fmt: skip


class _Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is read from a file: unknown keys are refused."""


class GoodsClass(_Read, frozen=True):
    """A named class of goods. Codes match from the left; see `law/README.md` for each key."""

    hs: tuple[str, ...] = ()
    hs_except: tuple[str, ...] = ()
    hs_described: tuple[str, ...] = ()
    hs_asked: tuple[str, ...] = ()
    hs_edition: str = ""
    hs_basis: str = ""
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    words_always: bool = False
    above: str = ""
    as_in: str = ""
    unconfirmed: tuple[Flag, ...] = ()
    note: str = ""


class Subject(_Read, frozen=True):
    """A named field of study or work, recognised by words."""

    words: tuple[str, ...]
    note: str = ""


class OpenQuestion(_Read, frozen=True):
    """A question that the text leaves open; the answer lies between `best` and `worst`."""

    question: str
    best: Effect
    worst: Effect
    hs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    note: str = ""


class Period(_Read, frozen=True, rename={"start": "from", "end": "to"}):
    """The time over which a cap counts: fixed days (inclusive), years from a month and day, or a rolling span."""

    start: date | None = None
    end: date | None = None
    each_year_from: str = ""
    rolling: str = ""


class Cap(_Read, frozen=True, rename={"alternative": "or"}):
    """A quantity up to which an exception holds, as the resolution writes it, or the supplier's own past level."""

    counted: Literal["all states together", "each state"]
    period: Period
    cap: str = ""
    own_past_level: str = ""
    alternative: str = ""
    whichever_is_lower: bool = False
    notices: tuple[int, ...] = ()
    factors: str = ""


class Explanation(_Read, frozen=True):
    """A paragraph that widens, explains or updates a rule without barring anything by itself.

    `due` are the days by which it asks for a report.
    """

    law: str
    says: str
    since: date | None = None
    due: tuple[date, ...] = ()
    unconfirmed: tuple[Flag, ...] = ()
    note: str = ""


class Clarification(_Read, frozen=True):
    """A later paragraph that said what a provision already meant, and the day it said so."""

    law: str
    on: date
    says: str
    unconfirmed: tuple[Flag, ...] = ()


class Exemption(_Read, frozen=True, rename={"grounds": "if"}):
    """What opens a ban: an exception (applies by itself) or an exemption (`approval`: the Committee decides)."""

    says: str
    name: str = ""
    law: str = ""
    since: date | None = None
    until: date | None = None
    only: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    contract_before: date | None = None
    notify_by: date | None = None
    within: Cap | None = None
    open: str = ""
    approval: Literal["committee"] | None = None
    definition: bool = False
    ended: bool = False
    explained_by: tuple[Explanation, ...] = ()
    unconfirmed: tuple[Flag, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the exemption can help an act of `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Provision(_Read, frozen=True):
    """What one paragraph says from a day on, until the next provision of the same measure."""

    since: date
    law: str
    rule: str = ""
    reads_with: tuple[str, ...] = ()
    binding: Binding = "decides"
    activities: tuple[Activity, ...] = ()
    only: tuple[str, ...] | None = None
    excluding: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    or_when: tuple[str, ...] = ()
    clarified: Clarification | None = None
    exceptions: tuple[Exemption, ...] = ()
    explained_by: tuple[Explanation, ...] = ()
    due: tuple[date, ...] = ()
    ended: bool = False
    unconfirmed: tuple[Flag, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()

    @property
    def citation(self) -> Citation:
        return Citation.parse(self.law)


class Measure(_Read, frozen=True):
    """One measure with its whole history, oldest provision first."""

    measure: str
    title: str
    kind: Kind
    history: tuple[Provision, ...] = ()
    openings: tuple[Exemption, ...] = ()
    activities: tuple[Activity, ...] = ()
    not_activities: tuple[Activity, ...] = ()
    direction: Direction | None = None
    goods: dict[str, GoodsClass] = {}
    subjects: dict[str, Subject] = {}
    party_types: tuple[str, ...] = ()
    designation: str = ""
    opens: str | tuple[str, ...] = ()
    open: tuple[OpenQuestion, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()

    def provision_on(self, day: date) -> Provision | None:
        """The provision in force on `day`, or None before the first and after the end."""
        in_force = [p for p in self.history if p.since <= day]
        return in_force[-1] if in_force and not in_force[-1].ended else None


class Due(_Read, frozen=True):
    """How soon a report is given: every so many days, so many days after the end of each month, or once `by` a day.

    `first` is the first day of a row that the paragraph itself begins; without one each delivery begins its own.
    """

    every_days: int = 0
    days_after_month: int = 0
    first: date | None = None
    by: date | None = None


class Condition(_Read, frozen=True, rename={"wanted": "is", "or_facts": "or"}, dict=True):
    """A condition that a measure names; `unknown` says what silence means (see `law/conditions.yaml`).

    `law` are the paragraphs that its days and numbers come from.
    """

    asks: str
    unknown: Literal["asked", "promised", "absent"]
    fact: str = ""
    wanted: bool | str | tuple[str, ...] = True
    or_facts: dict[str, bool] = {}
    words: dict[str, tuple[str, ...]] = {}
    kind: str = "other"
    says: str = ""
    due: Due | None = None
    law: tuple[str, ...] = ()

    @cached_property
    def terms(self) -> Terms[bool]:
        """Words of a description that answer the condition, `true` or `false`."""
        return Terms({answer == "true": words for answer, words in self.words.items()})

    @cached_property
    def accepted(self) -> tuple[bool | str, ...]:
        """The answers that make the condition true; the file's text `false` is the truth value."""
        wanted = self.wanted if isinstance(self.wanted, tuple) else (self.wanted,)
        return tuple({"true": True, "false": False}.get(w, w) if isinstance(w, str) else w for w in wanted)


class Resolution(_Read, frozen=True):
    """One instrument of the regime and what of it is not encoded, by paragraph, with the reason."""

    symbol: str
    adopted: date
    paragraphs: int
    title: str = ""
    chapter: str = ""
    trigger: str = ""
    not_encoded: dict[str, str] = {}
    unconfirmed: tuple[str, ...] = ()
    note: str = ""


class About(_Read, frozen=True):
    """The regime file."""

    regime: str
    title: str
    committee: str
    territory: str
    resolutions: tuple[Resolution, ...]
    note: str = ""


class Draft(_Read, frozen=True):
    """A draft resolution in the same vocabulary: provisions appended to measures, whole new measures, new names.

    `draft` is its symbol or, where it has none, its id in the record; `by` are ISO codes of its sponsors, `became` is
    the draft that took its place. `in_force_if_adopted` is the first day (inclusive) on which it would count as law.
    """

    draft: str
    title: str
    in_force_if_adopted: date
    by: tuple[str, ...] = ()
    circulated: date | None = None
    voted: date | None = None
    result: str = ""
    became: str = ""
    changes: dict[str, tuple[Provision, ...]] = {}
    measures: tuple[Measure, ...] = ()
    listings: tuple["Listing", ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


class Listing(_Read, frozen=True):
    """A name that a draft would list."""

    name: str
    type: Literal["person", "entity", "vessel"]
    law: str
    aliases: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()
