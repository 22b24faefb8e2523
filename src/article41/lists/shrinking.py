"""Is a list suspiciously smaller than the one before it? A cut-off or partial file must not delist anybody."""

from collections.abc import Mapping
from datetime import date

from article41.lists.snapshot import ListError, Snapshot, by_regime

MOST_LOST = 0.05
"""A list may lose this share of its records from one snapshot to the next without being asked about."""


class Shrunken(ListError):
    """A list that lost too much. It can be accepted by saying so."""


def refuse_shrunken(snapshot: Snapshot, day: date, old: Mapping[str, int]) -> None:
    """Raises Shrunken where the snapshot lost over 5 % of the records of the list of `day`, or a whole regime.

    `old` are that list's records by regime.
    """
    new, before = by_regime(snapshot.records), sum(old.values())
    after, gone = len(snapshot.records), sorted(set(old) - set(new))
    if not gone and after >= before * (1 - MOST_LOST):
        return
    lost = f"no record of {', '.join(gone)}" if gone else f"{1 - after / before:.0%} fewer"
    text = f"{snapshot.source} of {snapshot.day} has shrunken: {after} records after {before} on {day}, {lost}"
    raise Shrunken(text, snapshot.source, "a whole list; where it is right, say --accept-shrunken")
