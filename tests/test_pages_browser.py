"""The pages in a browser: each main path on a phone and on a desk, Check by keyboard alone, no serious fault by axe."""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from desk_book import coal
from pages_book import COAL, IRON, PAGES, Turns
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from uvicorn import Config, Server
from web_book import service

from article41.web.app import make

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (on Debian: apt-get install chromium)")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES: dict[str, tuple[int, int, Any]] = {"phone": (390, 844, "light"), "desktop": (1280, 900, "dark")}
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the app, served in this process, with one decision in its log."""
    service().desk.append(coal(service().law)).result()
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(Config(make(service()), log_level="warning", ws="none", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(30)
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A page of one size; a fault on its console, or a request to another host, fails the test."""
    width, height, scheme = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-US", base_url=site
    )
    opened, faults = context.new_page(), list[str]()
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda sent: faults.append(sent.url) if not sent.url.startswith(site) else None)
    yield opened
    context.close()
    assert faults == []


def sound(page: Page) -> None:
    """No serious violation by axe-core, and no page wider than its screen."""
    found = Axe().run(page).response["violations"]
    told = [(v["id"], [n["html"][:150] for n in v["nodes"][:3]]) for v in found if v["impact"] in GRAVE]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("path", [*PAGES, "/desk/1", "/desk/1/memo", "/lists/entries/KPe.001"])
def test_no_page_has_a_serious_fault(page: Page, path: str) -> None:
    """Contrast, names, labels, order, and what scrolls can be reached: light on a phone, dark on a desktop."""
    page.goto(path)
    sound(page)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    """Goes on by the Tab key alone until the field has the focus, which must be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {selector} is not seen"
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_check_by_keyboard_alone(page: Page) -> None:
    """From nothing to a verdict, its next question answered, a fact changed, and the memo, without a pointer."""
    page.goto("/check")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    tab_to(page, "#f-date")
    page.keyboard.type("08252017")
    tab_to(page, "#f-activity")
    page.keyboard.type("transfer")
    press(page, "Enter") if page.locator("select:open").count() else None
    tab_to(page, "button.main")
    press(page, "Enter")
    page.wait_for_url("**activity=transfer**")
    for field, text in (("from", "KP"), ("to", "CN"), ("hs", "2601.11")):
        tab_to(page, f"#f-{field}")
        page.keyboard.type(text)
    press(page, "Enter")
    page.wait_for_url("**hs=2601.11**")
    expect(page.locator(".verdict.undetermined")).to_be_visible()
    tab_to(page, "#f-contract_date")
    page.keyboard.type("08042017")
    press(page, "Enter")
    page.wait_for_url("**contract_date=2017-08-04**")
    expect(page.locator(".verdict.conditional")).to_be_visible()
    expect(page.locator(".before")).to_contain_text("contract date: not said → 2017-08-04")
    tab_to(page, "a.button")
    press(page, "Enter")
    page.wait_for_url("**/memo?**")
    expect(page.locator("h1")).to_have_text("Memo")


def test_check_without_script(browser: Browser, site: str) -> None:
    """The same path where scripts are off; the slider that needs one is not shown."""
    context = browser.new_context(java_script_enabled=False, base_url=site, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(IRON)
    page.fill("#f-contract_date", "2017-08-05")
    page.click("button.main")
    expect(page.locator(".verdict.prohibited")).to_be_visible()
    page.goto("/law?on=2018-03-01")
    expect(page.locator("#slide")).to_be_hidden()
    page.fill("#on", "2016-03-01")
    page.click("main button.main")
    expect(page.locator("h1")).to_have_text("The law on 2016-03-01")
    context.close()


def test_the_answer_is_in_sight(page: Page) -> None:
    """After Check the answer is what is seen first, on a phone too, and the address can be kept."""
    page.goto(COAL)
    page.click("button.main")
    expect(page.locator(".verdict")).to_be_in_viewport()
    page.goto(page.url)
    expect(page.locator(".verdict.prohibited")).to_be_visible()
    sound(page)


def test_law_by_slider_and_by_step(page: Page) -> None:
    """The slider goes along the days on which the law changed; each measure leads to its history."""
    page.goto("/law?on=2017-08-05")
    page.locator("#slide").focus()
    press(page, "ArrowRight")
    following = next(day for day in service().law.change_days() if str(day) > "2017-08-05")
    expect(page.locator("h1")).to_have_text(f"The law on {following}")
    page.click(".steps a >> nth=0")
    expect(page.locator("h1")).to_have_text("The law on 2017-08-05")
    page.click("a[href^='/law/measures/coal']")
    expect(page.locator("main")).to_contain_text("S/RES/2371 (2017), paragraph 8")
    page.goto("/law/diff")
    page.select_option("#overlay", "S/2022/431")
    page.click("main button.main")
    expect(page.locator(".draft")).to_contain_text("no legal effect")
    sound(page)


def test_lists(page: Page) -> None:
    page.goto("/lists")
    page.fill("#name", "리병철")
    page.fill("#on", "2018-03-01")
    page.click("main button.main")
    sound(page)
    page.click("text=KPi.076 >> nth=0")
    expect(page.locator("main")).to_contain_text("On 2018-03-01: listed")


def test_caps_and_pictures(page: Page) -> None:
    page.goto("/caps?on=2026-11-01")
    expect(page.locator("figure svg")).to_be_visible()
    page.click("h2 a >> text=refined-petroleum")
    page.click("summary >> nth=0")
    expect(page.locator("table >> nth=0")).to_be_visible()
    sound(page)
    page.goto("/timeline")
    page.click("nav.tabs >> text=positions")
    page.click("text=The same as tables")
    sound(page)


def test_read(page: Page) -> None:
    """Marks lead to their notes and back."""
    page.goto("/read")
    page.fill("#report", (ROOT / "examples" / "report.txt").read_text(encoding="utf-8"))
    page.click("main button.main")
    expect(page.locator("mark.contradicted >> nth=0")).to_be_visible()
    sound(page)
    page.click("a.mark.contradicted >> nth=0")
    assert "#r1c" in page.url


def test_batch(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with a fault: how far it is, then in the same page, without a reload, what came of it; and as a file."""
    with Turns(monkeypatch) as turns:
        page.goto("/batch")
        page.set_input_files("#file", a_hundred_and_one(tmp_path))
        page.click("main button.main")
        expect(page.locator("#told")).to_have_text("Rows checked: 0 of 101.")
        page.evaluate("window.loaded = 'once'")
        turns.on()
        expect(page.locator("#told")).to_have_text("Rows checked: 16 of 101.")
        expect(page.get_by_role("progressbar", name="Rows checked")).to_have_js_property("value", 16)
        expect(page.get_by_role("progressbar")).to_have_js_property("max", 101)
        sound(page)
        turns.on(6)
        expect(page.locator("#told")).to_have_text("Done. Rows checked: 101 of 101.")
    expect(page).to_have_title("Batch done · Article 41")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_role("region", name="Faults")).to_contain_text("101")
    assert page.evaluate("window.loaded") == "once"
    sound(page)
    for part, lines in (("Verdicts", 101), ("Faults", 2)):
        with page.expect_download() as started:
            page.click(f"text={part} as CSV")
        assert len(started.value.path().read_text(encoding="utf-8").splitlines()) == lines


