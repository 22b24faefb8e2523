"""The jobs of a service: bounded in number, worked off one after the other, gone with the process."""

import multiprocessing
import secrets
import shutil
import tempfile
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Literal

from article41.web.jobs.work import Form, Progress, work
from article41.web.problems import Refused

MOST, MOST_EACH = 16, 4
"""Jobs that are kept in all, and for one owner, until they are deleted."""
State = Literal["waiting", "running", "done", "failed"]


class Job:
    """One job. `owner` is the id of a token, empty where none are asked for; `folder` holds its files."""

    def __init__(self, folder: Path, form: Form, overlay: str, owner: str) -> None:
        self.id, self.form, self.overlay, self.owner = secrets.token_hex(16), form, overlay, owner
        self.folder = folder / self.id
        self.state: State = "waiting"
        self.progress = Progress()
        self.process: BaseProcess | None = None
        self.folder.mkdir()


class Jobs:
    """All jobs of a service. One process at a time works, so that the service keeps its own processor."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._jobs: dict[str, Job] = {}
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def make(self, form: Form, overlay: str, owner: str) -> Job:
        """A job whose body is still to be written; `start` sets it going. Raises Refused where there are too many."""
        with self._lock:
            if sum(job.owner == owner for job in self._jobs.values()) >= MOST_EACH:
                raise Refused(409, f"{MOST_EACH} jobs of yours are kept; delete one")
            if len(self._jobs) >= MOST:
                raise Refused(503, f"{MOST} jobs are kept; ask again", headers={"Retry-After": "60"})
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="a41-jobs-", ignore_cleanup_errors=True)
            job = Job(Path(self._folder.name), form, overlay, owner)
            self._jobs[job.id] = job
            return job

    def start(self, job: Job) -> None:
        """Sets a job going as soon as those before it are done."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="article41-jobs", daemon=True)
                self._thread.start()
        self._queue.put(job)

    def of(self, owner: str, all_of_them: bool) -> list[Job]:
        """An owner's jobs, or everybody's, the oldest first."""
        with self._lock:
            return [job for job in self._jobs.values() if all_of_them or job.owner == owner]

    def delete(self, job: Job) -> None:
        """Ends a job, whatever it does, and takes its files away."""
        with self._lock:
            self._jobs.pop(job.id, None)
            if job.process:
                job.process.terminate()
        shutil.rmtree(job.folder, ignore_errors=True)

    def close(self) -> None:
        """Ends all jobs and takes their folder away."""
        for job in self.of("", True):
            self.delete(job)
        self._queue.put(None)
        if self._folder:
            self._folder.cleanup()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            try:
                self._work(job)
            except Exception as fault:  # one job must not stop those after it
                job.state, job.progress = "failed", job.progress._replace(fault=type(fault).__name__)

    def _work(self, job: Job) -> None:
        spawning = multiprocessing.get_context("spawn")  # a fork would copy what other threads hold locked
        hear, tell = spawning.Pipe(duplex=False)
        with hear:
            with tell, self._lock:
                if job.id not in self._jobs:
                    return
                job.process = spawning.Process(target=work, args=(job.folder, job.overlay, job.form, tell), daemon=True)
                job.process.start()
                job.state = "running"
            _listen(job, hear)
        job.process.join()
        job.state = "done" if job.progress.ended and not job.progress.fault else "failed"
        if job.id not in self._jobs:  # deleted meanwhile, and its process may have written once more
            shutil.rmtree(job.folder, ignore_errors=True)


def _listen(job: Job, hear: Connection) -> None:
    """Takes down how far the job is until its process ends."""
    try:
        while True:
            job.progress = hear.recv()
    except EOFError:
        if not job.progress.ended:
            job.progress = job.progress._replace(fault="its process ended before its time")
