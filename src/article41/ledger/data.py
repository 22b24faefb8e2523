"""Statements of caps as data: what `--format json` of `a41 caps` prints and what the service answers."""

from decimal import Decimal
from typing import Any

from article41.ledger.book import Book
from article41.ledger.figures import Figure, Range
from article41.ledger.statement import Statement
from article41.ledger.sums import Sum


def short(s: Statement) -> dict[str, Any]:
    """An account as JSON says it, without its reports."""
    return {
        "cap": s.account.measure,
        "name": s.account.name,
        "law": s.account.law,
        "from": s.account.start,
        "to": s.account.end,
        "closed": s.account.closed,
        "figures": [_figure(f) for f in s.figures],
        "notice": {"least": s.notice[0], "most": s.notice[1]},
        "reported_to": s.until,
        "reporters": s.reporters,
        "late": [late._asdict() for late in s.late],
        "projection": [{**_ends(p.total), "assumes": p.assumes} for p in s.projections],
        "disputed": s.disputed,
    }


def full(s: Statement, book: Book) -> dict[str, Any]:
    """An account as JSON says it, with its reports, the totals that others published, and who was silent."""
    return short(s) | {
        "reports": [
            {
                "report": line.report,
                "quantity": number(line.measured.quantity) if line.measured else None,
                "factor": line.measured.factor if line.measured else "",
                "counted": line.counted,
            }
            for line in s.lines
        ],
        "totals": [{"total": c.total, "found": c.found and _ends(c.found), "agrees": c.agrees} for c in s.totals],
        "silent": s.silent,
        "ledger": book.version,
    }


def _figure(f: Figure) -> dict[str, Any]:
    ranges = {"reported": _ends(f.total), "share": _ends(f.share), "left": _ends(f.left)}
    return {"figure": f.limit, "unit": f.unit, **ranges}


def _ends(pair: Sum | Range) -> dict[str, float | None]:
    return {"least": number(pair.least), "most": number(pair.most)}


def number(value: Decimal | None) -> float | None:
    """A number for JSON, rounded to the millionth."""
    return None if value is None else round(float(value), 6)
