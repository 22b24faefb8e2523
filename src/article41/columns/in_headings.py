"""What a heading says of its column's measure: `Netweight (kg)` is in kg, `Trade Value (US$)` in US dollars."""

import re
from typing import NamedTuple

_UNITS = {
    "kg": ("kg", "kgs", "kilogram", "kilograms", "kilogramme", "kilogrammes"),
    "g": ("gram", "grams"),
    "t": ("t", "mt", "ton", "tons", "tonne", "tonnes", "metric tons", "metric tonnes"),
    "l": ("litre", "litres", "liter", "liters", "ltr"),
    "m3": ("m3", "cbm", "cubic metres", "cubic meters"),
    "bbl": ("bbl", "bbls", "barrel", "barrels"),
}
_CURRENCIES = {
    "USD": ("usd", "us$", "us dollar", "us dollars"), "EUR": ("eur", "€", "euro", "euros"), "CNY": ("cny", "rmb"),
    "JPY": ("jpy",), "GBP": ("gbp",), "RUB": ("rub",), "KRW": ("krw",), "INR": ("inr",), "CHF": ("chf",),
    "HKD": ("hkd",), "SGD": ("sgd",), "TWD": ("twd", "nt$"), "THB": ("thb",), "VND": ("vnd",), "MYR": ("myr",),
}  # fmt: skip
_BY_FIELD = {"quantity": _UNITS, "value": _CURRENCIES}
_ALL = {word: measure for table in _BY_FIELD.values() for measure, words in table.items() for word in words}
_IN_BRACKETS = re.compile(r"(?P<rest>.*\S)\s*[(\[]\s*(?:in\s+)?(?P<word>[^()\[\]]+?)\s*[)\]]\s*")
_AT_END = re.compile(r"(?P<rest>.+)(?:[\s_,]+|(?<=[a-z])(?=[A-Z]))(?P<word>[^\s_,]+)\s*")
_IN = re.compile(r"[\s_,]*(?:\bin|_in)?[\s_,]*$")


class Stripped(NamedTuple):
    """A heading without its measure, and the measure; empty where it says none."""

    rest: str
    measure: str


def stripped(heading: str, field: str = "") -> Stripped:
    """The heading without the unit or currency at its end; for `quantity` only units count, for `value` currencies."""
    found = _IN_BRACKETS.fullmatch(heading) or _AT_END.fullmatch(heading)
    measure = _ALL.get(found["word"].casefold(), "") if found else ""
    if not found or not measure or (field and measure not in _BY_FIELD[field]):
        return Stripped(heading, "")
    return Stripped(_IN.sub("", found["rest"]), measure)
