"""The picture of coverage: a lane for each kind of goods or activity, coloured by the verdict of `check` over time."""

from datetime import date
from functools import partial
from typing import NamedTuple

from article41.draw.canvas import LETTER, Canvas, Paint, Row, Years, apart
from article41.draw.lanes import DAY, MAPPING, Group, Stretch, change_days, read_lanes, stretches
from article41.draw.picture import Picture, Table
from article41.law import Regime
from article41.report.charts import COLOURS
from article41.report.sections import Basis
from article41.verdict import Answer

THICK: dict[Answer, int] = {
    "prohibited": 11, "undetermined": 10, "approval_required": 8, "conditional": 6, "permitted": 2,
}  # fmt: skip
"""Pixels of a bar: the more is barred, the thicker, so that the answer does not hang on colour alone."""
MEANS: dict[Answer, str] = {
    "prohibited": "prohibited",
    "approval_required": "Committee approval needed",
    "conditional": "lawful on conditions",
    "permitted": "permitted",
    "undetermined": "undetermined: a fact decides",
}
LEGEND = (
    "Thicker is stricter: prohibited (vermilion, thickest), Committee approval needed (pink), lawful on conditions "
    "(orange), permitted (a thin green line). An empty blue frame is undetermined: a fact decides."
)
"""The colours and forms of the bars in words."""
HATCH = {"law": [1.2, 4.3], "codes": [1.2, 20.8]}
"""Lengths of stripe and gap: close where the text of the law is unconfirmed, wide where the codes of the goods are."""
PITCH, LEFT, RIGHT, TOP = 12.8, 262, 1165, 150
ACTS = "Each lane is one act by private parties with nothing said beyond it; other facts may give another answer."
TITLE = "What the UN sanctions on the DPRK cover"


class Drawn(NamedTuple):
    """Each group with the answers along its lanes, the days shown, and what is marked at the top."""

    groups: list[tuple[Group, list[list[Stretch]]]]
    first: date
    last: date
    marks: list[tuple[date, str]]
    rests_on: tuple[str, ...]


def coverage(law: Regime) -> Picture:
    """The picture under this law, up to the day of the built-in list. Raises LawError where the lanes have a fault."""
    basis = Basis.of(law)
    first, last, changes = beginning(law), date.fromisoformat(basis.list_date), change_days(law)
    groups = [(g, [stretches(lane, law, first, last, changes) for lane in g.lanes]) for g in read_lanes(law)]
    rests_on = (" ".join(basis.lines[1:-1]), basis.lines[-1])
    drawn = Drawn(groups, first, last, _marks(law), rests_on)
    says = (
        f"{ACTS} {basis.draft}".strip(),
        f"Every bar is the answer of a41 check, from {first} to {last}. {LEGEND}",
        "Close stripes: a paragraph, amount or day that bears on the answer was confirmed by no source. "
        "Wide stripes: only the codes of the goods were not.",
    )
    return Picture(TITLE, says, rests_on, tuple(_tables(drawn)), partial(_draw, drawn, says))


def _marks(law: Regime) -> list[tuple[date, str]]:
    """Each resolution by number and day, and a draft laid over on the day from which it would have held."""
    found = [(r.adopted, f"{_number(r.symbol)} · {r.adopted.day} {r.adopted:%b %Y}") for r in law.about.resolutions]
    return sorted([*found, (law.draft.in_force_if_adopted, f"draft {law.overlay}")] if law.draft else found)


def _number(symbol: str) -> str:
    """The number of a resolution, from its symbol with number and year."""
    return symbol.partition(" ")[0].rpartition("/")[2]


def beginning(law: Regime) -> date:
    """The first of January of the year of the regime's first resolution."""
    return min(r.adopted for r in law.about.resolutions).replace(month=1, day=1)


def _tables(drawn: Drawn) -> list[Table]:
    headings = ("act", "from", "to", "verdict", "paragraphs", "facts that decide", "unconfirmed")
    return [
        Table(group.group, headings, [
            _cells(lane.label, stretch)
            for lane, found in zip(group.lanes, lanes, strict=True)
            for stretch in found
        ])
        for group, lanes in drawn.groups
    ]  # fmt: skip


def _cells(label: str, s: Stretch) -> tuple[str, ...]:
    verdict, listed = s.verdict.replace("_", " "), ("; ".join(s.cites), ", ".join(s.missing), ", ".join(s.unconfirmed))
    return (label, str(s.since), str(s.until), verdict, *listed)


