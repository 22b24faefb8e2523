"""`a41 lists`: what it prints, what it refuses, and its exit codes."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lists_book import BOOK, many, xml
from test_lists_fetch import no_proxy, server  # noqa: F401 - the same server on this machine

from article41.cli.lists import command

FIRST = xml("2024-01-01", [("KPe.901", "OLD NAME", "2017-08-05"), ("KPe.902", "GOES AWAY", "2017-08-05")])
SECOND = xml("2024-02-01", [("KPe.901", "NEW NAME", "2017-08-05"), ("KPe.903", "NEWCOMER", "2024-01-20")])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lists, and a store of its own."""
    monkeypatch.setenv("A41_STORE", str(tmp_path / "store.sqlite"))
    (tmp_path / "first.xml").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.xml").write_text(SECOND, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_an_import_says_what_changed_field_by_field(folder: Path) -> None:
    """Added, removed, amended, with their sums."""
    assert "no older list is known" in run("import", folder / "first.xml").stdout
    result = run("import", "--accept-shrunken", folder / "second.xml")
    assert result.exit_code == 0
    for line in (
        "since 2024-01-01: 1 added, 1 removed, 1 amended",
        "added KPe.903: NEWCOMER",
        "removed KPe.902: GOES AWAY",
        "name: OLD NAME → NEW NAME",
    ):
        assert line in result.stdout


def test_importing_twice_changes_nothing(folder: Path) -> None:
    """And says so."""
    run("import", folder / "first.xml")
    assert "already there, nothing changed" in run("import", folder / "first.xml").stdout


def test_several_lists_are_summed_up(folder: Path) -> None:
    """An archive prints one line of sums a list, and totals."""
    with tarfile.open(folder / "all.tar.xz", "w:xz") as archive:
        for name, text in (("a.xml", FIRST), ("b.xml", SECOND)):
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    result = run("import", folder / "all.tar.xz")
    assert result.exit_code == 0
    assert "2 lists read, 2 new; 1 added, 1 removed, 1 amended" in result.stdout
    assert "NEWCOMER" not in result.stdout


def test_a_malformed_list_changes_nothing_and_exits_2(folder: Path) -> None:
    """Not even the sound file before it is kept."""
    (folder / "bad.xml").write_bytes(many("2024-03-01", 3).replace("NUMBER 2", "CAFÉ NOIR").encode("cp1252"))
    result = run("import", folder / "first.xml", folder / "bad.xml")
    assert result.exit_code == 2
    assert "byte" in result.stderr and "Nothing was changed" in result.stderr
    assert json.loads(run("status", "--json", "--today", "2024-06-01").stdout)["lists"][1:] == []


def test_a_shrunken_list_exits_2_unless_accepted(folder: Path) -> None:
    """The message says how to accept it."""
    (folder / "many.xml").write_text(many("2024-01-01", 100), encoding="utf-8")
    (folder / "few.xml").write_text(many("2024-02-01", 50), encoding="utf-8")
    run("import", folder / "many.xml")
    refused = run("import", folder / "few.xml")
    assert (refused.exit_code, "--accept-shrunken" in refused.stderr) == (2, True)
    assert run("import", "--accept-shrunken", folder / "few.xml").exit_code == 0


def test_status_gives_date_hash_counts_and_age(folder: Path) -> None:
    """Age is counted from the day given."""
    run("import", folder / "first.xml")
    text = run("status", "--today", "2024-01-31").stdout
    assert "un: 2024-01-01, 30 days old" in text
    assert "2 records: DPRK 2" in text and "sha256:" in text and "built-in 1718" in text
    found = json.loads(run("status", "--json", "--today", "2024-01-31").stdout)["lists"][1]
    assert (found["age_days"], found["regimes"], found["source"]) == (30, {"DPRK": 2}, "first.xml")


def test_show_tells_a_history_and_a_day(folder: Path) -> None:
    """In any case of the reference, with what is uncertain."""
    run("import", folder / "first.xml")
    run("import", "--accept-shrunken", folder / "second.xml")
    text = run("show", "kpe.902", "--on", "2024-01-15").stdout
    assert "on 2024-01-15: uncertain" in text
    assert "not listed since 2024-02-01" in text
    (found,) = json.loads(run("show", "KPe.901", "--on", "2024-01-15", "--json").stdout)
    assert found["on"]["state"] == "listed"
    assert found["amendments"][0]["changes"][0]["field"] == "name"


def test_show_names_the_nearest_entry(folder: Path) -> None:
    """An entry that no list has exits 2; the built-in list is said to have its own."""
    run("import", folder / "first.xml")
    result = run("show", "KPe.9O1")
    assert result.exit_code == 2 and "KPe.901" in result.stderr
    assert "the built-in one has" in run("show", "KPe.067").stderr


def test_update_fetches_and_imports(folder: Path, server: str) -> None:  # noqa: F811
    """Once it is new; the second time nothing changed."""
    first = run("update", "--from", f"{server}/list.xml")
    assert first.exit_code == 0 and "20 records" in first.stdout
    assert "nothing changed" in run("update", "--from", f"{server}/list.xml").stdout
    assert "20 records" in run("status", "--today", "2024-06-01").stdout


@pytest.mark.parametrize("path", ["/short.xml", "/gone.xml", "/away"])
def test_an_update_that_fails_changes_nothing(folder: Path, server: str, path: str) -> None:  # noqa: F811
    """The old list stays."""
    run("import", folder / "first.xml")
    result = run("update", "--from", f"{server}{path}")
    assert result.exit_code == 2 and "Nothing was changed" in result.stderr
    assert "2 records" in run("status", "--today", "2024-06-01").stdout


def test_update_takes_a_file(folder: Path) -> None:
    """For machines without a network."""
    assert "2 records" in run("update", "--from", folder / "first.xml").stdout


def test_update_refuses_plain_http(folder: Path) -> None:
    """Before anything is sent."""
    result = run("update", "--from", "http://example.invalid/list.xml")
    assert result.exit_code == 2 and "not HTTPS" in result.stderr


def test_quirks_are_counted(folder: Path) -> None:
    """What was survived is said with the import."""
    result = run("import", BOOK / "quirks.xml")
    assert "quirks of the file, survived: 5 empty block" in result.stdout


@pytest.mark.parametrize("name", ["import", "update", "status", "show"])
def test_every_help_has_an_example_and_exit_codes(name: str) -> None:
    """Help shows how it is called and what its exit code means."""
    text = run(name, "--help").stdout
    assert f"a41 lists {name}" in text and "Exit codes" in text
