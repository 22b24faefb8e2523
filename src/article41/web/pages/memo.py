"""Memos of a verdict, as a page and as PDF: of an act that an address tells, and of a decision of the log."""

import asyncio
from collections.abc import Iterator
from typing import Any

from litestar import Response
from litestar.params import FromPath

from article41.desk.decisions import told_by
from article41.web import service
from article41.web.decisions import found
from article41.web.pages import form
from article41.web.pages.check import judged, routes
from article41.web.pages.desk import facts, verdict_of
from article41.web.pages.page import HEADERS, Page, render, shows, words
from article41.web.problems import Refused
from article41.web.route import Asked
from article41.wording import act_text

LONGEST = 500_000
"""Letters of a memo as PDF, its markup counted."""
Shown = dict[str, Any]
"""What the template of a memo shows."""


@shows("/memo", "check", free=True)
async def memo(request: Asked) -> Page:
    """The answer on an act as a memo to print."""
    return render(request, "memo.html", pdf=f"/memo.pdf?{request.url.query}", **await _of_act(request))


@shows("/memo.pdf", "check", free=True)
async def memo_pdf(request: Asked) -> Response[bytes]:
    """The answer on an act as PDF."""
    shown = await _of_act(request)
    verdict = shown["verdict"]
    name = f"memo-{verdict.as_of}-{verdict.verdict}"
    return await _pdf(request, shown, name, f"Memo: {verdict.verdict.replace('_', ' ')} on {verdict.as_of}")


@shows("/desk/{number:int}/memo", "review")
async def recorded(request: Asked, number: FromPath[int]) -> Page:
    """The memo of a recorded decision, as it was answered."""
    return render(request, "memo.html", pdf=f"/desk/{number}/memo.pdf", **await _of_decision(request, number))


@shows("/desk/{number:int}/memo.pdf", "review")
async def recorded_pdf(request: Asked, number: FromPath[int]) -> Response[bytes]:
    """The memo of a recorded decision, as it was answered, as PDF."""
    shown = await _of_decision(request, number)
    return await _pdf(request, shown, f"memo-decision-{number}", f"Memo: decision {number}")


async def _of_act(request: Asked) -> Shown:
    shared = service.of(request)
    sent = dict(request.query_params.items())
    told = form.said(sent, shared.law_with(sent.get("overlay") or None))
    if not {"date", "activity"} <= told.given.keys():
        raise Refused(400, "a memo needs the day and the activity of an act", "date")
    act, verdict, _ = await judged(request, told)
    return {
        "verdict": verdict, "act": act_text(act), "facts": list(told.given.items()), "routes": routes(verdict),
        "decision": None,
    }  # fmt: skip


async def _of_decision(request: Asked, number: int) -> Shown:
    entry, personal = await asyncio.to_thread(found, service.of(request).desk, str(number))
    if personal is None:
        raise Refused(404, f"the personal part of decision {number} was erased; there is no memo of it", "number")
    told = told_by(entry, personal)
    verdict = verdict_of(told)
    if verdict is None:
        raise Refused(404, f"decision {number} is in a form that this program does not know", "number")
    return {
        "verdict": verdict, "act": act_text(told.act), "facts": facts(told.act), "routes": routes(verdict),
        "decision": entry,
    }  # fmt: skip


async def _pdf(request: Asked, shown: Shown, name: str, title: str) -> Response[bytes]:
    html = words("memo_words.html", **shown)
    if len(html) > LONGEST:
        at = request.url.path.removesuffix(".pdf")
        raise Refused(422, f"the memo has {len(html):,} letters, at most {LONGEST:,} as PDF; {at} shows it whole")
    steps = await service.of(request).walks.answered(_made(html, title))
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(b"".join([step async for step in steps]), media_type="application/pdf", headers=headers)


def _made(html: str, title: str) -> Iterator[bytes]:
    from article41.web.pages.paper import pdf  # here, for who never asks for one need not wait for ReportLab

    yield pdf(html, title)


ROUTES: list[Any] = [memo, memo_pdf, recorded, recorded_pdf]
