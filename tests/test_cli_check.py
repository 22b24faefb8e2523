"""`a41 check`: what goes to which stream, in which form, and the exit code."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from article41 import Regime, check
from article41.cli import main, one_act, show, table
from article41.cli.check import command

MESS = Path(__file__).with_name("mess.csv")
COAL = ["--date", "2019-03-04", "--activity", "transfer", "--from", "KP", "--to", "VN", "--hs", "2701.11"]
ACT = {"date": "2019-03-04", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "2701.11"}]}
TWO = "id,date,from,to,hs\na,2019-03-04,KP,CN,2701.11\n=b,2019-03-04,CN,KP,1006.30\n"


def run(*args: str, feed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, list(args), input=feed)


def test_one_act_is_answered_in_words() -> None:
    """The whole verdict: answer, paragraph, reasons, routes, what is unconfirmed, and what it rests on."""
    result = run(*COAL)
    assert result.exit_code == 0
    assert result.stdout.startswith("PROHIBITED on 2019-03-04")
    for said in ("S/RES/2371 (2017), paragraph 8", "because", "Routes", "Advisories", "Not legal advice", "sha256:"):
        assert said in result.stdout
    assert "\x1b" not in result.stdout


def test_activity_is_transfer_when_left_out() -> None:
    """Most acts are transfers."""
    assert run(*COAL[:2], *COAL[4:]).stdout == run(*COAL).stdout


def test_questions_and_range_are_shown() -> None:
    """Where facts are missing the answer says between what it lies and what to ask."""
    result = run("--date", "2018-11-26", "--from", "CN", "--to", "KP", "--description", "GENERAL MERCHANDISE")
    assert "UNDETERMINED" in result.stdout
    assert "Range: permitted at best, prohibited at worst" in result.stdout
    assert "Missing\n  hs:" in result.stdout


def test_flags_say_every_field(law: Regime) -> None:
    """Goods, parties, vessel and facts by flags are the same transaction as in the contract's form."""
    row = one_act.row(
        {
            "id": "x", "date": "2019-03-04", "from_": "KP", "to": "CN", "via": ("SG",), "hs": "2701", "end_use": "heat",
            "quantity": "5", "unit": "t", "party": ('"Sample Co., Ltd.",buyer,CN,entity', "Other"), "vessel": "SHIP",
            "imo": "9632832", "fact": ("livelihood=true", "cumulative=5 t", "existing_accounts=2"),
        }
    )  # fmt: skip
    act = law.read(row.said)
    assert (act.activity, act.from_, act.to, act.via) == ("transfer", "KP", "CN", ("SG",))
    assert (act.goods[0].quantity, act.goods[0].end_use) == (5, "heat")
    assert [(p.name, p.role, p.country, p.type) for p in act.parties] == [
        ("Sample Co., Ltd.", "buyer", "CN", "entity"),
        ("Other", "", None, None),
    ]
    assert act.vessel and (act.vessel.name, act.vessel.imo) == ("SHIP", "9632832")
    assert act.facts == {"livelihood": True, "cumulative": "5 t", "existing_accounts": 2}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--date", "2019-13-45"], "--date: month 13, day 45"),
        (["--date", "2019-03-04", "--activity", "transfr"], "nearest: 'transfer'"),
        (["--date", "2019-03-04", "--hs", "ABC"], "--hs: HS code must be digits"),
        (["--date", "2019-03-04", "--quantity", "5", "--unit", "FURLONG"], "--unit: FURLONG does not resolve"),
        (["--date", "2019-03-04", "--vessel", "X", "--imo", "123"], "--imo: IMO number needs seven digits"),
        (["--date", "2019-03-04", "--party", "X,buyer,Lemuria"], "--party (country): LEMURIA".lower()),
        (["--date", "2019-03-04", "--party", "X, Ltd."], "stands in quotes"),
        (["--date", "2019-03-04", "--party", "X,byer"], "nearest: buyer"),
        (["--date", "2019-03-04", "--fact", "livelihood"], "expected NAME=VALUE"),
        (["--date", "2019-03-04", "--fact", "livelihood=perhaps"], "--fact livelihood: "),
        (["--hs", "2701"], "--date: date is required"),
        ([*COAL, "--overlay", "S/2022/432"], "S/2022/431"),
        ([*COAL, "--out", "x.doc"], "extension tells no form"),
        ([str(MESS), "--date", "2019-03-04"], "either a FILE"),
        ([], "either a FILE"),
        (["no-such-file.csv"], "no such file"),
    ],
)  # fmt: skip
def test_wrong_usage_exits_2(args: list[str], said: str) -> None:
    """Nothing can be answered: the reason stands on stderr with the flag's name, and stdout stays empty."""
    result = run(*args)
    assert result.exit_code == 2
    assert said.lower() in result.stderr.lower()
    assert result.stdout == ""


