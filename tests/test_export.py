"""The law written out: every fact comes back, paragraphs keep their names, bytes do not change."""

import csv
import io
import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from article41 import load
from article41.calendar import LINE_OCTETS
from article41.citation import Citation
from article41.cli import main
from article41.export import as_data, as_text
from article41.history import as_filed, in_force, spans
from article41.record import export as record_export
from article41.record.files import SHELVES
from article41.record.store import load as load_record
from article41.regime import Condition, Exemption, Listing, Provision

LAW = load()
DRAFTS = ["", *LAW.drafts]
URI = re.compile(r"/un/sc/(res/\d{4}/\d+|doc/\d{4}/\d+|draft/\d{4}/[a-z0-9-]+)(#op\d+(__[a-z]+)*)?")


def law_with(overlay: str) -> Any:
    return LAW.overlaid(overlay) if overlay else LAW


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["law", "export", *words], prog_name="a41")


def exported(*words: str) -> Any:
    result = run("--format", "json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout_bytes)


@pytest.mark.parametrize("overlay", DRAFTS)
def test_each_exported_provision_is_the_one_loaded(overlay: str) -> None:
    """Every provision, exemption, entry that ended a measure and condition, read back, equals what was loaded."""
    law = law_with(overlay)
    told = json.loads(as_text(law, "json"))
    assert [m["measure"] for m in told["measures"]] == list(law.measures)
    for m in told["measures"]:
        loaded = law.measures[m["measure"]]
        kind = Exemption if loaded.kind == "exemption" else Provision
        texts = [msgspec.convert(p["text"], kind) for p in m["provisions"]]
        assert texts == [as_filed(s) for s in spans(loaded)]
        assert [(p["from"], p["until"]) for p in m["provisions"]] == [
            (str(s.since), str(s.last_day) if s.last_day else None) for s in spans(loaded)
        ]
        ended = [p for p in loaded.history if p.ended]
        assert [_read(m["ended"], Provision)] if m["ended"] else ended == []
    assert {name: _read(c, Condition) for name, c in told["conditions"].items()} == law.conditions
    listings = tuple(_read(entry, Listing) for entry in told["draft"]["listings"]) if overlay else ()
    assert listings == (law.draft.listings if law.draft else ())


def _read(told: dict[str, Any], kind: Any) -> Any:
    return msgspec.convert({key: value for key, value in told.items() if key != "uris"}, kind)


@pytest.mark.parametrize("overlay", DRAFTS)
def test_scope_and_goods_of_each_measure_are_told(overlay: str) -> None:
    """Activities, direction, classes with their codes, subjects and open questions stand as loaded."""
    law = law_with(overlay)
    for m in json.loads(as_text(law, "json"))["measures"]:
        loaded = msgspec.json.decode(msgspec.json.encode(law.measures[m["measure"]]))
        for key in loaded.keys() - {"history", "openings"}:
            assert m[key] == loaded[key]


@pytest.mark.parametrize("overlay", DRAFTS)
def test_every_paragraph_has_its_uri(overlay: str) -> None:
    """Every citation anywhere in a text stands among its `uris`, in the one form."""
    seen = 0
    for m in as_data(law_with(overlay))["measures"]:
        for p in m["provisions"]:
            text = json.dumps(msgspec.to_builtins(p["text"]), ensure_ascii=False)
            cited = set(
                re.findall(
                    r"(?:S/RES/\d+ \(\d{4}\)|S/\d{4}/\d+|draft-[a-z0-9-]+), paragraph (?:\?|\d+(?:\([a-z]+\))*)", text
                )
            )
            assert cited <= p["uris"].keys()
            assert p["uri"] == Citation(p["resolution"], p["paragraph"]).uri
            assert all(URI.fullmatch(uri) for uri in (p["uri"], *p["uris"].values()))
            seen += len(cited)
    assert seen > 165


def test_every_paragraph_left_out_is_told_with_its_reason() -> None:
    """What is not encoded is exported too."""
    told = {(r["symbol"], n["paragraph"]) for r in as_data(LAW)["resolutions"] for n in r["not_encoded"]}
    assert told == {(r.symbol, n) for r in LAW.about.resolutions for n in r.not_encoded}


@pytest.mark.parametrize("overlay", DRAFTS)
def test_csv_has_one_row_a_provision(overlay: str) -> None:
    """Its columns are those promised; the days of a measure follow on without a gap."""
    law = law_with(overlay)
    rows = list(csv.DictReader(io.StringIO(as_text(law, "csv"))))
    assert list(rows[0]) == ["measure", "from", "until", "resolution", "paragraph", "uri", "title", "confirmed"]
    assert len(rows) == sum(len(spans(m)) for m in law.measures.values())
    for a, b in pairwise(rows):
        if a["measure"] == b["measure"]:
            assert date.fromisoformat(a["until"]) + timedelta(1) == date.fromisoformat(b["from"])
    marked = {r["resolution"] for r in rows if "no legal effect" in r["title"]}
    assert marked == ({overlay} if overlay else set())
    assert {r["confirmed"] for r in rows} == {"true", "false"}


@pytest.mark.parametrize("day", ["2006-07-14", "2006-07-15", "2017-08-04", "2017-08-05", "2017-12-22", "2026-01-01"])
def test_on_a_day_the_export_holds_what_was_in_force(day: str) -> None:
    """The measures of `a41 law on`, each with the one provision of that day."""
    there = in_force(LAW, date.fromisoformat(day))
    told = exported("--on", day)
    assert told["on"] == day
    assert {m["measure"]: m["provisions"][0]["from"] for m in told["measures"]} == {
        s.measure.measure: str(s.since) for s in there
    }
    assert all(len(m["provisions"]) == 1 for m in told["measures"])
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv", "--on", day).stdout_bytes.decode())))
    assert [r["measure"] for r in rows] == [m["measure"] for m in told["measures"]]


@pytest.mark.parametrize("form", ["json", "csv", "ics"])
@pytest.mark.parametrize("overlay", DRAFTS)
def test_the_same_law_gives_the_same_bytes(form: str, overlay: str, tmp_path: Path) -> None:
    """Written twice, to a file and to stdout, from a law loaded anew."""
    words = ["--format", form, *(["--overlay", overlay] if overlay else [])]
    assert run(*words, "--out", str(tmp_path / "out")).exit_code == 0
    written = (tmp_path / "out").read_bytes()
    assert written == run(*words).stdout_bytes
    assert written == as_text(law_with(overlay), form).encode()


def events(text: str) -> list[dict[str, str]]:
    """The events of a calendar, unfolded, each as its properties."""
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name != "END":
            found[-1][name.partition(";")[0]] = value
    return found


@pytest.mark.parametrize("overlay", DRAFTS)
def test_the_calendar_is_sound(overlay: str) -> None:
    """Lines are short, UIDs differ, every event lies on one day and names its paragraph."""
    text = as_text(law_with(overlay), "ics")
    assert all(len(line.encode()) <= LINE_OCTETS for line in text.split("\r\n"))
    found = events(text)
    assert len({e["UID"] for e in found}) == len(found) > 40
    for e in found:
        first, end = (date.fromisoformat(e[key]) for key in ("DTSTART", "DTEND"))
        assert end - first == timedelta(1)
        assert URI.search(e["DESCRIPTION"]) and "confirmed: " in e["DESCRIPTION"]


@pytest.mark.parametrize(
    ("day", "words", "uri", "again"),
    [
        ("20160531", "last day of wind-down", "/un/sc/res/2016/2270#op33", ""),
        ("20170904", "Seafood from the DPRK: last day of wind-down", "/un/sc/res/2017/2371#op9", ""),
        ("20170919", "Seafood from the DPRK: last day to tell the Committee", "/un/sc/res/2017/2371#op9", ""),
        ("20170101", "Coal from the DPRK: cap year begins", "/un/sc/res/2016/2321#op26__b", "FREQ=YEARLY;UNTIL=20170804"),
        ("20171222", "Crude oil to the DPRK: cap year begins", "/un/sc/res/2017/2397#op4", "FREQ=YEARLY"),
        ("20181221", "Crude oil to the DPRK: cap year ends", "/un/sc/res/2017/2397#op4", "FREQ=YEARLY"),
        ("20180322", "Crude oil to the DPRK: report due", "/un/sc/res/2017/2397#op4", "FREQ=DAILY;INTERVAL=90"),
        ("20181231", "Refined petroleum products to the DPRK: cap year ends", "/un/sc/res/2017/2397#op5", "FREQ=YEARLY"),
        ("20180322", "Reports of states on what they did", "/un/sc/res/2017/2397#op17", ""),
        ("20171215", "Work authorisations for DPRK nationals: report due", "/un/sc/res/2017/2375#op17", ""),
        ("20191222", "Return of DPRK nationals", "/un/sc/res/2017/2397#op8", ""),
        ("20200322", "Return of DPRK nationals", "/un/sc/res/2017/2397#op8", ""),
        ("20240430", "The Panel of Experts: last day in force", "/un/sc/res/2023/2680#op1", ""),
    ],
)  # fmt: skip
def test_the_calendar_holds_the_deadlines(day: str, words: str, uri: str, again: str) -> None:
    """Wind-downs, notices, cap years, reports, the return of workers, the end of the Panel: each with its paragraph."""
    found = [e for e in events(as_text(LAW, "ics")) if e["DTSTART"] == day and e["SUMMARY"].startswith(words)]
    found = found or [e for e in events(as_text(LAW, "ics")) if e["DTSTART"] == day and words in e["SUMMARY"]]
    assert any(f"uri: {uri}\\n" in e["DESCRIPTION"] and e.get("RRULE", "") == again for e in found)


def test_every_last_day_and_day_of_notice_of_the_law_is_in_the_calendar() -> None:
    """No wind-down is forgotten: each `until`, `notify_by` and `due` of the files has its event."""
    texts = [p for m in LAW.measures.values() for p in m.history]
    exceptions = [e for p in texts for e in p.exceptions] + [e for m in LAW.measures.values() for e in m.openings]
    days = {d for e in exceptions for d in (e.until, e.notify_by) if d} | {d for p in texts for d in p.due}
    days |= {d for p in texts for x in p.explained_by for d in x.due}
    assert len(days) > 15
    assert {f"{d:%Y%m%d}" for d in days} <= {e["DTSTART"] for e in events(as_text(LAW, "ics"))}


def test_a_replaced_opening_is_no_deadline() -> None:
    """The Committee's general power passed from one paragraph to the next: nothing ran out."""
    assert not any("power to exempt" in e["SUMMARY"] for e in events(as_text(LAW, "ics")))


@pytest.mark.parametrize("overlay", list(LAW.drafts))
def test_a_draft_in_the_calendar_says_so(overlay: str) -> None:
    """Its events are marked and named apart, and the law's own cap years end with the day before the draft's."""
    over = events(as_text(LAW.overlaid(overlay), "ics"))
    marked = [e for e in over if e["SUMMARY"].startswith("Draft\\, no legal effect: ")]
    assert {e["DTSTART"] for e in marked if "Crude" in e["SUMMARY"] and "begins" in e["SUMMARY"]} == {"20221222"}
    assert {e["UID"] for e in over}.isdisjoint(e["UID"] for e in events(as_text(LAW, "ics")))
    last = f"{LAW.drafts[overlay].in_force_if_adopted - timedelta(1):%Y%m%d}"
    own = [e for e in over if e not in marked and "Crude" in e["SUMMARY"] and "begins" in e["SUMMARY"]]
    assert [e["RRULE"] for e in own] == [f"FREQ=YEARLY;UNTIL={last}"]


def test_reports_under_a_draft_go_on_in_the_row_of_the_law() -> None:
    """Every ninety days from 22 March 2018: the first on or after the draft's day."""
    over = events(as_text(LAW.overlaid("S/2022/431"), "ics"))
    [day] = [
        e["DTSTART"]
        for e in over
        if "Crude" in e["SUMMARY"] and "report due" in e["SUMMARY"] and "Draft" in e["SUMMARY"]
    ]
    since = date.fromisoformat(day) - date(2018, 3, 22)
    assert since.days % 90 == 0
    assert timedelta(0) <= date.fromisoformat(day) - date(2022, 5, 27) < timedelta(90)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "xml"], "ics"),
        (["--format", "json", "--overlay", "S/2022/43"], "nearest: S/2022/431"),
        (["--format", "json", "--on", "2018-02-30"], "2018-02-28"),
        (["--format", "json", "--out", "/nowhere/law.json"], "/nowhere/law.json"),
    ],
)
def test_what_cannot_be_written_exits_2(words: list[str], message: str) -> None:
    """With the reason and the nearest right answer."""
    result = run(*words)
    assert result.exit_code == 2 and message in result.stderr


def test_the_record_export_holds_every_entry() -> None:
    """Each entry of each shelf of the record is written, and with them the codes and the members, permanent ones too."""
    record = load_record()
    told = record_export.shelves(record)
    assert {entry.id for entry in record.all()} <= {row["id"] for rows in told.values() for row in rows if "id" in row}
    assert {name for name, shelf in SHELVES.items() if not shelf.single} | {"members", "codes"} == told.keys()
    assert all(len(told[name]) == len(getattr(record, name)) for name, shelf in SHELVES.items() if not shelf.single)
    assert {row["code"]: row["name"] for row in told["codes"]} == dict(record.codes)
    assert all(row["permanent"] == list(record.membership.permanent) for row in told["members"])
    assert len(told["members"]) == len(record.membership.years)
