"""Who is listed, on that day: the entries, the names, and the matching of a party or ship against them.

The matcher itself, `screener.ListScreener`, is imported where it is used: it needs numpy, and an act without a name
does not.
"""

from article41.screening.entries import Designated, Entry, Listed, UnList, load_list
from article41.screening.hits import Candidate, Hit, Query, Screener

__all__ = [
    "Candidate",
    "Designated",
    "Entry",
    "Hit",
    "Listed",
    "Query",
    "Screener",
    "UnList",
    "load_list",
]
