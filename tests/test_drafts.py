"""Drafts over the law: those of the law files, those in a file of their own, and new ones begun as a file."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, casebook_acts
from hypothesis import given
from hypothesis import strategies as st

from article41 import LawError, Regime, check, load
from article41.cli import main
from article41.drafting import NotADraft, scaffold
from article41.drafts import faults_in, laid_over
from article41.law import Unknown

LAW = load()
DRAFTS = ROOT / "law" / "1718" / "drafts"
DAY = date(2026, 3, 3)
NEW = "draft-2026-03-us"
CHANGEABLE = sorted(m.measure for m in LAW.measures.values() if m.kind != "exemption" and not m.history[-1].ended)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="a41")


def begun(folder: Path, *measures: str) -> Path:
    """A new draft of those measures as a file."""
    file = folder / "next.yaml"
    file.write_text(scaffold(LAW, NEW, "A draft", ["US"], DAY, measures), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["S/2022/431", "draft-2022-04-us"])
def test_every_provision_of_a_draft_is_flagged_and_sourced(name: str) -> None:
    """No source at hand numbers the paragraphs of a draft, so each one says so, and each names its sources."""
    draft = LAW.drafts[name]
    provisions = [p for ps in draft.changes.values() for p in ps] + [p for m in draft.measures for p in m.history]
    for told in (*provisions, *draft.listings):
        assert told.law == f"{name}, paragraph ?"
        assert "paragraph" in told.unconfirmed
        assert told.sources


def test_the_april_version_is_flagged_as_press_alone() -> None:
    """Nobody published it: what it says, its paragraphs and its day are unconfirmed throughout."""
    draft = LAW.drafts["draft-2022-04-us"]
    provisions = [p for ps in draft.changes.values() for p in ps] + [p for m in draft.measures for p in m.history]
    assert {told.unconfirmed for told in (*provisions, *draft.listings)} == {("substance", "paragraph", "date")}
    assert all("hs" in goods.unconfirmed for m in draft.measures for goods in m.goods.values())
    assert not any(e.within.alternative for p in provisions for e in p.exceptions if e.within)


@pytest.mark.parametrize("name", ["S/2022/431", "draft-2022-04-us"])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_draft_counts_from_its_own_first_day(name: str, days: int) -> None:
    """Tobacco is free until the day before and barred from the first day on."""
    first = LAW.drafts[name].in_force_if_adopted
    act = {"activity": "transfer", "from": "SG", "to": "KP", "goods": [{"hs": "2402.20"}]}
    act |= {"date": date.fromordinal(first.toordinal() + days).isoformat()}
    assert check(LAW.read(act), LAW.overlaid(name)).verdict == ("permitted" if days < 0 else "prohibited")
    assert check(LAW.read(act), LAW).verdict == "permitted"


@pytest.mark.parametrize("file", sorted(DRAFTS.glob("*.yaml")), ids=lambda f: f.stem)
def test_a_draft_is_the_same_by_name_and_by_file(file: Path) -> None:
    """The file of a draft laid over gives the measures that its name gives; the version names its contents."""
    by_file = laid_over(LAW, str(file))
    assert by_file.measures == LAW.overlaid(by_file.overlay).measures
    assert "sha256" in by_file.version.removeprefix(LAW.version)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("S/2022/432", "nearest: S/2022/431"),
        ("draft-2022-04", "nearest: draft-2022-04-us"),
        ("draft-S-2022-431", "S/2022/431"),
        ("next", "ending .yaml"),
        ("nowhere.yaml", "No such file or directory: nowhere.yaml"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ["law", "diff"],
        ["check", "--date", "2022-06-01", "--activity", "transfer", "--from", "KP", "--to", "CN", "--hs", "2402"],
        ["lookback", "verdicts.csv", "--input", str(ROOT / "examples" / "acts.csv")],
    ],
    ids=lambda words: words[0],
)
def test_an_unknown_draft_is_refused_with_the_nearest(said: str, message: str, words: list[str]) -> None:
    """Each command that takes a draft names the nearest one, and exits 2."""
    result = run(*words, "--overlay", said)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("name", CHANGEABLE)
def test_a_new_draft_copies_what_the_measure_says(name: str, tmp_path: Path) -> None:
    """Its file is sound, and its text is the measure's last, the day, the paragraph and the flags apart."""
    file = begun(tmp_path, name)
    assert faults_in(file, LAW) == []
    [made] = laid_over(LAW, str(file)).draft.changes[name]  # type: ignore[union-attr]
    last = LAW.measures[name].history[-1]
    for key in ("rule", "reads_with", "binding", "activities", "only", "excluding", "when", "or_when"):
        assert getattr(made, key) == getattr(last, key)
    assert made.since == date(2026, 3, 4)
    standing = [e for e in last.exceptions if e.until is None or e.until >= made.since]
    assert [(e.name, e.grounds, e.terms, e.within) for e in made.exceptions] == [
        (e.name, e.grounds, e.terms, e.within) for e in standing
    ]
    assert [e.law for e in made.exceptions] == [e.law or last.law for e in standing]


