"""Links: what the record and the law hold of a claim, and in which field a report differs from them."""

from datetime import date

import pytest

import article41
from article41 import record
from article41.reading.claims import dated, find, states
from article41.reading.claims.vocabulary import goods, kinds
from article41.reading.found import Link
from article41.reading.links import Known, council, link
from article41.reading.links.provisions import of_goods
from article41.reading.text import lay_out
from article41.reading.when import Days


@pytest.fixture(scope="module")
def known() -> Known:
    return Known(record.load(), article41.load())


def links(known: Known, text: str, on: str = "2018-01-15") -> list[Link]:
    day = date.fromisoformat(on)
    return [link(claim, known) for claim in dated(find(lay_out(text)), Days(day, day))]


AGREEING = [
    ("North Korea conducted its sixth nuclear test on September 3, 2017.", "2018-01-15", "nt-6"),
    ("North Korea carried out its second nuclear test on May 24, 2009.", "2018-01-15", "nt-2"),
    ("Pyongyang launched an ICBM on Nov. 28, 2017.", "2018-01-15", "ic-2017-11-29"),
    ("The North launched two intercontinental ballistic missiles in July 2017.", "2018-01-15", "ic-2017-07-04"),
    ("The Security Council unanimously adopted Resolution 2397 on December 22, 2017.", "2018-01-15", "res-2397"),
    ("The council adopted resolution 825 by 13 votes to none, with two abstentions.", "1993-05-12", "res-825"),
    ("China and Russia on Thursday vetoed a U.S.-drafted resolution; 13 members voted in favor.", "2022-05-26", "draft-S-2022-431"),
    ("Russia vetoed the renewal of the panel of experts in March 2024.", "2024-06-01", "draft-S-2024-255"),
    ("The Security Council issued a press statement on September 15, 2017.", "2018-01-15", "press-2017-09-15"),
    ("Resolution 2371 bans North Korean exports of coal, iron and seafood.", "2018-01-15", "res-2371"),
    ("Resolution 2397 bans exports of food, machinery, wood and vessels.", "2018-01-15", "res-2397"),
    ("Resolutions 2371 and 2375 ban North Korean exports of coal, seafood and textiles.", "2018-01-15", "res-2371"),
    ("Resolutions 2371 and 2375 ban North Korean exports of textiles.", "2018-01-15", "res-2375"),
    ("Resolution 2397 gives states 24 months to send North Korean workers home.", "2018-01-15", "res-2397"),
    ("A sanctions monitoring team of eleven nations released its second report.", "2025-10-25", "msmt-2025-10-22"),
    ("Resolution 2270 bans the supply of aviation fuel to North Korea.", "2018-01-15", "res-2270"),
    ("Refined petroleum is capped at 500,000 barrels a year by the resolution.", "2018-01-15", "res-2397"),
    ("Resolution 2321 limits coal exports to $400.9 million a year.", "2018-01-15", "res-2321"),
    ("The draft would cut crude oil to 3 million barrels a year.", "2022-05-26", "draft-S-2022-431"),
    ("The Panel's mandate expires on April 30.", "2022-04-01", "res-2569"),
    ("The resolution freezes the assets of 11 individuals and 10 entities.", "2016-12-02", "res-2321"),
    ("Resolution 2397 added 16 individuals and one entity to the blacklist.", "2018-01-15", "res-2397"),
    ("Resolution 2397 allows the council's committee to exempt humanitarian goods case by case.", "2018-01-15", "res-2397"),
    ("Resolution 2375 freezes crude oil at the level of the past 12 months.", "2017-09-12", "res-2375"),
    ("Those listed by Resolution 2356 may not travel.", "2017-06-03", "res-2356"),
    ("The draft would free inter-Korean rail and road projects from sanctions.", "2019-12-17", "draft-2019-12-cn-ru"),
    ("The draft would cut crude oil to two million barrels a year.", "2022-04-26", "draft-2022-04-us"),
    ("Donald Trump and Kim Jong Un met in Singapore on June 12, 2018.", "2018-07-01", "sm-2018-06-singapore"),
    ("The Hanoi summit of the two leaders broke up with no agreement on February 28, 2019.", "2019-03-02", "sm-2019-02-hanoi"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "on", "to"), AGREEING)
