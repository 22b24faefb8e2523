"""Pictures: verdicts are those of `check`, everything recorded is on the sheet, and the files stand by themselves."""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from timeline_book import ITEMS, allowed, intervals_of

from article41 import Regime, check, load
from article41.cli import main
from article41.draw import monthly
from article41.draw.canvas import ON_PAGE, ON_WHITE, WIDTH, Canvas, Years, apart, stacked
from article41.draw.caps import caps
from article41.draw.coverage import MEANS, beginning, coverage
from article41.draw.gauges import gauges
from article41.draw.lanes import Lane, Stretch, change_days, read_lanes, stretches
from article41.draw.picture import Picture, Table, page, svg
from article41.draw.positions import SIGNS, positions
from article41.draw.timeline import INCIDENTS, MEETINGS, timeline
from article41.explain import NOTICE
from article41.ledger import accounts, open_book, statement
from article41.record import Record
from article41.record import load as load_record
from article41.record.entries import IncidentKind, Level, Stance
from article41.report.charts import COLOURS
from article41.screening.entries import load_list
from article41.yamlfile import LawError

DAY = timedelta(days=1)
LAW = load()
LANES = [lane for group in read_lanes(LAW) for lane in group.lanes]
FIRST, LAST = beginning(LAW), load_list().list_date
CHANGES = change_days(LAW)


def drawn(lane: Lane, law: Regime = LAW) -> list[Stretch]:
    return stretches(lane, law, FIRST, LAST, change_days(law) if law is not LAW else CHANGES)


RUNS = [drawn(lane) for lane in LANES]


@given(st.integers(0, len(LANES) - 1), st.dates(FIRST, LAST))
def test_a_lane_shows_what_check_answers(number: int, day: date) -> None:
    """On any day the stretch of a lane has the verdict, the open facts and the doubts that `check` gives that day."""
    verdict = check(LAW.read({**LANES[number].act, "date": day.isoformat()}), LAW)
    (stretch,) = (s for s in RUNS[number] if s.since <= day <= s.until)
    assert stretch.verdict == verdict.verdict
    assert stretch.missing == tuple(m.fact for m in verdict.missing)
    assert set(stretch.unconfirmed) == {flag for f in verdict.findings for flag in f.unconfirmed}
    assert set(stretch.cites) <= {f"{f.cite}, paragraph {f.paragraph}" for f in verdict.findings}


@pytest.mark.parametrize("number", range(len(LANES)), ids=lambda n: LANES[n].label)
def test_a_lane_is_right_at_its_turns(number: int) -> None:
    """On the first and the last day of each stretch, and so on the days before and after, the answer is that of check."""
    for stretch in RUNS[number]:
        for day in (stretch.since, stretch.until):
            act = LAW.read({**LANES[number].act, "date": day.isoformat()})
            assert check(act, LAW).verdict == stretch.verdict, day


def test_stretches_cover_every_day_once() -> None:
    """A lane begins on the first day, ends on the day of the list, and has neither gap nor overlap nor equal neighbours."""
    for run in RUNS:
        assert (run[0].since, run[-1].until) == (FIRST, LAST)
        assert all(a.until + DAY == b.since and a[2:] != b[2:] for a, b in pairwise(run))


def test_lanes_agree_with_the_timeline_of_cases() -> None:
    """A lane whose act stands in cases/timeline.yaml has the answer written there, or leaves a wind-down open."""
    compared = 0
    for lane, run in zip(LANES, RUNS, strict=True):
        for item in (i for i in ITEMS.values() if i["act"] == lane.act):
            compared += 1
            for span in intervals_of(item):
                for stretch in (s for s in run if s.since <= span.until and span.since <= s.until):
                    dated = stretch.verdict == "undetermined" and "contract_date" in stretch.missing
                    assert dated or stretch.verdict in allowed(item, span.verdict), (lane.label, span)
    assert compared >= 40


