"""Files of any size into one file of flat answers: over columns, part by part, with progress on the terminal."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from glob import glob
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.bulk import Unreadable
from article41.bulk.source import Format, format_of, open_source
from article41.cli import paper
from article41.cli.show import printable
from article41.cli.tally import counted
from article41.law import Regime

if TYPE_CHECKING:
    from article41.columns.parts import Input, Position
    from article41.columns.run import Done, Form


def expanded(names: Sequence[str]) -> list[str]:
    """The files meant: a folder stands for those in it whose format is known, a pattern for those it fits; sorted."""
    found: list[str] = []
    for name in names:
        if Path(name).is_dir():
            found += sorted(str(file) for file in Path(name).iterdir() if file.is_file() and format_of(file.name))
        else:
            found += sorted(glob(name, recursive=True)) or [name]
    return list(dict.fromkeys(found))


def can_judge() -> bool:
    """Whether polars is there, which files of any size need; without it, one file at a time is judged row by row."""
    return find_spec("polars") is not None


def judge_files(
    names: Sequence[str], stated: Format | None, law: Regime, out: str, form: "Form", fault_file: str | None
) -> int:
    """Judges the files into `out` and returns the exit code. Exits 2 where nothing can be read."""
    from article41.columns import Columns
    from article41.columns.run import Run

    notes = lru_cache(lambda note: click.echo(f"note: {note}", err=True))  # each once, not for every file
    try:
        inputs = _inputs(names, stated)
        with _progress(inputs) as progress:
            done = Run(
                inputs, Path(out), form, Columns(law), Path(fault_file) if fault_file else None, notes, progress
            ).go()
    except (Unreadable, OSError) as fault:
        raise paper.Refused(str(fault)) from None
    _tell(done, out, fault_file)
    return 0 if not done.faults else 1 if done.verdicts else 2


def _inputs(names: Sequence[str], stated: Format | None) -> "list[Input]":
    from article41.columns.parts import Input

    found = []
    for name in names:
        source = open_source(name, stated)
        source.stream.close()
        found.append(Input(Path(name), source.format))
    return found


def _tell(done: "Done", out: str, fault_file: str | None) -> None:
    for fault in done.first_faults:
        click.echo(printable(fault), err=True)
    more = done.faults - len(done.first_faults)
    if more:
        click.echo(
            f"... and {more:,} more faulty rows" + ("" if fault_file else "; --faults FILE keeps them all"), err=True
        )
    again = "; an earlier run was taken up" if done.taken_up else ""
    click.echo(f"{counted(done.verdicts, done.faults)}; written to {out}{again}", err=True)


@contextmanager
def _progress(inputs: "Sequence[Input]") -> "Iterator[Callable[[int, Position], object]]":
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
        rows_before = [0] * len(inputs)

        def told(source: int, after: "Position") -> None:
            rows_before[source] = after.row
            rows, elapsed = sum(rows_before), bar.tasks[0].elapsed or 0
            rate = f", {rows / elapsed:,.0f} a second" if elapsed else ""
            bar.update(task, completed=sum(lengths[:source]) + after.byte, rows=f"{rows:,} rows{rate}")

        yield told
