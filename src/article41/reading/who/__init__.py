"""Who a noun phrase names: a person, an office, a government, a body, or somebody who is not named.

A phrase is taken whole or not at all: what does not read as the name of a source is none, and nobody is said to speak.
"""

import re
from functools import lru_cache

from article41.reading.who.bodies import agency, author_of, document, government_named, institution, just_a_body
from article41.reading.who.persons import person_named, person_unnamed
from article41.reading.who.words import HERE, STRIP, Noun, government_in, office_alone

__all__ = ["HERE", "Noun", "government_in", "noun", "office_alone"]


_PRONOUN = re.compile(
    r"^(?:he|she|it|they|(?:one|two|three|some|many|both|several|most|all) of (?:them|the \w+)|another"
    r"|the other|the latter|the former)$",
    re.I,
)


_WHICH = r"(?:that|who|which|whose)\s.*$"
_RELATIVE = re.compile(rf",(?<=\w,) {_WHICH}| (?<=\w ){_WHICH}")


_ACRONYM = re.compile(r"\s*\([A-Z][A-Za-z.]{1,9}\)(?=\s|$)")


_READ_BY = re.compile(
    r"\s(?:read(?: out)?|released|issued|published|obtained|seen|signed|posted|circulated|handed|sent) (?:by|to"
    r"|on|in|from|late|early|\w+day)\b.*$"
)


_PARENTHESIS = re.compile(r"\s*\(([A-Z][\w .'’-]{2,40})\)$")
"""`YUKIO TAKASU (Japan)`, as in records of meetings."""


_CUT_OFF = re.compile(
    r" (?:the|an?|and|or|of|in|on|at|to|for|by|with|has|have|had|is|are|not|that|which|be|been|its|his|her)$"
)
_NO_SOURCE = re.compile(
    r"(?:[Ii]n|[Oo]n|[Aa]t|[Ww]hen|[Aa]fter|[Bb]efore|[Ff]ollowing|[Aa]sked|[Dd]uring|[Ii]s|[Aa]re|[Ww]as|[Ww]ere"
    r"|[Dd]oes|[Dd]id|[Tt]hat|of|who|wherein|to) "
)
"""How no phrase ends, or begins, that names a source."""


@lru_cache(maxsize=64)
def noun(phrase: str) -> Noun | None:
    """What a phrase names, or None where it does not read as one source. Several steps ask for those of a sentence."""
    plain = phrase.strip(STRIP)
    if ")" in plain:
        plain = _ACRONYM.sub("", plain)
    if len(plain) <= 160 and (issued := author_of(plain)):
        return issued
    placed = _PARENTHESIS.sub(r" of \1", plain) if plain.endswith(")") else plain
    said = _READ_BY.sub("", _RELATIVE.sub("", placed))
    if not said or len(said) > 160 or _CUT_OFF.search(said) or _NO_SOURCE.match(said):
        return None
    if _PRONOUN.match(said):
        return Noun("pronoun", said.lower(), head=said.lower())
    return _called(said) or _called_with_place(said)


def _called_with_place(said: str) -> Noun | None:
    """Without where it was when it spoke; a full name also without the house it belongs to."""
    if at := _AT_A_PLACE.search(said):
        return _called(said[: at.start()])
    of = _OF_A_HOUSE.search(said)
    found = _called(said[: of.start()]) if of else None
    return found if found and found.sort == "named" else None


_OF_A_HOUSE = re.compile(r" (?:of|from|at|with) (?:the |its )?[\w.'’& -]{3,50}$")
_AT_A_PLACE = re.compile(r" (?:there|here|in (?:the )?[A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)$")


def _called(said: str) -> Noun | None:
    return (
        just_a_body(said)
        or person_named(said)
        or person_unnamed(said)
        or agency(said)
        or institution(said)
        or government_named(said)
        or document(said)
    )
