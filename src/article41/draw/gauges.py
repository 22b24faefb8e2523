"""Gauges of the caps: a frame for the whole cap, a bar for the part that was reported, and what is beside."""

from collections.abc import Iterator
from typing import NamedTuple

from article41.draw.canvas import LETTER, Canvas
from article41.law import Regime
from article41.ledger.book import in_words
from article41.ledger.figures import Figure, percent
from article41.ledger.statement import Statement

REPORTED, DISPUTED, PUBLISHED = "#0072B2", "#D55E00", "#009E73"
STRIPES = [1.2, 4.3]
"""Lengths of stripe and gap over what is not confirmed."""
THICK = 10


class Beside(NamedTuple):
    """A figure that is not in the sum: its part of the cap (None where it is not said in such a unit), and in words."""

    share: float | None
    says: str


class Gauge(NamedTuple):
    """One figure of one period. `shares` are the least and the most reported; None where nothing is at hand.

    It is not framed where the law gives no common figure.
    """

    period: str
    says: str
    shares: tuple[float, float] | None = None
    confirmed: bool = True
    disputed: tuple[Beside, ...] = ()
    published: tuple[Beside, ...] = ()
    notices: tuple[int, ...] = ()
    framed: bool = True


class Columns(NamedTuple):
    """Where the period, the words and the frame begin, and the pixels of a whole cap."""

    period: float
    says: float
    frame: float
    whole: float


def gauges(s: Statement, law: Regime) -> Iterator[Gauge]:
    """A gauge for each figure of an account. Published totals are shown where no state's report is at hand."""
    if not s.figures:
        yield Gauge(period(s), "each state's own level", framed=False)
    for figure in s.figures:
        disputed = tuple(
            Beside(_part(d.amount, figure, law), f"{d.amount or 'no figure'} ({d.by})") for d in s.disputed
        )
        if s.lines:
            said = f"{in_words(figure.total)} of {figure.limit}, {percent(figure.share)}, to {s.until}"
            shares = float(figure.share.least), float(figure.share.most or figure.share.least)
            sure = all(line.report.confirmed for line in s.lines)
            yield Gauge(period(s), said, shares, sure, disputed, (), s.account.cap.notices)
        else:
            said = f"{figure.limit}: no report at hand"
            yield Gauge(period(s), said, None, True, disputed, _published(s, figure, law), s.account.cap.notices)


def _published(s: Statement, figure: Figure, law: Regime) -> tuple[Beside, ...]:
    """Published totals that are in the figure's unit."""
    found = [(_part(c.total.amount, figure, law), c.total) for c in s.totals]
    return tuple(Beside(part, f"{t.amount} ({t.start:%b %Y})") for part, t in found if part is not None)


def _part(amount: str, figure: Figure, law: Regime) -> float | None:
    """An amount as a part of a figure; None where it is not said or in no such unit."""
    if not amount:
        return None
    said = law.units.amount(amount)
    there = said if said.unit == figure.unit else law.units.to(said, figure.unit)
    return float(there.quantity / figure.quantity) if there else None


def period(s: Statement) -> str:
    """`2019` for a calendar year, else both days."""
    first, last = s.account.start, s.account.end
    whole = (first.month, first.day) == (1, 1) and (last.month, last.day, last.year) == (12, 31, first.year)
    return str(first.year) if whole else f"{first} to {last}"


def draw(canvas: Canvas, heading: str, found: list[Gauge], top: float, pitch: float, columns: Columns) -> None:
    """Draws the gauges of one cap below its heading."""
    canvas.word(columns.period, top, heading, fontWeight="bold")
    for n, gauge in enumerate(found, 1):
        _one(canvas, gauge, top + pitch * n, columns)


def _one(canvas: Canvas, g: Gauge, y: float, at: Columns) -> None:
    canvas.word(at.period, y, g.period)
    canvas.word(at.says, y, g.says)
    upper, lower, end = y - THICK / 2, y + THICK / 2, at.frame + at.whole
    frame = {"x": at.frame, "x2": end, "y": upper, "y2": lower, "fill": "transparent", "stroke": "ink"}
    canvas.bars([frame] if g.framed else [], strokeWidth=1, strokeOpacity=0.5)
    for share, opacity in ((g.shares[1], 0.4), (g.shares[0], 1.0)) if g.shares else ():
        bar = frame | {"x2": at.frame + at.whole * share, "fill": REPORTED, "stroke": "transparent"}
        canvas.bars([bar], opacity=opacity)
    if g.shares and not g.confirmed:
        stripes(canvas, at.frame, at.frame + at.whole * g.shares[1], y)
    ticks = [at.frame + at.whole * percent / 100 for percent in g.notices]
    canvas.lines([{"x": x, "x2": x, "y": lower - 3, "y2": lower + 2} for x in ticks], strokeWidth=1)
    _beside(canvas, g.disputed, "diamond", DISPUTED, y, at)
    _beside(canvas, g.published, "square", PUBLISHED, y, at)


def stripes(canvas: Canvas, x: float, x2: float, y: float, thick: float = THICK) -> None:
    """What lies here is not confirmed."""
    row = {"x": x, "x2": x2, "y": y, "y2": y}
    canvas.lines([row], stroke=canvas.paint.ground, strokeWidth=thick + 1, strokeDash=STRIPES)


def _beside(canvas: Canvas, found: tuple[Beside, ...], shape: str, colour: str, y: float, at: Columns) -> None:
    """Signs at their part of the cap; the words stand right of the sign, or of the frame, or of the words before."""
    room = at.frame + at.whole + 8
    for beside in found:
        if beside.share is not None:
            x = at.frame + at.whole * beside.share
            canvas.signs([{"x": x, "y": y, "shape": shape, "fill": "ground", "stroke": colour}], size=55, strokeWidth=2)
            room = max(room, x + 9)
        canvas.word(room, y, beside.says)
        room += LETTER * len(beside.says) + 12
