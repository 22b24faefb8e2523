"""Mappings: somebody's own columns become ours, whether stated, taken from a preset or guessed; and records of years."""

import importlib.util
import pickle
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest
from columns_book import NAMED, PLAIN, STATED, tables
from conftest import ROOT, SHARED
from hypothesis import given, settings

from article41 import Regime
from article41.columns import Columns
from article41.columns.fitting import Fitted, fitted
from article41.columns.guessing import mapped
from article41.columns.in_headings import stripped
from article41.columns.mapping import Mapping, MappingError, presets
from article41.columns.yearly import NOT_JUDGED, by_day, caught, changing

COMTRADE = SHARED / "data" / "trade" / "comtrade-dprk-hs27-hs44-1988-2017.csv.gz"
OLD = ["Year", "Period", "Trade Flow", "Reporter Code", "Reporter", "Reporter ISO", "Partner Code", "Partner",
       "Partner ISO", "Commodity Code", "Commodity", "Qty", "Netweight (kg)", "Trade Value (US$)", "Flag"]  # fmt: skip
NEW = ["refYear", "period", "flowCode", "reporterCode", "reporterDesc", "reporterISO", "partnerCode", "partnerDesc",
       "partnerISO", "cmdCode", "cmdDesc", "qty", "netWgt", "primaryValue", "isAggregate"]  # fmt: skip
KOREA = ("408", "Dem. People's Rep. of Korea", "PRK")
INVENTED = [
    ("2015", "2015", "Import", "392", "Japan", "JPN", *KOREA, "27", "Coal", "", "0", "1000", "0"),
    ("2016", "2016", "Import", "490", "Other Asia, nes", "", *KOREA, "27", "Fuels", "", "0", "2000000", "0"),
    ("2016", "2016", "Import", "616", "Poland", "POL", *KOREA, "27", "Fuels", "", "", "3000000", "0"),
    ("2017", "2017", "Export", "276", "Germany", "", *KOREA, "27", "Fuels", "", "5000", "4000000", "0"),
    ("2017", "2017", "Re-Export", "380", "Italy", "ITA", *KOREA, "44", "Wood", "", "", "5000000", "0"),
    ("2017", "201709", "Import", "156", "China", "CHN", *KOREA, "44", "Wood", "", "70", "6000000", "0"),
    ("2017", "2017", "In transit", "156", "China", "CHN", *KOREA, "44", "Wood", "", "70", "6000000", "0"),
]
CODES = {"Import": "M", "Export": "X", "Re-Export": "RX", "In transit": "T"}


@pytest.fixture(scope="module")
def columns(law: Regime) -> Columns:
    return Columns(law, processes=1)


def old_style() -> pl.DataFrame:
    return pl.DataFrame(INVENTED, schema=OLD, orient="row")


def new_style() -> pl.DataFrame:
    """The same rows as the newer interface gives them: codes of flows, numbers as numbers, some columns empty."""
    frame = pl.DataFrame(INVENTED, schema=NEW, orient="row")
    numbers = pl.col("refYear", "reporterCode", "partnerCode").cast(pl.Int64)
    amounts = pl.col("netWgt", "primaryValue").cast(pl.Float64, strict=False)
    return frame.with_columns(pl.col("flowCode").replace(CODES), numbers, amounts, reporterDesc=pl.lit(None))


def fit(headings: list[str], said: str | None = None, samples: Any = None) -> Fitted:
    return mapped(headings, samples or {}, said)


def told(fit_: Fitted) -> dict[str, str]:
    return {line.ours: line.theirs for line in fit_.shown}


def test_comtrade_in_both_styles() -> None:
    """The flow decides who sends; ISO code, else name, else number; a year's last day; a zero weight is no weight."""
    for frame in (old_style(), new_style()):
        made = fitted(Mapping.read("comtrade"), frame.columns).apply(frame)
        assert made["date"].to_list()[4:6] == ["2017-12-31", "2017-09-30"]
        assert made["to"].to_list()[:1] + made["to"].to_list()[2:6] == ["JPN", "POL", "PRK", "PRK", "CHN"]
        assert made["from"].to_list()[:3] == ["PRK"] * 3 and made["from"].to_list()[4] == "ITA"
        assert made["from"][3] in ("Germany", "DE")
        assert made["unit"].to_list() == [None, None, None, "kg", None, "kg", "kg"]
        assert set(made["currency"]) == {"USD"} and set(made["activity"]) == {"transfer"}
        assert "description" not in made.columns and "flag" not in {name.lower() for name in made.columns}


