"""Claims: what a report asserts of one event or measure, and what it does not."""

import ast
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.reading.claims import Dated, dated, find
from article41.reading.text import Span, lay_out
from article41.reading.when import Days

DAY = Days(date(2017, 12, 29), date(2017, 12, 29))
"""A Friday."""


def claims(text: str, published: Days | None = DAY) -> list[Dated]:
    return dated(find(lay_out(text)), published)


def only(text: str, published: Days | None = DAY) -> tuple[str, dict[str, Any]]:
    found = claims(text, published)
    assert len(found) == 1, [(c.draft.type, c.draft.span.of(text)) for c in found]
    return found[0].draft.type, found[0].fields


HELD = [
    ("The North conducted its third nuclear test on February 12, 2013.", "incident.nuclear_test", {"ordinal": 3, "date": "2013-02-12"}),
    ("Tension has grown since the DPRK's fourth nuclear test in January 2016.", "incident.nuclear_test", {"ordinal": 4, "date": "2016-01"}),
    ("Pyongyang detonated a hydrogen bomb on Sept. 3.", "incident.nuclear_test", {"date": "2017-09-03"}),
    ("North Korea carried out its sixth and most powerful nuclear test in September.", "incident.nuclear_test", {"ordinal": 6}),
    ("North Korea fired two short-range ballistic missiles on Tuesday.", "incident.launch", {"kind": "srbm", "count": 2, "date": "2017-12-26"}),
    ("Pyongyang test-fired an ICBM last month, officials said.", "incident.launch", {"kind": "icbm", "date": "2017-11"}),
    ("The council condemned North Korea's launch of a ballistic missile on Nov. 28.", "incident.launch", {"kind": "ballistic", "date": "2017-11-28"}),
    ("An intermediate-range ballistic missile was fired over Japan on Aug. 29.", "incident.launch", {"kind": "irbm"}),
    ("The North launched three missiles on Monday, which flew about 1,000 kilometers.", "incident.launch", {"count": 3, "range_km": 1000}),
    ("North Korea launched a submarine-launched ballistic missile on August 24, 2016.", "incident.launch", {"kind": "slbm", "date": "2016-08-24"}),
    ("The Security Council unanimously adopted Resolution 2397 on Friday last.", "council.adoption", {"resolution": 2397, "votes_for": 15, "abstentions": 0}),
    ("The U.N. Security Council voted 15-0 on December 22 to impose new sanctions on North Korea.", "council.adoption", {"votes_for": 15, "votes_against": 0, "date": "2017-12-22"}),
    ("Resolution 2270 was adopted by the Security Council on March 2, 2016.", "council.adoption", {"resolution": 2270, "date": "2016-03-02"}),
    ("The council adopted resolution 825 by 13 votes to none, with two abstentions.", "council.adoption", {"resolution": 825, "votes_for": 13, "votes_against": 0, "abstentions": 2}),
    ("The council adopted the resolution with 13 votes in favour, China and Pakistan abstaining.", "council.adoption", {"abstentions": 2}),
    ("On January 6, 2016, North Korea conducted what it said was a hydrogen bomb test.", "incident.nuclear_test", {"date": "2016-01-06"}),
    ("North Korea's Sept. 3 nuclear test was its most powerful yet.", "incident.nuclear_test", {"date": "2017-09-03"}),
    ("China and Russia vetoed the text on Thursday.", "council.veto", {"vetoed_by": ["CHN", "RUS"], "date": "2017-12-28"}),
    ("The United States circulated a draft resolution to council members on Thursday.", "council.draft", {"sponsor": "USA", "date": "2017-12-28"}),
    ("The Security Council issued a press statement on Wednesday.", "council.statement", {"kind": "press", "date": "2017-12-27"}),
    ("The Security Council held an emergency meeting on Tuesday.", "council.meeting", {"date": "2017-12-26"}),
    ("The resolution caps refined petroleum at 500,000 barrels a year.", "measure.cap", {"goods": "refined petroleum", "quantity": 500000, "unit": "barrel", "period": "year", "status": "in_force"}),
    ("The draft would slash crude oil supplies to three million barrels a year.", "measure.cap", {"goods": "crude oil", "quantity": 3000000, "status": "proposed"}),
    ("Resolution 2321 limits coal exports to 7.5 million metric tons a year.", "measure.cap", {"goods": "coal", "quantity": 7500000, "unit": "tonne", "resolution": 2321}),
    ("Resolution 2375 bans North Korean textile exports.", "measure.goods_ban", {"goods": ["textile"], "direction": "export", "resolution": 2375}),
    ("The new sanctions prohibit the supply of aviation fuel to North Korea.", "measure.goods_ban", {"goods": ["aviation fuel"], "direction": "import"}),
    ("The resolution adds nine individuals and four entities to the blacklist.", "measure.designation", {"persons": 9, "entities": 4}),
    ("The resolution requires states to inspect all cargo to and from North Korea.", "measure.other", {"kind": "inspection"}),
    ("Kim Jong Un and Donald Trump met in Singapore on June 12, 2018.", "talks.meeting", {"date": "2018-06-12", "place": "Singapore"}),
    ("The Hanoi summit between the two leaders collapsed without a deal in February 2019.", "talks.outcome", {"kind": "breakdown", "date": "2019-02"}),
    ("The Security Council extended the mandate of the Panel of Experts on March 23.", "mechanism", {"name": "panel_of_experts", "act": "extended", "date": "2017-03-23"}),
    ("North Korean hackers stole $1.2 billion in cryptocurrency.", "violation", {"kind": "cyber", "quantity": 1200000000, "unit": "usd"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "fields"), HELD)
def test_an_asserted_event_is_one_claim_with_its_fields(text: str, type_: str, fields: dict[str, Any]) -> None:
    """Type and fields are those of the sentence; a field that the text does not give is not there."""
    found, given_ = only(text)
    assert found == type_
    assert {k: given_.get(k) for k in fields} == fields


SILENT = [
    "A sixth nuclear test is widely expected.",
    "Diplomats fear a possible nuclear test.",
    "The envoy urged Pyongyang to stop nuclear tests.",
    "Nuclear and missile tests have raised tension for years.",
    "North Korea could conduct another nuclear test soon.",
    "Satellite images show work at the nuclear test site.",
    "North Korea threatened to launch a missile over Japan.",
    "The North is preparing to fire a long-range missile.",
    "South Korea fired two missiles in a drill on Monday.",
    "North Korea's missile program worries its neighbours.",
    "China and Russia wield veto power on the council.",
    "Russia could veto the text.",
    "Beijing threatened to veto the draft.",
    "The council is expected to adopt new sanctions on Friday.",
    "The council failed to agree on a press statement.",
    "Washington wants the council to adopt a resolution.",
    "The Treasury blacklisted two Russian companies.",
    "Trump may meet Kim again.",
    "North Korea has not tested a nuclear weapon since 2017.",
    "The text tightens if the North launches another ICBM.",
    "Pyongyang has launched dozens of missiles.",
    "North Korea has conducted nuclear tests since 2006.",
    "The two leaders plan to hold a summit in Hanoi.",
    "South Korea sent food to the flooded North.",
    "Coal miners in the region wear helmets.",
    "He said the shares of the firm fell to 500,000.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_wished_feared_general_or_to_come_is_no_claim(text: str) -> None:
    """Nothing is asserted, so nothing is claimed."""
    assert claims(text) == []


def test_a_report_without_its_day_keeps_only_dates_that_need_none() -> None:
    """A weekday waits for the day of publication; a full date does not."""
    assert "date" not in only("North Korea fired a ballistic missile on Tuesday.", None)[1]
    assert only("North Korea fired a ballistic missile on Nov. 29, 2017.", None)[1]["date"] == "2017-11-29"


def test_a_day_after_another_event_is_counted_from_it() -> None:
    """ "a day after" an event of Thursday is Wednesday."""
    text = "China and Russia vetoed the draft on Thursday. The vote came a day after North Korea fired three missiles."
    launch = next(c for c in claims(text) if c.draft.type == "incident.launch")
    assert launch.fields["date"] == "2017-12-27"


def test_a_repeated_mention_counts_once_at_its_fullest_place() -> None:
    """The bare mention gives way to the one with number and day."""
    text = "The nuclear test shook the region. North Korea conducted its sixth nuclear test on Sept. 3."
    assert only(text) == ("incident.nuclear_test", {"ordinal": 6, "date": "2017-09-03"})


def test_a_measure_is_of_the_resolution_that_the_report_tells_of() -> None:
    """A measure without a number takes that of the adoption."""
    text = "The Security Council adopted Resolution 2371 on August 5. The text bans North Korean exports of coal and seafood."
    ban = next(c for c in claims(text) if c.draft.type == "measure.goods_ban")
    assert ban.fields["resolution"] == 2371 and ban.fields["goods"] == ["coal", "seafood"]


def test_a_cap_cut_from_one_amount_to_another_is_two_claims() -> None:
    """What is proposed, and the cap it would replace."""
    text = "The draft would cut crude oil from four million to two million barrels a year."
    assert [(c.fields["quantity"], c.fields["status"]) for c in claims(text)] == [
        (2000000, "proposed"),
        (4000000, "in_force"),
    ]


def test_two_bans_of_a_sentence_keep_their_directions() -> None:
    """What the DPRK may not sell, and what may not be supplied to it."""
    text = "It may no longer sell coal, iron and lead under the resolution, and helicopters may not be supplied to it."
    assert [(c.fields["goods"], c.fields["direction"]) for c in claims(text)] == [
        (["coal", "iron", "lead"], "export"),
        (["helicopter"], "import"),
    ]


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_without_failing(text: str) -> None:
    """Spans lie within the text and hold something."""
    for claim in claims(text):
        assert 0 <= claim.draft.span.start < claim.draft.span.end <= len(text)


_PIECES = (
    [text for text, _, _ in HELD]
    + SILENT
    + ["\n\n", '"', "”", " and ", ", ", "15-0 ", "Resolution 1718 ", "(AP) - ", "1,000 km "]
)


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join))
@settings(deadline=None, max_examples=150)
def test_pieces_in_any_order_are_read_without_failing(text: str) -> None:
    """Claims stand in text order, and each has a span of its own text."""
    drafts = find(lay_out(text))
    assert drafts == sorted(drafts, key=lambda d: d.span)
    assert all(Span(0, len(text)).start <= d.span.start < d.span.end <= len(text) for d in drafts)


