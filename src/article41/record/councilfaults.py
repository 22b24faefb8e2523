"""What the Council's files must mean: members, ballots, presidencies, commitments."""

from collections.abc import Iterator

from article41.record.files import Placed
from article41.record.known import Known, Rule, near
from article41.record.texts import Commitment, Membership, Presidency, Voted
from article41.yamlfile import LawError

COUNCIL_SIZE, ELECTED = 15, 10


def _votes(p: Placed, known: Known) -> Iterator[LawError]:
    """Only members of that year vote, each once, and the counts recorded add up to those cast."""
    e = p.entry
    if not isinstance(e, Voted) or e.ballots is None:
        return
    named = (*e.ballots.against, *e.ballots.abstaining, *e.ballots.absent)
    for code in sorted(set(named) - known.members.get(e.date.year, set())):
        yield p.fault(f"{code} was no member of the Council in {e.date.year}", "ballots")
    for code in sorted({c for c in named if named.count(c) > 1}):
        yield p.fault(f"{code} is named twice in one vote", "ballots")
    if e.ballots.unanimous == bool(named):
        yield p.fault("write `unanimous: true`, or name who was not in favour: one of the two", "ballots")
    if e.recorded:
        cast = (COUNCIL_SIZE - len(named), len(e.ballots.against), len(e.ballots.abstaining))
        said = (e.recorded.in_favour, e.recorded.against, e.recorded.abstaining)
        if cast != said:
            yield p.fault(f"recorded {_tally(said)}, but the ballots come to {_tally(cast)}", "recorded")


def _tally(counts: tuple[int, int, int]) -> str:
    return "-".join(map(str, counts))


def _members(p: Placed, known: Known) -> Iterator[LawError]:
    if not isinstance(p.entry, Membership):
        return
    for n, year in enumerate(p.entry.years):
        if len(known.members[year.year]) != COUNCIL_SIZE or len(year.elected) != ELECTED:
            found = len(known.members[year.year])
            yield p.fault(f"{year.year} has {found} members; expected {COUNCIL_SIZE}", f"years[{n}]")
        for code in sorted(known.members[year.year] - known.codes):
            yield p.fault(f"{code!r} is no code of actors/codes.yaml", f"years[{n}].elected")


def _presidency(p: Placed, known: Known) -> Iterator[LawError]:
    e = p.entry
    if isinstance(e, Presidency) and e.state not in known.members.get(int(e.month[:4]), set()):
        yield p.fault(f"{e.state} was no member of the Council in {e.month[:4]} and cannot have presided", "state")


def _commitment(p: Placed, known: Known) -> Iterator[LawError]:
    """It stands in a text of the record, and holds from the day of that text."""
    e = p.entry
    if not isinstance(e, Commitment):
        return
    symbol = e.law.partition(",")[0]
    if symbol not in known.symbols:
        yield p.fault(f"the record has no text {symbol!r}{near(symbol, set(known.symbols))}", "law")
    elif known.symbols[symbol] != e.since:
        yield p.fault(f"since {e.since}, but {symbol} is of {known.symbols[symbol]}", "since")


COUNCIL_RULES: tuple[Rule, ...] = (_votes, _members, _presidency, _commitment)
