"""Looking back: what flips is what a full comparison row by row says, and only what a change can touch is judged again."""

import csv
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result
from columns_book import AMOUNTS, LAW, NAMED, PLAIN, tables
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from lists_book import record, snapshot

from article41 import Regime, load
from article41.bulk import Fault, judge, open_source, rows
from article41.bulk.source import format_of
from article41.bulk.summary import flat
from article41.cli import main
from article41.columns import Columns
from article41.columns.changes import Change
from article41.columns.guessing import mapped
from article41.columns.law_change import LawChange
from article41.columns.list_change import ListChange
from article41.columns.lookback import Lookback
from article41.columns.parts import Input
from article41.columns.results import COMPARED, Results, Unfit
from article41.columns.run import Run
from article41.lists.entries import of_regime
from article41.lists.store import Store
from article41.screening.built_in import built_in
from article41.screening.screener import ListScreener

DRAFT = LAW.overlaid("S/2022/431")
DAY = date(2022, 5, 27)
OLD = Columns(LAW, processes=1)
OIL = {
    "date": st.sampled_from(["2022-05-26", "2022-05-27", "2022-12-21", "2022-12-22", "2023-06-01", "2021-06-01"]),
    "from": st.sampled_from(["CN", "RU", "KP", None]),
    "to": st.sampled_from(["KP", "KP", "VN", None]),
    "hs": st.sampled_from(["270900", "271012", "271019", "2709", "27", "240220", "910211", "100630", None]),
    "quantity": st.sampled_from(["100", "400000", "3500000", "5000000", None]),
    "unit": st.sampled_from(["bbl", "t", None]),
    "seller": st.sampled_from(["Korea Namgang Trading", "KOMID", "Hans Meier", None]),
}
SOME = "id,date,from,to,hs,quantity,unit\na,2022-05-26,RU,KP,2709,3500000,bbl\nb,2022-06-01,RU,KP,2709,3500000,bbl\nc,2022-06-01,CN,VN,2709,,\nd,never,,,,,\ne,2022-06-01,CN,KP,2709,500,bbl\n"


def fit_of(headings: Any, samples: Any) -> Any:
    return mapped(headings, samples, None, LAW.boolean_facts)


def inputs_of(*files: Path) -> list[Input]:
    return [Input(file, format_of(file.name) or "csv") for file in files]


def checked(out: Path, *files: Path) -> Path:
    """The results of these files under the law as it is."""
    Run(inputs_of(*files), out, "csv" if out.suffix == ".csv" else "parquet", OLD, fit_of).go()
    return out


def looked(change: Change, results: Path, *files: Path) -> tuple[Lookback, list[dict[str, Any]]]:
    look = Lookback(change, Results(results, [str(f) for f in files]), inputs_of(*files), fit_of, processes=1)
    return look, [row for flips in look.flips() for row in flips.iter_rows(named=True)]


def one_by_one(file: Path, law: Regime, screener: ListScreener | None = None) -> dict[int, tuple[Any, ...]]:
    """The compared columns of every row that has an answer, judged row by row."""
    found = [
        judge(r, law, screener=screener)
        for r in rows(open_source(str(file)), law.boolean_facts)
        if not isinstance(r, Fault)
    ]
    return {a.row: tuple(flat(a)[name] for name in COMPARED) for a in found if not isinstance(a, Fault)}


def compared(file: Path, change: Change) -> set[int]:
    """The rows that flip by a full comparison."""
    then, now = one_by_one(file, change.old), one_by_one(file, change.new, change.screener)
    return {row for row in then.keys() & now.keys() if then[row] != now[row]}


def written(folder: Path, table: list[dict[str, Any]], name: str = "acts.csv") -> Path:
    file = folder / name
    pl.DataFrame(table, schema=dict.fromkeys(table[0], pl.String())).write_csv(file)
    return file


def agrees(table: list[dict[str, Any]], change: Change) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = written(folder, table)
        look, flips = looked(change, checked(folder / "old.csv", file), file)
        assert {flip["row"] for flip in flips} == compared(file, change)
        assert all(flip["why"] for flip in flips)
        assert look.counts.rows == look.counts.untouched + look.counts.again


@pytest.mark.parametrize("groups", [(OIL,), (PLAIN, AMOUNTS), (PLAIN, NAMED)], ids=["oil", "amounts", "named"])
def test_a_draft_flips_what_a_full_comparison_flips(groups: tuple[Any, ...]) -> None:
    change = LawChange(LAW, DRAFT)

    @settings(max_examples=20, deadline=None)
    @given(tables(*groups))
    def holds(table: list[dict[str, Any]]) -> None:
        agrees(table, change)

    holds()


