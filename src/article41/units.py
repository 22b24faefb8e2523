"""The law's table of units and factors (`law/units.yaml`): what people write, and how tons become barrels for a cap."""

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

import msgspec

from article41.quantity import Amount, Identities, parse_amount, parse_unit
from article41.transaction import Good
from article41.words import Terms


class Product(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A factor for one product, chosen by code or by words."""

    barrels_per_ton: Decimal
    product: str = "any other product"
    hs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    @property
    def named(self) -> str:
        """The factor as answers name it: `gas oil: 7.46 barrels a ton, factor unconfirmed`."""
        doubt = ", factor unconfirmed" if self.unconfirmed else ""
        return f"{self.product}: {self.barrels_per_ton} barrels a ton{doubt}"


class Factors(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A table of factors that a cap names; the first product that fits counts, `otherwise` takes the rest."""

    source: str
    products: tuple[Product, ...] = ()
    otherwise: Product | None = None
    note: str = ""

    def product(self, good: Good) -> Product | None:
        """The product that a good is, by the words of its description first, then by its code."""
        said = Terms({n: p.words for n, p in enumerate(self.products)}).found(good.description)
        if said:
            return self.products[min(said)]
        codes = (p for p in self.products if p.hs and any(code.startswith(p.hs) for code in good.codes))
        return next(codes, self.otherwise)


T = TypeVar("T")
MOST_REMEMBERED = 4096


def _remembered(known: dict[str, T], said: str, read: Callable[[], T]) -> T:
    found = known.get(said)
    if found is None:
        if len(known) >= MOST_REMEMBERED:
            known.clear()
        found = known[said] = read()
    return found


class _Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"base": "in"}):
    """What one unit is in another, whatever the goods."""

    base: str
    factor: Decimal


class UnitTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The file as data."""

    units: dict[str, tuple[str, ...]]
    measures: dict[str, _Identity]
    factors: dict[str, Factors]

    @cached_property
    def identities(self) -> Identities:
        """One step from each unit to its base."""
        return {unit: (identity.base, identity.factor) for unit, identity in self.measures.items()}

    @cached_property
    def _read(self) -> tuple[dict[str, str], dict[str, Amount]]:
        """Units and amounts read before; the same few texts come again and again."""
        return {}, {}

    def unit(self, said: str) -> str:
        """The canonical unit of what people write. Raises UnitError."""
        return _remembered(self._read[0], said, lambda: parse_unit(said, self.units))

    def amount(self, said: str) -> Amount:
        """A number with its unit or currency. Raises InputError."""
        return _remembered(self._read[1], said, lambda: parse_amount(said, self.units))

    def is_count(self, said: str) -> bool:
        """Whether the unit counts pieces or packages."""
        unit = self.unit(said)
        return self.identities.get(unit, (unit, Decimal(1)))[0] == "unit"

    def to(self, amount: Amount, unit: str) -> Amount | None:
        """The amount in another unit by physical identity, or None where the two measure different things."""
        return amount.to(unit, self.identities)

    def convert(self, amount: Amount, unit: str, factors: str, good: Good) -> tuple[Amount, Product] | None:
        """Tons as barrels or barrels as tons by the product's factor, with the product; None without a table."""
        table = self.factors.get(factors)
        product = table.product(good) if table else None
        if product is None:
            return None
        tons, barrels = self.to(amount, "t"), self.to(amount, "bbl")
        if tons and (there := self.to(Amount(tons.quantity * product.barrels_per_ton, "bbl"), unit)):
            return there, product
        if barrels and (there := self.to(Amount(barrels.quantity / product.barrels_per_ton, "t"), unit)):
            return there, product
        return None