def test_a_new_draft_left_as_it_is_changes_no_verdict(tmp_path: Path) -> None:
    """Laid over the law with every measure copied, each act of the casebook is answered as before."""
    over = laid_over(LAW, str(begun(tmp_path, *CHANGEABLE)))
    for act in casebook_acts():
        said = {key: value for key, value in act.items() if key != "id"} | {"date": "2026-06-01"}
        assert _answer(said, over) == _answer(said, LAW), act["id"]


def _answer(said: dict[str, object], law: Regime) -> tuple[str, tuple[str, str]]:
    verdict = check(law.read(said), law)
    return verdict.verdict, verdict.range


def test_each_key_is_explained_once(tmp_path: Path) -> None:
    """Every key of a new draft has its comment above the first place where it stands, and none stands twice."""
    text = begun(tmp_path, "crude-oil", "coal").read_text(encoding="utf-8")
    for key in ("draft", "by", "in_force_if_adopted", "since", "law", "rule", "unconfirmed", "within", "terms"):
        assert text.count(f"# {key}: ") == 1
        assert text.index(f"# {key}: ") < text.index(f"\n{key}: " if f"\n{key}: " in text else f" {key}:")
    assert max(map(len, text.splitlines())) <= 120


@given(st.text(min_size=1, max_size=60))
def test_any_title_can_be_written_and_read_again(title: str) -> None:
    """A title with colons, quotes, hashes or letters of any script comes back as it was."""
    from article41 import yamlfile
    from article41.regime import Draft

    text = scaffold(LAW, NEW, title, ["US"], DAY, [])
    assert yamlfile.parse(text, Path("next.yaml")).as_type(Draft).title == title


@pytest.mark.parametrize(
    ("draft", "measures", "day", "message"),
    [
        ("Next", [], DAY, "nearest: draft-2026-03-us"),
        ("S/RES/2397 (2017)", [], DAY, "names a resolution"),
        ("S/2022/431", [], DAY, "holds? the draft"),
        (NEW, ["crude-oi"], DAY, "nearest: crude-oil"),
        (NEW, ["coal-price"], DAY, "ended on 2017-08-05"),
        (NEW, ["general-exemption"], DAY, "is an exemption"),
        (NEW, ["coal"], date(2017, 8, 4), "circulated on 2017-08-05 or later"),
    ],
)
def test_what_no_draft_can_begin_from(draft: str, measures: list[str], day: date, message: str) -> None:
    """A bad id, a taken one, an unknown measure, one without a text to change: refused with what would be right."""
    with pytest.raises((NotADraft, Unknown), match=message):
        scaffold(LAW, draft, "A draft", ["US"], day, measures)


def test_a_draft_may_follow_on_the_day_after_the_last_text() -> None:
    """Circulated on the day of the last change, it would count from the next."""
    assert "since: 2017-08-06" in scaffold(LAW, NEW, "A draft", ["US"], date(2017, 8, 5), ["coal"])


