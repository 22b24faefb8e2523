"""From the columns of a frame to cells: which field a column fills, and which rows no cell can take."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import polars as pl

from article41.bulk.headings import TYPE_OF_ROLE, Layout
from article41.columns.answers import Bools, Ints
from article41.columns.coding import DOUBT, FAR, NOTHING, Coded, CodedPairs, are_numbers, day_number, days, six_digits
from article41.columns.countries import country_number
from article41.columns.grid import ACTIVITIES, Cell, Grid
from article41.columns.names import KIND, NORTH, SOUTH, Names
from article41.columns.spans import FIRST_DAY, LAST_DAY
from article41.dates import parse_date
from article41.hs import parse_hs
from article41.places import parse_country
from article41.quantity import parse_currency

Field = tuple[str, str]
"""A part of the transaction and the key in it, as `bulk.headings` names them."""
ID, DATE, ACTIVITY, VIA = ("act", "id"), ("act", "date"), ("act", "activity"), ("act", "via")
FROM, TO, ORIGIN = ("act", "from"), ("act", "to"), ("goods", "origin")
HS, DESCRIPTION = ("goods", "hs"), ("goods", "description")
QUANTITY, UNIT, VALUE, CURRENCY = (("goods", key) for key in ("quantity", "unit", "value", "currency"))
AMOUNTS: tuple[Field, ...] = (QUANTITY, UNIT, VALUE, CURRENCY)
_FIRST, _LAST = day_number(FIRST_DAY), day_number(LAST_DAY)


class Rows(NamedTuple):
    """The rows of a frame, read. `alone`: no cell takes the row. `amounts`, `described`: such were given.

    `from_` and `to` are countries, by `country_number`. `day` counts from the epoch. `dated`: the very day counts and
    not only its span, since somebody is named.
    """

    cells: Cell
    goods: Ints
    from_: Ints
    to: Ints
    day: Ints
    alone: Bools
    amounts: Bools
    described: Bools
    dated: Bools


class Named(NamedTuple):
    """Who takes part, row by row: `party` and `vessel` as in Cell, and the Koreas that names of parties name."""

    party: Ints
    vessel: Ints
    koreas: Ints

    def part(self, start: int, length: int) -> "Named":
        return Named(*(numbers[start : start + length] for numbers in self))


class Fields:
    """Reads frames. What was read once is remembered from frame to frame."""

    def __init__(self, grid: Grid, names: Names) -> None:
        self._grid, self._names = grid, names
        units = grid.law.units
        self._times = Times()
        self._places = CodedPairs(self._place)
        self._codes = Coded(lambda said: grid.signature(parse_hs(said)) + 1)
        self._units = Coded(lambda said: 1 if units.unit(said) else DOUBT)
        self._currencies = Coded(lambda said: 1 if parse_currency(said) else DOUBT)

    def named(self, frame: pl.DataFrame, layout: Layout) -> Named:
        """Who takes part in the rows: every party and ship of the frame is looked for on the lists, at once."""
        read = Filled(frame, layout)
        party, koreas = self._parties(read)
        return Named(party, self._vessel(read), koreas)

    def read(self, frame: pl.DataFrame, layout: Layout, named: Named) -> Rows:
        """The rows of a frame with this layout, in which these take part."""
        read = Filled(frame, layout)
        day, activity = self._times(read)
        from_, to, origin = (read.numbers(field, self._places) for field in (FROM, TO, ORIGIN))
        party, vessel, koreas = named
        goods = self._goods(read)
        alone = (day < _FIRST) | (day > _LAST) | (activity < 0) | self._mixed_up(koreas, from_, to)
        for numbers in (from_, to, origin, party, vessel, goods, *self._amounts(read)):
            alone |= numbers == DOUBT
        alone |= read.given(field for field in read.said if field[0] == "facts" or field == VIA)
        span, countries = self._grid.spans.of(np.clip(day, _FIRST, _LAST)), self._grid.countries
        return Rows(
            cells=Cell(activity, span, countries(from_), countries(to), countries(origin), party, vessel),
            goods=goods,
            from_=from_,
            to=to,
            day=day,
            alone=alone,
            amounts=read.given(AMOUNTS),
            described=read.given((DESCRIPTION,)),
            dated=(party != NOTHING) | (vessel != NOTHING),
        )

    def _place(self, said: object) -> int:
        code = parse_country(str(said)).code
        return country_number(code) if code else DOUBT

    def _goods(self, read: "Filled") -> Ints:
        """The signature of each code; of codes of six digits without a detour over text."""
        column = read.said.get(HS)
        if column is None:
            return np.full(read.length, self._grid.no_code, dtype=np.int32)
        six = six_digits(column) if column.dtype == pl.String else np.full(len(column), DOUBT, dtype=np.int32)
        goods = self._grid.signatures(six)
        other = six == DOUBT
        if other.any():
            numbers = self._codes(column.filter(other))
            goods[other] = np.where(
                numbers == NOTHING, self._grid.no_code, np.where(numbers == DOUBT, DOUBT, numbers - 1)
            )
        return goods

    def _amounts(self, read: "Filled") -> Iterable[Ints]:
        """Whether quantities, units, values and currencies can be read: DOUBT where not."""
        for field in (QUANTITY, VALUE):
            if field in read.said:
                yield np.where(are_numbers(read.said[field]), NOTHING, DOUBT)
        yield read.numbers(UNIT, self._units)
        yield read.numbers(CURRENCY, self._currencies)

    def _parties(self, read: "Filled") -> tuple[Ints, Ints]:
        """What the parties of each row together say, as `Cell.party`; and the Koreas that their names name."""
        party, koreas = (np.zeros(read.length, dtype=np.int32) for _ in range(2))
        for part in dict.fromkeys(part for part, _ in read.said if part.startswith("party:")):
            role = part.removeprefix("party:")
            implied = {"role": role} | ({"type": TYPE_OF_ROLE[role]} if role in TYPE_OF_ROLE else {})
            numbers = self._names.numbers(read.part(part), "parties", implied)
            doubtful = (numbers == DOUBT) | (party == DOUBT)
            party = np.where(doubtful, DOUBT, np.maximum(party, numbers & KIND))
            koreas |= np.where(numbers == DOUBT, 0, numbers & (NORTH | SOUTH))
        return party, koreas

    def _vessel(self, read: "Filled") -> Ints:
        columns = read.part("vessel")
        return self._names.numbers(columns, "vessel", {}) if columns else np.zeros(read.length, dtype=np.int32)

    def _mixed_up(self, koreas: Ints, from_: Ints, to: Ints) -> Bools:
        """Rows that may earn the warning of `bulk.doubts`: the code of one Korea, and a name that names the other."""
        north, south = country_number(self._grid.law.territory), country_number("KR")
        by_north: Bools = (from_ == north) | (to == north)
        by_south: Bools = (from_ == south) | (to == south)
        return by_north & (koreas & SOUTH > 0) | by_south & (koreas & NORTH > 0)


class Times:
    """Reads of each row its day, counted from the epoch, and its activity, by its place among ACTIVITIES.

    The day is FAR and the activity negative where none can be read.
    """

    def __init__(self) -> None:
        self._days = Coded(lambda said: day_number(parse_date(said)), FAR, FAR)
        self._activities = Coded(lambda said: ACTIVITIES.index(said) + 1 if said in ACTIVITIES else DOUBT)

    def __call__(self, read: "Filled") -> tuple[Ints, Ints]:
        day = days(read.said[DATE], self._days)
        if ACTIVITY in read.said:
            return day, self._activities(read.said[ACTIVITY]) - 1
        return day, np.full(read.length, ACTIVITIES.index("transfer"), dtype=np.int32)


class Filled:
    """The columns of one frame by the field they fill."""

    def __init__(self, frame: pl.DataFrame, layout: Layout) -> None:
        self.said = {(c.part, c.key): frame.to_series(c.position) for c in layout.columns}
        self.length = len(frame)

    def numbers(self, field: Field, coded: Coded) -> Ints:
        """The column's values as numbers; NOTHING for a column that is not there."""
        return coded(self.said[field]) if field in self.said else np.zeros(self.length, dtype=np.int32)

    def part(self, part: str) -> dict[str, pl.Series]:
        """The columns of one part, by key."""
        return {key: column for (of, key), column in self.said.items() if of == part}

    def given(self, fields: Iterable[Field]) -> Bools:
        """Rows in which one of the fields holds something."""
        found: Bools = np.zeros(self.length, dtype=np.bool_)
        for column in (self.said[field] for field in fields if field in self.said):
            blank = column.is_null()
            if column.dtype == pl.String:
                blank = blank | (column.str.strip_chars() == "")
            found |= ~blank.fill_null(True).to_numpy()
        return found
