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
_LAST = re.compile(
    r"[\s_]*(?:[(\[]\s*(?:in[\s_]+)?(?P<inside>[^)\]]+?)\s*[)\]]|[\s_,]+(?:in[\s_]+)?(?P<end>[^\s_,]+))\s*$"
)


class Stripped(NamedTuple):
    """A heading without its measure, and the measure; empty where it says none."""

    rest: str
    measure: str


def stripped(heading: str, field: str = "") -> Stripped:
    """The heading without the unit or currency at its end; for `quantity` only units count, for `value` currencies."""
    found = _LAST.search(heading)
    word = (found["inside"] or found["end"]).casefold().replace("_", " ") if found else ""
    measure = _ALL.get(word, "")
    if not found or not measure or (field and measure not in _BY_FIELD[field]):
        return Stripped(heading, "")
    return Stripped(heading[: found.start()], measure)
