"""A picture: its name, what is said of it, its drawing, and the same data as tables; written as SVG or as a page."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from string import Template
from typing import NamedTuple

from article41.draw.canvas import ON_PAGE, ON_WHITE, Paint
from article41.report.page import PAGE
from article41.report.write import check_name


class Table(NamedTuple):
    """The data of a picture: a caption, headings, and rows of as many cells; the first cell names its row."""

    caption: str
    headings: tuple[str, ...]
    rows: list[tuple[str, ...]]


class Picture(NamedTuple):
    """`says` tells in words how to read it, `rests_on` what it was made from; `draw` gives the SVG in these colours."""

    title: str
    says: tuple[str, ...]
    rests_on: tuple[str, ...]
    tables: tuple[Table, ...]
    draw: Callable[[Paint], str]


def write(file: str, picture: Picture) -> None:
    """Writes an .svg or an .html file. Raises NoSuchForm, NoCharts, or OSError where the file cannot be made."""
    check_name(file)
    text = svg(picture, ON_WHITE) if Path(file).suffix.lower() == ".svg" else page(picture)
    Path(file).write_text(text, encoding="utf-8")


def svg(picture: Picture, paint: Paint) -> str:
    """The drawing with its title and description inside, for those who do not see it."""
    start, _, rest = picture.draw(paint).partition(">")
    told = f"<title>{escape(picture.title)}</title><desc>{escape(' '.join(picture.says))}</desc>"
    return f'{start} role="img">{told}{rest}'


def page(picture: Picture) -> str:
    """One page that needs nothing else: the picture, how to read it, its data as tables."""
    says = "".join(f"<p>{escape(line)}</p>" for line in picture.says)
    figure = (
        f'<figure class="picture" tabindex="0" aria-label="{escape(picture.title)}">{svg(picture, ON_PAGE)}</figure>'
    )
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title=escape(picture.title),
        body=figure + says + "".join(map(_table, picture.tables)),
        footer="".join(f"<p>{escape(line)}</p>" for line in picture.rests_on),
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.headings)
    body = "".join(map(_row, table.rows))
    caption = f"<h2>{escape(table.caption)}</h2>" if table.caption else ""
    rows = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'{caption}<div class="wide"><table class="words">{rows}</table></div>'


def _row(cells: tuple[str, ...]) -> str:
    name, *others = map(escape, cells)
    return f'<tr><th scope="row">{name}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"
