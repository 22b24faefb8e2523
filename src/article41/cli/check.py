"""`a41 check`: one act by flags, or a file of acts, judged under the law of its date."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast, get_args

import click

from article41.bulk import Answer, Fault, Row, Unreadable, judge, open_source, rows
from article41.bulk.source import STANDARD_INPUT, Format, count_lines
from article41.bulk.writing import WRITERS, faults
from article41.cli import logged, manyfiles, one_act, onspark, paper, show, table
from article41.cli.tally import Tally
from article41.law import Regime

MANY = 1_000
"""A file of more rows gets a progress bar."""

_BY_EXTENSION = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".parquet": "parquet", ".txt": "table",
}  # fmt: skip
EXIT_CODES = """\b
Exit codes:
  0  every row is answered
  1  some rows were faulty; each is named on stderr
  2  nothing could be answered: wrong usage, no such file or draft, no header
"""
_FILE = click.Path(dir_okay=False)


@click.command("check", epilog=EXIT_CODES)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@one_act.flags
@click.option("--input-format", type=click.Choice(get_args(Format)), help="Format of FILE, if not told by its name.")
@click.option("--format", "form", type=click.Choice(["table", *WRITERS]), help="Form of the answer.  [default: table]")
@click.option("--out", type=_FILE, help="Write the answer to this file; its extension tells the form.")
@click.option("--faults", "fault_file", type=_FILE, help="Write faulty rows to this CSV file too.")
@click.option("--map", "mapping", metavar="MAP", help="What other columns mean: hs=cmd_code,..., a preset, a file.")
@click.option("--report", type=_FILE, help="Write the totals of a run to this page (.html) or chart (.svg) too.")
@paper.overlay
@click.option(
    "--engine", type=click.Choice(["here", "spark"]), default="here", help="Where files are judged.  [default: here]"
)
@click.option("--master", default="local[*]", help="The Spark master.  [default: local[*]]")
@click.option("--log", metavar="PATH", help="Write each decision to this log, a file or database URL (a41 audit).")
@logged.who
@click.option("--trace", is_flag=True, help="Say of every other measure why it did not apply.")
def command(
    files: tuple[str, ...], input_format: Format | None, form: str | None, out: str | None, fault_file: str | None,
    mapping: str | None, report: str | None, overlay: str | None, engine: str, master: str, log: str | None,
    who: str | None, trace: bool, **flags: Any,
) -> None:  # fmt: skip
    """Judge one act, or a FILE of acts, under the law of its date.

    FILE is CSV, JSON, JSON Lines or Parquet, or one of the first three packed (.gz); `-` reads standard input.
    A row that cannot be read is reported by number and costs no other row its answer.

    With --out verdicts.csv or .parquet files may be of any size, and several, or folders; a run that was killed
    goes on where it stopped when it is started again.

    \b
    Example:
      a41 check --date 2019-03-04 --from KP --to VN --hs 2701.11 --description Anthracite
      a41 check shipments.csv --out verdicts.csv --faults faults.csv
      a41 check 2016.parquet 2017.parquet --out verdicts.parquet --report verdicts.html
      a41 check extract.csv --map hs=tariff_no,from=exporter_country --out verdicts.csv
      a41 check - --format jsonl < acts.jsonl
      a41 check shipments.csv --log decisions.db
    """
    said = {name: value for name, value in flags.items() if value not in (None, ())}
    names = manyfiles.expanded(files)
    form = form or _form_of(out)
    flat = bool(out and names and form in ("csv", "parquet") and STANDARD_INPUT not in names and not log)
    if log and (len(names) > 1 or report or engine == "spark"):
        raise click.UsageError("--log takes one act or one FILE, each act by itself: no --report, no Spark")
    if who and not log:
        raise click.UsageError("--who needs --log: it says in whose name decisions are logged")
    _check_usage(names, said, out, mapping, flat or (len(names) < 2 and not report and engine == "here"))
    law = paper.the_law(overlay)
    job = manyfiles.Job(names, input_format, mapping, out or "", cast(Any, form), fault_file, report)
    if engine == "spark":
        click.get_current_context().exit(onspark.judge_on_spark(job._replace(names=files), master, law))
    if (mapping or report or len(names) > 1) and not manyfiles.can_judge():
        raise paper.Refused("--map, --report and several files need polars: install article41 with the extra `bulk`")
    if flat and manyfiles.can_judge():
        click.get_current_context().exit(manyfiles.judge_files(job, law))
    judged = _judged(law, trace, log, who)
    if not names and form == "table" and not out:
        (result,) = judged([one_act.row(said)])
        _show(result)
        return
    if mapping:
        found: Iterable[Row | Fault] = manyfiles.mapped_rows(names[0], input_format, mapping, law)
    else:
        found = _rows(names[0], input_format, law, out) if names else [one_act.row(said)]
    tally = Tally()
    _write(tally.answers(judged(found)), tally, form, out)
    _write_faults(tally.faults, fault_file)
    click.get_current_context().exit(tally.exit_code)


def _judged(
    law: Regime, trace: bool, log: str | None, who: str | None
) -> Callable[[Iterable[Row | Fault]], Iterable[Answer | Fault]]:
    """How rows become answers: judged one by one, and logged where there is a log."""

    def one(row: Row) -> Answer | Fault:
        return judge(row, law, trace=trace)

    if log:
        return lambda found: logged.logged(found, one, log, who)
    return lambda found: (row if isinstance(row, Fault) else one(row) for row in found)


def _check_usage(names: list[str], said: dict[str, Any], out: str | None, mapping: str | None, flat: bool) -> None:
    if bool(said) is bool(names):
        raise click.UsageError("give either a FILE of acts (or -), or one act by --date, --from, --to and so on")
    if not flat:
        raise click.UsageError("several files, --report and Spark need --out with a name that ends in .csv or .parquet")
    if mapping and (not names or STANDARD_INPUT in names):
        raise click.UsageError("--map needs a file with headings")
    for name in names:
        if out and name != STANDARD_INPUT and Path(out).resolve() == Path(name).resolve():
            raise click.UsageError(f"--out {out} is the file that is read")


def _form_of(out: str | None) -> str:
    form = _BY_EXTENSION.get(Path(out).suffix.lower()) if out else "table"
    if form is None:
        known = ", ".join(_BY_EXTENSION)
        raise click.UsageError(f"--out {out}: the extension tells no form; expected {known}, or give --format")
    return form


def _show(result: Answer | Fault) -> None:
    """The whole verdict in words; a fault exits 2."""
    if isinstance(result, Fault):
        raise paper.Refused(f"{result.field}: {result.message}")
    if sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False).print(show.render(result.verdict, result.act))
        return
    text = show.verdict_text(result.verdict, result.act, paper.width()) + "\n"
    sys.stdout.buffer.write(text.encode(_encoding(), "replace"))


def _rows(file: str, stated: Format | None, law: Regime, out: str | None) -> Iterable[Row | Fault]:
    """The rows of a file, with a progress bar where there are many. Exits 2 where nothing can be read."""
    try:
        source = open_source(file, stated, sys.stdin.buffer)
        found = rows(source, law.boolean_facts, lambda note: click.echo(f"note: {note}", err=True))
    except (Unreadable, OSError) as fault:
        raise paper.Refused(str(fault)) from None
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not out) or (total := count_lines(source)) <= MANY:
        return found
    from rich.console import Console
    from rich.progress import track

    return track(found, "Judging", total=total, console=Console(stderr=True), transient=True)


def _write(answers: Iterator[Answer], tally: Tally, form: str, out: str | None) -> None:
    if not out:
        if form == "parquet" and sys.stdout.isatty():
            raise click.UsageError("Parquet is not for a terminal; give --out FILE")
        stream = sys.stdout.buffer
        _write_to(stream, answers, tally, form, _encoding(), sys.stdout.isatty())
        return
    with _created(out) as stream:
        _write_to(stream, answers, tally, form, "utf-8", False)
    click.echo(f"{tally.counts}; written to {out}", err=True)


def _write_to(
    stream: BinaryIO, answers: Iterator[Answer], tally: Tally, form: str, encoding: str, terminal: bool
) -> None:
    if form != "table":
        try:
            WRITERS[form](answers, stream)
        except Unreadable as fault:
            raise paper.Refused(str(fault)) from None
        return
    (table.on_terminal if terminal else table.plain)(answers, stream, encoding)
    closing = f"\n{tally.counts}\n" + (f"{show.notice(tally.versions)}\n" if tally.versions else "")
    stream.write(closing.encode(encoding, "replace"))
    stream.flush()


def _write_faults(found: list[Fault], file: str | None) -> None:
    if file:
        with _created(file) as stream:
            faults(found, stream)


@contextmanager
def _created(name: str) -> Iterator[BinaryIO]:
    """A new file. Exits 2 where it cannot be made."""
    try:
        stream = Path(name).open("wb")  # noqa: SIM115, the `with` below closes it
    except OSError as fault:
        raise paper.Refused(f"{name} cannot be written: {fault.strerror}") from None
    with stream:
        yield stream


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"
