"""The same law over columns: millions of rows at a time, with the answers of `check`."""

from article41.columns.frame import Columns, Judged

__all__ = ["Columns", "Judged"]
