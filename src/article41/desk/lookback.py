"""Stored decisions judged again under the law and list at hand: which of them would now be others.

Every decision is judged again, whatever law it rested on. What differs is told as `a41 lookback` tells it of files.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from article41.bulk.summary import PARAGRAPH, RANGE, VERDICT
from article41.check import check
from article41.desk import decisions
from article41.desk.store import Desk
from article41.law import Regime

if TYPE_CHECKING:
    from article41.ledger.view import Ledger
    from article41.screening.hits import Screener


class Answer(NamedTuple):
    """What is compared of a verdict: the word, its range, and the paragraphs and measures that decide."""

    verdict: str
    best: str
    worst: str
    cites: tuple[str, ...]
    measures: tuple[str, ...]


class Again(NamedTuple):
    """A decision judged again. `kind` is empty where the answer is the same; `now` None where its act was erased."""

    seq: int
    id: str
    as_of: str
    kind: str
    then: Answer
    now: Answer | None


def lookback(
    desk: Desk, law: Regime, *, screener: "Screener | None" = None, ledger: "Ledger | None" = None
) -> Iterator[Again]:
    """Every decision of the log, in order, beside the answer that its act has now. Raises DeskError.

    A decision under a draft is judged under that draft again, unless `law` has one laid over it.
    """
    for entry, personal in desk.kept(kind="decision"):
        body = entry.said
        then = _answer(body)
        if personal is None:
            yield Again(entry.seq, "", body["as_of"], "", then, None)
            continue
        act = decisions.told_by(entry, personal).act
        verdict = check(act, decisions.under(law, body["overlay"]), screener=screener, ledger=ledger)
        now = _answer(msgspec.to_builtins(verdict))
        yield Again(entry.seq, act.id or "", body["as_of"], kind(then, now), then, now)


def kind(then: Answer, now: Answer) -> str:
    """How two answers differ; empty where they do not."""
    if then.verdict != now.verdict:
        return VERDICT
    if (then.best, then.worst) != (now.best, now.worst):
        return RANGE
    return PARAGRAPH if then != now else ""


def _answer(told: dict[str, Any]) -> Answer:
    """From a verdict in the contract's form, or from what the chain keeps of one."""
    best, worst = told["range"]
    deciding = [found for found in told["findings"] if found["effect"] == worst]
    cites = (f"{f['cite']}, paragraph {f['paragraph']}" if f["paragraph"] else f["cite"] for f in deciding)
    measures = (found["measure"] for found in deciding)
    return Answer(told["verdict"], best, worst, tuple(dict.fromkeys(cites)), tuple(dict.fromkeys(measures)))
