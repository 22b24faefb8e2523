"""Claims told behind the act, by a day alone, or in words of a family that the sentences here widen."""

from datetime import date
from typing import Any

import pytest

import article41
from article41 import record
from article41.reading.claims import Dated, dated, find
from article41.reading.found import Link
from article41.reading.links import Known, link
from article41.reading.text import lay_out
from article41.reading.when import Days

DAY = Days(date(2024, 4, 12), date(2024, 4, 12))
"""A Friday."""


def claims(text: str, published: Days = DAY) -> list[Dated]:
    return dated(find(lay_out(text)), published)


@pytest.fixture(scope="module")
def known() -> Known:
    return Known(record.load(), article41.load())


def linked(known: Known, text: str, type_: str, published: Days = DAY) -> Link:
    return next(link(c, known) for c in claims(text, published) if c.draft.type == type_)


FAMILIES = [
    ("council.veto", "Russia vetoed the text on Thursday. Thirteen nations supported it, and China abstained.", {"votes_for": 13, "votes_against": 1, "abstentions": 1}),
    ("council.veto", "China and Russia vetoed the draft on Thursday. The 13 other members backed it.", {"votes_for": 13, "votes_against": 2, "abstentions": 0}),
    ("council.veto", "Russia vetoed the text on Thursday. Twelve states voted for it. China and Algeria abstained.", {"votes_for": 12, "abstentions": 2}),
    ("council.adoption", "Sanctions were tightened last month by resolution 2270.", {"resolution": 2270, "date": "2024-03"}),
    ("council.adoption", "It rejects the resolution No. 2375 that Washington pushed through the Security Council on April 10.", {"resolution": 2375, "date": "2024-04-10"}),
    ("council.draft", "Japan had softened the draft it circulated on April 2 in the Security Council.", {"sponsor": "JPN", "date": "2024-04-02"}),
    ("council.meeting", "The Security Council on Monday, April 8, 2024, discussed human rights in North Korea.", {"date": "2024-04-08"}),
    ("council.meeting", "The Security Council met on Thursday over the missile.\n\nThe session broke up without a statement.", {"date": "2024-04-11"}),
    ("council.meeting", "Ministers gathered in the Security Council on Thursday to speak of sanctions.", {"date": "2024-04-11"}),
    ("council.statement", "The Security Council met on Thursday. Its president read out elements to the press on Thursday.", {"kind": "press", "date": "2024-04-11"}),
    ("incident.launch", "North Korea fired more cruise missiles on Tuesday.", {"kind": "cruise", "date": "2024-04-09"}),
    ("incident.launch", "North Korea lobbed two Scuds into the sea on Monday.", {"count": 2, "date": "2024-04-08"}),
    ("incident.launch", "The North fired a Hwasong-12 on April 3, which rose to 2,000 km, and a cruise missile on April 5.", {"kind": "cruise", "date": "2024-04-05"}),
    ("incident.launch", "Missiles fell into the sea. The launch on April 3 broke the rules, Tokyo said.", {"date": "2024-04-03"}),
    ("incident.launch", "A missile flew over Japan on Tuesday. It was the first to cross the country since October 2022.", {"date": "2022-10"}),
    ("incident.launch", "A rocket lifted off from Sohae on April 9 and broke apart.", {"date": "2024-04-09"}),
    ("incident.launch", "North Korea put a satellite into orbit on Nov. 21, 2023.", {"kind": "satellite", "date": "2023-11-21"}),
    ("incident.launch", "North Korea fired a ballistic missile from a submarine on Saturday.", {"kind": "slbm", "date": "2024-04-06"}),
    ("incident.nuclear_test", "It tested a nuclear device in May 2009. It was stronger than the one set off in October 2006.", {"date": "2006-10"}),
    ("incident.nuclear_test", "Pyongyang called its test of an H-bomb on September 3, 2017 a success.", {"date": "2017-09-03"}),
    ("incident.nuclear_test", "After the rocket of April 5, 2009, a nuclear test followed within weeks.", {"date": "2009"}),
    ("incident.other", "Pyongyang denied any part in the cyberattack on Sony in November.", {"date": "2023-11"}),
    ("mechanism", "The panel of experts met. The group, which has eight members, will cease its work on April 30.", {"act": "ended", "date": "2024-04-30"}),
    ("mechanism", "The panel of experts met.\n\nIt was set up in June 2009 by the council.", {"act": "created", "date": "2009-06"}),
    ("measure.cap", "It is barred from selling arms under resolution 1874 and from buying more than 500,000 barrels of refined oil a year under resolution 2397.", {"quantity": 500000, "resolution": 2397}),
    ("talks.meeting", "The six-party talks have not met since December 2008.", {"date": "2008-12"}),
    ("talks.meeting", "The United States and North Korea ended two days of talks in New York on Wednesday.", {"place": "New York", "date": "2024-04-10"}),
    ("talks.meeting", "The summit follows those of April 27 and May 26, 2018 at the village of Panmunjom.", {"place": "Panmunjom", "date": "2018-05-26"}),
    ("talks.outcome", "Pyongyang said in April 2009 that it would never return to the six-party talks.", {"kind": "boycott", "date": "2009-04"}),
    ("talks.outcome", "Talks have been stalled since Pyongyang walked out of them in April 2009.", {"kind": "boycott", "date": "2009-04"}),
    ("talks.outcome", "Trump and Kim met in June 2018, and in Hanoi the following February, when they parted with nothing.", {"kind": "breakdown", "place": "Hanoi", "date": "2019-02"}),
    ("talks.outcome", "Envoys of six nations ended four days of talks in Beijing on Thursday without agreeing on a text.", {"kind": "breakdown", "date": "2024-04-11"}),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "fields"), FAMILIES)
