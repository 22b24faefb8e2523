"""The law as pages of text: a day's table, a measure's whole history, what a search found."""

from collections.abc import Iterator, Sequence
from datetime import date

from article41 import history, spelled
from article41.history import Standing
from article41.law import Regime
from article41.lookup import Hit
from article41.regime import Exemption, Explanation, Measure, OpenQuestion, Provision

GROUPS = {
    "goods": "Bans on goods",
    "services": "Bans on services and other acts",
    "listed": "Measures against listed parties",
    "vessels": "Measures against designated ships",
    "exemption": "Exemptions from other measures",
    "duty": "Duties and calls: they bind states or advise, and never bar an act by themselves",
}
"""Headings by `Standing.group`, in the order of the page."""
DIRECTIONS = {"to_dprk": "to the DPRK", "from_dprk": "from the DPRK", "either": "to or from the DPRK"}


def day_rows(standings: Sequence[Standing]) -> list[tuple[str, str, str, str]]:
    """Rows of the table of one day: measure with title, paragraph with first day, rule, what is unconfirmed."""
    return [
        (
            f"{s.measure.measure}\n{s.measure.title}",
            f"{s.citation}\nsince {s.since}",
            s.rule + _advice(s),
            ", ".join(s.unconfirmed),
        )
        for s in standings
    ]


def _advice(s: Standing) -> str:
    binding = s.text.binding if isinstance(s.text, Provision) else "decides"
    return f" (the Council {binding.replace('_', ' ')})" if binding in spelled.ADVICE else ""


def search_rows(hits: Sequence[Hit]) -> list[tuple[str, str, str]]:
    """Rows of what a search found: measure with title, why it matched, the days and paragraph of each provision."""
    return [(f"{h.measure.measure}\n{h.measure.title}", h.because, "\n".join(map(_days, h.spans))) for h in hits]


def _days(s: Standing) -> str:
    return f"{spelled.days(s.since, s.last_day)}\n  {s.citation}"


def drafted(law: Regime, day: date) -> str:
    """What a draft that is laid over means on a day; empty without one."""
    if law.draft is None:
        return ""
    if day < law.draft.in_force_if_adopted:
        return f", on which the draft {law.overlay} would not have been in force (from {law.draft.in_force_if_adopted})"
    return f", with the draft {law.overlay} laid over (it has no legal effect)"


def measure_head(m: Measure) -> Iterator[str]:
    """What a measure reaches, whatever the day."""
    yield f"kind: {m.kind}"
    if m.activities:
        yield f"activities: {', '.join(m.activities)}"
    if m.not_activities:
        yield f"activities: all but {', '.join(m.not_activities)}"
    if m.direction:
        yield f"direction: {DIRECTIONS[m.direction]}"
    if m.party_types:
        yield f"parties: {', '.join(m.party_types)}"
    if m.designation:
        yield f"designation of the ship: {m.designation}"
    if m.opens:
        yield f"opens: {m.opens if isinstance(m.opens, str) else ', '.join(m.opens)}"


def scope(m: Measure) -> Iterator[str]:
    """Classes of goods with their codes, subjects with their words, and the questions that the text leaves open."""
    for name, goods in m.goods.items():
        yield from spelled.goods(name, goods)
    for name, subject in m.subjects.items():
        yield f"{name}: {', '.join(subject.words)}" + (f" ({subject.note})" if subject.note else "")
    yield from (line for question in m.open for line in _open(question))


def _open(q: OpenQuestion) -> Iterator[str]:
    yield f"left open by the text: {q.question}"
    codes = f"; HS {', '.join(q.hs)}" if q.hs else ""
    yield f"  at best {q.best}, at worst {q.worst}{codes}" + (f"; {q.note}" if q.note else "")


def provision(s: Standing, law: Regime) -> Iterator[str]:
    """One entry of a history: the rule, what it needs, its exceptions, explanations, flags and notes."""
    text = s.text
    if isinstance(text, Exemption):
        yield from spelled.exemption(text, text.law, law.conditions)
        return
    yield text.rule
    yield from _reach(text, law)
    for e in text.exceptions:
        first, *rest = spelled.exemption(e, text.law, law.conditions)
        yield f"exception, {first}"
        yield from rest
    yield from _remarks(text)
    yield from (line for line in (spelled.unconfirmed(s.unconfirmed), text.note) if line)
    if text.sources:
        yield f"sources: {', '.join(text.sources)}"


def _reach(p: Provision, law: Regime) -> Iterator[str]:
    if p.binding in spelled.ADVICE:
        yield f"advice: the Council {p.binding.replace('_', ' ')}; this never changes a verdict"
    if p.reads_with:
        yield f"read with {', '.join(p.reads_with)}"
    for names, label in ((p.activities, "activities"), (p.only or (), "only for"), (p.excluding, "leaves out")):
        if names:
            yield f"{label}: {', '.join(names)}"
    yield from (f"only where: {spelled.condition(name, law.conditions)}" for name in p.when)
    yield from (f"or where: {spelled.condition(name, law.conditions)}" for name in p.or_when)


def _remarks(p: Provision) -> Iterator[str]:
    if p.clarified:
        yield f"written down on {p.clarified.on} by {p.clarified.law}: {p.clarified.says}"
    for x in p.explained_by:
        yield from _explanation(x)


def _explanation(x: Explanation) -> Iterator[str]:
    since = f", since {x.since}" if x.since else ""
    yield f"explained by {x.law}{since}: {x.says}"
    yield from (f"  {line}" for line in (spelled.unconfirmed(x.unconfirmed), x.note) if line)


def entries(m: Measure) -> Iterator[tuple[str, Standing | None]]:
    """A measure's history with a heading for each entry; the entry that ends it stands without a `Standing`."""
    for span in history.spans(m):
        yield f"{spelled.days(span.since, span.last_day)}: {span.citation}", span
    for p in m.history:
        if p.ended:
            yield f"ended on {p.since}: {p.law}" + (f"; {p.note}" if p.note else ""), None
