"""Any list file, told by its first bytes and its name."""

import re
from collections.abc import Iterator
from pathlib import Path

from article41.lists import ftm, simple_csv, vessels
from article41.lists.opening import Part, parts
from article41.lists.snapshot import ListError, Snapshot
from article41.lists.un_xml import LIST, UnXmlReader

_KINDS = "the UN's XML, FollowTheMoney JSON lines, targets.simple.csv, or the table of 1718 vessels (CSV, YAML)"
_DATED = re.compile(r"[-_.]?\d{4}-\d{2}(?:-\d{2})?")
_ENDINGS = re.compile(r"(?:\.entities|\.ftm|\.targets|\.simple|\.jsonl?|\.csv)+$")


def read(path: Path, name: str = "", when: str = "") -> Iterator[Snapshot]:
    """Every list in the file, an archive's members in their order.

    `name` is the list they belong to, unless left empty; `when` dates a list that does not say its day. Raises
    ListError at the first that is no list or cannot be read.
    """
    reader = UnXmlReader()
    for part in parts(path):
        yield read_part(part, name, when, reader)


def read_part(part: Part, name: str = "", when: str = "", reader: UnXmlReader | None = None) -> Snapshot:
    """One list. See `read`."""
    stream = part.stream
    start = stream.peek(4096)[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return (reader or UnXmlReader()).read(stream, part.name, name or LIST)
    if start.startswith(b"{"):
        return ftm.read(stream, part.name, name or _own_name(part.name), when)
    first_line = start.partition(b"\n")[0]
    if b"schema" in first_line and b"last_seen" in first_line:
        return simple_csv.read(stream, part.name, name or _own_name(part.name), when)
    if b"primary_name" in first_line or b"\nvessels:" in start or start.startswith(b"list:"):
        return vessels.read(stream, part.name, name or vessels.LIST, when)
    raise ListError(f"{part.name} is no list known here", part.name, _KINDS)


def _own_name(source: str) -> str:
    """A list's name from its file's: without endings and without a date."""
    return _DATED.sub("", _ENDINGS.sub("", source)) or source
