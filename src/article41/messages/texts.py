"""What a transfer's texts name: goods by the law's words or by HS code, countries, ships by number, listed names."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from article41.bulk.doubts import KOREAS, koreas
from article41.errors import InputError
from article41.hs import parse_hs
from article41.law import Regime
from article41.messages.leaves import Leaf
from article41.places import countries_in
from article41.said import shown
from article41.screening.entries import Entry
from article41.ships import parse_imo
from article41.words import Terms, tokens

What = Literal["goods", "hs", "country", "ship", "listed"]
Way = Literal["from", "to", ""]

_HS = re.compile(r"\bH\.?S\.?\s*(?:code|no\.?|heading)?\s*[:#]?\s*([0-9]{4}(?:[. ]?[0-9]{2}){0,3})\b", re.IGNORECASE)
_IMO = re.compile(r"\bIMO\s*(?:no\.?|number)?\s*[:#]?\s*([0-9]{7})\b", re.IGNORECASE)
_PLACE = r"\s+((?:[\w.'’-]+[ ,]*){1,5})"
_FROM = re.compile(r"\b(?:from|ex|fob|fca|exw|origin|loaded at)\b:?" + _PLACE, re.IGNORECASE)
_TO = re.compile(r"\b(?:to|cif|cfr|cpt|dap|ddp|destination|destined for|discharged at)\b:?" + _PLACE, re.IGNORECASE)


class Mention(NamedTuple):
    """Something a text names: the words and what they mean (a code, a list entry; for goods the words again).

    `way` says of a country whether the text puts it at the beginning or the end of a carriage, where it does.
    """

    leaf: Leaf
    what: What
    said: str
    means: str
    way: Way = ""


class TextReader:
    """Reads texts for the goods of a law and for the names of a list."""

    def __init__(self, law: Regime, entries: Sequence[Entry]) -> None:
        self._goods = law.goods
        self._listed = _names(entries)

    def mentions(self, texts: Iterable[Leaf]) -> list[Mention]:
        """All that the texts name, text by text."""
        return [mention for leaf in texts for mention in self._in(leaf)]

    def names_within(self, names: Iterable[Leaf]) -> list[Mention]:
        """Listed names that stand within longer ones: behind `c/o`, beside a place. Whole names are the matcher's."""
        found = (mention for leaf in names for mention in self._named(leaf))
        return [mention for mention in found if mention.said != " ".join(tokens(mention.leaf.text))]

    def _in(self, leaf: Leaf) -> Iterator[Mention]:
        yield from (Mention(leaf, "goods", term, term) for term in self._goods.terms_in(leaf.text))
        yield from (Mention(leaf, "hs", said, code) for said, code in _numbers(_HS, parse_hs, leaf.text))
        yield from _countries(leaf)
        yield from (Mention(leaf, "ship", said, imo) for said, imo in _numbers(_IMO, parse_imo, leaf.text))
        yield from self._named(leaf)

    def _named(self, leaf: Leaf) -> Iterator[Mention]:
        """Listed names in a text, each of those who share one; none twice."""
        return (Mention(leaf, "listed", name, id) for name, id in dict.fromkeys(self._listed.standing(leaf.text)))


def _names(entries: Sequence[Entry]) -> Terms[str]:
    """Listed names of two words or more: a single word would be met by chance."""
    return Terms({entry.id: [name for name in entry.names if len(tokens(name)) > 1] for entry in entries})


def _numbers(pattern: re.Pattern[str], parse: Callable[[str], str], text: str) -> Iterator[tuple[str, str]]:
    """Numbers of one kind with the words around, but those that cannot be: a wrong check digit is no ship."""
    for found in pattern.finditer(text):
        try:
            yield found[0], parse(found[1])
        except InputError:
            continue


def _countries(leaf: Leaf) -> Iterator[Mention]:
    """Countries by name, the two Koreas also by their towns."""
    near = koreas(leaf.text)
    for code in sorted(near):
        yield Mention(leaf, "country", shown(leaf.text), code, _way(leaf.text, code))
    for name, code in countries_in(leaf.text).items():
        if code not in KOREAS:
            yield Mention(leaf, "country", name, code)


def _way(text: str, code: str) -> Way:
    """Whether the place stands behind a word of departure or of arrival; neither where both or none do."""
    ways: tuple[Way, Way] = ("from", "to")
    found = [way for way, pattern in zip(ways, (_FROM, _TO), strict=True) if _leads(pattern, text, code)]
    return found[0] if len(found) == 1 else ""


def _leads(pattern: re.Pattern[str], text: str, code: str) -> bool:
    return any(code in koreas(found[1]) for found in pattern.finditer(text))
