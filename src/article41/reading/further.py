"""What other readers than the rules find, held to the text: by a parser (`nlp`) or by a language model (`model`).

The rules win: a statement that touches one of theirs is left out, and so is a claim that touches one of its type.
Whatever such a reader says of a speaker is read again by the rules' own words, from the mention in the text.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from article41.reading.claims import Draft
from article41.reading.found import Stance, Statement
from article41.reading.people import Named, People, lead_back
from article41.reading.stance import stances
from article41.reading.text import HIDDEN, Report, Span
from article41.reading.who import Noun, noun

FAR = 600
"""Characters over which a pronoun leads back to whoever spoke last."""
LEAST = 8
"""Characters of anything said or claimed; less is a word in common, not a place."""


class Said(NamedTuple):
    """Words and whose they are: both places in the text. `cue` is the verb; without `stance` the rules tell it."""

    span: Span
    speaker: Span
    cue: str
    rule: str
    stance: tuple[Stance, ...] = ()


class Further(NamedTuple):
    """What one more reader found, and what there is to say of its work."""

    said: Sequence[Said] = ()
    claims: Sequence[Draft] = ()
    notes: Sequence[str] = ()


Source = Callable[[Report, list[Statement]], Further]
"""One more reader: a report and the statements that are known already, to what it finds beyond."""


def more_claims(drafts: list[Draft], more: Sequence[Draft]) -> list[Draft]:
    """Drafts of the rules with those of another reader, in text order."""
    new = [m for m in more if not any(d.type == m.type and _touch(d.span, m.span) for d in drafts)]
    return sorted([*drafts, *new], key=lambda d: d.span.start) if new else drafts


def more_statements(
    report: Report, said: list[Statement], more: Sequence[Said], people: People, named: list[Named]
) -> list[Statement]:
    """Statements of the rules with those of another reader, in text order; those of the rules keep their ids."""
    found = list(said)
    for one in sorted(more, key=lambda m: m.span.start):
        free = not any(_touch(Span(*part), one.span) for s in found for part in s.spans)
        statement = _statement(report, one, found, people, named) if free else None
        if statement:
            statement.id = f"s{len(found) + 1}"
            found.append(statement)
    return sorted(found, key=lambda s: s.spans[0])


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _statement(
    report: Report, one: Said, before: list[Statement], people: People, named: list[Named]
) -> Statement | None:
    """The statement, or None where the mention of the speaker names nobody who could speak."""
    source = noun(one.speaker.of(report.text))
    if source is None or one.span.end - one.span.start < LEAST:
        return None
    made = Statement(
        id="", spans=[one.span], speaker_text=one.speaker.of(report.text), speaker=source.name,
        office=source.office or None, government=source.government, form=_form(report, one.span), rule=one.rule,
    )  # fmt: skip
    if not _attribute(made, source, one.span.start, before, people, named):
        return None
    words = one.span.of(report.text)
    made.stance = list(one.stance) or stances(words, one.cue, made.government, made.record)
    return made


def _attribute(
    made: Statement, source: Noun, at: int, before: list[Statement], people: People, named: list[Named]
) -> bool:
    """Gives a statement its speaker; False where a surname, a pronoun or a document leads to nobody."""
    if source.sort in ("named", "surname"):
        known = lead_back(source.name, named)
        person = people.full(known.name if known else source.name)
        if source.sort == "surname" and not known and not person:
            return False
        made.record, made.speaker = "named", known.name if known else source.name
        made.person = person.id if person else None
        made.office = made.office or (known.office or None if known else None)
        made.government = made.government or (known.government if known else None)
        return True
    if source.sort in ("anonymous", "office"):
        made.record, made.speaker = "anonymous", source.name
        return bool(source.name)
    if source.sort == "pronoun":
        return _follow(made, [s for s in before if 0 <= at - s.spans[-1][1] <= FAR])
    return bool(source.name) and source.sort in ("body", "government")


def _follow(made: Statement, before: list[Statement]) -> bool:
    """A pronoun's statement is of whoever spoke last."""
    last = max(before, key=lambda s: s.spans[-1][1], default=None)
    if last is None:
        return False
    made.speaker, made.person, made.office = last.speaker, last.person, last.office
    made.government, made.record = last.government, last.record
    return True


def _form(report: Report, span: Span) -> Literal["direct", "mixed", "paraphrase"]:
    masked = report.masked[span.start : span.end]
    if HIDDEN not in masked:
        return "paraphrase"
    return "mixed" if masked.replace(HIDDEN, "").strip(" ,.") else "direct"
