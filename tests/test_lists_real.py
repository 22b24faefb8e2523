"""Real published lists beside the project: every snapshot, the monthly series, and the daily one of two years.

Without them, `test_lists_history` and `test_lists_reading` hold the same rules on invented lists, and the first test
here holds what a history says of the 1718 list against the built-in one.
"""

import csv
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import SHARED
from lists_book import record, snapshot

from article41.lists.corrections import load_facts
from article41.lists.deltas import delta, substance
from article41.lists.entries import entries, of_history
from article41.lists.history import History, histories, listed_on
from article41.lists.reading import read
from article41.lists.snapshot import ListError, Snapshot
from article41.lists.store import Store
from article41.screening import load_list
from article41.screening.names import plain

UN = SHARED / "data" / "un"
real = pytest.mark.skipif(not UN.exists(), reason="the shared reference data are not here")


@cache
def singles() -> tuple[Snapshot, ...]:
    files = [file for file in sorted(UN.glob("consolidated-*.xml.gz")) if "malformed" not in file.name]
    return tuple(one for file in files for one in read(file))


@cache
def monthly() -> tuple[Snapshot, ...]:
    return tuple(read(UN / "history-monthly-2021-2025.tar.xz"))


@cache
def known() -> dict[str, History]:
    return histories((*singles(), *monthly()), load_facts())


def state(entry: str, day: str) -> str:
    return listed_on(known()[entry], date.fromisoformat(day)).state


def test_the_built_in_list_gives_its_own_periods_back() -> None:
    """Made into a snapshot of its own day, each entry of the 1718 list is listed from the same day and still is."""
    built_in = load_list()
    given = [record(e.id, e.name, e.listed[0].start) for e in built_in.entries if e.listed]
    found = histories([snapshot(built_in.list_date.isoformat(), *given)], load_facts())
    for entry in (e for e in built_in.entries if e.listed):
        assert [(p.start, p.until) for p in of_history(found[entry.id]).listed] == [
            (p.start, p.until) for p in entry.listed
        ]


