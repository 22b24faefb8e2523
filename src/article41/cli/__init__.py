"""The command line `a41`: one file a command, loaded only when it is called."""

import importlib
import sys

import click

from article41.version import PROGRAM

COMMANDS = {
    "check": "Judge one act, or a file of acts, under the law of its date.",
    "lookback": "Say which old answers flip under a new law, draft or list.",
    "audit": "Verify, replay and look back over the log of decisions.",
    "law": "Read the law: on a day, a measure's history, what changed, a search.",
    "draft": "List the drafts of the law files, or begin a new one as a file.",
    "lists": "Import published lists, bring them up to date, show a history.",
    "read": "Read news reports: who said what, and what the record holds of it.",
    "messages": "Screen and judge payment messages: pacs.008, pacs.009, pain.001.",
    "screen": "Screen a name, or a file of names, against the list.",
    "caps": "Show the caps as accounts: reported, left, disputed; add a delivery.",
    "draw": "Draw coverage, caps, the timeline or positions, as SVG or a page.",
    "ask": "Ask the missing facts one by one and end in a verdict.",
    "record": "Ask what happened: incidents, talks, statements, offices; with sources.",
    "serve": "Answer over HTTP: checks, screening, law, lists, caps, record.",
    "token": "Make, list and revoke the tokens of the service.",
    "mcp": "Answer an assistant over MCP: read-only tools on standard input and output.",
    "council": "Ask of the Council: members, votes and vetoes, drafts, what it promised.",
}

EXIT_CODES = """\b
Exit codes:
  0  answered
  1  answered, but some rows were faulty and are reported by number
  2  nothing could be answered: wrong usage, no such file, measure, draft or day
"""


class _Lazy(click.Group):
    """Commands whose modules are imported when they run, so that `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        if ctx.resilient_parsing or "--help" in sys.argv[1:2]:
            return click.Command(name, short_help=COMMANDS[name])
        command: click.Command = importlib.import_module(f"article41.cli.{name}").command
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.version_option(PROGRAM, message="%(version)s")
def main() -> None:
    """Article 41: UN sanctions as code.

    Says of an act whether the UN sanctions on the DPRK allowed it on its date, and which paragraph says so.

    \b
    Example:
      a41 check --date 2019-03-04 --activity transfer --from KP --to VN --hs 2701.11
    """
