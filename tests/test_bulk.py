"""Files of acts: every row is answered or reported by number, and none costs another its answer."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from article41 import Regime, check
from article41.bulk import Answer, Fault, Row, Unreadable, judge, open_source, rows
from article41.bulk.doubts import doubts
from article41.bulk.headings import Layout
from article41.bulk.rows import LONGEST_ROW, damage
from article41.bulk.source import Format, count_lines, sniff
from article41.bulk.summary import COLUMNS, flat, guarded

MESS = Path(__file__).with_name("mess.csv")
SHIPMENTS = SHARED / "cases" / "shipments.csv"
NOTES = SHARED / "cases" / "shipments-notes.md"
ACT = {"date": "2019-03-04", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "2701.11"}]}


def read(data: bytes | str, form: Format, law: Regime | None = None) -> list[Row | Fault]:
    """All rows of some bytes."""
    raw = data.encode() if isinstance(data, str) else data
    return list(rows(open_source("-", form, io.BytesIO(raw)), law.boolean_facts if law else frozenset()))


def judged(data: bytes | str, form: Format, law: Regime) -> list[Answer | Fault]:
    """All rows of some bytes, answered."""
    return [row if isinstance(row, Fault) else judge(row, law) for row in read(data, form, law)]


def faults(found: list[Any]) -> dict[int, Fault]:
    return {each.row: each for each in found if isinstance(each, Fault)}


def verdicts(found: list[Any]) -> dict[int, str]:
    return {each.row: each.verdict.verdict for each in found if isinstance(each, Answer)}


def warnings(answer: Answer) -> list[str]:
    return [advisory.text for advisory in answer.verdict.advisories if advisory.kind == "warning"]


@pytest.fixture(scope="module")
def mess(law: Regime) -> list[Answer | Fault]:
    """The fixture with every kind of mess, answered."""
    return judged(MESS.read_bytes(), "csv", law)


FAULTS = {
    4: ("Description", "byte 0xE9 is not UTF-8 (Latin-1 é)"),
    5: ("unit", "CUBIT does not resolve to a mass, volume or count"),
    6: ("(row)", "16 columns, 14 expected"),
    7: ("(row)", "4 columns, 14 expected"),
    8: ("IMO", "check digit does not fit"),
    9: ("Date", "2018 has no 30 February"),
    10: ("Date", "date is required"),
    11: ("to", "LEMURIA is no country"),
    12: ("HS", "HS code must be digits"),
    13: ("quantity", "quantity below zero"),
    14: ("(row)", "a quote is opened and not closed"),
    15: ("Description", "NUL"),
}


def test_every_broken_row_is_reported(mess: list[Answer | Fault]) -> None:
    """Each broken row is named by number, by the heading as the file writes it, and by reason; no other row is."""
    found = faults(mess)
    assert found.keys() == FAULTS.keys()
    for row, (field, message) in FAULTS.items():
        assert found[row].field == field
        assert message in found[row].message


def test_the_other_rows_are_answered(mess: list[Answer | Fault]) -> None:
    """Mess that is no error is read: byte-order mark, CRLF, commas in cells, blank lines, quotes inside a cell."""
    assert verdicts(mess) == {
        1: "permitted", 2: "prohibited", 3: "permitted", 16: "permitted", 17: "permitted", 18: "prohibited",
        19: "undetermined", 20: "prohibited",
    }  # fmt: skip


def test_lines_count_as_an_editor_counts(mess: list[Answer | Fault]) -> None:
    """A fault names the file's line; after a cell of two lines and a blank line, lines run ahead of rows."""
    lines = {each.row: each.line for each in mess}
    assert (lines[1], lines[14], lines[16], lines[17]) == (2, 15, 17, 20)


def test_a_slip_between_the_koreas_is_a_warning(mess: list[Answer | Fault]) -> None:
    """The coded country governs; a seller's text that names the other Korea, and `KOREA` alone, are warned of."""
    answers = {each.row: each for each in mess if isinstance(each, Answer)}
    assert "names the DPRK" in warnings(answers[17])[0]
    assert "names the Republic of Korea" in warnings(answers[18])[0]
    assert "KP or KR" in warnings(answers[19])[0]
    assert answers[19].verdict.missing[0].fact == "from"
    assert not warnings(answers[2])


