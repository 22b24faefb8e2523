"""A transaction: one act on one date, as the public contract has it. Field names and meanings are the contract's."""

from datetime import date
from typing import Literal

import msgspec

from article41.errors import InputError
from article41.regime import Activity

How = Literal["owns", "controls", "acts_for"]
Fact = bool | int | float | str

BOOLEAN_FACTS = frozenset(
    {
        "asylum_or_refugee",
        "basic_expenses",
        "china_dprk_hydropower",
        "civil_flight_refuel",
        "civil_passenger_aircraft",
        "committee_notified",
        "diplomatic",
        "dprk_crewed",
        "dprk_nationals",
        "dprk_owned",
        "emergency",
        "existing_branch",
        "generates_revenue_for_programmes",
        "humanitarian",
        "identity",
        "infrastructure_rajin_khasan",
        "inspected",
        "livelihood",
        "luxury",
        "military_end_use",
        "new_venture",
        "non_commercial_public_utility",
        "personal_effects",
        "reasonable_grounds",
        "russian_origin_coal",
        "ship_to_ship",
        "un_coordinated",
        "used_goods",
        "wmd_end_use",
    }
)
"""The contract's facts that are true or false."""

OTHER_FACTS = frozenset(
    {
        "bank_relation",
        "committee_approval",
        "contract_date",
        "cumulative",
        "discipline",
        "existing_accounts",
        "financial_service",
        "prior_12_months",
    }
)
"""Facts that are a date, a number or a text; `bank_relation` is the project's own."""


class FieldError(InputError):
    """A fault in one field of a transaction; `field` is its path, such as `goods[0].hs`.

    `why` is the fault of the value itself, whose particulars this one takes over.
    """

    def __init__(self, field: str, fault: str, why: InputError | None = None) -> None:
        particulars = (why.found, why.expected, why.nearest) if why else ()
        super().__init__(f"{field}: {fault}" if field else fault, *particulars)
        self.field, self.fault = field, fault

    def __str__(self) -> str:
        """The sentence alone: it has said already what the particulars would add."""
        return self.sentence


class Good(msgspec.Struct, frozen=True, omit_defaults=True):
    """One kind of goods. `codes` are its HS digits: several when a lost zero leaves two readings, none if absent."""

    hs: str | None = None
    description: str = ""
    origin: str | None = None
    quantity: float | None = None
    unit: str | None = None
    value: float | None = None
    currency: str | None = None
    end_use: str | None = None
    codes: tuple[str, ...] = ()


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person, entity, vessel or bank that takes part."""

    name: str
    role: str = ""
    country: str | None = None
    type: str | None = None
    birth_date: str | None = None
    identifiers: dict[str, str] = {}


class Vessel(msgspec.Struct, frozen=True, omit_defaults=True):
    """The vessel of the act. `imo` is seven digits."""

    name: str | None = None
    imo: str | None = None
    flag: str | None = None
    owner: str | None = None
    operator: str | None = None


class Holding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who stands behind whom: `owner` owns, controls or is acted for by `owned`; `share` from 0 to 1 where known."""

    owner: str
    owned: str
    how: How = "owns"
    share: float | None = None


class Transaction(msgspec.Struct, frozen=True, rename={"from_": "from"}, omit_defaults=True):
    """One act. `unclear` holds, for `from`, `to` or `origin`, the countries that an unclear name may mean."""

    date: date
    activity: Activity
    id: str | None = None
    from_: str | None = None
    to: str | None = None
    via: tuple[str, ...] = ()
    goods: tuple[Good, ...] = ()
    parties: tuple[Party, ...] = ()
    vessel: Vessel | None = None
    facts: dict[str, Fact] = {}
    holdings: tuple[Holding, ...] = ()
    unclear: dict[str, tuple[str, ...]] = {}
    warnings: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody who takes part: the parties, the ship, its owner and its operator."""
        ship = self.vessel or Vessel()
        return (*(party.name for party in self.parties), *filter(None, (ship.name, ship.owner, ship.operator)))
