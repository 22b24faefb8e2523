"""`/api/v1/jobs`: what `a41 check` would write, made while nobody waits; bounded, private, gone when deleted."""

import csv
import io
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT as REPOSITORY
from web_book import COAL, client, service, shared, with_jobs

from article41.cli import main
from article41.web.app import Limits
from article41.web.jobs import queue, work
from article41.web.jobs.queue import MOST_EACH, Job, Jobs
from article41.web.jobs.work import Progress
from article41.web.problems import MEDIA_TYPE, Refused
from article41.web.tokens import TokenFile

ROOT = "/api/v1/jobs"
ACTS = (REPOSITORY / "examples" / "acts.csv").read_bytes()
NASTY = '=HYPERLINK("http://evil.example";"x")'


@pytest.fixture(autouse=True)
def no_jobs() -> Iterator[Jobs]:
    with with_jobs() as jobs:
        yield jobs


class InThisProcess:
    """Stands for a job's process: works in a thread, so that a test need not load the law again."""

    def __init__(self, target: Any, args: tuple[Any, ...], daemon: bool) -> None:
        *rest, tell = args
        self._thread = threading.Thread(target=target, args=(*rest, Keeping(tell)), daemon=daemon)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def terminate(self) -> None:
        """A thread cannot be ended; it ends by itself."""


