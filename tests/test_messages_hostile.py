"""Hostile and broken messages: refused with line and reason, nothing opened, nothing kept, and nothing crashes."""

import gc
import io
import sys
from collections.abc import Iterator
from itertools import chain, repeat

import messages_book as book
import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41 import Regime, words
from article41.bulk import Fault
from article41.messages import Judged, MessageError, judge_messages, judging
from article41.messages.stream import MessageStream, Sent
from article41.xmlstream import LONGEST_TAG

GOOD = book.pacs008(book.transfer())
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
SPACE = f"{book.SPACE}pacs.008.001.08"


def refused(content: bytes) -> str:
    """Why a file is refused before any transfer of it is handed out."""
    with pytest.raises(MessageError) as fault:
        list(MessageStream("m.xml").transfers(io.BytesIO(content)))
    return str(fault.value)


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE Document [<!ENTITY l0 'lol'>{LAUGHS}]>",
        "<!DOCTYPE Document [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE Document SYSTEM 'http://localhost:1/m.dtd'>",
        "<!DOCTYPE Document PUBLIC 'x' 'http://localhost:1/m.dtd'>",
        "<!DOCTYPE Document [<!ENTITY % p SYSTEM 'http://localhost:1/p'> %p;]>",
        "<!DOCTYPE Document [<!ATTLIST Document a CDATA 'b'>]>",
        "<!DOCTYPE Document>",
    ],
)
def test_a_document_type_is_refused(doctype: str) -> None:
    """Before any entity in it means anything: laughs, files, addresses, defaults; with the line."""
    assert "line 2: a DOCTYPE is refused" in refused(b"<?xml version='1.0'?>\n" + doctype.encode() + GOOD)


def test_an_entity_that_nobody_declared_is_refused() -> None:
    """Only XML's own five are known."""
    assert "undefined entity" in refused(GOOD.replace(b"Sample Buyer", b"&bank;"))


def test_ordinary_entities_are_read(law: Regime) -> None:
    """`&amp;`, characters by number, CDATA, comments and instructions within a name make one name."""
    name = b"<![CDATA[Korea]]> Min<!-- x -->ing &#68;evelopment <?x y?>Trading Corporation &amp; Sons"
    answer = book.judged(GOOD.replace(b"Sample Buyer GmbH", name), law)
    assert answer.acts[0].parties[0].name == "Korea Mining Development Trading Corporation & Sons"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<a>" * 40, "nested deeper than 32"),
        (GOOD.replace(b"<Dbtr>", b"<Dbtr>" + b"<a>" * 40), "nested deeper than 32"),
        (GOOD.replace(b"<Dbtr>", b"<Dbtr a='" + b"x" * (2 * LONGEST_TAG) + b"'>"), "a tag is longer"),
        (GOOD.replace(b"<Dbtr>", b"<!--" + b"x" * (2 * LONGEST_TAG) + b"--><Dbtr>"), "a tag is longer"),
        (GOOD.replace(b"</GrpHdr>", b"<a>x</a>" * 3000 + b"</GrpHdr>"), "more than 2,000 texts"),
        (b"", "no element found"),
        (b"   ", "no element found"),
        (b"<", "line 1"),
        (b"{}", "line 1"),
        (b"<a/>", "no Document"),
        (b"<Document/><Document/>", "line 1"),
        (GOOD.replace(b"<Nm>", b"<Nm a='1' a='2'>"), "duplicate attribute"),
        (GOOD.replace(b"<Nm>", b"<q:Nm>"), "line 1"),
        (GOOD.replace(b"Sample Buyer", b"Sch\xf6n"), "0xF6 is no UTF-8"),
        (b"<?xml version='1.0' encoding='x-none'?>" + GOOD, "unknown encoding"),
        (b"<?xml version='1.0' encoding='shift_jis'?>" + GOOD, "multi-byte encodings are not supported"),
        (b"<?xml version='1.0' encoding='zlib'?>" + GOOD, "not a text encoding"),
        (b"<?xml version='1.0' encoding='idna'?>" + GOOD, "line 1"),
        (b"\0" + GOOD, "line 1"),
    ],
)
def test_a_broken_or_hostile_file_is_refused(content: bytes, said: str) -> None:
    """With the name of the file and what is wrong."""
    assert said in refused(content)
    assert "m.xml" in refused(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pacs.008.001.08", "camt.053.001.08"),
        ("pacs.008.001.08", "pacs.009.001.08"),
        ("FIToFICstmrCdtTrf", "FIToFIPmtStsRpt"),
        ("FIToFICstmrCdtTrf", "FICdtTrf"),
    ],
)
def test_another_message_is_refused_with_those_that_are_read(old: str, new: str) -> None:
    """By its namespace, by its body, or where the two do not agree."""
    said = refused(GOOD.decode().replace(old, new).encode())
    assert "line 1" in said and "expected one of FIToFICstmrCdtTrf (pacs.008), FICdtTrf (pacs.009)" in said


