"""A report's text cut at every border of a statement or claim, so that marks nest whatever overlaps."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from article41.reading.answer import Answer
from article41.reading.found import Claim, Statement
from article41.reading.text import Span, lay_out


class Piece(NamedTuple):
    """A stretch of text under the same marks. `begins` and `ends` are claims and statements that do so here."""

    text: str
    said: Statement | None
    claim: Claim | None
    begins: tuple[Claim, ...]
    ends: tuple[Statement, ...]


class Block(NamedTuple):
    """A paragraph: its pieces, and the statements and claims that begin in it."""

    kind: str
    pieces: tuple[Piece, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]


def blocks(a: Answer) -> Iterator[Block]:
    """The paragraphs of a report; what stands between two of them is only blank."""
    for paragraph in lay_out(a.text).paragraphs:
        span = paragraph.span
        said = tuple(s for s in a.reading.statements if any(_meet(Span(*part), span) for part in s.spans))
        claimed = tuple(c for c in a.reading.claims if _meet(Span(*c.span), span))
        starting = tuple(s for s in said if span.start <= s.spans[0][0])
        first = tuple(c for c in claimed if span.start <= c.span[0])
        yield Block(paragraph.kind, tuple(_pieces(a.text, span, said, claimed)), starting, first)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _pieces(text: str, span: Span, said: tuple[Statement, ...], claimed: tuple[Claim, ...]) -> Iterator[Piece]:
    marks = [*(part for s in said for part in s.spans), *(c.span for c in claimed)]
    borders = {span.start, span.end, *(place for mark in marks for place in mark)}
    for start, end in pairwise(sorted(place for place in borders if span.start <= place <= span.end)):
        here = Span(start, end)
        covering = [c for c in claimed if here.within(Span(*c.span))]
        yield Piece(
            text[start:end],
            next((s for s in said if any(here.within(Span(*part)) for part in s.spans)), None),
            min(covering, key=lambda c: c.span[1] - c.span[0], default=None),
            tuple(c for c in claimed if c.span[0] == start),
            tuple(s for s in said if s.spans[-1][1] == end),
        )
