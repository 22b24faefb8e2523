"""Proposals written as files of the record's own form, each beside the file that it would join."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from article41.errors import InputError
from article41.places_of_data import data_folder
from article41.reading.answer import Answer
from article41.reading.proposals import proposals, word
from article41.record import Record
from article41.record.entries import Entry

_NOTHING: tuple[Any, ...] = ("", [], (), {}, None)
_LAST = ("confirmed", "note")
_KEPT = ("parties", "asks")
"""Keys that an entry of the record cannot do without, even where a report gives nothing for them."""


class Occupied(InputError):
    """A place that proposals are not written to."""


def write(a: Answer, record: Record, folder: Path) -> list[Path]:
    """Writes a report's proposals under `folder`, one file for each file of the record they belong beside.

    Nothing is written over. Raises Occupied for a folder of the record itself, or where a file is there already.
    """
    if folder.resolve().is_relative_to(data_folder("record").resolve()):
        raise Occupied(
            f"{folder} lies in the record; proposals are accepted into it by hand", str(folder), "another folder"
        )
    files: dict[Path, list[Entry]] = {}
    for one in proposals(a, record):
        files.setdefault(folder / one.file, []).append(one.entry)
    for file, entries in files.items():
        if file.exists():
            raise Occupied(f"{file} is there already; it is left as it is", str(file), "another folder")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_text(a.name, entries), encoding="utf-8", newline="\n")
    return list(files)


def _text(name: str, entries: list[Entry]) -> str:
    """The entries as a file of the record: what they say first, then whether it is confirmed, the note last."""
    said = [_said(msgspec.to_builtins(entry)) for entry in entries]
    body = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    return (
        f"# Proposed from the report {word(name)}, accepted by nobody. Check, give ids and sources, then move.\n{body}"
    )


def _said(keys: dict[str, Any]) -> dict[str, Any]:
    own = {k: _plain(v) for k, v in keys.items() if k not in _LAST and (v not in _NOTHING or k in _KEPT)}
    return {"id": own.pop("id")} | own | {k: keys[k] for k in _LAST}


def _plain(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2006-10-09") else value
    except ValueError:
        return value
