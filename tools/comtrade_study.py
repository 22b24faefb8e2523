"""What of the trade recorded by UN Comtrade each resolution caught: the chart and the table of `docs/comtrade.md`.

    python tools/comtrade_study.py ROWS.csv.gz --svg docs/comtrade.svg

ROWS is a Comtrade download (CSV, gzip allowed). The table is printed as Markdown. Needs the extra `charts`.
"""

import argparse
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

from article41 import load
from article41.columns import Columns
from article41.columns.mapping import Mapping
from article41.columns.yearly import NOT_JUDGED, by_day, caught, changing

SINCE, LAST = 2005, 2017
"""The years of the chart: from the one before the first resolution to the last that the record holds."""
PERMITTED = "no resolution"
# Colours that the colour-blind tell apart (Okabe and Ito), neighbours in time of different lightness.
COLOURS = {
    PERMITTED: "#D5D5D5", "2270 (2016)": "#E69F00", "2321 (2016)": "#56B4E9", "2371 (2017)": "#00507D",
    "2375 (2017)": "#CC79A7", "2375 and 2397 (2017)": "#D55E00", "2397 (2017)": "#000000", NOT_JUDGED: "#FFFFFF",
}  # fmt: skip
CHAPTERS = {"27": "HS 27, mineral fuels", "44": "HS 44, wood"}
WIDTH, HEIGHT = 760, 100


def study(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each row on each day that counts, and the sums of that."""
    days = by_day(rows, Mapping.read("comtrade"), Columns(load()))
    return days, caught(days)


def decider(verdict: str, cite: str | None) -> str:
    """The resolutions that decide an answer, in short: `2375 and 2397 (2017)`."""
    if verdict in (NOT_JUDGED, "permitted"):
        return NOT_JUDGED if verdict == NOT_JUDGED else PERMITTED
    by_year: dict[str, list[str]] = {}
    for number, year in sorted(set(re.findall(r"S/RES/(\d+) \((\d+)\)", cite or ""))):
        by_year.setdefault(year, []).append(number)
    return ", ".join(f"{' and '.join(numbers)} ({year})" for year, numbers in by_year.items())


def spans(sums: pl.DataFrame) -> list[dict[str, Any]]:
    """The rectangles of the chart: from day to day, from one height to the next, in millions of US dollars."""
    named = sums.with_columns(
        pl.struct("verdict", "cite").map_elements(lambda s: decider(**s), return_dtype=pl.String).alias("by")
    )
    added = named.group_by("year", "from_there", "hs", "day", "by").agg(pl.col("value").sum() / 1e6)
    ends = added.select("year", "day").unique().sort("day").with_columns(until=pl.col("day").shift(-1))
    found = added.join(ends, on=["year", "day"]).filter(pl.col("year").is_between(SINCE, LAST))
    whole = found.filter(pl.col("day") != pl.date("year", 12, 31)).sort("year", "from_there", "hs", "day", _rank())
    group = ["year", "from_there", "hs", "day"]
    top = whole.with_columns(top=pl.col("value").cum_sum().over(group))
    return [_rectangle(row) for row in _merged(top.with_columns(bottom=pl.col("top") - pl.col("value")))]


def _rank() -> pl.Expr:
    order = {name: number for number, name in enumerate([NOT_JUDGED, PERMITTED, *COLOURS])}
    return pl.col("by").replace_strict(order, default=99, return_dtype=pl.Int32)


def _merged(rows: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Spans of one year that follow each other and say the same become one."""
    by = ["year", "from_there", "hs", "by", "bottom", "top"]
    joined = rows.sort("day").group_by(by, maintain_order=True).agg(pl.col("day").min(), pl.col("until").max())
    return joined.iter_rows(named=True)


def _rectangle(row: dict[str, Any]) -> dict[str, Any]:
    year_ends = row["until"] == date(row["year"], 12, 31)
    until = date(row["year"] + 1, 1, 1) if year_ends else row["until"]
    direction = "from" if row["from_there"] else "to"
    wide = (until - row["day"]).days > 60 and row["by"] not in (PERMITTED, NOT_JUDGED)
    return {
        "panel": f"{CHAPTERS.get(row['hs'], row['hs'])}, {direction} the DPRK", "by": row["by"],
        "since": row["day"].isoformat(), "until": until.isoformat(), "bottom": row["bottom"], "top": row["top"],
        "middle": (row["day"] + (until - row["day"]) / 2).isoformat(),
        "label": row["by"].removesuffix(" (2016)").removesuffix(" (2017)").replace(" and ", ", ") if wide else "",
    }  # fmt: skip


def chart(rectangles: list[dict[str, Any]]) -> alt.VConcatChart:
    """A panel for each chapter and direction; a year is as high as its trade, and cut where the law changed."""
    panels = sorted({rectangle["panel"] for rectangle in rectangles})
    shown = [name for name in COLOURS if any(r["by"] == name for r in rectangles)]
    return alt.vconcat(*(_panel(name, rectangles, shown) for name in panels), spacing=14).configure(
        font="sans-serif", background="white", view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelFontSize=12, titleFontSize=12, grid=False),
        legend=alt.LegendConfig(labelFontSize=12, titleFontSize=12),
    )  # fmt: skip


