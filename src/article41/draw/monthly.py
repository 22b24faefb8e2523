"""Deliveries month by month: a panel for each reporter under a cap, single months filled, longer reports empty."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from article41.draw.canvas import Canvas, Row, Years
from article41.draw.gauges import REPORTED, STRIPES
from article41.ledger.accounts import DAY
from article41.ledger.figures import months
from article41.ledger.statement import Line, Statement
from article41.report.sections import partner_name

HEAD, HEIGHT, LEFT, RIGHT = 10, 62, 230, 1165
MONTH, BROKEN = 9, [5, 2]
"""About as wide as the bar of a month, in pixels; dash and gap of a frame that is not confirmed."""
STEPS = (1, 2, 5, 10)


class Bar(NamedTuple):
    """A report: its days, both inclusive, the amount a month, whether it is of one month, and whether confirmed."""

    start: date
    end: date
    monthly: float
    single: bool
    confirmed: bool


class Panel(NamedTuple):
    """What the same reporters told under a cap, in one unit."""

    measure: str
    reporters: str
    unit: str
    bars: tuple[Bar, ...]


def panels(stated: Sequence[Statement]) -> list[Panel]:
    """A panel for each cap and each set of reporters. A long report within a wider one is left to its table."""
    found: dict[tuple[str, tuple[str, ...]], list[Bar]] = {}
    units = {s.account.measure: s.figures[0].unit for s in stated if s.figures}
    for s in stated:
        for line in s.lines:
            if bar := _bar(line):
                found.setdefault((s.account.measure, line.report.reporters), []).append(bar)
    order = sorted(found, key=lambda key: (key[0], len(key[1]), key[1]))
    return [Panel(m, _names(who), units[m], tuple(found[m, who])) for m, who in order]


def _names(reporters: tuple[str, ...]) -> str:
    return " and ".join(partner_name(code).partition(" ")[2] or code for code in reporters)


def _bar(line: Line) -> Bar | None:
    report = line.report
    count = len(months(report.start, report.end))
    shown = line.counted != "replaced" and (count == 1 or line.counted != "within a wider report")
    if line.measured is None or not shown:
        return None
    return Bar(report.start, report.end, float(line.measured.quantity) / count, count == 1, report.confirmed)


def needs(found: list[Panel]) -> float:
    """How many pixels the panels and their years take."""
    return HEAD + HEIGHT * len(found) + 22 if found else 0


def draw(canvas: Canvas, found: list[Panel], top: float) -> None:
    """Draws the panels below one another, all on one axis of years; each cap has its own scale."""
    first = min(bar.start for panel in found for bar in panel.bars)
    last = max(bar.end for panel in found for bar in panel.bars)
    years = Years(first.replace(month=1, day=1), last.replace(month=12, day=31) + DAY, LEFT, RIGHT)
    bottom = top + HEAD + HEIGHT * len(found)
    measures = ", ".join(dict.fromkeys(panel.measure for panel in found))
    canvas.word(0, top, f"{measures}: each month, by reporter", fontWeight="bold")
    years.draw(canvas, top + HEAD, bottom, bottom + 12)
    for n, panel in enumerate(found, 1):
        most = max(bar.monthly for p in found if p.measure == panel.measure for bar in p.bars)
        _panel(canvas, years, panel, top + HEAD + HEIGHT * n, _round(most))


def _panel(canvas: Canvas, years: Years, panel: Panel, base: float, most: float) -> None:
    scale = (HEIGHT - 12) / most
    canvas.word(0, base - 26, panel.reporters)
    marks = [(base - 4, "0"), (base - most * scale, f"{most:,.0f} {panel.unit}")]
    canvas.words([{"x": LEFT - 6, "y": y, "text": text} for y, text in marks], align="right")
    canvas.lines([{"x": LEFT, "x2": RIGHT, "y": y, "y2": y} for y in (base, base - most * scale)], strokeOpacity=0.3)
    placed = [(bar, _box(years, bar, base, scale)) for bar in panel.bars]
    for confirmed, dash in ((True, [1, 0]), (False, BROKEN)):
        wide = [box for bar, box in placed if not bar.single and bar.confirmed == confirmed]
        canvas.bars(wide, strokeWidth=1.2, fillOpacity=0.15, strokeDash=dash)
    canvas.bars([box for bar, box in placed if bar.single], strokeWidth=0)
    doubtful = [box for bar, box in placed if bar.single and bar.monthly and not bar.confirmed]
    stripes = [{"x": _middle(box), "x2": _middle(box), "y": box["y"], "y2": base} for box in doubtful]
    canvas.lines(stripes, stroke=canvas.paint.ground, strokeWidth=MONTH, strokeDash=STRIPES)
    none = [{"x": _middle(box), "y": base - 5, "text": "0"} for bar, box in placed if not bar.monthly]
    canvas.words(none, align="center")


def _middle(box: Row) -> float:
    return float(box["x"] + box["x2"]) / 2


def _box(years: Years, bar: Bar, base: float, scale: float) -> Row:
    """A filled box has a small gap beside it."""
    x, x2 = years.at(bar.start), years.at(bar.end + DAY)
    return {
        "x": x + 0.5, "x2": x2 - 0.5, "y": base - bar.monthly * scale, "y2": base, "fill": REPORTED, "stroke": REPORTED,
    }  # fmt: skip


def _round(most: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 10 ** (len(str(int(most))) - 1)
    return float(next(step * power for step in STEPS if step * power >= most))
