"""How `a41 council` prints members, days from incident to text, and promises."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import click

from article41.cli import paper, recordpage
from article41.cli.recordpage import Row
from article41.record import data
from article41.record.following import HOW_COUNTED, Bound, Step
from article41.record.membership import Sitting
from article41.record.store import Record


def members(record: Record, council: Sitting, form: str) -> None:
    """The Council of a day."""
    if form == "json":
        return paper.json(data.of_sitting(record, council))
    p = council.presidency
    count = f"{len(council.members)} members on {council.day}: {len(council.permanent)} with a veto"
    recordpage.title(f"{count}, {len(council.elected)} elected")
    doubt = f" (source {recordpage.NOT_KEPT})" if p and p.confirmed else " (unconfirmed)"
    paper.lines([f"presidency: {record.name(p.state)}{doubt}" if p else "presidency: not in the record"])
    seats = [(c, "permanent", "veto") for c in council.permanent] + [(c, "elected", "") for c in council.elected]
    rows = [Row((record.name(c), c, seat, veto), _standing(council, c)) for c, seat, veto in seats]
    recordpage.table(record, ("member", "code", "seat", ""), rows, 0)


class _Standing(NamedTuple):
    """How far one seat is confirmed."""

    confirmed: bool
    sources: tuple[str, ...]
    check_at: tuple[str, ...] = ()


def _standing(council: Sitting, code: str) -> _Standing:
    if code in council.permanent:
        return _Standing(True, ("Charter of the United Nations, Article 23(1)",))
    seen = council.year.confirmed or code in council.year.seen
    return _Standing(seen, council.year.sources if seen else (), () if seen else council.year.check_at)


def timeline(record: Record, steps: Sequence[Step], form: str) -> None:
    """Incidents and the texts that answered them."""
    if form == "json":
        return paper.json({"how_counted": HOW_COUNTED, "steps": [data.of_step(record, s) for s in steps]})
    recordpage.title(f"{recordpage.many(len(steps), 'answer')} to incidents")
    paper.lines([HOW_COUNTED])
    cells = [
        Row((s.incident.date, s.incident.id, str(s.text.date), s.text.symbol or s.text.id, getattr(s.text, "title", ""),
             "" if s.days is None else str(s.days)), s.text)
        for s in steps
    ]  # fmt: skip
    recordpage.table(record, ("incident of", "incident", "text of", "text", "what", "days"), cells, 4)


def committed(record: Record, kind: str, day: date, bound: Sequence[Bound], form: str) -> None:
    """What had been promised upon an act, the latest first."""
    if form == "json":
        return paper.json(data.of_promises(record, kind, day, bound))
    recordpage.title(f"Upon an act of kind {kind} on {day} (Korean day) the Council had committed itself:")
    if not bound:
        return click.echo("nothing that the record knows of")
    recordpage.table(record, ("paragraph", "since", "the Council will", "this kind of act", "note"), _rows(bound), 2)


def _rows(bound: Sequence[Bound]) -> list[Row]:
    clear = {True: "named in the text", False: "open: the Council would have to say"}
    promises = [(b.commitment, clear[b.clear]) for b in bound]
    return [Row((c.law, str(c.since), c.does, how, c.note), c) for c, how in promises]
