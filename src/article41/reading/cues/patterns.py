"""What attributions are made of: verbs, the time and place that belong to a cue, the words reported."""

import re
from functools import cache
from typing import NamedTuple

from article41.reading.fronts import fronted
from article41.reading.text import HIDDEN, Report, Span, trim
from article41.reading.vocabulary import any_of, cues
from article41.reading.who import Noun, noun


class Attribution(NamedTuple):
    """Reported words and their source. `cue` is the verb as written; `tail` what else belongs to it (time, place)."""

    spans: tuple[Span, ...]
    source: Noun | None
    source_text: Span | None
    cue: str
    rule: str
    tail: str = ""


WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!['’]s)"


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"


_TIME = (
    rf"(?:(?:late|early|earlier|later|on|here|there|also|again|only|just|in turn"
    rf"|then)\s+)*(?:{WEEKDAY}(?:,?\s+{_MONTH} \d{{1,2}}(?:,? \d{{4}})?,?)?"
    rf"(?:\s+(?:morning|afternoon|evening|night|local time))?(?: \({_MONTH} \d{{1,2}}\))?|yesterday|today"
    rf"|(?:last|this) (?:week|month|year|morning)|{_MONTH} \d{{1,2}}"
    r"|(?:hours|minutes|days|weeks|months|a day|a week) (?:before|earlier|later|ago)|earlier|later|afterwards?"
    r"|here|again|once more|more than once"
    r"|(?:earlier|later) (?:this|last|in the) (?:week|month|year|day))(?![\w])"
)


_PAPER = (
    r"(?:in|at|on|through|via|during|after|to|from|by|with|for)\s+(?:(?:a|an|the|his|her|its|their|this|that"
    r"|another|state|U\.N\.|\w+'s|\w+)\s+)?"
    rf"(?:(?!that\b|said\b)[\w{HIDDEN}'’.-]+\s+){{0,5}}?(?:statements?|interviews?|reports?|briefing|conference"
    rf"|release|speech|commentary|editorial|letter"
    r"|tweet|dispatch|message|remarks|hearing|note|headquarters|post|interpreter|television|radio|telephone"
    r"|phone|email|e-mail|call|address|visit"
    r"|Twitter|Facebook|X|anonymity|airport|stakeout|event|session|forum|summit|podcast|language|text|testimony"
    r"|embassy|website|site|parliament"
    r"|reporters|talks|meeting|ceremony|rally|broadcast|debate|vote|readout|document|wire|article)"
    r"(?:\s+(?:carried|published|released|issued|posted|read|broadcast|quoted|made|dated|sent|obtained"
    r"|seen)\s+(?:(?:by|on|to|from|in|late|early)\s+)*"
    r"(?:(?:the|state|its|official|his)\s+)*[\w'’-]+(?:\s+[A-Z][\w'’-]+){0,4})?"
    r"(?:\s+(?:in|at|with|to|of|on|from) (?:the\s+)?[A-Z][\w.'’-]+(?:\s+[A-Z][\w'’-]+){0,3})?"
)


_AUDIENCE = (
    r"(?:(?:a|an|the|his|her|its|state|some|visiting|South Korean|local"
    r"|foreign)\s+)*(?:(?:[\w.'’-]+)\s+){0,3}?(?:reporters?|journalists?|[Cc]ouncil|lawmakers|[Pp]arliament"
    r"|[Cc]ongress|[Ss]enators?"
    r"|briefing|hearing|conference|forum|agency|[Nn]ews|newspaper|broadcaster|daily|television|TV|radio|panel"
    r"|committee|Committee|audience|delegates|diplomats|members|meeting|session|gathering"
    r"|counterpart|Assembly|Reuters|AFP|AP|Yonhap|Kyodo|Xinhua|CNN|BBC|NHK|KBS|VOA|Times|Post|Journal|me|us|him"
    r"|her|them|officials|ministers)(?![\w])"
)


_PLACE = (
    r"(?:in|at|from|outside|aboard"
    r"|near)\s+(?:the\s+)?[A-Z][\w.'’-]+(?:\s+[A-Z][\w'’-]+){0,2}(?=\s*(?:[,.:]|that\b|on\b|$|late\b"
    r"|early\b))"
)


TELLING = ("told", "tells", "telling", "reminded", "informed", "assured", "reassured", "notified")


@cache
def tail_pattern(telling: bool) -> "re.Pattern[str]":
    parts = [_TIME, _PAPER, _PLACE] + ([_AUDIENCE] if telling else [])
    return re.compile(rf"(?:\s*,?\s*(?:{'|'.join(parts)}))*")


@cache
def verb_pattern() -> "re.Pattern[str]":
    c = cues()
    every = any_of((*c.clause, *c.after, *c.infinitive, *c.thing, *c.silence))
    return re.compile(fronted(every, r"[\w-]") + r"(?![\w-])")


@cache
def sort_of(verb: str) -> frozenset[str]:
    c = cues()
    sorts = {"clause": c.clause, "after": c.after, "infinitive": c.infinitive, "thing": c.thing, "silence": c.silence}
    return frozenset(k for k, v in sorts.items() if verb in v)


@cache
def quoting_pattern() -> "re.Pattern[str]":
    return re.compile(rf"[\s,]*(?:{any_of(cues().quoting)})\s+")


def end_of_tail(report: Report, verb: "re.Match[str]", sentence: Span) -> int:
    tail = tail_pattern(verb[0] in TELLING).match(report.masked, verb.end(), sentence.end)
    return tail.end() if tail else verb.end()


def source_in(report: Report, start: int, end: int) -> tuple[Noun, Span] | None:
    span = trim(report.text, start, end, " \t,;:-–—.\u00a0")
    found = noun(span.of(report.text)) if HIDDEN not in span.of(report.masked) else None
    return (found, span) if found else None


_INITIALS = re.compile(r"(?:[A-Z](?<!\w[A-Z])|(?<=\.)[A-Z])\.$")
_TURN = re.compile(r"(?:But|And|Yet|Still|However|Meanwhile),?\s+")


def content(report: Report, rest: Span) -> Span:
    """The reported words in a stretch: no blanks, no closing comma, no final stop outside quotation marks."""
    span = trim(report.text, rest.start, rest.end, " \t\n\r,;:—–-\u00a0")
    text = report.text
    if span.end > span.start and text[span.end - 1] == "." and not _INITIALS.search(text, *span):
        span = Span(span.start, span.end - 1)
    lead = _TURN.match(text, *span)
    return Span(lead.end(), span.end) if lead else span


NOTHING = re.compile(
    r"(?:(?:not )?to be (?:named|identified|quoted)|to remain (?:anonymous|unnamed)|anonymity)\b|(?:it|so|as much|it so"
    r"|it differently|differently|so far)$"
)
"""Words after a cue that report nothing."""


def made(report: Report, rest: Span, source: Noun, text: Span, cue: str, rule: str, tail: str) -> Attribution:
    return Attribution((content(report, rest),), source, text, cue, rule, tail)
