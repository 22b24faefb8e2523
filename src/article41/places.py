"""Countries and territories as people write them, read as ISO 3166-1 alpha-2 codes.

Codes are read from a plain table. Names cost more: the aliases below, and ISO's own names, which pycountry holds and
which are loaded only when a text is no code. A name that may mean two countries stays open.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from article41.errors import InputError
from article41.said import plain, shown
from article41.words import Terms

_EXPECTED = "an ISO code or the name of a country"

# Each ISO code of two letters with its code of three.
_ISO = """
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB
    BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR
    BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR
    CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK
    FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS
    GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN
    ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO
    LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD
    MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER
    NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM
    PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP
    SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF
    TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY
    UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE
"""

_CODES: dict[str, str] = {code: pair[:2] for pair in _ISO.split() for code in (pair[:2], pair[2:])}
# Codes in use that ISO reserves or leaves to its users: Kosovo, the Union as a whole, customs' codes for parts.
_CODES |= {"XK": "XK", "XKX": "XK", "XKK": "XK", "EU": "EU", "UK": "GB", "XI": "GB", "EL": "GR", "NK": "KP"}

# Names that may mean more than one country. The Netherlands Antilles ended in 2010 and live on in three.
_UNCLEAR: dict[str, tuple[str, ...]] = {
    "Korea": ("KP", "KR"),
    "Coree": ("KP", "KR"),
    "Corea": ("KP", "KR"),
    "Корея": ("KP", "KR"),
    "조선": ("KP", "KR"),
    "Congo": ("CD", "CG"),
    "Virgin Islands": ("VG", "VI"),
    "Saint Martin": ("MF", "SX"),
    "Netherlands Antilles": ("BQ", "CW", "SX"),
    "AN": ("BQ", "CW", "SX"),
    "ANT": ("BQ", "CW", "SX"),
    "Serbia and Montenegro": ("ME", "RS"),
}

# Names of customs, press and UN papers beyond those of ISO. Word order, case, accents and dots make no difference,
# and neither do "the", "of" and "and"; usual short forms of the words of a title are known (see _WORDS).
_ALIASES: dict[str, str] = {
    "KP": """North Korea; Korea North; Northern Korea; NorthKorea; DPRK; DPR Korea; D P R K; D P R Korea; PDRK;
        Democratic People's Republic of Korea; People's Democratic Republic of Korea; Democratic Republic of Korea;
        People's Republic of Korea; Republique populaire democratique de Coree; RPD Coree; RPD de Coree; RPDC;
        Coree du Nord; Corea del Norte; Corea del Nord; Coreia do Norte; Nordkorea; Noord-Korea;
        Republica Popular Democratica de Corea; Северная Корея; КНДР; Корейская Народно-Демократическая Республика;
        朝鲜; 朝鮮; 北朝鮮; 北朝鲜; 北韩; 北韓; 朝鲜民主主义人民共和国; 朝鮮民主主義人民共和国; 북한; 북조선; 조선민주주의인민공화국""",
    "KR": """South Korea; Korea South; Southern Korea; SouthKorea; ROK; RO Korea; R O Korea; R O K; Republic of Korea;
        Korea Republic; Coree du Sud; Republique de Coree; Corea del Sur; Corea del Sud; Republica de Corea;
        Coreia do Sul; Suedkorea; Südkorea; Zuid-Korea; Южная Корея; Республика Корея; 韩国; 韓国; 韓國; 大韩民国; 大韓民国;
        大韓民國; 南朝鲜; 南朝鮮; 한국; 대한민국; 남한; 남조선""",
    "AE": "UAE; U A E; Emirates",
    "BN": "Brunei",
    "BO": "Bolivia",
    "BS": "The Bahamas; Commonwealth of the Bahamas",
    "CC": "Cocos Islands; Keeling Islands",
    "CD": """Democratic Republic of the Congo; DR Congo; DRC; RDC; Congo Kinshasa; Congo-Kinshasa; Zaire; Congo DR;
        Democratic Republic Congo; D R Congo""",
    "CG": "Republic of the Congo; Congo Brazzaville; Congo-Brazzaville; Congo Republic",
    "CI": "Ivory Coast; Cote d'Ivoire; Republic of Cote d'Ivoire",
    "CN": """China; PRC; P R China; PR China; Mainland China; China Mainland; People's Republic of China;
        Китай; КНР; 中国; 中國; 中华人民共和国; 중국""",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "EU": "European Union; European Community",
    "FK": "Falkland Islands; Falklands; Malvinas",
    "FM": "Micronesia; FSM; Micronesia Fed Sts; Fed States of Micronesia",
    "FO": "Faeroe Islands; Faroes",
    "GB": """United Kingdom; Great Britain; Britain; England; Scotland; Wales; Northern Ireland; U K;
        United Kingdom of Great Britain and Northern Ireland""",
    "GM": "The Gambia",
    "GW": "Guinea Bissau",
    "HK": """Hong Kong; Hongkong; Hong Kong SAR; HKSAR; Hong Kong China; Hong Kong SAR China; China Hong Kong SAR;
        Hong Kong Special Administrative Region of China; 香港""",
    "IR": "Iran",
    "KG": "Kyrgyz Republic; Kirghizia; Kirgizstan",
    "KN": "St Kitts; St Kitts-Nevis; Saint Christopher and Nevis",
    "LA": "Laos; Lao PDR; Lao P D R; Lao",
    "LY": "Libyan Arab Jamahiriya; Great Socialist People's Libyan Arab Jamahiriya; Libyan Jamahiriya",
    "MD": "Moldova; Republic of Moldova",
    "MK": """Macedonia; FYROM; FYR Macedonia; The former Yugoslav Republic of Macedonia; Macedonia FYR;
        Republic of North Macedonia""",
    "MM": "Burma; Union of Myanmar",
    "MO": """Macao; Macau; Macao SAR; Macau SAR; Macao China; Macau China; Macao SAR China; China Macao SAR;
        Macao Special Administrative Region of China; 澳门; 澳門""",
    "NL": "Holland; The Netherlands; Kingdom of the Netherlands",
    "PS": """Palestine; State of Palestine; Palestinian Territory; Occupied Palestinian Territory; West Bank and Gaza;
        Palestinian Authority; Palestinian Territory Occupied""",
    "RE": "La Reunion",
    "RU": "Russia; Россия; РФ; Российская Федерация; 俄罗斯; 俄羅斯; 러시아",
    "SH": "Saint Helena; Ascension; Tristan da Cunha",
    "ST": "Sao Tome; Sao Tome Principe",
    "SY": "Syria; Syrian A R",
    "SX": "Sint Maarten; St Maarten",
    "SZ": "Swaziland; Kingdom of Eswatini",
    "TL": "East Timor; Timor Leste; Timor",
    "TR": "Turkey; Turkiye; Türkiye; Republic of Turkey",
    "TT": "Trinidad",
    "TW": """Taiwan; Taiwan China; Taiwan ROC; Chinese Taipei; Taipei Chinese; Taiwan Province of China; Republic of China;
        Republic of China Taiwan; Separate Customs Territory of Taiwan Penghu Kinmen and Matsu; 台湾; 台灣; 臺灣; 대만""",
    "TZ": "Tanzania",
    "US": """United States; USA; U S A; U S; United States of America; America; США; 美国; 美國; 미국""",
    "VA": "Vatican; Holy See; Vatican City; Vatican City State",
    "VC": "St Vincent; Saint Vincent",
    "VE": "Venezuela; Venezuela RB",
    "VG": "British Virgin Islands; BVI",
    "VI": "US Virgin Islands; U S Virgin Islands; USVI; Virgin Islands US",
    "VN": "Vietnam; Viet Nam; Viet-Nam; S R Vietnam",
    "WS": "Western Samoa",
    "XK": "Kosovo; Republic of Kosovo",
}

_SMALL = frozenset({"the", "of", "and"})
# A short form, and the words it stands for.
_WORDS: dict[str, str] = {
    "dpr": "democratic people republic",
    "dprk": "democratic people republic korea",
    "pdr": "democratic people republic",
    "dr": "democratic republic",
    "pr": "people republic",
    "prc": "people republic china",
    "ro": "republic",
    "rok": "republic korea",
    "peoples": "people",
    "ppl": "people",
    "korean": "korea",
    "st": "saint",
    "is": "islands",
    "island": "islands",
    "utd": "united",
    "n": "north",
    "s": "south",
}
# Words that are often cut short; three letters are enough.
_CUT = ("democratic", "people", "republic", "islands", "federation")
_ANY_BLANK = re.compile(r"[^\w]+|_+")


class PlaceUnknown(InputError):
    """Not the name or code of any country known here."""


class Place(msgspec.Struct, frozen=True):
    """A country or territory: its code where it is clear, else None and the `candidates`; `said` is what was written.

    Of a clear place the code is the only candidate. Candidates stand in order of the alphabet.
    """

    code: str | None
    candidates: tuple[str, ...]
    said: str

    def __str__(self) -> str:
        return self.code or self.said


def parse_country(said: str) -> Place:
    """The country that an ISO code of two or three letters or a name stands for, in any case.

    Where a text names it twice, as `KP - North Korea` or `Korea (KP)`, what both parts allow is taken; where they
    differ, both stay candidates. Raises PlaceUnknown, with the nearest names, for what is known to no table.
    """
    text = plain(said, "country", PlaceUnknown, _EXPECTED)
    candidates = _by_code(text) or _by_name(text)
    if not candidates:
        raise _unknown(text)
    return Place(candidates[0] if len(candidates) == 1 else None, candidates, said)


def countries_in(text: str) -> dict[str, str]:
    """The names of countries that stand in a text about other things, each with its code; no codes, no unclear names.

    Of two names of which one holds the other, the longer counts: Guinea-Bissau is not Guinea.
    """
    found = dict(_terms().standing(text))
    within = {name for name in found for other in found if name != other and f" {name} " in f" {other} "}
    return {name: code for name, code in found.items() if name not in within}


@lru_cache(maxsize=1)
def _terms() -> Terms[str]:
    """Names of more than three letters, which are no codes."""
    names: dict[str, list[str]] = {}
    for code, name in (*_iso_names(), *_alias_names()):
        if len(name) > 3:
            names.setdefault(code, []).append(name)
    return Terms(names)


def _by_code(text: str) -> tuple[str, ...]:
    code = _CODES.get(text.upper()) if text.isascii() else None
    return (code,) if code else ()


@lru_cache(maxsize=4096)
def _by_name(text: str) -> tuple[str, ...]:
    """The codes a name may mean: the whole name, else its parts; empty where nothing fits."""
    return _whole(text) or _in_parts(text)


def _whole(text: str) -> tuple[str, ...]:
    words = _words(text)
    if {"korea", "democratic"} <= words and "south" not in words:
        return ("KP",)  # also where a narrow column cut the title off
    return _by_code(unicodedata.normalize("NFKC", text).replace(".", "")) or _names().get(words, ())


def _in_parts(text: str) -> tuple[str, ...]:
    """`KP - North Korea`, `North Korea (DPRK)`, `KR/Korea`: each part is read, and all must be known."""
    parts = [part for part in re.split(r" [-–—] |[()/:;|\[\]]", text) if part.strip()]
    read = [set(_by_code(part.strip()) or _whole(part.strip())) for part in parts]
    if len(read) < 2 or not all(read):
        return ()
    return tuple(sorted(set.intersection(*read) or set.union(*read)))


@lru_cache(maxsize=1)
def _names() -> dict[frozenset[str], tuple[str, ...]]:
    """Every known name, as the set of its words, with the codes it may mean. Ours win over ISO's."""
    found = {_words(name): (code,) for code, name in _iso_names()}
    found |= {_words(name): (code,) for code, name in _alias_names()}
    return found | {_words(name): codes for name, codes in _UNCLEAR.items()}


