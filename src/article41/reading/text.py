"""A report's text with its places: paragraphs, sentences and quotations, each a span of the text exactly as it came.

Nothing is ever cut out, joined or normalised, so that every span holds in the reader's own copy. All passes are linear.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

HIDDEN = "\ue000"
"""Stands in `Report.masked` for every character within quotation marks, the marks included."""
LONGEST = 2_000
"""Characters of a sentence; a longer run is cut here, so that no later pass meets a sentence without end."""

Kind = Literal["heading", "body", "apart"]
"""`apart`: captions, bylines, lines of a page around the report; they say nothing and claim nothing."""


class Span(NamedTuple):
    """Code points `start` to `end` of the text, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """What stands there."""
        return text[self.start : self.end]

    def within(self, other: "Span") -> bool:
        """Whether it lies in `other`, borders included."""
        return other.start <= self.start and self.end <= other.end


class Sentence(NamedTuple):
    """A sentence and the number of its paragraph."""

    span: Span
    paragraph: int


class Paragraph(NamedTuple):
    """A line, or lines broken by hand, without the blanks around."""

    span: Span
    kind: Kind


class Report(NamedTuple):
    """A report laid out. Sentences are those of the body."""

    text: str
    masked: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]
    dateline: Span | None


def lay_out(text: str) -> Report:
    """Find paragraphs, quotations and sentences of `text`."""
    spans = list(_paragraphs(text))
    kinds = [_kind(text, spans, i) for i in range(len(spans))]
    paragraphs = tuple(Paragraph(s, k) for s, k in zip(spans, kinds, strict=True))
    quotes = tuple(q for p in paragraphs for q in _quotes(text, p.span))
    masked = _mask(text, quotes)
    lines = [_DATELINE.match(text, *p.span) if p.kind == "body" else None for p in paragraphs[:_OPENING_PARAGRAPHS]]
    dateline = next((Span(*d.span()) for d in lines if d), None)
    sentences = tuple(
        Sentence(s, i)
        for i, p in enumerate(paragraphs)
        if p.kind == "body"
        for s in _sentences(text, masked, _after(dateline, p.span, text))
    )
    return Report(text, masked, paragraphs, sentences, quotes, dateline)


_OPENING_PARAGRAPHS = 8
_PLACE = r"(?:[A-Z][\w.'’-]+|[A-Z]{2,}|and|/|the)(?:[ /]+(?:[A-Z][\w.'’-]*|of|and|the)){0,4}"
_MONTH_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?"
_DATELINE = re.compile(
    rf"{_PLACE}(?:, {_PLACE})?(?:,? \(?(?:{_MONTH_DAY}"
    rf"|\d{{1,2}} [A-Z][a-z]+(?: \d{{4}})?)\)?)?\.?(?:,? ?\(?/?[A-Z][\w' -]{{1,24}}/?\)?(?: -|\.)?)?"
    r"\s*(?:-{2}|–|—|-\s|:\s|(?<=[/)])\.\s|==)\s*(?:\(EDS:[^)]*\)\s*)?"
)


def _after(dateline: Span | None, paragraph: Span, text: str) -> Span:
    if dateline is None or dateline.start != paragraph.start:
        return paragraph
    return trim(text, dateline.end, paragraph.end)


def trim(text: str, start: int, end: int, off: str = " \t\n\r\u00a0") -> Span:
    """The span without the characters of `off` at both ends (empty at `start` when nothing else is there)."""
    while start < end and text[end - 1] in off:
        end -= 1
    while start < end and text[start] in off:
        start += 1
    return Span(start, end)


