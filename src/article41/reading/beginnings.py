"""Which lists of words a text may hold one of, told by how its words begin, before any pattern runs.

Each list has a bit, and a word of the text opens those of which an entry begins it. That is looked up once for each
word: the words of the news come again and again.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from operator import or_

MOST = 16_384
"""Words that are remembered."""
LONGEST = 40
"""Letters of a word that are looked at: more than any listed word has."""
WORD = re.compile(r"\w+")


class Beginnings:
    """Lists by name, each of beginnings of words in lower case; a list with an empty one is always open."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self.bits = {name: 1 << n for n, name in enumerate(lists)}
        self._kept: dict[str, int] = {}
        for name, beginnings in lists.items():
            for one in beginnings:
                self._kept[one] = self._kept.get(one, 0) | self.bits[name]
        self._always = self._kept.get("", 0)
        self._opened_by = lru_cache(MOST)(self._look_up)

    def _look_up(self, word: str) -> int:
        found = 0
        for end in range(1, min(len(word), LONGEST) + 1):
            found |= self._kept.get(word[:end], 0)
        return found

    def opened(self, low: str) -> int:
        """The lists, as bits, of which a text in lower case may hold an entry."""
        return reduce(or_, map(self._opened_by, WORD.findall(low)), self._always)