def test_a_file_with_faults_exits_1() -> None:
    """Faults go to stderr by number; the table, its counts and the notice go to stdout."""
    result = run(str(MESS))
    assert result.exit_code == 1
    assert "row 5, unit: CUBIT does not resolve" in result.stderr
    assert result.stderr.count("no column 'activity'") == 1
    assert "20 rows: 3 prohibited, 4 permitted, 1 undetermined, 12 faulty" in result.stdout
    assert "Not legal advice; UN measures only." in result.stdout
    assert "S/RES/2371 (2017), 8" in result.stdout


def test_a_file_without_an_answer_exits_2(tmp_path: Path) -> None:
    """Where every row is faulty nothing was answered; a header alone is answered in full."""
    assert run("-", feed="date\nsoon\n").exit_code == 2
    assert run("-", feed="date\n").exit_code == 0
    assert run("-", feed="").exit_code == 2
    assert run("-", feed="date,to,to\n2019-01-01,CN,CN\n").exit_code == 2


def test_json_lines_answer_in_order_with_ids() -> None:
    """One verdict a line; the id is carried over, and without one `row` tells which act it was."""
    feed = "\n".join([json.dumps(ACT | {"id": "z"}), "{", json.dumps(ACT), json.dumps(ACT | {"id": 7})])
    result = run("-", "--format", "jsonl", feed=feed)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line.get("id"), line.get("row"), line["verdict"]) for line in lines] == [
        ("z", None, "prohibited"), (None, 3, "prohibited"), ("7", None, "prohibited"),
    ]  # fmt: skip
    assert "row 2, (row): not JSON" in result.stderr
    assert result.exit_code == 1


def test_json_is_a_list(law: Regime) -> None:
    """The list holds the verdicts as the program gives them; no rows make an empty list."""
    result = run("-", "--format", "json", feed=json.dumps([ACT | {"id": "z"}]))
    assert json.loads(result.stdout) == [json.loads(check(law.read(ACT | {"id": "z"}), law).to_json())]
    assert json.loads(run("-", "--format", "json", feed="[]").stdout) == []
    assert json.loads(run(*COAL, "--format", "json").stdout)[0]["verdict"] == "prohibited"


def test_csv_is_flat_and_guarded() -> None:
    """One row a verdict; an id that a spreadsheet would run is guarded."""
    result = run("-", "--format", "csv", feed=TWO)
    found = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["id"], row["row"], row["verdict"]) for row in found] == [
        ("a", "1", "prohibited"), ("'=b", "2", "permitted"),
    ]  # fmt: skip
    assert "S/RES/2371 (2017), paragraph 8" in found[0]["cite"]


def test_out_and_faults_are_files(tmp_path: Path) -> None:
    """`--out` takes its form from the extension, `--faults` is CSV, and what was written is said on stderr."""
    out, bad = tmp_path / "out.csv", tmp_path / "faults.csv"
    result = run(str(MESS), "--out", str(out), "--faults", str(bad))
    assert result.exit_code == 1 and result.stdout == ""
    assert len(list(csv.DictReader(out.open(encoding="utf-8")))) == 8
    found = list(csv.DictReader(bad.open(encoding="utf-8")))
    assert len(found) == 12
    assert found[1] | {"message": ""} == {"row": "5", "line": "6", "field": "unit", "message": ""}
    assert "20 rows" in result.stderr and "written to" in result.stderr


def test_parquet_comes_back(tmp_path: Path) -> None:
    """A Parquet answer has the columns of the CSV one, typed."""
    pl = pytest.importorskip("polars")
    out = tmp_path / "out.parquet"
    assert run("-", "--out", str(out), feed=TWO).exit_code == 0
    frame = pl.read_parquet(out)
    assert frame["row"].to_list() == [1, 2] and frame["verdict"].to_list() == ["prohibited", "permitted"]


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    """`--out` on the file that is read would lose it."""
    file = tmp_path / "acts.csv"
    file.write_text(TWO)
    assert run(str(file), "--out", str(file)).exit_code == 2
    assert file.read_text() == TWO


