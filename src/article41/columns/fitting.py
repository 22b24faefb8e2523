"""A mapping fitted to the headings of one file: what is taken from where, what is not read, and the columns made."""

import difflib
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

import polars as pl

from article41.bulk.headings import known_headings, plain
from article41.columns.in_headings import stripped
from article41.columns.mapping import Mapping, MappingError, Rule, squeezed
from article41.columns.taking import beside, chosen, taken
from article41.said import shown

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
MEASURED = {"quantity": "unit", "value": "currency"}
"""Fields whose heading may say in what they are measured, with the field that says it else."""


class Shown(NamedTuple):
    """A line of the table printed before a run: our heading, where it comes from, and what speaks for it."""

    ours: str
    theirs: str
    why: str


class Fitted(NamedTuple):
    """`columns` holds our columns as expressions over theirs, `shown` says the same in words; `notes` the rest."""

    columns: dict[str, pl.Expr]
    shown: tuple[Shown, ...]
    notes: tuple[str, ...]

    def apply(self, frame: Frame) -> Frame:
        """The frame under our headings, with the columns that are read and no others; of a part of it, the part."""
        return frame.select(expression.alias(ours) for ours, expression in self.columns.items())

    def heading_of(self, ours: str) -> str:
        """A field's own name in the file, for faults: `Reporter ISO` for `from`; ours where there is none."""
        return next((line.theirs for line in self.shown if line.ours == ours), ours)

    @property
    def is_plain(self) -> bool:
        """Whether every column read stands under a heading of ours already, so that nothing was mapped."""
        return all(line.why == KNOWN for line in self.shown)


KNOWN = "a heading of ours"


def fitted(mapping: Mapping, headings: Sequence[str], facts: frozenset[str] = frozenset()) -> Fitted:
    """The mapping for a file with these headings; `facts` are the law's own.

    Raises MappingError where it names a column that the file lacks, or that two headings could be, and where no
    column holds the date.
    """
    fit = _Fit(mapping, headings, facts)
    for ours, rule in mapping.rules.items():
        fit.fill(ours, rule)
    fit.keep_known()
    fit.add_constants()
    if "date" not in map(plain, fit.columns):
        raise _no_date(mapping, headings)
    return Fitted(fit.columns, tuple(fit.shown), (*mapping.notes, *fit.notes, *fit.unread()))


