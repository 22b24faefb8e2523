"""`a41 law`, as a user at the command line meets it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from article41 import load
from article41.cli import paper
from article41.cli.law import command
from article41.places_of_data import data_folder


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def data(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_on_lists_the_day_by_kind_with_duties_last() -> None:
    """Goods come first, duties and calls last, each with paragraph, first day and rule."""
    text = run("on", "2018-03-01").stdout
    assert text.index("Bans on goods") < text.index("Exemptions") < text.index("Duties and calls")
    assert "S/RES/2397 (2017), paragraph 7" in text
    assert "since 2017-12-22" in text


def test_on_is_plain_when_piped() -> None:
    """No escape codes, no blanks at line ends, no line over the piped width."""
    text = run("on", "2018-03-01").stdout
    assert "\x1b" not in text
    assert all(line == line.rstrip() and len(line) <= 120 for line in text.splitlines())


def test_on_reads_days_as_people_write_them() -> None:
    """A day in words is the same day."""
    assert run("on", "1 March 2018").stdout == run("on", "2018-03-01").stdout


def test_on_as_json_names_day_law_and_measures() -> None:
    """JSON carries what the table shows, typed."""
    found = data("on", "2018-03-01", "--activity", "transfer")
    assert (found["date"], found["activity"]) == ("2018-03-01", "transfer")
    lead = next(m for m in found["measures"] if m["measure"] == "lead")
    assert (lead["cite"], lead["paragraph"], lead["since"]) == ("S/RES/2371 (2017)", "10", "2017-08-05")


def test_on_before_all_law_is_an_answer() -> None:
    """A day without law has no measures, which is no error."""
    result = run("on", "2001-01-01")
    assert result.exit_code == 0
    assert "0 measures" in result.stdout


def test_on_with_a_draft_says_that_it_has_no_effect() -> None:
    """A draft's measures are listed from the day after its vote, marked; before it the page says so."""
    text = run("on", "2022-05-27", "--overlay", "S/2022/431").stdout
    assert "tobacco-to-dprk" in text
    assert "no legal effect" in text
    assert "would not have been in force" in run("on", "2022-05-26", "--overlay", "S/2022/431").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["on", "2018-02-30"], "2018-02-28"),
        (["on", "03/04/2018"], "2018-03-04"),
        (["on", "2018-03-01", "--overlay", "S/2022/432"], "nearest: S/2022/431"),
        (["show", "coaal"], "nearest: coal"),
        (["show", "tobacco-to-dprk"], "--overlay S/2022/431"),
        (["diff", "2017-08-05"], "two days"),
        (["diff", "2017-08-05", "2017-08-04"], "before the first"),
        (["search", "870"], "0870"),
        (["search"], "QUERY"),
    ],
)
def test_what_cannot_be_answered_exits_2_with_the_reason(words: list[str], message: str) -> None:
    """Bad days, unknown names and wrong usage name the nearest right answer on stderr."""
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_show_tells_the_whole_history() -> None:
    """Scope with codes and their basis, every entry with its days, terms in words, caps, open questions, flags."""
    text = run("show", "coal").stdout
    for part in (
        "HS: 2701",
        "basis of the codes",
        "left open by the text",
        "2016-11-30 – 2016-12-31",
        "since 2017-08-05: S/RES/2371 (2017), paragraph 8",
        "cap: 7,500,000 tons or 400,870,018 USD, whichever is lower",
        "the exporting state confirms",
        "not confirmed by a source: its HS codes",
    ):
        assert part in text


def test_show_tells_wind_downs_and_endings() -> None:
    """A wind-down names the contract's day, the last day and the notice; an ended measure its end."""
    text = run("show", "lead").stdout
    assert "written contract finalised before 2017-08-05" in text
    assert "until 2017-09-04" in text
    assert "told by 2017-09-19" in text
    assert "ended on 2017-08-05" in run("show", "coal-price").stdout


def test_every_measure_can_be_shown_as_text_and_as_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of the law or of a draft holds anything that the page cannot print."""
    law = load().overlaid("S/2022/431")
    monkeypatch.setattr(paper, "the_law", lambda overlay=None: law)
    for name in law.measures:
        assert run("show", name).exit_code == 0
        assert data("show", name)["measure"] == name


def test_show_as_json_uses_the_words_of_the_file() -> None:
    """An exemption's openings are its `history`, as in the file; `or` and `if` keep their names."""
    assert data("show", "general-exemption")["history"][1]["if"] == ["humanitarian_purpose"]
    assert data("show", "coal")["history"][2]["exceptions"][0]["within"]["or"] == "400,870,018 USD"


