"""The answers of an earlier run, read in step with the files that were judged."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from article41.bulk.rows import Unreadable
from article41.bulk.source import format_of
from article41.columns.fitting import Fitted
from article41.columns.parts import Input, parts

COMPARED = ("verdict", "best", "worst", "cite", "measures")
"""What of an answer is compared."""
NEEDED = ("id", "row", *COMPARED, "law")


class Unfit(Unreadable):
    """A results file that is not of these inputs, or none at all."""


class Results:
    """The rows of a file that `a41 check --out` wrote, taken off in the order of its inputs. `files`: their names."""

    def __init__(self, path: Path, files: Sequence[str]) -> None:
        self.path, self._files = path, files
        form = format_of(path.name)
        if form not in ("csv", "parquet"):
            raise Unfit(f"{path}: expected a CSV or Parquet file that a41 check --out wrote")
        self.is_text = form == "csv"
        self._parts = self._read(Input(path, form))
        self._held = next(self._parts, None)
        self._last: tuple[str, int] = ("", 0)

    def up_to(self, file: str, last: int) -> pl.DataFrame:
        """The answers of an input's rows up to this one that were not taken yet, with the columns NEEDED.

        Raises Unfit where rows are out of order.
        """
        taken = []
        while self._held is not None:
            count = self._count(self._held, file, last)
            taken.append(self._held[:count])
            if count < len(self._held):
                self._held = self._held[count:]
                break
            self._held = next(self._parts, None)
        found = pl.concat(taken) if taken else pl.DataFrame(schema=_SCHEMA)
        self._check_order(file, found["row"].to_numpy())
        self._last = file, last
        return found.select(NEEDED)

    def check_end(self, file: str, rows: int) -> None:
        """Raises Unfit where answers are left of rows that the input does not have; `rows` is how many it has."""
        if self._held is not None and self._held["file"][0] in ("", file):
            raise Unfit(f"{self.path}: holds row {self._held['row'][0]:,} of {file}, which has {rows:,} rows")

    def check_all_taken(self) -> None:
        """Raises Unfit where answers are left of other files."""
        if self._held is not None:
            held, given = self._held["file"][0], ", ".join(self._files)
            raise Unfit(f"{self.path}: holds rows of {held!r}; expected those of {given}, each once, in this order")

    def _count(self, held: pl.DataFrame, file: str, last: int) -> int:
        mine = ((held["file"] == file) | (held["file"] == "")).to_numpy() & (held["row"].to_numpy() <= last)
        return len(held) if mine.all() else int(mine.argmin())

    def _check_order(self, file: str, rows: "np.ndarray[Any, np.dtype[np.int64]]") -> None:
        before = np.concatenate([[self._last[1] if self._last[0] == file else 0], rows[:-1]])
        wrong = (rows <= before[: len(rows)]).nonzero()[0].tolist()
        if wrong:
            found, after = int(rows[wrong[0]]), int(before[wrong[0]])
            raise Unfit(f"{self.path}: row {found:,} stands after row {after:,}; expected each row once, in order")

    def _read(self, source: Input) -> Iterator[pl.DataFrame]:
        for part in parts(source, self._fit):
            if part.faults:
                raise Unfit(f"{self.path}: {part.faults[0]}")
            frame = part.frame.with_columns(pl.all().cast(pl.String).fill_null(""))
            if "file" not in frame.columns:
                frame = frame.with_columns(pl.lit("").alias("file"))
            rows = frame["row"].cast(pl.Int64, strict=False)
            if rows.null_count():
                raise Unfit(f"{self.path}: {frame['row'].filter(rows.is_null())[0]!r} is no row number")
            if len(frame):
                yield frame.with_columns(rows)

    def _fit(self, headings: Sequence[str], samples: Mapping[str, Sequence[Any]]) -> Fitted:
        several = ("file",) if len(self._files) > 1 else ()
        lacking = [name for name in (*several, *NEEDED) if name not in headings]
        if lacking:
            found = ", ".join(headings[:20])
            raise Unfit(f"{self.path}: no column {lacking[0]!r}, which a41 check --out writes; found: {found}")
        return Fitted({name: pl.col(name) for name in ("file", *NEEDED) if name in headings}, (), ())


_SCHEMA = {name: pl.Int64() if name == "row" else pl.String() for name in ("file", *NEEDED)}
