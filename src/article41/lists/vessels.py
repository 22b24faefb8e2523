"""The Committee's list of designated vessels as a table: CSV with a column a measure, or YAML."""

import csv
import io
import re
from datetime import date
from typing import IO, Any

import yaml

from article41.lists import tidy, un_text
from article41.lists.record import Identifier, Measure, Quality, Record, comment
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
Row = dict[str, Any]


def read(stream: IO[bytes], source: str, name: str = LIST, when: str = "") -> Snapshot:
    """The list in `stream`. CSV is dated by `when` or the day in the file's name, YAML by its `list_date`.

    Raises ListError where it is no such table, a measure is unknown, or no day can be told.
    """
    try:
        text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ListError(f"{source}, byte {fault.start}: no UTF-8", source) from None
    is_yaml = not text.startswith("no,")
    rows, said = _yaml_rows(text, source) if is_yaml else (_csv_rows(text, source), "")
    named = re.search(r"\d{4}-\d{2}-\d{2}", source)
    day = when or said or (named[0] if named else "")
    if not day:
        raise ListError(f"{source} does not say of which day it is; give the day", source, "--date DAY")
    warnings: list[ListWarning] = []
    return taken(KIND, name, source, day, [_record(row, source, warnings) for row in rows], warnings)


def _csv_rows(text: str, source: str) -> list[Row]:
    """The rows of the CSV, brought into the form of the YAML."""
    rows = []
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        if None in row or None in row.values():
            raise ListError(f"{source}, line {reader.line_num} has not one cell a column: cut off?", source)
        rows.append(_of_csv(row, source))
    return rows


def _of_csv(row: dict[str, str], source: str) -> Row:
    missing = sorted({"imo", "primary_name", "other_names", "designation_date", *MEASURES} - row.keys())
    if missing:
        raise ListError(f"{source} has no column {', '.join(missing)}: no table of vessels", source)
    dated = [{"date": row["designation_date"], "measures": [m for m in MEASURES if row[m] == "yes"]}]
    later = re.findall(r"(\d{4}-\d{2}-\d{2}) (\w+)", row.get("later_measures", ""))
    dated += [{"date": day, "measures": [measure]} for day, measure in later]
    many = {key: row.get(key, "").split(";") for key in ("mmsi", "flags", "call_signs")}
    names = [row["primary_name"], *row["other_names"].split(";")]
    return {
        "imo": row["imo"],
        "names": names,
        "designations": dated,
        **many,
        "other_information": row.get("other_information"),
    }


def _yaml_rows(text: str, source: str) -> tuple[list[Row], str]:
    try:
        content = yaml.load(text, Loader=yaml.BaseLoader)
        rows = [{key: None if value == "null" else value for key, value in row.items()} for row in content["vessels"]]
        return rows, str(content.get("list_date", ""))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise ListError(f"{source} is no table of vessels: {fault}", source) from None


def _record(row: Row, source: str, warnings: list[ListWarning]) -> Record:
    texts = [squeezed(text) for text in row.get("names", ()) if squeezed(text)]
    imo = squeezed(row.get("imo")) if str(row.get("imo", "")).isdigit() else ""
    if not texts:
        raise ListError(f"{source}: a vessel without a name", source)
    entry = f"IMO {imo}" if imo else texts[0]
    if not imo:
        warnings.append(ListWarning("no IMO number", entry, "known by its name alone"))
    qualities: list[Quality] = ["primary", *["good" for _ in texts[1:]]]  # type: ignore[list-item]
    flags, unread = tidy.places(entry, row.get("flags") or (), warnings)
    return Record(
        id=entry,
        regime=REGIME,
        type="vessel",
        names=tidy.names(zip(texts, qualities, strict=True)),
        countries_unread=unread,
        identifiers=tuple(_numbers(row, imo)),
        flags=flags,
        measures=tuple(_measures(row, entry, source)),
        listed_on=min((m.since for m in _measures(row, entry, source) if m.since), default=None),
        comment=comment(squeezed(row.get("other_information"))),
    )


def _numbers(row: Row, imo: str) -> list[Identifier]:
    found = [Identifier("imo", imo)] if imo else []
    for key, kind in (("mmsi", "mmsi"), ("call_signs", "call_sign")):
        found += [Identifier(kind, squeezed(text)) for text in row.get(key) or () if squeezed(text)]
    return found


def _measures(row: Row, entry: str, source: str) -> list[Measure]:
    found = []
    for designation in row.get("designations") or ():
        for key in designation["measures"]:
            if key not in MEASURES:
                raise ListError(f"{source}, {entry}: measure {key!r} is unknown", key, ", ".join(MEASURES))
            found.append(Measure(*MEASURES[key], _since(designation["date"], entry, source)))
    return sorted(found, key=lambda measure: (measure.since, measure.kind))


def _since(text: str, entry: str, source: str) -> date:
    read = un_text.day(text)
    if read is None:
        raise ListError(f"{source}, {entry}: {text!r} is no day of designation", text, "an ISO day")
    return read.day
