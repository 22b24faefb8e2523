"""How alike two words of names are, and how much a word tells about who is meant."""

import re
from functools import lru_cache
from operator import itemgetter

from rapidfuzz.distance import OSA

from article41.screening.vocabulary import COMMON_PERSONAL, GENERIC, NICKNAMES, PARTICLES

# Longer spellings first: what the left writes, many a clerk writes as the right.
_SPELLINGS = (
    ("stch", "sh"),
    ("shch", "sh"),
    ("tsch", "sh"),
    ("tch", "sh"),
    ("sch", "sh"),
    ("ch", "sh"),
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("ck", "k"),
    ("ks", "x"),
    ("ts", "z"),
    ("tz", "z"),
    ("qu", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("eu", "u"),
    ("ee", "i"),
    ("ie", "i"),
    ("ei", "i"),
    ("iy", "i"),
)
_SPELT = re.compile("|".join(written for written, _ in _SPELLINGS))
_LETTERS = str.maketrans("qcwyeo", "kkviiu")
_DOUBLED = re.compile(r"(.)\1+")

LEAST_LIKE = 4
"""A word with fewer letters resembles nothing: two short words are the same or they are not."""
SHORT = 5
"""Words of so few letters resemble each other only where they begin alike: `Pyong` is not `Young`."""
LONG = 8
"""From so many letters on, a word may have two errors in it."""


@lru_cache(maxsize=32_768)
def fold(word: str) -> str:
    """The word as a listener would write it: one spelling for `mohammed` and `muhamad`, `ryzhkov` and `rizhkow`."""
    if word.isdigit():
        return word
    if _SPELT.search(word):  # most words have none of them, and one look says so
        for written, said in _SPELLINGS:
            if written in word:
                word = word.replace(written, said)
    folded = _DOUBLED.sub(itemgetter(1), word.translate(_LETTERS))
    return folded[:-1] if len(folded) > 4 and folded.endswith("h") else folded


@lru_cache(maxsize=32_768)
def likeness(a: str, b: str) -> float:
    """How alike two plain words are: 1 equal, 0 not to be taken for one another.

    0.97 where they differ in romanisation only; one error costs the more the shorter the word is; two errors are
    borne by words of eight letters; the short form of a given name counts 0.75.
    """
    return likeness_of_folded(a, b, fold(a), fold(b))


def likeness_of_folded(a: str, b: str, folded_a: str, folded_b: str) -> float:
    """`likeness` where the folded words are known already."""
    if a == b:
        return 1.0
    if folded_a == folded_b:
        length = len(folded_a)
        return 0.97 if length >= LEAST_LIKE else 0.9 if length == LEAST_LIKE - 1 and not a.isdigit() else 0.0
    if a in NICKNAMES or b in NICKNAMES:
        if NICKNAMES.get(a, a) == NICKNAMES.get(b, b):
            return 0.75
    elif a.isdigit() or b.isdigit():
        return 0.0
    return _errors(folded_a, folded_b)


def _errors(a: str, b: str) -> float:
    shorter, longer = len(a), len(b)
    if shorter > longer:
        shorter, longer = longer, shorter
    most = 1 if shorter < LONG else 2
    if longer - shorter > most or shorter < LEAST_LIKE - 1 or longer < LEAST_LIKE:
        return 0.0
    begins_alike = a[0] == b[0]
    errors = OSA.distance(a, b, score_cutoff=most) if begins_alike or longer > SHORT else most + 1
    if errors > most:
        return 0.0
    return 1 - (errors if begins_alike else errors + 0.5) / longer


_COMMON_FOLDS = frozenset(fold(word) for word in COMMON_PERSONAL)
_STEPS = ((1_000, 0.5), (250, 0.65), (60, 0.8))
"""A word borne by so many listed names weighs so much. In steps, so that one more entry hardly ever moves a score."""


@lru_cache(maxsize=16_384)
def weight(word: str, person: bool, borne_by: int = 0) -> float:
    """How much a word tells, 0 to 1: `borne_by` is the number of listed names with the word."""
    if person and word in PARTICLES:
        return 0.12
    if word.isdigit():
        return 0.4
    if len(word) == 1:
        return 0.5
    if not person and word in GENERIC:
        return 0.35
    usual = 0.6 if person and fold(word) in _COMMON_FOLDS else 1.0
    listed = next((value for names, value in _STEPS if borne_by >= names), 1.0)
    return min(usual, listed)
