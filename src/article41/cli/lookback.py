"""`a41 lookback`: old results under a new law, draft or list: which rows flip, and why."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, get_args

import click

from article41.bulk.source import Format
from article41.cli import lookbackpage, manyfiles, paper
from article41.errors import InputError
from article41.law import LawError, load

if TYPE_CHECKING:
    import polars as pl

    from article41.columns.changes import Change
    from article41.columns.lookback import Lookback
    from article41.screening.screener import ListScreener

EXIT_CODES = """\b
Exit codes:
  0  every row is compared
  1  some rows were faulty, when the results were made or now
  2  nothing could be compared: wrong usage, no such file or draft, results that do not fit the input
"""
SHOWN = 10
"""So many flips are printed; all go to --out."""
_FILE = click.Path(dir_okay=False)


@click.command("lookback", epilog=EXIT_CODES)
@click.argument("results", type=_FILE)
@click.option("--input", "files", multiple=True, required=True, metavar="FILE", help="A file that was judged; again.")
@click.option("--input-format", type=click.Choice(get_args(Format)), help="Format of FILE, if not told by its name.")
@click.option("--map", "mapping", metavar="MAP", help="What other columns mean, as in a41 check.")
@paper.overlay
@click.option("--law", "folder", metavar="FOLDER", help="Take the law from this folder of law files.")
@click.option("--store", "where", metavar="PATH", help="Take the 1718 list from the lists imported there (a41 lists).")
@click.option("--out", type=_FILE, help="Write every flip to this file, .csv or .jsonl.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), help="Form of the answer.")
def command(
    results: str, files: tuple[str, ...], input_format: Format | None, mapping: str | None, overlay: str | None,
    folder: str | None, where: str | None, out: str | None, form: str | None,
) -> None:  # fmt: skip
    """Say which answers in RESULTS flip under a new law, draft or list, and why.

    RESULTS is what a41 check --out wrote as CSV or Parquet, of the files given by --input in the same order.
    Only rows that the change can touch are judged again; the old answers are those of RESULTS.

    \b
    Example:
      a41 lookback verdicts.csv --input shipments.csv --overlay S/2022/431
      a41 lookback verdicts.parquet --input 2016.parquet --input 2017.parquet --law next/law --out flips.csv
      a41 lookback verdicts.csv --input shipments.csv --store lists.db
    """
    if sum(given is not None for given in (overlay, folder, where)) != 1:
        raise click.UsageError("give one change: --overlay DRAFT, --law FOLDER or --store PATH")
    names = manyfiles.expanded(files)
    form = form or _form_of(out)
    _check_out(out, form, [results, *names])
    if not manyfiles.can_judge():
        raise paper.Refused("files of any size need polars: install article41 with the extra `bulk`")
    change = _of_law(overlay, folder) if where is None else _of_list(where)
    try:
        looked, first = _look(change, results, names, input_format, mapping, out, form)
    except (InputError, OSError) as fault:
        raise paper.Refused(str(fault)) from None
    lookbackpage.write(looked, first, results, out, err=form != "table" and not out)
    click.get_current_context().exit(1 if looked.counts.faulty else 0)


def _form_of(out: str | None) -> str:
    form = {".csv": "csv", ".jsonl": "jsonl"}.get(Path(out).suffix.lower()) if out else "table"
    if form is None:
        raise click.UsageError(f"--out {out}: the extension tells no form; expected .csv or .jsonl, or give --format")
    return form


def _check_out(out: str | None, form: str, read: list[str]) -> None:
    if out and form == "table":
        raise click.UsageError("--out holds flips as csv or jsonl, not as a table")
    if out and any(Path(out).resolve() == Path(name).resolve() for name in read):
        raise click.UsageError(f"--out {out} is a file that is read")


def _of_law(overlay: str | None, folder: str | None) -> "Change":
    from article41.columns.law_change import LawChange

    law = paper.the_law()
    if overlay:
        return LawChange(law, paper.the_law(overlay))
    try:
        return LawChange(law, load(Path(folder or "")))
    except (LawError, OSError) as fault:
        raise paper.Refused(f"--law {folder}: {fault}") from None


def _of_list(where: str) -> "Change":
    from article41.cli.screen import imported
    from article41.columns.list_change import ListChange
    from article41.lists.vessels import REGIME
    from article41.screening.built_in import built_in

    found = imported(where, REGIME)
    return ListChange(paper.the_law(), built_in(), with_ships(found, built_in()))


def with_ships(found: "ListScreener", before: "ListScreener") -> "ListScreener":
    """The list with the ships of the one before where it has none: the UN publishes them apart, in a table."""
    from article41.screening.screener import ListScreener

    ships = [entry for entry in before.entries if entry.type == "vessel"]
    if not found.entries or any(entry.type == "vessel" for entry in found.entries):
        return found
    click.echo("note: the store holds no list of 1718 vessels; the built-in one's ships are kept", err=True)
    return ListScreener((*found.entries, *ships), found.version, found.list_date)


def _look(
    change: "Change", results: str, names: list[str], input_format: Format | None, mapping: str | None,
    out: str | None, form: str,
) -> "tuple[Lookback, pl.DataFrame | None]":  # fmt: skip
    """Goes through all parts; the comparison with its counts, and the first flips."""
    from article41.columns.flips import FLIPS
    from article41.columns.lookback import Lookback
    from article41.columns.results import Results

    inputs = manyfiles.inputs_of(names, input_format, mapping)
    found, first = Results(Path(results), names), None
    with manyfiles.progress_over(inputs) as progress, _target(out, form) as stream:
        if stream and form == "csv":
            stream.write(",".join([*(["file"] if len(names) > 1 else []), *FLIPS]).encode() + b"\n")
        looked = Lookback(change, found, inputs, manyfiles.fit_of(mapping, change.new), progress)
        for flips in looked.flips():
            kept = flips.head(SHOWN)
            first = kept if first is None else first.vstack(kept).head(SHOWN)
            if stream:
                _put(flips if len(names) > 1 else flips.drop("file"), stream, form)
    return looked, first


@contextmanager
def _target(out: str | None, form: str) -> Iterator[BinaryIO | None]:
    """Where flips go: a file that takes its name when it is whole, stdout, or nowhere."""
    if not out:
        yield None if form == "table" else sys.stdout.buffer
        return
    whole = Path(out + ".part")
    try:
        with whole.open("wb") as stream:
            yield stream
        whole.replace(out)
    finally:
        whole.unlink(missing_ok=True)


def _put(flips: "pl.DataFrame", stream: BinaryIO, form: str) -> None:
    """Adds flips; CSV gets its headings in front of the first."""
    from article41.columns.run import as_text

    if form == "jsonl":
        flips.write_ndjson(stream)
    else:
        as_text(flips).write_csv(stream, include_header=False)
    stream.flush()
