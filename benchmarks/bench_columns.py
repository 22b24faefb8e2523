"""The law over columns: ten million shipments in memory, file to file, with names; beside plain joins in the same run.

    .venv/bin/python benchmarks/bench_columns.py [rows]

The peers match HS prefixes, direction and day against 200 rules and give the rules' ids: no law, no verdict. They read
the shared benchmark's rules and so need the shared folder; without it our own figures are printed alone.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from screening_data import SHARED

from article41 import load
from article41.columns import Columns

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
NAMED_ROWS = 2_000_000
SEED = 41


def shipments(rows: int) -> pl.DataFrame:
    """Codes of six digits at random, all days of 2006 to 2025; goods go to the DPRK or come from it, by halves."""
    draw = np.random.default_rng(SEED)
    number = pl.Series(draw.integers(10_000, 1_000_000, rows).astype(np.int32))
    day = pl.Series((draw.integers(0, 20 * 365, rows) + 13149).astype(np.int32)).cast(pl.Date)
    to_dprk = pl.Series(draw.integers(0, 2, rows).astype(bool))
    frame = pl.DataFrame({"id": pl.int_range(1, rows + 1, eager=True), "hs": number, "date": day, "to_dprk": to_dprk})
    to, from_ = pl.when("to_dprk").then(pl.lit("KP")), pl.when("to_dprk").then(pl.lit("CN"))
    return frame.select(
        "id",
        "date",
        from_.otherwise(pl.lit("KP")).alias("from"),
        to.otherwise(pl.lit("CN")).alias("to"),
        pl.col("hs").cast(pl.String).str.zfill(6),
    )


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The median time of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def told(what: str, rows: int, taken: float, beside: float = 0.0, peer: str = "") -> None:
    ratio = f"   {beside / taken:.2f} times {peer}" if beside else ""
    print(f"{what:<58} {rows / taken:>12,.0f} rows/s{ratio}", flush=True)


def in_memory(frame: pl.DataFrame) -> None:
    rules = the_rules()
    peer = seconds(lambda: joined(frame, rules)) if rules is not None else 0.0
    start = time.perf_counter()
    columns = Columns(load())
    made = time.perf_counter() - start
    first = seconds(lambda: columns.judge(frame), 1)
    again = seconds(lambda: columns.judge(frame))
    print(f"law loaded and laid out in {made:.2f} s")
    if peer:
        told("polars, three joins: rules' ids, no verdict", len(frame), peer)
    told("whole law, verdict and citations, cells judged on the way", len(frame), first, peer, "the join")
    told("the same, cells known", len(frame), again, peer, "the join")


def the_rules() -> pl.DataFrame | None:
    """The 200 rules of the shared benchmark."""
    if not (SHARED / "bench/bench_rules_table.py").exists():
        return None
    sys.path.insert(0, str(SHARED / "bench"))
    from bench_rules_table import RULES

    rows = [(r["id"], r["prefix"], r["dir"] == "import", iso(r["from"]), iso(r["to"]), r["para"]) for r in RULES]
    names = ["rid", "prefix", "to_dprk", "f", "t", "para"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(pl.col("f", "t").str.to_date())


def iso(day: int) -> str:
    return "9999-12-31" if day > 99990000 else f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


def joined(frame: pl.DataFrame, rules: pl.DataFrame) -> int:
    """Three joins, by the first two, four and six digits."""
    given = frame.lazy().with_columns(to_dprk=pl.col("to") == "KP")
    parts = []
    for n in (2, 4, 6):
        some = rules.lazy().filter(pl.col("prefix").str.len_bytes() == n)
        hits = given.with_columns(prefix=pl.col("hs").str.head(n)).join(some, on=["prefix", "to_dprk"])
        parts.append(hits.filter((pl.col("date") >= pl.col("f")) & (pl.col("date") < pl.col("t"))).select("id", "rid"))
    return int(pl.concat(parts).collect().height)


def file_to_file(frame: pl.DataFrame, folder: Path) -> None:
    frame.write_csv(folder / "in.csv")
    frame.write_parquet(folder / "in.parquet")
    rules = the_rules()
    peer = seconds(lambda: by_duckdb(folder, rules), 2) if rules is not None else 0.0
    if peer:
        told("duckdb, CSV to CSV: matched paragraphs", len(frame), peer)
    told(
        "a41 check in.csv --out out.csv",
        len(frame),
        seconds(lambda: checked(folder, "in.csv", "out.csv"), 2),
        peer,
        "duckdb",
    )
    told(
        "a41 check in.parquet --out out.parquet",
        len(frame),
        seconds(lambda: checked(folder, "in.parquet", "out.parquet"), 2),
        peer,
        "duckdb",
    )


PEAK = """
import sys
from article41.cli import main
try:
    main(sys.argv[1:])
