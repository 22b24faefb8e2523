"""A list that remembers what it was asked, so that a name that comes again costs nothing."""

from collections.abc import Sequence
from typing import Any

from article41.screening.hits import Candidate, Hit, Query
from article41.screening.screener import ListScreener, asked_of, hits_of
from article41.transaction import Transaction

MOST_KEPT = 500_000
"""Names that are remembered, unless somebody wants fewer."""


class Remembered:
    """A list and what it answered: many names are looked for at once, and each but once.

    `most` is how many names are kept; when there are more, all are forgotten.
    """

    def __init__(self, screener: ListScreener, processes: int, most: int = MOST_KEPT) -> None:
        self.version, self.list_date = screener.version, screener.list_date
        self._screener, self._processes, self._most = screener, processes, most
        self._found: dict[tuple[Any, ...], tuple[Candidate, ...]] = {}

    def learn(self, queries: Sequence[Query]) -> None:
        """Looks for all that is new."""
        if len(self._found) > self._most:
            self._found.clear()
        new = {key: query for query in queries if (key := _key(query)) not in self._found}
        self._found.update(zip(new, self._screener.screen_many(list(new.values()), self._processes), strict=True))

    def knows(self, queries: Sequence[Query]) -> bool:
        """Whether none of them is new."""
        return all(_key(query) in self._found for query in queries)

    def of(self, query: Query) -> tuple[Candidate, ...]:
        """What `ListScreener.screen_query` answers."""
        key = _key(query)
        if key not in self._found:
            self.learn([query])
        return self._found[key]

    def screen(self, act: Transaction) -> tuple[Hit, ...]:
        """What `ListScreener.screen` answers."""
        asked = asked_of(act)
        return hits_of(asked, [self.of(query) for _, query in asked], act.date)


def _key(query: Query) -> tuple[Any, ...]:
    identifiers = tuple(sorted(query.identifiers.items())) if query.identifiers else ()
    return query.name, query.type, query.country, query.birth_date, query.imo, query.on, identifiers