def test_comtrade_faults_as_usual(columns: Columns) -> None:
    """A name that is no country and a flow without a rule are faults of their rows alone, never silence."""
    made = fitted(Mapping.read("comtrade"), OLD).apply(old_style())
    faults = {fault.row: fault for fault in columns.judge(made).faults}
    assert set(faults) == {2, 7}
    assert "Other Asia, nes" in faults[2].message and "no rule for Trade Flow In transit" in faults[7].message


def test_a_blank_flow_is_no_silence(columns: Columns) -> None:
    frame = old_style().with_columns(pl.lit(" ").alias("Trade Flow"))
    assert len(columns.judge(fitted(Mapping.read("comtrade"), OLD).apply(frame)).faults) == len(frame)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [("2017", "2017-01-01", "2017-12-31"), ("201602", "2016-02-01", "2016-02-29"), ("2016-02", "2016-02-01", "2016-02-29"),
     ("2017-03-05", "2017-03-05", "2017-03-05"), ("201713", "201713", "201713"), ("2017.0", "2017-01-01", "2017-12-31")],
)  # fmt: skip
def test_periods_become_days(said: str, first: str, last: str) -> None:
    frame = old_style().head(1).with_columns(pl.lit(said).alias("Period"))
    mapping = Mapping.read("comtrade")
    assert [fitted(mapping.on(day), OLD).apply(frame)["date"][0] for day in ("first", "last")] == [first, last]


def test_numbers_of_countries() -> None:
    """Comtrade's own numbers differ from ISO's for a few countries; an unknown number stays and will be a fault."""
    frame = new_style().with_columns(
        reporterISO=pl.lit(None), reporterCode=pl.Series([842.0, 699, 251, 4, 757, 579, 490])
    )
    made = fitted(Mapping.read("comtrade"), NEW).apply(frame.with_columns(pl.lit("X").alias("flowCode")))
    assert made["from"].to_list() == ["US", "IN", "FR", "AF", "CH", "NO", "490"]


def test_parts_lazy_frames_and_other_processes() -> None:
    """A fitted mapping works on a part, on a lazy frame, and after a journey to another process."""
    frame = old_style()
    ready = fitted(Mapping.read("comtrade"), OLD)
    whole = ready.apply(frame)
    assert pl.concat([ready.apply(frame[:3]), ready.apply(frame[3:])]).equals(whole)
    assert ready.apply(frame.lazy()).collect().equals(whole)
    assert pickle.loads(pickle.dumps(ready)).apply(frame).equals(whole)
    assert pickle.loads(pickle.dumps(Mapping.read("comtrade"))) == Mapping.read("comtrade")


def test_guesses_give_reasons() -> None:
    headings = ["Commodity_Code", "B/L date", "exporter_country", "Country of Destination", "Net Weight (kg)",
                "Invoice Value (US$)", "shipper name", "COO", "gross weight"]  # fmt: skip
    samples = {"Commodity_Code": ["2701.11", "abc", "270111"], "exporter_country": ["KP", None, "China"]}
    found = fit(headings, samples=samples)
    assert told(found) == {
        "hs": "Commodity_Code", "date": "B/L date", "from": "exporter_country", "to": "Country of Destination",
        "quantity": "Net Weight (kg)", "unit": "always 'kg'", "value": "Invoice Value (US$)",
        "currency": "always 'USD'", "shipper": "shipper name", "origin": "COO",
    }  # fmt: skip
    assert "2 of 3 values" in next(line.why for line in found.shown if line.ours == "hs")
    assert found.notes == ("column 'gross weight' is not read: it counts the packing",)


@pytest.mark.parametrize(
    ("headings", "field", "both"),
    [
        (["date", "tariff code", "CN8"], "hs", ("tariff code", "CN8")),
        (["date", "FOB value", "CIF value"], "value", ("FOB value", "CIF value")),
        (["date", "Net weight (kg)", "Qty"], "quantity", ("Net weight (kg)", "Qty")),
        (["date", "HSCode", "hs number"], "hs", ("HSCode", "hs number")),
    ],
)
def test_two_columns_for_one_field_are_named_and_not_guessed(
    headings: list[str], field: str, both: tuple[str, str]
) -> None:
    found = fit(headings)
    assert field not in told(found)
    assert any(note.startswith(f"{field} may be") and all(name in note for name in both) for note in found.notes)


