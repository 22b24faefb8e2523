"""Who said what: attributions chained over a report, each joined with the person, office or body that speaks."""

import re

from article41.reading.cues import Attribution, attributions, content
from article41.reading.found import Statement
from article41.reading.people import Named, People
from article41.reading.speakers import Chain
from article41.reading.stance import stances
from article41.reading.text import HIDDEN, Report, Sentence, Span
from article41.reading.when import Days, days, words
from article41.reading.who import Noun, government_in, noun


def statements(
    report: Report, people: People, named: list[Named], published: Days | None, home: str | None
) -> list[Statement]:
    """All statements of a report in text order. `home`: the government of the agency or the dateline, where known."""
    chain = Chain(report, people, named, published, home)
    found: list[Statement] = []
    for index, sentence in enumerate(report.sentences):
        note_places(chain, report, sentence)
        said = attributions(report, sentence.span)
        text = sentence.span.of(report.text)
        if text.rstrip().endswith(":") and _FOLLOWING.search(text):
            chain.read_out = _issuer(report, sentence)
        elif any(a.source and a.source.sort in ("named", "surname") for a in said):
            chain.read_out = None
        elif chain.read_out:
            said = [Attribution((content(report, sentence.span),), chain.read_out, None, "", "read out")]
        if not said:
            said = _quotation_alone(report, sentence, chain, found)
        for one in said:
            statement = _statement(report, one, chain, index)
            if statement:
                found.append(statement)
    found.sort(key=lambda s: s.spans[0])
    for number, statement in enumerate(found, 1):
        statement.id = f"s{number}"
    return found


_PAPER = (
    r"(?:issued|released|backed|adopted|agreed|read out|put out|published|carried) (?:[\w-]+ ){0,4}"
    r"(?:(?:presidential|press|joint)\s)?(?:statement|report|communique)"
)
_PAPER_ISSUED = re.compile(_PAPER)
_ISSUED = re.compile(
    rf"(?P<who>[^,.]{{3,80}}?) (?:(?:late |early )?on \w+day |late \w+day )?(?:\w+ly |also |later |has |have )*{_PAPER}"
)
_FOLLOWING = re.compile(r"\b(?:the )?following (?:presidential |press |joint )?statement\b[^.]{0,60}:$")


_DATELINE = re.compile(r"^[A-Z ,]+(?:, [A-Z][a-z]+\.? \d+)?[^-–—]{0,30}[-–—]+ ")


def note_places(chain: Chain, report: Report, sentence: Sentence) -> None:
    """Remember bodies that a sentence is about, so that `the statement` or `its ministry` after it has an owner."""
    opening = report.masked[sentence.span.start : min(sentence.span.end, sentence.span.start + 60)]
    government = government_in(_DATELINE.sub("", opening))
    if government and government.code != "UN":
        chain.last_owner = government.code
    told = _PAPER_ISSUED.search(report.masked, *sentence.span)
    issued = _ISSUED.search(report.masked, *sentence.span) if told else None
    if issued:
        who = noun(re.sub(r"^.*[-–—:] |^All 15 members of ", "", issued["who"])) or noun(issued["who"].split(" on ")[0])
        speaker = (
            chain.resolve(who, sentence.span.start)
            if who and who.sort in ("body", "government", "anonymous", "office")
            else None
        )
        if speaker and speaker.record == "anonymous":
            body = noun(re.sub(r"^.*?\b(?:for|of) (?:the )?", "", speaker.name))
            speaker = chain.resolve(body, sentence.span.start) if body and body.sort in ("body", "government") else None
        if speaker:
            chain.heard(speaker)


def _issuer(report: Report, sentence: Sentence) -> Noun | None:
    """The body whose statement is read out word for word below a sentence."""
    said = sentence.span.of(report.text)
    found = re.search(r"\b(?:President of |members of )?(?:the )?(?:UN |U\.N\. )?Security Council\b", said)
    return (
        noun("the Security Council")
        if found
        else noun(re.split(r",? (?:today |on \w+day |\w+day )?(?:issued|read|released|made)", said)[0])
    )


def _quotation_alone(report: Report, sentence: Sentence, chain: Chain, found: list[Statement]) -> list[Attribution]:
    """A sentence that is nothing but a quotation is of whoever spoke last."""
    span = content(report, sentence.span)
    if not chain.spoken or span.end - span.start < 12 or set(report.masked[span.start : span.end]) != {HIDDEN}:
        return []
    return [Attribution((span,), None, None, "", "quotation alone")]


def _place(one: Attribution) -> int:
    """Where an attribution begins, its words or its source."""
    return min(one.spans[0].start, one.source_text.start if one.source_text else one.spans[0].start)


def _statement(report: Report, one: Attribution, chain: Chain, index: int) -> Statement | None:
    speaker = chain.spoken[-1] if one.source is None else chain.resolve(one.source, _place(one))
    if speaker is None or not speaker.name:
        return None
    if one.source is not None:
        chain.heard(speaker)
    chain.last_at = max(one.spans[-1].end, one.source_text.end if one.source_text else 0)
    spans, form = _form(report, one, index)
    said = " ".join(s.of(report.text) for s in spans)
    return Statement(
        id="",
        spans=spans,
        speaker_text=one.source_text.of(report.text) if one.source_text else None,
        speaker=speaker.name,
        person=speaker.person,
        office=speaker.office or None,
        government=speaker.government,
        record=speaker.record,  # type: ignore[arg-type]
        form=form,  # type: ignore[arg-type]
        stance=stances(said, one.cue, speaker.government, speaker.record),
        date=_day(one, chain.published),
        rule=one.rule,
    )


_FIRST_PERSON = re.compile(r"\b(?:We|we|I|our|Our|us|my)\b")


def _form(report: Report, one: Attribution, index: int) -> tuple[list[Span], str]:
    """Direct, mixed or paraphrase. First person outside marks is a quotation that lost them, and so is what stands
    before it in the same paragraph."""
    spans = list(one.spans)
    hidden = [HIDDEN in report.masked[s.start : s.end] for s in spans]
    if one.rule == "read out":
        return spans, "direct"
    if any(hidden):
        bare = "".join(report.masked[s.start : s.end] for s in spans)
        return spans, "direct" if not bare.replace(HIDDEN, "").strip(" ,.") else "mixed"
    if one.rule == "words before" and _FIRST_PERSON.search(spans[0].of(report.text)):
        start = spans[0].start
        for earlier in reversed(report.sentences[:index]):
            if (
                earlier.paragraph != report.sentences[index].paragraph
                or HIDDEN in report.masked[earlier.span.start : earlier.span.end]
            ):
                break
            if attributions(report, earlier.span):
                break
            start = earlier.span.start
        return [Span(start, spans[0].end), *spans[1:]], "direct"
    return spans, "paraphrase"


def _day(one: Attribution, published: Days | None) -> str | None:
    if published is None or published.first != published.last:
        return None
    said = words(one.tail, Span(0, len(one.tail)))
    meant = days(said[0], published.first) if said else None
    return meant.said() if meant else None
