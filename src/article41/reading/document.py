"""What a report says of itself: its dateline, its agency, and the country it is written from."""

import re
from functools import cache
from typing import NamedTuple

from article41.reading.text import Report
from article41.reading.vocabulary import any_of, governments, sources

_SIGN_OFF = re.compile(r"\(?([A-Z][\w ]{1,30}?)\)?\s*$")


class Origin(NamedTuple):
    """Dateline and agency as written, and the government of the country, each None where the report does not tell."""

    dateline: str | None
    agency: str | None
    home: str | None


def origin(report: Report) -> Origin:
    """Where a report comes from."""
    line = report.dateline.of(report.text) if report.dateline else ""
    place = re.split(r",? \(|, (?=[A-Z][a-z]{2,8}\.? \d)|\s*[-–—:]|\.\s*/", line)[0].strip(" .") or None
    agency = _agency(line) or _signed(report)
    code = next((a.code for a in sources().agencies if agency in a.forms and a.code), None)
    return Origin(place, agency, code or _country(place))


@cache
def _agencies() -> "re.Pattern[str]":
    forms = any_of(["AP", "UPI", *(f for a in sources().agencies for f in (*a.forms, a.name))])
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


def _agency(line: str) -> str | None:
    found = _agencies().search(line)
    return found[0] if found else None


def _signed(report: Report) -> str | None:
    """A signature under or beside the text: `(Yonhap)`, `==Kyodo`; at its end, or in the lines above it."""
    apart = [p.span.of(report.text) for p in report.paragraphs if p.kind == "apart"]
    short = [line for line in apart if len(line) < 40]
    found = next((a for line in short if (a := _agency(line))), None)
    if found:
        return found
    ending = report.text.rstrip()[-40:]
    signed = re.search(r"\(([^()]{2,30})\)$", ending)
    return _agency(signed[1]) if signed else None


def _country(place: str | None) -> str | None:
    if not place:
        return None
    city = place.split(",")[0].split("/")[0].title()
    return next((g.code for g in governments() if city in g.forms and g.code not in ("UN", "EU")), None)
