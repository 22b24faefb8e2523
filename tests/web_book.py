"""What tests of the service share: the app, loaded once, and a client for it."""

import atexit
import functools
import io
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from litestar.testing import TestClient

from article41.desk import Desk
from article41.web.app import Limits, make
from article41.web.jobs.queue import Jobs
from article41.web.service import Service

COAL: dict[str, Any] = {
    "date": "2019-03-04",
    "activity": "transfer",
    "from": "KP",
    "to": "VN",
    "goods": [{"hs": "2701.11", "description": "Anthracite"}],
}


AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
"""The time by the service's clock."""


@functools.cache
def service() -> Service:
    """One service for all tests, with a log of its own; nothing else of it ever changes."""
    return Service(log=logged(), now=lambda: AT)


def logged() -> Desk:
    """An empty log in a folder that goes with the process."""
    folder = tempfile.TemporaryDirectory()
    desk = Desk(Path(folder.name, "decisions.db"))
    atexit.register(lambda: (desk.close(), folder.cleanup()))
    return desk


@contextmanager
def with_log(log: Desk | None) -> Iterator[Service]:
    """The shared service with another log, or none, meanwhile."""
    found = service()
    before, found.log = found.log, log
    try:
        yield found
    finally:
        found.log = before


@contextmanager
def with_jobs() -> Iterator[Jobs]:
    """The shared service with jobs of its own meanwhile, which end with it."""
    found = service()
    before, found.jobs = found.jobs, Jobs()
    try:
        yield found.jobs
    finally:
        found.jobs.close()
        found.jobs = before


def client(limits: Limits | None = None, log: io.StringIO | None = None) -> TestClient[Any]:
    """A client of an app of its own over the shared service."""
    return TestClient(make(service(), limits, log), raise_server_exceptions=False)


@functools.cache
def shared() -> TestClient[Any]:
    """A client for tests that only read."""
    return client()


def curl(command: str) -> str:
    """The body that a `curl` command of the documentation prints, asked of the app in this process."""
    name, *arguments = shlex.split(command)
    assert name == "curl"
    method, headers, body, address = "GET", {}, None, ""
    following = iter(arguments)
    for argument in following:
        if argument in ("-s", "--no-buffer"):
            continue
        if argument == "-H":
            key, _, value = next(following).partition(": ")
            headers[key] = value
        elif argument == "-X":
            method = next(following)
        elif argument in ("--json", "--data-binary", "--data-urlencode"):
            said = next(following).removeprefix("queries=")
            method, body = "POST", Path(said[1:]).read_bytes() if said.startswith("@") else said.encode()
            headers["Content-Type"] = KINDS[argument]
            body = b"queries=" + quote(body).encode() if argument == "--data-urlencode" else body
        else:
            address = argument
    path = address.removeprefix("http://127.0.0.1:8041")
    assert path.startswith("/"), command
    return shared().request(method, path, headers=headers, content=body).text


KINDS = {
    "--json": "application/json",
    "--data-binary": "application/x-ndjson",
    "--data-urlencode": "application/x-www-form-urlencoded",
}
