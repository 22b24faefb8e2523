"""A run over files: part after part judged and put away, so that a run that was killed goes on where it stopped.

Beside the file OUT stands, while the run lasts, the folder OUT.parts. A part counts once its note is there: answers and
faults are written before it. At the end the parts become one file and the folder goes.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import polars as pl

from article41.bulk.rows import Unreadable
from article41.bulk.summary import COLUMNS, FORMULA_STARTS
from article41.columns.frame import Columns
from article41.columns.judging import judged
from article41.columns.parts import START, FitOf, Input, Part, Position, parts
from article41.report.totals import Totals

Form = Literal["csv", "parquet"]
Progress = Callable[[int, Position], object]
"""Is told, after each part, which input it is of (from 0) and how far that was read."""
SHOWN_FAULTS = 20
"""So many faults are told at the end; all are in the file of faults."""
_FAULTS = {"row": pl.Int64(), "line": pl.Int64(), "field": pl.String(), "message": pl.String()}


class Note(msgspec.Struct, frozen=True):
    """What is written down of a part that was put away: which input it is of, where it ends, and what it holds."""

    source: int
    after: Position
    totals: Totals


class Done(NamedTuple):
    """The totals of all rows, what is wrong with the first faulty ones, and whether an earlier run was taken up."""

    totals: Totals
    first_faults: list[str]
    taken_up: bool


class Run:
    """Judges `inputs` into `out`, and the faulty rows into `fault_file` where one is given.

    `fit_of` says what the columns of sheets mean; `mapping` is a text that changes when that does. Several inputs get a
    column `file`, since rows are counted in each.
    """

    def __init__(
        self, inputs: Sequence[Input], out: Path, form: Form, columns: Columns, fit_of: FitOf,
        mapping: str = "", fault_file: Path | None = None, progress: Progress = lambda source, after: None,
    ) -> None:  # fmt: skip
        self.inputs, self.out, self.form, self.columns = inputs, out, form, columns
        self.fit_of, self.mapping, self.fault_file, self.progress = fit_of, mapping, fault_file, progress
        self.folder = out.with_name(out.name + ".parts")
        self._first_faults: list[str] = []

    def go(self) -> Done:
        """Does what is left to do. Raises Unreadable where an input cannot be read."""
        notes = self._notes()
        taken_up = bool(notes)
        try:
            for source, part in self._parts_left(notes):
                notes.append(self._put_away(part, source, len(notes)))
                self.progress(source, part.after)
        except Unreadable:
            if not notes:
                shutil.rmtree(self.folder)
            raise
        self._join(len(notes))
        totals = Totals()
        for note in notes:
            totals.add(note.totals)
        return Done(totals, self._first_faults, taken_up)

    def _notes(self) -> list[Note]:
        """The notes of an earlier run of the same inputs under the same law and list; a fresh folder where none is."""
        mark = self.folder / "run.json"
        if mark.exists() and mark.read_bytes() == self._fingerprint():
            files = sorted(self.folder.glob("*.note"))
            return [msgspec.json.decode(file.read_bytes(), type=Note) for file in files]
        if not mark.exists() and self._strange():
            raise Unreadable(f"{self.folder} is there and is no run's folder; move it, or name another file to write")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        _write(mark, self._fingerprint())
        return []

    def _strange(self) -> bool:
        """Whether the folder holds what no run left there: it must not be thrown away."""
        started = {self.folder / "run.json.new"}  # of a run that was killed as it began
        return self.folder.exists() and not set(self.folder.iterdir()) <= started

    def _fingerprint(self) -> bytes:
        """What the answers depend on."""
        files = [(str(i.path.resolve()), i.path.stat().st_size, i.path.stat().st_mtime_ns) for i in self.inputs]
        return msgspec.json.encode([self.columns.versions, self.mapping, self.form, files])

    def _parts_left(self, notes: Sequence[Note]) -> Iterator[tuple[int, Part]]:
        last = notes[-1] if notes else None
        for source, given in enumerate(self.inputs):
            if last and source < last.source:
                continue
            start = last.after if last and source == last.source else START
            for part in parts(given, self.fit_of, start):
                yield source, part

    def _put_away(self, part: Part, source: int, number: int) -> Note:
        answers, found, totals = judged(part, self.columns)
        file = str(self.inputs[source].path)
        several = len(self.inputs) > 1
        shown = found[: SHOWN_FAULTS - len(self._first_faults)]
        self._first_faults += [f"{file}, {fault}" if several else str(fault) for fault in shown]
        faults = pl.DataFrame(found, _FAULTS, orient="row")
        if several:
            name = pl.lit(file).alias("file")
            answers, faults = answers.select(name, pl.all()), faults.select(name, pl.all())
        self._write_answers(answers, self._file(number, self.form))
        as_text(faults).write_csv(self._file(number, "faults"), include_header=False)
        note = Note(source, part.after, totals)
        _write(self._file(number, "note"), msgspec.json.encode(note))
        return note

    def _file(self, number: int, kind: str) -> Path:
        return self.folder / f"{number:06d}.{kind}"

    def _write_answers(self, answers: pl.DataFrame, file: Path) -> None:
        if self.form == "csv":
            as_text(answers).write_csv(file, include_header=False)
        else:
            answers.write_parquet(file)

    def _join(self, count: int) -> None:
        """One file of the parts; it takes its name when it is whole."""
        names = ["file"] if len(self.inputs) > 1 else []
        whole = self.out.with_name(self.out.name + ".whole")
        files = [self._file(n, self.form) for n in range(count)]
        if self.form == "csv":
            _concatenated([*names, *COLUMNS], files, whole)
        elif files:
            pl.scan_parquet(files).sink_parquet(whole)
        else:
            pl.DataFrame(schema=dict.fromkeys([*names, *COLUMNS], pl.String())).write_parquet(whole)
        if self.fault_file:
            _concatenated([*names, *_FAULTS], [self._file(n, "faults") for n in range(count)], self.fault_file)
        whole.replace(self.out)
        shutil.rmtree(self.folder)


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """What a CSV file holds: blank cells for empty texts, and nothing that a spreadsheet would run as a formula."""
    starts = "^([" + "".join(f"\\{mark}" if mark.isprintable() else mark for mark in FORMULA_STARTS) + "])"
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    words = [name for name, kind in frame.schema.items() if kind in (pl.String, pl.Categorical)]
    guarded = frame.with_columns(pl.col(texts).str.replace(starts, "'${1}"))
    return guarded.with_columns(pl.when(pl.col(words) != "").then(pl.col(words)))


def _concatenated(headings: Sequence[str], files: Sequence[Path], whole: Path) -> None:
    with whole.open("wb") as out:
        out.write(",".join(headings).encode() + b"\n")
        for file in files:
            with file.open("rb") as part:
                shutil.copyfileobj(part, out, 1 << 20)


def _write(file: Path, content: bytes) -> None:
    """The file whole, or not at all."""
    new = file.with_name(file.name + ".new")
    new.write_bytes(content)
    new.replace(file)
