"""Reading reports: how well on annotated ones, and that no text whatever breaks the reader or shifts a place."""

import cProfile
import json
import pstats
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st
from reading_score import Report, Score, add, reports

from article41 import Regime
from article41.reading import Reader
from article41.reading.answer import Answer, answer, data
from article41.reading.bearing import Law
from article41.reading.page import page
from article41.reading.proposals import proposals
from article41.record.store import Record, load

NEWS = ROOT / "tests" / "news"
THEIRS = SHARED / "news"
CORPORA: dict[str, str | tuple[str, ...]] = {
    "101 to 120": "1", "201 to 220": "2", "301 to 324": "3", "401 to 424": "4", "501 to 520": "5", "601 to 620": "6",
    "701 to 712": "7", "801 to 812": ("80", "81"), "821 to 832": ("82", "83"), "841 to 852": ("84", "85"),
}  # fmt: skip
FLOORS = {
    "101 to 120": {"statements": 0.93, "speakers": 0.88, "stance": 0.82, "claims": 0.95, "quantities": 0.93, "verdicts": 0.95, "published": 0.84},
    "201 to 220": {"statements": 0.95, "speakers": 0.91, "stance": 0.87, "claims": 0.94, "quantities": 0.92, "verdicts": 0.93, "published": 0.94},
    "301 to 324": {"statements": 0.89, "speakers": 0.86, "stance": 0.82, "claims": 0.96, "quantities": 0.94, "verdicts": 0.96, "published": 0.94},
    "401 to 424": {"statements": 0.92, "speakers": 0.89, "stance": 0.84, "claims": 0.95, "quantities": 0.87, "verdicts": 0.97, "published": 0.95},
    "501 to 520": {"statements": 0.89, "speakers": 0.87, "stance": 0.79, "claims": 0.92, "quantities": 0.90, "verdicts": 0.88, "published": 0.84},
    "601 to 620": {"statements": 0.76, "speakers": 0.66, "stance": 0.66, "claims": 0.70, "quantities": 0.74, "verdicts": 0.93, "published": 0.89},
    "701 to 712": {"statements": 0.87, "speakers": 0.84, "stance": 0.60, "claims": 0.84, "quantities": 0.91, "verdicts": 0.95, "published": 0.90},
    "801 to 812": {"statements": 0.82, "speakers": 0.71, "stance": 0.68, "claims": 0.80, "quantities": 0.83, "verdicts": 0.88, "published": 0.90},
    "821 to 832": {"statements": 0.91, "speakers": 0.87, "stance": 0.83, "claims": 0.92, "quantities": 0.95, "verdicts": 0.97, "published": 0.90},
    "841 to 852": {"statements": 0.92, "speakers": 0.76, "stance": 0.83, "claims": 0.87, "quantities": 0.85, "verdicts": 0.89, "published": 0.90},
}  # fmt: skip
"""What the reader reached on the project's own reports, less a few hundredths; raise them with it, never lower them."""
FOUND = {
    "101 to 120": 8, "201 to 220": 8, "301 to 324": 9, "401 to 424": 8, "501 to 520": 5, "601 to 620": 5, "701 to 712": 4,
    "801 to 812": 17, "821 to 832": 12, "841 to 852": 10,
}  # fmt: skip
"""Planted contradictions that must be found, of those that docs/reading.md counts."""
MOST_FALSE = 2
"""Claims of one corpus that may wrongly be called contradicted."""


@pytest.fixture(scope="module")
def record() -> Record:
    """The project's own record."""
    return load()


@pytest.fixture(scope="module")
def reader(record: Record, law: Regime) -> Reader:
    """The reader."""
    return Reader(record, law)


@pytest.fixture(scope="module")
def bearings(record: Record, law: Regime) -> Law:
    """The law behind claims."""
    return Law(record, law)


def answers(reader: Reader, bearings: Law, of: list[Report]) -> Iterator[tuple[Report, dict[str, Any]]]:
    """Each report with its answer as JSON gives it."""
    for report in of:
        yield report, json.loads(json.dumps(data(answer(report.name, report.text, reader, bearings))))


