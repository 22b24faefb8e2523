"""The service under load on loopback, beside a bare route of the same framework, in the same run.

    python benchmarks/bench_service.py [--seconds 30] [--clients 16]

One server process under uvicorn, one wrk (Debian's package) of one thread; both share the processors with whatever
else runs. Each act has two parties, screened: with names never asked before, and with names out of a thousand.
Figures are of one machine on one day; compare inside one run.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

HERE = Path(__file__).parent
HELLO = """\
import socket
from litestar import Litestar, get
from article41.web.server import run

@get("/api/v1/check", media_type="text/plain")
async def hello() -> str:
    return "hello"

listening = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listening.getsockname()[1]}/api", flush=True, file=__import__("sys").stderr)
run(Litestar([hello], openapi_config=None), listening, open("/dev/null", "w"))
"""


class Figures(NamedTuple):
    """Requests a second, milliseconds at the median and at 99 of 100, how many failed; the server's own milliseconds
    of processor for each, which say what it could do on a processor of its own; its memory before and after."""

    rate: float
    median: float
    tail: float
    failed: int
    busy: float
    before: float
    after: float


@contextmanager
def server(*command: str) -> Iterator[tuple[str, int]]:
    """A server in a process of its own, its log in a file: its address and process id."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "src")}
    with tempfile.NamedTemporaryFile() as log:
        process = subprocess.Popen([sys.executable, *command], stderr=log, env=environment)
        try:
            yield address_in(Path(log.name)), process.pid
        finally:
            process.terminate()
            process.wait()


def address_in(log: Path) -> str:
    """The address that a server tells first."""
    while not (found := re.search(r"(http://[^/\s]+)/", log.read_text())):
        time.sleep(0.1)
    return found[1]


def loaded(address: str, pid: int, seconds: int, clients: int, pool: int, script: bool = True) -> Figures:
    """What wrk measures, and what it cost the server."""
    before, start = memory(pid), busy(pid)
    with_acts = ["-s", str(HERE / ("service.lua" if script else "hello.lua"))]
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", *with_acts, f"{address}/api/v1/check"]
    printed = subprocess.run([*command, "--", str(pool)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"FIGURES (\S+) (\S+) (\S+) (\d+)", printed)
    assert found, printed
    rate, spent = float(found[1]), busy(pid) - start
    figures = rate, float(found[2]), float(found[3]), int(found[4]), 1e3 * spent / (rate * seconds)
    return Figures(*figures, before, memory(pid))


def busy(pid: int) -> float:
    """Seconds of processor that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def ready(address: str) -> None:
    """Waits until the server answers."""
    with urlopen(f"{address}/healthz", timeout=60) as answer:
        assert answer.status == 200


def row(title: str, f: Figures) -> str:
    figures = f"{f.rate:8.0f} {f.median:9.2f} {f.tail:9.2f} {f.failed:7d} {f.busy:12.3f}"
    return f"{title:34} {figures} {f.before:9.0f} {f.after:9.0f}"


def main() -> None:
    """Runs all and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--clients", type=int, default=16)
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        print("wrk is not here, so nothing is measured: apt-get install wrk")
        return
    how = asked.seconds, asked.clients
    print(f"{asked.clients} clients, {asked.seconds} s each; load of the machine before: {os.getloadavg()[0]:.1f}")
    heads = ("rate /s", "p50 ms", "p99 ms", "errors", "CPU ms each", "MB before", "MB after")
    print(f"{'':34} {heads[0]:>8} {heads[1]:>9} {heads[2]:>9} {heads[3]:>7} {heads[4]:>12} {heads[5]:>9} {heads[6]:>9}")
    with server("-c", HELLO) as (address, pid):
        time.sleep(2)
        print(row("bare hello", loaded(address, pid, *how, 0, script=False)), flush=True)
    with server("-m", "article41", "serve", "--port", "0") as (address, pid):
        ready(address)
        loaded(address, pid, 2, asked.clients, 0)
        for title, pool in (("checks, two new names each", 0), ("checks, names out of a thousand", 1_000)):
            print(row(title, loaded(address, pid, *how, pool)), flush=True)
    print(f"load of the machine after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
