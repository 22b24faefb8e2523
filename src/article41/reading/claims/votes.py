"""Votes as a report counts them."""

import re

from article41.reading.claims.scene import Scene
from article41.reading.claims.vocabulary import pattern
from article41.reading.numbers import NUMBER, value
from article41.reading.text import Span

MEMBERS = 15


_FOR = re.compile(
    rf"\b(?=\w)(?:(?P<dash>\d{{1,2}})\s?[-–]\s?(?P<dash2>\d{{1,2}})(?:\s?[-–]\s?(?P<dash3>\d{{1,2}}))?"
    rf"(?=\s+(?:vote|in favou?r|with|on|to\b)|[,.)\s])"
    rf"|(?P<to>{NUMBER})(?:\s+votes)?\s+to\s+(?P<to2>{NUMBER}|none|nil)\b"
    rf"|(?P<favour>{NUMBER})\s+(?:(?:other|remaining)\s+)?(?:(?:votes?|members|countries|nations|states"
    rf"|council members|ballots)\s+)?(?:of the (?:U\.?N\.? )?(?:Security )?Council\s+)?(?:(?:voted|"
    rf"had voted|voting|were|votes?|cast)\s+)?(?:on \w+day\s+)?(?:in favou?r|for\b|yes|"
    rf"to\s+(?:prolong|extend|renew|adopt))"
    rf"|(?P<backed>{NUMBER})\s+(?:of the\s+)?(?:(?:other|remaining|council(?:['’]s)?|15|fifteen)\s+)*"
    rf"(?:members|nations|countries|states|delegations)\s+(?:o[nf] the council\s+)?(?:had\s+|have\s+|all\s+)*"
    rf"(?:backed|supported|endorsed|approved|favou?red|said yes|raised their hands for)\b"
    rf"|(?:won|got|received|drew|garnered|gathered|secured|with)\s+(?P<won>{NUMBER})\s+(?:yes\s+)?votes\b"
    rf"(?!\s+(?:to|against)\b)"
    rf"|(?:(?:support|backing|approval|endorsement) (?:of|from)|(?:supported|backed|approved|endorsed|favou?red) by)\s+"
    rf"(?P<won2>{NUMBER})\s+(?:of\s+(?:its|the)\s+)?(?:council\s+)?(?:members|countries|nations|states)\b)",
    re.I,
)


_AGAINST = re.compile(
    rf"\b(?P<n>{NUMBER}|none|no)\s+(?:(?:votes?|members|countries)\s+)?(?:against|opposed|opposing)", re.I
)


_ABSTAINED = re.compile(
    rf"\b(?P<n>{NUMBER}|no|none)(?:\s+(?:members?|countries|states|others?))?(?:,[^,.;]{{2,40}},)?\s+(?:abstentions?|abstain(?:ed|ing)?)",
    re.I,
)


_STATE = r"[A-Z][\w.]+(?: [A-Z]\w+)?"


_NAMED_ABSTAINED = re.compile(rf"(?P<who>{_STATE}(?:(?:, (?:and )?| and (?:the )?){_STATE})*)\s+abstain(?:ed|ing)")


def votes(scene: Scene, within: Span) -> dict[str, int]:
    """Votes as the text counts them; unanimity is every member's, and without dissent none was against."""
    fields = counted(scene, within)
    if not fields and pattern("unanimous").search(scene.text, *within):
        return {"votes_for": MEMBERS, "votes_against": 0, "abstentions": 0}
    if pattern("no_dissent").search(scene.text, *within):
        return {"votes_against": 0} | fields
    return fields


def counted(scene: Scene, within: Span, told: bool = False) -> dict[str, int]:
    """Votes that the text gives in numbers, or by the names of those who abstained; `told`: it gave some before."""
    text = scene.text
    fields: dict[str, int] = {}
    if match := _vote_match(text, within):
        fields["votes_for"] = int(value(_in_favour(match)))
        against = match["dash2"] or match["to2"]
        if against:
            fields["votes_against"] = 0 if against.lower() in ("none", "nil") else int(value(against))
        if match["dash3"]:
            fields["abstentions"] = int(match["dash3"])
    low = text[within.start : within.end].lower()
    if ("against" in low or "oppos" in low) and (match := _AGAINST.search(text, *within)):
        fields["votes_against"] = 0 if match["n"].lower() in ("no", "none") else int(value(match["n"]))
    if "abst" in low:
        if match := _ABSTAINED.search(text, *within):
            fields["abstentions"] = 0 if match["n"].lower() in ("no", "none") else int(value(match["n"]))
        elif (fields or told) and (named := _NAMED_ABSTAINED.search(text, *within)):
            fields["abstentions"] = len(re.findall(r", (?:and )?| and ", named["who"])) + 1
    if fields.get("votes_for") == MEMBERS:
        fields |= {"votes_against": 0, "abstentions": 0}
    return fields


def _in_favour(match: "re.Match[str]") -> str:
    """The number of votes in favour, as written."""
    return next(said for name in ("dash", "to", "favour", "backed", "won", "won2") if (said := match[name]))


def _vote_match(text: str, within: Span) -> "re.Match[str] | None":
    """A count of votes: two numbers that a Council of fifteen can have cast, where the sentence speaks of votes."""
    for match in _FOR.finditer(text, *within):
        numbers = [_in_favour(match), match["dash2"] or match["to2"]]
        known = [value(n) for n in numbers if n and n.lower() not in ("none", "nil")]
        spoken = (
            match["favour"]
            or match["won"]
            or match["backed"]
            or match["won2"]
            or re.search(r"\bvot|adopt|approv|passed|ballot|tally", text[within.start : within.end], re.I)
        )
        if spoken and known[0] <= MEMBERS and sum(known) <= MEMBERS and known[0] >= 1:
            return match
    return None