def scored(reader: Reader, bearings: Law, of: list[Report]) -> Score:
    """The score over some reports."""
    score = Score()
    for report, found in answers(reader, bearings, of):
        add(score, report.name, found, report.gold)
    return score


@pytest.mark.parametrize("corpus", CORPORA)
def test_reports_are_read_as_well_as_ever(corpus: str, reader: Reader, bearings: Law) -> None:
    """On each corpus of the project every measure stays above its floor, and few claims are wrongly contradicted."""
    score = scored(reader, bearings, [r for r in reports(NEWS) if r.name.startswith(CORPORA[corpus])])
    print(corpus, *score.lines(), *score.false, sep="\n")
    assert {m: score.f1(m) for m, floor in FLOORS[corpus].items() if score.f1(m) < floor} == {}
    assert score.right["contradicted"] >= FOUND[corpus]
    assert len(score.false) <= MOST_FALSE, score.false


@pytest.mark.skipif(not THEIRS.exists(), reason="the shared reports are not at hand; tests/news stands for them")
def test_the_shared_reports_are_read_well_enough(reader: Reader, bearings: Law) -> None:
    """On reports that the project did not write: the least that was asked for, every planted contradiction found."""
    score = scored(reader, bearings, reports(THEIRS / "dev") + reports(THEIRS / "seeds"))
    print(*score.lines(), *score.false, sep="\n")
    least = {"statements": 0.88, "speakers": 0.75, "claims": 0.85, "quantities": 0.90, "stance": 0.55, "verdicts": 0.75}
    assert {m: score.f1(m) for m, floor in least.items() if score.f1(m) < floor} == {}
    assert score.right["contradicted"] == score.there["contradicted"]
    assert len(score.false) <= MOST_FALSE, score.false


