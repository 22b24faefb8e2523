"""Who is listed, on that day: the entries, the names, and the matching of a party or ship against them."""

from article41.screening.entries import Designated, Entry, Listed, UnList, load_list
from article41.screening.hits import Candidate, Hit, Query, Screener
from article41.screening.screener import ListScreener

__all__ = [
    "Candidate",
    "Designated",
    "Entry",
    "Hit",
    "ListScreener",
    "Listed",
    "Query",
    "Screener",
    "UnList",
    "load_list",
]
