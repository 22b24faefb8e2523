"""The answer to a transfer in words: what it is, what the law says, which fields say so, what was screened and not."""

from collections.abc import Iterator

from article41.bulk.summary import citation
from article41.cli.show import printable
from article41.messages import Judged


def lines(answer: Judged, file: str = "") -> list[str]:
    """Lines for a page, blanks at the start showing what belongs to what."""
    return [printable(line) for line in (_heading(answer, file), *_findings(answer), *_hits(answer), *_rest(answer))]


def _heading(answer: Judged, file: str) -> str:
    act = answer.acts[0]
    good = act.goods[0]
    places = f"{act.from_ or '?'} to {act.to or '?'}"
    own = f" {answer.id}" if answer.id else ""
    amount = f"{good.value:,.2f} {good.currency}"
    where = f"{file}: " if file else ""
    return f"{where}{answer.path}{own}: {answer.verdict.upper()} on {answer.as_of}; {amount}, {places}"


def _findings(answer: Judged) -> Iterator[str]:
    for finding, resting in zip(answer.findings, answer.rests, strict=True):
        about = f" ({finding.applies_to})" if finding.applies_to else ""
        yield f"  {citation(finding)}: {finding.measure}, {finding.effect}{about}"
        yield from (f"    because {reason}" for reason in finding.because)
        yield from (f"    field {path}" for path in resting.fields)
    yield from (f"  asked: {missing.question}" for missing in answer.missing)
    yield from (f"  condition: {term.text}" for term in answer.conditions)


def _hits(answer: Judged) -> Iterator[str]:
    for hit in answer.hits:
        yield f"  {hit.decision} {hit.score:.2f} {hit.entry} {hit.name}, {hit.role}: {'; '.join(hit.reasons)}"
        yield f"    field {hit.path}: {hit.said}"
    yield from (f"  warning: {a.text}" for a in answer.advisories if a.kind == "warning")


def _rest(answer: Judged) -> Iterator[str]:
    """Never a clearance: how many fields were screened, who could not be, and how many stand beside."""
    yield f"  screened: {len(answer.screened)} fields"
    nameless = [f for f in answer.not_screened if f.why.startswith(("absent", "no "))]
    yield from (f"  not screened: {field.path}: {field.why}" for field in nameless)
    others = len(answer.not_screened) - len(nameless)
    yield f"  not screened: {others} other fields, which --format json names"
