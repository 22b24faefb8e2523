"""What `a41 lookback` prints: how many rows, what flipped into what, the first flips, and what it rests on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from article41.cli import paper
from article41.cli.show import printable
from article41.explain import NOTICE

if TYPE_CHECKING:
    import polars as pl

    from article41.columns.lookback import Lookback

GROUPS = 20
"""Lines of the table of flips."""
_KINDS = {
    "verdict": "another verdict",
    "range": "same verdict, other range",
    "paragraph": "same verdict, other paragraph",
}


def write(looked: "Lookback", first: "pl.DataFrame | None", results: str, out: str | None, err: bool) -> None:
    """The page on stdout; where flips went there, its counts and its basis on stderr."""
    paper.never_fail_on_letters()
    if not err:
        _groups(looked)
        if first is not None and len(first):
            _first(first, len(looked.inputs) > 1)
        click.echo()
    paper.lines([*_rows(looked, results), *([f"Flips are written to {out}."] if out else [])], err=err)
    paper.lines(_basis(looked), err=err)


def _groups(looked: "Lookback") -> None:
    flips = [(group, rows) for group, rows in looked.counts.flips.items() if group[0] in _KINDS]
    if not flips:
        click.echo("No answer flips.")
        return
    order = list(_KINDS)
    flips.sort(key=lambda flip: (order.index(flip[0][0]), -flip[1], flip[0][1:]))
    lines = [(f"{rows:,}", old, new, measures, _KINDS[kind]) for (kind, old, new, measures), rows in flips]
    paper.table(("rows", "was", "is", "measures", "what differs"), lines[:GROUPS], wide=3)
    if len(lines) > GROUPS:
        click.echo(f"and {len(lines) - GROUPS:,} more groups")


def _first(first: "pl.DataFrame", several: bool) -> None:
    paper.heading("First flips")
    paper.table(
        ("row", "date", "was → is", "why"), (_line(row, several) for row in first.iter_rows(named=True)), wide=3
    )


def _line(row: dict[str, Any], several: bool) -> list[str]:
    named = f"{row['row']}" + (f" {row['id']}" if row["id"] else "")
    place = f"{row['file']} {named}" if several else named
    old, new = ([*filter(None, row[f"{when}_cite"].split("; "))] for when in ("old", "new"))
    turn = f"{_answer(row['old_verdict'], old, new)} → {_answer(row['new_verdict'], new, old)}"
    return [printable(cell) for cell in (place, row["date"], turn, row["why"])]


def _answer(verdict: str, cites: list[str], others: list[str]) -> str:
    """The verdict with its first paragraph that the other answer lacks, or else its first."""
    cite = next((cite for cite in cites if cite not in others), next(iter(cites), ""))
    return (verdict or "faulty") + (f" ({cite})" if cite else "")


def _rows(looked: "Lookback", results: str) -> Iterator[str]:
    counts = looked.counts
    kinds = ", ".join(f"{counts.of_kind(kind):,} {text}" for kind, text in _KINDS.items())
    yield f"{counts.rows:,} rows: {counts.untouched:,} cannot be touched, {counts.again:,} judged again; {kinds}."
    if counts.faulty:
        yield (
            f"Faulty: {counts.faulty_then:,} in the results and not now, {counts.faulty_now:,} now and not then, "
            f"{counts.faulty_both:,} both times."
        )
    for law, rows in counts.other_laws.items():
        yield (
            f"{rows:,} old answers in {results} rest on law {law}, not on {looked.change.old.version}: "
            "nothing is known of what lies between, so all of them were judged again."
        )


def _basis(looked: "Lookback") -> Iterator[str]:
    change = looked.change
    yield (
        f"Law {change.old.version} → {change.new.version}."
        if change.old is not change.new
        else (f"Law {change.old.version}.")
    )
    if change.new.draft:
        yield f"With draft {change.new.overlay} laid over the law; it has no legal effect."
    yield change.lists
    yield NOTICE
