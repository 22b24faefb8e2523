"""A calendar of all-day events in the form of RFC 5545 (iCalendar)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

LINE_OCTETS = 75
"""Longest line without its line break (RFC 5545, section 3.1)."""
DAY = timedelta(days=1)


class Event(NamedTuple):
    """What falls on the days from the first to the last, both inclusive. `uid` never changes between two exports.

    `rule` says how it comes again (section 3.3.10), such as `FREQ=YEARLY`; empty for what comes once.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str
    category: str
    confirmed: bool
    rule: str = ""


def calendar(events: Iterable[Event], made_by: str) -> str:
    """The calendar as text, with the line breaks that the standard asks for."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{escaped(made_by)}", "CALSCALE:GREGORIAN"]
    lines += [line for event in events for line in _event(event)]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(e: Event) -> Iterator[str]:
    """The last day is inclusive in an Event and exclusive in DTEND; DTSTAMP is the event's day, for want of a clock."""
    yield "BEGIN:VEVENT"
    yield f"UID:{e.uid}"
    yield f"DTSTAMP:{e.first:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{e.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{e.last + DAY:%Y%m%d}"
    if e.rule:
        yield f"RRULE:{e.rule}"
    yield f"SUMMARY:{escaped(e.summary)}"
    yield f"DESCRIPTION:{escaped(e.description)}"
    yield f"CATEGORIES:{escaped(e.category)}"
    yield f"STATUS:{'CONFIRMED' if e.confirmed else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line break are written with a backslash (section 3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets; a piece after the first begins with a blank. No letter is split."""
    pieces, room = [""], LINE_OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = LINE_OCTETS - 1
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces)