def a_hundred_and_one(folder: Path) -> Path:
    """The acts of the examples, and a row that is none."""
    content = (ROOT / "examples" / "acts.csv").read_text(encoding="utf-8")
    file = folder / "acts.csv"
    file.write_text(content + "bad,2019-99-99,transfer" + "," * 40 + "\n", encoding="utf-8")
    return file


def test_batch_without_script(browser: Browser, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page loads itself again until it is done."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    with Turns(monkeypatch) as turns:
        page.goto("/batch")
        page.set_input_files("#file", a_hundred_and_one(tmp_path))
        page.click("main button.main")
        expect(page.locator("progress")).to_have_attribute("value", "0")
        turns.on()
        expect(page.locator("progress")).to_have_attribute("value", "16", timeout=60_000)
        turns.on(6)
        expect(page.locator("#told")).to_have_text("Done. Rows checked: 101 of 101.", timeout=60_000)
    context.close()


def test_a_batch_out_of_reach(browser: Browser, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that waits asks again where it is not answered or refused for now; what else it is told, it shows."""
    context = browser.new_context(base_url=site)
    page, answers = context.new_page(), iter((None, 503, 429))

    def answer(route: Route) -> None:
        status = next(answers, 404)
        body = "<h1>Gone</h1>" if status == 404 else "<h1>Later</h1>"
        route.fulfill(status=status, body=body, content_type="text/html") if status else route.abort()

    with Turns(monkeypatch):
        page.goto("/batch")
        page.set_input_files("#file", a_hundred_and_one(tmp_path))
        page.click("main button.main")
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.route("**/batch/*", answer)
        expect(page.locator("h1")).to_have_text("Gone", timeout=60_000)
    context.close()


def test_desk(page: Page) -> None:
    """A decision recorded from Check, then reviewed by two."""
    page.goto(COAL)
    page.fill("#who", "Anna")
    page.click("text=Record this decision")
    expect(page.locator("h1")).to_contain_text("Decision ")
    for name in ("Ben", "Cho"):
        page.fill("#who", name)
        page.fill("#comment", f"seen by {name}")
        page.click("button >> text=Approve")
        expect(page.locator("#reviews")).to_contain_text(f"seen by {name}")
    expect(page.locator("main")).to_contain_text("closed, approved")
    sound(page)
    page.goto("/desk?state=closed")
    expect(page.locator("table")).to_contain_text("approved")


def test_a_memo_prints(page: Page) -> None:
    """On paper stand the answer and its sources; what steers the page does not."""
    page.goto(COAL.replace("/check", "/memo"))
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("[data-print]")).to_be_hidden()
    expect(page.locator(".rests")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
