"""Who may see and send what: sessions entered with a token, forms that cannot be forged, nobody led elsewhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_book import COAL, PAGES, Turns, at, entered, seen, send, upload, with_tokens
from web_book import client, shared

from article41.web.pages import ROUTES
from article41.web.pages.entrance import own_path
from article41.web.pages.page import LARGEST_FORM
from article41.web.pages.sessions import COOKIE, LASTS, MOST, Sessions
from article41.web.tokens import TokenFile

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FORMS = sorted(
    path.replace("{number:int}", "1") for route in ROUTES if "POST" in route.http_methods for path in route.paths
)


def test_all_forms_are_known() -> None:
    """So that the tests below leave none out."""
    assert FORMS == ["/batch", "/desk/1/review", "/desk/record", "/lists", "/login", "/logout", "/read"]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
def test_a_form_without_its_token_is_refused(path: str, token: str | None) -> None:
    """CSRF: nothing of it is done; also where nobody has to log in, for another site may know this address."""
    answer = client().post(path, data={} if token is None else {"csrf": token})
    assert answer.status_code == 403 and "not of this session" in answer.text


def test_the_token_of_another_session_does_not_serve(tmp_path: Path) -> None:
    """A form is bound to the session that showed it."""
    caller, _, (secret,) = with_tokens(tmp_path, "admin")
    before = seen(caller.get("/login")).value("csrf")
    send(caller, "/login", token=secret)
    assert caller.post("/lists", data={"csrf": before, "name": "x"}).status_code == 403
    assert send(caller, "/lists", "/lists", name="Ri Pyong Chol").status_code == 200


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/login"])
def test_every_page_but_the_door_asks_who_you_are(tmp_path: Path, path: str) -> None:
    """Without a session one is led to the door, and from there back."""
    caller, _, (secret,) = with_tokens(tmp_path, "admin")
    answer = caller.get(path, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/login?next=%2F")
    following = seen(caller.get(answer.headers["location"])).value("next")
    assert following == path
    assert send(caller, "/login", token=secret, next=following).headers["location"].split("?")[0] == path.split("?")[0]
    assert caller.get(path, follow_redirects=False).status_code == 200


@pytest.mark.parametrize("path", [p for p in FORMS if p not in ("/login", "/logout")])
def test_no_form_is_taken_without_a_session(tmp_path: Path, path: str) -> None:
    caller, _, _ = with_tokens(tmp_path, "admin")
    answer = send(caller, path)
    assert answer.status_code == 303 and answer.headers["location"] == "/login"


def test_a_session_reaches_what_its_token_does(tmp_path: Path) -> None:
    """read reads the law, check checks, review sees what was decided; the others are told so."""
    reached = {"read": "/law", "check": "/check", "review": "/desk/999999/memo"}
    for scope, own in reached.items():
        (tmp_path / scope).mkdir()
        caller = entered(tmp_path / scope, scope)
        for path in reached.values():
            answer = caller.get(path, follow_redirects=False)
            assert answer.status_code == (403 if path != own else 404 if scope == "review" else 200), (scope, path)
    assert entered(tmp_path, "read").get("/").status_code == 403


def test_the_cookie_is_for_this_host_alone(tmp_path: Path) -> None:
    """HttpOnly, SameSite=Strict; Secure wherever others than this machine ask."""
    caller, _, (secret,) = with_tokens(tmp_path, "read")
    for host, secure in (("127.0.0.1:8041", False), ("localhost", False), ("a41.example.org", True)):
        token = seen(caller.get("/login")).value("csrf")
        answer = caller.post(
            "/login", data={"csrf": token, "token": secret}, headers={"Host": host}, follow_redirects=False
        )
        cookie = answer.headers["set-cookie"].lower()
        assert (
            "httponly" in cookie
            and "samesite=strict" in cookie
            and "path=/;" in cookie + ";"
            and "domain" not in cookie
        )
        assert ("secure" in cookie) is secure
        assert secret not in answer.headers["set-cookie"]
        caller.cookies.clear()


def test_a_wrong_token_opens_nothing(tmp_path: Path) -> None:
    caller, _, (secret,) = with_tokens(tmp_path, "read")
    for wrong in ("", "x", secret[:-1], secret + "x", f"Bearer {secret}"):
        answer = send(caller, "/login", token=wrong)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers and secret not in answer.text
    assert send(shared(), "/login", "/read", token="x").status_code == 403


def test_a_session_is_none_for_the_api(tmp_path: Path) -> None:
    """The cookie opens pages alone: the API, whose requests bear no CSRF token, takes tokens."""
    caller = entered(tmp_path, "admin")
    assert caller.get("/law", follow_redirects=False).status_code == 200
    assert caller.get("/api/v1/law").status_code == 401
    assert caller.post("/api/v1/check", json={}).status_code == 401


def test_a_session_ends_at_the_door_and_with_its_token(tmp_path: Path) -> None:
    """Logging out ends it for the cookie's copies too; a revoked token ends it at once."""
    caller = entered(tmp_path, "read")
    copy = {"Cookie": f"{COOKIE}={caller.cookies[COOKIE]}"}
    assert send(caller, "/logout", "/law").status_code == 303
    assert caller.get("/law", headers=copy, follow_redirects=False).status_code == 303
    send(caller, "/login", token=TokenFile(tmp_path / "tokens.json").add("b", ("read",), 1, datetime.now(UTC))[1])
    assert caller.get("/law", follow_redirects=False).status_code == 200
    tokens = TokenFile(tmp_path / "tokens.json")
    for token in tokens.tokens():
        tokens.revoke(token.id)
    assert caller.get("/law", follow_redirects=False).status_code == 303


