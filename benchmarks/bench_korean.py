"""Listed Koreans under other romanisations and scripts, and unlisted Koreans, beside rapidfuzz in the same run.

    python benchmarks/bench_korean.py [--misses]

Two sets. The peer's own (where `shared/bench/bench_korean.py` is at hand). And a held-out one that the matching code
was not tuned on: `korean_names.csv` gives each listed individual's name in Hangul and characters, as a reader of Korean
would write it (the UN list holds neither; where several characters are usual, one was chosen). From the Hangul come
spellings by tables written for this file alone, and by the packages `hangul-romanize` and `korean-romanizer` where they
are installed. Unlisted names: Koreans whom the United Kingdom lists and the UN does not, and 2,000 names drawn from
family names by their frequency and common given names of South and North, none of them the Hangul of a listed name.
"""

import argparse
import csv
import gzip
import importlib.util
import random
import statistics
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz import fuzz
from screening_data import SHARED

from article41.screening import Entry, load_list
from article41.screening.screener import ListScreener

HERE, SEED = Path(__file__).parent, 7


def listed_in(text: str) -> list[str]:
    return text.split()


# Tables by place of the part in the syllable block. They were written for this file, after the matching code.
MCCUNE_INITIAL = listed_in("k kk n t tt r m p pp s ss _ ch tch ch' k' t' p' h")
MCCUNE_VOWEL = listed_in("a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i")
MCCUNE_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
PRESS_INITIAL = listed_in("k kk n d tt l m b pp s ss _ j jj ch k t p h")
PRESS_VOWEL = listed_in("a ae ya yae u e yu ye o wa wae oi yo oo wo we wi yoo eu ui i")
RUSSIAN_INITIAL = listed_in("к кк н т тт р м п пп с сс _ ч чч чх кх тх пх х")
RUSSIAN_VOWEL = listed_in("а э я йя о е ё е о ва вэ ве ё у во ве ви ю ы ый и")
FINALS = {0: "", 1: "k", 4: "n", 8: "l", 16: "m", 17: "p", 21: "ng"}
RUSSIAN_FINALS = {0: "", 1: "к", 4: "н", 8: "ль", 16: "м", 17: "п", 21: "н"}
PRESS_FAMILY = dict(
    pair.split("=")
    for pair in listed_in(
        "이=Lee 리=Lee 박=Park 최=Choi 정=Chung 조=Cho 강=Kang 김=Kim 유=Yoo "
        "류=Ryu 오=Oh 라=Na 구=Koo 주=Joo 문=Moon 윤=Yoon 연=Yeon 전=Jeon "
        "한=Han 현=Hyun 손=Sohn 고=Koh 백=Paik 배=Bae 민=Min 황=Hwang 장=Chang "
    )
)
ALIASES = frozenset(listed_in("김혁철 장명호 김진석 김학성 강명철 김명기 장현우 전용상"))
"""Aliases of listed individuals: whoever draws one has drawn a listed name."""
SOUTHERN = {"리": "이", "류": "유", "라": "나"}


def blocks(syllable: str) -> tuple[int, int, int]:
    number = ord(syllable) - 0xAC00
    return number // 588, number % 588 // 28, number % 28


def mccune(word: str) -> str:
    """McCune-Reischauer with marks: stops are voiced between voiced sounds."""
    written = ""
    for place, syllable in enumerate(word):
        first, vowel, last = blocks(syllable)
        initial = MCCUNE_INITIAL[first].replace("_", "")
        if place and written[-1] not in "kpt" and initial in MCCUNE_VOICED:
            initial = MCCUNE_VOICED[initial]
        written += initial + MCCUNE_VOWEL[vowel] + FINALS.get(last, "t")
    return written.replace("lr", "ll")


def by_table(word: str, initials: list[str], vowels: list[str], finals: dict[int, str]) -> str:
    return "".join(
        initials[first].replace("_", "") + vowels[vowel] + finals[last] for first, vowel, last in map(blocks, word)
    )


