"""The days on which something runs out, begins anew or is due under the law, as events of a calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from article41.calendar import Event
from article41.citation import Citation
from article41.history import Standing, as_filed
from article41.law import Regime
from article41.regime import Condition, Due, Exemption, Period, Provision
from article41.rulebook import DAY

DOMAIN = "law.article41"
"""Ends every UID; with a draft laid over, the draft's name comes before it."""


class Deadline(NamedTuple):
    """A day, what falls on it and the paragraph that says so; `rule` says how it comes again (RFC 5545)."""

    day: date
    kind: str
    what: str
    cite: Citation
    says: str
    doubts: tuple[str, ...] = ()
    rule: str = ""


def deadlines(law: Regime, standings: Iterable[Standing]) -> list[Event]:
    """Last days of wind-downs and openings, days of notice and report, edges of cap years, ends of measures.

    All days are New York days and inclusive. In order of day. A report that is counted from a delivery, or from the
    end of each month, has no day of its own and is left out.
    """
    found = [_event(law, s, d) for s in standings for d in _of(s, law)]
    return sorted(found, key=lambda e: (e.first, e.uid))


def _event(law: Regime, s: Standing, d: Deadline) -> Event:
    """The name of an event is made of the measure, the kind, the day and what it is about, so it stays."""
    about = "-".join("".join(c if c.isalnum() else " " for c in d.what.casefold()).split())
    domain = ".".join([*([law.overlay.replace("/", "-")] if law.overlay else []), DOMAIN])
    doubts = ", ".join(d.doubts)
    draft = "Draft, no legal effect: " if law.overlay in (d.cite.symbol, s.citation.symbol) else ""
    text = [d.says, str(d.cite), f"uri: {d.cite.uri}", f"unconfirmed: {doubts}" if doubts else "confirmed: yes"]
    uid = f"{s.measure.measure}.{d.kind}.{d.day:%Y%m%d}.{about}@{domain}"
    summary = f"{draft}{s.measure.title}: {d.what}"
    return Event(uid, d.day, d.day, summary, "\n".join(filter(None, text)), d.kind, not doubts, d.rule)


def _of(s: Standing, law: Regime) -> Iterator[Deadline]:
    text = as_filed(s)
    if isinstance(text, Exemption):
        yield from _opening(text, s, law.conditions)
        return
    for e in text.exceptions:
        yield from _opening(e, s, law.conditions)
    yield from _reports(text, s)
    ended = next((p for p in s.measure.history if p.ended), None)
    if ended and s.last_day == ended.since - DAY:
        says = ended.note or "the measure ended"
        yield Deadline(s.last_day, "expiry", "last day in force", ended.citation, says, ended.unconfirmed)


def _opening(e: Exemption, s: Standing, conditions: dict[str, Condition]) -> Iterator[Deadline]:
    """What an exception sets: its last day, the day of notice, the years of its cap, its reports."""
    cite, name = Citation.parse(e.law or s.text.law), e.name or "exemption"
    shared = s.unconfirmed if cite == s.citation else ()
    doubts = tuple(f for f in dict.fromkeys((*shared, *e.unconfirmed)) if f != "hs")
    if e.until:
        yield Deadline(e.until, "last-day", f"last day of {name}", cite, e.says, doubts)
    if e.notify_by:
        yield Deadline(e.notify_by, "notice", f"last day to tell the Committee of {name}", cite, e.says, doubts)
    if e.within:
        for what, day, rule in _edges(e.within.period, s):
            yield Deadline(day, "cap", f"{what} ({name})", cite, " ".join(filter(None, (e.says, e.open))), doubts, rule)
    for term in e.terms:
        due = conditions[term].due
        for day, rule in _due(due, s) if due else ():
            yield Deadline(day, "report", f"report due ({name})", cite, conditions[term].says, doubts, rule)


def _reports(p: Provision, s: Standing) -> Iterator[Deadline]:
    for day in p.due:
        yield Deadline(day, "report", "report due", s.citation, p.rule, p.unconfirmed)
    for x in p.explained_by:
        for day in x.due:
            yield Deadline(day, "report", "report due", Citation.parse(x.law), x.says, x.unconfirmed)


def _edges(period: Period, s: Standing) -> Iterator[tuple[str, date, str]]:
    """The first and the last day over which a cap counts, once or each year while the provision stands."""
    if period.each_year_from:
        first = _next(period.each_year_from, s.since)
        for what, day in (("cap year begins, first day", first), ("cap year ends, last day", _next_year(first) - DAY)):
            if s.last_day is None or day <= s.last_day:
                yield what, day, _again("FREQ=YEARLY", s)
        return
    for what, fixed in (("first day of the cap", period.start), ("last day of the cap", period.end)):
        if fixed and fixed >= s.since:
            yield what, fixed, ""


def _next(month_and_day: str, since: date) -> date:
    """The first such day from `since` on."""
    month, day = (int(part) for part in month_and_day.split("-"))
    return next(d for year in range(since.year, since.year + 2) if (d := date(year, month, day)) >= since)


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1)


def _due(due: Due, s: Standing) -> Iterator[tuple[date, str]]:
    """Days of reports that the paragraph itself fixes, those before the provision's first day left out."""
    if due.by:
        yield due.by, ""
    if due.first and due.every_days:
        rounds = max(0, -((due.first - s.since).days // due.every_days))
        yield due.first + timedelta(rounds * due.every_days), _again(f"FREQ=DAILY;INTERVAL={due.every_days}", s)


def _again(rule: str, s: Standing) -> str:
    return f"{rule};UNTIL={s.last_day:%Y%m%d}" if s.last_day else rule
