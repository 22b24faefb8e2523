"""Decisions of `a41 check` written to a log, and how commands open one."""

import getpass
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from article41.bulk import Answer, Fault, Row
from article41.bulk.rows import WHOLE_ROW
from article41.cli.paper import Refused
from article41.errors import InputError

if TYPE_CHECKING:
    from article41.desk import Desk, Draft, Entry

_UNDER_WAY = 256
"""So many decisions may wait for the disk before the next row is judged."""
Judge = Callable[[Row], Answer | Fault]
Command = Callable[..., Any]


def who(function: Command) -> Command:
    """The option that says in whose name something is written."""
    return click.option("--who", metavar="NAME", help="In whose name it is written.  [default: your user name]")(
        function
    )


@contextmanager
def opened(where: str, is_new: bool = False) -> "Iterator[Desk]":
    """The log at a path or database URL. Exits 2 where it cannot be used, or is not there and not to be made."""
    if find_spec("rfc8785") is None:
        raise Refused("the log needs the library rfc8785: install article41 with the extra `service`")
    from article41.desk import Desk, DeskError

    if not is_new and "://" not in where and not Path(where).is_file():
        raise Refused(f"there is no log at {where}; a41 check --log {where} would write one")
    try:
        with Desk(where, make=is_new) as desk:
            yield desk
    except DeskError as fault:
        raise Refused(str(fault)) from None


def name(said: str | None) -> str:
    """Who was said, or else the user of this process."""
    return said or getpass.getuser()


def logged(rows: Iterable[Row | Fault], judge: Judge, where: str, who: str | None) -> Iterator[Answer | Fault]:
    """What each row gives, in order; an answer only once its decision is safe in the log at `where`."""
    writer = name(who)
    with opened(where, is_new=True) as desk:
        waiting: deque[tuple[Answer | Fault, Future[Entry] | None]] = deque()
        for row in rows:
            waiting.append(_under_way(desk, row, judge, writer))
            if len(waiting) > _UNDER_WAY:
                yield _safe(*waiting.popleft())
        while waiting:
            yield _safe(*waiting.popleft())


def _under_way(desk: "Desk", row: Row | Fault, judge: Judge, who: str) -> "tuple[Answer | Fault, Future[Entry] | None]":
    result = row if isinstance(row, Fault) else judge(row)
    if isinstance(row, Fault) or isinstance(result, Fault):
        return result, None
    try:
        return result, desk.append(_draft(row, result, who))
    except InputError as fault:
        return Fault(row.number, row.line, WHOLE_ROW, f"not answered, for it cannot be logged: {fault}"), None


def _draft(row: Row, answer: Answer, who: str) -> "Draft":
    from article41.desk import DeskError, decision

    try:
        said = msgspec.json.encode(row.said, enc_hook=str).decode()
    except (OverflowError, ValueError) as fault:
        raise DeskError(f"the row cannot be written down: {fault}") from None
    return decision(said, answer.act, answer.verdict, who, datetime.now(UTC))


def _safe(result: Answer | Fault, future: "Future[Entry] | None") -> Answer | Fault:
    if future:
        future.result()
    return result
