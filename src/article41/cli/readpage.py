"""How `a41 read` prints a report on a terminal: its day, who said what, what is claimed and what is held of it."""

from collections.abc import Iterator

import click

from article41.cli import paper, recordpage
from article41.cli.show import printable
from article41.reading import spoken
from article41.reading.answer import Answer
from article41.reading.bearing import Bearing
from article41.reading.found import Claim, Statement

LONGEST = 280
"""Characters of a quotation; the whole is in the file."""


def show(a: Answer) -> None:
    """One report."""
    document, found = a.reading.document, a.reading
    where = spoken.origin(document)
    recordpage.title(printable(f"{a.name}: {spoken.published(document.published)}" + (f" ({where})" if where else "")))
    _lines((f"because: {reason}" for reason in document.published.because), 2)
    if not (found.statements or found.claims):
        _lines(["Nothing was found: no statement and no claim. The reader knows reports in English."], 2)
    if found.statements:
        paper.heading(recordpage.many(len(found.statements), "statement"))
    for s in found.statements:
        _statement(a, s)
    if found.claims:
        paper.heading(recordpage.many(len(found.claims), "claim"))
    for c in found.claims:
        _claim(a, c)
    _lines((f"note: {note}" for note in found.notes), 2)
    click.echo(f"\nLaw {found.law}. The law of a day: a41 law on DAY; an entry of the record: a41 record show ID\n")


def _lines(texts: Iterator[str] | list[str], indent: int) -> None:
    """Lines with the blanks at their start kept, and nothing in them that would steer a terminal."""
    paper.lines((printable(text) for text in texts), indent)


def _statement(a: Answer, s: Statement) -> None:
    said = f"said {s.date}" if s.date else ""
    more = "; ".join(x for x in (s.form, spoken.stance(s), said, s.venue and f"at {s.venue}") if x)
    click.secho(printable(f"  {s.id}  {spoken.speaker(s)}"), bold=True)
    _lines([more, " … ".join(_shortened(a.words(span)) for span in s.spans)], 6)


def _claim(a: Answer, c: Claim) -> None:
    sign = spoken.SIGNS[c.link.verdict]
    click.echo(f"  {c.id}  " + click.style(f"{sign.sign} {sign.words.upper()}", fg=sign.colour, bold=True), nl=False)
    click.echo(printable(f"  {spoken.kind(c)}: {spoken.fields(c)}"))
    _lines([_shortened(a.words(c.span)), *spoken.held(c, a.days)], 6)
    if bearing := a.law.get(c.id):
        _lines(list(_law(bearing)), 6)


def _law(b: Bearing) -> Iterator[str]:
    if b.asks:
        yield f"the draft asks: {'; '.join(b.asks)}"
    for e in b.cited:
        yield from spoken.excerpt(e)
    for e in b.then:
        if e not in b.cited:
            first, *rest = spoken.excerpt(e)
            yield from (f"on {b.on}: {first}", *rest)
    yield from (f"$ {step}" for step in b.steps)


def _shortened(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= LONGEST else one[: LONGEST - 3] + "..."
