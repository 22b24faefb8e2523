"""Entries written as entities of FollowTheMoney, as yente and OpenSanctions publish them.

What no source confirmed goes along, in the `summary` of the entity or of the listing that it concerns.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from article41.lists.ftm import NUMBERS
from article41.screening.entries import Designated, Entry, Listed

SCHEMATA = {"person": "Person", "entity": "Organization", "vessel": "Vessel"}
"""The schema that an entry of each type is written in."""
_PROPERTIES = {kind: name for name, kind in NUMBERS.items()}
_COUNTRY = {"person": "nationality", "entity": "country", "vessel": "flag"}
TOPIC = "sanction"
OTHER_NUMBER = "idNumber"
"""The property of numbers that FollowTheMoney has no name for, such as a company's IMO number."""

Properties = dict[str, list[Any]]


def entity(entry: Entry, dataset: str, on: date, nested: bool = True) -> dict[str, Any]:
    """An entry as an entity of a dataset. `target` says whether it was listed on the day `on`.

    With `nested` its listings go along as entities of the schema Sanction.
    """
    properties = dict(_properties(entry))
    if in_force(entry, on):
        properties["topics"] = [TOPIC]
    if nested:
        properties["sanctions"] = [_sanction(entry, n, one, dataset) for n, one in enumerate(times(entry))]
    return {
        "id": entry.id,
        "caption": entry.name,
        "schema": SCHEMATA[entry.type],
        "properties": properties,
        "datasets": [dataset],
        "referents": [],
        "target": in_force(entry, on),
        "first_seen": moment(min((one.start for one in times(entry)), default=None)),
        "last_seen": None,
        "last_change": moment(last_change(entry)),
    }


def in_force(entry: Entry, on: date) -> bool:
    """Whether the entry was listed, or a designation of the ship stood, on a day."""
    return entry.listed_on(on) is not None or bool(entry.designated_on(on))


def times(entry: Entry) -> tuple[Listed, ...]:
    """Every time on the list, and every designation."""
    return (*entry.listed, *entry.designated)


def last_change(entry: Entry) -> date | None:
    """The newest day on which the entry was listed, amended or taken off."""
    days = [*entry.amended, *(one.start for one in times(entry)), *(one.until for one in times(entry) if one.until)]
    return max(days, default=None)


def moment(day: date | None) -> str | None:
    """A day as FollowTheMoney's datasets write moments; None for one that is not known."""
    return None if day in (None, date.min) else f"{day}T00:00:00"


def _properties(entry: Entry) -> Iterator[tuple[str, list[Any]]]:
    codes = [code.lower() for code in (entry.flags if entry.type == "vessel" else entry.countries)]
    numbers = {"imo": (entry.imo,) if entry.imo else (), **entry.identifiers}
    found = {
        "name": [entry.name],
        "alias": list(entry.aliases),
        "weakAlias": list(entry.weak_aliases),
        "previousName": list(entry.former_names),
        _COUNTRY[entry.type]: codes,
        "birthDate": list(entry.birth_dates),
        "summary": [f"unconfirmed in a source: {', '.join(entry.unconfirmed)}"] if entry.unconfirmed else [],
        "modifiedAt": [str(day) for day in entry.amended],
    }
    for kind, values in numbers.items():
        found.setdefault(_PROPERTIES.get(kind, OTHER_NUMBER), []).extend(values)
    yield from ((name, values) for name, values in found.items() if values)


def _sanction(entry: Entry, number: int, time: Listed, dataset: str) -> dict[str, Any]:
    law = time.law if isinstance(time, Designated) else ""
    properties: dict[str, Iterable[str]] = {
        "entity": [entry.id],
        "authority": [time.by],
        "program": [law] if law else [],
        "startDate": [] if time.start == date.min else [str(time.start)],
        "endDate": [str(time.until)] if time.until else [],
        "status": [time.kind] if isinstance(time, Designated) else [],
        "summary": [f"unconfirmed in a source: {', '.join(time.unconfirmed)}"] if time.unconfirmed else [],
    }
    return {
        "id": f"{entry.id}-listing-{number + 1}",
        "caption": time.by,
        "schema": "Sanction",
        "properties": {name: list(values) for name, values in properties.items() if values},
        "datasets": [dataset],
        "referents": [],
        "target": False,
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
    }
