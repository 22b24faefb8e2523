"""Korean names read syllable by syllable, from Hangul, Chinese characters, Latin or Cyrillic letters alike.

A reading is a family name and the syllables of a given name, in Hangul, keyed as `romanised` keys them. A spelling has
as many readings as its letters leave open; two names may be one person's where they share a reading. Order (family
name first or last), hyphens, and syllables run together make no difference.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

import msgspec

from article41.screening.hanja import readings
from article41.screening.names import plain
from article41.screening.romanised import (
    FIRST,
    LAST,
    LONG_SURNAMES,
    SPELLED,
    SPELLED_CYRILLIC,
    SURNAMES,
    southern,
)
from article41.screening.scripts import script_of

Syllable = frozenset[str]
"""The Hangul syllables that one written syllable may be."""
MOST_SYLLABLES = 4
MOST_READINGS = 400
"""A spelling with more readings is cut off here; names of three syllables have a few dozen."""


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One way to read a name: who bears the family name, and the given name's syllables, all possibilities of each."""

    family: Syllable
    given: tuple[Syllable, ...]


NO_FAMILY: Syllable = frozenset({""})


@lru_cache(maxsize=16_384)
def korean_readings(text: str, person: bool = True) -> tuple[Reading, ...]:
    """All ways to read a spelling as a Korean name; none where it cannot be one.

    A person's name has a family name and at most four syllables. Other names (ships) are read as a row of two to six
    syllables, and what follows in digits is kept.
    """
    if not person:
        return _ship_readings(text)
    script = "latin" if text.isascii() else script_of(text)
    if script in ("hangul", "han"):
        words = text.replace("-", " ").split()
        return tuple(_ordered([[_syllables_of(c) for word in words for c in word]]))
    if script not in ("cyrillic", "latin"):
        return ()
    cyrillic = script == "cyrillic"
    words = (text.casefold().replace("-", " ") if cyrillic else plain(text)).split()
    return tuple(_ordered_words(_all_parted(words, cyrillic)))


_NUMBER = re.compile(r"(\D++)(\d{0,4}+)(?:\s*호)?\s*$")


def _ship_readings(text: str) -> tuple[Reading, ...]:
    found = _NUMBER.match(text)
    if not found:
        return ()
    said = found[1] if found[2] else found[1].rstrip().removesuffix("호") or found[1]
    words, number = said.replace("-", " ").split(), frozenset({found[2]})
    script = "latin" if text.isascii() else script_of(text)
    if script in ("hangul", "han"):
        rows: list[tuple[tuple[Syllable, ...], ...]] = [(tuple(_syllables_of(c) for w in words for c in w),)]
    else:
        rows = _all_parted((w for part in words for w in plain(part).split()), script == "cyrillic")
    return tuple(_rows_of_syllables(rows, number))


def _all_parted(words: Iterable[str], cyrillic: bool) -> list[tuple[tuple[Syllable, ...], ...]]:
    """The ways to cut each word; nothing where a word cannot be cut or there are too many."""
    rows: list[tuple[tuple[Syllable, ...], ...]] = []
    for word in words:
        rows.append(_parted(word, cyrillic))
        if not rows[-1] or len(rows) > MOST_SYLLABLES:
            return []
    return rows


def _rows_of_syllables(rows: Sequence[tuple[tuple[Syllable, ...], ...]], number: Syllable) -> Iterator[Reading]:
    if not rows or len(rows) > MOST_SYLLABLES or not all(rows):
        return
    for cut in product(*rows):
        syllables = tuple(s for word in cut for s in word)
        if 2 <= len(syllables) <= 6 and all(syllables):
            yield Reading(NO_FAMILY, (*syllables, number))


def _syllables_of(char: str) -> Syllable:
    if FIRST <= ord(char) <= LAST:
        return frozenset({southern(char)})
    return frozenset(southern(reading) for reading in readings(char))


_LETTERS = frozenset("".join((*SPELLED, *SPELLED_CYRILLIC)))


