"""Changes of lists in words."""

from article41.lists.deltas import Change, Delta, substance
from article41.said import printable

LONGEST = 70
"""Characters of a value that a line of changes shows."""


def sums(delta: Delta) -> str:
    """A change in one line: `4 added, 0 removed, 12 amended (3 in formatting only)`."""
    formatting = len(delta.amended) - substance(delta.amended)
    aside = f" ({formatting} in formatting only)" if formatting else ""
    return f"{len(delta.added)} added, {len(delta.removed)} removed, {len(delta.amended)} amended{aside}"


def change_line(change: Change) -> str:
    """One field before and after: only the values that differ."""
    aside = ", formatting" if change.kind == "formatting" else ""
    if change.field == "comment":
        return f"comment{aside}: other text (texts are not kept)"
    old = [value for value in change.old if value not in change.new]
    new = [value for value in change.new if value not in change.old]
    return f"{change.field}{aside}: {_values(old)} → {_values(new)}" if old or new else f"{change.field}{aside}: order"


def _values(values: list[str]) -> str:
    shown = (printable(value if len(value) <= LONGEST else value[: LONGEST - 1] + "…") for value in values)
    return "; ".join(shown) or "nothing"
