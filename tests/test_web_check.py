"""`/api/v1/check`: the verdicts are those of the program, and what cannot be read is said, never guessed."""

import asyncio
import json
from typing import Any

import msgspec
import pytest
from conftest import casebook_acts
from hypothesis import given
from hypothesis import strategies as st
from web_book import COAL, service, shared

from article41 import check
from article41.bulk import Row, judge
from article41.bulk.judging import Answer
from article41.web.checks import AT_ONCE, LARGEST_ACT, MOST_PARTS
from article41.web.problems import MEDIA_TYPE


def asked(body: Any, path: str = "/api/v1/check") -> tuple[int, dict[str, Any]]:
    """Status and body of a check; a body that is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = shared().post(path, content=content)
    return answer.status_code, answer.json()


def test_the_verdict_is_the_programs_own_byte_for_byte() -> None:
    """Every act of the casebook is answered as `check` answers it."""
    law = service().law
    for act in casebook_acts():
        judged = judge(Row(1, 0, msgspec.to_builtins(act)), law)
        assert isinstance(judged, Answer)
        assert shared().post("/api/v1/check", content=msgspec.json.encode(act)).content == judged.verdict.to_json()


BODIES = [
    *(msgspec.json.encode(act) for act in casebook_acts()[::10]),
    b"", b"[]", b"{", b"\xff", b'{"date": "2018-02-30", "activity": "transfer"}', b'{"activity": "transfr"}',
    b" " * (LARGEST_ACT + 1),
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_plain_check_is_answered_as_one_with_parameters(body: bytes) -> None:
    """Only the latter goes through the framework; status, headers and body are equal but for the request's id."""
    plain, framework = (shared().post(path, content=body) for path in ("/api/v1/check", "/api/v1/check?trace=false"))
    assert plain.status_code == framework.status_code and without_id(plain) == without_id(framework)


def without_id(answer: Any) -> tuple[dict[str, str], str]:
    """Headers and body, the request's own id taken out of both."""
    headers = dict(answer.headers)
    return {**headers, "x-request-id": ""}, answer.text.replace(headers["x-request-id"], "")


def test_a_body_in_pieces_is_put_together() -> None:
    """What comes in several pieces is no plain check and read by the framework."""
    said = json.dumps(COAL).encode()
    answer = shared().post("/api/v1/check", content=iter([said[:20], said[20:]]))
    assert answer.content == shared().post("/api/v1/check", content=said).content


def test_acts_that_come_at_once_are_each_answered_as_alone() -> None:
    """Screening several acts together mixes up none of them, and an act without parties waits for nobody."""
    law, service_ = service().law, service()
    acts = [law.read(msgspec.to_builtins(act)) for act in casebook_acts()[:60]]

    async def together() -> list[Any]:
        return await asyncio.gather(*(service_.check(act, law) for act in acts))

    assert asyncio.run(together()) == [check(act, law) for act in acts]


def test_a_name_that_breaks_the_screening_costs_its_own_act_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of acts that come together, and of the lines of a bulk, only the culprit fails."""
    screener, law = service().screener, service().law
    plain = type(screener).screen_together

    def fragile(self: Any, queries: Any) -> Any:
        if any(query.name == "Poison" for query in queries):
            raise RuntimeError("poison")
        return plain(self, queries)

    monkeypatch.setattr(type(screener), "screen_together", fragile)
    said = [COAL | {"id": name, "parties": [{"name": name}]} for name in ("Antidote One", "Poison", "Antidote Two")]

    async def together() -> list[Any]:
        return await asyncio.gather(*(service().check(law.read(a), law) for a in said), return_exceptions=True)

    one, poison, two = asyncio.run(together())
    assert (one.verdict, type(poison), two.verdict) == ("prohibited", RuntimeError, "prohibited")
    answer = shared().post("/api/v1/check/bulk", content="\n".join(map(json.dumps, said)).encode())
    assert ["fault" in json.loads(line) for line in answer.text.splitlines()] == [False, True, False]


def test_a_draft_is_laid_over_only_where_asked() -> None:
    """The overlay is named in the answer, and the next answer is without it."""
    clocks = {"date": "2022-06-01", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "9101.11"}]}
    assert asked(clocks, "/api/v1/check?overlay=S/2022/431")[1]["overlay"] == "S/2022/431"
    assert "overlay" not in asked(clocks)[1]
    status, body = asked(clocks, "/api/v1/check?overlay=S/2022/43")
    assert (status, body["detail"]) == (404, "no draft 'S/2022/43'; nearest: S/2022/431, draft-2022-04-us")


def test_trace_says_why_other_measures_did_not_apply() -> None:
    assert asked(COAL, "/api/v1/check?trace=true")[1]["trace"]


@pytest.mark.parametrize(
    ("body", "status", "where", "detail"),
    [
        (COAL | {"date": "2018-02-30"}, 422, "date", "nearest: 2018-02-28"),
        (COAL | {"activity": "transfers"}, 422, "activity", "nearest: 'transfer'"),
        (COAL | {"from": "Korea, Nrth"}, 422, "from", "nearest"),
        (COAL | {"goods": [{"hs": "27x"}]}, 422, "goods[0].hs", "27x"),
        (COAL | {"goods": [{"hs": "2701", "quantity": 1, "unit": "tonn"}]}, 422, "goods[0].unit", "nearest"),
        (COAL | {"goods": {}}, 200, "", ""),
        (COAL | {"goods": "coal"}, 422, "goods", "expected a list"),
        (COAL | {"goods": [{"hs": "2701"}] * (MOST_PARTS + 1)}, 422, "", f"at most {MOST_PARTS}"),
        ([COAL], 400, "body", "expected an object"),
        (b"", 400, "body", "not JSON"),
        (b'{"date": "2019-03-04"', 400, "body", "not JSON"),
        (b'{"date": "2019-03-04", "date": "2006-01-01"}', 400, "body", "stands twice"),
        (b'{"date": "\xff"}', 400, "date", "not UTF-8"),
        (b'{"date": "\\ud800"}', 400, "date", "half of a character"),
        (b'{"a":' * 100_000, 413, "", ""),
        (b'{"a":' * 20_000, 400, "body", "nested too deeply"),
        (b'{"date": "2019-03-04", "activity": "transfer", "goods": [{"quantity": 1' + b"0" * 5000 + b"}]}", 422,
         "goods[0].quantity", ""),
        (b'{"date": "2019-03-04", "activity": "transfer", "goods": [{"quantity": NaN}]}', 422, "goods[0].quantity", ""),
    ],
    ids=lambda value: str(value)[:50],
)  # fmt: skip
def test_what_cannot_be_read_is_said(body: Any, status: int, where: str, detail: str) -> None:
    """RFC 9457 with the field, what was expected and the nearest right answer; the act is never judged without it."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = shared().post("/api/v1/check", content=content)
    assert answer.status_code == status, answer.text
    if status != 200:
        assert answer.headers["content-type"] == MEDIA_TYPE
        told = answer.json()
        assert told["status"] == status and told.get("where", "") == where and detail in told["detail"], told
        assert told["request"] == answer.headers["x-request-id"]


