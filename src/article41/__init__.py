"""Article 41: UN sanctions as code. What may be done, on that date, and which paragraph says so."""

from article41.check import check
from article41.errors import InputError
from article41.law import Regime, Unknown, load
from article41.reader import read_transaction
from article41.screening.screen import screen
from article41.transaction import FieldError, Good, Party, Transaction, Vessel
from article41.verdict import Finding, Verdict
from article41.version import VERSION as __version__
from article41.yamlfile import LawError

__all__ = [
    "FieldError",
    "Finding",
    "Good",
    "InputError",
    "LawError",
    "Party",
    "Regime",
    "Transaction",
    "Unknown",
    "Verdict",
    "Vessel",
    "__version__",
    "check",
    "load",
    "read_transaction",
    "screen",
]
