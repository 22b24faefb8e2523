"""A DataFrame in, the same DataFrame with its answers out: what is settled on the driver, before any row is seen."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from article41.bulk.headings import Layout, plain
from article41.bulk.rows import Say, Unreadable
from article41.law import Regime, load
from article41.screening.built_in import built_in
from article41.screening.screener import ListScreener
from article41.spark.packing import pack
from article41.spark.worker import CORRUPT, FAULT, VERDICT, Job, answer

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import DataType, StructType

ANSWERS = (*VERDICT, *FAULT)
"""The columns that a check adds; a row has a verdict or a fault, and the columns of the other are null."""
_NESTED = frozenset({"goods", "parties", "vessel", "facts", "holdings", "via"})
"""What the contract nests: as a struct or an array it would not be read, and the answer would be wrong."""


def check(
    df: "DataFrame",
    law: Regime | None = None,
    overlay: str = "",
    screener: ListScreener | None = None,
    mapping: Mapping[str, str] | None = None,
    say: Say = str,
) -> "DataFrame":
    """The frame with the columns ANSWERS behind its own, which stay as they are. Lazy, as all of Spark.

    Columns are read under the headings of `a41 check`. `mapping` names, for a heading of ours, a column of the frame;
    an empty name leaves that heading unread. Rows that a column `_corrupt_record` marks become faults.
    `overlay` lays a draft over the law. `say` is told once of columns that are not read.

    Raises Unreadable where the columns cannot be judged, Unknown where there is no such draft.
    """
    law = law or load()
    law = law.overlaid(overlay) if overlay else law
    headings = headings_read(df.schema, law, mapping or {}, say)
    packed = pack(law, screener or built_in())
    broadcast = df.sparkSession.sparkContext.broadcast(packed)
    return df.mapInArrow(partial(answer, Job(broadcast, packed[1], headings)), answered(df.schema))


def answered(schema: "StructType") -> "StructType":
    """The schema with ANSWERS behind it. Raises Unreadable where a column has such a name already, or two have one."""
    from pyspark.sql.types import IntegerType, StringType, StructField, StructType

    _refuse_clashes(schema.names)
    kinds = {"advisories": IntegerType()}
    return StructType([*schema.fields, *(StructField(name, kinds.get(name, StringType())) for name in ANSWERS)])


def headings_read(schema: "StructType", law: Regime, mapping: Mapping[str, str], say: Say = str) -> dict[str, str]:
    """The columns that are read, each with our heading for it. Raises Unreadable where they cannot be judged."""
    _refuse_clashes(schema.names)
    meant = _meant(schema.names, mapping)
    layout = Layout(list(meant.values()), law.boolean_facts)
    columns = list(meant)
    read = {columns[c.position]: meant[columns[c.position]] for c in layout.columns}
    for name in schema.names:
        _refuse_type(name, schema[name].dataType, name in read)
    for note in layout.notes:
        say(note)
    return read


def _meant(names: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The columns that may be read, each with its heading: the mapped one, or its own where no other fills that."""
    ours = {column: heading for heading, column in mapping.items() if column}
    absent = [column for column in ours if column not in names]
    if absent:
        raise Unreadable(f"no column {absent[0]!r}, which is to be read as {ours[absent[0]]!r}")
    filled = {plain(heading) for heading in mapping}
    own = {name: name for name in names if name != CORRUPT and plain(name) not in filled}
    return {name: (own | ours)[name] for name in names if name in own | ours}


def _refuse_clashes(names: Sequence[str]) -> None:
    """Spark tells columns apart without regard to case; so is asked here."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in ANSWERS:
            raise Unreadable(f"column {name!r} has the name of an answer; rename it: withColumnRenamed({name!r}, …)")
        if name.casefold() in seen:
            raise Unreadable(f"column {name!r} stands twice; rename one of them")
        seen.add(name.casefold())


def _refuse_type(name: str, kind: "DataType", read: bool) -> None:
    """A value that would be read otherwise than it was meant must not be read at all."""
    from pyspark.sql.types import BooleanType, DateType, NumericType, StringType, TimestampNTZType, TimestampType

    flat = isinstance(kind, (StringType, NumericType, DateType, TimestampNTZType, BooleanType))
    if read and isinstance(kind, TimestampType):
        raise Unreadable(f"column {name!r} is a timestamp, whose day hangs on a time zone; cast it to date")
    if not flat and (read or plain(name) in _NESTED):
        raise Unreadable(f"column {name!r} is {kind.simpleString()[:60]}; a row is one act under flat headings")
