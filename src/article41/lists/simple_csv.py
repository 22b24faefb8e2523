"""OpenSanctions' `targets.simple.csv`: one target a row, values of a cell joined by `;`."""

import csv
import io
import re
from collections.abc import Iterable
from typing import IO

from article41.lists import tidy
from article41.lists.record import Identifier, Kind, Quality, Record
from article41.lists.snapshot import ListError, ListWarning, Snapshot, taken
from article41.lists.un_text import squeezed

KIND = "simple-csv"
NEEDED = frozenset(
    {"id", "schema", "name", "aliases", "birth_date", "countries", "identifiers", "dataset", "last_seen"}
)
"""The columns without which a file is no such list."""


def read(stream: IO[bytes], source: str, name: str, when: str = "") -> Snapshot:
    """The list in `stream`, called `name`. Without `when` it is dated by the newest `last_seen`.

    Raises ListError where columns are missing, a row has too few or too many cells, or the text is no UTF-8.
    """
    records: list[Record] = []
    warnings: list[ListWarning] = []
    newest = ""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    rows = csv.DictReader(text, strict=True)
    try:
        _check_columns(rows.fieldnames or (), source)
        for row in rows:
            if None in row or None in row.values():
                raise ListError(f"{source}, line {rows.line_num} has not one cell a column: cut off?", source)
            newest = max(newest, row["last_seen"])
            records += _records(row, warnings)
    except (csv.Error, UnicodeDecodeError) as fault:
        raise ListError(f"{source}, line {rows.line_num + 1}: {fault}", source) from None
    if not (when or newest):
        raise ListError(f"{source} does not say when it was made; give the day", source, "--date DAY")
    return taken(KIND, name, source, when or newest, records, warnings)


def _check_columns(found: Iterable[str], source: str) -> None:
    missing = sorted(NEEDED - set(found))
    if missing:
        raise ListError(f"{source} has no column {', '.join(missing)}", source, ", ".join(sorted(NEEDED)))


def _records(row: dict[str, str], warnings: list[ListWarning]) -> list[Record]:
    kind = tidy.TYPES.get(row["schema"])
    if kind is None:
        text = f"{row['schema']} is no person, entity or vessel"
        warnings.append(ListWarning("not a party", row["id"], text))
        return []
    texts: list[tuple[str, Quality]] = [(row["name"], "primary")]
    texts += [(alias, "good") for alias in row["aliases"].split(";")]
    codes, unread = tidy.places(row["id"], row["countries"].split(";"), warnings)
    return [
        Record(
            id=row["id"],
            regime=squeezed(row["dataset"]) or "unknown",
            type=kind,
            names=tidy.names(texts),
            countries=() if kind == "vessel" else codes,
            countries_unread=unread,
            birth_dates=tuple(sorted({squeezed(day) for day in row["birth_date"].split(";")} - {""})),
            addresses=tuple(filter(None, (squeezed(row.get("addresses") or ""),))),
            identifiers=_identifiers(row["identifiers"], kind),
            flags=codes if kind == "vessel" else (),
        )
    ]


def _identifiers(cell: str, kind: Kind) -> tuple[Identifier, ...]:
    """The cell does not say what its numbers are: `IMO` in front tells one, nine digits of a ship are its MMSI."""
    given = []
    for said in filter(None, map(squeezed, cell.split(";"))):
        what = "imo" if re.fullmatch(r"IMO ?\d{7}", said, re.IGNORECASE) else "number"
        given.append(("mmsi" if kind == "vessel" and re.fullmatch(r"\d{9}", said) else what, said))
    return tuple(tidy.identifiers(given, kind))
