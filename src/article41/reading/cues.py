"""Attributions within one sentence: which words are reported, by which phrase, under which verb.

Work is done on the masked text, so that a verb inside quotation marks is never taken for the report's own.
A sentence has the words before ("…, he said"), behind ("he said …"), on both sides, or only after "according to".
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from article41.reading.text import HIDDEN, Report, Span, trim
from article41.reading.vocabulary import any_of, cues
from article41.reading.who import Noun, noun


class Attribution(NamedTuple):
    """Reported words and their source. `cue` is the verb as written; `tail` what else belongs to the cue (time, place)."""

    spans: tuple[Span, ...]
    source: Noun | None
    source_text: Span | None
    cue: str
    rule: str
    tail: str = ""


_LEAD = re.compile(
    r"(?:(?:But|And|Yet|Still|However|Meanwhile|Earlier|Later|Separately|Also|Then|So|In turn|For (?:its|his|her) part|Instead|Nonetheless"
    r"|Nevertheless|Afterwards|Afterward|Even so|Both|On \w+day|Elsewhere|[Nn]ow),?\s+)+"
)
_CONJUNCTION = re.compile(
    r"(?:^|\s)(?:but|and|while|as|though|although|because|that|whereas|when|after|before|so|yet|than|since|if|until)\s+",
    re.I,
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_TIME = (
    rf"(?:(?:late|early|earlier|later|on|here|there|also|again|only|just|in turn|then)\s+)*(?:{_WEEKDAY}(?:,?\s+{_MONTH} \d{{1,2}}(?:,? \d{{4}})?,?)?"
    rf"(?:\s+(?:morning|afternoon|evening|night|local time))?(?: \({_MONTH} \d{{1,2}}\))?|yesterday|today|(?:last|this) (?:week|month|year|morning)|{_MONTH} \d{{1,2}}"
    r"|(?:hours|minutes|days|weeks|months|a day|a week) (?:before|earlier|later|ago)|earlier|later|afterwards?|here|again|once more|more than once"
    r"|(?:earlier|later) (?:this|last|in the) (?:week|month|year|day))(?![\w])"
)
_PAPER = (
    r"(?:in|at|on|through|via|during|after|to|from|by|with|for)\s+(?:(?:a|an|the|his|her|its|their|this|that|another|state|U\.N\.|\w+'s|\w+)\s+)?"
    rf"(?:(?!that\b|said\b)[\w{HIDDEN}'’.-]+\s+){{0,5}}?(?:statements?|interviews?|reports?|briefing|conference|release|speech|commentary|editorial|letter"
    r"|tweet|dispatch|message|remarks|hearing|note|headquarters|post|interpreter|television|radio|telephone|phone|email|e-mail|call|address|visit"
    r"|Twitter|Facebook|X|anonymity|airport|stakeout|event|session|forum|summit|podcast|language|text|testimony|embassy|website|site|parliament"
    r"|reporters|talks|meeting|ceremony|rally|broadcast|debate|vote|readout|document|wire|article)"
    r"(?:\s+(?:carried|published|released|issued|posted|read|broadcast|quoted|made|dated|sent|obtained|seen)(?:\s+(?:by|on|to|from|in|late|early))+"
    r"\s+(?:(?:the|state|its|official|his)\s+)*[\w'’-]+(?:\s+[A-Z][\w'’-]+){0,4})?"
    r"(?:\s+(?:in|at|with|to|of|on|from) (?:the\s+)?[A-Z][\w.'’-]+(?:\s+[A-Z][\w'’-]+){0,3})?"
)
_AUDIENCE = (
    r"(?:(?:a|an|the|his|her|its|state|some|visiting|South Korean|local|foreign)\s+)*(?:(?:[\w.'’-]+)\s+){0,3}?(?:reporters?|journalists?|[Cc]ouncil|lawmakers|[Pp]arliament|[Cc]ongress|[Ss]enators?"
    r"|briefing|hearing|conference|forum|agency|[Nn]ews|newspaper|broadcaster|daily|television|TV|radio|panel|committee|Committee|audience|delegates|diplomats|members"
    r"|counterpart|Assembly|Reuters|AFP|AP|Yonhap|Kyodo|Xinhua|CNN|BBC|NHK|KBS|VOA|Times|Post|Journal|me|us|him|her|them|officials|ministers)(?![\w])"
)
_PLACE = r"(?:in|at|from|outside|aboard|near)\s+(?:the\s+)?[A-Z][\w.'’-]+(?:\s+[A-Z][\w'’-]+){0,2}(?=\s*(?:[,.:]|that\b|on\b|$|late\b|early\b))"
_TELLING = ("told", "tells", "telling", "reminded", "informed", "assured")


@cache
def _tail(telling: bool) -> "re.Pattern[str]":
    parts = [_TIME, _PAPER, _PLACE] + ([_AUDIENCE] if telling else [])
    return re.compile(rf"(?:\s*,?\s*(?:{'|'.join(parts)}))*")


@cache
def _verbs() -> "re.Pattern[str]":
    c = cues()
    every = any_of((*c.clause, *c.after, *c.infinitive, *c.thing, *c.silence))
    return re.compile(rf"(?<![\w-])(?:{every})(?![\w-])")


@cache
def _sort(verb: str) -> frozenset[str]:
    c = cues()
    sorts = {"clause": c.clause, "after": c.after, "infinitive": c.infinitive, "thing": c.thing, "silence": c.silence}
    return frozenset(k for k, v in sorts.items() if verb in v)


@cache
def _quoting() -> "re.Pattern[str]":
    return re.compile(rf"[\s,]*(?:{any_of(cues().quoting)})\s+")


@cache
def _according_to() -> "re.Pattern[str]":
    return re.compile(rf"(?i)\b(?:{any_of(cues().according)})\s+")


def attributions(report: Report, sentence: Span) -> list[Attribution]:
    """The attributions of one sentence, in text order. What stands in quotation marks is one whole."""
    return [a for part in _parts(report, sentence) for a in _of_part(report, part)]


def _of_part(report: Report, part: Span) -> list[Attribution]:
    verbs = list(_verbs().finditer(report.masked, part.start, part.end))
    found = _according(report, part) or _behind(report, part, verbs) or list(_before(report, part, verbs))
    return [a for a in found if not _NOTHING.match(a.spans[0].of(report.text))]


_NOTHING = re.compile(
    r"(?:not to be (?:named|identified)|to remain (?:anonymous|unnamed)|anonymity)\b|(?:it|so|as much|it so|it differently|differently|so far)$"
)
_JOINT = re.compile(r"(?:;|,? (?:and|but|while)(?= ))(?: (?:but|and))? +|, (?:while|whereas) +")


def _parts(report: Report, sentence: Span) -> list[Span]:
    """A sentence cut where another source begins to speak: `X threatened "…," and state media said …`."""
    cuts = [(sentence.start, sentence.start)]
    for joint in _JOINT.finditer(report.masked, sentence.start, sentence.end):
        verb = _verbs().search(report.masked, joint.end(), min(joint.end() + 160, sentence.end))
        subject = _subject(report, joint.end(), verb.start()) if verb else None
        strong = report.masked[joint.start()] in ",;" or report.masked[joint.start() - 1] == HIDDEN
        if verb and subject and subject[2] - joint.end() in (0, 4) and (_sort(verb[0]) - {"silence"}) and strong:
            before = Span(cuts[-1][1], joint.start())
            said = _behind(report, before, list(_verbs().finditer(report.masked, *before)))
            if said or report.masked[joint.start()] == ";" or subject[0].sort not in ("pronoun", "surname"):
                if not _only_a_tail(report.masked[_end_of_tail(report, verb, sentence) : sentence.end].strip()):
                    cuts.append((joint.start(), joint.end()))
    ends = [*(start for start, _ in cuts[1:]), sentence.end]
    return [Span(begin, end) for (_, begin), end in zip(cuts, ends, strict=True)]


def _end_of_tail(report: Report, verb: "re.Match[str]", sentence: Span) -> int:
    tail = _tail(verb[0] in _TELLING).match(report.masked, verb.end(), sentence.end)
    return tail.end() if tail else verb.end()


def _according(report: Report, sentence: Span) -> list[Attribution]:
    """`…, according to X` and `According to X, …`."""
    cue = _according_to().search(report.masked, sentence.start, sentence.end)
    if not cue:
        return []
    end = _phrase_end(report.masked, cue.end(), sentence.end)
    source = _whole(report, cue.end(), end)
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
    found = list(_behind(report, span, verbs := list(_verbs().finditer(report.masked, *span)))) or list(
        _before(report, span, verbs)
    )
    if found and found[0].source and found[0].source.sort not in ("pronoun", "document"):
        return [a._replace(rule="report of a report") for a in found]
    return []


def _phrase_end(masked: str, start: int, end: int) -> int:
    """Where a phrase ends: at a comma that does not open a further description of the source, or at the end."""
    stop = re.compile(r",|;|(?<![A-Z])[.?!](?=\s|$)| said\b| that (?=[a-z])").search(masked, start, end)
    return stop.start() if stop else end


def _whole(report: Report, start: int, end: int) -> tuple[Noun, Span] | None:
    span = trim(report.text, start, end, " \t,;:-–—.\u00a0")
    found = noun(span.of(report.text)) if HIDDEN not in span.of(report.masked) else None
    return (found, span) if found else None


def _behind(report: Report, sentence: Span, verbs: "list[re.Match[str]]") -> list[Attribution]:
    """`CONTENT, X said` and `CONTENT, said X`: the last verb that has nothing but time and place after it."""
    passive = list(_QUOTED.finditer(report.masked, sentence.start, sentence.end))
    for verb in reversed(sorted([*verbs, *passive], key=lambda v: v.end())):
        if "after" not in _sort(verb[0]) and verb.re is not _QUOTED:
            continue
        found = _subject_first(report, sentence, verb) or _verb_first(report, sentence, verb)
        if found:
            return found
    return []


_QUOTED = re.compile(
    r"\b(?:was|were|is) (?:later )?(?:quoted|cited)(?: by (?:the )?[^,.;\ue000]{2,60}?)? as (?:saying|telling)\b|\b(?:was|were) quoted by (?:the )?[A-Z]\w+"
)


def _subject_first(report: Report, sentence: Span, verb: "re.Match[str]") -> list[Attribution]:
    masked = report.masked
    subject = _subject(report, sentence.start, verb.start())
    if subject is None:
        return []
    source, text, begin = subject
    before = masked[sentence.start : begin].rstrip()
    if not before or before[-1] not in f",{HIDDEN}—–-?!:":
        return []
    quoted = before[-1] == HIDDEN or before[-2:] == f"{HIDDEN},"
    tail = _tail(verb[0] in _TELLING).match(masked, verb.end(), sentence.end)
    after = tail.end() if tail else verb.end()
    rest = masked[after : sentence.end].strip()
    if not quoted and not _only_a_tail(rest, verb[0] in _TELLING):
        return []
    if (
        not quoted
        and _LEADING.match(masked, sentence.start, begin)
        and re.match(r"\s*[,:]?\s*(?:\ue000|that\b)", masked[after : sentence.end])
    ):
        return []
    first = content(report, Span(sentence.start, begin))
    goes_on = _GOES_ON.match(masked, after, sentence.end)
    if first.start >= first.end or (not quoted and not goes_on and len(first.of(report.text)) < 12):
        return []
    spans = [first]
    if goes_on and rest.strip(" .-–—"):
        second = content(report, Span(goes_on.end(), sentence.end))
        spans += [second] if second.end - second.start > 3 else []
    if source.head in ("agency", "newspaper") and len(spans) == 1 and (inner := _inside(report, first)):
        return inner
    cited = _quoting().match(masked, after, sentence.end)
    if cited and (other := _whole(report, cited.end(), _phrase_end(masked, cited.end(), sentence.end))):
        return [Attribution(tuple(spans), other[0], other[1], verb[0], "report of a report")]
    found = [Attribution(tuple(spans), source, text, verb[0], "words before", masked[verb.end() : after])]
    return found + list(_participles(report, Span(after, sentence.end), source, text))


_LEADING = re.compile(
    r"(?:When |If )?(?:Asked|asked|Pressed|Speaking|Referring|Responding|Addressing|Answering|Commenting|Taking|Reading|Writing|Turning|In|On|At|After|Before"
    r"|During|From|When|While|As|Later|Earlier|Without|With|Citing|Quoting|Noting)\b"
)
_GOES_ON = re.compile(
    r"\s*(?:[-–—]+\s+|[,:]\s*(?=\ue000)|\.?\s+(?=\ue000)|,\s+(?!(?:\w+ing|according|after|before|when|while|as|in|on|at"
    r"|a|an|two|speaking|without|who|which|calling|urging|warning|hours|days|pointing|accusing|describing|declining|asking|using|insisting|but declined|where"
    r"|following|during|with|for|from|the day|the same|stressing|reading|though|although|even|despite|and|but|or)\b))"
)


def _only_a_tail(rest: str, telling: bool = False) -> bool:
    """What may follow a cue at the end of a sentence: nothing, one short adverbial, or who was told."""
    if telling and len(rest.split()) <= 14 and not re.search(r"\bthat\b|\bto \w+", rest):
        return True
    if not rest.strip(" .,;:"):
        return True
    starts = re.match(
        r"(?:,|\.|;|and\b|but\b|when\b|while\b|as\b|after\b|before\b|on\b|in\b|at\b|through\b|by\b|during\b|for\b|to\b|of\b|without\b|adding\b"
        r"|referring\b|quoting\b|citing\b|from\b|via\b|following\b|with\b|according\b|-|–|—|:|too\b|again\b)",
        rest,
    )
    return bool(starts) and (rest[0] in ",;:-–—" or len(rest.split()) <= 16)


def _verb_first(report: Report, sentence: Span, verb: "re.Match[str]") -> list[Attribution]:
    """`…," said X`: the verb right behind a comma or a quotation, the source behind it."""
    masked = report.masked
    before = masked[sentence.start : verb.start()].rstrip()
    if not before or before[-1] not in f",{HIDDEN}—–?!" or verb[0] in _TELLING:
        return []
    if HIDDEN not in before[-2:] and _subject(report, sentence.start, verb.start()):
        return []
    pieces = re.compile(r"[^,;:.\ue000]+(?:(?<=[A-Z])\.[^,;:.\ue000]*|\.(?=[\w,'’])[^,;:.\ue000]*)*").match(
        masked, verb.end(), sentence.end
    )
    if not pieces:
        return []
    source = _longest(report, verb.end(), pieces.end())
    if source is None:
        return []
    apposed = re.compile(r", ([A-Z][^,.\ue000]+?)(?=[,.]|$)").match(masked, pieces.end(), sentence.end)
    if (
        source[0].sort in ("office", "anonymous")
        and apposed
        and (name := _whole(report, apposed.start(1), apposed.end(1)))
    ):
        if name[0].sort == "named":
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
    return [found, *_participles(report, Span(source[1].end, sentence.end), source[0], source[1])]


def _longest(report: Report, start: int, end: int) -> tuple[Noun, Span] | None:
    """The longest beginning of a stretch that reads as a source (`Wang Yi at the forum` is `Wang Yi`)."""
    cuts = [
        m.start()
        for m in re.compile(
            r"\s(?=(?:on|in|at|after|before|during|as|when|while|to|late|early|here|of|for|from|who|with|and)\b)|$"
        ).finditer(report.masked, start, end)
    ]
    for cut in sorted({*cuts, end}, reverse=True):
        found = _whole(report, start, cut)
        if found:
            return found
    return None


def _subject(report: Report, start: int, verb: int) -> tuple[Noun, Span, int] | None:
    """The source that stands right before a verb, with what describes it between commas, and where it all begins.

    From the right: an empty piece closes a description (`X, who was not named, said`); a piece that reads as a source
    is taken; one before it that reads as an office or a name belongs to it.
    """
    masked = report.masked
    low = max(start, verb - 320)
    semicolon = max(
        masked.rfind("; ", low, verb),
        masked.rfind(": ", low, verb),
        masked.rfind(" - ", low, verb),
        masked.rfind("— ", low, verb),
        masked.rfind(HIDDEN, low, verb),
    )
    edges = [semicolon + 1 if semicolon >= low else start]
    edges += [m.end() for m in re.compile(r",").finditer(masked, edges[0], verb)]
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
    r"also|later|then|has|have|had|again|earlier|once|repeatedly|previously|publicly|reportedly|simply|further|separately|strongly|promptly"
    r"|immediately|sharply|since|however|too|on \w+day|\w+day|itself|himself|herself|recently|in turn|once more|both|all|would only|would|jointly|quickly"
    r"|flatly|angrily|now|still|already|meanwhile|never|only|afterwards?|last \w+|this \w+|today|yesterday|could|must|duly|swiftly|firmly"
)
_ADVERB = re.compile(rf"\s+(?:{_ADVERB_WORDS})$")
_ADVERBS = re.compile(rf"x(?:\s+(?:{_ADVERB_WORDS}))*")


def _piece(report: Report, piece: Span, first: bool, whole_only: bool = False) -> tuple[Noun, Span, int] | None:
    """A piece as a source; if it does not read as one, what stands behind its last conjunctions."""
    text = report.text
    span = trim(text, piece.start, piece.end)
    starts = [span.start]
    if lead := _LEAD.match(text, span.start, span.end):
        starts = [lead.end()]
    starts += [] if whole_only else [m.end() for m in _CONJUNCTION.finditer(report.masked, span.start, span.end)]
    if first and (
        paper := re.compile(r"(?:In|At|On|From|During|After|Before) [^,]{2,60}? (?=[A-Z]|the |a )").match(
            text, span.start, span.end
        )
    ):
        starts += [m.end() for m in re.compile(r" (?=[A-Z]|the |a )").finditer(text, paper.end() - 2, span.end)]
    for start in starts:
        end = span.end
        while cut := _ADVERB.search(text, start, end):
            end = cut.start()
        if whole := _whole(report, start, end) or _whole(report, start, span.end):
            return whole[0], whole[1], start
    return None


def _with_description(
    report: Report, before: list[Span], found: tuple[Noun, Span, int], start: int
) -> tuple[Noun, Span, int]:
    """Join `the Ambassador, Susan Rice` and `Hill, an assistant secretary,`: the name speaks, the office describes it."""
    source, span, begin = found
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


def content(report: Report, rest: Span) -> Span:
    """The reported words in a stretch: no blanks, no closing comma, no final stop outside quotation marks."""
    span = trim(report.text, rest.start, rest.end, " \t\n\r,;:—–-\u00a0")
    text = report.text
    if span.end > span.start and text[span.end - 1] == "." and not re.search(r"\b(?:[A-Z]\.)+$", span.of(text)):
        span = Span(span.start, span.end - 1)
    lead = re.compile(r"(?:But|And|Yet|Still|However|Meanwhile),?\s+").match(text, span.start, span.end)
    return Span(lead.end(), span.end) if lead else span


_THING_BREAK = re.compile(
    r",\s+(?=(?:adding|noting|warning|stressing|insisting|arguing|urging|citing|quoting|referring|without|even as|which he|which she|but declined"
    r"|while|in a turn|vowing|according|pointing|apparently|reading|speaking)\b)|\s+even as\s+|\s+(?:but|and) (?:declined|refused) to\b"
    r"|\s+and (?:told|left|went on|hoped|asked|compared)\b"
)
_BREAK = re.compile(
    r",\s+(?=(?:adding|saying|noting|warning|stressing|insisting|arguing|claiming|calling|urging|citing|quoting|referring|without|even as|as it|which he|which she|which it|but declined|and declined"
    r"|while|in a turn|in an apparent|in what|accusing|describing|vowing|according|pointing|apparently|reading|speaking)\b)"
    r"|\s+even as\s+|\s+(?:but|and) (?:declined|refused) to\b|\s+and (?:told|left|went on|hoped|asked|compared)\b"
)


def _before(report: Report, sentence: Span, verbs: "list[re.Match[str]]") -> Iterator[Attribution]:
    """`X said (that) CONTENT`, `X vowed to …`, `X condemned …`, and further verbs of the same sentence."""
    lead = _participle_lead(report, sentence)
    if lead:
        yield lead
    start = lead.spans[0].end if lead else sentence.start
    for i, verb in enumerate(verbs):
        subject = _subject_of(report, Span(start, sentence.end), verb) if verb.start() >= start else None
        found = list(_of_verb(report, sentence, verb, *subject, verbs[i + 1 :])) if subject else []
        if found := [a for a in found if not _NOTHING.match(a.spans[0].of(report.text))]:
            yield from found
            return


def _subject_of(report: Report, sentence: Span, verb: "re.Match[str]") -> tuple[Noun, Span] | None:
    """The source right before a verb; else, for a participle or a second verb ("…, but complained"), the opening one."""
    subject = _subject(report, sentence.start, _passive(report, sentence, verb))
    if subject:
        return subject[0], subject[1]
    before = report.masked[sentence.start : verb.start()]
    if verb[0].endswith("ing") and re.search(r"(?:,| by| with| while) $", before):
        return _opening_source(report, sentence, verb.start())
    if re.search(r"\b(?:and|but|then)(?: also| then| later| \w+ly)? $", before) and "after" in _sort(verb[0]):
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
        found = _whole(report, start, cut)
        if found and found[0].sort not in ("document", "pronoun"):
            return found
    return None


@cache
def _leading_participle() -> "re.Pattern[str]":
    c = cues()
    return re.compile(
        rf"(?:{any_of(v.capitalize() for v in (*c.infinitive, *c.thing, *c.clause) if v.endswith('ing'))})\b"
    )


def _participle_lead(report: Report, sentence: Span) -> Attribution | None:
    """`Asking X to …, Y said …`: what is reported before the subject comes."""
    verb = _leading_participle().match(report.masked, sentence.start, sentence.end)
    if not verb:
        return None
    comma = report.masked.find(", ", verb.end(), sentence.end)
    if comma < 0:
        return None
    then = _verbs().search(report.masked, comma, sentence.end)
    subject = _subject(report, comma + 1, then.start()) if then else None
    if subject is None:
        return None
    span = _wanted(report, Span(verb.end(), comma))
    return Attribution((span,), subject[0], subject[1], verb[0].lower(), "participle before")


def _of_verb(
    report: Report, sentence: Span, verb: "re.Match[str]", source: Noun, text: Span, later: "list[re.Match[str]]"
) -> Iterator[Attribution]:
    masked = report.masked
    sorts = _sort(verb[0])
    tail = _tail(verb[0] in _TELLING).match(masked, verb.end(), sentence.end)
    after = tail.end() if tail else verb.end()
    tail_text = masked[verb.end() : after]
    merging = "thing" in sorts and "clause" not in sorts
    stop = (_THING_BREAK if merging else _BREAK).search(masked, after + 1, sentence.end)
    rest = Span(after, stop.start() if stop else sentence.end)
    second = _second(report, rest, bool(sorts & {"thing", "infinitive"}), later)
    if second:
        rest = Span(rest.start, second[0])
    quoted_source = _quoting().match(masked, after, sentence.end)
    if quoted_source:
        return
    if "silence" in sorts or verb[0] in _DECLINING:
        yield _silence(report, sentence, Span(verb.end(), rest.end), source, text, verb)
        return
    that = re.compile(r"[\s,:]*(?:only |simply )?\bthat\s+").match(masked, after, sentence.end)
    if that is None and (
        verb[0] in _TELLING
        or re.match(
            r"\s+(?:on|in|at|during|after|before|following|through|while|when|from|to)\b", masked[after : rest.end]
        )
    ):
        that = re.compile(r"[^,.;:\ue000]{0,90}?\bthat\s+(?=[\w\ue000])").match(masked, after, sentence.end)
    want = re.compile(r"\s+to\s+").match(masked, verb.end(), sentence.end)
    inner = _inner(report, sentence, verb, source, that.end() if that else after, later)
    if inner:
        yield inner
    elif "clause" in sorts and (that or not (sorts & {"infinitive", "thing"})):
        begin = that.end() if that else after
        yield from _clauses(report, Span(begin, rest.end), source, text, verb[0], tail_text, later)
    elif "infinitive" in sorts and (want or _person_to(masked, verb.end(), sentence.end)):
        yield _made(report, _wanted(report, Span(verb.end(), rest.end)), source, text, verb[0], "wants", tail_text)

    elif "thing" in sorts or "clause" in sorts:
        if re.match(r"\s*(?:by|as(?! \ue000)|in|for)\b", masked[after : sentence.end]) and "clause" not in sorts:
            return
        begin = that.end() if that else after
        yield from _things(report, Span(begin, rest.end), source, text, verb[0], tail_text, later)
    if second:
        yield from _of_verb(
            report, sentence, second[1], source, text, [v for v in later if v.start() > second[1].start()]
        )
    elif stop:
        yield from _participles(report, Span(stop.start(), sentence.end), source, text)


def _second(
    report: Report, rest: Span, wanting: bool, later: "list[re.Match[str]]"
) -> "tuple[int, re.Match[str]] | None":
    """A second verb of the same source with words of its own, and where the first one's words end.

    `called it "a provocation" and urged the North to …` is two; `welcomed the text and said more would follow` is one.
    """
    masked = report.masked
    for verb in later:
        joint = re.compile(r",? (?:and|but)(?: also| then| later| \w+ly)? $").search(masked, rest.start, verb.start())
        if verb.start() >= rest.end or not joint or joint.start() - rest.start < 4:
            continue
        that = re.compile(r"\s+that\b").match(masked, verb.end(), rest.end)
        both = HIDDEN in masked[rest.start : joint.start()] and HIDDEN in masked[verb.end() : rest.end]
        sorts = _sort(verb[0])
        wants = "infinitive" in sorts and _person_to(masked, verb.end(), rest.end)
        if (that and "clause" in sorts) or (
            wanting and (wants or ("thing" in sorts and "clause" not in sorts) or both)
        ):
            return joint.start(), verb
    return None


def _made(report: Report, rest: Span, source: Noun, text: Span, cue: str, rule: str, tail: str) -> Attribution:
    return Attribution((content(report, rest),), source, text, cue, rule, tail)


def _clauses(
    report: Report, rest: Span, source: Noun, text: Span, cue: str, tail: str, later: "list[re.Match[str]]"
) -> Iterator[Attribution]:
    if rest.end - rest.start < 4:
        return
    yield _made(report, rest, source, text, cue, "words after", tail)


def _without_time(report: Report, span: Span) -> Span:
    """Without a closing weekday, which belongs to the cue: `appealed for calm on Wednesday`."""
    time = re.compile(rf"\s+(?:on |late |early )*{_WEEKDAY}$").search(report.masked, span.start, span.end)
    return Span(span.start, time.start()) if time else span


_DECLINING = ("declined", "declines", "refused", "refuses")
_ASKED = re.compile(
    r"(?:When |If )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned) (?:(?:about|on|by [\w ]+?) )?(?P<what>[^,]{6,}?), "
)


def _silence(
    report: Report, sentence: Span, rest: Span, source: Noun, text: Span, verb: "re.Match[str]"
) -> Attribution:
    """What somebody would not speak of: behind the verb, or in `Asked whether …, X declined to say`."""
    span = content(report, rest)
    what = re.compile(
        r"(?:to )?(?:(?:immediately|publicly) )?(?:say|comment on|comment about|comment|give|go into|discuss|elaborate on|confirm|answer|speculate on|speculate|take|rule out|provide)\b\s*"
    ).match(report.text, span.start, span.end)
    if what and span.end - what.end() > 3:
        span = Span(what.end(), span.end)
    asked = _ASKED.match(report.masked, sentence.start, sentence.end)
    if asked and (span.end - span.start < 4 or (what and span.end - what.end() <= 3)):
        span = Span(asked.start("what"), asked.end("what"))
    elif span.end - span.start < 2:
        span = Span(verb.start(), verb.end())
    return Attribution((span,), source, text, verb[0], "silence")


_IN_A_PAPER = re.compile(
    r" in (?:a|an|the|his|her|its|their) (?:[\w-]+ ){0,2}(?:statement|interview|commentary|speech|report|letter|tweet|release|dispatch|editorial|message)\b"
)
_CALLING = (
    "called",
    "calls",
    "calling",
    "described",
    "describes",
    "describing",
    "branded",
    "brands",
    "labelled",
    "labeled",
    "termed",
    "dubbed",
    "likened",
)


def _things(
    report: Report, rest: Span, source: Noun, text: Span, cue: str, tail: str, later: "list[re.Match[str]]"
) -> Iterator[Attribution]:
    masked = report.masked
    span = rest
    if cue in _CALLING:
        if HIDDEN in masked[span.start : span.end]:
            inside = masked[span.start : span.end]
            opens, closes = inside.index(HIDDEN), inside.rindex(HIDDEN) + 1
            object_ = inside[:opens].strip()
            begin = span.start + (
                opens if len(object_) > closes - opens or object_.endswith(" as") or object_ == "as" else 0
            )
            span = Span(begin, span.end if span.end - span.start - closes < 40 else span.start + closes)
        elif (
            not re.match(r"\s+(?:the|a|an|it|this|that|any|such|new|[A-Z])", masked[span.start : span.end])
            or len(masked[span.start : span.end].split()) < 4
        ):
            return
    aside = re.compile(
        r", (?:a|an|one|two|three|several|hours|days) (?:day|week|month|hour|days|weeks|hours)\b|, (?:after|before|as|in|with|following|which)\b| after | and (?:hoped|left|compared)\b"
    ).search(masked, span.start, span.end)
    if aside:
        span = Span(span.start, aside.start())
    where = _IN_A_PAPER.search(masked, span.start, span.end)
    span = _without_time(report, trim(report.text, span.start, where.start() if where else span.end))
    if span.end - span.start > 3:
        yield _made(report, span, source, text, cue, "thing", tail)


def _person_to(masked: str, start: int, end: int) -> bool:
    """Whether `X to …` follows within a few words: `urged all sides to …`."""
    return bool(re.compile(r"(?:\s+[\w.'’,-]+){1,9}?\s+(?:not )?to\s+\w").match(masked, start, end))


def _wanted(report: Report, rest: Span) -> Span:
    """From `to …`; with a person asked, from the person: `all sides to show restraint`."""
    stop = (
        re.compile(
            r", (?:and|but)\b| as (?:he|she|it|they)\b| that (?:has|had|have)\b|, (?:a|two|three) (?:day|week|month)s? "
        ).search(report.masked, rest.start + 12, rest.end)
        if rest.end - rest.start > 12
        else None
    )
    span = _without_time(report, content(report, Span(rest.start, stop.start() if stop else rest.end)))
    say = re.compile(r"to (?:say|comment on|give|go into|discuss|elaborate on)\s+").match(
        report.text, span.start, span.end
    )
    if say and span.end - say.end() > 3:
        return Span(say.end(), span.end)
    return span


def _inner(
    report: Report, sentence: Span, verb: "re.Match[str]", source: Noun, begin: int, later: "list[re.Match[str]]"
) -> Attribution | None:
    """A report of a report: where an agency or a paper says that X said, X speaks."""
    if source.head not in ("agency", "newspaper", "report") and source.sort != "document":
        return None
    for inner in later:
        if "clause" not in _sort(inner[0]) or inner[0].endswith("ing"):
            continue
        subject = _subject(report, begin, inner.start())
        if subject is None or subject[2] - begin > 40:
            return None
        tail = _tail(inner[0] in _TELLING).match(report.masked, inner.end(), sentence.end)
        after = tail.end() if tail else inner.end()
        that = re.compile(r"[\s,:]*\bthat\s+").match(report.masked, after, sentence.end)
        return _made(
            report,
            Span(that.end() if that else after, sentence.end),
            subject[0],
            subject[1],
            inner[0],
            "report of a report",
            "",
        )
    return None


@cache
def _participle() -> "re.Pattern[str]":
    c = cues()
    forms = [v for v in (*c.clause, *c.infinitive, *c.thing) if v.split()[0].endswith("ing")]
    return re.compile(
        rf"[\s,]*(?:and |but )?({any_of([*forms, 'declined', 'refused', 'declining', 'refusing'])})(?!\w)"
    )


def _participles(report: Report, rest: Span, source: Noun, text: Span) -> Iterator[Attribution]:
    """`…, adding that …` behind an attribution: more words of the same source."""
    masked = report.masked
    verb = _participle().match(masked, rest.start, rest.end)
    if not verb:
        return
    after = _tail(False).match(masked, verb.end(), rest.end)
    begin = after.end() if after else verb.end()
    that = re.compile(r"[\s,:]*\bthat\s+").match(masked, begin, rest.end)
    span = content(report, Span(that.end() if that else begin, rest.end))
    if verb[1] in ("declined", "refused", "declining", "refusing"):
        span = _wanted(report, Span(verb.end(), rest.end))
    if span.end - span.start > 8:
        yield Attribution((span,), source, text, verb[1], "participle after")
