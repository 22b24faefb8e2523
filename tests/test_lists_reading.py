"""Reading published lists: every form, every quirk, and what is refused. All names are invented."""

import gzip
import io
import json
import lzma
import tarfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lists_book import BOOK, many, quirks, read_bytes, xml

from article41.errors import InputError
from article41.lists import nations, opening, un_text
from article41.lists.opening import part
from article41.lists.reading import read
from article41.lists.record import Identifier, Name, Record
from article41.lists.snapshot import ListError, moment


def by_id() -> dict[str, Record]:
    return {record.id: record for record in quirks().records}


def test_names_are_joined_taken_apart_and_tidied() -> None:
    """Parts of a name become one; aliases joined by ';' become several; blanks and line breaks go."""
    assert by_id()["KPi.901"].names == (
        Name("PAK YO’NG SAM", "primary"),
        Name("Pak Yong Sam", "good"),
        Name("Park Yong-sam", "good"),
        Name("Sam", "weak"),
    )
    qualities = [name.quality for name in by_id()["KPe.901"].names]
    assert qualities == ["primary", "original", "former"]


def test_dates_of_birth_are_found_wherever_they_stand() -> None:
    """Several blocks, years with blanks, spans, two years in one field, and a span in an alias."""
    assert by_id()["KPi.901"].birth_dates == ("1961~", "1961-02-03", "1963", "1965", "1955/1958", "1960/1962")


def test_a_day_with_a_zone_and_no_time_is_that_day() -> None:
    """`2015-07-01-04:00` is 1 July, not a moment of another day."""
    assert by_id()["KPi.901"].listed_on == date(2015, 7, 1)


def test_documents_and_numbers_in_comments_are_kept() -> None:
    """Passports under French or Spanish titles, and what only the comment says."""
    assert by_id()["KPi.901"].identifiers == (
        Identifier("passport", "123456789 (expired)", "SG"),
        Identifier("national_id", "N-77"),
        Identifier("passport", "900112233"),
    )
    assert by_id()["KPe.901"].identifiers == (Identifier("company_imo", "5988369"), Identifier("swift", "ABCDKPPY"))


def test_countries_are_codes_and_what_is_unread_is_kept() -> None:
    """An unknown country is a warning and a text, never a failure and never a guess."""
    person = by_id()["KPi.901"]
    assert (person.countries, person.countries_unread) == (("KP",), ("Atlantis",))
    assert by_id()["KPe.901"].countries == ("HK", "KP")


def test_every_quirk_has_a_named_warning() -> None:
    """What was survived is said by name, with the record."""
    names = Counter(warning.name for warning in quirks().warnings)
    assert names == {
        "empty block": 5,
        "reference tidied": 1,
        "regime from the reference": 1,
        "aliases joined": 1,
        "blanks in a name": 1,
        "birth date in an alias": 1,
        "birth date unread": 1,
        "several years in one field": 1,
        "zone without time": 2,
        "country unread": 1,
        "company IMO number": 1,
        "no LISTED_ON": 2,
        "day unread": 1,
        "no name": 1,
        "no reference": 1,
        "reference used twice": 1,
    }
    assert {w.record for w in quirks().warnings} == {"KPi.901", "KPe.901", "DATAID 42"}


def test_a_number_used_twice_keeps_both_records() -> None:
    """Nobody is dropped because somebody else has the same number."""
    assert by_id()["KPe.901/2"].name == "SECOND OF THE SAME NUMBER"


def test_the_moment_is_in_utc_and_the_day_as_written() -> None:
    """19:30 in New York is the next day in UTC; the list is of the day it writes."""
    assert (quirks().day, quirks().generated) == (date(2024, 5, 1), "2024-05-01T23:30:00.500000Z")


def test_the_hash_knows_the_content_and_not_the_file() -> None:
    """Another date, order of records, quotes and layout: the same content. Another name: not."""
    one = [("KPe.001", "ONE", "2017-08-05"), ("KPe.002", "TWO", "2017-08-05")]
    first = read_bytes(xml("2024-01-01", one).encode())
    second = read_bytes(xml("2024-02-01", one[::-1]).replace("\n", "\n    ").replace('"', "'").lstrip().encode())
    other = read_bytes(xml("2024-01-01", [("KPe.001", "ONE!", "2017-08-05"), one[1]]).encode())
    assert first.content == second.content != other.content


