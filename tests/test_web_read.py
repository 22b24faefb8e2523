"""Routes that read: law, lists, caps, record, Council, screening; they say what the commands say."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lists_book import record, snapshot
from litestar.testing import TestClient
from web_book import service, shared

from article41.cli import main
from article41.lists.store import Store
from article41.web.app import make
from article41.web.service import Service


def got(path: str, **headers: str) -> Any:
    """The body at a path, which must be there."""
    answer = shared().get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


SAME = [
    ("/api/v1/law/on/2018-03-01", "law on 2018-03-01"),
    ("/api/v1/law/on/2018-03-01?activity=transfer", "law on 2018-03-01 --activity transfer"),
    ("/api/v1/law/on/2022-06-01?overlay=S/2022/431", "law on 2022-06-01 --overlay S/2022/431"),
    ("/api/v1/law/measures/coal", "law show coal"),
    ("/api/v1/law/diff?from=2017-08-04&to=2017-08-05", "law diff 2017-08-04 2017-08-05"),
    ("/api/v1/law/diff?overlay=S/2022/431", "law diff --overlay S/2022/431"),
    ("/api/v1/law/search?q=8703", "law search 8703"),
    ("/api/v1/law/search?q=2397%207", "law search 2397 7"),
    ("/api/v1/record/incidents?kind=icbm&from=2017-01-01&to=2022-04-25",
     "record incidents --kind icbm --between 2017-01-01 2022-04-25"),
    ("/api/v1/record/incidents?kind=nuclear_test&since_last=true", "record incidents --kind nuclear_test --since-last"),
    ("/api/v1/record/incidents?definition=full_range", "record incidents --definition full_range"),
    ("/api/v1/record/talks?level=track_2", "record talks --level track_2"),
    ("/api/v1/record/talks?level=summit&person=Donald%20Trump&person=Kim%20Jong%20Un",
     "record talks --level summit --person 'Donald Trump' --person 'Kim Jong Un'"),
    ("/api/v1/record/statements?government=US&stance=open_to_talks&by=year",
     "record says --government US --stance open_to_talks --by year"),
    ("/api/v1/record/statements?government=US&from=2018-01-01&to=2018-12-31",
     "record says --government US --between 2018-01-01 2018-12-31"),
    ("/api/v1/record/holders?on=2016-09-09&government=US", "record who --on 2016-09-09 --government US"),
    ("/api/v1/council/members?on=2022-04-26", "council members --on 2022-04-26"),
    ("/api/v1/council/vote?text=S/2022/431", "council vote S/2022/431"),
    ("/api/v1/council/vote?text=S/2022/431&change=CN=abstain&change=RU=yes",
     "council vote S/2022/431 --change CN=abstain --change RU=yes"),
    ("/api/v1/council/votes?member=CN", "council votes --member CN"),
    ("/api/v1/council/drafts?on=2016-10-23", "council drafts --on 2016-10-23"),
    ("/api/v1/council/timeline?incident=nt-5", "council timeline --incident nt-5"),
    ("/api/v1/council/committed?incident=ic-2022-03-24", "council committed --incident ic-2022-03-24"),
    ("/api/v1/council/committed?kind=nuclear_test&on=2026-01-01", "council committed --kind nuclear_test --on 2026-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "command"), SAME, ids=[command for _, command in SAME])
def test_a_route_says_what_its_command_says(path: str, command: str) -> None:
    """The same JSON as `--format json`."""
    printed = CliRunner().invoke(main, [*shlex.split(command), "--format", "json"])
    assert printed.exit_code == 0, printed.output
    assert got(path) == json.loads(printed.stdout)


@pytest.mark.parametrize("words", ["", "/refined-petroleum?year=2019&today=2026-11-01"])
def test_caps_say_what_the_command_says(words: str) -> None:
    """The accounts, and one account with its reports, on a stated day."""
    command = ["caps", "refined-petroleum", "--year", "2019"] if words else ["caps"]
    printed = CliRunner().invoke(main, [*command, "--today", "2026-11-01", "--format", "json"])
    assert got("/api/v1/caps" + (words or "?today=2026-11-01"))["accounts"] == json.loads(printed.stdout)


def test_screening_says_what_the_command_says() -> None:
    """The same candidates in the same order, with the days on the list beside."""
    queries = [{"id": "a", "name": "Lee Byung-chul"}, {"name": "Nobody At All"}, {"imo": "8518780"}]
    lines = "\n".join(map(json.dumps, queries))
    printed = CliRunner().invoke(main, ["screen", "-"], input=lines)
    told = [json.loads(line)["matches"] for line in printed.stdout.splitlines()]
    found = shared().post("/api/v1/screen", json={"queries": queries}).json()
    keys = ("entry", "name", "matched", "score", "decision", "reasons")
    assert [[{k: m[k] for k in keys} for m in a["matches"]] for a in found["answers"]] == told
    assert [a["id"] for a in found["answers"]] == ["a", 1, 2]
    assert found["list_date"] == str(service().screener.list_date)


@pytest.mark.parametrize(
    ("body", "where", "detail"),
    [
        ({"queries": [{"name": "x", "type": "dog"}]}, "queries[0]", "type: dog is none"),
        ({"queries": [{"name": "x"}, {"nam": "y"}]}, "queries[1]", "nam is not read"),
        ({"queries": []}, "queries", "one query or more"),
        ({"queries": [{"name": "x"}] * 1001}, "queries", "at most 1000"),
        ({"query": {"name": "x"}}, "queries", "one query or more"),
    ],
)
def test_queries_that_cannot_be_read(body: Any, where: str, detail: str) -> None:
    """The fault names the query."""
    answer = shared().post("/api/v1/screen", json=body)
    assert answer.status_code == 422 and answer.json()["where"] == where and detail in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/api/v1/law", "/api/v1/law/on/2018-03-01", "/api/v1/lists?today=2026-11-01", "/api/v1/lists/entries/KPi.076",
             "/api/v1/caps?today=2026-11-01"],
)  # fmt: skip
def test_an_etag_spares_the_answer(path: str) -> None:
    """The same law and list give the same tag and 304 without a body; another tag gives the answer."""
    first = shared().get(path)
    again = shared().get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert again.headers["cache-control"] == "no-cache"
    assert shared().get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_the_tag_names_the_law_that_was_asked() -> None:
    """With a draft laid over it the law has another tag."""
    plain, drafted = (shared().get(f"/api/v1/law/on/2022-06-01{more}") for more in ("", "?overlay=S/2022/431"))
    assert plain.headers["etag"] != drafted.headers["etag"]
    assert service().law.version in plain.headers["etag"]


NOT_THERE = [
    ("/api/v1/law/measures/coa", 404, "nearest: coal"),
    ("/api/v1/law/on/2018-02-30", 422, "nearest: 2018-02-28"),
    ("/api/v1/law/on/2018-03-01?activity=transfr", 422, "nearest: transfer"),
    ("/api/v1/law/diff", 400, "give two days"),
    ("/api/v1/law/diff?to=2018-01-01&overlay=S/2022/431", 400, "from is missing"),
    ("/api/v1/law/diff?from=2018-01-02&to=2018-01-01", 400, "lies before"),
    ("/api/v1/law/search", 400, "q"),
    ("/api/v1/lists/entries/KPi.0761", 404, "nearest: KPi.076"),
    ("/api/v1/lists/deltas?list=un", 404, "--store"),
    ("/api/v1/caps/refined-petrol", 404, "nearest: refined-petroleum"),
    ("/api/v1/caps/coal?year=2006", 404, "the first begins on"),
    ("/api/v1/caps/coal?year=99999", 422, "1945 to 2100"),
    ("/api/v1/caps/coal?year=x", 400, "year"),
    ("/api/v1/record/entries/nt-55", 404, "nearest: nt-5"),
    ("/api/v1/record/incidents?kind=icmb", 422, "nearest: icbm"),
    ("/api/v1/record/incidents?since_last=true", 400, "needs a kind"),
    ("/api/v1/record/talks?person=Nobody", 404, "nobody called"),
    ("/api/v1/record/holders?on=2016-09-09&government=Atlantis", 422, "Atlantis"),
    ("/api/v1/council/vote?text=nt-5", 404, "nothing the Council votes on"),
    ("/api/v1/council/vote?text=S/2022/431&change=CN=maybe", 422, "is none"),
    ("/api/v1/council/vote?text=S/2022/431&change=DE=yes", 404, "had no vote"),
    ("/api/v1/council/committed", 400, "give an incident"),
    ("/api/v1/council/members?on=1800-01-01", 422, "outside 1945 to 2100"),
    ("/nothing/here", 404, ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status", "detail"), NOT_THERE, ids=[path for path, *_ in NOT_THERE])
def test_what_is_not_there_is_named_with_the_nearest(path: str, status: int, detail: str) -> None:
    """Each a problem in words."""
    answer = shared().get(path)
    assert answer.status_code == status, answer.text
    assert detail in answer.json()["detail"]


def test_an_entry_and_whether_it_was_listed_on_a_day() -> None:
    """Listed by paragraph 3 of the resolution of 22 December 2017: not the day before, but on the day itself."""
    for day, listed in (("2017-12-21", False), ("2017-12-22", True), ("2017-12-23", True)):
        assert got(f"/api/v1/lists/entries/kpi.076?on={day}")["on"]["listed"] is listed


def test_imported_lists_are_shown_with_their_deltas(tmp_path: Path) -> None:
    """With a store: its lists, an entry's history, what the newest changed, and a dataset for yente's interface."""
    store = Store(tmp_path / "lists.db")
    store.add([snapshot("2020-01-01", record("KPe.1")), snapshot("2020-02-01", record("KPe.1"), record("KPe.2"))])
    with TestClient(make(Service(store))) as client:
        names = [one["list"] for one in client.get("/api/v1/lists?today=2026-11-01").json()["lists"]]
        assert names == ["built-in 1718", "un"]
        delta = client.get("/api/v1/lists/deltas?list=un").json()
        assert ([one["id"] for one in delta["added"]], delta["before"]) == (["KPe.2"], "2020-01-01")
        assert client.get("/api/v1/lists/deltas?list=un&on=2020-01-01").json()["added"] == []
        assert "nearest: 2020-01-01" in client.get("/api/v1/lists/deltas?list=un&on=2020-01-02").json()["detail"]
        assert "known are un" in client.get("/api/v1/lists/deltas?list=eu").json()["detail"]
        entry = client.get("/api/v1/lists/entries/KPe.2?on=2020-02-01").json()
        assert entry["entry"] is None and entry["imported"][0]["on"]["state"] == "listed"
        assert client.get("/readyz").status_code == 200
        assert "un" in client.get("/catalog").json()["current"]
        assert client.get("/search/un").json()["total"]["value"] == 2
