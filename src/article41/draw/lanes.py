"""Lanes: acts that each stand for a kind of goods or activity, and the answer on every day, worked out by `check`."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from article41 import yamlfile
from article41.bulk.summary import citation, deciding
from article41.check import check
from article41.errors import InputError
from article41.law import Regime
from article41.ledger.book import built_in
from article41.places_of_data import data_folder
from article41.screening.entries import load_list
from article41.verdict import Answer, Verdict
from article41.yamlfile import Document, LawError

DAY = timedelta(days=1)
MAPPING = ("hs",)
"""The flag of what is doubtful in the codes alone: the paragraph itself was seen."""


class _Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is read from the file: unknown keys are refused."""


class Lane(_Read, frozen=True):
    """One act, without its date, that stands for a kind; `act` is in the form of the public contract."""

    label: str
    act: dict[str, Any]


class Group(_Read, frozen=True):
    """Lanes under one heading."""

    group: str
    lanes: tuple[Lane, ...]


class Stretch(NamedTuple):
    """Days from `since` to `until`, both inclusive, on which the answer, its paragraphs and its doubts stay the same.

    `unconfirmed` names what of the law no source confirmed; `missing` the facts that would decide.
    """

    since: date
    until: date
    verdict: Answer
    cites: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def doubt(self) -> str:
        """`law` where a paragraph, day or amount is unconfirmed, `codes` where only the mapping is, or nothing."""
        return "" if not self.unconfirmed else "codes" if self.unconfirmed == MAPPING else "law"


def read_lanes(law: Regime, file: Path | None = None) -> tuple[Group, ...]:
    """The lanes of a file (the project's own when none is given). Raises LawError with file and line."""
    document = yamlfile.read(file or data_folder("examples") / "lanes.yaml")
    groups = document.as_type(tuple[Group, ...])
    for n, group in enumerate(groups):
        for m, lane in enumerate(group.lanes):
            _readable(lane, law, document, f"$[{n}].lanes[{m}]")
    return groups


def _readable(lane: Lane, law: Regime, document: Document, at: str) -> None:
    """Raises LawError where the act cannot be read, or only with a warning."""
    try:
        faults = law.read({**lane.act, "date": "1970-01-01"}).warnings
    except InputError as fault:
        faults = (str(fault),)
    if faults:
        raise LawError(document.file, document.line_of(at), f"lane {lane.label!r}: {faults[0]}")


def change_days(law: Regime) -> list[date]:
    """Every day on which the law, the ledger or the list may change an answer, in order."""
    listed = [period for entry in load_list().entries for period in (*entry.listed, *entry.designated)]
    days = {p.start for p in listed} | {p.until + DAY for p in listed if p.until}
    return sorted({*days, *law.change_days(), *built_in(law).change_days()})


def stretches(lane: Lane, law: Regime, first: date, last: date, changes: list[date]) -> list[Stretch]:
    """The answers from the first day to the last, both inclusive, joined where nothing differs."""
    days = [first, *(day for day in changes if first < day <= last)]
    judged = [(day, _answer(check(law.read({**lane.act, "date": day.isoformat()}), law))) for day in days]
    runs = [(next(run)[0], answer) for answer, run in groupby(judged, key=lambda pair: pair[1])]
    ends = [*(since - DAY for since, _ in runs[1:]), last]
    return [Stretch(since, until, *answer) for (since, answer), until in zip(runs, ends, strict=True)]


def _answer(verdict: Verdict) -> tuple[Answer, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return verdict.verdict, _once(map(citation, deciding(verdict))), _doubts(verdict), _missing(verdict)


def _once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _doubts(verdict: Verdict) -> tuple[str, ...]:
    return tuple(sorted({flag for finding in verdict.findings for flag in finding.unconfirmed}))


def _missing(verdict: Verdict) -> tuple[str, ...]:
    return tuple(missing.fact for missing in verdict.missing)
