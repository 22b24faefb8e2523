"""Attributions within one sentence: which words are reported, by which phrase, under which verb.

Work is done on the masked text, so that a verb inside quotation marks is never taken for the report's own.
A sentence has the words before ("…, he said"), behind ("he said …"), on both sides, or only after "according to".
"""

import re

from article41.reading.cues.before import words_behind_cue
from article41.reading.cues.behind import according_to, only_a_tail, words_before_cue
from article41.reading.cues.patterns import NOTHING, Attribution, content, end_of_tail, sort_of, verb_pattern
from article41.reading.cues.subjects import source_before
from article41.reading.text import HIDDEN, Report, Span

__all__ = ["Attribution", "attributions", "content"]


def attributions(report: Report, sentence: Span) -> list[Attribution]:
    """The attributions of one sentence, in text order. What stands in quotation marks is one whole."""
    verbs = list(verb_pattern().finditer(report.masked, *sentence))
    return [a for part in _parts(report, sentence, verbs) for a in _of_part(report, part, _within(verbs, part))]


def _within(verbs: "list[re.Match[str]]", part: Span) -> "list[re.Match[str]]":
    return [v for v in verbs if part.start <= v.start() and v.end() <= part.end]


def _of_part(report: Report, part: Span, verbs: "list[re.Match[str]]") -> list[Attribution]:
    found = (
        according_to(report, part)
        or words_before_cue(report, part, verbs)
        or list(words_behind_cue(report, part, verbs))
    )
    return [a for a in found if not NOTHING.match(a.spans[0].of(report.text))]


_TURN = "(?: (?:but|and))? +"
_AND = rf" (?:and|but|while)(?= ){_TURN}"
_JOINT = re.compile(rf";{_TURN}|,{_AND}|, whereas +|{_AND}")


def _parts(report: Report, sentence: Span, verbs: "list[re.Match[str]]") -> list[Span]:
    """A sentence cut where another source begins to speak: `X threatened "…," and state media said …`."""
    cuts = [(sentence.start, sentence.start)]
    for joint in _JOINT.finditer(report.masked, sentence.start, sentence.end):
        verb = next((v for v in verbs if joint.end() <= v.start() and v.end() <= joint.end() + 160), None)
        subject = source_before(report, joint.end(), verb.start()) if verb else None
        strong = report.masked[joint.start()] in ",;" or report.masked[joint.start() - 1] == HIDDEN
        if verb and subject and subject[2] - joint.end() in (0, 4) and (sort_of(verb[0]) - {"silence"}) and strong:
            before = Span(cuts[-1][1], joint.start())
            said = words_before_cue(report, before, _within(verbs, before))
            other = report.masked[joint.start()] == ";" or subject[0].sort not in ("pronoun", "surname")
            rest = report.masked[end_of_tail(report, verb, sentence) : sentence.end].strip()
            if (said or other) and not only_a_tail(rest):
                cuts.append((joint.start(), joint.end()))
    ends = [*(start for start, _ in cuts[1:]), sentence.end]
    return [Span(begin, end) for (_, begin), end in zip(cuts, ends, strict=True)]
