"""Which sentences are worth a finder's while: substrings of its words, looked for before any pattern runs."""

from collections.abc import Iterable
from functools import cache

from article41.reading.claims.vocabulary import goods, kinds, triggers


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """Of each phrase its longest word in lower case; one that holds another is left out."""
    longest = {
        max(w.removeprefix("=").rstrip("*").lower().replace("'", " ").split(), key=len).rstrip("*") for w in words
    }
    return tuple(s for s in longest if not any(o != s and o in s for o in longest))


@cache
def _of(*names: str) -> tuple[str, ...]:
    return stems(w for name in names for w in triggers()[name])


def holds(low: str, *names: str) -> bool:
    """Whether a sentence in lower case may hold a word of the trigger lists named."""
    return any(s in low for s in _of(*names))


@cache
def _launches() -> tuple[str, ...]:
    return stems(w for words in kinds().launches.values() for w in words)


@cache
def _incidents() -> tuple[str, ...]:
    return stems(w for event in kinds().incidents.values() for w in event.things)


@cache
def _measures() -> tuple[str, ...]:
    return stems(w for words in kinds().measures.values() for w in words)


@cache
def _goods() -> tuple[str, ...]:
    return stems(w for good in goods().values() for w in good.words)


def missile(low: str) -> bool:
    """Whether missiles or the like may be spoken of."""
    return any(s in low for s in _launches())


def incident(low: str) -> bool:
    """Whether another incident may be."""
    return any(s in low for s in _incidents())


def measure(low: str) -> bool:
    """Whether a kind of measure may be."""
    return any(s in low for s in _measures())


def good(low: str) -> bool:
    """Whether a good may be."""
    return any(s in low for s in _goods())
