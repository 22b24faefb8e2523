"""The Committee's list of designated vessels as a table: CSV with a column a measure, or YAML."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import IO, Any

import msgspec

from article41 import yamlfile
from article41.lists import tidy, un_text
from article41.lists.record import Identifier, Measure, Record, comment
from article41.lists.snapshot import ListError, ListWarning, Snapshot, taken
from article41.lists.un_text import squeezed

KIND, LIST, REGIME = "vessels", "un-1718-vessels", "DPRK"
MEASURES: dict[str, tuple[str, str]] = {
    "p12d_2321": ("freeze", "S/RES/2321 (2016), paragraph 12(d)"),
    "p8d_1718_p12_2270": ("freeze-resource", "S/RES/2270 (2016), paragraph 12"),
    "p12a_2321": ("deflag", "S/RES/2321 (2016), paragraph 12(a)"),
    "p6_2371_p6_2375": ("port-ban", "S/RES/2371 (2017), paragraph 6"),
    "omm_2270_p23": ("omm", "S/RES/2270 (2016), paragraph 23"),
}
"""A column of the table, the consequence it stands for, and its paragraph."""


class _Designation(msgspec.Struct, frozen=True):
    date: str
    measures: list[str]


class _Row(msgspec.Struct, frozen=True):
    """A ship as the YAML has it; further keys are ignored."""

    names: list[str]
    imo: str = ""
    flags: list[str] = []
    mmsi: list[str] = []
    call_signs: list[str] = []
    designations: list[_Designation] = []
    other_information: str = ""


class _Table(msgspec.Struct, frozen=True):
    vessels: list[_Row]
    list_date: str = ""


def read(stream: IO[bytes], source: str, name: str = LIST, when: str = "") -> Snapshot:
    """The list in `stream`. CSV is dated by `when` or the day in the file's name, YAML by its `list_date`.

    Raises ListError where it is no such table, a measure is unknown, or no day can be told.
    """
    try:
        text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ListError(f"{source}, byte {fault.start}: no UTF-8", source) from None
    table = _Table(_csv_rows(text, source)) if text.startswith("no,") else _yaml_table(text, source)
    named = re.search(r"\d{4}-\d{2}-\d{2}", source)
    day = when or table.list_date or (named[0] if named else "")
    if not day:
        raise ListError(f"{source} does not say of which day it is; give the day", source, "--date DAY")
    warnings: list[ListWarning] = []
    return taken(KIND, name, source, day, [_record(row, source, warnings) for row in table.vessels], warnings)


def _csv_rows(text: str, source: str) -> list[_Row]:
    rows = []
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        if None in row or None in row.values():
            raise ListError(f"{source}, line {reader.line_num} has not one cell a column: cut off?", source)
        rows.append(_of_csv(row, source))
    return rows


def _of_csv(row: dict[str, str], source: str) -> _Row:
    missing = sorted({"imo", "primary_name", "other_names", "designation_date", *MEASURES} - row.keys())
    if missing:
        raise ListError(f"{source} has no column {', '.join(missing)}: no table of vessels", source)
    later = re.findall(r"(\d{4}-\d{2}-\d{2}) (\w+)", row.get("later_measures", ""))
    first = _Designation(row["designation_date"], [key for key in MEASURES if row[key] == "yes"])
    return _Row(
        names=[row["primary_name"], *row["other_names"].split(";")],
        imo=row["imo"],
        flags=row.get("flags", "").split(";"),
        mmsi=row.get("mmsi", "").split(";"),
        call_signs=row.get("call_signs", "").split(";"),
        designations=[first, *(_Designation(day, [key]) for day, key in later)],
        other_information=row.get("other_information", ""),
    )


def _yaml_table(text: str, source: str) -> _Table:
    """Read strictly: no anchors, no repeated keys. `null` is nothing."""
    try:
        return msgspec.convert(_without_nulls(yamlfile.parse(text, Path(source)).data), _Table, strict=False)
    except (yamlfile.LawError, msgspec.ValidationError, RecursionError) as fault:
        raise ListError(f"{source} is no table of vessels: {fault}", source) from None


def _without_nulls(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_nulls(value) for key, value in data.items() if value != "null"}
    return [_without_nulls(item) for item in data] if isinstance(data, list) else data


def _record(row: _Row, source: str, warnings: list[ListWarning]) -> Record:
    texts = [squeezed(text) for text in row.names if squeezed(text)]
    imo = squeezed(row.imo) if squeezed(row.imo).isdigit() else ""
    if not texts:
        raise ListError(f"{source}: a vessel without a name", source)
    entry = f"IMO {imo}" if imo else texts[0]
    if not imo:
        warnings.append(ListWarning("no IMO number", entry, "known by its name alone"))
    flags, unread = tidy.places(entry, row.flags, warnings)
    measures = tuple(_measures(row, entry, source))
    return Record(
        id=entry,
        regime=REGIME,
        type="vessel",
        names=tidy.names((text, "good" if n else "primary") for n, text in enumerate(texts)),
        countries_unread=unread,
        identifiers=tuple(_numbers(row, imo)),
        flags=flags,
        measures=measures,
        listed_on=min((m.since for m in measures if m.since), default=None),
        comment=comment(squeezed(row.other_information)),
    )


def _numbers(row: _Row, imo: str) -> list[Identifier]:
    given = [("imo", imo), *(("mmsi", text) for text in row.mmsi), *(("call_sign", text) for text in row.call_signs)]
    return [Identifier(kind, squeezed(text)) for kind, text in given if squeezed(text)]


def _measures(row: _Row, entry: str, source: str) -> list[Measure]:
    found: list[tuple[date, Measure]] = []
    for designation in row.designations:
        for key in designation.measures:
            if key not in MEASURES:
                raise ListError(f"{source}, {entry}: measure {key!r} is unknown", key, ", ".join(MEASURES))
            day = _since(designation.date, entry, source)
            found.append((day, Measure(*MEASURES[key], day)))
    return [measure for _, measure in sorted(found, key=lambda pair: (pair[0], pair[1].kind))]


def _since(text: str, entry: str, source: str) -> date:
    read = un_text.day(text)
    if read is None:
        raise ListError(f"{source}, {entry}: {text!r} is no day of designation", text, "an ISO day")
    return read.day
