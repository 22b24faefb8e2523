"""Which sentences are worth a finder's while: those with the longest word of a phrase of its lists (`beginnings`)."""

from collections.abc import Iterable, Iterator
from functools import cache

from article41.reading.beginnings import WORD, Beginnings
from article41.reading.claims.vocabulary import goods, kinds, triggers

LAUNCHES, GOODS = "a launch", "a good"
INCIDENT, MEASURE = "incident ", "measure "
"""Before a kind: the name of its list."""


@cache
def _lists() -> Beginnings:
    every = dict(triggers())
    every[LAUNCHES] = tuple(w for words in kinds().launches.values() for w in words)
    every[GOODS] = tuple(w for good in goods().values() for w in good.words)
    every |= {INCIDENT + kind: event.things for kind, event in kinds().incidents.items()}
    every |= {MEASURE + kind: words for kind, words in kinds().measures.items()}
    return Beginnings({name: longest(phrases) for name, phrases in every.items()})


def longest(phrases: Iterable[str]) -> list[str]:
    """The longest word of each phrase, in lower case."""
    return [max(WORD.findall(phrase.lower()), key=len) for phrase in phrases]


def opened(low: str) -> int:
    """The lists, as bits, of which a text in lower case may hold a word."""
    return _lists().opened(low)


@cache
def _of(*names: str) -> int:
    return sum(_lists().bits[name] for name in set(names))


def holds(bits: int, *names: str) -> bool:
    """Whether a text of these bits may hold a word of the lists named."""
    return bits & _of(*names) != 0


@cache
def _kinds_of(sort: str) -> tuple[tuple[str, int], ...]:
    return tuple((name.removeprefix(sort), bit) for name, bit in _lists().bits.items() if name.startswith(sort))


def those_of(bits: int, sort: str) -> Iterator[str]:
    """The kinds of incidents, or of measures, of which it may."""
    return (kind for kind, bit in _kinds_of(sort) if bits & bit)
