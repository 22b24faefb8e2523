"""What `a41 audit` prints of decisions that were worked out again."""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from article41.bulk.summary import guarded
from article41.cli import paper
from article41.cli.show import printable

if TYPE_CHECKING:
    from article41.desk.lookback import Again, Answer
    from article41.desk.replay import Replayed

KINDS = {
    "verdict": "another verdict",
    "range": "same verdict, other range",
    "paragraph": "same verdict, other paragraph",
}
_FIELDS = ("entry", "id", "date", "kind", *(f"{when}_{what}" for when in ("old", "new") for what in
           ("verdict", "best", "worst", "cite", "measures")))  # fmt: skip


def told(found: "Replayed") -> tuple[str, str]:
    """A line on what came of a replay, and what it is counted as."""
    differs = [*found.differs, *([] if found.reading == "same" else [f"input ({found.reading})"])]
    answer = f"differs in {', '.join(differs)}" if differs else "the same answer"
    if found.other:
        return f"{found.seq}: only compared, for at hand is {'; '.join(found.other)}: {answer}", "only compared"
    return f"{found.seq}: replayed: {answer}", "differ" if differs else "replayed"


def counted(found: "Iterable[Again]", counts: Counter[str]) -> "Iterator[Again]":
    """Those whose answer is another one; all are counted."""
    for again in found:
        counts["erased" if again.now is None else again.kind] += 1
        if again.kind:
            yield again


def write(flips: "Iterable[Again]", form: str) -> None:
    """The flips on stdout, as `csv` while they come or as a `table` when all are known."""
    if form == "csv":
        _write_csv(flips)
    else:
        _write_table(list(flips))


def _write_csv(flips: "Iterable[Again]") -> None:
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(_FIELDS)
    for flip in flips:
        cells = [flip.seq, flip.id, flip.as_of, flip.kind, *_cells(flip.then), *_cells(flip.now)]
        rows.writerow([guarded(cell) for cell in cells])


def _cells(answer: "Answer | None") -> list[str]:
    return ["; ".join(part) if isinstance(part, tuple) else part for part in answer or ()]


def _write_table(flips: "list[Again]") -> None:
    if not flips:
        click.echo("No answer would be another one.")
        return
    lines = ((str(f.seq), printable(f.id), f.as_of, _short(f.then), _short(f.now), KINDS[f.kind]) for f in flips)
    paper.table(("entry", "id", "date", "was", "would be", "what differs"), lines, wide=4)


def _short(answer: "Answer | None") -> str:
    return f"{answer.verdict} ({'; '.join(answer.cites)})" if answer else ""
