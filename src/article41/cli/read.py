"""`a41 read`: reports read against the record: who said what, what is claimed, and whether the record holds it."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from article41.cli import paper, readpage, recordpage
from article41.reading import Reader, page
from article41.reading.answer import Answer, answer, data
from article41.reading.bearing import Law
from article41.reading.files import NoReport, expanded, stem, text_of

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
def command(files: tuple[str, ...], form: str, out: str | None) -> None:
    """Read reports: statements with speaker and stance, claims with what the record and the law hold of them.

    FILE is a text in UTF-8, a folder of .txt files, a pattern, or - for stdin; 16 MiB at most. JSON is one line for
    each report. PLACE ending in .json or .html is one file; anything else is a folder. The reader knows English only.

    \b
    Example:
      a41 read report.txt
      a41 read report.txt --format html --out report.html
      a41 read reports/ --format json --out read/
    """
    paper.never_fail_on_letters()
    if out and form == "table":
        raise click.UsageError("--out goes with --format json or html")
    texts, refused = _texts(files)
    try:
        _write(texts, form, out) if out else _print(_answers(texts), form)
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


def _answers(texts: dict[str, str]) -> Iterator[Answer]:
    record, law = recordpage.the_record(), paper.the_law()
    reader, bearings = Reader(record, law), Law(record, law)
    for file, text in texts.items():
        yield answer(stem(file), text, reader, bearings)


def _print(answers: Iterator[Answer], form: str) -> None:
    if form == "html":
        return click.echo(page.page(list(answers)), nl=False)
    for a in answers:
        click.echo(_json(a), nl=False) if form == "json" else readpage.show(a)


def _write(texts: dict[str, str], form: str, out: str) -> None:
    """One file for all reports, or a folder with one for each. Exits 2 where two reports would get one name."""
    place = Path(out)
    if place.suffix.lower() in (".json", ".html", ".htm"):
        found = list(_answers(texts))
        return _file(place, page.page(found) if form == "html" else "".join(map(_json, found)))
    twice = [name for name, n in Counter(map(stem, texts)).items() if n > 1]
    if twice:
        raise paper.Refused(f"two reports are called {twice[0]}: give one file, e.g. --out {out}.{form}")
    place.mkdir(parents=True, exist_ok=True)
    for a in _answers(texts):
        _file(place / f"{a.name}.{form}", page.page([a]) if form == "html" else _json(a))


def _file(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"read: {place}")


def _json(a: Answer) -> str:
    return msgspec.json.encode(data(a)).decode() + "\n"
