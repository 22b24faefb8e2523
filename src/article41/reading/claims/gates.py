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
    return any(map(low.__contains__, _of(*names)))


@cache
def _launches() -> tuple[str, ...]:
    return stems(w for words in kinds().launches.values() for w in words)


@cache
def _incidents() -> tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
    """Kinds with the things they need: those of one word, and the words of the others."""
    found = []
    for kind, event in kinds().incidents.items():
        things = [tuple(w.rstrip("*").lower().split()) for w in event.things]
        found.append((kind, tuple(t[0] for t in things if len(t) == 1), tuple(t for t in things if len(t) != 1)))
    return tuple(found)


@cache
def _measures() -> tuple[str, ...]:
    return stems(w for words in kinds().measures.values() for w in words)


@cache
def _goods() -> tuple[str, ...]:
    return stems(w for good in goods().values() for w in good.words)


def missile(low: str) -> bool:
    """Whether missiles or the like may be spoken of."""
    return any(map(low.__contains__, _launches()))


def incidents(low: str) -> tuple[str, ...]:
    """The kinds of other incidents of which a thing may be spoken of."""
    return tuple(
        kind
        for kind, single, others in _incidents()
        if any(map(low.__contains__, single)) or any(all(map(low.__contains__, thing)) for thing in others)
    )


def measure(low: str) -> bool:
    """Whether a kind of measure may be."""
    return any(map(low.__contains__, _measures()))


def good(low: str) -> bool:
    """Whether a good may be."""
    return any(map(low.__contains__, _goods()))
