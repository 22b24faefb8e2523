"""`a41 screen`: one name, a file, standard input; faults by row."""

import json
from pathlib import Path

from click.testing import CliRunner

from article41.cli import main


def run(*arguments: str, given: str | bytes | None = None) -> "tuple[int, str, str]":
    result = CliRunner().invoke(main, ["screen", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


def test_one_name() -> None:
    """A listed name is a match, told with its reference number."""
    code, out, _ = run("Ri Pyong Chul", "--type", "person")
    assert code == 0
    assert out.startswith("match     1.00  KPi.076  RI PYONG CHUL")


def test_nothing_found_is_an_answer() -> None:
    """Exit code 0, and it says so."""
    assert run("Maria Garcia") == (0, "nothing found on the list\nlist of 2026-02-27\n", "")


def test_day() -> None:
    """With --on only entries in force on the day are met."""
    assert (
        run("Ri Pyong Chul", "--type", "person", "--on", "2017-12-21", "--format", "jsonl")[1]
        == '{"row":1,"matches":[]}\n'
    )
    assert '"match"' in run("Ri Pyong Chul", "--type", "person", "--on", "2017-12-22", "--format", "jsonl")[1]


def test_lines_in_lines_out() -> None:
    """JSON Lines in the order asked, with entry, name, matched, score, decision and reasons; faults by row."""
    lines = [
        '{"id":"a","name":"Lee Byung-chul"}',
        "{bad",
        "",
        '{"id":"b","name":"Nobody"}',
        '{"id":"c","imo":"9562234"}',
        '{"id":"d","imo":9562233}',
    ]
    given = "\n".join(lines) + "\n"
    code, out, faults = run("-", given=given)
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [row["id"] for row in rows] == ["a", "b", "d"]
    assert set(rows[0]["matches"][0]) == {"entry", "name", "matched", "score", "decision", "reasons"}
    assert (rows[0]["matches"][0]["entry"], rows[0]["matches"][0]["decision"]) == ("KPi.076", "possible")
    assert rows[2]["matches"][0]["decision"] == "match"
    assert "row 2: not JSON" in faults and "row 5: imo: IMO check digit" in faults


def test_csv_in_and_out(tmp_path: Path) -> None:
    """A CSV of names gives a line a candidate, and cells that look like formulas are quoted."""
    file = tmp_path / "names.csv"
    file.write_text("id,name,type\n1,KOMID,entity\n=2,Nobody,\n", encoding="utf-8")
    code, out, _ = run("--file", str(file), "--format", "csv")
    assert code == 0
    assert out.splitlines()[1].startswith("1,KPe.001,KOREA MINING DEVELOPMENT TRADING CORPORATION,KOMID,1.0,match")
    assert out.splitlines()[2] == "'=2,,,,,,"


def test_fields_that_cannot_be_read() -> None:
    """Each fault names its field and what would be right."""
    for line, fault in [
        ('{"name":"x","type":"dog"}', "type: dog is none; expected person"),
        ('{"name":"x","birth_date":"yesterday"}', "birth_date"),
        ('{"name":"x","country":"Atlantis"}', "country"),
        ('{"nam":"x"}', "field nam is not read"),
        ("[1]", "expected an object"),
        ('{"name":""}', "a name or an imo is required"),
        ('{"name":["x"]}', "expected text"),
        ('{"name":"x","on":"2017-02-30"}', "on:"),
    ]:
        code, _, faults = (
            run("-", "--format", "jsonl", given=line + "\n")
            if line[0] == "{"
            else run("-", given='{"name":"y"}\n' + line)
        )
        assert fault in faults
        assert code in (1, 2)


def test_usage() -> None:
    """Neither a name nor a file, both, or a file that is not there: exit 2."""
    assert run()[0] == run("x", "--file", "-")[0] == run("--file", "nowhere.csv")[0] == 2


def test_empty_and_hostile_input() -> None:
    """No rows are no fault; bytes that are no UTF-8 and deep JSON stop nothing."""
    assert run("-", given="")[:2] == (0, "")
    assert run("-", given=b'{"name":"\xff\xfe"}\n')[0] == 0
    assert run("-", given='{"name":"y"}\n' + '{"name":' * 5_000 + "\n")[0] == 1


def test_an_imported_list(tmp_path: Path) -> None:
    """With --store the lists imported there are screened, and the answer carries their date; without one, exit 2."""
    where = str(tmp_path / "lists.db")
    assert "there is no store" in run("Sample Person", "--store", where)[2]
    listed = tmp_path / "own.csv"
    listed.write_text(
        "id,schema,name,aliases,birth_date,countries,identifiers,first_seen,last_seen,last_change,dataset,sanctions\n"
        "own-1,Person,Sample Person Ruritan,,,,,2024-01-01,2024-01-01,2024-01-01,own,\n"
    )
    imported = CliRunner().invoke(main, ["lists", "import", str(listed), "--date", "2024-01-01", "--store", where])
    assert imported.exit_code == 0, imported.output
    assert run("Sample Person Ruritan", "--store", where)[1] == (
        "match     1.00  own-1  Sample Person Ruritan\n          same name\nlist of 2024-01-01\n"
    )
