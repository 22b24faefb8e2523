"""The documentation's examples: each command prints what the page shows (`...` stands for any text), each program runs."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from conftest import ROOT
from web_book import curl, logged, with_jobs, with_log

from article41.cli import main

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)
PYTHON = re.compile(r"```python\n(.*?)```", re.S)


def examples(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Page name and text of every block that matches."""
    return [(page.name, block) for page in PAGES for block in pattern.findall(page.read_text(encoding="utf-8"))]


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a console block with the output shown below it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def fits(shown: str, printed: str) -> bool:
    """Whether the printed text is the shown one, with any text where a line reads `...`."""
    pattern = re.escape(shown.strip("\n")).replace(r"\.\.\.", ".*")
    return re.fullmatch(pattern, printed.strip("\n"), re.S) is not None


def ran(command: str) -> str:
    """What a command prints: `a41` in this process, `curl` asked of the service in it."""
    name, *arguments = shlex.split(command)
    if name == "curl":
        return curl(command)
    assert name == "a41"
    result = CliRunner().invoke(main, arguments, prog_name="a41")
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(("page", "block"), examples(CONSOLE))
def test_a_shown_command_prints_what_is_shown(
    page: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Running the command gives the text of the page; a file that it makes is the one that stands in docs."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    with with_log(logged()), with_jobs():
        for command, shown in commands(block):
            printed = ran(command)
            assert fits(shown, printed), printed
    for made in tmp_path.glob("*.svg"):
        kept = ROOT / "docs" / made.name
        assert made.read_bytes() == kept.read_bytes(), f"{kept.name} is not what its command draws; run make pictures"


@pytest.mark.parametrize(("page", "block"), examples(PYTHON))
def test_a_shown_program_runs(page: str, block: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python of a page runs and prints something."""
    exec(compile(block, page, "exec"), {})
    assert capsys.readouterr().out


def _commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    context = click.Context(command)
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        if under := command.get_command(context, name):
            yield from _commands(under, (*words, name))


def test_every_command_has_an_example_in_its_help() -> None:
    """`--help` of each command shows how to call it."""
    for arguments in ([*words, "--help"] for words in _commands(main)):
        result = CliRunner().invoke(main, arguments, prog_name="a41")
        assert result.exit_code == 0 and "a41 " in result.output.partition("Example")[2], arguments


def test_every_threat_names_a_test_that_exists() -> None:
    """docs/security.md promises nothing that no test holds."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/\w+\.py)::(\w+)`", page)
    assert len(named) > 20
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), name
