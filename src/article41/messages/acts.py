"""The acts that a transfer stands for: the payment, and the trade that its texts name where it touches the territory.

Goods run against the money: the creditor sells, the debtor buys.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from article41.bulk.doubts import koreas
from article41.derived import SERVICE_WORDS
from article41.law import Regime
from article41.messages.leaves import Leaf
from article41.messages.payment import FieldFault, Payment
from article41.messages.people import Seen, Someone, country_codes
from article41.messages.texts import Mention
from article41.said import shown
from article41.transaction import Transaction

Said = dict[str, Any]
Paths = tuple[str, ...]

MOST_CODES = 50
"""A text with more HS codes than these is no remittance information."""


class Act(NamedTuple):
    """An act in the contract's form, and of each of its parts (`from`, `to`, `via`, `goods`, `parties[0].country`)
    the paths of the fields it rests on."""

    act: Transaction
    rests: dict[str, Paths]


class Place(NamedTuple):
    """Where a side of the payment is: a code, or what an unclear name may mean, and the fields that say so."""

    codes: tuple[str, ...] = ()
    paths: Paths = ()

    @property
    def code(self) -> str | None:
        return self.codes[0] if len(self.codes) == 1 else None


def payment_act(payment: Payment, law: Regime, found: Sequence[Mention]) -> Act:
    """The transfer of funds, from the debtor's side to the creditor's. `found` is what its texts name."""
    start, end = (side(payment, which, law.territory) for which in ("from", "to"))
    via = [(seen.codes[0], seen.leaf.path) for one in payment.people if one.side == "via" for seen in clear(one)]
    description = "; ".join(leaf.text for leaf in payment.texts)
    said, rests = _parties(payment, law.territory)
    said |= {"date": payment.day, "activity": "finance", "id": payment.id, "via": list(dict(via))}
    said["goods"] = [{"description": description, "value": payment.amount, "currency": payment.currency}]
    said["facts"] = {} if SERVICE_WORDS.found(description) else {"financial_service": "transfer"}
    rests |= {"from": start.paths, "to": end.paths, "via": tuple(path for _, path in via)}
    rests["goods"] = tuple(leaf.path for leaf in payment.texts)
    return Act(_read(said, start, end, law, _warnings(payment, law.territory, found)), rests)


def trade_act(payment: Payment, law: Regime, found: Sequence[Mention]) -> Act | None:
    """The trade that the texts name; None where they name no goods, or nothing in the transfer is in the territory."""
    goods = [mention for mention in found if mention.what in ("goods", "hs")]
    seller, buyer = (side(payment, which, law.territory) for which in ("to", "from"))
    named = [m for m in found if m.what == "country" and m.means == law.territory]
    seller, buyer = _placed(seller, named, "from", law.territory), _placed(buyer, named, "to", law.territory)
    if not goods or not any(law.territory in place.codes for place in (seller, buyer)):
        return None
    said, rests = _parties(payment, law.territory)
    said |= {"date": payment.day, "activity": "transfer", "id": payment.id, "goods": _goods(goods)}
    rests |= {"from": seller.paths, "to": buyer.paths, "goods": tuple(dict.fromkeys(m.leaf.path for m in goods))}
    read = ", ".join(dict.fromkeys(f"{m.said!r} in {m.leaf.path}" for m in goods))
    warning = f"the trade was read from words: {read}; please ask what was sold"
    return Act(_read(said, seller, buyer, law, [warning]), rests)


def side(payment: Payment, which: str, territory: str) -> Place:
    """Where one side of the payment is. One that is in the territory by any field is there, else the first counts."""
    seen = [s for one in _in_order(payment.people) if one.side == which for s in one.countries]
    there = [s for s in seen if s.codes == (territory,)] or [s for s in seen if territory in s.codes] or seen[:1]
    return Place(there[0].codes, tuple(s.leaf.path for s in there if s.codes == there[0].codes)) if there else Place()


def clear(someone: Someone) -> list[Seen]:
    """The countries of somebody that are clear."""
    return [seen for seen in someone.countries if len(seen.codes) == 1]


def country(someone: Someone, territory: str) -> tuple[str | None, Paths]:
    """The one country that somebody counts for, the territory before any other, and the fields that say so."""
    seen = clear(someone)
    code = territory if any(s.codes[0] == territory for s in seen) else next((s.codes[0] for s in seen), None)
    return code, tuple(s.leaf.path for s in seen if s.codes[0] == code)


def name_of(someone: Someone) -> Leaf | None:
    """What somebody is called: the name, else a BIC, a number or a line of the address; None without any."""
    return next(iter([*someone.names, *someone.of("bic", "lei", "id", "address")]), None)


def _in_order(found: Iterable[Someone]) -> list[Someone]:
    """Who is behind a payment before who carries it out."""
    return sorted(found, key=lambda one: (one.agent, not one.role.startswith("underlying")))


def _parties(payment: Payment, territory: str) -> tuple[Said, dict[str, Paths]]:
    parties: list[Said] = []
    rests: dict[str, Paths] = {}
    for one in payment.people:
        name = name_of(one)
        if name:
            code, paths = country(one, territory)
            rests[f"parties[{len(parties)}].country"] = paths
            kind = {"type": "bank"} if one.agent else {}
            parties.append({"name": name.text, "role": one.role, "country": code} | kind)
    return {"parties": parties}, rests


def _placed(place: Place, named: Sequence[Mention], way: str, territory: str) -> Place:
    """A side of the trade where the text puts the territory there; where it does not say which side, both stay open."""
    if territory in place.codes:
        return place
    sure = tuple(m.leaf.path for m in named if m.way == way)
    open_ = tuple(m.leaf.path for m in named if not m.way)
    if sure or not open_:
        return Place((territory,), sure) if sure else place
    return Place((territory, *(place.codes or ("another country",))), (*open_, *place.paths))


def _goods(found: Sequence[Mention]) -> list[Said]:
    """A good for each code with all words; the words alone where there is no code."""
    words = "; ".join(dict.fromkeys(m.means for m in found if m.what == "goods"))
    codes = {m.means: m.leaf.path for m in found if m.what == "hs"}
    if len(codes) > MOST_CODES:
        text = f"found {len(codes)} HS codes in the texts, expected at most {MOST_CODES}"
        raise FieldFault(next(iter(codes.values())), text)
    return [{"hs": code, "description": words} for code in codes] or [{"description": words}]


def _read(said: Said, start: Place, end: Place, law: Regime, warnings: Sequence[str]) -> Transaction:
    act = law.read(said | {"from": start.code, "to": end.code})
    unclear = {field: place.codes for field, place in (("from", start), ("to", end)) if len(place.codes) > 1}
    return msgspec.structs.replace(act, unclear=unclear, warnings=(*act.warnings, *warnings))


def _warnings(payment: Payment, territory: str, found: Sequence[Mention]) -> list[str]:
    """What names the territory and does not by itself place the payment there: somebody should look."""
    texts = [m.leaf for m in found if m.what == "country" and m.means == territory]
    births = [leaf for one in payment.people for leaf in one.of("birth_place") if territory in _places(leaf.text)]
    beside = [one for one in payment.people if one.side not in ("from", "to")]
    aside = [s.leaf for one in beside for s in clear(one) if s.codes == (territory,)]
    found_in = dict.fromkeys((*texts, *births, *aside))
    return [f"{leaf.path} names {territory}: {shown(leaf.text)!r}; please look" for leaf in found_in]


def _places(text: str) -> set[str]:
    """The countries that a place of birth names, by code, by name or by a town of the two Koreas."""
    return koreas(text) | set(country_codes(text))
