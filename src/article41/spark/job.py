"""The whole job: files in, a folder of answers out, and how many there are of each.

The counts come from what was written. A task that is lost and done again would be counted twice by an accumulator;
in the folder its rows stand once, for Spark moves a task's file there only when the task is done.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from article41.bulk.rows import Say
from article41.law import Regime, load
from article41.screening.built_in import built_in
from article41.screening.screener import ListScreener
from article41.spark.files import InputForm, OutForm, read, write, written
from article41.spark.frame import check
from article41.spark.session import session
from article41.spark.worker import CORRUPT

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


UNREAD = "unread_line"
"""Holds the lines that could not be read. Under Spark's own name for it, Spark would not read the column back."""


class Done(NamedTuple):
    """What a job has done: rows by verdict, faulty rows, and the law and the list that were asked."""

    verdicts: dict[str, int]
    faults: int
    law: str
    list: str


def run(
    master: str,
    inputs: Sequence[str],
    out: str,
    input_format: InputForm | None = None,
    form: OutForm = "parquet",
    law: Regime | None = None,
    overlay: str = "",
    screener: ListScreener | None = None,
    mapping: Mapping[str, str] | None = None,
    overwrite: bool = False,
    say: Say = str,
) -> Done:
    """Judges files or folders of one form into the folder `out`. `mapping`, `overlay` and `say` are those of `check`.

    A session that is open is used and left open; otherwise one is opened on `master`, such as `local[4]`.
    Raises Unreadable where Spark, Java, an input or its columns are missing, or `out` is there already.
    """
    law, screener = law or load(), screener or built_in()
    law = law.overlaid(overlay) if overlay else law
    with session(master) as spark:
        rows = read(spark, inputs, input_format, law.boolean_facts)
        judged = check(rows, law, screener=screener, mapping=mapping, say=say)
        write(judged.withColumnRenamed(CORRUPT, UNREAD), out, form, overwrite)
        verdicts = _counted(written(spark, out, form))
    return Done(verdicts, verdicts.pop("", 0), law.version, screener.version)


def _counted(answers: "DataFrame") -> dict[str, int]:
    """Rows by verdict, most first; under the empty name those that have none."""
    found = answers.groupBy("verdict").count().collect()
    return {row["verdict"] or "": row["count"] for row in sorted(found, key=lambda row: -row["count"])}
