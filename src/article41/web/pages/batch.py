"""Batch: a file of acts, the verdict on each row, faults by row; and the same as CSV for a spreadsheet."""

import io
import secrets
from collections import Counter, OrderedDict
from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple, cast

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from article41.bulk import Answer, Fault, Row, Source, Unreadable, rows
from article41.bulk.source import format_of, sniff
from article41.bulk.summary import COLUMNS, flat
from article41.bulk.writing import csv_file, faults
from article41.web import service
from article41.web.checks import too_many_parts
from article41.web.pages.page import HEADERS, Page, render, sends, sessions, shows
from article41.web.pages.sessions import COOKIE
from article41.web.problems import Refused
from article41.web.route import Asked

LARGEST, MOST_ROWS = 5_000_000, 5_000
"""Bytes of a file, and its rows; more belong to `a41 check` or the API."""
AT_ONCE = 16
SHOWN = 200
"""Rows and faults that the page shows; the CSV has all."""
MOST_KEPT = 16
"""Results that can still be fetched; the oldest is forgotten first."""


class Result(NamedTuple):
    """Verdicts and faults as CSV, for the session that made them."""

    session: str
    verdicts: bytes
    faults: bytes


class Results:
    """The newest results, in memory alone."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Result] = OrderedDict()

    def keep(self, result: Result) -> str:
        """The name under which it can be fetched."""
        name = secrets.token_urlsafe(16)
        self._kept[name] = result
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return name

    def of(self, name: str, session: str) -> Result:
        """The result of that name. Raises Refused where it is gone, or another session's."""
        found = self._kept.get(name)
        if found is None or found.session != session:
            raise Refused(404, "this result is not kept any more; send the file again", "name")
        return found


def results(request: Asked) -> Results:
    """The results of a request's app."""
    found: Results = request.app.state.setdefault("results", Results())
    return found


@shows("/batch", "check")
async def blank(request: Asked) -> Page:
    """Where a file is given."""
    return render(request, "batch.html", done=None, most_rows=MOST_ROWS, fault="")


@sends("/batch", "check", request_max_body_size=LARGEST + 10_000)
async def batch(request: Asked) -> Page:
    """The verdicts on a file."""
    sent = (await request.form()).get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return render(request, "batch.html", 422, done=None, most_rows=MOST_ROWS, fault="no file was chosen")
    notes: list[str] = []
    try:
        taken = _rows(sent.filename, await sent.read(), service.of(request).law.boolean_facts, notes)
    except Unreadable as why:
        return render(request, "batch.html", 422, done=None, most_rows=MOST_ROWS, fault=str(why))
    found = await _judged(request, taken)
    answers, wrong = [a for a in found if isinstance(a, Answer)], [f for f in found if isinstance(f, Fault)]
    done = {
        "file": sent.filename, "notes": notes, "count": len(found), "columns": COLUMNS,
        "tally": Counter(a.verdict.verdict for a in answers).most_common(), "wrong": len(wrong),
        "rows": [flat(a) for a in answers[:SHOWN]], "faults": wrong[:SHOWN],
        "name": results(request).keep(Result(_session(request), _csv(csv_file, answers), _csv(faults, wrong))),
    }  # fmt: skip
    return render(request, "batch.html", done=done, most_rows=MOST_ROWS, fault="", shown=SHOWN)


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


async def _judged(request: Asked, taken: list[Row | Fault]) -> list[Answer | Fault]:
    shared, found = service.of(request), list[Answer | Fault]()
    for start in range(0, len(taken), AT_ONCE):
        found += [one async for one in shared.judge_all(taken[start : start + AT_ONCE], shared.law)]
    return found


def _csv(write: Any, what: Iterable[Any]) -> bytes:
    stream = io.BytesIO()
    write(what, stream)
    return stream.getvalue()


@shows("/batch/{name:str}/{part:str}", "check")
async def fetch(request: Asked, name: FromPath[str], part: FromPath[str]) -> Response[bytes]:
    """Verdicts or faults as CSV; no cell of it begins as a formula does."""
    found = results(request).of(name, _session(request))
    files = {"verdicts.csv": found.verdicts, "faults.csv": found.faults}
    if part not in files:
        raise Refused(404, f"no such file; known are {', '.join(files)}", "part")
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{part}"'}
    return Response(files[part], media_type="text/csv", headers=headers)


ROUTES: list[Any] = [blank, batch, fetch]
