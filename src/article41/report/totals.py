"""Totals of many answers: small, however many rows; two of them add up; JSON keeps one for a later run."""

from collections.abc import Iterable, Mapping
from typing import get_args

import msgspec

from article41.bulk.judging import Answer
from article41.bulk.rows import Fault
from article41.bulk.summary import flat
from article41.verdict import Answer as Word

VERDICTS: tuple[Word, ...] = get_args(Word)
Counts = dict[str, int]
Table = dict[str, Counts]
"""How often each verdict was given, by what the row is counted under."""
NO_LINK, NOT_SAID, UNCLEAR = "no link", "not said", "unclear"
"""Stand for the partner: neither `from` nor `to` is the territory; the other end is blank; it may be two countries."""
NO_YEAR = "no year"


class Totals(msgspec.Struct, forbid_unknown_fields=True):
    """How many rows had which answer. `measures` and `paragraphs` count a row once for each that decides it.

    `years` are those of the acts; `partners` are the countries at the other end from the territory, by code; `faults`
    holds the rows without an answer, by the field at fault.
    """

    verdicts: Counts = {}
    years: Table = {}
    measures: Table = {}
    paragraphs: Table = {}
    partners: Table = {}
    faults: Counts = {}

    @property
    def answered(self) -> int:
        """Rows with an answer."""
        return sum(self.verdicts.values())

    @property
    def faulty(self) -> int:
        """Rows without one."""
        return sum(self.faults.values())

    @property
    def counts(self) -> str:
        """In words: `3 rows: 2 prohibited, 1 permitted, 0 faulty`."""
        rows = self.answered + self.faulty
        said = [f"{self.verdicts[word]:,} {word}" for word in VERDICTS if self.verdicts.get(word)]
        return f"{rows:,} {'row' if rows == 1 else 'rows'}: " + ", ".join([*said, f"{self.faulty:,} faulty"])

    def add(self, other: "Totals") -> None:
        """Adds the rows of another part."""
        _add(self.verdicts, other.verdicts)
        _add(self.faults, other.faults)
        for mine, more in zip(self._tables(), other._tables(), strict=True):
            for key, counts in more.items():
                _add(mine.setdefault(key, {}), counts)

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Adds rows that have no answer."""
        for fault in faults:
            _add(self.faults, {fault.field: 1})

    def add_answer(self, answer: Answer, territory: str) -> None:
        """Adds one row that was judged by itself."""
        said, act = flat(answer), answer.act
        from_ = act.from_ or (UNCLEAR if "from" in act.unclear else NOT_SAID)
        to = act.to or (UNCLEAR if "to" in act.unclear else NOT_SAID)
        self.count(said["verdict"], said["measures"], said["cite"], 1)
        _add(self.years.setdefault(f"{act.date.year:04d}", {}), {said["verdict"]: 1})
        _add(self.partners.setdefault(partner(from_, to, territory), {}), {said["verdict"]: 1})

    def count(self, verdict: str, measures: str, cite: str, rows: int) -> None:
        """Adds rows with an answer whose deciding measures and paragraphs are these, joined by `; `."""
        _add(self.verdicts, {verdict: rows})
        for table, joined in ((self.measures, measures), (self.paragraphs, cite)):
            for key in joined.split("; ") if joined else ():
                _add(table.setdefault(key, {}), {verdict: rows})

    def to_json(self) -> bytes:
        """One line of JSON, without a line end."""
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def from_json(cls, text: bytes) -> "Totals":
        """What `to_json` wrote. Raises msgspec.ValidationError for anything else."""
        return msgspec.json.decode(text, type=cls)

    def _tables(self) -> tuple[Table, ...]:
        return self.years, self.measures, self.paragraphs, self.partners


def partner(from_: str, to: str, territory: str) -> str:
    """The end of an act that is not the territory; ends are codes, NOT_SAID or UNCLEAR."""
    if territory in (from_, to):
        return to if from_ == territory else from_
    return UNCLEAR if UNCLEAR in (from_, to) else NO_LINK


def _add(counts: Counts, more: Mapping[str, int]) -> None:
    for key, number in more.items():
        counts[key] = counts.get(key, 0) + number
