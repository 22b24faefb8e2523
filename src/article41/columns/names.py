"""Parties and ships of many rows: each distinct one is read and looked for on the lists once.

Whom no list resembles on any day bears on the act only by being there, by country and by flag; a row in which somebody
resembles an entry is judged by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from article41.bulk.doubts import koreas
from article41.columns.answers import Ints
from article41.columns.coding import DOUBT, NOTHING
from article41.columns.grid import BANK_THERE, FLAG_ELSEWHERE, FLAG_THERE, FLAG_UNSAID, SOMEBODY, SOMEBODY_THERE
from article41.derived import TERRITORY_WORDS
from article41.errors import InputError
from article41.law import Regime
from article41.screening.screener import ListScreener, queries_of
from article41.transaction import Party, Transaction, Vessel

MOST_KEPT = 1_000_000
"""Distinct parties and ships that are remembered; when there are more, all are forgotten and looked for again."""
KIND = 3
NORTH, SOUTH = 4, 8
"""Added to the number of a party whose text names one of the two Koreas: beside the other's code that is a doubt."""


class Names:
    """Numbers for parties or ships, as in `Cell.party` and `Cell.vessel`; DOUBT where the row must be judged alone."""

    def __init__(self, law: Regime, screeners: Sequence[ListScreener], processes: int | None = None) -> None:
        self._law, self._screeners, self._processes = law, screeners, processes
        self._known: dict[tuple[Any, ...], int] = {}

    def numbers(self, columns: Mapping[str, pl.Series], part: str, more: Mapping[str, Any]) -> Ints:
        """The numbers for rows whose `part` ("parties" or "vessel") has these keys; `more` are the same for all."""
        frame = pl.DataFrame(dict(columns))
        distinct = frame.unique()
        rows = distinct.rows()
        self._read([self._key(part, more, distinct.columns, row) for row in rows])
        found = [self._known[self._key(part, more, distinct.columns, row)] for row in rows]
        numbered = distinct.with_columns(pl.Series("number", found, dtype=pl.Int32))
        joined = frame.join(numbered, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")
        return joined["number"].to_numpy()

    @staticmethod
    def _key(part: str, more: Mapping[str, Any], keys: Sequence[str], row: tuple[Any, ...]) -> tuple[Any, ...]:
        said = {key: value.strip() if isinstance(value, str) else value for key, value in zip(keys, row, strict=True)}
        filled = {key: value for key, value in said.items() if value not in (None, "")}
        return (part, *sorted({**more, **filled}.items())) if filled else ()

    def _read(self, keys: Iterable[tuple[Any, ...]]) -> None:
        """Reads what is new: first the fields, then, all at once, the names."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        self._known[()] = NOTHING
        acts: dict[tuple[Any, ...], Transaction] = {}
        for key in dict.fromkeys(keys):
            if key not in self._known:
                act = self._act(key)
                self._known[key] = DOUBT if act is None else _number(act, self._law.territory)
                if act and self._known[key] != DOUBT:
                    acts[key] = act
        for key in self._resembling(acts):
            self._known[key] = DOUBT

    def _act(self, key: tuple[Any, ...]) -> Transaction | None:
        """An act with this party or ship alone; None where its fields are faulty, unclear or give a warning."""
        part, said = key[0], dict(key[1:])
        try:
            act = self._law.read(
                {"date": "2000-01-01", "activity": "transfer", part: [said] if part == "parties" else said}
            )
        except InputError:
            return None
        return None if act.warnings or act.unclear else act

    def _resembling(self, acts: Mapping[tuple[Any, ...], Transaction]) -> set[tuple[Any, ...]]:
        """Those of the acts somebody of which may be an entry of some list."""
        asked = [(key, query) for key, act in acts.items() for query in queries_of(act)]
        queries = [query for _, query in asked]
        found = set()
        for screener in self._screeners:
            answers = screener.screen_many(queries, self._processes)
            found |= {key for (key, _), candidates in zip(asked, answers, strict=True) if candidates}
        return found


def _number(act: Transaction, there: str) -> int:
    return _of_vessel(act.vessel, there) if act.vessel else _of_party(act.parties[0], there)


def _of_party(party: Party, there: str) -> int:
    if party.type == "vessel":
        return DOUBT
    named = koreas(party.name)
    doubts = NORTH * ("KP" in named) + SOUTH * ("KR" in named)
    if party.country != there:
        return doubts + SOMEBODY
    return doubts + (BANK_THERE if party.type == "bank" else SOMEBODY_THERE)


def _of_vessel(ship: Vessel, there: str) -> int:
    if any(TERRITORY_WORDS.found(text) for text in (ship.owner, ship.operator) if text):
        return DOUBT
    return FLAG_UNSAID if ship.flag is None else FLAG_THERE if ship.flag == there else FLAG_ELSEWHERE
