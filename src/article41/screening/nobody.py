"""A screener that finds nobody."""

from article41.screening.hits import Hit, Screener
from article41.transaction import Transaction


class Nobody:
    """A screener for acts whose names were looked for already and not found."""

    def __init__(self, screener: Screener) -> None:
        self.version, self.list_date = screener.version, screener.list_date

    def screen(self, act: Transaction) -> tuple[Hit, ...]:
        return ()
