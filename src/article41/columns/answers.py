"""Distinct answers, numbered: millions of rows share a few thousand, so a column of them is numbers and a table."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
NONE = -1
"""The number of an answer that is not known yet, or that a faulty row will never have."""


class Flat(NamedTuple):
    """What an answer says, as in `bulk.summary.flat`; `advisories` is their number, several values joined by `; `."""

    verdict: str
    best: str
    worst: str
    cite: str
    measures: str
    conditions: str
    missing: str
    advisories: int

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Flat":
        return cls(*(row[name] for name in cls._fields))


class Answers:
    """Every answer met so far, each once."""

    def __init__(self) -> None:
        self._numbers: dict[Flat, int] = {}

    def number(self, answer: Flat) -> int:
        """The number of an answer, the same for equal ones."""
        return self._numbers.setdefault(answer, len(self._numbers))

    def every(self) -> list[Flat]:
        """All answers, by number."""
        return list(self._numbers)

    def columns(self, numbers: Ints) -> pl.DataFrame:
        """The columns of Flat for rows with these numbers; null where the number is NONE."""
        rows = self.every()
        table = pl.DataFrame([_column(name, [row[n] for row in rows]) for n, name in enumerate(Flat._fields)])
        at = pl.Series(np.where(numbers < 0, len(rows), numbers))
        return table.select(pl.all().gather(at))


def _column(name: str, values: list[Any]) -> pl.Series:
    """The values and a null after them; texts as categories, which take four bytes a row."""
    kind = pl.Int32() if name == "advisories" else pl.Categorical()
    return pl.Series(name, [*values, None], dtype=kind)
