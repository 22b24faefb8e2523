"""How the UN's XML writes things: references with a stray dot, days with a zone and no time, years in every form."""

import re
from datetime import date
from typing import NamedTuple

from article41.ships import check_digit

_REFERENCE = re.compile(r"([A-Za-z]{2})([ieIE])\.(\d{3,4})\.?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?P<zone>Z|[+-]\d{2}:\d{2})?(?P<time>T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_COMPANY_IMO = re.compile(r"\bIMO\)?\s*(?:number|no\.?)?\s*:?\s*(\d{7})\b", re.IGNORECASE)
_SWIFT = re.compile(r"\bSWIFT(?:\s*/\s*BIC)?\s*:?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_PASSPORT = re.compile(r"\bpassport (?:number|no\.?)\s*:?\s*([A-Z]{0,3}[0-9]{5,})\b", re.IGNORECASE)
_COMPANY_WEIGHTS = (8, 6, 4, 2, 9, 7)

REGIMES = {
    "KP": "DPRK", "QD": "Al-Qaida", "TA": "Taliban", "IR": "Iran", "IQ": "Iraq", "CD": "DRC", "LY": "Libya",
    "SO": "Somalia", "CF": "CAR", "GB": "GB", "YE": "Yemen", "SS": "SouthSudan", "ML": "Mali", "SD": "Sudan",
    "HT": "Haiti", "LR": "Liberia", "CI": "CdI",
}  # fmt: skip
"""The letters a reference begins with, and the UN's word for that list."""


class DayRead(NamedTuple):
    """A day, and whether it carried a zone without a time."""

    day: date
    zone_alone: bool


def squeezed(text: str | None) -> str:
    """The text on one line with single blanks; empty for None."""
    return " ".join((text or "").split())


def reference(text: str) -> str | None:
    """`KPe.068` from any case and with a stray dot or blank; None where it is no reference."""
    found = _REFERENCE.fullmatch(text.strip())
    return f"{found[1].upper()}{found[2].lower()}.{found[3]}" if found else None


def day(text: str) -> DayRead | None:
    """The day in `2015-07-01`, `2015-07-01-04:00` or a timestamp, as written; None where there is none such."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    try:
        read = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return DayRead(read, bool(found["zone"]) and not found["time"])


def years(text: str, about: bool) -> tuple[str, ...]:
    """Years as written: `1962 ` is one, `1955-1957` and `1960 - 1965` a span (`1955/1957`), `1963/1965` two.

    `about` marks a single year with `~`.
    """
    found = _YEAR.findall(text)
    if len(found) == 2 and "/" not in text and found[0] < found[1]:
        return (f"{found[0]}/{found[1]}",)
    return tuple(f"{year}~" if about else year for year in found)


def company_imo(comment: str) -> tuple[str, ...]:
    """Company IMO numbers in a comment: those that fail a ship's check digit or pass a company's."""
    return tuple(dict.fromkeys(n for n in _COMPANY_IMO.findall(comment) if not _is_ship(n)))


def swift(comment: str) -> tuple[str, ...]:
    """Bank codes that a comment calls SWIFT or BIC."""
    return tuple(dict.fromkeys(_SWIFT.findall(comment)))


def passports(comment: str) -> tuple[str, ...]:
    """Numbers that a comment calls a passport's."""
    return tuple(dict.fromkeys(_PASSPORT.findall(comment)))


def _is_ship(number: str) -> bool:
    weighed = sum(int(digit) * weight for digit, weight in zip(number, _COMPANY_WEIGHTS, strict=False))
    is_company = str((11 - weighed % 11) % 10) == number[6]
    return check_digit(number) == number[6] and not is_company