def test_new_never_overwrites_and_its_file_can_be_used_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command writes a file, refuses to write it again, and diff, lint, check take it."""
    monkeypatch.chdir(tmp_path)
    words = ["draft", "new", NEW, "--title", "A: draft", "--sponsor", "United States", "--circulated", "3 March 2026"]
    words += ["--changes", "crude-oil", "--out", "next.yaml"]
    assert run(*words).exit_code == 0
    before = Path("next.yaml").read_bytes()
    again = run(*words)
    assert again.exit_code == 2 and "there already" in again.stderr
    assert Path("next.yaml").read_bytes() == before
    assert "a draft without faults" in run("law", "lint", "next.yaml").stdout
    diff = json.loads(run("law", "diff", "--overlay", "next.yaml", "--format", "json").stdout)
    assert [c["measure"] for c in diff["changes"]] == ["crude-oil"]
    assert run("draft", "new", NEW, "--title", "x", "--sponsor", "Korea", "--circulated", "2026-03-03",
               "--out", "other.yaml").exit_code == 2  # fmt: skip
    assert not Path("other.yaml").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("since: 2026-03-04", "since: 2026-03-03", "comes before 2026-03-04, the draft's own first day"),
        ("since: 2026-03-04", "since: 2017-01-01", "must come after 2017-12-22"),
        ("law: draft-2026-03-us, paragraph ?", "law: draft-2026-04-us, paragraph ?", "no instrument of the regime"),
        ("draft: draft-2026-03-us", "draft: March", "is no citation"),
        ("crude-oil:", "crude-oi:", "nearest: 'crude-oil'"),
        ("crude-oil:", "general-exemption:", "has no provisions to change"),
        ("livelihood_purpose", "livelihod_purpose", "nearest: 'livelihood_purpose'"),
        ("4,000,000 barrels", "4,000,000 barrrels", "does not resolve"),
        ("by: [US]", "sponsor: US", "unknown key 'sponsor'"),
    ],
)
def test_a_faulty_draft_is_refused_with_line_and_nearest_word(old: str, new: str, said: str, tmp_path: Path) -> None:
    """Lint lists the fault with its line; laying the draft over stops at it."""
    file = begun(tmp_path, "crude-oil")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert any(said in fault.message and fault.line > 0 for fault in faults_in(file, LAW))
    with pytest.raises(LawError):
        laid_over(LAW, str(file))
    assert run("law", "lint", str(file)).exit_code == 2


def test_a_new_measure_may_not_hide_one_of_the_law(tmp_path: Path) -> None:
    """A measure of the same name would take the place of the law's own without a word."""
    file = tmp_path / "next.yaml"
    text = (DRAFTS / "draft-2022-04-us.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("measure: tobacco-to-dprk", "measure: luxury"), encoding="utf-8")
    assert [f.message for f in faults_in(file, LAW)] == [
        "the law has a measure 'luxury' already; put its new text under `changes`"
    ]


def test_the_list_of_drafts_tells_days_changes_and_fate() -> None:
    """Both drafts of 2022, with what each would change."""
    text = run("draft", "list").stdout
    for part in (
        "S/2022/431",
        "voted 2022-05-26",
        "vetoed",
        "draft-2022-04-us",
        "circulated 2022-04-12",
        "Lazarus Group",
    ):
        assert part in text
    told = json.loads(run("draft", "list", "--format", "json").stdout)["drafts"]
    assert {d["draft"]: d.get("became", "") for d in told} == {"S/2022/431": "", "draft-2022-04-us": "S/2022/431"}


FLIPS = {
    "S/2022/431": {"tobacco-may-27", "crude-3100000", "refined-380000", "clocks", "tar", "rajin", "lazarus", "it-services"},
    "draft-2022-04-us": {
        "tobacco-april-13", "tobacco-may-26", "tobacco-may-27", "crude-2100000", "crude-3100000", "refined-260000",
        "refined-380000", "clocks", "tar", "rajin", "lazarus",
    },
    "next.yaml": {"crude-2100000", "crude-3100000"},
}  # fmt: skip
"""Acts of examples/draft-acts.csv whose verdict flips; the file lowers the crude oil cap alone."""


@pytest.mark.parametrize("overlay", FLIPS)
def test_what_flips_in_a_file_if_the_draft_passes(
    overlay: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lookback over the example tells the acts that each draft turns, one edited by hand among them."""
    monkeypatch.chdir(tmp_path)
    pytest.importorskip("polars")
    file = begun(tmp_path, "crude-oil")
    text = scaffold(LAW, "draft-2022-04-press", "Half the oil", ["US"], date(2022, 4, 12), ["crude-oil"])
    edited = text.replace("cap: 4,000,000 barrels", "cap: 2,000,000 barrels").replace(
        "            or: 525,000 tons\n", ""
    )
    file.write_text(edited, encoding="utf-8")
    acts = str(ROOT / "examples" / "draft-acts.csv")
    assert run("check", acts, "--out", "verdicts.csv").exit_code == 0
    said = run("lookback", "verdicts.csv", "--input", acts, "--overlay", overlay, "--out", "flips.jsonl")
    assert said.exit_code == 0, said.output
    flips = [json.loads(line) for line in Path("flips.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {flip["id"] for flip in flips if flip["kind"] == "verdict"} == FLIPS[overlay]
