"""`/api/v1/decisions` and `/api/v1/audit`: kept before answered, in the token's name, personal only for reviewers."""

import asyncio
import functools
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from conftest import casebook_acts
from desk_book import KINDS, NAME, empty
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient
from sqlalchemy import text, update
from web_book import AT, COAL, client, logged, service, shared, with_log

from article41.desk import Desk, DeskError, review, tables, verify
from article41.desk.entries import draft
from article41.desk.listing import Wanted, listed
from article41.desk.reviews import Standing
from article41.web.access import NOBODY
from article41.web.app import Limits
from article41.web.decisions import MOST
from article41.web.threads import AT_ONCE, Walks
from article41.web.tokens import TokenFile

ROOT = "/api/v1/decisions"
ACT = COAL | {"id": "c-1", "parties": [{"name": NAME, "role": "buyer"}]}
SCOPES: dict[str, tuple[Any, ...]] = {
    "asker": ("check",), "anna": ("check", "review"), "ben": ("review",), "keeper": ("admin",), "reader": ("read",),
}  # fmt: skip


class Callers:
    """Clients of one app over an empty log: one for each name of SCOPES, whose token has those scopes."""

    def __init__(self, folder: Path) -> None:
        tokens = TokenFile(folder / "tokens.json")
        now = datetime.now(UTC)
        secrets = {name: tokens.add(name, scopes, 1, now)[1] for name, scopes in SCOPES.items()}
        self._client, self._secrets = client(Limits(tokens=tokens)), secrets

    def __call__(self, who: str, method: str, path: str, body: Any = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        header = {"Authorization": f"Bearer {self._secrets[who]}"}
        return self._client.request(method, path, content=content, headers=header)


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty log behind the shared service."""
    with empty(request.param, tmp_path) as place, Desk(place) as opened, with_log(opened):
        yield opened


@pytest.fixture
def ask(desk: Desk, tmp_path: Path) -> Callers:
    return Callers(tmp_path)


def test_a_decision_is_in_the_log_when_it_is_answered(desk: Desk, ask: Callers) -> None:
    """Its bytes are those of a check, its name the token's, its time the service's; Location leads to it."""
    answer = ask("asker", "POST", ROOT, ACT)
    told = answer.json()
    assert (answer.status_code, answer.headers["location"]) == (201, f"{ROOT}/1")
    kept = desk.decision(1)
    assert kept.verdict == shared().post("/api/v1/check", json=ACT).content
    assert msgspec.json.encode(told["verdict"]) == msgspec.json.encode(kept.answer)
    assert json.loads(kept.input) == ACT
    assert (told["seq"], told["id"], told["hash"]) == (1, kept.entry.id, kept.entry.hash)
    assert (told["who"], told["at"]) == ("asker", "2026-03-01T12:00:00.000000Z")


def test_nothing_is_answered_that_is_not_in_the_log(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the store fails, 503 without the verdict and without the store's name."""
    desk.append(draft("change", AT, "a", {"what": "law", "before": "", "after": ""})).result()
    with desk._writes.begin() as connection:
        connection.execute(text("drop table desk_personal"))
    answer = shared().post(ROOT, json=ACT)
    assert answer.status_code == 503 and answer.json()["detail"] == "the log of decisions does not answer"
    assert "prohibited" not in answer.text and desk.head().seq == 1


def test_who_is_never_read_from_the_body(ask: Callers) -> None:
    """A body that says who changes nothing, and is refused in reviews and erasures; without tokens nobody is named."""
    assert ask("asker", "POST", ROOT, ACT | {"who": "chief"}).json()["who"] == "asker"
    for who, path, body in (("anna", "reviews", {"action": "approve"}), ("keeper", "erasure", {"why": "asked for"})):
        answer = ask(who, "POST", f"{ROOT}/1/{path}", body | {"who": "chief"})
        assert answer.status_code == 422 and answer.json()["where"] == "who"
    assert shared().post(ROOT, json=ACT).json()["who"] == NOBODY


def test_what_is_personal_is_shown_to_reviewers_alone(ask: Callers) -> None:
    """Others with the scope check see the chain's entry, in which no name stands; `read` sees nothing of the log."""
    ask("asker", "POST", ROOT, ACT)
    ask("ben", "POST", f"{ROOT}/1/reviews", {"action": "comment", "comment": f"asked {NAME} again"})
    whole, withheld = ask("ben", "GET", f"{ROOT}/1"), ask("asker", "GET", f"{ROOT}/1")
    assert json.loads(whole.json()["input"]) == ACT and NAME in whole.json()["about"][0]["comment"]
    assert NAME not in withheld.text and "c-1" not in withheld.text and "scope review" in withheld.json()["withheld"]
    assert "scope review" in withheld.json()["about"][0]["withheld"]
    assert NAME not in ask("ben", "GET", ROOT).text
    assert {ask("reader", "GET", path).status_code for path in (ROOT, f"{ROOT}/1", "/api/v1/audit/head")} == {403}


@pytest.mark.parametrize(
    ("who", "method", "path", "reached"),
    [
        ("ben", "POST", ROOT, False), ("asker", "POST", f"{ROOT}/1/reviews", False),
        ("anna", "POST", f"{ROOT}/1/erasure", False), ("ben", "GET", ROOT, True),
        *[("asker", "GET", f"/api/v1/audit/{name}", False) for name in ("verify", "replay", "lookback")],
        *[("ben", "GET", f"/api/v1/audit/{name}", True) for name in ("head", "verify", "replay", "lookback")],
    ],
)  # fmt: skip
def test_scopes_of_the_log(ask: Callers, who: str, method: str, path: str, reached: bool) -> None:
    """Reviewing is not deciding, deciding is not reviewing, and erasing is the admin's."""
    assert (ask(who, method, path, {} if method == "POST" else None).status_code == 403) is not reached


def test_four_eyes_are_two_tokens(ask: Callers) -> None:
    """The same name cannot give both reviews; another closes it; then it must be reopened first."""
    ask("asker", "POST", ROOT, ACT)
    path = f"{ROOT}/1/reviews"
    assert ask("anna", "POST", path, {"action": "approve"}).json()["state"]["name"] == "reviewed"
    again = ask("anna", "POST", path, {"action": "approve"})
    assert (again.status_code, again.json()["found"]) == (409, "anna")
    closed = ask("ben", "POST", path, {"action": "approve", "comment": "seen"})
    assert closed.status_code == 201 and closed.json()["state"] == {
        "name": "closed", "first": ["anna", "approve"], "outcome": "approved"
    }  # fmt: skip
    assert ask("ben", "POST", path, {"action": "refuse"}).status_code == 409
    assert ask("anna", "POST", path, {"action": "reopen"}).json()["state"]["name"] == "open"
    assert [row["body"]["action"] for row in ask("ben", "GET", f"{ROOT}/1").json()["about"]] == [
        "approve", "approve", "reopen"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "status", "detail"),
    [
        ("1/reviews", {"action": "aprove"}, 422, "approve, refuse"),
        ("1/reviews", {"action": "comment", "comment": " "}, 422, "the comment is empty"),
        ("1/reviews", {"action": 1}, 422, "expected a text"),
        ("1/reviews", {"acton": "approve"}, 422, "nearest: action"),
        ("1/reviews", [], 400, "expected an object"),
        ("2/reviews", {"action": "approve"}, 404, "there is no entry '2'"),
        (f"{'f' * 32}/reviews", {"action": "approve"}, 404, "there is no entry"),
        ("1/erasure", {"why": " "}, 422, "why is required"),
        ("1/erasure", {"why": "x" * 201}, 422, "at most 200"),
    ],
)
def test_reviews_that_cannot_be_taken(ask: Callers, path: str, body: Any, status: int, detail: str) -> None:
    """Each says what was found and what would be right, and nothing is written."""
    ask("asker", "POST", ROOT, ACT)
    answer = ask("keeper", "POST", f"{ROOT}/{path}", body)
    assert answer.status_code == status and detail in answer.json()["detail"], answer.text
    assert ask("keeper", "GET", "/api/v1/audit/head").json()["seq"] == 1


