"""`a41 law lint` and `a41 law export`: the files checked, and the whole law written out."""

from datetime import date
from pathlib import Path

import click

from article41 import drafts
from article41.cli import paper
from article41.export import as_text
from article41.history import unbroken
from article41.law import LawError, Regime, load
from article41.lint import lint as faults_of
from article41.tables import saved


@click.command("lint", epilog="Exit codes: 0 no faults; 2 faults, or no law files there.")
@click.argument("place", type=click.Path(exists=True, path_type=Path), required=False)
def lint(place: Path | None) -> None:
    """Check the law files under the folder PLACE (the project's own when left out) and list every fault.

    Where PLACE is a file, it is checked as a draft of the project's own law.

    \b
    Example:
      a41 law lint
      a41 law lint next.yaml
    """
    try:
        if place and place.is_file():
            return _sound_draft(place)
        _refuse(faults_of(place))
        _sound(load(place))
    except OSError as fault:
        raise paper.Refused(f"{fault.strerror}: {fault.filename}") from None


def _refuse(faults: list[LawError]) -> None:
    for fault in faults:
        click.echo(f"{fault.file}:{fault.line}: {fault.message}")
    if faults:
        raise paper.Refused(f"{len(faults)} faults" if len(faults) > 1 else "1 fault")


def _sound_draft(file: Path) -> None:
    _refuse(drafts.faults_in(file, paper.the_law()))
    click.echo(f"{file}: a draft without faults")


def _sound(law: Regime) -> None:
    provisions = sum(len(m.history) + len(m.openings) for m in law.measures.values())
    click.echo(f"{len(law.measures)} measures, {provisions} provisions, no faults")
    broken = [m.measure for m in law.measures.values() if not unbroken(m)]
    if broken:
        raise paper.Refused(f"days without a provision, or with two: {', '.join(broken)}")
    click.echo("No measure's history has a gap or an overlap: each provision lasts to the day before the next.")


@click.command("export", epilog="Exit codes: 0 written; 2 wrong usage, no such draft, or the file cannot be written.")
@click.option("--format", "form", type=click.Choice(["json", "csv", "ics"]), required=True, help="How to write.")
@click.option("--on", type=paper.Day(), metavar="DAY", help="Only what stood on this day (in New York).")
@paper.overlay
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of stdout.")
def export(form: str, on: date | None, overlay: str | None, out: Path | None) -> None:
    """Write the law: all of it as JSON, one row a provision as CSV, or its deadlines as a calendar (RFC 5545).

    \b
    Example:
      a41 law export --format json --out law.json
      a41 law export --format csv --on 2018-03-01
      a41 law export --format ics --out deadlines.ics
    """
    text = as_text(paper.the_law(overlay), form, on)
    if out is None:
        return click.echo(text.encode(), nl=False)
    try:
        click.echo(f"{saved(out, text)}")
    except OSError as fault:
        raise paper.Refused(f"{fault.strerror}: {fault.filename}") from None
