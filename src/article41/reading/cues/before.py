"""Attributions whose words come last: `X said that …`, and what follows by further verbs and participles."""

import re
from collections.abc import Iterator
from functools import cache

from article41.reading.cues.patterns import (
    NOTHING,
    TELLING,
    Attribution,
    content,
    made,
    quoting_pattern,
    sort_of,
    tail_pattern,
    verb_pattern,
)
from article41.reading.cues.subjects import source_before, subject_of
from article41.reading.cues.wants import DECLINING, called_or_wanted, person_to, unsaid, wanted
from article41.reading.text import HIDDEN, Report, Span
from article41.reading.vocabulary import any_of, cues
from article41.reading.who import Noun

_THING_BREAK = re.compile(
    r",\s+(?=(?:adding|noting|warning|stressing|insisting|arguing|urging|citing|quoting|referring|without"
    r"|even as|which he|which she|but declined"
    r"|while|in a turn|vowing|according|pointing|apparently|reading|speaking)\b)|\s+even as\s+|\s+(?:but"
    r"|and) (?:declined|refused) to\b"
    r"|\s+and (?:told|left|went on|hoped|asked|compared)\b"
)


_BREAK = re.compile(
    r",\s+(?=(?:adding|saying|noting|warning|stressing|insisting|arguing|claiming|calling|urging|citing|quoting"
    r"|referring|without|even as|as it|which he|which she|which it|but declined|and declined"
    r"|while|in a turn|in an apparent|in what|accusing|describing|vowing|according|pointing|apparently|reading"
    r"|speaking)\b)"
    r"|,\s+(?:a|one|two|three|hours|days) (?:(?:day|week|month|hour)s? )?(?:after|before)\b"
    r"|\s+even as\s+|\s+(?:but|and) (?:declined|refused) to\b|\s+and (?:told|left|went on|hoped|asked|compared)\b"
)


def words_behind_cue(report: Report, sentence: Span, verbs: "list[re.Match[str]]") -> Iterator[Attribution]:
    """`X said (that) CONTENT`, `X vowed to …`, `X condemned …`, and further verbs of the same sentence."""
    lead = _participle_lead(report, sentence)
    if lead:
        yield lead
    start = lead.spans[0].end if lead else sentence.start
    for i, verb in enumerate(verbs):
        subject = subject_of(report, Span(start, sentence.end), verb) if verb.start() >= start else None
        found = list(_of_verb(report, sentence, verb, *subject, verbs[i + 1 :])) if subject else []
        if found := [a for a in found if not NOTHING.match(a.spans[0].of(report.text))]:
            yield from found
            return
    yield from _quoted_verb(report, sentence)


def _quoted_verb(report: Report, sentence: Span) -> Iterator[Attribution]:
    """A verb of saying that stands within the marks: `the Council "strongly condemned" the launch`."""
    opens = report.masked.find(HIDDEN, sentence.start, sentence.end)
    if opens < 0 or not _SAYS.match(report.text, opens, sentence.end):
        return
    subject = source_before(report, sentence.start, opens)
    if subject:
        stop = re.compile(r" and (?:warned|urged|called|told|said|demanded)\b").search(
            report.masked, opens, sentence.end
        )
        span = content(report, Span(opens, stop.start() if stop else sentence.end))
        yield Attribution((span,), subject[0], subject[1], "", "verb in quotation")


_SAYS = re.compile(
    r"[\"“'‘]+(?:(?:will|would) )?(?:\w+ly )*(?:condemn|reject|welcom|denounc|deplor|oppos"
    r"|regret|support|protest|demand|urg|prais|hail|reserv)\w*",
    re.I,
)


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
    then = verb_pattern().search(report.masked, comma, sentence.end)
    subject = source_before(report, comma + 1, then.start()) if then else None
    if subject is None:
        return None
    span = wanted(report, Span(verb.end(), comma))
    return Attribution((span,), subject[0], subject[1], verb[0].lower(), "participle before")


