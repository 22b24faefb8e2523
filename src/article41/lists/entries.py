"""Imported lists as entries for screening, in the same form as the built-in list."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from article41.lists import vessels
from article41.lists.corrections import load_facts
from article41.lists.history import History, histories
from article41.lists.periods import Period
from article41.lists.record import Name, Quality, Record
from article41.lists.store import Store
from article41.lists.un_text import REGIMES
from article41.screening.entries import Designated, Entry, Listed

BY = "the Committee"
UNCERTAIN = ("date",)
"""How a time is marked in which the list does not tell whether the entry was still, or already, on it."""
# an acronym, another script, or (of ships) another name in capitals
_IN_BRACKETS = re.compile(r"(?P<name>[^()]*[^()\s]) ?\((?P<other>[A-Z]{2,6}|[A-Z0-9 .]{3,}|[^\x00-\u024f]+)\)")
_REFERENCE = re.compile(r" ?\([A-Z]{2}[ie]\.\d{3}\)", re.IGNORECASE)
_BANK = re.compile(r"\bBANK(?:ING)?\b", re.IGNORECASE)
_REMARK = re.compile(r"[(,;].*$")
_LONGEST_SPAN = 60


def entries(given: Store | Iterable[Record]) -> list[Entry]:
    """Entries to screen against, by id: of a `Store`, with their histories, or of records alone.

    Records alone are listed from their LISTED_ON; one without is listed from the first day of the calendar, marked
    as uncertain: a name on a list is never let through for want of a day.
    """
    return _of_store(given) if isinstance(given, Store) else [_of_record(record) for record in given]


def of_regime(given: Store, regime: str) -> list[Entry]:
    """The entries of one regime in a store, by the UN's word for it (`DPRK`): what a check of that regime screens."""
    facts = load_facts()
    found = [h for name in given.lists() for h in histories(given.snapshots(name), facts).values()]
    return [of_history(history) for history in found if _regime(history) == regime]


def of_list(given: Store, name: str) -> list[Entry]:
    """The entries of one list in a store, with their histories."""
    return [of_history(history) for history in histories(given.snapshots(name), load_facts()).values()]


def _regime(history: History) -> str:
    """The regime that an entry was last listed under; of one that only a known fact names, as its reference tells."""
    if history.records:
        return history.records[-1].regime
    return vessels.REGIME if history.list == vessels.LIST else REGIMES.get(history.id[:2], "")


def _of_store(given: Store) -> list[Entry]:
    facts = load_facts()
    found = [history for name in given.lists() for history in histories(given.snapshots(name), facts).values()]
    return [of_history(history) for history in found]


def of_history(history: History) -> Entry:
    """The entry of a history: facts of its newest record, earlier names as aliases, every time on the list.

    A time that is uncertain is given too, marked by `UNCERTAIN`: whoever screens decides what it is worth.
    """
    listed = tuple(_listed(period) for period in history.periods if period.state != "not listed")
    designated = tuple(
        _designated(measure.kind, measure.law, period)
        for measure in history.measures
        for period in measure.periods
        if period.state != "not listed"
    )
    absent = "; ".join(f.reason for f in history.facts if f.state == "listed" and not f.listed_on)
    names = [Name(fact.entries[history.id], "good") for fact in history.facts if history.id in fact.entries]
    newest = history.records[-1] if history.records else Record(history.id, "", history.type, tuple(names[:1]))
    earlier = (*history.records[:-1], msgspec.structs.replace(newest, names=tuple(names)))
    made = _entry(newest, earlier, listed, designated, absent)
    return made if history.records else msgspec.structs.replace(made, imo=_imo_of(history.id))


def _of_record(record: Record) -> Entry:
    unknown = Listed(date.min, BY, unconfirmed=UNCERTAIN, note="the list gives no day")
    designated = tuple(Designated(m.since or date.min, BY, kind=m.kind, law=m.law) for m in record.measures)
    listed = () if designated else (Listed(record.listed_on, BY) if record.listed_on else unknown,)
    return _entry(record, (), listed, designated, "")


