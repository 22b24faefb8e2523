"""The answer in words: rulings become findings with paragraphs, conditions, questions, advisories and a trace."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from article41.citation import Citation
from article41.exemptions import Opened
from article41.facts import Facts
from article41.regime import BINDING, BY_SEVERITY, SEVERITY, Exemption
from article41.rulebook import Rule
from article41.transaction import Transaction
from article41.verdict import Advisory, Finding, Match, Missing, NotApplied, Term, Verdict
from article41.version import PROGRAM

if TYPE_CHECKING:
    from article41.check import Outcomes, Ruling
    from article41.law import Regime
    from article41.screening.hits import Hit, Screener

PROHIBITED, PERMITTED = SEVERITY["prohibited"], SEVERITY["permitted"]
NOTICE = "Not legal advice. United Nations Security Council measures only; national law may ask for more."


def verdict(
    act: Transaction,
    law: "Regime",
    hits: "tuple[Hit, ...]",
    rulings: "list[Ruling]",
    outcomes: "Outcomes",
    screener: "Screener | None",
    trace: bool,
) -> Verdict:
    """The verdict from what every rule leaves; findings strongest first, newest paragraph first among equals."""
    best, worst = outcomes.best, outcomes.worst
    binding = sorted((r for r in rulings if not r.advice), key=_strength)
    return Verdict(
        id=act.id,
        verdict=BY_SEVERITY[worst] if best == worst else "undetermined",
        range=(BY_SEVERITY[best], BY_SEVERITY[worst]),
        as_of=act.date,
        findings=tuple(finding for r in binding for finding in _findings(r, len(act.goods))),
        conditions=_conditions(binding) if best != PROHIBITED else (),
        missing=() if best == worst else _missing(binding, outcomes),
        matches=tuple(_match(hit) for hit in hits),
        advisories=tuple(dict.fromkeys([*_warnings(act), *(a for r in rulings if r.advice for a in _advice(r, law))])),
        versions=versions(act, law, screener),
        overlay=law.overlay,
        trace=_trace(act, law, hits, rulings) if trace else None,
    )


def _strength(r: "Ruling") -> tuple[int, int, tuple[int, int], str, int]:
    year, number = r.rule.citation.order
    return -r.worst, -r.best, (-year, -number), r.rule.name, r.facts.number


def _findings(r: "Ruling", goods: int) -> Iterable[Finding]:
    """One finding for the paragraph that decides, one for each further paragraph that bars the same or opened it."""
    way = governing(r)
    because = tuple(dict.fromkeys((*r.scope.because, *(way.because if way else _failures(r)))))
    main = _finding(r, r.rule.citation, because or (r.rule.provision.rule,), goods, _flags(r.rule), routes(r))
    if way and way.opening.citation != r.rule.citation:
        yield _finding(
            r,
            way.opening.citation,
            (way.opening.exemption.says, *way.because),
            goods,
            way.opening.exemption.unconfirmed,
        )
    yield main
    for also in r.rule.also:
        yield _finding(r, also, (f"read with {r.rule.citation}",), goods)
    yield from _listing_findings(r, goods)


def _listing_findings(r: "Ruling", goods: int) -> Iterable[Finding]:
    """The paragraph that listed the party, where the Council itself did."""
    if r.rule.measure.kind != "listed":
        return
    for hit in r.facts.hits:
        if hit.listed and "paragraph" in hit.listed.by:
            citation = Citation.parse(hit.listed.by)
            if citation not in (r.rule.citation, *r.rule.also):
                yield _finding(r, citation, (f"lists {hit.entry.name} ({hit.entry.id})",), goods)


def _finding(
    r: "Ruling",
    citation: Citation,
    because: tuple[str, ...],
    goods: int,
    flags: tuple[str, ...] = (),
    ways: tuple[dict[str, Any], ...] = (),
) -> Finding:
    clarified = r.rule.provision.clarified
    if clarified and citation == r.rule.citation:
        because += (
            f"{clarified.says}: written down on {clarified.on} ({clarified.law}), "
            "applied from the paragraph it explains",
        )
    return Finding(
        measure=r.rule.name,
        effect=BY_SEVERITY[r.worst],
        cite=citation.symbol,
        paragraph=citation.paragraph,
        because=tuple(text for text in because if text),
        applies_to=f"goods[{r.facts.number}]" if goods > 1 else "",
        routes=ways,
        range=None if r.best == r.worst else (BY_SEVERITY[r.best], BY_SEVERITY[r.worst]),
        unconfirmed=flags,
    )


@lru_cache(maxsize=1024)
def _unconfirmed_hs(rule_name: str, flags: tuple[str, ...], hs: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*flags, "hs"))) if hs else flags


def _flags(rule: Rule) -> tuple[str, ...]:
    hs = any("hs" in rule.measure.goods[name].unconfirmed for name in rule.goods)
    return _unconfirmed_hs(rule.name, rule.provision.unconfirmed, hs)


def governing(r: "Ruling") -> Opened | None:
    """The exemption that decides what the rule leaves: the one that leaves least, the first among equals."""
    open_ways = [way for way in r.ways if way.best < PROHIBITED]
    return min(open_ways, key=lambda way: (way.worst, way.best), default=None)


def _failures(r: "Ruling") -> tuple[str, ...]:
    """Why exemptions that were invoked failed: a broken term, a full cap, a late contract."""
    return tuple(text for way in r.ways if way.route for text in way.because)


def routes(r: "Ruling") -> tuple[dict[str, Any], ...]:
    """Exemptions that did not open the act but could, as they stand under this rule."""
    if r.best < PROHIBITED and r.best == r.worst:
        return ()
    return tuple(way.opening.route for way in r.ways if way.route and way.worst == PROHIBITED)


def _conditions(rulings: "list[Ruling]") -> tuple[Term, ...]:
    """The terms of every exemption that keeps the act lawful."""
    terms = [term for r in rulings if (way := governing(r)) for term in way.terms]
    return tuple(dict.fromkeys(terms))


def _missing(rulings: "list[Ruling]", outcomes: "Outcomes") -> tuple[Missing, ...]:
    """Facts that would decide, first the one whose answer leaves the least open."""
    questions = {q.fact: q for r in rulings if r.best < r.worst for q in r.questions}
    width = {q.fact: _left_open(n, outcomes) for n, q in enumerate(outcomes.asked)}
    widest = outcomes.worst - outcomes.best
    telling = [
        q
        for q in questions.values()
        if not q.answers or q.fact not in width or width[q.fact] < widest or _bears(q.key, outcomes)
    ]
    ordered = sorted(telling, key=lambda q: (width.get(q.fact, float(widest)), q.fact != "hs", q.fact))
    return tuple(Missing(q.fact, q.text) for q in ordered)


def _left_open(position: int, outcomes: "Outcomes") -> float:
    """The mean width of the range that is left when this one fact is known."""
    groups: dict[Any, list[tuple[int, int]]] = {}
    for answers, bounds in outcomes.by_answer.items():
        groups.setdefault(answers[position], []).append(bounds)
    widths = [max(high for _, high in g) - min(low for low, _ in g) for g in groups.values()]
    return sum(widths) / len(widths)


def _bears(key: str, outcomes: "Outcomes") -> bool:
    """Whether some answer to the fact changes the bounds while the other answers stay."""
    position = next((n for n, q in enumerate(outcomes.asked) if q.key == key), None)
    if position is None:
        return True
    seen: dict[tuple[Any, ...], tuple[int, int]] = {}
    for answers, bounds in outcomes.by_answer.items():
        others = answers[:position] + answers[position + 1 :]
        if seen.setdefault(others, bounds) != bounds:
            return True
    return False


def _match(hit: "Hit") -> Match:
    listed = hit.listed or hit.designated[0]
    by = getattr(listed, "law", listed.by)
    citation = Citation.parse(by) if "paragraph" in by else None
    return Match(
        party=hit.said,
        entry=hit.entry.id,
        name=hit.entry.name,
        score=hit.score,
        listed_on=listed.start.isoformat(),
        cite=citation.symbol if citation else "",
        paragraph=citation.paragraph if citation else "",
        decision=hit.decision,
        matched=hit.name,
    )


def _warnings(act: Transaction) -> Iterable[Advisory]:
    return (Advisory("warning", text) for text in act.warnings)


def _advice(r: "Ruling", law: "Regime") -> Iterable[Advisory]:
    """A call, a duty, or a condition presumed absent that would bar the act if it were claimed."""
    if not r.rule.binds:
        return (_once(r.rule, "", law),) if r.scope.caught is not False else ()
    return tuple(_once(r.rule, name, law) for name in r.scope.presumed)


def _once(rule: Rule, name: str, law: "Regime") -> Advisory:
    """The advisory of a rule about a condition presumed absent (none: the rule itself is advice), made once."""
    key = rule.name, rule.provision.since, name
    known = law.advisories.get(key)
    if known is None:
        known = law.advisories[key] = _advisory(rule, name, law)
    return known


def _advisory(rule: Rule, name: str, law: "Regime") -> Advisory:
    cite = rule.citation
    if name:
        condition = law.conditions[name]
        text = f"presumed not so: {condition.asks} If so: {rule.provision.rule}"
        return Advisory("presumed", text, rule.name, cite.symbol, cite.paragraph, condition.fact)
    duty = rule.measure.kind == "duty" and rule.provision.binding in BINDING
    return Advisory("duty" if duty else "call", rule.provision.rule, rule.name, cite.symbol, cite.paragraph)


def _trace(act: Transaction, law: "Regime", hits: "tuple[Hit, ...]", rulings: "list[Ruling]") -> tuple[NotApplied, ...]:
    """Why every other measure did not apply: not in force, another activity or direction, other goods, a condition."""
    from article41.measures import CAUGHT

    bearing = {r.rule.name for r in rulings if not r.advice}
    facts = [Facts(act, law.territory, hits, n) for n in range(max(1, len(act.goods)))]
    reasons = []
    for name, measure in law.measures.items():
        if name not in bearing and measure.kind != "exemption":
            rule = next(
                (
                    r
                    for r in law.rules
                    if r.name == name
                    and r.provision.since <= act.date
                    and (r.last_day is None or act.date <= r.last_day)
                ),
                None,
            )
            if rule is None:
                reason = f"not in force on {act.date}; its history begins on {measure.history[0].since}"
            elif not law.reaches(rule, act.activity):
                reason = f"does not reach the activity {act.activity}"
            else:
                because = [b for f in facts for b in CAUGHT[measure.kind](rule, f, law).because[:1]]
                reason = "; ".join(dict.fromkeys(because)) or (
                    "advice only" if not rule.binds else "nothing in the act meets it"
                )
            reasons.append(NotApplied(name, reason))
    return tuple(reasons)


def versions(act: Transaction, law: "Regime", screener: "Screener | None") -> dict[str, str]:
    """What the answer rests on; the list's version only where somebody was screened."""
    found = {"law": law.version, "program": PROGRAM, "notice": NOTICE}
    if act.parties or act.vessel:
        from article41.screening.built_in import built_in

        used = screener or built_in()
        found |= {"list": used.version, "list_date": used.list_date.isoformat()}
    return found


__all__ = ["Exemption", "governing", "verdict", "versions"]
