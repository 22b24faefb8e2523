"""A Spark session, and what to say where there can be none."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from article41.bulk.rows import Unreadable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NO_PYSPARK = "Spark needs pyspark, pandas and pyarrow: install article41 with the extra `spark`"
NO_JAVA = "Spark needs Java 17 or newer: install one and set JAVA_HOME, or put `java` on the PATH"


@contextmanager
def session(master: str) -> "Iterator[SparkSession]":
    """The session that is open already, or one on `master`, which is closed in the end. Raises Unreadable."""
    require_spark()
    from pyspark.sql import SparkSession

    open_already = SparkSession.getActiveSession()
    if open_already is not None:
        yield open_already
        return
    spark = _made(master)
    try:
        yield spark
    finally:
        spark.stop()


def require_spark() -> None:
    """Raises Unreadable, saying what to install, where pyspark, what it needs, or Java is missing."""
    try:
        import pandas  # noqa: F401
        import pyarrow  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError:
        raise Unreadable(NO_PYSPARK) from None
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise Unreadable(NO_JAVA)


def _made(master: str) -> "SparkSession":
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("article41").master(master)
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # this Python: another may lack article41
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as fault:
        raise Unreadable(f"Spark did not start: {str(fault).splitlines()[0]} {NO_JAVA}") from None