@pytest.mark.skipif(not THEIRS.exists(), reason="the shared scorer is not at hand")
def test_our_scorer_counts_as_the_guide_does(tmp_path: Path, reader: Reader, bearings: Law) -> None:
    """Both scorers give the same counts on the project's reports."""
    score = Score()
    for report, found in answers(reader, bearings, reports(NEWS)):
        add(score, report.name, found, report.gold)
        (tmp_path / f"{report.name}.json").write_text(json.dumps(found), encoding="utf-8")
    command = [sys.executable, str(THEIRS / "score.py"), str(tmp_path), str(NEWS), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    names = {
        "statements": "statement detection",
        "speakers": "speaker attribution",
        "stance": "stance",
        "claims": "claim types",
        "quantities": "quantities",
        "dates": "dates",
    }
    for ours, name in names.items():
        counts = theirs["measures"][name]
        assert (score.right[ours], score.given[ours], score.there[ours]) == (
            counts["tp"],
            counts["sys"],
            counts["gold"],
        ), name
    assert score.right["verdicts"] == theirs["accuracies"]["verdict (matched)"]["ok"]
    assert score.right["contradicted"] == theirs["accuracies"]["contradicted found"]["ok"]
    assert score.right["published"] == theirs["accuracies"]["publication date in the interval"]["ok"]


@pytest.mark.parametrize("report", reports(NEWS), ids=lambda r: r.name)
def test_annotations_are_sound(report: Report) -> None:
    """Each span of the annotations is the excerpt beside it, and each planted change is a claim that is contradicted."""
    for s in report.gold["statements"]:
        assert [report.text[a:b] for a, b in s["spans"]] == s["excerpts"]
    for c in report.gold["claims"]:
        assert report.text[slice(*c["span"])] == c["excerpt"]


def holds(a: Answer) -> None:
    """Every place lies within the text and stands for its words; every claim's statement exists."""
    found = data(a)
    for s in found["statements"]:
        assert s["spans"] and all(0 <= start < end <= len(a.text) for start, end in s["spans"])
        assert [a.text[start:end] for start, end in s["spans"]] == s["excerpts"]
        assert s["speaker_text"] is None or s["speaker_text"] in a.text
    ids = {s["id"] for s in found["statements"]}
    for c in found["claims"]:
        start, end = c["span"]
        assert 0 <= start < end <= len(a.text) and a.text[start:end] == c["excerpt"]
        assert c["statement"] is None or c["statement"] in ids
        assert c["link"]["verdict"] != "contradicted" or (c["link"]["to"] and c["link"]["wrong"])


def test_every_place_is_right(reader: Reader, bearings: Law) -> None:
    """On every report of the project."""
    for report in reports(NEWS):
        holds(answer(report.name, report.text, reader, bearings))


WORDS = st.sampled_from(
    [*"\"'“”‘’«»()[]—-–.,;:!?\n\t\r\0\x07\u200b\u202e\ufeff🙂", "\n\n", "''", "``", " said ", "Kim Jong Un ", "he ", "The United States ", "told reporters ",
     "North Korea fired ", "three ", "ballistic missiles ", "on Tuesday", "Resolution 2397 ", "four million barrels ", "crude oil ", "SEOUL (Reuters) - ",
     "김정은은 ", "ракета ", "导弹", "٢٠١٧ ", "Ned Price", "according to ", "the fifth nuclear test ", "May 2009 ", "vetoed ", "coal ", "’s "]
)  # fmt: skip


@given(st.lists(WORDS, max_size=60).map("".join))
def test_no_report_of_any_shape_breaks_it(reader: Reader, bearings: Law, text: str) -> None:
    """Words of reports in any order, with quotation marks that never close, other scripts and control characters; as a page and as proposals."""
    a = answer("any", text, reader, bearings)
    holds(a)
    assert page([a]).endswith("</html>\n")
    assert all(not p.entry.confirmed for p in proposals(a, bearings.record))


@given(st.text(max_size=400))
def test_no_text_breaks_it(reader: Reader, bearings: Law, text: str) -> None:
    """Any text is read; one that is no report gives nothing or little."""
    holds(answer("any", text, reader, bearings))


@given(st.sampled_from(reports(NEWS)), st.integers(0, 1500), st.integers(0, 1500))
def test_a_torn_report_is_read(reader: Reader, bearings: Law, report: Report, start: int, length: int) -> None:
    """A report cut anywhere, so that quotations and sentences lack a half."""
    holds(answer("torn", report.text[start : start + length], reader, bearings))


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "\ufeff", "a", '"', "said", "." * 5000, '"' * 5000, "(" * 5000, "x" * 50_000, "Kim " * 5000]
)
def test_odd_texts_are_read(reader: Reader, bearings: Law, text: str) -> None:
    """Empty, blank, one sign, one sign many times, a line without end."""
    holds(answer("odd", text, reader, bearings))


def test_ten_megabytes_are_read(reader: Reader, bearings: Law) -> None:
    """A report, half a megabyte of lines and quotation marks, and blanks up to ten megabytes: the end is reached."""
    report = reports(NEWS)[0]
    lines = ("0123456789 " * 9 + '\n"he said \n') * 4_500
    text = report.text + "\n\n" + lines + " \n" * ((10_000_000 - len(lines)) // 2)
    a = answer("long", text, reader, bearings)
    holds(a)
    assert len(text) > 9_990_000 and len(a.reading.statements) >= len(reader.read(report.text).statements) - 1


def calls(reader: Reader, text: str) -> int:
    """How many functions a reading calls."""
    profile = cProfile.Profile()
    profile.runcall(reader.read, text)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("report", reports(NEWS)[::16], ids=lambda r: r.name)
def test_the_work_grows_as_the_text_does(reader: Reader, report: Report) -> None:
    """Four times the text costs hardly more than four times the calls: nothing looks at every pair of anything."""
    reader.read(report.text)
    once, more = calls(reader, report.text * 4), calls(reader, report.text * 16)
    assert more <= 5 * once


def test_a_new_reader_reads_the_same(record: Record, law: Regime, reader: Reader) -> None:
    """What was read before changes nothing."""
    text = reports(NEWS)[3].text
    assert Reader(record, law).read(text) == reader.read(text)
