"""`a41 serve` and `a41 token`: a real server on loopback, and what it refuses to be."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from conftest import ROOT
from web_book import COAL
from yente_client import Client, Person

from article41.cli import main
from article41.cli.serve import is_loopback


def started(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A server at any free port, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "article41", "serve", "--port", "0", *arguments],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert process.stderr
    found = re.search(r"http://\S+:\d+", process.stderr.readline())
    assert found
    return process, found[0]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server."""
    process, address = started()
    yield address
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_a_real_server_answers(server: str) -> None:
    """Over a socket: a check, many at once on several connections, and no header that names the server."""
    with httpx.Client(base_url=server) as client:
        answer = client.post("/api/v1/check", json=COAL)
        assert answer.json()["verdict"] == "prohibited" and "server" not in answer.headers
        assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400


def test_many_lines_stream_through_a_real_server(server: str) -> None:
    """Two thousand acts in, two thousand answers out, in order, while another request is answered between."""
    lines = "\n".join(json.dumps(COAL | {"id": str(n)}) for n in range(2_000))
    with (
        httpx.Client(base_url=server, timeout=120) as client,
        client.stream("POST", "/api/v1/check/bulk", content=lines) as answer,
    ):
        rows = answer.iter_lines()
        first = json.loads(next(rows))
        assert first["id"] == "0" and httpx.get(f"{server}/healthz").status_code == 200
        assert [json.loads(row)["id"] for row in rows] == [str(n) for n in range(1, 2_000)]


def test_yentes_client_talks_to_a_real_server(server: str) -> None:
    with Client(base_url=server) as client:
        top = client.match(Person(name="Ri Pyong Chol")).top
        assert top is not None and top.id == "KPi.076"


HOSTILE = [
    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Request-Id: a\r\n b\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n",
]


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_requests_leave_the_server_well(server: str, sent: bytes) -> None:
    """Broken framing, absurd lengths, another protocol: refused or dropped, and the next request is answered."""
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        try:
            answer = connection.recv(65536)
        except ConnectionError:
            answer = b""
    assert not answer.startswith(b"HTTP/1.1 5") and b"Set-Cookie" not in answer
    assert httpx.get(f"{server}/healthz").status_code == 200


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments, prog_name="a41")
    return result.exit_code, result.stdout, result.stderr


def test_it_is_not_exposed_by_accident() -> None:
    """Another machine may ask only where tokens are asked for."""
    code, _, told = run("serve", "--host", "0.0.0.0")
    assert code == 2 and "--tokens" in told


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("10.0.0.1", False), ("localhost.evil.example", False), ("", False)],
)  # fmt: skip
def test_what_is_loopback(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_an_address_that_is_taken() -> None:
    """Said at once, with what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, _, told = run("serve", "--port", str(other.getsockname()[1]))
    assert code == 2 and "try another --port" in told


def test_a_file_that_holds_no_tokens(tmp_path: Path) -> None:
    """Refused with the file named, by serve and by token, and left as it is."""
    file = tmp_path / "t.json"
    file.write_text('{"a": 1}')
    for arguments in (("serve", "--tokens", str(file)), ("token", "list", "--tokens", str(file))):
        code, _, told = run(*arguments)
        assert code == 2 and "is no file of tokens" in told and "a41 token new" in told
    assert file.read_text() == '{"a": 1}'


def test_tokens_are_made_listed_and_revoked(tmp_path: Path) -> None:
    """The secret is printed once, alone on stdout; the list shows none; an unknown id is named with those known."""
    file = str(tmp_path / "t.json")
    code, secret, told = run("token", "new", "--tokens", file, "--name", "desk", "--scope", "check", "--scope", "read")
    assert code == 0 and secret.startswith("a41_") and "check, read" in told
    listed = run("token", "list", "--tokens", file)[1]
    name = listed.split()[0]
    assert "check,read  desk" in listed and secret.strip() not in listed
    code, _, told = run("token", "revoke", "nobody", "--tokens", file)
    assert code == 2 and name in told
    assert run("token", "revoke", name, "--tokens", file)[:2] == (0, f"revoked {name} (desk)\n")
    assert run("token", "list", "--tokens", file)[1] == ""


@pytest.mark.parametrize("arguments", [("--days", "0"), ("--days", "367"), ("--scope", "root"), ("--name", "a\nb")])
def test_tokens_that_are_not_made(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """No endless token, no unknown scope, no name that breaks a line."""
    file = tmp_path / "t.json"
    code, _, _ = run("token", "new", "--tokens", str(file), "--name", "a", "--scope", "read", *arguments)
    assert code == 2 and not file.exists()


def test_a_server_with_tokens_asks_for_them(tmp_path: Path) -> None:
    """On loopback too, where a file is named; the secret that the command printed opens it."""
    file = str(tmp_path / "t.json")
    secret = run("token", "new", "--tokens", file, "--name", "a", "--scope", "read")[1].strip()
    process, address = started("--tokens", file)
    try:
        assert httpx.get(f"{address}/api/v1/law").status_code == 401
        assert httpx.get(f"{address}/api/v1/law", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    finally:
        process.terminate()
        process.wait(30)


def test_a_log_that_cannot_be_used(tmp_path: Path) -> None:
    """A folder is no log: said before anybody is answered."""
    code, _, told = run("serve", "--port", "0", "--log", str(tmp_path))
    assert code == 2 and "cannot be used" in told
