"""The picture of the caps: how full each was in each period, and the deliveries as reported, month by month."""

from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from article41.draw import gauges, monthly
from article41.draw.canvas import Canvas, Paint
from article41.draw.gauges import DISPUTED, PUBLISHED, REPORTED, Columns, Gauge
from article41.draw.monthly import Panel, panels
from article41.draw.picture import Picture, Table
from article41.law import Regime
from article41.ledger.accounts import accounts
from article41.ledger.book import open_book
from article41.ledger.statement import Line, Statement, statement
from article41.report.sections import Basis

TITLE = "The caps: what states reported, and what is disputed beside it"
PITCH, TOP = 18, 108
WIDE = Columns(0, 155, 460, 165)
NARROW = (Columns(0, 150, 360, 100), Columns(500, 645, 845, 100))
"""One cap with reports takes the whole width; caps with fewer figures stand beside one another below."""


class Cap(NamedTuple):
    """A cap, its accounts in order, and their gauges."""

    name: str
    accounts: list[Statement]
    gauges: list[Gauge]

    @property
    def reports(self) -> int:
        """How many reports are at hand."""
        return sum(len(s.lines) for s in self.accounts)

    @property
    def has_beside(self) -> bool:
        """Whether figures stand beside the sums, which need room at the right."""
        return any(s.totals or s.disputed for s in self.accounts)


class Drawn(NamedTuple):
    """What is on the sheet."""

    caps: list[Cap]
    panels: list[Panel]
    says: tuple[str, ...]
    rests_on: tuple[str, ...]


def caps(law: Regime) -> Picture:
    """Every cap of this law up to the day of the built-in list, by the deliveries that come with the program."""
    book, basis = open_book(law), Basis.of(law)
    day = date.fromisoformat(basis.list_date)
    stated = [statement(book, account, day) for account in accounts(law, day)]
    grouped = [(name, list(found)) for name, found in groupby(stated, lambda s: s.account.measure)]
    every = [Cap(name, found, [g for s in found for g in gauges.gauges(s, law)]) for name, found in grouped]
    rests_on = (" ".join((*basis.lines[1:-1], f"Deliveries {book.version}.")), basis.lines[-1])
    placed = sorted(every, key=lambda cap: (-cap.reports, cap.has_beside))
    drawn = Drawn(placed, panels(stated), _says(stated), rests_on)
    tables = (_accounts(every), _reports(stated), _disputed(stated), _totals(stated))
    return Picture(TITLE, drawn.says, rests_on, tables, partial(_draw, drawn))


def _says(stated: list[Statement]) -> tuple[str, ...]:
    reports = [line.report for s in stated for line in s.lines]
    unsure = sum(not report.confirmed for report in reports)
    return (
        "Bars: deliveries as reported, partial and late. Stripes and broken lines: unconfirmed, the document itself "
        f"was not seen ({unsure} of {len(reports)} reports).",
        "A frame is the whole cap, the small lines in it are the notices of the law. Disputed estimates stand beside "
        "the sums and are never in them.",
    )


def _accounts(caps: list[Cap]) -> Table:
    rows: list[tuple[str, ...]] = [
        (cap.name, g.period, g.says, "; ".join(b.says for b in g.disputed), "; ".join(b.says for b in g.published))
        for cap in caps
        for g in cap.gauges
    ]
    return Table("Accounts", ("cap", "period", "reported", "disputed beside", "published beside"), rows)


def _reports(stated: list[Statement]) -> Table:
    rows: list[tuple[str, ...]] = [
        (
            s.account.measure, f"{r.start} to {r.end}", ", ".join(r.reporters), r.amount, _measured(s, line),
            line.counted, r.document, "" if r.confirmed else "unconfirmed",
        )
        for s in stated for line in s.lines for r in (line.report,)
    ]  # fmt: skip
    return Table("Reports", ("cap", "days", "by", "as given", "measured", "counted", "document", "unconfirmed"), rows)


def _measured(s: Statement, line: Line) -> str:
    """The amount in the cap's unit, with the factor that made it so."""
    found = line.measured
    return f"{found.quantity:,.0f} {s.figures[0].unit}{f' ({found.factor})' if found.factor else ''}" if found else ""


def _disputed(stated: list[Statement]) -> Table:
    rows: list[tuple[str, ...]] = [
        (s.account.measure, f"{d.start} to {d.end}", d.by, d.amount or "no figure", d.of, d.source)
        for s in stated for d in s.disputed
    ]  # fmt: skip
    return Table("Disputed, not counted", ("cap", "days", "by", "amount", "of", "source"), rows)


def _totals(stated: list[Statement]) -> Table:
    rows: list[tuple[str, ...]] = [
        (s.account.measure, f"{t.start} to {t.end}", t.amount, ", ".join(t.reporters) or "not named", t.source)
        for s in stated for t in (c.total for c in s.totals)
    ]  # fmt: skip
    return Table("Published totals, not counted", ("cap", "days", "amount", "reporters", "source"), rows)


def _draw(drawn: Drawn, paint: Paint) -> str:
    rows = _placed(drawn.caps)
    bars = TOP + sum(_height(row) for row in rows)
    canvas = Canvas(round(bars + monthly.needs(drawn.panels) + 48), paint)
    canvas.head(TITLE, drawn.says)
    _legend(canvas, 74)
    for n, row in enumerate(rows):
        top = TOP + sum(_height(above) for above in rows[:n])
        for cap, columns in row:
            gauges.draw(canvas, cap.name, cap.gauges, top, PITCH, columns)
    if drawn.panels:
        monthly.draw(canvas, drawn.panels, bars)
    canvas.foot(drawn.rests_on)
    return canvas.svg()


def _placed(caps: list[Cap]) -> list[list[tuple[Cap, Columns]]]:
    """The first cap by itself, the others two in a row."""
    full, *others = caps
    pairs = (others[n : n + 2] for n in range(0, len(others), 2))
    return [[(full, WIDE)], *(list(zip(pair, NARROW, strict=False)) for pair in pairs)]


def _height(row: list[tuple[Cap, Columns]]) -> int:
    return PITCH * (max(len(cap.gauges) for cap, _ in row) + 1) + 10


def _legend(canvas: Canvas, y: float) -> None:
    box = {"y": y - 5, "y2": y + 5, "fill": REPORTED, "stroke": REPORTED}
    canvas.bars([box | {"x": 1, "x2": 25}], strokeWidth=0)
    gauges.stripes(canvas, 1, 25, y)
    canvas.word(32, y, "reported, unconfirmed")
    canvas.signs([{"x": 180, "y": y, "shape": "diamond", "fill": "ground", "stroke": DISPUTED}], size=55, strokeWidth=2)
    canvas.word(190, y, "disputed estimate, not counted")
    canvas.signs([{"x": 390, "y": y, "shape": "square", "fill": "ground", "stroke": PUBLISHED}], size=55, strokeWidth=2)
    canvas.word(400, y, "published total, not counted")
    canvas.bars([box | {"x": 590, "x2": 599}], strokeWidth=0)
    gauges.stripes(canvas, 590, 599, y)
    canvas.word(605, y, "one month")
    canvas.bars([box | {"x": 680, "x2": 720}], strokeWidth=1.2, fillOpacity=0.15, strokeDash=monthly.BROKEN)
    canvas.word(726, y, "several months, at the monthly mean; may hold the single months within")
