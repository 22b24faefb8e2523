"""Screening against a list: a name, many names, or the parties and the ship of an act.

query → identifier? decides → names alike (index, matching; Korean by syllables) → particulars → decision
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from article41.screening.alike import Alike, AlikeNames
from article41.screening.entries import Entry
from article41.screening.hits import Candidate, Decision, Hit, Query
from article41.screening.particulars import bare, identifiers_of, of_type, weighed
from article41.screening.vessels import number_reasons, same_numerals
from article41.transaction import Party, Transaction

WEAK = 0.9
"""A weak alias gives so much of its score, and never more than `possible`."""


Asked = tuple[str, Query]
"""What somebody is called in an act, and the query for them."""


class ListScreener:
    """Finds the entries of one list that a name, number or act may mean. Equal input gives equal answers.

    `version` and `list_date` say which list it is; they are passed on to verdicts.
    """

    def __init__(self, entries: Iterable[Entry], version: str = "", list_date: date = date.min) -> None:
        self.version, self.list_date = version, list_date
        self.entries = tuple(entries)
        self._numbers = {id(entry): number for number, entry in enumerate(self.entries)}
        self._spellings = [
            (number, text, weak) for number, entry in enumerate(self.entries) for text, weak in spellings(entry)
        ]
        self._names = AlikeNames([(text, self.entries[n].type == "person") for n, text, _ in self._spellings])
        self._by_identifier: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for value in dict.fromkeys(identifiers_of(entry)):
                self._by_identifier.setdefault(value, []).append(entry)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles by its entries; the index is made again, for it knows entries by where they lie in memory."""
        return type(self), (self.entries, self.version, self.list_date)

    def screen_name(
        self,
        name: str,
        type: str | None = None,
        country: str | None = None,
        birth_date: str | None = None,
        identifiers: dict[str, str] | None = None,
        on: date | None = None,
    ) -> tuple[Candidate, ...]:
        """The entries that a name may mean, likeliest first; see `Query` for the fields."""
        return self.screen_query(Query(name, type, country, birth_date, identifiers or {}, None, on))

    def screen_query(self, query: Query) -> tuple[Candidate, ...]:
        """The entries that a query may mean, matches first, then by score, then by reference number."""
        return self.screen_together([query])[0]

    def screen_together(self, queries: Sequence[Query]) -> list[tuple[Candidate, ...]]:
        """What `screen_query` says of each, in order; some hundred at once take a fraction of the time each."""
        near = self._names.find([(_name(query), query.type) for query in queries])
        return [self._screened(query, alike) for query, alike in zip(queries, near, strict=True)]

    def _screened(self, query: Query, near: Sequence[Alike]) -> tuple[Candidate, ...]:
        imo = _imo(query)
        if not (near or imo or query.identifiers):
            return ()
        found = self._identified(query, imo)
        known = {candidate.entry.id for candidate in found}
        found += [c for c in self._alike(query, imo, near) if c.entry.id not in known]
        return tuple(sorted(found, key=lambda c: (c.decision != "match", -c.score, c.entry.id)))

    def screen_many(self, queries: Sequence[Query], processes: int | None = None) -> list[tuple[Candidate, ...]]:
        """What `screen_query` says of each, in order; a long list is shared out to `processes`, one a processor."""
        from article41.screening.batch import screen_all

        return list(screen_all(self, queries, processes))

    def packed(self, candidate: Candidate) -> tuple[int, str, float, Decision, tuple[str, ...]]:
        """A candidate with its entry by number, to pass between processes."""
        number = self._numbers[id(candidate.entry)]
        return number, candidate.matched, candidate.score, candidate.decision, candidate.reasons

    def rebuilt(self, packed: tuple[int, str, float, Decision, tuple[str, ...]]) -> Candidate:
        """The candidate that `packed` took apart."""
        number, matched, score, decision, reasons = packed
        entry = self.entries[number]
        return Candidate(entry, entry.name, matched, score, decision, reasons)

    def screen(self, act: Transaction) -> tuple[Hit, ...]:
        """Every entry in force on the act's date that a party, a ship, its owner or operator meets, in that order.

        Where one is met exactly, be it not in force, those that are only alike are not named.
        """
        asked = asked_of(act)
        return hits_of(asked, self.screen_together([query for _, query in asked]), act.date)

    def _identified(self, query: Query, imo: str | None) -> list[Candidate]:
        """Entries whose number was given. A number decides, whatever the name."""
        given = {key: value for key, value in query.identifiers.items() if value}
        if imo:
            given["imo"] = imo
        found: dict[str, Candidate] = {}
        for kind, value in given.items():
            for entry in self._by_identifier.get(bare(value), ()):
                if entry.id not in found and _in_force(entry, query.on) and of_type(query.type, entry):
                    reasons = number_reasons(query.name, value, entry) if kind == "imo" else (f"{kind} {value} agrees",)
                    found[entry.id] = Candidate(entry, entry.name, entry.name, 1.0, "match", reasons)
        return list(found.values())

    def _alike(self, query: Query, imo: str | None, near: Sequence[Alike]) -> list[Candidate]:
        """Entries with a name like the one said; the best of each entry's names."""
        best: dict[int, Candidate] = {}
        for alike in near:
            number, text, weak = self._spellings[alike.number]
            entry = self.entries[number]
            if not of_type(query.type, entry) or not _in_force(entry, query.on):
                continue
            candidate = _judged(query, entry, text, weak, alike, imo)
            known = best.get(number)
            if candidate and (known is None or _rank(candidate) > _rank(known)):
                best[number] = candidate
        return list(best.values())


