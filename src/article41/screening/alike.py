"""The listed spellings that a name resembles: by words and letters, by consonants, by Korean syllables."""

from collections.abc import Iterator, Sequence

import msgspec

from article41.screening.consonants import ConsonantIndex
from article41.screening.index import NameIndex
from article41.screening.korean import KoreanIndex, korean_readings
from article41.screening.matching import Likeness, compare_names, consonant_likeness, korean_likeness
from article41.screening.names import Name, read_name
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

    def find(self, text: str, type: str | None) -> Iterator[Alike]:
        """Every spelling that `text` may mean; `type` tells whether to read it as a person's name (none: both)."""
        for person in (True, False) if type is None else (type == "person",):
            name = read_name(text, person)
            readings = korean_readings(text, person)
            korean = self._korean.candidates(readings) if readings else {}
            found = {number: korean_likeness(syllables) for number, syllables in korean.items()}
            for number in self._consonants.candidates(name):
                found[number] = consonant_likeness(name, self._names[number])
            for number, likeness in self._by_words(name):
                if number in found and not likeness.exact and likeness.score <= found[number].score:
                    continue
                if likeness.exact or number in found or not (readings and self._is_other_korean(number, person)):
                    found[number] = likeness
            for number, likeness in found.items():
                if self._names[number].person == person:
                    yield Alike(number, likeness.score, likeness.reasons, likeness.exact)

    def _is_other_korean(self, number: int, person: bool) -> bool:
        """Whether the spelling can be read as Korean too: then syllables decide, and they did not agree."""
        return person and number in self._korean.readings

    def _by_words(self, name: Name) -> Iterator[tuple[int, Likeness]]:
        index = self._index
        weights = index.query_weights(name)
        for number in index.candidates(name, weights):
            listed = self._names[number]
            if listed.person == name.person:
                likeness = compare_names(name, listed, weights, index.weights[number])
                if likeness.score >= POSSIBLE:
                    yield number, likeness
