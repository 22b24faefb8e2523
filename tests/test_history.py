"""The law in time: standings, differences and searches over the project's own law files."""

from datetime import date, timedelta

import msgspec
import pytest

from article41 import InputError, load, spelled
from article41.history import Change, changes_between, difference, in_force, spans, standing, unbroken
from article41.law import Regime
from article41.lookup import Found, search
from article41.regime import Cap, Period

DAY = timedelta(days=1)
BEFORE_2371, ON_2371 = date(2017, 8, 4), date(2017, 8, 5)


@pytest.fixture(scope="module")
def law() -> Regime:
    return load()


def changed(law: Regime, first: date, second: date) -> dict[str, Change]:
    return {c.measure.measure: c for c in difference(law, first, law, second)}


def names(found: Found) -> set[str]:
    return {hit.measure.measure for hit in found.hits}


def test_a_provision_lasts_to_the_day_before_the_next(law: Regime) -> None:
    """The last day of each entry and the first day of the next touch, and the newest has no last day."""
    known = spans(law.measures["coal"])
    assert [a.last_day for a in known[:-1]] == [b.since - DAY for b in known[1:]]
    assert known[-1].last_day is None


def test_no_measure_has_a_gap_or_an_overlap(law: Regime) -> None:
    """Every day from a measure's first provision to its last has exactly one."""
    assert [m.measure for m in law.measures.values() if not unbroken(m)] == []


def test_an_overlap_is_seen(law: Regime) -> None:
    """A history whose second entry begins before the first is not unbroken."""
    coal = law.measures["coal"]
    assert not unbroken(msgspec.structs.replace(coal, history=(coal.history[1], coal.history[0])))


@pytest.mark.parametrize("day", [BEFORE_2371, ON_2371])
def test_lead_is_in_force_from_its_first_day(law: Regime, day: date) -> None:
    """2371, paragraph 10: nothing the day before, the ban on the day itself."""
    assert (standing(law.measures["lead"], day) is not None) == (day == ON_2371)


def test_a_wind_down_stands_to_its_last_day(law: Regime) -> None:
    """2371: the thirty days of grace for lead help on 4 September 2017 and no longer on the 5th."""
    on_last, after = (standing(law.measures["lead"], date(2017, 9, day)) for day in (4, 5))
    assert on_last is not None
    assert after is not None
    assert [e.name for e in on_last.exceptions] == ["wind-down"]
    assert after.exceptions == ()


def test_nothing_is_in_force_before_the_first_resolution(law: Regime) -> None:
    """Before 15 July 2006 there is no law of this regime."""
    assert in_force(law, date(2006, 7, 14)) == []
    assert in_force(law, date(2006, 7, 15)) != []


def test_an_activity_narrows_the_day_and_keeps_what_opens_it(law: Regime) -> None:
    """Only measures that reach the activity are listed, with the exemptions from them."""
    found = {s.measure.measure for s in in_force(law, date(2018, 3, 1), "bank")}
    assert {"dprk-banks", "general-exemption"} <= found
    assert "coal" not in found


def test_an_exemption_stands_under_its_newest_paragraph(law: Regime) -> None:
    """The Committee's general power was restated from resolution to resolution; one text counts on each day."""
    general = law.measures["general-exemption"]
    found = [
        standing(general, day)
        for day in (date(2006, 10, 13), date(2016, 11, 29), date(2016, 11, 30), date(2017, 12, 22))
    ]
    assert [s and str(s.citation) for s in found] == [
        None,
        "S/RES/1718 (2006), paragraph 12",
        "S/RES/2321 (2016), paragraph 46",
        "S/RES/2397 (2017), paragraph 25",
    ]


def test_duties_and_calls_stand_apart(law: Regime) -> None:
    """What does not bind is grouped with the duties, whatever its kind."""
    assert {s.group for s in in_force(law, date(2018, 3, 1)) if not s.binds} == {"duty"}


def test_what_began_ended_and_changed_by_2371(law: Regime) -> None:
    """5 August 2017: seafood and lead begin, the coal price ends, coal loses its cap and keeps Rajin."""
    found = changed(law, BEFORE_2371, ON_2371)
    assert {found[name].kind for name in ("lead", "seafood", "joint-ventures")} == {"begins"}
    assert found["coal-price"].kind == "ends"
    coal = found["coal"]
    assert (coal.kind, coal.aspects) == ("changes", ("law", "rule"))
    assert [e.name for e in coal.gone] == ["yearly cap"]
    assert [a.name for a in coal.altered] == ["Rajin"]
    assert "terms" in coal.altered[0].aspects


def test_a_day_without_change_has_no_difference(law: Regime) -> None:
    """The law of a day does not differ from itself, nor from that of a quiet day before."""
    assert difference(law, ON_2371, law, ON_2371) == []
    assert difference(law, ON_2371 + DAY, law, ON_2371 + 2 * DAY) == []


def test_an_exception_that_expires_is_a_change(law: Regime) -> None:
    """A wind-down's end changes the law although no paragraph changes."""
    lead = changed(law, date(2017, 9, 4), date(2017, 9, 5))["lead"]
    assert (lead.aspects, [e.name for e in lead.gone]) == ((), ["wind-down"])


def test_differences_are_found_exactly_on_the_days_on_which_law_changes(law: Regime) -> None:
    """Whatever day the regime names as a change shows a difference from the day before."""
    silent = [day for day in law.change_days() if not difference(law, day - DAY, law, day)]
    assert silent == []