@pytest.mark.parametrize("cut", range(0, len(GOOD), 37))
def test_a_file_cut_off_is_said_to_be(law: Regime, cut: int) -> None:
    """Wherever it breaks off: the answers before it stand, and the last line says that the rest was not read."""
    two = book.pacs008(book.transfer(), book.transfer())
    found = book.answers(two[: len(two) - len(GOOD) + cut], law)
    assert isinstance(found[-1], Fault) and "cut off" in found[-1].message
    assert all(isinstance(answer, Judged) for answer in found[:-1])
    assert ("the rest of the file was not read" in found[-1].message) == (len(found) > 1)


@pytest.mark.parametrize("bad", ["<a>" * 40, "&x;", "<!-- ", "</b>", "<Nm a='1' a='1'/>"])
def test_what_stands_before_a_break_is_answered(law: Regime, bad: str) -> None:
    """Even where it stands in the same block of bytes; the break comes last, as a fault of the file."""
    content = book.pacs008(book.transfer(id="a"), book.transfer(id="b"), f"<CdtTrfTxInf>{bad}</CdtTrfTxInf>")
    first, second, fault = book.answers(content, law)
    assert isinstance(first, Judged) and isinstance(second, Judged)
    assert isinstance(fault, Fault) and "the rest of the file was not read" in fault.message


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(content: bytes) -> None:
    """No bytes do anything but be refused."""
    refused(content)


@given(st.data())
def test_a_message_with_bytes_changed_is_answered_or_refused(law: Regime, data: st.DataObject) -> None:
    """Whatever is put in place of a stretch of a message, each transfer is an answer or a fault, and nothing raises."""
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 60)))
    put = data.draw(
        st.one_of(st.binary(max_size=30), st.sampled_from([b"<Dbtr>", b"</Dbtr>", b"<Nm>", b"&#0;", b"KP", b"-1"]))
    )
    for found in book.answers(GOOD[:start] + put + GOOD[end:], law):
        assert isinstance(found, Judged | Fault)
        assert not isinstance(found, Fault) or "could not be judged" not in found.message


TAGS = st.sampled_from(
    [
        "Dbtr",
        "Cdtr",
        "DbtrAgt",
        "FinInstnId",
        "BICFI",
        "Nm",
        "PstlAdr",
        "Ctry",
        "AdrLine",
        "Id",
        "OrgId",
        "Othr",
        "LEI",
        "IBAN",
        "CdtrAcct",
        "RmtInf",
        "Ustrd",
        "Strd",
        "Purp",
        "Cd",
        "IntrBkSttlmDt",
        "IntrBkSttlmAmt",
        "UndrlygCstmrCdtTrf",
        "Tax",
        "Document",
        "GrpHdr",
        "PmtInf",
        "CdtTrfTxInf",
        "AppHdr",
    ]
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="<>&", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.lists(st.tuples(TAGS, inner), max_size=4).map(
        lambda parts: "".join(f"<{t}>{x}</{t}>" for t, x in parts)
    ),
)


