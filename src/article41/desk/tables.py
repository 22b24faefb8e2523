"""The store's tables. Personal parts stand apart from the chain, so that they can go and the chain stays."""

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

VERSION = 1
"""Of the tables' form; a store of another version is refused rather than misread."""

_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # there only INTEGER is the row's own key

metadata = MetaData()

meta = Table("desk_meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

entries = Table(
    "desk_entries",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("at", String(27), nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("about", _NUMBER, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("desk_entries_about", "about"),
)
"""The chain; the columns are the fields of `Entry`."""

personal = Table(
    "desk_personal",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("salt", String(64), nullable=False),
    Column("content", Text, nullable=False),
)
"""What an entry holds of persons, by the entry's number: canonical JSON, and the salt of its hash in the chain."""
