"""Turn the published 1718 lists into the built-in list under ``lists/1718``.

Usage::

    python tools/refresh_list.py individuals LIST.xml[.gz] OLDER.xml.gz SERIES.tar.xz > FILE.yaml
    python tools/refresh_list.py entities LIST.xml[.gz] OLDER.xml.gz SERIES.tar.xz > FILE.yaml
    python tools/refresh_list.py vessels SHIPS.csv ANNEX.csv --list-date 2026-02-27 > FILE.yaml

The newest list gives the facts. The older ones give earlier spellings, earlier dates of birth and
the gaps in which a listed name was missing from the published file; their order does not matter.
What the files do not say (who designated on which day, country codes, delistings) stands in
``refresh_list.yaml``. Nothing is fetched, and no running text of the lists is copied.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import sys
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

import yaml

Entry = dict[str, Any]
Config = dict[str, Any]

ROOT_TAG = b"<CONSOLIDATED_LIST"
REFERENCE = re.compile(r"KP([ie])\.\d{3}", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ACRONYM = re.compile(r"^(.*\S) \(([A-Z]{2,6})\)$")
OTHER_SCRIPT = re.compile(r"^(.*\S) ?\(([^\x00-\u024f]+)\)$")
CROSS_REFERENCE = re.compile(r" ?\(KP[ie]\.\d{3}\)", re.IGNORECASE)
COMPANY_IMO = re.compile(r"\bIMO\)? ?(?:number:? ?)?(\d{7})\b", re.IGNORECASE)
SWIFT = re.compile(r"\bSWIFT(?:/BIC)?: ?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
PASSPORT = re.compile(r"\bpassport number ([A-Z0-9]{6,})", re.IGNORECASE)
BANK = re.compile(r"\bBANK(?:ING)?\b")
LINE = 100


class ListError(ValueError):
    """A published file that cannot be read as what it should be."""


# --- text ----------------------------------------------------------------------------------------


def clean(text: str | None) -> str:
    """Return ``text`` with blanks squeezed, quotation marks dropped and apostrophes plain."""
    plain = (text or "").replace("\u2019", "'").replace("\u2018", "'")
    return " ".join(re.sub(r'["\u201c\u201d]', "", plain).split())


def same(name: str) -> str:
    """Return the form in which two spellings count as one: case and punctuation do not matter.

    Apostrophes do: in romanised Korean they are spelling, not punctuation.
    """
    return " ".join(re.sub(r"[^\w']+", " ", name.casefold()).split())


def split_name(text: str) -> list[str]:
    """Return the name, then what stood in brackets at its end: an acronym or another script."""
    name = CROSS_REFERENCE.sub("", clean(text))
    found = ACRONYM.match(name) or OTHER_SCRIPT.match(name)
    return [found[1], found[2]] if found else [name] if name else []


def split_names(text: str | None) -> list[str]:
    """Return all names in one alias field; several are joined by ``;``."""
    return [name for part in clean(text).split(";") for name in split_name(part)]


def distinct(names: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """Return ``names`` in order, without those ``known`` or seen before (see :func:`same`)."""
    seen = {same(name) for name in known}
    fresh = []
    for name in names:
        if same(name) not in seen:
            seen.add(same(name))
            fresh.append(name)
    return fresh


def day_of(text: str | None) -> str:
    """Return the ISO day in ``text``, without zone or time. Raises ListError if there is none."""
    found = DAY.match(clean(text))
    if not found:
        raise ListError(f"not a day: {text!r}")
    return found[0]


# --- the consolidated list -----------------------------------------------------------------------


@dataclass
class Snapshot:
    """The DPRK records of one published list; ``day`` is the day on which it was generated."""

    day: str
    records: dict[str, ET.Element] = field(default_factory=dict)


def streams(path: Path) -> Iterator[IO[bytes]]:
    """Yield each XML file in ``path``: plain, gzipped, or the members of a tar in their order."""
    if ".tar" in path.suffixes:
        with tarfile.open(path) as tar:
            yield from (part for member in tar if (part := tar.extractfile(member)))
    elif path.suffix == ".gz":
        with gzip.open(path) as unzipped:
            yield io.BytesIO(unzipped.read())
    else:
        yield io.BytesIO(path.read_bytes())


def refuse_doctype(stream: IO[bytes]) -> None:
    """Raise ListError unless the list's root comes first: no DOCTYPE, so no entities, and UTF-8."""
    head, root, _ = stream.read(4096).partition(ROOT_TAG)
    stream.seek(0)
    if not root or b"<!" in head:
        raise ListError("not a consolidated list in UTF-8 without DOCTYPE")


