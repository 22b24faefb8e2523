"""`a41 messages`: what goes to which stream, in which form, and the exit code."""

import gzip
import json
from pathlib import Path

import messages_book as book
from click.testing import CliRunner
from conftest import ROOT

from article41.cli import main

SAMPLES = ROOT / "examples" / "messages"


def run(*arguments: str, feed: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["messages", *arguments], input=feed)
    return result.exit_code, result.stdout, result.stderr


def test_the_page_names_fields_and_what_was_not_screened() -> None:
    """Verdict, paragraph, field, hit; never a clearance."""
    code, out, err = run(str(SAMPLES / "pacs008.xml"))
    assert (code, err) == (0, "")
    for said in (
        "CdtTrfTxInf[1] coal: PROHIBITED on 2018-03-01; 84,000.00 EUR, DE to SG",
        "S/RES/2371 (2017), paragraph 8: coal, prohibited (the trade that the texts name)",
        "field CdtTrfTxInf[3]/IntrmyAgt1/FinInstnId/BICFI: FTBDKPPYXXX",
        "no name: SMPLDEFFXXX is not resolved to one",
        "5 transfers: 3 prohibited, 1 permitted, 1 undetermined, 0 faulty",
        "Not legal advice",
    ):
        assert said in out
    assert "clear" not in out.lower()


def test_json_and_json_lines_hold_the_same() -> None:
    """A list, and one answer a line; the file is named where there are several."""
    one, two = str(SAMPLES / "pacs008.xml"), str(SAMPLES / "pain001.xml")
    lines = [json.loads(line) for line in run(one, two, "--format", "jsonl")[1].splitlines()]
    assert json.loads(run(one, two, "--format", "json")[1]) == lines
    assert [answer["file"] for answer in lines] == [one] * 5 + [two] * 2
    assert "file" not in json.loads(run(two, "--format", "json")[1])[0]


def test_standard_input() -> None:
    """`-` reads it."""
    code, out, _ = run("-", "--format", "jsonl", feed=book.pacs008(book.transfer(id="in")))
    assert (code, json.loads(out)["id"]) == (0, "in")


def test_exit_codes(tmp_path: Path) -> None:
    """0 answered; 1 some faulty, each named; 2 nothing answered, no such file, no file at all."""
    good, bad = book.transfer(id="g"), book.transfer(amount="much")
    mixed, broken, cut = tmp_path / "mixed.xml", tmp_path / "broken.xml", tmp_path / "cut.xml"
    mixed.write_bytes(book.pacs008(good, bad))
    broken.write_bytes(b"<!DOCTYPE Document>" + book.pacs008(good))
    cut.write_bytes(book.pacs008(good, good)[:-60])
    code, out, err = run(str(mixed), "--format", "jsonl")
    assert (code, len(out.splitlines())) == (1, 1)
    assert err == "transfer 2, CdtTrfTxInf[2]/IntrBkSttlmAmt: found 'much', expected an amount such as 1250.00\n"
    code, out, err = run(str(broken))
    assert (code, out) == (2, "") and "line 1: a DOCTYPE is refused" in err
    code, out, err = run(str(cut), "--format", "jsonl")
    assert (code, len(out.splitlines())) == (1, 1) and "cut off" in err
    code, _, err = run(str(tmp_path / "mixd.xml"))
    assert code == 2 and "no such file" in err and "mixed.xml" in err
    assert run()[0] == 2


def test_one_bad_file_costs_no_other_its_answers(tmp_path: Path) -> None:
    """Each fault names its file; the other files are answered."""
    broken = tmp_path / "broken.xml"
    broken.write_bytes(b"<a/>")
    code, out, err = run(str(broken), str(SAMPLES / "pain001.xml"), "--format", "jsonl")
    assert (code, len(out.splitlines())) == (1, 2)
    assert err.count("broken.xml") >= 1


def test_a_damaged_packed_file(tmp_path: Path) -> None:
    """Cut off or no gzip at all: said, with the file's name."""
    whole = gzip.compress(book.pacs008(*(book.transfer(id=str(n)) for n in range(50))))
    for content in (whole[:-20], b"no gzip", whole[:20] + b"x" * 100):
        file = tmp_path / "m.xml.gz"
        file.write_bytes(content)
        code, _, err = run(str(file), "--format", "jsonl")
        assert code in (1, 2) and "m.xml.gz is cut off or damaged" in err


def test_help_has_an_example() -> None:
    """As every command's."""
    assert "a41 messages" in run("--help")[1].partition("Example")[2]