def press(name: str) -> tuple[str, list[str]]:
    given = [by_table(s, PRESS_INITIAL, PRESS_VOWEL, FINALS) for s in name[1:]]
    return PRESS_FAMILY.get(name[0], by_table(name[0], PRESS_INITIAL, PRESS_VOWEL, FINALS)), given


def spellings(name: str) -> Iterator[tuple[str, str]]:
    """A Hangul name in every system and style: (system, spelling)."""
    yield "mccune", f"{mccune(name[0])} {mccune(name[1:])}".title()
    yield "mccune", f"{mccune(name[0])} {'-'.join(mccune(s) for s in name[1:])}".title()
    yield "mccune plain", plainly(f"{mccune(name[0])} {mccune(name[1:])}").title()
    family, given = press(name)
    yield "press", f"{family} {'-'.join(given)}"
    yield "press", f"{''.join(given).title()} {family}"
    yield "press", f"{family} {' '.join(given).title()}"
    russian = [by_table(s, RUSSIAN_INITIAL, RUSSIAN_VOWEL, RUSSIAN_FINALS) for s in name]
    yield "russian", " ".join(russian).title()
    for system, romanise in packages():
        family, given = romanise(SOUTHERN.get(name[0], name[0])), [romanise(s) for s in name[1:]]
        yield system, f"{family} {'-'.join(given)}".title()
        yield system, f"{'-'.join(given)} {family}".upper()
        yield system, f"{family} {romanise(name[1:])}".title()
    yield "hangul", name
    yield "hangul", SOUTHERN.get(name[0], name[0]) + name[1:]


def packages() -> Iterator[tuple[str, Callable[[str], str]]]:
    """Romanisers written by others, where they are installed."""
    if importlib.util.find_spec("hangul_romanize"):
        from hangul_romanize import Transliter
        from hangul_romanize.rule import academic

        yield "hangul-romanize", lambda text: Transliter(academic).translit(text).replace("-", "")
    if importlib.util.find_spec("korean_romanizer"):
        from korean_romanizer.romanizer import Romanizer

        yield "korean-romanizer", lambda text: Romanizer(text).romanize()


def plainly(text: str) -> str:
    return text.translate(str.maketrans("ŏŭ", "ou", "'"))


def unlisted(rng: random.Random, listed: set[str]) -> list[str]:
    """2,000 Koreans who are not listed, each in one spelling of one system."""
    families = random_families()
    given = listed_in(
        "민수 영희 지훈 서연 동현 은주 성민 미경 재호 현우 정숙 영호 상철 경희 태윤 혜진 준호 명숙 "
        "광수 순옥 영남 창식 성일 철민 은철 옥희 룡남 학철 금성 정남 춘희 국철 명호 성희 일남 승철 "
        "영일 혁철 광혁 진혁 은정 수경 충성 명철 춘식 영수 상호 경수 "
    )
    drawn: list[str] = []
    while len(drawn) < 2000:
        name = rng.choice(families) + rng.choice(given)
        if SOUTHERN.get(name[0], name[0]) + name[1:] not in listed:
            drawn.append(rng.choice([spelled for _, spelled in spellings(name)]))
    return drawn


def random_families() -> list[str]:
    shares = listed_in("김21 이15 박8 최5 정4 강2 조2 윤2 장2 임2 한2 오2 서2 신2 권1 황1 안1 송1 류1 홍1")
    return [one[0] for one in shares for _ in range(int(one[1:]))]


def measure(title: str, screener: ListScreener, said: list[tuple[str, str]], clean: list[str], misses: bool) -> None:
    """Recall of the right entry, as first too, and the share of unlisted names that meet anybody."""
    found = [[c.entry.id for c in screener.screen_name(name, "person")] for name, _ in said]
    right = [ref in refs for (_, ref), refs in zip(said, found, strict=True)]
    first = [refs[:1] == [ref] for (_, ref), refs in zip(said, found, strict=True)]
    hit = [name for name in clean if screener.screen_name(name, "person")]
    text = f"{title} ({len(said)}): recall {statistics.mean(right):.3f}, right one first {statistics.mean(first):.3f}"
    print(text + (f"; unlisted hit {100 * len(hit) / len(clean):.2f} % of {len(clean)}" if clean else ""))
    if misses:
        print("    missed:", [name for (name, _), ok in zip(said, right, strict=True) if not ok][:40])
        print("    unlisted hit:", hit[:40])


