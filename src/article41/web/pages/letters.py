"""Which font of a PDF writes which letters; what none of them writes is shown by its number, `[U+1F600]`."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
LATIN = "Vera"
"""Comes with ReportLab and is written into the file: Czech, Turkish and other letters that Helvetica does not have."""
EASTERN = {"HYSMyeongJo-Medium": "cp949", "STSong-Light": "gbk", "HeiseiMin-W3": "shift_jis", "MSung-Light": "big5"}
"""Adobe's fonts for Korean, Chinese and Japanese, which viewers bring along, and the characters that each surely has.

The sets hold Russian letters and Greek ones without accents too.
"""


def runs(text: str, bold: bool = False) -> Iterator[tuple[str, str]]:
    """A text in pieces, each with the name of the font that writes it, in Unicode's composed form (NFC)."""
    lettered = ((font, letters) for run in _apart(_composed(text)) for font, letters in _fonts(run))
    for font, pieces in groupby(lettered, lambda piece: piece[0]):
        yield BOLD if bold and font == PLAIN else font, "".join(letters for _, letters in pieces)


def _composed(text: str) -> str:
    """Blanks of any width and ends of lines are a blank, as a browser shows them."""
    return "".join(
        " " if c in "\t\n\r\f" or unicodedata.category(c) == "Zs" else c for c in unicodedata.normalize("NFC", text)
    )


def _apart(text: str) -> Iterator[str]:
    """Western letters apart from others, so that a name in one script is written in one font."""
    for _, run in groupby(text, _plain):
        yield "".join(run)


def _fonts(run: str) -> Iterator[tuple[str, str]]:
    """One font for all of a run where there is one, else a font for each letter."""
    if font := _font(run):
        yield font, run
    elif len(run) == 1:
        yield PLAIN, f"[U+{ord(run):04X}]"
    else:
        for letter in run:
            yield from _fonts(letter)


def _font(run: str) -> str | None:
    if not run.isprintable():
        return None
    if _plain(run):
        return PLAIN
    if all(ord(c) in LATIN_LETTERS for c in run):
        return LATIN
    return next((font for font, charset in EASTERN.items() if _has(charset, run)), None)


def _plain(text: str) -> bool:
    """Whether Helvetica has it; ReportLab writes its bullet by a number that some readers take for a control."""
    return "•" not in text and _has("cp1252", text)


def _has(charset: str, text: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _registered() -> frozenset[int]:
    """Makes the fonts known to ReportLab; the numbers of the letters that LATIN has."""
    latin = TTFont(LATIN, "Vera.ttf")
    for font in (latin, *map(UnicodeCIDFont, EASTERN)):
        pdfmetrics.registerFont(font)
    return frozenset(latin.face.charToGlyph)


LATIN_LETTERS = _registered()
"""Once for the process, while the module is loaded: a font must not be exchanged under a memo in the making."""