@pytest.mark.parametrize(
    ("place", "code", "role", "name", "warned"),
    [
        ("from", "KR", "seller", "SAMPLE CO, PYONGYANG", True),
        ("from", "KR", "seller", "SAMPLE CO, SEOUL, REPUBLIC OF KOREA", False),
        ("from", "KP", "seller", "SAMPLE CO, DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA", False),
        ("from", "KP", "seller", "SAMPLE CO, R.O. KOREA", True),
        ("to", "KP", "buyer", "SAMPLE CO, BUSAN", True),
        ("to", "KP", "buyer", "SAMPLE CO", False),
        ("from", "KR", "seller", "D.P.R. KOREA SAMPLE CO", True),
        ("from", "CN", "seller", "SAMPLE CO, PYONGYANG", False),
        ("from", "KR", "buyer", "SAMPLE CO, PYONGYANG", False),
        ("to", "KR", "consignee", "평양 SAMPLE", True),
    ],
)
def test_doubts(law: Regime, place: str, code: str, role: str, name: str, warned: bool) -> None:
    """A party is held against the country on its own side of the act, and only where that is one of the Koreas."""
    act = law.read(
        {"date": "2019-03-04", "activity": "transfer", place: code, "parties": [{"role": role, "name": name}]}
    )
    assert bool(doubts(act)) is warned


def test_headings_are_case_blind() -> None:
    """Case, blanks and underscores in headings make no difference, and each fills its field of the contract."""
    headings = [
        "ID",
        "date ",
        "VIA",
        "hs",
        "End Use",
        "vessel_name",
        "Seller",
        "seller country",
        "Bank",
        "contract date",
    ]
    cells = ["a-1", "2019-03-04", "SG; MY", "2701", "heating", "SHIP", "X", "CN", "Y", "2017-08-01"]
    assert Layout(headings).row(1, 2, cells).said == {
        "activity": "transfer",
        "id": "a-1",
        "date": "2019-03-04",
        "via": ["SG", "MY"],
        "goods": [{"hs": "2701", "end_use": "heating"}],
        "vessel": {"name": "SHIP"},
        "facts": {"contract_date": "2017-08-01"},
        "parties": [
            {"role": "seller", "name": "X", "country": "CN"},
            {"role": "bank", "type": "bank", "name": "Y"},
        ],
    }