def read_snapshot(stream: IO[bytes]) -> Snapshot:
    """Read one list record by record and keep the DPRK ones."""
    refuse_doctype(stream)
    snapshot = Snapshot("")
    for event, element in ET.iterparse(stream, ("start", "end")):
        if event == "start" and element.tag == "CONSOLIDATED_LIST":
            snapshot.day = day_of(element.get("dateGenerated"))
        elif event == "end" and element.tag in {"INDIVIDUAL", "ENTITY"}:
            keep(snapshot, element)
    return snapshot


def keep(snapshot: Snapshot, element: ET.Element) -> None:
    """Put a DPRK record into ``snapshot`` under its clean reference; empty every other record."""
    found = REFERENCE.match(clean(element.findtext("REFERENCE_NUMBER")))
    if found:
        snapshot.records[f"KP{found[1].lower()}{found[0][3:]}"] = element
    else:
        element.clear()


def read_snapshots(paths: Iterable[Path]) -> list[Snapshot]:
    """Return all lists in ``paths``, oldest first. Raises ListError naming an unreadable file."""
    snapshots = []
    for path in paths:
        try:
            snapshots += [read_snapshot(stream) for stream in streams(path)]
        except (ListError, ET.ParseError) as error:
            raise ListError(f"{path.name}: {error}") from error
    return sorted(snapshots, key=lambda snapshot: snapshot.day)


# --- one record ----------------------------------------------------------------------------------


def main_name(record: ET.Element) -> list[str]:
    """Return the name of a record, and its acronym where one is given."""
    tags = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    return split_name(" ".join(record.findtext(tag) or "" for tag in tags))


def alias_names(record: ET.Element, kind: str) -> list[str]:
    """Return the aliases of one kind: ``former`` (f.k.a.), ``weak`` (quality Low), ``other``."""
    kinds = {"f.k.a.": "former", "low": "weak"}
    names = []
    for block in (*record.iter("INDIVIDUAL_ALIAS"), *record.iter("ENTITY_ALIAS")):
        if kinds.get(clean(block.findtext("QUALITY")).casefold(), "other") == kind:
            names += split_names(block.findtext("ALIAS_NAME"))
    return names


def birth_dates(record: ET.Element) -> list[str]:
    """Return the dates of birth: days or years; a span gives every year in it, ends included."""
    dates: list[str] = []
    for block in record.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        dates += [*days_in(block, "DATE"), *re.findall(r"\d{4}", block.findtext("YEAR") or "")]
        first, last = clean(block.findtext("FROM_YEAR")), clean(block.findtext("TO_YEAR"))
        if first and last:
            dates += [str(year) for year in range(int(first), int(last) + 1)]
    dates += days_in(record, "INDIVIDUAL_ALIAS/DATE_OF_BIRTH")
    return list(dict.fromkeys(dates))


def days_in(element: ET.Element, path: str) -> list[str]:
    """Return the whole days written under ``path``; vaguer texts are left out."""
    texts = (clean(found.text) for found in element.iterfind(path))
    return [day_of(text) for text in texts if DAY.match(text)]


def identifiers(record: ET.Element) -> dict[str, list[str]]:
    """Return document numbers, company IMO numbers and SWIFT codes, by kind."""
    note = clean(record.findtext("COMMENTS1"))
    documents = [text.text or "" for text in record.iterfind("INDIVIDUAL_DOCUMENT/NUMBER")]
    passports = [re.sub(r"\(.*|\s", "", number) for number in documents]
    found = {
        "passport": [*passports, *PASSPORT.findall(note)],
        "company_imo": COMPANY_IMO.findall(note),
        "swift": SWIFT.findall(note),
    }
    kinds = {kind: unique(numbers) for kind, numbers in found.items()}
    return {kind: numbers for kind, numbers in kinds.items() if numbers}


def unique(texts: Iterable[str]) -> list[str]:
    """Return ``texts`` in order, each once, without empty ones."""
    return list(dict.fromkeys(filter(None, texts)))


def check_documents(record: ET.Element) -> None:
    """Raise ListError for a document that is no passport: it needs a kind of its own."""
    for block in record.iter("INDIVIDUAL_DOCUMENT"):
        kind = clean(block.findtext("TYPE_OF_DOCUMENT")).casefold()
        if kind and not ("passport" in kind or "passeport" in kind or "pasaporte" in kind):
            raise ListError(f"unknown kind of document: {kind}")


def country_codes(names: Iterable[str], config: Config) -> list[str]:
    """Return the ISO alpha-2 codes of country names. Raises ListError for an unknown name."""
    codes: list[str] = []
    for name in unique(names):
        if name not in config["countries"]:
            raise ListError(f"unknown country: {name}")
        codes += config["countries"][name]
    return list(dict.fromkeys(codes))


