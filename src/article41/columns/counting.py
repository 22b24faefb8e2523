"""Rows counted as arrays: where a row is counted (year and partner in one number), and totals from such numbers."""

from collections.abc import Sequence

import numpy as np

from article41.columns.answers import Flat, Ints
from article41.columns.countries import COUNTRIES, country_code, country_number
from article41.columns.fields import Rows
from article41.columns.spans import EPOCH, FIRST_DAY, LAST_DAY
from article41.report.totals import NO_LINK, NO_YEAR, NOT_SAID, UNCLEAR, VERDICTS, Counts, Table, Totals

PARTNERS = [UNCLEAR, NOT_SAID, *map(country_code, range(1, COUNTRIES)), NO_LINK]
"""By number, which is one more than in `Rows`."""
YEARS = [NO_YEAR, *(f"{year:04d}" for year in range(FIRST_DAY.year, LAST_DAY.year + 1)), NO_YEAR]
_UNCLEAR, _NO_LINK = 0, len(PARTNERS) - 1
_DAY_BEFORE = (FIRST_DAY - EPOCH).days - 1


def _year_starts() -> Ints:
    """By day, counted from the one before the first to the one after the last: the first place of its year."""
    days = np.arange(np.datetime64(FIRST_DAY), np.datetime64(LAST_DAY) + 1).astype("datetime64[Y]")
    numbers = days.astype(np.int32) - (FIRST_DAY.year - EPOCH.year) + 1
    return np.pad(numbers, 1, constant_values=(0, len(YEARS) - 1)) * np.int32(len(PARTNERS))


_OF_DAY = _year_starts()


def places(rows: Rows, territory: str) -> Ints:
    """Where each row is counted: its year's number times the number of PARTNERS, and its partner's number."""
    there = country_number(territory)
    partner = rows.from_ + rows.to
    partner -= there - 1  # of the two ends, the one that is left
    apart = (rows.from_ != there) & (rows.to != there)
    np.putmask(partner, apart, _NO_LINK)
    at = (apart & rows.alone).nonzero()[0]  # what is unclear stands there, and seldom
    partner[at[(rows.from_[at] | rows.to[at]) < 0]] = _UNCLEAR
    partner += _OF_DAY.take(rows.day - _DAY_BEFORE, mode="clip")
    return partner


def counted(answers: Sequence[Flat], numbers: Ints, at: Ints) -> Totals:
    """The totals of rows with the answers of these numbers (none where negative), counted at these places."""
    totals = Totals()
    for answer, rows in zip(answers, np.bincount(numbers + 1, minlength=len(answers) + 1)[1:].tolist(), strict=True):
        if rows:
            totals.count(answer.verdict, answer.measures, answer.cite, rows)
    verdicts = np.array([*(VERDICTS.index(answer.verdict) for answer in answers), len(VERDICTS)], dtype=np.int32)
    shape = len(VERDICTS) + 1, len(YEARS), len(PARTNERS)
    cells = verdicts.take(numbers, mode="wrap")  # the last stands for no verdict
    cells *= shape[1] * shape[2]
    cells += at
    found = np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape)
    totals.years, totals.partners = _table(YEARS, found.sum(axis=2)), _table(PARTNERS, found.sum(axis=1))
    return totals


def _table(names: Sequence[str], rows: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> Table:
    """What was counted of each name, by verdict; the last verdict, which stands for none, is left out."""
    table: Table = {}
    for verdict, number in zip(*rows[: len(VERDICTS)].nonzero(), strict=True):
        counts: Counts = table.setdefault(names[number], {})
        counts[VERDICTS[verdict]] = int(rows[verdict, number])
    return table
