"""The persons a report names, and who held an office on its day: names joined with the record's.

A short form ("Price") leads back to the last full name that ends or begins with it; only where the report never gives
one is the record asked, and then only for somebody in office on that day, and the only one of that name.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from article41.reading.text import Report, Span
from article41.reading.when import Days
from article41.reading.who import Noun, noun
from article41.record import Record
from article41.record.actors import Person
from article41.record.days import first_day, last_day

_ALPHA3 = {
    "US": "USA",
    "KP": "PRK",
    "KR": "KOR",
    "CN": "CHN",
    "RU": "RUS",
    "JP": "JPN",
    "GB": "GBR",
    "FR": "FRA",
    "DE": "DEU",
}


class Named(NamedTuple):
    """A person as a report names them. `id`: the record's, where the record has the name."""

    name: str
    id: str | None
    office: str
    government: str | None
    at: int


class People:
    """Names of the record by all their spellings."""

    def __init__(self, record: Record) -> None:
        self.by_name: dict[str, Person] = {}
        self.by_last: dict[str, list[Person]] = {}
        for person in record.people:
            for name in (person.name, *person.variants):
                if len(_parts(name)) > 1:
                    self.by_name.setdefault(_key(name), person)
            for word in {_parts(person.name)[0], _parts(person.name)[-1]}:
                self.by_last.setdefault(word, []).append(person)

    def full(self, name: str) -> Person | None:
        """The person of a full name in any spelling."""
        return self.by_name.get(_key(name))

    def short(self, name: str, days: Days | None, government: str | None) -> Person | None:
        """The only person of a short name who held an office in these days (and of this government where known)."""
        if days is None:
            return None
        held = [p for p in self.by_last.get(_key(name), []) if _in_office(p, days)]
        held = [p for p in held if government is None or alpha3(p.government) == government]
        return held[0] if len(held) == 1 else None

    def holder(self, office: str, government: str | None, days: Days | None) -> Person | None:
        """Who held the office that a report calls by its usual words, if just one person did in these days."""
        if days is None or government is None:
            return None
        titles = _TITLES.get(re.sub(r"u\.n\.", "un", office.lower()))
        if titles is None:
            return None
        held = {
            p.id: p
            for people in self.by_last.values()
            for p in people
            for role in p.roles
            if role.office in titles
            and alpha3(role.government or p.government) == government
            and _during(role.since, role.until, days)
        }
        return next(iter(held.values())) if len(held) == 1 else None


_TITLES = {
    "foreign minister": ("Foreign Minister", "Minister of Foreign Affairs", "Minister for Foreign Affairs"),
    "president": ("President",),
    "leader": (
        "Chairman of the State Affairs Commission",
        "General Secretary of the WPK",
        "Leader",
        "Supreme Leader",
        "President of the State Affairs",
    ),
    "prime minister": ("Prime Minister",),
    "premier": ("Premier",),
    "secretary of state": ("Secretary of State",),
    "defense secretary": ("Secretary of Defense",),
    "secretary-general": ("Secretary-General",),
    "ambassador to the united nations": ("Permanent Representative to the UN",),
    "ambassador to the un": ("Permanent Representative to the UN",),
    "un ambassador": ("Permanent Representative to the UN",),
    "envoy to the un": ("Permanent Representative to the UN",),
    "unification minister": ("Minister of Unification", "Unification Minister"),
}


def alpha3(code: str) -> str | None:
    """A government's alpha-3 code for the record's alpha-2 one; organisations keep theirs."""
    return _ALPHA3.get(code, code or None)


@cache
def _parts(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+", re.sub(r"['’]s$", "", name.lower().replace("-", ""))))


def _key(name: str) -> str:
    return "".join(_parts(name))


def _in_office(person: Person, days: Days) -> bool:
    return any(_during(r.since, r.until, days) for r in person.roles)


def _during(since: str | None, until: str | None, days: Days) -> bool:
    begin = first_day(since) if since else date.min
    end = last_day(until) if until else date.max
    return begin <= days.last and days.first <= end


_RUN = re.compile(
    r"\b(?:(?:[A-Z][\w.'’]*(?:-[A-Za-z]\w*)*|of|for|the|to|spokesman|spokeswoman|spokesperson|envoy|negotiator"
    r"|minister|ambassador|leader|chief|president|press|"
    r"secretary|official|director|representative|counterpart"
    r"|adviser)\s+){0,9}(?:[A-Z][\w'’]+(?:-[A-Za-z]\w*)*\s+)(?:[A-Z]\.\s+)?[A-Z][\w'’]+(?:-[A-Za-z]\w*)*"
    r"(?:\s+[A-Z][\w'’]+)?"
)


_TWO_CAPITALS = re.compile(r"[A-Z][\w'’]+(?:-[A-Za-z]\w*)*\s+(?:[A-Z]\.\s+)?[A-Z][\w'’]")
"""What every such run ends with."""


def named_in(report: Report, people: People) -> list[Named]:
    """Every full name in the report's body with the office said before or behind it, in text order."""
    found = []
    for sentence in report.sentences:
        if not _TWO_CAPITALS.search(report.text, *sentence.span):
            continue
        for run in _RUN.finditer(report.text, *sentence.span):
            who = noun(run[0])
            if who and who.sort == "named" and (who.office or who.government or people.full(who.name)):
                found.append(_with_record(who, people, run.start(), _behind(report, sentence.span, run.end())))
            elif inside := _inside(run[0], people):
                behind = _behind(report, sentence.span, run.end()) if run[0].endswith(inside[0]) else None
                office = behind.office if behind else ""
                found.append(Named(inside[0], inside[1].id, office, alpha3(inside[1].government), run.start()))
    return found


_APPOSED = re.compile(
    r",? (?:of [A-Z][a-z]+(?: [A-Z][a-z]+)?|\([A-Z][a-z]+(?: [A-Z][a-z]+)*\))?,? ?"
    r"(?P<office>(?:the |an? |who is )?[^,.;:\ue000]{4,70})(?=,)"
)


def _behind(report: Report, sentence: Span, at: int) -> Noun | None:
    """The office behind a name, between commas: `Sung Kim, the U.S. special representative for North Korea, …`."""
    apposed = _APPOSED.match(report.masked, at, sentence.end) if report.masked[at : at + 1] == "," else None
    who = noun(apposed["office"]) if apposed else None
    return who if who and who.sort in ("office", "anonymous") else None


def _with_record(who: Noun, people: People, at: int, behind: Noun | None) -> Named:
    person = people.full(who.name)
    government = (
        who.government or (behind.government if behind else None) or (alpha3(person.government) if person else None)
    )
    office = who.office or (behind.office if behind else "")
    return Named(_plain(who.name), person.id if person else None, office, government, at)


def _plain(name: str) -> str:
    return re.sub(r"['’]s$", "", name)


def _inside(run: str, people: People) -> tuple[str, Person] | None:
    words = run.split()
    for size in (4, 3, 2):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size])
            if person := people.full(name):
                return _plain(name), person
    return None


def lead_back(short: str, before: Iterable[Named]) -> Named | None:
    """The last full name a short form stands for."""
    word = _key(short)
    for person in reversed(list(before)):
        parts = _parts(person.name)
        if word in (parts[-1], parts[0]) or _key(person.name) == word:
            return person
    return None
