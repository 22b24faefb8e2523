"""An entity that somebody describes, as yente's clients send it, read as queries for our screening."""

import difflib
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, Literal

import msgspec

from article41.errors import InputError
from article41.lists.ftm import NUMBERS
from article41.places import parse_country
from article41.said import shown
from article41.screening.asked import read_query
from article41.screening.hits import Query
from article41.web.problems import Refused

Kind = Literal["person", "entity", "vessel"]
PARTIES: frozenset[Kind] = frozenset({"person", "entity"})
ALL: frozenset[Kind] = PARTIES | {"vessel"}
SCHEMATA: dict[str, frozenset[Kind]] = {
    "Thing": ALL,
    "Asset": ALL,
    "LegalEntity": PARTIES,
    "Person": frozenset({"person"}),
    "Organization": frozenset({"entity"}),
    "Company": frozenset({"entity"}),
    "PublicBody": frozenset({"entity"}),
    "Vehicle": frozenset({"vessel"}),
    "Vessel": frozenset({"vessel"}),
    "Airplane": frozenset(),
    "Address": frozenset(),
    "CryptoWallet": frozenset(),
    "Security": frozenset(),
}
"""The schemata that may be asked for, and the types of entries that each may mean."""
NAMES = ("name", "alias", "weakAlias", "previousName")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")
MOST_VARIANTS = 60
"""Names times countries times birth dates of one example."""


class Example(msgspec.Struct, frozen=True):
    """An entity to look for; `properties` are lists of texts, or a text."""

    schema: str
    properties: dict[str, Any]
    id: str | None = None


def kinds_of(schema: str) -> frozenset[Kind]:
    """The types of entries that a schema may mean. Raises Refused, as yente does, for a schema that is none."""
    if schema not in SCHEMATA:
        near = difflib.get_close_matches(schema, SCHEMATA, 1)
        raise Refused(400, f"Invalid schema: {shown(schema)}" + (f"; nearest: {near[0]}" if near else ""), "schema")
    return SCHEMATA[schema]


def cleaned(example: Example) -> dict[str, list[str]]:
    """The properties as they were understood: lists of texts, countries as lower-case codes."""
    found = {str(name): list(_texts(name, values)) for name, values in example.properties.items()}
    for name in COUNTRIES:
        if name in found:
            found[name] = [code for text in found[name] for code in _codes(text)]
    return {name: values for name, values in found.items() if values}


def _texts(name: str, values: Any) -> Iterator[str]:
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield str(value).strip()
        elif value is not None and not isinstance(value, dict):
            raise Refused(400, f"properties.{shown(name)}: found {shown(value)}, expected text", "properties")


def _codes(text: str) -> Iterator[str]:
    """A country as code; what may mean several, or none, says nothing of anybody."""
    try:
        code = parse_country(text).code
    except InputError:
        return
    if code:
        yield str(code).lower()


def queries(example: Example, said: dict[str, list[str]]) -> list[Query]:
    """A query for every name, country and birth date said; one without a name where a number is said alone.

    Raises Refused where there are too many, InputError where one cannot be read.
    """
    kinds = kinds_of(example.schema)
    type_ = next(iter(kinds)) if len(kinds) == 1 else None
    numbers = {NUMBERS[name]: values[0] for name, values in said.items() if name in NUMBERS and values}
    imo = numbers.pop("imo", "") if "vessel" in kinds else ""
    names = list(dict.fromkeys(_names(said))) or [""]
    countries = [code for name in COUNTRIES for code in said.get(name, ())] or [""]
    births = said.get("birthDate") or [""]
    if len(names) * len(countries) * len(births) > MOST_VARIANTS:
        raise Refused(400, f"too many names, countries and birth dates together, at most {MOST_VARIANTS}", "properties")
    return [
        _query(name, type_, country, birth[:10], numbers, imo)
        for name, country, birth in product(names, dict.fromkeys(countries), dict.fromkeys(births))
        if name or numbers or imo
    ]


def _query(name: str, type_: str | None, country: str, birth: str, numbers: dict[str, str], imo: str) -> Query:
    said = {"name": name, "type": type_, "country": country.upper(), "birth_date": birth, "imo": imo}
    if name or imo:
        return msgspec.structs.replace(read_query(said), identifiers=numbers)
    return Query("", type_, identifiers=numbers)


def _names(said: dict[str, list[str]]) -> Iterable[str]:
    """Whole names, or a person's name put together from its parts."""
    whole = [text for name in NAMES for text in said.get(name, ()) if text]
    if whole:
        return whole
    parts = [said.get(name, [""])[0] for name in ("firstName", "middleName", "fatherName", "lastName")]
    return [" ".join(filter(None, parts))] if any(parts) else []
