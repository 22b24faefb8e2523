"""A verdict as one flat row for a spreadsheet, and the guard that keeps a cell from being run as a formula."""

from typing import Any

from article41.bulk.judging import Answer
from article41.verdict import Finding, Verdict

COLUMNS = (
    "id", "row", "verdict", "best", "worst", "cite", "measures", "conditions", "missing", "advisories", "law",
)  # fmt: skip
VERDICT, RANGE, PARAGRAPH = "verdict", "range", "paragraph"
"""How two answers differ: in the verdict; in the range alone; in no more than the deciding paragraph."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def flat(answer: Answer) -> dict[str, Any]:
    """The answer in a row of COLUMNS; `advisories` is their number, several values are joined by `; `."""
    verdict = answer.verdict
    best, worst = verdict.range
    deciders = deciding(verdict)
    return {
        "id": verdict.id or "",
        "row": answer.row,
        "verdict": verdict.verdict,
        "best": best,
        "worst": worst,
        "cite": _joined(citation(f) for f in deciders),
        "measures": _joined(f.measure for f in deciders),
        "conditions": _joined(term.kind for term in verdict.conditions),
        "missing": _joined(missing.fact for missing in verdict.missing),
        "advisories": len(verdict.advisories),
        "law": verdict.versions["law"],
    }


def deciding(verdict: Verdict) -> list[Finding]:
    """The findings that leave as much as the verdict does at worst, strongest first."""
    return [finding for finding in verdict.findings if finding.effect == verdict.range[1]]


def citation(finding: Finding) -> str:
    """The paragraph as resolutions are cited: `S/RES/2371 (2017), paragraph 8`."""
    return f"{finding.cite}, paragraph {finding.paragraph}" if finding.paragraph else finding.cite


def guarded(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; all else stays as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _joined(texts: Any) -> str:
    return "; ".join(dict.fromkeys(texts))
