"""Acts of the Council and its measures in the many ways wire copy tells them; and what only looks like them."""

from datetime import date
from typing import Any

import pytest

from article41.reading.claims import Dated, dated, find
from article41.reading.text import lay_out
from article41.reading.when import Days

DAY = Days(date(2023, 7, 14), date(2023, 7, 14))
"""A Friday."""


def claims(text: str, type_: str) -> list[Dated]:
    return [c for c in dated(find(lay_out(text)), DAY) if c.draft.type == type_]


VETOES = [
    ("The council has been deadlocked since a Russian veto in March 2024.", {"vetoed_by": ["RUS"], "date": "2024-03"}),
    ("China and Russia used their veto power in May 2022.", {"vetoed_by": ["CHN", "RUS"], "date": "2022-05"}),
    ("Moscow cast its veto on Thursday, and China abstained.", {"vetoed_by": ["RUS"], "date": "2023-07-13"}),
    ("The draft resolution was blocked by China and Russia last year.", {"vetoed_by": ["CHN", "RUS"], "date": "2022"}),
    ("A resolution on the mandate fell to a veto by Russia on March 28.", {"vetoed_by": ["RUS"], "date": "2023-03-28"}),
    ("The veto that Moscow cast in May last year showed why.", {"vetoed_by": ["RUS"], "date": "2022-05"}),
    ("The draft won 13 votes but was vetoed by China and Russia.", {"votes_for": 13, "votes_against": 2}),
    ("China and Russia balked. The pair blocked a US draft in May last year.", {"vetoed_by": ["CHN", "RUS"]}),
]
ADOPTIONS = [
    (
        "The Security Council voted unanimously Saturday to demand that the North stop.",
        {"votes_for": 15, "date": "2023-07-08"},
    ),
    (
        "In December 2017, when it unanimously adopted Resolution 2397, the council was of one mind.",
        {"resolution": 2397},
    ),
    ("The resolution, adopted last November, lets the North sell less coal.", {"date": "2022-11"}),
    ("Resolution 2397 dates from December 2017.", {"resolution": 2397, "date": "2017-12"}),
    (
        "They urged governments to carry out the sanctions passed in March under Resolution 2270.",
        {"resolution": 2270, "date": "2023-03"},
    ),
    (
        "The sanctions resolution won unanimous approval from the 15-member council on Saturday.",
        {"votes_for": 15, "date": "2023-07-08"},
    ),
    ("The resolution drew 14 votes in favour and Libya abstained.", {"votes_for": 14, "abstentions": 1}),
    ("All 15 members backed the US-sponsored Resolution 2356.", {"resolution": 2356}),
    ("The Security Council has adopted Resolution 2397.", {"resolution": 2397}),
    ('The UN Security Council railroaded a "resolution" through on January 22.', {"date": "2023-01-22"}),
]
STATEMENTS = [
    ("All 15 members agreed the presidential statement on Friday.", {"kind": "presidential", "date": "2023-07-14"}),
    ("In October 2006 the council settled for a presidential statement.", {"kind": "presidential", "date": "2006-10"}),
    (
        "The test was on July 5, and the Security Council condemned it in a press statement a day later.",
        {"kind": "press", "date": "2023-07-06"},
    ),
    (
        "In August 1998 a rocket flew, and the council answered in September with no more than a press statement.",
        {"date": "1998-09"},
    ),
    ("The North quit the talks after the U.N. Security Council censured it for a launch.", {}),
]
MEETINGS = [
    ("The Security Council will take up the launch in closed consultations Monday.", {"date": "2023-07-17"}),
    ("The UN Security Council is to meet on Wednesday.", {"date": "2023-07-19"}),
    ("North Korea's envoy addressed the Security Council on Thursday.", {"date": "2023-07-13"}),
    ("At a Security Council briefing on Thursday the envoy spoke.", {"date": "2023-07-13"}),
    ("The members of the Security Council met in emergency consultations this morning.", {"date": "2023-07-14"}),
]
DRAFTS = [
    (
        "Japan had circulated its draft of a Security Council resolution on July 7.",
        {"sponsor": "JPN", "date": "2023-07-07"},
    ),
    (
        "The council received a sanctions text that Washington handed out on Tuesday.",
        {"sponsor": "USA", "date": "2023-07-11"},
    ),
    ("The United States sent the text to all 15 members on Thursday.", {"sponsor": "USA", "date": "2023-07-13"}),
    ("China and Russia on Monday put before the Security Council a draft resolution.", {"sponsor": ["CHN", "RUS"]}),
    ("South Korea's draft was put in blue on Thursday, Security Council diplomats said.", {"sponsor": "KOR"}),
]
CAPS = [
    (
        "The panel spoke of more refined petroleum than the 500,000 barrels a year the sanctions allow.",
        {"quantity": 500000},
    ),
    (
        "Tankers carried 1.5 million barrels of fuel, three times the yearly limit of 500,000 barrels.",
        {"goods": "refined petroleum", "quantity": 500000},
    ),
    (
        "The text lets the North sell 7.5 million tonnes of coal a year or $400.9 million worth.",
        {"quantity": 7500000, "unit": "tonne"},
    ),
    ("Coal is limited. An interim ceiling of 1,000,866 tonnes applied.", {"goods": "coal", "quantity": 1000866}),
    ("It holds crude oil supplies at 5 million barrels a year.", {"goods": "crude oil", "quantity": 5000000}),
    (
        "The text slashed the ceiling on refined oil from two million barrels a year to 500,000.",
        {"quantity": 500000, "quantity_from": 2000000},
    ),
    ("Crude oil deliveries were frozen at current levels.", {"goods": "crude oil"}),
]
BANS = [
    ("The council shut its textiles out of the world market.", {"goods": ["textile"], "direction": "export"}),
    (
        "The text passed after Washington dropped its demands for a complete oil embargo.",
        {"goods": ["oil"], "status": "proposed"},
    ),
    (
        "A draft would lift a ban on North Korea exporting statues, seafood and textiles.",
        {"goods": ["statue", "seafood", "textile"], "status": "proposed"},
    ),
    ("Countries may not import North Korean textiles.", {"goods": ["textile"], "direction": "export"}),
    ("North Korean seafood has been off limits to buyers since August 2017.", {"goods": ["seafood"]}),
]
OTHERS = [
    ("The council met. Those listed may not travel.", {"kind": "travel"}),
    ("It obliges U.N. members to keep missile goods out of its hands.", {"kind": "arms"}),
    ("Governments may issue no new permits to North Korean workers.", {"kind": "labour"}),
    ("Under the resolution no country may open new joint ventures with the North.", {"kind": "jv"}),
    ("The draft would free rail and road projects from sanctions.", {"kind": "exemption", "status": "proposed"}),
    ("UN experts saw limousines despite a luxury goods ban dating from 2006 under the resolution.", {"kind": "luxury"}),
]
LISTED = [
    (
        "The council put 12 officials and four entities, among them Koryo Bank, on its blacklist.",
        {"persons": 12, "entities": 4, "names": ["Koryo Bank"]},
    ),
    ("The draft would impose an asset freeze on the Lazarus Group.", {"names": ["Lazarus"], "status": "proposed"}),
    ("The US Treasury on Tuesday blacklisted two North Korean banks.", {"entities": 2, "date": "2023-07-11"}),
]
TOLD = [
    *(("council.veto", *case) for case in VETOES),
    *(("council.adoption", *case) for case in ADOPTIONS),
    *(("council.statement", *case) for case in STATEMENTS),
    *(("council.meeting", *case) for case in MEETINGS),
    *(("council.draft", *case) for case in DRAFTS),
    *(("measure.cap", *case) for case in CAPS),
    *(("measure.goods_ban", *case) for case in BANS),
    *(("measure.other", *case) for case in OTHERS),
    *(("measure.designation", *case) for case in LISTED),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "fields"), TOLD)
