"""The algorithm: what must be true of every verdict, whatever the law says."""

import json
from itertools import product
from typing import Any

import pytest
from conftest import casebook_acts
from hypothesis import given
from hypothesis import strategies as st

from article41 import Regime, Verdict, check
from article41.facts import ANSWERS
from article41.regime import SEVERITY, Measure

ACTS = casebook_acts()


def bounds(verdict: Verdict) -> tuple[int, int]:
    return SEVERITY[verdict.range[0]], SEVERITY[verdict.range[1]]


def without(law: Regime, measure: str) -> Regime:
    """The same law less one measure."""
    kept: list[Measure] = [m for name, m in law.measures.items() if name != measure]
    return Regime(law.about, kept, law.conditions, law.units, law.drafts, law.version)


def test_same_input_gives_the_same_bytes(law: Regime) -> None:
    """Checking twice, and in another order, gives equal bytes."""
    acts = [law.read(act) for act in ACTS]
    forward = [check(act, law).to_json() for act in acts]
    backward = [check(act, law).to_json() for act in reversed(acts)]
    assert forward == backward[::-1]


def test_every_verdict_is_within_its_range(law: Regime) -> None:
    """A settled verdict is both ends of its range; an open one has two different ends, the milder first."""
    for act in ACTS:
        verdict = check(law.read(act), law)
        low, high = bounds(verdict)
        if verdict.verdict == "undetermined":
            assert low < high and verdict.missing, act["id"]
        else:
            assert low == high == SEVERITY[verdict.verdict] and not verdict.missing, act["id"]


def test_every_finding_says_why_and_where(law: Regime) -> None:
    """Each finding names a paragraph that the instrument has and at least one reason; the strongest come first."""
    paragraphs = {r.symbol: r.paragraphs for r in law.about.resolutions}
    for act in ACTS:
        verdict = check(law.read(act), law)
        for finding in verdict.findings:
            assert finding.because, act["id"]
            assert int(finding.paragraph.partition("(")[0]) <= paragraphs[finding.cite], act["id"]
        effects = [SEVERITY[f.effect] for f in verdict.findings]
        assert effects == sorted(effects, reverse=True), act["id"]


def test_prohibited_needs_a_finding_and_permitted_has_none_that_bars(law: Regime) -> None:
    """A bar always rests on a paragraph; what is permitted rests on none."""
    for act in ACTS:
        verdict = check(law.read(act), law)
        if verdict.verdict == "permitted":
            assert not verdict.findings, act["id"]
        else:
            assert verdict.findings, act["id"]


@given(st.sampled_from(ACTS), st.data())
def test_one_more_measure_never_softens(law: Regime, act: dict[str, Any], data: st.DataObject) -> None:
    """Taking a measure out never makes an act worse: neither end of the range rises."""
    binding = [name for name, m in law.measures.items() if m.kind != "exemption"]
    measure = data.draw(st.sampled_from(binding))
    whole, less = check(law.read(act), law), check(law.read(act), without(law, measure))
    assert bounds(less)[0] <= bounds(whole)[0] and bounds(less)[1] <= bounds(whole)[1]


def answered(act: dict[str, Any], fact: str, answer: Any) -> dict[str, Any]:
    """The act with one missing fact stated."""
    if fact == "flag":
        return act | {"vessel": (act.get("vessel") or {}) | {"flag": "KP" if answer else "PA"}}
    if fact == "existing_accounts":
        answer = int(answer)
    if fact in ("from", "to"):
        return act | {fact: answer}
    return act | {"facts": (act.get("facts") or {}) | {fact: answer}}


def test_an_answer_lies_in_the_range_without_it(law: Regime) -> None:
    """Stating a missing fact never leads outside the range that was open without it."""
    tried = 0
    for act in ACTS:
        open_verdict = check(law.read(act), law)
        for missing in open_verdict.missing:
            if missing.fact in ("hs", "description", "quantity", "value", "discipline", "open", "from", "to"):
                continue
            for answer in ANSWERS.get(missing.fact, (True, False)):
                low, high = bounds(check(law.read(answered(act, missing.fact, answer)), law))
                assert bounds(open_verdict)[0] <= low and high <= bounds(open_verdict)[1], (
                    act["id"],
                    missing.fact,
                    answer,
                )
                tried += 1
    assert tried > 25


def test_a_finer_code_lies_in_the_range_of_the_chapter(law: Regime) -> None:
    """The verdict for any heading of a chapter lies in the range for the chapter alone."""
    headings = sorted({code for goods in law.goods.classes.values() for code in goods.hs if len(code) == 4})
    for heading, (start, end), day in product(headings, (("KP", "CN"), ("CN", "KP")), ("2016-06-01", "2019-06-01")):
        act = {"date": day, "activity": "transfer", "from": start, "to": end}
        chapter = bounds(check(law.read(act | {"goods": [{"hs": heading[:2], "description": "goods"}]}), law))
        finer = bounds(check(law.read(act | {"goods": [{"hs": heading, "description": "goods"}]}), law))
        assert chapter[0] <= finer[0] and finer[1] <= chapter[1], (heading, start, day)


def test_the_first_question_settles_most(law: Regime) -> None:
    """Among several missing facts the first leaves the least open: here the contract's date alone decides."""
    act = law.read(
        {
            "date": "2017-08-25",
            "activity": "transfer",
            "from": "KP",
            "to": "CN",
            "goods": [{"hs": "2601.11", "description": "Iron ore"}],
        }
    )
    assert [m.fact for m in check(act, law).missing] == ["contract_date"]


