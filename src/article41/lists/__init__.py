"""Imported lists: read from files, kept as snapshots, and turned into the history of each entry."""

from article41.lists.record import Record
from article41.lists.snapshot import ListError, ListWarning, Snapshot

__all__ = ["ListError", "ListWarning", "Record", "Snapshot"]
