"""The store's tables. Contents and records are kept once, however many snapshots repeat them."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 1
"""Of the tables' form; a store of another version is refused rather than misread."""

metadata = MetaData()

meta = Table(
    "article41_meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False)
)

records = Table(
    "list_records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("entry", String(300), nullable=False),
    Column("regime", String(300), nullable=False),
    Column("body", Text, nullable=False),
)
"""One text of one entry; `body` is the record as JSON, `hash` its fingerprint."""

contents = Table(
    "list_contents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(80), nullable=False, unique=True),
    Column("size", Integer, nullable=False),
)
"""A set of records, by the hash over them."""

members = Table(
    "list_members",
    metadata,
    Column("content_id", ForeignKey("list_contents.id"), primary_key=True),
    Column("record_id", ForeignKey("list_records.id"), primary_key=True),
)

snapshots = Table(
    "list_snapshots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("source", Text, nullable=False),
    Column("generated", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("content_id", ForeignKey("list_contents.id"), nullable=False),
    UniqueConstraint("list", "generated", "day", "content_id"),
    Index("list_snapshots_by_day", "list", "day"),
)
"""A list at one moment: which content it had."""
