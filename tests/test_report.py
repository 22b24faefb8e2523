"""What a run came to: totals equal to a plain count, added up, stored, and shown as text, page and chart."""

import io
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import polars as pl
import pytest
from columns_book import AMOUNTS, LAW, NAMED, PLAIN, STATED, tables
from hypothesis import given, settings
from rich.console import Console

from article41.bulk.headings import Layout
from article41.bulk.judging import judge
from article41.bulk.rows import Fault
from article41.bulk.summary import flat
from article41.columns import Columns
from article41.explain import NOTICE
from article41.report import Totals
from article41.report.charts import NoCharts, whole
from article41.report.page import page
from article41.report.sections import Basis, sections
from article41.report.terminal import closing
from article41.report.totals import NO_LINK, NO_YEAR, NOT_SAID, UNCLEAR, VERDICTS, Table
from article41.report.write import NoSuchForm, check_name, write

COLUMNS = Columns(LAW, processes=1)


def framed(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: pl.String() for name in rows[0]})


def results(frame: pl.DataFrame) -> list[Any]:
    layout = Layout(frame.columns, LAW.boolean_facts)
    return [judge(layout.row(n, 0, cells), LAW) for n, cells in enumerate(frame.iter_rows(), start=1)]


def one_by_one(frame: pl.DataFrame) -> Totals:
    totals = Totals()
    for result in results(frame):
        if isinstance(result, Fault):
            totals.add_faults([result])
        else:
            totals.add_answer(result, "KP")
    return totals


@pytest.mark.parametrize("groups", [(PLAIN,), (PLAIN, AMOUNTS, NAMED, STATED)], ids=["plain", "everything"])
def test_columns_count_what_rows_count(groups: tuple[Any, ...]) -> None:
    """Totals over columns equal those of rows judged one by one."""

    @settings(max_examples=30, deadline=None)
    @given(tables(*groups))
    def holds(rows: list[dict[str, Any]]) -> None:
        assert COLUMNS.judge(framed(rows)).totals == one_by_one(framed(rows))

    holds()


@settings(max_examples=30, deadline=None)
@given(tables(PLAIN))
def test_a_plain_count_gives_the_same(rows: list[dict[str, Any]]) -> None:
    """Verdicts, years, measures, paragraphs, partners and faults, each counted in one line from the answers."""
    frame, found = framed(rows), results(framed(rows))
    totals = COLUMNS.judge(frame).totals
    faults = [f for f in found if isinstance(f, Fault)]
    answers = [(a.act, flat(a)) for a in found if not isinstance(a, Fault)]
    assert totals.verdicts == Counter(said["verdict"] for _, said in answers)
    assert totals.faults == Counter(fault.field for fault in faults)
    assert plain(totals.years) == Counter((str(act.date.year), said["verdict"]) for act, said in answers)
    for table, column in ((totals.measures, "measures"), (totals.paragraphs, "cite")):
        each = ((key, said["verdict"]) for _, said in answers for key in said[column].split("; ") if key)
        assert plain(table) == Counter(each)
    linked = [(act, said) for act, said in answers if "KP" in (act.from_, act.to) and act.from_ and act.to]
    others = Counter((act.to if act.from_ == "KP" else act.from_, said["verdict"]) for act, said in linked)
    known = {key: rows for key, rows in plain(totals.partners).items() if len(key[0]) == 2}
    assert known == others
    assert (totals.answered, totals.faulty) == (len(answers), len(faults))


def plain(table: Table) -> dict[tuple[str, str], int]:
    return {(name, word): rows for name, counts in table.items() for word, rows in counts.items()}


@pytest.mark.parametrize(
    ("from_", "to", "counted"),
    [
        ("KP", "CN", "CN"), ("CN", "KP", "CN"), ("North Korea", "China", "CN"), ("KP", "KP", "KP"),
        ("KP", None, NOT_SAID), (None, "KP", NOT_SAID), ("CN", "JP", NO_LINK), (None, None, NO_LINK),
        ("KP", "Korea", UNCLEAR), ("Korea", "CN", UNCLEAR), ("CN", "Korea", UNCLEAR), ("Korea", "KP", UNCLEAR),
    ],
)  # fmt: skip
def test_the_partner_is_the_other_end(from_: str | None, to: str | None, counted: str) -> None:
    """The country at the other end from the territory; what is not clear or not said is so called."""
    frame = framed([{"date": "2018-03-04", "from": from_, "to": to, "hs": "270111"}])
    assert list(COLUMNS.judge(frame).totals.partners) == list(one_by_one(frame).partners) == [counted]


ROWS = [
    {"date": day, "from": "KP", "to": to, "hs": hs}
    for day in ("2017-01-03", "2018-02-30", "2018-05-06", "2006-01-01", "1890-01-01", "")
    for to in ("CN", "RU", "Nowhere")
    for hs in ("270111", "100630", "2709")
]


def test_parts_add_up_to_the_whole() -> None:
    """Two totals added equal those of the rows together, in any cut; the parts stay as they were."""
    frame = framed(ROWS)
    whole = COLUMNS.judge(frame).totals
    for cut in (0, 1, 20, len(ROWS)):
        first, second = COLUMNS.judge(frame[:cut]).totals, COLUMNS.judge(frame[cut:]).totals
        kept = second.to_json()
        first.add(second)
        assert first == whole
        first.add(whole)
        assert second.to_json() == kept


