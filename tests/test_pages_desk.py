"""The desk's pages: a decision recorded, reviewed by four eyes, reopened; in whose name; what was erased stays gone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from desk_book import NAME, coal, empty
from pages_book import COAL, entered, seen, send
from web_book import AT, client, service, with_log

from article41.desk import Desk, erasure, verify
from article41.web.pages import desk as desk_page
from article41.web.tokens import TokenFile


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty log behind the shared service."""
    with empty("sqlite", tmp_path) as place, Desk(place) as opened, with_log(opened):
        yield opened


def recorded(caller: Any, **fields: str) -> Any:
    """The act of COAL recorded from its page."""
    page = seen(caller.get(COAL))
    return caller.post(
        "/desk/record", data={"csrf": page.value("csrf"), "act": page.value("act"), **fields}, follow_redirects=False
    )


def test_what_is_recorded_is_what_was_shown(desk: Desk) -> None:
    """The act as it was told, the verdict as it was answered, when and by whom; the chain is sound."""
    caller = client()
    answer = recorded(caller, who="Anna  Weber")
    assert answer.status_code == 303 and answer.headers["location"] == "/desk/1"
    kept = desk.decision(1)
    assert kept.act == service().law.read({"date": "2019-03-04", "activity": "transfer", "from": "KP", "to": "VN",
                                           "goods": [{"hs": "2701.11", "description": "Anthracite"}]})  # fmt: skip
    assert kept.answer["verdict"] == "prohibited" and kept.entry.who == "Anna Weber (no token)"
    assert kept.entry.at.startswith(AT.strftime("%Y-%m-%dT%H:%M:%S")) and verify(desk).fault is None
    page = seen(caller.get("/desk/1"))
    for text in ("S/RES/2371 (2017), paragraph 8", "Anna Weber (no token)", "2026-03-01 12:00:00 UTC", kept.entry.hash):
        assert text in page.text
    assert (
        "Memo: decision 1" in seen(caller.get("/desk/1/memo")).text
        and kept.entry.hash in caller.get("/desk/1/memo").text
    )


def test_a_name_is_asked_for_where_no_token_says_it(desk: Desk) -> None:
    assert recorded(client(), who="  ").status_code == 422 and desk.head().seq == 0


def test_a_token_says_in_whose_name(desk: Desk, tmp_path: Path) -> None:
    """Whatever the form says."""
    caller = entered(tmp_path, "check", "review")
    recorded(caller, who="Somebody Else")
    assert desk.find(1)[0].who == "check+review"
    assert "Your name" not in caller.get("/desk/1").text


def test_a_draft_is_recorded_as_one(desk: Desk) -> None:
    recorded(client(), who="Anna", overlay="S/2022/431")
    assert desk.find(1)[0].said["overlay"].startswith("S/2022/431")
    assert "no legal effect" in client().get("/desk/1").text


def look(caller: Any, action: str, who: str = "", comment: str = "") -> Any:
    return send(caller, "/desk/1/review", "/desk/1", action=action, who=who, comment=comment)


def test_four_eyes(desk: Desk) -> None:
    """A first review, a second by another person, closed; then only comments until it is reopened."""
    desk.append(coal(service().law)).result()
    caller = client()
    assert look(caller, "approve", "Ben").status_code == 303
    assert (
        "Review: reviewed (approve by Ben (no token); another person gives the second)"
        in seen(caller.get("/desk/1")).text
    )
    again = look(caller, "approve", "ben")
    assert again.status_code == 409 and "gave the first review" in again.text
    assert look(caller, "approve", "Cho").status_code == 303
    assert "Review: closed, approved" in seen(caller.get("/desk/1")).text
    assert look(caller, "refuse", "Dan").status_code == 409
    assert look(caller, "reopen", "Dan", "new papers").status_code == 303
    page = seen(caller.get("/desk/1"))
    assert "Review: open" in page.text and "new papers" in page.text and verify(desk).fault is None


