"""How Korean syllables are written in Latin and Cyrillic letters: by the DPRK, McCune-Reischauer, Revised, habit.

A syllable is built of an initial, a vowel and a final. Each has its spellings in every system; the spellings of a
syllable are put together from those, never listed one by one. `SPELLED` and `SPELLED_CYRILLIC` turn that round: from
a spelling to all the syllables it may write. Syllables are keyed without the initial r that the South drops or says
as n, so that 리 and 이, 룡 and 용 are one.
"""

from collections.abc import Callable
from itertools import product

from article41.screening.hanja import READINGS

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
FIRST, LAST, PER_INITIAL, PER_VOWEL = 0xAC00, 0xD7A3, 588, 28

_INITIAL = {
    "ㄱ": "k g", "ㄲ": "kk gg k", "ㄴ": "n", "ㄷ": "t d", "ㄸ": "tt dd t", "ㄹ": "r l n", "ㅁ": "m", "ㅂ": "p b",
    "ㅃ": "pp bb p", "ㅅ": "s", "ㅆ": "ss s", "ㅇ": "", "ㅈ": "j ch", "ㅉ": "jj tch ch", "ㅊ": "ch", "ㅋ": "k kh",
    "ㅌ": "t th", "ㅍ": "p ph", "ㅎ": "h",
}  # fmt: skip
_VOWEL = {
    "ㅏ": "a", "ㅐ": "ae ai", "ㅑ": "ya", "ㅒ": "yae", "ㅓ": "o eo", "ㅔ": "e", "ㅕ": "yo yeo yu", "ㅖ": "ye e",
    "ㅗ": "o", "ㅘ": "wa", "ㅙ": "wae", "ㅚ": "oe oi", "ㅛ": "yo", "ㅜ": "u oo", "ㅝ": "wo weo", "ㅞ": "we",
    "ㅟ": "wi ui", "ㅠ": "yu yoo", "ㅡ": "u eu", "ㅢ": "ui eui", "ㅣ": "i ee",
}  # fmt: skip
_FINAL = {
    " ": "", "ㄱ": "k g", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m",
    "ㅂ": "p b", "ㅅ": "t s", "ㅇ": "ng", "ㅊ": "t", "ㅌ": "t", "ㅍ": "p",
}  # fmt: skip

# What habit adds: a silent h; where nothing stands after the vowel; nothing before it; in a whole syllable.
_SILENT = {"ㅏ": "ah", "ㅗ": "oh", "ㅓ": "uh", "ㅣ": "ih"}
_OPEN = {"ㅣ": "ie", "ㅜ": "ou"}
_BARE = {"ㅜ": "woo wu", "ㅣ": "yi", "ㅡ": "eu", "ㅕ": "you", "ㅠ": "you", "ㅟ": "wi wee"}
_HABITS = {
    "이": "rhee rhie lee li ri ree yi i rhi", "박": "park pack", "최": "choi choy chwe", "노": "roh noh rho",
    "유": "ryoo lyu ryu yoo you", "임": "lim rim im leem yim", "조": "joe chou", "허": "hur huh", "정": "cheong",
    "서": "suh seoh", "백": "baek paik back baik", "신": "shin", "심": "shim", "식": "shik", "시": "shi",
    "실": "shil", "강": "kahng", "희": "hee hi", "의": "eui ui", "원": "won wun", "은": "enn", "승": "seung sung",
    "나": "rah ra la", "양": "ryang liang", "계": "kye gye", "해": "hai hay", "매": "may", "새": "sai", "태": "tai",
}  # fmt: skip
_CYRILLIC_INITIAL = {
    "ㄱ": "к г", "ㄲ": "кк к", "ㄴ": "н", "ㄷ": "т д", "ㄸ": "тт", "ㄹ": "р л н", "ㅁ": "м", "ㅂ": "п б", "ㅃ": "пп п",
    "ㅅ": "с", "ㅆ": "сс с", "ㅇ": "", "ㅈ": "ч чж дж ц", "ㅉ": "чч ч", "ㅊ": "чх ч", "ㅋ": "кх к", "ㅌ": "тх т",
    "ㅍ": "пх п", "ㅎ": "х",
}  # fmt: skip
_CYRILLIC_VOWEL = {
    "ㅏ": "а", "ㅐ": "э е", "ㅑ": "я", "ㅒ": "йя", "ㅓ": "о е", "ㅔ": "е э", "ㅕ": "ё е йо", "ㅖ": "е йе", "ㅗ": "о",
    "ㅘ": "ва", "ㅙ": "вэ ве", "ㅚ": "ве вэ ой", "ㅛ": "ё е йо", "ㅜ": "у", "ㅝ": "во",
    "ㅞ": "ве", "ㅟ": "ви", "ㅠ": "ю",
    "ㅡ": "ы", "ㅢ": "ый и ы", "ㅣ": "и",
}  # fmt: skip
_CYRILLIC_FINAL = {
    " ": "", "ㄱ": "к", "ㄴ": "н нъ", "ㄷ": "т", "ㄹ": "ль л", "ㅁ": "м",
    "ㅂ": "п", "ㅅ": "т", "ㅇ": "н", "ㅊ": "т", "ㅌ": "т", "ㅍ": "п",
}  # fmt: skip
_CYRILLIC_HABITS = {
    "이": "ли ри и",
    "최": "цой чхве цхай",
    "유": "лю рю ю",
    "임": "лим рим им",
    "노": "ро но",
    "영": "ен ён йон",
}

