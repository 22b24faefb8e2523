"""Which classes of goods a good belongs to: by its HS code, and by its description where the code is silent.

The code decides. Words count only where there is no code, where the code is too short to decide, or where the law's
file says that codes do not decide (`hs_described`, `hs_asked`, `hs_except`), and for classes marked `words_always`.
The answer for a class is True, None (may belong: more must be known) or absence (does not belong).
"""

from collections.abc import Iterable
from typing import NamedTuple

from article41.regime import GoodsClass, Measure, OpenQuestion
from article41.words import MOST_KEPT, Terms

ClassKey = tuple[str, str]
"""Measure and class name; for an open question of a measure the name is `?0`, `?1` and so on."""


class Membership(NamedTuple):
    """`classes`: True or None for each class the good belongs or may belong to; `ask`: the fact that settles None."""

    classes: dict[ClassKey, bool | None]
    ask: str


class Said(NamedTuple):
    """Classes whose terms stand anywhere, name a thing, or are denied; `whole`: every thing is named by a class."""

    anywhere: set[ClassKey]
    named: set[ClassKey]
    unsaid: set[ClassKey]
    whole: bool


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
        if len(description) > MOST_KEPT:
            return self._membership(codes, description)
        key = (codes, description)
        known = self._cache.get(key)
        if known is None:
            if len(self._cache) > 50_000:
                self._cache.clear()
            known = self._cache[key] = self._membership(codes, description)
        return known

    def terms_in(self, text: str) -> tuple[str, ...]:
        """Words of the law's goods that stand in a text about other things too, in order; none that `not_words` deny.

        Unlike `membership` it takes a word wherever it stands, so what it finds is a reading, not a statement.
        """
        unsaid = self._not_words.found(text)
        return tuple(dict.fromkeys(term for term, key in self._words.standing(text) if key not in unsaid))

    def codes(self) -> set[str]:
        """Every code that some class names, be it to leave it out."""
        return {code for c in self.classes.values() for code in (*_codes(c), *c.hs_except)}

    def _membership(self, codes: tuple[str, ...], description: str) -> Membership:
        said = self._said(description)
        if not codes:
            return self._uncoded(said)
        readings = [self._coded_as(code, said, bool(description)) for code in codes]
        if len(readings) == 1:
            return readings[0]
        keys = {key for reading in readings for key in reading.classes}
        sure: dict[ClassKey, bool | None] = {
            key: True if all(r.classes.get(key) is True for r in readings) else None for key in keys
        }
        return Membership(sure, "hs")

    def _said(self, description: str) -> "Said":
        """What the words of a description tell of the classes."""
        unsaid = self._not_words.found(description)
        named = self._words.named(description)
        return Said(
            anywhere=self._words.found(description) - unsaid,
            named={key for keys in named for key in keys} - unsaid,
            unsaid=unsaid,
            whole=bool(named) and all(keys - unsaid for keys in named),
        )

    def _uncoded(self, said: "Said") -> Membership:
        """Without a code, the names of things decide; a thing that no term names leaves every coded class possible."""
        classes: dict[ClassKey, bool | None] = {} if said.whole else dict.fromkeys(self._coded)
        classes |= dict.fromkeys(said.named | (said.anywhere & self._by_words), True)
        return Membership({key: state for key, state in classes.items() if key not in said.unsaid}, "hs")

    def _coded_as(self, code: str, said: "Said", described: bool) -> Membership:
        classes: dict[ClassKey, bool | None] = dict.fromkeys(said.anywhere & self._by_words, True)
        near = [key for key in self._near(code) if key not in said.unsaid and key not in classes]
        telling = said.whole and not said.named.isdisjoint(near)
        ask = "hs"
        for key in near:
            state, asks = _belongs(code, self.classes[key], key in said.anywhere, described)
            if state is None and asks == "hs" and telling:
                state = key in said.named
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
    described_only = any(finer.startswith(code) for finer in c.hs_described + c.hs_asked)
    return (None if reaches or (said and described_only) else False), "hs"
