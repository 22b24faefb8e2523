"""JSON and JSON Lines in the contract's form. A key that stands twice is a fault: else the last would silently win."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from article41.bulk.rows import LONGEST_ROW, WHOLE_ROW, Fault, Row, Unreadable, damage
from article41.said import shown

DEEPEST = 20
"""The contract needs four levels; what is nested deeper than this is a fault."""

_SHOWN_PATH = 40
_BLANKS = " \t\r\n"
_TOO_DEEP = "nested too deeply"
_REST = "the rest of the file was not read"


class _Repeated(dict[str, Any]):
    """An object in which a key stood twice."""

    key = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated, keys = _Repeated(found), [key for key, _ in pairs]
    repeated.key = next(key for key in keys if keys.count(key) > 1)
    return repeated


def _integer(digits: str) -> float:
    """A whole number; one of absurd length is infinite, so that the field's own reader refuses it."""
    return int(digits) if len(digits) < 400 else float(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer)


def _sound(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


_STRICT = json.JSONDecoder(object_pairs_hook=_sound, parse_int=_integer)


def lines(stream: BinaryIO) -> Iterator[Row | Fault]:
    """The rows of a JSON Lines stream, as they arrive; blank lines are passed over."""
    number = line = 0
    while raw := stream.readline(LONGEST_ROW + 1):
        line += 1
        too_long = len(raw) > LONGEST_ROW
        rest = raw
        while too_long and rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_ROW)
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").strip()
        if text:
            number += 1
            yield _too_long(number, line) if too_long else one(text, number, line)


def _too_long(number: int, line: int) -> Fault:
    return Fault(number, line, WHOLE_ROW, f"the row is longer than {LONGEST_ROW:,} bytes")


def _plainly(text: str) -> dict[str, Any] | None:
    """The object that a text is, where nothing in it can be at fault; None where that must be looked at.

    Most texts have no escape that could make a NUL or half a character, no letter that may be a broken byte, and fewer
    brackets than levels are allowed: they need not be gone through once more.
    """
    if not text.isascii() or "\\u" in text or text.count("{") + text.count("[") > DEEPEST:
        return None
    try:
        found = _STRICT.decode(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def one(text: str, number: int = 1, line: int = 1) -> Row | Fault:
    """The row that a text is; one with bytes that are not UTF-8 as `surrogateescape` leaves them is a fault."""
    if (plainly := _plainly(text)) is not None:
        return Row(number, line, plainly)
    try:
        return _checked(number, line, _DECODER.decode(text))
    except json.JSONDecodeError as fault:
        return Fault(number, line, WHOLE_ROW, f"not JSON: {fault.msg} at character {fault.colno} of line {line}")
    except RecursionError:
        return Fault(number, line, WHOLE_ROW, _TOO_DEEP)


def document(stream: BinaryIO) -> Iterator[Row | Fault]:
    """The rows of a JSON document: a list of acts, or one act. Raises Unreadable, at once, where it is empty.

    Items are read one by one, so that what stands before a fault in the document is still answered.
    """
    text = stream.read().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    start = _skip(text, 0)
    if start == len(text):
        raise Unreadable("nothing to read: the document is empty")
    return _list(text, start + 1) if text[start] == "[" else _alone(text, start)


def _alone(text: str, start: int) -> Iterator[Row | Fault]:
    row, end = _item(text, start, 1, 1 + text.count("\n", 0, start))
    yield row
    yield from _after(text, end, 2)


def _list(text: str, place: int) -> Iterator[Row | Fault]:
    number, line, counted, place = 0, 1, 0, _skip(text, place)
    while text[place : place + 1] != "]" or number:
        number, line, counted = number + 1, line + text.count("\n", counted, place), place
        row, end = _item(text, place, number, line)
        yield row
        place = _skip(text, end)
        if end < 0 or text[place : place + 1] == "]":
            break
        if text[place : place + 1] != ",":
            yield Fault(number + 1, line, WHOLE_ROW, f"not JSON: ',' or ']' expected after item {number}; {_REST}")
            return
        place = _skip(text, place + 1)
    yield from _after(text, place + 1 if place >= 0 else place, number + 1)


def _after(text: str, end: int, number: int) -> Iterator[Fault]:
    """A fault where something stands behind the end of the document."""
    if end >= 0 and _skip(text, end) < len(text):
        line = 1 + text.count("\n", 0, _skip(text, end))
        yield Fault(number, line, WHOLE_ROW, f"not JSON: text after the end of the document; {_REST}")


def _item(text: str, place: int, number: int, line: int) -> tuple[Row | Fault, int]:
    """One item and where it ends; -1 where its end cannot be found."""
    try:
        value, end = _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, character {fault.colno}"
        return Fault(number, fault.lineno, WHOLE_ROW, f"not JSON: {fault.msg} at {where}; {_REST}"), -1
    except RecursionError:
        return Fault(number, line, WHOLE_ROW, f"{_TOO_DEEP}; {_REST}"), -1
    return _checked(number, line, value), end


def _skip(text: str, place: int) -> int:
    while 0 <= place < len(text) and text[place] in _BLANKS:
        place += 1
    return place


def _checked(number: int, line: int, value: Any) -> Row | Fault:
    if not isinstance(value, dict):
        return Fault(number, line, WHOLE_ROW, f"found {shown(value)}, expected an object with date and activity")
    found = next(_damaged(value, ""), None)
    return Fault(number, line, found[0] or WHOLE_ROW, found[1]) if found else Row(number, line, value)


def _damaged(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Fields whose text cannot be written again, keys that stand twice, and absurd nesting, each with its path."""
    if depth > DEEPEST:
        yield path[:_SHOWN_PATH], _TOO_DEEP
    elif isinstance(value, str):
        if fault := damage(value):
            yield path, fault
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _damaged(item, f"{path}[{n}]", depth + 1)
    elif isinstance(value, dict):
        if isinstance(value, _Repeated):
            yield path, f"key {shown(value.key)!r} stands twice"
        for key, item in value.items():
            if fault := damage(key):
                yield path, fault
            yield from _damaged(item, f"{path}.{key}" if path else key, depth + 1)
