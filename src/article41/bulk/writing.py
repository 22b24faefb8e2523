"""Verdicts and faults as files: JSON, JSON Lines, CSV, Parquet."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from article41.bulk.columnar import polars
from article41.bulk.judging import Answer
from article41.bulk.rows import Fault
from article41.bulk.summary import COLUMNS, flat, guarded


def line(answer: Answer) -> bytes:
    """A verdict as one line of JSON without its end; where the act has no id, `row` says which it was."""
    text = answer.verdict.to_json()
    return text if answer.verdict.id is not None else b'{"row":%d,' % answer.row + text[1:]


def jsonl(answers: Iterable[Answer], stream: BinaryIO) -> None:
    """One verdict a line, each sent off at once, so that a pipe may answer while it is fed."""
    for answer in answers:
        stream.write(line(answer) + b"\n")
        stream.flush()


def json(answers: Iterable[Answer], stream: BinaryIO) -> None:
    """A list of verdicts, one a line."""
    before = b"[\n"
    for answer in answers:
        stream.write(before + line(answer))
        before = b",\n"
    stream.write(b"\n]\n" if before == b",\n" else b"[]\n")
    stream.flush()


def csv_file(answers: Iterable[Answer], stream: BinaryIO) -> None:
    """One flat row a verdict; see `summary`."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in flat(answer).values()] for answer in answers)
    text.detach()


def parquet(answers: Iterable[Answer], stream: BinaryIO) -> None:
    """The same rows as a CSV file, typed, in one Parquet file. Raises Unreadable where polars is missing."""
    pl = polars()
    numbers = {"row", "advisories"}
    schema = {name: pl.Int64() if name in numbers else pl.String() for name in COLUMNS}
    pl.DataFrame([flat(answer) for answer in answers], schema=schema).write_parquet(stream)


def faults(found: Iterable[Fault], stream: BinaryIO) -> None:
    """The faults as CSV: row, line, field, message."""
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Fault._fields)
    writer.writerows([guarded(cell) for cell in fault] for fault in found)
    text.detach()


WRITERS = {"json": json, "jsonl": jsonl, "csv": csv_file, "parquet": parquet}
"""The formats of machines, each with its writer."""
