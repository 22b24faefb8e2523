"""The ledger: what reports add up to, what is left, and what a check makes of it."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from article41 import LawError, Regime, Verdict, check, load
from article41.ledger import Account, Book, Statement, accounts, open_book, statement
from article41.ledger.accounts import period_of
from article41.ledger.deliveries import Entries, Report, read
from article41.ledger.figures import months, notice
from article41.ledger.statement import FAR, due_after
from article41.ledger.sums import Sum
from article41.regime import SEVERITY, Due

LAW = load()
CAPS = accounts(LAW, date(2026, 11, 21))
OIL, CRUDE, COAL = "refined-petroleum", "crude-oil", "coal"
DAY = timedelta(days=1)


def account(measure: str, day: str) -> Account:
    """The account of a measure whose period holds the day."""
    return next(a for a in CAPS if a.measure == measure and a.start <= date.fromisoformat(day) <= a.end)


def report(start: str, end: str, amount: str, by: str = "RU", **more: Any) -> Report:
    return Report((by,), date.fromisoformat(start), date.fromisoformat(end), amount, "note", **more)


def book(*reports: Report, measure: str = OIL) -> Book:
    return Book(LAW, {measure: Entries(reports)}, "test")


def stated(measure: str, day: str, *reports: Report, today: str = "2026-11-21") -> Statement:
    return statement(book(*reports, measure=measure), account(measure, day), date.fromisoformat(today))


def total(*reports: Report, day: str = "2019-06-01", measure: str = OIL) -> Sum:
    return stated(measure, day, *reports).figures[0].total


def sure(amount: str) -> Sum:
    return Sum(Decimal(amount), Decimal(amount))


def act(day: str, quantity: float | None = None, unit: str = "bbl", **more: Any) -> dict[str, Any]:
    """Gas oil to the DPRK, or what `more` makes of it."""
    good = {"hs": "271019", "description": "gas oil", "quantity": quantity, "unit": unit if quantity else None}
    said = {"date": day, "activity": "transfer", "from": "RU", "to": "KP", "goods": [good | more.pop("good", {})]}
    return said | more


def judged(ledger: Book | None, said: dict[str, Any], law: Regime = LAW) -> Verdict:
    return check(law.read(said), law, ledger=ledger)


# --- the project's own record

OWN = open_book(LAW)
TOTALS = [(a, t) for a in CAPS for t in OWN.entries.get(a.measure, Entries()).totals if a.start <= t.start <= a.end]


@pytest.mark.parametrize(("of", "published"), TOTALS, ids=lambda v: getattr(v, "amount", getattr(v, "measure", "")))
def test_published_totals_are_reproduced_or_their_difference_is_explained(of: Account, published: Any) -> None:
    """Within half the rounding that is stated; a total that the reports do not give says why."""
    found = next(c for c in statement(OWN, of, date(2026, 1, 1)).totals if c.total == published)
    assert found.agrees is not bool(published.differs), found


@pytest.mark.parametrize(
    ("year", "barrels"),
    [
        (2018, "401033.34"), (2019, "466705.90"), (2020, "149000"), (2021, "91909"),
        (2022, "44219"), (2023, "362702"), (2024, "296207"), (2025, "19904"),
    ],
)  # fmt: skip
def test_the_years_as_reported(year: int, barrels: str) -> None:
    """The sums of the years; 2020 is one figure of two states, 2022 and 2024 lack months."""
    assert statement(OWN, account(OIL, f"{year}-06-01"), FAR).figures[0].total == sure(barrels)


def test_four_joint_months_of_2018_agree_with_the_sums_by_state() -> None:
    """570 + 3,275 + 4,337 + 438 t by months are, within their rounding, 4,470 + 4,148 t by states."""
    joint = sum(Decimal(t.amount.split()[0].replace(",", "")) for _, t in TOTALS if t.rounding == "1 t")
    assert abs(joint - (4470 + 4148)) <= 4 * Decimal("0.5")


def test_disputed_figures_are_in_no_sum() -> None:
    """The estimate of 43 states stands beside the year and changes nothing in it."""
    without = {name: msgspec.structs.replace(e, disputed=(), totals=()) for name, e in OWN.entries.items()}
    for of in CAPS:
        bare = statement(Book(LAW, without, ""), of, date(2026, 1, 1))
        assert bare.figures == statement(OWN, of, date(2026, 1, 1)).figures
    assert [d.by for d in statement(OWN, account(OIL, "2020-03-01"), FAR).disputed] == ["43 states"]


def test_the_record_is_sound() -> None:
    """Every file reads strictly, and every entry has a source with an address."""
    for file in sorted((ROOT / "record" / "deliveries").glob("*.yaml")):
        for entries in read(file, LAW).values():
            for entry in (*entries.reports, *entries.totals, *entries.disputed, *entries.silent):
                assert entry.source.startswith("http")


# --- accounts


def test_accounts_follow_the_caps_of_the_law() -> None:
    """Crude from 22 December, refined by calendar year, the interim cap of coal, each once."""
    spans = {(a.measure, str(a.start), str(a.end)) for a in CAPS}
    assert len(spans) == len(CAPS)
    assert {(CRUDE, "2017-12-22", "2018-12-21"), (OIL, "2018-01-01", "2018-12-31"), (OIL, "2017-10-01", "2017-12-31"),
            (COAL, "2016-11-30", "2016-12-31"), (COAL, "2017-01-01", "2017-12-31")} <= spans  # fmt: skip
    assert account(COAL, "2017-03-01").closed == date(2017, 8, 4)
    assert account(OIL, "2017-11-01").closed == date(2017, 12, 21)


@pytest.mark.parametrize(
    ("measure", "day", "start"),
    [
        (CRUDE, "2018-12-21", "2017-12-22"), (CRUDE, "2018-12-22", "2018-12-22"),
        (OIL, "2018-12-31", "2018-01-01"), (OIL, "2019-01-01", "2019-01-01"),
        (COAL, "2016-12-31", "2016-11-30"), (COAL, "2017-01-01", "2017-01-01"),
    ],
)  # fmt: skip
def test_a_day_falls_into_one_period(measure: str, day: str, start: str) -> None:
    """The last day of one period and the first of the next."""
    found = period_of(account(measure, day).cap, date.fromisoformat(day))
    assert found and str(found[0]) == start


def test_a_draft_has_accounts_of_its_own() -> None:
    """The lower caps of a draft open accounts without a line of code."""
    over = accounts(LAW.overlaid("S/2022/431"), date(2023, 1, 1))
    assert "375,000 barrels" in {a.cap.cap for a in over}


# --- sums


def test_months_of_several_reporters_add_up() -> None:
    jan, feb, china = ("2019-01-01", "2019-01-31"), ("2019-02-01", "2019-02-28"), {"by": "CN"}
    assert total(report(*jan, "100 bbl"), report(*feb, "50 bbl"), report(*jan, "7 bbl", **china)) == sure("157")


def test_barrels_go_before_tons_and_tons_by_the_named_product() -> None:
    """The order of the Committee's Secretary: barrels as reported, the product's factor, the general one."""
    jan = ("2019-01-01", "2019-01-31")
    assert total(report(*jan, "100 t; 900 bbl")) == sure("900")
    assert total(report(*jan, "100 t", goods="LPG")) == sure("1160.0")
    assert total(report(*jan, "100 t")) == sure("833.00")
    lines = stated(OIL, "2019-01-01", report(*jan, "100 t", goods="LPG")).lines
    assert lines[0].measured and lines[0].measured.factor.startswith("lpg: 11.6 barrels a ton")


def test_an_amendment_replaces() -> None:
    first = report("2019-01-01", "2019-01-31", "100 bbl", id="a")
    second = report("2019-01-01", "2019-02-28", "70 bbl", amends=("a",))
    assert total(first, second) == sure("70")


def test_a_later_document_for_the_same_days_replaces() -> None:
    early = report("2019-01-01", "2019-01-31", "100 bbl", reported=date(2019, 3, 1))
    late = report("2019-01-01", "2019-01-31", "70 bbl", reported=date(2019, 9, 1))
    assert total(early, late) == sure("70")


def test_two_figures_for_the_same_days_without_a_date_are_a_doubt() -> None:
    """Neither is dropped: the larger is sure, both may be."""
    both = report("2019-01-01", "2019-01-31", "100 bbl"), report("2019-01-01", "2019-01-31", "70 bbl")
    assert total(*both) == Sum(Decimal(100), Decimal(170))


def test_different_goods_of_the_same_days_add_up() -> None:
    jan = ("2019-01-01", "2019-01-31")
    assert total(report(*jan, "100 bbl", goods="LPG"), report(*jan, "70 bbl", goods="diesel")) == sure("170")


def test_a_running_sum_replaces_its_months_only_if_it_says_so() -> None:
    month = report("2019-01-01", "2019-01-31", "100 bbl")
    quarter = report("2019-01-01", "2019-03-31", "250 bbl")
    assert total(month, quarter) == Sum(Decimal(250), Decimal(350))
    assert total(month, msgspec.structs.replace(quarter, covers=True)) == sure("250")


def test_joint_reports_are_not_added_to_those_of_their_reporters() -> None:
    joint = msgspec.structs.replace(report("2019-01-01", "2019-03-31", "250 bbl"), reporters=("CN", "RU"))
    china, russia = report("2019-01-01", "2019-01-31", "100 bbl", by="CN"), report("2019-04-01", "2019-04-30", "5 bbl")
    assert total(joint, china, russia) == Sum(Decimal(255), Decimal(355))


def test_a_report_over_the_edge_of_a_period_counts_at_most() -> None:
    """From 15 December to 14 January: which year, the report does not say."""
    straddling = report("2018-12-15", "2019-01-14", "100 bbl")
    for day in ("2018-06-01", "2019-06-01"):
        assert total(straddling, day=day) == Sum(Decimal(0), Decimal(100))
    assert total(report("2018-12-31", "2018-12-31", "100 bbl")) == sure("0")
    assert total(report("2019-01-01", "2019-01-01", "100 bbl")) == sure("100")
    crude = report("2018-12-20", "2018-12-25", "100 bbl")
    assert total(crude, day="2018-12-21", measure=CRUDE) == Sum(Decimal(0), Decimal(100))


def test_an_amount_in_another_measure_leaves_the_most_unknown() -> None:
    """Tons tell no dollars: what is unknown is said, not counted as nothing."""
    tons, dollars = stated(COAL, "2017-02-01", report("2017-01-01", "2017-01-31", "1,440,000 t", by="CN")).figures
    assert tons.total == sure("1440000") and dollars.total == Sum(Decimal(0), None)


days = st.dates(date(2018, 11, 1), date(2020, 2, 1))
amounts = st.sampled_from(["100 bbl", "20,000 t", "150,000 bbl", "3 m3; 2 t"])


@st.composite
def any_report(draw: st.DrawFn, plain: bool = True) -> Report:
    start = draw(days)
    one = Report(
        tuple(draw(st.lists(st.sampled_from(["CN", "RU", "VN"]), min_size=1, max_size=2, unique=True))),
        start, start + timedelta(days=draw(st.sampled_from([0, 27, 30, 89, 364]))), draw(amounts), "note",
        goods=draw(st.sampled_from(["", "diesel", "LPG"])),
    )  # fmt: skip
    if plain:
        return one
    named = draw(st.sampled_from(["", "a", "b", "c"]))
    return msgspec.structs.replace(
        one, id=named, covers=draw(st.booleans()), reported=draw(st.none() | days),
        amends=tuple(x for x in draw(st.sampled_from([(), ("a",), ("b",)])) if x != named),
    )  # fmt: skip


def answers(*reports: Report) -> list[Any]:
    """Everything a ledger says of these reports in 2019."""
    ledger, of = book(*reports), account(OIL, "2019-06-01")
    far = [ledger.so_far(OIL, of.cap, date(2019, 1, 1) + n * DAY) for n in range(0, 365, 30)]
    return [statement(ledger, of, date(2019, 7, 1)), ledger.change_days(), *far]


@given(st.lists(any_report(plain=False), max_size=6), st.randoms())
def test_the_order_of_entry_never_matters(reports: list[Report], chance: Any) -> None:
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert answers(*shuffled) == answers(*reports)


@given(st.lists(any_report(plain=False), max_size=6), st.data())
def test_a_duplicate_does_nothing(reports: list[Report], data: Any) -> None:
    if reports:
        again = data.draw(st.sampled_from(reports))
        assert answers(*reports, again) == answers(*reports)


@given(st.lists(any_report(), max_size=6), any_report(), st.sampled_from([1, 1000, 200_000, 500_000]))
def test_one_more_delivery_lowers_no_sum_and_softens_no_verdict(
    reports: list[Report], more: Report, quantity: int
) -> None:
    before, after = total(*reports), total(*reports, more)
    assert before.least <= after.least and (before.most or 0) <= (after.most or 0)
    assert after.most is not None and after.least <= after.most
    said = act("2019-08-15", quantity)
    one, two = judged(book(*reports), said).range, judged(book(*reports, more), said).range
    assert all(SEVERITY[a] <= SEVERITY[b] for a, b in zip(one, two, strict=True))


@given(st.lists(any_report(), max_size=5))
def test_the_least_is_the_heaviest_set_without_overlap(reports: list[Report]) -> None:
    """Against every subset of the reports, tried one by one."""
    inside = [r for r in reports if date(2019, 1, 1) <= r.start and r.end <= date(2019, 12, 31)]
    best = Decimal(0)
    for size in range(len(inside) + 1):
        for some in itertools.combinations(inside, size):
            pairs = itertools.combinations(some, 2)
            if not any(_overlap(a, b) for a, b in pairs):
                best = max(best, sum((total(r).least for r in some), Decimal(0)))
    assert total(*reports).least >= best


def _overlap(a: Report, b: Report) -> bool:
    return a.start <= b.end and b.start <= a.end and bool(set(a.reporters) & set(b.reporters))


# --- what follows from a sum


@pytest.mark.parametrize(
    ("percent", "reached"), [("74.9", 0), ("75", 75), ("89.9", 75), ("90", 90), ("94.9", 90), ("95", 95), ("120", 95)]
)
def test_notices(percent: str, reached: int) -> None:
    """The percentages are the law's."""
    barrels = Decimal(500_000) * Decimal(percent) / 100
    found = stated(OIL, "2019-06-01", report("2019-01-01", "2019-01-31", f"{barrels:f} bbl"))
    assert found.notice == (reached, reached)
    assert notice(Decimal(2), account(CRUDE, "2019-06-01").cap.notices) == 0


