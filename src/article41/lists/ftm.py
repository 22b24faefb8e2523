"""FollowTheMoney entities as JSON, one a line, as OpenSanctions publishes them."""

from collections.abc import Iterator
from datetime import date
from typing import IO, Any

import msgspec

from article41.lists import tidy, un_text
from article41.lists.record import Kind, Quality, Record, comment
from article41.lists.snapshot import ListError, ListWarning, Snapshot, taken

KIND = "ftm"
LONGEST_LINE = 4 * 1024 * 1024
"""The most bytes a line may have."""
_QUALITIES: tuple[tuple[str, Quality], ...] = (
    ("name", "good"), ("alias", "good"), ("weakAlias", "weak"), ("previousName", "former"),
)  # fmt: skip
NUMBERS = {
    "imoNumber": "imo", "mmsi": "mmsi", "callSign": "call_sign", "passportNumber": "passport",
    "idNumber": "national_id", "innCode": "inn", "ogrnCode": "ogrn", "registrationNumber": "registration",
    "taxNumber": "tax", "leiCode": "lei", "swiftBic": "swift",
}  # fmt: skip
_COUNTRIES: dict[Kind, tuple[str, ...]] = {
    "person": ("nationality", "citizenship", "country"),
    "entity": ("jurisdiction", "country", "mainCountry"),
    "vessel": (),
}


class Line(msgspec.Struct, frozen=True):
    """One entity as sent; unknown keys are ignored."""

    id: str
    schema: str
    caption: str = ""
    properties: dict[str, Any] = {}
    datasets: list[str] = []
    target: bool | None = None
    last_seen: str | None = None

    def said(self, *names: str) -> list[str]:
        """The values of these properties, in order. One may stand without a list; entities nested in are left out."""
        given = (self.properties.get(name) or [] for name in names)
        values = (value for one in given for value in (one if isinstance(one, list) else [one]))
        return [value for value in values if isinstance(value, str)]


def read(stream: IO[bytes], source: str, name: str, when: str = "") -> Snapshot:
    """The list in `stream`, called `name`. Without `when` it is dated by the newest `last_seen`.

    Only targets are entries, where the lines say what a target is. A Sanction's day of listing is taken for the
    entity it names. Raises ListError with the line where one is no entity, or where no day can be told.
    """
    records: list[Record] = []
    warnings: list[ListWarning] = []
    listed: dict[str, list[date]] = {}
    newest = ""
    for line in _lines(stream, source):
        newest = max(newest, line.last_seen or "")
        if line.schema == "Sanction":
            _note_listing(line, listed)
        elif line.schema not in tidy.TYPES:
            warnings.append(ListWarning("not a party", line.id, f"{line.schema} is no person, entity or vessel"))
        elif line.target is False:
            warnings.append(ListWarning("not a target", line.id, "named by the list, not listed"))
        else:
            records.append(_record(line, tidy.TYPES[line.schema], warnings))
    if not (when or newest):
        raise ListError(f"{source} does not say when it was made; give the day", source, "--date DAY")
    dated = [msgspec.structs.replace(r, listed_on=min(listed[r.id])) if r.id in listed else r for r in records]
    return taken(KIND, name, source, when or newest, dated, warnings)


def _lines(stream: IO[bytes], source: str) -> Iterator[Line]:
    decode = msgspec.json.Decoder(Line).decode
    number = 0
    while text := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(text) > LONGEST_LINE:
            raise ListError(f"{source}, line {number} is longer than {LONGEST_LINE} bytes", source)
        if not text.strip():
            continue
        try:
            yield decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            cut = "" if text.endswith(b"\n") else "; the file may be cut off"
            raise ListError(f"{source}, line {number} is no FollowTheMoney entity: {fault}{cut}", source) from None


def _note_listing(line: Line, listed: dict[str, list[date]]) -> None:
    days = [read.day for text in line.said("listingDate", "startDate") if (read := un_text.day(text))]
    for entity in line.said("entity") if days else ():
        listed.setdefault(entity, []).extend(days)


def _record(line: Line, kind: Kind, warnings: list[ListWarning]) -> Record:
    texts: list[tuple[str, Quality]] = [(line.caption, "primary")]
    texts += [(text, quality) for tag, quality in _QUALITIES for text in line.said(tag)]
    codes, unread = tidy.places(line.id, line.said(*_COUNTRIES[kind]), warnings)
    flags, unread_flags = tidy.places(line.id, line.said("flag", "pastFlags") if kind == "vessel" else (), warnings)
    numbers = [(what, text) for tag, what in NUMBERS.items() for text in line.said(tag)]
    return Record(
        id=line.id,
        regime=min(line.datasets, default="unknown"),
        type=kind,
        names=tidy.names(texts),
        countries=codes,
        countries_unread=unread + unread_flags,
        birth_dates=tuple(sorted(set(line.said("birthDate")))),
        birth_places=tuple(line.said("birthPlace")),
        addresses=tuple(line.said("address")),
        identifiers=tuple(tidy.identifiers(numbers, kind)),
        titles=tuple(line.said("title")),
        positions=tuple(line.said("position")),
        gender=min(line.said("gender"), default=""),
        flags=flags,
        comment=comment(" ".join(sorted(line.said("notes", "summary", "description")))),
    )
