"""Files of any size into one file of flat answers: over columns, part by part, with progress on the terminal."""

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from glob import glob
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from article41.bulk import Fault, Row, Unreadable
from article41.bulk.headings import Layout
from article41.bulk.source import Format, format_of, open_source
from article41.cli import paper
from article41.cli.show import printable
from article41.errors import InputError
from article41.law import Regime

if TYPE_CHECKING:
    from article41.columns.fitting import Fitted
    from article41.columns.parts import FitOf, Input, Part, Position
    from article41.columns.run import Done, Form
    from article41.report.sections import Basis


class Job(NamedTuple):
    """What is to be done: files in, one file out, and beside it perhaps the faulty rows and a report."""

    names: Sequence[str]
    input_format: Format | None
    mapping: str | None
    out: str
    form: "Form"
    fault_file: str | None
    report: str | None


def can_judge() -> bool:
    """Whether polars is there, which files of any size need; without it, one file at a time is judged row by row."""
    return find_spec("polars") is not None


def expanded(names: Sequence[str]) -> list[str]:
    """The files meant: a folder stands for those in it whose format is known, a pattern for those it fits; sorted."""
    found: list[str] = []
    for name in names:
        if Path(name).is_dir():
            found += sorted(str(file) for file in Path(name).iterdir() if file.is_file() and format_of(file.name))
        else:
            found += sorted(glob(name, recursive=True)) or [name]
    return list(dict.fromkeys(found))


def judge_files(job: Job, law: Regime) -> int:
    """Does the job and returns the exit code. Exits 2 where nothing can be read."""
    from article41.columns import Columns
    from article41.columns.run import Run
    from article41.report import write
    from article41.report.sections import Basis

    try:
        if job.report:
            write.check_name(job.report)
        inputs = inputs_of(job.names, job.input_format, job.mapping)
        with progress_over(inputs) as progress:
            done = Run(
                inputs, Path(job.out), job.form, Columns(law), fit_of(job.mapping, law), _mark(job.mapping),
                Path(job.fault_file) if job.fault_file else None, progress,
            ).go()  # fmt: skip
        if job.report:
            write.write(job.report, done.totals, Basis.of(law))
    except (InputError, OSError) as fault:
        raise paper.Refused(str(fault)) from None
    _tell(done, job, Basis.of(law))
    return 0 if not done.totals.faulty else 1 if done.totals.answered else 2


def mapped_rows(name: str, stated: Format | None, mapping: str, law: Regime) -> Iterator[Row | Fault]:
    """The rows of one file under a mapping, to be judged one by one. Exits 2 where nothing can be read."""
    from article41.columns.parts import parts

    try:
        (given,) = inputs_of([name], stated, mapping)
        for part in parts(given, fit_of(mapping, law)):
            found: list[Row | Fault] = [_in_their_words(row, part.fit) for row in _rows(part, law)]
            yield from sorted([*found, *part.faults], key=lambda row: row[0])
    except (Unreadable, OSError) as fault:
        raise paper.Refused(str(fault)) from None


def _rows(part: "Part", law: Regime) -> Iterator[Row]:
    layout = Layout(part.frame.columns, law.boolean_facts)
    for row, line, cells in zip(part.rows.tolist(), part.lines.tolist(), part.frame.iter_rows(), strict=True):
        yield layout.row(row, line, cells)


def _in_their_words(row: Row, fit: "Fitted | None") -> Row:
    """The row with the file's own headings for its fields, which faults name."""
    return row._replace(name_of=lambda field: fit.heading_of(row.name_of(field))) if fit else row


def fit_of(mapping: str | None, law: Regime) -> "FitOf":
    """Says what the columns of a file mean, and tells it on stderr where it is more than our own headings say."""
    from article41.columns.guessing import mapped

    told: set[tuple[str, ...]] = set()

    def fit(headings: Sequence[str], samples: Mapping[str, Sequence[Any]]) -> "Fitted":
        found = mapped(headings, samples, mapping, law.boolean_facts)
        if tuple(headings) not in told:
            told.add(tuple(headings))
            _tell_fit(found, headings, law)
        return found

    return fit


def _tell_fit(fit: "Fitted", headings: Sequence[str], law: Regime) -> None:
    if not fit.is_plain:
        click.echo("columns are read as follows (--map OURS=THEIRS,... says otherwise):", err=True)
        wide = [max(len(printable(cell)) for cell in column) for column in zip(*fit.shown, strict=True)]
        for line in fit.shown:
            cells = (printable(cell).ljust(width) for cell, width in zip(line, wide, strict=True))
            click.echo("  " + "  ".join(cells).rstrip(), err=True)
    notes = Layout(headings, law.boolean_facts).notes if fit.is_plain else fit.notes
    for note in notes:
        click.echo(f"note: {printable(note)}", err=True)


def inputs_of(names: Sequence[str], stated: Format | None = None, mapping: str | None = None) -> "list[Input]":
    """The files with their formats. Raises Unreadable where one is not there, or has nothing that could be mapped."""
    from article41.columns.parts import Input, holds_acts

    inputs = [Input(Path(name), _format(name, stated)) for name in names]
    for given in inputs if mapping else ():
        if holds_acts(given):
            raise Unreadable(
                f"{given.path} holds acts in the contract's form, which --map does not change; leave it out"
            )
    return inputs


def _format(name: str, stated: Format | None) -> Format:
    source = open_source(name, stated)
    source.stream.close()
    return source.format


def _mark(mapping: str | None) -> str:
    """A text that is another one when the mapping is."""
    file = Path(mapping) if mapping and "=" not in mapping else None
    content = file.read_bytes() if file and file.is_file() else b""
    return hashlib.sha256((mapping or "").encode() + content).hexdigest()


def _tell(done: "Done", job: Job, basis: "Basis") -> None:
    """The first faults, the totals in tables on a terminal, and what was written."""
    for fault in done.first_faults:
        click.echo(printable(fault), err=True)
    more = done.totals.faulty - len(done.first_faults)
    if more > 0:
        kept = "" if job.fault_file else "; --faults FILE keeps them all"
        click.echo(f"... and {more:,} more faulty rows{kept}", err=True)
    if sys.stderr.isatty():
        from rich.console import Console

        from article41.report.terminal import closing

        Console(stderr=True, highlight=False).print(closing(done.totals, basis))
    again = "; an earlier run was taken up" if done.taken_up else ""
    report = f", {job.report}" if job.report else ""
    click.echo(f"{done.totals.counts}; written to {job.out}{report}{again}", err=True)


@contextmanager
def progress_over(inputs: "Sequence[Input]") -> "Iterator[Callable[[int, Position], object]]":
    """A bar with rows a second and the time left, on a terminal; nothing where none looks."""
    if not sys.stderr.isatty():
        yield lambda source, after: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from article41.columns.parts import length

    lengths = [length(given) for given in inputs]
    columns = (TextColumn("Judging"), BarColumn(), TextColumn("{task.fields[rows]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=sum(lengths) if all(lengths) else None, rows="")
        rows_of = [0] * len(inputs)

        def told(source: int, after: "Position") -> None:
            rows_of[source] = after.row
            rows, elapsed = sum(rows_of), bar.tasks[0].elapsed or 0
            rate = f", {rows / elapsed:,.0f} a second" if elapsed else ""
            bar.update(task, completed=sum(lengths[:source]) + after.byte, rows=f"{rows:,} rows{rate}")

        yield told
