"""The strict loader: what it refuses, where it says the fault is, and the nearest right word it offers."""

from pathlib import Path
from shutil import copytree

import pytest
from conftest import ROOT

from article41 import LawError, load
from article41.lint import lint

LEAD = "law/1718/lead.yaml"


def broken(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the law with one text replaced in one file."""
    folder = tmp_path / "law"
    copytree(ROOT / "law", folder)
    target = next(folder.rglob(file))
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_law_as_it_stands_has_no_fault() -> None:
    """Lint finds nothing in the project's own law."""
    assert lint() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("lead.yaml", "history:", "histry:", "unknown key 'histry'; nearest: 'history'"),
        ("lead.yaml", "kind: goods", "kind: good", "nearest: 'goods'"),
        ("lead.yaml", '"2607"', "2607", 'code 2607 must stand in quotes: "2607"'),
        ("lead.yaml", "title:", "measure: lead\ntitle:", "key 'measure' stands twice"),
        ("lead.yaml", "paragraph 10", "paragraph 99", "S/RES/2371 (2017) has paragraphs 1 to 30, not 99"),
        ("lead.yaml", "S/RES/2371 (2017)", "S/RES/2371 (2018)", "nearest: 'S/RES/2371 (2017)'"),
        ("lead.yaml", "    law: S/RES/2371 (2017), paragraph 10\n", "", "missing required field `law`"),
        ("lead.yaml", "law: S/RES/2371 (2017), paragraph 10", "law: paragraph 10", "is no citation"),
        ("lead.yaml", "since: 2017-08-05", "since: 2017-08-04", "was adopted on 2017-08-05, after 2017-08-04"),
        ("lead.yaml", "since: 2017-08-05", "since: 2017-02-30", "Invalid RFC3339 encoded date"),
        ("lead.yaml", "measure: lead", "measure: led", "must be named as its file"),
        (
            "coal.yaml",
            "since: 2016-11-30",
            "since: 2016-02-01",
            "does not come after 2016-03-02: the histories overlap",
        ),
        ("coal.yaml", "if: [livelihood_purpose]", "if: [livelihod_purpose]", "nearest: 'livelihood_purpose'"),
        ("coal.yaml", "1,000,866 tons", "1,000,866 tuns", "does not resolve to a mass, volume or count"),
        ("coal.yaml", "goods:\n  coal:", "goods: &x\n  coal:", "anchors, aliases and tags are not used here"),
        ("coal.yaml", "best: permitted", "best: prohibited", "must be milder than worst"),
        ("mission-supplies.yaml", "sectors-to-dprk", "sector-to-dprk", "nearest: 'sectors-to-dprk'"),
        ("conditions.yaml", "unknown: absent", "unknown: absnt", "nearest: 'absent'"),
        (
            "conditions.yaml",
            '  law: ["S/RES/2397 (2017), paragraph 4"]\n',
            "",
            "no paragraph under `law` says where it comes from",
        ),
        ("conditions.yaml", "(2017), paragraph 4", "(2017), paragraph 40", "has paragraphs 1 to"),
        ("draft-2022-04-us.yaml", "draft: draft-2022-04-us", "draft: S/2022/431", "another file holds the draft"),
        (
            "arms-from-dprk.yaml",
            "major arms: {as_in: arms-to-dprk}",
            "major arms: {as_in: arms}",
            "no class 'major arms'",
        ),
    ],
)
def test_a_fault_is_refused_with_file_line_and_nearest_word(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    """Load stops at the fault, names file and line, and says what was expected."""
    folder = broken(tmp_path, file, old, new)
    with pytest.raises(LawError) as fault:
        load(folder)
    assert said in str(fault.value)
    assert fault.value.file.name == file
    assert fault.value.line > 0


def test_the_line_is_that_of_the_fault(tmp_path: Path) -> None:
    """The line counted from 1 is the one an editor shows."""
    folder = broken(tmp_path, "lead.yaml", "paragraph 10", "paragraph 99")
    with pytest.raises(LawError) as fault:
        load(folder)
    lines = (folder / "1718" / "lead.yaml").read_text(encoding="utf-8").splitlines()
    assert "paragraph 99" in lines[fault.value.line - 1]


def test_lint_lists_every_fault_of_readable_files(tmp_path: Path) -> None:
    """Two faults in two files are both reported, by file and line."""
    folder = broken(tmp_path, "lead.yaml", "paragraph 10", "paragraph 99")
    coal = folder / "1718" / "coal.yaml"
    coal.write_text(
        coal.read_text(encoding="utf-8").replace("if: [livelihood_purpose]", "if: [nothing]", 1), encoding="utf-8"
    )
    assert [fault.file.name for fault in lint(folder)] == ["coal.yaml", "lead.yaml"]
