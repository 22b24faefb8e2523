"""`a41 check`: one act by flags, or a file of acts, judged under the law of its date."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, get_args

import click

from article41.bulk import Answer, Fault, Row, Source, Unreadable, judge, open_source, rows
from article41.bulk.source import STANDARD_INPUT, Format, count_lines
from article41.bulk.writing import WRITERS, faults
from article41.cli import one_act, paper, show, table
from article41.law import Regime
from article41.verdict import Answer as Word

MANY = 1_000
"""A file of more rows gets a progress bar."""

_BY_EXTENSION = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".parquet": "parquet", ".txt": "table"}
EXIT_CODES = """\b
Exit codes:
  0  every row is answered
  1  some rows were faulty; each is named on stderr
  2  nothing could be answered: wrong usage, no such file or draft, no header
"""


class Tally:
    """What came out: how many of each verdict, the faults, and what the answers rest on."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.versions: dict[str, str] = {}

    def answers(self, results: Iterable[Answer | Fault]) -> Iterator[Answer]:
        """The answers alone, counted; faults go to stderr as they come."""
        for result in results:
            if isinstance(result, Fault):
                self.faults.append(result)
                click.echo(str(result), err=True)
            else:
                self.verdicts[result.verdict.verdict] += 1
                self.versions |= result.verdict.versions
                yield result

    @property
    def counts(self) -> str:
        """`3 rows: 2 prohibited, 1 permitted, 0 faulty`."""
        total = self.verdicts.total() + len(self.faults)
        said = [f"{self.verdicts[word]} {word}" for word in get_args(Word) if self.verdicts[word]]
        return f"{total} {'row' if total == 1 else 'rows'}: " + ", ".join([*said, f"{len(self.faults)} faulty"])

    @property
    def exit_code(self) -> int:
        if not self.faults:
            return 0
        return 1 if self.verdicts else 2


@click.command("check", epilog=EXIT_CODES)
@click.argument("file", required=False)
@one_act.flags
@click.option("--input-format", type=click.Choice(get_args(Format)), help="Format of FILE, where its name does not say it.")
@click.option("--format", "form", type=click.Choice(["table", *WRITERS]), help="Form of the answer.  [default: table]")
@click.option("--out", type=click.Path(dir_okay=False), help="Write the answer to this file; its extension tells the form.")
@click.option("--faults", "fault_file", type=click.Path(dir_okay=False), help="Write faulty rows to this CSV file too.")
@click.option("--overlay", metavar="DRAFT", help="Lay this draft over the law, e.g. S/2022/431; it has no legal effect.")
@click.option("--trace", is_flag=True, help="Say of every other measure why it did not apply.")
def command(
    file: str | None, input_format: Format | None, form: str | None, out: str | None, fault_file: str | None,
    overlay: str | None, trace: bool, **flags: Any,
) -> None:  # fmt: skip
    """Judge one act, or a FILE of acts, under the law of its date.

    FILE is CSV, JSON, JSON Lines or Parquet; `-` reads standard input.
    A row that cannot be read is reported by number and costs no other row its answer.

    \b
    Example:
      a41 check --date 2019-03-04 --from KP --to VN --hs 2701.11 --description Anthracite
      a41 check shipments.csv --out verdicts.csv --faults faults.csv
      a41 check - --format jsonl < acts.jsonl
    """
    said = {name: value for name, value in flags.items() if value not in (None, ())}
    if bool(said) is (file is not None):
        raise click.UsageError("give either a FILE of acts (or -), or one act by --date, --from, --to and so on")
    form = form or _form_of(out)
    law = paper.the_law(overlay)
    if file is None and form == "table" and not out:
        _show(judge(one_act.row(said), law, trace=trace))
        return
    found, total = _rows(file, input_format, law, out) if file is not None else (iter([one_act.row(said)]), 0)
    bar = total > MANY and sys.stderr.isatty() and (out or not sys.stdout.isatty())
    results = (r if isinstance(r, Fault) else judge(r, law, trace=trace) for r in _tracked(found, total if bar else 0))
    tally = Tally()
    _write(tally.answers(results), tally, form, out)
    if fault_file:
        with _created(fault_file) as stream:
            faults(tally.faults, stream)
    click.get_current_context().exit(tally.exit_code)


def _form_of(out: str | None) -> str:
    return _BY_EXTENSION.get(Path(out).suffix.lower(), "") or _no_form(out) if out else "table"


def _no_form(out: str) -> str:
    raise click.UsageError(f"--out {out}: the extension tells no form; expected {', '.join(_BY_EXTENSION)}, or give --format")


def _show(result: Answer | Fault) -> None:
    """The whole verdict in words; a fault exits 2."""
    if isinstance(result, Fault):
        raise paper.Refused(f"{result.field}: {result.message}")
    if sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False).print(show.render(result.verdict, result.act))
        return
    text = show.verdict_text(result.verdict, result.act, paper.width()) + "\n"
    click.get_binary_stream("stdout").write(text.encode(_encoding(), "replace"))


def _rows(file: str, stated: Format | None, law: Regime, out: str | None) -> tuple[Iterator[Row | Fault], int]:
    """The rows of a file and how many they are about (0: not known). Exits 2 where nothing can be read."""
    if out and file != STANDARD_INPUT and Path(out).resolve() == Path(file).resolve():
        raise click.UsageError(f"--out {out} is the file that is read")
    try:
        source: Source = open_source(file, stated, click.get_binary_stream("stdin"))
        return rows(source, law.boolean_facts, _note), count_lines(source)
    except (Unreadable, OSError) as fault:
        raise paper.Refused(str(fault)) from None


def _note(text: str) -> None:
    click.echo(f"note: {text}", err=True)


def _tracked(found: Iterator[Row | Fault], total: int) -> Iterable[Row | Fault]:
    if not total:
        return found
    from rich.console import Console
    from rich.progress import track

    return track(found, "Judging", total=total, console=Console(stderr=True), transient=True)


def _write(answers: Iterator[Answer], tally: Tally, form: str, out: str | None) -> None:
    if form == "parquet" and not out and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; give --out FILE")
    if out:
        with _created(out) as stream:
            _write_to(stream, answers, tally, form, "utf-8")
        click.echo(f"{tally.counts}; written to {out}", err=True)
    else:
        _write_to(click.get_binary_stream("stdout"), answers, tally, form, _encoding())


def _write_to(stream: BinaryIO, answers: Iterator[Answer], tally: Tally, form: str, encoding: str) -> None:
    if form != "table":
        WRITERS[form](answers, stream)
        return
    terminal = stream is click.get_binary_stream("stdout") and sys.stdout.isatty()
    (table.on_terminal if terminal else table.plain)(answers, stream, encoding)
    closing = f"\n{tally.counts}\n" + (f"{show.notice(tally.versions)}\n" if tally.versions else "")
    stream.write(closing.encode(encoding, "replace"))
    stream.flush()


@contextmanager
def _created(name: str) -> Iterator[BinaryIO]:
    try:
        stream = Path(name).open("wb")
    except OSError as fault:
        raise paper.Refused(f"{name} cannot be written: {fault.strerror}") from None
    with stream:
        yield stream


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"
