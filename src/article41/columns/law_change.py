"""A change of law: what it can touch, by activity and day, and what of the law differs there.

It errs towards touched: a row that is touched is judged again, one that is not could not have another answer.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import numpy as np
import polars as pl

from article41.bulk.headings import Layout
from article41.columns.answers import Bools, Ints
from article41.columns.bearing import Text, difference, texts
from article41.columns.changes import Why
from article41.columns.coding import FAR, day_number
from article41.columns.fields import DESCRIPTION, Filled, Times
from article41.columns.grid import ACTIVITIES
from article41.columns.list_change import differing
from article41.columns.spans import FIRST_DAY, LAST_DAY
from article41.errors import InputError
from article41.law import Regime
from article41.screening.built_in import built_in, of_draft
from article41.screening.holdings import behind
from article41.screening.screener import ListScreener
from article41.transaction import Transaction


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
        self._met: dict[bytes, list[str]] = {}

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
        listed = self._newly_listed(act)
        told = [*deciding.values(), *listed] or [*filter(None, [self._everywhere]), *differ.values()]
        return Why(tuple(deciding), "; ".join(told) or "the words of goods differ between the two laws")

    def _newly_listed(self, act: Transaction) -> list[str]:
        """The names of the draft that somebody in the act meets; the same on each of its days."""
        draft = self.new.draft
        if not draft or not self._lists or act.date < self._since:
            return []
        key = msgspec.json.encode((act.parties, act.vessel, act.holdings))
        if key not in self._met:
            names = of_draft(draft.draft, draft.listings, self._since)
            self._met[key] = differing((), (*names.screen(act), *behind(act, names)), {}, {})
        return self._met[key]

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
