"""The words of reading/*.yaml: governments, sources and cues, as data that people can edit."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

import msgspec

from article41.places_of_data import data_folder
from article41.yamlfile import read

T = TypeVar("T")


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything in a file."""


class Government(Strict, frozen=True, kw_only=True):
    """A government: alpha-3 code (or `UN`, `EU`), its names, and what else stands for it."""

    code: str
    name: str
    adjective: str
    forms: tuple[str, ...] = ()


class Body(Strict, frozen=True, kw_only=True):
    """An agency or body: the name a speaker is shown by, and whose it is where that is known."""

    name: str
    code: str | None = None
    forms: tuple[str, ...]


class Sources(Strict, frozen=True, kw_only=True):
    """Who can speak besides governments and named persons."""

    persons: tuple[str, ...]
    documents: tuple[str, ...]
    agencies: tuple[Body, ...]
    bodies: tuple[Body, ...]
    titles: tuple[str, ...]
    small: frozenset[str]
    never_names: frozenset[str]


class Cues(Strict, frozen=True, kw_only=True):
    """Verbs of attribution by what follows them."""

    clause: tuple[str, ...]
    after: tuple[str, ...]
    infinitive: tuple[str, ...]
    thing: tuple[str, ...]
    silence: tuple[str, ...]
    according: tuple[str, ...]
    quoting: tuple[str, ...]


def words(name: str, kind: type[T]) -> T:
    """The file reading/NAME.yaml as `kind`. Raises LawError with file, line and the nearest right word."""
    return read(data_folder("reading") / f"{name}.yaml").as_type(kind)


@cache
def governments() -> tuple[Government, ...]:
    """All governments, in the order of the file."""
    return words("governments", tuple[Government, ...])


@cache
def sources() -> Sources:
    """The words for sources."""
    return words("sources", Sources)


@cache
def cues() -> Cues:
    """The verbs of attribution."""
    return words("cues", Cues)


def any_of(said: Iterable[str]) -> str:
    """A pattern for any of some words, the longest that is there first.

    Words that begin alike are tried together (`said|say` is `sa(?:id|y)`): hundreds of words cost hardly more than one.
    """
    tree: dict[str, Any] = {}
    for word in said:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree) or "(?!)"


def _branches(node: dict[str, Any]) -> str:
    tails = sorted((re.escape(c) + _branches(under) for c, under in node.items() if c), key=lambda t: (-len(t), t))
    if not tails:
        return ""
    if len(tails) == 1 and "" not in node:
        return tails[0]
    return f"(?:{'|'.join(tails)})" + ("?" if "" in node else "")
