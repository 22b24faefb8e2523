"""Which sentences are worth a finder's while, told by their words before any pattern runs.

Each list of words has a bit. Of each of its phrases the longest word is kept; a word of the text that begins so opens
the list. That is looked up once for each word, for the words of the news come again and again.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from article41.reading.claims.vocabulary import goods, kinds, triggers

_WORD = re.compile(r"\w+")
LAUNCHES, GOODS = "a launch", "a good"
LONGEST = 40
"""Letters of a word that are looked at: more than any listed word has."""
INCIDENT, MEASURE = "incident ", "measure "
"""Before a kind: the name of its list."""


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """All lists by name."""
    every = dict(triggers())
    every[LAUNCHES] = tuple(w for words in kinds().launches.values() for w in words)
    every[GOODS] = tuple(w for good in goods().values() for w in good.words)
    every |= {INCIDENT + kind: event.things for kind, event in kinds().incidents.items()}
    return every | {MEASURE + kind: words for kind, words in kinds().measures.items()}


@cache
def _bits() -> dict[str, int]:
    return {name: 1 << n for n, name in enumerate(_lists())}


@cache
def _kept() -> dict[str, int]:
    """Words, and the lists, as bits, that each opens."""
    found: dict[str, int] = {}
    for name, phrases in _lists().items():
        for phrase in phrases:
            word = max(_WORD.findall(phrase.lower()), key=len)
            found[word] = found.get(word, 0) | _bits()[name]
    return found


@lru_cache(maxsize=65_536)
def _opened_by(word: str) -> int:
    found = 0
    for end in range(1, min(len(word), LONGEST) + 1):
        found |= _kept().get(word[:end], 0)
    return found


def opened(low: str) -> int:
    """The lists, as bits, of which a text in lower case may hold a word."""
    found = 0
    for word in _WORD.findall(low):
        found |= _opened_by(word)
    return found


@cache
def _of(*names: str) -> int:
    return sum(_bits()[name] for name in set(names))


def holds(bits: int, *names: str) -> bool:
    """Whether a text of these bits may hold a word of the trigger lists named."""
    return bits & _of(*names) != 0


@cache
def _kinds_of(sort: str) -> tuple[tuple[str, int], ...]:
    return tuple((name.removeprefix(sort), bit) for name, bit in _bits().items() if name.startswith(sort))


def those_of(bits: int, sort: str) -> Iterator[str]:
    """The kinds of incidents, or of measures, of which it may."""
    return (kind for kind, bit in _kinds_of(sort) if bits & bit)
