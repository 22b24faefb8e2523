"""`a41 check --log` and `a41 audit`: what they print, what they refuse, and their exit codes."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from desk_book import AT, KINDS, NAME, coal, empty
from sqlalchemy import text

from article41 import Regime
from article41.cli import main
from article41.desk import Desk, verify

ACTS = [
    {"id": "coal", "date": "2019-03-04", "activity": "transfer", "from": "KP", "to": "VN", "goods": [{"hs": "2701"}], "parties": [{"name": NAME, "role": "buyer"}]},
    {"id": "watch", "date": "2024-06-18", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "9102"}]},
    {"id": "faulty", "date": "2024-06-18", "activity": "transfer", "from": "Nowhereland", "to": "CN"},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of acts, and a log in it named by A41_LOG."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("A41_LOG", "log.db")
    (tmp_path / "acts.jsonl").write_text("".join(json.dumps(act) + "\n" for act in ACTS), encoding="utf-8")
    return tmp_path


@pytest.fixture
def log(folder: Path) -> Path:
    """The log of those acts: two decisions."""
    assert run("check", "acts.jsonl", "--log", "log.db", "--who", "anna").exit_code == 1
    return folder / "log.db"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="a41")


def tamper(log: Path, statement: str) -> None:
    with Desk(log) as desk, desk._engine.begin() as connection:
        connection.execute(text(statement))


def test_check_logs_each_act_that_is_answered(log: Path) -> None:
    """The row as it was sent, who asked, and the verdict; a faulty row has no decision."""
    with Desk(log) as desk:
        assert [entry.who for entry, _ in desk.kept()] == ["anna", "anna"]
        assert json.loads(desk.decision(1).input) == ACTS[0]
        assert desk.decision(2).answer["verdict"] == "permitted"


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_the_answers_are_those_without_a_log(folder: Path, form: str) -> None:
    """Logging changes no answer and no exit code, whatever the form."""
    plain = run("check", "acts.jsonl", "--out", f"plain.{form}")
    logged = run("check", "acts.jsonl", "--out", f"logged.{form}", "--log", "log.db")
    assert plain.exit_code == logged.exit_code == 1
    if form != "parquet":
        assert (folder / f"plain.{form}").read_bytes() == (folder / f"logged.{form}").read_bytes()
    with Desk(folder / "log.db") as desk:
        assert desk.head().seq == 2


@pytest.mark.parametrize("kind", KINDS)
def test_one_act_by_flags_is_logged_too(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the name of whoever runs it; in a file or on a server."""
    monkeypatch.setattr("getpass.getuser", lambda: "somebody")
    with empty(kind, tmp_path) as where:
        result = run("check", "--date", "2019-03-04", "--from", "KP", "--to", "VN", "--hs", "2701.11", "--log", where)
        assert result.exit_code == 0 and result.stdout.startswith("PROHIBITED")
        assert run("audit", "replay", "--log", where).stdout == (
            "1 decisions: 1 replayed, 0 differ, 0 only compared, 0 erased.\n"
        )
        with Desk(where) as desk:
            assert desk.find(1)[0].who == "somebody"


def test_an_act_that_cannot_be_written_down_is_not_answered(folder: Path) -> None:
    """No answer without its entry: half a character, as a terminal of another alphabet sends it."""
    act = ("check", "--date", "2019-03-04", "--from", "KP", "--to", "VN", "--hs", "2701.11", "--party", "A\udcff")
    assert run(*act, "--format", "csv").exit_code == 0
    result = run(*act, "--log", "log.db")
    assert result.exit_code == 2 and result.stdout == ""
    assert "not answered, for it cannot be logged" in result.stderr and "surrogates not allowed" in result.stderr


def test_who_without_a_log_is_refused(folder: Path) -> None:
    """A name that would be written nowhere."""
    result = run("check", "acts.jsonl", "--who", "anna")
    assert result.exit_code == 2 and "--who needs --log" in result.stderr


