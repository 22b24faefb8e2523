"""What claims are held against: the record, the law, the Council's list."""

import re
import unicodedata
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from article41.citation import Citation
from article41.law import Regime
from article41.reading.links.verdicts import span_of
from article41.record.entries import Incident
from article41.record.store import Record
from article41.record.texts import Resolution
from article41.regime import Measure, Provision
from article41.screening.entries import Entry, load_list


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name's letters a to z, whatever its accents, case and hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z]", "", plain)


class Held(NamedTuple):
    """A provision and the measure it belongs to."""

    measure: Measure
    provision: Provision

    @property
    def number(self) -> int:
        """The number of its resolution."""
        return self.provision.citation.order[1]


class Known:
    """The record and the law, with the few tables that links ask for again and again."""

    def __init__(self, record: Record, law: Regime) -> None:
        self.record, self.law = record, law
        self._spans: dict[tuple[str, ...], list[tuple[Incident, date, date]]] = {}

    @cached_property
    def provisions(self) -> tuple[Held, ...]:
        """Every provision that has a text, oldest first within its measure."""
        return tuple(Held(m, p) for m in self.law.measures.values() for p in m.history if not p.ended)

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """The built-in 1718 list."""
        return load_list().entries

    @cached_property
    def took_part(self) -> dict[str, frozenset[str]]:
        """For each talk, by its id, the folded names of those who took part, in all their spellings."""
        people = {p.id: [folded(n) for n in (p.name, *p.variants)] for p in self.record.people}
        return {
            t.id: frozenset(n for i in t.people for n in people.get(i, ())).union(map(folded, t.others))
            for t in self.record.talks
        }

    def spans(self, kinds: tuple[str, ...]) -> list[tuple[Incident, date, date]]:
        """The incidents of some kinds with their first and last days, worked out once for all claims."""
        if kinds not in self._spans:
            self._spans[kinds] = [(i, *span_of(i)) for i in self.record.incidents if i.kind in kinds]
        return self._spans[kinds]

    def resolution(self, number: object) -> Resolution | None:
        """A resolution of the record by its number."""
        found = self.record.by_id.get(f"res-{number}")
        return found if isinstance(found, Resolution) else None

    def named(self, text: str) -> set[int]:
        """The resolutions of the record that a text names by number, be it only the number: "2371 and 2375"."""
        return {int(n) for n in re.findall(r"\b\d{3,4}\b", text) if self.resolution(n)}

    def id_of(self, cited: Citation) -> str | None:
        """The record's id of the text a paragraph stands in."""
        if cited.symbol.startswith("S/RES/"):
            name = f"res-{cited.order[1]}"
            return name if name in self.record.by_id else None
        return next((d.id for d in self.record.drafts if cited.symbol in (d.symbol, d.id)), None)
