"""Guesses at what the columns of a file mean, from their headings and a few values. Rather none than a wrong one.

The usual headings of customs extracts stand in `mappings/customs.yaml`. A heading is guessed where it stands for one
field, no other column could be that field, and its values can be read as that field's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from article41.bulk.headings import known_headings, plain
from article41.columns import mapping as mappings
from article41.columns.fitting import Fitted, fitted
from article41.columns.in_headings import stripped
from article41.columns.mapping import MappingError, Rule, squeezed
from article41.dates import DateUnclear, parse_date
from article41.errors import InputError
from article41.hs import HsUnclear, parse_hs
from article41.places import parse_country
from article41.quantity import QuantityUnclear, parse_quantity
from article41.said import shown

Samples = Mapping[str, Sequence[Any]]
"""A few values of each column, by its heading."""
NO_SAMPLES: Samples = {}
_READERS: dict[str, Callable[[Any], object]] = {
    "date": parse_date, "from": parse_country, "to": parse_country, "origin": parse_country, "flag": parse_country,
    "hs": parse_hs, "quantity": parse_quantity, "value": parse_quantity,
}  # fmt: skip
_UNCLEAR = (DateUnclear, HsUnclear, QuantityUnclear)
_COMES_WITH = {"unit": "quantity", "currency": "value"}
_COUNTRY_OF = {"exporter": "from", "importer": "to"}
_PLACE = {"from": "where goods leave", "to": "where they arrive"}


class Guess(NamedTuple):
    """One of their headings, the field of ours that it may be, and what speaks for it."""

    theirs: str
    ours: str
    why: str


def mapped(
    headings: Sequence[str],
    samples: Samples = NO_SAMPLES,
    said: str | None = None,
    facts: frozenset[str] = frozenset(),
) -> Fitted:
    """What a run does with a file: the mapping that was asked for, or guesses for what our headings do not cover.

    `said` is a preset's name, a mapping file or `ours=theirs,…`; beside the last the rest is guessed too.
    Raises MappingError.
    """
    stated = mappings.Mapping.read(said, facts) if said else None
    if stated and not stated.guesses_the_rest:
        return fitted(stated, headings, facts)
    return fitted(guessed(headings, samples, stated, facts), headings, facts)


def guessed(
    headings: Sequence[str],
    samples: Samples = NO_SAMPLES,
    stated: mappings.Mapping | None = None,
    facts: frozenset[str] = frozenset(),
) -> mappings.Mapping:
    """A mapping with every column that can be guessed, each with its reason; what is `stated` goes before."""
    guesses = _Guessing(headings, samples, stated, facts)
    rules, why = (dict(stated.rules), dict(stated.why)) if stated else ({}, {})
    for guess in guesses.sure():
        rules[guess.ours], why[guess.ours] = Rule(column=guess.theirs), guess.why
    notes = (*guesses.notes, *_doubtful_names(headings, samples, rules), *_fitting_presets(headings, facts))
    return mappings.Mapping(
        name="guessed", rules=rules, not_read=_customs().not_read, keep_known=True, why=why, notes=notes
    )


def _customs() -> mappings.Mapping:
    return mappings.Mapping.read("customs")


def _usual() -> dict[str, str]:
    """The usual headings, squeezed, with the field each stands for."""
    return {squeezed(theirs): ours for ours, rule in _customs().rules.items() for theirs in rule.headings}


class _Guessing:
    """The guesses for one file; `notes` names what was not to be decided."""

    def __init__(
        self, headings: Sequence[str], samples: Samples, stated: mappings.Mapping | None, facts: frozenset[str]
    ) -> None:
        self._headings, self._samples, self._usual = headings, samples, _usual()
        self._known, self.notes = known_headings(facts), list[str]()
        rules = stated.rules if stated else {}
        self._stated = {squeezed(theirs) for rule in rules.values() for theirs in rule.headings}
        present = {plain(heading) for heading in headings if squeezed(heading) not in self._stated} & set(self._known)
        self._filled = {self._known[name] for name in present} | {self._known[plain(ours)] for ours in rules}
        self._free_countries = {
            f"{role} country": ours for role, ours in _COUNTRY_OF.items() if self._known[role] not in self._filled
        }

    def sure(self) -> list[Guess]:
        """Guesses that no other column contests, and of a unit only where there is an amount to it."""
        found = defaultdict[str, list[Guess]](list)
        for guess in self._possible():
            found[guess.ours].append(guess)
        guesses = {ours: some[0] for ours, some in found.items() if self._is_alone(ours, some)}
        fields = {self._known[plain(ours)][1] for ours in guesses} | {key for _, key in self._filled}
        return [guess for ours, guess in guesses.items() if ours not in _COMES_WITH or _COMES_WITH[ours] in fields]

    def _possible(self) -> Iterator[Guess]:
        for heading in self._headings:
            ours = self._meaning(heading)
            if not ours or squeezed(heading) in self._stated or self._known[plain(ours)] in self._filled:
                continue
            read, looked_at = self._readable(heading, ours)
            if looked_at and read * 2 < looked_at:
                self.notes.append(f"{ours} may be {shown(heading)!r}, but {read} of {looked_at} values read as such")
                continue
            values = f", and {read} of {looked_at} values read as such" if looked_at else ""
            yield Guess(heading, ours, f"a usual heading for {ours}{values}")

    def _meaning(self, heading: str) -> str:
        """The field a heading stands for; empty for our own headings and for those that say nothing."""
        if plain(heading) in self._known:
            return self._free_countries.get(plain(heading), "")
        whole = self._usual.get(squeezed(heading), "")
        rest = self._usual.get(squeezed(stripped(heading).rest), "")
        return whole or (rest if rest in ("quantity", "value") and stripped(heading, rest).measure else "")

    def _readable(self, heading: str, ours: str) -> tuple[int, int]:
        """How many of the sampled values can be read as the field's, and of how many."""
        reader = _READERS.get(ours)
        values = [value for value in self._samples.get(heading, ()) if value is not None and str(value).strip()]
        return (sum(_reads(reader, value) for value in values), len(values)) if reader else (0, 0)

    def _is_alone(self, ours: str, guesses: Sequence[Guess]) -> bool:
        if len(guesses) == 1:
            return True
        named = " or ".join(repr(shown(guess.theirs)) for guess in guesses)
        self.notes.append(f"{ours} may be {named}: nothing was guessed; say which, as in {ours}={guesses[0].theirs}")
        return False