def test_particulars_of_a_fault_stand_apart() -> None:
    """found, expected and nearest are members of their own, for a program to use."""
    told = asked(COAL | {"date": "2018-02-30"})[1]
    assert (told["found"], told["nearest"]) == ("2018-02-30", ["2018-02-28"])
    assert told["expected"].startswith("a day")


def test_the_body_limit_holds_at_its_edge() -> None:
    """A body of the largest size is read, one byte more is not."""
    text = json.dumps(COAL | {"id": ""})
    fits = json.dumps(COAL | {"id": "x" * (LARGEST_ACT - len(text))}).encode()
    assert len(fits) == LARGEST_ACT
    assert shared().post("/api/v1/check", content=fits).status_code == 200
    assert shared().post("/api/v1/check", content=fits + b" ").status_code == 413


def test_a_misspelt_parameter_is_refused() -> None:
    """It would change the answer without a word; one given twice could mean either."""
    status, body = asked(COAL, "/api/v1/check?overlai=S/2022/431")
    assert (status, body["detail"]) == (400, "parameter 'overlai' is not read; nearest: overlay")
    assert asked(COAL, "/api/v1/check?overlay=a&overlay=b")[0] == 400


def test_bulk_answers_line_by_line() -> None:
    """In order, faults by number in their place; an act's own id or its row leads back to it."""
    lines = [json.dumps(COAL), "{bad", "", json.dumps(COAL | {"id": "mine"}), json.dumps({"date": "2019-03-04"})]
    answer = shared().post("/api/v1/check/bulk", content="\n".join(lines).encode())
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert rows[0]["row"] == 1 and rows[0]["verdict"] == "prohibited"
    assert rows[1]["row"] == 2 and "not JSON" in rows[1]["fault"]
    assert rows[2]["id"] == "mine" and "row" not in rows[2]
    assert rows[3] == {"row": 4, "line": 5, "field": "activity", "fault": rows[3]["fault"]}


def test_bulk_keeps_order_over_many_turns() -> None:
    """More rows than are judged in one turn, with an act of too many parts among them, come back in order."""
    many = [COAL | {"id": str(n)} for n in range(3 * AT_ONCE + 1)]
    many[AT_ONCE] |= {"goods": [{"hs": "2701"}] * (MOST_PARTS + 1)}
    answer = shared().post("/api/v1/check/bulk", content="\n".join(map(json.dumps, many)).encode())
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row.get("id", "fault") for row in rows] == [
        "fault" if n == AT_ONCE else str(n) for n in range(3 * AT_ONCE + 1)
    ]


def test_bulk_of_nothing_is_nothing() -> None:
    assert shared().post("/api/v1/check/bulk", content=b"").text == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(["date", "activity", "from", "to", "via", "goods", "parties", "vessel", "facts", "holdings"])


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_no_act_breaks_the_service(said: dict[str, Any]) -> None:
    """Whatever stands in the fields: an answer, or a fault that names a field; never a failure."""
    for act in (said, COAL | said):
        status, body = asked(act)
        assert status in (200, 400, 422), body
        assert status == 200 or body["detail"]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_service(body: bytes) -> None:
    """Bytes of any kind are refused in words, alone and as lines among others."""
    assert shared().post("/api/v1/check", content=body).status_code in (200, 400, 422)
    assert shared().post("/api/v1/screen", content=body).status_code in (200, 400, 422)
    assert shared().post("/match/default", content=body).status_code in (200, 400, 422)
    answer = shared().post("/api/v1/check/bulk", content=body + b"\n" + json.dumps(COAL | {"id": "last"}).encode())
    assert answer.status_code == 200 and '"last"' in answer.text.splitlines()[-1]
