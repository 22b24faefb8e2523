"""`a41 token`: the tokens that the service asks for."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from article41.cli import paper
from article41.errors import InputError

EXIT_CODES = "Exit codes: 0 done; 2 wrong usage, or a file of tokens that cannot be used: nothing is changed."
SCOPES = ("read", "check", "review", "admin")
LONGEST = 366
Command = Callable[..., Any]


def in_file(function: Command) -> Command:
    """The option that says where tokens are kept."""
    kept = click.Path(dir_okay=False, path_type=Path)
    return click.option("--tokens", "file", type=kept, required=True, metavar="FILE", help="Where tokens are kept.")(
        function
    )


@click.group("token", epilog=EXIT_CODES)
def command() -> None:
    """Make, list and revoke the tokens of the service. Only their hashes are kept.

    \b
    Example:
      a41 token new --tokens tokens.json --name screening --scope check --scope read
      a41 token list --tokens tokens.json
      a41 token revoke 1f0c9a3e --tokens tokens.json
    """


@command.command("new", epilog=EXIT_CODES)
@in_file
@click.option("--name", required=True, help="Whose it is, or what for.")
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES),
    help="What it may ask: read (law, lists, caps, record), check (checks, screening), review, admin. May be repeated.",
)  # fmt: skip
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, LONGEST), help="How long it serves.")
def new(file: Path, name: str, scopes: tuple[Any, ...], days: int) -> None:
    """Make a token and print it: this once, for only its hash is kept.

    \b
    Example:
      a41 token new --tokens tokens.json --name screening --scope check --days 30
    """
    if not name.isprintable() or len(name) > 60:
        raise click.UsageError("--name: at most 60 characters, all printable")
    token, secret = _told(lambda kept: kept.add(name, tuple(dict.fromkeys(scopes)), days, datetime.now(UTC)), file)
    click.echo(secret)
    click.echo(
        f"token {token.id} ({name}): {', '.join(token.scopes)}, until {token.expires:%Y-%m-%d %H:%M} UTC", err=True
    )


@command.command("list", epilog=EXIT_CODES)
@in_file
def list_(file: Path) -> None:
    """List the tokens: id, name, scopes, when they were made and when they end.

    \b
    Example:
      a41 token list --tokens tokens.json
    """
    for token in _told(lambda kept: kept.tokens(), file):
        ended = "" if token.serves(datetime.now(UTC)) else "  expired"
        span = f"{token.created:%Y-%m-%d} to {token.expires:%Y-%m-%d}"
        click.echo(f"{token.id}  {span}  {','.join(token.scopes)}  {token.name}{ended}")


@command.command("revoke", epilog=EXIT_CODES)
@click.argument("token", metavar="ID")
@in_file
def revoke(token: str, file: Path) -> None:
    """Take a token away; a running service stops taking it at once.

    \b
    Example:
      a41 token revoke 1f0c9a3e --tokens tokens.json
    """
    gone = _told(lambda kept: kept.revoke(token), file)
    click.echo(f"revoked {gone.id} ({gone.name})")


def _told(work: Callable[[Any], Any], file: Path) -> Any:
    """What becomes of work on the file of tokens. Exits 2 where it cannot be used."""
    try:
        from article41.web.tokens import TokenFile

        return work(TokenFile(file))
    except ModuleNotFoundError as fault:
        raise paper.Refused(f"{fault.name} is missing: install article41 with the extra `service`") from None
    except InputError as fault:
        raise paper.Refused(str(fault)) from None
