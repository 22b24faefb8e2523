"""`a41 audit`: the log of decisions verified, replayed, looked back over, exported; personal parts erased when due."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from article41.cli import auditpage, paper
from article41.cli.logged import name, opened, who
from article41.cli.show import printable
from article41.law import LawError, Regime, Unknown, load

if TYPE_CHECKING:
    from article41.desk import Desk
    from article41.screening.screener import ListScreener

EXIT_CODES = """\b
Exit codes:
  0  answered; verify: sound; replay: all replayed and the same; lookback: all judged again
  1  verify: a fault was found; replay: some differ, or could only be compared, or are erased;
     lookback: some are erased
  2  nothing could be answered: wrong usage, no such log, entry or law
"""
Command = Callable[..., Any]


def in_log(function: Command) -> Command:
    """The option that says which log."""
    text = "The log: a file, or a database URL.  [required; or A41_LOG]"
    return click.option("--log", "where", metavar="PATH", envvar="A41_LOG", required=True, help=text)(function)


def at_hand(function: Command) -> Command:
    """The options that put another law or list at hand."""
    text = "Take the 1718 list from the lists imported there (a41 lists)."
    function = click.option("--store", "lists", metavar="PATH", help=text)(function)
    return click.option("--law", "folder", metavar="FOLDER", help="Take the law from this folder of law files.")(
        function
    )


@click.group("audit", epilog=EXIT_CODES)
def command() -> None:
    """Verify, replay and look back over the log that a41 check --log writes.

    \b
    Example:
      a41 audit head --log decisions.db
      a41 audit verify --log decisions.db
      a41 audit replay 12 --log decisions.db
      a41 audit lookback --log decisions.db --overlay S/2022/431
    """


@command.command("head", epilog=EXIT_CODES)
@in_log
def head(where: str) -> None:
    """Print the anchor of the log: number and hash of its last entry. Keep it elsewhere; see verify --expect.

    \b
    Example:
      a41 audit head --log decisions.db
    """
    with opened(where) as desk:
        click.echo(str(desk.head()))


@command.command("verify", epilog=EXIT_CODES)
@click.option("--expect", "anchor", default="", metavar="ANCHOR", help="What a41 audit head printed earlier.")
@in_log
def verify(anchor: str, where: str) -> None:
    """Go along the whole chain and name the first entry that was changed, taken out or moved.

    Entries cut off at the end show only against an ANCHOR.

    \b
    Example:
      a41 audit verify --log decisions.db
      a41 audit verify --log decisions.db --expect 12:3f0c...
    """
    from article41.desk import verify

    with opened(where) as desk:
        found = verify(desk, anchor)
    click.echo(f"{found.head.seq:,} entries are sound; the personal parts of {found.erased:,} were erased.")
    if found.fault:
        click.echo(printable(found.fault.text))
        click.get_current_context().exit(1)
    click.echo(f"The chain ends at {found.head}" + (" and holds the anchor." if anchor else "."))
    if not anchor:
        click.echo("Whether entries were cut off at its end shows only against an anchor: --expect.")


@command.command("replay", epilog=EXIT_CODES)
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@at_hand
@in_log
def replay(entries: tuple[str, ...], folder: str | None, lists: str | None, where: str) -> None:
    """Work decisions out again from the record alone: those named by number or id, or all.

    Only with the law, list, ledger and program that a decision rested on is it a replay; with others it is a
    comparison, and says so.

    \b
    Example:
      a41 audit replay --log decisions.db
      a41 audit replay 12 --log decisions.db --law archive/2026-11/law
    """
    law, screener, tally = _law(folder), _screener(lists), Counter[str]()
    with opened(where) as desk:
        for line, kind in _replays(desk, entries, law, screener):
            tally[kind] += 1
            if line and (entries or kind != "replayed"):
                click.echo(printable(line))
    told = ", ".join(f"{tally[kind]:,} {kind}" for kind in ("replayed", "differ", "only compared", "erased"))
    click.echo(f"{tally.total():,} decisions: {told}.")
    click.get_current_context().exit(1 if tally.total() != tally["replayed"] else 0)


def _replays(
    desk: "Desk", entries: tuple[str, ...], law: Regime, screener: "ListScreener | None"
) -> Iterator[tuple[str, str]]:
    """Of each decision a line, and what it is counted as."""
    from article41.desk import DeskError
    from article41.desk.decisions import told_by
    from article41.desk.replay import replay

    for entry, personal in map(desk.find, entries) if entries else desk.kept(kind="decision"):
        if entry.kind != "decision":
            raise paper.Refused(f"entry {entry.seq} is of kind {entry.kind}; expected a decision")
        if personal is None:
            yield f"{entry.seq}: erased; what was asked is not in the log any more", "erased"
            continue
        try:
            yield auditpage.told(replay(told_by(entry, personal), law, screener=screener))
        except Unknown as fault:
            yield f"{entry.seq}: not replayed: {fault.args[0]}", "only compared"
        except DeskError as fault:
            yield f"{entry.seq}: not replayed: {fault}", "differ"


@command.command("lookback", epilog=EXIT_CODES)
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", help="Form of the answer.")
@paper.overlay
@at_hand
@in_log
def lookback(form: str, overlay: str | None, folder: str | None, lists: str | None, where: str) -> None:
    """Judge all decisions again and say which would now be others, and what they would be.

    \b
    Example:
      a41 audit lookback --log decisions.db
      a41 audit lookback --log decisions.db --overlay S/2022/431
      a41 audit lookback --log decisions.db --store lists.db --format csv
    """
    from article41.desk.lookback import lookback

    law, screener = _law(folder, overlay), _screener(lists)
    counts = Counter[str]()
    with opened(where) as desk:
        flips = auditpage.counted(lookback(desk, law, screener=screener), counts)
        auditpage.write(flips, form)
    kinds = ", ".join(f"{counts[kind]:,} {text}" for kind, text in auditpage.KINDS.items())
    total = f"{counts.total():,} decisions, {counts['erased']:,} of them erased and not judged: {kinds}."
    click.echo(total, err=form == "csv")
    if overlay:
        click.echo(f"With draft {overlay} laid over the law; it has no legal effect.", err=form == "csv")
    click.echo(f"Law {law.version}. Not legal advice; UN measures only.", err=form == "csv")
    click.get_current_context().exit(1 if counts["erased"] else 0)


@command.command("export", epilog=EXIT_CODES)
@click.option("--personal", is_flag=True, help="With the personal parts and their salts.")
@click.option("--out", type=click.Path(dir_okay=False), help="Write to this file.  [default: stdout]")
@in_log
def export(personal: bool, out: str | None, where: str) -> None:
    """Write every entry as a line of canonical JSON (RFC 8785), so that anybody can verify the chain.

    \b
    Example:
      a41 audit export --log decisions.db --out log.jsonl
    """
    from article41.desk.export import lines

    with opened(where) as desk:
        try:
            stream = Path(out).open("wb") if out else sys.stdout.buffer  # noqa: SIM115, closed below
            stream.writelines(line + b"\n" for line in lines(desk, personal))
            stream.close() if out else stream.flush()
        except OSError as fault:
            raise paper.Refused(f"{out} cannot be written: {fault.strerror}") from None


@command.command("due", epilog=EXIT_CODES)
@click.option("--on", type=paper.Day(), help="The day that is asked about.  [default: today]")
@in_log
def due(on: date | None, where: str) -> None:
    """Print the numbers of the entries whose personal parts have been kept for ten years.

    \b
    Example:
      a41 audit due --log decisions.db --on 2036-12-31
    """
    with opened(where) as desk:
        for seq in desk.due(on or datetime.now(UTC).date()):
            click.echo(str(seq))


@command.command("erase", epilog=EXIT_CODES)
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@click.option("--why", required=True, metavar="TEXT", help="The reason; it stays in the log and must name nobody.")
@who
@in_log
def erase(entries: tuple[str, ...], why: str, who: str | None, where: str) -> None:
    """Take away the personal parts of decisions for good, and say in the log who did it, when and why.

    \b
    Example:
      a41 audit erase 12 13 --log decisions.db --why "kept for ten years"
    """
    from article41.desk import erasure

    with opened(where) as desk:
        found = [desk.find(which)[0].seq for which in entries]
        try:
            for about in found:
                seq = desk.append(erasure(about, why, name(who), datetime.now(UTC))).result().seq
                click.echo(f"{about}: erased by entry {seq}")
        finally:
            desk.scrub()


def _law(folder: str | None, overlay: str | None = None) -> Regime:
    if folder is None:
        return paper.the_law(overlay)
    try:
        law = load(Path(folder))
        return law.overlaid(overlay) if overlay else law
    except (LawError, OSError, Unknown) as fault:
        raise paper.Refused(f"--law {folder}: {fault}") from None


def _screener(lists: str | None) -> "ListScreener | None":
    if lists is None:
        return None
    from article41.cli.lookback import with_ships
    from article41.cli.screen import imported
    from article41.lists.vessels import REGIME
    from article41.screening.built_in import built_in

    return with_ships(imported(lists, REGIME), built_in())
