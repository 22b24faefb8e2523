"""Claims in the many ways that wire copy words them: each family by sentences that no report here holds."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.reading.claims import Dated, dated, find
from article41.reading.text import lay_out
from article41.reading.when import Days

DAY = Days(date(2024, 4, 12), date(2024, 4, 12))
"""A Friday."""


def claims(text: str) -> list[Dated]:
    return dated(find(lay_out(text)), DAY)


def told(text: str, type_: str) -> list[dict[str, Any]]:
    return [c.fields for c in claims(text) if c.draft.type == type_]


LAUNCHES = [
    ("The launch of five cruise missiles on April 2 drew no answer.", {"kind": "cruise", "count": 5, "date": "2024-04-02"}),
    ("Three ballistic missiles flew 400 km on Wednesday and peaked at 80 km, Seoul said.", {"count": 3, "range_km": 400, "altitude_km": 80, "date": "2024-04-10"}),
    ("A ballistic missile fired on Monday landed 320 kilometers off the coast.", {"kind": "ballistic", "range_km": 320, "date": "2024-04-08"}),
    ("The missile launched Tuesday soared to an altitude of 1,200 kilometers.", {"altitude_km": 1200, "date": "2024-04-09"}),
    ("A missile, believed to be an ICBM, was launched on Thursday from near Pyongyang.", {"kind": "icbm", "date": "2024-04-11"}),
    ("North Korea's failed attempt on April 3 to put a second satellite into orbit angered Tokyo.", {"kind": "satellite", "date": "2024-04-03"}),
    ("Pyongyang's effort in March to launch a military satellite ended in the sea.", {"kind": "satellite", "date": "2024-03"}),
    ("No missile had flown over Japan since October 4, 2022.", {"date": "2022-10-04"}),
    ("It was the North's first ICBM launch since December 2023.", {"kind": "icbm", "date": "2023-12"}),
    ("North Korea fired two cruise missiles on April 3 and three more on April 5.", {"count": 3, "date": "2024-04-05"}),
    ("The council met on Thursday, two days after North Korea fired a ballistic missile.", {"kind": "ballistic", "date": "2024-04-09"}),
    ("The Pukguksong-2 took off from a launcher just after 7 a.m. on Tuesday and came down 500 km away.", {"range_km": 500, "date": "2024-04-09"}),
    ("Two days before the hearing its army fired six ballistic missiles. The council met on Thursday.", {"count": 6, "date": "2024-04-09"}),
    ("The halt came two weeks after the North test-fired a cruise missile, which flew 1,500 kilometers on March 20.", {"kind": "cruise", "range_km": 1500, "date": "2024-03-20"}),
    ("North Korea tested a ballistic missile designed to be fired from a submarine on Tuesday.", {"kind": "slbm", "date": "2024-04-09"}),
    ("The first of the four missiles, launched on April 2, reached 60 km.", {"altitude_km": 60, "date": "2024-04-02"}),
    ("Earlier in the day the North fired two cruise missiles.", {"kind": "cruise", "count": 2, "date": "2024-04-12"}),
    ("It was the solid-fuel ICBM of December 18, which soared 6,500 km.", {"kind": "icbm", "altitude_km": 6500, "date": "2023-12-18"}),
    ("The country put a military satellite into space in November.", {"kind": "satellite", "date": "2023-11"}),
    ("Hours before the vote on Thursday, North Korea fired a cruise missile. The Security Council adopted the resolution on Thursday.", {"kind": "cruise", "date": "2024-04-11"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), LAUNCHES)
def test_a_launch_is_told_by_its_flight_its_noun_or_what_came_since(text: str, fields: dict[str, Any]) -> None:
    """The missile may be the subject; numbers, kind and day are those of the sentence."""
    assert any(fields.items() <= found.items() for found in told(text, "incident.launch")), claims(text)


TESTS = [
    ("The country has conducted six nuclear tests, the last of them in September 2017.", {"ordinal": 6, "date": "2017-09"}),
    ("Pyongyang carried out two nuclear tests, the most recent on May 25, 2009.", {"ordinal": 2, "date": "2009-05-25"}),
    ("The talks ended in December 2008. North Korea staged its second nuclear test the following May.", {"ordinal": 2, "date": "2009-05"}),
    ("It answered in May 2009 with its second nuclear test.", {"ordinal": 2, "date": "2009-05"}),
    ("It quit the talks in April 2009 and a month later conducted its second nuclear test.", {"ordinal": 2, "date": "2009-05"}),
    ("The council condemned the nuclear test that North Korea announced on 12 February 2013.", {"date": "2013-02-12"}),
    ("Monitors felt the underground blast of September 3, 2017.", {"date": "2017-09-03"}),
    ("The text answers the atomic device that Pyongyang set off 20 days earlier. It was adopted on Thursday.", {"date": "2024-03-23"}),
    ("He recalled the explosion of February 12, 2013, its third nuclear test.", {"ordinal": 3, "date": "2013-02-12"}),
    ("It has not set off a nuclear bomb since September 2017, when it carried out its sixth test.", {"ordinal": 6, "date": "2017-09"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), TESTS)
def test_a_nuclear_test_is_told_by_its_place_in_a_row(text: str, fields: dict[str, Any]) -> None:
    """A count whose last has a date is an ordinal; a date may count from one told before."""
    assert fields in told(text, "incident.nuclear_test"), claims(text)


OTHERS = [
    ("A torpedo tore apart the corvette; the Cheonan sank on March 26, 2010.", {"kind": "sinking", "date": "2010-03-26"}),
    ("North Korean guns shelled the island of Yeonpyeong in November 2010.", {"kind": "shelling", "date": "2010-11"}),
    ("In June 2020 it destroyed the joint liaison office in Kaesong.", {"kind": "demolition", "date": "2020-06"}),
    ("Washington blamed it for the hack of Sony Pictures in November 2014.", {"kind": "cyber", "date": "2014-11"}),
    ("The cooling tower at Yongbyon was blown up in June 2008.", {"kind": "cooling_tower", "date": "2008-06"}),
    ("It unveiled a uranium enrichment facility to visitors in November 2010.", {"kind": "enrichment", "date": "2010-11"}),
    ("It tested a rocket engine at Sohae on March 19.", {"kind": "engine_test", "date": "2024-03-19"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), OTHERS)
def test_another_incident_is_an_act_and_a_thing(text: str, fields: dict[str, Any]) -> None:
    """Either may stand first."""
    assert fields in told(text, "incident.other"), claims(text)


BODIES = [
    ("The Security Council prolonged the mandate of the Panel of Experts on March 24, 2023.", {"name": "panel_of_experts", "act": "extended", "date": "2023-03-24"}),
    ("The council adopted the resolution on March 24. It extends the mandate of the panel of experts to April 30, 2025.", {"name": "panel_of_experts", "act": "extended", "date": "2024-03-24"}),
    ("The panel of experts, set up in 2009, watches the measures.", {"name": "panel_of_experts", "act": "created", "date": "2009"}),
    ("The panel of experts lost a friend. Its mandate runs out on April 30.", {"name": "panel_of_experts", "act": "ended", "date": "2024-04-30"}),
    ("U.N. experts said in a report published Monday that trade had grown.", {"name": "panel_of_experts", "act": "reported", "date": "2024-04-08"}),
    ("The Multilateral Sanctions Monitoring Team, formed in October 2023, met the press.", {"name": "msmt", "act": "created", "date": "2023-10"}),
    ("The Multilateral Sanctions Monitoring Team is new. The team was established last October.", {"name": "msmt", "act": "created", "date": "2023-10"}),
    ("The sanctions committee, created in October 2006, decides by consensus.", {"name": "1718_committee", "act": "created", "date": "2006-10"}),
    ("The 1718 committee discussed the launch on Tuesday.", {"name": "1718_committee", "date": "2024-04-09"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), BODIES)
def test_a_body_may_stand_as_it_its_mandate_or_the_team(text: str, fields: dict[str, Any]) -> None:
    """What a mandate runs to is not the day it was prolonged."""
    assert fields in told(text, "mechanism"), claims(text)


BREACHES = [
    ("Hackers from North Korea got away with $300 million from a crypto exchange.", {"kind": "cyber", "quantity": 300_000_000, "unit": "usd"}),
    ("North Korean hackers drained $120 million from a bank between January and June.", {"kind": "cyber", "quantity": 120_000_000, "unit": "usd", "period": "P6M"}),
    ("North Korea exported 1.2 million tonnes of coal between March and May 2020.", {"kind": "coal_export", "quantity": 1_200_000, "unit": "tonne", "period": "P3M"}),
    ("The North imported more oil than the cap allows.", {"kind": "oil_excess"}),
    ("Tokyo had photographed 24 illicit transfers of oil between ships in the first six months of the year.", {"kind": "ship_to_ship", "quantity": 24, "period": "P6M"}),
    ("About 2,000 North Korean tech workers are based in Russia despite the ban.", {"kind": "labour", "quantity": 2000, "unit": "person"}),
    ("Washington complained of Russian purchases of North Korean shells.", {"kind": "arms_transfer"}),
    ("North Korea sent 7,000 containers of munitions to Russia.", {"kind": "arms_transfer", "quantity": 7000, "unit": "container"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), BREACHES)
def test_a_breach_is_told_with_its_amount_and_how_long_it_took(text: str, fields: dict[str, Any]) -> None:
    """No date is a field of a breach; an amount that a limit allows is none of a breach."""
    assert fields in told(text, "violation"), claims(text)


MEETINGS = [
    ("The six-party talks were last convened in December 2008.", {"date": "2008-12"}),
    ("The second round of the six-nation talks opened on Wednesday.", {"date": "2024-04-10"}),
    ("Envoys of the United States and North Korea wrapped up two days of talks in Geneva on Tuesday.", {"level": "envoy", "place": "Geneva", "date": "2024-04-09"}),
    ("Kim Jong Un and Vladimir Putin met in Vladivostok in April 2019. Their last summit took place in Vostochny in September 2023.", {"level": "leader", "place": "Vostochny", "people": ["Kim Jong Un", "Vladimir Putin"], "date": "2023-09"}),
    ("Last month Wang Yi and Choe Son Hui had a second meeting in Beijing.", {"place": "Beijing", "people": ["Wang Yi", "Choe Son Hui"], "date": "2024-03"}),
    ("The latest session of the six-party talks, which Japan also attends, took place in Beijing in December 2008.", {"place": "Beijing", "date": "2008-12"}),
    ("The six-nation talks on the North's reactors have not been held since December 2008.", {"date": "2008-12"}),
    ("Sung Kim made a trip to Seoul in August 2021.", {"place": "Seoul", "date": "2021-08"}),
    ("The missile flew on October 2, 2019. Officials of the two sides sat down three days later in Sweden.", {"place": "Sweden", "date": "2019-10-05"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), MEETINGS)
def test_a_meeting_is_told_by_noun_by_verb_or_by_pronoun(text: str, fields: dict[str, Any]) -> None:
    """Rounds that opened and summits that took place are meetings; "their" is those named before."""
    assert any(fields.items() <= found.items() for found in told(text, "talks.meeting")), claims(text)


OUTCOMES = [
    ("Three days of six-party talks ended on Thursday without a breakthrough.", {"kind": "breakdown", "date": "2024-04-11"}),
    ("The nuclear negotiations closed on Tuesday in deadlock.", {"kind": "breakdown", "date": "2024-04-09"}),
    ("The Hanoi summit of February 2019 ended with no accord.", {"kind": "breakdown", "place": "Hanoi", "date": "2019-02"}),
    ("The six-party talks concluded on Monday with a joint statement.", {"kind": "agreement", "date": "2024-04-08"}),
    ("North Korea agreed on Wednesday to readmit nuclear inspectors.", {"kind": "agreement", "date": "2024-04-10"}),
    ("He recalled the 2005 joint statement of the six-party talks with North Korea.", {"kind": "agreement", "date": "2005"}),
    ("The six nations issued a joint statement in September 2005.", {"kind": "agreement", "date": "2005-09"}),
    ("The six-party talks in Beijing broke off on Wednesday.", {"kind": "suspension", "date": "2024-04-10"}),
    ("Pyongyang left the six-party forum in April 2009.", {"kind": "boycott", "date": "2009-04"}),
    ("North Korea agreed Thursday to freeze its nuclear programme.", {"kind": "agreement", "date": "2024-04-11"}),
    ("Pyongyang said it will walk out of the six-party talks.", {"kind": "boycott"}),
    ("The two leaders held two summits. The second, in the city of Hanoi in February 2019, fell apart.", {"kind": "breakdown", "place": "Hanoi", "date": "2019-02"}),
    ("North Korea walked away from the talks with Washington on Tuesday.", {"kind": "breakdown", "date": "2024-04-09"}),
    ("The six-party talks are dead. North Korea stormed out in April 2009.", {"kind": "boycott", "date": "2009-04"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), OUTCOMES)
def test_an_outcome_is_told_by_how_the_talks_ended(text: str, fields: dict[str, Any]) -> None:
    """An agreement may be only named, if its date is."""
    assert any(fields.items() <= found.items() for found in told(text, "talks.outcome")), claims(text)


SILENT = [
    "North Korea has fired missiles at a rapid pace this year.",
    "Washington counted six ICBM launches last year.",
    "The missile could fly 5,000 kilometers.",
    "It may attempt to launch a satellite in May.",
    "A meeting between Sung Kim and Choe Son Hui is an open possibility.",
    "The mandate of the panel of experts would be extended by the draft.",
    "The North threatened to destroy the liaison office.",
    "North Korea could sell arms to Russia.",
    "North Korea denied that it sold shells to Russia.",
    "The company sold its headquarters and agreed to move.",
    "The ministers left the room without a word.",
]


@pytest.mark.parametrize("text", SILENT)
def test_habits_plans_and_denials_are_no_claims(text: str) -> None:
    """A wide word for an act is narrowed by what denies it."""
    assert claims(text) == []


NOT_THESE = [
    ("Russia blocked the renewal of the panel of experts' mandate.", "mechanism"),
    ("The resolution bans ship-to-ship transfers.", "violation"),
    ("The draft would ban exports of coal that North Korea sold to China.", "violation"),
    ("A North Korean missile fell on a Ukrainian village on Jan. 2.", "incident.launch"),
    ("Russia alone voted against the renewal on March 28, 2024.", "council.adoption"),
]


@pytest.mark.parametrize(("text", "type_"), NOT_THESE)
def test_what_is_barred_or_blocked_is_no_act(text: str, type_: str) -> None:
    """Another claim may stand in the sentence, this one does not."""
    assert told(text, type_) == []


PARTS = (
    [text for text, _ in (*LAUNCHES, *TESTS, *OTHERS, *BODIES, *BREACHES, *MEETINGS, *OUTCOMES)]
    + ["a month later ", "99999999999 days after ", "in April of that year, ", "the same day ", "two million years earlier "]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6), st.integers(0, 40))
def test_no_mixture_of_wordings_breaks_the_reading(parts: list[str], cut: int) -> None:
    """Spans stay within the text whatever follows upon what."""
    text = " ".join(parts)[cut:]
    assert all(0 <= c.draft.span.start <= c.draft.span.end <= len(text) for c in claims(text))


def test_a_long_row_of_months_of_that_year_is_read() -> None:
    """A word that counts from another is not followed without end."""
    row = "April of that year and in " * 2000
    text = f"The talks ended in May 2009 and in {row}June it conducted its second nuclear test."
    assert told(text, "incident.nuclear_test")
