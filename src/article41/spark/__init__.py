"""The law over a Spark DataFrame: every row kept, with its answer beside it. Needs the extra `spark` and Java."""

from article41.spark.frame import ANSWERS, check
from article41.spark.job import Done, run

__all__ = ["ANSWERS", "Done", "check", "run"]
