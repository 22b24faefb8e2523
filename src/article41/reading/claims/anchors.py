"""Words of time that count from a time told before: "the same day", "two days earlier", "the following May"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from article41.reading.numbers import NUMBER, value
from article41.reading.text import Span
from article41.reading.when import MONTHS, Days, Word, days, words

if TYPE_CHECKING:
    from article41.reading.claims.scene import Scene

THEN = "then"
"""The `bound` of a word that counts from another one: the next in a claim's words, or the report's main event."""
_UNIT = r"(?P<unit{n}>day|week|month|year)"
_RELATIVE = re.compile(
    rf"\b(?P<count>an?|{NUMBER})\s+{_UNIT.format(n=1)}s?\s+(?P<way>later|afterwards?|earlier|before(?=[,.]|$))"
    rf"|\b(?:the|that)\s+(?:very\s+)?same\s+{_UNIT.format(n=2)}|\b(?:in|on|of)?\s?that\s+{_UNIT.format(n=3)}\b(?!\s+of)"
    rf"|\bthe\s+(?P<beside>previous|preceding|following|next)\s+{_UNIT.format(n=4)}\b|\bthe\s+day\s+(?P<before>before)(?=[,.\s]*$)"
    r"|\bthe\s+following\s+(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.I,
)
_MAY_BE = re.compile(
    r"\b(?:later|afterwards?|earlier|before|same|previous|preceding|following|next|that\s+(?:day|week|month|year))\b",
    re.I,
)
"""A quick look before the pattern above."""
_HOURS = re.compile(
    r"^\W*(?:(?:just|only|shortly|soon|right|not long)\s+)*(?:(?:some|a few|two|three|several)\s+)?"
    r"(?:hours?|minutes|moments|shortly|soon)\s+(?:before|after|earlier|later)\b|\bhours\s+(?:before|after)\s*$",
    re.I,
)
_AFTER = re.compile(rf"\b(?P<count>an?|{NUMBER})\s+(?P<unit>week|month|year)s?\s+(?P<way>after|before)\W+$", re.I)
_OF_THAT_YEAR = re.compile(r",?\s+(?:of\s+)?(?:that|the\s+same)\s+year\b", re.I)
_WHEN = re.compile(r",?\s+(?:when|as|at\s+which|on\s+which|in\s+which)\s+$", re.I)


def full(scene: Scene, word: Word) -> tuple[Word, ...]:
    """A word of time; "April of that year" with the word that tells the year."""
    if word.month and not word.year and _OF_THAT_YEAR.match(scene.text, word.span.end, scene.span.end):
        told = _told_before(scene, word.span.start)
        return (word, *([w for w in told if w.year] or told)[-1:])
    return (word,)


def relative(scene: Scene, within: Span) -> tuple[Word, ...]:
    """A word counted from another one in a clause; empty where there is none."""
    match = _RELATIVE.search(scene.text, *within) if _MAY_BE.search(scene.text, *within) else None
    if not match:
        own = any(w.span.within(within) for w in scene.words)
        return () if own else _beside(scene, within)
    word = _word(match)
    told = _told_before(scene, match.start(), word.unit == "day")
    return (word, *(full(scene, told[-1]) if told else ()))


def _beside(scene: Scene, within: Span) -> tuple[Word, ...]:
    """What a clause is dated by from outside: "in 2009, when …", "hours before …", "a month after …"."""
    first = max(scene.span.start, within.start - _NEAR)
    before = scene.text[first : within.start]
    if link := _WHEN.search(before):
        at = first + link.start()
        return tuple(w for w in scene.words if w.span.end == at)[:1] or _counting_to(scene, Span(first, at))
    beside = before.rstrip().endswith(("after", "before"))
    if beside and (found := _AFTER.search(before)):
        back = _number(found["count"]) * (1 if found["way"].lower() == "after" else -1)
        return (Word(within, "ago", ago=back, unit=found["unit"].lower(), bound=THEN),)
    if (beside and _HOURS.search(before)) or _HOURS.match(scene.text, scene.span.start, scene.span.start + _NEAR):
        return (Word(within, "ago", ago=0, unit="day", bound=THEN),)
    return ()


def _counting_to(scene: Scene, within: Span) -> tuple[Word, ...]:
    """A word that counts from another one, at the very end of a span: "the following February, when …"."""
    match = next((m for m in _RELATIVE.finditer(scene.text, *within) if m.end() == within.end), None)
    told = _told_before(scene, match.start()) if match else []
    return (_word(match), *(full(scene, told[-1]) if told else ())) if match else ()


def _word(match: re.Match[str]) -> Word:
    span = Span(*match.span())
    if match["month"]:
        return Word(span, "month_of_year", month=MONTHS.index(match["month"][:3].lower()) + 1, bound=THEN)
    if match["count"]:
        ahead = match["way"].lower() in ("later", "afterward", "afterwards")
        back = _number(match["count"]) * (-1 if ahead else 1)
    elif match["beside"]:
        back = 1 if match["beside"].lower() in ("previous", "preceding") else -1
    else:
        back = 1 if match["before"] else 0
    unit = next((match[f"unit{n}"] for n in range(1, 5) if match[f"unit{n}"]), "day")
    return Word(span, "ago", ago=back, unit=unit.lower(), bound=THEN)


def _number(said: str) -> int:
    return 1 if said.lower() in ("a", "an") else int(value(said))


def _told_before(scene: Scene, at: int, of_day: bool = False) -> list[Word]:
    """Words of time (`of_day`: of a day) before a place, in its sentence or else up to the paragraph before."""
    told = [w for w in scene.words if w.span.end <= at and (not of_day or _is_day(w))]
    if not told:
        paragraphs = scene.report.paragraphs[max(0, scene.paragraph - 1) : scene.paragraph + 1]
        first = max(paragraphs[0].span.start, scene.span.start - PAGE)
        told = words(scene.text, Span(first, scene.span.start))
    told = [w for w in told if not of_day or _is_day(w)]
    return [w for w in told if not _ENDS.search(scene.text, max(0, w.span.start - 8), w.span.start)]


def _is_day(word: Word) -> bool:
    return word.sort in ("day", "day_of_year", "weekday") or word.unit in ("day", "yesterday", "today", "tomorrow")


_ENDS = re.compile(r"\b(?:until|by|since|through|to)\s+$")
"""Before a word of time: an end or a beginning, from which nothing counts."""


_NEAR = 60
"""Characters before a clause within which what dates it from outside is looked for."""
PAGE = 1_000
"""Characters before a sentence within which the time it counts from is looked for, so that reading stays linear."""


def counted(word: Word, base: Days) -> Days | None:
    """What a word means that counts from other days; None where the calendar does not reach so far."""
    try:
        return _counted(word, base)
    except (ValueError, OverflowError):
        return None


def _counted(word: Word, base: Days) -> Days | None:
    if word.month:
        year = base.last.year + (word.month <= base.last.month)
        return days(word._replace(sort="month", year=year), base.last)
    if word.unit == "day":
        shift = timedelta(days=-word.ago)
        return Days(base.first + shift, base.last + shift) if base.first == base.last or not word.ago else None
    if word.unit == "week" and base.first == base.last:
        return Days(*(2 * (base.first - timedelta(weeks=word.ago),)))
    return days(word, base.last)
