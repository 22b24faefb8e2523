"""A writer that is killed at any moment: what it acknowledged is there, and the chain is sound."""

import os
import pickle
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from desk_book import KINDS, coal, empty

from article41 import Regime
from article41.desk import Desk, verify

STORES, ROUNDS = {"sqlite": 10, "postgresql": 3}, 10
"""So many stores, and so many writers in turn on each. A server survives its clients; SQLite is the client."""
ENOUGH = 40
"""A writer is killed after fewer acknowledgements than this."""


def acknowledged(writers: "subprocess.Popen[str]", where: str, enough: int, moment: float) -> dict[int, str]:
    """The entries a writer knew to be safe: it is killed after so many, and a moment (seconds) more."""
    assert writers.stdin and writers.stdout
    print(where, file=writers.stdin, flush=True)
    pid, lines = 0, list[str]()
    while (line := writers.stdout.readline().strip()) != "dead":
        assert line, "the writers' program ended"
        if line.startswith("pid "):
            pid = int(line.removeprefix("pid "))
        else:
            lines.append(line)
        if pid and len(lines) >= enough:
            time.sleep(moment)
            os.kill(pid, signal.SIGKILL)
            pid = 0  # once: what it told before is still to be read
    return {int(seq): hash_ for _, seq, hash_ in map(str.split, lines)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform does not fork")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_acknowledged_is_lost(kind: str, tmp_path: Path, law: Regime) -> None:
    """A hundred writers killed (on a server thirty); the first of each store perhaps while it makes the tables."""
    (tmp_path / "draft").write_bytes(pickle.dumps(coal(law)))
    rng, total = random.Random(41), 0
    command = [sys.executable, str(ROOT / "tests" / "desk_writer.py"), str(tmp_path / "draft")]
    paths = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=paths) as writers:
        for _ in range(STORES[kind]):
            with empty(kind, tmp_path) as where:
                total += survived(writers, where, rng)
        assert writers.stdin
        writers.stdin.close()
    assert total > STORES[kind] * ROUNDS


def survived(writers: "subprocess.Popen[str]", where: str, rng: random.Random) -> int:
    """How many entries were acknowledged on this store, all of which are there after each kill."""
    known: dict[int, str] = {}
    for number in range(ROUNDS):
        enough = rng.randrange(1, ENOUGH) if number else 0
        known |= acknowledged(writers, where, enough, rng.uniform(0, 0.02))
        with Desk(where) as desk:
            assert verify(desk).fault is None, f"round {number}"
            kept = {entry.seq: entry.hash for entry, personal in desk.kept() if personal}
        assert known.items() <= kept.items(), f"round {number}"
    return len(known)
