"""The spans of days on which the law and the ledger stay the same: what holds on one day of a span holds on all."""

from datetime import date

import numpy as np
import polars as pl

from article41.columns.answers import Ints
from article41.law import Regime
from article41.ledger.book import built_in

EPOCH, FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(1945, 1, 1), date(2100, 12, 31)
"""Days are counted from the epoch; first and last are those that a date may name (see `dates`)."""


class Spans:
    """Span 0 begins on FIRST_DAY, each further one on a day on which the law changes, a cap's period or a report ends.

    `of_law` holds of every span the first one under the same law.
    """

    def __init__(self, law: Regime) -> None:
        changes = set(law.change_days())
        self.first_days = [FIRST_DAY, *sorted(changes.union(built_in(law).change_days()))]
        borders = np.array([(day - FIRST_DAY).days for day in self.first_days[1:]])
        every_day = np.arange((LAST_DAY - FIRST_DAY).days + 1)
        self._of_day = borders.searchsorted(every_day, side="right").astype(np.int32)
        first = [0]
        for number, day in enumerate(self.first_days[1:], start=1):
            first.append(number if day in changes else first[-1])
        self.of_law: Ints = np.array(first, dtype=np.int32)

    def __len__(self) -> int:
        return len(self.first_days)

    def of(self, days: Ints) -> Ints:
        """The span of each day, counted from the epoch; days must lie between FIRST_DAY and LAST_DAY."""
        return self._of_day[days - (FIRST_DAY - EPOCH).days]

    def firsts(self, spans: Ints) -> pl.Series:
        """The first day of each span: for what depends on nothing else, it stands for all of them."""
        return pl.Series(self.first_days, dtype=pl.Date).gather(pl.Series(spans))