def spellings(entry: Entry) -> Iterator[tuple[str, bool]]:
    """The names of an entry, each with whether it is a weak alias; the entry's own name first, none twice."""
    seen: set[str] = set()
    for texts, weak in ((entry.names, False), (entry.weak_aliases, True)):
        for text in texts:
            if text and text not in seen:
                seen.add(text)
                yield text, weak


def _imo(query: Query) -> str | None:
    return query.imo or (query.identifiers.get("imo") if query.type in (None, "vessel") else None)


def _name(query: Query) -> str:
    """The name to look for: none where the number of a ship decides."""
    return "" if query.type == "vessel" and _imo(query) else query.name


def _judged(query: Query, entry: Entry, text: str, weak: bool, alike: Alike, imo: str | None) -> Candidate | None:
    """The candidate that a likeness makes once type, numbers, country and birth date have been weighed."""
    if entry.type == "vessel" and ((imo and entry.imo) or not same_numerals(query.name, text)):
        return None
    if weak and not alike.exact:
        return None
    verdict, further = weighed(query, entry)
    if verdict == "ends" or (verdict == "weakens" and not alike.exact):
        return None
    sure = alike.exact and not weak and verdict == "agrees" and not (entry.type == "vessel" and entry.imo)
    decision: Decision = "match" if sure else "possible"
    reasons = (*alike.reasons, *(("weak alias",) if weak else ()), *further)
    return Candidate(entry, entry.name, text, round(alike.score * (WEAK if weak else 1), 3), decision, reasons)


def _rank(candidate: Candidate) -> tuple[bool, float]:
    return candidate.decision == "match", candidate.score


def _in_force(entry: Entry, day: date | None) -> bool:
    return day is None or entry.listed_on(day) is not None or bool(entry.designated_on(day))


def asked_of(act: Transaction) -> list[Asked]:
    """Everybody who takes part, as they are called, and the query for each: parties, the ship, its owner, operator."""
    asked = [_of_party(party) for party in act.parties]
    if act.vessel:
        asked.append(_of_vessel(act.vessel.name, act.vessel.imo))
        owners = dict.fromkeys(name for name in (act.vessel.owner, act.vessel.operator) if name)
        asked += [_of_party(Party(name)) for name in owners]
    return asked


def _of_party(party: Party) -> Asked:
    """What a party is called, and the query for it; a party that is a ship is one."""
    if party.type == "vessel":
        return _of_vessel(party.name, party.identifiers.get("imo"))
    return party.name, Query(party.name, party.type, party.country, party.birth_date, party.identifiers)


def _of_vessel(name: str | None, imo: str | None) -> Asked:
    said = " ".join(part for part in (name, f"IMO {imo}" if imo else None) if part)
    return said, Query(name or "", "vessel", imo=imo)


def hits_of(asked: Sequence[Asked], found: Sequence[Sequence[Candidate]], day: date) -> tuple[Hit, ...]:
    """The hits on a day, where `found` are the candidates of each that was asked for."""
    return tuple(hit for one, met in zip(asked, found, strict=True) for hit in _hits(*one, met, day))


def _hits(said: str, query: Query, found: Sequence[Candidate], day: date) -> Iterator[Hit]:
    """Those in force that were met exactly, else those alike."""
    met = meeting(query, found)
    for c in [c for c in met if c.decision == "match"] or met:
        if _in_force(c.entry, day):
            yield Hit(said, c.entry, c.matched, c.score, c.decision, c.entry.listed_on(day), c.entry.designated_on(day))


def meeting(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that count: a party is no ship unless it is said to be one."""
    return [c for c in found if query.type == "vessel" or c.entry.type != "vessel"]
