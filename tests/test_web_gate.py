"""What every request passes: host, token, rate, time, headers, id; and what the log and the counters hold."""

import asyncio
import io
import json
import logging
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from web_book import COAL, client, service, shared

from article41.web import gate
from article41.web.access import SCOPES
from article41.web.app import Limits
from article41.web.gate import HEADERS, Gate, bare
from article41.web.logs import LOGGER, JsonLines, RequestLog
from article41.web.metrics import Metrics
from article41.web.rates import MOST_CLIENTS, Rates
from article41.web.tokens import TokenFile

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("path", ["/healthz", "/nothing", "/api/v1/law/on/x", "/api/v1/law", "/metrics"])
def test_every_answer_bears_the_strict_headers(path: str) -> None:
    """Also errors, and what no route has."""
    answer = shared().get(path)
    for name, value in HEADERS.items():
        expected = value.decode() if name != b"cache-control" or path != "/api/v1/law" else "no-cache"
        assert answer.headers[name.decode()] == expected
    assert "server" not in answer.headers


def test_a_request_id_is_kept_where_it_is_plain() -> None:
    """One that could break a header or a log line is replaced."""
    assert shared().get("/healthz", headers={"X-Request-Id": "abc-1.2_3"}).headers["x-request-id"] == "abc-1.2_3"
    for bad in ("a b", "x" * 65, 'a"b', "é"):
        sent = shared().get("/healthz", headers={b"X-Request-Id": bad.encode()}).headers["x-request-id"]
        assert re.fullmatch("[0-9a-f]{16}", sent)


@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), min_size=1, max_size=40))
def test_nothing_that_is_sent_comes_back_as_a_header(text: str) -> None:
    """Header injection: what is put into a parameter, a path or a header stands in no header of the answer."""
    forged = f"x\r\nSet-Cookie: a=b{text}"
    for answer in (
        shared().get("/api/v1/law/search", params={"q": forged}),
        shared().get("/entities/" + "x%0d%0aSet-Cookie:%20a=b"),
        shared().get("/healthz", headers={b"X-Request-Id": text.encode("latin-1")}),
    ):
        assert "set-cookie" not in answer.headers and not any("\n" in v or "\r" in v for v in answer.headers.values())


