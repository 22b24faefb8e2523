"""What a reading finds: the answer's form. Spans are code points of the text as given, end exclusive."""

from typing import Any, Literal

import msgspec

from article41.reading.text import Span

Stance = Literal[
    "open_to_talks", "rejects_talks", "precondition", "pressure", "supports_sanctions", "opposes_sanctions",
    "condemnation", "threat", "defiance", "restraint", "denial", "no_comment", "optimism", "informational",
]  # fmt: skip
ClaimType = Literal[
    "incident.nuclear_test", "incident.launch", "incident.other", "council.draft", "council.adoption", "council.veto",
    "council.statement", "council.meeting", "measure.cap", "measure.goods_ban", "measure.designation", "measure.other",
    "talks.meeting", "talks.outcome", "mechanism", "violation",
]  # fmt: skip
Verdict = Literal["confirmed", "contradicted", "not_in_record", "needs_date"]


class Statement(msgspec.Struct, kw_only=True, omit_defaults=False):
    """Something said: its words, who said it, and the position taken. `rule` names the pattern that found it."""

    id: str
    spans: list[Span]
    speaker_text: str | None
    speaker: str | None
    person: str | None = None
    """The record's id of a person named."""
    office: str | None = None
    government: str | None = None
    record: Literal["named", "institution", "anonymous"] = "institution"
    form: Literal["direct", "mixed", "paraphrase"] = "paraphrase"
    stance: list[Stance] = []
    date: str | None = None
    venue: str | None = None
    rule: str = ""


class Wrong(msgspec.Struct, kw_only=True):
    """A field in which a claim and the record differ."""

    field: str
    said: Any
    recorded: Any


class Link(msgspec.Struct, kw_only=True):
    """What the record and the law hold of a claim. `to`: ids of the record, the first the nearest."""

    verdict: Verdict
    to: list[str] = []
    wrong: list[Wrong] = []
    citations: list[str] = []
    """Paragraphs, as `/un/sc/res/2017/2397#op4`."""
    why: str = ""
    """One plain sentence: what the record holds, or why nothing can be said."""
    unconfirmed: bool = False
    """Whether the entry of the record it rests on is itself not confirmed."""


class Claim(msgspec.Struct, kw_only=True):
    """A checkable assertion about one event or measure, with normalised fields (form as in docs/reading.md)."""

    id: str
    type: ClaimType
    span: Span
    fields: dict[str, Any]
    statement: str | None = None
    link: Link
    rule: str = ""


class Published(msgspec.Struct, kw_only=True):
    """The tightest interval of days in which the report can have appeared, both inclusive, and why."""

    earliest: str | None
    latest: str | None
    because: list[str] = []


class Document(msgspec.Struct, kw_only=True):
    """What the report says of itself."""

    published: Published
    dateline: str | None = None
    agency: str | None = None


class Reading(msgspec.Struct, kw_only=True):
    """All that was found in one report, in text order."""

    document: Document
    statements: list[Statement]
    claims: list[Claim]
    law: str
    notes: list[str] = []