def test_the_notice_of_coal_follows_whichever_figure_is_fuller() -> None:
    tons = report("2017-01-01", "2017-01-31", "1,000 t; 400,000,000 USD", by="CN")
    assert stated(COAL, "2017-02-01", tons).notice == (95, 95)


def test_what_is_left_is_never_below_zero() -> None:
    over = stated(OIL, "2019-06-01", report("2019-01-01", "2019-01-31", "600,000 bbl")).figures[0]
    assert over.left == (0, 0) and over.share.least == Decimal("1.2")


def test_who_is_late() -> None:
    """Thirty days after the last reported day, by the law's own days."""
    january = report("2019-01-01", "2019-01-31", "10 bbl")
    assert not stated(OIL, "2019-06-01", january, today="2019-03-02").late
    (late,) = stated(OIL, "2019-06-01", january, today="2019-03-03").late
    assert (late.reporter, str(late.due)) == ("RU", "2019-03-02")
    assert str(due_after(date(2017, 1, 31), Due(days_after_month=30))) == "2017-03-30"
    assert str(due_after(date(2018, 3, 21), Due(every_days=90))) == "2018-06-19"
    assert account(CRUDE, "2019-01-01").due == Due(every_days=90, first=date(2018, 3, 22))


def test_a_projection_says_what_it_assumes() -> None:
    """The mean of the months reported, over all months; none once the period is over."""
    told = report("2019-01-01", "2019-01-31", "10 bbl"), report("2019-02-01", "2019-02-28", "30 bbl")
    (found,) = stated(OIL, "2019-06-01", *told, today="2019-03-15").projections
    assert found.total == sure("240") and "2 of 12" in found.assumes
    assert not stated(OIL, "2019-06-01", *told, today="2020-01-01").projections