HOSTS = [("127.0.0.1:8041", 200), ("localhost", 200), ("[::1]:8041", 200), ("LOCALHOST:1", 200), ("evil.example", 400),
         ("evil.example:8041", 400), ("127.0.0.1.evil.example", 400), ("", 400)]  # fmt: skip


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_only_local_names_are_answered_to(host: str, status: int) -> None:
    """A web page that has its own name point to this machine gets nothing (DNS rebinding)."""
    limits = Limits(hosts=frozenset({"localhost", "127.0.0.1", "::1"}))
    assert client(limits).get("/healthz", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(("host", "name"), [("a:80", "a"), ("[::1]", "::1"), ("[::1]:5", "::1"), ("A", "a"), ("", "")])
def test_a_host_without_its_port(host: str, name: str) -> None:
    assert bare(host) == name


ROUTE_OF = {"read": "/api/v1/law", "check": "/api/v1/check", "admin": "/metrics"}


def with_tokens(tmp_path: Path) -> tuple[TokenFile, Any]:
    """A file of tokens and a client of an app that asks for them."""
    tokens = TokenFile(tmp_path / "tokens.json")
    return tokens, client(Limits(tokens=tokens))


def ask(caller: Any, path: str, authorization: str | None) -> int:
    headers = {"Authorization": authorization} if authorization else {}
    if path == "/api/v1/check":
        return int(caller.post(path, json=COAL, headers=headers).status_code)
    return int(caller.get(path, headers=headers).status_code)


def test_a_token_reaches_what_its_scope_says(tmp_path: Path) -> None:
    """read reads, check checks, admin does all, review neither; health needs none; yente's clients send `ApiKey`."""
    tokens, caller = with_tokens(tmp_path)
    now = datetime.now(UTC)
    secrets = {scope: tokens.add(scope, (scope,), 1, now)[1] for scope in SCOPES}
    for path, reached in (("/api/v1/law", {"read", "admin"}), ("/api/v1/check", {"check", "admin"})):
        assert ask(caller, path, None) == 401
        assert {s for s in SCOPES if ask(caller, path, f"Bearer {secrets[s]}") == 200} == reached
        assert {ask(caller, path, f"Bearer {secrets[s]}") for s in SCOPES if s not in reached} == {403}
    assert ask(caller, "/catalog", f"ApiKey {secrets['check']}") == 200
    assert ask(caller, "/healthz", None) == ask(caller, "/readyz", None) == 200
    refused = caller.get("/api/v1/law")
    assert refused.headers["www-authenticate"] == "Bearer" and refused.json()["where"] == "Authorization"


def test_every_route_but_health_and_the_document_asks_for_a_token(tmp_path: Path) -> None:
    """None was forgotten: each documented path is refused without one, before anything of it is read."""
    _, caller = with_tokens(tmp_path)
    document = caller.get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for method in methods:
            filled = re.sub(r"\{[^}]*\}", "x", path)
            expected = 200 if path in ("/healthz", "/readyz") else 401
            assert caller.request(method, filled).status_code == expected, path


@pytest.mark.parametrize("sent", ["Bearer", "Bearer ", "Basic {}", "{}", "Bearer {}x", "bearer  {}", "Bearer\t{}"])
def test_other_ways_of_sending_a_token(tmp_path: Path, sent: str) -> None:
    """Only the scheme and the very secret will do."""
    tokens, caller = with_tokens(tmp_path)
    secret = tokens.add("a", ("read",), 1, datetime.now(UTC))[1]
    assert ask(caller, "/api/v1/law", sent.format(secret)) == (200 if sent == "bearer  {}" else 401)


def test_a_token_ends_on_its_day(tmp_path: Path) -> None:
    """It serves to the last moment of its time, and not at its end."""
    tokens = TokenFile(tmp_path / "t.json")
    token, secret = tokens.add("a", ("read",), 30, NOW)
    header = f"Bearer {secret}".encode()
    end = NOW + timedelta(days=30)
    assert tokens.find(header, end - timedelta(microseconds=1)) == token
    assert tokens.find(header, end) is None and tokens.find(header, end + timedelta(days=1)) is None


def test_a_revoked_token_stops_at_once(tmp_path: Path) -> None:
    """A running service reads the file anew when it changes; another process may have changed it."""
    tokens, caller = with_tokens(tmp_path)
    token, secret = tokens.add("a", ("read",), 1, datetime.now(UTC))
    assert ask(caller, "/api/v1/law", f"Bearer {secret}") == 200
    TokenFile(tokens.path).revoke(token.id)
    assert ask(caller, "/api/v1/law", f"Bearer {secret}") == 401


def test_a_file_of_tokens_that_breaks_lets_nobody_in(tmp_path: Path) -> None:
    """503 while it cannot be read, 401 once it is gone, and the token again once it is whole."""
    tokens, caller = with_tokens(tmp_path)
    secret = tokens.add("a", ("read",), 1, datetime.now(UTC))[1]
    whole = tokens.path.read_bytes()
    for content, status in ((whole[:40], 503), (None, 401), (whole, 200)):
        tokens.path.unlink()
        if content is not None:
            tokens.path.write_bytes(content)
        assert ask(caller, "/api/v1/law", f"Bearer {secret}") == status
        tokens.path.touch()


def test_the_file_of_tokens_holds_no_secret(tmp_path: Path) -> None:
    """SHA-256 alone, and only its owner may read it."""
    tokens = TokenFile(tmp_path / "t.json")
    _, secret = tokens.add("a", ("read",), 1, NOW)
    assert secret not in tokens.path.read_text() and len(secret) >= 47
    assert tokens.path.stat().st_mode & 0o077 == 0


def test_a_client_may_ask_so_often() -> None:
    """Twice the rate at once, then one for each part of a second; other clients are not held up."""
    now = [100.0]
    rates = Rates(2.0, lambda: now[0])
    assert [rates.wait("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    assert rates.wait("b") == 0
    now[0] += 0.499
    assert rates.wait("a") > 0
    now[0] += 0.002
    assert rates.wait("a") == 0 and rates.wait("a") > 0


@given(st.floats(0.01, 1000), st.lists(st.floats(0, 10), min_size=1, max_size=50))
def test_no_client_gets_more_than_its_rate(rate: float, pauses: list[float]) -> None:
    """However requests are spread, those let through are at most the burst and the rate times the time."""
    now, passed = [0.0], 0
    rates = Rates(rate, lambda: now[0])
    for pause in pauses:
        now[0] += pause
        passed += rates.wait("a") == 0
    assert passed <= max(2 * rate, 1) + rate * now[0] + 1e-6


def test_memory_of_clients_is_bounded() -> None:
    rates = Rates(1.0, lambda: 0.0)
    for n in range(MOST_CLIENTS + 10):
        rates.wait(str(n))
    assert len(rates._buckets) == MOST_CLIENTS


def test_too_many_requests_are_told_when_to_come_again() -> None:
    """429 with Retry-After; the bucket of a slow rate holds two."""
    caller = client(Limits(rate=1.0))
    answers = [caller.get("/healthz") for _ in range(20)]
    refused = [a for a in answers if a.status_code == 429]
    assert refused and refused[0].headers["retry-after"] == "1" and refused[0].json()["title"] == "Too Many Requests"


def through(app: Any, path: str = "/slow") -> tuple[list[Any], str]:
    """What a gate before `app` sends for one request, and what it logs."""
    sent: list[Any] = []
    log = io.StringIO()

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "client": ("127.0.0.1", 1)}
    asyncio.run(Gate(app, Metrics("law", "list"), RequestLog(log))(scope, receive, send))
    return sent, log.getvalue()


def test_a_request_that_takes_too_long_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with a problem, and the work is cancelled."""
    monkeypatch.setattr(gate, "SECONDS", 0.01)
    cancelled = []

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    sent, _ = through(slow)
    assert sent[0]["status"] == 503 and "time limit" in json.loads(sent[1]["body"])["detail"] and cancelled


def test_what_nobody_thought_of_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """500 without a trace of the fault; the log has its kind and place, not its message, which may hold a name."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonLines())
    logging.getLogger(LOGGER).addHandler(handler)

    async def broken(*_: Any) -> None:
        raise RuntimeError("Ri Pyong Chol was here")

    monkeypatch.setattr(service(), "check", broken)
    try:
        answer = client().post("/api/v1/check", json=COAL)
    finally:
        logging.getLogger(LOGGER).removeHandler(handler)
    assert answer.status_code == 500 and "Ri Pyong" not in answer.text + log.getvalue()
    line = json.loads(log.getvalue())
    assert line["fault"] == "RuntimeError" and "broken" in line["at"]


NAMED = [
    ("POST", "/api/v1/check", COAL | {"parties": [{"name": "Zanzibar Zebra Trading"}]}),
    ("POST", "/api/v1/check", COAL | {"date": "Zanzibar Zebra Trading"}),
    ("POST", "/api/v1/screen", {"queries": [{"name": "Zanzibar Zebra Trading"}]}),
    ("POST", "/match/default", {"queries": {"Zebra": {"schema": "Person", "properties": {"name": ["Zebra"]}}}}),
    ("GET", "/search/default?q=Zanzibar%20Zebra", None),
    ("GET", "/entities/Zebra", None),
    ("GET", "/Zebra", None),
]


@pytest.mark.parametrize(("method", "path", "body"), NAMED, ids=[f"{m} {p}" for m, p, _ in NAMED])
def test_log_and_counters_hold_no_names(method: str, path: str, body: Any) -> None:
    """One line of JSON a request, by the route's template; neither body, parameter nor path."""
    log = io.StringIO()
    caller = client(log=log)
    caller.request(method, path, json=body)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert len(lines) == 1 and lines[0]["method"] == method and lines[0]["status"] and lines[0]["route"]
    assert "ebra" not in log.getvalue() and "ebra" not in caller.get("/metrics").text


def test_counters_count() -> None:
    """Requests by route, method and status, and the seconds they took."""
    caller = client()
    for _ in range(3):
        caller.post("/api/v1/check", json=COAL)
    text = caller.get("/metrics").text
    assert 'a41_requests_total{method="POST",route="/api/v1/check",status="200"} 3.0' in text
    assert 'a41_request_seconds_count{route="/api/v1/check"} 3.0' in text
    assert service().law.version in text


@pytest.mark.parametrize(
    "path",
    ["/entities/..%2f..%2f..%2fetc%2fpasswd", "/api/v1/lists/entries/..%2F..%2Fetc", "/api/v1/law/measures/..%2fregime",
     "/api/v1/law/on/..%2f..", "/match/..%2f..", "/reconcile/..%2fetc", "/api/v1/record/entries/..%2f..%2fsources.yaml",
     "/api/v1/caps/..%2fdeliveries", "/entities/%00", "/api/v1/law/measures/coal%00.yaml", "/../../etc/passwd"],
)  # fmt: skip
def test_no_path_leads_out(path: str) -> None:
    """Ids are looked up among what was loaded; no file is opened for a request."""
    answer = shared().get(path)
    assert answer.status_code in (404, 405, 422) and "root:" not in answer.text


CONFUSABLE = [
    "RІ PYONG CHUL",
    "ＲＩ ＰＹＯＮＧ ＣＨＵＬ",
    "RI\u200b PYONG CHUL",
    "RI PYONG CHUL\u202e",
    "Rı Pyong Chul",
]


@pytest.mark.parametrize("name", CONFUSABLE)
def test_a_name_in_look_alike_letters_is_still_met(name: str) -> None:
    """Cyrillic І, full-width letters, letters nobody sees: the listed person is found, at least as possible."""
    found = shared().post("/api/v1/screen", json={"queries": [{"name": name}]}).json()["answers"][0]["matches"]
    assert any(match["entry"] == "KPi.076" for match in found)


@pytest.mark.parametrize(
    "name", ["a" * 500, "a " * 249 + "a", "(" * 400, "é" * 500, "\u0301" * 400, "-" * 500, "Ж" * 500]
)
def test_long_and_odd_names_are_answered(name: str) -> None:
    """At the longest that is read, of any letters, there is an answer; one letter more is refused."""
    assert shared().post("/api/v1/screen", json={"queries": [{"name": name}]}).status_code in (200, 422)
    longer = shared().post("/api/v1/screen", json={"queries": [{"name": "a" * 5000}]})
    assert longer.status_code == 422 and "characters, at most" in longer.json()["detail"]


def test_the_service_fetches_nothing() -> None:
    """The one module that asks the network is not loaded by the app."""
    program = "import sys, article41.web.app, article41.mcp.tools; sys.exit('article41.lists.fetch' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    assert subprocess.run([sys.executable, "-c", program], env=environment).returncode == 0