def countries(record: ET.Element, config: Config) -> list[str]:
    """Return the nationalities of a person or the countries of an entity's addresses."""
    if record.tag == "INDIVIDUAL":
        nations = [clean(text.text) for text in record.iterfind("NATIONALITY/VALUE")]
        return country_codes(nations, config)
    names = []
    for address in record.iter("ENTITY_ADDRESS"):
        place = clean(address.findtext("STATE_PROVINCE"))
        names.append("Hong Kong" if place == "Hong Kong" else clean(address.findtext("COUNTRY")))
    return country_codes(names, config)


# --- the history of one record -------------------------------------------------------------------


def earlier_names(ref: str, older: Iterable[Snapshot]) -> list[str]:
    """Return every name that older lists gave, weak ones apart."""
    names: list[str] = []
    for snapshot in older:
        if (record := snapshot.records.get(ref)) is not None:
            names += [
                *main_name(record),
                *alias_names(record, "other"),
                *alias_names(record, "former"),
            ]
    return list(dict.fromkeys(names))


def earlier_births(ref: str, older: Iterable[Snapshot], now: list[str]) -> list[str]:
    """Return the dates of birth of older lists, unless one of today's says the same or more."""
    records = (snapshot.records[ref] for snapshot in older if ref in snapshot.records)
    dates = dict.fromkeys(text for record in records for text in birth_dates(record))
    return [text for text in dates if not any(today.startswith(text) for today in now)]


def absence(ref: str, snapshots: list[Snapshot]) -> str:
    """Say in which stored lists a name is missing between two that have it; empty where in none."""
    present = [snapshot.day for snapshot in snapshots if ref in snapshot.records]
    missing = [s.day for s in snapshots if ref not in s.records and present[0] < s.day < present[-1]]
    if not missing:
        return ""
    span = f"missing from the published lists of {missing[0]} to {missing[-1]}"
    return f"{span}, a fault of publication; listed throughout"


def aliases_of(ref: str, record: ET.Element, older: list[Snapshot]) -> Entry:
    """Return the name, the aliases (earlier spellings last), weak aliases and former names."""
    name, *acronym = main_name(record)
    former = distinct(alias_names(record, "former"), [name])
    other = distinct([*acronym, *alias_names(record, "other")], [name, *former])
    weak = distinct(alias_names(record, "weak"), [name, *former, *other])
    other += distinct(earlier_names(ref, older), [name, *former, *other, *weak])
    return {"name": name, "aliases": other, "weak_aliases": weak, "former_names": former}


def make_entry(ref: str, snapshots: list[Snapshot], config: Config) -> Entry:
    """Return the entry of one person or entity: the last list that has it gives the facts."""
    *older, last = (snapshot for snapshot in snapshots if ref in snapshot.records)
    record = last.records[ref]
    check_documents(record)
    kind = "person" if record.tag == "INDIVIDUAL" else "entity"
    entry: Entry = {"id": ref, "type": kind, **aliases_of(ref, record, older)}
    entry["countries"] = countries(record, config)
    entry |= births(ref, record, older)
    entry["identifiers"] = identifiers(record)
    entry["bank"] = kind == "entity" and bool(BANK.search(entry["name"].upper()))
    return entry | listing(ref, record, config) | {"absent": absence(ref, snapshots)}


def listing(ref: str, record: ET.Element, config: Config) -> Entry:
    """Return when and by whom a name was listed, its last day listed if any, and the amendments."""
    day = day_of(record.findtext("LISTED_ON"))
    if day not in config["days"]:
        raise ListError(f"no designation is known for {day}")
    period = {"from": day, "by": config["days"][day]}
    if ref in config["delisted"]:
        period["until"] = config["delisted"][ref]
    amended = sorted(set(days_in(record, "LAST_DAY_UPDATED/VALUE")))
    return {"listed": [period], "amended": amended}


def births(ref: str, record: ET.Element, older: list[Snapshot]) -> Entry:
    """Return all dates of birth, today's first, and which of them only earlier lists gave."""
    now = birth_dates(record)
    earlier = earlier_births(ref, older, now)
    return {"#earlier": earlier, "birth_dates": [*now, *earlier]}


def make_entries(letter: str, snapshots: list[Snapshot], config: Config) -> list[Entry]:
    """Return the entries of all persons (``i``) or entities (``e``), by reference.

    Raises ListError for a name that only older lists have: unless ``delisted`` in the table says
    that it was taken off, this may be a fault of publication, and a human must look.
    """
    ever = {ref for snapshot in snapshots for ref in snapshot.records if ref[2] == letter}
    if gone := sorted(ever - snapshots[-1].records.keys() - set(config["delisted"])):
        raise ListError(f"in older lists only, not known as delisted: {', '.join(gone)}")
    return [make_entry(ref, snapshots, config) for ref in sorted(ever)]