def test_no_row_before_the_day_of_a_draft_is_judged_again(tmp_path: Path) -> None:
    """Whatever its goods, words and names; from the day on, what the draft says nothing about is left alone too."""
    before = [{"date": f"{year}-05-26", "to": "KP", "hs": hs, "seller": "Korea Namgang Trading", "description": "cigarettes"}
              for year in range(2006, 2023) for hs in ("2709", "24", None)]  # fmt: skip
    after = [{**before[0], "date": "2022-05-27", "hs": "2709"}]
    file = written(tmp_path, before + after)
    look, flips = looked(LawChange(LAW, DRAFT), checked(tmp_path / "old.parquet", file), file)
    assert (look.counts.untouched, look.counts.again) == (len(before), 1)
    assert [flip["row"] for flip in flips] == [len(before) + 1]


def test_why_names_the_paragraphs(tmp_path: Path) -> None:
    """The measure, its old paragraph, and the draft's."""
    file = tmp_path / "acts.csv"
    file.write_text(SOME)
    look, flips = looked(LawChange(LAW, DRAFT), checked(tmp_path / "old.csv", file), file)
    assert [(flip["row"], flip["kind"], flip["old_verdict"], flip["new_verdict"]) for flip in flips] == [
        (2, "verdict", "conditional", "prohibited"), (5, "paragraph", "conditional", "conditional"),
    ]  # fmt: skip
    assert flips[0]["why"] == "crude-oil: S/RES/2397 (2017), paragraph 4 → draft S/2022/431, paragraph ?"
    assert look.counts.faulty_both == 1 and look.counts.of_kind("verdict") == 1


CHANGES = {
    "a cap": ("crude-oil.yaml", "cap: 4,000,000 barrels", "cap: 3,000,000 barrels"),
    "a code": ("seafood.yaml", '"03", ', '"0302", '),
    "a day": ("coal.yaml", "2017-08-05", "2017-08-15"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_other_law_files_flip_what_a_full_comparison_flips(name: str, tmp_path: Path) -> None:
    file, old, new = CHANGES[name]
    shutil.copytree(ROOT / "law", tmp_path / "law")
    changed = tmp_path / "law" / "1718" / file
    text = changed.read_text(encoding="utf-8")
    assert old in text
    changed.write_text(text.replace(old, new), encoding="utf-8")
    change = LawChange(LAW, load(tmp_path / "law"))
    table = [
        {"date": day, "from": ends[0], "to": ends[1], "hs": hs, "quantity": amount, "unit": "bbl"}
        for day in ("2016-06-01", "2017-08-04", "2017-08-05", "2017-08-14", "2017-08-15", "2018-03-01", "2022-01-01")
        for ends in (("KP", "CN"), ("RU", "KP"), ("CN", "VN"))
        for hs in ("270112", "030617", "2709", "270900", "03", "100630")
        for amount in ("500", "3500000", "4500000")
    ]
    agrees(table, change)
    acts = written(tmp_path, table)
    look, flips = looked(change, checked(tmp_path / "old.csv", acts), acts)
    assert flips and look.counts.untouched > look.counts.rows / 4
    assert all(file.removesuffix(".yaml") in flip["why"] for flip in flips)


def stored(folder: Path) -> ListScreener:
    """A list with KOMID renamed, one entry new and all others gone."""
    store = Store(folder / "lists.db")
    kept = record("KPe.001", "KOREA MINING DEVELOPMENT TRADING CORPORATION", date(2009, 4, 24))
    added = record("KPe.901", "Acme Steel Ltd", date(2018, 1, 1))
    other = record("QDe.901", "Sunshine Trading Co", date(2018, 1, 1), regime="Al-Qaida")
    store.add([snapshot("2026-03-01", kept, added, other)])
    found = ListScreener(of_regime(store, "DPRK"), "test", date(2026, 3, 1))
    store.close()
    return found


def test_another_list_flips_what_a_full_comparison_flips(tmp_path: Path) -> None:
    """Only the regime's entries count; rows that name nobody are left alone."""
    screener = stored(tmp_path)
    assert "QDe.901" not in {entry.id for entry in screener.entries}
    change = ListChange(LAW, built_in(), screener)

    @settings(max_examples=15, deadline=None)
    @given(tables(PLAIN, NAMED))
    def holds(table: list[dict[str, Any]]) -> None:
        agrees(table, change)

    holds()
    sellers = [
        "Acme Steel Ltd",
        "Tanchon Commercial Bank",
        "Hans Meier",
        "Korea Mining Development Trading Corporation",
        None,
    ]
    file = written(tmp_path, [{"date": "2020-01-01", "to": "KP", "hs": "100630", "seller": s} for s in sellers])
    look, flips = looked(change, checked(tmp_path / "old.csv", file), file)
    assert [flip["row"] for flip in flips] == [1, 2] and look.counts.untouched == 3
    assert flips[0]["why"] == "Acme Steel Ltd (KPe.901): listed from 2018-01-01"
    assert "TANCHON COMMERCIAL BANK (KPe.003): delisted" in flips[1]["why"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["lookback", *map(str, arguments)])


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    file = tmp_path / "acts.csv"
    file.write_text(SOME)
    return checked(tmp_path / "old.csv", file), file


def test_results_of_another_law_are_compared_whole(pair: tuple[Path, Path]) -> None:
    results, file = pair
    results.write_text(results.read_text().replace(LAW.version, "sha256:0000"))
    result = run(results, "--input", file, "--overlay", "S/2022/431")
    assert result.exit_code == 1, result.output
    said = " ".join(result.stdout.split())  # where lines are broken depends on how long the folder's name is
    assert "rest on law sha256:0000" in said and "5 rows: 0 cannot be touched, 5 judged again" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("b,2,", "x,2,", "row 2 has the id 'x'"),
        ("e,5,", "e,9,", "holds row 9 of"),
        ("e,5,", "e,1,", "row 1 stands after row 3"),
        ("id,row,verdict", "id,row,answer", "no column 'verdict'"),
        ("e,5,", "e,five,", "'five' is no row number"),
    ],
)
def test_results_that_do_not_fit(old: str, new: str, said: str, pair: tuple[Path, Path]) -> None:
    results, file = pair
    text = results.read_text()
    assert old in text
    results.write_text(text.replace(old, new))
    result = run(results, "--input", file, "--overlay", "S/2022/431")
    assert result.exit_code == 2 and said in " ".join(result.stderr.split()), result.output


