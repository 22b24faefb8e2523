"""Strips of signs along the years: what both pictures of the record share."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from article41.draw.canvas import LETTER, Canvas, Row, Years, stacked
from article41.record.days import first_day, last_day
from article41.record.entries import Entry
from article41.record.store import Record

BETWEEN, HEAD, SIZE = 9, 17, 45
"""Pixels between two signs of a strip, of a heading, and the area of a sign."""
Span = tuple[date, date]


class Mark(NamedTuple):
    """One sign: the entry it stands for, the days it may lie in (both inclusive), its shape and colour."""

    entry: Entry
    since: date
    until: date
    shape: str
    colour: str

    @property
    def middle(self) -> date:
        """Where the sign stands: the middle of a month or year where the day is not known."""
        return self.since + (self.until - self.since) / 2


class Strip(NamedTuple):
    """A row of signs with its name; without a single mark it still shows."""

    name: str
    marks: tuple[Mark, ...]


class Band(NamedTuple):
    """Strips under one heading."""

    heading: str
    strips: tuple[Strip, ...]


def mark(entry: Entry, said: str, shape: str, colour: str) -> Mark:
    """A sign for an entry of a day, or of a month or year where the day is not known."""
    return Mark(entry, first_day(said), last_day(said), shape, colour)


def beginning(record: Record) -> date:
    """The first of January of the year in which the Council first laid measures."""
    return min(r.date for r in record.resolutions if r.has_measures).replace(month=1, day=1)


def within(marks: Iterable[Mark], span: Span) -> tuple[Mark, ...]:
    """Those that touch the days of a span, both inclusive, oldest first."""
    found = [m for m in marks if m.since <= span[1] and span[0] <= m.until]
    return tuple(sorted(found, key=lambda m: (m.middle, m.entry.id)))


def draw(canvas: Canvas, years: Years, bands: Sequence[Band], top: float) -> float:
    """Draws the bands from `top` on and returns where they end. Crowded signs are stacked; hollow ones unconfirmed."""
    y = top
    for band in bands:
        if band.heading:
            canvas.word(0, y + HEAD / 2, band.heading, fontWeight="bold")
            y += HEAD
        for strip in band.strips:
            y = _strip(canvas, years, strip, y)
    return y


def height(years: Years, bands: Sequence[Band]) -> float:
    """How many pixels the bands take."""
    return sum(HEAD * bool(band.heading) + sum(_height(years, strip) for strip in band.strips) for band in bands)


def _levels(years: Years, strip: Strip) -> list[int]:
    return stacked([years.at(m.middle) for m in strip.marks], BETWEEN)


def _height(years: Years, strip: Strip) -> float:
    return max(18, 9 + BETWEEN * (max(_levels(years, strip), default=0) + 1))


def _strip(canvas: Canvas, years: Years, strip: Strip, top: float) -> float:
    bottom = top + _height(years, strip)
    canvas.lines([{"x": 0, "x2": years.right, "y": bottom, "y2": bottom}], strokeOpacity=0.15)
    canvas.word(years.left - 10, (top + bottom) / 2, strip.name, align="right")
    levels = _levels(years, strip)
    first = (top + bottom) / 2 + BETWEEN * max(levels, default=0) / 2
    placed = [(m, years.at(m.middle), first - BETWEEN * n) for m, n in zip(strip.marks, levels, strict=True)]
    vague = [
        {"x": years.at(m.since), "x2": years.at(m.until), "y": y, "y2": y} for m, _, y in placed if m.since != m.until
    ]
    canvas.lines(vague, strokeWidth=1)
    canvas.signs([sign(m, x, y) for m, x, y in placed], size=SIZE)
    return bottom


def sign(m: Mark, x: float, y: float) -> Row:
    """A full sign, or a hollow one where the entry is not confirmed."""
    fill = m.colour if m.entry.confirmed else "transparent"
    return {"x": x, "y": y, "shape": m.shape, "fill": fill, "stroke": m.colour}


def legend(canvas: Canvas, signs: Iterable[tuple[str, str, str]], y: float, right: float) -> None:
    """Each sign (shape, colour) with its meaning, in as many lines as they take."""
    x = 6.0
    for shape, colour, means in signs:
        if x + 10 + LETTER * len(means) > right:
            x, y = 6.0, y + 16
        canvas.signs([{"x": x, "y": y, "shape": shape, "fill": colour, "stroke": colour}], size=SIZE)
        canvas.word(x + 10, y, means)
        x += 30 + LETTER * len(means)
