"""Batch: a file of acts, how far its check is, the verdict on each row, faults by row; and the same as CSV."""

import asyncio
import io
from itertools import islice
from typing import Any, cast

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect

from article41.bulk import Fault, Row, Source, Unreadable, rows
from article41.bulk.source import format_of, sniff
from article41.web import service
from article41.web.checks import too_many_parts
from article41.web.pages.batches import SHOWN, Batch, Batches
from article41.web.pages.page import HEADERS, Page, render, sends, sessions, shows
from article41.web.pages.sessions import COOKIE
from article41.web.problems import Refused
from article41.web.route import Asked

LARGEST, MOST_ROWS = 5_000_000, 5_000
"""Bytes of a file, and its rows; more belong to `a41 check` or the API."""


@shows("/batch", "check")
async def blank(request: Asked) -> Page:
    """Where a file is given."""
    return _blank(request)


def _blank(request: Asked, fault: str = "", status: int = 200) -> Page:
    return render(request, "batch.html", status, most_rows=MOST_ROWS, fault=fault)


@sends("/batch", "check", request_max_body_size=LARGEST + 10_000)
async def batch(request: Asked) -> Page | Redirect:
    """Sets the check of a file going, and leads to where it is seen."""
    sent = (await request.form()).get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _blank(request, "no file was chosen", 422)
    shared, notes = service.of(request), list[str]()
    try:
        taken = await asyncio.to_thread(_rows, sent.filename, await sent.read(), shared.law.boolean_facts, notes)
        asked = Batch(_session(request), sent.filename, notes, len(taken))
        name = _batches(request).start(asked, taken, shared)
    except Unreadable as why:
        return _blank(request, str(why), 422)
    except Refused as full:
        return _blank(request, full.detail, full.status)
    return Redirect(f"/batch/{name}", status_code=303, headers=HEADERS)


def _batches(request: Asked) -> Batches:
    found: Batches = request.app.state["batches"]
    return found


def _session(request: Asked) -> str:
    return request.cookies.get(COOKIE, "") if sessions(request).tokens else ""


def _rows(name: str, content: bytes, facts: frozenset[str], notes: list[str]) -> list[Row | Fault]:
    """The rows of a file, bounded. Raises Unreadable; a packed file and Parquet are not opened."""
    if len(content) > LARGEST:
        raise Unreadable(f"the file has {len(content):,} bytes, at most {LARGEST:,}; use a41 check")
    if name.lower().endswith(".gz") or content.startswith((b"\x1f\x8b", b"PK")):
        raise Unreadable("a packed file is not opened here; unpack it first", expected="CSV, JSON or JSON Lines")
    stream = cast(io.BufferedReader, io.BufferedReader(io.BytesIO(content)))
    form = format_of(name) or sniff(stream)
    if form == "parquet":
        raise Unreadable("Parquet is not read here", expected="CSV, JSON or JSON Lines; a41 check reads Parquet")
    taken = [_bounded(row) for row in islice(rows(Source(name, stream, form), facts, notes.append), MOST_ROWS + 1)]
    if len(taken) > MOST_ROWS:
        raise Unreadable(f"the file has more than {MOST_ROWS:,} rows; use a41 check")
    return taken


def _bounded(row: Row | Fault) -> Row | Fault:
    wrong = too_many_parts(row) if isinstance(row, Row) else ""
    return Fault(row[0], row[1], "(row)", wrong) if wrong else row


@shows("/batch/{name:str}", "check")
async def state(request: Asked, name: FromPath[str]) -> Page:
    """How far the check of a file is, and at its end what came of it."""
    found = _batches(request).of(name, _session(request))
    return render(request, "batch_state.html", batch=found, name=name, shown=SHOWN)


@shows("/batch/{name:str}/{part:str}", "check")
async def fetch(request: Asked, name: FromPath[str], part: FromPath[str]) -> Response[bytes]:
    """Verdicts or faults as CSV; no cell of it begins as a formula does."""
    found = _batches(request).of(name, _session(request))
    if found.result is None:
        raise Refused(409, "the check of this file has failed" if found.ended else "this file is still being checked")
    files = found.result.files
    if part not in files:
        raise Refused(404, f"no such file; known are {', '.join(files)}", "part")
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{part}"'}
    return Response(files[part], media_type="text/csv", headers=headers)


ROUTES: list[Any] = [blank, batch, state, fetch]
