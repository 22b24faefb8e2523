"""Quantities, units and amounts as people write them. How units are spelled stands in `law/units.yaml`."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from functools import lru_cache

import msgspec

from article41.errors import InputError
from article41.said import plain, shown

LARGEST = Decimal(10) ** 15
"""No quantity or value may be above this: a larger one is a slip of the keyboard."""

MOST_PLACES = 30
"""No number may have more decimal places than this."""

UnitTable = Mapping[str, Sequence[str]]
"""Every canonical unit with its spellings: `{"t": ["t", "mt", "tonne"], ...}`."""

Identities = Mapping[str, tuple[str, Decimal]]
"""What one unit is in another, whatever the goods: `{"kg": ("t", Decimal("0.001"))}`."""

IDENTITIES: Identities = {
    "g": ("t", Decimal("0.000001")),
    "kg": ("t", Decimal("0.001")),
    "lb": ("t", Decimal("0.00045359237")),
    "l": ("m3", Decimal("0.001")),
    "gal": ("m3", Decimal("0.003785411784")),
    "bbl": ("m3", Decimal("0.158987294928")),
}
"""Exact by definition: the pound is 0.45359237 kg, the US gallon 231 cubic inches, the barrel 42 of those gallons."""

_EXPECTED = "a number such as 1234.5 or 1,234.5"
_EXPECTED_AMOUNT = "a number and a unit, such as 524000 t"
_EXPECTED_CURRENCY = "three letters such as USD"
_ARITHMETIC = Context(prec=34)
_SIGN = "[-+−]"
_DIGITS = re.compile(r"[0-9]*\.?[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+|(?:['’][0-9]{3})+)(?:\.[0-9]+)?")
_COMMA_FOR_POINT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+")
_FIGURES = re.compile(r"[0-9.,'’ ]*[0-9][0-9.,'’ ]*")
_NUMBER_FIRST = re.compile(rf"(?P<number>{_SIGN}? ?[0-9.,][0-9.,'’ ]*)(?P<unit>[^0-9.,'’ ].*)?")
_UNIT_FIRST = re.compile(rf"(?P<unit>[A-Z]{{3}}) ?(?P<number>{_SIGN}? ?[0-9.,][0-9.,'’ ]*)")
_CURRENCY = re.compile("[A-Za-z]{3}")


class QuantityError(InputError):
    """Not a quantity."""


class QuantityUnclear(QuantityError):
    """A number with more than one reading; `nearest` holds those that are known. To be asked, never guessed."""


class UnitError(InputError):
    """A unit that no table knows, or none at all."""


class CurrencyError(InputError):
    """Not a currency code."""


class Amount(msgspec.Struct, frozen=True):
    """A quantity in a canonical unit (t, kg, l, m3, bbl, unit) or a currency (USD)."""

    quantity: Decimal
    unit: str

    def to(self, unit: str, identities: Identities = IDENTITIES) -> "Amount | None":
        """The same amount in another unit, rounded to 34 digits; None where the two measure different things.

        Barrels become tons only by a product's factor, which is law and not physics: that is not done here.
        """
        if unit == self.unit:
            return self
        base, factor = identities.get(self.unit, (self.unit, Decimal(1)))
        other_base, other_factor = identities.get(unit, (unit, Decimal(1)))
        if base != other_base:
            return None
        return Amount(_ARITHMETIC.divide(_ARITHMETIC.multiply(self.quantity, factor), other_factor), unit)

    def __str__(self) -> str:
        return f"{self.quantity:f} {self.unit}"


def parse_quantity(said: str | float | Decimal, what: str = "quantity") -> Decimal:
    """A number from 0 to 10^15, both included; `what` names the field in errors.

    Reads 1234.5, 1,234,567.8, 1 234 567 and 1'234. A comma before three digits parts thousands; a dot is the decimal
    point. Raises QuantityUnclear for 1.234,5, for 1.234.567 and for 1,5; QuantityError for what is negative, too
    large, or no number.
    """
    if isinstance(said, int | float | Decimal) and not isinstance(said, bool):
        return _in_bounds(_decimal(said), said, what)
    text = plain(said, what, QuantityError, _EXPECTED)
    number = _unsigned(re.sub(f"^{_SIGN} ?", "", text), text)
    return _in_bounds(-number if text[0] in "-−" else number, text, what)


def parse_unit(said: str, units: UnitTable) -> str:
    """The canonical unit: `MT` is `t`, `litres` is `l`. Case, dots, blanks and a plural s make no difference.

    Raises UnitError where the table does not know the unit.
    """
    text = plain(said, "unit", UnitError, "a mass, volume or count")
    unit = _known_unit(text, units)
    if unit is None:
        raise _unknown(text, units)
    return unit


def parse_currency(said: str) -> str:
    """Three capital letters, the form of ISO 4217; whether such a currency exists is not asked."""
    text = plain(said, "currency", CurrencyError, _EXPECTED_CURRENCY)
    if not _CURRENCY.fullmatch(text):
        raise CurrencyError(f"not a currency: '{shown(text)}'", shown(text), _EXPECTED_CURRENCY)
    return text.upper()


def parse_amount(said: str, units: UnitTable) -> Amount:
    """A number with its unit or currency: `524000 t`, `4,000,000 barrels`, `30000000 USD`, `USD 30,000,000`.

    Raises QuantityError or UnitError for the part that cannot be read.
    """
    text = plain(said, "amount", QuantityError, _EXPECTED_AMOUNT)
    found = _NUMBER_FIRST.fullmatch(text) or _UNIT_FIRST.fullmatch(text)
    if not found:
        raise QuantityError(f"not an amount: '{shown(text)}'", shown(text), _EXPECTED_AMOUNT)
    number = parse_quantity(found["number"], "amount")
    if not found["unit"]:
        raise UnitError(f"'{shown(text)}' has no unit", shown(text), _EXPECTED_AMOUNT)
    return Amount(number, _unit_or_currency(found["unit"], units))


def _unit_or_currency(text: str, units: UnitTable) -> str:
    """The unit that the table knows; else three capital letters are a currency."""
    known = _known_unit(text, units)
    return known or (text if re.fullmatch("[A-Z]{3}", text) else parse_unit(text, units))


def _decimal(said: float | Decimal) -> Decimal:
    """The number as its shortest print says it: 0.1 is one tenth."""
    number = Decimal(repr(said)) if isinstance(said, float) else Decimal(said)
    if not number.is_finite():
        raise QuantityError(f"not a number: '{shown(said)}'", shown(said), _EXPECTED)
    return number


def _unsigned(text: str, said: str) -> Decimal:
    """The number that figures without a sign stand for; `said` is quoted in errors."""
    if _DIGITS.fullmatch(text) or _GROUPED.fullmatch(text):
        return Decimal(re.sub("[,'’ ]", "", text))
    if _COMMA_FOR_POINT.fullmatch(text):
        number = text.replace(".", "").replace(",", ".")
        raise QuantityUnclear(f"'{shown(said)}' is unclear: it may be {number}", shown(said), _EXPECTED, number)
    if _FIGURES.fullmatch(text):
        raise QuantityUnclear(f"'{shown(said)}' is unclear: its groups do not fit", shown(said), _EXPECTED)
    raise QuantityError(f"not a number: '{shown(said)}'", shown(said), _EXPECTED)


def _in_bounds(number: Decimal, said: object, what: str) -> Decimal:
    if number < 0:
        raise QuantityError(f"{what} below zero: {shown(said)}", shown(said), "zero or more")
    if number > LARGEST:
        raise QuantityError(f"{what} above {LARGEST:,f}: {shown(said)}", shown(said), _EXPECTED)
    if int(number.as_tuple().exponent) < -MOST_PLACES:
        sentence = f"{what} has more than {MOST_PLACES} decimal places: {shown(said)}"
        raise QuantityError(sentence, shown(said), _EXPECTED)
    return number.copy_abs()


def _known_unit(text: str, units: UnitTable) -> str | None:
    folded = _fold(text)
    for unit, spellings in units.items():
        if folded == _fold(unit) or any(folded == _fold(spelling) for spelling in spellings):
            return unit
    return None


def _unknown(text: str, units: UnitTable) -> UnitError:
    """The error for a unit in no table, with the nearest spellings."""
    from difflib import get_close_matches  # here: it is needed for errors alone

    spellings = {spelling.casefold() for unit in units for spelling in (unit, *units[unit])}
    near = tuple(get_close_matches(text.casefold(), sorted(spellings), 3, 0.7))
    sentence = f"{shown(text)} does not resolve to a mass, volume or count"
    return UnitError(sentence, shown(text), f"one of {', '.join(units)}", near)


@lru_cache(maxsize=4096)
def _fold(spelling: str) -> str:
    """Letters, digits and currency signs alone, small, without a plural s: `M. Tons` and `mton` are one."""
    text = unicodedata.normalize("NFKC", spelling).casefold()
    kept = "".join(char for char in text if char.isalnum() or unicodedata.category(char) == "Sc")
    return kept[:-1] if len(kept) > 2 and kept.endswith("s") else kept
