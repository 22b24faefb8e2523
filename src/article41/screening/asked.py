"""Queries as users send them: an object with `name` or `imo`, and what else is known of somebody."""

import re
from collections.abc import Mapping
from typing import Any

from article41.dates import parse_date
from article41.errors import InputError
from article41.places import parse_country
from article41.said import shown
from article41.screening.hits import Query
from article41.screening.names import MOST_CHARACTERS
from article41.ships import parse_imo

FIELDS = ("id", "name", "type", "country", "birth_date", "imo", "on", "identifiers")
TYPES = ("person", "entity", "bank", "vessel")
_BIRTH = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class QueryError(InputError):
    """A query that cannot be read; the sentence begins with the field."""


def read_query(said: Mapping[str, Any]) -> Query:
    """The query in an object. `id` is the caller's. Raises QueryError, which names field, fault and right answer."""
    if not isinstance(said, Mapping):
        raise QueryError(f"found {shown(said)}, expected an object with name", shown(said), "an object")
    unknown = [str(key) for key in said if key not in FIELDS]
    if unknown:
        raise QueryError(f"field {shown(unknown[0])} is not read; known are {', '.join(FIELDS)}", unknown[0])
    name, imo = _text(said, "name"), _text(said, "imo")
    if not name and not imo:
        raise QueryError("name: a name or an imo is required", "nothing")
    if len(name) > MOST_CHARACTERS:
        raise QueryError(f"name: {len(name)} characters, at most {MOST_CHARACTERS}", shown(name))
    on = _text(said, "on")
    return Query(
        name,
        _type(_text(said, "type")),
        _country(_text(said, "country")),
        _birth(_text(said, "birth_date")),
        _identifiers(said.get("identifiers")),
        _parsed("imo", parse_imo, imo) if imo else None,
        _parsed("on", parse_date, on) if on else None,
    )


def _text(said: Mapping[str, Any], field: str) -> str:
    value = said.get(field)
    if value is not None and not isinstance(value, str | int):
        raise QueryError(f"{field}: found {shown(value)}, expected text", shown(value), "text")
    return "" if value is None else str(value).strip()


def _parsed(field: str, parse: Any, text: str) -> Any:
    try:
        return parse(text)
    except InputError as fault:
        raise QueryError(f"{field}: {fault}", shown(text)) from None


def _type(text: str) -> str | None:
    if text and text not in TYPES:
        raise QueryError(f"type: {shown(text)} is none; expected {', '.join(TYPES)}", text, nearest=())
    return text or None


def _country(text: str) -> str | None:
    """A country's code; a name that may mean several leaves the country open."""
    if not text:
        return None
    code = _parsed("country", parse_country, text).code
    return None if code is None else str(code)


def _birth(text: str) -> str | None:
    if text and not _BIRTH.fullmatch(text):
        raise QueryError(f"birth_date: {shown(text)}, expected YYYY, YYYY-MM or YYYY-MM-DD", text, "1960-02-29")
    return text or None


def _identifiers(value: Any) -> dict[str, str]:
    if value in (None, ""):
        return {}
    if not isinstance(value, Mapping):
        raise QueryError(f"identifiers: found {shown(value)}, expected an object", shown(value), "an object")
    return {str(key): str(number) for key, number in value.items()}
