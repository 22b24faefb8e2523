"""What the process of a job does: rows in, verdicts and faults into files, and now and then how far it is."""

import signal
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Literal, NamedTuple

from article41.bulk.judging import Answer, judge_act
from article41.bulk.reading import rows
from article41.bulk.rows import Fault, Row, Unreadable
from article41.bulk.source import Source, sniff
from article41.bulk.writing import WRITERS, faults
from article41.law import Regime, load
from article41.screening.built_in import built_in
from article41.screening.remembered import Remembered
from article41.web.together import taken

Form = Literal["jsonl", "csv"]
BODY, RESULT, FAULTS = "body", "result", "faults"
"""Files in the folder of a job."""
AT_ONCE = 200
"""Rows whose names are screened together; after them it is told how far the job is."""
MOST_NAMES = 100_000
LARGEST_RESULT = 1_000_000_000
"""Bytes; a job that would write more ends there."""
MOST_FAULTS = 100_000
PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bzip2", b"\xfd7zXZ": "xz",
          b"PAR1": "Parquet"}  # fmt: skip
"""First bytes of what is not read: little of it may unpack to a great deal."""


class Progress(NamedTuple):
    """How far a job is: rows answered, those that are faults, and the verdicts on the others. `ended`: no more to come;
    `fault` is why before its time."""

    rows: int = 0
    faults: int = 0
    verdicts: tuple[tuple[str, int], ...] = ()
    ended: bool = False
    fault: str = ""


class TooMuch(Exception):
    """The job goes beyond a bound."""


def packed(start: bytes) -> str:
    """What the first bytes say a body is packed as; empty where it is not."""
    return next((name for magic, name in PACKED.items() if start.startswith(magic)), "")


def work(folder: Path, overlay: str, form: Form, tell: Connection) -> None:
    """Works a job off. The folder holds its body; at the end also its result and its faults, as `a41 check` writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the service that is stopped stops its process
    told = _Told(tell)
    try:
        law = load().overlaid(overlay) if overlay else load()
        with (folder / BODY).open("rb") as body:
            source = Source("the body", body, sniff(body))
            if source.format not in ("csv", "jsonl"):
                raise Unreadable(f"it looks like {source.format}; expected CSV with headings, or an act of JSON a line")
            _write(folder, form, _answers(rows(source, law.boolean_facts), law, told), told)
        told.tell(ended=True)
    except (Unreadable, TooMuch) as fault:
        told.tell(ended=True, fault=str(fault))


class _Told:
    """Counts what was answered, and tells it."""

    def __init__(self, tell: Connection) -> None:
        self._tell, self.faults, self._verdicts = tell, list[Fault](), Counter[str]()

    def note(self, one: Answer | Fault) -> None:
        if isinstance(one, Answer):
            self._verdicts[one.verdict.verdict] += 1
        elif len(self.faults) == MOST_FAULTS:
            raise TooMuch(f"more than {MOST_FAULTS:,} rows are faulty")
        else:
            self.faults.append(one)

    def tell(self, ended: bool = False, fault: str = "") -> None:
        rows = self._verdicts.total() + len(self.faults)
        self._tell.send(Progress(rows, len(self.faults), tuple(sorted(self._verdicts.items())), ended, fault))


def _answers(found: Iterator[Row | Fault], law: Regime, told: _Told) -> Iterator[Answer]:
    names = Remembered(built_in(), 1, MOST_NAMES)
    while some := list(islice(found, AT_ONCE)):
        for one in taken(some, law, names):
            answer = one if isinstance(one, Fault) else judge_act(*one, law, names)
            told.note(answer)
            if isinstance(answer, Answer):
                yield answer
        told.tell()


def _write(folder: Path, form: Form, answers: Iterator[Answer], told: _Told) -> None:
    with (folder / RESULT).open("wb") as stream:
        WRITERS[form](_bounded(answers, stream), stream)
    with (folder / FAULTS).open("wb") as stream:
        faults(told.faults, stream)


def _bounded(answers: Iterator[Answer], stream: IO[bytes]) -> Iterator[Answer]:
    for answer in answers:
        yield answer
        if stream.tell() > LARGEST_RESULT:
            raise TooMuch(f"the result would be longer than {LARGEST_RESULT:,} bytes; send the rows in parts")
