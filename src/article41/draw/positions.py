"""The picture of positions: what governments said of talks and pressure, each a strip of signs over the years."""

from functools import partial
from typing import NamedTuple

from article41.draw import strips
from article41.draw.canvas import Canvas, Paint, Years
from article41.draw.picture import Picture, Table
from article41.draw.strips import Band, Mark, Span, Strip, beginning, legend, mark, within
from article41.explain import NOTICE
from article41.record.entries import Stance, Statement
from article41.record.people import speaker, statements
from article41.record.store import Record
from article41.version import PROGRAM

TITLE = "Positions on talks and pressure, by government"
TALKS, TERMS, PRESSURE, AGAINST, EASING, OTHER = "#0072B2", "#CC79A7", "#D55E00", "ink", "#009E73", "#8A8A8A"
X = "M-.9,-.5L-.5,-.9L0,-.4L.5,-.9L.9,-.5L.4,0L.9,.5L.5,.9L0,.4L-.5,.9L-.9,.5L-.4,0Z"
PENTAGON = "M0,-1L.95,-.31L.59,.81L-.59,.81L-.95,-.31Z"
HOURGLASS = "M-.9,-.9H.9L-.9,.9H.9Z"
DASH = "M-1,-.35H1V.35H-1Z"
SIGNS: dict[Stance, tuple[str, str]] = {
    "open_to_talks": ("circle", TALKS),
    "commitment": (PENTAGON, TALKS),
    "preconditions": ("diamond", TERMS),
    "denuclearisation_first": (HOURGLASS, TERMS),
    "sanctions_support": ("square", PRESSURE),
    "pressure": ("triangle-up", PRESSURE),
    "condemnation": ("triangle-down", PRESSURE),
    "threat": ("cross", AGAINST),
    "rejection_of_talks": (X, AGAINST),
    "sanctions_opposition": ("triangle-right", EASING),
    "distancing": ("triangle-left", OTHER),
    "assessment": (DASH, OTHER),
}
"""Shape and colour of each stance. No two share a shape; the colours are our grouping of them."""
NOBODY = "No government"
LEFT, RIGHT, TOP = 170, 1165, 112


class Drawn(NamedTuple):
    """What is on the sheet, from the first day to the last, both inclusive."""

    band: Band
    span: Span
    says: tuple[str, ...]
    rests_on: tuple[str, ...]


def positions(record: Record, span: Span | None = None) -> Picture:
    """The picture of these days (both inclusive); without them all from `beginning` to the last statement."""
    every = [Strip(name, tuple(_marks(said))) for name, said in _governments(record)]
    last = max(m.until for strip in every for m in strip.marks)
    span = span or (beginning(record), last)
    cut = [Strip(strip.name, within(strip.marks, span)) for strip in every]
    shown = Band("", tuple(strip for strip in cut if strip.marks))
    said = {m.entry.id: m.entry for strip in shown.strips for m in strip.marks}
    unsure = sum(not entry.confirmed for entry in said.values())
    says = (
        f"{len(said)} statements from {span[0]} to {span[1]}, of which {unsure} unconfirmed: hollow signs. "
        "A statement has a sign for each stance; signs that would overlap are stacked.",
        "These are the statements that the record holds, not all that were made. Shape tells the stance; "
        "the grouping by colour is ours.",
    )
    drawn = Drawn(shown, span, says, (f"{PROGRAM}, record up to {last}.", NOTICE))
    tables = tuple(_table(record, strip) for strip in shown.strips)
    return Picture(TITLE, says, drawn.rests_on, tables, partial(_draw, drawn))


def _governments(record: Record) -> list[tuple[str, list[Statement]]]:
    """Each government with its statements, the one with most first; last those of nobody's."""
    codes = {code for s in record.statements for code in (*s.government, s.relays) if code}
    found = [(record.name(code), statements(record, code)) for code in codes]
    rest = [s for s in record.statements if not s.government and not s.relays]
    return [*sorted(found, key=lambda pair: (-len(pair[1]), pair[0])), (NOBODY, rest)]


def _marks(said: list[Statement]) -> list[Mark]:
    return [mark(s, s.date, *SIGNS[stance]) for s in said for stance in sorted(s.stance, key=list(SIGNS).index)]


def _table(record: Record, strip: Strip) -> Table:
    said = {m.entry.id: m.entry for m in strip.marks if isinstance(m.entry, Statement)}
    headings = ("day", "who", "stance", "about", "conditions", "id (a41 record show ID)", "unconfirmed")
    return Table(strip.name, headings, [_cells(record, s) for s in said.values()])


def _cells(record: Record, s: Statement) -> tuple[str, ...]:
    stances = ", ".join(stance.replace("_", " ") for stance in s.stance)
    return s.date, speaker(record, s), stances, ", ".join(s.about), ", ".join(s.conditions), s.id, s.doubts


def _draw(drawn: Drawn, paint: Paint) -> str:
    years = Years(*drawn.span, LEFT, RIGHT)
    bottom = TOP + strips.height(years, (drawn.band,))
    canvas = Canvas(round(bottom + 58), paint)
    canvas.head(TITLE, drawn.says)
    legend(canvas, [(*sign, stance.replace("_", " ")) for stance, sign in SIGNS.items()], 72, RIGHT)
    years.draw(canvas, TOP, bottom, bottom + 12)
    strips.draw(canvas, years, (drawn.band,), TOP)
    canvas.foot(drawn.rests_on)
    return canvas.svg()
