"""Fetching a list, from a server on this machine: HTTPS or nothing, bounded, whole."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from lists_book import many

from article41.lists.fetch import OFFICIAL, check_address, fetch
from article41.lists.snapshot import ListError

LIST = many("2024-01-01", 20).encode()


class _Server(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        answers = {
            "/list.xml": (200, {"Content-Length": str(len(LIST))}, LIST),
            "/short.xml": (200, {"Content-Length": str(len(LIST) + 500)}, LIST),
            "/gone.xml": (404, {}, b"gone"),
            "/away": (302, {"Location": "http://example.invalid/list.xml"}, b""),
            "/file": (302, {"Location": "file:///etc/hostname"}, b""),
            "/here": (302, {"Location": "/list.xml"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/odd": (204, {}, b""),
        }
        status, headers, body = answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def test_a_list_is_fetched_whole(server: str) -> None:
    """From this machine, plain HTTP will do; a redirect within it too."""
    assert fetch(f"{server}/list.xml") == LIST
    assert fetch(f"{server}/here") == LIST


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/short.xml", "cut off|Incomplete"), ("/gone.xml", "Not Found"), ("/away", "not HTTPS"), ("/file", "not"),
     ("/round", "redirect"), ("/odd", "204")],
)  # fmt: skip
def test_anything_but_a_whole_list_is_refused(server: str, path: str, reason: str) -> None:
    """Cut off, gone, led off to plain HTTP or to a file, led round in circles."""
    with pytest.raises(ListError, match=reason):
        fetch(f"{server}{path}")


def test_a_list_longer_than_its_bound_is_refused(server: str) -> None:
    """It is not read to its end."""
    with pytest.raises(ListError, match="longer than 100 bytes"):
        fetch(f"{server}/list.xml", most=100)


@pytest.mark.parametrize(
    "url",
    ["http://example.invalid/x", "ftp://127.0.0.1/x", "file:///etc/hostname", "https://", "http://[", "x://y",
     "http://127.0.0.1.example.invalid/"],
)  # fmt: skip
def test_only_https_is_asked(url: str) -> None:
    """Plain HTTP is for this machine alone, and nothing is sent elsewhere."""
    with pytest.raises(ListError):
        check_address(url)


def test_the_official_address_is_the_united_nations_own() -> None:
    """Over HTTPS."""
    assert OFFICIAL.startswith("https://scsanctions.un.org/")
    check_address(OFFICIAL)
