"""Who is listed, on that day: the entries, the names, and the matching of a party or ship against them."""

from article41.screening.entries import Designated, Entry, Listed, UnList, load_list
from article41.screening.exact import ExactScreener, Hit, Screener

__all__ = ["Designated", "Entry", "ExactScreener", "Hit", "Listed", "Screener", "UnList", "load_list"]