def test_a_review_that_is_none_is_refused(desk: Desk) -> None:
    """An unknown action, an empty comment, a decision that is not there."""
    desk.append(coal(service().law)).result()
    caller = client()
    assert look(caller, "aprove", "Ben").status_code == 409 and look(caller, "comment", "Ben", " ").status_code == 409
    assert send(caller, "/desk/2/review", "/desk/1", action="approve", who="Ben").status_code == 404
    assert desk.head().seq == 1


def test_a_comment_is_words(desk: Desk) -> None:
    desk.append(coal(service().law)).result()
    caller = client()
    look(caller, "comment", "Ben <b>", "<script>alert(1)</script>\nsecond line")
    page = seen(caller.get("/desk/1"))
    assert "<script>alert(1)</script> second line" in page.text and len(page.all("script")) == 1
    assert "Ben <b> (no token)" in page.text


def test_the_desk_finds_by_day_name_verdict_and_state(desk: Desk) -> None:
    """Each filter alone and a wrong one; the day is the log's, in UTC."""
    desk.append(coal(service().law, "anna", datetime(2026, 2, 28, 23, 59, tzinfo=UTC))).result()
    desk.append(coal(service().law, "ben")).result()
    caller = client()
    for query, numbers in (("", [2, 1]), ("on=2026-02-28", [1]), ("on=2026-03-01", [2]), ("on=2026-03-02", []), ("who=anna", [1]),
                           ("verdict=prohibited", [2, 1]), ("verdict=permitted", []), ("state=open&on=&who=", [2, 1]), ("state=closed", []),
                           ("before=2", [1])):  # fmt: skip
        links = [
            str(a["href"])
            for a in seen(caller.get(f"/desk?{query}")).all("a")
            if str(a.get("href")).startswith("/desk/")
        ]
        assert links == [f"/desk/{n}" for n in numbers], query
    assert caller.get("/desk?state=opne").status_code == 422
    assert NAME not in caller.get("/desk").text


def test_older_decisions_are_one_step_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_page, "MOST", 2)
    for _ in range(3):
        desk.append(coal(service().law)).result()
    page = seen(client().get("/desk?verdict=prohibited"))
    older = next(str(a["href"]) for a in page.all("a") if "before=" in str(a.get("href")))
    assert older == "/desk?verdict=prohibited&before=2" and "/desk/1" in client().get(older).text
    assert "before=" not in client().get(older).text


def test_what_was_erased_is_not_shown(desk: Desk) -> None:
    """The entry stays with verdict and paragraphs; the act, its names and the memo are gone."""
    desk.append(coal(service().law)).result()
    assert NAME in client().get("/desk/1").text
    desk.append(erasure(1, "kept for ten years", "keeper", AT)).result()
    page = client().get("/desk/1")
    assert page.status_code == 200 and NAME not in page.text and "S/RES/2371 (2017), paragraph 8" in seen(page).text
    assert "kept for ten years" in page.text and client().get("/desk/1/memo").status_code == 404


def test_without_a_log_nothing_is_offered(tmp_path: Path) -> None:
    """The page says how a log is kept; Check has no button; a form sent all the same is refused."""
    with with_log(None):
        caller = client()
        assert "a41 serve --log" in caller.get("/desk").text and "/desk/record" not in caller.get(COAL).text
        assert (
            send(caller, "/desk/record", "/read", act="date=2019-03-04&activity=transfer", who="Anna").status_code
            == 404
        )


def test_recording_is_offered_to_those_who_may(desk: Desk, tmp_path: Path) -> None:
    """Who may check may record, and sees of decisions what the API shows: no names."""
    caller = entered(tmp_path, "check")
    assert "/desk/record" in caller.get(COAL).text
    assert recorded(caller).status_code == 303
    page = caller.get("/desk/1")
    assert page.status_code == 200 and "shown to reviewers alone" in page.text and "Anthracite" not in page.text
    assert "/desk/1/review" not in page.text and caller.get("/desk/1/memo").status_code == 403
    assert TokenFile(tmp_path / "tokens.json").tokens()[0].name == desk.find(1)[0].who
