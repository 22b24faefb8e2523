"""`a41 serve`: the program over HTTP."""

import errno
import ipaddress
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.cli import paper
from article41.errors import InputError
from article41.law import LawError

if TYPE_CHECKING:
    from article41.web.app import Limits
    from article41.web.service import Service

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
RATE = 50.0
"""Requests a second and client where others than this machine may ask."""
EXIT_CODES = "Exit codes: 0 stopped as told; 2 wrong usage, or an address, store or file of tokens that cannot be used."


@click.command("serve", epilog=EXIT_CODES)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8041, show_default=True, type=click.IntRange(0, 65535), help="Its port; 0: any free.")
@click.option("--store", "where", metavar="PATH", envvar="A41_STORE", help="Imported lists: a file, or a database URL.")
@click.option("--log", metavar="PATH", envvar="A41_LOG", help="The log of decisions: a file, or a database URL.")
@click.option(
    "--tokens", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Ask for a token of FILE."
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name it is asked by; may be repeated.")
@click.option("--rate", type=click.FloatRange(0), help="Requests a second and client.  [default: none here, else 50]")
def command(
    host: str, port: int, where: str | None, log: str | None, tokens: Path | None, names: tuple[str, ...],
    rate: float | None,
) -> None:  # fmt: skip
    """Answer over HTTP: checks, screening, law, lists, caps, record, decisions.

    With --log, decisions can be kept and reviewed; the log is made where there is none.

    Only this machine can ask unless --host says otherwise; then tokens are needed (a41 token new).
    What may be asked: docs/service.md, or /api/v1/openapi.json.

    \b
    Example:
      a41 serve
      a41 serve --host 0.0.0.0 --name a41.example.org --tokens tokens.json --store lists.db
      a41 serve --log decisions.db
    """
    here = is_loopback(host)
    if not here and tokens is None:
        raise click.UsageError(f"--host {host} lets other machines ask: give --tokens FILE too (a41 token new)")
    limits = _limits(host, here, names, rate, tokens)
    listening = _bound(host, port)
    service = _service(where, log)
    from article41.web import app, server

    click.echo(f"a41 serves at http://{_written(host)}:{listening.getsockname()[1]}/api/v1", err=True)
    try:
        server.run(app.make(service, limits, sys.stderr), listening, sys.stderr)
    finally:
        service.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _bound(host: str, port: int) -> socket.socket:
    """The socket to listen on. Exits 2 where the address cannot be had, before anything is loaded."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen()  # who connects while the law is read waits for it
    except OSError as fault:
        taken = fault.errno == errno.EADDRINUSE
        told = "somebody listens there already; try another --port" if taken else fault.strerror
        raise paper.Refused(f"{host}, port {port}: {told}") from None
    return found


def _limits(host: str, here: bool, names: tuple[str, ...], rate: float | None, tokens: Path | None) -> "Limits":
    """On this machine alone only local names are answered to, lest a web page reach in under a name of its own."""
    try:
        from article41.web.app import Limits
        from article41.web.tokens import TokenFile
    except ModuleNotFoundError as fault:
        raise paper.Refused(f"{fault.name} is missing: install article41 with the extra `service`") from None
    try:
        found = TokenFile(tokens) if tokens else None
    except InputError as fault:
        raise paper.Refused(str(fault)) from None
    hosts = LOCAL_NAMES | {host} if here else frozenset()
    asked = frozenset(name.lower() for name in names)
    return Limits(hosts | asked if here or asked else frozenset(), _rate(rate, here), found)


def _rate(rate: float | None, here: bool) -> float:
    return rate if rate is not None else 0.0 if here else RATE


def _service(where: str | None, log: str | None) -> "Service":
    from article41.desk import Desk, DeskError
    from article41.lists.snapshot import ListError
    from article41.lists.store import Store
    from article41.web.service import Service

    try:
        return Service(Store(where) if where else None, Desk(log) if log else None)
    except (LawError, ListError, DeskError) as fault:
        raise paper.Refused(str(fault)) from None
