"""A new draft as a file that a lawyer then edits: each measure named starts from what it says now."""

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import yaml

from article41 import yamlfile
from article41.citation import Citation
from article41.errors import InputError
from article41.law import Regime, Unknown
from article41.regime import Exemption, Flag, Measure, Provision
from article41.yamlfile import CODE_KEYS

DAY = timedelta(days=1)
WIDTH = 110
SCOPE = ("rule", "reads_with", "binding", "activities", "only", "excluding", "when", "or_when")
"""What a copied provision keeps, its exceptions apart; explanations, notes and sources speak of the old text."""
KEYS = {
    "draft": "Its symbol, or an id until it has one. Only a draft's own file may cite it.",
    "title": "What it is, in one line.",
    "by": "Who put it forward, as ISO codes.",
    "circulated": "The day the members got it.",
    "in_force_if_adopted": (
        "The first day on which it would count. An assumption until a vote: the day after it was circulated. "
        "Later the day after the vote; then each `since` below with it."
    ),
    "changes": "By measure, the text that would follow on its last one. Here stands the law as it is: change it.",
    "since": "The first day of this text, not before in_force_if_adopted.",
    "law": (
        "The paragraph that says so, ? where unknown. An exception that the draft leaves alone keeps its paragraph; "
        "leave the key out of one that the draft rewrites."
    ),
    "rule": "The rule in one sentence, in your own words.",
    "reads_with": "Further paragraphs that bar the same and are cited with it.",
    "binding": "How it binds, where it does not decide: calls_upon, urges, requests and others only advise.",
    "activities": "The only activities that this text reaches.",
    "only": "The only classes of goods or subjects that it covers.",
    "excluding": "Classes of goods or subjects that it leaves out.",
    "when": "Conditions of conditions.yaml that must all hold before it bites.",
    "or_when": "Conditions any of which catches the act even where its goods do not.",
    "unconfirmed": "What you did not see in a source: substance, paragraph, hs, date, amount. Shown in every answer.",
    "exceptions": "What opens the ban.",
    "if": "Grounds, any of which must be claimed.",
    "terms": "What must be promised or done.",
    "within": "A cap, as the text writes it; `or` is its other figure, taken out where no source gives it.",
    "approval": "The Committee decides case by case.",
    "contract_before": "The day before which the contract must have been finalised.",
    "until": "The last day on which the exception helps.",
}
"""What a key asks for, said above the first place where it stands."""
MORE = """\
# Take out the # of what the draft also has; law/README.md explains every key.
# measures:            # whole new measures, each written as a file under law/1718
#   - measure: sample-goods-to-dprk
#     title: Sample goods to the DPRK
#     kind: goods
#     activities: [transfer, ship_to_ship]
#     direction: to_dprk
#     goods:
#       sample goods:
#         hs: ["...."]   # in quotes, matched from the left; hs_basis says where they come from
#         words: [sample]
#     history:
#       - since: {since}
#         law: {draft}, paragraph ?
#         rule: No sample goods may be supplied to the DPRK.
#         unconfirmed: [substance, paragraph, date]
# listings:            # names that it would list
#   - name: Sample Trading
#     type: entity     # person, entity, vessel
#     law: {draft}, paragraph ?
# voted: {circulated}   # with `result` (adopted, vetoed, not adopted) once there is a vote
# note: what a reader must know, and what no source tells
# sources: [https://...]
"""


class NotADraft(InputError):
    """Nothing that a draft could begin from."""


def scaffold(law: Regime, draft: str, title: str, by: Sequence[str], circulated: date, changes: Sequence[str]) -> str:
    """The file of a new draft as YAML text without faults; `changes` are the measures it would change.

    `by` are ISO codes. Raises NotADraft for an id of another form, one that is taken, or a measure whose text cannot
    be changed from that day on, and Unknown with the nearest measures.
    """
    _check_name(law, draft, by, circulated)
    since = circulated + DAY
    head = {"draft": draft, "title": title, "by": list(by), "circulated": circulated, "in_force_if_adopted": since}
    texts = {name: [_text(law.measure(name), draft, since)] for name in dict.fromkeys(changes)}
    body = yaml.dump(head | ({"changes": texts} if texts else {}), Dumper=_Dumper, **_STYLE)
    return "\n".join(_explained(body)) + "\n" + MORE.format(draft=draft, since=since, circulated=circulated)


