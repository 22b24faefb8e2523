"""Doubts about what was said, for a person to look at: they warn and never change a verdict.

The two Koreas are mixed up in customs papers by a slip between KP and KR. The coded country governs; where a party's
text names the other one, somebody should ask.
"""

import re
from collections.abc import Iterator

import msgspec

from article41.transaction import Transaction
from article41.words import Terms

_FULL_NAME = re.compile(r"democratic\s+people.{0,2}s'?\s+republic\s+of\s+korea", re.IGNORECASE)
_KOREAS = Terms(
    {
        "KP": [
            "dprk", "d.p.r.k.", "dpr korea", "d.p.r. korea", "north korea", "north korean", "pyongyang", "pyeongyang",
            "nampo", "wonsan", "chongjin", "hamhung", "hungnam", "sinuiju", "rajin", "rason", "haeju", "sariwon",
            "조선민주주의인민공화국", "북한", "평양", "朝鲜", "平壤",
        ],
        "KR": [
            "republic of korea", "r.o. korea", "r.o.k.", "south korea", "south korean", "seoul", "suwon", "busan",
            "pusan", "incheon", "inchon", "daegu", "taegu", "daejeon", "taejon", "gwangju", "kwangju", "ulsan",
            "gyeonggi", "pohang", "changwon", "yeosu", "대한민국", "한국", "서울", "韩国", "首尔",
        ],
    }
)  # fmt: skip
_NAMES = {"KP": "the DPRK", "KR": "the Republic of Korea"}
KOREAS = frozenset(_NAMES)
"""The codes of the two, which `koreas` tells apart."""
_OTHER = {"KP": "KR", "KR": "KP"}
_AT_ORIGIN = frozenset({"seller", "shipper", "consignor", "exporter", "supplier", "manufacturer", "sender", "payer"})
_AT_DESTINATION = frozenset({"buyer", "consignee", "importer", "recipient", "payee", "beneficiary", "end user"})


def doubts(act: Transaction) -> tuple[str, ...]:
    """Warnings about an act: an unclear country, and a party whose text names the other Korea than its code."""
    return (*_unclear(act), *_other_korea(act))


def with_doubts(act: Transaction) -> Transaction:
    """The act with its doubts among its warnings."""
    found = doubts(act)
    return msgspec.structs.replace(act, warnings=act.warnings + found) if found else act


def _unclear(act: Transaction) -> Iterator[str]:
    for field, candidates in act.unclear.items():
        yield f"{field}: the name may mean {' or '.join(candidates)}; nothing was assumed, a code would settle it"


def _other_korea(act: Transaction) -> Iterator[str]:
    for party in act.parties:
        for field, code in _beside(act, party.role):
            other = _OTHER.get(code or "")
            if code and other and other in koreas(party.name):
                text = f"{field} is {code} ({_NAMES[code]}), but the {party.role} {party.name!r} names {_NAMES[other]}"
                yield f"{text}; the code governs, please ask whether it is right"


def _beside(act: Transaction, role: str) -> Iterator[tuple[str, str | None]]:
    """The country fields that a party of this role is expected to share."""
    if role.casefold() in _AT_ORIGIN:
        yield "from", act.from_
    elif role.casefold() in _AT_DESTINATION:
        yield "to", act.to


def koreas(text: str) -> set[str]:
    """The Koreas that a text names, as codes."""
    return _KOREAS.found(_FULL_NAME.sub("dprk", text))
