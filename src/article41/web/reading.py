"""Reports read against the record and the law."""

import asyncio

from litestar import Response

from article41.reading.answer import data
from article41.reading.files import text_in
from article41.web import service
from article41.web.route import Asked, Data, takes

READ = "/api/v1/read"
LARGEST = 100_000
"""Bytes of a report. The longest real ones have some twenty thousand."""


@takes(READ, request_max_body_size=LARGEST, opt={"body": "report"})
async def read(request: Asked) -> Response[Data]:
    """Statements and claims in a report, each claim with what the record and the law hold of it.

    The body is the report's words as plain text. Places count characters (code points), the end exclusive.
    """
    text = text_in(await request.body(), "the body")
    found = await asyncio.to_thread(service.of(request).read, text, "report")
    return Response(data(found))


ROUTES = [read]
