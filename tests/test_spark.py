"""Spark says what one machine says: over partitions, batches and formats, and when an executor is killed meanwhile.

All tests share one session on a small cluster: two executors, each a process of its own.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from columns_book import AMOUNTS, LAW, NAMED, PLAIN, STATED, tables
from conftest import ROOT
from hypothesis import given, settings

from article41 import Regime
from article41.bulk.headings import Layout
from article41.bulk.judging import judge
from article41.bulk.rows import Fault, Unreadable
from article41.bulk.summary import flat
from article41.cli.check import command
from article41.columns import Columns
from article41.screening.built_in import built_in
from article41.spark import ANSWERS, check, run, session
from article41.spark.packing import NotAlike, pack, unpack
from article41.spark.worker import UNREADABLE

try:
    session.require_spark()
    from pyspark.sql import DataFrame, SparkSession
except Unreadable as absent:
    pytest.skip(str(absent), allow_module_level=True)

Row = dict[str, Any]
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""A virtual machine that starts fast; these tests are short."""


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A driver, and two executors with a core and a gigabyte each, which talk over the loopback interface."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    options = {
        "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false",
        "spark.executor.memory": "1024m", "spark.executorEnv.PYTHONPATH": str(ROOT / "src"),
        "spark.driver.extraJavaOptions": QUICK, "spark.executor.extraJavaOptions": QUICK,
        "spark.sql.files.openCostInBytes": "128m",  # so that each file is a partition
        "spark.sql.shuffle.partitions": "2", "spark.sql.codegen.wholeStage": "false", "spark.sql.adaptive.enabled": "false",
    }  # fmt: skip
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("article41 tests")
    session = builder.config(map=options).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


KINDS = [(PLAIN,), (PLAIN, AMOUNTS), (PLAIN, NAMED), (PLAIN, AMOUNTS, NAMED, STATED)]
HEADINGS = sorted({heading for kind in KINDS for group in kind for heading in group})


def book() -> list[Row]:
    """Some thousand rows of all kinds, many of them faulty; the same in every run."""
    found: list[Row] = []
    for kind in KINDS:

        @settings(max_examples=180, derandomize=True, database=None)
        @given(tables(*kind))
        def collect(rows: list[Row]) -> None:
            found.extend({heading: row.get(heading) for heading in HEADINGS} for row in rows)

        collect()
    return [row | {"key": str(number)} for number, row in enumerate(found)]


ROWS = book()


def one_by_one(rows: list[Row], law: Regime = LAW) -> dict[str, Row]:
    """By key, the answer or the fault of each row judged alone."""
    layout = Layout(list(rows[0]), law.boolean_facts)
    return {row["key"]: _columns(judge(layout.row(0, 0, list(row.values())), law), law) for row in rows}


def _columns(outcome: Any, law: Regime) -> Row:
    if isinstance(outcome, Fault):
        return dict.fromkeys(ANSWERS) | {"law": law.version, "fault_field": outcome.field, "fault": outcome.message}
    return {name: flat(outcome).get(name) for name in ANSWERS}


ALONE = one_by_one(ROWS)


def framed(spark: SparkSession, folder: Path, rows: list[Row], partitions: int) -> DataFrame:
    """The rows from files, a partition each."""
    (folder / "in").mkdir()
    table = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String()))
    for part in range(partitions):
        table.gather_every(partitions, part).write_parquet(folder / "in" / f"{part}.parquet")
    found = spark.read.parquet(str(folder / "in"))
    assert found.rdd.getNumPartitions() == partitions
    return found


def by_key(answered: DataFrame) -> dict[str, Row]:
    """By key, what Spark says; fails where a row came back twice."""
    found = [row.asDict() for row in answered.collect()]
    assert len({row["key"] for row in found}) == len(found)
    return {row["key"]: {name: row[name] for name in ANSWERS} for row in found}


def test_the_book_has_answers_and_faults() -> None:
    faults = sum(row["fault"] is not None for row in ALONE.values())
    assert len(ROWS) > 2_000 and 500 < faults < len(ROWS) - 500


@pytest.mark.parametrize(("partitions", "batch"), [(1, 10_000), (5, 50)])
def test_partitions_and_batches_change_nothing(
    spark: SparkSession, tmp_path: Path, partitions: int, batch: int
) -> None:
    """Each row has the answer or the fault that it has by itself."""
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", batch)
    assert by_key(check(framed(spark, tmp_path, ROWS, partitions), LAW)) == ALONE


