"""The law of one regime, loaded from its files and ready to be asked."""

import difflib
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from article41 import yamlfile
from article41.derived import NOT_STATED
from article41.goods import GoodsIndex
from article41.places_of_data import data_folder
from article41.reader import read_transaction
from article41.regime import About, Condition, Draft, Measure
from article41.rulebook import DAY, Opening, Rule, Rulebook, openings_of, reaches, rulebook, rules_of
from article41.settle import settled
from article41.soundness import (
    as_error,
    condition_faults,
    draft_faults,
    known_to,
    measure_faults,
    regime_faults,
    unused_conditions,
)
from article41.transaction import Transaction
from article41.units import UnitTable
from article41.verdict import Advisory
from article41.words import Terms
from article41.yamlfile import Document, LawError


class Unknown(LookupError):
    """A measure or draft that does not exist; the message names the nearest ones that do."""


class Regime:
    """A regime on all days. What it says never changes after loading; `overlaid` makes another one.

    `version` is a hash over every law file, so that an answer can name what it rests on.
    """

    def __init__(
        self,
        about: About,
        measures: Iterable[Measure],
        conditions: dict[str, Condition],
        units: UnitTable,
        drafts: dict[str, Draft],
        version: str,
        draft: Draft | None = None,
    ) -> None:
        self.about, self.conditions, self.units, self.drafts = about, conditions, units, drafts
        self.version, self.draft, self.overlay = version, draft, draft.draft if draft else ""
        named = {m.measure: m for m in sorted(measures, key=lambda m: m.measure)}
        self.measures = {name: _with_classes(m, named) for name, m in named.items()}
        self.goods = GoodsIndex(self.measures.values())
        self.rules: list[Rule] = [rule for m in self.measures.values() for rule in rules_of(m, conditions)]
        self._general: list[tuple[Measure, Opening]] = [
            (m, o) for m in self.measures.values() for o in openings_of(m, conditions)
        ]
        self._days = self.change_days()
        self.advisories: dict[tuple[str, date, str], Advisory] = {}
        self._rulebooks: dict[tuple[int, str], Rulebook] = {}
        self._subjects = {
            m.measure: Terms({name: s.words for name, s in m.subjects.items()})
            for m in self.measures.values()
            if m.subjects
        }
        self.boolean_facts = frozenset(_boolean_facts(conditions.values()) - NOT_STATED)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles by what it was made of; what it has worked out or remembers is worked out again."""
        made_of = self.about, tuple(self.measures.values()), self.conditions, self.units, self.drafts
        return Regime, (*made_of, self.version, self.draft)

    @property
    def territory(self) -> str:
        """ISO code of the territory the regime is about."""
        return self.about.territory

    def read(self, said: Mapping[str, Any]) -> Transaction:
        """A transaction from a mapping in the contract's form, with the facts this law asks for. Raises FieldError."""
        return settled(read_transaction(said, self.boolean_facts), self.units)

    def change_days(self) -> list[date]:
        """Every day on which some rule or exemption begins, or is no longer there, in order."""
        days = {r.provision.since for r in self.rules} | {r.last_day + DAY for r in self.rules if r.last_day}
        openings = [o.exemption for r in self.rules for o in r.openings] + [o.exemption for _, o in self._general]
        days |= {e.since for e in openings if e.since} | {e.until + DAY for e in openings if e.until}
        return sorted(days)

    def rulebook(self, day: date, activity: str) -> Rulebook:
        """The rules that may bear on an activity on a day."""
        span = bisect_right(self._days, day), activity
        if span not in self._rulebooks:
            self._rulebooks[span] = rulebook(self.rules, self._general, activity, day)
        return self._rulebooks[span]

    def reaches(self, rule: Rule, activity: str) -> bool:
        """Whether a rule reaches an activity."""
        return reaches(rule, activity)

    def subjects_in(self, measure: str, text: str) -> set[str]:
        """The subjects of a measure that a text names."""
        return self._subjects[measure].found(text)

    def measure(self, name: str) -> Measure:
        """A measure by its id. Raises Unknown with the nearest ids."""
        if name in self.measures:
            return self.measures[name]
        raise Unknown(f"no measure {name!r}" + _nearest(name, self.measures))

    def overlaid(self, symbol: str) -> "Regime":
        """This regime with one of its drafts laid over it, by symbol or id. Raises Unknown with the nearest draft."""
        if symbol not in self.drafts:
            raise Unknown(f"no draft {symbol!r}" + _nearest(symbol, self.drafts))
        return self.with_draft(self.drafts[symbol], symbol)

    def with_draft(self, draft: Draft, version: str) -> "Regime":
        """This regime with a draft laid over it from the draft's first day; `version` names the draft in answers."""
        changed = [_changed(m, draft) for m in self.measures.values()]
        both = f"{self.version} with {version}"
        return Regime(self.about, [*changed, *draft.measures], self.conditions, self.units, self.drafts, both, draft)


