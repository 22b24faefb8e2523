"""Parties and ships of many rows: each distinct one is read and looked for on the lists once.

Whom no list resembles on any day bears on the act only by being there, by country and by flag; a row in which somebody
resembles an entry is judged by itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import polars as pl

from article41.bulk.doubts import koreas
from article41.columns.answers import Ints
from article41.columns.coding import DOUBT, NOTHING
from article41.columns.grid import BANK_THERE, FLAG_ELSEWHERE, FLAG_THERE, FLAG_UNSAID, SOMEBODY, SOMEBODY_THERE
from article41.derived import TERRITORY_WORDS
from article41.errors import InputError
from article41.law import Regime
from article41.screening.remembered import Remembered
from article41.screening.screener import Asked, asked_of, meeting
from article41.transaction import Party, Transaction, Vessel

NUMBER = "#"
MOST_KEPT = 500_000
"""Distinct parties and ships that are remembered."""
KIND = 3
NORTH, SOUTH = 4, 8
"""Added to the number of a party whose text names one of the two Koreas: beside the other's code that is a doubt."""


class Names:
    """Numbers for parties or ships, as in `Cell.party` and `Cell.vessel`; DOUBT where the row must be judged alone."""

    def __init__(self, law: Regime, lists: Sequence[Remembered]) -> None:
        self._law, self._lists = law, lists
        self._tables: dict[tuple[Any, ...], pl.DataFrame] = {}

    def numbers(self, columns: Mapping[str, pl.Series], part: str, more: Mapping[str, str]) -> Ints:
        """The numbers for rows whose `part` ("parties" or "vessel") has these keys; `more` are the same for all."""
        frame = pl.DataFrame(dict(columns))
        kind = part, *more.items(), *frame.schema.items()
        joined = self._joined(frame, kind)
        if joined.null_count():
            new = frame.filter(joined.is_null()).unique()
            self._add(kind, new.with_columns(pl.Series(NUMBER, self._number(new, part, more), dtype=pl.Int32)), frame)
            joined = self._joined(frame, kind)
        return cast(Ints, joined.to_numpy())

    def _joined(self, frame: pl.DataFrame, kind: tuple[Any, ...]) -> pl.Series:
        if kind not in self._tables:
            return pl.repeat(None, len(frame), dtype=pl.Int32, eager=True)
        return frame.join(self._tables[kind], on=frame.columns, how="left", nulls_equal=True, maintain_order="left")[
            NUMBER
        ]

    def _add(self, kind: tuple[Any, ...], numbered: pl.DataFrame, frame: pl.DataFrame) -> None:
        """Keeps what is new; where that grows beyond MOST_KEPT, what this frame does not hold is forgotten."""
        known = self._tables.get(kind, numbered.clear())
        if len(known) + len(numbered) > MOST_KEPT:
            known = known.join(frame.unique(), on=frame.columns, how="semi", nulls_equal=True)
        self._tables[kind] = pl.concat([known, numbered])

    def _number(self, new: pl.DataFrame, part: str, more: Mapping[str, str]) -> list[int]:
        """The numbers of distinct parties or ships: first their fields are read, then, all at once, their names."""
        acts = [self._act(_said(row), part, more) for row in new.iter_rows(named=True)]
        asked = [asked_of(act) if isinstance(act, Transaction) else [] for act in acts]
        queries = [query for some in asked for _, query in some]
        for names in self._lists:
            names.learn(queries)
        return [
            act if isinstance(act, int) else DOUBT if self._resembles(some) else _number(act, self._law.territory)
            for act, some in zip(acts, asked, strict=True)
        ]

    def _act(self, said: dict[str, Any], part: str, more: Mapping[str, str]) -> Transaction | int:
        """An act with this party or ship alone; DOUBT where its fields are faulty, unclear or give a warning."""
        if not said:
            return NOTHING
        given = {**more, **said}
        field = [given] if part == "parties" else given
        try:
            act = self._law.read({"date": "2000-01-01", "activity": "transfer", part: field})
        except InputError:
            return DOUBT
        return DOUBT if act.warnings or act.unclear else act

    def _resembles(self, asked: Sequence[Asked]) -> bool:
        """Whether somebody may be an entry of some list, on whatever day."""
        return any(meeting(query, names.of(query)) for names in self._lists for _, query in asked)


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """The filled cells of a row, as `bulk.headings.Layout` takes them."""
    bare = {key: value.strip() if isinstance(value, str) else value for key, value in row.items()}
    return {key: value for key, value in bare.items() if value not in (None, "")}


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