def test_a_draft_changes_lanes_only_after_its_vote() -> None:
    """Under an overlay nothing differs before the draft would have been in force, and something after."""
    symbol = next(d for d in LAW.drafts if d.startswith("S/"))
    law = LAW.overlaid(symbol)
    assert law.draft
    held = law.draft.in_force_if_adopted
    before = [[s[2:] for s in run if s.since < held] for run in RUNS]
    over = [drawn(lane, law) for lane in LANES]
    assert [[s[2:] for s in run if s.since < held] for run in over] == before
    assert over != RUNS
    said = "".join(ElementTree.fromstring(svg(coverage(law), ON_WHITE)).itertext())
    assert symbol in said and "no legal effect" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- group: G\n  lanes:\n    - {label: L, act: {activity: transfer, form: CN}}\n", "line 3: lane 'L'"),
        ("- group: G\n  lanes:\n    - {label: L, verdict: prohibited, act: {activity: transfer}}\n", "line 3"),
    ],
)
def test_a_faulty_lane_is_named(tmp_path: Path, text: str, told: str) -> None:
    """An act that cannot be read, and a verdict stored in the file, are refused with file and line."""
    (tmp_path / "lanes.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match=re.escape(told)):
        read_lanes(LAW, tmp_path / "lanes.yaml")


RECORD: Record = load_record()
MADE: dict[str, Picture] = {
    "coverage": coverage(LAW), "caps": caps(LAW), "timeline": timeline(RECORD), "positions": positions(RECORD),
}  # fmt: skip
SVG = {name: svg(picture, ON_WHITE) for name, picture in MADE.items()}
PAGE = {name: page(picture) for name, picture in MADE.items()}
DRAWING = {"svg", "g", "path", "text", "tspan", "line", "rect", "defs", "title", "desc"}


def rows(picture: Picture) -> list[tuple[str, ...]]:
    return [row for table in picture.tables for row in table.rows]


@pytest.mark.parametrize("name", MADE)
def test_a_picture_stands_by_itself(name: str) -> None:
    """The SVG is well-formed, names itself, needs nothing else, fits a screen, and says what it rests on."""
    text = SVG[name]
    tree = ElementTree.fromstring(text)
    tags = [element.tag.rpartition("}")[2] for element in tree.iter()]
    assert set(tags) <= DRAWING and tags[1:3] == ["title", "desc"]
    assert len(text.encode()) < 200_000
    assert (float(tree.attrib["width"]) <= 1200) and (float(tree.attrib["height"]) <= 900)
    said = "".join(tree.itertext())
    assert NOTICE in said and MADE[name].title in said
    assert all(line in said for line in MADE[name].rests_on)
    assert not re.search(r"url\(|href|@import", text)


@pytest.mark.parametrize("name", MADE)
def test_a_page_has_the_same_data_as_a_table(name: str) -> None:
    """The page is well-formed, without script or other host; each row of data stands in a table with headings."""
    tree = ElementTree.fromstring(PAGE[name])
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not tags & {"script", "link", "img", "iframe", "object", "image", "use", "a"}
    assert not [v for e in tree.iter() for v in e.attrib.values() if "//" in v or "url(" in v]
    found = [tuple("".join(cell.itertext()) for cell in row) for row in tree.iter("tr")]
    assert [row for row in found if row in set(rows(MADE[name]))] == rows(MADE[name])
    heads = [cell for cell in tree.iter("th") if cell.get("scope") == "col"]
    assert len(heads) == sum(len(table.headings) for table in MADE[name].tables)


@pytest.mark.parametrize("name", MADE)
def test_signs_and_words_stay_on_the_sheet(name: str) -> None:
    """No word begins left of the sheet or above it, and none stands below or right of it."""
    tree = ElementTree.fromstring(SVG[name])
    height = float(tree.attrib["height"])
    places = [m for e in tree.iter() if e.tag.endswith("text") and (m := re.match(r"translate\(([-\d.]+),([-\d.]+)\)", e.get("transform", "")))]  # fmt: skip
    assert len(places) > 30
    assert all(0 <= float(m[1]) <= WIDTH and 0 <= float(m[2]) <= height for m in places)


def test_equal_data_give_equal_bytes() -> None:
    """Drawn again from files read again, every picture is the same."""
    record, law = load_record(), load()
    again = {"coverage": coverage(law), "caps": caps(law), "timeline": timeline(record), "positions": positions(record)}
    for name, picture in again.items():
        assert svg(picture, ON_WHITE) == SVG[name]


def test_coverage_tells_its_versions_and_every_answer() -> None:
    """The law's version and the day of the list stand below; every verdict has a thickness and a place in the legend."""
    said = "".join(ElementTree.fromstring(SVG["coverage"]).itertext())
    assert LAW.version in said and LAST.isoformat() in said
    assert set(MEANS) == set(COLOURS) and all(words in said for words in MEANS.values())
    assert len(rows(MADE["coverage"])) == sum(map(len, RUNS))
    for resolution in LAW.about.resolutions:
        number = resolution.symbol.partition(" ")[0].rpartition("/")[2]
        assert f"{number} · {resolution.adopted.day} {resolution.adopted:%b %Y}" in said


def test_the_timeline_has_every_entry_of_its_days() -> None:
    """Each incident, resolution, draft, statement and talk since 2006 once; kinds and levels all have a row."""
    shelves = (RECORD.incidents, RECORD.resolutions, RECORD.drafts, RECORD.council_statements, RECORD.talks)
    wanted = sorted(e.id for shelf in shelves for e in shelf if str(e.date) >= "2006")
    assert sorted(row[3] for row in rows(MADE["timeline"])) == wanted
    assert {kind for kinds in INCIDENTS.values() for kind in kinds} == set(IncidentKind.__args__)
    assert {level for levels in MEETINGS.values() for level in levels} == set(Level.__args__)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [("2016-09-08", "2016-09-08", 0), ("2016-09-09", "2016-09-09", 1), ("2016-09-10", "2016-09-10", 0)],
)
def test_days_between_are_inclusive(first: str, last: str, found: int) -> None:
    """The test of 9 September 2016 is drawn on its own day, not on the day before or after."""
    picture = timeline(RECORD, (date.fromisoformat(first), date.fromisoformat(last)))
    assert sum(row[3] == "nt-5" for row in rows(picture)) == found
    assert svg(picture, ON_WHITE)


