"""The words of the folder `reading`: lists that an editor extends, made into patterns once."""

import re
from functools import cache
from typing import Literal

import msgspec

from article41 import yamlfile
from article41.places_of_data import data_folder


class Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A good: the words for it, and the direction that is meant where a report names none."""

    words: tuple[str, ...]
    usual: Literal["import", "export"]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of incident: what was done, and to what."""

    acts: tuple[str, ...]
    things: tuple[str, ...]


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds and their words, the narrower first; a word that says no kind is listed in `no_kind`."""

    launches: dict[str, tuple[str, ...]]
    no_kind: tuple[str, ...]
    incidents: dict[str, Event]
    measures: dict[str, tuple[str, ...]]
    laws: dict[str, tuple[str, ...]]
    called: dict[str, tuple[str, ...]]


@cache
def triggers() -> dict[str, tuple[str, ...]]:
    """Lists of words by name. Raises LawError with file and line where the file is unsound."""
    return yamlfile.read(data_folder("reading") / "triggers.yaml").as_type(dict[str, tuple[str, ...]])


@cache
def goods() -> dict[str, Goods]:
    """Goods by the name a claim gives them."""
    return yamlfile.read(data_folder("reading") / "goods.yaml").as_type(dict[str, Goods])


@cache
def kinds() -> Kinds:
    """Kinds of launches, incidents and measures."""
    return yamlfile.read(data_folder("reading") / "kinds.yaml").as_type(Kinds)


def either(words: tuple[str, ...]) -> str:
    """A pattern without groups for whole words; `*` is any ending, a blank any run of blanks or a line break.

    The longest that is there first. Words of one initial are tried together, and none where no initial stands.
    """
    by_initial: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: len(_part(w)), reverse=True):
        by_initial.setdefault(word.removeprefix("=")[0].lower(), []).append(word)
    initials = {w.removeprefix("=")[0] for w in words}
    letters = "".join(sorted(initials))
    # Where a word character follows, a boundary with no hyphen before it is `(?<![\w-])`, and is told sooner.
    lead = rf"\b(?<!-)(?=[{letters}])" if letters.isalnum() else r"(?<![\w-])"
    return rf"{lead}(?:{'|'.join(map(_together, by_initial.values()))})(?!\w)"


def _together(words: list[str]) -> str:
    parts = [_part(w) for w in words]
    initial = parts[0][0]
    if initial.isalpha() and all(p[0] == initial for p in parts):
        return f"{initial}(?:{'|'.join(p[1:] for p in parts)})"
    return "|".join(parts)


def _part(word: str) -> str:
    """One word of a list; `=` before it keeps its capitals."""
    plain = re.escape(word.removeprefix("=")).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "['’]")
    return f"(?-i:{plain})" if word.startswith("=") else plain


@cache
def any_of(*names: str) -> str:
    """`either` of the trigger lists of these names."""
    return either(tuple(word for name in names for word in triggers()[name]))


@cache
def pattern(*names: str) -> re.Pattern[str]:
    """`any_of`, compiled; capitals do not matter."""
    return re.compile(any_of(*names), re.I)
