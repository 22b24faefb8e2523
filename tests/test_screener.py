"""Screening a list: who is met, how surely, and what ends it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.reader import read_transaction
from article41.screening import Entry, Listed, Query
from article41.screening.batch import MANY
from article41.screening.built_in import built_in
from article41.screening.screener import ListScreener

LISTED = (Listed(date(2017, 6, 2), "the Committee", until=date(2020, 1, 1)),)
ENTRIES = (
    Entry(
        id="KPi.900",
        type="person",
        name="RI SAMPLE-HYOK",
        aliases=("Ri Sam Pyol",),
        countries=("KP",),
        birth_dates=("1960-02",),
        listed=LISTED,
        identifiers={"passport": ("381420754",)},
    ),
    Entry(
        id="KPi.901",
        type="person",
        name="Abdul Aziz Nuristani",
        weak_aliases=("Haji Aziz",),
        birth_dates=("1951", "1953"),
    ),
    Entry(
        id="KPe.900",
        type="entity",
        name="KOREA RYONBYOL GENERAL CORPORATION",
        aliases=("KRGC",),
        weak_aliases=("DCX",),
        countries=("KP",),
        former_names=("Lyongak Works",),
        listed=LISTED,
    ),
    Entry(
        id="IMO 9562233",
        type="vessel",
        name="PETREL SAMPLE 8",
        former_names=("ALBA SAMPLE",),
        imo="9562233",
        flags=("KM",),
        listed=LISTED,
    ),
    Entry(id="IMO 9152959", type="vessel", name="EVER SAMPLE 88", imo="9152959"),
    Entry(id="IMO 9152959 b", type="vessel", name="FAN SAMPLE", imo="9152959"),
    Entry(id="ship", type="vessel", name="MIN SAMPLE 078"),
)
SCREENER = ListScreener(ENTRIES, "test", date(2026, 2, 27))


def found(name: str, *said: object, **more: object) -> list[tuple[str, str]]:
    return [(c.entry.id, c.decision) for c in SCREENER.screen_name(name, *said, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said", ["Ri Sample Hyok", "RI SAMPLE-HYOK", "Sample Hyok RI", "ri sample’hyok"[:0] + "Ri, Sample-Hyok"]
)
def test_exact_name_is_a_match(said: str) -> None:
    """Case, punctuation and the place of the family name do not matter."""
    assert found(said) == [("KPi.900", "match")]


def test_near_name_is_possible() -> None:
    """A misspelt name asks, and the candidate says which spelling it met and why."""
    near = SCREENER.screen_name("Korea Ryonbiol Genral Corporation")[0]
    assert (near.entry.id, near.decision, near.name, near.matched) == (
        "KPe.900",
        "possible",
        ENTRIES[2].name,
        ENTRIES[2].name,
    )
    assert 0.8 <= near.score < 1
    assert any("ryonbiol" in reason for reason in near.reasons)


def test_former_name_counts() -> None:
    """A former name is a name."""
    assert found("LYONGAK WORKS") == [("KPe.900", "match")]


def test_weak_alias_never_decides() -> None:
    """A weak alias met exactly is possible with a lower score; one that is only alike is nothing."""
    weak = SCREENER.screen_name("DCX")[0]
    assert weak.decision == "possible" and weak.score < 1 and "weak alias" in weak.reasons
    assert found("DCY") == found("KRGD") == []


def test_birth_date_that_differs_ends_it() -> None:
    """Another birth date is another person; the same, as far as it is given, is a reason."""
    assert found("Ri Sample Hyok", birth_date="1961") == []
    assert found("Ri Sample Hyok", birth_date="1960") == [("KPi.900", "match")]
    assert found("Ri Sample Hyok", birth_date="1960-02-29") == [("KPi.900", "match")]
    assert found("Abdul Aziz Nuristani", birth_date="1953-01-01") == [("KPi.901", "match")]


def test_country_that_differs() -> None:
    """For a person another country ends it; for an exact company it asks; for a near one it ends it."""
    assert found("Ri Sample Hyok", country="VN") == []
    assert found("Korea Ryonbyol General Corporation", country="SG") == [("KPe.900", "possible")]
    assert found("Korea Ryonbiol General Corporation", country="SG") == []


def test_type_that_differs_ends_it() -> None:
    """A person is no company; a bank is one."""
    assert found("Korea Ryonbyol General Corporation", "person") == []
    assert found("Korea Ryonbyol General Corporation", "bank") == [("KPe.900", "match")]
    assert found("Ri Sample Hyok", "entity") == []


def test_identifier_decides_whatever_the_name() -> None:
    """A passport number or a reference number is a match."""
    assert found("Somebody Else", identifiers={"passport": "381 420 754"}) == [("KPi.900", "match")]
    assert found("Somebody Else", identifiers={"un_reference": "kpe.900"}) == [("KPe.900", "match")]


def test_day_of_listing() -> None:
    """Both the first and the last day count."""
    days = [date(2017, 6, 1), date(2017, 6, 2), date(2020, 1, 1), date(2020, 1, 2)]
    assert [len(found("Ri Sample Hyok", on=day)) for day in days] == [0, 1, 1, 0]


def test_imo_number_decides() -> None:
    """The number is a match under any name, and says so where the name is unknown; a different number ends it."""
    renamed = SCREENER.screen_query(Query("NEW NAME", "vessel", imo="9562233"))[0]
    assert renamed.decision == "match" and len(renamed.reasons) == 2
    assert SCREENER.screen_query(Query("PETREL SAMPLE 8", "vessel", imo="9074729")) == ()


def test_number_used_by_two_ships_meets_both() -> None:
    """Where a number was used again both entries are met."""
    assert {c.entry.id for c in SCREENER.screen_query(Query("", "vessel", imo="9152959"))} == {
        "IMO 9152959",
        "IMO 9152959 b",
    }


def test_name_of_a_ship_is_only_possible() -> None:
    """A name, former ones too, asks for the number; another numeral, another ship; no number listed, it decides."""
    assert found("Petrel Sample 8", "vessel") == found("Alba Sample", "vessel") == [("IMO 9562233", "possible")]
    assert found("Petrel Sample 9", "vessel") == []
    assert found("MIN SAMPLE 078", "vessel") == [("ship", "match")]


def test_act_names_its_parties_in_order() -> None:
    """Parties come before the ship; where one is met exactly, likenesses are not named."""
    act = read_transaction(
        {
            "date": "2018-01-01",
            "activity": "assets",
            "parties": [{"name": "Ri Sample Hyok"}, {"name": "Nobody"}],
            "vessel": {"name": "X", "imo": "9562233"},
        }
    )
    assert [(h.said, h.entry.id, h.decision) for h in SCREENER.screen(act)] == [
        ("Ri Sample Hyok", "KPi.900", "match"),
        ("X IMO 9562233", "IMO 9562233", "match"),
    ]


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("리병철", "KPi.076"),
        ("李炳哲", "KPi.076"),
        ("Lee Byung-chul", "KPi.076"),
        ("Ри Бён Чхоль", "KPi.076"),
        ("김영철", "KPi.024"),
        ("金铁三", "KPi.035"),
        ("Korea Minning Developement Trading Corp", "KPe.001"),
    ],
)
def test_built_in_list_in_other_spellings(said: str, listed: str) -> None:
    """The built-in list holds no Hangul; it is found all the same."""
    assert built_in().screen_name(said)[0].entry.id == listed


@pytest.mark.parametrize(
    "said", ["Korea Zinc Sample Works Co., Ltd.", "Korea Trading Corporation", "Kim Jong Un", "Maria Garcia", "MIB", ""]
)
def test_built_in_list_meets_nobody_else(said: str) -> None:
    """Common words and family names start no match."""
    assert built_in().screen_name(said) == ()


def test_original_script_finds_the_latin_entry() -> None:
    """Arabic and Cyrillic spellings find a Latin entry, and a Latin spelling an Arabic one."""
    screener = ListScreener(
        [
            Entry(id="a", type="person", name="SHAHABUDDIN DELAWAR"),
            Entry(id="b", type="person", name="عثمان أحمد عثمان الغامدي"),
            Entry(id="c", type="person", name="Sergei Viktorovich Lavrov"),
        ]
    )
    assert [c.entry.id for c in screener.screen_name("شهاب الدين دلاور")] == ["a"]
    assert [c.entry.id for c in screener.screen_name("Othman Ahmed Othman al-Ghamdi")] == ["b"]
    assert [c.entry.id for c in screener.screen_name("Сергей Викторович Лавров")] == ["c"]


NAMES = st.sampled_from([name for entry in ENTRIES for name in (*entry.names, *entry.weak_aliases)]) | st.text(
    max_size=30
)


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES, st.sampled_from(["person", "entity", "vessel"]))
def test_one_more_entry_never_hides_another(said: str, added: str, kind: str) -> None:
    """Whoever was met is met still when the list grows by one."""
    more = ListScreener([*ENTRIES, Entry(id="new", type=kind, name=added or "x")])  # type: ignore[arg-type]
    before = {(c.entry.id, c.decision) for c in SCREENER.screen_name(said)}
    assert before <= {(c.entry.id, c.decision) for c in more.screen_name(said)}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.sampled_from([None, "person", "entity", "bank", "vessel"]))
def test_junk_never_raises(said: str, kind: str | None) -> None:
    """Any text in any script is screened, and answers are bounded."""
    for candidate in SCREENER.screen_name(said, kind):
        assert 0 < candidate.score <= 1


def test_long_junk_is_bounded() -> None:
    """A name of a million characters is cut, not choked on."""
    for junk in ("kim" * 300_000, "a " * 500_000, "김" * 1_000_000, "a.b." * 100_000):
        assert SCREENER.screen_name(junk) == ()


def test_batch_equals_single() -> None:
    """Many at once, on all processors, answer as one at a time does, in order."""
    some = [Query(name) for entry in ENTRIES for name in entry.names] + [
        Query("Ri Sample Hyok", "person", on=date(2018, 1, 1))
    ]
    queries = some * (MANY // len(some) + 1)
    assert len(queries) >= MANY
    assert SCREENER.screen_many(queries) == [SCREENER.screen_query(query) for query in queries]


def test_list_travels_along() -> None:
    """A verdict can say which list it rests on."""
    assert (SCREENER.version, SCREENER.list_date) == ("test", date(2026, 2, 27))
