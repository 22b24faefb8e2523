"""From the days on which an entry was seen, or seen to be missing, to the times of which something can be said.

Between a list that has an entry and the next that lacks it, or the other way about, days are uncertain unless
LISTED_ON names the day between them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

State = Literal["listed", "not listed", "uncertain"]
_DAY = timedelta(days=1)


class Sight(NamedTuple):
    """One day on which the entry is known to be on the list or not, and the LISTED_ON that was given then."""

    day: date
    present: bool
    listed_on: date | None = None
    certain: bool = False
    """Whether `listed_on` comes from a known fact; it then holds for the whole time on the list."""


class Period(msgspec.Struct, frozen=True):
    """A time of one state, both days inclusive; `start` None: ever before, `until` None: so far as is known.

    Flag `restored`: on the list again, under an old LISTED_ON as a rule. Flag `by LISTED_ON`: the days before the
    first list seen rest on LISTED_ON alone.
    """

    state: State
    start: date | None
    until: date | None
    reason: str
    flags: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


class _Run(NamedTuple):
    """Sights of one kind in a row."""

    present: bool
    first: date
    last: date
    listed_on: date | None


def periods(sights: Iterable[Sight]) -> tuple[Period, ...]:
    """All time, without gap or overlap, from the sights in order of their days. Empty where nothing was seen."""
    runs = [_run(present, list(group)) for present, group in groupby(sights, key=lambda sight: sight.present)]
    line = _Line()
    seen: date | None = None
    for number, run in enumerate(runs):
        before = runs[number - 1] if number else None
        if run.present:
            line.listed_from(run, before, seen)
            seen = run.last
        elif before:
            line.removed(before, run)
        else:
            line.absent_at_first(run)
    return line.closed()


def _run(present: bool, sights: Sequence[Sight]) -> _Run:
    known = [sight.listed_on for sight in sights if sight.certain and sight.listed_on]
    given = [sight.listed_on for sight in sights if sight.listed_on]
    listed_on = known[0] if known else given[-1] if given else None
    return _Run(present, sights[0].day, sights[-1].day, listed_on)


class _Line:
    """Periods in the making: `open` is the last one, which has no end yet."""

    def __init__(self) -> None:
        self.done: list[Period] = []
        self.open: Period | None = None

    def begin(self, state: State, start: date | None, reason: str, *flags: str) -> None:
        """End what is open on the day before `start`, and open the next. What would begin later is overwritten."""
        if self.open:
            self.done.append(self.open)
        if start:
            while self.done and self.done[-1].start and self.done[-1].start >= start:
                self.done.pop()
            if self.done:
                self.done.append(msgspec.structs.replace(self.done.pop(), until=start - _DAY))
        self.open = Period(state, start, None, reason, flags)

    def closed(self) -> tuple[Period, ...]:
        return (*self.done, self.open) if self.open else ()

    def absent_at_first(self, run: _Run) -> None:
        self.begin("not listed", None, f"missing on {run.first}, the first day known")

    def removed(self, before: _Run, run: _Run) -> None:
        if before.last + _DAY < run.first:
            text = f"seen on {before.last}, missing on {run.first}: the day of removal is not known"
            self.begin("uncertain", before.last + _DAY, text)
        self.begin("not listed", run.first, f"missing on {run.first}; last seen on {before.last}")

    def listed_from(self, run: _Run, before: _Run | None, seen: date | None) -> None:
        """The beginning of a time on the list. `before`: the days it was missing; `seen`: the last day before those."""
        if before is None:
            self._at_first(run)
        elif run.listed_on and before.last <= run.listed_on <= run.first:
            text = f"LISTED_ON {run.listed_on}, seen on {run.first}"
            self.begin("listed", run.listed_on, text, *(("restored",) if seen else ()))
        elif run.listed_on and run.listed_on < before.last and seen is None:
            self._late(run, before)
        else:
            self._again(run, before, seen)

    def _at_first(self, run: _Run) -> None:
        day = run.listed_on
        if day and day <= run.first:
            self.begin("not listed", None, f"LISTED_ON is {day}")
            text = f"LISTED_ON {day}, seen on {run.first}, the first day known"
            self.begin("listed", day, text, *(("by LISTED_ON",) if day < run.first else ()))
        else:
            self.begin("uncertain", None, f"seen on {run.first}, the first day known; no LISTED_ON")
            self.begin("listed", run.first, f"seen on {run.first}")

    def _late(self, run: _Run, before: _Run) -> None:
        """Never seen before, yet LISTED_ON names a day on which lists lack it: perhaps listed, delisted, restored."""
        day = run.listed_on
        self.open, self.done = None, []
        self.begin("not listed", None, f"LISTED_ON is {day}")
        self.begin("uncertain", day, f"LISTED_ON is {day}, but it was missing from {before.first} to {before.last}")
        text = f"first seen on {run.first}, under LISTED_ON {day}"
        self.begin("listed", run.first, text, "restored")

    def _again(self, run: _Run, before: _Run, seen: date | None) -> None:
        old = bool(run.listed_on and seen and run.listed_on <= seen)
        if run.listed_on and seen and seen < run.listed_on < before.last:
            text = f"LISTED_ON is {run.listed_on}, but it was missing until {before.last}"
            self.begin("uncertain", run.listed_on, text)
        elif before.last + _DAY < run.first:
            text = f"missing on {before.last}, seen on {run.first}; LISTED_ON does not name the day"
            self.begin("uncertain", before.last + _DAY, text)
        text = f"seen on {run.first}" + (f", back under the old LISTED_ON {run.listed_on}" if old else "")
        self.begin("listed", run.first, text, *(("restored",) if seen else ()))