def test_diff_tells_old_and_new() -> None:
    """What begins, ends and changes, with both paragraphs, and the cap that went."""
    text = run("diff", "2017-08-04", "2017-08-05").stdout
    assert "begins: lead" in text
    assert "ends: coal-price" in text
    assert "S/RES/2321 (2016), paragraph 26(b) → S/RES/2371 (2017), paragraph 8" in text
    assert "− yearly cap" in text


def test_diff_of_quiet_days_says_so() -> None:
    """No change is an answer."""
    result = run("diff", "2020-01-01", "2020-01-02")
    assert result.exit_code == 0
    assert "nothing changed" in result.stdout


def test_diff_with_a_draft_compares_one_day_with_and_without_it() -> None:
    """The second day may be left out; both caps and the names to be listed are shown."""
    text = run("diff", "2022-06-01", "--overlay", "S/2022/431").stdout
    assert "cap: 4,000,000 barrels" in text
    assert "cap: 3,000,000 barrels" in text
    assert "would be listed: Lazarus Group" in text


def test_diff_as_json_gives_both_standings() -> None:
    """Each change has its kind, and its text before and after."""
    found = {c["measure"]: c for c in data("diff", "2017-08-04", "2017-08-05")["changes"]}
    assert found["lead"]["before"] is None
    assert found["coal"]["after"]["paragraph"] == "8"


def test_search_takes_words_apart_or_together() -> None:
    """`2397 7` needs no quotes."""
    assert run("search", "2397", "7").stdout == run("search", "2397 7").stdout


def test_search_prints_class_provision_and_reason() -> None:
    """The class that matched, and the provision that rests on it."""
    text = run("search", "2701").stdout
    assert "coal: code 2701" in text
    assert "S/RES/2371 (2017), paragraph 8" in text
    assert "not encoded" in run("search", "2397", "2").stdout


def test_search_as_json() -> None:
    """JSON says how the query was read."""
    found = data("search", "8703")
    assert found["way"] == "code"
    assert "sectors-to-dprk" in {h["measure"] for h in found["hits"]}


def test_lint_counts_what_is_sound() -> None:
    """The project's own law has no fault, no gap and no overlap."""
    result = run("lint")
    assert result.exit_code == 0
    assert "provisions, no faults" in result.stdout
    assert "gap or an overlap" in result.stdout


def test_lint_names_file_and_line(tmp_path: Path) -> None:
    """A misspelt key exits 2 with file:line and the nearest right word."""
    shutil.copytree(data_folder("law"), tmp_path / "law")
    file = tmp_path / "law" / "1718" / "lead.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("direction:", "dirction:"), encoding="utf-8")
    result = run("lint", str(tmp_path / "law"))
    assert result.exit_code == 2
    assert "lead.yaml:5: unknown key 'dirction'; nearest: 'direction'" in result.stdout


def test_lint_of_a_folder_without_law_exits_2(tmp_path: Path) -> None:
    """An empty folder is said to have no law, without a traceback."""
    result = run("lint", str(tmp_path))
    assert result.exit_code == 2
    assert "regime.yaml" in result.stderr


@pytest.mark.parametrize("name", ["on", "show", "diff", "search", "lint"])
def test_every_help_has_an_example_and_exit_codes(name: str) -> None:
    """Help shows how it is called and what its exit code means."""
    text = run(name, "--help").stdout
    assert f"a41 law {name}" in text
    assert "Exit codes" in text


def test_it_runs_as_a_program() -> None:
    """The same through the program's own entry, without a terminal."""
    program = "from article41.cli import main; main()"
    made = subprocess.run([sys.executable, "-c", program, "law", "show", "lead"], capture_output=True, check=False)
    assert made.returncode == 0
    assert b"Lead and lead ore" in made.stdout


def test_a_stream_that_knows_few_letters_is_no_fault() -> None:
    """Dashes and arrows become question marks where the output is Latin-1."""
    program = "from article41.cli import main; main()"
    words = [sys.executable, "-c", program, "law", "show", "coal"]
    made = subprocess.run(words, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert made.returncode == 0
    assert b"2016-03-02 ? 2016-11-29" in made.stdout
