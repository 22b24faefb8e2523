"""A memo as PDF: the words of its page, in their order, on A4. What was sent stays words; nothing of it is parsed."""

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus.paraparser import ParaFrag

from article41.explain import NOTICE
from article41.web.pages.letters import PLAIN, runs

MARGIN = 20 * mm
INDENT, FOOT = 5 * mm, 12 * mm
LEFT = MARGIN + 6
"""Where text begins: ReportLab pads a frame by 6 points."""
NAMES = 45 * mm
"""Width of the column that names what was said of the act."""
PART = 1_000
"""Letters of one paragraph: ReportLab's time grows as the square of its length."""
SOFT, DOUBT = HexColor("#444444"), HexColor("#7a4a00")


class Look(NamedTuple):
    """How a kind of block is set: size and space before it in points."""

    size: float = 10
    before: float = 3
    colour: Any = black


LOOKS = {
    "h1": Look(18, 0), "h2": Look(14, 8), "h3": Look(11.5, 10), "soft": Look(9, 2, SOFT), "doubt": Look(9, 2, DOUBT),
    "tr": Look(9.5, 2), "finding": Look(10, 8),
}  # fmt: skip
"""By tag or class of the page, `finding` for an item of a numbered list; others are set as Look says."""
HEADINGS, BLOCKS, LISTS = ("h1", "h2", "h3"), ("h1", "h2", "h3", "p", "li", "tr"), ("ol", "ul")
STRONG = {*HEADINGS, "b", "th", "cite"}
"""Tags and classes of words in bold."""

Words = list[tuple[str, bool]]
"""Each with whether it is bold."""
Lettered = list[tuple[str, str]]
"""The name of a font, and what it writes."""


class Block(NamedTuple):
    """A paragraph: its look, how deep it stands in lists, its mark and its words."""

    look: str
    depth: int
    mark: Words
    words: Words


class Blocks(HTMLParser):
    """The blocks of a page that our own template made, where all that was sent is escaped."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._lists: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or tag
        if tag in LISTS:
            self._lists.append(tag)
        elif tag == "br":
            self.blocks.append(self.blocks[-1]._replace(look="soft", mark=[], words=[]))
        elif tag in BLOCKS and not (tag == "p" and self._fresh()):
            self._begin(next((k for k in (*kind.split(), tag) if k in LOOKS), tag))
        if tag != "br":
            self._open.append((tag, tag in STRONG or kind in STRONG))

    def _begin(self, look: str) -> None:
        bulleted = look == "li" and self._lists[-1] == "ul"
        look = "finding" if look == "li" and not bulleted else look
        self.blocks.append(Block(look, len(self._lists), [("•", False)] if bulleted else [], []))

    def _fresh(self) -> bool:
        """Whether an item of a list has begun and said nothing yet."""
        return self._open[-1:] == [("li", False)] and not self.blocks[-1].words

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag in LISTS:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if not any(tag in BLOCKS for tag, _ in self._open):
            return
        block = self.blocks[-1]
        named = any(tag == "th" for tag, _ in self._open)
        if data.strip(" \n") or block.words:
            (block.mark if named else block.words).append((data, any(strong for _, strong in self._open)))


def pdf(html: str, title: str) -> bytes:
    """The memo whose words a page holds. Equal words give equal bytes: there is no clock and no chance in it."""
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN + 5 * mm,
        title=title, author="Article 41", creator="Article 41", subject=NOTICE, lang="en", invariant=1,
    )  # fmt: skip
    document.build([part for block in Blocks(html).blocks for part in _paragraphs(block)], canvasmaker=Paged)
    return stream.getvalue()


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    """A block, in parts where it is long; the first bears its mark."""
    look, mark, words = LOOKS.get(block.look, Look()), _lettered(block.mark), _lettered(block.words)
    if not any(text.strip() for _, text in words):
        mark, words = [], mark  # ReportLab draws no mark where there are no words
    for part in _parts(words) if words else ():
        bullet = _fragments(mark, look) or None
        yield Paragraph("", _style(block, look), frags=_fragments(part, look), bulletText=bullet)
        mark, look = [], look._replace(before=0)


def _lettered(words: Words) -> Lettered:
    return [run for text, bold in words for run in runs(text, bold)]


def _parts(lettered: Lettered) -> Iterator[Lettered]:
    """Parts of at most PART letters, cut at a blank where there is one."""
    part, room = Lettered(), PART
    for font, text in lettered:
        while len(text) > room:
            cut = text.rfind(" ", 0, room) + 1 or room
            yield [*part, (font, text[:cut])]
            text, part, room = text[cut:], [], PART
        part.append((font, text))
        room -= len(text)
    yield part


def _fragments(lettered: Lettered, look: Look) -> list[ParaFrag]:
    """Words as ReportLab keeps them once it has parsed markup; given so, they are not parsed."""
    kept = {"fontSize": look.size, "textColor": look.colour, "rise": 0, "link": [], "us_lines": []}
    return [ParaFrag(text=text, fontName=font, **kept) for font, text in lettered]


def _style(block: Block, look: Look) -> ParagraphStyle:
    named = block.look == "tr"
    indent = NAMES if named else INDENT * block.depth
    return ParagraphStyle(
        block.look, fontName=PLAIN, fontSize=look.size, leading=look.size * 1.35,
        spaceBefore=look.before, textColor=look.colour, keepWithNext=block.look in HEADINGS,
        leftIndent=indent, bulletIndent=0 if named else max(indent - 4.5 * mm, 0),
    )  # fmt: skip


class Paged(Canvas):  # type: ignore[misc]
    """Pages that say which of how many they are: each is kept until their number is known."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.setDateFormatter(
            lambda *_: ""
        )  # no date in the file's properties rather than the 2000-01-01 of `invariant`
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keeps the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes every page with its foot."""
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.setFont(PLAIN, 7.5)
            self.drawString(LEFT, FOOT, f"{NOTICE} Days are days in New York.")
            self.drawRightString(A4[0] - LEFT, FOOT, f"{number} of {len(self._kept)}")
            super().showPage()
        super().save()
