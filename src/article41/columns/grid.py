"""The law laid out as a grid: between two changes of law, acts that differ in nothing the law asks share one answer.

Where the ledger's answer changes (a cap's period or a report begins or ends), the law counts as changed too.

A cell is a span of days, an activity, where the act runs, who takes part (nobody listed) and which classes of goods
the code belongs to. Its answer is what `check` says of one act in it, worked out when the first row falls into it. So
there is no second copy of the law; what tests must show is only that the cells are fine enough.
"""

from itertools import pairwise
from threading import Lock
from typing import NamedTuple, get_args

import numpy as np

from article41.bulk.judging import Answer
from article41.bulk.summary import flat
from article41.check import check
from article41.columns.answers import NONE, Answers, Bools, Flat, Ints
from article41.columns.countries import told_apart
from article41.columns.needs import asks_amounts, asks_words
from article41.columns.spans import Spans
from article41.goods import ClassKey
from article41.law import Regime
from article41.regime import Activity
from article41.screening.hits import Screener
from article41.screening.nobody import Nobody
from article41.transaction import Good, Party, Transaction, Vessel

ACTIVITIES: tuple[Activity, ...] = get_args(Activity)
NAMED_COUNTRIES = ("KR", "RU")
"""Countries besides the territory that some fact or warning asks for (`derived`, `bulk.doubts`)."""
ELSEWHERE = "ZZ"
"""Stands for every other country; no country has this code."""
NO_PARTY, SOMEBODY, SOMEBODY_THERE, BANK_THERE = range(4)
NO_VESSEL, FLAG_UNSAID, FLAG_THERE, FLAG_ELSEWHERE = range(4)
SIX = 1_000_000
MOST_SIGNATURES = 4096


Signature = tuple[bool, frozenset[tuple[ClassKey, bool | None]], str]
"""Whether there is no code; the classes that the code belongs to or may belong to; what to ask where it may."""


class Cell(NamedTuple):
    """Where a row stands; arrays of equal length, or numbers for one row. Countries as in `Grid.countries`."""

    activity: Ints
    span: Ints
    from_: Ints
    to: Ints
    origin: Ints
    party: Ints
    vessel: Ints


class Found(NamedTuple):
    """The numbers of the answers of rows; and tables, of which `at` gives the rows' places."""

    numbers: Ints
    at: Ints
    amounts: Bools
    words: Bools


class Told(NamedTuple):
    """The number of a cell's answer, and whether amounts or a description could change it."""

    number: int
    amounts: bool
    words: bool


