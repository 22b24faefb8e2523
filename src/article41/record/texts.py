"""The structs of record/council: texts, ballots as cast, members, and what the Council bound itself to do."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from article41.record.entries import Code, Entry, IncidentKind, Read

Ballot = Literal["yes", "no", "abstain", "absent"]


class Ballots(Read, frozen=True, kw_only=True):
    """How members voted. Who is not named here voted in favour; `unanimous` says so of all."""

    against: tuple[Code, ...] = ()
    abstaining: tuple[Code, ...] = ()
    absent: tuple[Code, ...] = ()
    unanimous: bool = False

    def cast(self, members: tuple[Code, ...]) -> dict[Code, Ballot]:
        """Each member's ballot."""
        named: dict[Code, Ballot] = {c: "no" for c in self.against}
        named |= {c: "abstain" for c in self.abstaining}
        named |= {c: "absent" for c in self.absent}
        return {c: named.get(c, "yes") for c in members}


class Recorded(Read, frozen=True, kw_only=True):
    """The result as it was published: what the record compares with what it works out."""

    in_favour: int
    against: int
    abstaining: int
    outcome: Literal["adopted", "vetoed", "not_adopted", "carried", "not_carried"]


class Voted(Entry, frozen=True, kw_only=True):
    """Something the Council may have voted on, on a New York day. Without ballots nothing is known of a vote."""

    date: date
    symbol: str = ""
    ballots: Ballots | None = None
    recorded: Recorded | None = None
    meeting: int | None = None


class Resolution(Voted, frozen=True, kw_only=True):
    """A resolution. `after` names the incidents it answered, the main one first."""

    title: str
    nature: Literal["sanctions", "measures_non_chapter_vii", "panel_mandate", "political", "context"]
    chapter_vii: bool
    after: tuple[str, ...] = ()
    sponsors: tuple[Code, ...] = ()
    panel_until: date | None = None

    @property
    def has_measures(self) -> bool:
        """Whether it laid measures on a state, under Chapter VII or not."""
        return self.nature in ("sanctions", "measures_non_chapter_vii")


class Draft(Voted, frozen=True, kw_only=True):
    """A draft. `became` is its next version, or the text it turned into; `asks` in a few words."""

    form: Literal["resolution", "presidential_statement", "press_statement"]
    title: str
    by: tuple[Code, ...]
    asks: tuple[str, ...]
    joined_by: tuple[Code, ...] = ()
    announced: date | None = None
    after: tuple[str, ...] = ()
    became: str = ""


class Procedural(Voted, frozen=True, kw_only=True):
    """A vote on procedure: Article 27(2) of the Charter, where no vote is a veto."""

    subject: str


class CouncilStatement(Entry, frozen=True, kw_only=True):
    """A statement of the Council's President, to the press, or of a group of members (no text of the Council)."""

    date: date
    kind: Literal["presidential", "press", "group"]
    symbol: str = ""
    title: str = ""
    meeting: int | None = None
    after: tuple[str, ...] = ()


class Meeting(Entry, frozen=True, kw_only=True):
    """A meeting on a New York day."""

    date: date
    what: str
    body: Literal["council", "general_assembly", "monitoring_team"]
    states: tuple[Code, ...] = ()


class Presidency(Read, frozen=True, kw_only=True):
    """Who presided in a month such as `2022-05`. No page was kept for these."""

    month: str
    state: Code
    confirmed: bool


class Year(Read, frozen=True, kw_only=True):
    """The elected members of a calendar year. Of a year not confirmed, `seen` are those that a page showed."""

    year: int
    elected: tuple[Code, ...]
    confirmed: bool
    seen: tuple[Code, ...] = ()
    sources: tuple[str, ...] = ()
    check_at: tuple[str, ...] = ()


class Membership(Read, frozen=True, kw_only=True):
    """The members of the Council: the permanent ones, and the elected ones of each year."""

    permanent: tuple[Code, ...]
    years: tuple[Year, ...]


class Commitment(Entry, frozen=True, kw_only=True):
    """What the Council bound itself to do upon a further act, from `since` (a New York day) on."""

    law: str
    since: date
    does: str
    upon: Mapping[IncidentKind, Literal["named", "open"]]