def test_months_of_a_period() -> None:
    assert len(months(date(2018, 12, 22), date(2019, 12, 21))) == 12
    assert months(date(2016, 11, 30), date(2016, 12, 31))[1] == (date(2016, 12, 30), date(2016, 12, 31))


# --- what a check makes of it


@pytest.mark.parametrize(
    ("delivered", "own", "verdict"),
    [
        ("499,998 bbl", 1, "conditional"), ("499,999 bbl", 1, "conditional"), ("500,000 bbl", 1, "prohibited"),
        ("499,999 bbl", 2, "prohibited"), ("499,999 bbl", None, "conditional"), ("500,000 bbl", None, "prohibited"),
    ],
)  # fmt: skip
def test_under_at_and_over_the_cap(delivered: str, own: int | None, verdict: str) -> None:
    """S/RES/2397 (2017), paragraph 5: reports that are sure close the door; room in them promises nothing."""
    found = judged(book(report("2019-01-01", "2019-01-31", delivered)), act("2019-06-01", own))
    assert found.verdict == verdict
    assert (found.findings[0].cite, found.findings[0].paragraph) == ("S/RES/2397 (2017)", "5")
    assert "as reported up to 2019-01-31" in " ".join(found.findings[0].because)


def test_a_doubt_across_the_cap_asks_for_the_sum() -> None:
    doubt = report("2019-01-01", "2019-01-31", "300,000 bbl"), report("2019-01-01", "2019-03-31", "300,001 bbl")
    found = judged(book(*doubt), act("2019-06-01", 1))
    assert (found.verdict, found.range) == ("undetermined", ("conditional", "prohibited"))
    assert [m.fact for m in found.missing] == ["cumulative"]


