"""Read: a report pasted, and its statements and claims held against the record and the law of its day."""

import asyncio
from typing import Any

from markupsafe import Markup

from article41.reading.page import legend, report
from article41.web import service
from article41.web.pages.page import Page, render, sends, shows
from article41.web.problems import Refused
from article41.web.route import Asked

LONGEST = 100_000
"""Letters of a report; more of them belong to `a41 read`."""
LARGEST = 1_000_000


@shows("/read", "read")
async def blank(request: Asked) -> Page:
    """Where a report is pasted."""
    return _blank(request)


def _blank(request: Asked) -> Page:
    return render(request, "read.html", text="", longest=LONGEST, legend="", report="", reading=None)


@sends("/read", "check", request_max_body_size=LARGEST)
async def read(request: Asked) -> Page:
    """The report with its marks. It is kept nowhere."""
    text = str((await request.form()).get("report", "")).replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise Refused(413, f"the report has {len(text):,} letters, at most {LONGEST:,}; use a41 read", "report")
    if not text.strip():
        return _blank(request)
    found = await asyncio.to_thread(service.of(request).read, text, "the report")
    return render(
        request, "read.html", text=text, longest=LONGEST, reading=found.reading,
        legend=Markup(legend([found])), report=Markup(report(1, found)),  # escaped there
    )  # fmt: skip


ROUTES: list[Any] = [blank, read]
