"""The answer in words: rulings become findings with paragraphs and reasons, routes and conditions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from article41.advice import advisories
from article41.advice import trace as why_not
from article41.citation import Citation
from article41.exemptions import Opened
from article41.ledger.book import built_in
from article41.missing import missing
from article41.regime import BY_SEVERITY
from article41.ruling import PROHIBITED, Outcomes, Ruling
from article41.transaction import Transaction
from article41.verdict import Finding, Match, Term, Verdict
from article41.version import PROGRAM

if TYPE_CHECKING:
    from article41.law import Regime
    from article41.ledger.view import Ledger
    from article41.screening.hits import Hit, Screener

NOTICE = "Not legal advice. United Nations Security Council measures only; national law may ask for more."


def verdict(
    act: Transaction,
    law: "Regime",
    hits: "tuple[Hit, ...]",
    rulings: list[Ruling],
    outcomes: Outcomes,
    screener: "Screener | None",
    ledger: "Ledger",
    trace: bool,
) -> Verdict:
    """The verdict from what every rule leaves; findings strongest first, newest paragraph first among equals."""
    best, worst = outcomes.best, outcomes.worst
    binding = sorted(_telling(rulings, best, worst), key=_strength)
    return Verdict(
        id=act.id,
        verdict=BY_SEVERITY[worst] if best == worst else "undetermined",
        range=(BY_SEVERITY[best], BY_SEVERITY[worst]),
        as_of=act.date,
        findings=tuple(finding for r in binding for finding in _findings(r, len(act.goods))),
        conditions=_conditions(binding) if best != PROHIBITED else (),
        missing=() if best == worst else missing(binding, outcomes),
        matches=tuple(_match(hit) for hit in hits),
        advisories=advisories(act, rulings, law),
        versions=versions(law, screener, ledger),
        overlay=law.overlay,
        trace=why_not(act, law, hits, binding) if trace else None,
    )


def _telling(rulings: list[Ruling], best: int, worst: int) -> list[Ruling]:
    """The rulings to show: what only might bear on the act is left out where a sure ruling settles the verdict."""
    binding = [r for r in rulings if not r.advice]
    sure = [r for r in binding if r.best == r.worst]
    return sure if best == worst and any(r.best == best for r in sure) else binding


def _strength(r: Ruling) -> tuple[int, int, tuple[int, int], str, int]:
    year, number = r.rule.citation.order
    return -r.worst, -r.best, (-year, -number), r.rule.name, r.facts.number or 0


def _findings(r: Ruling, goods: int) -> Iterable[Finding]:
    """One finding for the paragraph that decides, one for each further paragraph that bars the same or opened it."""
    way = governing(r)
    because = tuple(dict.fromkeys((*r.scope.because, *(way.because if way else _failures(r)))))
    doubts = tuple(dict.fromkeys((*r.rule.unconfirmed, *(way.opening.unconfirmed if way else ()))))
    main = _finding(r, r.rule.citation, because or (r.rule.provision.rule,), goods, doubts, routes(r))
    if way and way.opening.citation != r.rule.citation:
        yield _finding(
            r,
            way.opening.citation,
            (way.opening.exemption.says, *way.because),
            goods,
            way.opening.unconfirmed,
        )
    yield main
    for also in r.rule.also:
        yield _finding(r, also, (f"read with {r.rule.citation}",), goods)
    yield from _listing_findings(r, goods)


def _listing_findings(r: Ruling, goods: int) -> Iterable[Finding]:
    """The paragraph that listed the party, where the Council itself did."""
    if r.rule.measure.kind != "listed":
        return
    for hit in r.facts.hits:
        if hit.listed and "paragraph" in hit.listed.by:
            citation = Citation.parse(hit.listed.by)
            if citation not in (r.rule.citation, *r.rule.also):
                yield _finding(r, citation, (f"lists {hit.entry.name} ({hit.entry.id})",), goods)


def _finding(
    r: Ruling,
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
        applies_to=f"goods[{r.facts.number}]" if goods > 1 and r.facts.number is not None else "",
        routes=ways,
        range=None if r.best == r.worst else (BY_SEVERITY[r.best], BY_SEVERITY[r.worst]),
        unconfirmed=flags,
    )


def governing(r: Ruling) -> Opened | None:
    """The exemption that decides what the rule leaves: the one that leaves least, the first among equals."""
    open_ways = [way for way in r.ways if way.best < PROHIBITED]
    return min(open_ways, key=lambda way: (way.worst, way.best), default=None)


def _failures(r: Ruling) -> tuple[str, ...]:
    """Why exemptions that were invoked failed: a broken term, a full cap, a late contract."""
    return tuple(text for way in r.ways if way.best == PROHIBITED for text in way.because)


def routes(r: Ruling) -> tuple[dict[str, Any], ...]:
    """Exemptions that did not open the act but could, as they stand under this rule."""
    if r.best < PROHIBITED and r.best == r.worst:
        return ()
    return tuple(way.opening.route for way in r.ways if way.route and way.worst == PROHIBITED)


def _conditions(rulings: list[Ruling]) -> tuple[Term, ...]:
    """The terms of every exemption that keeps the act lawful."""
    terms = [term for r in rulings if (way := governing(r)) for term in way.terms]
    return tuple(dict.fromkeys(terms))


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


def versions(law: "Regime", screener: "Screener | None", ledger: "Ledger | None" = None) -> dict[str, str]:
    """What the answer rests on: law, list and deliveries with their versions, the program, and the limits."""
    from article41.screening.entries import load_list

    used = screener or load_list()
    return {
        "law": law.version,
        "list": used.version,
        "list_date": used.list_date.isoformat(),
        "ledger": (ledger or built_in(law)).version,
        "program": PROGRAM,
        "notice": NOTICE,
    }
