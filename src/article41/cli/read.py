"""`a41 read`: reports read against the record: who said what, what is claimed, and whether the record holds it."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from article41.cli import paper, readpage, recordpage
from article41.errors import InputError
from article41.reading import Reader, page, shelving
from article41.reading.answer import Answer, answer, data
from article41.reading.asking import Endpoint
from article41.reading.bearing import Law
from article41.reading.files import NoReport, expanded, stem, text_of
from article41.reading.further import Source

KEY = "A41_MODEL_KEY"
"""The environment variable that holds the key of a language model; nothing else is read from the environment."""
EXIT_CODES = """\b
Exit codes:
  0  read, even where nothing was found
  1  read, but some files hold no text to be read and are named on stderr
  2  nothing could be read: no such file, empty, no text, not UTF-8, too long; wrong usage
"""


@click.command("read", epilog=EXIT_CODES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "html"]), default="table", show_default=True,
    help="How to print.",
)  # fmt: skip
@click.option("--out", metavar="PLACE", help="A file; or a folder, which gets one file for each report.")
@click.option(
    "--propose", metavar="FOLDER", help="Draft entries of the record for what is new, to be accepted by hand."
)
@click.option("--nlp", is_flag=True, help="Let a parser look for more statements (the extra `nlp`).")
@click.option("--model-url", metavar="URL", help="Ask a language model too, at an OpenAI-compatible address.")
@click.option("--model-name", metavar="NAME", default="default", show_default=True, help="The model's name there.")
def command(
    files: tuple[str, ...], form: str, out: str | None, propose: str | None, nlp: bool,
    model_url: str | None, model_name: str,
) -> None:  # fmt: skip
    """Read reports: statements with speaker and stance, claims with what the record and the law hold of them.

    FILE is a text in UTF-8, a folder of .txt files, a pattern, or - for stdin; 16 MiB at most. JSON is one line for
    each report. PLACE ending in .json or .html is one file; anything else is a folder. The reader knows English only.
    The key of a model is taken from the environment, A41_MODEL_KEY. What a model proposes counts only where the words
    stand in the report.

    \b
    Example:
      a41 read report.txt
      a41 read report.txt --format html --out report.html
      a41 read reports/ --format json --out read/
      a41 read report.txt --propose drafts/
    """
    paper.never_fail_on_letters()
    if out and form == "table":
        raise click.UsageError("--out goes with --format json or html")
    if propose and (out or form != "table"):
        raise click.UsageError("--propose writes files of the record; give --format and --out in a call of their own")
    further = _further(nlp, model_url, model_name)
    texts, refused = _texts(files)
    answers = _answers(texts, further)
    if not (propose or out):
        _print(answers, form)
        sys.exit(1 if refused else 0)
    try:
        _propose(answers, Path(propose)) if propose else _write(answers, list(texts), form, out or "")
    except shelving.Occupied as fault:
        raise paper.Refused(str(fault)) from None
    except OSError as fault:
        raise paper.Refused(f"{fault.strerror}: {fault.filename}") from None
    sys.exit(1 if refused else 0)


def _texts(names: tuple[str, ...]) -> tuple[dict[str, str], int]:
    """The texts by file, and how many files were refused; each is named on stderr. Exits 2 without any."""
    found: dict[str, str] = {}
    faults: list[str] = []
    try:
        files = expanded(names)
    except NoReport as fault:
        raise paper.Refused(str(fault)) from None
    for file in files:
        try:
            found[file] = text_of(file, sys.stdin.buffer)
        except NoReport as fault:
            faults.append(str(fault))
    if not found:
        raise paper.Refused("\n".join(faults))
    paper.lines(faults, err=True)
    return found, len(faults)


def _further(nlp: bool, url: str | None, name: str) -> list[Source]:
    """The readers asked beside the rules. Exits 2 where one cannot be had."""
    found: list[Source] = []
    try:
        if nlp:
            from article41.reading.nlp import Parser

            found.append(Parser())
        if url:
            from article41.reading.model import Model

            found.append(Model(Endpoint(url, name, os.environ.get(KEY, ""))))
    except InputError as fault:
        raise paper.Refused(str(fault)) from None
    return found


def _answers(texts: dict[str, str], further: list[Source]) -> Iterator[Answer]:
    record, law = recordpage.the_record(), paper.the_law()
    reader, bearings = Reader(record, law, further), Law(record, law)
    for file, text in texts.items():
        yield answer(stem(file), text, reader, bearings)


def _print(answers: Iterator[Answer], form: str) -> None:
    if form == "html":
        return click.echo(page.page(list(answers)), nl=False)
    for a in answers:
        click.echo(_json(a), nl=False) if form == "json" else readpage.show(a)


def _write(answers: Iterator[Answer], files: list[str], form: str, out: str) -> None:
    """One file for all reports, or a folder with one for each. Exits 2 where two reports would get one name."""
    place = Path(out)
    if place.suffix.lower() in (".json", ".html", ".htm"):
        found = list(answers)
        return _file(place, page.page(found) if form == "html" else "".join(map(_json, found)))
    twice = [name for name, n in Counter(map(stem, files)).items() if n > 1]
    if twice:
        raise paper.Refused(f"two reports are called {twice[0]}: give one file, e.g. --out {out}.{form}")
    place.mkdir(parents=True, exist_ok=True)
    for a in answers:
        _file(place / f"{a.name}.{form}", page.page([a]) if form == "html" else _json(a))


def _propose(answers: Iterator[Answer], folder: Path) -> None:
    record = recordpage.the_record()
    for a in answers:
        places = shelving.write(a, record, folder)
        click.echo("\n".join(f"proposed: {place}" for place in places) or f"{a.name}: nothing new to propose")


def _file(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"read: {place}")


def _json(a: Answer) -> str:
    return msgspec.json.encode(data(a)).decode() + "\n"
