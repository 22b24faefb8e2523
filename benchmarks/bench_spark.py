"""Spark beside one machine without it, on the same rows in the same run.

    python benchmarks/bench_spark.py [ROWS ...]

Writes Parquet files of acts without names or descriptions (1 and 4 million by default), then judges each: by `Columns`
in one process, and by a Spark session on one core and on two. Spark is timed twice: judging alone, with the answers
thrown away, and the whole job from folder to folder with its counts. Each is done once to warm up and three times to
measure; the table shows the median, the least and the most. Memory is the most that the driver's Python, its virtual
machine and the largest Python worker held. Figures are of one machine on one day, and what else runs there is in them;
compare inside one run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from article41 import load
from article41.bulk.rows import Unreadable
from article41.columns import Columns
from article41.spark import check, run
from article41.spark.session import require_spark, session

SEED, ROUNDS, FILES = 41, 3, 8
FIRST = date(2006, 1, 1)


def acts(rows: int) -> pl.DataFrame:
    """Acts between the DPRK and elsewhere, 2006 to 2025; half of the codes are the law's. Cells answer all."""
    rng = np.random.default_rng(SEED)
    listed = np.array([(code + "000000")[:6] for code in sorted(load().goods.codes())])
    other = np.array([f"{number:06d}" for number in range(10_000, 980_000, 37)])
    days = np.array([(FIRST + timedelta(days=n)).isoformat() for n in range(7_300)])
    half = rng.random(rows) < 0.5
    there = np.where(rng.random(rows) < 0.5, "KP", "CN")
    return pl.DataFrame(
        {
            "id": np.arange(rows).astype(str),
            "date": rng.choice(days, rows),
            "from": there,
            "to": np.where(there == "KP", "CN", "KP"),
            "hs": np.where(half, rng.choice(listed, rows), rng.choice(other, rows)),
        }
    )


def written(folder: Path, rows: int) -> Path:
    """The acts as files of equal size, so that every core has work."""
    frame, target = acts(rows), folder / f"{rows}.parquet"
    target.mkdir()
    step = -(-rows // FILES)
    for number in range(FILES):
        frame.slice(number * step, step).write_parquet(target / f"{number}.parquet")
    return target


def timed(work: Callable[[], Any]) -> list[float]:
    """Seconds of each round, after one to warm up."""
    work()
    spans = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        spans.append(time.perf_counter() - start)
    return spans


def alone(source: Path, out: Path) -> list[float]:
    """From files to one file by `Columns`, in one process."""
    columns = Columns(load(), processes=1)

    def work() -> None:
        frame = pl.read_parquet(source)
        frame.hstack(columns.judge(frame).answers.drop("id", "row")).write_parquet(out)

    return timed(work)


def line(way: str, rows: int, spans: list[float]) -> str:
    middle = statistics.median(spans)
    return f"{rows:>10,}  {way:<24} {middle:6.1f} s ({min(spans):.1f} to {max(spans):.1f}) {rows / middle:9,.0f} rows/s"


def measure(way: str, source: Path, rows: int, out: Path) -> None:
    """The lines of one way; in a process of its own, so that memory is its own too."""
    if way == "Columns":
        print(line("Columns, one process", rows, alone(source, out)), flush=True)
        print(memory(), flush=True)
    else:
        by_spark(source, rows, out, int(way))


def by_spark(source: Path, rows: int, out: Path, cores: int) -> None:
    """Judging alone, and from folder to folder with its counts, on so many cores of this machine."""
    with session(f"local[{cores}]") as spark:
        spark.sparkContext.setLogLevel("OFF")
        law, frame = load(), spark.read.parquet(str(source))
        judged = timed(lambda: check(frame, law).write.format("noop").mode("overwrite").save())
        print(line(f"Spark local[{cores}], judged", rows, judged), flush=True)
        whole = timed(lambda: run("local", [str(source)], str(out), law=law, overwrite=True))
        print(line(f"Spark local[{cores}], whole job", rows, whole), flush=True)
        print(memory(), flush=True)


def memory() -> str:
    """The most megabytes that this process and those it started ever held, the largest of each name."""
    largest: dict[str, int] = {}
    for name, size in map(held, family(os.getpid())):
        largest[name] = max(size, largest.get(name, 0))
    return f"{'':>10}  most memory: " + ", ".join(f"{name} {size:,} MB" for name, size in largest.items())


def family(process: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from family(int(child))


def held(process: int) -> tuple[str, int]:
    """Its name and megabytes; 0 where it has ended and only waits to be cleared away."""
    said = dict(row.split(":", 1) for row in Path(f"/proc/{process}/status").read_text().splitlines())
    name = "driver" if process == os.getpid() else said["Name"].strip()
    return name, int(said.get("VmHWM", "0").split()[0]) >> 10


def main() -> None:
    """The table; says so and ends where Spark is not installed."""
    try:
        require_spark()
    except Unreadable as absent:
        print(f"bench_spark: skipped. {absent}")
        return
    if sys.argv[1:2] == ["--one"]:
        way, source, rows, out = sys.argv[2:]
        measure(way, Path(source), int(rows), Path(out))
        return
    for rows in map(int, sys.argv[1:] or ["1000000", "4000000"]):
        with tempfile.TemporaryDirectory() as folder:
            source = written(Path(folder), rows)
            for way in ("Columns", "1", "2"):
                arguments = ["--one", way, str(source), str(rows), str(Path(folder) / way)]
                subprocess.run([sys.executable, __file__, *arguments], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