def test_what_is_stated_goes_before_the_ledger() -> None:
    full = book(report("2019-01-01", "2019-01-31", "500,000 bbl"))
    assert judged(full, act("2019-06-01", 1, facts={"cumulative": "10 bbl"})).verdict == "conditional"
    over = judged(book(), act("2019-06-01", 1, facts={"cumulative": "500000 bbl"}))
    assert over.verdict == "prohibited"


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2019-02-28", "undetermined"), ("2019-03-31", "undetermined"), ("2019-04-01", "prohibited"),
     ("2019-12-31", "prohibited"), ("2020-01-01", "conditional"), ("2018-12-31", "conditional")],
)  # fmt: skip
def test_only_what_was_delivered_before_the_act_is_sure(day: str, verdict: str) -> None:
    """A report of the first quarter counts for sure from 1 April, may count from its first day, and ends with its year."""
    assert judged(book(report("2019-01-01", "2019-03-31", "500,000 bbl")), act(day, 1)).verdict == verdict


@pytest.mark.parametrize(("day", "verdict"), [("2018-12-21", "prohibited"), ("2018-12-22", "conditional")])
def test_the_crude_year_turns_on_22_december(day: str, verdict: str) -> None:
    """S/RES/2397 (2017), paragraph 4."""
    full = book(report("2018-01-01", "2018-01-31", "4,000,000 bbl"), measure=CRUDE)
    said = act(day, 1, good={"hs": "2709", "description": "crude oil"})
    assert judged(full, said).verdict == verdict


