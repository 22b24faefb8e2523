"""`a41 check` on files of any size: mappings, guesses, reports, several files, folders and packed ones."""

import gzip
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from article41.cli.check import command

EXTRACT = (
    "Entry No,Commodity_Code,Exporter Country,Country of Destination,Declaration Date,Colour\n"
    "E1,270111,North Korea,VN,2018-03-04,black\n"
    "E2,100630,CN,KP,2018-03-05,white\n"
    "E3,270111,KP,CN,2018-02-30,black\n"
)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args])


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    file = tmp_path / "extract.csv"
    file.write_text(EXTRACT)
    return file


def test_guesses_are_shown_and_applied(extract: Path, tmp_path: Path) -> None:
    result = run(extract, "--out", tmp_path / "v.csv", "--faults", tmp_path / "f.csv")
    assert result.exit_code == 1
    assert "columns are read as follows" in result.stderr
    assert "note: column 'Colour' is not read" in result.stderr
    answers = (tmp_path / "v.csv").read_text().splitlines()
    assert answers[1].startswith('E1,1,prohibited,prohibited,prohibited,"S/RES/2371 (2017), paragraph 8"')
    assert answers[2].startswith("E2,2,permitted")
    assert "3,4,Declaration Date,2018 has no 30 February" in (tmp_path / "f.csv").read_text()


def test_a_mapping_can_be_said_and_serves_every_form(extract: Path, tmp_path: Path) -> None:
    said = "hs=Commodity_Code,from=Exporter Country,date=Declaration Date"
    assert run(extract, "--map", said, "--out", tmp_path / "v.parquet").exit_code == 1
    assert pl.read_parquet(tmp_path / "v.parquet")["verdict"].to_list() == ["prohibited", "permitted"]
    table = run(extract, "--map", said)
    assert table.exit_code == 1 and "prohibited" in table.stdout and "3 rows:" in table.stdout


def test_a_wrong_mapping_says_what_is_near(extract: Path, tmp_path: Path) -> None:
    result = run(extract, "--map", "hs=Comodity_Code", "--out", tmp_path / "v.csv")
    assert result.exit_code == 2 and "Commodity_Code" in result.stderr
    assert run(extract, "--map", "comtrad", "--out", tmp_path / "v.csv").exit_code == 2
    assert list(tmp_path.iterdir()) == [extract]


def test_folders_patterns_and_packed_files(tmp_path: Path) -> None:
    folder = tmp_path / "years"
    folder.mkdir()
    (folder / "2017.csv").write_text("date,to,hs\n2017-12-31,KP,2709\n")
    (folder / "2018.csv.gz").write_bytes(gzip.compress(b"date,to,hs\n2018-03-04,KP,2709\n"))
    (folder / "notes.md").write_text("not read")
    for given in ([folder], [folder / "*.csv*"], [folder / "2017.csv", folder / "2018.csv.gz"]):
        assert run(*given, "--out", tmp_path / "v.parquet").exit_code == 0
        told = pl.read_parquet(tmp_path / "v.parquet")
        assert [Path(file).name for file in told["file"]] == ["2017.csv", "2018.csv.gz"]


def test_one_packed_file_is_shown_as_a_table(tmp_path: Path) -> None:
    file = tmp_path / "acts.csv.gz"
    file.write_bytes(gzip.compress(b"date,from,hs\n2018-03-04,KP,2701.11\n"))
    assert "prohibited" in run(file).stdout


def test_a_report_is_written(extract: Path, tmp_path: Path) -> None:
    pytest.importorskip("altair")
    result = run(extract, "--out", tmp_path / "v.csv", "--report", tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text()
    assert "r.html" in result.stderr and "Not legal advice" in page and "<svg" in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--report", "r.html"], "--report"),
        (["--out", "v.csv", "--report", "r.pdf"], "expected .html or .svg"),
        (["--out", "v.jsonl", "--report", "r.html"], "--out"),
    ],
)
def test_what_a_report_needs(more: list[str], said: str, extract: Path) -> None:
    result = run(extract, *more)
    assert result.exit_code == 2 and said in result.stderr


def test_several_files_need_one_to_write_to(extract: Path) -> None:
    result = run(extract, extract.with_name("other.csv"))
    assert result.exit_code == 2 and "several files" in result.stderr


def test_a_file_without_a_date_says_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_text("when,what\n1,2\n")
    result = run(file, "--out", tmp_path / "v.csv")
    assert result.exit_code == 2 and "no column holds the date; found: when, what" in result.stderr
    assert list(tmp_path.iterdir()) == [file]


def test_faults_under_a_mapping_name_the_files_own_headings(extract: Path) -> None:
    result = run(extract, "--map", "date=Declaration Date,hs=Commodity_Code")
    assert "row 3, Declaration Date: 2018 has no 30 February" in result.stderr


def test_a_mapping_needs_headings(tmp_path: Path) -> None:
    """A mapping that would change nothing is refused, not passed over."""
    acts = tmp_path / "acts.jsonl"
    acts.write_text('{"date": "2018-03-04", "activity": "transfer", "to": "KP"}\n')
    nested = tmp_path / "acts.parquet"
    pl.DataFrame({"date": ["2018-03-04"], "goods": [[{"hs": "2709"}]]}).write_parquet(nested)
    for file in (acts, nested):
        for more in ([], ["--out", tmp_path / "v.csv"]):
            result = run(file, "--map", "hs=code", *more)
            assert result.exit_code == 2 and "in the contract's form" in result.stderr
    assert run("-", "--map", "hs=code").exit_code == 2


def test_without_polars_what_needs_it_is_refused(
    extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("article41.cli.manyfiles.can_judge", lambda: False)
    for more in (["--map", "hs=Commodity_Code"], [extract.with_name("other.csv"), "--out", tmp_path / "v.csv"]):
        result = run(extract, *more)
        assert result.exit_code == 2 and "extra `bulk`" in result.stderr
