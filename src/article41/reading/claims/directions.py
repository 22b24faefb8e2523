"""The direction of trade that a text speaks of, as seen from the DPRK."""

import re

from article41.reading.claims.vocabulary import any_of, goods

OUT = re.compile(
    r"\bexports?\b|\bexporting\b|\bexported\b|\bsell(?:ing)?\b|\bsold\b|\bsales?\b|"
    r"\bbuy(?:ing)?\b|\bpurchas\w+|\bimport\w*\s+(?:of\s+)?[\w\s,]{0,60}?from\s|"
    r"\bimport\w*\s+(?:of\s+)?(?:any\s+|all\s+)?(?:North Korean|DPRK|the North['’]s|Pyongyang['’]s)\s|"
    r"\bship(?:ped|ments)?\s+(?:of\s+[\w\s]{0,20})?from\b|\bprocur\w+",
    re.I,
)
IN = re.compile(r"\bsuppl(?:y|ies|ied|ying)\b|\bprovid\w+|\bimports?\b|\bimporting\b|\bdeliver\w*", re.I)
_TO_NORTH = r"\b(?:to|into)\s+(?:the\s+)?(?:it\b|{})"


def direction(window: str, names: list[str]) -> str:
    """`export` or `import` by the words around a list of goods; else what is usual for the first of them."""
    north = any_of("dprk")
    if re.search(rf"\b(?:its|(?:{north})['’]s)\s+(?:\w+\s+){{0,3}}exports?\b", window, re.I):
        return "export"
    if re.search(_TO_NORTH.format(north), window, re.I) or re.search(
        rf"(?:{north})(?:['’]s)?\s+(?:\w+\s+){{0,2}}imports?\b|imports?\s+by\s+(?:the\s+)?(?:{north})", window, re.I
    ):
        return "import"
    if OUT.search(window):
        return "export"
    return "import" if IN.search(window) else goods()[names[0]].usual
