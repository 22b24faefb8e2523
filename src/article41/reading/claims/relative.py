"""Words of time that mean something only by what stands before them: "in May, when …", "March of that year"."""

import re
from collections.abc import Iterable

from article41.reading.text import Span
from article41.reading.when import Word, words

_WHEN = re.compile(r",?\s+when\s+$")
_THAT_YEAR = re.compile(r"\s+(?:of\s+)?(?:that|the same)\s+year\b")


def before_when(text: str, found: Iterable[Word], clause: int) -> list[Word]:
    """The word that a clause beginning at `clause` hangs on by "when"; empty where there is none."""
    lead = _WHEN.search(text, max(0, clause - len(", when ")), clause)
    return [w for w in found if lead and w.span.end == lead.start()][:1]


def with_year(text: str, sentence: int, paragraph: int, month: Word) -> Word | None:
    """A month with its year by the word told before it: "March of that year", "August 1998, in September".

    `sentence` and `paragraph` are where these begin; a bare month goes on from a month of its own sentence alone.
    """
    that = _THAT_YEAR.match(text, month.span.end)
    told = [w for w in words(text, Span(paragraph if that else sentence, month.span.start)) if w.year]
    if not told:
        return None
    on = month.bound in ("in", "") and not month.unit and 0 < told[-1].month <= month.month
    return month._replace(sort="month", year=told[-1].year) if that or on else None
