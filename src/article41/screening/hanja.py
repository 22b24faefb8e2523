"""How Koreans read Chinese characters: `hanja.txt`, and the characters that names read in more than one way."""

from collections.abc import Iterator
from pathlib import Path

_FILE = Path(__file__).with_name("hanja.txt")
_ALSO = {
    "金": "김", "车": "차", "車": "차", "沈": "심", "樂": "악", "乐": "악", "參": "삼", "省": "생", "更": "갱",
    "降": "항", "丹": "란", "度": "탁", "宅": "댁", "洞": "통", "單": "선", "单": "선", "葉": "섭", "叶": "섭",
    "復": "부", "复": "부", "北": "배", "龜": "귀", "龟": "귀", "易": "이", "率": "솔", "說": "설", "说": "설",
    "葛": "갈", "鐵": "철", "铁": "철", "燮": "섭", "不": "부",
}  # fmt: skip


def _read() -> Iterator[tuple[str, str]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for char in line[1:]:
                yield char, line[0]


_TABLE = dict(_read())
READINGS = frozenset({*_TABLE.values(), *_ALSO.values()})
"""Every syllable that some character is read as."""


def readings(char: str) -> tuple[str, ...]:
    """The Hangul syllables that a Chinese character is read as, the usual one first; none where it is unknown."""
    usual, also = _TABLE.get(char), _ALSO.get(char)
    return tuple(dict.fromkeys(reading for reading in (usual, also) if reading))
