"""Persons in a phrase: with a name behind words of an office, or unnamed by what they are."""

import re
from functools import cache

from article41.reading.vocabulary import any_of, sources
from article41.reading.who.words import (
    DETERMINER,
    INDEFINITE,
    NO_PHRASE,
    Noun,
    body_in,
    code_in,
    form_pattern,
    government_forms,
    government_in,
    is_office_word,
    is_possessive,
    office_in,
    title_words,
)

_NAME = r"(?:[A-Z][\w'’]*\.?(?:-[A-Za-z]\w*)*|[A-Z]\.|d[ei]|v[ao]n|al|bin|der)"


_RUN = re.compile(rf"(?:^|(?<=\s)){_NAME}(?:\s+{_NAME}){{0,4}}$")


_OF_PLACE = re.compile(r",?\s+(?:of|from|for)\s+(?:the )?([A-Z][\w' ]+)$")


_AFTER_HEAD = (
    r"(?:\s+(?:for|of|from|to|in|at|with|on|close|familiar|briefed|who|involved|not|here|there|by"
    r"|near|traveling|travelling|accompanying|based|knowledgeable|dealing|handling)\b.*)?"
)


def person_named(said: str) -> Noun | None:
    """A person with a name at the end of the phrase, and before it only words of an office."""
    place = _OF_PLACE.search(said)
    bare = said[: place.start()] if place and place[1] in government_forms() else said
    run = _RUN.search(bare)
    if not run:
        return None
    words = run[0].split()
    while words and (words[0] in title_words() or words[0].rstrip("'s’") in title_words() or is_possessive(words[0])):
        words.pop(0)
    if not words or len(words) > 4 or words[-1] in title_words() or any(w in _bodies_words() for w in words):
        return None
    name = " ".join(words)
    before = bare[: len(bare) - len(name)].strip()
    if not all(is_office_word(w) for w in form_pattern("bodies").sub("", before).split()):
        return None
    if _of_another().search(before):
        return None
    office = office_in(before)
    government = government_in(before) or (government_in(said[len(bare) :]) if bare != said else None)
    if name in government_forms() or f"the {name}" in government_forms():
        return None
    code = "UN" if "Council President" in before else government.code if government else code_in(before)
    return Noun("named" if len(words) > 1 else "surname", name, office, code, words[-1])


@cache
def _of_another() -> "re.Pattern[str]":
    """`the sister of leader …`, `a spokesman for President …`: the name is another person's."""
    role = any_of(sources().persons)
    kin = "brother|wife|husband|son|daughter"
    return re.compile(rf"\b(?:{role}|{kin})s? (?:of|for|to) .*\b(?:{role})\b", re.I)


@cache
def _bodies_words() -> frozenset[str]:
    every = (*sources().bodies, *sources().agencies)
    return frozenset(f for b in every for f in b.forms if " " not in f and f[0].isupper()) | frozenset(
        sources().never_names
    )


@cache
def _roles() -> "re.Pattern[str]":
    roles = any_of(sources().persons)
    return re.compile(rf"^(?P<before>(?:[\w.'’&/-]+\s+){{0,7}}?)(?P<role>{roles})(?P<many>s)?{_AFTER_HEAD}$", re.I)


_ACTED = re.compile(
    r"\b(?:left|met|gave|held|fired|sent|spoke|walked|flew|visited|urged|landed|arrived|said|came|went|took)\b"
)


@cache
def _by_ending() -> "re.Pattern[str]":
    """Words for persons that no list has, by how they end: `a retired shipbroker`."""
    ending = (
        r"(?!\w*(?:letter|paper|matter|order|number|power|border|other|answer|member|chapter|sector|factor"
        r"|summer|winter|water|year))"
    )
    return re.compile(
        rf"^(?P<before>(?:a|an|one|another|the)\s+(?:[\w.'’-]+\s+){{0,4}}?)(?P<role>{ending}\w{{3,}}(?:er|or"
        rf"|ist|man|woman|ian|eer))(?P<many>)(?:\s+(?:for|of|from|at|in|with|who|on)\b.*)?$"
    )


def person_unnamed(said: str) -> Noun | None:
    """`a senior official of the ministry`, `diplomats`, `the envoy`: no name; definite ones lead back."""
    found = _roles().match(said) or _by_ending().match(said)
    if not found or (found["role"].lower() in ("official",) and re.match(r"\s+[A-Z]", said[found.end("role") :])):
        return None
    before = DETERMINER.sub("", found["before"].strip() + " ").strip()
    if _ACTED.search(said):
        return None
    if NO_PHRASE.search(before) or re.search(r"\b(?:a|an|the)\b", before) or (found["role"] in ("others",) and before):
        return None
    government = government_in(re.sub(r"\b[A-Z]\w+ administration", "US", said))
    code = government.code if government else code_in(said)
    bare = DETERMINER.sub("", said).strip()
    bare = re.split(r",| who | briefed | familiar ", bare)[0]
    role = found["role"].lower()
    if role == "member" and (body := body_in(said)):
        every = re.fullmatch(
            r"(?:all |the )*(?:15 |fifteen )?members of the (?:U\.?N\.? )?Security Council", said, re.I
        )
        return Noun("body", body.name if every else bare, "", code, "members")
    definite = not INDEFINITE.match(said) and not found["many"]
    if definite or (re.match(r"the\s", said, re.I) and not before):
        return Noun("office", f"anon:{bare}", bare, code, role)
    return Noun("anonymous", f"anon:{bare}", office_in(bare), code, role)
