"""Names in Arabic letters against Latin ones: Arabic writes no short vowels, so consonants alone are compared.

The consonants of a whole name are taken as one row, without articles: `شهاب الدين` is written Shihab al-Din,
Shahabuddin and Chehab Eddine, and all give `shbdn`. Long rows may differ in one consonant. Names that leave a word out
are not found this way: a father's name is part of his son's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

import numpy as np
from rapidfuzz.distance import OSA

from article41.screening.multimap import MultiMap
from article41.screening.names import Name, servants
from article41.screening.spelling import spelling_keys

LEAST = 4
"""A row of fewer consonants says too little."""
LONG = 7
"""From so many consonants on, one may differ."""

_ARTICLES = frozenset(
    ("al", "el", "ul", "il", "ud", "ur", "ad", "ar", "as", "ash", "az", "an", "at", "ed", "er", "es", "en", "e", "l")
)
_SPELLED = (
    ("sch", "s"), ("sh", "s"), ("tch", "s"), ("ch", "s"), ("zh", "z"), ("kh", "k"), ("gh", "z"), ("th", "t"),
    ("dh", "z"), ("ph", "f"),
)  # fmt: skip
_UNWRITTEN = dict.fromkeys("aeiouwy", "")
_LETTERS = str.maketrans({"q": "k", "c": "k", "g": "z", "j": "z", "p": "b", "v": "f", "x": "ks"} | _UNWRITTEN)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """The consonants of a plain word, alike ones as one, without a last h (often no more than a mark)."""
    if "h" in word:
        for written, said in _SPELLED:
            word = word.replace(written, said)
    bones = _DOUBLED.sub(itemgetter(1), word.replace("dj", "z").translate(_LETTERS))
    return bones[:-1] if len(bones) > 1 and bones.endswith("h") else bones


def consonants(said: Iterable[str]) -> str:
    """The consonants of a whole name's plain words in one row, articles left out."""
    words = [part for word in said if word not in _ARTICLES for part in servants(word)]
    return _DOUBLED.sub(itemgetter(1), "".join(map(skeleton, words)))


def errors_between(a: str, b: str) -> int | None:
    """In how many consonants two rows differ; None where that is too many to be one name."""
    if min(len(a), len(b)) < LEAST:
        return None
    errors = OSA.distance(a, b, score_cutoff=1)
    return errors if errors <= (1 if min(len(a), len(b)) >= LONG else 0) else None


def _ends(row: str) -> tuple[str, str]:
    """How a row begins and ends. Rows of seven consonants that differ in one begin or end with the same three."""
    return row[:3], "-" + row[-3:]


class ConsonantIndex:
    """Latin names by their consonants, for queries in Arabic; and Arabic names, for queries in Latin letters.

    The rows are made when the first query in the other script comes: most lists and queries never need them.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._any = {arabic: any((n.script == "arabic") == arabic for n in names) for arabic in (True, False)}
        self._made: dict[bool, tuple[MultiMap, frozenset[str]]] = {}

    def candidates(self, names: Sequence[Name]) -> list[list[int]]:
        """For each name the numbers of those in the other script that have the same consonants but one, ascending."""
        found: list[list[int]] = [[] for _ in names]
        for arabic in (True, False):
            those = [n for n, name in enumerate(names) if (name.script != "arabic") == arabic]
            if those and self._any[arabic]:
                for n, number in self._near([consonants(names[n].said) for n in those], arabic):
                    found[those[n]].append(number)
        return found

    def _near(self, rows: Sequence[str], arabic: bool) -> Iterator[tuple[int, int]]:
        listed, known = self._rows(arabic)
        some = [n for n, row in enumerate(rows) if not known.isdisjoint(_ends(row))]
        if not some:
            return
        keys, owners = spelling_keys([rows[n] for n in some], LONG)
        places, numbers = listed.get(keys)
        for n, number in sorted({*zip(np.array(some)[owners[places]].tolist(), numbers.tolist(), strict=True)}):
            if errors_between(rows[n], consonants(self._names[number].said)) is not None:
                yield n, number

    def _rows(self, arabic: bool) -> tuple[MultiMap, frozenset[str]]:
        """The names in Arabic or those in other letters by their consonants; and how those rows begin and end."""
        if arabic not in self._made:
            own = [number for number, name in enumerate(self._names) if (name.script == "arabic") == arabic]
            rows = [consonants(self._names[number].said) for number in own]
            keys, owners = spelling_keys(rows, LONG)
            self._made[arabic] = MultiMap(keys, np.array(own)[owners]), frozenset(e for row in rows for e in _ends(row))
        return self._made[arabic]
