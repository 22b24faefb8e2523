"""The whole reading of a report, step by step."""

import sys
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from article41.law import Regime
from article41.reading.claims import Dated, dated, find
from article41.reading.document import origin
from article41.reading.evidence import Held
from article41.reading.found import Claim, Document, Reading, Statement
from article41.reading.further import Source, more_claims, more_statements
from article41.reading.links import Known, link
from article41.reading.people import People, named_in
from article41.reading.published import published
from article41.reading.statements import statements
from article41.reading.text import Span, lay_out
from article41.reading.when import Days
from article41.record import Record
from article41.record.actors import Person


class Reader:
    """Reads reports against one record and one law; made once, used for many reports."""

    def __init__(self, record: Record, law: Regime, further: Sequence[Source] = ()) -> None:
        """`further` are readers beside the rules, asked in turn for what the rules did not find."""
        self.record = record
        self.further = further
        self.people = People(record)
        self.known = Known(record, law)

    def read(self, text: str) -> Reading:
        """Statements, claims and the day of a report. Any text is read; one that is no report gives nothing.

        Every span counts code points of `text`, end exclusive, and `text[start:end]` is what was meant.
        """
        report = lay_out(text)
        drafts = find(report)
        named = named_in(report, self.people)
        held = [
            Held(p, n.office) for n in named if n.office and isinstance(p := self.record.by_id.get(n.id or ""), Person)
        ]
        when = published(report, drafts, held, self.record)
        days = (
            Days(date.fromisoformat(when.earliest), date.fromisoformat(when.latest))
            if when.earliest and when.latest
            else None
        )
        where = origin(report)
        said = statements(report, self.people, named, days, where.home)
        notes: list[str] = []
        for source in self.further:
            more = source(report, said)
            said = more_statements(report, said, more.said, self.people, named)
            drafts = more_claims(drafts, more.claims)
            notes += more.notes
        within = _Within(said)
        claims = [self._claim(n, c, within) for n, c in enumerate(dated(drafts, days), 1)]
        document = Document(published=when, dateline=where.dateline, agency=where.agency)
        return Reading(document=document, statements=said, claims=claims, law=self.known.law.version, notes=notes)

    def _claim(self, number: int, claim: Dated, within: "_Within") -> Claim:
        draft = claim.draft
        return Claim(
            id=f"c{number}",
            type=draft.type,
            span=draft.span,
            fields=claim.fields,
            statement=within.holder(draft.span),
            link=link(claim, self.known),
            rule=draft.rule,
        )


class _Within:
    """Statements by place, to find the one that holds a claim."""

    def __init__(self, said: list[Statement]) -> None:
        self.parts = sorted((part, s.id) for s in said for part in s.spans)

    def holder(self, span: Span) -> str | None:
        """The id of the statement in whose words a span lies."""
        near = self.parts[: bisect_right(self.parts, (Span(span.start, sys.maxsize), ""))][-8:]
        return next((id_ for part, id_ in reversed(near) if span.within(part)), None)


__all__ = ["Reader"]
