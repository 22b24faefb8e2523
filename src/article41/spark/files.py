"""Files that Spark reads, as text throughout, with every broken line kept; and folders that it writes."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, get_args

from article41.bulk.rows import Unreadable
from article41.bulk.sheet import Lines, read_header
from article41.bulk.summary import FORMULA_STARTS
from article41.spark.worker import CORRUPT

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

InputForm = Literal["csv", "parquet", "jsonl"]
OutForm = Literal["csv", "parquet"]
_ENDS: dict[str, InputForm] = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
_PACKED = (".gz", ".bz2", ".zst", ".lz4", ".snappy")
_QUOTES = {"quote": '"', "escape": '"'}
"""As spreadsheets write: a quote within quotes stands twice. Spark's own way is a backslash."""


def read(spark: "SparkSession", inputs: Sequence[str], stated: InputForm | None, facts: frozenset[str]) -> "DataFrame":
    """The rows of files or folders, all of one form. Raises Unreadable where there are none, or no header."""
    from pyspark.errors import AnalysisException

    form = stated or _form(inputs[0])
    try:
        if form == "parquet":
            return spark.read.parquet(*inputs)
        return _marked(_csv(spark, inputs, facts) if form == "csv" else _jsonl(spark, inputs))
    except AnalysisException as fault:
        raise Unreadable(f"Spark cannot read {', '.join(inputs)}: {str(fault).splitlines()[0]}") from None


def _form(name: str) -> InputForm:
    plain = next((name.removesuffix(end) for end in _PACKED if name.endswith(end)), name).rstrip("/")
    for end, form in _ENDS.items():
        if plain.lower().endswith(end):
            return form
    raise Unreadable(f"{name}: the name tells no format; state one of {', '.join(get_args(InputForm))}")


def _csv(spark: "SparkSession", inputs: Sequence[str], facts: frozenset[str]) -> "DataFrame":
    """Every cell as text. A header that differs from the first one ends the job; a line of other width is corrupt."""
    first = spark.read.text(list(inputs)).where("trim(value) != ''").head()
    if first is None:
        raise Unreadable("nothing to read: the header is missing")
    _, delimiter, headings = read_header(Lines(BytesIO(first[0].encode())), facts)
    if any(not heading.strip() for heading in headings):
        raise Unreadable("a column has no heading; Spark needs one for each")
    options: dict[str, Any] = {"header": True, "enforceSchema": False, "sep": delimiter, **_QUOTES}
    # Spark counts the cells of a line only where it reads all columns.
    reader = spark.read.schema(_texts(headings)).options(**options, mode="PERMISSIVE", columnPruning=False)
    return reader.option("columnNameOfCorruptRecord", CORRUPT).csv(list(inputs))


def _texts(headings: Sequence[str]) -> Any:
    from pyspark.sql.types import StringType, StructField, StructType

    return StructType([StructField(heading, StringType()) for heading in (*headings, CORRUPT)])


def _jsonl(spark: "SparkSession", inputs: Sequence[str]) -> "DataFrame":
    """One object a line, numbers as they are written. Spark goes through the files once to learn their keys."""
    reader = spark.read.option("primitivesAsString", True).option("columnNameOfCorruptRecord", CORRUPT)
    found = reader.json(list(inputs)).schema
    known = found if CORRUPT in found.names else found.add(CORRUPT, "string")
    return reader.schema(known).json(list(inputs))


def _marked(df: "DataFrame") -> "DataFrame":
    """Lines with bytes that are no UTF-8, or with a NUL, are corrupt too: a name with lost letters meets no list."""
    from pyspark.sql import functions as f

    texts = [f.col(f"`{field.name}`") for field in df.schema if field.dataType.typeName() == "string"]
    cells = f.concat_ws(",", *(text for text, name in zip(texts, df.columns, strict=False) if name != CORRUPT))
    damaged = f.when(cells.rlike("[\\x00\\ufffd]"), cells)
    return df.withColumn(CORRUPT, f.coalesce(f.col(CORRUPT), damaged))


def write(df: "DataFrame", out: str, form: OutForm, overwrite: bool) -> None:
    """Writes a folder of files. Raises Unreadable where there is one already and it is not to be overwritten."""
    from pyspark.errors import AnalysisException

    writer = (_guarded(df) if form == "csv" else df).write.mode("overwrite" if overwrite else "errorifexists")
    try:
        writer.options(header=True, **_QUOTES).csv(out) if form == "csv" else writer.parquet(out)
    except AnalysisException as fault:
        if fault.getCondition() != "PATH_ALREADY_EXISTS":
            raise
        raise Unreadable(f"{out} is there already; name another folder, or ask for it to be overwritten") from None


def _guarded(df: "DataFrame") -> "DataFrame":
    """An apostrophe before what a spreadsheet would run as a formula, as in `bulk.summary.guarded`."""
    from pyspark.sql import functions as f

    starts = f"^[{''.join(chr(92) + start for start in FORMULA_STARTS)}]"
    texts = {field.name for field in df.schema if field.dataType.typeName() == "string"}
    columns = {name: f.col(f"`{name}`") for name in df.columns}
    return df.select(
        *(
            f.when(column.rlike(starts), f.concat(f.lit("'"), column)).otherwise(column).alias(name)
            if name in texts
            else column
            for name, column in columns.items()
        )
    )


def written(spark: "SparkSession", out: str, form: OutForm) -> "DataFrame":
    """What was written, to be counted."""
    if form == "parquet":
        return spark.read.parquet(out)
    return spark.read.options(header=True, multiLine=True, **_QUOTES).csv(out)
