"""Names in Arabic letters against Latin ones: Arabic writes no short vowels, so consonants alone are compared.

The consonants of a whole name are taken as one row, without articles: `شهاب الدين` is written Shihab al-Din,
Shahabuddin and Chehab Eddine, and all give `shbdn`. Long rows may differ in one consonant. Names that leave a word out
are not found this way: a father's name is part of his son's.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from article41.screening.names import Name, servants

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
_LETTERS = str.maketrans({"q": "k", "c": "k", "g": "z", "j": "z", "p": "b", "v": "f", "x": "ks"})
_UNWRITTEN = re.compile(r"[aeiouwy]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonants of a plain word, alike ones as one, without a last h (often no more than a mark)."""
    if "h" in word:
        for written, said in _SPELLED:
            word = word.replace(written, said)
    bones = _DOUBLED.sub(r"\1", _UNWRITTEN.sub("", word.replace("dj", "z").translate(_LETTERS)))
    return bones[:-1] if len(bones) > 1 and bones.endswith("h") else bones


def consonants(said: Iterable[str]) -> str:
    """The consonants of a whole name's plain words in one row, articles left out."""
    words = [part for word in said if word not in _ARTICLES for part in servants(word)]
    return _DOUBLED.sub(r"\1", "".join(map(skeleton, words)))


def errors_between(a: str, b: str) -> int | None:
    """In how many consonants two rows differ; None where that is too many to be one name."""
    if min(len(a), len(b)) < LEAST:
        return None
    errors = OSA.distance(a, b, score_cutoff=1)
    return errors if errors <= (1 if min(len(a), len(b)) >= LONG else 0) else None


def _keys(row: str) -> Iterable[str]:
    yield row
    if len(row) >= LONG:
        yield from (row[:at] + row[at + 1 :] for at in range(len(row)))


class ConsonantIndex:
    """Latin names by their consonants, for queries in Arabic; and Arabic names, for queries in Latin letters.

    The rows are made when the first query in the other script comes: most lists and queries never need them.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._any = {arabic: any((n.script == "arabic") == arabic for n in names) for arabic in (True, False)}
        self._made: dict[bool, dict[str, list[int]]] = {}

    def candidates(self, name: Name) -> list[int]:
        """The numbers of the names in the other script that have the same consonants but one, ascending."""
        arabic = name.script != "arabic"
        if not self._any[arabic]:
            return []
        rows, said = self._rows(arabic), consonants(name.said)
        near = {number for key in _keys(said) for number in rows.get(key, ())}
        return sorted(n for n in near if errors_between(said, consonants(self._names[n].said)) is not None)

    def _rows(self, arabic: bool) -> dict[str, list[int]]:
        if arabic not in self._made:
            made: dict[str, list[int]] = {}
            for number, name in enumerate(self._names):
                if (name.script == "arabic") == arabic:
                    for key in _keys(consonants(name.said)):
                        made.setdefault(key, []).append(number)
            self._made[arabic] = made
        return self._made[arabic]