@pytest.mark.parametrize(
    ("day", "delivered", "verdict"),
    [
        ("2016-12-31", "1,000,866 t; 1 USD", "prohibited"), ("2016-12-31", "1 t; 53,495,894 USD", "prohibited"),
        ("2016-12-31", "1 t; 1 USD", "conditional"), ("2017-01-01", "1,000,866 t; 1 USD", "conditional"),
    ],
)  # fmt: skip
def test_coal_by_tons_or_dollars_whichever_is_lower(day: str, delivered: str, verdict: str) -> None:
    """S/RES/2321 (2016), paragraph 26(b): 30 November to 31 December 2016, then a new account."""
    sold = book(report("2016-11-30", "2016-12-15", delivered, by="CN"), measure=COAL)
    coal = {"hs": "270111", "description": "anthracite", "origin": "KP", "value": 60, "currency": "USD"}
    said = act(day, 1, "t", good=coal) | {"from": "KP", "to": "CN"}
    assert judged(sold, said).verdict == verdict


def test_a_report_without_dollars_leaves_that_figure_open() -> None:
    """Within the tons, and nothing known of dollars: conditional."""
    sold = book(report("2016-11-30", "2016-12-15", "10 t", by="CN"), measure=COAL)
    coal = {"hs": "270111", "description": "anthracite", "origin": "KP"}
    assert judged(sold, act("2016-12-31", 1, "t", good=coal) | {"from": "KP", "to": "CN"}).verdict == "conditional"