def test_erasure_takes_the_names_and_leaves_the_chain(desk: Desk, ask: Callers) -> None:
    """Nobody is shown them any more, a second erasure finds nothing, and the chain is sound."""
    ask("asker", "POST", ROOT, ACT)
    ask("ben", "POST", f"{ROOT}/1/reviews", {"action": "comment", "comment": NAME})
    erased = ask("keeper", "POST", f"{ROOT}/1/erasure", {"why": "asked for, granted"})
    assert (erased.status_code, erased.json()["scrubbed"]) == (201, True)
    told = ask("keeper", "GET", f"{ROOT}/1")
    assert NAME not in told.text and told.json()["withheld"] == told.json()["about"][0]["withheld"] == "erased"
    assert ask("keeper", "GET", ROOT).json()["decisions"][0]["erased"] is True
    assert ask("keeper", "POST", f"{ROOT}/1/erasure", {"why": "again"}).status_code == 409
    assert verify(desk).fault is None


def test_an_erasure_is_told_where_the_store_cannot_be_rewritten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry is written all the same, and the answer says what was not done."""

    def busy() -> None:
        raise DeskError("it is being read")

    shared().post(ROOT, json=ACT)
    monkeypatch.setattr(desk, "scrub", busy)
    answer = shared().post(f"{ROOT}/1/erasure", json={"why": "asked for"})
    assert (answer.status_code, answer.json()["scrubbed"]) == (201, False) and desk.head().seq == 2


def test_decisions_are_found(desk: Desk, ask: Callers) -> None:
    """By day (UTC, its first and last moment), verdict, name and state, the newest first."""
    day = datetime(2026, 3, 1, tzinfo=UTC)
    moments = [day - timedelta(microseconds=1), day, day + timedelta(days=1, microseconds=-1), day + timedelta(days=1)]
    for at in moments:
        service().now = lambda at=at: at  # type: ignore[misc]
        ask("asker", "POST", ROOT, ACT)
    service().now = lambda: AT
    ask("anna", "POST", ROOT, ACT | {"goods": [{"hs": "0901.11"}], "from": "VN", "to": "FR", "parties": []})
    ask("anna", "POST", f"{ROOT}/1/reviews", {"action": "refuse"})

    def found(query: str) -> list[int]:
        return [row["seq"] for row in ask("ben", "GET", f"{ROOT}?{query}").json()["decisions"]]

    assert found("") == [5, 4, 3, 2, 1] and found("before=3") == [2, 1]
    assert found("on=2026-03-01") == [5, 3, 2] and found("on=2026-02-28") == [1]
    assert found("verdict=permitted") == [5] and found("verdict=prohibited&on=2026-03-02") == [4]
    assert found("who=anna") == [5] and found("who=an") == []
    assert found("state=reviewed") == [1] and found("state=open&who=asker") == [4, 3, 2] and found("state=closed") == []


@pytest.mark.parametrize(
    ("query", "where", "near"),
    [("verdict=prohibitd", "verdict", "prohibited"), ("state=opened", "state", "open"), ("on=2026-02-30", "on", "28"),
     ("before=0", "before", ""), ("before=99999999999999999999999", "before", ""), ("whom=a", "whom", "who")],
)  # fmt: skip
def test_filters_that_cannot_be_read(ask: Callers, query: str, where: str, near: str) -> None:
    answer = ask("ben", "GET", f"{ROOT}?{query}")
    assert answer.status_code in (400, 422) and answer.json()["where"] == where and near in answer.text


def test_a_hundred_at_a_time(desk: Desk) -> None:
    """`next` goes on without gap or repetition, and is null at the end."""
    bodies = [draft("decision", AT, "a", {"verdict": "permitted"}) for _ in range(MOST + 1)]
    for one in [desk.append(body) for body in bodies]:
        one.result()
    first = shared().get(ROOT).json()
    rest = shared().get(f"{ROOT}?before={first['next']}").json()
    assert [row["seq"] for row in first["decisions"] + rest["decisions"]] == list(range(MOST + 1, 0, -1))
    assert rest["next"] is None


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["approve", "refuse", "comment", "reopen"]))))
def test_the_database_counts_states_as_the_program_does(actions: list[tuple[str, Any]]) -> None:
    """After any reviews, a decision is found under its state and under no other."""
    desk = own_log()
    seq = desk.append(draft("decision", AT, "a", {"verdict": "permitted"})).result().seq
    for who, action in actions:
        with suppress(DeskError):
            desk.append(review(seq, action, who, AT, "text")).result()
    with desk.reading() as connection:
        wanted = {state: Wanted(state=state, before=seq + 1) for state in get_args(Standing)}
        found = [state for state, one in wanted.items() if seq in [row.entry.seq for row in listed(connection, one, 1)]]
    assert found == [desk.state(seq).name]


@functools.cache
def own_log() -> Desk:
    """A log apart from the service's, for decisions that are none."""
    return logged()


