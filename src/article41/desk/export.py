"""The log as lines of JSON, for somebody who has neither this program nor the store."""

from collections.abc import Iterator

import msgspec

from article41.desk.entries import DeskError
from article41.desk.store import Desk

_ENCODER = msgspec.json.Encoder(order="sorted")


def lines(desk: Desk, with_personal: bool = False) -> Iterator[bytes]:
    """Each entry in canonical JSON with its hash, without a line end; on wish with its personal part and salt.

    Without the members `hash` and `part`, a line is what the hash is taken over. `part` is null where there is none.
    Raises DeskError at an entry that is no text any more.
    """
    for entry, personal in desk.kept():
        told = msgspec.structs.asdict(entry) | {"body": _raw(entry.body)}
        if with_personal:
            told["part"] = {"content": _raw(personal.content), "salt": personal.salt} if personal else None
        try:
            yield _ENCODER.encode(told)
        except UnicodeEncodeError:
            raise DeskError(f"entry {entry.seq} holds bytes that are no text; verify the log", str(entry.seq)) from None


def _raw(text: str) -> msgspec.Raw:
    """JSON as it stands; bytes that are not UTF-8 go out as they came in."""
    return msgspec.Raw(text.encode("utf-8", "surrogateescape"))
