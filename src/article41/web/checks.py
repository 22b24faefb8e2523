"""Acts judged: one as JSON, many as JSON Lines."""

from collections.abc import AsyncIterator
from itertools import islice
from typing import Any, BinaryIO

import msgspec
from litestar.params import FromQuery
from litestar.response import Stream
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from article41.bulk import objects
from article41.bulk.judging import Answer, read
from article41.bulk.rows import WHOLE_ROW, Fault, Row
from article41.bulk.writing import line
from article41.law import Regime
from article41.transaction import FieldError, Transaction
from article41.verdict import Verdict
from article41.web import service
from article41.web.bodies import kept, row_of
from article41.web.openapi import LINES
from article41.web.route import Asked, Word, takes
from article41.web.service import Service

CHECK, BULK = "/api/v1/check", "/api/v1/check/bulk"
LARGEST_ACT, LARGEST_BULK = 200_000, 64_000_000
"""Bytes of a body."""
MOST_PARTS = 300
"""Goods, parties, places passed and holdings of an act, together: what one request may keep all others waiting for."""
AT_ONCE = 16
"""Rows whose names are screened together; other requests get their turn after each row."""


@takes(CHECK, answer=Verdict, request_max_body_size=LARGEST_ACT, opt={"body": "transaction"})
async def check(request: Asked, overlay: Word = None, trace: FromQuery[bool] = False) -> ASGIResponse:
    """Judge one act under the law of its date. The body is a transaction in the contract's form."""
    shared = service.of(request)
    return await judged(await request.body(), shared, shared.law_with(overlay), trace)


async def judged(body: bytes, shared: Service, law: Regime, trace: bool = False) -> "Json":
    """The verdict on the act that a body is. Raises Refused and FieldError where it cannot be read."""
    verdict = await shared.check(act_of(row_of(body), law), law, trace)
    return Json(verdict.to_json())


class Json(ASGIResponse):
    """A body of JSON and nothing else: the framework's own answer takes far longer to make than to send."""

    def __init__(self, body: bytes) -> None:
        self.body, self.status_code = body, 200

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(self.body)).encode())]
        start: Any = {"type": "http.response.start", "status": self.status_code, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


def act_of(row: Row, law: Regime) -> Transaction:
    """The act that a body is. Raises FieldError where a field cannot be read."""
    if fault := too_many_parts(row):
        raise FieldError("", fault)
    return read(row, law)


def too_many_parts(row: Row) -> str:
    """What is wrong with an act of too many parts; empty where nothing is."""
    lists = [row.said.get(name) for name in ("goods", "parties", "via", "holdings")]
    count = sum(len(value) for value in lists if isinstance(value, list))
    return f"the act has {count} parts, at most {MOST_PARTS}; send several acts" if count > MOST_PARTS else ""


@takes(BULK, request_max_body_size=LARGEST_BULK, media_type=LINES, opt={"body": "transactions"})
async def check_bulk(request: Asked, overlay: Word = None) -> Stream:
    """Judge many acts: a line of JSON each, answered line by line in order.

    A line that cannot be read is answered by `{"row": N, "line": N, "field": ..., "fault": ...}` and costs no other.
    """
    shared = service.of(request)
    law = shared.law_with(overlay)
    return Stream(_answers(await kept(request), shared, law), media_type=LINES)


async def _answers(body: BinaryIO, shared: Service, law: Regime) -> AsyncIterator[bytes]:
    with body:
        rows = objects.lines(body)
        while some := [_bounded(row) for row in islice(rows, AT_ONCE)]:
            yield b"".join([_line(answer) async for answer in shared.judge_all(some, law)])


def _bounded(row: Row | Fault) -> Row | Fault:
    if isinstance(row, Row) and (fault := too_many_parts(row)):
        return Fault(row.number, row.line, WHOLE_ROW, fault)
    return row


def _line(answer: Answer | Fault) -> bytes:
    return (line(answer) if isinstance(answer, Answer) else fault_line(answer)) + b"\n"


def fault_line(fault: Fault) -> bytes:
    """A fault as one line of JSON without its end."""
    told = {"row": fault.row, "line": fault.line, "field": fault.field, "fault": fault.message}
    return msgspec.json.encode(told)


ROUTES = [check, check_bulk]
