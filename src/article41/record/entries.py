"""The structs of the record's files, word for word: incidents, talks, statements, sources. Unknown keys are refused."""

from datetime import date
from typing import Literal

import msgspec

from article41.record.days import Said

IncidentKind = Literal[
    "nuclear_test", "icbm", "ballistic_missile", "slbm", "satellite_launch", "cruise", "other_weapon", "parade", "event"
]
Level = Literal[
    "summit", "official", "working_level", "track_1_5", "track_2", "agreement", "commitment", "offer", "other"
]
Stance = Literal[
    "assessment", "commitment", "condemnation", "denuclearisation_first", "distancing", "open_to_talks",
    "preconditions", "pressure", "rejection_of_talks", "sanctions_opposition", "sanctions_support", "threat",
]  # fmt: skip
Day = date
"""A type that a field called `date` does not hide."""
Code = str
"""A key of actors/codes.yaml: a country's two letters, or an organisation."""


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything in a file."""


class Entry(Read, frozen=True, kw_only=True):
    """A fact with an id and what it rests on.

    `confirmed`: a page showed it, apart from the details named in `unconfirmed`. `sources` are addresses, or words of
    sources.yaml; `check_at` says where it may be checked and supports nothing yet.
    """

    id: str
    confirmed: bool
    unconfirmed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    check_at: tuple[str, ...] = ()
    note: str = ""

    @property
    def doubts(self) -> str:
        """What is not confirmed, for a column: nothing, details, or all of it."""
        return ", ".join(self.unconfirmed) if self.confirmed else "unconfirmed"


class Yield(Read, frozen=True, kw_only=True):
    """An estimate of a test's yield in kilotons: a number, a range or a bound."""

    by: str
    kt: str


class Incident(Entry, frozen=True, kw_only=True):
    """One kind of act on one Korean day: an entry for each day and system, not for each missile.

    `utc`: of the first launch. `count`: missiles. `reach`: class by range. `marks`: see definitions.yaml.
    """

    date: Said
    kind: IncidentKind
    utc: str = ""
    what: str = ""
    system: str = ""
    claimed_system: str = ""
    reach: Literal["", "SRBM", "MRBM", "IRBM", "HGV"] = ""
    count: int | None = None
    outcome: Literal["", "success", "failure", "unknown"] = ""
    outcomes: dict[str, int] = {}
    range_km: float | None = None
    apogee_km: float | None = None
    site: str = ""
    magnitude: dict[str, float] = {}
    yields: tuple[Yield, ...] = ()
    claim: str = ""
    marks: tuple[str, ...] = ()


class Definition(Read, frozen=True, kw_only=True):
    """One way to count a kind: every incident of the kinds in `every`, and those that carry the mark `marked`."""

    id: str
    kind: IncidentKind
    means: str
    marked: str = ""
    every: tuple[IncidentKind, ...] = ()

    def counts(self, incident: Incident) -> bool:
        """Whether it counts an incident."""
        return incident.kind in self.every or bool(self.marked and self.marked in incident.marks)


class Count(Entry, frozen=True, kw_only=True):
    """How many somebody else counted in a year."""

    year: int
    by: str
    count: int
    of: str


class Delegation(Read, frozen=True, kw_only=True):
    """Who sat on one side of a table."""

    side: str
    size: int
    status: str


class Talk(Entry, frozen=True, kw_only=True):
    """A meeting, an agreement or an offer, from `date` to `until` inclusive (days of the place).

    `parties` are governments that took part; of a track 2 meeting only the one whose serving officials came.
    """

    date: Said
    name: str
    level: Level
    parties: tuple[Code, ...]
    until: Said | None = None
    place: str = ""
    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    terms: tuple[str, ...] = ()
    result: str = ""


class Statement(Entry, frozen=True, kw_only=True):
    """A position taken: by persons (`by`), by a body, or by somebody `unnamed` (not on the record)."""

    date: Said
    stance: tuple[Stance, ...]
    by: tuple[str, ...] = ()
    body: str = ""
    unnamed: str = ""
    published: Day | None = None
    office: str = ""
    government: tuple[Code, ...] = ()
    relays: Code = ""
    venue: str = ""
    about: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    document: str = ""


class Source(Read, frozen=True, kw_only=True):
    """A source that many entries name by one word."""

    id: str
    title: str
    url: str
    copy: str = ""
    copy_of: date | None = None
    covers: str = ""
    warning: str = ""
