"""Looking back: the old answers of files held against a change, part by part.

    rows of a part + their old answers → touched by the change? → judged again → flips, each with its reason

Old answers are never worked out again: they are those of the results file. A row is judged again where the change can
touch it, where it was faulty, and where its old answer rests on another version of the law than the change starts from.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
import polars as pl

from article41.bulk.headings import Layout
from article41.bulk.rows import Fault
from article41.bulk.summary import FORMULA_STARTS
from article41.columns.changes import Change
from article41.columns.flips import FLIPS, Reasons, kinds
from article41.columns.frame import Columns
from article41.columns.judging import judged
from article41.columns.parts import FitOf, Input, Part, Position, parts
from article41.columns.results import COMPARED, Results, Unfit

Progress = Callable[[int, Position], object]
"""Is told, after each part, which input it is of (from 0) and how far that was read."""
Group = tuple[str, str, str, str]
"""What a flip is counted under: its kind, the old and the new verdict, and the measures that made it."""


class Counts(msgspec.Struct):
    """What became of the rows. `flips`: by Group. `other_laws`: other versions that old answers rest on."""

    rows: int = 0
    untouched: int = 0
    again: int = 0
    faulty_then: int = 0
    faulty_now: int = 0
    faulty_both: int = 0
    flips: Counter[Group] = msgspec.field(default_factory=Counter)
    other_laws: Counter[str] = msgspec.field(default_factory=Counter)

    @property
    def faulty(self) -> int:
        """Rows that lack an answer before or after."""
        return self.faulty_then + self.faulty_now + self.faulty_both

    def of_kind(self, kind: str) -> int:
        """How many flips are of this kind."""
        return sum(rows for group, rows in self.flips.items() if group[0] == kind)


class Lookback:
    """The comparison of `inputs` with the answers that `results` holds. `counts` grows as parts pass."""

    def __init__(
        self, change: Change, results: Results, inputs: Sequence[Input], fit_of: FitOf,
        progress: Progress = lambda source, after: None, processes: int | None = None,
    ) -> None:  # fmt: skip
        self.change, self.results, self.inputs = change, results, inputs
        self.counts = Counts()
        self._fit_of, self._progress = fit_of, progress
        self._columns = Columns(change.new, change.screener, processes)

    def flips(self) -> Iterator[pl.DataFrame]:
        """The rows that have another answer now, part by part, in columns FLIPS; and those faulty on one side only.

        Raises Unfit where the results are not those of the inputs.
        """
        for source, given in enumerate(self.inputs):
            name, last = str(given.path), 0
            for part in parts(given, self._fit_of):
                last = part.after.row
                yield self._compared(part, name, self.results.up_to(name, last))
                self._progress(source, part.after)
            self.results.check_end(name, last)
        self.results.check_all_taken()

    def _compared(self, part: Part, file: str, old: pl.DataFrame) -> pl.DataFrame:
        rows = self._rows(part).join(old, on="row", how="left", maintain_order="left", suffix="_then")
        self._check_ids(rows, file)
        stands = pl.col("law").is_not_null() & (pl.col("law") == self.change.old.version) & ~pl.col("touched")
        stands = stands & ~pl.col("unread")
        again = rows.filter(~stands)
        answers, faults, _ = judged(_only(part, again), self._columns)
        answers = answers.select("row", *(pl.col(name).cast(pl.String).fill_null("") for name in COMPARED))
        both = again.join(answers, on="row", how="left", maintain_order="left", suffix="_now")
        self._count(rows, both)
        found = kinds(both)
        flips = Reasons(part, self.change, faults).told(found).with_columns(pl.lit(file).alias("file"))
        flips = flips.select("file", *FLIPS, "decided")
        self._count_flips(flips)
        return flips.drop("decided")

    def _rows(self, part: Part) -> pl.DataFrame:
        """Every row of the part: number, id and date as said, whether the change can touch it, and whether unread."""
        frames = [_unread(part.faults)]
        if len(part.rows):
            layout = Layout(part.frame.columns, self.change.new.boolean_facts)
            touched = self.change.touched(part.frame, layout)
            ids, dates = (_said(part.frame, layout, key) for key in ("id", "date"))
            frames.append(_frame(part.rows, ids, dates, touched))
        for act in part.others:
            said = (act.said.get("id"), act.said.get("date"))
            ids, dates = (pl.Series([str("" if value is None else value)]) for value in said)
            frames.append(_frame([act.number], ids, dates, [self.change.touches(act.said)]))
        return pl.concat(frames).sort("row") if len(frames) > 2 or part.faults else frames[-1]

    def _check_ids(self, rows: pl.DataFrame, file: str) -> None:
        said = pl.col("id")
        if self.results.is_text:  # `a41 check` guards what a spreadsheet would run
            runs = pl.any_horizontal(said.str.starts_with(mark) for mark in FORMULA_STARTS)
            said = pl.when(runs).then("'" + said).otherwise(said)
        wrong = rows.filter(~pl.col("unread") & (pl.col("id_then") != said))
        if len(wrong):
            row, here, there = wrong.select("row", "id", "id_then").row(0)
            raise Unfit(
                f"{self.results.path}: row {row:,} has the id {there!r}; in {file} it has {here!r}. "
                "Expected the results of these inputs"
            )

    def _count(self, rows: pl.DataFrame, both: pl.DataFrame) -> None:
        counts, then, now = self.counts, both["law"].is_not_null(), both["verdict_now"].is_not_null()
        counts.rows += len(rows)
        counts.untouched += len(rows) - len(both)
        counts.again += len(both)
        counts.faulty_then += int((~then & now).sum())
        counts.faulty_now += int((then & ~now).sum())
        counts.faulty_both += int((~then & ~now).sum())
        other = both.filter(pl.col("law") != self.change.old.version)["law"].value_counts()
        counts.other_laws.update(dict(other.iter_rows()))

    def _count_flips(self, flips: pl.DataFrame) -> None:
        groups = flips.group_by("kind", "old_verdict", "new_verdict", "decided").len()
        self.counts.flips.update({group[:4]: group[4] for group in groups.iter_rows()})


def _only(part: Part, again: pl.DataFrame) -> Part:
    """The part with these rows alone; what could not be read at all stays among its faults."""
    wanted = set(again["row"].to_list())
    kept = pl.Series(part.rows).is_in(again["row"].implode()).to_numpy()
    return part._replace(
        frame=part.frame.filter(pl.Series(kept)) if len(kept) else part.frame,
        rows=part.rows[kept],
        lines=part.lines[kept],
        others=[act for act in part.others if act.number in wanted],
    )


def _said(frame: pl.DataFrame, layout: Layout, key: str) -> pl.Series:
    at = next((c.position for c in layout.columns if (c.part, c.key) == ("act", key)), None)
    if at is None:
        return pl.repeat("", len(frame), eager=True)
    return frame.to_series(at).cast(pl.String).str.strip_chars().fill_null("")


def _frame(rows: Any, ids: pl.Series, dates: pl.Series, touched: Any) -> pl.DataFrame:
    return pl.DataFrame(
        [pl.Series("row", rows, dtype=pl.Int64), ids.alias("id"), dates.alias("date"), pl.Series("touched", touched)]
    ).with_columns(pl.lit(False).alias("unread"))


def _unread(faults: Sequence[Fault]) -> pl.DataFrame:
    """Rows that cannot be read at all: nothing is known of them but their numbers."""
    numbers = [fault.row for fault in faults]
    nothing = pl.repeat("", len(numbers), dtype=pl.String, eager=True)
    made = _frame(numbers, nothing, nothing, pl.repeat(True, len(numbers), dtype=pl.Boolean, eager=True))
    return made.with_columns(pl.lit(True).alias("unread"))