def peer(title: str, entries: list[Entry], said: list[tuple[str, str]], clean: list[str]) -> None:
    """rapidfuzz token_sort_ratio, the best that needs no index."""
    names = [(name.lower(), entry.id) for entry in entries for name in entry.names]
    for least in (75, 85):
        right = [any(ref == r and fuzz.token_sort_ratio(n.lower(), k) >= least for k, r in names) for n, ref in said]
        hit = [any(fuzz.token_sort_ratio(n.lower(), k) >= least for k, _ in names) for n in clean]
        print(
            f"  peer rapidfuzz token_sort_ratio {least} on {title}: recall {statistics.mean(right):.3f}, "
            f"unlisted hit {100 * statistics.mean(hit):.1f} %"
        )


def peers_set() -> tuple[list[Entry], list[tuple[str, str]], list[str]]:
    """The peer's list, variants and unlisted names, by its own script up to where it needs its own packages."""
    text = (SHARED / "bench/bench_korean.py").read_text(encoding="utf-8")
    body = text[text.index("rng = random.Random") : text.index("_n = itertools.count()")]
    source = SHARED / "data/un/consolidated-2026-02-27.xml.gz"
    body = body.replace('ET.parse(DATA / "un_moov.xml")', "ET.parse(gzip.open(SOURCE))")
    names: dict[str, object] = {"SEED": 41, "SOURCE": source, "gzip": gzip, "ET": ET, "random": random}
    exec("import itertools\n" + body, names)  # the peer's own generator, so that the set is the peer's
    entries = [Entry(id=r, type="person", name=n, aliases=tuple(a)) for r, n, a in names["L"]]  # type: ignore[attr-defined]
    return entries, names["pos"], names["neg"]  # type: ignore[return-value]


def uk_unlisted() -> list[str]:
    with (SHARED / "data/names/dprk-not-un-listed-uk-list.csv").open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file) if row["kind"] == "Individual"]


def uk_variants() -> list[tuple[str, str]]:
    with (SHARED / "data/names/dprk-variants-uk-list.csv").open(encoding="utf-8", newline="") as file:
        return [(row["name"], row["un_ref"]) for row in csv.DictReader(file) if row["kind"] == "Individual"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    misses = parser.parse_args().misses
    with (HERE / "korean_names.csv").open(encoding="utf-8", newline="") as file:
        people = [row for row in csv.DictReader(file)]
    entries = [entry for entry in load_list().entries if entry.type == "person"]
    screener = ListScreener(entries)
    listed = ALIASES | {SOUTHERN.get(row["hangul"][0], row["hangul"][0]) + row["hangul"][1:] for row in people}
    clean = unlisted(random.Random(SEED), listed)
    said = [(system, spelled, row["ref"]) for row in people for system, spelled in spellings(row["hangul"])]
    romanised = [(spelled, ref) for system, spelled, ref in said if system not in ("hangul", "russian")]
    measure("held out, romanised", screener, romanised, clean, misses)
    peer("held out, romanised", entries, romanised[:400], clean[:400])
    for system in dict.fromkeys(system for system, _, _ in said):
        measure(f"  {system}", screener, [(s, ref) for k, s, ref in said if k == system], [], misses)
    measure("  hanja", screener, [(row["hanja"], row["ref"]) for row in people], [], misses)
    if SHARED.exists():
        listed_entries, variants, negatives = peers_set()
        measure("peer's set", ListScreener(listed_entries), variants, negatives, misses)
        peer("peer's set", listed_entries, variants, negatives[:400])
        print("  logic-v2 recorded on the peer's set: recall 0.874, unlisted hit 3.0 %; Hangul and hanja 0")
        measure("UK spellings", screener, uk_variants(), uk_unlisted(), misses)


if __name__ == "__main__":
    main()
