"""Persons named in a report, and which of them a bare family name means."""

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property

from article41.reading.claims.vocabulary import triggers
from article41.reading.text import Span

_RUN = re.compile(r"[A-Z](?<![\w.][A-Z])[\w.’'-]*(?:[ \u00a0](?:[A-Z][\w.’'-]*|[a-z]+-[a-z]+))*")
_WORD = re.compile(r"[^\s\u00a0]+")
_SPEAKS_FOR = re.compile(r"['’]s?$")


@cache
def _left_out() -> frozenset[str]:
    return frozenset(triggers()["not_a_name"])


@cache
def _family_first() -> frozenset[str]:
    return frozenset(triggers()["family_first"])


def _names_in(text: str, within: Span) -> list[tuple[int, str]]:
    """Runs of capitalised words without offices, places and possessive endings; each with where it starts."""
    found: list[tuple[int, str]] = []
    for run in _RUN.finditer(text, *within):
        words: list[str] = []
        start = run.start()
        for word in _WORD.finditer(text, *run.span()):
            plain = _SPEAKS_FOR.sub("", word[0]).rstrip(".,") if len(word[0]) > 2 else word[0]
            if plain in _left_out() or word[0] in _left_out() or (plain.isupper() and len(plain) > 2):
                found += [(start, " ".join(words))] if words else []
                words = []
                continue
            start = start if words else word.start()
            words.append(plain)
            if plain != word[0]:
                found.append((start, " ".join(words)))
                words = []
        found += [(start, " ".join(words))] if words else []
    return found


class Persons:
    """The full names of a report by family name, in text order."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _in_order(self) -> list[tuple[int, str]]:
        """Looked for when first asked for: most reports tell of no meeting."""
        return [(at, name) for at, name in _names_in(self._text, Span(0, len(self._text))) if _is_full(name)]

    @cached_property
    def _by_family(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for at, name in self._in_order:
            found.setdefault(family(name), []).append((at, name))
        return found

    def named(self, text: str, within: Span) -> list[str]:
        """Full names of those named in a span, each once: a bare family name is the last one of that name before it."""
        people: list[str] = []
        for start, name in _names_in(text, within):
            owner = text[start + len(name) : start + len(name) + 2] in ("'s", "’s")
            if text[max(0, start - 4) : start] in (" in ", " at ") and not owner:
                continue
            if people and owner:
                continue
            full = name if _is_full(name) else self._full(name, start)
            if full and full not in people:
                people.append(full)
        return people

    def last_before(self, at: int) -> list[str]:
        """The person named in full last before a place, if any."""
        n = bisect_left(self._in_order, (at, ""))
        return [self._in_order[n - 1][1]] if n else []

    def _full(self, said: str, at: int) -> str | None:
        known = self._by_family.get(said, [])
        n = bisect_right(known, (at, "\uffff"))
        return known[max(0, n - 1)][1] if known else None


def _is_full(name: str) -> bool:
    return 1 < len(name.split()) < 4


def family(name: str) -> str:
    """The family name: the first word where it is one that stands first (Kim, Wang), the last otherwise."""
    words = name.split()
    return words[0] if words[0] in _family_first() else words[-1]