def test_a_date_that_may_be_two_is_asked_in_the_error() -> None:
    with pytest.raises(MappingError, match=r"date may be 'B/L date' or 'Arrival date'.*date=B/L date"):
        fit(["hs", "B/L date", "Arrival date"])


@pytest.mark.parametrize("heading", ["country", "destination", "weight", "amount", "year", "partner", "Invoice Date"])
def test_what_may_mean_two_things_is_left_with_its_reason(heading: str) -> None:
    found = fit(["date", heading])
    assert told(found) == {"date": "date"} and ": " in found.notes[-1] and heading in found.notes[-1]


def test_values_speak_against_a_guess() -> None:
    """A destination country that holds ports is not taken."""
    found = fit(["date", "destination country"], samples={"destination country": ["Busan", "Nampo", "KR"]})
    assert "to" not in told(found) and "1 of 3 values" in found.notes[0]


def test_our_own_headings_stay(columns: Columns) -> None:
    headings = ["id", "date", "from", "to", "hs_code", "commodity code", "exporter", "exporter country", "livelihood"]
    found = fit(headings)
    assert [line.ours for line in found.shown] == [name for name in headings if name != "commodity code"]
    assert found.is_plain and found.notes == ("column 'commodity code' is not read",)


def test_an_exporter_that_holds_countries_is_doubted() -> None:
    found = fit(["date", "exporter"], samples={"exporter": ["China", "KP"]})
    assert told(found)["exporter"] == "exporter" and "from=exporter" in found.notes[0]
    assert told(fit(["date", "exporter"], "from=exporter")) == {"from": "exporter", "date": "date"}


def test_no_column_is_used_twice() -> None:
    found = fit(["date", "exporter_country", "importer_country", "hs_code", "cn8"], "origin=exporter_country")
    theirs = [line.theirs for line in found.shown]
    assert len(set(theirs)) == len(theirs) and told(found)["origin"] == "exporter_country" and "from" not in told(found)


def test_a_unit_goes_with_its_amount() -> None:
    """No unit without a quantity; a unit in the heading wins over a column that measures something else."""
    assert "unit" not in told(fit(["date", "uom"]))
    assert told(fit(["date", "quantity_kg", "value_usd"])) | {"date": ""} == {
        "date": "", "quantity": "quantity_kg", "unit": "always 'kg'", "value": "value_usd", "currency": "always 'USD'",
    }  # fmt: skip
    found = fit(["date", "Net weight (kg)", "unit"])
    assert told(found)["unit"] == "always 'kg'" and any("'unit' is not read" in note for note in found.notes)
    made = found.apply(pl.DataFrame({"date": ["2018-01-01"] * 2, "Net weight (kg)": [5.0, None], "unit": ["pcs"] * 2}))
    assert made["unit"].to_list() == ["kg", None]


@pytest.mark.parametrize(
    ("heading", "rest", "measure"),
    [("Netweight (kg)", "Netweight", "kg"), ("net_weight_kg", "net_weight", "kg"), ("Qty in MT", "Qty", "t"),
     ("Trade Value (US$)", "Trade Value", "USD"), ("value [in EUR]", "value", "EUR"), ("Invoice value, EUR", "Invoice value", "EUR"),
     ("NetWeightKg", "NetWeight", "kg"), ("valueUSD", "value", "USD"), ("product", "product", ""), ("Port (main)", "Port (main)", ""), ("kg", "kg", "")],
)  # fmt: skip
def test_measures_in_headings(heading: str, rest: str, measure: str) -> None:
    assert stripped(heading) == (rest, measure)


def test_the_customs_preset_takes_the_first_of_its_list() -> None:
    found = fit(
        ["HSCODE", "Declaration Date", "BL_Date", "export_country", "Net weight (kg)", "qty", "seller", "Flag"],
        "customs",
    )
    assert told(found)["date"] == "BL_Date" and told(found)["quantity"] == "Net weight (kg)"
    assert told(found)["seller"] == "seller" and "column 'qty' is not read" in found.notes


