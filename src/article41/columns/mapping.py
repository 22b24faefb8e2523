"""A mapping: which columns of somebody's own file fill which of ours. Read from a file, from a line, or by its name.

hs=commodity_code,from=exporter      our heading = their heading
shipments.yaml                       a mapping file; docs/mapping.md has its few words
comtrade, customs                    the presets, which are mapping files too
"""

import difflib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from article41.bulk.headings import known_headings, plain
from article41.bulk.rows import Unreadable
from article41.places_of_data import data_folder
from article41.said import shown
from article41.yamlfile import Document, LawError, read

Headings = str | tuple[str, ...]
STATED = "as stated"


class MappingError(Unreadable):
    """A mapping that cannot be read, or that does not fit the file."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a field is filled: from a column, or as the value of another one decides.

    Of several headings the first that the file has counts; a cell that is blank there is filled from the columns
    `if_blank`, the first that holds something. `take` says, for the values of the column `by`, which of `theirs` is
    taken. `day` makes a day of a year or month; `codes` reads a country's number, `values` what else a value stands
    for; what is `blank` says nothing.
    """

    column: Headings = ()
    if_blank: Headings = ()
    by: Headings = ()
    take: dict[str, tuple[str, ...]] = {}
    day: Literal["first", "last"] | None = None
    codes: Literal["m49"] | None = None
    values: dict[str, str] = {}
    blank: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Their headings of which the first found counts."""
        return _listed(self.column or self.by)

    @property
    def more(self) -> tuple[str, ...]:
        """Their headings that fill blank cells."""
        return _listed(self.if_blank)

    @property
    def named_once(self) -> bool:
        """Whether one heading alone is meant, which the file then must have."""
        return isinstance(self.column or self.by, str)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file, word for word."""

    mapping: str
    columns: dict[str, Headings | Rule]
    theirs: dict[str, Headings | Rule] = {}
    constants: dict[str, str] = {}
    not_read: dict[str, str] = {}
    keep_known: bool = False


class Mapping(msgspec.Struct, frozen=True):
    """Rules by our headings. `why` says for a field what speaks for it, `notes` what was not to be decided.

    `keep_known`: columns under headings of ours stay as they are. `not_read` holds reasons, by their headings.
    """

    name: str
    rules: dict[str, Rule]
    theirs: dict[str, Rule] = {}
    constants: dict[str, str] = {}
    not_read: dict[str, str] = {}
    keep_known: bool = False
    why: dict[str, str] = {}
    notes: tuple[str, ...] = ()

    @property
    def guesses_the_rest(self) -> bool:
        """Whether it names single columns and leaves the others to guesses, as `ours=theirs` does."""
        return self.name == STATED

    @classmethod
    def read(cls, said: str | Path, facts: frozenset[str] = frozenset()) -> "Mapping":
        """The mapping that a line `ours=theirs,…`, a preset's name or a file's name stands for.

        `facts` are the law's own (`Regime.boolean_facts`), known as headings. Raises MappingError.
        """
        text = str(said)
        if text in presets():
            return _of_file(data_folder("mappings") / f"{text}.yaml", f"preset {text}", facts)
        is_file = os.path.isfile(text)  # no error of what is too long for a name
        if "=" in text and not is_file:
            return _of_pairs(text, facts)
        if not is_file:
            near = difflib.get_close_matches(text, presets(), 1)
            expected = f"a preset ({', '.join(presets())}), a file, or ours=theirs"
            raise MappingError(f"no such mapping: {shown(text)}; expected {expected}", text, expected, tuple(near))
        return _of_file(Path(text), Path(text).name, facts)

    def on(self, day: Literal["first", "last"]) -> "Mapping":
        """The same mapping with the first or the last day of every year or month that it takes for a date."""
        replace = msgspec.structs.replace
        rules = {ours: replace(rule, day=day) if rule.day else rule for ours, rule in self.rules.items()}
        return replace(self, rules=rules)


def presets() -> tuple[str, ...]:
    """The names of the mappings that come with the program."""
    return tuple(sorted(file.stem for file in data_folder("mappings").glob("*.yaml")))


def squeezed(heading: str) -> str:
    """A heading as it is compared with theirs: `HS_Code`, `hscode` and `HS Code` are one."""
    return plain(heading).replace(" ", "")


def _listed(said: Headings) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else said


def _of_pairs(text: str, facts: frozenset[str]) -> Mapping:
    rules: dict[str, Rule] = {}
    for pair in text.split(","):
        ours, sign, theirs = (part.strip() for part in pair.partition("="))
        if not (ours and sign and theirs):
            raise MappingError(f"{shown(pair.strip())!r} is no pair; expected ours=theirs, such as hs=commodity_code")
        if fault := _unknown(ours, facts):
            raise MappingError(fault)
        if ours in rules:
            raise MappingError(f"{ours!r} stands twice in the mapping: {rules[ours].column!r} and {theirs!r}")
        rules[ours] = Rule(column=theirs)
    return Mapping(STATED, rules, keep_known=True, why=dict.fromkeys(rules, STATED))


def _of_file(file: Path, name: str, facts: frozenset[str]) -> Mapping:
    try:
        document = read(file, codes=frozenset())
        said = document.as_type(_File)
        _check(document, said, facts)
    except LawError as fault:
        raise MappingError(str(fault)) from None
    rules, theirs = _rules(said.columns), _rules(said.theirs)
    return Mapping(name, rules, theirs, said.constants, said.not_read, said.keep_known, dict.fromkeys(rules, name))


def _rules(said: dict[str, Headings | Rule]) -> dict[str, Rule]:
    return {name: rule if isinstance(rule, Rule) else Rule(column=rule) for name, rule in said.items()}


def _check(document: Document, said: _File, facts: frozenset[str]) -> None:
    """Raises LawError, with its line, where the file is well formed and yet says nothing that could be done."""
    for part, names in (("columns", said.columns), ("constants", said.constants)):
        for ours in names:
            if fault := _unknown(ours, facts):
                raise LawError(document.file, document.line_of(f"$.{part}.{ours}"), fault)
    for part, rules in (("columns", _rules(said.columns)), ("theirs", _rules(said.theirs))):
        for name, rule in rules.items():
            if fault := _at_odds(name, rule, said.theirs if part == "columns" else ()):
                raise LawError(document.file, document.line_of(f"$.{part}.{name}"), fault)


def _at_odds(name: str, rule: Rule, theirs: Iterable[str]) -> str:
    """What is wrong with a rule; empty where nothing is."""
    if bool(rule.column) is bool(rule.by):
        return f"{name!r} needs either 'column' or 'by'"
    if bool(rule.by) is not bool(rule.take):
        return f"{name!r}: 'by' and 'take' go together"
    if rule.by and plain(name) not in STRICT:
        return f"{name!r} cannot be filled by 'by', only {', '.join(STRICT)} can"
    for taken in rule.take:
        if taken not in theirs:
            near = difflib.get_close_matches(taken, list(theirs), 1)
            return f"{taken!r} does not stand under 'theirs'" + (f"; nearest: {near[0]!r}" if near else "")
    return ""


STRICT = ("from", "to", "origin")
"""Fields that refuse what they cannot read, so that a value for which no rule stands becomes a fault of its row."""


def _unknown(ours: str, facts: frozenset[str]) -> str:
    known = known_headings(facts)
    if plain(ours) in known:
        return ""
    near = difflib.get_close_matches(plain(ours), known, 1)
    return f"{ours!r} is no heading of ours" + (f"; nearest: {near[0]!r}" if near else "")
