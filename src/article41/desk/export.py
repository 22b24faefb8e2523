"""The log as lines of JSON, for somebody who has neither this program nor the store."""

from collections.abc import Iterator

import msgspec

from article41.desk.store import Desk

_ENCODER = msgspec.json.Encoder(order="sorted")


def lines(desk: Desk, with_personal: bool = False) -> Iterator[bytes]:
    """Each entry in canonical JSON with its hash, without a line end; on wish with its personal part and salt.

    Without the members `hash` and `part`, a line is what the hash is taken over. `part` is null where there is none.
    """
    for entry, personal in desk.kept():
        told = msgspec.structs.asdict(entry) | {"body": msgspec.Raw(entry.body.encode())}
        if with_personal:
            part = {"content": msgspec.Raw(personal.content.encode()), "salt": personal.salt} if personal else None
            told["part"] = part
        yield _ENCODER.encode(told)
