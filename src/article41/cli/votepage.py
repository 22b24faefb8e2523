"""How `a41 council vote` and `votes` print: ballots, why they carry or not, and the law they would have changed."""

from collections.abc import Iterator, Sequence

from article41 import lawchange
from article41.cli import paper, recordpage
from article41.cli.recordpage import Row
from article41.law import Regime
from article41.record import data
from article41.record.data import result
from article41.record.store import Record
from article41.record.voting import NEEDED, Outcome, Vote
from article41.supposed import law_if_passed, vote_data

BALLOTS = {"yes": "in favour", "no": "against", "abstain": "abstaining", "absent": "absent"}


def why(record: Record, o: Outcome) -> str:
    """The result with its reason."""
    tally = f"{o.in_favour} in favour, {o.against} against, {o.abstaining} abstaining"
    tally += f", {o.absent} absent" if o.absent else ""
    rule = "Article 27(2)" if o.procedural else "Article 27(3)"
    if o.carried:
        none = "" if o.procedural else " and no permanent member against"
        return f"{tally}: {o.word}; {NEEDED} or more in favour{none} ({rule} of the Charter)"
    if o.vetoes:
        return f"{tally}: vetoed by {recordpage.names(record, o.vetoes)} ({rule} of the Charter)"
    return f"{tally}: {o.word.replace('_', ' ')}, fewer than {NEEDED} in favour ({rule} of the Charter)"


def vote(record: Record, cast: Vote, supposed: Vote | None, form: str) -> None:
    """A vote as cast and, where asked, as supposed; then the law it would have changed."""
    law = paper.the_law()
    if form == "json":
        return paper.json(vote_data(record, cast, supposed, law))
    text = cast.text
    recordpage.title(f"{text.symbol or text.id}, put to the vote on {text.date}: {_what(cast)}")
    paper.lines([why(record, cast.outcome), *_ballots(record, cast), *_recorded(cast), *_membership(cast)], 2)
    if supposed:
        paper.heading("supposed")
        paper.lines([*_supposed(record, cast, supposed), why(record, supposed.outcome)], 2)
        paper.lines(_consequence(supposed, law), 2)
    paper.heading(f"confirmed: {recordpage.standing(text)}; sources")
    paper.lines((record.address(s) for s in (*text.sources, *cast.council.year.sources)), 2)
    paper.lines((f"to be checked: {s}" for s in (*text.check_at, *cast.council.year.check_at)), 2)


def _ballots(record: Record, v: Vote) -> Iterator[str]:
    for ballot, words in BALLOTS.items():
        named = [c for c, b in v.ballots.items() if b == ballot]
        shown = (record.name(c) + (" (permanent)" if c in v.council.permanent else "") for c in named)
        if named or ballot in ("no", "abstain"):
            yield f"{words}: {', '.join(shown) or 'none'}"


def _recorded(v: Vote) -> Iterator[str]:
    r = v.text.recorded
    if r:
        agrees = "as worked out" if r.outcome == v.outcome.word else f"but worked out: {v.outcome.word}"
        yield f"recorded: {r.outcome}, {r.in_favour}-{r.against}-{r.abstaining}, {agrees}"


def _membership(v: Vote) -> Iterator[str]:
    if not v.council.year.confirmed:
        yield f"unconfirmed: the membership of {v.council.day.year}; who is not named is taken to have voted in favour"


def _supposed(record: Record, cast: Vote, supposed: Vote) -> Iterator[str]:
    for code, ballot in supposed.ballots.items():
        if ballot != cast.ballots[code]:
            yield f"{record.name(code)}: {BALLOTS[ballot]} instead of {BALLOTS[cast.ballots[code]]}"


def _consequence(v: Vote, law: Regime) -> Iterator[str]:
    if not v.outcome.carried:
        return
    changes = law_if_passed(law, v)
    if changes is None:
        yield "The law files hold no draft of that symbol, so what it would have changed is not known here."
        return
    draft = law.drafts[v.text.symbol]
    since = draft.in_force_if_adopted
    yield f"It would then have changed {len(changes)} measures from {since} (it has no legal effect):"
    for kind, words in lawchange.KINDS.items():
        yield from (f"  {words}: {c.measure.measure}, {c.measure.title}" for c in changes if c.kind == kind)
    yield from (f"  {lawchange.listing(entry)}" for entry in draft.listings)
    yield f"See a41 law diff --overlay {draft.draft}; judge an act by a41 check --overlay {draft.draft} ..."


def votes(record: Record, found: Sequence[Vote], code: str | None, form: str) -> None:
    """All votes, one a row."""
    if form == "json":
        return paper.json({"votes": [data.of_entry(record, v.text, result=result(v)) for v in found]})
    could = f" in which {record.name(code)} could take part" if code else ""
    recordpage.title(recordpage.many(len(found), "vote") + could)
    own = (f"{record.name(code)} voted",) if code else ()
    rows = [_row(record, v, code) for v in found]
    recordpage.table(record, ("day", "text", "what", "votes", "result", *own), rows, 2)


def _row(record: Record, v: Vote, code: str | None) -> Row:
    o = v.outcome
    by = f" by {recordpage.names(record, o.vetoes)}" if o.vetoes else ""
    own = (BALLOTS[v.ballots[code]],) if code else ()
    tally = f"{o.in_favour}-{o.against}-{o.abstaining}"
    result = o.word.replace("_", " ") + by
    return Row((str(v.text.date), v.text.symbol or v.text.id, _what(v), tally, result, *own), v.text)


def _what(v: Vote) -> str:
    return str(getattr(v.text, "title", "") or getattr(v.text, "subject", ""))