finally:
    with open("/proc/self/status") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
"""The peak is read inside: what the parent holds when it starts a process would count else."""


def checked(folder: Path, given: str, out: str) -> int:
    """A run of the command; its peak memory in MB."""
    command = [sys.executable, "-c", PEAK, "check", str(folder / given), "--out", str(folder / out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) // 1024


def by_duckdb(folder: Path, rules: pl.DataFrame) -> None:
    import duckdb

    with duckdb.connect() as db:
        db.execute("set threads=2")
        rules.write_csv(folder / "rules.csv")
        db.execute(f"create table r as select * from read_csv('{folder}/rules.csv', types={{'prefix': 'VARCHAR'}})")
        db.execute(f"create table s as select * from read_csv('{folder}/in.csv', types={{'hs': 'VARCHAR'}})")
        matched = " union all ".join(
            f"""select s.id, para from s join r on length(prefix) = {n} and substr(s.hs, 1, {n}) = prefix
            and (s."to" = 'KP') = to_dprk and s.date >= f and s.date < t"""
            for n in (2, 4, 6)
        )
        db.execute(
            f"""copy (select s.*, case when paras is null then 'no rule' else 'hit' end as verdict, paras
            from s left join
            (select id, string_agg(para, ';' order by para) as paras from ({matched}) group by id) using (id))
            to '{folder}/duckdb.csv'"""
        )


def with_names(frame: pl.DataFrame, folder: Path) -> None:
    """Two names and a ship in every row; the names new to the program, then known to it."""
    script = Path(__file__).with_name("names_data.py")
    subprocess.run([sys.executable, str(script), str(folder), "220000"], check=True)
    draw = np.random.default_rng(SEED)
    pools = {part: pl.read_parquet(folder / f"{part}.parquet")["name"] for part in ("persons", "companies", "ships")}
    drawn = {part: pool.gather(draw.integers(0, len(pool), len(frame))) for part, pool in pools.items()}
    named = frame.with_columns(
        drawn["companies"].alias("seller"), drawn["persons"].alias("buyer"), drawn["ships"].alias("vessel")
    )
    distinct = sum(column.n_unique() for column in drawn.values())
    columns = Columns(load())
    print(f"{distinct:,} distinct names, {LISTED_SHARE} of them listed or nearly so")
    told("two names and a ship in each row, names new", len(frame), seconds(lambda: columns.judge(named), 1))
    told("the same, names known", len(frame), seconds(lambda: columns.judge(named), 1))


LISTED_SHARE = "0.1 %"


def memory(frame: pl.DataFrame, folder: Path) -> None:
    for share in (4, 2, 1):
        part = frame.head(len(frame) // share)
        part.write_parquet(folder / "part.parquet")
        peak = checked(folder, "part.parquet", "part-out.parquet")
        print(f"peak memory of a41 check, {len(part):>12,} rows of Parquet: {peak:,} MB", flush=True)


def main() -> None:
    frame = shipments(ROWS)
    print(f"{ROWS:,} shipments, all to the DPRK or from it; {len(os.sched_getaffinity(0))} processors")
    in_memory(frame)
    with tempfile.TemporaryDirectory() as name:
        file_to_file(frame, Path(name))
        memory(frame, Path(name))
        with_names(frame.head(NAMED_ROWS), Path(name))
    print(f"peak memory of this script {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


if __name__ == "__main__":
    main()
