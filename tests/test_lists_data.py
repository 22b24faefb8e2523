"""The built-in 1718 list: is it whole, well formed, and right where it is best known?

The last tests run the refresh script on small invented files, and, where the shared reference data
lie beside the project, compare the list with the published one.
"""

from __future__ import annotations

import gzip
import importlib.util
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LISTS = ROOT / "lists" / "1718"
PUBLISHED = ROOT.parent / "shared" / "data" / "un" / "consolidated-2026-02-27.xml.gz"
FILES = ("individuals", "entities", "vessels")
CITATION = re.compile(r"S/RES/\d{4} \(20\d\d\), paragraph \d+(\([a-z]\))?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
IMO_WEIGHTS = (7, 6, 5, 4, 3, 2)
COMPANY_WEIGHTS = (8, 6, 4, 2, 9, 7)
COMMITTEE = "the Committee"
KEYS = {
    *("id", "type", "name", "aliases", "weak_aliases", "former_names", "countries", "birth_dates"),
    *("identifiers", "bank", "listed", "amended", "absent", "imo", "flags", "designated", "note"),
}

# How many persons and entities were designated on each day, as the published list counts them.
BY_DAY = {
    "2009-04-24": 3,
    "2009-07-16": 10,
    "2012-05-02": 3,
    "2013-01-22": 10,
    "2013-03-07": 5,
    "2014-07-28": 1,
    "2016-03-02": 28,
    "2016-11-30": 21,
    "2017-06-02": 18,
    "2017-08-05": 13,
    "2017-09-11": 4,
    "2017-12-22": 17,
    "2018-03-30": 22,
}
# How many ships bear each kind of designation, ended ones too.
BY_KIND = {"omm": 31, "port-ban": 35, "deflag": 15, "freeze": 13, "freeze-resource": 2}

Entry = dict[str, Any]


def entries_of(name: str) -> list[Entry]:
    """Return the entries of one file, every scalar as text."""
    text = (LISTS / f"{name}.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.BaseLoader)
    assert content["list_date"] == "2026-02-27"
    found: list[Entry] = content["entries"]
    return found


ENTRIES = {name: entries_of(name) for name in FILES}
ALL = [entry for name in FILES for entry in ENTRIES[name]]
BY_ID = {entry["id"]: entry for entry in ALL}
LISTED = [*ENTRIES["individuals"], *ENTRIES["entities"]]


def check_digit(number: str, weights: tuple[int, ...]) -> int:
    """Return the weighted sum of the first six digits."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def periods(entry: Entry) -> list[dict[str, str]]:
    """Return the listings of a person or entity, or the designations of a ship."""
    found: list[dict[str, str]] = entry.get("listed") or entry["designated"]
    return found


def same(name: str) -> str:
    """Return a name without case and punctuation; apostrophes are spelling."""
    return " ".join(re.sub(r"[^\w']+", " ", name.casefold()).split())


@pytest.mark.parametrize(("name", "count"), [("individuals", 80), ("entities", 75), ("vessels", 67)])
def test_every_entry_is_there(name: str, count: int) -> None:
    assert len(ENTRIES[name]) == count


def test_references_have_no_gap() -> None:
    assert [entry["id"] for entry in ENTRIES["individuals"]] == [f"KPi.{n:03}" for n in range(1, 81)]
    assert [entry["id"] for entry in ENTRIES["entities"]] == [f"KPe.{n:03}" for n in range(1, 76)]


def test_ids_are_unique_and_keys_are_known() -> None:
    assert len(BY_ID) == len(ALL)
    assert {key for entry in ALL for key in entry} <= KEYS


@pytest.mark.parametrize(("name", "kind"), list(zip(FILES, ("person", "entity", "vessel"), strict=True)))
def test_types(name: str, kind: str) -> None:
    assert {entry["type"] for entry in ENTRIES[name]} == {kind}


def test_designations_by_day_and_by_kind() -> None:
    assert Counter(one["from"] for entry in LISTED for one in entry["listed"]) == BY_DAY
    kinds = Counter(one["as"] for entry in ENTRIES["vessels"] for one in entry["designated"])
    assert kinds == BY_KIND


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: str(entry["id"]))
def test_days_are_days_and_ascend(entry: Entry) -> None:
    starts = [one["from"] for one in periods(entry)]
    ends = [(one["from"], one["until"]) for one in periods(entry) if "until" in one]
    amended = entry.get("amended", [])
    assert all(DAY.fullmatch(day) for day in [*starts, *amended, *(end for _, end in ends)])
    assert starts == sorted(starts)
    assert amended == sorted(set(amended))
    assert all(start <= end for start, end in ends)
    assert all(starts[0] <= day <= "2026-02-27" for day in amended)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: str(entry["id"]))
def test_every_designation_names_its_source(entry: Entry) -> None:
    for one in periods(entry):
        assert one["by"] == COMMITTEE or CITATION.fullmatch(one["by"])
        assert "law" not in one or CITATION.fullmatch(one["law"])
        assert ("law" in one) == (entry["type"] == "vessel")


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: str(entry["id"]))
def test_names_are_clean_and_stand_once(entry: Entry) -> None:
    other = [*entry.get("aliases", []), *entry.get("weak_aliases", [])]
    names = [entry["name"], *other, *entry.get("former_names", [])]
    assert all(name == " ".join(name.split()) and name for name in names)
    assert not re.search(r"[;\u2019\"]|\([A-Z]{2,6}\)$|KP[ie]\.", "\n".join(names), re.MULTILINE)
    assert len({same(name) for name in names}) == len(names)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: str(entry["id"]))
def test_codes_dates_of_birth_and_numbers(entry: Entry) -> None:
    codes = [*entry.get("countries", []), *entry.get("flags", [])]
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in codes)
    assert all(re.fullmatch(r"\d{4}(-\d\d-\d\d)?", day) for day in entry.get("birth_dates", []))
    numbers = entry.get("identifiers", {})
    assert set(numbers) <= {"passport", "company_imo", "swift", "mmsi", "call_sign"}
    assert all(re.fullmatch(r"[A-Z0-9]+", text) for texts in numbers.values() for text in texts)


def test_imo_numbers_of_ships_pass_the_check_digit() -> None:
    numbers = [entry["imo"] for entry in ENTRIES["vessels"] if "imo" in entry]
    assert len(numbers) == len(set(numbers)) == 66
    for number in numbers:
        assert check_digit(number, IMO_WEIGHTS) % 10 == int(number[6]), number
        assert BY_ID[f"IMO {number}"]["imo"] == number


def test_company_imo_numbers_pass_their_own_check_digit() -> None:
    """A company's number is checked in another way than a ship's."""
    found = [number for e in LISTED for number in e.get("identifiers", {}).get("company_imo", [])]
    assert len(found) == len(set(found)) == 16
    for number in found:
        assert (11 - check_digit(number, COMPANY_WEIGHTS) % 11) % 10 == int(number[6]), number


@pytest.mark.parametrize(
    ("ref", "name", "day", "by"),
    [
        ("KPe.001", "KOREA MINING DEVELOPMENT TRADING CORPORATION", "2009-04-24", COMMITTEE),
        (
            "KPe.012",
            "KOREAN COMMITTEE FOR SPACE TECHNOLOGY",
            "2013-01-22",
            "2087 (2013), paragraph 5(a)",
        ),
        ("KPe.018", "SECOND ACADEMY OF NATURAL SCIENCES", "2013-03-07", "2094 (2013), paragraph 8"),
        ("KPe.020", "OCEAN MARITIME MANAGEMENT COMPANY, LIMITED", "2014-07-28", COMMITTEE),
        ("KPe.030", "OFFICE 39", "2016-03-02", "2270 (2016), paragraph 10"),
        ("KPi.033", "RI WON HO", "2016-11-30", "2321 (2016), paragraph 3"),
        ("KPe.045", "KORYO BANK", "2017-06-02", "2356 (2017), paragraph 3"),
        ("KPe.047", "FOREIGN TRADE BANK", "2017-08-05", "2371 (2017), paragraph 3"),
        ("KPe.048", "KOREAN NATIONAL INSURANCE COMPANY", "2017-08-05", "2371 (2017), paragraph 3"),
        ("KPi.063", "PAK YONG SIK", "2017-09-11", "2375 (2017), paragraph 3"),
        ("KPe.054", "MINISTRY OF NATIONAL DEFENCE", "2017-12-22", "2397 (2017), paragraph 3"),
        ("KPi.080", "TSANG YUNG YUAN", "2018-03-30", COMMITTEE),
    ],
)
def test_well_known_names(ref: str, name: str, day: str, by: str) -> None:
    (period,) = BY_ID[ref]["listed"]
    assert BY_ID[ref]["name"] == name
    assert period == {"from": day, "by": by if by == COMMITTEE else f"S/RES/{by}"}


@pytest.mark.parametrize(
    ("ref", "alias"),
    [
        ("KPe.001", "KOMID"),
        ("KPe.020", "OMM"),
        ("KPe.047", "FTB"),
        ("KPe.048", "KNIC"),
        ("KPi.035", "金铁三"),
    ],
)
def test_acronyms_and_other_scripts_are_aliases(ref: str, alias: str) -> None:
    assert alias in BY_ID[ref]["aliases"]


def test_brackets_inside_a_name_stay() -> None:
    assert BY_ID["KPe.017"]["name"] == "LEADER (HONG KONG) INTERNATIONAL"


def test_former_names_weak_aliases_and_old_spellings() -> None:
    assert BY_ID["KPe.029"]["former_names"] == [
        "NATIONAL AEROSPACE DEVELOPMENT ADMINISTRATION",
        "NADA",
    ]
    assert BY_ID["KPi.064"]["weak_aliases"] == ["Choe Sok Min"]
    assert "TANCHON COMMERICAL BANK" in BY_ID["KPe.003"]["aliases"]


def test_dates_of_birth_of_earlier_lists_are_kept() -> None:
    assert BY_ID["KPi.055"]["birth_dates"] == ["1969-11-07", "1969-11-08"]
    assert BY_ID["KPi.066"]["birth_dates"] == ["1967", "1968", "1969"]
    assert BY_ID["KPi.016"]["birth_dates"] == ["1957-04-15", "1958-02-22"]


def test_countries() -> None:
    """A person has the nationality stated, an entity the countries of its addresses."""
    assert "countries" not in BY_ID["KPi.080"]
    assert "countries" not in BY_ID["KPe.014"]
    assert BY_ID["KPe.055"]["countries"] == ["HK", "CN"]
    assert BY_ID["KPe.005"]["countries"] == ["IR"]


def test_banks() -> None:
    banks = [entry["id"] for entry in LISTED if entry.get("bank") == "true"]
    numbers = ("003", "009", "013", "023", "025", "033", "034", "035", "045", "047", "049")
    assert banks == [f"KPe.{number}" for number in numbers]
    assert BY_ID["KPe.047"]["identifiers"]["swift"] == ["FTBDKPPY"]


def test_a_gap_in_the_published_file_is_no_delisting() -> None:
    entry = BY_ID["KPe.068"]
    assert "2023-08-02 to 2023-11-01" in entry["absent"]
    assert all("until" not in one for other in LISTED for one in other["listed"])
    assert [other["id"] for other in ALL if "absent" in other] == ["KPe.068"]


def test_ships_taken_off_the_list() -> None:
    ends = {
        entry["id"]: (one["until"], one.get("unconfirmed"))
        for entry in ENTRIES["vessels"]
        for one in entry["designated"]
        if "until" in one
    }
    spring = dict.fromkeys(("8602531", "9163154", "9163166", "8511823"), ("2016-03-20", None))
    winter = dict.fromkeys(("9110236", "8914934", "8405402", "9333589", "9138680"), ("2016-12-16", ["date"]))
    assert ends == {f"IMO {imo}": end for imo, end in {**spring, **winter}.items()}
    assert BY_ID["IMO 9163166"]["name"] == "Jin Teng"


def test_one_hull_two_names_two_periods() -> None:
    entry = BY_ID["IMO 8914934"]
    assert (entry["name"], entry["aliases"]) == ("FAN KE", ["Ever Bright 88", "J Star"])
    assert [(one["as"], one["from"]) for one in entry["designated"]] == [
        ("omm", "2016-03-02"),
        ("deflag", "2018-03-30"),
        ("port-ban", "2018-03-30"),
    ]


def test_ships_with_a_history_of_their_own() -> None:
    petrel = BY_ID["IMO 9562233"]
    assert (petrel["name"], petrel["flags"]) == ("PETREL 8", ["KM"])
    later = [(one["as"], one["from"]) for one in BY_ID["IMO 8628597"]["designated"]]
    assert later == [("port-ban", "2017-10-03"), ("deflag", "2018-03-30")]
    assert "imo" not in BY_ID["MIN NING DE YOU 078"]
    for imo in ("8705539", "8312497", "8126070"):
        assert {one["from"] for one in BY_ID[f"IMO {imo}"]["designated"]} == {"2018-10-16"}
        assert "2018-03-30" in BY_ID[f"IMO {imo}"]["note"]


# --- the refresh script ---------------------------------------------------------------------------

RECORD = """<ENTITY><FIRST_NAME> {name} </FIRST_NAME><REFERENCE_NUMBER>{ref} </REFERENCE_NUMBER>
<LISTED_ON>2009-04-24-04:00</LISTED_ON><COMMENTS1>Company. IMO number: 5988369.</COMMENTS1>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>"One";  Two  Bank (TB)</ALIAS_NAME>
</ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY/><ALIAS_NAME/></ENTITY_ALIAS><ENTITY_ADDRESS><COUNTRY/></ENTITY_ADDRESS>
<LAST_DAY_UPDATED><VALUE>2022-07-26</VALUE><VALUE/></LAST_DAY_UPDATED></ENTITY>"""


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    """Load the refresh script as a module."""
    spec = importlib.util.spec_from_file_location("refresh_list", ROOT / "tools" / "refresh_list.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["refresh_list"] = module
    spec.loader.exec_module(module)
    return module


def write_list(folder: Path, day: str, **records: str) -> Path:
    """Write a small consolidated list with these references and names."""
    body = "".join(RECORD.format(ref=ref.replace("_", "."), name=name) for ref, name in records.items())
    path = folder / f"{day}.xml"
    head = f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z"><INDIVIDUALS/><ENTITIES>'
    path.write_text(f"{head}{body}</ENTITIES></CONSOLIDATED_LIST>", encoding="utf-8")
    return path


def test_refresh_reads_names_gaps_and_old_spellings(refresh: ModuleType, tmp_path: Path) -> None:
    files = [
        write_list(tmp_path, "2023-12-01", KPe_001="FIRST BANK (FB)", KPe_002="OTHER", QDe_001="X"),
        write_list(tmp_path, "2023-08-02", KPe_001="FIRST BANK (FB)"),
        write_list(tmp_path, "2023-07-01", KPe_001="FRIST BANK", KPe_002="OTHER"),
    ]
    text = refresh.render("entities", files, None)
    first, second = yaml.load(text, Loader=yaml.BaseLoader)["entries"]
    assert first == {
        **{"id": "KPe.001", "type": "entity", "name": "FIRST BANK", "bank": "true"},
        "aliases": ["FB", "One", "Two Bank", "TB", "FRIST BANK"],
        "identifiers": {"company_imo": ["5988369"]},
        "listed": [{"from": "2009-04-24", "by": COMMITTEE}],
        "amended": ["2022-07-26"],
    }
    assert "2023-08-02 to 2023-08-02" in second["absent"]


def test_refresh_stops_at_a_name_that_is_gone(refresh: ModuleType, tmp_path: Path) -> None:
    files = [
        write_list(tmp_path, "2023-07-01", KPe_001="ONE", KPe_002="TWO"),
        write_list(tmp_path, "2023-08-02", KPe_001="ONE"),
    ]
    with pytest.raises(refresh.ListError, match=r"KPe\.002"):
        refresh.render("entities", files, None)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST dateGenerated="2023-07-01"/>',
        "<html/>",
        '<CONSOLIDATED_LIST dateGenerated="2023-07-01"><ENTITIES>',
    ],
)
def test_refresh_refuses_what_is_no_list(refresh: ModuleType, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(refresh.ListError, match=r"bad\.xml"):
        refresh.render("entities", [path], None)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared reference data are not here")
def test_every_published_listing_is_in_our_list() -> None:
    with gzip.open(PUBLISHED) as stream:
        root = ET.parse(stream).getroot()
    records = [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]
    published = {
        (record.findtext("REFERENCE_NUMBER") or "").strip(): (record.findtext("LISTED_ON") or "")[:10]
        for record in records
        if (record.findtext("REFERENCE_NUMBER") or "").startswith("KP")
    }
    assert published == {entry["id"]: entry["listed"][0]["from"] for entry in LISTED}