def hollow(text: str) -> int:
    """Signs in a drawing that are not filled: paths in a coloured outline."""
    return len([path for path in re.findall(r"<path [^>]*>", text) if 'stroke="#' in path and "fill=" not in path])


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("draft-S-2022-431", "vetoed"),
        ("draft-2017-09-us", "led to res-2375"),
        ("draft-2019-12-cn-ru", "no vote recorded"),
    ],
)
def test_what_became_of_a_draft_is_told(draft: str, told: str) -> None:
    """The table says in words what the sign of a draft shows."""
    (row,) = (row for row in rows(MADE["timeline"]) if row[3] == draft)
    assert row[2].endswith(f": {told}")


def test_unconfirmed_entries_are_hollow() -> None:
    """As many hollow signs as unconfirmed entries on the timeline."""
    entries = [e for row in rows(MADE["timeline"]) if not (e := RECORD.by_id[row[3]]).confirmed]
    assert hollow(SVG["timeline"]) == len(entries) > 0


def test_positions_have_a_sign_for_each_stance() -> None:
    """Every stance has its own shape; each statement stands with each of its governments, with all it says."""
    assert set(SIGNS) == set(Stance.__args__)
    assert len({shape for shape, _ in SIGNS.values()}) == len(SIGNS)
    told = sorted(row[5] for row in rows(MADE["positions"]))
    wanted = sorted(s.id for s in RECORD.statements for _ in {*s.government, *filter(None, [s.relays])} or {""})
    assert told == wanted


def test_caps_never_mix_what_is_disputed_with_what_is_reported() -> None:
    """A gauge is as long as the ledger's share; disputed estimates are beside it at their own part of the cap."""
    book = open_book(LAW)
    for account in accounts(LAW, LAST):
        stated = statement(book, account, LAST)
        for gauge, figure in zip(gauges(stated, LAW), stated.figures, strict=False):
            assert gauge.shares == (
                (float(figure.share.least), float(figure.share.most or 0)) if stated.lines else None
            )
            assert len(gauge.disputed) == len(stated.disputed)
            for beside, entry in zip(gauge.disputed, stated.disputed, strict=True):
                amount = entry.amount and LAW.units.amount(entry.amount).quantity
                assert beside.share == (float(amount / figure.quantity) if amount else None)
                assert entry.by in beside.says


def test_every_gauge_is_on_the_sheet() -> None:
    """Each account's words stand in the drawing as often as in the table."""
    said = list(ElementTree.fromstring(SVG["caps"]).itertext())
    table = next(t for t in MADE["caps"].tables if t.caption == "Accounts")
    for column in (1, 2):
        for text in {row[column] for row in table.rows}:
            assert said.count(text) >= sum(row[column] == text for row in table.rows), text


def test_monthly_bars_keep_every_amount() -> None:
    """Bars of whole reports add up to the reports that count, and single months to their own."""
    book = open_book(LAW)
    stated = [statement(book, account, LAST) for account in accounts(LAW, LAST)]
    bars = [bar for panel in monthly.panels(stated) for bar in panel.bars]
    lines = [line for s in stated for line in s.lines if line.counted != "replaced" and line.measured]
    singles = sum(
        float(x.measured.quantity) for x in lines if x.report.start.replace(day=1) == x.report.end.replace(day=1)
    )  # type: ignore[union-attr]
    assert sum(bar.monthly for bar in bars if bar.single) == pytest.approx(singles)
    wide = [x for x in lines if x.report.start.replace(day=1) != x.report.end.replace(day=1) and x.counted == "counted"]
    assert len([bar for bar in bars if not bar.single]) == len(wide) > 0


