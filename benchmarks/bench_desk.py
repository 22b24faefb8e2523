"""How fast the log appends decisions, beside bare inserts into SQLite in the same run.

    python benchmarks/bench_desk.py [DATABASE_URL]

Sixteen callers each append a decision and wait until it is safe on disk. The bare loop inserts rows of the same size,
one transaction a row, into a file with the same settings; then sixteen rows a transaction. With a URL the log is
measured there too. Decisions are made beforehand: checking is measured by bench_check.py.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import msgspec

from article41 import Regime, check, load
from article41.desk import Desk, Draft, decision, verify

CALLERS = 16
SECONDS = 5.0
ACT = (
    '{"date":"2019-03-04","activity":"transfer","from":"KP","to":"VN","goods":[{"hs":"2701.11","quantity":5}],'
    '"parties":[{"name":"Harbour Coal Trading","role":"seller"},{"name":"Northern Steel Works","role":"buyer"}]}'
)
AT = datetime(2026, 1, 1, tzinfo=UTC)


def maker(law: Regime) -> Callable[[], Draft]:
    """Drafts the same decision anew: its canonical JSON, salt and hashes are part of what is measured."""
    act = law.read(msgspec.json.decode(ACT))
    verdict = check(act, law)
    return lambda: decision(ACT, act, verdict, "bench", AT)


def appended(where: str, make: Callable[[], Draft], callers: int) -> float:
    """Decisions a second that `callers` append, each waiting for its own."""
    with Desk(where) as desk, ThreadPoolExecutor(callers) as pool:
        start = perf_counter()
        counts = list(pool.map(lambda _: caller(desk, make, start + SECONDS), range(callers)))
        took = perf_counter() - start
    return sum(counts) / took


def caller(desk: Desk, make: Callable[[], Draft], end: float) -> int:
    """How many decisions one caller appends until `end`."""
    count = 0
    while perf_counter() < end:
        desk.append(make()).result()
        count += 1
    return count


def bare(file: Path, row: str, together: int) -> float:
    """Rows a second that a plain loop inserts, `together` of them a transaction."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (body TEXT)")
    start, count = perf_counter(), 0
    while perf_counter() < start + SECONDS:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO rows VALUES (?)", [(row,)] * together)
        connection.execute("COMMIT")
        count += together
    return count / (perf_counter() - start)


def verified(where: str) -> float:
    """Entries a second that `verify` goes through."""
    with Desk(where) as desk:
        start = perf_counter()
        found = verify(desk)
        assert found.fault is None, found.fault
        return found.head.seq / (perf_counter() - start)


def main(urls: Sequence[str]) -> None:
    make = maker(load())
    one = make()
    row = one.body + (one.personal.content if one.personal else "")
    with tempfile.TemporaryDirectory() as folder:
        print(f"{len(row):,} characters a decision; decisions or rows a second, {SECONDS:g} s each")
        print(f"bare SQLite, 1 row a transaction       {bare(Path(folder, '1.db'), row, 1):10,.0f}")
        print(f"bare SQLite, {CALLERS} rows a transaction     {bare(Path(folder, '16.db'), row, CALLERS):10,.0f}")
        for where in (str(Path(folder, "desk.db")), *urls):
            name = "PostgreSQL" if "://" in where else "SQLite"
            for callers in (1, CALLERS):
                print(f"log on {name:10}, {callers:2} callers           {appended(where, make, callers):10,.0f}")
            print(f"log on {name:10}, verified            {verified(where):10,.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
