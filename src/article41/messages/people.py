"""Everybody a transfer names, with all that it says of each, field by field."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import msgspec

from article41.bulk.doubts import koreas
from article41.errors import InputError
from article41.messages.fields import NOT_PROVIDED, ROLES, Kind, Side, is_account, kind_of
from article41.messages.leaves import Leaf
from article41.places import parse_country

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIRTH = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
TAX = frozenset({"Tax", "TaxRmt"})
UNDERLYING = "UndrlygCstmrCdtTrf"


class Seen(msgspec.Struct, frozen=True):
    """A country that a field names; `codes` holds several where its name is unclear, `leaf` is the field."""

    codes: tuple[str, ...]
    leaf: Leaf


@dataclass
class Someone:
    """A party or agent of a transfer. `path` is its element; `said` its fields by what they are."""

    path: str
    tag: str
    role: str
    side: Side
    agent: bool = False
    said: dict[Kind, list[Leaf]] = field(default_factory=dict)

    def of(self, *kinds: Kind) -> list[Leaf]:
        """Its fields of these kinds, in the message's order within each."""
        return [leaf for kind in kinds for leaf in self.said.get(kind, ())]

    @property
    def names(self) -> list[Leaf]:
        """Its own name first, then those of its contact, branch and account."""
        return sorted(self.of("name"), key=lambda leaf: leaf.path.count("/") + 9 * is_account(leaf.tags))

    @cached_property
    def countries(self) -> tuple[Seen, ...]:
        """The countries it is said to be in: of its address and residence, its account, its BIC.

        A coded country governs; place names in the address count where it gives none.
        """
        coded = [Seen(codes, leaf) for leaf in self.of("country") if (codes := country_codes(leaf.text))]
        banked = [Seen(codes, leaf) for leaf in self.of("iban", "account") if (codes := iban_country(leaf.text))]
        agents = [Seen(codes, leaf) for leaf in self.of("bic") if (codes := bic_country(leaf.text))]
        return (*(coded or self._named()), *banked, *agents)

    def _named(self) -> Iterator[Seen]:
        for leaf in self.of("address"):
            for code in sorted(koreas(leaf.text)):
                yield Seen((code,), leaf)


def people(leaves: Iterable[Leaf]) -> tuple[list[Someone], list[Leaf]]:
    """Everybody named, in the message's order, and the texts that are nobody's."""
    found: dict[str, Someone] = {}
    rest: list[Leaf] = []
    for leaf in leaves:
        kind = kind_of(leaf.tags)
        if kind in (None, "text", "purpose"):
            rest.append(leaf)
            continue
        assert kind
        path, tag = owner(leaf)
        someone = found.setdefault(path, _someone(path, tag, leaf.tags))
        someone.agent = someone.agent or "FinInstnId" in leaf.tags
        someone.said.setdefault(kind, []).append(leaf)
    return list(found.values()), rest


def owner(leaf: Leaf) -> tuple[str, str]:
    """The path and the name of the element whose text this is: the nearest that stands for somebody.

    An account belongs to its holder. Where no name is known, the element above the text is taken.
    """
    steps = leaf.path.split("/")
    above = len(steps) - len(leaf.tags)  # a transfer of pain.001 stands in its payment, which its names leave out
    for n in range(len(leaf.tags) - 2, -1, -1):
        bare = leaf.tags[n].removesuffix("Acct")
        if leaf.tags[n] in ROLES or bare in ROLES:
            tag = leaf.tags[n] if leaf.tags[n] in ROLES else bare
            last = steps[n + above] if tag == leaf.tags[n] else bare
            return "/".join([*steps[: n + above], last]), tag
    n = max(len(leaf.tags) - 2, 0)
    return "/".join(steps[: n + above + 1]), leaf.tags[n]


def _someone(path: str, tag: str, tags: tuple[str, ...]) -> Someone:
    role, side = ROLES.get(tag, (tag, ""))
    if TAX.intersection(tags):
        role, side = f"tax {role}", ""
    return Someone(path, tag, f"underlying {role}" if UNDERLYING in tags else role, side)


def is_birth_date(text: str) -> bool:
    """Whether a text is a date, or a year, as the list writes them; what is none must not end a match."""
    return _BIRTH.fullmatch(text) is not None


def provided(text: str) -> bool:
    """Whether a text is more than a filler for an element left without content."""
    return text.upper() not in NOT_PROVIDED


@lru_cache(maxsize=4096)
def country_codes(text: str) -> tuple[str, ...]:
    """The countries that a code or name may mean; none where it is no country."""
    try:
        return parse_country(text).candidates
    except InputError:
        return ()


@lru_cache(maxsize=4096)
def iban_country(text: str) -> tuple[str, ...]:
    """The country of an IBAN (ISO 13616); none where its shape or its check digits do not fit."""
    bare = text.replace(" ", "").upper()
    if not _IBAN.fullmatch(bare):
        return ()
    digits = "".join(str(int(char, 36)) for char in bare[4:] + bare[:4])
    return country_codes(bare[:2]) if int(digits) % 97 == 1 else ()


@lru_cache(maxsize=4096)
def bic_country(text: str) -> tuple[str, ...]:
    """The country in characters 5 and 6 of a BIC (ISO 9362); none where the text has not the shape of one."""
    bare = text.upper()
    return country_codes(bare[4:6]) if _BIC.fullmatch(bare) else ()