def test_a_true_claim_is_confirmed_by_its_entry(known: Known, text: str, on: str, to: str) -> None:
    """A day off by one is no difference: Korea is ahead of New York."""
    found = links(known, text, on)[0]
    assert (found.verdict, to in found.to) == ("confirmed", True), found
    assert found.why.endswith(".") and not found.wrong


DIFFERING = [
    ("North Korea conducted its fifth nuclear test on September 3, 2017.", "2018-01-15", "nt-6", "ordinal", 6),
    ("North Korea conducted its third nuclear test in March 2013.", "2018-01-15", "nt-3", "date", "2013-02-12"),
    ("The Security Council adopted Resolution 2397 on December 20, 2017.", "2018-01-15", "res-2397", "date", "2017-12-22"),
    ("The Security Council adopted Resolution 1719 on October 14, 2006.", "2006-10-20", "res-1718", "resolution", 1718),
    ("The council adopted Resolution 2375 by 14 votes to one.", "2018-01-15", "res-2375", "votes_for", 15),
    ("China on Thursday vetoed a U.S.-drafted resolution.", "2022-05-26", "draft-S-2022-431", "vetoed_by", ["CN", "RU"]),
    ("Resolution 2270 bans North Korean seafood exports.", "2018-01-15", "res-2371", "resolution", 2371),
    ("Resolution 2371 forbids ship-to-ship transfers with DPRK vessels.", "2018-01-15", "res-2375", "resolution", 2375),
    ("Refined petroleum is capped at 600,000 barrels a year by the resolution.", "2018-06-01", "res-2397", "quantity", 500000),
    ("Resolution 2397 added 19 individuals and one entity to the blacklist.", "2018-01-15", "res-2397", "persons", 16),
    ("The North launched three intercontinental ballistic missiles in July 2017.", "2018-01-15", "ic-2017-07-04", "count", 2),
    ("Donald Trump and Kim Jong Un met in Singapore in May 2018.", "2018-07-01", "sm-2018-06-singapore", "date", "2018-06-12"),
    ("Resolution 2397 gives states 18 months to send North Korean workers home.", "2018-01-15", "res-2397", "period", "P24M"),
    ("Resolution 2270 bans North Korean exports of gold, nickel and titanium.", "2018-01-15", "res-2270", "goods", ["gold", "titanium"]),
    ("In December 2017 the council unanimously adopted Resolution 2379.", "2018-03-15", "res-2397", "resolution", 2397),
    ("The second Trump-Kim summit, in Vientiane in February 2019, collapsed.", "2019-03-15", "sm-2019-02-hanoi", "place", "Hanoi"),
    ("The Security Council was told of the Multilateral Sanctions Monitoring Team, set up in December 2024.", "2025-06-01", "msmt-2024-10-16", "date", "2024-10-16"),
    ("Resolution 2087, which was approved on January 22, 2013 with two abstentions, said as much.", "2013-03-08", "res-2087", "abstentions", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "on", "to", "field", "recorded"), DIFFERING)
def test_a_claim_that_differs_is_contradicted_in_that_field(
    known: Known, text: str, on: str, to: str, field: str, recorded: object
) -> None:
    """The event is fixed by the other fields; the link names the field and what the record has."""
    found = links(known, text, on)[0]
    assert found.verdict == "contradicted" and found.to[0] == to, found
    assert [(w.field, w.recorded) for w in found.wrong][:1] == [(field, recorded)]


RIGHT = [
    ("Resolution 2371 banned exports of coal and seafood, and Resolution 2375 banned textiles.", "2018-01-15"),
    ("Resolution 2397 asks states to report after 15 months on the workers they have sent home.", "2018-06-01"),
    (
        "Russia vetoed the panel's renewal. The monitoring team, created after Russia in March 2024 vetoed it, met.",
        "2025-06-01",
    ),
    ("Working talks in Stockholm in February 2019 ended without agreement.", "2019-03-02"),
    ("The Security Council on December 21, 2017 adopted Resolution 2396 on foreign fighters.", "2018-01-15"),
    ("In December 2017 the council also adopted Resolution 2396.", "2018-01-15"),
    ("In 2017 the Security Council adopted Resolution 2395.", "2018-01-15"),
    ("Resolution 2270 bans the sale of aviation fuel to the North and its exports of gold and coal.", "2018-01-15"),
]


