"""A report's text cut at every border of a statement or claim, so that marks nest whatever overlaps."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from article41.reading.answer import Answer
from article41.reading.found import Claim, Statement
from article41.reading.text import Paragraph, Span, lay_out


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
    paragraphs = lay_out(a.text).paragraphs
    starts = [p.span.start for p in paragraphs]
    said: dict[int, list[Statement]] = {}
    claimed: dict[int, list[Claim]] = {}
    for s in a.reading.statements:
        for n in sorted({n for part in s.spans for n in _met(starts, Span(*part))}):
            said.setdefault(n, []).append(s)
    for c in a.reading.claims:
        for n in _met(starts, Span(*c.span)):
            claimed.setdefault(n, []).append(c)
    for n, p in enumerate(paragraphs):
        yield _block(a.text, p, tuple(said.get(n, ())), tuple(claimed.get(n, ())))


def _met(starts: list[int], span: Span) -> range:
    """The numbers of the paragraphs that a span lies in, by where they start."""
    return range(max(bisect_right(starts, span.start) - 1, 0), bisect_left(starts, span.end))


def _block(text: str, paragraph: Paragraph, said: tuple[Statement, ...], claimed: tuple[Claim, ...]) -> Block:
    span = paragraph.span
    starting = tuple(s for s in said if span.start <= s.spans[0][0])
    first = tuple(c for c in claimed if span.start <= c.span[0])
    return Block(paragraph.kind, tuple(_pieces(text, span, said, claimed)), starting, first)


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
