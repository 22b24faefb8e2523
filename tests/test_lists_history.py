"""The history of an entry, from the days on which lists have it or lack it. All names are invented."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lists_book import record, snapshot

from article41.lists.corrections import Fact, load_facts
from article41.lists.deltas import changes, delta, substance
from article41.lists.entries import UNCERTAIN, entries, of_history
from article41.lists.history import History, histories, listed_on
from article41.lists.periods import Period, Sight, periods
from article41.lists.record import Comment, Measure, Record, comment
from article41.lists.snapshot import Snapshot
from article41.reader import read_transaction
from article41.screening import load_list
from article41.screening.names import plain
from article41.screening.screener import ListScreener
from article41.yamlfile import LawError

OTHER = record("KPe.999", "ALWAYS THERE", date(2010, 1, 1))


def series(*days: str, on: tuple[str, ...], listed: date | None = None) -> History:
    """The history of KPe.901, which is on the lists of the days `on`."""
    entry = record("KPe.901", listed_on=listed)
    lists = [snapshot(day, OTHER, *([entry] if day in on else [])) for day in days]
    return histories(lists)["KPe.901"]


def states(history: History) -> list[tuple[str, str, str]]:
    """Each period as state, first and last day."""
    return [(p.state, str(p.start or ""), str(p.until or "")) for p in history.periods]


def test_a_listing_between_two_lists_starts_on_listed_on() -> None:
    """Absent on one list, present on the next, LISTED_ON between: the day is certain."""
    found = series("2020-01-01", "2020-02-01", on=("2020-02-01",), listed=date(2020, 1, 10))
    assert states(found) == [("not listed", "", "2020-01-09"), ("listed", "2020-01-10", "")]


@pytest.mark.parametrize("day", ["2020-01-01", "2020-02-01"])
def test_a_listing_on_the_day_of_a_list_starts_that_day(day: str) -> None:
    """A list may have been made before or after the listing on the same day."""
    found = series("2020-01-01", "2020-02-01", on=("2020-02-01",), listed=date.fromisoformat(day))
    assert states(found)[-1] == ("listed", day, "")


def test_the_first_list_known_relies_on_listed_on() -> None:
    """Before the first list only LISTED_ON speaks, and the period says so."""
    found = series("2020-01-01", on=("2020-01-01",), listed=date(2015, 3, 4))
    assert states(found) == [("not listed", "", "2015-03-03"), ("listed", "2015-03-04", "")]
    assert found.periods[-1].flags == ("by LISTED_ON",)


def test_the_days_around_a_removal_are_uncertain() -> None:
    """The last list with it, the first without it, and between them nobody knows."""
    found = series("2020-01-01", "2020-02-01", "2020-03-01", on=("2020-01-01",), listed=date(2019, 1, 1))
    assert states(found)[1:] == [
        ("listed", "2019-01-01", "2020-01-01"),
        ("uncertain", "2020-01-02", "2020-01-31"),
        ("not listed", "2020-02-01", ""),
    ]
    for day, state in (("2020-01-01", "listed"), ("2020-01-02", "uncertain"), ("2020-02-01", "not listed")):
        assert listed_on(found, date.fromisoformat(day)).state == state


def test_lists_of_two_days_in_a_row_leave_no_uncertain_day() -> None:
    """A removal seen from one day to the next is certain to the day."""
    found = series("2020-01-01", "2020-01-02", on=("2020-01-01",), listed=date(2019, 1, 1))
    assert states(found)[1:] == [("listed", "2019-01-01", "2020-01-01"), ("not listed", "2020-01-02", "")]


def test_a_record_that_comes_back_under_its_old_date_was_not_listed_meanwhile() -> None:
    """LISTED_ON does not bridge the gap: it starts again with the first list that has it, flagged."""
    days = ("2020-01-01", "2020-02-01", "2020-03-01")
    found = series(*days, on=(days[0], days[2]), listed=date(2007, 3, 24))
    assert states(found)[2:] == [
        ("uncertain", "2020-01-02", "2020-01-31"),
        ("not listed", "2020-02-01", "2020-02-01"),
        ("uncertain", "2020-02-02", "2020-02-29"),
        ("listed", "2020-03-01", ""),
    ]
    assert found.periods[-1].flags == ("restored",)
    assert "2007-03-24" in found.periods[-1].reason


def test_a_record_that_comes_back_under_a_new_date_starts_on_it() -> None:
    """A new listing of the same number."""
    entry, again = record("KPe.901", listed_on=date(2007, 1, 1)), record("KPe.901", listed_on=date(2020, 2, 20))
    lists = [snapshot("2020-01-01", entry), snapshot("2020-02-01", OTHER), snapshot("2020-03-01", again)]
    assert states(histories(lists)["KPe.901"])[-1] == ("listed", "2020-02-20", "")


def test_a_record_never_seen_that_claims_an_old_date_is_uncertain_before() -> None:
    """Lists without it contradict its LISTED_ON, and neither is believed blindly."""
    found = series("2020-01-01", "2020-02-01", "2020-03-01", on=("2020-03-01",), listed=date(2007, 3, 24))
    assert states(found) == [
        ("not listed", "", "2007-03-23"),
        ("uncertain", "2007-03-24", "2020-02-29"),
        ("listed", "2020-03-01", ""),
    ]


def test_a_record_without_listed_on_starts_with_its_first_list() -> None:
    """And what was before is uncertain."""
    found = series("2020-01-01", "2020-02-01", on=("2020-02-01",))
    assert states(found)[1:] == [("uncertain", "2020-01-02", "2020-01-31"), ("listed", "2020-02-01", "")]
    assert states(series("2020-01-01", on=("2020-01-01",)))[0] == ("uncertain", "", "2019-12-31")


def test_a_corrected_listed_on_counts_as_the_newest_list_has_it() -> None:
    """A slip in one list is mended by the next."""
    lists = [
        snapshot("2020-02-01", record("KPe.901", listed_on=date(2012, 7, 18))),
        snapshot("2020-03-01", record("KPe.901", listed_on=date(2012, 5, 18))),
    ]
    assert states(histories(lists)["KPe.901"])[-1] == ("listed", "2012-05-18", "")


FAULT = Fact(
    list="un",
    entries={"KPe.901": "EXAMPLE"},
    state="listed",
    start=date(2020, 1, 1),
    until=date(2020, 3, 1),
    source="the lists before and after",
    reason="a fault of publication",
)


def test_a_known_fact_overrides_the_lists_of_its_days() -> None:
    """A publishing fault delists nobody, and the reason is given on those days."""
    days = ("2020-01-01", "2020-02-01", "2020-03-01")
    entry = record("KPe.901", listed_on=date(2019, 1, 1))
    lists = [snapshot(day, OTHER, *([entry] if day != days[1] else [])) for day in days]
    found = histories(lists, [FAULT])["KPe.901"]
    assert states(found) == [("not listed", "", "2018-12-31"), ("listed", "2019-01-01", "")]
    assert listed_on(found, date(2020, 2, 1)).reason == "a fault of publication"
    assert histories(lists)["KPe.901"].periods[2].state == "uncertain"


def test_a_fact_about_another_list_changes_nothing() -> None:
    """Facts belong to a list."""
    lists = [snapshot("2020-02-01", OTHER, name="another")]
    assert "KPe.901" not in histories(lists, [FAULT])


def test_the_projects_facts_are_sound() -> None:
    """Every fact has a source and a reason, in order of days, and those of ships agree with the built-in list."""
    facts = load_facts()
    assert all(fact.source and fact.reason and fact.start <= fact.until for fact in facts)
    built_in = {entry.id: entry for entry in load_list().entries}
    ships = [(name, fact) for fact in facts if fact.kind == "omm" for name in fact.entries]
    assert len({name for name, _ in ships}) == 31
    for name, fact in ships:
        known = next(d for d in built_in[name].designated if d.kind == "omm")
        inside = known.covers(fact.start) and known.covers(min(fact.until, known.until or fact.until))
        assert inside == (fact.state == "listed"), name


@pytest.mark.parametrize(
    ("entry", "day", "state"),
    [("IMO 8602531", "2016-03-01", "not listed"), ("IMO 8602531", "2016-03-02", "listed"),
     ("IMO 8602531", "2016-03-20", "listed"), ("IMO 8602531", "2016-03-21", "not listed"),
     ("IMO 8405402", "2016-11-30", "listed"), ("IMO 8405402", "2016-12-17", "uncertain"),
     ("IMO 8405402", "2017-01-01", "not listed")],
)  # fmt: skip
def test_ships_of_the_annex_are_known_without_any_list_of_theirs(entry: str, day: str, state: str) -> None:
    """S/RES/2270 (2016), annex III: four off on 2016-03-21, five in December 2016."""
    ship = Record("IMO 9999993", "DPRK", "vessel", measures=(Measure("port-ban", "x", date(2018, 3, 30)),))
    known = histories([snapshot("2020-06-04", ship, name="un-1718-vessels")], load_facts())
    assert listed_on(known[entry], date.fromisoformat(day)).state == state


def test_a_file_of_facts_with_a_fault_is_located(tmp_path: Path) -> None:
    """An unknown key is refused with file and line; days the wrong way round too."""
    file = tmp_path / "corrections.yaml"
    file.write_text("facts:\n- list: un\n  entires: {}\n", encoding="utf-8")
    with pytest.raises(LawError, match=r"corrections\.yaml, line 3"):
        load_facts(file)


def test_each_measure_on_a_ship_has_its_own_history() -> None:
    """De-flagged later than barred from ports: on a day between, one stands and the other does not."""
    ban = Measure("port-ban", "S/RES/2371 (2017), paragraph 6", date(2017, 10, 3))
    flag = Measure("deflag", "S/RES/2321 (2016), paragraph 12(a)", date(2018, 3, 30))
    found = histories([snapshot("2020-01-01", Record("IMO 1", "DPRK", "vessel", measures=(ban, flag)))])["IMO 1"]
    assert found.periods == ()
    assert listed_on(found, date(2017, 12, 1)).measures == ("port-ban",)
    assert set(listed_on(found, date(2018, 3, 30)).measures) == {"port-ban", "deflag"}
    assert listed_on(found, date(2017, 10, 2)).state == "not listed"


# --- amendments -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [("Pak Yong-Sam", "PAK YONG SAM", "formatting"), ("Pak  Yongsam", "PAK YONG SAM", "formatting"),
     ("Ch'ol", "Chol", "formatting"), ("Chol", "Chul", "substance"), ("Yong Sam Pak", "Pak Yong Sam", "substance")],
)  # fmt: skip
def test_formatting_is_told_from_substance(old: str, new: str, kind: str) -> None:
    """Case, blanks and punctuation are formatting; letters and the order of a name's words are not."""
    found = changes(record("KPe.901", aliases=[old]), record("KPe.901", aliases=[new]))
    assert [(change.field, change.kind) for change in found] == [("names", kind)]