def test_a_folder_cannot_be_written(tmp_path: Path) -> None:
    """A place that cannot be written exits 2 and says which."""
    result = run("-", "--out", str(tmp_path / "no" / "out.csv"), feed=TWO)
    assert result.exit_code == 2 and "cannot be written" in result.stderr


def test_a_draft_is_laid_over() -> None:
    """The answer under a draft names it and says that it has no legal effect."""
    result = run(*COAL, "--overlay", "S/2022/431")
    assert "draft S/2022/431" in result.stdout and "no legal effect" in result.stdout


def test_trace_says_why_other_measures_did_not_apply() -> None:
    """With --trace every measure that did not bear on the act has its reason."""
    assert "Did not apply" not in run(*COAL).stdout
    assert "Did not apply\n" in run(*COAL, "--trace").stdout


def test_names_cannot_steer_a_terminal(law: Regime) -> None:
    """Control characters and rich's markup in a name are shown as text or dropped."""
    act = law.read({**ACT, "parties": [{"name": "a\x1b[31mb [red]c"}]})
    text = show.verdict_text(check(act, law), act)
    assert "\x1b" not in text and "[red]c" in text


def test_render_and_text_say_the_same(law: Regime) -> None:
    """A terminal shows the words that a pipe gets."""
    from rich.console import Console

    act = law.read(ACT)
    verdict = check(act, law)
    console = Console(width=100, file=io.StringIO(), highlight=False)
    with console.capture() as printed:
        console.print(show.render(verdict, act))
    assert printed.get().split() == show.verdict_text(verdict, act, 100).split()


def test_the_next_step_is_a_question_first() -> None:
    """The table's last cell is what to do: answer a question, look at a warning, meet conditions, or take a route."""
    feed = (
        "date,from,to,hs,description,seller\n"
        "2018-11-26,CN,KP,,GOODS,\n2018-06-25,KR,VN,6006.32,,X PYONGYANG\n2019-02-03,RU,KP,2710.12,MOTOR GASOLINE,\n"
        "2019-03-04,KP,CN,2701.11,,\n2019-03-04,CN,KP,1006.30,,\n"
    )
    last = [line[table_start() :].strip() for line in run("-", feed=feed).stdout.splitlines()[1:6]]
    assert last[0].endswith("?") and "names the DPRK" in last[1] and last[2].startswith("conditions: ")
    assert last[3].startswith("route: ") and last[4] == ""


def table_start() -> int:
    """Where the last column of the plain table begins."""
    return sum(column.width + 2 for column in table.COLUMNS[:-1])


def test_a_terminal_gets_a_table(law: Regime, capsys: pytest.CaptureFixture[str]) -> None:
    """A few rows come as one table by rich; more of them come as plain lines, as they are judged."""
    from article41.bulk import Answer, Row, judge

    answer = judge(Row(1, 1, ACT), law)
    assert isinstance(answer, Answer)
    table.on_terminal(iter([answer] * 2), io.BytesIO())
    assert capsys.readouterr().out.count("prohibited") == 2
    stream = io.BytesIO()
    table.on_terminal(iter([answer] * (table.FEW + 2)), stream)
    assert stream.getvalue().count(b"\n") == table.FEW + 3


def test_a_poor_encoding_does_not_crash(law: Regime) -> None:
    """Where the output cannot write an arrow or a name, the row still comes."""
    from article41.bulk import Answer, Row, judge

    answer = judge(Row(1, 1, ACT | {"goods": [{"description": "무연탄"}]}), law)
    assert isinstance(answer, Answer)
    stream = io.BytesIO()
    table.plain([answer], stream, "ascii")
    assert b"KP>CN ???" in stream.getvalue()


def test_help_shows_an_example() -> None:
    """The help has an example, every form, and the exit codes."""
    result = run("--help")
    assert result.exit_code == 0
    for said in ("Example:", "a41 check", "--overlay", "Exit codes:", "parquet"):
        assert said in result.stdout


def test_the_group_finds_the_command() -> None:
    """`a41 check` runs this command."""
    assert CliRunner().invoke(main, ["check", *COAL]).stdout == run(*COAL).stdout


def test_as_a_program() -> None:
    """Through a real pipe: an act in, a verdict out, and neither rich nor polars is loaded on the way."""
    script = (
        "import sys; from article41.cli import main\n"
        "try: main(['check', '-', '--format', 'jsonl'])\n"
        "finally: print(sorted({'rich', 'polars'} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(ACT).encode(), capture_output=True, cwd=ROOT,
        env={"PYTHONPATH": "src", "PATH": ""}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "prohibited"
    assert done.stderr.decode().strip() == "[]"
