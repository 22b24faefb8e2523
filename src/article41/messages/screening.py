"""Each field of a transfer that may name somebody, looked for on the list by itself."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from article41.messages.acts import country
from article41.messages.leaves import Leaf
from article41.messages.payment import Payment
from article41.messages.people import Someone, is_birth_date
from article41.messages.texts import Mention
from article41.screening.entries import Entry
from article41.screening.hits import Candidate, Hit, Query, Screener
from article41.screening.screener import ListScreener, hits_of
from article41.transaction import Transaction

FULL_LINES = frozenset({"AdrLine", "BldgNm", "CareOf", "Dept", "SubDept"})
"""Lines of an address in which a name may stand."""
LEAST_NUMBER = 6
"""A shorter number of somebody's (`Othr/Id`) would meet entries by chance."""
BANK = 8
"""So many characters of a BIC name the institution; the rest is the branch."""


class Asked(NamedTuple):
    """A field to look for. `sure`: it says who takes part; else a hit is possible at most. `exact`: near is nothing.

    `country` is where the message puts the bearer; it may weaken a match and never ends one, since an address is no
    nationality.
    """

    leaf: Leaf
    role: str
    query: Query
    sure: bool = True
    exact: bool = False
    country: str | None = None


class FieldHit(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry that a field met: where the field stands, whose it is, and why the entry was met."""

    path: str
    role: str
    said: str
    entry: str
    name: str
    matched: str
    score: float
    decision: str
    listed_on: str
    reasons: tuple[str, ...] = ()


class Met(NamedTuple):
    """A hit as a check takes it, and as the answer shows it."""

    hit: Hit
    field: FieldHit


class Known:
    """A screener that gives hits found before."""

    def __init__(self, screener: Screener, hits: Sequence[Hit]) -> None:
        self.version, self.list_date, self._hits = screener.version, screener.list_date, tuple(hits)

    def screen(self, act: Transaction) -> tuple[Hit, ...]:
        return self._hits


def asked(payment: Payment, territory: str, found: Sequence[Mention]) -> list[Asked]:
    """Every field of the transfer to look for: names, BICs, numbers, lines of addresses, and ships in texts."""
    fields = [field for one in payment.people for field in _of(one, country(one, territory)[0])]
    ships = [Asked(m.leaf, "ship in a text", Query("", "vessel", imo=m.means)) for m in found if m.what == "ship"]
    return [*fields, *ships]


def _of(one: Someone, where: str | None) -> Iterator[Asked]:
    type = "bank" if one.agent else None
    birth = next((leaf.text for leaf in one.of("birth_date") if is_birth_date(leaf.text)), None)
    for n, leaf in enumerate(one.names):
        yield Asked(leaf, one.role, Query(leaf.text, type, birth_date=birth), n == 0, False, where)
    for leaf in one.of("bic"):
        yield Asked(leaf, one.role, Query("", identifiers={"swift": leaf.text.upper()[:BANK]}))
    for leaf in one.of("lei"):
        yield Asked(leaf, one.role, Query("", identifiers={"lei": leaf.text}))
    for leaf in one.of("id"):
        if len(leaf.text) >= LEAST_NUMBER:
            yield Asked(leaf, one.role, Query("", identifiers={"number": leaf.text}), False)
    for leaf in one.of("address"):
        if leaf.tags[-1] in FULL_LINES:
            yield Asked(leaf, one.role, Query(leaf.text), False, True)


def candidates(screener: ListScreener, fields: Sequence[Asked]) -> list[tuple[Candidate, ...]]:
    """The candidates of every field, in order; what is asked several times is looked for once."""
    keys = [msgspec.json.encode(field.query) for field in fields]
    unlike = dict(zip(keys, (field.query for field in fields), strict=True))
    found = dict(zip(unlike, screener.screen_many(list(unlike.values())), strict=True))
    return [found[key] for key in keys]


def met(field: Asked, found: Sequence[Candidate], act: Transaction) -> list[Met]:
    """The hits of a field on the act's day."""
    weighed = [softened for candidate in found if (softened := _weighed(field, candidate))]
    by_entry = {candidate.entry.id: candidate for candidate in weighed}
    hits = hits_of([(field.leaf.text, field.query)], [weighed], act.date)
    return [Met(hit, _shown(field, hit, by_entry[hit.entry.id].reasons)) for hit in hits]


def named_in_texts(found: Sequence[Mention], entries: dict[str, Entry], act: Transaction) -> list[Met]:
    """Listed names that stand in a text: possible at most, for a text names others than those who take part."""
    hits: list[Met] = []
    for m in (m for m in found if m.what == "listed"):
        entry = entries[m.means]
        candidate = Candidate(entry, entry.name, m.said, 1.0, "possible", ("stands in a text",))
        type = "vessel" if entry.type == "vessel" else None
        hits += met(Asked(m.leaf, "named in a text", Query(m.said, type)), [candidate], act)
    return hits


def one_an_entry(hits: Sequence[Met]) -> list[Met]:
    """Of each entry the first match and the first possible hit: more of them decide nothing more."""
    first: dict[tuple[str, str], Met] = {}
    for one in hits:
        first.setdefault((one.field.entry, one.field.decision), one)
    return list(first.values())


def _weighed(field: Asked, found: Candidate) -> Candidate | None:
    """What is left of a candidate: an exact one that is not sure is possible, and why."""
    if found.decision != "match":
        return None if field.exact else found
    known = (*found.entry.countries, *found.entry.flags)
    against = field.country and known and field.country not in known
    if field.sure and not against:
        return found
    reason = f"{field.country} in the message, listed {', '.join(known)}" if against else "not the party's own name"
    return msgspec.structs.replace(found, decision="possible", reasons=(*found.reasons, reason))


def _shown(field: Asked, hit: Hit, reasons: tuple[str, ...]) -> FieldHit:
    since = min([hit.listed.start] if hit.listed else [d.start for d in hit.designated])
    return FieldHit(
        field.leaf.path, field.role, field.leaf.text, hit.entry.id, hit.entry.name, hit.name, hit.score, hit.decision,
        since.isoformat(), reasons,
    )  # fmt: skip