def test_json_keeps_totals() -> None:
    """What is stored comes back equal and can be added to; anything else is refused."""
    totals = COLUMNS.judge(framed(ROWS)).totals
    again = Totals.from_json(totals.to_json())
    assert again == totals
    assert again.to_json() == totals.to_json()
    again.add(totals)
    assert again.answered == 2 * totals.answered
    with pytest.raises(msgspec.ValidationError):
        Totals.from_json(b'{"rows": 3}')


NASTY = '<script>alert("1")</script> & co'
STEERS = "coal\x1b[31m\x00"
BASIS = Basis.of(LAW)
EMPTY = Totals()
ONLY_FAULTS = Totals(faults={NASTY: 3})
ONLY_PERMITTED = Totals({"permitted": 2}, years={"2018": {"permitted": 2}}, partners={"CN": {"permitted": 2}})
NO_DATE = Totals({"prohibited": 2}, years={NO_YEAR: {"prohibited": 1}, "2018": {"prohibited": 1}})
ODD = Totals(
    {word: 1_000 for word in VERDICTS},
    years={str(year): {"prohibited": 1} for year in range(1990, 2080)},
    measures={NASTY: {"prohibited": 7}} | {f"measure-{n}": {"conditional": n} for n in range(1, 81)},
    paragraphs={NASTY: {"undetermined": 7}, STEERS: {"prohibited": 1}},
    partners={NASTY: {"approval_required": 3}, "CN": {"permitted": 5}, NO_LINK: {"permitted": 1}},
    faults={NASTY: 2},
)
ALL = [EMPTY, ONLY_FAULTS, ONLY_PERMITTED, NO_DATE, ODD]
NAMES = ["empty", "only faults", "only permitted", "no date", "odd"]


@pytest.mark.parametrize("totals", ALL, ids=NAMES)
def test_a_page_stands_by_itself(totals: Totals) -> None:
    """Well-formed, without script, and without a reference to anything outside it; says what it rests on."""
    text = page(totals, BASIS._replace(overlay="S/2022/431"))
    tree = ElementTree.fromstring(text)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not tags & {"script", "link", "img", "iframe", "object", "image", "use", "a"}
    values = [value for element in tree.iter() for value in element.attrib.values()]
    assert not [value for value in values if "//" in value or "url(" in value]
    assert not re.search(r"@import|url\(", text)
    said = " ".join(tree.itertext())
    for told in (LAW.version, BASIS.list_date, NOTICE, totals.counts, "S/2022/431"):
        assert told in said


DRAWING = {"svg", "g", "path", "text", "tspan", "rect", "line", "defs"}


@pytest.mark.parametrize("totals", ALL, ids=NAMES)
def test_a_chart_stands_by_itself(totals: Totals) -> None:
    """The SVG alone is well-formed, needs nothing outside it and says what it rests on."""
    tree = ElementTree.fromstring(whole(totals, BASIS._replace(overlay="S/2022/431")))
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= DRAWING
    said = " ".join(" ".join(tree.itertext()).split())
    for told in (LAW.version, BASIS.list_date, NOTICE, totals.counts, "S/2022/431"):
        assert told in said


def test_names_from_data_stay_text() -> None:
    """A measure, partner or field that looks like mark-up is shown as it was written."""
    text = page(ODD, BASIS)
    assert "<script" not in text
    assert NASTY in "".join(ElementTree.fromstring(text).itertext())
    assert "<script" not in whole(ODD, BASIS)


def test_what_is_cut_is_said() -> None:
    """Tables have so many lines; how many rows are left out stands below."""
    by_year, by_measure, *_ = sections(ODD, 10)
    assert [name for name, _ in by_year.lines] == [str(year) for year in range(2070, 2080)]
    assert by_year.notes == ["Not shown: 80 before these, with 80 rows, of which 80 are not permitted."]
    assert by_measure.lines[0] == ("measure-80", {"conditional": 80})
    assert by_measure.notes[0].startswith("Not shown: 71 more, with 2,492 rows")
    assert "Not shown: 31 more" in page(ODD, BASIS)


def test_on_a_terminal() -> None:
    """Short tables, the counts in words and the notice; what steers a terminal is taken out."""
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(closing(Totals({"permitted": 1}, measures={STEERS: {"permitted": 1}}, faults={"date": 2}), BASIS))
    text = " ".join(console.export_text().split())
    assert "coal [31m 1" in text
    assert "3 rows: 1 permitted, 2 faulty" in text
    assert NOTICE in text


def test_a_file_by_its_name(tmp_path: Path) -> None:
    """.html is a page, .svg the charts; anything else is refused before the work starts."""
    for name, start in (("a.html", "<!DOCTYPE html>"), ("b.SVG", "<svg")):
        write(str(tmp_path / name), ODD, BASIS)
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    with pytest.raises(NoSuchForm, match=r"\.html or \.svg"):
        check_name("report.pdf")


def test_without_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can draw, the message names the extra to install."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(NoCharts, match="extra `charts`"):
        check_name("report.html")