def test_facts_shared_by_two_measures_are_not_counted_twice(law: Regime) -> None:
    """An office in the DPRK after March 2017 is barred whether it is new or old: nothing is left to ask."""
    act = {
        "date": "2018-01-01",
        "activity": "bank",
        "from": "GB",
        "to": "KP",
        "goods": [{"description": "Representative office in Pyongyang"}],
    }
    verdict = check(law.read(act), law)
    assert verdict.verdict == "prohibited" and not verdict.missing


def test_trace_accounts_for_every_measure(law: Regime) -> None:
    """With a trace every measure that is no exemption either bears on the act or has its reason why not."""
    measures = {name for name, m in law.measures.items() if m.kind != "exemption"}
    for act in ACTS[::7]:
        verdict = check(law.read(act), law, trace=True)
        assert verdict.trace is not None
        said = {line.measure for line in verdict.trace}
        assert said | {f.measure for f in verdict.findings} == measures, act["id"]
        assert all(line.reason for line in verdict.trace)


def test_trace_tells_of_a_measure_that_might_bear_but_is_not_shown(law: Regime) -> None:
    """A ship under the DPRK flag: who owns it settles nothing, so the ban on insuring DPRK ships stands in the trace."""
    vessel = {"name": "SAMPLE PINE", "imo": "9074729", "flag": "KP"}
    act = {"date": "2023-06-22", "activity": "insure", "from": "CH", "to": "KP", "vessel": vessel}
    verdict = check(law.read(act | {"facts": {"humanitarian": True}}), law, trace=True)
    assert "insurance-dprk-vessels" not in {f.measure for f in verdict.findings}
    assert "insurance-dprk-vessels" in {line.measure for line in verdict.trace or ()}


def test_a_draft_counts_only_from_the_day_after_its_vote(law: Regime) -> None:
    """Laid over the law, a draft changes nothing up to the day of its vote."""
    over = law.overlaid("S/2022/431")
    act = {"activity": "transfer", "from": "SG", "to": "KP", "goods": [{"hs": "2402.20", "description": "Cigarettes"}]}
    days = {
        "2022-05-25": "permitted",
        "2022-05-26": "permitted",
        "2022-05-27": "prohibited",
        "2022-05-28": "prohibited",
    }
    for day, expected in days.items():
        assert check(law.read(act | {"date": day}), over).verdict == expected
        assert check(law.read(act | {"date": day}), law).verdict == "permitted"


def test_an_answer_names_what_it_rests_on(law: Regime) -> None:
    """Every verdict names law, program and limits; with a party also the list and its date; with a draft, the draft."""
    act = {"date": "2018-01-01", "activity": "assets", "from": "SG", "to": "SG", "parties": [{"name": "Sample"}]}
    verdict = check(law.read(act), law.overlaid("S/2022/431"))
    assert (
        verdict.versions["law"] == f"{law.version} with S/2022/431" and "Not legal advice" in verdict.versions["notice"]
    )
    assert verdict.versions["list_date"] and verdict.overlay == "S/2022/431"


def test_a_lost_zero_is_asked_never_guessed(law: Regime) -> None:
    """30243 may be 0302.43 (seafood, barred) or 3024 (free): both readings stay open and the code is asked."""
    act = {
        "date": "2019-01-01",
        "activity": "transfer",
        "from": "KP",
        "to": "CN",
        "goods": [{"hs": "30243", "description": "goods"}],
    }
    verdict = check(law.read(act), law)
    assert verdict.verdict == "undetermined" and verdict.missing[0].fact == "hs"
    assert any("30243" in a.text for a in verdict.advisories)


@pytest.mark.parametrize("count", [1, 3])
def test_each_of_several_goods_is_judged(law: Regime, count: int) -> None:
    """One barred good among free ones bars the act, and the finding says which good it is."""
    goods = [{"hs": "1006.30", "description": "Rice"}] * count + [{"hs": "8429.52", "description": "Excavator"}]
    verdict = check(
        law.read({"date": "2019-01-01", "activity": "transfer", "from": "CN", "to": "KP", "goods": goods}), law
    )
    assert verdict.verdict == "prohibited"
    assert {f.applies_to for f in verdict.findings} == {f"goods[{count}]"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(["date", "activity", "from", "to", "via", "goods", "parties", "vessel", "facts", "id"])


@given(st.dictionaries(FIELDS, JSON, max_size=8), st.booleans())
def test_junk_is_refused_or_judged_never_a_crash(law: Regime, junk: dict[str, Any], dated: bool) -> None:
    """Whatever is sent, the answer is a verdict or an InputError."""
    from article41 import InputError

    said = junk | {"date": "2018-01-01", "activity": "transfer"} if dated else junk
    try:
        act = law.read(said)
    except InputError as fault:
        assert str(fault)
        return
    json.loads(check(act, law).to_json())


@pytest.mark.parametrize("word", ["refused", "denied", "not yet", "requested", "pending", "no", "false", False])
def test_what_is_no_approval_opens_nothing(law: Regime, word: str | bool) -> None:
    """Only a reference shows an approval; a word that says there is none leaves the ban, with a warning."""
    act = {"date": "2018-03-01", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "2701.11"}]}
    verdict = check(law.read(act | {"facts": {"committee_approval": word}}), law)
    assert verdict.verdict == "prohibited"
    assert any("committee_approval" in a.text for a in verdict.advisories)


def test_an_approval_with_a_reference_opens_on_its_terms(law: Regime) -> None:
    """With the reference given the act is conditional on the approval."""
    act = {"date": "2018-03-01", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "2701.11"}]}
    verdict = check(law.read(act | {"facts": {"committee_approval": "S/AC.49/2018/EX.1"}}), law)
    assert verdict.verdict == "conditional" and [term.kind for term in verdict.conditions] == ["approval"]
