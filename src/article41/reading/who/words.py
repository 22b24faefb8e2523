"""What phrases are read with: governments in all their forms, titles, the office within a phrase."""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from article41.reading.fronts import fronted
from article41.reading.vocabulary import Body, Government, any_of, governments, sources

Sort = Literal["pronoun", "named", "surname", "office", "anonymous", "body", "government", "document"]


class Noun(NamedTuple):
    """What a phrase names. `name` is how the speaker would be shown; `head` the word that leads back to another."""

    sort: Sort
    name: str
    office: str = ""
    government: str | None = None
    head: str = ""


HERE = "here"
"""The government of the place the report is written in."""


DETERMINER = re.compile(
    r"^(?:(?:the|a|an|one|another|two|three|several|some|many|other|its|his|her|their|this|that|both|most|few"
    r"|all|top)\s+)+",
    re.I,
)


INDEFINITE = re.compile(r"^(?:a|an|one|another|two|three|several|some|many|other|both|most|few|no)\b", re.I)


NO_PHRASE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|that|which|because|after|before|when|if|whether|than|so|does"
    r"|did|do|not"
    r"|been|being|it|there|but|reacted|led|left|met|gave|held|fired|sent|put|spoke|walked|flew|visited|urged|landed|arrived|said|made|came|went|took|by|over|into|despite|against|under|during|since"
    r"|and then)\b"
)


STRIP = " \t\n,;:-–—\u00a0"


@cache
def government_forms() -> "dict[str, Government]":
    return {f: g for g in reversed(governments()) for f in (*g.forms, g.name, g.adjective)}


@cache
def government_pattern() -> "re.Pattern[str]":
    return re.compile(fronted(any_of(government_forms()), r"[\w.]") + r"(?!\w)")


@lru_cache(maxsize=64)
def government_in(said: str) -> Government | None:
    """The government a phrase belongs to: of several a possessive or adjective, as in `Japan's envoy to China`."""
    found = list(government_pattern().finditer(said))
    for match in found:
        if said[match.end() : match.end() + 2] in ("'s", "’s", "' ") or match[0] in adjectives():
            return government_forms()[match[0]]
    return government_forms()[found[0][0]] if found else None


@cache
def adjectives() -> frozenset[str]:
    return frozenset(g.adjective for g in governments()) | {"U.S.", "US", "U.N.", "UN"}


@cache
def title_words() -> frozenset[str]:
    words = sources()
    roles = {w for p in words.persons for w in (p, f"{p}s", p.capitalize())}
    return frozenset(words.titles) | roles | {w for f in government_forms() for w in f.split()} | set(sources().small)


def is_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def is_office_word(word: str) -> bool:
    plain = word.strip(",.")
    if word.lower() in sources().small:
        return True
    return (
        word in title_words() or plain in title_words() or is_possessive(word) or (word[:1].islower() and len(word) > 3)
    )


def office_in(before: str) -> str:
    said = government_pattern().sub("", DETERMINER.sub("", before))
    return " ".join(_POSSESSIVE.sub("", said).split()).strip(STRIP)


_POSSESSIVE = re.compile(r"(?:^|(?<=\s))['’]s\b")


@cache
def _government_first() -> "re.Pattern[str]":
    return re.compile(rf"^(?:[Tt]he )?(?:{government_pattern().pattern})(?:['’]s)?\s+")


def office_alone(said: str) -> str:
    """An office without its government and articles: `U.N. secretary-general` is `secretary-general`."""
    bare = _government_first().sub("", said)
    return re.sub(r"^(?:the|The|top|current|own)\s+", "", bare).strip()


def code_in(said: str) -> str | None:
    body = body_in(said)
    return body.code if body else None


@cache
def form_pattern(kind: str) -> "re.Pattern[str]":
    bodies: tuple[Body, ...] = getattr(sources(), kind)
    return re.compile(fronted(any_of(f for b in bodies for f in b.forms), r"[\w.]") + r"(?!\w)")


@cache
def by_form(kind: str) -> "dict[str, Body]":
    bodies: tuple[Body, ...] = getattr(sources(), kind)
    return {f: b for b in bodies for f in b.forms}


_PLAIN = re.compile(
    r"^(?:the|its|their|official|news|agency|agencies|state|broadcaster|newspaper|daily|television|here|in|a|of"
    r"|on|radio|report|media"
    r"|commentary|editorial|U\.?N\.?|United|Nations|North|South|Korea|Korean|China|Russia|Japan|outlet|service"
    r"|mouthpiece"
    r"|run|controlled|its|members|all|15|ruling|party|15-member|U\.?S\.?|global|also|today|1718|1874|Nations)$",
    re.I,
)


def only_plain(said: str, start: int, end: int) -> bool:
    around = f"{said[:start]} {said[end:]}".split()
    return all(
        w in title_words() or _PLAIN.match(bare.strip(",.()")) or bare in title_words()
        for w in around
        for bare in (w.replace("'s", "").replace("’s", ""),)
    )


def body_in(said: str) -> Body | None:
    found = form_pattern("bodies").search(said)
    return by_form("bodies")[found[0]] if found else None