def _iso_names() -> Iterator[tuple[str, str]]:
    import pycountry  # here: it takes long to load, and most texts are codes

    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            name = getattr(country, kind, None)
            if name:
                yield country.alpha_2, name


def _alias_names() -> Iterator[tuple[str, str]]:
    for code, names in _ALIASES.items():
        for name in names.split(";"):
            yield code, " ".join(name.split())


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    """The words of a name in comparable form: `KOREA (D.P.R.)` gives korea, democratic, people, republic."""
    plain_letters = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    small = plain_letters.casefold().replace("&", " and ")
    small = re.sub(r"people['’`´ ]*s\b", "people", small)
    small = re.sub(r"(?<=\w\w)\.|\.(?=\w\w)", " ", small)  # Dem.Rep, N.Korea: a word ends; in U.S.A. none does
    small = re.sub(r"['’`´.]", "", small)
    return frozenset(_spelled_out(_ANY_BLANK.sub(" ", small).split()))


def _spelled_out(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        whole = next((w for w in _CUT if len(word) >= 3 and w.startswith(word)), word)
        yield from (part for part in _WORDS.get(whole, whole).split() if part not in _SMALL)


def _unknown(text: str) -> PlaceUnknown:
    """The error for what is no country, with the nearest names."""
    from difflib import get_close_matches  # here: it is needed for errors alone

    names = (*_alias_names(), *_iso_names(), *((" or ".join(codes), name) for name, codes in _UNCLEAR.items()))
    known = {name.casefold(): f"{name} ({code})" for code, name in names}
    nearest = tuple(known[name] for name in get_close_matches(text.casefold(), known, 3))
    return PlaceUnknown(f"{shown(text)} is no country known here", shown(text), _EXPECTED, nearest)