def test_one_act_is_found_in_each_of_its_wordings(type_: str, text: str, fields: dict[str, Any]) -> None:
    """One claim of the type, with the fields that the sentence gives."""
    found = claims(text, type_)
    assert len(found) == 1
    assert {k: found[0].fields.get(k) for k in fields} == fields


NOT_TOLD = [
    ("council.veto", "China could use its veto."),
    ("council.veto", "China and Russia have blocked a statement."),
    ("council.adoption", "The council needs nine votes in favor and no veto to adopt a resolution."),
    ("council.adoption", "Washington is seeking unanimous backing for the resolution."),
    ("council.adoption", "The council has imposed rounds of sanctions."),
    ("council.statement", "China blocked a press statement of the Security Council on Monday."),
    ("council.statement", "European members of the Security Council condemned the test on Friday."),
    ("council.meeting", "Japan called for an emergency meeting of the Security Council."),
    ("council.draft", "The United States did not submit a draft resolution."),
    ("council.draft", "China may propose a draft resolution."),
    ("measure.cap", "China delivered 200,000 barrels of oil last year."),
    ("measure.cap", "Plans to send 240,000 tons of food have been put on hold."),
    ("measure.goods_ban", "She would not say whether fuel oil for the North would now be stopped."),
    ("measure.goods_ban", "It bans all arms exports by the North and allows the inspection of suspect ships."),
    ("measure.other", "Seoul said it would stop allowing South Korean firms to hire workers."),
]


