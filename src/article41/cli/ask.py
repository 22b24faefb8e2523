"""`a41 ask`: the missing facts, one question at a time, and the verdict at the end."""

import sys
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from article41.asking import FIRST, VESSELS, Conversation, hint, which_good
from article41.cli import paper
from article41.errors import InputError
from article41.regime import Activity
from article41.transaction import FieldError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EXIT_CODES = "Exit codes: 0 answered, undetermined included; 2 wrong usage, or stopped before there was an act."


@click.command("ask", epilog=EXIT_CODES)
@click.option("--from-json", "file", type=FILE, metavar="FILE", help="Start from the act in this file.")
@paper.overlay
@paper.form
def command(file: Path | None, overlay: str | None, form: str) -> None:
    """Ask the missing facts one by one and end in a verdict.

    An empty answer means: I do not know. Ctrl-D or Ctrl-C ends with the verdict on what was said so far.
    Questions go to stderr, the verdict to stdout.

    \b
    Example:
      a41 ask
      a41 ask --from-json act.json
    """
    paper.never_fail_on_letters()
    talk = Conversation(paper.the_law(overlay), _start(file))
    try:
        _first(talk, () if file else tuple(FIRST))
        _settle(talk)
    except click.Abort:
        click.echo("\nStopped. What follows rests on what was said so far.", err=True)
    _end(talk, form)


def _start(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        said = msgspec.json.decode(file.read_bytes())
    except (msgspec.DecodeError, RecursionError) as fault:
        raise paper.Refused(f"{file.name}: not JSON: {fault}") from None
    if not isinstance(said, dict):
        raise paper.Refused(f"{file.name}: found {type(said).__name__}, expected one act as an object")
    return said


def _first(talk: Conversation, asked: tuple[str, ...]) -> None:
    """The plain questions that every act needs; with a file only the day and the activity, where it lacks them."""
    _check(talk)
    for fact in asked or ("date", "activity"):
        if not talk.said.get(fact):
            if fact == "activity":
                paper.lines([f"Activities: {', '.join(get_args(Activity))}."], 2, err=True)
            _ask(talk, fact, FIRST[fact], needed=fact in ("date", "activity"))
    if asked and talk.said["activity"] in VESSELS:
        _ask(talk, "vessel", "Which vessel: its name or IMO number?")


def _check(talk: Conversation) -> None:
    """A fault in the given act ends the conversation before it begins; what is merely absent is asked."""
    try:
        talk.law.read({"date": "2006-10-14", "activity": "transfer"} | {k: v for k, v in talk.said.items() if v})
    except FieldError as fault:
        raise paper.Refused(str(fault)) from None


def _ask(talk: Conversation, fact: str, question: str, good: int = 0, needed: bool = False) -> None:
    """One question, until its answer can be read; a needed fact is asked again, another may be passed over."""
    while True:
        answer = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
        try:
            talk.tell(fact, answer, good)
        except InputError as fault:
            click.echo(f"  {fault}", err=True)
            continue
        if talk.said.get(fact) or not needed:
            return
        click.echo(f"  Without the {fact} nothing can be said.", err=True)


def _settle(talk: Conversation) -> None:
    """Ask for the fact that would decide most, until the verdict is settled or nothing is left to ask."""
    while True:
        verdict = talk.verdict()
        missing = talk.next_question(verdict)
        if missing is None:
            return
        click.echo(f"  Open between {verdict.range[0]} and {verdict.range[1]}.", err=True)
        _ask(talk, missing.fact, f"{missing.question} [{hint(missing.fact, talk.law)}]", which_good(verdict))


def _end(talk: Conversation, form: str) -> None:
    if not talk.complete:
        raise paper.Refused("no verdict: the day and the activity were not said")
    verdict, act = talk.verdict(), talk.act()
    if form == "json":
        click.echo(verdict.to_json().decode())
        return
    from article41.cli import show

    if sys.stdout.isatty():
        from rich.console import Console

        return Console(highlight=False).print(show.render(verdict, act))
    click.echo(show.verdict_text(verdict, act, paper.width()))