def test_a_family_of_wordings_tells_one_claim(type_: str, text: str, fields: dict[str, Any]) -> None:
    """A claim of the type is found, with these fields and perhaps others."""
    assert any(fields.items() <= c.fields.items() for c in claims(text) if c.draft.type == type_), claims(text)


def test_the_day_of_a_discussion_is_not_that_of_the_launch() -> None:
    text = "The Security Council discussed North Korea's latest ballistic missile test behind closed doors on Tuesday."
    assert [c.days for c in claims(text) if c.draft.type == "incident.launch"] == [None]


NONE = [
    ("council.adoption", "Russia in March vetoed the renewal. Thirteen council members had voted for it."),
    ("talks.outcome", "The Security Council met on Thursday.\n\nThe meeting ended with no statement."),
    ("incident.launch", "The test of an H-bomb for an ICBM on September 3 was a success."),
    ("incident.launch", "Japan warned that it may fire more missiles on Tuesday."),
    ("incident.other", "The North offers to take apart a missile engine test site."),
    ("talks.meeting", "The Security Council has not met since December."),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text"), NONE)
def test_what_only_looks_like_a_claim_is_none(type_: str, text: str) -> None:
    """A vote on what was vetoed, a meeting of the Council, a day that is of something else, an offer."""
    assert [c for c in claims(text) if c.draft.type == type_] == []


CONTRADICTED = [
    ("council.veto", "Russia vetoed the draft on Thursday. Twelve nations supported it. China and Algeria abstained.", date(2024, 3, 29), ["abstentions", "votes_for"]),
    ("talks.outcome", "The parties reaffirmed the second-phase agreement they reached on Oct. 3, 2006.", date(2008, 12, 11), ["date"]),
    ("talks.outcome", "The launch wrecked a deal of Feb. 19 under which Washington was to send 240,000 tonnes of food.", date(2012, 4, 16), ["date"]),
    ("measure.other", "Under Resolution 2375, countries must send home all North Korean workers.", date(2019, 12, 17), ["resolution"]),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "day", "wrong"), CONTRADICTED)
def test_what_other_fields_fix_contradicts(known: Known, type_: str, text: str, day: date, wrong: list[str]) -> None:
    """The event is fixed by who vetoed, the title, the amount agreed or the measure's own words."""
    said = linked(known, text, type_, Days(day, day))
    assert (said.verdict, sorted(w.field for w in said.wrong)) == ("contradicted", wrong)


CONFIRMED = [
    ("council.veto", "Russia vetoed the draft on Thursday. Thirteen nations supported it. China abstained.", date(2024, 3, 29)),
    ("talks.outcome", "The parties reaffirmed the second-phase agreement they reached on Oct. 3, 2007.", date(2008, 12, 11)),
    ("talks.outcome", "The launch wrecked a deal of Feb. 29 under which Washington was to send 240,000 tonnes of food.", date(2012, 4, 16)),
    ("measure.other", "Under Resolution 2397, countries must send home all North Korean workers.", date(2019, 12, 17)),
    ("council.adoption", "The launch came three days after the council adopted resolution 2375.", date(2018, 3, 16)),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "day"), CONFIRMED)
def test_the_same_told_rightly_is_confirmed(known: Known, type_: str, text: str, day: date) -> None:
    """A numbered text is not dated by an event that has no day itself."""
    assert linked(known, text, type_, Days(day, day)).verdict == "confirmed"


def test_an_event_with_only_a_year_in_common_is_not_confirmed(known: Known) -> None:
    """The year is no word that two events share."""
    said = linked(known, "Hackers attacked Bangladesh Bank in 2016.", "incident.other")
    assert said.verdict == "not_in_record"
