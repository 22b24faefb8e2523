"""What a check sees of the ledger: how much was reported for a cap's period before a day."""

from datetime import date
from typing import NamedTuple, Protocol

from article41.quantity import Amount
from article41.regime import Cap


class SoFar(NamedTuple):
    """Amounts in the units of the cap's figures: `least` is sure by the reports, `most` counts every doubt.

    A figure that the reports do not give is missing from both; where some reports lack it, from `most` alone.
    """

    least: tuple[Amount, ...]
    most: tuple[Amount, ...]
    text: str


class Ledger(Protocol):
    """Whoever can say what was delivered under a cap."""

    @property
    def version(self) -> str:
        """A hash over what the answers rest on."""

    def so_far(self, measure: str, cap: Cap, day: date) -> SoFar | None:
        """What is reported of the cap's period before `day`, to this day; None where nothing is."""

    def change_days(self) -> list[date]:
        """The days on which some answer of `so_far` changes, in order: edges of periods and of reports."""
