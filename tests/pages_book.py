"""What tests of the pages share: a reader of HTML, forms sent as a browser sends them, a session."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from threading import Semaphore
from typing import Any
from urllib.parse import urlencode

import pytest
from litestar.testing import TestClient
from web_book import client

from article41.web.app import Limits
from article41.web.service import Service
from article41.web.tokens import TokenFile

COAL = "/check?" + urlencode(
    {
        "date": "2019-03-04",
        "activity": "transfer",
        "from": "KP",
        "to": "VN",
        "hs": "2701.11",
        "description": "Anthracite",
    }
)
IRON = "/check?" + urlencode({"date": "2017-08-25", "activity": "transfer", "from": "KP", "to": "CN", "hs": "2601.11"})
PAGES = (
    "/check", COAL, IRON, COAL + "&trace=1&overlay=S/2022/431", COAL.replace("/check", "/memo"), "/law",
    "/law?on=2018-03-01&activity=transfer&q=8703", "/law/measures/coal",
    "/law/diff?from_day=2017-08-04&to_day=2017-08-05",
    "/law/diff?overlay=S/2022/431", "/lists", "/lists/entries/KPi.076?on=2018-03-01", "/caps?on=2026-11-01",
    "/caps/refined-petroleum?on=2026-11-01", "/timeline", "/timeline?picture=coverage", "/read", "/batch", "/desk",
    "/login",
)  # fmt: skip


class Seen(HTMLParser):
    """A page as a browser takes it in: its tags with attributes, its words, its forms' hidden fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    @property
    def text(self) -> str:
        """All its words, with single blanks."""
        return " ".join(" ".join(self._words).split())

    @property
    def letters(self) -> str:
        """All its words as they stand, every blank and control kept."""
        return "".join(self._words)

    def names(self, *tags: str) -> list[str]:
        """The names of its fields."""
        wanted = tags or ("input", "select", "textarea")
        return [str(a["name"]) for tag, a in self.tags if tag in wanted and a.get("name")]

    def value(self, name: str) -> str:
        """The value of a field."""
        return next(str(a.get("value") or "") for tag, a in self.tags if tag == "input" and a.get("name") == name)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of a kind."""
        return [a for name, a in self.tags if name == tag]


def seen(answer: Any) -> Seen:
    """The page of an answer."""
    return Seen(answer.text)


def assert_plain(page: Seen) -> None:
    """No inline script or style, no handler: what the policy forbids is not there to begin with."""
    assert [a.get("src") for a in page.all("script")] == ["/static/pages.js"]
    assert not page.all("style")
    assert not any(name == "style" or name.startswith("on") for _, a in page.tags for name in a if name != "on")


def send(caller: TestClient[Any], path: str, at: str = "/login", **fields: str) -> Any:
    """A form sent with the CSRF token that the page `at` gives; redirects are not followed."""
    token = seen(caller.get(at)).value("csrf")
    return caller.post(path, data={"csrf": token, **fields}, follow_redirects=False)


def upload(caller: TestClient[Any], name: str, content: bytes) -> Any:
    """A file sent to Batch; redirects are not followed. The check goes on while the client's app lives (`with`)."""
    token = seen(caller.get("/batch")).value("csrf")
    files = {"file": (name, content, "text/csv")}
    return caller.post("/batch", data={"csrf": token}, files=files, follow_redirects=False)


def at(caller: TestClient[Any], answer: Any, words: str) -> Any:
    """The page of a file that was sent, as soon as it says so; a page that has ended says no more."""
    assert answer.status_code == 303, answer.text
    for _ in range(100_000):
        page = caller.get(answer.headers["location"])
        if words in seen(page).text:
            return page
        assert seen(page).all("progress"), page.text
    raise AssertionError(f"the page never said {words!r}")


class Turns:
    """Judging that stops before each sixteen rows until it is let on, so that a test sees a file under way."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._turns, plain = Semaphore(0), Service.judge_all

        async def judge_all(shared: Service, rows: Any, law: Any) -> AsyncIterator[Any]:
            while not self._turns.acquire(blocking=False):
                await asyncio.sleep(0.001)
            async for one in plain(shared, rows, law):
                yield one

        monkeypatch.setattr(Service, "judge_all", judge_all)

    def on(self, times: int = 1) -> None:
        """Lets so many times sixteen rows be judged."""
        self._turns.release(times)

    def __enter__(self) -> "Turns":
        return self

    def __exit__(self, *_: object) -> None:
        self.on(10_000)


def asking(tokens: TokenFile) -> TestClient[Any]:
    """A client of an app that asks for these tokens, on this machine: beyond it the cookie waits for TLS."""
    caller = client(Limits(tokens=tokens))
    caller.base_url = "http://127.0.0.1:8041"  # type: ignore[assignment]
    return caller


def with_tokens(folder: Path, *scopes: str) -> tuple[TestClient[Any], TokenFile, list[str]]:
    """A client of an app that asks for tokens, their file, and the secret of one for each scope."""
    tokens = TokenFile(folder / "tokens.json")
    secrets = [tokens.add(scope, (scope,), 1, datetime.now(UTC))[1] for scope in scopes]  # type: ignore[arg-type]
    return asking(tokens), tokens, secrets


def entered(folder: Path, *scopes: str) -> TestClient[Any]:
    """A client with the session of somebody who has these scopes."""
    tokens = TokenFile(folder / "tokens.json")
    secret = tokens.add("+".join(scopes), scopes, 1, datetime.now(UTC))[1]  # type: ignore[arg-type]
    caller = asking(tokens)
    assert send(caller, "/login", token=secret).status_code == 303
    return caller
