"""Totals as one HTML page that needs nothing else: no script, no other file, no other host."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from article41.report.charts import COLOURS, charts, title
from article41.report.sections import TITLE, Basis, Section, sections
from article41.report.totals import VERDICTS, Totals

MOST = 50
"""Lines of a table."""
_HYPHENED = {"prohibited": "prohi\u00adbited", "conditional": "condi\u00adtional", "undetermined": "undeter\u00admined"}
"""Long headings, with the places where a phone may break them."""
PAGE = Path(__file__).with_name("page.html")
"""What every page of ours is: a title, a body, a footer."""


def page(totals: Totals, basis: Basis) -> str:
    """The page. Raises NoCharts where the libraries for its charts are missing."""
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title=escape(TITLE),
        body="\n".join(_body(totals, basis)),
        footer="".join(f"<p>{escape(line)}</p>" for line in basis.lines[1:]),
    )


def _body(totals: Totals, basis: Basis) -> Iterator[str]:
    yield f"<p>{escape(basis.regime)}</p>"
    yield f'<p class="draft">{escape(basis.draft)}</p>' if basis.draft else ""
    yield f"<p><b>{escape(totals.counts)}</b></p>"
    yield f"<ul>{''.join(_key(word, totals.verdicts[word]) for word in VERDICTS if totals.verdicts.get(word))}</ul>"
    yield _charts(totals)
    yield from map(_section, sections(totals, MOST))


def _key(word: str, rows: int) -> str:
    swatch = f'<span class="key" style="background:{COLOURS[word]}"></span>'
    return f"<li>{swatch}{word.replace('_', ' ')} <b>{rows:,}</b></li>"


def _charts(totals: Totals) -> str:
    """The pictures, and in words what they leave out."""
    permitted = totals.verdicts.get("permitted", 0)
    told = f'<p class="soft">The charts do not draw the {permitted:,} permitted rows.</p>' if permitted else ""
    figures = "".join(map(_figure, charts(totals)))
    return f'{told}<div class="charts">{figures}</div>' if figures else '<p class="soft">There is nothing to draw.</p>'


def _figure(drawn: tuple[Section, str]) -> str:
    section, svg = drawn
    label = escape(f"{title(section)}; the table below has the numbers")
    caption = f"<figcaption>{escape(title(section))}</figcaption>"
    return f'<figure>{caption}<div role="img" aria-label="{label}">{svg}</div>{_notes(section)}</figure>'


def _notes(section: Section) -> str:
    return "".join(f'<p class="soft">{escape(note)}</p>' for note in section.notes)


def _section(section: Section) -> str:
    heads = [section.heading, *(_HYPHENED.get(word, word.replace("_", " ")) for word in section.verdicts)]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_line(name, [counts.get(word, 0) for word in section.verdicts]) for name, counts in section.lines)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<h2>{escape(section.title)}</h2><div class="wide">{table}</div>{_notes(section)}'


def _line(name: str, counts: list[int]) -> str:
    cells = "".join(f"<td>{rows:,}</td>" if rows else "<td></td>" for rows in counts)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'
