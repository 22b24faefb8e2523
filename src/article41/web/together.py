"""Rows whose names are looked for together, before each is judged."""

import contextlib
from collections.abc import Sequence

from article41.bulk.judging import attempted, read
from article41.bulk.rows import Fault, Row
from article41.law import Regime
from article41.screening.hits import Query
from article41.screening.remembered import Remembered
from article41.screening.screener import asked_of
from article41.transaction import Transaction


def taken(rows: Sequence[Row | Fault], law: Regime, names: Remembered) -> list[tuple[Row, Transaction] | Fault]:
    """Each row with the act that was read of it, or why there is none; `names` then knows all that they name."""
    found = [row if isinstance(row, Fault) else _taken(row, law) for row in rows]
    look_for([query for one in found if not isinstance(one, Fault) for _, query in asked_of(one[1])], names)
    return found


def _taken(row: Row, law: Regime) -> tuple[Row, Transaction] | Fault:
    act = attempted(row, lambda: read(row, law))
    return act if isinstance(act, Fault) else (row, act)


def look_for(queries: list[Query], names: Remembered) -> None:
    """Looks for names together. Where that fails, each act looks for its own, so that only the culprit fails."""
    with contextlib.suppress(Exception):
        names.learn(queries)
