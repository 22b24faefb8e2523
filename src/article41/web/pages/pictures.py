"""Timeline: the pictures of law and record, and Caps: the accounts with their picture. Each is drawn once and kept."""

import asyncio
import difflib
import re
from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from litestar.params import FromPath
from markupsafe import Markup

from article41.draw.canvas import ON_PAGE
from article41.draw.caps import caps as draw_caps
from article41.draw.coverage import coverage
from article41.draw.picture import Picture, svg
from article41.draw.positions import positions
from article41.draw.timeline import timeline as draw_timeline
from article41.ledger import words
from article41.ledger.accounts import accounts
from article41.ledger.deliveries import capped_measures
from article41.ledger.statement import Statement, statement
from article41.report.charts import NoCharts
from article41.said import shown
from article41.web import service
from article41.web.pages.page import Page, render, shows
from article41.web.problems import Refused
from article41.web.route import Asked, Word, day, one_of
from article41.web.service import Service

PICTURES: dict[str, Callable[[Service], Picture]] = {
    "timeline": lambda shared: draw_timeline(shared.record),
    "coverage": lambda shared: coverage(shared.law),
    "positions": lambda shared: positions(shared.record),
    "caps": lambda shared: draw_caps(shared.law),
}


_SYMBOL = re.compile(r' role="graphics-symbol" aria-roledescription="[^"]*"')
"""The parts of a picture are no pictures of their own: its title and description tell of them."""


class Drawn(NamedTuple):
    """A picture and its SVG; `missing` says instead why there is none."""

    picture: Picture
    svg: Markup
    missing: str = ""


class Gallery:
    """The pictures of one service, each drawn when first asked for."""

    def __init__(self, shared: Service) -> None:
        self._shared, self._drawn, self._lock = shared, dict[str, Drawn](), asyncio.Lock()

    async def get(self, name: str) -> Drawn:
        """A picture of PICTURES by name."""
        async with self._lock:
            if name not in self._drawn:
                self._drawn[name] = await asyncio.to_thread(self._draw, name)
        return self._drawn[name]

    def _draw(self, name: str) -> Drawn:
        picture = PICTURES[name](self._shared)
        try:
            return Drawn(picture, Markup(_SYMBOL.sub("", svg(picture, ON_PAGE))))  # our own data, escaped there
        except NoCharts as fault:
            return Drawn(picture, Markup(""), str(fault))


def gallery(request: Asked) -> Gallery:
    """The gallery of a request's app."""
    state = request.app.state
    if "gallery" not in state:
        state["gallery"] = Gallery(service.of(request))
    found: Gallery = state["gallery"]
    return found


@shows("/timeline", "read")
async def timeline(request: Asked, picture: Word = None) -> Page:
    """What happened, what the law covered and what governments said, over the years."""
    name = one_of(picture, PICTURES, "picture") or "timeline"
    return render(request, "timeline.html", drawn=await gallery(request).get(name), name=name, names=list(PICTURES))


@shows("/caps", "read")
async def caps(request: Asked, on: Word = None) -> Page:
    """Every account as it stands on a day, and the picture of all."""
    shared, when = service.of(request), day(on, "on") if on else date.today()
    stated = [statement(shared.book, account, when) for account in accounts(shared.law, when)]
    reports = [line.report for s in stated for line in s.lines]
    tables = [
        (cap, shared.law.measures[cap].title, [row for s in some for row in words.rows(s)])
        for cap, some in groupby(stated, lambda s: s.account.measure)
    ]
    return render(
        request, "caps.html", on=when, tables=tables, headings=words.HEADINGS, as_told=words.AS_TOLD,
        reports=len(reports), unsure=sum(not report.confirmed for report in reports),
        drawn=await gallery(request).get("caps"),
    )  # fmt: skip


@shows("/caps/{cap:str}", "read")
async def cap(request: Asked, cap: FromPath[str], on: Word = None) -> Page:
    """The accounts of one cap with every report."""
    shared, when = service.of(request), day(on, "on") if on else date.today()
    known = list(capped_measures(shared.law))
    if cap not in known:
        near = difflib.get_close_matches(cap, known, 1, 0.4)
        raise Refused(404, f"no cap {shown(cap)!r}; " + (f"nearest: {near[0]}" if near else f"known: {known}"), "cap")
    stated = [statement(shared.book, a, when) for a in accounts(shared.law, when) if a.measure == cap]
    told = [_told(s, shared) for s in reversed(stated)]
    return render(request, "cap.html", cap=cap, title=shared.law.measures[cap].title, on=when, accounts=told)


def _told(s: Statement, shared: Service) -> dict[str, Any]:
    """One account in words."""
    return {
        "account": s.account, "period": words.period(s), "summary": list(words.summary(s)), "unit": words.unit(s),
        "reports": [
            (words.report_row(s, line, shared.book), line.report) for line in sorted(s.lines, key=words.by_end)
        ],
        "factors": words.factors(s), "beside": list(words.beside(s)),
    }  # fmt: skip


ROUTES: list[Any] = [timeline, caps, cap]