def test_several_files(tmp_path: Path) -> None:
    """Rows are told apart by file; files in another order are refused."""
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file in files:
        file.write_text(SOME)
    results = checked(tmp_path / "old.parquet", *files)
    _, flips = looked(LawChange(LAW, DRAFT), results, *files)
    assert [(flip["file"], flip["row"]) for flip in flips] == [(str(f), row) for f in files for row in (2, 5)]
    with pytest.raises(Unfit, match="in this order"):
        looked(LawChange(LAW, DRAFT), results, *reversed(files))


def test_acts_in_the_contracts_form(tmp_path: Path) -> None:
    """Acts that no row of a table can hold are compared too."""
    goods = '"goods": [{"hs": "2709"}, {"hs": "2402"}]'
    file = tmp_path / "acts.jsonl"
    lines = [
        f'{{"date": "{day}", "activity": "transfer", "to": "KP", {goods}}}' for day in ("2022-05-26", "2022-05-27")
    ]
    file.write_text("\n".join([*lines, "{"]))
    look, flips = looked(LawChange(LAW, DRAFT), checked(tmp_path / "old.csv", file), file)
    assert [flip["row"] for flip in flips] == [2]
    assert (look.counts.untouched, look.counts.again, look.counts.faulty_both) == (1, 2, 1)


def test_parts_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in many parts and its results in others give the same flips."""
    file = tmp_path / "acts.csv"
    head, *body = SOME.splitlines()
    file.write_text("\n".join([head, *body * 40]) + "\n")
    results = checked(tmp_path / "old.parquet", file)
    whole, flips = looked(LawChange(LAW, DRAFT), results, file)
    monkeypatch.setattr("article41.columns.sheets.BLOCK", 300)
    monkeypatch.setattr("article41.columns.parts.ROWS", 7)
    parted, again = looked(LawChange(LAW, DRAFT), results, file)
    assert again == flips and len(flips) == 80 and parted.counts == whole.counts


def test_flips_are_written(pair: tuple[Path, Path], tmp_path: Path) -> None:
    results, file = pair
    out = tmp_path / "flips.csv"
    result = run(results, "--input", file, "--overlay", "S/2022/431", "--out", out)
    assert result.exit_code == 1 and "it has no legal effect" in result.stdout and "Not legal advice" in result.stdout
    assert [line["row"] for line in csv.DictReader(out.open())] == ["2", "5"]
    assert run(results, "--input", file, "--overlay", "S/2022/431", "--format", "jsonl").stdout.count("\n") == 2


def test_a_store_takes_the_place_of_the_built_in_list(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """Both lists are named with their days; ships stay where the store has none."""
    stored(tmp_path)
    result = run(pair[0], "--input", pair[1], "--store", tmp_path / "lists.db")
    assert result.exit_code == 1 and "→ of 2026-03-01" in result.stdout, result.output
    assert "4 cannot be touched, 1 judged again" in result.stdout and "ships are kept" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give one change"),
        (["--overlay", "S/2022/432"], "S/2022/431"),
        (["--law", "nowhere"], "--law nowhere"),
        (["--store", "nowhere.db"], "no store at nowhere.db"),
        (["--overlay", "S/2022/431", "--out", "x.doc"], "extension tells no form"),
    ],
)
def test_wrong_usage_exits_2(arguments: list[str], said: str, pair: tuple[Path, Path]) -> None:
    result = run(pair[0], "--input", pair[1], *arguments)
    assert result.exit_code == 2 and said in result.stderr, result.output