def test_the_builtin_ledger_is_read_without_being_asked_for() -> None:
    found = judged(None, act("2021-12-31", 10))
    assert found.verdict == "conditional" and "90,703 bbl so far" in " ".join(found.findings[0].because)
    assert found.versions["ledger"] == OWN.version


# --- files


def test_faults_name_file_line_and_the_nearest_right_answer(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"

    def fault(text: str) -> str:
        file.write_text(text, encoding="utf-8")
        with pytest.raises(LawError) as raised:
            read(file, LAW)
        return str(raised.value)

    entry = "  reports:\n    - reporters: [RU]\n      from: 2026-01-01\n      to: 2026-01-31\n      document: x\n      "
    assert "mine.yaml, line 7: tonz does not" in fault(f"{OIL}:\n{entry}amount: 5 tonz\n")
    assert "nearest: tons" in fault(f"{OIL}:\n{entry}amount: 5 tonz\n")
    assert "nearest: refined-petroleum" in fault(f"refined-petrol:\n{entry}amount: 5 t\n")
    assert "unknown key 'ammount'; nearest: 'amount'" in fault(f"{OIL}:\n{entry}ammount: 5 t\n")
    assert "no other report has the id 'b'" in fault(f"{OIL}:\n{entry}amount: 5 t\n      amends: [b]\n")
    assert "nearest: RU" in fault(f"{OIL}:\n{entry}amount: 5 t\n".replace("[RU]", "[Russia]"))
    assert "2025-12-31 comes before" in fault(f"{OIL}:\n{entry}amount: 5 t\n".replace("2026-01-31", "2025-12-31"))


def test_reports_that_amend_one_another_in_a_circle_are_refused(tmp_path: Path) -> None:
    """None of them would stand."""
    file = tmp_path / "mine.yaml"
    one = "    - {reporters: [RU], from: 2026-01-01, to: 2026-01-31, amount: 5 t, document: x, id: %s, amends: [%s]}\n"
    file.write_text(f"{OIL}:\n  reports:\n" + one % ("a", "b") + one % ("b", "c") + one % ("c", "a"), encoding="utf-8")
    with pytest.raises(LawError, match="'a' amends itself by way of others"):
        read(file, LAW)