def rows_of(answer: Any) -> list[dict[str, Any]]:
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_the_casebook_is_kept_replayed_and_verified(desk: Desk) -> None:
    """Every act that can be decided replays to the byte; under a draft the look-back names what would be another."""
    for act in casebook_acts()[::7]:
        assert shared().post(ROOT, content=msgspec.json.encode(act)).status_code == 201
    clocks = {"date": "2022-06-01", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "9101.11"}]}
    shared().post(f"{ROOT}?trace=true", json=clocks)
    last = desk.head().seq
    replays = rows_of(shared().get("/api/v1/audit/replay"))
    assert replays[-1] == {"decisions": last, "replayed": last, "differ": 0, "only compared": 0, "erased": 0}
    assert all(row["same"] and not row["other"] for row in replays[:-1])
    verified = rows_of(shared().get("/api/v1/audit/verify"))
    assert verified == [{"sound": True, "entries": last, "erased": 0, "fault": None, "anchor": str(desk.head())}]
    assert rows_of(shared().get("/api/v1/audit/lookback"))[-1]["counts"] == {"same": last}
    flips = rows_of(shared().get("/api/v1/audit/lookback?overlay=S/2022/431"))
    assert last in [row.get("seq") for row in flips] and flips[-1]["overlay"] == "S/2022/431"


