"""`a41 mcp`, asked by the official SDK's client over standard input and output, in a process of its own."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from conftest import ROOT
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from web_book import COAL

from article41 import __version__, check, load

SERVER = StdioServerParameters(
    command=sys.executable,
    args=["-m", "article41", "mcp"],
    env={"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path])},
)


def session(ask: Callable[[Client], Awaitable[Any]]) -> Any:
    """What `ask` makes of one session."""

    async def run() -> Any:
        async with Client(SERVER) as client:
            return await ask(client)

    return asyncio.run(run())


@pytest.fixture(scope="module")
def answers() -> dict[str, tuple[bool, Any]]:
    """Whether each call failed, and what it said: one session for all."""

    async def ask(client: Client) -> dict[str, tuple[bool, Any]]:
        found = {}
        for name, (tool, arguments) in CALLS.items():
            result = await client.call_tool(tool, arguments)
            found[name] = bool(result.is_error), result.content[0].text  # type: ignore[union-attr]
        listed = await client.list_tools()
        found["tools"] = False, listed.tools
        return found

    return dict(session(ask))


REPORT = "SEOUL, Sept. 3, 2017 (Yonhap) -- North Korea conducted its sixth nuclear test on Sunday.\n"
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "check": ("check", {"act": COAL}),
    "draft": ("check", {"act": COAL | {"date": "2022-06-01"}, "overlay": "S/2022/431"}),
    "ask": ("ask", {"act": {"date": "2017-08-25", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "2601.11"}]}}),
    "ask nothing": ("ask", {"act": {}}),
    "law_on": ("law_on", {"day": "2018-03-01", "activity": "transfer"}),
    "diff": ("diff", {"first": "2017-08-04", "second": "2017-08-05"}),
    "screen": ("screen", {"name": "리병철"}),
    "caps": ("caps", {"cap": "refined-petroleum", "year": 2019, "today": "2026-11-01"}),
    "record": ("record", {"entry": "nt-5"}),
    "shelves": ("record", {}),
    "shelf": ("record", {"shelf": "incidents", "first": "2017-09-03", "last": "2017-09-03"}),
    "read": ("read", {"text": REPORT}),
    "no report": ("read", {"text": " "}),
    "bad day": ("law_on", {"day": "2018-02-30"}),
    "bad act": ("check", {"act": COAL | {"goods": [{"hs": "27x"}]}}),
    "bad draft": ("check", {"act": COAL, "overlay": "S/2022/43"}),
    "bad entry": ("record", {"entry": "nt-55"}),
    "bad cap": ("caps", {"cap": "oil"}),
}  # fmt: skip


def test_the_tools_only_read(answers: dict[str, tuple[bool, Any]]) -> None:
    """Eight tools, each marked as reading only, each with a description and a schema of its arguments."""
    tools = answers["tools"][1]
    assert [tool.name for tool in tools] == ["check", "ask", "law_on", "diff", "screen", "caps", "record", "read"]
    assert all(tool.annotations.read_only_hint and not tool.annotations.destructive_hint for tool in tools)
    assert all(tool.description and tool.input_schema["properties"] for tool in tools)


def test_check_is_the_programs_own(answers: dict[str, tuple[bool, Any]]) -> None:
    """The whole verdict, and that it is no legal advice."""
    law = load()
    told = json.loads(answers["check"][1])
    assert "Not legal advice" in told.pop("notice")
    assert told == json.loads(check(law.read(COAL), law).to_json())
    assert json.loads(answers["draft"][1])["overlay"] == "S/2022/431"


def test_ask_says_what_to_ask_next(answers: dict[str, tuple[bool, Any]]) -> None:
    """The question whose answer leaves the least open; the day before everything."""
    told = json.loads(answers["ask"][1])
    assert (told["verdict"], told["next"]["fact"]) == ("undetermined", "contract_date")
    assert json.loads(answers["ask nothing"][1])["next"] == {
        "fact": "date",
        "question": "On what day?",
        "form": "a day, such as 2018-03-04",
    }


def test_the_other_tools_answer(answers: dict[str, tuple[bool, Any]]) -> None:
    """Each as its command does."""
    assert json.loads(answers["law_on"][1])["date"] == "2018-03-01"
    assert any(c["measure"] == "coal" for c in json.loads(answers["diff"][1])["changes"])
    assert json.loads(answers["screen"][1])["matches"][0]["entry"] == "KPi.076"
    assert {a["cap"] for a in json.loads(answers["caps"][1])["accounts"]} == {"refined-petroleum"}
    assert json.loads(answers["record"][1])["id"] == "nt-5"
    assert json.loads(answers["shelves"][1])["shelves"]["incidents"] > 300
    (claim,) = json.loads(answers["read"][1])["claims"]
    assert (claim["link"]["verdict"], claim["link"]["to"]) == ("confirmed", ["nt-6"])
    assert "nt-6" in [e["id"] for e in json.loads(answers["shelf"][1])["entries"]]


@pytest.mark.parametrize(
    ("name", "words"),
    [("bad day", "nearest: 2018-02-28"), ("bad act", "goods[0].hs"), ("bad draft", "nearest: S/2022/431"),
     ("bad entry", "nearest: nt-5"), ("no report", "the words of a report"), ("bad cap", "one of coal, crude-oil, refined-petroleum")],
)  # fmt: skip
def test_faults_are_told_in_words(answers: dict[str, tuple[bool, Any]], name: str, words: str) -> None:
    """An error of the tool with the nearest right answer, not a broken session."""
    failed, text = answers[name]
    assert failed and words in text


def test_the_server_says_who_it_is() -> None:
    """Name, version, and that paragraphs and doubts go along."""

    async def ask(client: Client) -> Any:
        return client.server_info, client.instructions

    info, instructions = session(ask)
    assert (info.name, info.version) == ("article41", __version__) and "Not legal advice" in instructions
