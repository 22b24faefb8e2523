"""Jobs over HTTP: files of acts uploaded, watched, fetched and deleted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

from litestar import Response
from litestar.params import FromPath, FromQuery
from litestar.response.streaming import ASGIStreamingResponse

from article41.web import service
from article41.web.access import may
from article41.web.checks import LARGEST_BULK
from article41.web.jobs.queue import Job
from article41.web.jobs.work import BODY, FAULTS, RESULT, Form, packed
from article41.web.openapi import CSV, LINES
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, adds, one_of, reads, removes

ROOT = "/api/v1/jobs"


@adds(ROOT, "check", status_code=202, request_max_body_size=LARGEST_BULK, opt={"body": "acts"})
async def upload(request: Asked, form: FromQuery[str] = "jsonl", overlay: Word = None) -> Response[Data]:
    """Take in a file of acts (CSV with headings, or JSON Lines) and judge it while nobody waits.

    `form` says what the result is written as: jsonl or csv. Location leads to the job.
    """
    shared = service.of(request)
    one_of(form, get_args(Form), "form")
    shared.law_with(overlay)
    job = shared.jobs.make(cast(Form, form), overlay or "", _owner(request))
    try:
        await _take_in(request, job.folder / BODY)
    except BaseException:
        shared.jobs.delete(job)
        raise
    shared.jobs.start(job)
    return Response(_told(job), status_code=202, headers={"Location": f"{ROOT}/{job.id}"})


async def _take_in(request: Asked, file: Path) -> None:
    with file.open("wb") as body:
        async for chunk in request.stream():
            if body.tell() == 0 and (found := packed(chunk)):
                raise Refused(415, f"the body is packed ({found}): send it unpacked", "body")
            body.write(chunk)


def _owner(request: Asked) -> str:
    token = cast("dict[str, Any]", request.scope).get("token")
    return token.id if token else ""


@reads(ROOT, "check")
async def jobs(request: Asked) -> Response[Data]:
    """Your jobs, the oldest first; an admin's answer has everybody's."""
    return Response({"jobs": [_told(job) for job in _yours(request)]})


def _yours(request: Asked) -> list[Job]:
    return service.of(request).jobs.of(_owner(request), may(request, "admin"))


@reads(f"{ROOT}/{{job:str}}", "check")
async def job_(request: Asked, job: FromPath[str]) -> Response[Data]:
    """How far a job is: waiting, running, done or failed; rows answered so far, verdicts, faults."""
    return Response(_told(_found(request, job)))


def _found(request: Asked, said: str) -> Job:
    found = next((job for job in _yours(request) if job.id == said), None)
    if found is None:
        raise Refused(404, "no such job of yours; it may have been deleted, and none outlives the service", "job")
    return found


def _told(job: Job) -> Data:
    at = f"{ROOT}/{job.id}"
    told: Data = {"id": job.id, "state": job.state, "form": job.form, "overlay": job.overlay}
    told |= {"rows": job.progress.rows, "faults": job.progress.faults, "verdicts": dict(job.progress.verdicts)}
    links = {name: f"{at}/{name}" for name in (RESULT, FAULTS)} if job.state == "done" else {}
    return told | {"why": job.progress.fault, "links": links}


@reads(f"{ROOT}/{{job:str}}/result", "check", media_type=LINES)
async def result(request: Asked, job: FromPath[str]) -> ASGIStreamingResponse:
    """The verdicts of a job that is done, as `a41 check` writes them; in CSV no cell can be run as a formula."""
    found = _found(request, job)
    return _file(found, RESULT, f"verdicts.{found.form}", CSV if found.form == "csv" else LINES)


@reads(f"{ROOT}/{{job:str}}/faults", "check", media_type=CSV)
async def faults(request: Asked, job: FromPath[str]) -> ASGIStreamingResponse:
    """The rows that could not be judged, as CSV: row, line, field, message."""
    return _file(_found(request, job), FAULTS, "faults.csv", CSV)


def _file(job: Job, file: str, name: str, media_type: str) -> ASGIStreamingResponse:
    if job.state != "done":
        why = f": {job.progress.fault}" if job.progress.fault else ""
        raise Refused(409, f"the job is {job.state}{why}", "job")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return ASGIStreamingResponse(iterator=_blocks(job.folder / file), media_type=media_type, headers=headers)


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(1 << 16):
            yield block


@removes(f"{ROOT}/{{job:str}}", "check")
async def remove(request: Asked, job: FromPath[str]) -> None:
    """End a job, whatever it does, and take its files away."""
    service.of(request).jobs.delete(_found(request, job))


ROUTES: list[Any] = [upload, jobs, job_, result, faults, remove]
