"""What runs in a Python worker of an executor: Arrow batches in, the same batches with the answers beside them out.

A worker makes one `Columns` for a law and keeps it, from batch to batch and from task to task. It forks nothing and
uses one thread: Spark starts a worker for every core.
"""

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from article41.bulk.rows import WHOLE_ROW
from article41.spark.packing import Packed, unpack

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

    from article41.bulk.rows import Fault
    from article41.columns import Columns

AT_ONCE = 100_000
"""Batches are judged together until they have so many rows: each call has a cost of its own."""
CORRUPT = "_corrupt_record"
"""The column in which Spark's readers keep a line that they could not read."""
UNREADABLE = "could not be read: its cells, quotes or characters are not right"
VERDICT = ("verdict", "best", "worst", "cite", "measures", "conditions", "missing", "advisories", "law")
FAULT = ("fault_field", "fault")
_kept: "dict[str, Columns]" = {}


class Job(NamedTuple):
    """What to judge by, as a Spark broadcast of `Packed`; its hash; and the columns to read, with our headings."""

    packed: Any
    hash: str
    headings: Mapping[str, str]


def answer(job: Job, batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """The batches of one partition, each row with its answer; what the rows hold otherwise passes through untouched."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # is read when polars is first imported
    columns = _columns(job)
    for table in _gathered(batches):
        yield from _answered(table, job.headings, columns).to_batches()


def _columns(job: Job) -> "Columns":
    """The worker's Columns for this law and list; made by the first task that needs it."""
    from article41.columns import Columns

    if job.hash not in _kept:
        packed: Packed = job.packed.value
        _kept.clear()
        _kept[job.hash] = Columns(*unpack(packed), processes=1)
    return _kept[job.hash]


def _gathered(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.Table]":
    """Batches put together, uncopied, into tables of at least AT_ONCE rows; the last may be shorter."""
    import pyarrow as pa

    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(b.num_rows for b in waiting) >= AT_ONCE:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _answered(table: "pa.Table", headings: Mapping[str, str], columns: "Columns") -> "pa.Table":
    """The table with the columns VERDICT and FAULT behind its own."""
    import polars as pl

    read = table.select(list(headings)).rename_columns(list(headings.values()))
    frame = pl.DataFrame(pl.from_arrow(read)).with_columns(pl.selectors.decimal().cast(pl.Float64))
    judged = columns.judge(frame, first_row=0)
    theirs = {heading: column for column, heading in headings.items()}
    answers = judged.answers.select(VERDICT).hstack(_fault_columns(judged.faults, theirs, table.num_rows))
    if CORRUPT in table.column_names:
        answers = _without_unreadable(answers, pl.Series(pl.from_arrow(table[CORRUPT])))
    for name, values in zip(answers.columns, _as_arrow(answers), strict=True):
        table = table.append_column(name, values)
    return table


def _fault_columns(faults: "list[Fault]", theirs: Mapping[str, str], rows: int) -> "pl.DataFrame":
    """For each row the column that is at fault, under the user's name for it, and what is wrong; null where nothing."""
    import polars as pl

    found = [(f.row, theirs.get(f.field, f.field), f.message) for f in faults]
    schema = {"row": pl.Int64(), **dict.fromkeys(FAULT, pl.String())}
    table = pl.DataFrame(found, schema=schema, orient="row")
    every = pl.DataFrame({"row": pl.int_range(rows, eager=True)})
    return every.join(table, on="row", how="left", maintain_order="left").select(FAULT)


def _without_unreadable(answers: "pl.DataFrame", lines: "pl.Series") -> "pl.DataFrame":
    """No answer for what Spark could not read, however good the rest of the row looks."""
    import polars as pl

    if lines.null_count() == len(lines):
        return answers
    fine = pl.Series(lines.is_null())
    return answers.with_columns(
        *(pl.when(fine).then(pl.col(name)) for name in VERDICT),
        fault_field=pl.when(fine).then("fault_field").otherwise(pl.lit(WHOLE_ROW)),
        fault=pl.when(fine).then("fault").otherwise(pl.lit(UNREADABLE)),
    )


def _as_arrow(answers: "pl.DataFrame") -> "Iterator[pa.Array]":
    """The columns in the types that Spark takes back: text is text and no longer categories."""
    import polars as pl

    whole = answers.with_columns(pl.col("advisories").cast(pl.Int32), pl.exclude("advisories").cast(pl.String))
    yield from whole.to_arrow(compat_level=pl.CompatLevel.oldest()).columns