def _entry(
    record: Record,
    earlier: Iterable[Record],
    listed: tuple[Listed, ...],
    designated: tuple[Designated, ...],
    absent: str,
) -> Entry:
    texts = _by_quality(record, earlier)
    numbers = _identifiers(record)
    return Entry(
        id=record.id,
        type=record.type,
        name=next(_split(record.name)),
        aliases=texts["good"],
        weak_aliases=texts["weak"],
        former_names=texts["former"],
        countries=_with_hong_kong(record.countries),
        flags=record.flags,
        birth_dates=tuple(dict.fromkeys(_births(record, earlier))),
        identifiers={kind: found for kind, found in numbers.items() if kind != "imo"},
        imo=numbers.get("imo", ("",))[0],
        bank=record.type == "entity" and bool(_BANK.search(record.name)),
        listed=listed,
        designated=designated,
        amended=record.amended,
        absent=absent,
    )


def _listed(period: Period) -> Listed:
    uncertain = period.state == "uncertain"
    note = f"uncertain: {period.reason}" if uncertain else ""
    return Listed(period.start or date.min, BY, period.until, UNCERTAIN if uncertain else (), note)


def _designated(kind: str, law: str, period: Period) -> Designated:
    found = _listed(period)
    return Designated(found.start, found.by, found.until, found.unconfirmed, found.note, kind=kind, law=law)


def _by_quality(record: Record, earlier: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """Aliases, weak aliases and former names, each spelling once; those of earlier lists last."""
    main = next(_split(record.name))
    seen = {_spelled(main)}
    found: dict[str, list[str]] = {"good": [], "weak": [], "former": []}
    for names in (record.names, *(old.names for old in earlier)):
        for name in sorted(names, key=_rank):
            kind = name.quality if name.quality in found else "good"
            for text in _split(name.text):
                if _spelled(text) not in seen:
                    seen.add(_spelled(text))
                    found[kind].append(text)
    return {kind: tuple(texts) for kind, texts in found.items()}


def _rank(name: Name) -> int:
    order: tuple[Quality, ...] = ("former", "primary", "good", "original", "weak")
    return order.index(name.quality)


def _split(text: str) -> Iterator[str]:
    """The name, then an acronym or other spelling that stands in brackets at its end.

    Apostrophes are made plain; quotation marks and references to other entries are dropped.
    """
    bare = re.sub(r'["“”]', "", text).replace("’", "'").replace("‘", "'")
    bare = " ".join(_REFERENCE.sub("", bare).split())
    found = _IN_BRACKETS.fullmatch(bare)
    yield from (found["name"], found["other"]) if found else (bare,)


def _spelled(name: str) -> str:
    """The form in which two spellings count as one: apostrophes are spelling, other punctuation and case are not."""
    return " ".join(re.sub(r"[^\w']+", " ", name.casefold()).split())


def _with_hong_kong(codes: tuple[str, ...]) -> tuple[str, ...]:
    """An address in Hong Kong counts for China too, as in the built-in list."""
    return (*codes, "CN") if "HK" in codes and "CN" not in codes else codes


def _births(record: Record, earlier: Iterable[Record]) -> Iterator[str]:
    """Days and years; a span gives every year in it, ends included. What only earlier lists say stands last."""
    now = [read for text in record.birth_dates for read in _birth(text)]
    yield from now
    for text in (text for old in earlier for text in old.birth_dates):
        yield from (read for read in _birth(text) if not any(known.startswith(read) for known in now))


def _birth(text: str) -> list[str]:
    first, slash, last = text.partition("/")
    if slash and first.isdigit() and last.isdigit() and 0 <= int(last) - int(first) <= _LONGEST_SPAN:
        return [str(year) for year in range(int(first), int(last) + 1)]
    return [first.removesuffix("~")]


def _identifiers(record: Record) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in record.identifiers:
        number = re.sub(r"\s", "", _REMARK.sub("", one.number))
        if number and number not in found.setdefault(one.kind, []):
            found[one.kind].append(number)
    return {kind: tuple(numbers) for kind, numbers in found.items() if numbers}


def _imo_of(entry: str) -> str:
    number = entry.removeprefix("IMO ")
    return number if number.isdigit() else ""
