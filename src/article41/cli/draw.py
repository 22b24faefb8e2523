"""`a41 draw`: pictures of the law, the record and the ledger, as SVG or as a page."""

from collections.abc import Callable
from datetime import date

import click

from article41.cli import paper, recordpage
from article41.draw.picture import Picture, write
from article41.errors import InputError
from article41.law import LawError, Regime
from article41.report.write import check_name

EXIT_CODES = "Exit codes: 0 drawn; 2 wrong usage, no such form of file, or the extra `charts` is missing."
OUT = click.option("--out", required=True, metavar="FILE", help="The file: .svg a picture, .html a page with its data.")


@click.group("draw", epilog=EXIT_CODES)
def command() -> None:
    """Draw what the law, the ledger and the record say: a picture with its data as tables.

    FILE may end in .svg, or in .html: one page that needs nothing else. Equal data give equal files.

    \b
    Example:
      a41 draw coverage --out coverage.svg
      a41 draw caps --out caps.html
    """


def _finish(out: str, picture: Callable[[], Picture]) -> None:
    """Draws, writes, and says so. Exits 2 where the file cannot be made or what is drawn has a fault."""
    try:
        check_name(out)
        write(out, picture())
    except (InputError, LawError, OSError) as fault:
        raise paper.Refused(str(fault)) from None
    click.echo(f"drawn: {out}")


@command.command("coverage", epilog=EXIT_CODES)
@OUT
@paper.overlay
def coverage(out: str, overlay: str | None) -> None:
    """Draw what is prohibited, conditional and permitted over the years, a lane for each kind of act.

    The acts of the lanes stand in examples/lanes.yaml; each answer is that of `a41 check`.

    \b
    Example:
      a41 draw coverage --out coverage.svg
      a41 draw coverage --overlay S/2022/431 --out draft.html
    """
    from article41.draw.coverage import coverage as picture

    law: Regime = paper.the_law(overlay)
    _finish(out, lambda: picture(law))


@command.command("timeline", epilog=EXIT_CODES)
@OUT
@recordpage.between
def timeline(out: str, span: tuple[date, date] | None) -> None:
    """Draw tests and launches, resolutions, drafts, statements of the Council and talks on one axis of time.

    \b
    Example:
      a41 draw timeline --out timeline.svg
      a41 draw timeline --between 2016-01-01 2018-12-31 --out timeline.html
    """
    from article41.draw.timeline import timeline as picture

    record = recordpage.the_record()
    _finish(out, lambda: picture(record, span))


@command.command("caps", epilog=EXIT_CODES)
@OUT
def caps(out: str) -> None:
    """Draw how full each cap was, and the deliveries as reported month by month; disputed estimates stand beside.

    \b
    Example:
      a41 draw caps --out caps.svg
    """
    from article41.draw.caps import caps as picture

    law = paper.the_law()
    _finish(out, lambda: picture(law))


@command.command("positions", epilog=EXIT_CODES)
@OUT
@recordpage.between
def positions(out: str, span: tuple[date, date] | None) -> None:
    """Draw what governments said of talks and pressure, a strip for each government.

    \b
    Example:
      a41 draw positions --out positions.svg
      a41 draw positions --between 2016-01-01 2019-12-31 --out positions.html
    """
    from article41.draw.positions import positions as picture

    record = recordpage.the_record()
    _finish(out, lambda: picture(record, span))
