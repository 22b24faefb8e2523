"""Payment messages of ISO 20022: each transfer screened field by field and judged."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from litestar.response import Stream

from article41.bulk.rows import Fault
from article41.messages import Judged, judge_messages
from article41.web import service
from article41.web.bodies import kept
from article41.web.checks import LARGEST_BULK, fault_line
from article41.web.openapi import LINES
from article41.web.problems import Refused
from article41.web.route import Asked, takes
from article41.web.service import Service

MESSAGES = "/api/v1/messages"


@takes(MESSAGES, request_max_body_size=LARGEST_BULK, media_type=LINES, opt={"body": "messages"})
async def messages(request: Asked) -> Stream:
    """Judge the transfers of a message (pacs.008, pacs.009, pain.001): a line of JSON each, in order.

    A transfer that cannot be judged is answered by `{"row": N, "line": N, "field": ..., "fault": ...}`; a file that
    breaks off ends with such a line. A body that is no message at all is refused.
    """
    shared, body = service.of(request), await kept(request)
    return Stream(await shared.walks.answered(_answers(body, shared)), media_type=LINES)


def _answers(body: BinaryIO, shared: Service) -> Iterator[bytes]:
    with body:
        for number, one in enumerate(judge_messages(body, shared.law, "the body", shared.screener)):
            if isinstance(one, Fault) and not number and not one.line:
                raise Refused(422, one.message, "body")
            yield _line(one)


def _line(one: Judged | Fault) -> bytes:
    return (fault_line(one) if isinstance(one, Fault) else msgspec.json.encode(one)) + b"\n"


ROUTES = [messages]
