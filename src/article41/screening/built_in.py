"""The screeners that a check uses by itself: over the built-in list, and over the names of a draft."""

from datetime import date
from functools import lru_cache

from article41.regime import Listing
from article41.screening.entries import Entry, Listed, load_list
from article41.screening.screener import ListScreener


@lru_cache(maxsize=1)
def built_in() -> ListScreener:
    """The screener over the built-in 1718 list, made once."""
    un_list = load_list()
    return ListScreener(un_list.entries, un_list.version, un_list.list_date)


@lru_cache(maxsize=8)
def of_draft(symbol: str, listings: tuple[Listing, ...], since: date) -> ListScreener:
    """A screener over the names that a draft would list, from the first day it would have been law."""
    entries = [
        Entry(
            id=f"{symbol}: {name.name}",
            type=name.type,
            name=name.name,
            aliases=name.aliases,
            listed=(Listed(since, name.law),),
        )
        for name in listings
    ]
    return ListScreener(entries, symbol, since)
