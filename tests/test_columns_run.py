"""Runs over files: the same rows, answers and faults as one by one, whatever the file looks like, and after a kill."""

import gzip
import io
import json
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from columns_book import CODES, DAYS, LAW, PLACES
from conftest import ROOT, casebook_acts
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.bulk import Fault, judge, open_source, rows
from article41.bulk.rows import Unreadable
from article41.bulk.source import format_of
from article41.bulk.writing import csv_file, faults
from article41.columns import Columns
from article41.columns.fitting import Fitted
from article41.columns.guessing import mapped
from article41.columns.parts import Input, parts
from article41.columns.run import Done, Run

COLUMNS = Columns(LAW, processes=1)
MESS = Path(__file__).parent / "mess.csv"


def one_by_one(file: Path) -> tuple[bytes, bytes]:
    """The answers and the faults as CSV, judged row by row."""
    results = [r if isinstance(r, Fault) else judge(r, LAW) for r in rows(open_source(str(file)), LAW.boolean_facts)]
    answers, wrong = io.BytesIO(), io.BytesIO()
    csv_file([r for r in results if not isinstance(r, Fault)], answers)
    faults([r for r in results if isinstance(r, Fault)], wrong)
    return answers.getvalue(), wrong.getvalue()


def fit_of(headings: Any, samples: Any) -> Fitted:
    return mapped(headings, samples, None, LAW.boolean_facts)


def run(file: Path, folder: Path, form: Any = "csv", **more: Any) -> Done:
    given = Input(file, format_of(file.name) or "csv")
    return Run([given], folder / f"out.{form}", form, COLUMNS, fit_of, "", folder / "faults.csv", **more).go()


def over_columns(file: Path, folder: Path) -> tuple[bytes, bytes]:
    run(file, folder)
    return (folder / "out.csv").read_bytes(), (folder / "faults.csv").read_bytes()


@pytest.fixture(params=[1 << 25, 300, 40], ids=["large", "small", "tiny"])
def blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """CSV files read in blocks of so many bytes."""
    monkeypatch.setattr("article41.columns.sheets.BLOCK", request.param)
    return int(request.param)


def test_a_messy_sheet(blocks: int, tmp_path: Path) -> None:
    assert over_columns(MESS, tmp_path) == one_by_one(MESS)