def _check_name(law: Regime, draft: str, by: Sequence[str], circulated: date) -> None:
    if draft in law.drafts:
        raise NotADraft(f"the law files hold the draft {draft} already", expected="another id")
    own = f"draft-{circulated:%Y-%m}-{'-'.join(by).lower()}"
    try:
        found = Citation.parse(f"{draft}, paragraph ?")
    except ValueError:
        expected = f"a symbol such as S/{circulated:%Y}/100, or an id such as {own}"
        raise NotADraft(f"{draft!r} names no draft", draft, expected, own) from None
    if found.symbol.startswith("S/RES/"):
        raise NotADraft(f"{draft} names a resolution, not a draft", draft, nearest=own)


def _text(m: Measure, draft: str, since: date) -> dict[str, Any]:
    """The measure's last text as the draft's own, from `since`."""
    if m.kind == "exemption":
        raise NotADraft(f"{m.measure} is an exemption, which has no provisions to change; write a measure of its own")
    last = m.history[-1]
    if last.ended:
        raise NotADraft(f"{m.measure} ended on {last.since}: it has no text to change; write a measure of its own")
    if since <= last.since:
        expected = f"a draft circulated on {last.since} or later"
        raise NotADraft(f"{m.measure} changed on {last.since}, not before the draft's {since}", expected=expected)
    changed = Provision(
        **{key: getattr(last, key) for key in SCOPE},
        since=since,
        law=f"{draft}, paragraph ?",
        exceptions=tuple(_kept(e, last) for e in last.exceptions if e.until is None or since <= e.until),
        unconfirmed=("substance", "paragraph", "date"),
    )
    return _ordered(msgspec.to_builtins(changed, builtin_types=(date,)))


def _ordered(text: dict[str, Any]) -> dict[str, Any]:
    """A provision or an exception with its keys in the order of the law files."""
    first = {key: text[key] for key in ("name", "since", "law", "says", "rule", "unconfirmed") if key in text}
    exceptions = [_ordered(e) for e in text.get("exceptions", ())]
    return first | text | ({"exceptions": exceptions} if exceptions else {})


def _kept(e: Exemption, above: Provision) -> Exemption:
    """An exception with its paragraph written out, and with the doubt about that paragraph's number."""
    if e.law:
        return e
    doubts: tuple[Flag, ...] = ("paragraph",) if "paragraph" in above.unconfirmed else ()
    return msgspec.structs.replace(e, law=above.law, unconfirmed=tuple(dict.fromkeys((*e.unconfirmed, *doubts))))


def _explained(text: str) -> list[str]:
    """The lines of the file, each key with what it asks for above the first place where it stands."""
    lines, said = text.splitlines(), set()
    above: dict[int, list[str]] = {}
    for path, line in yamlfile.parse(text, Path("draft.yaml"), CODE_KEYS).lines.items():
        key = path.rpartition(".")[2]
        if key in KEYS and key not in said:
            said.add(key)
            above.setdefault(line - 1, []).append(key)
    return [text for n, line in enumerate(lines) for text in (*_remarks(line, above.get(n, [])), line)]


def _remarks(line: str, keys: list[str]) -> list[str]:
    indent = line[: len(line) - len(line.lstrip(" "))]
    texts = (textwrap.wrap(f"{key}: {KEYS[key]}", WIDTH - len(indent), subsequent_indent="  ") for key in keys)
    return [f"{indent}# {text}" for lines in texts for text in lines]


class _Dumper(yaml.SafeDumper):
    """YAML in the style of the law files: lists of words in one line, items of longer lists indented."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)


def _sequence(dumper: yaml.SafeDumper, items: Sequence[Any]) -> yaml.Node:
    plain = all(isinstance(item, str | int) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)


_Dumper.add_representer(list, _sequence)
_Dumper.add_representer(tuple, _sequence)
_STYLE: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": WIDTH}

__all__ = ["NotADraft", "Unknown", "scaffold"]
