"""What a change can touch: of law, by activity and day; of a list, by the names that the two lists answer differently.

Both err towards touched: a row that is touched is judged again, one that is not could not have another answer.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

import numpy as np
import polars as pl

from article41.bulk.headings import Layout
from article41.check import screened
from article41.columns.answers import Answers, Bools, Ints
from article41.columns.bearing import Text, difference, texts
from article41.columns.coding import DOUBT, FAR, day_number
from article41.columns.fields import DESCRIPTION, Fields, Filled, Times
from article41.columns.grid import ACTIVITIES, FIRST_DAY, LAST_DAY, Grid
from article41.columns.names import Names
from article41.errors import InputError
from article41.law import Regime
from article41.screening.built_in import built_in
from article41.screening.entries import Entry
from article41.screening.hits import Candidate, Hit
from article41.screening.screener import ListScreener, queries_of
from article41.transaction import Transaction


class Why(NamedTuple):
    """Why an answer is another one: the measures whose text differs, and the differences in words."""

    measures: tuple[str, ...]
    text: str


class Change(Protocol):
    """An old and a new law or list."""

    @property
    def old(self) -> Regime:
        """The law that old answers must rest on."""

    @property
    def new(self) -> Regime:
        """The law that rows are judged by."""

    @property
    def screener(self) -> ListScreener | None:
        """The list that rows are judged by; None for the built-in one."""

    @property
    def lists(self) -> str:
        """Which lists it rests on, in words."""

    def touched(self, frame: pl.DataFrame, layout: Layout) -> Bools:
        """The rows whose answer the change could make another one."""

    def touches(self, said: Mapping[str, Any]) -> bool:
        """The same of one act in the contract's form."""

    def why(self, act: Transaction, measures: Sequence[str]) -> Why:
        """What differs for an act that these measures decide, before or after."""


class LawChange:
    """From one law to another: a draft laid over, or other files.

    A draft bears on acts from its own first day on: words that it teaches the law are not applied to earlier ones.
    """

    screener: ListScreener | None = None

    def __init__(self, old: Regime, new: Regime) -> None:
        self.old, self.new = old, new
        self._since = new.draft.in_force_if_adopted if new.draft else FIRST_DAY
        self._days = sorted({*old.change_days(), *new.change_days()})
        self._numbers = np.array([day_number(day) for day in self._days])
        self._differ: dict[tuple[int, int], dict[str, str]] = {}
        self._everywhere = _everywhere(old, new)
        self._words = old.goods.classes != new.goods.classes
        self._lists = bool(new.draft and new.draft.listings)
        self._times = Times()

    @property
    def lists(self) -> str:
        return f"The built-in list of {built_in().list_date}."

    def touched(self, frame: pl.DataFrame, layout: Layout) -> Bools:
        read = Filled(frame, layout)
        day, activity = self._times(read)
        unread = (day < day_number(FIRST_DAY)) | (day > day_number(LAST_DAY)) | (activity < 0)
        touched: Bools = unread | bool(self._everywhere) | self._by_text(activity, day)
        if self._words:
            touched |= read.given((DESCRIPTION,))
        if self._lists:
            touched |= read.given(field for field in read.said if field[0].startswith(("party:", "vessel")))
        touched &= (day >= day_number(self._since)) | (day == FAR)
        return touched

    def touches(self, said: Mapping[str, Any]) -> bool:
        try:
            act = self.new.read(said)
        except InputError:
            return True
        if act.date < self._since:
            return False
        somebody = bool(act.parties or act.vessel or act.holdings)
        described = any(good.description for good in act.goods)
        return bool(
            self._everywhere
            or (self._words and described)
            or (self._lists and somebody)
            or self.differences(act.date, act.activity)
        )

    def differences(self, day: date, activity: str) -> dict[str, str]:
        """What differs in words, by measure, of all that may bear on an activity on a day."""
        span = int(self._numbers.searchsorted(day_number(day), side="right"))
        return self._of_span(ACTIVITIES.index(activity), span)

    def why(self, act: Transaction, measures: Sequence[str]) -> Why:
        differ = self.differences(act.date, act.activity)
        deciding = {name: differ[name] for name in dict.fromkeys(measures) if name in differ}
        listed = _of_hits(screened(act, self.old), screened(act, self.new), {}, {}) if self._lists else []
        told = [*deciding.values(), *listed] or [*filter(None, [self._everywhere]), *differ.values()]
        return Why(tuple(deciding), "; ".join(told) or "the words of goods differ between the two laws")

    def _by_text(self, activity: Ints, day: Ints) -> Bools:
        spans = self._numbers.searchsorted(day, side="right")
        met = activity * (len(self._days) + 1) + spans
        differ = np.zeros(len(ACTIVITIES) * (len(self._days) + 1) + 1, dtype=bool)  # the last place is that of -1
        for place in np.unique(met[activity >= 0]).tolist():
            differ[place] = bool(self._of_span(*divmod(place, len(self._days) + 1)))
        found: Bools = differ[np.where(activity < 0, -1, met)]
        return found

    def _of_span(self, activity: int, span: int) -> dict[str, str]:
        if (activity, span) not in self._differ:
            day = self._days[span - 1] if span else FIRST_DAY
            old, new = (texts(law, day, ACTIVITIES[activity]) for law in (self.old, self.new))
            self._differ[activity, span] = _differences(old, new)
        return self._differ[activity, span]


def _differences(old: dict[str, Text], new: dict[str, Text]) -> dict[str, str]:
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    return {name: difference(name, old.get(name), new.get(name)) for name in names}


def _everywhere(old: Regime, new: Regime) -> str:
    """What differs on all days, in words: how acts are read, and how amounts are counted; empty where nothing does."""
    found = [
        text
        for text, same in (
            ("the units and factors differ", old.units == new.units),
            ("the facts that are read differ", old.boolean_facts == new.boolean_facts),
            ("the territory differs", old.territory == new.territory),
        )
        if not same
    ]
    return "; ".join(found)


class ListChange:
    """From one list to another under the same law."""

    def __init__(self, law: Regime, old: ListScreener, new: ListScreener) -> None:
        self.old = self.new = law
        self._before = old
        self.screener: ListScreener = new
        self._of_old, self._of_new = ({entry.id: entry for entry in used.entries} for used in (old, new))
        self._fields = Fields(Grid(law, new, Answers()), _Differing(law, [old, new]))

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
        found = _of_hits(before, after, self._of_old, self._of_new)
        return Why(tuple(measures), "; ".join(found))


class _Differing(Names):
    """Names of which the two lists do not say the same on every day; DOUBT stands for them."""

    def _resembling(self, acts: Mapping[tuple[Any, ...], Transaction]) -> set[tuple[Any, ...]]:
        asked = [(key, query) for key, act in acts.items() for query in queries_of(act)]
        queries = [query for _, query in asked]
        before, after = (screener.screen_many(queries) for screener in self._screeners)
        return {key for (key, _), a, b in zip(asked, before, after, strict=True) if _met(a) != _met(b)}


def _met(candidates: Sequence[Candidate]) -> list[tuple[Any, ...]]:
    return [(c.decision, *_standing(c.entry)) for c in candidates]


def _standing(entry: Entry) -> tuple[Any, ...]:
    """What of an entry an answer depends on, once a name has met it."""
    listed = tuple((time.start, time.until, time.by) for time in entry.listed)
    designated = tuple((time.start, time.until, time.kind, time.law) for time in entry.designated)
    return entry.id, entry.type, listed, designated


def _of_hits(
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
