"""The source right before a verb, with what describes it between commas."""

import re

from article41.reading.cues.patterns import sort_of, source_in
from article41.reading.text import HIDDEN, Report, Span, trim
from article41.reading.who import Noun

_LEAD = re.compile(
    r"(?:(?:But|And|Yet|Still|However|Meanwhile|Earlier|Later|Separately|Also|Then|So|In turn|For (?:its|his"
    r"|her) part|Instead|Nonetheless"
    r"|Nevertheless|Afterwards|Afterward|Even so|Both|On \w+day|Elsewhere|[Nn]ow|(?:[Ii]n |[Bb]y |to )?[Ww]hat),?\s+)+"
)


_CONJUNCTION = re.compile(
    r"(?:^|\s)(?:but|and|while|as|though|although|because|that|whereas|when|after|before|so|yet|than|since|if|until)\s+",
    re.I,
)


_MAY_END = re.compile(
    r"\s(?=(?:on|in|at|after|before|during|as|when|while|to|late|early|here|of|for|from|who|with|and)\b)|$"
)


def longest(report: Report, start: int, end: int) -> tuple[Noun, Span] | None:
    """The longest beginning of a stretch that reads as a source (`Wang Yi at the forum` is `Wang Yi`)."""
    cuts = [m.start() for m in _MAY_END.finditer(report.masked, start, end)]
    for cut in sorted({*cuts, end}, reverse=True):
        found = source_in(report, start, cut)
        if found:
            return found
    return None


_COMMA = re.compile(",")
_WHO = re.compile(
    rf"(?:{_LEAD.pattern})?(?P<who>[^,;:.{HIDDEN}]{{3,80}}), who (?:[^;:{HIDDEN}])+,\s+"
    r"(?:(?:also|later|then|has|had)\s+)*$"
)
"""A source with a relative clause that may hold names and commas of its own: "X, who met the minister, Y, said"."""


def source_before(report: Report, start: int, verb: int) -> tuple[Noun, Span, int] | None:
    """The source that stands right before a verb, with what describes it between commas, and where it all begins.

    From the right: an empty piece closes a description (`X, who was not named, said`); a piece that reads as a source
    is taken; one before it that reads as an office or a name belongs to it.
    """
    masked = report.masked
    if (who := _WHO.match(masked, start, verb)) and (opening := source_in(report, who.start("who"), who.end("who"))):
        return *opening, opening[1].start
    low = max(start, verb - 320)
    semicolon = max(
        masked.rfind("; ", low, verb),
        masked.rfind(": ", low, verb),
        masked.rfind(" - ", low, verb),
        masked.rfind("— ", low, verb),
        masked.rfind(HIDDEN, low, verb),
    )
    edges = [semicolon + 1 if semicolon >= low else start]
    edges += [m.end() for m in _COMMA.finditer(masked, edges[0], verb)]
    pieces = [Span(a, b) for a, b in zip(edges, [*(e - 1 for e in edges[1:]), verb], strict=True)]
    closed = len(pieces) > 1 and bool(
        _ADVERBS.fullmatch(f"x {masked[pieces[-1].start : pieces[-1].end].strip()}".rstrip())
    )
    pieces = pieces[:-1] if closed else pieces
    for skipped, piece in enumerate(reversed(pieces)):
        described = closed and skipped == 0 and len(pieces) > 1
        found = _piece(report, piece, piece is pieces[0] and edges[0] == start, whole_only=described)
        if found:
            return _with_description(report, pieces[: len(pieces) - skipped - 1], found, start)
        if not closed or skipped > 1:
            return None
    return None


_ADVERB_WORDS = (
    r"also|later|then|has|have|had|again|earlier|once|repeatedly|previously|publicly|reportedly|simply|further"
    r"|separately|strongly|promptly"
    r"|immediately|sharply|since|however|too|on \w+day|\w+day|itself|himself|herself|recently|in turn|once more"
    r"|both|all|would only|would|jointly|quickly"
    r"|flatly|angrily|now|still|already|meanwhile|never|only|afterwards?|last \w+|this \w+|today|yesterday"
    r"|could|must|duly|swiftly|firmly|(?:likes?|loves?|used|continued|goes on|went on|was quick|hastened) to"
)


_ADVERB = re.compile(rf"\s\s*(?:{_ADVERB_WORDS})$")


_ADVERBS = re.compile(rf"x(?:\s+(?:{_ADVERB_WORDS}))*")