@real
def test_every_list_has_the_records_that_its_publisher_counts() -> None:
    """The monthly series against its manifest: day, individuals, entities, DPRK."""
    with (UN / "history-monthly-2021-2025.manifest.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    for row, found in zip(rows, monthly(), strict=True):
        types, dprk = Counter(r.type for r in found.records), sum(r.regime == "DPRK" for r in found.records)
        assert (str(found.day), types["person"], types["entity"], dprk) == (
            row["dateGenerated"][:10], int(row["individuals"]), int(row["entities"]), int(row["dprk"])
        )  # fmt: skip


@real
def test_no_record_of_any_list_is_without_a_reference_or_a_name() -> None:
    """Every quirk has been survived."""
    found = Counter(w.name for one in (*singles(), *monthly()) for w in one.warnings)
    assert not set(found) & {"no reference", "no name", "reference used twice", "day unread", "quality unknown"}
    assert {"reference tidied", "zone without time", "aliases joined", "birth date in an alias"} <= set(found)


@real
def test_the_malformed_list_is_refused_with_line_and_byte() -> None:
    """Windows-1252 bytes under a UTF-8 declaration."""
    with pytest.raises(ListError, match=r"line 54, byte 2192 .*line 53.*0xE9"):
        list(read(UN / "consolidated-2025-08-16.malformed-cp1252.xml.gz"))


@real
@pytest.mark.parametrize(
    ("entry", "day", "expected"),
    [("KPe.068", "2018-03-29", "not listed"), ("KPe.068", "2018-03-30", "listed"), ("KPe.068", "2023-09-15", "listed"),
     ("IRe.004", "2015-03-27", "listed"), ("IRe.004", "2023-10-02", "listed"), ("IRe.004", "2023-10-10", "uncertain"),
     ("IRe.004", "2023-10-19", "not listed"), ("IRe.004", "2025-09-26", "not listed"),
     ("IRe.004", "2025-09-27", "listed"), ("IQi.026", "2023-11-01", "not listed"),
     ("IQi.074", "2025-12-09", "listed"), ("IQi.074", "2025-12-10", "not listed"),
     ("SDi.007", "2026-02-27", "listed"), ("TAi.171", "2015-03-27", "listed")],
)  # fmt: skip
def test_listed_on_that_day(entry: str, day: str, expected: str) -> None:
    """Where LISTED_ON alone is not right: the gap of 2023, Iran out and back, removals from one day to the next."""
    assert state(entry, day) == expected


@real
def test_without_known_facts_the_lists_alone_show_the_gap() -> None:
    """What corrections.yaml changes, and why it is there."""
    bare = histories((*singles(), *monthly()))["KPe.068"]
    assert listed_on(bare, date(2023, 9, 15)).state == "not listed"
    assert bare.periods[-1].flags == ("restored",)


@real
def test_iran_is_restored_and_flagged() -> None:
    """121 records back under their old LISTED_ON; 37 of them had been gone since before 2017."""
    back = [h for name, h in known().items() if name.startswith("IR")]
    assert len(back) == 121
    assert all(h.periods[-1].state == "listed" and h.periods[-1].start == date(2025, 9, 27) for h in back)
    assert all("restored" in h.periods[-1].flags for h in back)
    assert sum(listed_on(h, date(2020, 1, 1)).state == "not listed" for h in back) == 37


@real
def test_lists_agree_with_what_is_known_of_them() -> None:
    """29 Iraq entities and one QDi off by 2021-10-01, 85 records by 2023-11-01, six CDi on by 2024-03-01."""
    by_day = {str(one.day): one for one in monthly()}
    iraq = delta(by_day["2021-09-01"], by_day["2021-10-01"])
    assert Counter(r.id[:3] for r in iraq.removed) == {"IQe": 29, "QDi": 1}
    off = delta(by_day["2023-10-02"], by_day["2023-11-01"])
    assert Counter(r.id[:3] for r in off.removed) == {"IRe": 61, "IRi": 23, "IQi": 1}
    on = delta(by_day["2024-02-01"], by_day["2024-03-01"])
    assert Counter(r.id[:3] for r in on.added) == {"CDi": 6}


@real
def test_a_change_of_the_publishing_system_is_not_taken_for_amendments() -> None:
    """954 and 901 records changed their text; 209 and 27 of them in more than formatting, as read here."""
    by_day = {str(one.day): one for one in monthly()}
    days = ("2023-05-08", "2023-08-02", "2023-09-01")
    found = [substance(delta(by_day[old], by_day[new]).amended) for old, new in pairwise(days)]
    assert found == [209, 27]


@real
def test_the_1718_list_out_of_real_lists_is_the_built_in_one() -> None:
    """All 155: type, names, birth dates, identifiers and the days on the list."""
    built_in = {entry.id: entry for entry in load_list().entries if entry.listed}
    found = {name: of_history(history) for name, history in known().items() if name.startswith("KP")}
    assert found.keys() == built_in.keys()
    for name, entry in built_in.items():
        mine = found[name]
        assert (mine.type, mine.name, mine.birth_dates) == (entry.type, entry.name, entry.birth_dates)
        assert {*map(plain, mine.names)} == {*map(plain, entry.names)}, name
        assert (mine.identifiers, mine.bank, mine.countries) == (entry.identifiers, entry.bank, entry.countries), name
        assert [(p.start, p.until) for p in mine.listed] == [(p.start, p.until) for p in entry.listed], name


@real
def test_two_serialisations_of_one_day_are_one_content() -> None:
    """The re-indented list of 2021-03-12 against the daily series of that year."""
    indented = next(one for one in singles() if str(one.day) == "2021-03-12")
    same_day = [one for one in daily() if str(one.day) == "2021-03-12"]
    assert [one.content for one in same_day] == [indented.content]


@cache
def daily() -> tuple[Snapshot, ...]:
    return tuple(read(UN / "history-all-2021-2022.tar.xz"))


@real
def test_two_years_day_by_day_contradict_nothing(tmp_path: Path) -> None:
    """233 lists beside the rest: every list's own records are listed on its day, and removals come closer."""
    found = histories((*singles(), *monthly(), *daily()), load_facts())
    assert len(daily()) == 233
    for one in daily():
        assert all(listed_on(found[r.id], one.day).state == "listed" for r in one.records)
    unknown = [sum(p.state == "uncertain" for p in h.periods) for h in found.values()]
    days = [
        sum((p.until - p.start).days + 1 for h in some.values() for p in h.periods if p.until and p.start
            and p.state == "uncertain" and p.start.year in (2021, 2022) and p.until.year in (2021, 2022))
        for some in (known(), found)
    ]  # fmt: skip
    assert days[1] < days[0]
    assert max(unknown) <= 2


@real
def test_the_store_holds_all_of_it_and_any_order_is_the_same(tmp_path: Path) -> None:
    """Series first or single lists first: equal histories, and twice is once."""
    one, other = Store(tmp_path / "a.sqlite"), Store(tmp_path / "b.sqlite")
    one.add(monthly(), accept_shrunken=True)
    one.add(singles(), accept_shrunken=True)
    for single in reversed(singles()):
        other.add([single], accept_shrunken=True)
    other.add(reversed(monthly()), accept_shrunken=True)
    assert histories(one.snapshots("un"), load_facts()) == histories(other.snapshots("un"), load_facts()) == known()
    assert not any(told.new for told in one.add(singles()))
    assert len(entries(one)) == len(known())


@real
def test_vessels_agree_with_the_built_in_list() -> None:
    """All 67 ships: every designation of certain days has the same kind, paragraph, first and last day."""
    (listed,) = read(SHARED / "data" / "vessels" / "un-1718-designated-vessels-2020-06-04.csv")
    found = {name: of_history(h) for name, h in histories([listed], load_facts()).items()}
    ships = {entry.id: entry for entry in load_list().entries if entry.type == "vessel"}
    assert found.keys() == ships.keys()
    for name, ship in ships.items():
        ours = {(d.kind, d.law, d.start) for d in found[name].designated if not d.unconfirmed}
        assert ours == {(d.kind, d.law, d.start) for d in ship.designated}, name
        assert found[name].imo == ship.imo


@real
@pytest.mark.parametrize(
    ("file", "count"),
    [("opensanctions-sa-peps-2024-03.entities.ftm.json.gz", 423), ("opensanctions-zala.entities.ftm.json.gz", 14),
     ("opensanctions-ua-war-sanctions-2026-03.targets.simple.csv.gz", 5600)],
)  # fmt: skip
def test_exports_of_opensanctions_are_read(file: str, count: int) -> None:
    """Targets alone; what is left out is warned of."""
    (found,) = read(SHARED / "data" / "ftm" / file)
    assert len(found.records) == count
