"""Who said what: sentences of our own, each a way in which reports attribute words, or tell an event."""

from typing import Any

import pytest

from article41 import Regime
from article41.reading import Reader
from article41.record.store import load

HEAD = "UNITED NATIONS, Sept. 12, 2017 (Kyodo) - "


@pytest.fixture(scope="module")
def reader(law: Regime) -> Reader:
    """The reader."""
    return Reader(load(), law)


SAID = [
    ("Foreign Minister Masahiko Komura in Tokyo stressed that the list had to be complete.", "Masahiko Komura", "the list had to be complete"),
    ("Chinese Ambassador Zhang Jun called on Washington to ''show sincerity'' at once.", "Zhang Jun", "Washington to ''show sincerity'' at once"),
    ('The State Department called on Pyongyang "to refrain from provocations" and stay engaged.', "State Department", 'Pyongyang "to refrain from provocations" and stay engaged'),
    ("North Korea stole $1.65 billion this year, an 11-nation team that monitors U.N. sanctions said Wednesday.", "Multilateral Sanctions Monitoring Team", "North Korea stole $1.65 billion this year"),
    ("Nothing whatever went into orbit, the US Northern Command reported.", "US Northern Command", "Nothing whatever went into orbit"),
    ("President Roh Moo-hyun, who had just received the prime minister, Shinzo Abe, told a news conference that Seoul would wait.", "Roh Moo-hyun", "Seoul would wait"),
    ('It has "always carried out its duties", Geng Shuang of the foreign ministry shot back.', "Geng Shuang", 'It has "always carried out its duties"'),
    ('The launches were a violation, the council\'s statement said.', "UN Security Council", "The launches were a violation"),
    ('"Stop, or face the consequences," US Ambassador Nikki Haley told the meeting, adding that Washington did not seek war.', "Nikki Haley", "Washington did not seek war"),
    ("The Foreign Ministry of the Democratic People's Republic of Korea issued a statement. The test was a measure for defence, the statement said.", "North Korean foreign ministry", "The test was a measure for defence"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "words"), SAID, ids=[words for _, _, words in SAID])
def test_words_are_attributed(text: str, speaker: str, words: str, reader: Reader) -> None:
    """To whom they belong, just the words and nothing around them."""
    found = reader.read(HEAD + text).statements
    assert (speaker, words) in [(s.speaker, " ".join((HEAD + text)[x.start : x.end] for x in s.spans)) for s in found]


TOLD: list[tuple[str, str, dict[str, Any]]] = [
    ("The council condemned North Korea for firing seven missiles on July 5.", "incident.launch", {"count": 7, "date": "2017-07-05"}),
    ("As if on cue, Pyongyang on Monday fired two short-range ballistic missiles.", "incident.launch", {"count": 2, "date": "2017-09-11"}),
    ("The Security Council met over an intercontinental ballistic missile that North Korea fired on Friday.", "incident.launch", {"kind": "icbm", "date": "2017-09-08"}),
    ("In May, China and Russia vetoed a U.S. draft that had the support of 11 members.", "council.veto", {"vetoed_by": ["CHN", "RUS"], "votes_for": 11}),
    ("The second nuclear test of North Korea, which took place on May 15, 2009, was larger.", "incident.nuclear_test", {"ordinal": 2, "date": "2009-05-15"}),
    ("The U.N. Security Council debated North Korea. The open meeting was called on Friday.", "council.meeting", {"date": "2017-09-08"}),
    ("The US and North Korea ended talks in Geneva on Monday. The first such meeting was held in New York in July.", "talks.meeting", {"place": "New York", "date": "2017-07"}),
    ("The U.N. panel that watched over the sanctions on North Korea had been created in 2009.", "mechanism", {"name": "panel_of_experts", "act": "created", "date": "2009"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "fields"), TOLD, ids=[text[:40] for text, _, _ in TOLD])
def test_an_event_is_told(text: str, type_: str, fields: dict[str, Any], reader: Reader) -> None:
    """Of its type, with the fields that the words give."""
    found = [c.fields for c in reader.read(HEAD + text).claims if c.type == type_]
    assert any(fields.items() <= one.items() for one in found), found


def test_a_cap_under_another_resolution_than_its_own_is_contradicted(reader: Reader) -> None:
    """The yearly coal cap is that of S/RES/2321, paragraph 26(b), not of the resolution before it."""
    told = reader.read(
        HEAD + "The ceiling of 7.5 million tonnes a year on coal exports, laid down in Resolution 2270, remains."
    )
    link = next(c.link for c in told.claims if c.type == "measure.cap")
    assert link.verdict == "contradicted" and [(w.field, w.recorded) for w in link.wrong] == [("resolution", 2321)]


def test_the_united_nations_that_propose_a_draft_break_nothing(reader: Reader) -> None:
    """The UN speaks as governments do, and is no State that puts a draft."""
    told = reader.read(
        HEAD + "The United Nations told the Security Council on Monday it will propose a draft resolution."
    )
    assert all("UN" not in str(c.fields.get("sponsor")) for c in told.claims)