class Grid:
    """The cells of one regime. `goods` are signatures: numbers for codes that belong to the same classes."""

    def __init__(self, law: Regime, screener: Screener, answers: Answers) -> None:
        self.law, self._nobody, self._answers = law, Nobody(screener), answers
        self.spans = Spans(law)
        self._of_law: dict[tuple[Cell, Signature], Told] = {}
        self._live: dict[tuple[int, int], frozenset[str]] = {}
        places = [law.territory, *NAMED_COUNTRIES, ELSEWHERE]
        self._places = [None, *places]
        self._of_country = told_apart(places)
        self._shape = (len(ACTIVITIES), len(self.spans), *[len(self._places)] * 3, 4, 4)
        self._changing = Lock()
        self._contexts = np.full(np.prod(self._shape), NONE, dtype=np.int32)
        self._keys = np.zeros(0, dtype=np.int64)
        self._numbers = np.full((0, MOST_SIGNATURES), NONE, dtype=np.int32)
        self._amounts, self._words = np.zeros((2, 0, MOST_SIGNATURES), dtype=bool)
        self._signatures: dict[Signature, int] = {}
        self._of_number: list[Signature] = []
        self._codes: list[str] = []
        self.no_code = self.signature("")
        self._of_six = self._six_digits()

    def countries(self, numbers: Ints) -> Ints:
        """Countries as in a Cell, from `country_number`: told apart where something asks for them; 0 is none."""
        return self._of_country.take(numbers, mode="wrap")  # the last place is that of -1

    def signature(self, code: str) -> int:
        """The number of the classes that a code (an even number of digits, or none) belongs to."""
        belongs = self.law.goods.membership((code,) if code else (), "")
        key = code == "", frozenset(belongs.classes.items()), belongs.ask
        number = self._signatures.setdefault(key, len(self._signatures))
        if number == len(self._codes):
            self._codes.append(code)
            self._of_number.append(key)
        return number

    def signatures(self, six_digits: Ints) -> Ints:
        """The same for codes of six digits, given as numbers; NONE for -1."""
        return self._of_six[six_digits]

    def look_up(self, cells: Cell, goods: Ints) -> Found:
        """The answers of rows, and which of them could change with amounts or a description that a row gives."""
        keys = cells.activity.astype(np.int32)
        for size, part in zip(self._shape[1:], cells[1:], strict=True):
            keys *= size
            keys += part
        with self._changing:
            self._add_contexts(keys)
            at = self._contexts[keys]
            at *= MOST_SIGNATURES
            at += goods
            numbers = self._numbers.ravel()[at]
            if (numbers == NONE).any():
                self._judge(np.unique(at[numbers == NONE]))
                numbers = self._numbers.ravel()[at]
            return Found(numbers, at, self._amounts.ravel(), self._words.ravel())

    def _six_digits(self) -> Ints:
        """Codes between two borders of the law's classes belong to the same ones: one of them is asked."""
        borders = {0, SIX}
        for code in self.law.goods.codes():
            unit = 10 ** (6 - len(code[:6]))
            borders |= {int(code[:6]) * unit, (int(code[:6]) + 1) * unit}
        ends = sorted(borders)
        table = np.full(SIX + 1, NONE, dtype=np.int32)  # the last place is also that of -1
        for first, end in pairwise(ends):
            table[first:end] = self.signature(f"{first:06d}")
        return table

    def _add_contexts(self, keys: Ints) -> None:
        present = np.zeros(len(self._contexts), dtype=bool)
        present[keys] = True
        new = (present & (self._contexts == NONE)).nonzero()[0]
        if not len(new):
            return
        start = len(self._numbers)
        self._contexts[new] = np.arange(start, start + len(new))
        more = (len(new), MOST_SIGNATURES)
        self._keys = np.append(self._keys, new)
        self._numbers = np.concatenate([self._numbers, np.full(more, NONE, dtype=np.int32)])
        self._amounts = np.concatenate([self._amounts, np.zeros(more, dtype=bool)])
        self._words = np.concatenate([self._words, np.zeros(more, dtype=bool)])

    def _judge(self, new: Ints) -> None:
        contexts, goods = np.divmod(new, MOST_SIGNATURES)
        parts = np.unravel_index(self._keys[contexts], self._shape)
        for at, good, *cell in zip(contexts.tolist(), goods.tolist(), *(part.tolist() for part in parts), strict=True):
            told = self._told(Cell(*cell), good)
            self._numbers[at, good], self._amounts[at, good], self._words[at, good] = told

    def _told(self, cell: Cell, goods: int) -> Told:
        """What is told of a cell. The ledger changes nothing where no amount counts: there the law's span decides."""
        of_law = cell._replace(span=self.spans.of_law[cell.span])
        key = of_law, self._bearing(of_law, goods)
        if key not in self._of_law:
            self._of_law[key] = self._judged(of_law, goods)
        told = self._of_law[key]
        return self._judged(cell, goods) if told.amounts and of_law.span != cell.span else told

    def _bearing(self, cell: Cell, goods: int) -> Signature:
        """The goods' signature without classes that no measure of the day looks at: many become one."""
        live = self._live.get((int(cell.span), int(cell.activity)))
        if live is None:
            day, activity = self.spans.first_days[int(cell.span)], ACTIVITIES[int(cell.activity)]
            live = self._live[int(cell.span), int(cell.activity)] = self.law.rulebook(day, activity).measures
        uncoded, classes, ask = self._of_number[goods]
        return uncoded, frozenset([one for one in classes if one[0][0] in live]), ask

    def _judged(self, cell: Cell, goods: int) -> Told:
        act = self.act(cell, goods)
        verdict = check(act, self.law, screener=self._nobody)
        number = self._answers.number(Flat.of(flat(Answer(0, 0, act, verdict))))
        return Told(number, asks_amounts(act, self.law), asks_words(act, self.law))

    def act(self, cell: Cell, goods: int) -> Transaction:
        """One act of a cell, to stand for all."""
        code, at = self._codes[goods], [self._places[int(n)] for n in (cell.from_, cell.to, cell.origin)]
        good = Good(hs=code or None, codes=(code,) if code else (), origin=at[2])
        there = self.law.territory
        party = Party("-", country=there if cell.party >= SOMEBODY_THERE else None, type=_BANK.get(int(cell.party)))
        flags = {FLAG_THERE: there, FLAG_ELSEWHERE: ELSEWHERE}
        return Transaction(
            date=self.spans.first_days[int(cell.span)],
            activity=ACTIVITIES[int(cell.activity)],
            from_=at[0],
            to=at[1],
            goods=(good,) if good != Good() else (),
            parties=(party,) if cell.party else (),
            vessel=Vessel(flag=flags.get(int(cell.vessel))) if cell.vessel else None,
        )


_BANK = {BANK_THERE: "bank"}