@given(TREES)
def test_any_nesting_of_known_elements_is_judged(law: Regime, inside: str) -> None:
    """Elements of the standard in any order and depth never stop a message; every transfer has its answer or fault."""
    found = book.answers(book.pacs008(book.transfer(inside), book.transfer(id="last")), law)
    assert all(isinstance(answer, Judged | Fault) for answer in found)
    assert not any(isinstance(f, Fault) and "could not be judged" in f.message for f in found)
    assert any(isinstance(answer, Judged) and answer.id == "last" for answer in found)


def stream_of(count: int) -> Iterator[bytes]:
    """A pacs.008 of so many transfers, made as it is read."""
    one = book.transfer(book.DEBTOR + book.CREDITOR + "<RmtInf><Ustrd>Invoice</Ustrd></RmtInf>").encode()
    start = f"<Document xmlns='{SPACE}'><FIToFICstmrCdtTrf>{book.head(count)}".encode()
    return chain([start], repeat(one, count), [b"</FIToFICstmrCdtTrf></Document>"])


def test_transfers_are_handed_out_while_the_file_is_read() -> None:
    """Of 20,000 transfers no more are held than a block of bytes holds, counted among the objects alive."""
    source = book.Endless(stream_of(20_000))
    alive = most = ahead = 0
    size = len(next(stream_of(1))) and len(
        book.transfer(book.DEBTOR + book.CREDITOR + "<RmtInf><Ustrd>Invoice</Ustrd></RmtInf>")
    )
    for n, sent in enumerate(MessageStream("m.xml").transfers(io.BufferedReader(source)), 1):
        assert isinstance(sent, Sent)
        ahead = max(ahead, source.given - n * size)
        if n % 2_000 == 0:
            alive = sum(isinstance(one, Sent) for one in gc.get_objects())
            most = max(most, alive)
    assert n == 20_000
    assert 0 < most <= (1 << 17) // size + 2
    assert ahead <= 1 << 18


def test_answers_come_before_the_file_ends(law: Regime) -> None:
    """No more transfers are read ahead than are screened together."""
    source = book.Endless(stream_of(4 * judging.AT_ONCE))
    found = judge_messages(io.BufferedReader(source), law)
    assert isinstance(next(found), Judged)
    size = len(book.transfer(book.DEBTOR + book.CREDITOR + "<RmtInf><Ustrd>Invoice</Ustrd></RmtInf>"))
    assert source.given <= judging.AT_ONCE * size + (1 << 18)
    assert sum(1 for _ in found) == 4 * judging.AT_ONCE - 1


def test_long_texts_are_not_kept(law: Regime) -> None:
    """Texts of many transfers, each as long as allowed, leave nothing behind in what is remembered of words."""
    before = words._kept.cache_info().currsize
    seller = "<Cdtr><Nm>S</Nm><PstlAdr><Ctry>KP</Ctry></PstlAdr></Cdtr>"
    long = [f"<RmtInf><Ustrd>{n} coal {'x' * 5000}</Ustrd></RmtInf>" for n in range(30)]
    found = book.answers(book.pacs008(*(book.transfer(book.DEBTOR + seller + text) for text in long)), law)
    assert all(isinstance(answer, Judged) and answer.verdict == "prohibited" for answer in found)
    assert words._kept.cache_info().currsize - before < 15
    assert not any(len(description) > words.MOST_KEPT for _, description in law.goods._cache)


def test_a_long_list_of_lines_is_bounded(law: Regime) -> None:
    """A transfer stuffed with elements is left out by number; it costs the memory of its bound and no more."""
    stuffed = book.transfer(book.DEBTOR + "<Cdtr>" + "<Nm/>" * 200_000 + "</Cdtr>")
    assert sys.getsizeof(stuffed) > 1_000_000
    found = book.answers(book.pacs008(stuffed, book.transfer(id="ok")), law)
    assert [isinstance(answer, Fault) for answer in found] == [True, False]
    assert "more than 100,000" in str(found[0])
