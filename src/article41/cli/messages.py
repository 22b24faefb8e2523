"""`a41 messages`: payment messages of ISO 20022, each transfer screened field by field and judged."""

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import click
import msgspec

from article41.bulk import Fault, Unreadable
from article41.bulk.source import STANDARD_INPUT, opened
from article41.cli import paper, show
from article41.cli.messagespage import lines
from article41.cli.tally import Tally
from article41.law import Regime
from article41.messages import Judged, judge_messages

EXIT_CODES = """\b
Exit codes:
  0  every transfer is answered
  1  some transfers, or the rest of a file, were faulty; each is named on stderr
  2  nothing could be answered: wrong usage, no such file, no such message
"""


@click.command("messages", epilog=EXIT_CODES)
@click.argument("files", nargs=-1, metavar="FILE...", required=True)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl"]), default="table", show_default=True,
    help="Form of the answer.",
)  # fmt: skip
def command(files: tuple[str, ...], form: str) -> None:
    """Screen and judge the transfers of payment messages: pacs.008, pacs.009, pain.001.

    Any version, with or without an envelope; .gz is unpacked, `-` reads standard input. Each party, agent and address
    is screened in its own field, and texts are read for goods and countries. The answer names the fields it rests on
    and those that were held against nothing.

    \b
    Example:
      a41 messages examples/messages/pacs008.xml
      a41 messages payments/*.xml --format jsonl > answers.jsonl
    """
    law, tally = paper.the_law(), Tally()
    answers = (answer for file in files for answer in _answered(file, law, tally, len(files) > 1))
    _WRITERS[form](answers)
    if form == "table" and tally.versions:
        click.echo(f"\n{_counts(tally)}\n{show.notice(tally.versions)}")
    click.get_current_context().exit(tally.exit_code)


def _answered(file: str, law: Regime, tally: Tally, several: bool) -> Iterator[tuple[str, Judged]]:
    """The answers to one file, each with its name where there are several; faults go to stderr."""
    where = f"{file}: " if several else ""
    stream: IO[bytes] | None = None
    try:
        stream = sys.stdin.buffer if file == STANDARD_INPUT else opened(file)
        for found in judge_messages(stream, law, "standard input" if file == STANDARD_INPUT else file):
            if isinstance(found, Fault):
                _tell(tally, found, where)
            else:
                tally.verdicts[found.verdict] += 1
                tally.versions |= found.versions
                yield (file if several else ""), found
    except Unreadable as fault:
        _tell(tally, Fault(0, 0, file, str(fault)), "")
    except (OSError, EOFError, zlib.error) as fault:
        _tell(tally, Fault(0, 0, file, f"{file} is cut off or damaged: {fault}"), "")
    finally:
        if stream and file != STANDARD_INPUT:
            stream.close()


def _tell(tally: Tally, fault: Fault, where: str) -> None:
    tally.faults.append(fault)
    said = f"{where}transfer {fault.row}, {fault.field}: {fault.message}" if fault.line else fault.message
    click.echo(show.printable(said), err=True)


def _counts(tally: Tally) -> str:
    return tally.counts.replace(" rows:", " transfers:").replace(" row:", " transfer:")


def _table(answers: Iterable[tuple[str, Judged]]) -> None:
    paper.never_fail_on_letters()
    for n, (file, answer) in enumerate(answers):
        if n:
            click.echo()
        paper.lines(lines(answer, file))


def _record(file: str, answer: Judged) -> bytes:
    """One answer as JSON; the file's name comes first where there are several."""
    text = msgspec.json.encode(answer)
    return b'{"file":' + msgspec.json.encode(file) + b"," + text[1:] if file else text


def _jsonl(answers: Iterable[tuple[str, Judged]]) -> None:
    for file, answer in answers:
        sys.stdout.buffer.write(_record(file, answer) + b"\n")
        sys.stdout.buffer.flush()


def _json(answers: Iterable[tuple[str, Judged]]) -> None:
    before = b"[\n"
    for file, answer in answers:
        sys.stdout.buffer.write(before + _record(file, answer))
        before = b",\n"
    sys.stdout.buffer.write(b"\n]\n" if before == b",\n" else b"[]\n")
    sys.stdout.buffer.flush()


_WRITERS: dict[str, Callable[[Iterable[tuple[str, Judged]]], Any]] = {"table": _table, "json": _json, "jsonl": _jsonl}
