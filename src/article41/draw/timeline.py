"""The picture of what happened: tests and launches, the Council's texts, and talks, by kind on one axis of time."""

from functools import partial
from typing import NamedTuple

from article41.draw import strips
from article41.draw.canvas import Canvas, Paint, Years, apart
from article41.draw.picture import Picture, Table
from article41.draw.strips import Band, Mark, Span, Strip, beginning, legend, mark, within
from article41.explain import NOTICE
from article41.record.entries import Entry, Incident, Talk
from article41.record.store import Record
from article41.record.texts import CouncilStatement, Draft, Resolution
from article41.record.voting import vote
from article41.version import PROGRAM

TITLE = "Tests and launches, the Security Council, and talks"
ACT, COUNCIL, TALK = "#D55E00", "#0072B2", "#009E73"
INCIDENTS = {
    "Nuclear tests": ("nuclear_test",),
    "ICBM launches": ("icbm",),
    "Satellite launches": ("satellite_launch",),
    "Submarine-launched missiles": ("slbm",),
    "Other ballistic missiles": ("ballistic_missile",),
    "Cruise missiles": ("cruise",),
    "Other weapons": ("other_weapon",),
    "Parades and other events": ("parade", "event"),
}
MEETINGS = {
    "Summits": ("summit",),
    "Officials": ("official", "working_level"),
    "Agreements, commitments": ("agreement", "commitment"),
    "Offers": ("offer",),
    "Tracks 1.5 and 2, other": ("track_1_5", "track_2", "other"),
}
RESOLUTION = {"measures": "square", "other": "diamond"}
FATE = {
    "adopted": "triangle-up",
    "vetoed": "cross",
    "not_adopted": "triangle-down",
    "": "triangle-down",
    "became": "triangle-up",
}
STATEMENT = {"presidential": "square", "press": "circle", "group": "diamond"}
SIGNS = (
    ("circle", ACT, "an entry: one kind of act on one day"),
    ("square", COUNCIL, "resolution with measures; presidential statement"),
    ("diamond", COUNCIL, "other resolution; statement of some members"),
    ("circle", COUNCIL, "press statement"),
    ("cross", COUNCIL, "draft vetoed"),
    ("triangle-up", COUNCIL, "draft that led to a text or a later draft"),
    ("triangle-down", COUNCIL, "draft with neither on record"),
    ("circle", TALK, "talks, agreement or offer"),
)
LEFT, RIGHT, TOP = 190, 1165, 122


class Drawn(NamedTuple):
    """What is on the sheet, from the first day to the last, both inclusive."""

    bands: tuple[Band, ...]
    span: Span
    says: tuple[str, ...]
    rests_on: tuple[str, ...]


def timeline(record: Record, span: Span | None = None) -> Picture:
    """The picture of these days (both inclusive); without them all from `beginning` to the last entry."""
    every = _bands(record)
    last = max(m.until for band in every for strip in band.strips for m in strip.marks)
    span = span or (beginning(record), last)
    shown = tuple(Band(b.heading, tuple(Strip(s.name, within(s.marks, span)) for s in b.strips)) for b in every)
    entries = [m.entry for b in shown for s in b.strips for m in s.marks]
    says = (
        f"{len(entries)} entries from {span[0]} to {span[1]}, of which {_unsure(entries)} unconfirmed: hollow signs. "
        "Signs that would overlap are stacked.",
        "An entry is one kind of act on one day, not one missile. A line beside a sign spans the days it may lie in. "
        "Upright lines are resolutions with measures.",
        f"Signs: {'; '.join(f'{shape}, {means}' for shape, _, means in SIGNS)}.",
    )
    drawn = Drawn(shown, span, says, (f"{PROGRAM}, record up to {last}.", NOTICE))
    return Picture(TITLE, says, drawn.rests_on, tuple(_table(record, b) for b in shown), partial(_draw, drawn))


def _unsure(entries: list[Entry]) -> int:
    return sum(not entry.confirmed for entry in entries)


