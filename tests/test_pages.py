"""The pages: the API's answers, for people. What each shows, and that nothing sent to one becomes markup."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_book import COAL, IRON, PAGES, Seen, assert_plain, seen, send
from web_book import client, service, shared

from article41.bulk import Answer, judge, open_source, rows
from article41.ledger.accounts import accounts
from article41.ledger.statement import statement
from article41.ledger.words import rows as cap_rows
from article41.web.pages import pictures
from article41.web.pages.law import neighbours
from article41.web.pages.lists import turns
from article41.web.pages.read import LONGEST
from article41.wording import cited


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_nothing_inline_and_nothing_of_others(path: str) -> None:
    """Every page is whole HTML without script or style of its own, and loads from this host alone."""
    answer = shared().get(path)
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self';") and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store" and answer.headers["x-frame-options"] == "DENY"
    page = seen(answer)
    assert_plain(page)
    for tag, attributes in page.tags:
        for name in ("src", "href", "action"):
            assert (attributes.get(name) or "/").startswith(("/", "#")), (tag, attributes)
    assert len(page.all("h1")) == 1 and page.all("html")[0]["lang"] == "en"


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_label_and_every_id_is_one(path: str) -> None:
    page = seen(shared().get(path))
    ids = [a["id"] for _, a in page.tags if a.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {a.get("for") for a in page.all("label")}
    for tag, a in page.tags:
        if tag in ("select", "textarea") or (tag == "input" and a.get("type") not in ("hidden", "radio", "checkbox")):
            assert a["id"] in labelled, a


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}</textarea></title>"
FIELDS = (
    "from",
    "to",
    "hs",
    "description",
    "party",
    "buyer",
    "vessel",
    "quantity",
    "contract_date",
    "bank",
    "id",
    "via",
)


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_of_an_act_becomes_markup(field: str) -> None:
    """What is put into a field comes back as words, in the form, in the answer, in a fault, in what changed, in the memo."""
    said = parse_qs(urlsplit(COAL).query) | {field: [HOSTILE]}
    query = urlencode({name: values[0] for name, values in said.items()})
    for path in (
        f"/check?{query}",
        f"{COAL}&{urlencode({'was': query})}",
        f"/check?{query}&{urlencode({'was': urlsplit(COAL).query})}",
        f"/memo?{query}",
    ):
        page = seen(shared().get(path))
        assert_plain(page)
        assert not page.all("img") and "49" not in page.text.split()


@given(st.text(max_size=60), st.sampled_from(["q", "on", "activity", "overlay"]))
@settings(max_examples=40)
def test_no_text_breaks_a_page(text: str, name: str) -> None:
    """Any text at all in a parameter: a page or a fault in words, and no markup of its own."""
    answer = shared().get("/law", params={name: text})
    assert answer.status_code in (200, 404, 422)
    assert_plain(seen(answer))


@given(
    st.dictionaries(st.sampled_from([*FIELDS, "date", "activity", "was", "overlay"]), st.text(max_size=40), max_size=6)
)
@settings(max_examples=40)
def test_no_act_breaks_check(said: dict[str, str]) -> None:
    answer = shared().get("/check", params={"date": "2019-03-04", "activity": "transfer"} | said)
    assert answer.status_code in (200, 404, 422)
    assert_plain(seen(answer))


@pytest.mark.parametrize("path", ["/law/measures/%3Cscript%3E", "/lists/entries/%3Cimg%20onerror=1%3E", "/caps/%3Cb%3E",
                                  "/check?%3Cscript%3E=1", "/desk/999999", "/static/page.py", "/law/diff?from_day=x&to_day=y"])  # fmt: skip
def test_a_fault_is_a_page_too(path: str) -> None:
    """With its status, in words, with strict headers, without markup of what was asked."""
    answer = shared().get(path)
    assert answer.status_code in (400, 404, 422) and "default-src 'self'" in answer.headers["content-security-policy"]
    page = seen(answer)
    assert_plain(page)
    assert any(a.get("role") == "alert" for _, a in page.tags)


def test_check_asks_only_what_is_needed_next() -> None:
    """First the day and the act; then places, goods and parties; then the fact that would decide most."""
    first = seen(shared().get("/check"))
    assert first.names() == ["date", "activity"]
    second = seen(shared().get("/check?date=2019-03-04&activity=transfer"))
    assert {"from", "to", "hs", "description", "party"} <= set(second.names())
    third = shared().get(IRON)
    assert "On what day was the written contract finalised?" in third.text.partition("Asked next")[2]
    assert "contract_date" in seen(third).names() and "contract_date" not in seen(shared().get(COAL)).names()


def test_a_ship_is_asked_for_where_the_act_is_about_one() -> None:
    """`port_call` opens the fields of the vessel; a transfer keeps them folded away."""
    page = shared().get("/check?date=2019-03-04&activity=port_call").text
    assert "<details open><summary>The vessel" in page
    assert "<details><summary>The vessel" in shared().get("/check?date=2019-03-04&activity=transfer").text


def test_the_last_day_of_a_wind_down_is_settled_by_its_fact() -> None:
    """S/RES/2371 (2017), paragraph 8: iron under a contract of 4 August 2017 may come until 4 September, not after."""
    told = IRON.replace("2017-08-25", "{}") + "&contract_date=2017-08-04"
    for day, word in (("2017-09-04", "conditional"), ("2017-09-05", "prohibited")):
        assert f'class="verdict {word}"' in shared().get(told.format(day)).text, day


def test_a_fact_that_nobody_knows_is_not_asked_again() -> None:
    """`unknown` leaves the verdict open and the question passed over."""
    asked = "/check?date=2018-03-01&activity=bank&from=CN&to=KP"
    page = shared().get(asked)
    (fact, *_) = [m["fact"] for m in api(asked)["missing"]]
    assert fact in seen(page).names()
    again = shared().get(f"{asked}&{fact}=unknown")
    assert again.status_code == 200 and api(asked)["verdict"] in again.text
    assert f'for="f-{fact}"' not in again.text.partition("Asked next")[2].partition("</section>")[0]


def api(path: str) -> dict[str, Any]:
    """What the API says of an act that an address of Check tells by its plain fields."""
    said = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    answer: dict[str, Any] = shared().post("/api/v1/check", json=said).json()
    return answer


def test_the_page_says_what_the_program_says() -> None:
    """Every act of examples/acts.csv by its own columns: the verdict, each paragraph, each doubt, each condition."""
    with (ROOT / "examples" / "acts.csv").open(encoding="utf-8") as file:
        said = list(csv.DictReader(file))
    source = open_source(str(ROOT / "examples" / "acts.csv"))
    law = service().law
    for row, act in zip(said, rows(source, law.boolean_facts), strict=True):
        answer = judge(act, law, screener=service().names)  # type: ignore[arg-type]
        assert isinstance(answer, Answer)
        html = shared().get("/check", params={k.replace(" ", "_"): v for k, v in row.items() if v}).text
        page = Seen(html)
        assert f'class="verdict {answer.verdict.verdict}"' in html, row["id"]
        for finding in answer.verdict.findings:
            assert cited(finding) in page.text
            assert not finding.unconfirmed or "not confirmed by a source" in page.text
        for term in answer.verdict.conditions:
            assert " ".join(term.text.split()) in page.text
        assert answer.verdict.versions["law"] in page.text and answer.verdict.versions["list"] in page.text


def test_a_change_stands_beside_what_was() -> None:
    """What if: the same act to another country; both answers, what changed, and the way back."""
    form = seen(shared().get(COAL))
    changed = COAL.replace("to=VN", "to=CN").replace("2019", "2017") + "&" + urlencode({"was": form.value("was")})
    page = seen(shared().get(changed))
    assert "date: 2019-03-04 → 2017-03-04" in page.text and "Before: prohibited" in page.text
    assert any(a["href"] == COAL for a in page.all("a"))
    assert "What changed" not in seen(shared().get(COAL + "&" + urlencode({"was": form.value("was")}))).text


def test_the_address_is_tidied_and_a_misspelt_field_refused() -> None:
    """Blank fields leave the address; an unknown one is refused with the nearest."""
    answer = shared().get("/check?date=2019-03-04&activity=transfer&from=&hs=++", follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/check?date=2019-03-04&activity=transfer"
    refused = shared().get("/check?date=2019-03-04&activty=transfer")
    assert refused.status_code == 400 and "nearest: activity" in refused.text


def test_what_cannot_be_read_is_said_at_its_field() -> None:
    """The field is marked and names its fault, and what was written stays."""
    page = seen(shared().get("/check?date=2019-02-30&activity=transfer"))
    field = next(a for a in page.all("input") if a.get("name") == "date")
    assert (
        field["aria-invalid"] == "true" and field["aria-describedby"] == "date-fault" and field["value"] == "2019-02-30"
    )
    assert "2019 has no 30 February" in page.text


def test_a_memo_stands_by_itself() -> None:
    """Verdict, paragraphs, the act, versions and the notice, without forms."""
    page = seen(shared().get(COAL.replace("/check", "/memo")))
    for text in (
        "prohibited",
        "S/RES/2371 (2017), paragraph 8",
        "Anthracite",
        service().law.version,
        "Not legal advice",
    ):
        assert text in page.text
    assert page.names() == [] and shared().get("/memo").status_code == 400


@pytest.mark.parametrize(("day", "there"), [("2016-03-01", False), ("2016-03-02", True), ("2016-03-03", True)])
def test_the_law_of_a_day(day: str, there: bool) -> None:
    """Coal: from 2 March 2016 (S/RES/2270, paragraph 29)."""
    answer = shared().get(f"/law?on={day}")
    assert ("/law/measures/coal" in answer.text) is there


def test_the_law_leads_from_change_to_change() -> None:
    """The neighbours are the days on which the law changed; before the first and after the last there is none."""
    days = service().law.change_days()
    assert neighbours(days, days[0])[0] is None and neighbours(days, days[-1])[1] is None
    assert neighbours(days, days[3]) == (days[2], days[4])
    page = shared().get(f"/law?on={days[3]}").text
    assert f"/law?on={days[2]}" in page and f"/law?on={days[4]}" in page


def test_a_draft_is_never_shown_as_law() -> None:
    """Wherever a draft is laid over, the page says that it has no legal effect."""
    for path in ("/law/diff?overlay=S/2022/431", "/law?on=2022-06-01&overlay=S/2022/431", COAL + "&overlay=S/2022/431",
                 "/law/measures/coal?overlay=S/2022/431"):  # fmt: skip
        assert "no legal effect" in seen(shared().get(path)).text, path


def test_a_difference_names_both_paragraphs() -> None:
    page = seen(shared().get("/law/diff?from_day=2017-08-04&to_day=2017-08-05"))
    assert "S/RES/2321 (2016), paragraph 26(b) → S/RES/2371 (2017), paragraph 8" in page.text
    assert shared().get("/law/diff?from_day=2017-08-05").status_code == 400
    assert shared().get("/law/diff?from_day=2017-08-05&to_day=2017-08-04").status_code == 400


def test_a_name_is_looked_for_as_of_a_day() -> None:
    """KPi.076 was listed on 22 December 2017 by S/RES/2397 (2017), paragraph 3: not on the day before."""
    for day, found in (("2017-12-21", False), ("2017-12-22", True), ("2017-12-23", True), ("", True)):
        page = send(shared(), "/lists", "/lists", name="Ri Pyong Chol", on=day)
        assert (
            "/lists/entries/KPi.076?" in page.text or 'href="/lists/entries/KPi.076"' in candidates(page)
        ) is found, day
    nothing = send(shared(), "/lists", "/lists", name="Zanzibar Zebra Trading")
    assert "That is no clearance" in nothing.text
    assert send(shared(), "/lists", "/lists", name="x", on="yesterday").status_code == 422


def candidates(page: Any) -> str:
    return str(page.text.partition("Candidates")[2].partition("</section>")[0])


@pytest.mark.parametrize(
    ("day", "word"), [("2017-12-21", "not in force"), ("2017-12-22", "listed"), ("2017-12-23", "listed")]
)
def test_an_entry_on_a_day(day: str, word: str) -> None:
    assert f"On {day}: {word}" in seen(shared().get(f"/lists/entries/KPi.076?on={day}")).text


def test_the_last_changes_of_the_list_come_newest_first() -> None:
    """Listings, last days and amendments, none later than the list."""
    found = turns(service().screener.entries)
    assert [t.day for t in found] == sorted((t.day for t in found), reverse=True)
    assert found[0].day <= service().screener.list_date
    ended = [t for t in found if t.what.startswith("last day")]
    assert ended and all(any(p.until == t.day for p in (*t.entry.listed, *t.entry.designated)) for t in ended)


def test_the_caps_are_those_of_the_ledger() -> None:
    """Each figure of each account; what is disputed beside; how many reports are unconfirmed."""
    page = seen(shared().get("/caps?on=2026-11-01"))
    stated = [statement(service().book, a, date(2026, 11, 1)) for a in accounts(service().law, date(2026, 11, 1))]
    assert len(stated) > 10
    for row in (row for s in stated for row in cap_rows(s)):
        assert " ".join(" ".join(row).split()) in page.text
    reports = [line.report for s in stated for line in s.lines]
    assert f"{sum(not r.confirmed for r in reports)} of {len(reports)} reports are unconfirmed" in page.text


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second visitor gets the same drawing; its data stand below as tables."""
    drawn = []
    plain = pictures.PICTURES["positions"]
    monkeypatch.setitem(pictures.PICTURES, "positions", lambda s: drawn.append(1) or plain(s))
    caller = client()
    first, second = (caller.get("/timeline?picture=positions").text for _ in range(2))
    assert first == second and len(drawn) == 1 and "<svg" in first and "<table>" in first
    assert caller.get("/timeline?picture=x").status_code == 422