# --- vessels -------------------------------------------------------------------------------------


def vessel_flags(row: dict[str, str], config: Config) -> list[str]:
    """Return the flags named in the list; where it names none, those of the MMSI numbers."""
    named = country_codes((clean(flag) for flag in row["flags"].split(";")), config)
    numbers = unique(clean(number)[:3] for number in row["mmsi"].split(";"))
    return named or unique(config["mmsi"][number] for number in numbers)


def vessel_note(row: dict[str, str]) -> str:
    """Say what a reader should know: another list's date where it differs, a designated owner."""
    parts = []
    if row["uk_date"] and row["uk_date"] != row["designation_date"]:
        parts.append(f"the Committee's date; the United Kingdom's list gives {row['uk_date']}")
    if owner := REFERENCE.search(row["owner_designated"]):
        parts.append(f"owned by KP{owner[1].lower()}{owner[0][3:]}")
    return "; ".join(parts)


def vessel_designations(row: dict[str, str], config: Config) -> list[Entry]:
    """Return the Committee's designations of one ship, the annex apart."""
    kinds = config["designations"]
    found = [(row["designation_date"], key) for key in kinds if row[key] == "yes"]
    found += re.findall(r"(\d{4}-\d\d-\d\d) (\w+)", row["later_measures"])
    by = "the Committee"
    return [{"as": kinds[key]["as"], "from": day, "by": by, "law": kinds[key]["law"]} for day, key in found]


def vessel_entry(row: dict[str, str], config: Config) -> Entry:
    """Return the entry of one row of the Committee's vessel list."""
    numbers = {"mmsi": row["mmsi"], "call_sign": row["call_signs"]}
    return {
        "id": f"IMO {row['imo']}" if row["imo"] else row["primary_name"],
        "type": "vessel",
        "imo": row["imo"],
        "name": clean(row["primary_name"]),
        "aliases": split_names(row["other_names"]),
        "flags": vessel_flags(row, config),
        "identifiers": {kind: clean(text).split("; ") for kind, text in numbers.items() if text},
        "designated": vessel_designations(row, config),
        "note": vessel_note(row),
    }


def annex_designation(row: dict[str, str], config: Config) -> Entry:
    """Return the designation of one ship of the annex; ``until`` is the day before its removal."""
    kind = config["annex"]
    found: Entry = {
        "as": kind["as"],
        "from": row["annexed_on"],
        "by": kind["law"],
        "law": kind["law"],
    }
    if row["removed"] != "no":
        removed = date.fromisoformat(DAY.findall(row["removed"])[-1])
        found["until"] = str(removed - timedelta(days=1))
        if row["removed"] != str(removed):
            found["unconfirmed"] = ["date"]
    return found


def add_annex_row(vessels: dict[str, Entry], row: dict[str, str], config: Config) -> None:
    """Add a ship of the annex: to the entry of the same hull, or as a new one."""
    names = [clean(name) for name in re.split(r"[()]", row["name_in_annex"]) if clean(name)]
    ref = f"IMO {row['imo']}"
    new: Entry = {"id": ref, "type": "vessel", "imo": row["imo"], "name": names[0]}
    new |= {"aliases": [], "flags": [], "designated": []}
    entry = vessels.setdefault(ref, new)
    entry["aliases"] = distinct([*entry["aliases"], *names], [entry["name"]])
    entry["designated"].append(annex_designation(row, config))


def add_extra(entry: Entry, extra: Entry) -> None:
    """Add to a ship what the vessel list says in running text only (see ``ships`` in the table)."""
    entry["aliases"] = distinct([*entry["aliases"], *extra.get("aliases", [])], [entry["name"]])
    entry["flags"] = unique([*entry["flags"], *extra.get("flags", [])])
    entry["note"] = "; ".join(unique([entry.get("note", ""), extra.get("note", "")]))


