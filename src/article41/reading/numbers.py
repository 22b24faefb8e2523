"""Numbers as reports write them, in digits and in words, with their units: "four million barrels", "$400.9 million".

Values are plain numbers; a unit is singular (`barrel`, `tonne`, `usd`, `km`, `round`). Tons of any sort are tonnes
here: reports write "tons" and "metric tons" for the same resolution's figure.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from article41.reading.text import Span
from article41.reading.vocabulary import any_of

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SMALL |= {f"{ten}-{one}": _SMALL[ten] + _SMALL[one] for ten in _TENS for one in _ONES[1:10]}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "mln": 10**6, "billion": 10**9, "bn": 10**9,
}  # fmt: skip
_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
]  # fmt: skip

_WORDS = any_of(_SMALL)
_SCALE = "|".join(_SCALES)
NUMBER = (
    rf"(?=[\dzotfsenha])(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
    rf"|\b(?:{_WORDS}|half a|a|an)\b(?=[ -](?:{_SCALE})\b)|\b(?:{_WORDS})\b)"
    rf"(?:[ -](?:{_SCALE})\b)*"
)
"""A number, as a part of a pattern; it has no groups."""
ORDINAL = rf"(?:{any_of(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\b"
"""An ordinal, as a part of a pattern; it has no groups."""
_UNITS = {
    "barrel": r"barrels?|bbls?",
    "tonne": r"(?:metric )?ton(?:ne)?s?|mt",
    "usd": r"(?:U\.?S\.? )?dollars|USD",
    "km": r"kilomet(?:er|re)s?|kms?",
    "round": r"(?:artillery )?(?:rounds|shells)",
    "container": r"containers?",
    "person": r"people|persons?|individuals?|workers|labou?rers",
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
_QUANTITY = re.compile(rf"(?P<dollar>(?:US)?\$ ?)?(?P<number>{NUMBER})(?:[ -](?:{_UNIT})\b)?", re.I)
_PERIODS = (
    (
        "year",
        r"\b(?:an?|per|each|every) (?:calendar )?year\b|\b(?:yearly|annual|annually)\b|\bin any (?:twelve|12)[- ]month",
    ),
    ("month", r"\b(?:a|per|each|every) month\b|\bmonthly\b"),
    ("quarter", r"\b(?:a|per|each|every) quarter\b|\bquarterly\b"),
)
_COMPILED_PERIODS = tuple((name, re.compile(words, re.I)) for name, words in _PERIODS)
_MONTHS_TO_DO = re.compile(rf"\b(?P<number>{NUMBER})[ -](?P<unit>day|week|month|year)s?\b(?! ago)", re.I)


class Quantity(NamedTuple):
    """A number with its place. `unit` is empty where none stands with it."""

    span: Span
    value: int | float
    unit: str


def value(said: str) -> int | float:
    """What a number means: `four million` is 4000000. Raises ValueError where `said` is no number."""
    head, *scales = re.split(r"[ -](?=(?:" + _SCALE + r")\b)", said.strip().lower())
    number: int | float
    if head in ("a", "an"):
        number = 1
    elif head == "half a":
        number = 0.5
    else:
        number = _SMALL[head] if head in _SMALL else float(head.replace(",", ""))
    for scale in scales:
        number *= _SCALES[scale]
    # 400.9 million is a whole number of dollars, whatever binary fractions make of it.
    number = round(number, 6)
    return int(number) if number == int(number) else number


def quantities(text: str, within: Span) -> Iterator[Quantity]:
    """Numbers in a span in text order. A unit said once for two stands with both: "four to two million barrels"."""
    found = [_quantity(match) for match in _QUANTITY.finditer(text, within.start, within.end) if _stands(text, match)]
    for this, later in zip(found, [*found[1:], None], strict=False):
        joined = later is not None and text[this.span.end : later.span.start] in (" to ", " or ", " and ", "-")
        yield this._replace(unit=later.unit) if later is not None and joined and not this.unit else this


def _stands(text: str, match: "re.Match[str]") -> bool:
    """Not a part of a longer word or code: `T-62`, `Hwasong-15`, `2.5.1`."""
    before = text[match.start() - 1 : match.start()]
    return not (before.isalnum() or before in ("-", ".", "/"))


def _quantity(match: "re.Match[str]") -> Quantity:
    unit = "usd" if match["dollar"] else next((name for name in _UNITS if match[name]), "")
    return Quantity(Span(*match.span()), value(match["number"]), unit)


def ordinal(said: str) -> int | None:
    """`fifth` and `5th` are 5; None for another word."""
    word = said.lower()
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    return int(word[:-2]) if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word) else None


def period(text: str, within: Span) -> str | None:
    """`year`, `month` or `quarter` where an amount is said to be for each of them."""
    return next((name for name, words in _COMPILED_PERIODS if words.search(text, within.start, within.end)), None)


def duration(text: str, within: Span) -> str | None:
    """The first span of time as ISO 8601: "24 months" is `P24M`."""
    match = _MONTHS_TO_DO.search(text, within.start, within.end)
    return f"P{value(match['number'])}{match['unit'][0].upper()}" if match else None