def test_columns_on_one_machine_say_the_same() -> None:
    frame = pl.DataFrame(ROWS, schema=dict.fromkeys(ROWS[0], pl.String()))
    judged = Columns(LAW, processes=1).judge(frame, first_row=0)
    faults = {fault.row: fault for fault in judged.faults}
    for row in judged.answers.iter_rows(named=True):
        said = ALONE[str(row["row"])]
        fault = faults.get(row["row"])
        assert fault is None or (fault.field, fault.message) == (said["fault_field"], said["fault"])
        assert {name: row[name] for name in ANSWERS if name in row} == {n: v for n, v in said.items() if n in row}


def test_what_else_a_row_holds_stays_beside_its_answer(spark: SparkSession) -> None:
    """Columns of every type pass through; columns of dates, numbers and decimals are read."""
    df = spark.sql(
        "select * from values (1, date'2018-01-01', 'KP', 270111, 10.50, map('a', array(1)), timestamp'2020-01-01'),"
        " (2, null, 'KP', 270111, 1.00, null, null) as t(id, date, `from`, hs, value, more, seen)"
    )
    first, second = sorted(check(df).collect())
    assert (first["more"], first["verdict"], first["cite"]) == (
        {"a": [1]},
        "prohibited",
        "S/RES/2371 (2017), paragraph 8",
    )
    assert (second["id"], second["verdict"], second["fault_field"]) == (2, None, "date")


def test_columns_by_a_mapping(spark: SparkSession) -> None:
    """`mapping` fills a heading of ours from a column of theirs, which faults name; an empty one leaves it unread."""
    df = spark.sql("select '2018-01-01' as date, 'KP' as land, 'x' as code, 'one' as quantity")
    mapping = {"from": "land", "hs": "code", "quantity": ""}
    assert check(df, mapping=mapping).head()["fault_field"] == "code"
    with pytest.raises(Unreadable, match="no column 'lend', which is to be read as 'from'"):
        check(df, mapping={"from": "lend"})


@pytest.mark.parametrize("symbol", LAW.drafts)
def test_a_draft_laid_over_the_law(spark: SparkSession, tmp_path: Path, symbol: str) -> None:
    over, rows = LAW.overlaid(symbol), [row | {"date": "2022-06-01"} for row in ROWS[:100]]
    assert by_key(check(framed(spark, tmp_path, rows, 2), overlay=symbol)) == one_by_one(rows, over)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("'x' as hs", "no column 'date'"),
        ("'x' as date, 'x' as Verdict", "'Verdict' has the name of an answer"),
        ("'x' as date, 'x' as other, 'y' as OTHER", "'OTHER' stands twice"),
        ("current_timestamp() as date", "hangs on a time zone"),
        ("'x' as date, array('x') as goods", "'goods' is array<string>"),
        ("'x' as date, binary('x') as hs", "'hs' is binary"),
    ],
)
def test_frames_that_cannot_be_judged(spark: SparkSession, columns: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        check(spark.sql(f"select {columns}"))


def test_driver_and_executor_must_be_alike() -> None:
    """Other code, or bytes that changed on the way, end the job before a row is judged."""
    code, sent, data = pack(LAW, built_in())
    law, screener = unpack((code, sent, data))
    assert (law.version, screener.entries) == (LAW.version, built_in().entries)
    with pytest.raises(NotAlike, match="install the same on all"):
        unpack(("sha256:other", sent, data))
    with pytest.raises(NotAlike, match="it was sent as"):
        unpack((code, sent, data + b"."))


def test_a_worker_forks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one process neither many names nor many rows judged by themselves start another."""
    monkeypatch.setattr("multiprocessing.get_context", None)
    monkeypatch.setattr("article41.screening.batch.MANY", 10)
    monkeypatch.setattr("article41.columns.alone.MANY", 10)
    frame = pl.DataFrame({"date": "2018-01-01", "seller": [f"Sample {n}" for n in range(50)], "livelihood": "true"})
    assert Columns(LAW, processes=1).judge(frame).answers["verdict"].null_count() == 0


def test_without_java_or_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said."""
    with monkeypatch.context() as absent, pytest.raises(Unreadable, match="the extra `spark`"):
        absent.setitem(sys.modules, "pyspark", None)
        session.require_spark()
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable, match="Java 17"):
        session.require_spark()