def test_comtrade_headings_are_recognised() -> None:
    with pytest.raises(MappingError, match=r"no column holds the date.*the preset 'comtrade'"):
        fit(OLD)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("hs=code,from", "'from' is no pair; expected ours=theirs"),
        ("hss=code", "'hss' is no heading of ours; nearest: 'hs'"),
        ("hs=a,hs=b", "'hs' stands twice in the mapping: 'a' and 'b'"),
        ("date=dat,hs=cod", "hs: no column 'cod' in the file; nearest: code"),
        ("comtrad", "no such mapping: comtrad; expected a preset (comtrade, customs)"),
        ("date=CODE A", "columns 'code_a' and 'Code-A' may both be 'CODE A'"),
    ],
)
def test_stated_pairs_that_do_not_fit(said: str, error: str) -> None:
    with pytest.raises(MappingError) as fault:
        fit(["dat", "code", "code_a", "Code-A"], said)
    assert error in str(fault.value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("mapping: x\ncolums:\n  date: Day\n", "mine.yaml, line 2: unknown key 'colums'; nearest: 'columns'"),
        ("mapping: x\ncolumns:\n  dat: Day\n", "line 3: 'dat' is no heading of ours; nearest: 'date'"),
        ("mapping: x\ncolumns:\n  date: {column: Day, daj: last}\n", "line 3: unknown key 'daj'; nearest: 'day'"),
        ("mapping: x\ncolumns:\n  date: {column: Day, day: lust}\n", "line 3: Invalid enum value 'lust'; nearest: 'last'"),
        ("mapping: x\ncolumns:\n  date: Day\n  date: Dag\n", "line 4: key 'date' stands twice"),
        ("mapping: x\ncolumns:\n  date: {day: last}\n", "line 3: 'date' needs either 'column' or 'by'"),
        ("mapping: x\ncolumns:\n  from: {by: Flow}\n", "line 3: 'from': 'by' and 'take' go together"),
        ("mapping: x\ncolumns:\n  seller: {by: F, take: {a: [b]}}\n", "line 3: 'seller' cannot be filled by 'by'"),
        ("mapping: x\ntheirs: {here: H}\ncolumns:\n  to: {by: F, take: {her: [b]}}\n", "line 4: 'her' does not stand under 'theirs'; nearest: 'here'"),
        ("mapping: x\nconstants: {unitt: kg}\ncolumns: {date: D}\n", "line 2: 'unitt' is no heading of ours; nearest: 'unit'"),
        ("mapping: x\ncolumns: &a {date: D}\n", "line 2: anchors"),
    ],
)  # fmt: skip
def test_a_bad_file_says_where(tmp_path: Path, text: str, error: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError) as fault:
        Mapping.read(file)
    assert error in str(fault.value)


def test_the_file_of_the_page(tmp_path: Path) -> None:
    """The mapping file that docs/mapping.md shows does what the page says."""
    page = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
    file = tmp_path / "harbour.yaml"
    file.write_text(re.findall(r"```yaml\n(.*?)```", page, re.S)[0], encoding="utf-8")
    frame = pl.DataFrame({
        "Month": ["2018-02", "2018-02"], "Tariff 6": ["270111", "270111"], "Net kg": ["-", "10"], "Direction": ["in", "OUT"],
        "Port country": ["CN", "CN"], "Other country": ["KP", None], "Other country no": [None, 408], "Gross kg": [1, 1],
    })  # fmt: skip
    found = fit(frame.columns, str(file))
    made = found.apply(frame).select("date", "hs", "quantity", "from", "to", "activity", "unit")
    assert made.rows() == [
        ("2018-02-28", "270111", None, "KP", "CN", "transfer", None),
        ("2018-02-28", "270111", "10", "CN", "KP", "transfer", "kg"),
    ]
    assert "column 'Gross kg' is not read: it counts the packing" in found.notes


def test_presets_are_sound() -> None:
    """Every preset reads; no usual heading stands for two fields or is both usual and unclear."""
    assert presets() == ("comtrade", "customs")
    customs = Mapping.read("customs")
    listed = [heading for rule in customs.rules.values() for heading in rule.headings]
    assert len(listed) == len(set(listed)) and not set(listed) & set(customs.not_read)


