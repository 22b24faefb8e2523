"""Bodies that routes read for themselves: an object of JSON, a few texts under names, bytes kept aside."""

import difflib
import tempfile
from typing import BinaryIO, cast

from article41.bulk import objects
from article41.bulk.rows import WHOLE_ROW, Fault, Row
from article41.errors import InputError
from article41.said import shown
from article41.web.problems import Refused, Unreadable
from article41.web.route import Asked

IN_MEMORY = 1_000_000
"""Bytes of a body that are kept in memory; what is longer goes to a temporary file."""


def text_of(body: bytes) -> str:
    """A body as text, without a byte-order mark; bytes that are not UTF-8 are left for `row_of` to name."""
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def row_of(body: bytes) -> Row:
    """The object that a body is. Raises Refused."""
    row = objects.one(text_of(body))
    if isinstance(row, Fault):
        raise Refused(400, row.message, "body" if row.field == WHOLE_ROW else row.field)
    return row


def texts_of(body: bytes, *names: str) -> dict[str, str]:
    """The texts of an object under some of the names; what is not said is empty. Raises Refused."""
    said = row_of(body).said
    for name, value in said.items():
        if name not in names:
            raise Unreadable(_unknown(name, names), shown(name))
        if not isinstance(value, str):
            raise Unreadable(InputError(f"{name}: found {shown(value)}", shown(value), "a text"), name)
    return {name: said.get(name, "") for name in names}


def _unknown(name: str, names: tuple[str, ...]) -> InputError:
    near = tuple(difflib.get_close_matches(name, names, 1))
    return InputError(f"{shown(name)!r} is not read here", shown(name), f"only {', '.join(names)}", near)


async def kept(request: Asked) -> BinaryIO:
    """The whole body as an open file, at its beginning; whoever asks closes it."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115, closed by who asked
    try:
        async for chunk in request.stream():
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return cast(BinaryIO, file)
