"""The memo as PDF: the words of its page in their order, whatever was sent, and nothing of it run, fetched or lost."""

import builtins
import io
import os
import re
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from conftest import ROOT, casebook_acts
from desk_book import NAME, coal, empty
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_book import COAL, IRON, Seen, entered, seen, with_tokens
from pypdf import PdfReader
from web_book import AT, client, service, shared, with_log

from article41.desk import Desk, erasure
from article41.explain import NOTICE
from article41.web import threads
from article41.web.pages import memo
from article41.web.pages.letters import runs
from article41.web.pages.paper import pdf

MEMO = COAL.replace("/check", "/memo.pdf")
FOOT = re.compile(re.escape(NOTICE) + r" Days are days in New York\.\s*(\d+) of (\d+)")
NUMBERED = re.compile(r"\[U\+((?:10|[0-9A-F])?[0-9A-F]{4})\]")
REQUEST = re.compile(r"Request \w{16}")
JSON = {"Content-Type": "application/json"}
HOSTILE = (
    "<b>x</b>", '<img src="file:///etc/passwd"/>', '<a href="http://example.org">y</a>', "<para><br/></p></td>",
    "<font name=nofont size=9999>z</font>", "&lt;i&gt; &amp;amp; &#60;b&#62;", "%(title)s {{7*7}}", "(\\) Tj ET endstream",
    "<!--", "<![CDATA[", "]]>", "<script>", "W" * 900, "中" * 300, "x\x00y\x07z\x1b", "\x1c", "\u2028", "\u200b", "a\u00adb",
    "\u202etxt", "مرحبا", "שלום", "\U0001f600", "e\u0301", "\u1112\u1161\u11ab", "\ufffe", "\ue000", "\u0301",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty log behind the shared service."""
    with empty("sqlite", tmp_path) as place, Desk(place) as opened, with_log(opened):
        yield opened


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text(content: bytes) -> str:
    """What a reader copies out of a PDF, without the foot of its pages."""
    return "\n".join(FOOT.sub("", page.extract_text()) for page in read(content).pages)


def tight(words: str) -> str:
    """Words without blanks and bullets, in composed form; letters given by number as themselves."""
    joined = "".join(c for c in words if c not in "•\t\n\r\f" and unicodedata.category(c) != "Zs")
    return unicodedata.normalize("NFC", NUMBERED.sub(lambda found: chr(int(found[1], 16)), joined))


def article(html: str) -> str:
    """The words of a memo's page, without what steers it and the foot of every page."""
    return Seen("<h1>" + html.partition("<h1>")[2].partition("</article>")[0]).letters


def both(caller: Any, path: str) -> tuple[str, bytes]:
    """A memo as a page and as PDF."""
    page, paper = (caller.get(path.replace("/memo.pdf", name)) for name in ("/memo", "/memo.pdf"))
    assert page.status_code == paper.status_code == 200, page.text
    return page.text, paper.content


@pytest.mark.parametrize("path", [COAL, IRON, COAL + "&trace=1&overlay=S/2022/431"])
def test_it_holds_the_words_of_the_page_in_their_order(path: str) -> None:
    """Verdict, range, paragraphs, doubts, routes, conditions, missing facts, duties, trace, versions: letter by letter."""
    html, content = both(shared(), path.replace("/check", "/memo.pdf"))
    assert tight(text(content)) == tight(article(html))
    assert "not confirmed by a source" in " ".join(text(content).split())


def test_it_holds_them_for_every_kind_of_answer(desk: Desk) -> None:
    """Every 29th act of the casebook, recorded; all five answers are among them."""
    caller, met = client(), set()
    for act in casebook_acts()[::29]:
        kept = caller.post("/api/v1/decisions", content=msgspec.json.encode(act), headers=JSON).json()
        html, content = both(caller, f"/desk/{kept['seq']}/memo.pdf")
        assert tight(text(content)) == tight(article(html)), act["id"]
        met.add(kept["verdict"]["verdict"])
    assert len(met) == 5


def test_a_decision_says_when_and_by_whom(desk: Desk) -> None:
    """The entry's name, time and hash, and the file is called after its number."""
    desk.append(coal(service().law)).result()
    answer = client().get("/desk/1/memo.pdf")
    said = " ".join(text(answer.content).split())
    assert "Memo: decision 1 Recorded by anna at 2026-03-01 12:00:00 UTC as entry 1" in said
    assert desk.head().hash in said and NAME in said
    assert answer.headers["content-disposition"] == 'attachment; filename="memo-decision-1.pdf"'


def test_it_is_a_file_of_its_own() -> None:
    """Type, name and properties; the strict headers of a page; A4; each page says which of how many it is."""
    answer = shared().get(MEMO + "&trace=1")
    assert answer.headers["content-type"] == "application/pdf" and answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="memo-2019-03-04-prohibited.pdf"'
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    found = read(answer.content)
    assert found.metadata and found.metadata.title == "Memo: prohibited on 2019-03-04"
    assert found.root_object["/Lang"] == "en" and found.metadata.creation_date is None
    assert [round(side) for side in found.pages[0].mediabox[2:]] == [595, 842]
    numbers = [FOOT.search(" ".join(page.extract_text().split())) for page in found.pages]
    assert [(n[1], n[2]) for n in numbers if n] == [(str(i), str(len(numbers))) for i in range(1, len(numbers) + 1)]
    assert len(numbers) > 1


def test_the_same_words_give_the_same_bytes() -> None:
    """From one request to the next, in threads beside each other, and in processes that order sets otherwise."""
    assert shared().get(MEMO).content == shared().get(MEMO).content
    with ThreadPoolExecutor(4) as beside:
        assert len(set(beside.map(lambda _: pdf("<p>Ćosić 조선 中国</p>" * 40, "Memo"), range(12)))) == 1
    program = (
        "import hashlib; from article41.web.pages.paper import pdf;"
        "print(hashlib.sha256(pdf('<p>Łódź 조선 中国 かな Ω →</p>', 'Memo')).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout for seed in ("1", "2")
    }  # fmt: skip
    assert len(made) == 1


@pytest.mark.parametrize("name", ["조선광업개발무역회사", "中国石油天然气集团", "東京タワーかな", "國際貿易", "Иванов", "ΕΛΛΑΔΑ", "Ćosić", "Şahin", "Müller"])  # fmt: skip
def test_a_name_is_written_in_one_font_that_has_it(name: str) -> None:
    """Korean, Chinese, Japanese, Russian, Greek, Czech, Turkish: shown and copied as it was said."""
    fonts = {font for font, _ in runs(name)}
    assert len(fonts) == 1 or name in ("Ćosić", "Şahin")
    _, content = both(shared(), f"{MEMO}&{urlencode({'buyer': name})}")
    assert name in text(content) and "U+" not in text(content)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_was_sent_is_words(hostile: str) -> None:
    """Markup, marks of PDF, words without end, controls, right to left, signs no font has: every letter is on paper."""
    html, content = both(shared(), f"{MEMO}&{urlencode({'description': 'a ' + hostile + ' b'})}")
    assert tight(text(content)) == tight(article(html))
    for page in read(content).pages:
        assert "/Annots" not in page and "/XObject" not in page["/Resources"]  # type: ignore[operator]


@given(st.lists(st.text(max_size=200), min_size=1, max_size=5))
def test_no_text_is_lost(said: list[str]) -> None:
    """Any texts at all, in a paragraph, an item and a table: they come out again, those without a letter by number."""
    html = "".join(
        f"<p>{escape(t)}.</p><ul><li>{escape(t)}</li></ul><table><tr><th>n</th><td>{escape(t)}</td></tr></table>"
        for t in said
    )
    assert tight(text(pdf(html, "Memo"))) == tight("".join(f"{t}.{t}n{t}" for t in said))


@given(st.text(max_size=300), st.booleans())
@settings(max_examples=200)
def test_every_letter_has_a_font_or_a_number(said: str, bold: bool) -> None:
    """Joined again the pieces are the text; none holds what does not print."""
    pieces = list(runs(said, bold))
    assert tight("".join(letters for _, letters in pieces)) == tight(said)
    assert all(letters.isprintable() for _, letters in pieces)


@pytest.mark.parametrize(("letter", "shown"), [("\x00", "[U+0000]"), ("\u202e", "[U+202E]"), ("\U0001f600", "[U+1F600]"), ("\ud800", "[U+D800]"),
                                               ("\x1c", "[U+001C]"), ("\u200b", "[U+200B]"), ("\x85", "[U+0085]"), ("ע", "[U+05E2]"), ("\u00ad", "[U+00AD]")])  # fmt: skip
def test_a_letter_without_a_font_is_shown_by_its_number(letter: str, shown: str) -> None:
    assert "".join(letters for _, letters in runs(f"a{letter}b")) == f"a{shown}b"


def test_nothing_is_opened_or_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once its fonts are there, a memo is made without a file and without the network."""
    whole = "".join(f"<p>{escape(one)}</p>" for one in HOSTILE)
    before = pdf(whole, "Memo")

    def refused(*given: Any, **named: Any) -> Any:
        raise AssertionError(f"opened: {given}")

    monkeypatch.setattr(builtins, "open", refused)
    monkeypatch.setattr(socket, "socket", refused)
    assert pdf(whole, "Memo") == before


def test_an_act_of_300_parts_is_whole(desk: Desk) -> None:
    """The largest act that is taken: every good stands in the memo, over many pages."""
    goods = [{"hs": "2701.11", "description": f"Lot {n} of 298"} for n in range(1, 299)]
    act = {"date": "2019-03-04", "activity": "transfer", "from": "KP", "to": "VN", "goods": goods}
    caller = client()
    assert caller.post("/api/v1/decisions", json=act).status_code == 201
    html, content = both(caller, "/desk/1/memo.pdf")
    assert tight(text(content)) == tight(article(html)) and tight(text(content)).count("Lot298of298") >= 2


@pytest.mark.parametrize("long", ["W" * 60_000, "coal " * 12_000, "W中" * 5_000, "\U0001f600" * 5_000])
def test_long_texts_are_set_in_parts(long: str) -> None:
    """Without blanks or with them, in one font or many: nothing is lost where a part ends."""
    content = pdf(f"<h3>Long</h3><p>{long}</p>", "Memo")
    assert tight(text(content)) == tight("Long" + long)


def test_a_memo_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """At its length it is made; one letter more is a fault that names the page."""
    length = len(shared().get(MEMO.replace(".pdf", "")).text)
    made: list[int] = []
    monkeypatch.setattr(memo, "words", lambda *_, **__: "x" * made[-1])
    for letters, status in ((length, 200), (length + 1, 422)):
        made.append(letters)
        monkeypatch.setattr(memo, "LONGEST", length)
        answer = shared().get(MEMO)
        assert answer.status_code == status
    assert "/memo shows it whole" in answer.text


def test_few_are_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """They share the room for long answers."""
    monkeypatch.setattr(threads, "AT_ONCE", 0)
    answer = shared().get(MEMO)
    assert answer.status_code == 503 and answer.headers["retry-after"] == "5"


@pytest.mark.parametrize(("query", "status"), [("", 400), ("date=2019-03-04", 400), ("date=2019-02-30&activity=transfer", 422),
                                               ("date=2019-03-04&activty=transfer", 400)])  # fmt: skip
def test_its_faults_are_those_of_the_page(query: str, status: int) -> None:
    page, paper = (shared().get(f"{path}?{query}") for path in ("/memo", "/memo.pdf"))
    assert page.status_code == paper.status_code == status
    assert paper.headers["content-type"].startswith("text/html") and REQUEST.sub("", seen(paper).text) == REQUEST.sub(
        "", seen(page).text
    )


def test_what_was_erased_has_no_memo(desk: Desk) -> None:
    desk.append(coal(service().law)).result()
    assert client().get("/desk/1/memo.pdf").status_code == 200
    desk.append(erasure(1, "kept for ten years", "keeper", AT)).result()
    for number in (1, 2, 999):
        answer = client().get(f"/desk/{number}/memo.pdf")
        assert answer.status_code == 404 and NAME.encode() not in answer.content


def test_it_is_for_those_whom_the_page_is_for(desk: Desk, tmp_path: Path) -> None:
    """`check` for an act, `review` for a decision; without a session one is led to the door."""
    desk.append(coal(service().law)).result()
    for scope, act, decision in (("read", 403, 403), ("check", 200, 403), ("review", 403, 200)):
        (tmp_path / scope).mkdir()
        caller = entered(tmp_path / scope, scope)
        assert (caller.get(MEMO).status_code, caller.get("/desk/1/memo.pdf").status_code) == (act, decision), scope
    stranger, _, _ = with_tokens(tmp_path, "admin")
    for path in (MEMO, "/desk/1/memo.pdf"):
        assert stranger.get(path, follow_redirects=False).headers["location"].startswith("/login?next=%2F")


def test_pages_lead_to_it(desk: Desk) -> None:
    """From Check, from the memo's page, from a decision; with the draft and the trace that the page shows."""
    desk.append(coal(service().law)).result()
    drafted = COAL + "&overlay=S/2022/431"
    for path in (drafted, drafted.replace("/check", "/memo") + "&trace=1", "/desk/1", "/desk/1/memo"):
        (link,) = {str(a["href"]) for a in seen(client().get(path)).all("a") if "memo.pdf" in str(a.get("href"))}
        said = " ".join(text(client().get(link).content).split())
        assert said.startswith("Memo") and ("With draft S/2022/431" in said) == ("overlay" in path)
        assert ("Did not apply" in said) == ("trace" in path)


def test_the_service_begins_without_it() -> None:
    """What makes PDFs is loaded when one is asked for."""
    program = "import sys, article41.web.app; sys.exit(any(m.startswith('reportlab') for m in sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    assert subprocess.run([sys.executable, "-c", program], env=environment).returncode == 0