class Keeping:
    """The end of a pipe that a child would hold: it stays open until the last is told."""

    def __init__(self, tell: Any) -> None:
        import os
        from multiprocessing.connection import Connection

        self._own = Connection(os.dup(tell.fileno()))

    def send(self, progress: Progress) -> None:
        self._own.send(progress)
        if progress.ended:
            self._own.close()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs work in this process."""

    class Spawning:
        from multiprocessing import Pipe

        Process = InThisProcess

    monkeypatch.setattr(queue.multiprocessing, "get_context", lambda _: Spawning)
    monkeypatch.setattr(work, "load", lambda: service().law)
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)


def ended(location: str) -> dict[str, Any]:
    """The job once nothing more comes of it."""
    while (told := shared().get(location).json())["state"] in ("waiting", "running"):
        threading.Event().wait(0.02)
    return dict(told)


def sent(body: bytes, form: str = "jsonl") -> str:
    answer = shared().post(f"{ROOT}?form={form}", content=body)
    assert answer.status_code == 202, answer.text
    assert answer.json()["state"] in ("waiting", "running", "done")
    return str(answer.headers["location"])


def test_a_job_in_a_process_of_its_own_says_what_the_command_says(tmp_path: Path) -> None:
    """Verdicts and faults are, byte for byte, the files of `a41 check FILE --out ... --faults ...`."""
    body, out, faults = tmp_path / "acts.csv", tmp_path / "out.jsonl", tmp_path / "faults.csv"
    body.write_bytes(ACTS + b"bad-row,2019-99-99\n")
    result = CliRunner().invoke(main, ["check", str(body), "--out", str(out), "--faults", str(faults)], prog_name="a41")
    assert result.exit_code == 1, result.output
    location = sent(body.read_bytes())
    told = ended(location)
    assert (told["state"], told["rows"], told["faults"]) == ("done", 101, 1)
    assert sum(told["verdicts"].values()) == 100
    answer = shared().get(told["links"]["result"])
    assert answer.content == out.read_bytes() and answer.headers["content-type"].startswith("application/x-ndjson")
    assert shared().get(told["links"]["faults"]).content == faults.read_bytes()


@pytest.mark.usefixtures("here")
def test_no_cell_that_is_given_out_is_run_as_a_formula() -> None:
    """In verdicts and in faults, whatever stands in an id or in a field."""
    lines = [COAL | {"id": NASTY}, COAL | {"id": "@SUM(1)", "date": NASTY}, COAL | {"id": "-1+2"}]
    location = sent("\n".join(map(json.dumps, lines)).encode(), "csv")
    assert ended(location)["state"] == "done"
    for name in ("result", "faults"):
        answer = shared().get(f"{location}/{name}")
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], cells
    assert "'=HYPERLINK" in shared().get(f"{location}/result").text


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("body", "why"),
    [(b"", "nothing to read"), (b"\xff\xfe\x00\x00", ""), (b"[{}]", "an act of JSON a line"), (b"{\n\"a\": 1}", "an act of JSON a line"),
     (b"a,b\n1,2\n", "")],
)  # fmt: skip
def test_what_is_no_file_of_acts_fails_in_words(body: bytes, why: str) -> None:
    """The job says why, and gives out nothing."""
    told = ended(location := sent(body))
    assert told["state"] == "failed" and told["why"] and why in told["why"], told
    answer = shared().get(f"{location}/result")
    assert answer.status_code == 409 and told["why"] in answer.json()["detail"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("bound", "value", "why"), [("LARGEST_RESULT", 10_000, "longer than"), ("MOST_FAULTS", 2, "faulty")]
)
def test_a_job_ends_at_its_bounds(monkeypatch: pytest.MonkeyPatch, bound: str, value: int, why: str) -> None:
    """A result, or faults, beyond the bound: the job fails and says so."""
    monkeypatch.setattr(work, bound, value)
    lines = [json.dumps(COAL) if n % 2 else "{" for n in range(40)]
    assert why in ended(sent("\n".join(lines).encode()))["why"]


@pytest.mark.usefixtures("here")
def test_progress_is_told_on_the_way(monkeypatch: pytest.MonkeyPatch, no_jobs: Jobs) -> None:
    """After each turn of rows, with verdicts and faults so far; no names among them."""
    seen: list[Progress] = []
    monkeypatch.setattr(work, "AT_ONCE", 10)
    monkeypatch.setattr(Keeping, "send", lambda self, told: (seen.append(told), self._own.send(told)))
    monkeypatch.setattr(queue, "_listen", lambda job, hear: setattr(job, "progress", _last(hear)))
    ended(sent(ACTS))
    assert [told.rows for told in seen] == [*range(10, 101, 10), 100] and seen[-1].ended


def _last(hear: Any) -> Progress:
    while not (told := hear.recv()).ended:
        pass
    return Progress(*told)


def test_jobs_are_bounded_in_number(no_jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """For each owner and in all; a deleted one makes room."""
    monkeypatch.setattr(queue, "MOST", MOST_EACH + 1)
    mine = [no_jobs.make("jsonl", "", "a") for _ in range(MOST_EACH)]
    with pytest.raises(Refused) as own:
        no_jobs.make("jsonl", "", "a")
    no_jobs.make("jsonl", "", "b")
    with pytest.raises(Refused) as all_:
        no_jobs.make("jsonl", "", "c")
    assert (own.value.status, all_.value.status) == (409, 503)
    no_jobs.delete(mine[0])
    assert no_jobs.make("jsonl", "", "a") and not mine[0].folder.exists()


def test_a_job_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_jobs: Jobs) -> None:
    """Another token is not told that there is one; the admin is."""
    monkeypatch.setattr(no_jobs, "start", lambda job: None)
    tokens = TokenFile(tmp_path / "t.json")
    caller, now = client(Limits(tokens=tokens)), datetime.now(UTC)
    named = {"a": ("check",), "b": ("check",), "admin": ("admin",)}
    heads = {name: {"Authorization": f"Bearer {tokens.add(name, scopes, 1, now)[1]}"} for name, scopes in named.items()}
    location = caller.post(ROOT, content=ACTS, headers=heads["a"]).headers["location"]
    for path in (location, f"{location}/result", f"{location}/faults"):
        assert caller.get(path, headers=heads["b"]).status_code == 404
    assert caller.delete(location, headers=heads["b"]).status_code == 404
    assert [len(caller.get(ROOT, headers=heads[name]).json()["jobs"]) for name in named] == [1, 0, 1]
    assert caller.delete(location, headers=heads["a"]).status_code == 204
    assert caller.get(location, headers=heads["admin"]).status_code == 404


@pytest.mark.parametrize("start", list(work.PACKED), ids=list(work.PACKED.values()))
def test_packed_files_are_refused(start: bytes, no_jobs: Jobs) -> None:
    """By their first bytes; nothing of them is kept."""
    answer = shared().post(ROOT, content=start + b"x" * 100)
    assert (answer.status_code, answer.headers["content-type"]) == (415, MEDIA_TYPE)
    assert no_jobs.of("", True) == []


@pytest.mark.parametrize(("query", "status"), [("form=parquet", 422), ("overlay=S/2022/43", 404), ("frm=csv", 400)])
def test_jobs_that_are_not_made(query: str, status: int, no_jobs: Jobs) -> None:
    """Refused before anything is kept."""
    assert shared().post(f"{ROOT}?{query}", content=ACTS).status_code == status
    assert no_jobs.of("", True) == []


@pytest.mark.usefixtures("here")
def test_a_job_deleted_while_it_waits_is_never_begun(no_jobs: Jobs) -> None:
    job = no_jobs.make("jsonl", "", "")
    no_jobs.delete(job)
    no_jobs._work(job)
    assert job.process is None and job.state == "waiting"


def test_work_that_breaks_does_not_stop_what_comes_after(no_jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job fails and says what kind of fault it was."""
    done: list[str] = []
    first, broken, last = (no_jobs.make("jsonl", "", "") for _ in range(3))
    finished = threading.Event()

    def work_off(self: Jobs, job: Job) -> None:
        if job is broken:
            raise OSError("no space")
        done.append(job.id)
        if job is last:
            finished.set()

    monkeypatch.setattr(Jobs, "_work", work_off)
    for job in (first, broken, last):
        no_jobs.start(job)
    assert finished.wait(20) and done == [first.id, last.id]
    assert (broken.state, broken.progress.fault) == ("failed", "OSError")


def test_a_process_that_is_ended_fails_its_job_and_leaves_nothing(no_jobs: Jobs) -> None:
    """Deleting a job that runs ends its process; its folder is gone."""
    location = sent(ACTS * 200)
    job = no_jobs.of("", True)[0]
    while job.process is None:
        threading.Event().wait(0.02)
    assert shared().delete(location).status_code == 204
    job.process.join()
    assert job.process.exitcode != 0 and shared().get(location).status_code == 404
    no_jobs.close()
    assert not job.folder.exists() and not job.folder.parent.exists()