def test_a_mapped_file_is_judged_as_the_same_rows_under_our_headings(columns: Columns) -> None:
    """Applying, then judging equals judging."""

    @settings(max_examples=25, deadline=None)
    @given(tables(PLAIN, NAMED, STATED))
    def holds(rows: list[dict[str, Any]]) -> None:
        ours = pl.DataFrame(rows, schema={name: pl.String() for name in rows[0]})
        theirs = ours.rename({name: f"Col {n}" for n, name in enumerate(ours.columns)})
        said = ",".join(f"{name}=Col {n}" for n, name in enumerate(ours.columns))
        answers = columns.judge(fit(theirs.columns, said).apply(theirs))
        expected = columns.judge(ours)
        assert answers.answers.equals(expected.answers) and answers.faults == expected.faults

    holds()


def test_a_record_is_judged_on_every_day_that_counts(columns: Columns) -> None:
    """Coal's law of 2016: nothing, then 2270, then 2321, and a row that changes is shown as such."""
    days = by_day(old_style(), Mapping.read("comtrade"), columns)
    coal = days.filter(pl.col("row") == 3)
    assert [str(day) for day in coal["day"]][:2] == ["2016-01-01", "2016-03-02"] and str(
        coal["day"][-1]
    ) == "2016-12-31"
    assert coal["verdict"][0] == "permitted" and "2270" in coal["cite"][1] and "2321" in coal["cite"][-1]
    assert (
        set(days.filter(pl.col("row") == 6)["day"].dt.year()) == {2017}
        and days.filter(pl.col("row") == 6)["day"].min().month == 9
    )
    assert set(days.filter(pl.col("verdict") == NOT_JUDGED)["row"]) == {2, 7}
    assert set(changing(days)["row"]) == {3, 4}
    sums = caught(days)
    assert sums.filter(pl.col("day") == pl.date(2016, 12, 31), pl.col("verdict") != NOT_JUDGED)["value"].to_list() == [
        3e6
    ]


def study() -> ModuleType:
    pytest.importorskip("altair")
    spec = importlib.util.spec_from_file_location("comtrade_study", ROOT / "tools" / "comtrade_study.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_study_of_invented_rows(tmp_path: Path) -> None:
    """Table and chart come from the same sums; spans of a year end where the next begins."""
    pytest.importorskip("vl_convert")
    made = study()
    _, sums = made.study(old_style())
    assert (
        "| 2016-03-02 | 27 | from the DPRK | 1 | 3.0 | undetermined | prohibited | S/RES/2270 (2016), ¶29 | hs |"
        in made.table(sums)
    )
    spans = [
        span
        for span in made.spans(sums)
        if span["since"] >= "2016" and "from" in span["panel"] and span["by"] != NOT_JUDGED
    ]
    coal = [(span["by"], span["since"], span["until"]) for span in spans if "HS 27" in span["panel"]]
    assert sorted(coal, key=lambda span: span[1]) == [
        ("no resolution", "2016-01-01", "2016-03-02"), ("2270 (2016)", "2016-03-02", "2016-11-30"), ("2321 (2016)", "2016-11-30", "2017-01-01"),
    ]  # fmt: skip
    made.chart(made.spans(sums)).save(tmp_path / "chart.svg")
    assert "2270" in (tmp_path / "chart.svg").read_text(encoding="utf-8")


@pytest.mark.skipif(not COMTRADE.exists(), reason="the shared data are not here")
def test_the_page_shows_what_the_real_rows_give() -> None:
    made = study()
    days, sums = made.study(pl.read_csv(COMTRADE, infer_schema=False))
    page = (ROOT / "docs" / "comtrade.md").read_text(encoding="utf-8")
    assert made.table(sums) in page and made.summary(days, sums) in page


def test_names_alone_will_do(columns: Columns) -> None:
    """A download without ISO codes: names are read, and one that is no country today is a fault of its row."""
    frame = pl.DataFrame({
        "Year": [1989, 2018], "Trade Flow": ["Import", "Import"], "Commodity Code": [27, 44],
        "Reporter": ["Fmr Fed. Rep. of Germany", "Germany"], "Partner": ["Dem. People's Rep. of Korea"] * 2,
    })  # fmt: skip
    judged = columns.judge(fit(frame.columns, "comtrade").apply(frame))
    assert [fault.row for fault in judged.faults] == [1] and "Fmr Fed. Rep. of Germany" in judged.faults[0].message
    assert judged.answers["verdict"][1] == "prohibited"
