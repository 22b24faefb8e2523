"""Batch: a file is sent, how far its check is can be seen, and at its end what came of it; by its own session alone."""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import pytest
from conftest import ROOT
from litestar.testing import TestClient
from pages_book import Turns, assert_plain, at, seen, send, upload
from web_book import client, service

from article41.bulk import Answer, Fault, judge, open_source, rows
from article41.bulk.summary import FORMULA_STARTS, flat
from article41.web.app import inner
from article41.web.logs import LOGGER
from article41.web.metrics import Metrics
from article41.web.pages import batch, batches
from article41.web.pages.batches import Batch, Batches
from article41.web.problems import Refused
from article41.web.service import Service

ROW = b"2019-03-04,transfer\n"
HEADINGS = b"date,activity\n"
FAULTS = [Fault(1, 2, "date", "none")]


@pytest.fixture(scope="module")
def caller() -> Iterator[TestClient[Any]]:
    """A client whose app lives on between its requests, as a served one does."""
    with client() as found:
        yield found


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[Turns]:
    with Turns(monkeypatch) as found:
        yield found


def fetched(caller: TestClient[Any], page: Any, part: str) -> Any:
    """What a link of the page gives."""
    link = next(str(a["href"]) for a in seen(page).all("a") if str(a.get("href")).endswith(part))
    return caller.get(link)


def done(caller: TestClient[Any], name: str, content: bytes) -> Any:
    """The page of a file as soon as all of it is checked."""
    return at(caller, upload(caller, name, content), "Done.")


def test_a_batch_answers_each_row_and_names_each_fault(caller: TestClient[Any]) -> None:
    """A hundred acts as `a41 check` answers them, on the page and in the file; faulty rows cost no other."""
    content = (ROOT / "examples" / "acts.csv").read_bytes()
    page = done(caller, "acts.csv", content + b"bad,2019-99-99,transfer" + b"," * 40 + b"\n")
    acts = rows(open_source(str(ROOT / "examples" / "acts.csv")), service().law.boolean_facts)
    judged = [judge(row, service().law, screener=service().names) for row in acts]  # type: ignore[arg-type]
    answers = [one for one in judged if isinstance(one, Answer)]
    assert len(answers) == 100 and "Rows checked: 101 of 101." in seen(page).text
    for word, count in Counter(a.verdict.verdict for a in answers).items():
        assert f"{word.replace('_', ' ')} {count}" in seen(page).text
    for row in map(flat, answers):
        assert str(row["id"]) in seen(page).text and " ".join(row["cite"].split()) in seen(page).text
    assert "faults 1" in seen(page).text and "101 date" in seen(page).text
    written = list(csv.DictReader(io.StringIO(fetched(caller, page, "verdicts.csv").text)))
    assert [w["verdict"] for w in written] == [a.verdict.verdict for a in answers]
    faults = list(csv.DictReader(io.StringIO(fetched(caller, page, "faults.csv").text)))
    assert len(faults) == 1 and faults[0]["row"] == "101" and faults[0]["field"] == "date"


def test_how_far_a_check_is(caller: TestClient[Any], turns: Turns) -> None:
    """Sixteen rows at a time, in words and as a bar; the page renews itself without a script, until it is done."""
    sent = upload(caller, "forty.csv", HEADINGS + ROW * 40)
    for checked in (0, 16, 32):
        page = at(caller, sent, f"Rows checked: {checked} of 40.")
        (bar,) = seen(page).all("progress")
        assert (bar["value"], bar["max"]) == (str(checked), "40")
        assert refreshed(page) == ["1"] and "forty.csv" in seen(page).text
        assert_plain(seen(page))
        early = caller.get(f"{sent.headers['location']}/verdicts.csv")
        assert early.status_code == 409 and "still being checked" in early.text
        turns.on()
    page = at(caller, sent, "Done. Rows checked: 40 of 40.")
    assert refreshed(page) == [] and not seen(page).all("progress")
    assert fetched(caller, page, "verdicts.csv").text.count("\n") == 41


def refreshed(page: Any) -> list[str | None]:
    """After how many seconds a browser without scripts loads the page again."""
    inside = page.text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert page.text.count('http-equiv="refresh"') == inside.count('http-equiv="refresh"')
    return [a["content"] for a in seen(page).all("meta") if a.get("http-equiv") == "refresh"]


