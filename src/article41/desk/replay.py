"""A decision worked out again, from the record alone.

It is a replay where law, list, ledger and program are those that the decision names. With others at hand it is a
comparison: an answer that differs then is no sign of a fault.
"""

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from article41.check import check
from article41.desk.decisions import Decision, reading, under
from article41.law import Regime

if TYPE_CHECKING:
    from article41.ledger.view import Ledger
    from article41.screening.hits import Screener

COMPARED = ("law", "list", "ledger", "program")
"""The versions that must be the decision's own."""


class Replayed(NamedTuple):
    """What came of it. `other` says what at hand is another version, `differs` which fields of the verdict differ.

    `reading` is `same` where the input as received gives the recorded act, and otherwise says why not.
    """

    seq: int
    other: tuple[str, ...]
    differs: tuple[str, ...]
    reading: str

    @property
    def is_replay(self) -> bool:
        """Whether everything at hand is what the decision rested on."""
        return not self.other

    @property
    def is_same(self) -> bool:
        """Whether the recorded input gives the recorded act, and that the recorded verdict."""
        return not self.differs and self.reading == "same"


def replay(
    told: Decision, law: Regime, *, screener: "Screener | None" = None, ledger: "Ledger | None" = None
) -> Replayed:
    """Judge a decision again, with the draft laid over the law that it names. Raises Unknown for a draft not there.

    A replay gives the same bytes or differs; a comparison leaves the versions themselves out.
    """
    before = told.answer
    law = under(law, before.get("overlay", ""))
    after = check(told.act, law, screener=screener, ledger=ledger, trace="trace" in before)
    other = tuple(
        f"{name} {after.versions[name]}, recorded {told.versions.get(name, 'nothing')}"
        for name in COMPARED
        if after.versions[name] != told.versions.get(name)
    )
    return Replayed(told.entry.seq, other, _differing(told.verdict, after.to_json(), bool(other)), reading(told, law))


def _differing(before: bytes, after: bytes, compared: bool) -> tuple[str, ...]:
    """The fields of the verdict that differ; `bytes` where all fields are equal and yet the bytes are not."""
    if before == after:
        return ()
    old, new = msgspec.json.decode(before), msgspec.json.decode(after)
    names = sorted({*old, *new} - ({"versions"} if compared else set()))
    found = tuple(name for name in names if old.get(name) != new.get(name))
    return found or (() if compared else ("bytes",))