def test_the_order_of_values_is_formatting() -> None:
    """The same aliases the other way round."""
    (found,) = changes(record("KPe.901", aliases=["A", "B"]), record("KPe.901", aliases=["B", "A"]))
    assert found.kind == "formatting"


def test_a_comment_is_compared_without_being_kept() -> None:
    """Only fingerprints are stored, and they tell layout from text."""
    one, same, other = (comment(text) for text in ("Some  text.", "some text", "some other text"))
    assert isinstance(one, Comment) and "Some" not in one.text
    assert one != same and one.letters == getattr(same, "letters", "")
    assert other and one.letters != other.letters


def test_a_delta_names_what_came_went_and_changed() -> None:
    """Field by field, with the sum of what is more than formatting."""
    old = snapshot("2020-01-01", record("KPe.901"), record("KPe.902"), record("KPe.903", aliases=["X y"]))
    new = snapshot("2020-02-01", record("KPe.902", "NEW NAME"), record("KPe.903", aliases=["x-Y"]), record("KPe.904"))
    found = delta(old, new)
    assert [r.id for r in found.added] == ["KPe.904"]
    assert [r.id for r in found.removed] == ["KPe.901"]
    assert [(a.id, a.substance) for a in found.amended] == [("KPe.902", True), ("KPe.903", False)]
    assert substance(found.amended) == 1


