"""A sheet that pictures are drawn on by Altair: bars, lines, signs and words, placed in pixels from the upper left."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from article41.report.charts import svg, themed

if TYPE_CHECKING:
    import altair as alt

WIDTH = 1180
SMALL, LARGE, LETTER = 12, 19, 5.8
"""Sizes of letters in pixels, and about how wide a small one is."""
Row = dict[str, Any]
Layer = tuple[str, Row, Sequence[str], list[Row]]
"""A mark of Altair, its style, the channels that its rows fill, and the rows."""
ABOVE = {"point": 1, "text": 2}
"""Marks that lie above bars and lines."""


class Paint(NamedTuple):
    """The colours of the sheet: of words and lines, and of the ground."""

    ink: str
    ground: str


ON_WHITE = Paint("#222", "white")
ON_PAGE = Paint("currentColor", "var(--paper)")
"""Inside a page that is light or dark as its reader wants it."""


class Canvas:
    """Collects what is drawn: bars and lines in the order of the calls, signs above them, words above all."""

    def __init__(self, height: int, paint: Paint) -> None:
        self.height, self.paint = height, paint
        self._layers: list[Layer] = []

    def bars(self, rows: Sequence[Row], **style: Any) -> None:
        """Rectangles of `x`, `x2`, `y`, `y2`, `fill` and `stroke`."""
        self._draw("rect", rows, ("x", "x2", "y", "y2", "fill", "stroke"), style)

    def lines(self, rows: Sequence[Row], **style: Any) -> None:
        """Straight lines from `x`, `y` to `x2`, `y2`, in ink unless the style says otherwise."""
        self._draw("rule", rows, ("x", "x2", "y", "y2"), {"stroke": self.paint.ink, **style})

    def signs(self, rows: Sequence[Row], **style: Any) -> None:
        """Signs of `shape` (a name or an SVG path) at `x`, `y`, with `fill` and `stroke`."""
        self._draw("point", rows, ("x", "y", "shape", "fill", "stroke"), {"opacity": 1, "strokeWidth": 1.3, **style})

    def words(self, rows: Sequence[Row], **style: Any) -> None:
        """Texts in ink at `x`, `y`, upright in the middle of `y`."""
        plain = {"align": "left", "baseline": "middle", "fontSize": SMALL, "fill": self.paint.ink, "limit": 0}
        self._draw("text", rows, ("x", "y", "text"), plain | style)

    def word(self, x: float, y: float, text: str, **style: Any) -> None:
        """One text."""
        self.words([{"x": x, "y": y, "text": text}], **style)

    def head(self, title: str, says: Sequence[str]) -> None:
        """The name of the sheet, which a page has above it, and what is said of it."""
        if self.paint == ON_WHITE:
            self.word(0, 10, title, fontSize=LARGE, fontWeight="bold")
        self.words([{"x": 0, "y": 32 + 16 * n, "text": text} for n, text in enumerate(says)])

    def foot(self, rests_on: Sequence[str]) -> None:
        """What the sheet rests on, in its last lines."""
        top = self.height - 8 - 16 * (len(rests_on) - 1)
        self.words([{"x": 0, "y": top + 16 * n, "text": text} for n, text in enumerate(rests_on)], fillOpacity=0.8)

    def _draw(self, mark: str, rows: Sequence[Row], channels: Sequence[str], style: Row) -> None:
        """Signs and words of one style are one layer."""
        found = next((layer for layer in self._layers if mark in ABOVE and layer[:2] == (mark, style)), None)
        if found is None:
            found = (mark, style, channels, [])
            self._layers.append(found)
        found[3].extend({key: self._plain(value) for key, value in row.items()} for row in rows)

    def _plain(self, value: Any) -> Any:
        """A tenth of a pixel is enough; `ink` and `ground` are the sheet's own colours."""
        if isinstance(value, float):
            return round(value, 1)
        return {"ink": self.paint.ink, "ground": self.paint.ground}.get(value, value)

    def svg(self) -> str:
        """The sheet as SVG."""
        import altair as alt

        ordered = sorted(self._layers, key=lambda layer: ABOVE.get(layer[0], 0))
        fixed = alt.AutoSizeParams(type="none")  # else the size would follow the letters of this machine's fonts
        sheet = alt.layer(*(_chart(*layer) for layer in ordered if layer[3]))
        sheet = sheet.properties(width=WIDTH, height=self.height, autosize=fixed)
        ground = self.paint.ground if self.paint == ON_WHITE else "transparent"
        return svg(themed(sheet, self.paint.ink, ground))


def _chart(mark: str, style: Row, channels: Sequence[str], rows: list[Row]) -> "alt.Chart":
    import altair as alt

    marked: alt.Chart = getattr(alt.Chart(alt.InlineData(values=rows)), f"mark_{mark}")(**style)
    return marked.encode(**{channel: _as_given(channel) for channel in channels if channel in rows[0]})


def _as_given(channel: str) -> Any:
    """A channel that takes the data's pixels, colours, shapes and texts as they are."""
    import altair as alt

    kinds = {"x": alt.X, "y": alt.Y, "fill": alt.Fill, "stroke": alt.Stroke, "shape": alt.Shape}
    if channel in ("x2", "y2", "text"):
        return f"{channel}:N" if channel == "text" else channel
    if channel in ("x", "y"):
        return kinds[channel](f"{channel}:Q", scale=None, axis=None)
    return kinds[channel](f"{channel}:N", scale=None, legend=None)


class Years(NamedTuple):
    """The days from `first` to `last` laid out between two pixels."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """The pixel of a day's beginning; a day outside is moved to the edge."""
        day = min(max(day, self.first), self.last)
        return self.left + (self.right - self.left) * (day - self.first).days / max((self.last - self.first).days, 1)

    def draw(self, canvas: Canvas, top: float, bottom: float, label: float) -> None:
        """A fine line at each first of January, and the year below it where there is room."""
        starts = [date(y, 1, 1) for y in range(self.first.year, self.last.year + 1) if date(y, 1, 1) >= self.first]
        canvas.lines(
            [{"x": self.at(day), "x2": self.at(day), "y": top, "y2": bottom} for day in starts],
            strokeWidth=1,
            strokeOpacity=0.15,
        )
        step = max(1, -(-len(starts) * 36 // int(self.right - self.left)))
        shown = [day for day in starts if day.year % step == 0]
        canvas.words([{"x": self.at(day), "y": label, "text": str(day.year)} for day in shown], align="center")


def apart(wanted: Sequence[float], gap: float) -> list[float]:
    """Ascending places moved as little as may be until neighbours are `gap` apart."""
    blocks: list[list[float]] = []  # each: sum of the places its first member wants, number of members
    for place in wanted:
        blocks.append([place, 1])
        while len(blocks) > 1 and _first(blocks[-1]) < _first(blocks[-2]) + gap * blocks[-2][1]:
            total, members = blocks.pop()
            before = blocks[-1]
            before[0] += total - gap * before[1] * members
            before[1] += members
    return [_first(block) + gap * n for block in blocks for n in range(int(block[1]))]


def _first(block: list[float]) -> float:
    return block[0] / block[1]


def stacked(wanted: Sequence[float], gap: float) -> list[int]:
    """For places in ascending order the lowest level, from 0, on which each is `gap` from its neighbours."""
    last: list[float] = []
    levels = []
    for place in wanted:
        level = next((n for n, before in enumerate(last) if place - before >= gap), len(last))
        last[level : level + 1] = [place]
        levels.append(level)
    return levels