def test_a_session_lasts_so_long(tmp_path: Path) -> None:
    """To the last moment of its eight hours and of its token's days, and not at their end."""
    tokens = TokenFile(tmp_path / "t.json")
    _, long = tokens.add("long", ("read",), 30, NOW)
    sessions = Sessions(tokens)
    session = sessions.enter(long, NOW)
    assert session and sessions.token(session, NOW + LASTS - timedelta(microseconds=1))
    assert sessions.token(session, NOW + LASTS) is None and sessions.token(session, NOW) is None
    late = NOW + timedelta(days=30) - timedelta(hours=1)
    short = sessions.enter(long, late)
    assert short and sessions.token(short, late) and sessions.token(short, NOW + timedelta(days=30)) is None


def test_memory_of_sessions_is_bounded(tmp_path: Path) -> None:
    """Beyond the most, the oldest ends."""
    tokens = TokenFile(tmp_path / "t.json")
    _, secret = tokens.add("a", ("read",), 30, NOW)
    sessions = Sessions(tokens)
    found = [sessions.enter(secret, NOW) for _ in range(MOST + 1)]
    assert sessions.token(str(found[0]), NOW) is None and sessions.token(str(found[1]), NOW)
    assert len(set(found)) == MOST + 1


@pytest.mark.parametrize(
    "said", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)", "", "/ /x", "x",
             "/%0d%0aSet-Cookie:a=b\r\n", "///x", "/\tx"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(said: str) -> None:
    """Open redirects: only a path of this service is followed after the door."""
    assert own_path(said) == "/check"


@given(st.text(max_size=60))
def test_whatever_is_said_the_way_stays_here(said: str) -> None:
    path = own_path(said)
    assert path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isascii()
    assert not any(character in path for character in "\r\n\t ")


def test_the_way_back_is_kept() -> None:
    path = COAL.replace("Anthracite", "%C3%A9+x")
    assert own_path(path) == path


def test_what_a_session_made_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch is shown to the session that sent the file, while it is checked and after; to nobody else."""
    caller, _, secrets = with_tokens(tmp_path, "check", "admin")
    with caller, Turns(monkeypatch) as turns:
        send(caller, "/login", token=secrets[0])
        sent = upload(caller, "a.csv", b"date,activity\n2019-03-04,transfer\n")
        address, own = sent.headers["location"], caller.cookies[COOKIE]
        paths = [address, f"{address}/verdicts.csv", f"{address}/faults.csv"]
        caller.cookies.clear()
        send(caller, "/login", token=secrets[1])
        others = caller.cookies[COOKIE]
        assert statuses(caller, others, paths) == [404, 404, 404]
        assert statuses(caller, own, paths) == [200, 409, 409]
        turns.on()
        caller.cookies.set(COOKIE, own)
        assert at(caller, sent, "Done.")
        assert statuses(caller, own, paths) == [200, 200, 200]
        assert statuses(caller, others, paths) == [404, 404, 404]
        assert statuses(caller, "", paths) == [303, 303, 303]


def statuses(caller: Any, session: str, paths: list[str]) -> list[int]:
    """How each path answers a session."""
    caller.cookies.clear()
    headers = {"Cookie": f"{COOKIE}={session}"}
    return [caller.get(path, headers=headers, follow_redirects=False).status_code for path in paths]


def test_a_file_of_tokens_that_breaks_lets_nobody_in(tmp_path: Path) -> None:
    """503 while it cannot be read, at pages and at the door, and the page says nothing of where it lies."""
    caller = entered(tmp_path, "read")
    (tmp_path / "tokens.json").write_bytes(b"[{")
    for answer in (caller.get("/law"), caller.get("/login")):
        assert answer.status_code == 503 and str(tmp_path) not in answer.text


def test_a_form_may_be_so_long() -> None:
    """413 for a body beyond the limit of its page."""
    token = seen(shared().get("/lists")).value("csrf")
    assert shared().post("/lists", data={"csrf": token, "name": "x" * LARGEST_FORM}).status_code == 413
