"""Candidates of queries written out: text for one, JSON Lines and CSV for many."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

import msgspec

from article41.screening import Candidate, Query


class Row(NamedTuple):
    """One query of a file, by its number; `fault` says why there is none."""

    number: int
    id: str | None
    query: Query | None
    fault: str = ""


def write(answers: Iterable[tuple[Row, tuple[Candidate, ...]]], form: str, stream: BinaryIO, header: bool) -> None:
    if form == "csv":
        _write_csv(answers, stream, header)
        return
    for row, found in answers:
        stream.write(_json_line(row, found) if form == "jsonl" else _text(found))
    stream.flush()


def _json_line(row: Row, found: Sequence[Candidate]) -> bytes:
    matches = [
        {"entry": c.entry.id, "name": c.name, "matched": c.matched, "score": c.score, "decision": c.decision,
         "reasons": c.reasons}
        for c in found
    ]  # fmt: skip
    key: dict[str, object] = {"row": row.number} if row.id is None else {"id": row.id}
    return msgspec.json.encode({**key, "matches": matches}) + b"\n"


def _text(found: Sequence[Candidate]) -> bytes:
    lines = [
        f"{c.decision:8}  {c.score:.2f}  {c.entry.id}  {c.name}"
        + (f"  (as {c.matched})" if c.matched != c.name else "")
        + f"\n          {'; '.join(c.reasons)}"
        for c in found
    ]
    return ("\n".join(lines or ["nothing found on the list"]) + "\n").encode()


def _write_csv(answers: Iterable[tuple[Row, tuple[Candidate, ...]]], stream: BinaryIO, header: bool) -> None:
    """One line a candidate; a query without any gets one line with empty fields."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(["id", "entry", "name", "matched", "score", "decision", "reasons"])
    for row, found in answers:
        key = row.id if row.id is not None else str(row.number)
        for c in found:
            cells = [key, c.entry.id, c.name, c.matched, c.score, c.decision, "; ".join(c.reasons)]
            writer.writerow([_guarded(cell) for cell in cells])
        if not found:
            writer.writerow([_guarded(key), "", "", "", "", "", ""])
    stream.write(text.getvalue().encode())
    stream.flush()


def _guarded(cell: object) -> object:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
