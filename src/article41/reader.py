"""A transaction from what somebody sent.

Forgiving about form (dotted codes, country names, units) and strict about meaning: what could be read in two ways is
kept open, never guessed; what cannot be read is a fault that names its field.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast, get_args

import msgspec

from article41.dates import parse_date
from article41.errors import InputError
from article41.hs import HsUnclear, parse_hs
from article41.places import parse_country
from article41.quantity import parse_currency, parse_quantity
from article41.regime import Activity
from article41.said import same, shown
from article41.ships import parse_imo
from article41.transaction import (
    BOOLEAN_FACTS,
    OTHER_FACTS,
    Fact,
    FieldError,
    Good,
    Holding,
    How,
    Party,
    Transaction,
    Vessel,
)


class _Reader:
    """Reads the fields of one transaction; a fault names its field."""

    def __init__(self, said: Mapping[str, Any], booleans: frozenset[str]) -> None:
        self.said, self.booleans = said, booleans
        self.unclear: dict[str, tuple[str, ...]] = {}
        self.warnings: list[str] = []

    def read(self) -> Transaction:
        self._warn_of_unknown(self.said, _KEYS[Transaction], "")
        act = Transaction(
            date=self._with("date", _day, self.said.get("date")),
            activity=self._activity(),
            id=None if self.said.get("id") is None else str(self.said["id"]),
            from_=self._country("from", self.said.get("from")),
            to=self._country("to", self.said.get("to")),
            via=tuple(str(place) for place in self._list("via")),
            goods=tuple(self._good(n, g) for n, g in enumerate(self._list("goods"))),
            parties=tuple(self._party(n, p) for n, p in enumerate(self._list("parties"))),
            vessel=self._vessel(self.said.get("vessel")),
            facts=self._facts(self._object("facts", self.said.get("facts") or {})),
            holdings=tuple(self._holding(n, h) for n, h in enumerate(self._list("holdings"))),
            unclear=self.unclear,
        )
        warnings = (*self.warnings, *(_adrift(act) if act.holdings else ()))
        return msgspec.structs.replace(act, warnings=warnings) if warnings else act

    def _with(self, field: str, parse: Callable[[Any], Any], text: Any) -> Any:
        try:
            return parse(text)
        except InputError as fault:
            raise FieldError(field, str(fault), fault) from None

    def _activity(self) -> Activity:
        said = self.said.get("activity")
        known = get_args(Activity)
        if said not in known:
            near = difflib.get_close_matches(str(said), known, 1)
            nearest = f"; nearest: {near[0]!r}" if near else ""
            raise FieldError("activity", f"{shown(said)!r} is no activity; expected one of {', '.join(known)}{nearest}")
        return cast(Activity, said)

    def _list(self, field: str) -> list[Any]:
        value = self.said.get(field) or []
        if not isinstance(value, (list, tuple)):
            raise FieldError(field, f"found {type(value).__name__}, expected a list")
        return list(value)

    def _object(self, field: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, (dict, Mapping)):  # a dict is told at once, any other mapping takes asking
            raise FieldError(field, f"found {type(value).__name__}, expected an object")
        return value

    def _warn_of_unknown(self, said: Mapping[str, Any], known: tuple[str, ...], field: str) -> None:
        for key in said:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, 1)
                where = f"{field}.{key}" if field else str(key)
                self.warnings.append(f"field {where!r} is not read" + (f"; nearest: {near[0]!r}" if near else ""))

    def _country(self, field: str, said: Any) -> str | None:
        if said is None or not str(said).strip():
            return None
        place = self._with(field, _place, str(said))
        if place.code is None:
            self.unclear[field] = place.candidates
        return cast("str | None", place.code)

    def _good(self, n: int, said: Any) -> Good:
        field = f"goods[{n}]"
        said = self._object(field, said)
        self._warn_of_unknown(said, _KEYS[Good], field)
        return Good(
            hs=None if _blank(said.get("hs")) else str(said["hs"]),
            codes=self._codes(f"{field}.hs", said.get("hs")),
            description=_text(said.get("description")) or "",
            origin=self._country(f"{field}.origin", said.get("origin")),
            quantity=self._number(f"{field}.quantity", said.get("quantity")),
            unit=_text(said.get("unit")),
            value=self._number(f"{field}.value", said.get("value")),
            currency=None
            if _blank(said.get("currency"))
            else self._with(f"{field}.currency", parse_currency, said["currency"]),
            end_use=_text(said.get("end_use")),
        )

    def _codes(self, field: str, said: Any) -> tuple[str, ...]:
        if _blank(said):
            return ()
        try:
            return (_hs(said),)
        except HsUnclear as unclear:
            self.warnings.append(f"{field}: {unclear}")
            return unclear.candidates
        except InputError as fault:
            raise FieldError(field, str(fault), fault) from None

    def _number(self, field: str, said: Any) -> float | None:
        return None if _blank(said) else float(self._with(field, parse_quantity, said))

    def _party(self, n: int, said: Any) -> Party:
        field = f"parties[{n}]"
        said = self._object(field, said)
        self._warn_of_unknown(said, _KEYS[Party], field)
        if _blank(said.get("name")):
            raise FieldError(f"{field}.name", "the party's name is required")
        identifiers = self._object(f"{field}.identifiers", said.get("identifiers") or {})
        return Party(
            name=str(said["name"]),
            role=_text(said.get("role")) or "",
            country=self._country(f"{field}.country", said.get("country")),
            type=_text(said.get("type")),
            birth_date=_text(said.get("birth_date")),
            identifiers={str(k): str(v) for k, v in identifiers.items()},
        )

    def _vessel(self, said: Any) -> Vessel | None:
        if said is None:
            return None
        said = self._object("vessel", said)
        self._warn_of_unknown(said, _KEYS[Vessel], "vessel")
        imo = said.get("imo")
        return Vessel(
            name=_text(said.get("name")),
            imo=None if _blank(imo) else self._with("vessel.imo", parse_imo, str(imo)),
            flag=self._country("vessel.flag", said.get("flag")),
            owner=_text(said.get("owner")),
            operator=_text(said.get("operator")),
        )

    def _holding(self, n: int, said: Any) -> Holding:
        field = f"holdings[{n}]"
        said = self._object(field, said)
        self._warn_of_unknown(said, _KEYS[Holding], field)
        for end in ("owner", "owned"):
            if _blank(said.get(end)):
                raise FieldError(f"{field}.{end}", "the name is required")
        how, share = said.get("how", "owns"), self._number(f"{field}.share", said.get("share"))
        if how not in get_args(How):
            raise FieldError(f"{field}.how", f"found {shown(how)!r}, expected one of {', '.join(get_args(How))}")
        if share is not None and share > 1:
            raise FieldError(f"{field}.share", f"found {share:g}, expected a share from 0 to 1")
        return Holding(str(said["owner"]).strip(), str(said["owned"]).strip(), how, share)

    def _facts(self, said: Mapping[str, Any]) -> dict[str, Fact]:
        facts: dict[str, Fact] = {}
        for name, value in said.items():
            if name not in self.booleans and name not in OTHER_FACTS:
                near = difflib.get_close_matches(name, sorted(self.booleans | OTHER_FACTS), 1)
                self.warnings.append(
                    f"fact {name!r} is unknown and was not used" + (f"; nearest: {near[0]!r}" if near else "")
                )
            if not _blank(value):
                facts[name] = self._fact(name, value)
        return facts

    def _fact(self, name: str, value: Any) -> Fact:
        if name == "contract_date":
            return cast(date, self._with(f"facts.{name}", parse_date, value)).isoformat()
        if name in self.booleans:
            return self._boolean(f"facts.{name}", value)
        if isinstance(value, (bool, int, float, str)):
            return value
        raise FieldError(
            f"facts.{name}", f"found {type(value).__name__}, expected true, false, a date, a number or a text"
        )

    def _boolean(self, field: str, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        answer = known.get(str(value).strip().lower())
        if answer is None:
            raise FieldError(field, f"found {shown(value)!r}, expected true or false")
        return answer


_REMEMBERED = 4096
"""Texts of each kind whose reading is kept: the same days, countries and codes come again and again."""
_booleans = lru_cache(16)(BOOLEAN_FACTS.union)
_place = lru_cache(_REMEMBERED)(parse_country)
_day_written, _hs_written = lru_cache(_REMEMBERED)(parse_date), lru_cache(_REMEMBERED)(parse_hs)


def _day(said: Any) -> date:
    return _day_written(said) if type(said) is str else parse_date(said)


def _hs(said: Any) -> str:
    return _hs_written(said) if type(said) is str else parse_hs(said)


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(value: Any) -> str | None:
    return None if _blank(value) else str(value).strip()


def _adrift(act: Transaction) -> Iterator[str]:
    """A holding of somebody whom neither the act nor another holding names would be lost without a word."""
    known = {same(name): name for name in (*act.named, *(holding.owner for holding in act.holdings))}
    for n, holding in enumerate(act.holdings):
        if same(holding.owned) not in known:
            near = difflib.get_close_matches(same(holding.owned), known, 1)
            nearest = f"; nearest: {known[near[0]]!r}" if near else ""
            found = f"{shown(holding.owned)!r} is neither in the act nor an owner in another holding"
            yield f"holdings[{n}]: {found}{nearest}"


def _keys(cls: type) -> tuple[str, ...]:
    own = ("codes", "unclear", "warnings")
    return tuple(f.encode_name for f in msgspec.structs.fields(cls) if f.name not in own)


_KEYS: dict[type, tuple[str, ...]] = {cls: _keys(cls) for cls in (Transaction, Good, Party, Vessel, Holding)}


def read_transaction(said: Mapping[str, Any], more_facts: frozenset[str] = frozenset()) -> Transaction:
    """A transaction from what a user sent: a mapping in the contract's form.

    `more_facts` are true-or-false facts that the law asks for beyond the contract's (`Regime.boolean_facts`). Raises
    FieldError, which names the field, what was found, what was expected and the nearest right answer.
    """
    if not isinstance(said, Mapping):
        raise FieldError("", f"found {type(said).__name__}, expected an object with date and activity")
    return _Reader(said, _booleans(more_facts)).read()
