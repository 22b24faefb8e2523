"""Which classes of goods a good belongs to: by its HS code, and by its description where the code is silent.

The code decides. Words count only where there is no code, where the code is too short to decide, or where the law's
file says that codes do not decide (`hs_described`, `hs_asked`, `hs_except`), and for classes marked `words_always`.
The answer for a class is True, None (may belong: more must be known) or absence (does not belong).
"""

from collections.abc import Iterable
from typing import NamedTuple

from article41.regime import GoodsClass, Measure, OpenQuestion
from article41.words import Terms

ClassKey = tuple[str, str]
"""Measure and class name; for an open question of a measure the name is `?0`, `?1` and so on."""


class Membership(NamedTuple):
    """`classes`: True or None for each class the good belongs or may belong to; `ask`: the fact that settles None."""

    classes: dict[ClassKey, bool | None]
    ask: str


PLAIN = 0.5
"""A description without a code is plain when at least this share of its words names classes of goods."""


class GoodsIndex:
    """All goods classes of a regime, ready for look-up by code and by word."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self.classes = dict(_all_classes(measures))
        self._words = Terms({key: c.words for key, c in self.classes.items()})
        self._not_words = Terms({key: c.not_words for key, c in self.classes.items()})
        self._prefixes = _by_prefix(self.classes)
        self._by_words = {key for key, c in self.classes.items() if c.words_always or not _codes(c)}
        self._coded = [key for key in self.classes if key not in self._by_words]
        self._cache: dict[tuple[tuple[str, ...], str], Membership] = {}

    def membership(self, codes: tuple[str, ...], description: str) -> Membership:
        """Classes of a good. `codes` holds its HS digits: several when a lost zero leaves two readings, or none."""
        key = (codes, description)
        known = self._cache.get(key)
        if known is None:
            if len(self._cache) > 50_000:
                self._cache.clear()
            known = self._cache[key] = self._membership(codes, description)
        return known

    def _membership(self, codes: tuple[str, ...], description: str) -> Membership:
        said = self._words.found(description)
        unsaid = self._not_words.found(description)
        if not codes:
            return self._uncoded(said - unsaid, description)
        readings = [self._coded_as(code, said, unsaid, bool(description)) for code in codes]
        if len(readings) == 1:
            return readings[0]
        keys = {key for reading in readings for key in reading.classes}
        sure: dict[ClassKey, bool | None] = {
            key: True if all(r.classes.get(key) is True for r in readings) else None for key in keys
        }
        return Membership(sure, "hs")

    def _uncoded(self, said: set[ClassKey], description: str) -> Membership:
        """Without a code, words decide; a description that they hardly cover leaves every coded class possible."""
        classes: dict[ClassKey, bool | None] = dict.fromkeys(said, True)
        if self._words.cover(description) < PLAIN:
            classes |= {key: None for key in self._coded if key not in said}
        return Membership(classes, "hs")

    def _coded_as(self, code: str, said: set[ClassKey], unsaid: set[ClassKey], described: bool) -> Membership:
        classes: dict[ClassKey, bool | None] = dict.fromkeys((said - unsaid) & self._by_words, True)
        ask = "hs"
        for key in self._near(code):
            if key in unsaid or key in classes:
                continue
            state, asks = _belongs(code, self.classes[key], key in said, described)
            if state is not False:
                classes[key] = state
                ask = asks or ask
        return Membership(classes, ask)

    def _near(self, code: str) -> list[ClassKey]:
        """Classes that have a code above, at or below this one."""
        exact = [key for n in range(2, len(code) + 1) for key in self._prefixes.get(code[:n], ())]
        below = self._prefixes.get(code + "*", ())
        return list(dict.fromkeys([*exact, *below]))


def _all_classes(measures: Iterable[Measure]) -> Iterable[tuple[ClassKey, GoodsClass]]:
    for m in measures:
        yield from (((m.measure, name), goods) for name, goods in m.goods.items())
        yield from (((m.measure, f"?{n}"), _as_class(q)) for n, q in enumerate(m.open))


def _as_class(question: OpenQuestion) -> GoodsClass:
    return GoodsClass(hs=question.hs, words=question.words)


def _by_prefix(classes: dict[ClassKey, GoodsClass]) -> dict[str, list[ClassKey]]:
    """Classes under each of their codes, and under `26*` for every shorter code that does not reach theirs."""
    index: dict[str, list[ClassKey]] = {}
    for key, c in classes.items():
        for code in dict.fromkeys(_codes(c)):
            index.setdefault(code, []).append(key)
            for n in range(2, len(code)):
                index.setdefault(code[:n] + "*", []).append(key)
    return index


def _codes(c: GoodsClass) -> tuple[str, ...]:
    return c.hs + c.hs_described + c.hs_asked


def _belongs(code: str, c: GoodsClass, said: bool, described: bool) -> tuple[bool | None, str]:
    """Whether a coded good belongs to one class, and the fact to ask for when that is open."""
    if code.startswith(c.hs_except) or code.startswith(c.hs_described):
        return said, ""
    if code.startswith(c.hs_asked):
        return (True if said else None if not described else False), "description"
    if code.startswith(c.hs):
        within = any(narrow.startswith(code) for narrow in c.hs_except)
        return (None if within and not said else True), "hs"
    reaches = any(finer.startswith(code) for finer in c.hs)
    may_be_said = any(finer.startswith(code) for finer in c.hs_described + c.hs_asked)
    return (True if said and (reaches or may_be_said) else None if reaches else False), "hs"