@lru_cache(maxsize=16_384)
def _parted(word: str, cyrillic: bool) -> tuple[tuple[Syllable, ...], ...]:
    """Every way to cut a word into one to three written syllables."""
    table = SPELLED_CYRILLIC if cyrillic else SPELLED
    if len(word) > 18 or not _LETTERS.issuperset(word):
        return ()
    return tuple(_cuts(word, table, 3))


def _cuts(word: str, table: dict[str, Syllable], most: int) -> Iterator[tuple[Syllable, ...]]:
    if word in table:
        yield (table[word],)
    if most > 1:
        for at in range(1, min(7, len(word))):
            if word[:at] in table:
                for rest in _cuts(word[at:], table, most - 1):
                    yield (table[word[:at]], *rest)


def _ordered_words(rows: Sequence[tuple[tuple[Syllable, ...], ...]]) -> Iterator[Reading]:
    """Readings of words that were each cut in every way: the family name is a word of its own, at either end.

    A single word is a whole name where it has three syllables; two are as often a given name, or no Korean one.
    """
    if not rows or len(rows) > MOST_SYLLABLES or not all(rows):
        return
    for cut in product(*rows):
        count = sum(map(len, cut))
        if len(cut) == 1 and count == 3:
            yield from _ordered([list(cut[0])])
        elif len(cut) > 1 and 2 <= count <= MOST_SYLLABLES:
            yield from _at_ends(cut)


def _at_ends(cut: Sequence[tuple[Syllable, ...]]) -> Iterator[Reading]:
    for family, given in ((cut[0], cut[1:]), (cut[-1], cut[:-1])):
        borne = _family(family)
        if borne:
            yield Reading(borne, tuple(s for word in given for s in word))


def _ordered(rows: Iterable[list[Syllable]]) -> Iterator[Reading]:
    """Readings of syllables run together: the family name, of one or two syllables, stands first."""
    for row in rows:
        if not 2 <= len(row) <= MOST_SYLLABLES or not all(row):
            continue
        for long in (1, 2) if len(row) > 2 else (1,):
            borne = _family(tuple(row[:long]))
            if borne:
                yield Reading(borne, tuple(row[long:]))


def _family(syllables: tuple[Syllable, ...]) -> Syllable:
    if len(syllables) == 1:
        return syllables[0] & SURNAMES
    return frozenset("".join(chosen) for chosen in product(*syllables)) & LONG_SURNAMES


def shared(a: Iterable[Reading], b: Iterable[Reading]) -> tuple[Syllable, ...]:
    """What both spellings may write: the possibilities of each syllable; empty where they cannot be one name."""
    others = list(b)
    for one in a:
        for other in others:
            family = one.family & other.family
            if family and len(one.given) == len(other.given):
                given = tuple(x & y for x, y in zip(one.given, other.given, strict=True))
                if all(given):
                    return family, *given
    return ()


def in_hangul(syllables: Sequence[Syllable]) -> str:
    """The name in Hangul where every syllable is certain, else an empty text."""
    return "".join(min(s) for s in syllables) if all(len(s) == 1 for s in syllables) else ""


class KoreanIndex:
    """Which of many names share a reading with one looked for. Names are given with whether they are persons'."""

    def __init__(self, names: Iterable[tuple[str, bool]]) -> None:
        self.readings: dict[int, tuple[Reading, ...]] = {}
        self._by_given: dict[str, list[int]] = {}
        for number, (name, person) in enumerate(names):
            found = korean_readings(name, person)
            if found:
                self.readings[number] = found
                for given in {given for reading in found for given in _spelt_out(reading)}:
                    self._by_given.setdefault(given, []).append(number)

    def candidates(self, said: Sequence[Reading]) -> dict[int, tuple[Syllable, ...]]:
        """The numbers of the names that share a reading, ascending, each with what is shared."""
        met = {n for reading in said for given in _spelt_out(reading) for n in self._by_given.get(given, ())}
        both = {n: shared(said, self.readings[n]) for n in sorted(met)}
        return {n: syllables for n, syllables in both.items() if syllables}


def _spelt_out(reading: Reading) -> Iterator[str]:
    for count, chosen in enumerate(product(*map(sorted, reading.given))):
        if count >= MOST_READINGS:
            return
        yield "".join(chosen)
