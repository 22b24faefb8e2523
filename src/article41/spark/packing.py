"""The law and the list as bytes that every executor gets once, and the proof that driver and executor are alike.

What is sent is data: the law's tables and the list's entries, some 200 kB for the built-in ones. The code is not sent;
it must be installed on the executors, the same as on the driver, and that is checked before anything is judged.
"""

import hashlib
import pickle
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from article41.law import Regime
from article41.screening.screener import ListScreener
from article41.version import PROGRAM

Packed = tuple[str, str, bytes]
"""The hash of the code that packed, the hash of the bytes, and the bytes."""


class NotAlike(RuntimeError):
    """Driver and executor do not run the same code, or what arrived is not what was sent."""


def pack(law: Regime, screener: ListScreener) -> Packed:
    """The law and the list, to be sent."""
    data = pickle.dumps((law, screener), protocol=5)
    return code_hash(), _hash(data), data


def unpack(packed: Packed) -> tuple[Regime, ListScreener]:
    """The law and the list as they were packed. Raises NotAlike where the code here is not the code there."""
    code, sent, data = packed
    if code != code_hash():
        here = f"{PROGRAM}, code {code_hash()}"
        raise NotAlike(f"this executor has {here}, the driver code {code}; install the same on all")
    if sent != _hash(data):
        raise NotAlike(f"the law arrived as {_hash(data)}, it was sent as {sent}")
    law, screener = pickle.loads(data)
    return law, screener


@lru_cache(maxsize=1)
def code_hash() -> str:
    """A hash over the package's own modules, wherever they are installed: a folder or an archive."""
    digest = hashlib.sha256()
    for file in _modules(files("article41")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()[:16]}"


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir() and item.name not in ("__pycache__", "data"):
            yield from _modules(item)
        elif item.name.endswith((".py", ".txt")):
            yield item


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()[:16]}"
