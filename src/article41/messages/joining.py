"""The verdicts on a payment and on its trade as one: the worse governs, and the findings of both stand."""

from collections.abc import Sequence
from typing import Any

import msgspec

from article41.messages.resting import Resting
from article41.regime import BY_SEVERITY, SEVERITY
from article41.verdict import Finding, Verdict

TRADE = "the trade that the texts name"


def together(verdicts: Sequence[Verdict], rests: Sequence[Sequence[Resting]]) -> dict[str, Any]:
    """The fields of one verdict of one or two, and `rests` beside `findings`; at each end of the range the worse."""
    best, worst = (max(SEVERITY[v.range[end]] for v in verdicts) for end in (0, 1))
    findings: dict[Any, tuple[Finding, Resting]] = {}
    for number, (v, paths) in enumerate(zip(verdicts, rests, strict=True)):
        for finding, resting_on in zip(v.findings, paths, strict=True):
            key = (finding.measure, finding.cite, finding.paragraph, finding.effect, finding.because)
            about = msgspec.structs.replace(finding, applies_to=TRADE) if number else finding
            findings.setdefault(key, (about, resting_on))
    ordered = sorted(findings.values(), key=lambda pair: -SEVERITY[pair[0].effect])
    return {
        **{field: getattr(verdicts[0], field) for field in ("id", "as_of", "versions", "overlay")},
        "verdict": BY_SEVERITY[worst] if best == worst else "undetermined",
        "range": (BY_SEVERITY[best], BY_SEVERITY[worst]),
        "findings": tuple(finding for finding, _ in ordered),
        "rests": tuple(paths for _, paths in ordered),
        "conditions": _union(verdicts, "conditions") if best != SEVERITY["prohibited"] else (),
        "missing": _union(verdicts, "missing") if best != worst else (),
        "matches": _union(verdicts, "matches"),
        "advisories": _union(verdicts, "advisories"),
    }


def _union(verdicts: Sequence[Verdict], field: str) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(part for v in verdicts for part in getattr(v, field)))