def _bands(record: Record) -> tuple[Band, ...]:
    council = (
        Strip("Resolutions", tuple(mark(r, str(r.date), _shape(r), COUNCIL) for r in record.resolutions)),
        Strip("Drafts", tuple(mark(d, str(d.date), _fate(record, d), COUNCIL) for d in record.drafts)),
        Strip("Statements", tuple(mark(s, str(s.date), STATEMENT[s.kind], COUNCIL) for s in record.council_statements)),
    )
    acts = [
        Strip(name, tuple(mark(i, i.date, "circle", ACT) for i in record.incidents if i.kind in kinds))
        for name, kinds in INCIDENTS.items()
    ]
    talks = [
        Strip(name, tuple(_talk(t) for t in record.talks if t.level in levels)) for name, levels in MEETINGS.items()
    ]
    return Band("Incidents", tuple(acts)), Band("Security Council", council), Band("Talks", tuple(talks))


def _talk(t: Talk) -> Mark:
    return mark(t, t.date, "circle", TALK)


def _shape(r: Resolution) -> str:
    return RESOLUTION["measures" if r.has_measures else "other"]


def _fate(record: Record, d: Draft) -> str:
    return FATE["became" if d.became else vote(record, d).outcome.word if d.ballots else ""]


def _end(record: Record, d: Draft) -> str:
    """What became of a draft, in words."""
    if d.became:
        return f"led to {d.became}"
    return vote(record, d).outcome.word.replace("_", " ") if d.ballots else "no vote recorded"


def _table(record: Record, band: Band) -> Table:
    rows: list[tuple[str, ...]] = [
        (strip.name, _days(m), _what(record, m.entry), m.entry.id, m.entry.doubts)
        for strip in band.strips
        for m in strip.marks
    ]
    return Table(band.heading, ("kind", "day", "what", "id (a41 record show ID)", "unconfirmed"), rows)


def _days(m: Mark) -> str:
    return str(m.since) if m.since == m.until else f"{m.since} to {m.until}"


def _what(record: Record, e: Entry) -> str:
    match e:
        case Incident():
            return ": ".join(filter(None, [e.what, e.system])) or e.kind.replace("_", " ")
        case Talk():
            return f"{e.name} ({e.level.replace('_', ' ')})"
        case Resolution() | CouncilStatement():
            return f"{e.symbol}: {e.title}" if e.symbol else e.title
        case Draft():
            return f"{e.title}: {_end(record, e)}"
    return e.id


def _draw(drawn: Drawn, paint: Paint) -> str:
    years = Years(*drawn.span, LEFT, RIGHT)
    bottom = TOP + strips.height(years, drawn.bands)
    canvas = Canvas(round(bottom + 58), paint)
    canvas.head(TITLE, drawn.says[:2])
    legend(canvas, SIGNS, 70, RIGHT)
    years.draw(canvas, TOP, bottom, bottom + 12)
    _resolutions(canvas, years, drawn, bottom)
    strips.draw(canvas, years, drawn.bands, TOP)
    canvas.words(
        [{"x": 0, "y": bottom + 34 + 16 * n, "text": t} for n, t in enumerate(drawn.rests_on)], fillOpacity=0.8
    )
    return canvas.svg()


def _resolutions(canvas: Canvas, years: Years, drawn: Drawn, bottom: float) -> None:
    marks = [m for b in drawn.bands for s in b.strips for m in s.marks]
    found = [(m.since, m.entry) for m in marks if isinstance(m.entry, Resolution) and m.entry.has_measures]
    exact = [years.at(day) for day, _ in found]
    spread = apart(exact, 32)
    lines = [{"x": x, "x2": x, "y": TOP, "y2": bottom} for x in exact]
    lines += [{"x": x, "x2": a, "y": TOP, "y2": TOP - 9} for x, a in zip(exact, spread, strict=True)]
    canvas.lines(lines, strokeWidth=1, strokeOpacity=0.45)
    numbers = [r.id.rpartition("-")[2] for _, r in found]
    canvas.words([{"x": a, "y": TOP - 16, "text": n} for a, n in zip(spread, numbers, strict=True)], align="center")
