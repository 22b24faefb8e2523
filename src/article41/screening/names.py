"""A name made comparable: its words in plain Latin letters, without titles, legal forms and small words.

Nothing here knows the list. `read_name` turns one spelling in any script into a `Name`; Korean names and other scripts
have modules of their own, `korean` and `scripts`.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from rapidfuzz.distance import OSA

from article41.screening.scripts import Script, latin, script_of
from article41.screening.vocabulary import FORM_WORDS, LEGAL_FORMS, LONGEST_FORM, SMALL_WORDS, TITLES

MOST_CHARACTERS = 300
"""A longer name is cut here: no name on any list is half so long, and work must stay bounded."""
MOST_WORDS = 24

_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?(?=\W|$)")
_QUOTES = re.compile("['\u2018\u2019\u02bc\u02bb`\u00b4\u02be\u02bf\u2032\"\u201c\u201d]")
_WORD = re.compile(r"[^\W_]+")
_SERVANT = re.compile(r"^abd(?:ul|al|el|ool|ol|ur|us|un|ush|oul)(?=[a-z]{3})|^abd(?=allah$|ullah$)")
_SERVANT_ALONE = frozenset({"abdul", "abdel", "abdal", "abdol", "abdoul", "abdool", "abdur", "abdus"})


class Name(msgspec.Struct, frozen=True, gc=False):
    """One spelling of a name, read.

    `full` are all its words in order, plain and lower case, legal forms in one spelling; two names with equal `full`
    are the same name. `words` are those that tell names apart: without titles, legal forms and small words. `forms`
    are the legal forms. `letters` are those of all words as they were written, run together. `script` is that of the
    text as it came; `person` says how it was read.
    """

    text: str
    said: tuple[str, ...]
    letters: str
    full: tuple[str, ...]
    words: tuple[str, ...]
    forms: frozenset[str]
    person: bool
    script: Script


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """A text without case, accents and punctuation, in Latin letters: `Ch'ŏngguk` and `CHONGGUK` are one.

    Apostrophes vanish, dotted abbreviations close up (`d.o.o.` is `doo`), all else that is no letter parts words.
    """
    text = text[:MOST_CHARACTERS]
    if not text.isascii():
        text = latin(unicodedata.normalize("NFKC", text))
    text = _QUOTES.sub("", text.casefold())
    if "." in text:
        text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return " ".join(_WORD.findall(text.replace("&", " and ")))


def read_name(text: str, person: bool) -> Name:
    """The name as it may be compared. `person`: titles are dropped and particles kept; otherwise legal forms go."""
    return read_ways(text, (person,))[0]


def read_ways(text: str, ways: Sequence[bool]) -> list[Name]:
    """`read_name` of one text in several ways."""
    script = "latin" if text.isascii() else script_of(text)
    said = tuple(plain(text).split()[:MOST_WORDS])
    letters = "".join(said)
    return [_read(text, said, letters, script) if person else _other(text, said, letters, script) for person in ways]


def _read(text: str, said: tuple[str, ...], letters: str, script: Script) -> Name:
    """A person's."""
    return Name(text, said, letters, said, _personal(said), _NO_FORMS, True, script)


def _other(text: str, said: tuple[str, ...], letters: str, script: Script) -> Name:
    """A name that is no person's."""
    full, words, forms = _organised([_corrected(word) for word in said])
    return Name(text, said, letters, full, words, forms, False, script)


_NO_FORMS: frozenset[str] = frozenset()


def _personal(said: tuple[str, ...]) -> tuple[str, ...]:
    bare = said if TITLES.isdisjoint(said) else tuple([word for word in said if word not in TITLES]) or said
    return tuple([part for word in bare for part in servants(word)])


@lru_cache(maxsize=16_384)
def servants(word: str) -> tuple[str, ...]:
    """`abdulaziz`, `abdul` and `abd` written as `abd` and what follows: `Abd al-Aziz` is `Abdulaziz`."""
    if word in _SERVANT_ALONE:
        return ("abd",)
    found = _SERVANT.match(word)
    if not found or word in {"abdullah", "abdallah"}:
        return (word,)
    return ("abd", word[found.end() :])


def _organised(said: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """All words with legal forms in one spelling; the words that are neither legal form nor small; the forms."""
    if _FORM_STARTS.isdisjoint(said):
        return tuple(said), tuple([word for word in said if word not in _NOTHING_TOLD] or said), _NO_FORMS
    full: list[str] = []
    words: list[str] = []
    forms: set[str] = set()
    at = 0
    while at < len(said):
        length = _form_at(said, at)
        if length:
            form = LEGAL_FORMS[" ".join(said[at : at + length])]
            full.append(form)
            forms.add(form)
        else:
            length = 1
            full.append(said[at])
            if said[at] not in _NOTHING_TOLD:
                words.append(said[at])
        at += length
    return tuple(full), tuple(words or full), frozenset(forms)


@lru_cache(maxsize=16_384)
def _corrected(word: str) -> str:
    """A misspelt word of a legal form (`liabiliti`), spelt right: it must not count as a part of the name."""
    if len(word) < 6 or word in FORM_WORDS or word in LEGAL_FORMS:
        return word
    near = (known for key in _shortened(word) for known in _LONG_FORM_WORDS.get(key, ()))
    return next((known for known in near if OSA.distance(word, known) == 1), word)


def _shortened(word: str) -> list[str]:
    """The word, and the word with each one letter left out."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


_LONG_FORM_WORDS: dict[str, list[str]] = {}
for _known in sorted({word for spelling in (*LEGAL_FORMS, *FORM_WORDS) for word in spelling.split() if len(word) > 6}):
    for _key in _shortened(_known):
        _LONG_FORM_WORDS.setdefault(_key, []).append(_known)
_NOTHING_TOLD = frozenset(SMALL_WORDS) | frozenset(FORM_WORDS)
_FORM_STARTS = frozenset(spelling.split()[0] for spelling in LEGAL_FORMS)


def _form_at(said: list[str], at: int) -> int:
    """How many words from `at` on write a legal form; the longest reading wins, 0 where there is none."""
    if said[at] not in _FORM_STARTS:
        return 0
    for length in range(min(LONGEST_FORM, len(said) - at), 0, -1):
        if " ".join(said[at : at + length]) in LEGAL_FORMS:
            return length
    return 0