def test_the_days_between_two_days_exclude_the_first(law: Regime) -> None:
    """A change on the first day is no change since; one on the second day is."""
    coal = law.measures["coal"]
    assert changes_between(coal, date(2016, 11, 30), date(2017, 1, 1)) == [date(2017, 1, 1)]


def test_a_draft_differs_from_the_day_after_its_vote(law: Regime) -> None:
    """S/2022/431: nothing on 26 May 2022, a lower crude oil cap and new measures on the 27th."""
    draft = law.overlaid("S/2022/431")
    assert difference(law, date(2022, 5, 26), draft, date(2022, 5, 26)) == []
    found = {c.measure.measure: c for c in difference(law, date(2022, 5, 27), draft, date(2022, 5, 27))}
    assert found["tobacco-to-dprk"].kind == "begins"
    assert any("within" in a.aspects for a in found["crude-oil"].altered)


def test_a_code_finds_the_classes_that_hold_it(law: Regime) -> None:
    """8703 is inside chapter 87 of 2397 and is itself a luxury car of 2013."""
    found = search(law, "8703")
    assert found.way == "code"
    assert {"sectors-to-dprk", "luxury-annex-2013"} <= names(found)
    assert next(h for h in found.hits if h.measure.measure == "sectors-to-dprk").because.endswith("code 87")


def test_a_chapter_finds_classes_below_it_in_part(law: Regime) -> None:
    """Chapter 27 holds coal only in part: the heading decides."""
    coal = next(h for h in search(law, "27").hits if h.measure.measure == "coal")
    assert coal.because == "coal: in part, finer codes decide (2701)"


@pytest.mark.parametrize(
    ("code", "measure", "words"),
    [
        ("7202.19", "iron", "left out"),
        ("2702", "coal", "left open by the text"),
        ("2709", "condensates-and-gas-liquids", "only where the description"),
        ("2710.19", "aviation-fuel", "the description decides"),
    ],
)
def test_a_code_says_how_it_stands_to_a_class(law: Regime, code: str, measure: str, words: str) -> None:
    """Left out, left open, or decided by the description: the reason says which."""
    assert any(words in h.because for h in search(law, code).hits if h.measure.measure == measure)


@pytest.mark.parametrize(
    "query", ["2397 7", "2397, paragraph 7", "S/RES/2397 (2017), paragraph 7", "2397/7", "resolution 2397 para. 7"]
)
def test_a_paragraph_is_found_however_it_is_written(law: Regime, query: str) -> None:
    """Every usual form names the same paragraph."""
    found = search(law, query)
    assert (found.way, found.query) == ("paragraph", "S/RES/2397 (2017), paragraph 7")
    assert "sectors-to-dprk" in names(found)


def test_a_paragraph_holds_its_letters_and_no_other_number(law: Regime) -> None:
    """Paragraph 26 finds 26(a) and 26(b); paragraph 2 does not find 26."""
    assert "coal" in names(search(law, "2321 26"))
    assert "coal" in names(search(law, "2321 26(b)"))
    assert "coal" not in names(search(law, "2321 2"))


def test_a_paragraph_that_is_not_encoded_gives_its_reason(law: Regime) -> None:
    """Where no measure rests on a paragraph, the regime file says why."""
    found = search(law, "2397 2")
    assert found.hits == ()
    assert [number for number, _ in found.not_encoded] == ["2"]


def test_a_resolution_finds_all_that_rests_on_it(law: Regime) -> None:
    """The number alone means the resolution, with the provisions that cite it and no others."""
    found = search(law, "2371")
    coal = next(h for h in found.hits if h.measure.measure == "coal")
    assert found.way == "resolution"
    assert [s.since for s in coal.spans] == [ON_2371]


def test_hs_in_front_asks_for_the_code(law: Regime) -> None:
    """`HS 2397` is a code, although 2397 numbers a resolution."""
    assert search(law, "HS 2397").way == "code"


@pytest.mark.parametrize(("query", "measure"), [("seafood", "seafood"), ("IRON ores", "iron"), ("Rajin", "coal")])
def test_a_word_is_found_in_titles_goods_and_exceptions(law: Regime, query: str, measure: str) -> None:
    """Whole words, in any case, with or without the plural s."""
    assert measure in names(search(law, query))


@pytest.mark.parametrize("query", ["zzz", "—", "oa"])
def test_a_word_that_stands_nowhere_finds_nothing(law: Regime, query: str) -> None:
    """Parts of words do not count."""
    assert search(law, query).hits == ()


def test_digits_that_are_no_code_are_refused(law: Regime) -> None:
    """An odd number of digits is no HS code, and the message names what it may be."""
    with pytest.raises(InputError, match="0870"):
        search(law, "870")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(each_year_from="12-22"), "in each year from 22 December"),
        (Period(rolling="12 months"), "in any 12 months"),
        (Period(start=date(2017, 10, 1), end=date(2017, 12, 31)), "from 2017-10-01 to 2017-12-31"),
    ],
)
def test_a_cap_is_spelled_with_its_period(period: Period, words: str) -> None:
    """Figures stand as the resolution writes them, whose deliveries count, and over what time."""
    cap = Cap(cap="500,000 barrels", counted="all states together", period=period)
    assert spelled.cap(cap) == f"cap: 500,000 barrels, all states together, {words}"