def _reads(reader: Callable[[Any], object], value: Any) -> bool:
    """Whether a value is of the reader's kind; one with two readings is."""
    try:
        reader(value)
    except _UNCLEAR:
        return True
    except InputError:
        return False
    return True


def _doubtful_names(headings: Sequence[str], samples: Samples, rules: Mapping[str, Rule]) -> Iterator[str]:
    """`exporter` is read as a name; where it holds countries, it may be meant as the place."""
    for heading in headings:
        ours = _COUNTRY_OF.get(plain(heading).removesuffix(" country"))
        values = [value for value in samples.get(heading, ()) if value]
        if not ours or ours in rules or ours in {plain(each) for each in headings} or not values:
            continue
        if all(_reads(parse_country, value) for value in values):
            party = plain(heading).removesuffix(" country")
            place = f"if it says {_PLACE[ours]}: {ours}={heading}"
            yield f"{shown(heading)!r} holds countries and is read as said of the {party}; {place}"


def _fitting_presets(headings: Sequence[str], facts: frozenset[str]) -> Iterator[str]:
    """Presets whose rules by another column's value find all they need here."""
    for name in mappings.presets():
        preset = mappings.Mapping.read(name, facts)
        if not any(rule.by for rule in preset.rules.values()):
            continue
        try:
            fitted(preset, headings, facts)
        except MappingError:
            continue
        yield f"the headings are those of the preset {name!r}, which was not asked for"
