"""A row becomes an answer or a fault. One row, whatever it holds, never stops the others."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from article41.bulk.doubts import with_doubts
from article41.bulk.rows import WHOLE_ROW, Fault, Row
from article41.check import check
from article41.law import Regime
from article41.said import shown
from article41.screening.hits import Screener
from article41.transaction import FieldError, Transaction
from article41.verdict import Verdict

T = TypeVar("T")


class Answer(NamedTuple):
    """A row that was judged: its number and line (as in Row), the act as it was read, and the verdict."""

    row: int
    line: int
    act: Transaction
    verdict: Verdict


def judge(row: Row, law: Regime, *, screener: Screener | None = None, trace: bool = False) -> Answer | Fault:
    """The verdict on a row, or the fault that stands in its way; `screener` and `trace` as in `check`."""
    act = attempted(row, lambda: read(row, law))
    return act if isinstance(act, Fault) else judge_act(row, act, law, screener, trace)


def judge_act(
    row: Row, act: Transaction, law: Regime, screener: Screener | None = None, trace: bool = False
) -> Answer | Fault:
    """The verdict on the act that was read of a row, as `judge` gives it."""
    return attempted(row, lambda: Answer(row.number, row.line, act, check(act, law, screener=screener, trace=trace)))


def attempted(row: Row, work: Callable[[], T]) -> T | Fault:
    """What work on a row comes to, or the fault that stands in its way."""
    try:
        return work()
    except FieldError as fault:
        return Fault(row.number, row.line, row.name_of(fault.field) or WHOLE_ROW, fault.fault)
    except Exception as fault:  # what nobody thought of must cost this row alone
        message = f"could not be judged ({type(fault).__name__}: {shown(str(fault))})"
        return Fault(row.number, row.line, WHOLE_ROW, message)


def read(row: Row, law: Regime) -> Transaction:
    """The act of a row, with the doubts about it among its warnings. Raises FieldError."""
    return with_doubts(law.read(row.said))