_LINE = re.compile(r"[^\r\n]+")
_ENDED = tuple(".?!\"'”’:|)]*")


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines; one that goes on in lower case on the very next line is one paragraph with it (wrapped by hand)."""
    open_: Span | None = None
    for line in _LINE.finditer(text):
        span = trim(text, line.start(), line.end())
        if span.start == span.end:
            continue
        goes_on = open_ is not None and text[span.start].islower() and _adjoining(text, open_.end, span.start)
        if open_ is not None and goes_on and not text[open_.end - 1 : open_.end].startswith(_ENDED):
            open_ = Span(open_.start, span.end)
            continue
        if open_ is not None:
            yield open_
        open_ = span
    if open_ is not None:
        yield open_


def _adjoining(text: str, end: int, start: int) -> bool:
    return text.count("\n", end, start) == 1 or text[end:start].strip("\r \t") == ""


_TITLE_MOST, _SHORT = 130, 100
_CAPTION = re.compile(
    r"\((?:[^()]{0,40}(?:Photo|File|Images|Yonhap|Reuters|AP|AFP|EPA|Kyodo|Xinhua)[^()]{0,40})\)\s*\|?\s*$"
)
_SIGNED = re.compile(
    r"^\W*\(?(?:END|Yonhap|Enditem|LEAD|With inputs?\b[^.]*|Reporting by\b.*|Editing by\b.*)\)?\W*$", re.I
)
_OF_THE_PAGE = re.compile(
    r"^\W*(?:(?:More|Related|Recommended|Most|Also|Read|See|Watch|Listen|Skip|Share|Sign|Subscribe|Follow|Click"
    r"|Newsletter"
    r"|Advertis\w+|Copyright|All rights|Photo|Image|Picture|Caption|Video|Tags?|Topics?|Comments?|Print|Email|Download"
    r"|Latest|Trending|Editor'?s|By|Story continues|Get our|Join|Support|Source|Credit|File photo)\b)",
    re.I,
)
_STAMP = re.compile(
    r"^\W*(?:(?:Published|Updated|Posted|Write|Input|Date|Last updated|First published|Released?)\b[^A-Za-z]{0,3}"
    r"|\d{4}[-./]\d)",
    re.I,
)
_BYLINE = re.compile(r"^By [A-Z][\w.'-]+(?: [\w.'-]+){0,5}(?:,? [A-Z][\w ]+)?$")


def _kind(text: str, spans: list[Span], index: int) -> Kind:
    line = spans[index].of(text)
    if len(line) > 3 * _TITLE_MOST:
        return "body"
    if _STAMP.match(line) or _BYLINE.match(line) or _SIGNED.match(line) or line.startswith("|") or line.endswith("|"):
        return "apart"
    if len(line) <= 2 * _TITLE_MOST and _CAPTION.search(line) and not _ends_a_report(line, index, len(spans)):
        return "apart"
    ends = line.endswith(_ENDED[:3]) or (line[-1] in "\"'”’" and line[-2:-1] in (".", ",", "?", "!"))
    if _OF_THE_PAGE.match(line) and (not ends or len(line) < _SHORT):
        return "apart"
    if index == 0 and len(spans) > 1 and not ends and len(line) <= _TITLE_MOST:
        return "heading"
    if line.startswith(("* ", "- ", "• ")) and len(line) <= _TITLE_MOST and not ends:
        return "heading"
    return "apart" if not ends and len(line) < _SHORT else "body"


def _ends_a_report(line: str, index: int, count: int) -> bool:
    """A last paragraph signed "(Yonhap)" is a report's end; a caption is one sentence and stands earlier."""
    return index == count - 1 or line.count(". ") > 1


_MARKS = re.compile(r"['\"“”„«»‘’](?:(?<!')|(?<=')'|(?<=')(?<![\w']')(?=\w)|(?<=[.,!?\w]')(?![\w']))")
_OPENING, _CLOSING = "“„«‘", "”»"


def _quotes(text: str, within: Span) -> Iterator[Span]:
    """Quotations with their marks. A mark without its partner opens to the paragraph's end, or is no mark at all.

    Single marks count only outside other quotations, and where a partner follows; an apostrophe has none before it.
    """
    start, kind = -1, ""
    for mark in _MARKS.finditer(text, within.start, within.end):
        sort = "''" if mark[0] == "''" else "'" if mark[0] in "'‘’" else '"'
        if start < 0:
            if _opens(text, mark, within) and (sort != "'" or _closes_later(text, mark.end(), within.end)):
                start, kind = mark.start(), sort
        elif sort == kind and _closes(text, mark, within):
            yield Span(start, mark.end())
            start = -1
    if start >= 0 and kind != "'":
        yield Span(start, within.end)


