"""`a41 record lint` and `a41 record export`: the files checked, and the whole record written out."""

from collections.abc import Iterator
from pathlib import Path

import click

from article41.cli import paper, recordpage
from article41.ledger.deliveries import read
from article41.places_of_data import data_folder
from article41.record.export import write
from article41.record.files import DELIVERIES
from article41.record.store import lint as faults_of
from article41.record.store import load
from article41.yamlfile import LawError


@click.command("lint", epilog="Exit codes: 0 no faults; 2 faults, or no record there.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def lint(folder: Path | None) -> None:
    """Check the record's files under FOLDER (the project's own when left out) and list every fault.

    \b
    Example:
      a41 record lint
    """
    found = [*faults_of(folder), *_in_deliveries(folder or data_folder("record"))]
    for fault in found:
        click.echo(f"{fault.file}:{fault.line}: {fault.message}")
    if found:
        raise paper.Refused(f"{len(found)} faults" if len(found) > 1 else "1 fault")
    entries = list(load(folder).all())
    doubted = sum(bool(e.doubts) for e in entries)
    click.echo(f"{len(entries)} entries, {doubted} of them unconfirmed in whole or in part, no faults")


def _in_deliveries(folder: Path) -> Iterator[LawError]:
    """The first fault of each file of the ledger."""
    law = paper.the_law()
    for file in sorted((folder / DELIVERIES).glob("*.yaml")):
        try:
            read(file, law)
        except LawError as fault:
            yield fault


@click.command("export", epilog="Exit codes: 0 written; 2 wrong usage, or the place cannot be written.")
@click.option("--format", "form", type=click.Choice(["json", "csv", "ics"]), required=True, help="How to write.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A file; for csv a folder.")
def export(form: str, out: Path) -> None:
    """Write the whole record as JSON, as CSV tables, or as a calendar (RFC 5545) of incidents, votes and meetings.

    \b
    Example:
      a41 record export --format ics --out record.ics
      a41 record export --format csv --out tables
    """
    try:
        for path in write(recordpage.the_record(), form, out):
            click.echo(f"{path}")
    except OSError as fault:
        raise paper.Refused(f"{fault.strerror}: {fault.filename}") from None
