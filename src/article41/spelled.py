"""The words of the law files spelled out for a reader: periods, caps, grounds and terms, goods, days."""

from calendar import month_name
from collections.abc import Iterator, Mapping
from datetime import date

from article41.regime import Cap, Condition, Exemption, GoodsClass, Period

ADVICE = frozenset({"calls_upon", "urges", "requests", "directs", "demands", "emphasizes"})
FLAGS = {
    "substance": "what it says",
    "paragraph": "its paragraph",
    "hs": "its HS codes",
    "date": "its day",
    "amount": "its figure",
}


def days(since: date | None, last_day: date | None) -> str:
    """The days from `since` to `last_day`, both included; an open end is said in words."""
    if since is None:
        return f"until {last_day}" if last_day else "at all times"
    return f"{since} – {last_day}" if last_day else f"since {since}"


def unconfirmed(flags: tuple[str, ...]) -> str:
    """What no source confirmed, in words; empty where everything was seen."""
    return f"not confirmed by a source: {', '.join(FLAGS.get(flag, flag) for flag in flags)}" if flags else ""


def period(p: Period) -> str:
    """The time over which a cap counts."""
    if p.each_year_from:
        month, day = (int(part) for part in p.each_year_from.split("-"))
        return f"in each year from {day} {month_name[month]}"
    if p.rolling:
        return f"in any {p.rolling}"
    return f"from {p.start} to {p.end}" if p.end else f"from {p.start}"


def cap(c: Cap) -> str:
    """A cap in one line, figures as the resolution writes them."""
    either = f" or {c.alternative}" if c.alternative else ""
    lower = ", whichever is lower" if c.whichever_is_lower else ""
    notices = f"; notices at {', '.join(map(str, c.notices))} percent" if c.notices else ""
    factors = f"; factors: {c.factors}" if c.factors else ""
    return f"cap: {c.cap}{either}{lower}, {c.counted}, {period(c.period)}{notices}{factors}"


def goods(name: str, c: GoodsClass) -> Iterator[str]:
    """A class of goods, one line for each thing its entry says."""
    yield name + (f", worth more than {c.above} a unit" if c.above else "")
    edition = "" if not c.hs_edition else f" (edition {c.hs_edition})"
    for codes, text in (
        (c.hs, "HS"),
        (c.hs_except, "HS left out"),
        (c.hs_described, "HS, only where the description says so"),
        (c.hs_asked, "HS, where the description is asked for"),
    ):
        if codes:
            yield f"  {text}: {', '.join(codes)}{edition}"
    if c.hs_basis:
        yield f"  basis of the codes: {c.hs_basis}"
    if c.words:
        yield f"  words{' (whatever the code)' if c.words_always else ''}: {', '.join(c.words)}"
    if c.not_words:
        yield f"  not: {', '.join(c.not_words)}"
    yield from (f"  {line}" for line in (unconfirmed(c.unconfirmed), c.note) if line)


def exemption(e: Exemption, law: str, conditions: Mapping[str, Condition]) -> Iterator[str]:
    """What an exception says, then its grounds, cap, terms and days. `law`: the paragraph that it stands under."""
    name = f"{e.name}: " if e.name else ""
    own = f" ({e.law})" if e.law and e.law != law else ""
    yield f"{name}{e.says}{own}"
    yield from (f"  {line}" for line in _scope(e))
    yield from (f"  where: {condition(ground, conditions)}" for ground in e.grounds)
    if e.within:
        yield f"  {cap(e.within)}"
    yield from (f"  on the term: {condition(term, conditions)}" for term in e.terms)
    yield from (f"  {line}" for line in _ends(e))


def _scope(e: Exemption) -> Iterator[str]:
    if e.only:
        yield f"only for: {', '.join(e.only)}"
    if e.other_than:
        yield f"not for: {', '.join(e.other_than)}"
    if e.entries:
        yield f"for the list entries {', '.join(e.entries)}"
    if e.definition:
        yield "outside the paragraph by definition"
    if e.approval:
        yield "the Committee approves in advance, case by case"


def _ends(e: Exemption) -> Iterator[str]:
    if e.contract_before:
        yield f"written contract finalised before {e.contract_before}"
    if e.since or e.until:
        yield f"helps {days(e.since, e.until)}, last day included" if e.until else f"helps {days(e.since, None)}"
    if e.notify_by:
        yield f"the Committee is told by {e.notify_by}"
    if e.open:
        yield f"left open by the text: {e.open}"
    yield from (f"explained by {x.law}: {x.says}" for x in e.explained_by)
    yield from (line for line in (unconfirmed(e.unconfirmed), e.note) if line)


def condition(name: str, conditions: Mapping[str, Condition]) -> str:
    """A condition as it stands in an answer, or else its question; its name where the law knows none such."""
    found = conditions.get(name)
    return (found.says or found.asks) if found else name