def _draw(drawn: Drawn, says: tuple[str, ...], paint: Paint) -> str:
    places = [(y, group, n) for y, group, n in _rows(drawn)]
    bottom = places[-1][0] + PITCH
    canvas = Canvas(round(bottom + 54), paint)
    years = Years(drawn.first, drawn.last, LEFT, RIGHT)
    canvas.head(TITLE, says[:1])
    _legend(canvas, 54)
    years.draw(canvas, TOP, bottom, bottom + 10)
    _resolutions(canvas, years, drawn.marks, bottom)
    found = [(y, stretch) for y, group, n in places if n is not None for stretch in drawn.groups[group][1][n]]
    _bars(canvas, [(years.at(s.since), years.at(s.until + DAY), y, s) for y, s in found])
    _names(canvas, drawn, places)
    canvas.foot(drawn.rests_on)
    return canvas.svg()


def _rows(drawn: Drawn) -> list[tuple[float, int, int | None]]:
    """The middle of each row, its group, and its lane; None for the row of the group's heading."""
    rows = [(g, n) for g, (group, _) in enumerate(drawn.groups) for n in (None, *range(len(group.lanes)))]
    return [(TOP + PITCH * (n + 0.6), group, lane) for n, (group, lane) in enumerate(rows)]


def _names(canvas: Canvas, drawn: Drawn, places: list[tuple[float, int, int | None]]) -> None:
    heads = [{"x": 0, "y": y, "text": drawn.groups[g][0].group} for y, g, n in places if n is None]
    lanes = [{"x": LEFT - 8, "y": y, "text": drawn.groups[g][0].lanes[n].label} for y, g, n in places if n is not None]
    canvas.words(heads, fontWeight="bold")
    canvas.words(lanes, align="right")


def _bars(canvas: Canvas, placed: list[tuple[float, float, float, Stretch]]) -> None:
    canvas.bars([_bar(x, x2, y, s.verdict) for x, x2, y, s in placed], strokeWidth=1.5)
    for doubt, dash in HATCH.items():
        rows = [{"x": x, "x2": x2, "y": y, "y2": y} for x, x2, y, s in placed if s.doubt == doubt]
        canvas.lines(rows, stroke=canvas.paint.ground, strokeWidth=THICK["prohibited"] + 1, strokeDash=dash)
    asked = [
        {"x": (x + x2) / 2, "y": y, "text": "?"} for x, x2, y, s in placed if s.verdict == "undetermined" and x2 - x > 9
    ]
    canvas.words(asked, align="center", fontWeight="bold")


def _bar(x: float, x2: float, y: float, verdict: Answer) -> Row:
    """Undetermined is an empty frame, everything else is full."""
    half, hollow = THICK[verdict] / 2, verdict == "undetermined"
    inset = 0.75 if hollow else 0
    fill, stroke = ("transparent", COLOURS[verdict]) if hollow else (COLOURS[verdict], "transparent")
    return {"x": x + inset, "x2": x2 - inset, "y": y - half, "y2": y + half, "fill": fill, "stroke": stroke}


def _resolutions(canvas: Canvas, years: Years, marks: list[tuple[date, str]], bottom: float) -> None:
    shown = [(day, text) for day, text in marks if years.first <= day <= years.last]
    exact = [years.at(day) for day, _ in shown]
    spread = apart(exact, 21)
    upright = [{"x": x, "x2": x, "y": TOP, "y2": bottom} for x in exact]
    leaders = [{"x": x, "x2": a, "y": TOP, "y2": TOP - 9} for x, a in zip(exact, spread, strict=True)]
    canvas.lines(upright, strokeWidth=1, strokeOpacity=0.55)
    canvas.lines(leaders, strokeWidth=1, strokeOpacity=0.55)
    rows = [{"x": a + 1, "y": TOP - 13, "text": text} for a, (_, text) in zip(spread, shown, strict=True)]
    canvas.words(rows, angle=320)


def _legend(canvas: Canvas, y: float) -> None:
    x = 0.0
    for verdict, words in MEANS.items():
        _bars(canvas, [(x, x + 26, y, _sample(verdict, ()))])
        canvas.word(x + 32, y, words)
        x += 50 + LETTER * len(words)
    for flags, words in ((("paragraph",), "law text unconfirmed"), (MAPPING, "codes unconfirmed")):
        _bars(canvas, [(x, x + 30, y, _sample("prohibited", flags))])
        canvas.word(x + 36, y, words)
        x += 54 + LETTER * len(words)


def _sample(verdict: Answer, unconfirmed: tuple[str, ...]) -> Stretch:
    return Stretch(date.min, date.min, verdict, (), unconfirmed, ())
