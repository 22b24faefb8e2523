"""Which fields a finding rests on: those without which it would not stand as it does."""

from collections.abc import Iterator, Sequence

import msgspec

from article41.check import check
from article41.law import Regime
from article41.messages.acts import Act, Paths
from article41.messages.screening import Known, Met
from article41.screening.hits import Screener
from article41.transaction import Transaction
from article41.verdict import Finding, Verdict

MOST_HITS = 40
"""So many hits are left out one by one; a finding names the first of its kind."""


class Resting(msgspec.Struct, frozen=True):
    """The fields of one finding, as paths."""

    measure: str
    fields: tuple[str, ...]


def resting(act: Act, verdict: Verdict, hits: Sequence[Met], law: Regime, screener: Screener) -> list[Resting]:
    """Of each finding its fields: each part of the act is left out in turn, and what falls or changes rests on it."""
    fields: list[dict[str, None]] = [{} for _ in verdict.findings]
    for paths, less, left in _less(act, hits) if verdict.findings else ():
        standing = check(less, law, screener=Known(screener, [m.hit for m in left])).findings
        for finding, found in zip(verdict.findings, fields, strict=True):
            if not any(_same(finding, other) for other in standing):
                found.update(dict.fromkeys(paths))
    return [Resting(f.measure, tuple(found)) for f, found in zip(verdict.findings, fields, strict=True)]


def _same(one: Finding, other: Finding) -> bool:
    return (one.measure, one.cite, one.paragraph, one.effect, one.because, one.range) == (
        other.measure, other.cite, other.paragraph, other.effect, other.because, other.range,
    )  # fmt: skip


def _less(act: Act, hits: Sequence[Met]) -> Iterator[tuple[Paths, Transaction, Sequence[Met]]]:
    """The act without one hit, one place, the goods, or where one party is; with the fields that were left out."""
    for n, m in enumerate(hits[:MOST_HITS]):
        yield (m.field.path,), act.act, [*hits[:n], *hits[n + 1 :]]
    for part, paths in act.rests.items():
        if paths:
            yield paths, _without(act.act, part), hits


def _without(act: Transaction, part: str) -> Transaction:
    if part in ("from", "to"):
        unclear = {field: codes for field, codes in act.unclear.items() if field != part}
        name = "from_" if part == "from" else part
        return msgspec.structs.replace(act, unclear=unclear, **{name: None})
    if part in ("via", "goods"):
        return msgspec.structs.replace(act, **{part: ()})
    number = int(part.removeprefix("parties[").removesuffix("].country"))
    parties = list(act.parties)
    parties[number] = msgspec.structs.replace(parties[number], country=None)
    return msgspec.structs.replace(act, parties=tuple(parties))
