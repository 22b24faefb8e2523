"""Names in other scripts, in Latin letters that may be compared with how such names are usually romanised."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from anyascii import anyascii

Script = Literal["latin", "hangul", "han", "kana", "cyrillic", "arabic", "other"]

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0000, 0x036F, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0600, 0x077F, "arabic"),
    (0x08A0, 0x08FF, "arabic"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFF, "arabic"),
    (0xAC00, 0xD7A3, "hangul"),
    (0x1100, 0x11FF, "hangul"),
    (0x3130, 0x318F, "hangul"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"),
    (0xF900, 0xFAFF, "han"),
    (0x20000, 0x2FA1F, "han"),
)


@lru_cache(maxsize=8_192)
def _script(char: str) -> Script | None:
    if not char.isalpha():
        return None
    code = ord(char)
    return next((script for first, last, script in _RANGES if first <= code <= last), "other")


def script_of(text: str) -> Script:
    """The script of most of the text's letters; `latin` where it has none."""
    counts: dict[Script, int] = {}
    for char in text:
        script = _script(char)
        if script:
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else "latin"


# Arabic vowel signs and the stretching line carry nothing that romanised names keep in step with.
_UNSAID = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_ARTICLE = re.compile("(?:(?<=\\s)|^)\u0627\u0644(?=[\u0620-\u06d3]{2,})")
_SERVANT_OF = re.compile("\u0639\u0628\u062f\u0627\u0644(?=[\u0620-\u06d3]{2,})")
_CYRILLIC_HABIT = (("ий ", "y "), ("ый ", "y "), ("ье", "ye"), ("ия", "iya"), ("ь", ""), ("ъ", ""), ("ы", "y"))


def latin(text: str) -> str:
    """The text in Latin letters; accents are dropped. Arabic gives its consonants, Chinese its pinyin."""
    script = script_of(text)
    if script == "latin":
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        return bare if bare.isascii() else anyascii(bare)
    if script == "arabic":
        said = _SERVANT_OF.sub("\u0639\u0628\u062f \u0627\u0644", _UNSAID.sub("", text))
        return anyascii(_ARTICLE.sub("al ", said))
    if script == "cyrillic":
        return anyascii(_russian(text))
    if script in ("han", "kana"):
        return _spaced(text)
    return anyascii(text).replace("'", "")


def _russian(text: str) -> str:
    text = text.casefold() + " "
    for cyrillic, said in _CYRILLIC_HABIT:
        text = text.replace(cyrillic, said)
    return text


def _spaced(text: str) -> str:
    """Chinese and Japanese: a blank between the readings of single characters."""
    return " ".join(anyascii(char) if not char.isspace() else "" for char in text)
