"""Rows as CSV (RFC 4180), and texts saved as they are: the same bytes on every machine."""

import csv
import io
from pathlib import Path
from typing import Any

import msgspec


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV (RFC 4180); a list is joined by `; `, a mapping written as JSON."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, keys)
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    if value is None or isinstance(value, str):
        return value or ""
    return msgspec.json.encode(value).decode()


def saved(path: Path, text: str) -> Path:
    """The file with the text in UTF-8, its line breaks kept. Raises OSError."""
    path.write_bytes(text.encode())
    return path
