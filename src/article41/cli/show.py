"""A verdict in words, for people: what is answered, which paragraph says so, what is open and what would open it."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from article41.said import printable as printable
from article41.transaction import Transaction
from article41.verdict import Advisory, Finding, Match, Verdict
from article41.wording import IN_SHORT, act_text, cited

if TYPE_CHECKING:
    from rich.console import Group

COLOUR = {
    "prohibited": "bold red",
    "approval_required": "bold magenta",
    "conditional": "bold yellow",
    "permitted": "bold green",
    "undetermined": "bold cyan",
}


class Line(NamedTuple):
    """A line of the answer: its text, how far it is indented (in characters), and its style by rich's names."""

    text: str
    indent: int = 0
    style: str = ""


def verdict_text(verdict: Verdict, act: Transaction, width: int = 100) -> str:
    """The whole verdict as plain text, wrapped at `width` characters; ends without a line end."""
    return "\n".join(_wrapped(line, width) for line in lines(verdict, act))


def render(verdict: Verdict, act: Transaction) -> "Group":
    """The whole verdict for a rich console, in colour."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    shown = lines(verdict, act)
    return Group(*(Padding(Text(line.text, style=line.style), (0, 0, 0, line.indent)) for line in shown))


def _wrapped(line: Line, width: int) -> str:
    margin = " " * line.indent
    return textwrap.fill(
        line.text, max(width, 40), initial_indent=margin, subsequent_indent=margin + "  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def lines(verdict: Verdict, act: Transaction) -> list[Line]:
    """The verdict line by line, in the order a reader asks: answer, reasons, terms, questions, advice, sources."""
    parts = (
        _head(verdict, act),
        _section("Why", (line for finding in verdict.findings for line in _finding(finding))),
        _section("Routes", _routes(verdict.findings)),
        _section("Conditions", (Line(_with_paragraph(f"{t.kind}: {t.text}", t), 2) for t in verdict.conditions)),
        _section("Missing", (Line(f"{m.fact}: {m.question}", 2) for m in verdict.missing)),
        _section("List entries met", (Line(_match(m), 2) for m in verdict.matches)),
        _section("Warnings", (Line(a.text, 2, "yellow") for a in _advisories(verdict, True))),
        _section("Advisories", (Line(_advisory(a), 2) for a in _advisories(verdict, False))),
        _section("Did not apply", (Line(f"{n.measure}: {n.reason}", 2, "dim") for n in verdict.trace or ())),
        _foot(verdict),
    )
    return [Line(printable(line.text), line.indent, line.style) for part in parts for line in part]


def _section(title: str, found: Iterable[Line]) -> Iterator[Line]:
    body = list(found)
    if body:
        yield from (Line(""), Line(title, style="bold"), *body)


def _head(verdict: Verdict, act: Transaction) -> Iterator[Line]:
    answer = verdict.verdict
    yield Line(f"{answer.upper()} on {verdict.as_of}: {IN_SHORT[answer]}", style=COLOUR[answer])
    yield Line(act_text(act))
    best, worst = verdict.range
    if best != worst:
        yield Line(f"Range: {best} at best, {worst} at worst")
    if verdict.overlay:
        yield Line(f"With draft {verdict.overlay} laid over the law; it has no legal effect", style="yellow")


def _finding(finding: Finding) -> Iterator[Line]:
    about = f" ({finding.applies_to})" if finding.applies_to else ""
    effect = f"{finding.range[0]} to {finding.range[1]}" if finding.range else finding.effect
    yield Line(f"{cited(finding)}: {finding.measure}, {effect}{about}", 2, "bold")
    yield from (Line(f"because {reason}", 4) for reason in finding.because)
    if finding.unconfirmed:
        yield Line(f"unconfirmed in a source: {', '.join(finding.unconfirmed)}", 4, "yellow")


def _routes(findings: Iterable[Finding]) -> Iterator[Line]:
    """What would open the act, each route once, with the measures that it opens."""
    opened: dict[str, list[str]] = {}
    for finding in findings:
        for route in finding.routes:
            opened.setdefault(_route(route), []).append(finding.measure)
    for text, measures in opened.items():
        yield Line(text, 2)
        yield Line(f"opens {', '.join(dict.fromkeys(measures))}", 4, "dim")


def _route(route: dict[str, Any]) -> str:
    needs = ", ".join(need.replace("_", " ") for need in route.get("needs", ()))
    paragraph = f"{route['cite']}, paragraph {route['paragraph']}"
    return f"{route['kind']}: {route['says']} ({paragraph}{f'; needs {needs}' if needs else ''})"


def _with_paragraph(text: str, said: Any) -> str:
    return f"{text} ({cited(said)})" if said.cite else text


def _match(match: Match) -> str:
    how = "is" if match.decision == "match" else f"resembles ({match.score:.2f})"
    listed = f", listed on {match.listed_on}" if match.listed_on else ""
    return _with_paragraph(f"{match.party} {how} {match.name} [{match.entry}]{listed}", match)


def _advisory(said: Advisory) -> str:
    return _with_paragraph(said.text if said.kind == "presumed" else f"{said.kind}: {said.text}", said)


def _advisories(verdict: Verdict, warnings: bool) -> Iterator[Advisory]:
    return (a for a in verdict.advisories if (a.kind == "warning") is warnings)


def _foot(verdict: Verdict) -> Iterator[Line]:
    yield Line("")
    yield Line(notice(verdict.versions), style="dim")


def notice(versions: dict[str, str]) -> str:
    """What every answer ends with: what it is not, and what it rests on."""
    listed = versions.get("list_date")
    screened = f"list of {listed}" if listed else "no party to screen"
    return f"Not legal advice; UN measures only. {versions['program']}, law {versions['law']}, {screened}"