def test_amendments_name_the_lists_between_which_they_fell() -> None:
    """The day of an amendment is known only as far as the lists are."""
    lists = [snapshot("2020-01-01", record("KPe.901", "OLD")), snapshot("2020-02-01", record("KPe.901", "NEW"))]
    (found,) = histories(lists)["KPe.901"].amendments
    assert (found.after, found.day, found.substance) == (date(2020, 1, 1), date(2020, 2, 1), True)
    assert {(c.field, c.old, c.new) for c in found.changes} >= {("name", ("OLD",), ("NEW",))}


# --- properties -----------------------------------------------------------------------------------

TEXTS = st.sampled_from(["ONE", "One", "TWO"])
PRESENT = st.lists(st.one_of(st.none(), TEXTS), min_size=1, max_size=8)


def made(texts: list[str | None], gaps: list[int], listed: int) -> list[Snapshot]:
    """Lists a few days apart, each with or without the entry."""
    day, lists = date(2020, 1, 1), []
    for text, gap in zip(texts, gaps, strict=False):
        entry = [record("KPe.901", text, date(2019, 12, 1) + timedelta(days=listed))] if text else []
        lists.append(snapshot(day.isoformat(), OTHER, *entry))
        day += timedelta(days=gap)
    return lists


@given(PRESENT, st.lists(st.integers(0, 9), min_size=8, max_size=8), st.integers(0, 60), st.randoms())
def test_any_order_and_any_repetition_give_the_same_history(texts, gaps, listed, random) -> None:  # type: ignore[no-untyped-def]
    """A history is a function of the set of snapshots."""
    lists = made(texts, gaps, listed)
    mixed = [*lists, *random.choices(lists, k=3)]
    random.shuffle(mixed)
    assert histories(mixed) == histories(lists)


