"""Deliveries as reported: the files under `record/deliveries/`, and a user's own book in the same form.

A file maps measures to what is known of deliveries under their caps. Days are inclusive. How to read the files stands
in `record/deliveries/README.md`.
"""

import difflib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from article41 import yamlfile
from article41.errors import InputError
from article41.law import Regime
from article41.places import parse_country
from article41.settle import amounts_in
from article41.yamlfile import LawError


class _Read(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"start": "from", "end": "to"},
):
    """What is read from a file: unknown keys are refused."""


class Report(_Read, frozen=True):
    """What reporters told of the days from `start` to `end`.

    `amount` may measure the same delivery twice, as `1,498 t; 12,479 bbl`. `covers`: it includes whatever its reporters
    told of days within. `amends`: ids of the reports that it replaces. `confirmed`: the report itself was seen.
    """

    reporters: tuple[str, ...]
    start: date
    end: date
    amount: str
    document: str
    id: str = ""
    goods: str = ""
    covers: bool = False
    amends: tuple[str, ...] = ()
    reported: date | None = None
    source: str = ""
    confirmed: bool = False
    note: str = ""


class Total(_Read, frozen=True):
    """A sum that somebody published: never added to anything, kept to be compared with.

    `rounding`: the step to which it is rounded. `differs`: why the reports at hand do not give it.
    """

    reporters: tuple[str, ...]
    start: date
    end: date
    amount: str
    source: str
    rounding: str = ""
    reported: date | None = None
    differs: str = ""
    note: str = ""


class Disputed(_Read, frozen=True):
    """What some hold was delivered beside the reports. Stands beside the sums, never in them."""

    by: str
    of: str
    start: date
    end: date
    source: str
    amount: str = ""
    reported: date | None = None
    note: str = ""


class Silence(_Read, frozen=True):
    """Days for which a reporter is known to have reported nothing."""

    reporters: tuple[str, ...]
    start: date
    end: date
    source: str
    note: str = ""


class Entries(_Read, frozen=True):
    """All that is known of deliveries under the caps of one measure."""

    reports: tuple[Report, ...] = ()
    totals: tuple[Total, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    silent: tuple[Silence, ...] = ()

    def __add__(self, other: "Entries") -> "Entries":
        return Entries(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


Deliveries = dict[str, Entries]
"""Measure: entries."""


def typed(file: Path) -> Deliveries:
    """The entries of a file, typed but not held against the law. Raises LawError."""
    return yamlfile.read(file).as_type(Deliveries)


def read(file: Path, law: Regime, known: Deliveries | None = None) -> Deliveries:
    """The entries of a file, sound under the law; `known` are others that they may amend.

    Raises LawError with file, line and the nearest right answer at the first fault.
    """
    document = yamlfile.read(file)
    found = document.as_type(Deliveries)
    for path, fault in faults(found, law, known or {}):
        raise LawError(document.file, document.line_of(path), fault)
    return found


def faults(found: Deliveries, law: Regime, known: Deliveries) -> Iterator[tuple[str, str]]:
    """The path and the fault of whatever does not fit the law or itself."""
    capped = capped_measures(law)
    for measure, entries in found.items():
        if measure not in capped:
            yield f"$.{measure}", f"no cap named {measure!r}{_nearest(measure, capped)}"
            continue
        ids = [report.id for report in entries.reports if report.id]
        yield from (
            (f"$.{measure}.reports", f"id {i!r} stands twice") for i in sorted({i for i in ids if ids.count(i) > 1})
        )
        older = {report.id for report in known.get(measure, Entries()).reports}
        for n, report in enumerate(entries.reports):
            yield from _amends(report, older | set(ids), f"$.{measure}.reports[{n}]")
        yield from (
            (f"$.{measure}.reports", f"{name!r} amends itself by way of others")
            for name in sorted(_in_a_circle(entries.reports))
        )
        for kind in ("reports", "totals", "disputed", "silent"):
            for n, entry in enumerate(getattr(entries, kind)):
                yield from _entry(entry, law, f"$.{measure}.{kind}[{n}]")


def capped_measures(law: Regime) -> list[str]:
    """The measures that have a cap."""
    measures = law.measures.values()
    return [m.measure for m in measures if any(e.within for p in m.history for e in p.exceptions)]


def _entry(entry: Report | Total | Disputed | Silence, law: Regime, at: str) -> Iterator[tuple[str, str]]:
    if entry.end < entry.start:
        yield f"{at}.to", f"{entry.end} comes before {entry.start}"
    for key in ("amount", "rounding"):
        for text in amounts_in(getattr(entry, key, "")) if getattr(entry, key, "") else ():
            try:
                law.units.amount(text)
            except InputError as fault:
                yield f"{at}.{key}", str(fault)
    for said in getattr(entry, "reporters", ()):
        try:
            code = parse_country(said).code
        except InputError as fault:
            yield f"{at}.reporters", str(fault)
            continue
        if code != said:
            yield f"{at}.reporters", f"found {said!r}, expected a country code" + (f"; nearest: {code}" if code else "")


def _amends(report: Report, ids: set[str], at: str) -> Iterator[tuple[str, str]]:
    for amended in report.amends:
        if amended not in ids or amended == report.id:
            yield (
                f"{at}.amends",
                f"no other report has the id {amended!r}{_nearest(amended, sorted(ids - {report.id, ''}))}",
            )


def _in_a_circle(reports: tuple[Report, ...]) -> set[str]:
    """The ids of reports that replace one another in a circle, so that none would stand."""
    amends = {report.id: set(report.amends) for report in reports if report.id}
    for _ in range(len(amends).bit_length()):  # each round follows chains twice as long
        amends = {
            name: replaced.union(*(amends.get(other, ()) for other in replaced)) for name, replaced in amends.items()
        }
    return {name for name, replaced in amends.items() if name in replaced}


def _nearest(said: str, known: list[str]) -> str:
    near = difflib.get_close_matches(said, known, 1, 0.4)
    return f"; nearest: {near[0]}" if near else f"; known: {', '.join(known) or 'none'}"