def _panel(name: str, rectangles: list[dict[str, Any]], shown: list[str]) -> alt.LayerChart:
    rows = [r for r in rectangles if r["panel"] == name]
    years = range(SINCE, LAST + 1)
    base = alt.Chart(alt.Data(values=rows), title=alt.TitleParams(name, anchor="start", fontSize=13))
    time = alt.X(
        "since:T", title=None, scale=alt.Scale(domain=[f"{SINCE}-01-01", f"{LAST + 1}-01-01"]),
        axis=alt.Axis(format="%Y", values=[f"{year}-01-01" for year in years], labelAlign="left", labelOffset=12),
    )  # fmt: skip
    colour = alt.Color(
        "by:N", title="decided by resolution", scale=alt.Scale(domain=shown, range=[COLOURS[n] for n in shown]),
        legend=alt.Legend(orient="bottom", columns=4, symbolStrokeColor="#555555", symbolType="square"),
    )  # fmt: skip
    bars = base.mark_rect(stroke="#777777", strokeWidth=0.5).encode(
        time,
        alt.X2("until:T"),
        alt.Y("bottom:Q", title="million US$", axis=alt.Axis(minExtent=45, tickCount=4)),
        alt.Y2("top:Q"),
        colour,
    )
    words = base.mark_text(baseline="bottom", dy=-2, fontSize=11).encode(
        alt.X("middle:T"), alt.Y("top:Q"), alt.Text("label:N")
    )
    return alt.layer(bars, words).properties(width=WIDTH, height=HEIGHT)


def table(sums: pl.DataFrame) -> str:
    """The days from which an answer other than `permitted` holds, until the next line of its kind, as Markdown."""
    said = sums.filter(~pl.col("verdict").is_in(["permitted", NOT_JUDGED]))
    by = ["year", "hs", "from_there", "verdict", "worst", "cite", "missing", "rows", "value"]
    first = said.group_by(by).agg(pl.col("day").min()).sort("hs", "from_there", "day", descending=[False, True, False])
    head = ("from day", "chapter", "direction", "rows", "million US$", "answer", "at worst", "decided by", "asks for")
    lines = [f"| {' | '.join(head)} |", "|---|---|---|--:|--:|---|---|---|---|"]
    return "\n".join([*lines, *(_line(row) for row in first.iter_rows(named=True))])


def _line(row: dict[str, Any]) -> str:
    direction = "from the DPRK" if row["from_there"] else "to the DPRK"
    cells = (
        row["day"], row["hs"], direction, row["rows"], f"{row['value'] / 1e6:,.1f}", row["verdict"], row["worst"],
        row["cite"].replace("paragraph ", "¶"), row["missing"],
    )  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def summary(days: pl.DataFrame, sums: pl.DataFrame) -> str:
    """How much was recorded, how much of it was not judged, and in how many rows the answer changed within the year."""
    faulty = days.filter(pl.col("verdict") == NOT_JUDGED)["row"].n_unique()
    each = sums.filter(pl.col("day") == pl.date("year", 1, 1))
    lost = each.filter(pl.col("verdict") == NOT_JUDGED)["value"].sum() / 1e6
    told = f"{days['row'].n_unique():,} rows, {each['value'].sum() / 1e6:,.0f} million US$"
    return f"{told}; not judged: {faulty} ({lost:,.0f} million US$); changing within the year: {_changed(days)}"


def _changed(days: pl.DataFrame) -> int:
    return changing(days)["row"].n_unique()


def main() -> None:
    """Judge the rows, print what came of it, and draw the chart."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", type=Path)
    asked.add_argument("--svg", type=Path, help="write the chart to this file")
    said = asked.parse_args()
    days, sums = study(pl.read_csv(said.rows, infer_schema=False))
    print(summary(days, sums), table(sums), sep="\n\n")
    if said.svg:
        chart(spans(sums)).save(said.svg)


if __name__ == "__main__":
    main()
