"""A transfer put together: its day, amount, people and texts."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from article41.dates import parse_date
from article41.errors import InputError
from article41.messages.fields import kind_of
from article41.messages.leaves import Leaf
from article41.messages.people import Someone, people, provided
from article41.messages.stream import Sent
from article41.quantity import parse_currency, parse_quantity
from article41.said import shown
from article41.screening.names import MOST_CHARACTERS

DAYS = (
    ("IntrBkSttlmDt",), ("PmtInf", "ReqdExctnDt"), ("PmtInf", "ReqdExctnDt", "Dt"), ("PmtInf", "ReqdExctnDt", "DtTm"),
    ("GrpHdr", "IntrBkSttlmDt"), ("GrpHdr", "CreDtTm"),
)  # fmt: skip
"""Where the day of the act stands, the best first: settlement, else execution, else when the message was made."""
AMOUNTS = (("IntrBkSttlmAmt",), ("Amt", "InstdAmt"), ("Amt", "EqvtAmt", "Amt"), ("InstdAmt",))
IDS = (("PmtId", "UETR"), ("PmtId", "TxId"), ("PmtId", "EndToEndId"), ("PmtId", "InstrId"))
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*|Z|[+-][0-9]{2}:[0-9]{2})?")
_TRANSFER = "CdtTrfTxInf"


class FieldFault(InputError):
    """A field without which a transfer cannot be judged is absent or cannot be read; `path` says which."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path


class Payment(NamedTuple):
    """A transfer that was read. `day` is ISO; `rest` holds the fields that are screened against nothing."""

    sent: Sent
    id: str | None
    day: str
    amount: float
    currency: str
    people: list[Someone]
    texts: list[Leaf]
    purposes: list[Leaf]
    rest: list[Leaf]


def read_payment(sent: Sent) -> Payment:
    """The transfer's fields in their places. Raises FieldFault, which names the field, what was found and expected."""
    by_tags: dict[tuple[str, ...], Leaf] = {}
    for leaf in sent.leaves:
        by_tags.setdefault(leaf.tags[1:] if leaf.tags[0] == _TRANSFER else leaf.tags, leaf)
    day, amount, id = (_first(by_tags, places) for places in (DAYS, AMOUNTS, IDS))
    named, others = people(leaf for leaf in sent.leaves if provided(leaf.text))
    _check_lengths(named)
    kinds = [(leaf, kind_of(leaf.tags)) for leaf in others]
    return Payment(
        sent,
        id.text if id and provided(id.text) else None,
        _day(sent.path, day),
        *_amount(sent.path, amount),
        named,
        [leaf for leaf, kind in kinds if kind == "text"],
        [leaf for leaf, kind in kinds if kind == "purpose"],
        [leaf for leaf, kind in kinds if kind is None and leaf not in (day, amount)]
        + [leaf for leaf in sent.leaves if not provided(leaf.text)],
    )


def _check_lengths(named: Iterable[Someone]) -> None:
    """A name that is cut before it is looked for would hide what stands behind the cut."""
    for leaf in (leaf for one in named for leaf in one.of("name", "address")):
        if len(leaf.text) > MOST_CHARACTERS:
            raise FieldFault(leaf.path, f"found {len(leaf.text)} characters, expected at most {MOST_CHARACTERS}")


def _first(by_tags: dict[tuple[str, ...], Leaf], places: Iterable[tuple[str, ...]]) -> Leaf | None:
    return next((by_tags[place] for place in places if place in by_tags), None)


def _day(path: str, leaf: Leaf | None) -> str:
    expected = "a day such as 2018-03-01"
    if leaf is None:
        raise FieldFault(path, f"no IntrBkSttlmDt, ReqdExctnDt or CreDtTm in it or above it; expected {expected}")
    found = _DAY.fullmatch(leaf.text)
    if not found:
        raise FieldFault(leaf.path, f"found {shown(leaf.text)!r}, expected {expected}")
    try:
        return parse_date(found[1]).isoformat()
    except InputError as fault:
        raise FieldFault(leaf.path, str(fault)) from None


def _amount(path: str, leaf: Leaf | None) -> tuple[float, str]:
    if leaf is None:
        raise FieldFault(path, "no amount in it; expected IntrBkSttlmAmt, or Amt with InstdAmt or EqvtAmt in it")
    if not re.fullmatch(r"[0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18}", leaf.text):
        raise FieldFault(leaf.path, f"found {shown(leaf.text)!r}, expected an amount such as 1250.00")
    try:
        return float(parse_quantity(leaf.text)), parse_currency(leaf.currency)
    except InputError as fault:
        raise FieldFault(f"{leaf.path}/@Ccy" if not leaf.currency else leaf.path, str(fault)) from None