REFUSED = {
    "doctype": ('<!DOCTYPE a [<!ENTITY b "c">]><CONSOLIDATED_LIST dateGenerated="2024-01-01"/>', "DOCTYPE"),
    "another root": ("<html><body/></html>", "CONSOLIDATED_LIST"),
    "no entities": ('<CONSOLIDATED_LIST dateGenerated="2024-01-01"><INDIVIDUALS/></CONSOLIDATED_LIST>', "no ENTITIES"),
    "no records": (xml("2024-01-01", []), "no records"),
    "no date": (many("", 2), "dateGenerated"),
    "a bad date": (many("yesterday", 2), "not a moment"),
    "cut off": (many("2024-01-01", 50)[:-200], "cut off"),
    "cut off in a tag": (many("2024-01-01", 5)[:-3], "cut off"),
    "nested": ("<CONSOLIDATED_LIST dateGenerated='2024-01-01'>" + "<a>" * 40, "nested"),
    "an unknown entity": (many("2024-01-01", 2).replace("NUMBER 1", "&boom;"), "line"),
    "nothing": ("", "no list known here"),
    "prose": ("Dear all,", "no list known here"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_whole_list_is_refused(case: str) -> None:
    """Each with a reason that names the file."""
    text, reason = REFUSED[case]
    with pytest.raises(ListError, match=reason) as fault:
        read_bytes(text.encode())
    assert "list.xml" in str(fault.value) or case == "a bad date"


def test_bytes_in_the_wrong_encoding_are_located() -> None:
    """Windows-1252 in a file that declares UTF-8: line, byte, and what the byte would be."""
    text = many("2024-01-01", 3).replace("NUMBER 2", "NUMÉRO\nDEUX CAFÉ BAR LONG NAME")
    content = text.encode("cp1252")
    byte = content.index(b"\xc9")
    line = content[:byte].count(b"\n") + 1
    with pytest.raises(ListError, match=rf"line {line}, byte {byte}\b.*0xC9.*'É'"):
        read_bytes(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Nothing but ListError leaves the readers."""
    for name in ("a.xml", "a.json", "a.csv"):
        try:
            read_bytes(content, name)
        except ListError as fault:
            assert str(fault)


@given(st.integers(0, 3000))
def test_a_list_cut_off_anywhere_is_refused(length: int) -> None:
    """However much of the file came, a part is never a list."""
    whole = many("2024-01-01", 12).encode().rstrip()
    with pytest.raises(ListError):
        read_bytes(whole[: min(length, len(whole) - 1)])


def test_packed_lists_are_read_by_their_names(tmp_path: Path) -> None:
    """.gz, .xz and the members of a .tar.xz, in their order; members of one name are two lists."""
    texts = [many("2024-01-01", 3), many("2024-01-01T12:00:00Z", 4)]
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(texts[0].encode()))
    (tmp_path / "a.xml.xz").write_bytes(lzma.compress(texts[0].encode()))
    with tarfile.open(tmp_path / "all.tar.xz", "w:xz") as archive:
        for text in texts:
            member = tarfile.TarInfo("folder/list.xml")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    packed = [next(read(tmp_path / name)) for name in ("a.xml.gz", "a.xml.xz")]
    assert {s.source for s in packed} == {"a.xml"}
    assert [len(s.records) for s in read(tmp_path / "all.tar.xz")] == [3, 4]
    assert opening.count(tmp_path / "all.tar.xz") == 2


@pytest.mark.parametrize("name", ["a.xml.gz", "a.xml.xz", "a.tar.xz", "a.tar.gz"])
def test_packed_lists_that_are_cut_off_are_refused(name: str, tmp_path: Path) -> None:
    """A broken download is an error with the file's name, never half a list."""
    text = many("2024-01-01", 400).encode()
    if ".tar" in name:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:xz" if name.endswith("xz") else "w:gz") as archive:
            member = tarfile.TarInfo("list.xml")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
        content = buffer.getvalue()
    else:
        content = gzip.compress(text) if name.endswith("gz") else lzma.compress(text)
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ListError):
        list(read(tmp_path / name))


@pytest.mark.parametrize("encoding", [b"x-none", b"shift_jis", b"idna"])
def test_an_encoding_that_is_not_known_is_refused(encoding: bytes) -> None:
    """As a ListError, not as whatever the codec raises."""
    with pytest.raises(ListError, match="line 1"):
        read_bytes(b"<?xml version='1.0' encoding='" + encoding + b"'?><CONSOLIDATED_LIST/>", "x.xml")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """Without a traceback."""
    with pytest.raises(ListError, match="no such file"):
        list(read(tmp_path / "none.xml"))


def test_a_bomb_is_refused_at_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than the bound is refused while it unpacks."""
    stream = opening.io.BufferedReader(opening.Bounded(io.BytesIO(b"x" * 5000), "bomb", most=1000))
    with pytest.raises(ListError, match="longer than"):
        stream.read()


def test_follow_the_money_lines_are_read() -> None:
    """Targets of party schemata with their names, numbers and the day a Sanction gives."""
    lines = [
        {"id": "a", "schema": "Company", "caption": "Example Ltd", "target": True, "datasets": ["xx"],
         "last_seen": "2024-03-14T02:00:00",
         "properties": {"name": ["EXAMPLE LTD", "Example Ltd"], "weakAlias": ["EX"], "previousName": ["Old Ltd"],
                        "jurisdiction": ["kp"], "imoNumber": ["IMO5988369"], "notes": "a text"}},
        {"id": "b", "schema": "Sanction", "properties": {"entity": ["a"], "startDate": ["2020-01-02"]}},
        {"id": "c", "schema": "Address", "properties": {}},
        {"id": "d", "schema": "Person", "target": False, "caption": "Somebody's cousin", "properties": {}},
        {"id": "e", "schema": "Vessel", "caption": "SHIP", "properties": {"imoNumber": ["IMO9562233"], "flag": ["pa"]}},
    ]  # fmt: skip
    found = read_bytes("\n".join(map(json.dumps, lines)).encode(), "xx-2024-03.entities.ftm.json")
    company, ship = found.records
    assert (found.list, found.day, found.kind) == ("xx", date(2024, 3, 14), "ftm")
    assert [n.quality for n in company.names] == ["primary", "good", "weak", "former"]
    assert (company.listed_on, company.countries) == (date(2020, 1, 2), ("KP",))
    assert company.identifiers == (Identifier("company_imo", "5988369"),)
    assert (ship.identifiers, ship.flags) == ((Identifier("imo", "9562233"),), ("PA",))
    assert {w.name for w in found.warnings} == {"not a party", "not a target"}


@pytest.mark.parametrize("line", ['{"id": "a"}', '{"id": "a", "sch', '{"id": 1, "schema": "Person"}', "[]"])
def test_a_line_that_is_no_entity_is_located(line: str) -> None:
    """The second line is at fault."""
    good = '{"id": "z", "schema": "Person", "caption": "Z", "last_seen": "2024-01-01", "properties": {}}'
    with pytest.raises(ListError, match="line 2"):
        read_bytes(f"{good}\n{line}".encode(), "x.json")


CSV = """"id","schema","name","aliases","birth_date","countries","addresses","identifiers","dataset","last_seen"
"a","Vessel","SHIP ONE","FORMER SHIP;SHIP 1","","pa;gr","","IMO9562233;667002026","Set","2024-03-13T05:41:01"
"b","Person","Example Person","","1974-09-07","atlantis","","","Set","2024-03-12T05:41:01"
"c","Airplane","PLANE","","","","","","Set","2024-03-12T05:41:01"
"""


def test_simple_csv_is_read() -> None:
    """Values joined by ';' are taken apart; the newest `last_seen` dates the list."""
    found = read_bytes(CSV.encode(), "set-2024-03.targets.simple.csv")
    ship, person = found.records
    assert (found.list, found.day) == ("set", date(2024, 3, 13))
    assert (ship.flags, ship.name) == (("PA", "GR"), "SHIP ONE")
    assert ship.identifiers == (Identifier("imo", "9562233"), Identifier("mmsi", "667002026"))
    assert (person.birth_dates, person.countries_unread) == (("1974-09-07",), ("atlantis",))


def test_simple_csv_cut_off_is_refused() -> None:
    """A row without all its cells means that the rest is missing."""
    with pytest.raises(ListError, match="line"):
        read_bytes(CSV[:-60].encode(), "x.csv")


VESSELS_YAML = """list: 1718 Designated Vessels List
list_date: '2020-06-04'
vessels:
- names: [EXAMPLE SHIP, OTHER NAME]
  imo: '9562233'
  flags: [Panama]
  mmsi: ['667002026']
  call_signs: []
  designations:
  - {date: '2018-03-30', measures: [p12d_2321, p6_2371_p6_2375]}
  other_information: null
"""
VESSELS_CSV = (
    "no,imo,primary_name,other_names,mmsi,flags,call_signs,designation_date,p8d_1718_p12_2270,p12a_2321,p12d_2321,"
    "p6_2371_p6_2375,omm_2270_p23,later_measures,other_information\n"
    "1,9562233,EXAMPLE SHIP,OTHER NAME,667002026,Panama,,2018-03-30,no,no,yes,yes,no,,\n"
)


def test_vessels_are_the_same_from_csv_and_yaml() -> None:
    """One table in two forms is one content: measures with their paragraphs and days."""
    from_yaml = read_bytes(VESSELS_YAML.encode(), "vessels.yaml")
    from_csv = read_bytes(VESSELS_CSV.encode(), "vessels-2020-06-04.csv")
    assert from_yaml.content == from_csv.content
    assert [(m.kind, m.since) for m in from_csv.records[0].measures] == [
        ("freeze", date(2018, 3, 30)),
        ("port-ban", date(2018, 3, 30)),
    ]
    assert (from_csv.records[0].id, from_csv.day) == ("IMO 9562233", date(2020, 6, 4))


def test_vessels_without_a_day_ask_for_it() -> None:
    """A CSV of no known day is refused, and read with one."""
    with pytest.raises(ListError, match="--date"):
        read_bytes(VESSELS_CSV.encode(), "vessels.csv")
    assert read_bytes(VESSELS_CSV.encode(), "vessels.csv", "2020-06-04").day == date(2020, 6, 4)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("p12d_2321", "p99", "p99"), ("'2018-03-30'", "soon", "soon"), ("[EXAMPLE SHIP, OTHER NAME]", "[]", "name")],
)
def test_vessels_with_unknown_parts_are_refused(old: str, new: str, reason: str) -> None:
    """A measure, day or name that cannot be read is never left out in silence."""
    with pytest.raises(ListError, match=reason):
        read_bytes(VESSELS_YAML.replace(old, new).encode(), "v.yaml")


@pytest.mark.parametrize(
    ("said", "read_as"),
    [("Congo", ("CD", "CG")), ("Congolese", ("CD", "CG")), ("Afghan", ("AF",)), ("Libya (in custody)", ("LY",)),
     ("Palestinian Territories", ("PS",)), ("Atlantis", ()), ("", ())],
)  # fmt: skip
def test_countries_as_lists_write_them(said: str, read_as: tuple[str, ...]) -> None:
    """Names, demonyms and remarks; what may be two countries stays two."""
    assert nations.codes(said) == read_as


@pytest.mark.parametrize("said", ["KPi.001", "kpi.001", " KPi.001 ", "KPI.001."])
def test_references_are_one_in_every_spelling(said: str) -> None:
    """A stray dot, blank or capital makes no other entry."""
    assert un_text.reference(said) == "KPi.001"


def test_a_moment_that_is_none_is_refused() -> None:
    """With the error that every module's own derives from."""
    with pytest.raises(InputError):
        moment("soon")


def test_the_fixture_holds_no_real_list() -> None:
    """The project commits no downloaded list: its own numbers start at 901."""
    text = (BOOK / "quirks.xml").read_text(encoding="utf-8")
    assert "KPi.0" not in text and "KPe.0" not in text
    assert part("x/y.xml.gz", io.BytesIO()).name == "y.xml"