def _with_classes(measure: Measure, named: dict[str, Measure]) -> Measure:
    """The measure with every class of goods that is `as_in` another file written out."""
    if not any(goods.as_in for goods in measure.goods.values()):
        return measure
    classes = {n: named[goods.as_in].goods[n] if goods.as_in else goods for n, goods in measure.goods.items()}
    return msgspec.structs.replace(measure, goods=classes)


def _changed(measure: Measure, draft: Draft) -> Measure:
    more = draft.changes.get(measure.measure, ())
    return msgspec.structs.replace(measure, history=measure.history + more) if more else measure


def _boolean_facts(conditions: Iterable[Condition]) -> set[str]:
    either = {True, False}
    return {f for c in conditions for f in (c.fact, *c.or_facts) if f and set(c.accepted) <= either}


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 3, 0.4)
    return f"; nearest: {', '.join(near)}" if near else f"; known: {', '.join(sorted(known))}"


CONDITIONS = "conditions.yaml"


class _Files(NamedTuple):
    """The documents of a regime, read and typed but not yet checked against one another."""

    about: About
    conditions: dict[str, Condition]
    units: UnitTable
    measures: dict[str, Measure]
    drafts: list[tuple[Draft, Document]]
    documents: dict[str, Document]


def load(folder: Path | None = None, regime: str = "1718") -> Regime:
    """The law from its files (the project's own when no folder is given).

    Raises LawError with file, line and the nearest right word at the first fault. `a41 law lint` lists them all.
    """
    folder = folder or data_folder("law")
    files = _read(folder, regime)
    for fault in _faults(files):
        raise fault
    drafts = {draft.draft: draft for draft, _ in files.drafts}
    return Regime(
        files.about, files.measures.values(), files.conditions, files.units, drafts, version_of(folder, regime)
    )


def faults_in(folder: Path, regime: str = "1718") -> Iterator[LawError]:
    """Every fault of the files. A file that cannot be read at all is raised: nothing can be said of the rest."""
    yield from _faults(_read(folder, regime))


def _read(folder: Path, regime: str) -> _Files:
    root = folder / regime
    about = yamlfile.read(root / "regime.yaml").as_type(About)
    conditions = yamlfile.read(folder / CONDITIONS)
    documents = {f.stem: _document(f) for f in measure_files(root)}
    drafts = [yamlfile.read(f) for f in sorted((root / "drafts").glob("*.yaml"))]
    return _Files(
        about,
        conditions.as_type(dict[str, Condition]),
        yamlfile.read(folder / "units.yaml").as_type(UnitTable),
        {name: document.as_type(Measure) for name, document in documents.items()},
        [(document.as_type(Draft), document) for document in drafts],
        documents | {CONDITIONS: conditions},
    )


def _faults(files: _Files) -> Iterator[LawError]:
    known = known_to(files.about, files.conditions, files.units)
    for name, measure in files.measures.items():
        document = files.documents[name]
        if measure.measure != name:
            yield LawError(
                document.file, document.line_of("$.measure"), f"{measure.measure!r} must be named as its file"
            )
        yield from (as_error(document, fault) for fault in measure_faults(measure, known))
    yield from (as_error(document, fault) for document, fault in regime_faults(files.measures, files.documents))
    about = (*unused_conditions(files.measures, files.conditions), *condition_faults(files.conditions, known))
    yield from (as_error(files.documents[CONDITIONS], fault) for fault in about)
    seen: set[str] = set()
    for draft, document in files.drafts:
        if draft.draft in seen:
            yield as_error(document, ("$.draft", f"another file holds the draft {draft.draft!r} already"))
        seen.add(draft.draft)
        yield from (as_error(document, fault) for fault in draft_faults(draft, files.measures, known))


def measure_files(folder: Path) -> list[Path]:
    """The files of a regime that hold measures."""
    return [f for f in sorted(folder.glob("*.yaml")) if f.name != "regime.yaml"]


def _document(file: Path) -> Document:
    """A measure's file. The history of an exemption is a list of openings: the same key there, another type here."""
    document = yamlfile.read(file)
    return _openings(document) if document.data.get("kind") == "exemption" else document


def _openings(document: Document) -> Document:
    data = {("openings" if key == "history" else key): value for key, value in document.data.items()}
    lines = {path.replace("$.history", "$.openings"): line for path, line in document.lines.items()}
    return Document(document.file, data, lines)


def version_of(folder: Path, regime: str) -> str:
    """A hash over the names and contents of the law files."""
    digest = hashlib.sha256()
    for file in sorted([*folder.glob("*.yaml"), *(folder / regime).rglob("*.yaml")]):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()[:16]}"


__all__ = ["LawError", "Regime", "Unknown", "load"]
