"""A change: of law or of a list. What it can touch, and why an answer is another one under it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import polars as pl

from article41.bulk.headings import Layout
from article41.columns.answers import Bools
from article41.law import Regime
from article41.screening.screener import ListScreener
from article41.transaction import Transaction


class Why(NamedTuple):
    """Why an answer is another one: the measures whose text differs, and the differences in words."""

    measures: tuple[str, ...]
    text: str


class Change(Protocol):
    """An old and a new law or list."""

    @property
    def old(self) -> Regime:
        """The law that old answers must rest on."""

    @property
    def new(self) -> Regime:
        """The law that rows are judged by."""

    @property
    def screener(self) -> ListScreener | None:
        """The list that rows are judged by; None for the built-in one."""

    @property
    def lists(self) -> str:
        """Which lists it rests on, in words."""

    def touched(self, frame: pl.DataFrame, layout: Layout) -> Bools:
        """The rows whose answer the change could make another one."""

    def touches(self, said: Mapping[str, Any]) -> bool:
        """The same of one act in the contract's form."""

    def why(self, act: Transaction, measures: Sequence[str]) -> Why:
        """What differs for an act that these measures decide, before or after."""
