"""A column as small numbers. Each distinct value is read once, by the reader that a single act's field has."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import polars as pl

from article41.columns.answers import Ints
from article41.errors import InputError

NOTHING, DOUBT = 0, -1
"""A blank cell; a value that cannot be read, or in two ways: its row is looked at by itself."""
FAR = -(10**6)
"""NOTHING and DOUBT for days, since some lie before the epoch."""
MOST_KEPT = 200_000
"""Distinct values that are remembered; when there are more, all are forgotten and read again."""
Read = Callable[[Any], int]


class Coded:
    """The numbers of a column's values, by `read`, which is called once a value. Blanks are `nothing`.

    Columns may be handed over from several threads.
    """

    def __init__(self, read: Read, nothing: int = NOTHING, doubt: int = DOUBT) -> None:
        self._read, self._nothing, self._doubt = read, nothing, doubt
        self._known: defaultdict[Any, dict[Any, int]] = defaultdict(dict)
        self._changing = Lock()

    def __call__(self, column: pl.Series) -> Ints:
        if isinstance(column.dtype, (pl.Categorical, pl.Enum)):
            column = column.cast(pl.String)
        numbers = self._look_up(column)
        if numbers.null_count() > column.null_count():
            with self._changing:
                self._learn(column, column.filter(numbers.is_null()))
                numbers = self._look_up(column)
        return cast(Ints, numbers.fill_null(self._nothing).to_numpy())

    def _look_up(self, column: pl.Series) -> pl.Series:
        known = list(self._known[column.dtype].items())
        if not known or column.dtype == pl.Null:
            return pl.repeat(None, len(column), dtype=pl.Int32, eager=True)
        values = pl.Series([value for value, _ in known], dtype=column.dtype)
        numbers = [number for _, number in known]
        return column.replace_strict(values, numbers, default=None, return_dtype=pl.Int32)

    def _learn(self, column: pl.Series, unseen: pl.Series) -> None:
        known = self._known[column.dtype]
        if len(known) > MOST_KEPT:
            known = self._known[column.dtype] = {}
            unseen = column
        known.update((value, self._number(value)) for value in unseen.drop_nulls().unique().to_list())

    def _number(self, value: Any) -> int:
        value = value.strip() if isinstance(value, str) else value
        try:
            return self._nothing if value == "" else self._read(value)
        except InputError:
            return self._doubt


class CodedPairs(Coded):
    """Coded, with a short way for texts of two bytes, as codes of countries are: they are numbers by themselves."""

    def __init__(self, read: Read) -> None:
        super().__init__(read)
        self._of_pair = np.full(2**16, _UNSEEN, dtype=np.int32)

    def __call__(self, column: pl.Series) -> Ints:
        if column.dtype != pl.String:
            return super().__call__(column)
        pairs = column.cast(pl.Binary).bin.reinterpret(dtype=pl.UInt16, endianness="little").fill_null(0).to_numpy()
        numbers: Ints = self._of_pair[pairs]
        numbers[column.is_null().to_numpy()] = NOTHING
        rest = numbers == _UNSEEN
        if rest.any():
            numbers[rest] = super().__call__(column.filter(rest))
            self._of_pair[pairs[rest]] = numbers[rest]
            self._of_pair[0] = _UNSEEN  # stands for every text of another length
        return numbers


_UNSEEN = -2


def days(column: pl.Series, read: Coded) -> Ints:
    """Days since the epoch, by `read` where they are no dates yet; FAR where there is none."""
    if isinstance(column.dtype, (pl.Date, pl.Datetime)):
        return cast(Ints, column.cast(pl.Date).to_physical().fill_null(FAR).to_numpy())
    return read(column)


def six_digits(column: pl.Series) -> Ints:
    """Codes of six digits as numbers; DOUBT for all else, also for what begins with chapter 00."""
    numbers = column.cast(pl.Int32, strict=False).fill_null(DOUBT).to_numpy(writable=True)
    numbers[((column.str.len_bytes() != 6).fill_null(True).to_numpy()) | (numbers < 10_000)] = DOUBT
    if ((numbers >= 0) & (numbers < 100_000)).any() and column.str.starts_with("+").any():
        numbers[column.str.starts_with("+").fill_null(False).to_numpy()] = DOUBT
    return numbers


def are_numbers(column: pl.Series) -> npt.NDArray[np.bool_]:
    """Whether each cell is blank or a plain number of ordinary size, which `parse_quantity` would take as it stands."""
    if column.dtype.is_numeric():
        numbers = column.cast(pl.Float64)
        ordinary = (numbers == 0) | numbers.is_between(1e-9, 1e15)
    else:
        ordinary = column.str.contains(r"^([0-9]{1,12}(\.[0-9]{1,9})?)?$")
    return ordinary.fill_null(True).to_numpy()


def day_number(day: date) -> int:
    """Days since the epoch."""
    return (day - date(1970, 1, 1)).days