NATIVE = "슬빛별솔꽃봄돌쇠늘들힘샘달옥숙칠잎벼맑얼뜻밝길찬놀또복둘밤"
"""Syllables of given names that no Chinese character is read as."""


def parts(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final of a Hangul syllable; the final is a blank where there is none."""
    number = ord(syllable) - FIRST
    return (
        INITIALS[number // PER_INITIAL],
        VOWELS[number % PER_INITIAL // PER_VOWEL],
        FINALS[number % PER_VOWEL],
    )


def southern(syllable: str) -> str:
    """The syllable as the South says it at the start of a word: 리 is 이, 라 is 나, 룡 is 용."""
    initial, vowel, final = parts(syllable)
    if initial != "ㄹ":
        return syllable
    soft = vowel in "ㅑㅒㅕㅖㅛㅠㅣ"
    return built("ㅇ" if soft else "ㄴ", vowel, final)


def built(initial: str, vowel: str, final: str) -> str:
    """The Hangul syllable of an initial, a vowel and a final."""
    number = INITIALS.index(initial) * PER_INITIAL + VOWELS.index(vowel) * PER_VOWEL + FINALS.index(final)
    return chr(FIRST + number)


def latin_spellings(syllable: str) -> set[str]:
    """All ways to write a syllable in Latin letters, lower case, without marks."""
    initial, vowel, final = parts(syllable)
    if final not in _FINAL:
        return set()
    vowels = _VOWEL[vowel].split()
    vowels += [_SILENT[vowel]] if vowel in _SILENT and final in " ㄴㄹㅁ" else []
    vowels += _OPEN.get(vowel, "").split() if final == " " else []
    vowels += ["u"] if vowel == "ㅓ" and final != " " and initial != "ㅇ" else []
    vowels += _BARE.get(vowel, "").split() if initial == "ㅇ" else []
    spelled = _product(_INITIAL[initial].split(" "), vowels, _FINAL[final].split(" "))
    return spelled | set(_HABITS.get(syllable, "").split()) | set(_HABITS.get(southern(syllable), "").split())


def cyrillic_spellings(syllable: str) -> set[str]:
    """All ways to write a syllable in Cyrillic letters, lower case."""
    initial, vowel, final = parts(syllable)
    if final not in _CYRILLIC_FINAL:
        return set()
    spelled = _product(
        _CYRILLIC_INITIAL[initial].split(" "), _CYRILLIC_VOWEL[vowel].split(), _CYRILLIC_FINAL[final].split(" ")
    )
    return spelled | set(_CYRILLIC_HABITS.get(southern(syllable), "").split())


def _product(*spellings: list[str]) -> set[str]:
    return {"".join(chosen) for chosen in product(*spellings)}


def _turned(spell: Callable[[str], set[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for syllable in sorted({*READINGS, *NATIVE}):
        for spelled in spell(syllable):
            found.setdefault(spelled, set()).add(southern(syllable))
    return {spelled: frozenset(syllables) for spelled, syllables in found.items()}


SPELLED = _turned(latin_spellings)
SPELLED_CYRILLIC = _turned(cyrillic_spellings)

SURNAMES = frozenset(
    southern(s)
    for s in "김금리이박최정강조윤장임림한오서신권황안송류유전홍고문양량손배백허남심노로하곽성차주우구라나민진지엄"
    "채원천방공현함변염렴여려추도소석선설마길위표명기반왕인옥육륙맹제모탁국어은편용룡연련태계동두봉부사승복팽"
)
"""Family names of one syllable, keyed as the syllables are."""
LONG_SURNAMES = frozenset({"남궁", "황보", "제갈", "사공", "선우", "독고", "동방", "서문"})
