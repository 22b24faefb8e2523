"""What of the past a report speaks of, and how well that fits a day on which the report may have appeared."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import cache

from article41.reading.when import Word, days
from article41.record.actors import Person
from article41.record.days import first_day, last_day


class Spans:
    """Days of entries as ordinals: where each begins, in order, and the days (the first eleven) that they cover."""

    def __init__(self, both: Iterable[tuple[date, date]]) -> None:
        numbers = [(a.toordinal(), b.toordinal()) for a, b in both]
        self.starts = sorted(a for a, _ in numbers)
        self.exact = frozenset(d for a, b in numbers for d in range(a, min(b, a + 10) + 1))


DAYS_OLD, RECENT, FRESH = 7, 75, 400
"""Days after an event within which it is news; is told of without a date; is told of by its number."""


FEW = 3
"""Events that may be meant; of more, a fit says little."""


class Event:
    """What a mention may be about: days of entries, and the word of time by which the report places it.

    `named`: a number (fifth test, resolution 2397) says just which event it is. `slack`: days by which a place's day
    may run ahead of the report's (Korea is 13 or 14 hours ahead of New York). `worth`: of a fit to the day.
    """

    def __init__(self, spans: Spans, said: tuple[Word, ...], named: bool, slack: int = 1, worth: float = 3) -> None:
        self.word, self.named, self.slack, self.worth = (said[0] if said else None), named, slack, worth
        self.others: tuple[Event, ...] = ()
        self.starts, self.exact = spans.starts, spans.exact

    @classmethod
    def one_of(cls, events: "Iterable[Event]") -> "Event":
        """Several events under one word of time, of which the best fit counts."""
        first, *others = events
        first.others = tuple(others)
        return first

    def fits(self, day: date, now: int) -> float:
        """How well this mention fits a day of publication (`now`: its ordinal); below zero where it speaks against."""
        if self.word is None:
            return -6 if self.named and self.starts[0] > now else self.worth and self._untold(now)
        meant = days(self.word, day)
        if meant is None:
            return 0
        first, last = meant.first.toordinal(), meant.last.toordinal()
        # What passed "late on Monday" is told on Tuesday.
        same_day = self.word.bound == "late" and first == now
        best = self._fits_days(first, last, now)
        for other in self.others:
            best = max(best, other._fits_days(first, last, now))
        return best - same_day

    def idle(self, first: date) -> bool:
        """Whether it tells nothing from a day on: told without a word of time, worth nothing, and past by then."""
        return self.word is None and not self.worth and self.starts[0] <= first.toordinal()

    @property
    def most(self) -> float:
        """No day fits better than so much."""
        if self.word is None:
            return 2
        return max(3, *(e.worth for e in (self, *self.others))) + 0.5

    def near(self) -> frozenset[int]:
        """Days within a week or so after any entry that is meant; some weeks where its day and month are told."""
        starts = [start for e in (self, *self.others) for start in e.starts]
        if self.word and self.word.sort == "day_of_year":
            told = self.word.month, self.word.day
            return _after(
                tuple(s for s in starts if (date.fromordinal(s).month, date.fromordinal(s).day) == told), RECENT
            )
        return _after(tuple(starts), DAYS_OLD + 1)

    def _untold(self, now: int) -> float:
        """Of something told without its day: better the fresher it is."""
        if not self.named:
            return int(self._begun(now - RECENT, now - 1))
        return 2 if self._begun(now - DAYS_OLD, now) else int(self._begun(now - FRESH, now))

    def _fits_days(self, first: int, last: int, now: int) -> float:
        if self.named and self.starts[0] > now:
            return -6
        if last - first <= 1 and self._begun(first - 12, now + self.slack):
            if first in self.exact or last in self.exact:
                return self.worth + self._recent(now - last)
            if first - 1 in self.exact or first + 1 in self.exact or last + 1 in self.exact:
                return self.worth - 0.5
        elif last - first > 1 and self._begun(first - 1, min(last + 1, now)):
            return (3 if self.named else 2) if len(self.starts) <= FEW else 1
        return -1 if self.named else 0

    def _recent(self, ago: int) -> float:
        """A day without its year is told of while it is fresh."""
        if self.word is None or self.word.sort != "day_of_year":
            return 0
        return 0.5 if ago <= 2 * DAYS_OLD else 0.25 if ago <= RECENT else 0

    def _begun(self, first: int, last: int) -> bool:
        """Whether an entry begins within these days, both inclusive."""
        at = bisect_left(self.starts, first)
        return at < len(self.starts) and self.starts[at] <= last


@cache
def _after(starts: tuple[int, ...], most: int) -> frozenset[int]:
    return frozenset(start + n for start in starts for n in range(most + 1))


class Held:
    """A person of the record to whom the report gives an office: the days on which an office like it was held."""

    def __init__(self, person: Person, office: str) -> None:
        said = _offices(office)
        like = [r for r in person.roles if said & _offices(r.office)]
        self.spans = [
            (
                (first_day(r.since) if r.since else date.min).toordinal(),
                (last_day(r.until) if r.until else date.max).toordinal(),
            )
            for r in like
        ]

    def fits(self, now: int) -> int:
        """1 on a day of office, by its ordinal, -2 on another, 0 where the record knows no office like it."""
        for first, last in self.spans:
            if first <= now <= last:
                return 1
        return -2 if self.spans else 0


_OFFICE = re.compile(
    r"ambassador|envoy|spokes|press|secretary|minister|president|premier|leader|chief|representative|deputy|director"
    r"|coordinator|adviser|advisor"
)


_ALIKE = {"ambassador": "representative", "envoy": "representative", "press": "spokes", "advisor": "adviser"}


@cache
def _offices(said: str) -> frozenset[str]:
    return frozenset(_ALIKE.get(w, w) for w in _OFFICE.findall(said.lower()))
