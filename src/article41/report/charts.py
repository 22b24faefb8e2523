"""Charts of totals as SVG, by Altair and vl-convert: how many rows are not permitted, by year, measure and partner."""

import io
import textwrap
from typing import TYPE_CHECKING, Any

from article41.errors import InputError
from article41.report.sections import TITLE, Basis, Section, not_permitted, sections
from article41.report.totals import VERDICTS, Totals

if TYPE_CHECKING:
    import altair as alt

COLOURS = {
    "prohibited": "#D55E00",
    "approval_required": "#CC79A7",
    "conditional": "#E69F00",
    "permitted": "#009E73",
    "undetermined": "#56B4E9",
}
"""Okabe and Ito's colours, which colour-blind readers tell apart; each near to that of the verdict on a terminal."""
MOST_BARS = 12
MOST_YEARS = 40
WIDTH, LABELS, MARGIN, BAR = 350, 140, 40, 18
"""Pixels: a chart, the names or numbers beside its bars, a bar. A phone shows them at about this size."""
PAPER = "white"


class NoCharts(InputError):
    """The libraries that draw charts are not installed."""


def need_altair() -> None:
    """Raises NoCharts where the libraries are missing; they are loaded here and not before, since that takes long."""
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401, Altair calls it
    except ImportError:
        raise NoCharts("charts need altair and vl-convert: install article41 with the extra `charts`") from None


def charts(totals: Totals) -> list[tuple[Section, str]]:
    """What is drawn, and the SVG of it, without a background and in the colour of the text around it."""
    need_altair()
    return [(s, svg(themed(_chart(s, totals, MARGIN), "currentColor", "transparent"))) for s in drawn(totals)]


def drawn(totals: Totals) -> list[Section]:
    """What there is to draw: years, measures and partners with rows that are not permitted."""
    years, bars = sections(totals, MOST_YEARS), sections(totals, MOST_BARS)
    chosen = [s for s in years if s.heading == "year"] + [s for s in bars if s.heading in ("measure", "partner")]
    return [s for s in chosen if any(not_permitted(counts) for _, counts in s.lines)]


def title(section: Section) -> str:
    """A chart's title: `Not permitted, by year of the act`."""
    return f"Not permitted, {section.title[0].lower()}{section.title[1:]}"


def whole(totals: Totals, basis: Basis) -> str:
    """One SVG that stands by itself: the counts, all charts, and what they rest on."""
    need_altair()
    import altair as alt

    said = [totals.counts, "Rows that are permitted are not drawn.", *basis.lines]
    none = alt.Chart(alt.InlineData(values=[])).mark_point().properties(title="No row to draw")
    parts = [_chart(s, totals, LABELS).properties(title=_head(title(s), s.notes)) for s in drawn(totals)]
    head = _head(TITLE, said)
    return svg(themed(alt.concat(*(parts or [none]), columns=1, align="none", title=head, spacing=30), "#222", PAPER))


def _head(title: str, notes: list[str]) -> "alt.TitleParams":
    import altair as alt

    return alt.TitleParams(title, subtitle=[line for text in notes for line in textwrap.wrap(text, 60)])


def _chart(section: Section, totals: Totals, margin: int) -> "alt.Chart":
    """Stacked bars, upright for years and lying for names; one legend for all charts of these totals.

    `margin` is the room beside upright bars.
    """
    import altair as alt

    upright = section.heading == "year"
    given = [word for word in VERDICTS if word != "permitted" and totals.verdicts.get(word)]
    colours = [COLOURS[word] for word in given]
    legend = alt.Legend(orient="top", title=None, columns=2, labelLimit=0)
    colour = alt.Color("verdict:N", legend=legend, scale=alt.Scale(domain=given, range=colours))
    names, rows = (_years(section), _rows(alt.Y, margin)) if upright else (_names(section), _rows(alt.X, 0))
    bars = alt.Chart(alt.InlineData(values=_values(section))).mark_bar()
    across = {"x": names, "y": rows} if upright else {"y": names, "x": rows}
    size = (WIDTH - margin, 150) if upright else (WIDTH - LABELS, BAR * len(section.lines))
    made: alt.Chart = bars.encode(**across, color=colour, order="rank:Q").properties(width=size[0], height=size[1])
    return made


def _values(section: Section) -> list[dict[str, Any]]:
    return [
        {"name": name, "verdict": word, "rows": counts[word], "rank": VERDICTS.index(word)}
        for name, counts in section.lines
        for word in VERDICTS
        if word != "permitted" and word in counts
    ]


def _years(section: Section) -> "alt.X":
    """Every year from the first with something to show to the last, also those without."""
    import altair as alt

    shown = [name for name, counts in section.lines if not_permitted(counts)]
    numbers = [int(name) for name in shown if name.isdecimal()]
    every = [str(year) for year in range(min(numbers), max(numbers) + 1)] if numbers else []
    every += [name for name in shown if not name.isdecimal()]
    axis = alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=5)
    return alt.X("name:O", title=None, axis=axis, scale=alt.Scale(domain=every))


def _names(section: Section) -> "alt.Y":
    import altair as alt

    axis = alt.Axis(labelLimit=LABELS - 10, minExtent=LABELS, maxExtent=LABELS, ticks=False)
    return alt.Y("name:N", title=None, axis=axis, sort=[name for name, _ in section.lines])


def _rows(channel: Any, margin: int) -> Any:
    """The axis of numbers; upright ones take this room."""
    import altair as alt

    short = "datum.value ? format(datum.value, '~s') : '0'"  # 20k, 1.5M
    axis = alt.Axis(labelExpr=short, tickCount=4, tickMinStep=1, domain=False, ticks=False, minExtent=margin)
    return channel("rows:Q", title=None, axis=axis)


def themed(chart: Any, ink: str, background: str) -> Any:
    """One ink for all words and lines, so that a chart reads on light and dark pages."""
    words = {"labelColor": ink, "titleColor": ink}
    axis = {"gridColor": ink, "gridOpacity": 0.15, "domainColor": ink, "tickColor": ink}
    chart = chart.configure(background=background, aria=False, font="sans-serif", padding=5)
    chart = chart.configure_axis(**words, **axis, labelFontSize=12).configure_legend(**words, labelFontSize=12)
    chart = chart.configure_title(color=ink, subtitleColor=ink, subtitleFontSize=12, anchor="start")
    return chart.configure_view(stroke=None)


def svg(chart: Any) -> str:
    """The chart as SVG."""
    written = io.StringIO()
    chart.save(written, format="svg")
    return written.getvalue()
