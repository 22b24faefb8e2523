"""One list as it stood at one moment: its records, and a hash that knows the content and not the file."""

import hashlib
from collections import Counter
from datetime import UTC, date, datetime
from functools import lru_cache

import msgspec

from article41.errors import InputError
from article41.lists.record import Record, fingerprint


class ListError(InputError):
    """A file that cannot be taken as a list. Nothing has been changed."""


class ListWarning(msgspec.Struct, frozen=True):
    """A quirk of a file that was survived: its `name` (the same for all of its kind), the record, and what was done."""

    name: str
    record: str
    text: str


class Snapshot(msgspec.Struct, frozen=True):
    """A list as it stood when it was generated. Make one with `taken`.

    `kind` is the form it was read from, `list` the name under which snapshots belong together, `generated` the moment
    in UTC as ISO text, `day` the day as the file itself writes it. `content` is a hash over the records alone: the
    file's date, order and layout make no difference. Records are ordered by id, and no id stands twice.
    """

    kind: str
    list: str
    source: str
    generated: str
    day: date
    content: str
    records: tuple[Record, ...]
    warnings: tuple[ListWarning, ...] = ()

    @property
    def order(self) -> tuple[date, str, str]:
        """What snapshots of a list are sorted by; never equal for two that differ."""
        return self.day, self.generated, self.content


def taken(kind: str, name: str, source: str, when: str, records: list[Record], warnings: list[ListWarning]) -> Snapshot:
    """The snapshot of the list called `name`, generated at `when` (an ISO day or timestamp).

    Raises ListError where `when` is no moment and where there are no records: an empty list is never a list.
    """
    if not records:
        raise ListError(f"{source} holds no records: not a list", source)
    day, generated = moment(when)
    kept = unique(records, warnings)
    return Snapshot(kind, name, source, generated, day, content_hash(kept), kept, tuple(warnings))


def content_hash(records: tuple[Record, ...]) -> str:
    """See `Snapshot.content`."""
    marks = "\n".join(sorted(mark(record) for record in records))
    return f"sha256:{hashlib.sha256(marks.encode()).hexdigest()}"


@lru_cache(maxsize=65536)
def mark(record: Record) -> str:
    """The fingerprint of a record, worked out once: series of lists repeat most of theirs."""
    return fingerprint(record)


def by_regime(records: tuple[Record, ...]) -> dict[str, int]:
    """How many records each regime has, by name of the regime."""
    return dict(sorted(Counter(record.regime for record in records).items()))


def moment(text: str) -> tuple[date, str]:
    """The day as written and the moment in UTC of an ISO timestamp or day. Raises ListError for anything else.

    A day alone is its first moment. A time without a zone is taken as UTC.
    """
    try:
        said = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ListError(f"not a moment: '{text[:40]}'", text[:40], "an ISO day or timestamp") from None
    utc = (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    return said.date(), utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def unique(records: list[Record], warnings: list[ListWarning]) -> tuple[Record, ...]:
    """The records by id. Of two with one id the second is kept too, as `id/2`, with a warning."""
    found: dict[str, Record] = {}
    for record in records:
        number, name = 1, record.id
        while name in found:
            number += 1
            name = f"{record.id}/{number}"
        if number > 1:
            warnings.append(ListWarning("reference used twice", record.id, f"kept as {name}"))
            record = msgspec.structs.replace(record, id=name)
        found[name] = record
    return tuple(found[name] for name in sorted(found))
