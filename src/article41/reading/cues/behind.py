"""Attributions whose words come first: `…, X said`, `…, said X`, `…, according to X`."""

import re
from functools import cache

from article41.reading.cues.before import further_words, words_behind_cue
from article41.reading.cues.patterns import (
    TELLING,
    Attribution,
    content,
    quoting_pattern,
    sort_of,
    source_in,
    tail_pattern,
    verb_pattern,
)
from article41.reading.cues.subjects import longest, source_before
from article41.reading.fronts import fronted
from article41.reading.text import HIDDEN, Report, Span
from article41.reading.vocabulary import any_of, cues


@cache
def _according_to() -> "re.Pattern[str]":
    every = cues().according
    return re.compile(rf"{fronted(any_of((*every, *map(str.capitalize, every))))}\s+")


def according_to(report: Report, sentence: Span) -> list[Attribution]:
    """`…, according to X` and `According to X, …`."""
    cue = _according_to().search(report.masked, sentence.start, sentence.end)
    if not cue:
        return []
    end = _phrase_end(report.masked, cue.end(), sentence.end)
    source = source_in(report, cue.end(), end)
    if source is None:
        return []
    rest = Span(end, sentence.end) if cue.start() <= sentence.start + 1 else Span(sentence.start, cue.start())
    span = content(report, rest)
    inner = _inside(report, span) if source[0].head in ("agency", "newspaper", "ministry") else []
    if inner or span.start >= span.end:
        return inner
    return [Attribution((span,), source[0], source[1], cue[0].strip(), "according to")]


def _inside(report: Report, span: Span) -> list[Attribution]:
    """Somebody else's words within what an agency or a ministry passes on."""
    found = list(words_before_cue(report, span, verbs := list(verb_pattern().finditer(report.masked, *span)))) or list(
        words_behind_cue(report, span, verbs)
    )
    if found and found[0].source and found[0].source.sort not in ("pronoun", "document"):
        return [a._replace(rule="report of a report") for a in found]
    return []


def _phrase_end(masked: str, start: int, end: int) -> int:
    """Where a phrase ends: at a comma that does not open a further description of the source, or at the end."""
    stop = re.compile(r",|;|(?<![A-Z])[.?!](?=\s|$)| said\b| that (?=[a-z])").search(masked, start, end)
    return stop.start() if stop else end


def words_before_cue(report: Report, sentence: Span, verbs: "list[re.Match[str]]") -> list[Attribution]:
    """`CONTENT, X said` and `CONTENT, said X`: the last verb that has nothing but time and place after it."""
    passive = list(_QUOTED.finditer(report.masked, sentence.start, sentence.end))
    for verb in reversed(sorted([*verbs, *passive], key=lambda v: v.end())):
        if "after" not in sort_of(verb[0]) and verb.re is not _QUOTED:
            continue
        found = _subject_first(report, sentence, verb) or _verb_first(report, sentence, verb)
        if found:
            return found
    return []


_QUOTED = re.compile(
    fronted(
        r"(?:was|were|is) (?:later )?(?:quoted|cited)(?: by (?:the )?[^,.;\ue000]{2,60}?)? as (?:saying|telling)\b"
        r"|(?:was|were) quoted by (?:the )?[A-Z]\w+"
    )
)


def _subject_first(report: Report, sentence: Span, verb: "re.Match[str]") -> list[Attribution]:
    masked = report.masked
    subject = source_before(report, sentence.start, verb.start())
    if subject is None:
        return []
    source, text, begin = subject
    before = masked[sentence.start : begin].rstrip()
    if not before or before[-1] not in f",{HIDDEN}—–-?!:":
        return []
    quoted = before[-1] == HIDDEN or before[-2:] == f"{HIDDEN},"
    tail = tail_pattern(verb[0] in TELLING).match(masked, verb.end(), sentence.end)
    after = tail.end() if tail else verb.end()
    rest = masked[after : sentence.end].strip()
    if not quoted and not only_a_tail(rest, verb[0] in TELLING):
        return []
    if (
        not quoted
        and _LEADING.match(masked, sentence.start, begin)
        and re.match(r"\s*[,:]?\s*(?:\ue000|that\b)", masked[after : sentence.end])
    ):
        return []
    first = content(report, Span(sentence.start, begin))
    if _JUST_WHEN.fullmatch(report.text, *first):
        return []
    goes_on = _GOES_ON.match(masked, after, sentence.end)
    if first.start >= first.end or (not quoted and not goes_on and len(first.of(report.text)) < 12):
        return []
    spans = [first]
    if goes_on and rest.strip(" .-–—"):
        second = content(report, Span(goes_on.end(), sentence.end))
        spans += [second] if second.end - second.start > 3 else []
    if source.head in ("agency", "newspaper") and len(spans) == 1 and (inner := _inside(report, first)):
        return inner
    cited = quoting_pattern().match(masked, after, sentence.end)
    if cited and (other := source_in(report, cited.end(), _phrase_end(masked, cited.end(), sentence.end))):
        return [Attribution(tuple(spans), other[0], other[1], verb[0], "report of a report")]
    found = [Attribution(tuple(spans), source, text, verb[0], "words before", masked[verb.end() : after])]
    return found + list(further_words(report, Span(after, sentence.end), source, text))


