"""Screening one name against the built-in list."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from article41.screening.hits import Candidate


def screen(
    name: str,
    type: str | None = None,
    country: str | None = None,
    birth_date: str | None = None,
    identifiers: dict[str, str] | None = None,
    on: date | None = None,
) -> "tuple[Candidate, ...]":
    """The entries of the built-in list that a name may mean on a day, likeliest first (see `hits.Query` for fields)."""
    from article41.screening.built_in import built_in  # needs numpy, which an act without a name does not

    return built_in().screen_name(name, type, country, birth_date, identifiers, on)