@pytest.mark.parametrize(
    "piece",
    [
        "nuclear ",
        "missile missile ",
        "a " * 50 + "test ",
        "two to ",
        "North Korea ",
        "barrels of coal, ",
        "Kim ",
        "1 ",
        "on Monday ",
    ],
)
def test_a_long_run_of_one_word_is_read(piece: str) -> None:
    """Runs that tempt a pattern to go back and forth end all the same."""
    assert isinstance(find(lay_out(piece * (60_000 // len(piece)))), list)


NEWS = SHARED / "news"


@pytest.mark.skipif(not (NEWS / "dev").is_dir(), reason="annotated reports are not on this machine")
def test_annotated_reports_are_read_as_well_as_measured() -> None:
    """Floors a little under what was measured; types match where spans overlap by three tenths of the shorter."""
    right = given_ = gold = 0
    for file in sorted((NEWS / "dev").glob("*.yaml")):
        if not file.with_suffix(".txt").exists():
            continue
        annotated = yaml.safe_load(file.read_text(encoding="utf-8"))
        if "claims" not in annotated:
            continue
        text = file.with_suffix(".txt").read_bytes().decode()
        earliest, latest = (
            date.fromisoformat(str(annotated["document"]["published"][k])) for k in ("earliest", "latest")
        )
        found = claims(text, Days(earliest, latest))
        gold += len(annotated["claims"])
        given_ += len(found)
        right += sum(any(_meets(c, wanted) for c in found) for wanted in annotated["claims"])
    assert right / gold > 0.92 and right / given_ > 0.85


def _meets(claim: Dated, wanted: dict[str, Any]) -> bool:
    start, end = claim.draft.span
    shared = min(end, wanted["span"][1]) - max(start, wanted["span"][0])
    return claim.draft.type == wanted["type"] and shared >= 0.3 * min(
        end - start, wanted["span"][1] - wanted["span"][0]
    )


def test_no_source_file_names_a_resolution() -> None:
    """Law is data: no number of a resolution stands in the code that reads claims, its docstrings' examples apart."""
    root = Path(__file__).parents[1] / "src" / "article41" / "reading"
    for file in [*(root / "claims").glob("*.py"), *(root / "links").glob("*.py")]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        stated = {
            n.value.value for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
        }
        said = [str(t) for t in texts if t not in stated and "1718_committee" not in str(t)]
        assert not [
            t for t in said if re.search(r"(?<!\d)(?:1[5-9]|2[0-7])\d\d(?!\d)", t) and not re.search("20\\)", t)
        ], file
