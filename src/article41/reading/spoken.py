"""What was read, in words: the same phrases on the terminal and on the page."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from article41.reading.bearing import Excerpt
from article41.reading.found import Claim, Document, Published, Statement
from article41.spelled import days, unconfirmed


class Sign(NamedTuple):
    """How a verdict is shown: a sign beside the colour, a rich colour, words, and what it means."""

    sign: str
    colour: str
    words: str
    means: str


SIGNS = {
    "confirmed": Sign("✓", "green", "confirmed", "the record or the law holds it, and every field given agrees"),
    "contradicted": Sign("✗", "red", "contradicted", "the record holds the event, and a field differs"),
    "not_in_record": Sign("○", "cyan", "not in the record", "no such entry; that does not make it false"),
    "needs_date": Sign("?", "yellow", "needs a date", "which event is meant hangs on the day of the report"),
}


def plain(value: Any) -> str:
    """A field's value as people write it."""
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    return f"{value:,}" if isinstance(value, int) and value > 9999 else str(value).replace("_", " ")


def fields(claim: Claim) -> str:
    """All fields of a claim: `goods crude oil, quantity 2,000,000`."""
    return ", ".join(f"{key.replace('_', ' ')} {plain(value)}" for key, value in claim.fields.items())


def kind(claim: Claim) -> str:
    """The type in words: `measure: goods ban`."""
    return claim.type.replace(".", ": ").replace("_", " ")


def speaker(s: Statement) -> str:
    """Who spoke and for whom: `Ned Price (State Department spokesman, USA)`; the unnamed stay unnamed."""
    name = (s.speaker or s.speaker_text or "somebody").removeprefix("anon:")
    unnamed = s.record == "anonymous"
    office = "" if unnamed or (s.office or "").casefold() == name.casefold() else s.office
    about = ", ".join(x for x in (office, s.government) if x)
    return f"{'unnamed: ' if unnamed else ''}{name}" + (f" ({about})" if about else "")


def stance(s: Statement) -> str:
    """The positions taken."""
    return ", ".join(tag.replace("_", " ") for tag in s.stance)


def published(p: Published) -> str:
    """The interval of days in which the report appeared."""
    if not (p.earliest and p.latest):
        return "the day of the report is not known"
    return f"published on {p.earliest}" if p.earliest == p.latest else f"published from {p.earliest} to {p.latest}"


def origin(document: Document) -> str:
    """Dateline and agency as written; empty where the report has neither."""
    return ", ".join(x for x in (document.dateline, document.agency) if x)


def held(claim: Claim, on: dict[str, str]) -> Iterator[str]:
    """What the record holds of a claim, and which entries, each with its day."""
    if claim.link.why:
        yield claim.link.why
    if claim.link.to:
        entries = [f"{name} ({on[name]})" if name in on else name for name in claim.link.to]
        doubt = "; the entry is itself not confirmed" if claim.link.unconfirmed else ""
        yield f"record: {', '.join(entries)}{doubt}"
    if claim.link.citations:
        yield f"cited: {', '.join(claim.link.citations)}"


def excerpt(e: Excerpt) -> Iterator[str]:
    """A provision in short: paragraph, days, rule, caps, what no source confirmed."""
    draft = " (a draft, no legal effect)" if e.draft else ""
    yield f"{e.paragraph}{draft}, {e.title}, {days(e.since, e.until)}: {e.rule}"
    yield from (f"  {cap}" for cap in e.caps)
    if e.unconfirmed:
        yield f"  {unconfirmed(e.unconfirmed)}"