def _of_verb(
    report: Report, sentence: Span, verb: "re.Match[str]", source: Noun, text: Span, later: "list[re.Match[str]]"
) -> Iterator[Attribution]:
    masked = report.masked
    sorts = sort_of(verb[0])
    tail = tail_pattern(verb[0] in TELLING).match(masked, verb.end(), sentence.end)
    after = tail.end() if tail else verb.end()
    tail_text = masked[verb.end() : after]
    merging = "thing" in sorts and "clause" not in sorts
    stop = (_THING_BREAK if merging else _BREAK).search(masked, after + 1, sentence.end)
    rest = Span(after, stop.start() if stop else sentence.end)
    second = _second(report, rest, bool(sorts & {"thing", "infinitive"}), later)
    if second:
        rest = Span(rest.start, second[0])
    quoted_source = quoting_pattern().match(masked, after, sentence.end)
    if quoted_source:
        return
    if "silence" in sorts or verb[0] in DECLINING:
        yield unsaid(report, sentence, Span(verb.end(), rest.end), source, text, verb)
        return
    that = re.compile(r"[\s,:]*(?:only |simply )?\bthat\s+").match(masked, after, sentence.end)
    if that is None and (
        verb[0] in TELLING
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
    elif "infinitive" in sorts and (want or person_to(report, verb.end(), sentence.end)):
        yield made(report, wanted(report, Span(verb.end(), rest.end)), source, text, verb[0], "wants", tail_text)

    elif "thing" in sorts or "clause" in sorts:
        if re.match(r"\s*(?:by|as(?! \ue000)|in|for)\b", masked[after : sentence.end]) and "clause" not in sorts:
            return
        begin = that.end() if that else after
        yield from called_or_wanted(report, Span(begin, rest.end), source, text, verb[0], tail_text, later)
    if second:
        yield from _of_verb(
            report, sentence, second[1], source, text, [v for v in later if v.start() > second[1].start()]
        )
    elif stop:
        yield from further_words(report, Span(stop.start(), sentence.end), source, text)


def _second(
    report: Report, rest: Span, wanting: bool, later: "list[re.Match[str]]"
) -> "tuple[int, re.Match[str]] | None":
    """A second verb of the same source with words of its own, and where the first one's words end.

    `called it "a provocation" and urged the North to …` is two; `welcomed the text and said more would follow` is one.
    """
    masked = report.masked
    for verb in later:
        joint = re.compile(r",? (?:and|but)(?: also| then| later| again| \w+ly)? $").search(
            masked, rest.start, verb.start()
        )
        if verb.start() >= rest.end or not joint or joint.start() - rest.start < 4:
            continue
        that = re.compile(r"\s+that\b").match(masked, verb.end(), rest.end)
        both = HIDDEN in masked[rest.start : joint.start()] and HIDDEN in masked[verb.end() : rest.end]
        sorts = sort_of(verb[0])
        wants = "infinitive" in sorts and person_to(report, verb.end(), rest.end)
        if (that and "clause" in sorts) or (
            wanting and (wants or ("thing" in sorts and "clause" not in sorts) or both)
        ):
            return joint.start(), verb
    return None


def _clauses(
    report: Report, rest: Span, source: Noun, text: Span, cue: str, tail: str, later: "list[re.Match[str]]"
) -> Iterator[Attribution]:
    if rest.end - rest.start < 4:
        return
    yield made(report, rest, source, text, cue, "words after", tail)


def _inner(
    report: Report, sentence: Span, verb: "re.Match[str]", source: Noun, begin: int, later: "list[re.Match[str]]"
) -> Attribution | None:
    """A report of a report: where an agency or a paper says that X said, X speaks."""
    if source.head not in ("agency", "newspaper", "report") and source.sort != "document":
        return None
    for inner in later:
        if "clause" not in sort_of(inner[0]) or inner[0].endswith("ing"):
            continue
        subject = source_before(report, begin, inner.start())
        if subject is None or subject[2] - begin > 40:
            return None
        tail = tail_pattern(inner[0] in TELLING).match(report.masked, inner.end(), sentence.end)
        after = tail.end() if tail else inner.end()
        that = re.compile(r"[\s,:]*\bthat\s+").match(report.masked, after, sentence.end)
        return made(
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
        rf"|,(?:[^,;.{HIDDEN}]{{3,60}},)?\s+who\s+(?:\w+\s+)?({any_of(c.clause)})(?=\s+that\b)"
    )


def further_words(report: Report, rest: Span, source: Noun, text: Span) -> Iterator[Attribution]:
    """`…, adding that …` behind an attribution: more words of the same source."""
    masked = report.masked
    verb = _participle().match(masked, rest.start, rest.end)
    if not verb:
        return
    after = tail_pattern(False).match(masked, verb.end(), rest.end)
    begin = after.end() if after else verb.end()
    that = re.compile(r"[\s,:]*\bthat\s+").match(masked, begin, rest.end)
    span = content(report, Span(that.end() if that else begin, rest.end))
    cue = verb[1] or verb[2]
    if cue in ("declined", "refused", "declining", "refusing"):
        span = wanted(report, Span(verb.end(), rest.end))
    if span.end - span.start > 8:
        yield Attribution((span,), source, text, cue, "participle after")
