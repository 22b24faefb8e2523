"""Reading of reports: who said what, what is claimed, and whether the record holds it."""

from article41.reading.reader import Reader

__all__ = ["Reader"]
