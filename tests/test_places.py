"""Countries as people write them: one code where the text is clear, candidates where it is not."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41 import places
from article41.errors import InputError
from article41.places import _CODES, Place, PlaceUnknown, parse_country

DPRK = """
KP; kp; PRK; prk; DPRK; D.P.R.K.; D.P.R. KOREA; D. P. R. KOREA; D.P.R.KOREA; DPR KOREA; NORTH KOREA; KOREA NORTH;
KOREA (NORTH); KOREA, NORTH; N. KOREA; N.KOREA; NORTHKOREA; North-Korea; North Korean; KOREA (DPR); KOREA, D.P.R.;
KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF; Democratic People's Republic of Korea; Democratic People’s Republic of Korea;
the Democratic Peoples Republic of Korea; Korea, Dem. People's Rep. of; KOREA, DEM. PEOPLE'S REP. OF;
KOREA, DEM. PEOPLE'S REP.; KOREA,DEM.PEO.REP; KOREA DEM REP; KOREA, DEM PPL REP; Korea, Dem. P.R.;
KOREA, DEMOCRATIC PE; DEM PEOPLE S REPUBLIC OF KOREA; PEOPLE'S DEMOCRATIC REPUBLIC OF KOREA; NORTH KOREA (DPRK);
KP - NORTH KOREA; KOREA (KP); KP/PRK; ＫＰ; NK; Corée du Nord; Corea del Norte; КНДР; Северная Корея; 朝鲜; 北朝鮮; 북한;
조선민주주의인민공화국
"""
ROK = """
KR; kor; ROK; R.O.K.; R.O. KOREA; R.O.KOREA; KOREA REP.; KOREA, REP.; KOREA, REP. OF; KOREA, REPUBLIC OF;
REPUBLIC OF KOREA; The Republic of Korea; Rep. of Korea; SOUTH KOREA; South-Korea; S. KOREA; S.KOREA; KOREA SOUTH;
KOREA (SOUTH); KOREA (REPUBLIC OF); SOUTH KOREA (ROK); KR - KOREA, REPUBLIC OF; KOREA (KR); 한국; 대한민국; 韩国
"""
OTHERS = {
    "GB": "UK; U.K.; United Kingdom; Great Britain; GBR",
    "US": "USA; U.S.A.; U.S.; United States; UNITED STATES OF AMERICA",
    "RU": "RUSSIA; RUSSIAN FEDERATION; RUSSIAN FED.; Россия",
    "VN": "VIETNAM; VIET NAM; Socialist Republic of Viet Nam",
    "TW": "TAIWAN; TAIWAN, PROVINCE OF CHINA; TAIWAN (CHINA); CHINESE TAIPEI; TWN",
    "HK": "HONG KONG; HONGKONG; HONG KONG, CHINA; HONG KONG SAR; HKG",
    "MO": "MACAU; MACAO; MACAO SAR; MAC",
    "CN": "CHINA; CHINA, P.R.; P.R. CHINA; P.R.CHINA; PRC; CHINA, PEOPLE'S REPUBLIC OF; 中国",
    "IR": "IRAN; IRAN, ISLAMIC REP. OF; Iran (Islamic Republic of)",
    "SY": "SYRIA; SYRIAN ARAB REPUBLIC; SYRIAN ARAB REP.",
    "LA": "LAOS; LAO PDR; LAO P.D.R.; LAO PEOPLE'S DEMOCRATIC REPUBLIC",
    "TR": "TURKEY; TÜRKIYE; TURKIYE",
    "AE": "UAE; U.A.E.; UNITED ARAB EMIRATES; UTD ARAB EMIRATES",
    "CI": "IVORY COAST; COTE D'IVOIRE; Côte d’Ivoire",
    "CZ": "CZECH REPUBLIC; CZECH REP.; CZECHIA",
    "BO": "BOLIVIA; BOLIVIA (PLURINATIONAL STATE OF)",
    "TZ": "TANZANIA; TANZANIA, UNITED REP. OF",
    "CD": "DR CONGO; DRC; CONGO, DEM. REP.; CONGO (KINSHASA); Democratic Republic of the Congo",
    "CG": "CONGO, REP.; CONGO (BRAZZAVILLE); Republic of the Congo",
    "KN": "ST. KITTS AND NEVIS; St Kitts & Nevis",
    "MH": "MARSHALL ISLANDS; MARSHALL IS.",
    "NA": "NA; NAMIBIA",
    "NO": "NO; NORWAY",
    "XK": "XK; KOSOVO",
    "EU": "EU; EUROPEAN UNION",
    "DE": "Germany; DEU",
    "GW": "GUINEA-BISSAU",
    "DO": "DOMINICAN REP.",
    "DM": "DOMINICA",
    "NE": "NIGER",
    "NG": "NIGERIA",
}
UNCLEAR = {
    "KOREA": ("KP", "KR"),
    "korea": ("KP", "KR"),
    "CONGO": ("CD", "CG"),
    "VIRGIN ISLANDS": ("VG", "VI"),
    "KP - SOUTH KOREA": ("KP", "KR"),
    "DE/CN": ("CN", "DE"),
}


def _listed(names: str) -> list[str]:
    return [" ".join(name.split()) for name in names.split(";")]


@pytest.mark.parametrize("said", _listed(DPRK))
def test_every_spelling_of_the_dprk_is_kp(said: str) -> None:
    assert parse_country(said) == Place("KP", ("KP",), said)


@pytest.mark.parametrize("said", _listed(ROK))
def test_every_spelling_of_the_republic_of_korea_is_kr(said: str) -> None:
    assert parse_country(said) == Place("KR", ("KR",), said)


@pytest.mark.parametrize(("code", "said"), [(code, said) for code, names in OTHERS.items() for said in _listed(names)])
def test_names_of_customs_press_and_un_are_read(code: str, said: str) -> None:
    assert parse_country(said).code == code


@pytest.mark.parametrize(("said", "candidates"), UNCLEAR.items())
def test_a_name_of_two_countries_stays_open(said: str, candidates: tuple[str, ...]) -> None:
    assert parse_country(said) == Place(None, candidates, said)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ATLANTIS", "ATLANTIS is no country known here; nearest: "),
        ("GERMNAY", "GERMNAY is no country known here; nearest: Germany (DE)"),
        ("KOREEA", "KOREEA is no country known here; nearest: Korea (KP or KR)"),
        ("NORTH KOREAA", "NORTH KOREAA is no country known here; nearest: North Korea (KP)"),
        ("Pyongyang", "Pyongyang is no country known here"),
        ("SOUTH KOREA DEMOCRATIC", "SOUTH KOREA DEMOCRATIC is no country known here"),
        ("N/A", "N/A is no country known here"),
        ("XQ", "XQ is no country known here"),
        ("ß", "ß is no country known here"),
        ("", "country is required"),
        (None, "country is required"),
        (False, "country must be text, not False"),
        ("x" * 10_000, "country has 10000 characters, at most 200"),
    ],
)
def test_what_is_no_country_is_refused_with_the_nearest(said: str, sentence: str) -> None:
    with pytest.raises(PlaceUnknown) as fault:
        parse_country(said)
    assert str(fault.value).startswith(sentence)


def test_the_code_table_holds_every_territory_of_iso() -> None:
    """ISO 3166-1 has 249 codes; pycountry carries the official list."""
    import pycountry

    official = {(country.alpha_2, country.alpha_3) for country in pycountry.countries}
    assert len(official) == 249
    assert all(_CODES[two] == _CODES[three] == two for two, three in official)


def test_every_name_of_iso_leads_to_its_code_or_stays_open() -> None:
    import pycountry

    for country in pycountry.countries:
        for name in (country.name, getattr(country, "official_name", country.name)):
            assert country.alpha_2 in parse_country(name).candidates
    assert parse_country("Congo").code is None


def test_codes_are_read_without_loading_names_in_under_20_ms() -> None:
    """The module and its own needs: without the package's front door, msgspec, and the standard library."""
    package = str(Path(places.__file__).parent)
    script = (
        "import msgspec, re, unicodedata, functools, decimal, sys, time, types\n"
        "sys.modules['article41'] = types.ModuleType('article41')\n"
        f"sys.modules['article41'].__path__ = [{package!r}]\n"
        "begun = time.perf_counter()\n"
        "from article41.places import parse_country\n"
        "assert parse_country('kp').code == 'KP'\n"
        "assert 'pycountry' not in sys.modules\n"
        "print(time.perf_counter() - begun)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(3)
    ]
    assert min(float(run.stdout) for run in runs) < 0.02


def test_long_junk_is_refused_fast() -> None:
    begun = time.perf_counter()
    for junk in ("K" * 200, "(" * 200, "'" * 200, "a." * 100, "people s " * 22, "-" * 10_000):
        with pytest.raises(InputError):
            parse_country(junk)
    assert time.perf_counter() - begun < 2


@given(st.sampled_from(sorted(_CODES)), st.booleans())
def test_a_printed_place_is_read_back(code: str, small: bool) -> None:
    place = parse_country(code.lower() if small else code)
    assert parse_country(str(place)).code == place.code == _CODES[code]


@given(st.text(max_size=60) | st.text("KORENTHkorenth .,()'-/", max_size=30))
def test_junk_raises_nothing_but_input_errors(text: str) -> None:
    try:
        place = parse_country(text)
        assert place.candidates
        assert place.code == (place.candidates[0] if len(place.candidates) == 1 else None)
    except InputError as fault:
        assert str(fault)
