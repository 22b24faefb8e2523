"""Tidying that the readers of OpenSanctions' two forms share."""

from collections.abc import Iterable, Iterator

from article41.lists import nations
from article41.lists.record import Identifier, Kind, Name, Quality
from article41.lists.snapshot import ListWarning
from article41.lists.un_text import squeezed

TYPES: dict[str, Kind] = {
    "Person": "person", "Company": "entity", "Organization": "entity", "LegalEntity": "entity",
    "PublicBody": "entity", "Vessel": "vessel",
}  # fmt: skip
"""The schemata of FollowTheMoney that are parties or ships; all others (addresses, holdings, kin) are no entries."""


def names(texts: Iterable[tuple[str, Quality]]) -> tuple[Name, ...]:
    """Each spelling once, in order, by the first quality that it comes with."""
    found: dict[str, Quality] = {}
    for text, quality in texts:
        if squeezed(text):
            found.setdefault(squeezed(text), quality)
    return tuple(Name(text, quality) for text, quality in found.items())


def places(entry: str, said: Iterable[str], warnings: list[ListWarning]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ISO codes, and what could not be read."""
    codes: list[str] = []
    unread: list[str] = []
    for text in filter(None, map(squeezed, said)):
        found = nations.codes(text)
        codes += found
        if not found:
            unread.append(text)
            warnings.append(ListWarning("country unread", entry, f"{text!r} is no country known here; kept as text"))
    return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(unread))


def identifiers(given: Iterable[tuple[str, str]], kind: Kind) -> Iterator[Identifier]:
    """Numbers with their kinds; an IMO number of a company is a company's."""
    for what, said in given:
        number = squeezed(said)
        if what == "imo":
            number = number.upper().removeprefix("IMO").strip()
        if number:
            yield Identifier("company_imo" if what == "imo" and kind != "vessel" else what, number)