@pytest.mark.parametrize(("text", "on"), RIGHT)
def test_what_may_be_right_is_not_contradicted(known: Known, text: str, on: str) -> None:
    """Several resolutions in a sentence, other days that a paragraph sets, texts and talks that the record lacks."""
    assert "contradicted" not in [x.verdict for x in links(known, text, on)]


UNRECORDED = [
    ("The Security Council held closed consultations on January 10, 2018.", "2018-01-15"),
    ("The US Treasury blacklisted two North Korean banks on December 26, 2017.", "2018-01-15"),
    ("Wang Yi met Bob Corker in Paris on January 10, 2018.", "2018-01-15"),
    ("North Korea fired a ballistic missile on January 10, 2018.", "2018-01-15"),
    ("North Korea conducted its ninth nuclear test on January 10, 2018.", "2018-01-15"),
    ("North Korea fired two short-range missiles on March 24, 2022.", "2022-03-27"),
    ("Donald Trump and Kim Jong Un met in Vienna in May 2011.", "2018-07-01"),
    ("The Security Council in December 2017 adopted Resolution 2390.", "2018-03-15"),
    ("North Korean hackers stole $1.2 billion in cryptocurrency.", "2018-01-15"),
]


@pytest.mark.parametrize(("text", "on"), UNRECORDED)
def test_what_the_record_cannot_say_is_not_contradicted(known: Known, text: str, on: str) -> None:
    """A false contradiction is worse than a miss."""
    assert [x.verdict for x in links(known, text, on)] == ["not_in_record"]


@pytest.mark.parametrize(
    ("day", "verdict"), [("02", "confirmed"), ("03", "confirmed"), ("04", "confirmed"), ("05", "contradicted")]
)
def test_one_day_of_difference_is_allowed_and_no_more(known: Known, day: str, verdict: str) -> None:
    """The test was on 3 September 2017 in Korea."""
    assert links(known, f"North Korea conducted its sixth nuclear test on September {day}, 2017.")[0].verdict == verdict


def test_a_measure_cites_its_paragraph(known: Known) -> None:
    """The address of the paragraph comes from the law's files."""
    assert "/un/sc/res/2017/2371#op8" in links(known, "Resolution 2371 bans North Korean coal exports.")[0].citations


def test_without_the_day_of_the_report_a_bare_mention_needs_it(known: Known) -> None:
    """Which test "its nuclear test" is depends on when that was written."""
    claims = dated(find(lay_out("The council condemned North Korea's nuclear test.")), None)
    assert [link(c, known).verdict for c in claims] == ["needs_date"]


def test_doubt_of_an_entry_is_shown(known: Known) -> None:
    """A link that rests on an entry not confirmed says so."""
    draft = next(d for d in known.record.drafts if not d.confirmed)
    text = f"The United States presented a draft resolution to the council on {draft.date:%B %d, %Y}."
    assert links(known, text, draft.date.isoformat())[0].unconfirmed


def test_the_kinds_of_measures_name_files_of_the_law(known: Known) -> None:
    """Every file that kinds.yaml names is there, and every kind has words."""
    for kind, files in kinds().laws.items():
        assert kind in kinds().measures
        assert not set(files) - known.law.measures.keys()


def test_every_good_stands_in_the_law_or_in_a_draft(known: Known) -> None:
    """A good that reports name leads to a measure in its usual direction."""
    drafted = [m for d in known.law.drafts.values() for m in d.measures]
    for name, good in goods().items():
        assert of_goods([*known.law.measures.values(), *drafted], name, good.usual), name


def test_every_state_of_a_claim_is_known_to_the_links() -> None:
    """A sponsor or a vetoer is a country or the EU; the UN, which speaks as governments do, is none."""
    named = set(states._named().values())
    assert all(council.codes(code) for code in named) and "UN" not in named
