"""Words that are no clause: what somebody condemned, called, wanted or would not speak of."""

import re
from collections.abc import Iterator

from article41.reading.cues.patterns import WEEKDAY, Attribution, content, made
from article41.reading.text import HIDDEN, Report, Span, trim
from article41.reading.who import Noun


def _without_time(report: Report, span: Span) -> Span:
    """Without a closing weekday, which belongs to the cue: `appealed for calm on Wednesday`."""
    time = re.compile(rf"\s+(?:on |late |early )*{WEEKDAY}$").search(report.masked, span.start, span.end)
    return Span(span.start, time.start()) if time else span


DECLINING = ("declined", "declines", "refused", "refuses")


_ASKED = re.compile(
    r"(?:When |If )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned) (?:(?:about|on|by [\w ]+?) )?(?P<what>[^,]{6,}?), "
)


SHORT = 9
"""Characters: `declined to give details` keeps its verb, `declined to say how Moscow would vote` does not."""


def unsaid(report: Report, sentence: Span, rest: Span, source: Noun, text: Span, verb: "re.Match[str]") -> Attribution:
    """What somebody would not speak of: behind the verb, or in `Asked whether …, X declined to say`."""
    span = content(report, rest)
    what = re.compile(
        r"(?:to )?(?:(?:immediately|publicly) )?(?:say|comment on|comment about|comment|give|go into|discuss"
        r"|elaborate on|confirm|answer|speculate on|speculate|take|rule out|provide)\b\s*"
    ).match(report.text, span.start, span.end)
    if what and span.end - what.end() > SHORT:
        span = Span(what.end(), span.end)
    asked = _ASKED.match(report.masked, sentence.start, sentence.end)
    if asked and (span.end - span.start < 4 or (what and span.end - what.end() <= 3)):
        span = Span(asked.start("what"), asked.end("what"))
    elif span.end - span.start < 2:
        span = Span(verb.start(), verb.end())
    return Attribution((span,), source, text, verb[0], "silence")


_IN_A_PAPER = re.compile(
    r" in (?:a|an|the|his|her|its|their) (?:[\w-]+ ){0,2}(?:statement|interview|commentary|speech|report|letter"
    r"|tweet|release|dispatch|editorial|message)\b"
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


def called_or_wanted(
    report: Report, rest: Span, source: Noun, text: Span, cue: str, tail: str, later: "list[re.Match[str]]"
) -> Iterator[Attribution]:
    masked = report.masked
    span = rest
    if cue in _CALLING:
        if HIDDEN in masked[span.start : span.end]:
            inside = masked[span.start : span.end]
            opens, closes = inside.index(HIDDEN), inside.rindex(HIDDEN) + 1
            begin = span.start + (opens if f" {inside[:opens].strip()}".endswith(" as") else 0)
            span = Span(begin, span.end if span.end - span.start - closes < 40 else span.start + closes)
        elif (
            not re.match(r"\s+(?:the|a|an|it|this|that|any|such|new|[A-Z])", masked[span.start : span.end])
            or len(masked[span.start : span.end].split()) < 4
        ):
            return
    aside = re.compile(
        r", (?:a|an|one|two|three|several|hours|days) (?:day|week|month|hour|days|weeks|hours)\b|, (?:after"
        r"|before|as|in|with|following|which)\b| after | and (?:hoped|left|compared)\b"
    ).search(masked, span.start, span.end)
    if aside:
        span = Span(span.start, aside.start())
    where = _IN_A_PAPER.search(masked, span.start, span.end)
    span = _without_time(report, trim(report.text, span.start, where.start() if where else span.end))
    if span.end - span.start > 3:
        yield made(report, span, source, text, cue, "thing", tail)


_TO = re.compile(r"(?:\s+[\w.'’,-]+){1,9}?\s+(?:not )?to\s+[\w\ue000]")
_TO_QUOTED = re.compile(r"(?:\s+[\w.'’,-]+){1,9}?\s+(?:''|[\"“'‘])to\s")


def person_to(report: Report, start: int, end: int) -> bool:
    """Whether `X to …` follows within a few words, be it quoted from `to` on: `urged all sides to …`."""
    return bool(_TO.match(report.masked, start, end) or _TO_QUOTED.match(report.text, start, end))


def wanted(report: Report, rest: Span) -> Span:
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
