"""`a41 draft`: the drafts that can be laid over the law, and a new one begun as a file."""

from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from article41.cli import paper
from article41.drafting import scaffold
from article41.errors import InputError
from article41.law import Unknown
from article41.places import Place, parse_country
from article41.regime import Draft

EXIT_CODES = "Exit codes: 0 answered or written; 2 wrong usage, no such measure, or the file is there already."


@click.group("draft", epilog=EXIT_CODES)
def command() -> None:
    """List the drafts that can be laid over the law, or begin a new one as a file.

    A draft has no legal effect; it never drives a verdict unless --overlay names it.

    \b
    Example:
      a41 draft list
      a41 draft new draft-2026-03-us --title "Lower caps" --sponsor US --circulated 2026-03-03
        --changes crude-oil --out next.yaml
      a41 law diff --overlay next.yaml
    """
    paper.never_fail_on_letters()


@command.command("list", epilog=EXIT_CODES)
@paper.form
def list_(form: str) -> None:
    """List the drafts of the law files: what became of each and what it would change.

    \b
    Example:
      a41 draft list
    """
    law = paper.the_law()
    if form == "json":
        return paper.json({"drafts": [_data(d) for d in law.drafts.values()], "law": law.version})
    rows = [(d.draft, "\n".join(_days(d)), "\n".join([d.title, *_changes(d)])) for d in law.drafts.values()]
    paper.table(("draft", "days", "what it would change"), rows, wide=2)
    paper.footer(law)


def _days(d: Draft) -> list[str]:
    said = (("circulated", d.circulated), ("voted", d.voted), ("would count from", d.in_force_if_adopted))
    return [f"{word} {day}" for word, day in said if day] + ([d.result] if d.result else [])


def _changes(d: Draft) -> list[str]:
    said = {
        "changes": d.changes,
        "begins": [m.measure for m in d.measures],
        "would list": [entry.name for entry in d.listings],
    }
    return [f"{word}: {', '.join(names)}" for word, names in said.items() if names]


def _data(d: Draft) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(d)
    return plain


class _State(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A country, as its ISO code."""

    name = "state"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            found: Place = parse_country(value)
        except InputError as fault:
            self.fail(str(fault), param, ctx)
        if not found.code:
            self.fail(f"{value!r} may be {' or '.join(found.candidates)}: give the code", param, ctx)
        return found.code


@command.command("new", epilog=EXIT_CODES)
@click.argument("draft", metavar="ID")
@click.option("--title", required=True, help="What it is, in one line.")
@click.option(
    "--sponsor", "by", multiple=True, required=True, type=_State(), help="Who put it forward; again for more."
)
@click.option("--circulated", required=True, type=paper.Day(), metavar="DAY", help="The day the members got it.")
@click.option(
    "--changes", multiple=True, metavar="MEASURE", help="A measure whose text it would change; again for more."
)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to begin.")
def new(draft: str, title: str, by: tuple[str, ...], circulated: date, changes: tuple[str, ...], out: Path) -> None:
    """Begin the file of a draft, ID being its symbol (S/2026/100) or an id of your own (draft-2026-03-us).

    Each measure named starts from what it says now, with each key explained; the file can be laid over the law at once.

    \b
    Example:
      a41 draft new draft-2026-03-us --title "Lower caps" --sponsor US --circulated 2026-03-03
        --changes crude-oil --changes refined-petroleum --out next.yaml
    """
    try:
        text = scaffold(paper.the_law(), draft, title, by, circulated, changes)
        with out.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise paper.Refused(f"{out} is there already; it is left as it is: give another --out") from None
    except (InputError, Unknown) as fault:
        raise paper.Refused(str(fault) if isinstance(fault, InputError) else str(fault.args[0])) from None
    except OSError as fault:
        raise paper.Refused(f"{fault.strerror}: {fault.filename}") from None
    click.echo(f"{out}: edit it, then a41 law lint {out} and a41 law diff --overlay {out}")
