"""Rows whose answer is another one: of which kind, and why."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.bulk.headings import Layout
from article41.bulk.rows import Fault
from article41.bulk.summary import PARAGRAPH, RANGE, VERDICT
from article41.columns.changes import Change, Why
from article41.columns.parts import Part

FAULTY_THEN, FAULTY_NOW = "faulty then", "faulty now"
"""No old answer; no new one."""
_ANSWER = ("verdict", "best", "worst", "cite")
FLIPS = ("row", "id", "date", "kind", *(f"{when}_{name}" for when in ("old", "new") for name in _ANSWER), "why")
"""What is told of a flip; old and new answers as in `bulk.summary.COLUMNS`."""


def kinds(both: pl.DataFrame) -> pl.DataFrame:
    """The rows whose old answer (columns of COMPARED) and new one (`…_now`) differ, each with its kind."""
    then, now = pl.col("law").is_not_null(), pl.col("verdict_now").is_not_null()
    kind = (
        pl.when(~then & now).then(pl.lit(FAULTY_THEN))
        .when(then & ~now).then(pl.lit(FAULTY_NOW))
        .when(_differ("verdict")).then(pl.lit(VERDICT))
        .when(_differ("best") | _differ("worst")).then(pl.lit(RANGE))
        .when(_differ("cite") | _differ("measures")).then(pl.lit(PARAGRAPH))
    )  # fmt: skip
    return both.with_columns(kind.alias("kind")).filter(pl.col("kind").is_not_null())


def _differ(name: str) -> pl.Expr:
    return pl.col(name) != pl.col(f"{name}_now")


class Reasons:
    """Why rows of one part flipped. Rows that agree in all but id and goods share their reason."""

    def __init__(self, part: Part, change: Change, faults: Sequence[Fault]) -> None:
        self._change, self._faults = change, {fault.row: fault for fault in faults}
        self._others = {act.number: act.said for act in part.others}
        self._at = {row: place for place, row in enumerate(part.rows.tolist())}
        self._known: dict[tuple[Any, ...], Why] = {}
        if len(part.rows):
            columns = Layout(part.frame.columns, change.new.boolean_facts).columns
            self._acts = part.frame[:, [c.position for c in columns if c.part != "goods" and c.key != "id"]]
            self._layout = Layout(self._acts.columns, change.new.boolean_facts)

    def told(self, flips: pl.DataFrame) -> pl.DataFrame:
        """The flips in columns FLIPS, and `decided`: the measures that made them."""
        asked = flips.select("row", "kind", "measures", "measures_now", "law").iter_rows()
        told = [self._of_row(*row) for row in asked]
        texts = pl.DataFrame(told, schema={"decided": pl.String, "why": pl.String}, orient="row")
        named = {f"old_{name}": pl.col(name) for name in _ANSWER}
        named |= {f"new_{name}": pl.col(f"{name}_now") for name in _ANSWER}
        return flips.with_columns(**named).hstack(texts).with_columns(pl.col(*named).fill_null(""))

    def _of_row(self, row: int, kind: str, before: str | None, after: str | None, law: str | None) -> tuple[str, str]:
        both = tuple(dict.fromkeys(name for joined in (before, after) for name in (joined or "").split("; ") if name))
        if kind == FAULTY_NOW:
            fault = self._faults[row]
            return "; ".join(both), f"{fault.field}: {fault.message}"
        if kind == FAULTY_THEN:
            return "; ".join(both), "the results hold no answer for it"
        why = self._why(row, both)
        text, start = why.text, self._change.old.version
        if law != start:
            text = f"the old answer rests on law {law}, not {start}" + (f"; {text}" if text else "")
        return "; ".join(why.measures or both), text

    def _why(self, row: int, measures: tuple[str, ...]) -> Why:
        if row in self._others:
            return self._change.why(self._change.new.read(self._others[row]), measures)
        cells = self._acts.row(self._at[row])
        if (cells, measures) not in self._known:
            act = self._change.new.read(self._layout.row(row, 0, cells).said)
            self._known[cells, measures] = self._change.why(act, measures)
        return self._known[cells, measures]
