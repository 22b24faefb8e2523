"""`a41 caps`, as a user at the command line meets it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from article41.cli.caps import command

TODAY = ("--today", "2026-11-21")
RUSSIA = (
    "--cap", "refined-petroleum", "--reporter", "Russia", "--from", "2026-01-01", "--to", "2026-01-31",
    "--document", "note of 2 March: first",
)  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def data(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_table_has_every_cap_and_year() -> None:
    """Reported, share, left, notice, last report, and what is disputed beside."""
    text = run(*TODAY).stdout
    assert all(cap in text for cap in ("coal", "crude-oil", "refined-petroleum"))
    (year,) = [line for line in text.splitlines() if line.startswith("2020-01-01 to 2020-12-31")]
    assert year.split()[3:] == ["500,000", "barrels", "149,000", "29.8%", "351,000", "2020-12-31", "1,600,000", "bbl"]
    assert "\x1b" not in text and all(len(line) <= 120 for line in text.splitlines())


def test_a_year_names_factors_running_sum_totals_and_disputes() -> None:
    text = run("refined-petroleum", "--year", "2019", *TODAY).stdout
    assert "8.33 barrels a ton, factor unconfirmed" in text
    assert "466,706 bbl of 500,000 barrels reported: 93.3%; 33,294 left" in text
    assert "published: 53,000 t" in text and "disputed, not counted" in text


def test_an_unfinished_year_is_projected_with_its_assumption() -> None:
    text = run("refined-petroleum", "--year", "2025", "--today", "2025-03-31").stdout
    assert "projected to 2025-12-31: 119,424 bbl, if every month" in text and "late: CN" in text
    assert "projected" not in run("refined-petroleum", "--year", "2025", *TODAY).stdout


def test_json_says_what_the_pages_say() -> None:
    years = data("refined-petroleum", *TODAY)
    assert {y["from"]: y["figures"][0]["reported"]["least"] for y in years}["2023-01-01"] == 362702
    (full,) = data("refined-petroleum", "--year", "2023", *TODAY)
    assert len(full["reports"]) > 20 and full["totals"][0]["agrees"] is False
    assert len(data("crude-oil", "--year", "2019", *TODAY)) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("refined",), "nearest: refined-petroleum"),
        (("coal", "--year", "2010"), "no period in 2010; the first begins on 2016-11-30"),
        (("--book", "nowhere.yaml"), "does not exist"),
    ],
)
def test_what_cannot_be_answered_exits_2(words: tuple[str, ...], message: str) -> None:
    result = run(*words)
    assert result.exit_code == 2 and message in result.output


def test_a_delivery_is_added_counted_and_amended(tmp_path: Path) -> None:
    """The book keeps its comments, gives ids, and is read beside the record, which stays as it is."""
    book = tmp_path / "mine.yaml"
    book.write_text("# mine\n", encoding="utf-8")
    first = run("add", "--book", str(book), "--amount", "1,500 t", *RUSSIA)
    assert first.exit_code == 0 and "as ru-20260101-20260131\n" in first.output, first.output
    assert "12,495 of 500,000 barrels" in first.output
    again = run("add", "--book", str(book), "--amount", "1500 t", *RUSSIA)
    assert "12,495 of 500,000 barrels" in again.output
    text = book.read_text(encoding="utf-8")
    ids = ("--amends", "ru-20260101-20260131", "--amends", "ru-20260101-20260131-2")
    amended = run("add", "--book", str(book), "--amount", "100 bbl", *RUSSIA, *ids)
    assert "2026-12-31: 100 of 500,000 barrels" in amended.output
    assert text.startswith("# mine\n") and book.read_text(encoding="utf-8").startswith("# mine\n")
    year = data("refined-petroleum", "--year", "2026", "--book", str(book), *TODAY)
    assert year[0]["figures"][0]["reported"] == {"least": 100, "most": 100}
    assert data("refined-petroleum", "--year", "2026", *TODAY)[0]["reports"] == []


@pytest.mark.parametrize(
    ("amount", "more", "message"),
    [
        ("5 tonz", (), "nearest: tons"),
        ("5 t", ("--amends", "ru-20260101"), "no other report has the id"),
        ("5 t", ("--to", "2025-01-01"), "2025-01-01 comes before 2026-01-01"),
        ("5 t", ("--reporter", "Korea"), "may be more than one country"),
    ],
)
def test_a_faulty_delivery_changes_nothing(tmp_path: Path, amount: str, more: tuple[str, ...], message: str) -> None:
    book = tmp_path / "mine.yaml"
    assert run("add", "--book", str(book), "--amount", "1 t", *RUSSIA).exit_code == 0
    before = book.read_bytes()
    result = run("add", "--book", str(book), "--amount", amount, *RUSSIA, *more)
    assert result.exit_code == 2 and message in result.output, result.output
    assert book.read_bytes() == before and list(tmp_path.iterdir()) == [book]


@pytest.mark.parametrize("text", ["refined-petroleum: {reports: []}\n", "refined-petroleum:\n  reports: []\n"])
def test_a_book_in_brackets_is_left_alone(tmp_path: Path, text: str) -> None:
    book = tmp_path / "mine.yaml"
    book.write_text(text, encoding="utf-8")
    result = run("add", "--book", str(book), "--amount", "5 t", *RUSSIA)
    assert result.exit_code == 2 and "one entry below the other" in result.output
    assert book.read_text(encoding="utf-8") == text