def test_so_many_files_are_checked_at_a_time(caller: TestClient[Any], turns: Turns) -> None:
    """A third file is refused in words, on the page that takes files; it is taken once another is done."""
    sent = [upload(caller, "a.csv", HEADINGS + ROW) for _ in range(batches.MOST_EACH)]
    refused = upload(caller, "b.csv", HEADINGS + ROW)
    assert refused.status_code == 409 and "2 files of yours are being checked" in refused.text
    assert seen(refused).names() == ["csrf", "file"]
    turns.on(2)
    assert all(at(caller, one, "Done.") for one in sent)
    third = upload(caller, "b.csv", HEADINGS + ROW)
    turns.on()
    assert at(caller, third, "Done.")


class Held:
    """A service that judges nothing before it is let on."""

    law = None

    def __init__(self) -> None:
        self.go = asyncio.Event()

    async def judge_all(self, rows: list[Fault], law: None) -> AsyncIterator[Fault]:
        await self.go.wait()
        for row in rows:
            yield row


def begun(files: Batches, session: str, shared: Held) -> tuple[str, Batch]:
    """A file of one faulty row, and the name under which it is found."""
    found = Batch(session, "a.csv", [], 1)
    return files.start(found, FAULTS, cast(Service, shared)), found


def test_sessions_share_what_is_checked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """One session's files leave room for another's, up to the most in all: then 503."""
    monkeypatch.setattr(batches, "MOST_RUNNING", 3)

    async def go() -> None:
        files = Batches()
        for session in ("anna", "anna", "ben"):
            begun(files, session, Held())
        for session, status in (("anna", 409), ("ben", 503), ("cho", 503)):
            with pytest.raises(Refused) as refused:
                begun(files, session, Held())
            assert refused.value.status == status
        await files.stop()

    asyncio.run(go())


