"""Links as they are given, and how days are compared."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from article41.citation import Citation
from article41.reading.found import Link, Wrong
from article41.reading.when import Days
from article41.record.days import first_day, last_day
from article41.record.entries import Entry

ONE = timedelta(days=1)


def confirmed(entries: Iterable[Entry | str], why: str, cited: Iterable[Citation] = ()) -> Link:
    """The record holds it and nothing differs."""
    found = list(entries)
    return Link(verdict="confirmed", to=_ids(found), citations=_uris(cited), why=why, unconfirmed=_doubtful(found))


def contradicted(
    entries: Iterable[Entry | str], wrong: Sequence[Wrong], why: str, cited: Iterable[Citation] = ()
) -> Link:
    """The record holds the event and fields differ."""
    found = list(entries)
    ids, doubtful = _ids(found), _doubtful(found)
    return Link(
        verdict="contradicted", to=ids, wrong=list(wrong), citations=_uris(cited), why=why, unconfirmed=doubtful
    )


def judged(entries: Sequence[Entry | str], wrong: Sequence[Wrong], why: str, cited: Iterable[Citation] = ()) -> Link:
    """Confirmed, or contradicted where some field differs."""
    return contradicted(entries, wrong, why + _differs(wrong), cited) if wrong else confirmed(entries, why, cited)


def absent(why: str) -> Link:
    """The record has no such entry, or cannot say."""
    return Link(verdict="not_in_record", why=why)


def undated(why: str) -> Link:
    """Without the day of publication nothing can be said."""
    return Link(verdict="needs_date", why=why)


def _differs(wrong: Sequence[Wrong]) -> str:
    return " " + " ".join(
        f"The report gives {w.field} {_plain(w.said)}, the record {_plain(w.recorded)}." for w in wrong
    )


def _plain(said: Any) -> str:
    return ", ".join(map(str, said)) if isinstance(said, list | tuple) else str(said)


def _ids(entries: Iterable[Entry | str]) -> list[str]:
    return list(dict.fromkeys(e if isinstance(e, str) else e.id for e in entries))


def _uris(cited: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(c.uri for c in cited))


def _doubtful(entries: Iterable[Entry | str]) -> bool:
    first = next((e for e in entries if isinstance(e, Entry)), None)
    return first is not None and not first.confirmed


def on(entry: Any, days: Days, slack: timedelta = ONE) -> bool:
    """Whether an entry's days meet those of a claim, a day before or after included."""
    first, last = span_of(entry)
    return first - slack <= days.last and days.first <= last + slack


def span_of(entry: Any) -> tuple[date, date]:
    """First and last day of an entry, both inclusive."""
    return _span(entry.date, getattr(entry, "until", None))


@lru_cache(maxsize=8192)
def _span(since: date | str, until: str | None) -> tuple[date, date]:
    """Kept, since every claim is held against every entry of its sort."""
    first = since if isinstance(since, date) else first_day(since)
    return first, last_day(until) if until else since if isinstance(since, date) else last_day(since)


def apart(entry: Any, days: Days) -> int:
    """Days between an entry and a claim; 0 where they meet."""
    first, last = span_of(entry)
    return max((first - days.last).days, (days.first - last).days, 0)


def is_day(days: Days | None) -> bool:
    """Whether a claim's date is one day."""
    return days is not None and days.first == days.last


def is_wide(days: Days) -> bool:
    """Whether days are more than a month."""
    return (days.last - days.first).days > 31


def wrong_date(said: Any, entry: Any) -> Wrong:
    """A date that differs."""
    return Wrong(field="date", said=said, recorded=str(entry.date))