ODD = {
    "quotes": b'date,hs,description\n2018-01-01,270111,"coal, hard"\n2018-01-01,270111,"a ""b"" c"\n2018-01-01,,""\n',
    "a cell over lines": b'date,hs,description\n2018-01-01,270111,"coal\nfrom\nthere"\n2018-02-01,2709,x\n',
    "an open quote": b'date,hs,description\n2018-01-01,270111,"coal\n2018-02-01,2709,x\n2018-02-01,2709,y\n' * 3,
    "a stray quote": b'date,hs,description\n2018-01-01,270111,5" pipe\n2018-02-01,2709,ab""\n2018-02-01,2709,"x"y\n',
    "short and long rows": b"date,hs\n2018-01-01\n2018-01-01,2709,x\n2018-01-01,2710\n",
    "blank lines": b"\n\ndate,hs\n\n2018-01-01,2709\n   \n2018-01-01,2710",
    "windows": b"date,hs\r\n2018-01-01,2709\r\n\r\n2018-01-01,2710\r\n",
    "old mac": b"date,hs\r2018-01-01,2709\r2018-01-01,2710\r",
    "mixed ends": b"date,hs\n2018-01-01,2709\r2018-01-01,2710\n2018-01-01,2711\r\n",
    "utf-16": "date,hs\n2018-01-01,2709\n".encode("utf-16"),
    "a mark": b"\xef\xbb\xbfdate;hs\n2018-01-01;2709\n",
    "bytes that are no text": b"date,hs,description\n2018-01-01,2709,caf\xe9\n2018-01-01,2709,a\0b\n2018-01-01,27,x\n",
    "one column": b"date\n2018-01-01\n \n2018-01-02\n",
    "a header alone": b"date,hs\n",
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_odd_sheets(content: bytes, blocks: int, tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_bytes(content)
    assert over_columns(file, tmp_path) == one_by_one(file)


PIECES = st.sampled_from(
    [b"2018-01-01", b",", b",", b"\n", b"\n", b'"', b'""', b"270111", b"KP", b"\r\n", b"\r", b" ", b";", b"\xe9", b"=1", b"x"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=60), st.sampled_from([1 << 25, 25]))
def test_any_bytes(pieces: list[bytes], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr("article41.columns.sheets.BLOCK", block)
        file = Path(folder) / "acts.csv"
        file.write_bytes(b"date,to,hs\n" + b"".join(pieces))
        assert over_columns(file, Path(folder)) == one_by_one(file)


def test_packed_files(tmp_path: Path) -> None:
    file = tmp_path / "acts.csv.gz"
    file.write_bytes(gzip.compress(MESS.read_bytes()))
    assert over_columns(file, tmp_path) == one_by_one(MESS)


def acts_file(folder: Path) -> Path:
    """The casebook as JSON Lines, with broken lines and acts that no row can hold."""
    acts = [json.dumps(act, default=str) for act in casebook_acts()]
    broken = [
        "{",
        "[]",
        '{"date": "2018-01-01"}',
        '{"activity": "transfer"}',
        "",
        '{"date": "x", "activity": "transfer"}',
    ]
    file = folder / "acts.jsonl"
    file.write_text("\n".join([*acts[:40], *broken, *acts[40:]]) + "\n", encoding="utf-8")
    return file


def test_acts_as_json_lines(tmp_path: Path) -> None:
    file = acts_file(tmp_path)
    assert over_columns(file, tmp_path) == one_by_one(file)


def test_parquet_in_and_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.columns.parts.ROWS", 7)
    said = {"id": [f"={n}" for n in range(40)], "date": (DAYS * 2)[:40], "to": PLACES[:10] * 4, "hs": CODES[:40]}
    file = tmp_path / "acts.parquet"
    pl.DataFrame(said | {"colour": ["red"] * 40}).write_parquet(file)
    assert over_columns(file, tmp_path) == one_by_one(file)
    done = run(file, tmp_path, "parquet")
    told = pl.read_parquet(tmp_path / "out.parquet")
    assert told.height == done.totals.answered and told["id"][0] == "=0"
    assert told["row"].to_list() == sorted(told["row"].to_list())


def test_several_files_are_told_apart(tmp_path: Path) -> None:
    inputs = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file in inputs:
        file.write_text("date,to,hs\n2018-01-01,KP,2709\n2018-01-01,KP,never\n")
    Run([Input(i, "csv") for i in inputs], tmp_path / "o.csv", "csv", COLUMNS, fit_of, "", tmp_path / "f.csv").go()
    assert [line.split(",")[0] for line in (tmp_path / "o.csv").read_text().splitlines()] == ["file", *map(str, inputs)]
    assert [line.split(",")[:2] for line in (tmp_path / "f.csv").read_text().splitlines()[1:]] == [
        [str(file), "2"] for file in inputs
    ]


def large_file(folder: Path) -> Path:
    file = folder / "many.csv"
    lines = [f"r{n},{DAYS[n % 60]},KP,{CODES[n % len(CODES)]}" for n in range(4_000)]
    file.write_text("id,date,to,hs\n" + "\n".join(lines) + "\n")
    return file


class Stopped(Exception):
    pass


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_run_that_stopped_is_taken_up(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any number of parts: what is there stays, what is missing is added, nothing twice."""
    monkeypatch.setattr("article41.columns.sheets.BLOCK", 20_000)
    file = large_file(tmp_path)
    run(file, tmp_path, form)
    whole, wrong = (tmp_path / f"out.{form}").read_bytes(), (tmp_path / "faults.csv").read_bytes()
    (tmp_path / f"out.{form}").unlink()
    for _ in range(3):
        with pytest.raises(Stopped):
            run(file, tmp_path, form, progress=_stop)
        assert not (tmp_path / f"out.{form}").exists()
    assert run(file, tmp_path, form).taken_up
    assert (tmp_path / f"out.{form}").read_bytes() == whole and (tmp_path / "faults.csv").read_bytes() == wrong
    assert not (tmp_path / f"out.{form}.parts").exists()


def _stop(source: int, after: object) -> None:
    raise Stopped


def test_another_file_or_law_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.columns.sheets.BLOCK", 20_000)
    file = large_file(tmp_path)
    with pytest.raises(Stopped):
        run(file, tmp_path, progress=_stop)
    file.write_text(file.read_text().replace("r0,", "first,"))
    assert not run(file, tmp_path).taken_up
    assert (tmp_path / "out.csv").read_bytes() == one_by_one(file)[0]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out.csv.parts").mkdir()
    (tmp_path / "out.csv.parts" / "thesis.txt").write_text("mine")
    with pytest.raises(Unreadable, match="no run's folder"):
        run(large_file(tmp_path), tmp_path)
    assert (tmp_path / "out.csv.parts" / "thesis.txt").read_text() == "mine"


KILLED = """
import sys
from pathlib import Path
import article41.columns.sheets as sheets
from article41 import load
from article41.columns import Columns
from article41.columns.guessing import mapped
from article41.columns.parts import Input
from article41.columns.run import Run
sheets.BLOCK = 20_000
def told(source, after):
    print(after.row, flush=True)
    sys.stdin.readline()
file, out = map(Path, sys.argv[1:])
law = load()
fit_of = lambda headings, samples: mapped(headings, samples, None, law.boolean_facts)
Run([Input(file, "csv")], out, "csv", Columns(law), fit_of, progress=told).go()
"""


def test_a_run_that_was_killed_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.columns.sheets.BLOCK", 20_000)
    file, out = large_file(tmp_path), tmp_path / "out.csv"
    command = [sys.executable, "-c", KILLED, str(file), str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin and process.stdout and int(process.stdout.readline()) > 0
        process.send_signal(signal.SIGKILL)
    assert not out.exists()
    assert run(file, tmp_path).taken_up
    assert out.read_bytes() == one_by_one(file)[0]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "acts.parquet"
    file.write_bytes(b"PAR1 nonsense")
    with pytest.raises(Unreadable, match="not readable as Parquet"):
        run(file, tmp_path)
    assert not (tmp_path / "out.csv.parts").exists()
    with pytest.raises(Unreadable, match="no such file"):
        list(parts(Input(tmp_path / "none.csv", "csv"), fit_of))