@given(PRESENT, st.lists(st.integers(1, 9), min_size=8, max_size=8), st.integers(0, 60))
def test_periods_cover_all_time_and_agree_with_every_list(texts, gaps, listed) -> None:  # type: ignore[no-untyped-def]
    """No gap, no overlap; on the day of a list that has it, it is listed."""
    lists = made(texts, gaps, listed)
    found, named = histories(lists).get("KPe.901"), date(2019, 12, 1) + timedelta(days=listed)
    if not found:
        return
    assert found.periods[0].start is None and found.periods[-1].until is None
    for one, after in pairwise(found.periods):
        assert one.until and after.start == one.until + timedelta(days=1)
    for one_list, text in zip(lists, texts, strict=False):
        state = listed_on(found, one_list.day).state
        assert (state == "listed") == bool(text) or one_list.day == named, (one_list.day, found.periods)


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=10))
def test_any_sights_give_whole_periods(said: list[tuple[int, bool]]) -> None:
    """Two lists of one day, one with and one without it, break nothing."""
    sights = [Sight(date(2020, 1, 1) + timedelta(days=n), present) for n, present in sorted(said)]
    found = periods(sights)
    assert bool(found) == bool(sights)
    for one, after in pairwise(found):
        assert isinstance(one, Period) and one.until and after.start == one.until + timedelta(days=1)


# --- entries for screening ------------------------------------------------------------------------


def test_entries_carry_uncertain_days_marked() -> None:
    """Whoever screens sees that the list does not tell."""
    found = of_history(series("2020-01-01", "2020-02-01", on=("2020-01-01",), listed=date(2019, 1, 1)))
    assert [(str(p.start), str(p.until), p.unconfirmed) for p in found.listed] == [
        ("2019-01-01", "2020-01-01", ()),
        ("2020-01-02", "2020-01-31", UNCERTAIN),
    ]


def test_entries_keep_earlier_names() -> None:
    """A name that only an older list had still finds the entry."""
    lists = [
        snapshot("2020-01-01", record("KPe.901", "OLD NAME (ON)")),
        snapshot("2020-02-01", record("KPe.901", "NEW")),
    ]
    found = of_history(histories(lists)["KPe.901"])
    assert (found.name, found.aliases) == ("NEW", ("OLD NAME", "ON"))


def test_entries_of_records_can_be_screened() -> None:
    """The screener finds an imported name on a listed day, and not before."""
    screener = ListScreener(entries([record("QDe.901", "EXAMPLE FRONT", date(2020, 1, 2))]), "test", date(2020, 2, 1))
    said = {"activity": "assets", "parties": [{"name": "Example Front", "type": "entity"}]}
    assert [len(screener.screen(read_transaction({**said, "date": day}))) for day in ("2020-01-01", "2020-01-02")] == [
        0,
        1,
    ]


def test_a_record_without_a_day_is_never_let_through() -> None:
    """Listed from the first day of the calendar, marked as uncertain."""
    (found,) = entries([record("QDe.901")])
    assert found.listed[0].covers(date(1999, 1, 1)) and found.listed[0].unconfirmed == UNCERTAIN
    assert plain(found.name) == "name of qde 901"