def test_a_report_is_marked_and_kept_nowhere() -> None:
    """The example's wrong year of the sixth test is marked; its words are words."""
    text = (ROOT / "examples" / "report.txt").read_text(encoding="utf-8")
    page = send(shared(), "/read", "/read", report=text.replace("\n", "\r\n"))
    assert page.status_code == 200 and 'class="claim contradicted"' in page.text and "2017-09-03" in page.text
    hostile = send(shared(), "/read", "/read", report=text + f"\n\n{HOSTILE} said a spokesman on Tuesday.")
    assert_plain(seen(hostile))
    assert not seen(hostile).all("img")
    assert "kumsong" not in shared().get("/read").text.lower() and "spokesman" not in shared().get("/read").text


def test_a_report_may_be_so_long() -> None:
    assert send(shared(), "/read", "/read", report="x" * (LONGEST + 1)).status_code == 413
    assert send(shared(), "/read", "/read", report=" ").status_code == 200


def test_the_log_holds_no_names_of_pages(tmp_path: Path) -> None:
    """Addresses of Check hold the act: neither path nor query is logged."""
    log = io.StringIO()
    caller = client(log=log)
    caller.get("/check?date=2019-03-04&activity=transfer&party=Zanzibar+Zebra")
    send(caller, "/lists", "/lists", name="Zanzibar Zebra")
    caller.get("/lists/entries/Zebra")
    assert log.getvalue().count("\n") == 4 and "ebra" not in log.getvalue()