_OPENING = re.compile(r"(?:In|At|On|From|During|After|Before) [^,]{2,60}? (?=[A-Z]|the |a |it |he |she |they )")
_BEGINS = re.compile(r" (?=[A-Z]|the |a |it |he |she |they )")


def _piece(report: Report, piece: Span, first: bool, whole_only: bool = False) -> tuple[Noun, Span, int] | None:
    """A piece as a source; if it does not read as one, what stands behind its last conjunctions."""
    text = report.text
    span = trim(text, piece.start, piece.end)
    starts = [span.start]
    if lead := _LEAD.match(text, span.start, span.end):
        starts = [lead.end()]
    starts += [] if whole_only else [m.end() for m in _CONJUNCTION.finditer(report.masked, span.start, span.end)]
    if first and (paper := _OPENING.match(text, *span)):
        starts += [m.end() for m in _BEGINS.finditer(text, paper.end() - 2, span.end)]
    for start in starts:
        end = span.end
        while cut := _ADVERB.search(text, start, end):
            end = cut.start()
        if whole := source_in(report, start, end) or (end < span.end and source_in(report, start, span.end)):
            return whole[0], whole[1], start
    return None


def _with_description(
    report: Report, before: list[Span], found: tuple[Noun, Span, int], start: int
) -> tuple[Noun, Span, int]:
    """Join `the Ambassador, Susan Rice` and `Hill, an assistant secretary,`: the name speaks, the office describes."""
    source, span, _ = found
    if not before:
        return found
    if (
        source.sort == "anonymous"
        and source.name.startswith("anon:")
        and not re.match(r"an? |the ", span.of(report.text), re.I)
    ):
        return found
    other = _piece(report, before[-1], first=len(before) == 1)
    if other is None:
        return found
    noun_, span_, begin_ = other
    if noun_.sort in ("government", "body") and source.sort in ("office", "anonymous") and noun_.name:
        return noun_, Span(span_.start, span.end), begin_
    if source.sort == noun_.sort == "government" and not source.head:
        whole = Span(span_.start, span.end)
        return source._replace(name=whole.of(report.text), government=noun_.government), whole, begin_
    if source.sort in ("named", "surname") and noun_.sort in ("office", "anonymous") and not noun_.name.endswith("s"):
        merged = source._replace(office=source.office or noun_.office, government=source.government or noun_.government)
        return merged, Span(span_.start, span.end), begin_
    if noun_.sort in ("named", "surname") and source.sort in ("office", "anonymous", "body", "document"):
        merged = noun_._replace(
            office=noun_.office or source.office or span.of(report.text),
            government=noun_.government or source.government,
        )
        return merged, Span(span_.start, span.end), begin_
    return found


def subject_of(report: Report, sentence: Span, verb: "re.Match[str]") -> tuple[Noun, Span] | None:
    """The source right before a verb; else, for a participle or a second verb ("…, but complained"), the first one."""
    subject = source_before(report, sentence.start, _passive(report, sentence, verb))
    if subject:
        return subject[0], subject[1]
    before = report.masked[sentence.start : verb.start()]
    if verb[0].endswith("ing") and re.search(r"(?:,| by| with| while) $", before):
        return _opening_source(report, sentence, verb.start())
    if re.search(r"\b(?:and|but|then)(?: also| then| later| \w+ly)? $", before) and "after" in sort_of(verb[0]):
        return _opening_source(report, sentence, verb.start())
    return None


def _passive(report: Report, sentence: Span, verb: "re.Match[str]") -> int:
    """Where the subject of a verb ends: `Kim was quoted by KCNA on Thursday as saying …` is Kim's."""
    if not report.masked[sentence.start : verb.start()].endswith(" as ") or verb[0] not in (
        "saying",
        "telling",
        "warning",
    ):
        return verb.start()
    quoted = re.compile(r"\s(?:was|were|is|has been|have been) (?:later )?(?:quoted|cited|reported)\b").search(
        report.masked, sentence.start, verb.start()
    )
    return quoted.start() if quoted else verb.start()


def _opening_source(report: Report, sentence: Span, verb: int) -> tuple[Noun, Span] | None:
    """The source a sentence opens with, for a participle further on: `KCNA took a warmer line, saying …`."""
    start = sentence.start
    if lead := _LEAD.match(report.text, start, verb):
        start = lead.end()
    cuts = [m.start() for m in re.compile(r"\s|,").finditer(report.masked, start, min(verb, start + 120))]
    for cut in reversed(cuts[:14]):
        found = source_in(report, start, cut)
        if found and found[0].sort not in ("document", "pronoun"):
            return found
    return None