def test_what_is_not_read_is_said_once() -> None:
    """An unknown heading is named with the nearest known one, and so is a missing activity."""
    notes = Layout(["date", "quantiy", "", "wholly unknown"]).notes
    assert "'quantiy'" in notes[0] and "'quantity'" in notes[0]
    assert notes[1].startswith("column 3 has no heading")
    assert "'wholly unknown' is not read" in notes[2]
    assert "no column 'activity'" in notes[3]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["date", "to", "TO "], "stands twice: in columns 2 and 3"),
        (["date", "vessel", "vessel name"], "mean the same"),
        (["2018-03-04", "MX", "BR"], "no column 'date'"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(header: list[str], message: str) -> None:
    """Two headings for one field would hide one of them; without a date no row can be answered."""
    with pytest.raises(Unreadable, match=re.escape(message)):
        Layout(header)


@pytest.mark.parametrize("empty", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_header_is_refused(empty: bytes) -> None:
    """Nothing but blanks is no table."""
    with pytest.raises(Unreadable, match="header is missing"):
        read(empty, "csv")


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_told_from_the_header(law: Regime, delimiter: str) -> None:
    """Spreadsheets of other countries write semicolons or tabs."""
    text = "date,from,to,hs\n2019-03-04,KP,CN,2701.11\n".replace(",", delimiter)
    assert verdicts(judged(text, "csv", law)) == {1: "prohibited"}


def test_utf_16_is_told_from_its_mark(law: Regime) -> None:
    """A sheet saved as `Unicode text` is UTF-16."""
    data = "date\tfrom\tto\ths\r\n2019-03-04\tKP\tCN\t2701.11\r\n".encode("utf-16")
    assert verdicts(judged(data, "csv", law)) == {1: "prohibited"}


def test_a_faulty_party_names_its_column(law: Regime) -> None:
    """A country without a name is reported under the column that lacks the name; a bad country under its own."""
    text = "date,payee,payee country,buyer,buyer_country\n2019-03-04,,KP,A,CN\n2019-03-04,B,CN,A,Lemuria\n"
    found = faults(judged(text, "csv", law))
    assert [found[n].field for n in (1, 2)] == ["payee", "buyer_country"]


def test_a_damaged_cell_that_is_not_read_does_no_harm(law: Regime) -> None:
    """Bytes of another alphabet in a column that nobody reads leave the row its answer."""
    assert verdicts(judged(b"date,remarks\n2019-03-04,caf\xe9\n", "csv", law)) == {1: "permitted"}


def test_an_overlong_row_is_a_fault(law: Regime) -> None:
    """A row beyond the bound is reported and the next one is read."""
    long = "x" * (LONGEST_ROW + 5)
    for text, form in (
        (f"date,description\n2019-03-04,{long}\n2019-03-04,ok\n", "csv"),
        (f'{{"x":"{long}"}}\n{json.dumps(ACT)}\n', "jsonl"),
    ):
        found = judged(text, form, law)  # type: ignore[arg-type]
        assert list(faults(found)) == [1] and "longer than 1,000,000" in faults(found)[1].message
        assert list(verdicts(found)) == [2]


def test_an_open_quote_costs_its_own_line_alone(law: Regime) -> None:
    """A quote that nobody closes does not swallow the rows after it, also where a later row has quotes."""
    text = 'date,description\n2019-03-04,"open\n2019-03-04,a\n2019-03-04,"b, c"\n2019-03-04,"d\n2019-03-04,e\n'
    found = judged(text, "csv", law)
    assert list(faults(found)) == [1, 4]
    assert list(verdicts(found)) == [2, 3, 5]


def test_json_lines_answer_in_order(law: Regime) -> None:
    """Each line is an act; a malformed one is reported by its line, blank lines are passed over."""
    good = json.dumps(ACT)
    lines = [good, "", '{"date": ', "[1]", "7", json.dumps(ACT | {"date": "soon"}), '{"date":1,"date":2}', good]
    found = judged("\n".join(lines), "jsonl", law)
    assert verdicts(found) == {1: "prohibited", 7: "prohibited"}
    bad = faults(found)
    assert (bad[2].line, bad[3].message, bad[5].field) == (
        3,
        "found a list, expected an object with date and activity",
        "date",
    )
    assert "at character 9 of line 3" in bad[2].message
    assert "'date' stands twice" in bad[6].message


NASTY = [
    "[" * 100_000,
    '{"a":' * 100_000,
    json.dumps(ACT)[:-1] + ',"via":' + "[" * 900 + "]" * 900 + "}",
    json.dumps(ACT)[:-1] + ',"goods":[{"quantity":1' + "0" * 5000 + "}]}",
    json.dumps(ACT)[:-1] + ',"goods":[{"quantity":1e999}]}',
    json.dumps(ACT)[:-1] + ',"goods":[{"quantity":NaN}]}',
    json.dumps(ACT)[:-1] + ',"goods":{"hs":1}}',
    json.dumps(ACT)[:-1] + ',"goods":[{"description":"\\ud800"}]}',
    json.dumps(ACT)[:-1] + ',"parties":[{"name":"a\\u0000b"}]}',
    json.dumps(ACT)[:-1] + ',"facts":{"livelihood":[true]}}',
    json.dumps(ACT)[:-1] + ',"parties":7,"vessel":"x"}',
    json.dumps(ACT)[:-1] + ',"activity":{"a":1}}',
    '"text"',
    "null",
    "\x00",
]


@pytest.mark.parametrize("line", NASTY)
@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_nothing_crashes(law: Regime, line: str, form: Format) -> None:
    """Deep nesting, huge numbers, half characters and wrong types are faults, whatever they are."""
    found = judged(line, form, law)
    assert found and all(isinstance(each, Fault) for each in found)


def test_bytes_that_are_no_text_name_their_field(law: Regime) -> None:
    """In JSON, too, a byte of another alphabet is named with its field, and the next line is read."""
    good = json.dumps(ACT).encode()
    found = judged(good.replace(b"2701.11", b"caf\xe9") + b"\n" + good, "jsonl", law)
    assert faults(found)[1][2:] == ("goods[0].hs", "byte 0xE9 is not UTF-8 (Latin-1 é)")
    assert list(verdicts(found)) == [2]


@pytest.mark.parametrize(
    ("text", "rows_answered", "message"),
    [
        ("{}", 0, "activity|date"),
        ("[]", 0, ""),
        ("[A,A]", 2, ""),
        ("A", 1, ""),
        ("[A,\n{]", 1, "line 2"),
        ("[A A]", 1, "',' or ']' expected after item 1"),
        ("[A", 1, "expected after item 1"),
        ("[A,]", 1, "not JSON"),
        ("[A] x", 1, "after the end"),
        ("A A", 1, "after the end"),
        ("[7, A]", 1, "expected an object"),
    ],
)
def test_a_json_document_is_answered_as_far_as_it_goes(
    law: Regime, text: str, rows_answered: int, message: str
) -> None:
    """A list or one act; what stands before a fault in the document is still answered."""
    found = judged(text.replace("A", json.dumps(ACT)), "json", law)
    assert len(verdicts(found)) == rows_answered
    assert bool(faults(found)) is bool(message)
    assert all(re.search(message, fault.message) for fault in faults(found).values())


@pytest.mark.parametrize(
    ("start", "form"),
    [
        (b'{"date":1}\n{"date":2}', "jsonl"),
        (b'{"date":1}', "jsonl"),
        (b'{"date": \n{"date":2}', "jsonl"),
        (b'{\n "date": 1\n}', "json"),
        (b'\xef\xbb\xbf\n [{"date":1}]', "json"),
        (b"PAR1...", "parquet"),
        (b"date,from\n", "csv"),
        (b"", "csv"),
    ],
)
def test_the_format_is_told_from_the_first_bytes(start: bytes, form: str) -> None:
    """Standard input has no extension; sniffing takes nothing from the stream."""
    stream = io.BufferedReader(io.BytesIO(start))  # type: ignore[arg-type]
    assert sniff(stream) == form
    assert stream.read() == start


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    """A slip in a file's name is met with the file beside it."""
    (tmp_path / "shipments.csv").write_text("date\n2019-01-01\n")
    with pytest.raises(Unreadable, match=r"no such file.*nearest: .*shipments\.csv"):
        open_source(str(tmp_path / "shipment.csv"))
    with pytest.raises(Unreadable, match="cannot be read"):
        open_source(str(tmp_path))
    assert count_lines(open_source(str(tmp_path / "shipments.csv"))) == 2


def test_parquet_is_read_flat_and_nested(law: Regime, tmp_path: Path) -> None:
    """Flat columns have the headings of a CSV file; nested ones are the contract's own form."""
    pl = pytest.importorskip("polars")
    flat_file, nested = tmp_path / "flat.parquet", tmp_path / "nested.parquet"
    pl.DataFrame({"date": ["2019-03-04", None], "from": ["KP", "KP"], "hs": ["2701.11", None]}).write_parquet(flat_file)
    pl.DataFrame([ACT, ACT | {"goods": [{"hs": "1006.30"}]}]).write_parquet(nested)
    found = judged(flat_file.read_bytes(), "parquet", law)
    assert verdicts(found) == {1: "prohibited"} and faults(found)[2].field == "date"
    assert verdicts(judged(nested.read_bytes(), "parquet", law)) == {1: "prohibited", 2: "permitted"}
    with pytest.raises(Unreadable, match="not readable as Parquet"):
        read(b"PAR1 and then nothing", "parquet")


def test_a_row_and_the_same_act_get_the_same_verdict(law: Regime) -> None:
    """A flat row is only another way to write a transaction."""
    row = read("date,from,to,hs\n2019-03-04,KP,CN,2701.11\n", "csv")[0]
    assert isinstance(row, Row)
    answer = judge(row, law)
    assert isinstance(answer, Answer)
    assert answer.verdict.to_json() == check(law.read(ACT), law).to_json()


def test_a_flat_verdict_names_what_decides(law: Regime) -> None:
    """The row of a spreadsheet carries the deciding paragraph, its measure and the law's version."""
    answer = judge(Row(3, 4, ACT), law)
    assert isinstance(answer, Answer)
    row = flat(answer)
    assert tuple(row) == COLUMNS
    assert (row["row"], row["verdict"], row["worst"]) == (3, "prohibited", "prohibited")
    assert "S/RES/2371 (2017), paragraph 8" in row["cite"].split("; ")
    assert row["measures"] == "coal" and row["law"] == law.version


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_runs_as_a_formula(cell: str) -> None:
    """What a spreadsheet would run gets an apostrophe in front; other cells stay."""
    assert guarded(cell) == "'" + cell
    assert (guarded("coal"), guarded(-1)) == ("coal", -1)


@pytest.mark.parametrize(
    ("text", "said"),
    [("plain", ""), ("café", ""), ("a\udce9", "0xE9 is not UTF-8 (Latin-1 é)"), ("\udc93", "Windows-1252 “"),
     ("\udc81", "no Latin-1 letter"), ("\ud800", "half of a character"), ("é\0", "NUL")],
)  # fmt: skip
def test_damage_is_named(text: str, said: str) -> None:
    """A byte that is no UTF-8 is named with the letter it would be in a one-byte alphabet."""
    assert said in damage(text) and bool(said) is bool(damage(text))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes, under any header, make a reader fail other than by a Fault or by Unreadable."""
    for form in ("csv", "jsonl", "json"):
        for start in (b"", b"date,hs,seller\n"):
            with suppress(Unreadable):
                read(start + data, form)  # type: ignore[arg-type]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20), max_size=5))
def test_quoted_cells_come_back(texts: list[str]) -> None:
    """What a CSV writer wrote is read back, whatever commas, quotes and line ends it holds."""
    import csv

    file = io.StringIO(newline="")
    csv.writer(file).writerows([["date", "seller"], *(["2019-03-04", f"x{text}x"] for text in texts)])
    found = [row.said["parties"][0]["name"] for row in read(file.getvalue(), "csv") if isinstance(row, Row)]
    assert [name.splitlines() for name in found] == [f"x{text}x".splitlines() for text in texts]


def noted(table: str) -> Iterator[list[str]]:
    """The cells of a table in the notes, under a heading that begins with `table`."""
    section = NOTES.read_text(encoding="utf-8").split(f"## {table}")[1].split("\n## ")[0]
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0].isdigit():
            yield cells


@pytest.fixture(scope="module")
def found(law: Regime) -> list[Answer | Fault]:
    """The desk's extract, answered."""
    return judged(SHIPMENTS.read_bytes(), "csv", law)


@pytest.mark.skipif(not NOTES.exists(), reason="the desk's extract is not at hand; tests/mess.csv stands for it")
class TestShipments:
    """The desk's extract: 300 rows answered, 15 reported."""

    def test_faults(self, found: list[Answer | Fault]) -> None:
        """Exactly the noted rows are broken, each in the noted field and for the noted reason."""
        expected = {int(row): (field, says) for row, _, field, says in noted("Rows expected broken")}
        assert {row: fault.field for row, fault in faults(found).items()} == {n: e[0] for n, e in expected.items()}
        for row, (_, says) in expected.items():
            first = says.replace("e acute", "é").split(" (")[0]
            assert first in faults(found)[row].message

    def test_verdicts(self, found: list[Answer | Fault]) -> None:
        """Every noted row has its verdict and all others are permitted; row 121 is held apart, see below."""
        expected = {row: "permitted" for row in range(1, 316) if row not in faults(found)}
        expected |= {int(cells[0]): cells[5] for cells in noted("DPRK rows")}
        different = {row: answer for row, answer in verdicts(found).items() if answer != expected[row]}
        assert not different.keys() - {121}
        assert Counter(type(each) for each in found) == {Answer: 300, Fault: 15}

    def test_korea_alone(self, found: list[Answer | Fault]) -> None:
        """Row 121: `KOREA` alone is warned of, whatever the goods; the verdict is permitted only if both Koreas' is."""
        answer = next(each for each in found if isinstance(each, Answer) and each.row == 121)
        assert "KP or KR" in warnings(answer)[0]
        assert answer.verdict.verdict in ("undetermined", "permitted")

    def test_warned_rows(self, found: list[Answer | Fault]) -> None:
        """Of the three judgment rows, and of no other, somebody is asked to look at the country."""
        assert [each.row for each in found if isinstance(each, Answer) and warnings(each)] == [121, 182, 226]
