"""A program that is to be killed: for each store named on standard input it forks a writer and tells its number.

pid N            a writer was started
ack SEQ HASH     it was told that this entry is safe
dead             it is no more
"""

import os
import pickle
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from article41.desk import Desk, Draft


def tell(text: str) -> None:
    """One line in one call: it arrives whole or not at all."""
    os.write(1, f"{text}\n".encode())


def call(desk: Desk, one: Draft) -> None:
    while True:
        entry = desk.append(msgspec.structs.replace(one, id=secrets.token_hex(16))).result()
        tell(f"ack {entry.seq} {entry.hash}")


def main(draft: str) -> None:
    one: Draft = pickle.loads(Path(draft).read_bytes())
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            with Desk(line.strip()) as desk, ThreadPoolExecutor(4) as pool:
                list(pool.map(lambda _: call(desk, one), range(4)))
        tell(f"pid {pid}")
        os.waitpid(pid, 0)
        tell("dead")


if __name__ == "__main__":
    main(sys.argv[1])