SHEET = (
    "\ufeffkey;Date;from;hs\n1;2018-01-01;KP;030211\n2;2018-01-01\n\n3;2018-01-01;KP;1;more\n"
    '4;"2018-01-01";K\xef;030211\n5;2018-01-01;KP;"a;""b"\n6;"2018-01-01;KP;030211\n=7;2018-01-01;CN;030211\n'
)  # fmt: skip
BROKEN = {"2": UNREADABLE, "3": UNREADABLE, "4": UNREADABLE, "6": UNREADABLE}


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_sheet_with_broken_lines(spark: SparkSession, tmp_path: Path, form: Any) -> None:
    """Every line comes out, a broken one with its fault; zeros stay; formulas are disarmed in CSV."""
    source, out = tmp_path / "in.csv", tmp_path / "out"
    source.write_bytes(SHEET.encode("utf-8").replace("\xef".encode(), b"\xef"))
    done = run("local[1]", [str(source)], str(out), form=form)
    rows = spark.read.parquet(str(out)) if form == "parquet" else spark.read.csv(str(out), header=True, escape='"')
    found = {row["key"]: row for row in rows.collect()}
    assert sum(done.verdicts.values()) + done.faults == len(found) == 7
    assert {key: row["fault"] for key, row in found.items() if row["unread_line"]} == BROKEN
    assert (found["1"]["hs"], found["1"]["verdict"], found["5"]["fault_field"]) == ("030211", "prohibited", "hs")
    assert ("'=7" if form == "csv" else "=7") in found
    with pytest.raises(Unreadable, match="is there already"):
        run("local[1]", [str(source)], str(out), form=form)


def test_json_lines_and_what_is_not_there(spark: SparkSession, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"date": "2018-01-01", "from": "KP", "hs": "0302"}\n{"date"\n', encoding="utf-8")
    done = run("local[1]", [str(source)], str(tmp_path / "out"))
    assert (done.verdicts, done.faults, done.law) == ({"prohibited": 1}, 1, LAW.version)
    assert run("local[1]", [str(source)], str(tmp_path / "out"), overwrite=True) == done
    with pytest.raises(Unreadable, match="Spark cannot read"):
        run("local[1]", [str(tmp_path / "none.csv")], str(tmp_path / "no"))
    with pytest.raises(Unreadable, match="tells no format"):
        run("local[1]", [str(tmp_path)], str(tmp_path / "no"))


def test_the_command(spark: SparkSession, tmp_path: Path) -> None:
    sheet, out = tmp_path / "acts.csv", tmp_path / "v.parquet"
    sheet.write_text("When,to,hs\n2018-03-04,KP,2709\n2018-03-04,KP,never\n")
    said = CliRunner().invoke(command, [str(sheet), "--engine", "spark", "--map", "date=When", "--out", str(out)])
    assert said.exit_code == 1 and "2 rows: 1 conditional, 1 faulty" in said.stderr
    assert sorted(pl.read_parquet(out / "*.parquet")["verdict"].to_list(), key=str) == [None, "conditional"]


@pytest.mark.parametrize("more", [["--faults", "f.csv"], ["--report", "r.html"], ["--map", "comtrade"]])
def test_what_the_command_does_not_do_there(more: list[str], tmp_path: Path) -> None:
    sheet = tmp_path / "acts.csv"
    sheet.write_text("date,to\n2018-03-04,KP\n")
    out = str(tmp_path / "v.parquet")
    assert CliRunner().invoke(command, [str(sheet), "--engine", "spark", "--out", out, *more]).exit_code == 2


def executors(spark: SparkSession) -> set[int]:
    """The processes of this application's executors."""
    sign = f"--app-id\0{spark.sparkContext.applicationId}\0".encode()
    found = set()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found |= {int(entry.parent.name)} if sign in entry.read_bytes() else set()
        except OSError:
            continue  # has ended meanwhile
    return found


def waiting_for(flag: Path, folder: Path) -> Any:
    """Passes batches on; every task but the first four says that it has begun and waits until the flag is there."""

    def passed(batches: Iterator[Any]) -> Iterator[Any]:
        from pyspark import TaskContext

        partition = TaskContext.get().partitionId()
        for batch in batches:
            (folder / f"begun-{partition}").touch()
            for _ in range(600 if partition > 3 else 0):
                if flag.exists():
                    break
                time.sleep(0.1)
            yield batch

    return passed


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="executors are found through /proc")
def test_an_executor_is_killed_in_the_middle(spark: SparkSession, tmp_path: Path) -> None:
    """Some tasks are done, two are running, one executor dies: every row is written once, with its answer."""
    flag, out = tmp_path / "killed", tmp_path / "out"
    rows = framed(spark, tmp_path, ROWS, 12)
    slow = rows.mapInArrow(waiting_for(flag, tmp_path), rows.schema)
    job = threading.Thread(target=lambda: check(slow, LAW).write.parquet(str(out)))
    job.start()
    while len(list(tmp_path.glob("begun-*"))) < 6 and job.is_alive():
        time.sleep(0.1)
    before = executors(spark)
    assert len(before) == 2 and job.is_alive()
    victim = min(before)
    os.kill(victim, signal.SIGKILL)
    flag.touch()
    job.join()
    assert victim not in executors(spark)
    assert (out / "_SUCCESS").exists()
    assert by_key(spark.read.parquet(str(out))) == ALONE