def test_a_file_under_way_is_never_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many end before it; and when it has ended it is the newest."""
    monkeypatch.setattr(batches, "MOST_KEPT", 2)

    async def go() -> None:
        files, slow, quick = Batches(), Held(), Held()
        quick.go.set()
        first, long = begun(files, "", slow)
        others = []
        for _ in range(3):
            name, short = begun(files, "", quick)
            await cast("asyncio.Task[None]", short.task)
            others.append(name)
        assert files.of(first, "") is long and not long.ended
        slow.go.set()
        await cast("asyncio.Task[None]", long.task)
        assert files.of(first, "").result and files.of(others[2], "").result
        for gone in others[:2]:
            with pytest.raises(Refused, match="not kept any more"):
                files.of(gone, "")

    asyncio.run(go())


def test_checks_end_with_the_app() -> None:
    """The app that shuts down ends what is under way, and does not wait for it."""

    async def go() -> None:
        app = inner(service(), Metrics(service().law.version, service().screener.version))
        async with app.lifespan():
            _, found = begun(app.state["batches"], "", Held())
            await asyncio.sleep(0)
            assert found.task and not found.task.done()
        assert found.task.cancelled() and found.ended and found.result is None

    asyncio.run(go())


def test_a_check_that_fails_says_so(
    caller: TestClient[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """How far it came and what to do; the log has kind and place of the fault, not its message, and no name."""
    plain = Service.judge_all

    async def judge_all(shared: Service, taken: Any, law: Any) -> AsyncIterator[Any]:
        async for one in plain(shared, taken[:2], law):
            yield one
        raise RuntimeError("Zanzibar Zebra")

    monkeypatch.setattr(Service, "judge_all", judge_all)
    with caplog.at_level("ERROR", LOGGER):
        sent = upload(caller, "Zebra.csv", HEADINGS + ROW * 3)
        page = at(caller, sent, "The check ended before all rows were judged")
    assert "Rows checked: 2 of 3." in seen(page).text and "a41 check" in seen(page).text
    assert any(a.get("role") == "alert" for _, a in seen(page).tags) and refreshed(page) == []
    assert caller.get(f"{sent.headers['location']}/verdicts.csv").status_code == 409
    told = [vars(record)["told"] for record in caplog.records if record.name == LOGGER]
    assert {"fault": "RuntimeError"}.items() <= told[0].items() and "_work" in told[0]["at"]
    assert "ebra" not in str(told) and "ebra" not in caplog.text
    monkeypatch.undo()
    assert done(caller, "a.csv", HEADINGS + ROW)


def test_the_log_holds_no_names_of_files() -> None:
    """Neither of the file, nor of those it names, nor of the address under which it is found."""
    log = io.StringIO()
    with client(log=log) as caller:
        page = done(caller, "Zebra.csv", b"date,activity,buyer\n2019-03-04,transfer,Zanzibar Zebra\n")
        fetched(caller, page, "verdicts.csv")
    name = page.url.path.rpartition("/")[2]
    assert log.getvalue().count("\n") >= 4 and "ebra" not in log.getvalue() and name not in log.getvalue()


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_of_a_download_is_a_formula(caller: TestClient[Any], start: str) -> None:
    """CSV injection: an id, a heading or a file that begins as a formula does stands behind an apostrophe."""
    cell = f'"{start}cmd|calc"'
    content = f"id,date,activity,hs\n{cell},2019-03-04,transfer,2701.11\n{cell},{cell},transfer,\n".encode()
    page = done(caller, "=x.csv", content)
    assert_plain(seen(page))
    for part in ("verdicts.csv", "faults.csv"):
        answer = fetched(caller, page, part)
        assert answer.headers["content-disposition"] == f'attachment; filename="{part}"'
        for row in csv.reader(io.StringIO(answer.text)):
            assert not any(cell.startswith(FORMULA_STARTS) for cell in row), row


def test_no_file_becomes_markup(caller: TestClient[Any]) -> None:
    """What its name and its cells hold comes back as words."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    page = done(caller, hostile + ".csv", f"id,date,activity\n{hostile},{hostile},{hostile}\n".encode())
    assert_plain(seen(page))
    assert not seen(page).all("img") and "<script>alert(1)" in seen(page).text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.csv.gz", b"\x1f\x8b", "unpack it first"), ("a.csv", b"\x1f\x8b\x08", "unpack it first"),
     ("a.xlsx", b"PK\x03\x04", "unpack it first"), ("a.parquet", b"PAR1", "Parquet is not read here"), ("a.csv", b"", ""),
     ("a.csv", b"name\nx\n", ""), ("a.csv", b"date,date\n", "")],
)  # fmt: skip
def test_what_is_no_sheet_is_refused(caller: TestClient[Any], name: str, content: bytes, words: str) -> None:
    """Packed files are not unpacked (zip bombs); an empty file and a header without a day are faults in words."""
    page = upload(caller, name, content)
    assert page.status_code == 422 and any(a.get("role") == "alert" for _, a in seen(page).tags)
    assert words in page.text


def test_no_file_is_refused(caller: TestClient[Any]) -> None:
    page = send(caller, "/batch", "/batch")
    assert page.status_code == 422 and "no file was chosen" in page.text


def test_a_batch_may_have_so_many_rows(caller: TestClient[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """At the limit it is judged, one row more is refused."""
    monkeypatch.setattr(batch, "MOST_ROWS", 2)
    assert done(caller, "a.csv", HEADINGS + ROW * 2)
    refused = upload(caller, "a.csv", HEADINGS + ROW * 3)
    assert refused.status_code == 422 and "more than 2 rows" in refused.text
    monkeypatch.setattr(batch, "LARGEST", len(HEADINGS + ROW))
    assert done(caller, "a.csv", HEADINGS + ROW)
    assert upload(caller, "a.csv", HEADINGS + ROW + b"\n").status_code == 422


def test_a_result_is_kept_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest is forgotten first, page and files; a name that nobody was told gives nothing."""
    monkeypatch.setattr(batches, "MOST_KEPT", 2)
    with client() as caller:
        pages = [done(caller, "a.csv", HEADINGS + ROW) for _ in range(3)]
        assert [fetched(caller, page, "verdicts.csv").status_code for page in pages] == [404, 200, 200]
        assert [caller.get(page.url.path).status_code for page in pages] == [404, 200, 200]
        for path in ("/batch/abc", "/batch/abc/verdicts.csv", f"{pages[2].url.path}/other.csv"):
            assert caller.get(path).status_code == 404