class _Fit:
    """The fit as it grows."""

    def __init__(self, mapping: Mapping, headings: Sequence[str], facts: frozenset[str]) -> None:
        self._mapping, self._headings, self._known = mapping, headings, known_headings(facts)
        self.columns, self.shown, self.notes = dict[str, pl.Expr](), list[Shown](), list[str]()
        self._used, self._first = set[str](), dict[str, str]()

    def fill(self, ours: str, rule: Rule) -> None:
        """Fills one of our fields; a list of headings none of which is there leaves it unfilled."""
        found = self._found(ours, rule)
        if not found:
            return
        if rule.by:
            self._choose(ours, rule, found)
            return
        self._add(ours, taken(rule, found), ", else ".join(found))
        self._first[plain(ours)] = found[0]
        if rule.day:
            self.notes.append(
                f"of a year or month in {found[0]!r} the {rule.day} day is judged; the law may change within it"
            )

    def keep_known(self) -> None:
        """Columns under our own headings, where the mapping lets them be; an id always."""
        filled = {self._known[plain(ours)] for ours in self.columns}
        for heading in (heading for heading in self._headings if heading not in self._used):
            field = self._known.get(plain(heading))
            kept = field == ("act", "id") or (self._mapping.keep_known and squeezed(heading) not in self._not_read)
            if not field or not kept:
                continue
            if field in filled:
                self.notes.append(f"column {shown(heading)!r} is not read: the mapping fills its field from another")
                self._used.add(heading)
                continue
            self._add(heading, pl.col(heading), heading, KNOWN)
            self._used.add(heading)

    def add_constants(self) -> None:
        """Constants; a unit or currency only beside its amount, also where the amount's own heading says it."""
        said = {plain(ours): constant for ours, constant in self._mapping.constants.items()}
        for amount, measure in MEASURED.items():
            expression = self._column(amount)
            inside = stripped(self._first[amount], amount).measure if amount in self._first else ""
            if expression is None:
                said.pop(measure, None)
            elif constant := said.pop(measure, inside):
                self._replace(measure, beside(constant, expression), constant, amount)
        for ours, constant in said.items():
            self._add(ours, pl.lit(constant), f"always {constant!r}", self._mapping.name)

    def unread(self) -> Iterator[str]:
        """A note for every column that is not read, with the mapping's reason where it gives one."""
        for heading in (heading for heading in self._headings if heading not in self._used):
            reason = self._not_read.get(squeezed(heading)) or self._not_read.get(squeezed(stripped(heading).rest))
            yield f"column {shown(heading)!r} is not read" + (f": {reason}" if reason else "")

    @property
    def _not_read(self) -> dict[str, str]:
        return {squeezed(heading): reason for heading, reason in self._mapping.not_read.items()}

    def _choose(self, ours: str, rule: Rule, by: Sequence[str]) -> None:
        names = {name: self._found(name, self._mapping.theirs[name], True) for name in rule.take}
        theirs = {name: taken(self._mapping.theirs[name], found) for name, found in names.items()}
        said = " or ".join(f"{names[name][0]} ({', '.join(values[:1])} …)" for name, values in rule.take.items())
        self._add(ours, chosen(rule, by[0], theirs), f"{said}, by {by[0]}")

    def _found(self, name: str, rule: Rule, needed: bool = False) -> list[str]:
        """The file's headings that a rule takes: the first of its own that is there, then those for blank cells."""
        own = [heading for wanted in rule.headings for heading in self._matching(name, wanted)][:1]
        found = [*own, *(heading for wanted in rule.more for heading in self._matching(name, wanted))]
        if not found and (needed or rule.named_once or rule.by):
            wanted = " or ".join(repr(heading) for heading in rule.headings)
            near = difflib.get_close_matches(rule.headings[0], self._headings, 1)
            raise MappingError(f"{name}: no column {wanted} in the file", nearest=tuple(near))
        self._used.update(found)
        return list(dict.fromkeys(found))

    def _matching(self, name: str, wanted: str) -> list[str]:
        """The heading that is meant, in any spelling; of an amount also one that says its measure besides."""
        if wanted in self._headings:
            return [wanted]
        found = [heading for heading in self._headings if squeezed(heading) == squeezed(wanted)]
        if not found and plain(name) in MEASURED:
            found = [h for h in self._headings if squeezed(stripped(h, plain(name)).rest) == squeezed(wanted)]
        if len(found) > 1:
            named = " and ".join(repr(heading) for heading in found)
            raise MappingError(f"columns {named} may both be {wanted!r}; write the one that is meant as it stands")
        return found

    def _add(self, ours: str, expression: pl.Expr, theirs: str, why: str = "") -> None:
        self.columns[ours] = expression
        self.shown.append(Shown(ours, theirs, why or self._mapping.why.get(ours, self._mapping.name)))

    def _column(self, ours: str) -> pl.Expr | None:
        return next((column for name, column in self.columns.items() if plain(name) == ours), None)

    def _replace(self, ours: str, expression: pl.Expr, constant: str, amount: str) -> None:
        """A constant measure; it wins over a column, which then measures something else."""
        for name in [name for name in self.columns if plain(name) == ours]:
            self.notes.append(f"column {shown(name)!r} is not read: {amount} is in {constant} by its heading")
            del self.columns[name]
            self.shown = [line for line in self.shown if line.ours != name]
        self._add(ours, expression, f"always {constant!r}", f"beside {amount}")


def _no_date(mapping: Mapping, headings: Sequence[str]) -> MappingError:
    asked = "; ".join(note for note in mapping.notes if note.startswith(("date ", "the headings are")))
    named = ", ".join(shown(heading) for heading in headings[:20])
    return MappingError(f"no column holds the date; found: {named}" + (f"; {asked}" if asked else ""))