def make_vessels(listed: Path, annex: Path, config: Config) -> list[Entry]:
    """Return all designated ships, by id, from the Committee's list and the table of the annex."""
    on_list = (vessel_entry(row, config) for row in rows(listed))
    vessels = {entry["id"]: entry for entry in on_list}
    for row in rows(annex):
        add_annex_row(vessels, row, config)
    for entry in vessels.values():
        add_extra(entry, config["ships"].get(entry["imo"], {}))
        entry["designated"].sort(key=lambda one: (one["from"], one["as"]))
    return [vessels[ref] for ref in sorted(vessels)]


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as text, by column."""
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


# --- YAML ----------------------------------------------------------------------------------------


def scalar(value: str, quoted: bool = False) -> str:
    """Return text as YAML: bare where every reader takes it for the same text, else quoted."""
    bare = re.fullmatch(r"[\w][\w .&/'()+-]*", value) and not value.endswith(" ")
    if DAY.fullmatch(value) and not quoted:
        return value
    if bare and not quoted and yaml.safe_load(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def flow(value: Any, quoted: bool = False) -> str:
    """Return any value on one line."""
    if isinstance(value, dict):
        parts = (f"{key}: {flow(part, quoted)}" for key, part in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(part, quoted) for part in value)}]"
    return str(value).lower() if isinstance(value, bool) else scalar(value, quoted)


def field_lines(key: str, value: Any) -> list[str]:
    """Return the lines of one field: lists of mappings and long lists as blocks, the rest flat."""
    quoted = key in {"imo", "birth_dates", "identifiers"}
    line = f"  {key}: {flow(value, quoted)}"
    if isinstance(value, list) and (len(line) > LINE or isinstance(value[0], dict)):
        return [f"  {key}:", *(f"    - {flow(part, quoted)}" for part in value)]
    return [line]


def entry_lines(entry: Entry) -> list[str]:
    """Return the lines of one entry; empty fields are left out."""
    lines = []
    for key, value in entry.items():
        if value and key.startswith("#"):
            lines.append(f"  # only in earlier lists: {', '.join(value)}")
        elif value:
            lines += field_lines(key, value)
    return ["- " + lines[0].strip(), *lines[1:]]


def print_list(header: str, list_date: str, entries: list[Entry]) -> str:
    """Return a whole file: comment, day of the list, entries."""
    top = [f"# {line}" for line in header.splitlines()]
    body = [line for entry in entries for line in entry_lines(entry)]
    return "\n".join([*top, f'list_date: "{list_date}"', "entries:", *body, ""])


LISTED_HEADER = """The 1718 list: {what}. Facts only; no comment or narrative text is copied.
Source: the consolidated list of the United Nations of {day}, and older published lists.
Made by tools/refresh_list.py. `amended` holds the days on which the text of an entry was changed.
Older spellings stand last under `aliases`."""

INDIVIDUALS_HEADER = """
Dates of birth are alternatives: any may be right. A span of years gives every year in it.
Those that only earlier lists gave are kept and marked; four of the five differ by one day."""

VESSELS_HEADER = """The 1718 list: designated vessels. Facts only; no running text is copied.
Source: the Committee's vessel list of 4 June 2020, and {annex}.
The list of 4 June 2020 was still the published one in February 2026; `list_date` is the day
as of which this file stands. Made by tools/refresh_list.py.
The annexed ships (`omm`) run from the day of the resolution; the vessel list shows them under
2017-06-21, the day of that entry. `until` is the last day of a designation, that day included.
Flags are those the list names, older ones too; where it names none, the MMSI gives the flag."""


# --- command line --------------------------------------------------------------------------------


def load_config() -> Config:
    """Return the table beside this program, every scalar as text."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    config: Config = yaml.load(text, Loader=yaml.BaseLoader)
    return config


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Turn the published 1718 lists into the built-in list.")
    parser.add_argument("what", choices=["individuals", "entities", "vessels"])
    parser.add_argument("files", nargs="+", type=Path, help="lists (XML), or the vessel list and the annex (CSV)")
    parser.add_argument("--list-date", help="vessels: the day as of which the list stands")
    return parser.parse_args()


def render(what: str, files: list[Path], list_date: str | None) -> str:
    """Return the YAML of one part of the list. Raises ListError where the files do not allow it."""
    config = load_config()
    if what == "vessels":
        if len(files) != 2 or not list_date:
            raise ListError("vessels needs the vessel list, the table of the annex and --list-date")
        header = VESSELS_HEADER.format(annex=config["annex"]["named"])
        return print_list(header, list_date, make_vessels(files[0], files[1], config))
    snapshots = read_snapshots(files)
    day = snapshots[-1].day
    header = LISTED_HEADER.format(what=what, day=day)
    header += INDIVIDUALS_HEADER if what == "individuals" else ""
    return print_list(header, day, make_entries(what[0], snapshots, config))


def main() -> int:
    """Print the list; return 1, with the reason on the error stream, where that fails."""
    given = arguments()
    try:
        sys.stdout.write(render(given.what, given.files, given.list_date))
    except ListError as error:
        print(f"refresh_list: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