@pytest.mark.parametrize("more", [("other.jsonl",), ("--report", "r.html"), ("--engine", "spark")])
def test_what_would_not_be_logged_is_refused(folder: Path, more: tuple[str, ...]) -> None:
    """Files of any size and Spark judge over columns and keep no whole verdicts: no log without a word."""
    (folder / "other.jsonl").write_text("", encoding="utf-8")
    result = run("check", "acts.jsonl", *more, "--out", "v.csv", "--log", "log.db")
    assert result.exit_code == 2 and "--log takes one act or one FILE" in result.stderr
    assert not (folder / "log.db").exists() and not (folder / "v.csv").exists()


def test_verify_is_content_with_a_sound_log(log: Path) -> None:
    """Exit 0, with what it cannot know; the anchor settles it."""
    anchor = run("audit", "head").stdout.strip()
    result = run("audit", "verify")
    assert result.exit_code == 0 and result.stdout.startswith(
        "2 entries are sound; the personal parts of 0 were erased."
    )
    assert "shows only against an anchor" in result.stdout
    assert run("audit", "verify", "--expect", anchor).stdout.endswith(f"ends at {anchor} and holds the anchor.\n")


def test_verify_names_the_first_fault(log: Path) -> None:
    """Exit 1."""
    tamper(log, "update desk_entries set who = 'ben' where seq = 2")
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1] == "entry 2 was changed: its content does not give its hash"


def test_verify_finds_a_cut_by_its_anchor(log: Path) -> None:
    """Without one the end is not missed."""
    anchor = run("audit", "head").stdout.strip()
    tamper(log, "delete from desk_personal where seq = 2")
    tamper(log, "delete from desk_entries where seq = 2")
    assert run("audit", "verify").exit_code == 0
    result = run("audit", "verify", "--expect", anchor)
    assert result.exit_code == 1 and "entry 2 was cut off, or the chain was written anew" in result.stdout
    assert run("audit", "verify", "--expect", "yesterday").exit_code == 2


def test_replay_of_one_says_what_came_of_it(log: Path) -> None:
    """By number or id; what is no decision is refused."""
    result = run("audit", "replay", "1")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "1: replayed: the same answer")
    with Desk(log) as desk:
        assert run("audit", "replay", desk.find(1)[0].id).stdout == result.stdout
    missing = run("audit", "replay", "3")
    assert missing.exit_code == 2 and "there is no entry '3'; expected a number from 1 to 2, or an id" in missing.stderr


def test_replay_with_another_law_is_only_a_comparison(log: Path) -> None:
    """Exit 1, the versions named; with the law that the decision rested on it is a replay again."""
    shutil.copytree(ROOT / "law", "other")
    units = Path("other/units.yaml")
    units.write_text(units.read_text(encoding="utf-8") + "# another version\n", encoding="utf-8")
    result = run("audit", "replay", "1", "--law", "other")
    assert result.exit_code == 1
    assert result.stdout.startswith("1: only compared, for at hand is law sha256:")
    assert result.stdout.splitlines()[0].endswith(": the same answer")
    assert run("audit", "replay", "1", "--law", str(ROOT / "law")).exit_code == 0
    assert run("audit", "replay", "1", "--law", "nowhere").exit_code == 2


def test_lookback_says_which_decisions_would_differ(log: Path) -> None:
    """The draft of 2022 would have barred the watches."""
    assert "No answer would be another one." in run("audit", "lookback").stdout
    result = run("audit", "lookback", "--overlay", "S/2022/431", "--format", "csv")
    assert result.exit_code == 0
    (flip,) = result.stdout.splitlines()[1:]
    assert flip.startswith("2,watch,2024-06-18,verdict,permitted,permitted,permitted,,,prohibited,")
    assert "2 decisions, 0 of them erased and not judged: 1 another verdict" in result.stderr


