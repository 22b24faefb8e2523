"""Where a report was written, and the places that it names."""

import re

from article41.reading.claims.scene import Scene
from article41.reading.claims.vocabulary import triggers
from article41.reading.text import Report, Span

_PLACE = re.compile(
    r"\b(?:in|at|to|from|visited)\s+(?:the\s+(?:\w+\s+)?(?:city|village|capital|"
    r"island)\s+of\s+)?(?P<place>The Hague|[A-Z][\w’'-]+(?:\s+[A-Z][\w-]+){0,2})"
)


_DATELINE = re.compile(
    r"(?m)^\s*(?P<city>[A-Z][A-Z .'-]{2,30}|"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,[^\n()]{0,40}?)?\s*(?:\([^)\n]{2,30}\)\s*)?(?:--?|"
    r"—|–|:)\s"
)


def dateline(report: Report) -> str | None:
    """The city a report is datelined, with capitals only at the front of its words."""
    body = next((p.span for p in report.paragraphs if p.kind == "body"), None)
    match = _DATELINE.match(report.text, body.start, min(body.end, body.start + 90)) if body else None
    city = match["city"].strip(" ,-") if match else ""
    return (
        " ".join(w.capitalize() for w in city.split()) if len(city) > 2 and city.split()[0].isupper() else city or None
    )


def place_in(scene: Scene, within: Span) -> str | None:
    """The place that a span names after "in", "at" or "to"."""
    for match in _PLACE.finditer(scene.text, *within):
        if match["place"] == "The Hague":
            return match["place"]
        words = match["place"].split()
        while words and words[-1].rstrip("’'s.") in triggers()["not_a_place"]:
            words.pop()
        if words and words[0].rstrip(".") not in triggers()["not_a_place"] and not re.search(r"['’]s?$", words[0]):
            return " ".join(words)
    return None
