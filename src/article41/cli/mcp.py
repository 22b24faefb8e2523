"""`a41 mcp`: the program as tools for an assistant."""

import click

from article41.cli import paper
from article41.law import LawError

EXIT_CODES = "Exit codes: 0 the assistant went away; 2 the law or the record cannot be read, or the extra is missing."


@click.command("mcp", epilog=EXIT_CODES)
def command() -> None:
    """Answer an assistant over the Model Context Protocol, on standard input and output.

    The tools are check, ask, law_on, diff, screen, caps and record; all of them only read.

    \b
    Example:
      a41 mcp
    """
    try:
        from article41.mcp import server
        from article41.mcp.tools import Tools
    except ModuleNotFoundError as fault:
        raise paper.Refused(f"{fault.name} is missing: install article41 with the extra `mcp`") from None
    try:
        made = server.make(Tools())
    except LawError as fault:
        raise paper.Refused(str(fault)) from None
    made.run()