def test_erase_takes_the_names_out_of_the_file_and_stays_in_the_log(log: Path) -> None:
    """Replay and look-back then say that it is erased (exit 1); verify is content."""
    assert run("audit", "due", "--on", "2099-01-01").stdout == "1\n2\n"
    result = run("audit", "erase", "1", "--why", "asked for by the person", "--who", "ben")
    assert (result.exit_code, result.stdout) == (0, "1: erased by entry 3\n")
    assert NAME.encode() not in b"".join(file.read_bytes() for file in log.parent.glob("log.db*"))
    assert run("audit", "due", "--on", "2099-01-01").stdout == "2\n"
    assert run("audit", "verify").stdout.startswith("3 entries are sound; the personal parts of 1 were erased.")
    replayed = run("audit", "replay")
    assert replayed.exit_code == 1 and "1 replayed, 0 differ, 0 only compared, 1 erased" in replayed.stdout
    assert run("audit", "lookback").exit_code == 1
    again = run("audit", "erase", "1", "--why", "again")
    assert again.exit_code == 2 and "nothing personal is left of entry 1" in again.stderr


def test_export_holds_names_only_on_wish(log: Path) -> None:
    """A line an entry; to stdout or a file."""
    plain = run("audit", "export").stdout
    assert len(plain.splitlines()) == 2 and NAME not in plain
    assert run("audit", "export", "--personal", "--out", "log.jsonl").exit_code == 0
    assert NAME in Path("log.jsonl").read_text(encoding="utf-8")
    assert run("audit", "export", "--out", "no/such/folder.jsonl").exit_code == 2


@pytest.mark.parametrize("command", ["head", "verify", "replay", "lookback", "export", "due"])
def test_a_log_that_is_not_there_is_refused_and_not_made(folder: Path, command: str) -> None:
    """Exit 2; only a41 check makes one."""
    result = run("audit", command)
    assert (
        result.exit_code == 2 and "there is no log at log.db; a41 check --log log.db would write one" in result.stderr
    )
    assert not (folder / "log.db").exists()


def test_a_file_that_is_no_store_is_refused(folder: Path) -> None:
    """In words, whatever it holds."""
    (folder / "log.db").write_text("no database " * 500, encoding="utf-8")
    result = run("audit", "verify")
    assert result.exit_code == 2 and "the log log.db cannot be used: file is not a database" in result.stderr


def test_a_tampered_record_does_not_break_replay(log: Path, law: Regime) -> None:
    """What is not as it was written is not replayed (exit 1); the others are; verify has the cause."""
    tamper(log, "update desk_personal set content = replace(content, 'VN', 'CN') where seq = 1")
    result = run("audit", "replay")
    assert result.exit_code == 1 and "1 replayed, 1 differ" in result.stdout
    assert "1: not replayed: the personal part of decision 1 is not the one that was written" in result.stdout
    with Desk(log) as desk:
        desk.append(coal(law, at=AT)).result()
        assert verify(desk).fault and run("audit", "verify").exit_code == 1


@pytest.mark.parametrize("change", ["body = 'x'", "body = cast(x'ff' as text)", "who = cast(x'ff' as text)"])
@pytest.mark.parametrize("command", [("replay",), ("lookback",), ("export",), ("export", "--personal"), ("verify",)])
def test_no_damage_ends_in_a_trace(log: Path, change: str, command: tuple[str, ...]) -> None:
    """Every command says in words what it met, or goes around it."""
    tamper(log, f"update desk_entries set {change} where seq = 1")
    result = run("audit", *command)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == (1 if command == ("verify",) else result.exit_code)


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_without_a_log_is_refused_and_stays_without(kind: str, tmp_path: Path) -> None:
    """A list's store, a mistyped name: an empty log in it would pass for a sound one."""
    with empty(kind, tmp_path) as where:
        if kind == "sqlite":
            Path(where).touch()
        for _ in range(2):
            result = run("audit", "verify", "--log", where)
            assert result.exit_code == 2 and "there is no log in" in result.stderr


def test_all_entries_are_looked_up_before_one_is_erased(log: Path) -> None:
    """A mistyped number erases nothing."""
    assert run("audit", "erase", "1", "99", "--why", "asked for").exit_code == 2
    with Desk(log) as desk:
        assert desk.head().seq == 2
