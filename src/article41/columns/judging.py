"""One part of a file judged: its frame, its acts that no frame can hold, and what could not be read at all."""

import msgspec
import polars as pl

from article41.bulk.judging import judge
from article41.bulk.rows import Fault
from article41.columns.frame import Columns
from article41.columns.parts import Part
from article41.report.totals import Totals


def judged(part: Part, columns: Columns) -> tuple[pl.DataFrame, list[Fault], Totals]:
    """The answers of a part in the order of its rows, its faults, and the totals of both."""
    found = [columns.judge_acts(part.others)] if part.others else []
    faults = [*part.faults, *(fault for others in found for fault in others.faults)]
    totals = Totals()
    if part.frame.width:
        rows = columns.judge(part.frame)
        found.append(rows._replace(answers=rows.answers.with_columns(pl.Series("row", part.rows))))
        faults += [_placed(fault, part, columns) for fault in rows.faults]
    answers = pl.concat([one.answers for one in found] or [columns.judge_acts(()).answers])
    for one in found:
        totals.add(msgspec.structs.replace(one.totals, faults={}))
    totals.add_faults(faults)
    answers = answers.filter(pl.col("verdict").is_not_null())
    return answers.sort("row") if len(found) > 1 else answers, sorted(faults), totals


def _placed(fault: Fault, part: Part, columns: Columns) -> Fault:
    """The fault with its place in the file; of an act in the contract's form, with the contract's field."""
    row, line = int(part.rows[fault.row - 1]), int(part.lines[fault.row - 1])
    if row in part.acts and isinstance(again := judge(part.acts[row], columns.law), Fault):
        return again
    field = part.fit.heading_of(fault.field) if part.fit else fault.field
    return fault._replace(row=row, line=line, field=field)
