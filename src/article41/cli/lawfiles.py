"""`a41 law lint`: the law's files, or a draft's file, checked."""

from pathlib import Path

import click

from article41 import drafts
from article41.cli import paper
from article41.history import unbroken
from article41.law import LawError, Regime, load
from article41.lint import lint as faults_of


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
