"""A report with all that was read in it, and its form as data: spans with their words, claims with the law behind."""

from typing import Any, NamedTuple

import msgspec

from article41.reading.bearing import Bearing, Law
from article41.reading.found import Reading
from article41.reading.reader import Reader
from article41.reading.text import Span


class Answer(NamedTuple):
    """A report: its name, its text, what was read in it, and the law behind its claims by their ids."""

    name: str
    text: str
    reading: Reading
    law: dict[str, Bearing]
    days: dict[str, str]
    """The day of each entry of the record that a claim is linked to."""

    def words(self, span: Span) -> str:
        """What stands at a place of the text."""
        return Span(*span).of(self.text)


def answer(name: str, text: str, reader: Reader, law: Law) -> Answer:
    """The report read, and the law behind each claim."""
    reading = reader.read(text)
    found = {c.id: law.bearing(c, reading.document.published) for c in reading.claims}
    return Answer(name, text, reading, {name: b for name, b in found.items() if b}, law.days(reading.claims))


def data(a: Answer) -> dict[str, Any]:
    """The answer as JSON values; each span is `[start, end)` in code points, with its words as `excerpt`."""
    plain: dict[str, Any] = msgspec.to_builtins(a.reading)
    for statement in plain["statements"]:
        statement["excerpts"] = [a.words(Span(*s)) for s in statement["spans"]]
    for claim in plain["claims"]:
        claim["excerpt"] = a.words(Span(*claim["span"]))
        claim["link"]["days"] = {name: a.days[name] for name in claim["link"]["to"] if name in a.days}
        if bearing := a.law.get(claim["id"]):
            claim["law"] = msgspec.to_builtins(bearing)
    return {"report": a.name, **plain}