def _opens(text: str, mark: "re.Match[str]", within: Span) -> bool:
    if mark[0] in _CLOSING or mark[0] == "’":
        return False
    before = text[mark.start() - 1] if mark.start() > within.start else " "
    after = text[mark.end()] if mark.end() < within.end else " "
    return mark[0] in _OPENING or (not before.isalnum() and not after.isspace())


def _closes(text: str, mark: "re.Match[str]", within: Span) -> bool:
    if mark[0] in _OPENING:
        return False
    before = text[mark.start() - 1] if mark.start() > within.start else " "
    after = text[mark.end()] if mark.end() < within.end else " "
    return mark[0] in _CLOSING or (not before.isspace() and not (after.isalnum() and mark[0] in "'’"))


_SINGLE_END = re.compile(r"(?<=[.,!?\w])['’](?![\w])")


def _closes_later(text: str, start: int, end: int) -> bool:
    return _SINGLE_END.search(text, start, min(end, start + 400)) is not None


def _mask(text: str, quotes: tuple[Span, ...]) -> str:
    parts, at = [], 0
    for q in quotes:
        parts += [text[at : q.start], HIDDEN * (q.end - q.start)]
        at = q.end
    return "".join([*parts, text[at:]])


_SHORTENED = re.compile(
    r"(?:^|[^A-Za-z])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Adm|Sen|Rep|Gov|Amb|Sec|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec"
    r"|No|Nos|St|vs|Inc|Ltd|Co|Corp|Jr|Sr|op|para|paras|art|approx|a\.m|p\.m|i\.e|e\.g|[A-Z]\.[A-Z]|[A-Z]\.[A-Z]\.[A-Z]"
    r"|[A-Z]\.[A-Z]\.[A-Z]\.[A-Z])$"
)
_STOP = re.compile(r"[.?!][.?!]*[\"”’')\]]*(?=\s)")
_BEGINS = re.compile(r"\s+(?=[\"“‘'(\[]*[A-Z0-9\ue000])")
_CUE_FOLLOWS = re.compile(
    r"\s+[A-Z][^.\ue000,;]{0,70}? (?:said|asked|tweeted|told|wrote|added|says|warned|replied)\b[^\ue000]{0,80}?(?:\.|$)"
)
_ALWAYS_NEW = re.compile(
    r"\s+[\"“]*(?:The|It|In|He|She|They|But|A|An|And|On|At|This|That|These|We|There|Its|Their|As|After|Both|One"
    r"|Two|Last|No)\s"
)


def _sentences(text: str, masked: str, within: Span) -> Iterator[Span]:
    start = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        if stop.end() - start >= LONGEST:
            yield from _pieces(start, stop.end())
            start = stop.end()
        elif _is_end(text, masked, stop, within):
            yield trim(text, start, stop.end())
            start = stop.end()
    last = trim(text, start, within.end)
    if last.start < last.end:
        yield from _pieces(last.start, last.end)


def _pieces(start: int, end: int) -> Iterator[Span]:
    for at in range(start, end, LONGEST):
        yield Span(at, min(at + LONGEST, end))


def _is_end(text: str, masked: str, stop: "re.Match[str]", within: Span) -> bool:
    """A stop ends a sentence unless it stands within a quotation, after a shortened word, or before a small letter."""
    last = stop.end() - 1
    if masked[last] == HIDDEN and masked[last + 1 : last + 2] == HIDDEN:
        return False
    if not _BEGINS.match(text, stop.end(), within.end):
        return False
    if masked[last] == HIDDEN and text[stop.start()] in "?!" and _CUE_FOLLOWS.match(masked, stop.end(), within.end):
        return False
    if text[stop.start()] == "." and stop.end() - stop.start() == 1:
        before = text[max(within.start, stop.start() - 9) : stop.start()]
        if _SHORTENED.search(before):
            return bool(_ALWAYS_NEW.match(text, stop.end(), within.end)) and "." in before[-4:]
    return True
