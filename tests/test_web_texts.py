"""`/api/v1/read` and `/api/v1/messages`: what the commands answer, and what is refused."""

import gzip
import io
import json
import zipfile
from typing import Any

import messages_book as book
import pytest
from click.testing import CliRunner
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from web_book import COAL, shared, with_jobs

from article41.cli import main
from article41.web.messages import MESSAGES
from article41.web.problems import MEDIA_TYPE
from article41.web.reading import LARGEST, READ

REPORT = (ROOT / "examples" / "report.txt").read_bytes()
MESSAGE_FILES = sorted((ROOT / "examples" / "messages").glob("*.xml"))


def command(*arguments: str, given: bytes = b"") -> str:
    return CliRunner().invoke(main, arguments, input=given, prog_name="a41").stdout


def test_a_report_is_read_as_the_command_reads_it() -> None:
    """All but the name it goes by."""
    answer = shared().post(READ, content=REPORT)
    printed = json.loads(command("read", "-", "--format", "json", given=REPORT))
    assert answer.status_code == 200 and answer.json() == printed | {"report": "report"}
    assert printed["claims"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [(b"", "empty"), (b" \n", "empty"), (b"%PDF-1.7", "a PDF"), (b"PK\x03\x04", "a packed file"),
     (b"a\0b", "NUL"), (b"line\n\xe9", "line 2 is not UTF-8")],
)  # fmt: skip
def test_what_is_no_report_is_said(body: bytes, detail: str) -> None:
    answer = shared().post(READ, content=body)
    assert answer.status_code == 422 and detail in answer.json()["detail"], answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE


def test_the_longest_report_is_read_and_one_byte_more_is_not() -> None:
    fits = (REPORT + b" " * LARGEST)[:LARGEST]
    assert shared().post(READ, content=fits).status_code == 200
    assert shared().post(READ, content=fits + b" ").status_code == 413


@pytest.mark.parametrize(
    "text",
    ["a" * LARGEST, "(" * LARGEST, '"' * LARGEST, "Sept. " * (LARGEST // 6), "said North Korea's " * (LARGEST // 19),
     "9" * LARGEST, "1,000 barrels " * (LARGEST // 14), " \n" * (LARGEST // 2 - 1) + "x", "\u0130\u2028" * (LARGEST // 5)],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_texts_made_to_cost_time_are_read(text: str) -> None:
    """Patterns that could run wild are given what they would run wild on, at the limit of length."""
    assert shared().post(READ, content=text.encode()).status_code == 200


@given(st.text(min_size=1, max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert shared().post(READ, content=text.encode("utf-8", "replace")).status_code in (200, 422)


@pytest.mark.parametrize("file", MESSAGE_FILES, ids=lambda file: file.stem)
def test_messages_are_answered_as_the_command_answers(file: Any) -> None:
    """Byte for byte, a line a transfer."""
    answer = shared().post(MESSAGES, content=file.read_bytes())
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert answer.text == command("messages", str(file), "--format", "jsonl")


def test_a_fault_stands_in_its_transfers_place() -> None:
    """What stood before and after it is answered; a file that breaks off ends with a fault."""
    sent = book.pacs008(*[book.transfer(id=str(n), day="2018-02-30" if n == 1 else book.DAY) for n in range(3)])
    rows = [json.loads(line) for line in shared().post(MESSAGES, content=sent).text.splitlines()]
    assert [row.get("id") for row in rows] == ["0", None, "2"] and "30 February" in rows[1]["fault"]
    cut = shared().post(MESSAGES, content=sent[: sent.rindex(b"<CdtTrfTxInf>") + 20])
    assert cut.status_code == 200 and "cut off" in json.loads(cut.text.splitlines()[-1])["fault"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "laughs": f"<!DOCTYPE D [<!ENTITY l0 'lol'>{LAUGHS}]><D>&l9;</D>".encode(),
    "file": b"<!DOCTYPE D [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><D>&x;</D>",
    "address": b"<!DOCTYPE D SYSTEM 'http://localhost:1/m.dtd'><D/>",
    "deep": b"<Document>" * 10_000,
    "long tag": b"<D a='" + b"x" * 1_000_000 + b"'/>",
    "other": b"<html><body/></html>",
    "json": json.dumps(COAL).encode(),
    "nothing": b"",
    "packed": gzip.compress(b" " * 10_000_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_in_words(name: str) -> None:
    """RFC 9457, before any line of an answer; nothing of what an entity names is in it."""
    answer = shared().post(MESSAGES, content=HOSTILE[name])
    assert (answer.status_code, answer.headers["content-type"]) == (422, MEDIA_TYPE), answer.text
    assert answer.json()["where"] == "body" and "lollol" not in answer.text


@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_bytes_break_the_reading_of_messages(noise: bytes, at: int) -> None:
    """Alone, and put into a message."""
    good = book.pacs008(book.transfer())
    for body in (noise, good[:at] + noise + good[at:]):
        assert shared().post(MESSAGES, content=body).status_code in (200, 422)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
@pytest.mark.parametrize("path", ["/api/v1/check", "/api/v1/check/bulk", READ, MESSAGES, "/api/v1/jobs"])
def test_packed_bodies_are_refused(path: str, encoding: str) -> None:
    """Nothing is ever unpacked, so that no small body becomes a large one."""
    bomb = gzip.compress(b"{" * 1_000_000)
    answer = shared().post(path, content=bomb, headers={"Content-Encoding": encoding})
    assert answer.status_code == 415 and answer.json()["where"] == "Content-Encoding"


def test_an_archive_is_no_body() -> None:
    """Packed bytes that do not say so are bytes that cannot be read, whatever they would unpack to."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("acts.jsonl", b" " * 5_000_000)
    with with_jobs():
        for path in ("/api/v1/check", READ, MESSAGES, "/api/v1/jobs"):
            assert shared().post(path, content=packed.getvalue()).status_code in (400, 415, 422)
