"""The ledger: caps as accounts, filled by deliveries as they were reported."""

from article41.ledger.accounts import Account, accounts
from article41.ledger.book import Book, built_in, open_book
from article41.ledger.statement import Statement, statement
from article41.ledger.view import Ledger, SoFar

__all__ = ["Account", "Book", "Ledger", "SoFar", "Statement", "accounts", "built_in", "open_book", "statement"]
