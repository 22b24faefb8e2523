"""A change of list: the names that the two lists answer differently, and which entries make the difference."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from article41.bulk.headings import Layout
from article41.check import screened
from article41.columns.answers import Answers, Bools
from article41.columns.changes import Why
from article41.columns.coding import DOUBT
from article41.columns.fields import Fields
from article41.columns.grid import Grid
from article41.columns.names import Names
from article41.law import Regime
from article41.screening.batch import processors
from article41.screening.entries import Entry
from article41.screening.hits import Candidate, Hit
from article41.screening.remembered import Remembered
from article41.screening.screener import Asked, ListScreener
from article41.transaction import Transaction


class ListChange:
    """From one list to another under the same law."""

    def __init__(self, law: Regime, old: ListScreener, new: ListScreener) -> None:
        self.old = self.new = law
        self._before = old
        self.screener: ListScreener = new
        self._of_old, self._of_new = ({entry.id: entry for entry in used.entries} for used in (old, new))
        self._fields = Fields(
            Grid(law, new, Answers()), _Differing(law, [Remembered(one, processors()) for one in (old, new)])
        )

    @property
    def lists(self) -> str:
        used = (self._before, self.screener)
        told = (f"of {one.list_date} ({len(one.entries):,} entries)" for one in used)
        return f"List {' → '.join(told)}; the results do not say which list they rest on."

    def touched(self, frame: pl.DataFrame, layout: Layout) -> Bools:
        named = self._fields.named(frame, layout)
        touched: Bools = (named.party == DOUBT) | (named.vessel == DOUBT)
        return touched

    def touches(self, said: Mapping[str, Any]) -> bool:
        return any(said.get(part) for part in ("parties", "vessel", "holdings"))

    def why(self, act: Transaction, measures: Sequence[str]) -> Why:
        before, after = screened(act, self.old, self._before), screened(act, self.new, self.screener)
        found = differing(before, after, self._of_old, self._of_new)
        return Why(tuple(measures), "; ".join(found))


class _Differing(Names):
    """Names of which the two lists do not say the same on every day; DOUBT stands for them."""

    def _resembles(self, asked: Sequence[Asked]) -> bool:
        before, after = self._lists
        return any(_met(before.of(query)) != _met(after.of(query)) for _, query in asked)


def _met(candidates: Sequence[Candidate]) -> list[tuple[Any, ...]]:
    return [(c.decision, *_standing(c.entry)) for c in candidates]


def _standing(entry: Entry) -> tuple[Any, ...]:
    """What of an entry an answer depends on, once a name has met it."""
    listed = tuple((time.start, time.until, time.by) for time in entry.listed)
    designated = tuple((time.start, time.until, time.kind, time.law) for time in entry.designated)
    return entry.id, entry.type, listed, designated


def differing(
    before: Sequence[Hit], after: Sequence[Hit], old: Mapping[str, Entry], new: Mapping[str, Entry]
) -> list[str]:
    """The entries that only one of the lists shows in force on the act's day, or that both show otherwise."""
    was, now = ({hit.entry.id: hit for hit in reversed(hits)} for hits in (before, after))
    told = []
    for entry in dict.fromkeys([*was, *now]):
        if entry not in was:
            told.append(_came(now[entry], old.get(entry)))
        elif entry not in now:
            told.append(_went(was[entry], new.get(entry)))
        elif (was[entry].decision, *_standing(was[entry].entry)) != (now[entry].decision, *_standing(now[entry].entry)):
            told.append(f"{_name(now[entry].entry)}: amended{_amended(now[entry].entry)}")
    return told


def _came(hit: Hit, before: Entry | None) -> str:
    start = (hit.listed or hit.designated[0]).start
    known = f"amended{_amended(hit.entry)}; " if before else ""
    return f"{_name(hit.entry)}: {known}listed from {start}"


def _went(hit: Hit, after: Entry | None) -> str:
    if after is None:
        return f"{_name(hit.entry)}: delisted, it is not on the new list"
    ends = [time.until for time in (*after.listed, *after.designated)]
    last = None if not ends or None in ends else max(end for end in ends if end)
    return f"{_name(hit.entry)}: " + (f"delisted, last day {last}" if last else f"amended{_amended(after)}")


def _amended(entry: Entry) -> str:
    return f" on {entry.amended[-1]}" if entry.amended else ""


def _name(entry: Entry) -> str:
    return f"{entry.name} ({entry.id})"