_JUST_WHEN = re.compile(
    r"(?:\w+\s+){0,3}(?:hours?|days?|weeks?|months?|years?|minutes)\s+(?:before|later|after|earlier)", re.I
)
"""What is said of when somebody spoke, before a comma: "Hours before, the ministry threatened …"."""
_LEADING = re.compile(
    r"(?:When |If )?(?:Asked|asked|Pressed|Speaking|Referring|Responding|Addressing|Answering|Commenting|Taking"
    r"|Reading|Writing|Turning|In|On|At|After|Before"
    r"|During|From|When|While|As|Later|Earlier|Without|With|Citing|Quoting|Noting)\b"
)


_GOES_ON = re.compile(
    r"\s*(?:[-–—]+\s+|[,:]\s*(?=\ue000)|\.?\s+(?=\ue000)|,\s+(?!(?:\w+ing|according|after|before|when|while|as|in|on|at"
    r"|a|an|two|speaking|without|who|which|calling|urging|warning|hours|days|pointing|accusing|describing"
    r"|declining|asking|using|insisting|but declined|where"
    r"|following|during|with|for|from|the day|the same|stressing|reading|though|although|even|despite|and|but|or)\b))"
)


def only_a_tail(rest: str, telling: bool = False) -> bool:
    """What may follow a cue at the end of a sentence: nothing, one short adverbial, or who was told."""
    if telling and len(rest.split()) <= 14 and not re.search(r"\bthat\b|\bto \w+", rest):
        return True
    if not rest.strip(" .,;:"):
        return True
    starts = re.match(
        r"(?:,|\.|;|and\b|but\b|when\b|while\b|as\b|after\b|before\b|on\b|in\b|at\b|through\b|by\b|during\b"
        r"|for\b|to\b|of\b|without\b|adding\b"
        r"|referring\b|quoting\b|citing\b|from\b|via\b|following\b|with\b|according\b|-|–|—|:|too\b|again\b)",
        rest,
    )
    return bool(starts) and (rest[0] in ",;:-–—" or len(rest.split()) <= 16)


def _verb_first(report: Report, sentence: Span, verb: "re.Match[str]") -> list[Attribution]:
    """`…," said X`: the verb right behind a comma or a quotation, the source behind it."""
    masked = report.masked
    before = masked[sentence.start : verb.start()].rstrip()
    if not before or before[-1] not in f",{HIDDEN}—–?!" or verb[0] in TELLING:
        return []
    if HIDDEN not in before[-2:] and source_before(report, sentence.start, verb.start()):
        return []
    pieces = re.compile(r"[^,;:.\ue000]+(?:(?<=[A-Z])\.[^,;:.\ue000]*|\.(?=[\w,'’])[^,;:.\ue000]*)*").match(
        masked, verb.end(), sentence.end
    )
    if not pieces:
        return []
    source = longest(report, verb.end(), pieces.end())
    if source is None:
        return []
    apposed = re.compile(r", ([A-Z][^,.\ue000]+?)(?=[,.]|$)").match(masked, pieces.end(), sentence.end)
    name = source_in(report, apposed.start(1), apposed.end(1)) if apposed else None
    if name and name[0].sort == "named" and source[0].sort in ("office", "anonymous"):
        merged = name[0]._replace(office=source[0].office, government=source[0].government or name[0].government)
        source = (merged, Span(source[1].start, name[1].end))
    first = content(report, Span(sentence.start, sentence.start + len(before)))
    if first.start >= first.end:
        return []
    found = Attribution((first,), source[0], source[1], verb[0], "verb before source")
    rest = re.compile(r"[^\ue000]{0,60}?(?=\ue000)").match(masked, source[1].end, sentence.end)
    if rest and masked[source[1].end : rest.end()].strip(" ,:—–-") == "":
        second = content(report, Span(rest.end(), sentence.end))
        found = found._replace(spans=(first, second))
    return [found, *further_words(report, Span(source[1].end, sentence.end), source[0], source[1])]