@given(st.lists(st.floats(0, 1000), max_size=30).map(sorted), st.floats(1, 40))
def test_labels_are_moved_apart(wanted: list[float], gap: float) -> None:
    """Places keep their order and are a gap apart; places that are apart already stay where they are."""
    found = apart(wanted, gap)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(found))
    if all(b - a >= gap for a, b in pairwise(wanted)):
        assert found == pytest.approx(wanted)
    if wanted:
        assert sum(found) == pytest.approx(sum(wanted), abs=1e-3)


@given(st.lists(st.floats(0, 1000), max_size=40).map(sorted), st.floats(1, 40))
def test_signs_of_one_level_do_not_touch(wanted: list[float], gap: float) -> None:
    """On one level all places are a gap apart, and a sign is raised only where the level below is taken."""
    levels = stacked(wanted, gap)
    for level in set(levels):
        places = [place for place, n in zip(wanted, levels, strict=True) if n == level]
        assert all(b - a >= gap for a, b in pairwise(places))
    for n, level in enumerate(levels):
        below = [wanted[m] for m in range(n) if levels[m] == level - 1]
        assert level == 0 or (below and wanted[n] - below[-1] < gap)


def test_days_outside_are_moved_to_the_edge() -> None:
    """The first day is at the left, the last at the right; the days before and after are drawn at the edges."""
    years = Years(date(2006, 1, 1), date(2006, 12, 31), 100, 464)
    days = (date(2005, 12, 31), date(2006, 1, 1), date(2006, 1, 2), date(2006, 12, 31), date(2007, 1, 1))
    assert [years.at(day) for day in days] == [100, 100, 101, 464, 464]


def test_text_of_data_stays_text() -> None:
    """What looks like mark-up is shown as it was written, in the drawing and in the table."""
    nasty = '<script>alert("1")</script> & co'

    def draw(paint: object) -> str:
        canvas = Canvas(50, ON_PAGE)
        canvas.word(0, 10, nasty)
        return canvas.svg()

    text = page(Picture(nasty, (nasty,), (nasty,), (Table(nasty, (nasty,), [(nasty,)]),), draw))
    assert "<script" not in text
    assert "".join(ElementTree.fromstring(text).itertext()).count(nasty) >= 6


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["draw", *arguments], prog_name="a41")
    return result.exit_code, result.output


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    """`--out x.html` writes the page of these days and says so."""
    file = tmp_path / "x.html"
    span = ("2016-01-01", "2017-12-31")
    assert run("positions", "--between", *span, "--out", str(file)) == (0, f"drawn: {file}\n")
    days = (date.fromisoformat(span[0]), date.fromisoformat(span[1]))
    assert file.read_text(encoding="utf-8") == page(positions(RECORD, days))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("coverage", "--out", "x.pdf"), "expected .html or .svg"),
        (("coverage", "--out", "no/such/folder/x.svg"), "no/such/folder/x.svg"),
        (("coverage", "--overlay", "S/2022/341", "--out", "x.svg"), "nearest: S/2022/431"),
        (("timeline", "--between", "2017-01-02", "2017-01-01", "--out", "x.svg"), "lies before the first"),
        (("caps",), "--out"),
    ],
)
def test_what_cannot_be_drawn_exits_2(arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """The message says what was found and expected; nothing is written."""
    monkeypatch.chdir(tmp_path)
    code, said = run(*arguments)
    assert code == 2 and told in said
    assert not list(tmp_path.iterdir())


def test_without_the_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nothing can draw, the message names the extra to install."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    code, said = run("caps", "--out", str(tmp_path / "x.svg"))
    assert code == 2 and "extra `charts`" in said


def test_days_without_entries_are_drawn() -> None:
    """A span in which nothing is recorded gives a sheet that says so."""
    day = date(2010, 1, 1)
    for picture in (timeline(RECORD, (day, day)), positions(RECORD, (day, day))):
        assert picture.says[0].startswith("0 ")
        assert "0 " in svg(picture, ON_WHITE)


def test_the_packaged_files_are_there() -> None:
    """The lanes lie in a folder that goes into the wheel."""
    assert (ROOT / "examples" / "lanes.yaml").is_file()
    assert '"examples" = "article41/data/examples"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
