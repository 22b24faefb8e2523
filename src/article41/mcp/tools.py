"""The tools: plain functions over the law, the list, the caps and the record. None changes anything.

What they raise (InputError, LookupError) says what was found, what was expected and the nearest right answer.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, cast, get_args

import msgspec

from article41 import lawdata
from article41.asking import Conversation, choices_of, hint
from article41.bulk.judging import read
from article41.bulk.rows import Row
from article41.check import check as judge
from article41.dates import parse_date
from article41.errors import InputError
from article41.explain import NOTICE
from article41.history import difference, in_force
from article41.law import Regime, load
from article41.ledger import data as ledger_data
from article41.ledger.accounts import accounts
from article41.ledger.book import open_book
from article41.ledger.statement import statement
from article41.reading import Reader
from article41.reading.answer import answer
from article41.reading.answer import data as reading_data
from article41.reading.bearing import Law as Bearings
from article41.reading.files import text_in
from article41.record import Record, data
from article41.record import load as load_record
from article41.record.entries import Entry
from article41.record.export import shelves
from article41.regime import Activity
from article41.screening.asked import read_query
from article41.screening.built_in import built_in

Data = dict[str, Any]
MOST_ROWS = 200
BEFORE_ALL = {
    "date": {"fact": "date", "question": "On what day?", "form": "a day, such as 2018-03-04"},
    "activity": {"fact": "activity", "question": "What is done?", "form": f"one of {', '.join(get_args(Activity))}"},
}
"""What must be known of any act."""


class Tools:
    """All tools over one law and one record. `named` says which there are."""

    def __init__(self, law: Regime | None = None, record: Record | None = None) -> None:
        self._law, self._record = law or load(), record or load_record()
        self._book = open_book(self._law)

    @property
    def named(self) -> dict[str, Callable[..., Data]]:
        """Every tool by its name."""
        tools = (self.check, self.ask, self.law_on, self.diff, self.screen, self.caps, self.record, self.read)
        return {tool.__name__: tool for tool in tools}

    def check(self, act: Data, overlay: str | None = None) -> Data:
        """Judge one act (goods, money, ships, people, services) under the UN sanctions on the DPRK of its date.

        `act` is a transaction: date, activity (transfer, finance, port_call, ...), from, to, goods [{hs, description,
        quantity, unit, value, currency}], parties [{name, role, country, type}], vessel {name, imo, flag}, facts {}.
        The answer gives the verdict, the paragraphs it rests on (those unconfirmed in a source are flagged), what is
        missing and the conditions. Cite its paragraphs as they are. `overlay` lays a draft over the law.
        """
        law = self._with(overlay)
        return plain(judge(read(_row(act), law), law)) | {"notice": NOTICE}

    def ask(self, act: Data) -> Data:
        """Say which fact about an act should be asked next, and what the verdict is as far as the act is told."""
        talk = Conversation(self._law, act)
        if not talk.complete:
            return {"next": BEFORE_ALL["activity" if act.get("date") else "date"]}
        verdict = judge(read(_row(act), self._law), self._law)
        asked = talk.next_question(verdict)
        form = {"form": hint(asked.fact, self._law), "choices": choices_of(asked.fact, self._law)} if asked else {}
        following = plain(asked) | form if asked else None
        return {"verdict": verdict.verdict, "range": verdict.range, "next": following, "notice": NOTICE}

    def law_on(self, day: str, activity: str | None = None, overlay: str | None = None) -> Data:
        """List the measures in force on a day (in New York), each with its paragraph, rule and exceptions."""
        law, when = self._with(overlay), parse_date(day)
        wanted: Any = _one_of(activity, get_args(Activity))
        return plain(lawdata.of_day(law, when, wanted, in_force(law, when, wanted)))

    def diff(self, first: str, second: str | None = None, overlay: str | None = None) -> Data:
        """Say what changed in the law from one day to another, or what a draft (overlay) would change on a day."""
        law, day = self._with(overlay), parse_date(first)
        last = parse_date(second) if second else day
        old = law if second else self._law
        return plain(lawdata.of_difference(law, day, last, difference(old, day, law, last)))

    def screen(
        self, name: str, type: str | None = None, country: str | None = None, birth_date: str | None = None,
        imo: str | None = None, on: str | None = None,
    ) -> Data:  # fmt: skip
        """Say who on the built-in list a name may mean, in any script: match, possible with reasons, or nothing.

        `type` is person, entity, bank or vessel. Nothing found is no clearance.
        """
        said = {"name": name, "type": type, "country": country, "birth_date": birth_date, "imo": imo, "on": on}
        screener = built_in()
        found = screener.screen_query(read_query({key: value for key, value in said.items() if value}))
        matches = [
            {"entry": c.entry.id, "name": c.name, "matched": c.matched, "score": c.score, "decision": c.decision,
             "reasons": c.reasons, "listed": c.entry.listed, "designated": c.entry.designated}
            for c in found
        ]  # fmt: skip
        return plain({"list_date": screener.list_date, "matches": matches})

    def caps(self, cap: str | None = None, year: int | None = None, today: str | None = None) -> Data:
        """Say what was reported under the caps (refined-petroleum, crude-oil, coal), what is left, what is disputed."""
        when = parse_date(today) if today else date.today()
        known = accounts(self._law, when)
        _one_of(cap, sorted({a.measure for a in known}))
        found = [a for a in known if cap in (None, a.measure) and (year is None or a.start.year <= year <= a.end.year)]
        return plain({"accounts": [ledger_data.short(statement(self._book, a, when)) for a in found]})

    def record(self, shelf: str | None = None, entry: str | None = None, first: str = "", last: str = "") -> Data:
        """Look up what happened: one entry by its id or UN symbol, or the entries of a shelf between two days.

        Shelves are incidents, talks, statements, resolutions, drafts, people and others. Sources and what is
        unconfirmed stand in each entry; tell them with it.
        """
        if entry:
            return plain(data.of_entry(self._record, self._record.find(entry)))
        known = shelves(self._record)
        if shelf is None:
            return {"shelves": {name: len(rows) for name, rows in known.items()}}
        _one_of(shelf, list(known))
        start, end = parse_date(first) if first else date.min, parse_date(last) if last else date.max
        found = [e for e in getattr(self._record, shelf, ()) if isinstance(e, Entry) and _within(e, start, end)]
        rows = [data.of_entry(self._record, e) for e in found[:MOST_ROWS]]
        return plain({"count": len(found), "shown": len(rows), "entries": rows})

    def read(self, text: str) -> Data:
        """Read a report (its words as plain text): who said what, what is claimed, and what record and law hold of it.

        Each claim has a link: confirmed, contradicted (with the fields that differ), not in the record, or in need of
        a date; `unconfirmed` where the entry itself is. Places in the text count characters, the end exclusive.
        """
        found = text_in(text.encode("utf-8", "surrogatepass"), "the text")
        return plain(reading_data(answer("report", found, self._reader, Bearings(self._record, self._law))))

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._record, self._law)

    def _with(self, overlay: str | None) -> Regime:
        return self._law.overlaid(overlay) if overlay else self._law


def plain(value: Any) -> Data:
    """A value as JSON has it: no structs, no dates."""
    return cast(Data, msgspec.to_builtins(value, str_keys=True))


def _row(act: Mapping[str, Any]) -> Row:
    return Row(1, 0, act)


def _one_of(said: str | None, known: Any) -> str | None:
    words = tuple(known)
    if said is not None and said not in words:
        raise InputError(f"{said[:40]!r} is none", said[:40], f"one of {', '.join(words)}")
    return said


def _within(entry: Any, start: date, end: date) -> bool:
    said = getattr(entry, "date", None)
    return said is None or data.within(str(said), getattr(entry, "until", None), (start, end))