def test_one_decision_is_replayed(desk: Desk, ask: Callers) -> None:
    """By number or id; an entry of another kind is refused; one that was erased is counted so."""
    entry = ask("asker", "POST", ROOT, ACT).json()["id"]
    ask("ben", "POST", f"{ROOT}/1/reviews", {"action": "approve"})
    rows = rows_of(ask("ben", "GET", f"/api/v1/audit/replay?entry={entry}&entry=1"))
    assert [row.get("came_to") for row in rows] == ["replayed", "replayed", None]
    assert ask("ben", "GET", "/api/v1/audit/replay?entry=2").status_code == 404
    ask("keeper", "POST", f"{ROOT}/1/erasure", {"why": "asked for"})
    assert rows_of(ask("ben", "GET", "/api/v1/audit/replay"))[-1]["erased"] == 1


def test_a_change_in_the_store_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is named; before it, how far the walk has come; an anchor that is none is refused."""
    monkeypatch.setattr("article41.desk.verifying.PACE", 2)
    for _ in range(5):
        desk.append(draft("decision", AT, "a", {"verdict": "permitted"})).result()
    anchor = shared().get("/api/v1/audit/head").json()["anchor"]
    rows = rows_of(shared().get(f"/api/v1/audit/verify?expect={anchor}"))
    assert [row["entries"] for row in rows] == [2, 4, 5] and rows[-1]["sound"]
    with desk._writes.begin() as connection:
        connection.execute(update(tables.entries).where(tables.entries.c.seq == 4).values(who="b"))
    last = rows_of(shared().get("/api/v1/audit/verify"))[-1]
    assert (last["sound"], last["entries"], last["fault"]["seq"]) == (False, 3, 4)
    refused = shared().get("/api/v1/audit/verify?expect=12")
    assert refused.status_code == 422 and "not an anchor" in refused.json()["detail"]


def test_long_answers_are_few_at_a_time() -> None:
    """One more is refused; when one ends, or is dropped before it began, there is room again."""

    async def run() -> None:
        walks = Walks()
        under_way = [await walks.answered(iter_of(2)) for _ in range(AT_ONCE)]
        with pytest.raises(Exception, match="under way"):
            await walks.answered(iter_of(1))
        assert [step async for step in under_way.pop()] == [b"x", b"x"]
        under_way.append(await walks.answered(iter_of(1)))
        under_way.clear()
        assert await walks.answered(iter_of(1))

    asyncio.run(run())


def iter_of(count: int) -> Iterator[bytes]:
    yield from [b"x"] * count


def test_without_a_log_there_are_no_decisions() -> None:
    """Every route of the log says how to get one."""
    document = shared().get("/api/v1/openapi.json").json()
    with with_log(None):
        for path, methods in document["paths"].items():
            if path.startswith((ROOT, "/api/v1/audit")):
                for method in methods:
                    body = {"action": "approve"} if "reviews" in path else {"why": "a"} if "erasure" in path else ACT
                    told = shared().request(method, path.replace("{entry}", "1"), json=body).json()
                    assert told["status"] == 404 and "--log" in told["detail"], path


def test_what_is_kept_can_be_replayed_whatever_was_sent(desk: Desk) -> None:
    """Odd texts, marks and numbers: what is answered 201 reads back as the same act."""
    caller: TestClient[Any] = shared()
    odd = [
        b"\xef\xbb\xbf" + json.dumps(ACT).encode(),
        json.dumps(ACT | {"goods": [{"hs": "2701.11", "quantity": 12345678.9, "unit": "t"}]}).encode(),
        json.dumps(ACT | {"goods": [{"hs": "2701.11", "quantity": 10**15, "unit": "t"}]}).encode(),
        json.dumps(ACT | {"id": "\u202e=cmd|'/c calc'!A1"}).encode(),
        json.dumps(ACT | {"goods": [{"hs": "2701.11", "quantity": "1,500,000", "unit": "t"}]}).encode(),
        json.dumps(ACT | {"facts": {"nan": float("nan")}}).encode(),
        json.dumps(ACT | {"unread": float("nan")}).encode(),
    ]
    answers = [caller.post(ROOT, content=body).status_code for body in odd]
    assert answers == [201, 201, 201, 201, 201, 400, 400], "NaN is no JSON"
    rows = rows_of(caller.get("/api/v1/audit/replay"))
    assert rows[-1]["replayed"] == answers.count(201), rows
