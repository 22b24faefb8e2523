"""The listed spellings that names resemble: by words and letters, by consonants, by Korean syllables."""

from collections.abc import Iterator, Sequence

import msgspec

from article41.screening.consonants import ConsonantIndex
from article41.screening.index import NameIndex
from article41.screening.korean import KoreanIndex, korean_readings
from article41.screening.matching import Likeness, compare_names, consonant_likeness, korean_likeness
from article41.screening.names import Name, read_name, read_ways
from article41.screening.thresholds import POSSIBLE


class Alike(msgspec.Struct, frozen=True, gc=False):
    """A listed spelling, by its number, that scores enough; `exact` where it is the same name."""

    number: int
    score: float
    reasons: tuple[str, ...]
    exact: bool


class AlikeNames:
    """All spellings of a list, made ready. Spellings are given with whether they are persons'."""

    def __init__(self, spellings: Sequence[tuple[str, bool]]) -> None:
        self._names = [read_name(text, person) for text, person in spellings]
        self._index = NameIndex(self._names)
        self._consonants = ConsonantIndex(self._names)
        self._korean = KoreanIndex(spellings)

    def find(self, asked: Sequence[tuple[str, str | None]]) -> list[list[Alike]]:
        """Every spelling that each text may mean; its type tells whether to read it as a person's name (none: both)."""
        found: list[list[Alike]] = [[] for _ in asked]
        those = [
            (n, name)
            for n, (text, type) in enumerate(asked)
            if text
            for name in read_ways(text, (True, False) if type is None else (type == "person",))
        ]
        names = [name for _, name in those]
        by_words, by_consonants = self._by_words(names), self._consonants.candidates(names)
        for (n, name), near, sounding in zip(those, by_words, by_consonants, strict=True):
            found[n] += self._decided(name, near, sounding)
        return found

    def _decided(self, name: Name, near: dict[int, Likeness], sounding: Sequence[int]) -> Iterator[Alike]:
        """What syllables and consonants say where they say something, else what the words say."""
        readings = korean_readings(name.text, name.person)
        if not (near or sounding or readings):
            return
        korean = self._korean.candidates(readings) if readings else {}
        found = {number: korean_likeness(syllables) for number, syllables in korean.items()}
        for number in sounding:
            found[number] = consonant_likeness(name, self._names[number])
        for number, likeness in near.items():
            if number in found and not likeness.exact and likeness.score <= found[number].score:
                continue
            if likeness.exact or number in found or not (readings and self._is_other_korean(number, name.person)):
                found[number] = likeness
        for number, likeness in found.items():
            if self._names[number].person == name.person:
                yield Alike(number, likeness.score, likeness.reasons, likeness.exact)

    def _is_other_korean(self, number: int, person: bool) -> bool:
        """Whether the spelling can be read as Korean too: then syllables decide, and they did not agree."""
        return person and number in self._korean.readings

    def _by_words(self, names: Sequence[Name]) -> list[dict[int, Likeness]]:
        """The listed names of the same kind that score enough by their words or letters, ascending."""
        found: list[dict[int, Likeness]] = [{} for _ in names]
        for n, number, weights, listed_weights, alike in self._index.find(names):
            likeness = compare_names(names[n], self._names[number], weights, listed_weights, alike)
            if likeness.score >= POSSIBLE:
                found[n][number] = likeness
        return found