@pytest.mark.parametrize(("type_", "text"), NOT_TOLD)
def test_what_is_only_like_an_act_is_none(type_: str, text: str) -> None:
    """Wished, possible, refused, moved or asked: not done."""
    assert claims(text, type_) == []


def test_the_items_of_a_list_are_read_as_measures_of_the_text_above() -> None:
    """A line that begins with a bullet has no verb of its own subject."""
    text = (
        "Sanctions agreed\n\nResolution 2375 was passed by 15 votes to nil on Monday.\n\nWhat is in it?\n"
        "• All exports of North Korean textiles banned\n• Joint ventures with North Korean firms to be wound up\n"
    )
    found = [c for type_ in ("measure.goods_ban", "measure.other") for c in claims(text, type_)]
    assert [(c.draft.type, c.fields["resolution"]) for c in found] == [
        ("measure.goods_ban", 2375),
        ("measure.other", 2375),
    ]


def test_two_bans_of_a_sentence_are_each_of_their_own_resolution() -> None:
    """The second goes on from the verb of the first."""
    text = "Textile exports were prohibited by Resolution 2375, and seafood exports by Resolution 2371 a month earlier."
    assert [(c.fields["goods"], c.fields["resolution"]) for c in claims(text, "measure.goods_ban")] == [
        (["textile"], 2375),
        (["seafood"], 2371),
    ]


@pytest.mark.parametrize(("when", "said"), [("in March of that year", "2021-03"), ("the following March", "2022-03")])
def test_a_month_takes_its_year_from_the_day_before_it(when: str, said: str) -> None:
    """ "of that year" is the year told before; "the following" is the first such month after."""
    text = f"The team was launched in October 2021. Russia vetoed, {when}, a resolution."
    assert claims(text, "council.veto")[0].fields["date"] == said


def test_an_older_measure_does_not_take_the_number_of_the_report() -> None:
    """A ban that dates from another year is not of the resolution just adopted."""
    text = "The council adopted Resolution 2397 on Friday. States must enforce the luxury goods ban dating from 2006."
    assert "resolution" not in claims(text, "measure.other")[0].fields


def test_an_adoption_without_its_day_takes_that_of_the_head() -> None:
    """Where the head of the report tells the day of the newest text."""
    text = "The Security Council on Monday set new limits.\n\nResolution 2375 passed 15-0."
    assert claims(text, "council.adoption")[0].fields["date"] == "2023-07-10"


def test_two_kinds_of_measure_in_a_clause_are_two_claims() -> None:
    """Each noun is a measure of its own."""
    text = "Under resolution 1718 of 2006 the North may not buy luxury goods or heavy weapons."
    assert {c.fields["kind"] for c in claims(text, "measure.other")} == {"luxury", "arms"}
