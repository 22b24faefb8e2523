"""Claims of what the Council did: drafts, adoptions, vetoes, statements, meetings."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.states import state_words, states_in
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.numbers import NUMBER, value
from article41.reading.text import Span, trim

RESOLUTION = re.compile(r"\b(?:[Rr]esolutions?|number|No\.|[Rr]es\.?|RES/)\s*(?:No\.? ?|number )?(?P<number>\d{3,4})\b")
_MEMBERS = 15


def number_in(scene: Scene, within: Span) -> int | None:
    """The number of the first resolution named in a span."""
    found = RESOLUTION.search(scene.text, *within)
    return int(found["number"]) if found else None


@cache
def _adopts() -> re.Pattern[str]:
    """The Council as subject, a verb of adopting, and what is adopted: resolution, sanctions, text."""
    return re.compile(
        rf"(?P<who>(?:(?:The|the|All 15|All fifteen)\s+)?(?:\d+-(?:member|nation)\s+)?(?:U\.?N\.?\s+|United Nations\s+)?(?:{any_of('council')})(?:\s+members)?)"
        rf"(?P<gap>[^.;:]{{0,60}}?)\s(?P<verb>{any_of('adopted')})(?P<what>[^;]{{0,90}}?\b(?:{any_of('adopted_what')}))",
        re.I,
    )


@cache
def _adopted() -> re.Pattern[str]:
    """The passive: "Resolution 2397 was adopted on Friday", "sanctions approved by the Security Council on Saturday"."""
    return re.compile(
        rf"\b(?P<what>resolution(?:\s+\d{{3,4}})?|sanctions|measures|text)\b(?P<gap>[^.;:,]{{0,50}}?)\s(?:was|were)\s+(?:\w+ly\s+)?(?P<verb>adopted|approved|passed|endorsed)\b"
        rf"|\b(?P<what2>resolution(?:\s+\d{{3,4}})?|sanctions|measures|text)\b[^.;:,]{{0,40}}?\s(?P<verb2>adopted|approved|passed|imposed|endorsed)\b[^.;:,]{{0,25}}?\bby\s+(?:the\s+)?(?:15-member\s+)?(?:{any_of('council')})",
        re.I,
    )


_ITS_VOTE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s|(?:[Uu]nanimous|last)\s+adoption of(?: the)?|adoption of)\s+(?:U\.?N\.?\s+|unanimous\s+|new\s+|Security Council\s+|sanctions\s+)*(?:resolution|vote|adoption)\b(?:,\s+number\s+\d{4}|\s+\d{4})?"
    r"|\bnumber\s+\d{4}\b",
    re.I,
)


def adoptions(scene: Scene) -> Iterator[Draft]:
    """Adoptions, each once a sentence."""
    for match in _adopts().finditer(scene.text, *scene.span):
        if draft := _adoption(scene, match):
            yield draft
            return
    for match in _adopted().finditer(scene.text, *scene.span):
        verb = Span(match.start("verb") if match["verb"] else match.start("verb2"), match.end())
        finite = match["verb"] is not None
        clause = scenery.clause(scene, verb)
        when = scenery.timed(scene, verb, clause)
        if scenery.asserted(scene, verb) and (
            finite or (when and len(clause) and not RESOLUTION.search(scene.text, *match.span()))
        ):
            yield _of_text(scene, Span(*match.span()), clause, when, "was adopted")
            return
    match = _ITS_VOTE.search(scene.text, *scene.span)
    if match and scenery.asserted(scene, Span(*match.span()), "draft_words"):
        when = scenery.timed(scene, Span(*match.span()), Span(max(scene.span.start, match.start() - 20), match.end()))
        if when or RESOLUTION.search(match[0]):
            yield _of_text(scene, Span(*match.span()), Span(*match.span()), when, "the resolution of a day")


def _adoption(scene: Scene, match: "re.Match[str]") -> Draft | None:
    verb = Span(match.start("verb"), match.end("verb"))
    if re.search(r"\b(?:statement|draft|" + NUMBER + r")\b", match["what"].split("olution")[0], re.I) and not _drafted(
        match["what"]
    ):
        return None
    if re.search(
        r"\b(?:to|has|have|previously|repeatedly|first|already|began to|since it)\b", match["gap"], re.I
    ) or re.search(r"\bstatement\b|\bagainst\b", match["what"], re.I):
        return None
    if re.search(r"\b(?:series|string|rounds?|several|successive|resolutions)\b", match["what"], re.I) or re.search(
        r"resolutions$", match["what"]
    ):
        return None
    if not scenery.asserted(scene, verb, "not_asserted_modal") or (
        match["verb"].lower() in ("voted", "votes") and not re.search(r"\b(?:to|for|in favou?r|on)\b", match["what"])
    ):
        return None
    clause = scenery.clause(scene, Span(verb.start, match.end()))
    when = scenery.timed(scene, verb, Span(min(clause.start, match.start()), clause.end))
    return _of_text(scene, Span(match.start(), match.end()), clause, when, "the Council adopted")


def _drafted(what: str) -> bool:
    return re.search(r"-(?:drafted|sponsored|backed|proposed|led)\b", what) is not None


def _of_text(scene: Scene, span: Span, clause: Span, when: Any, rule: str) -> Draft:
    number = number_in(scene, span) or number_in(scene, Span(span.start, min(scene.span.end, span.end + 8)))
    fields: dict[str, Any] = {"resolution": number} if number else {}
    fields |= votes(scene, scene.span)
    span = scenery.reaching(span, when)
    after = None if when else scenery.offset(scene, trim(scene.text, *span).start)
    return Draft("council.adoption", span, fields, when, rule, after, scene.said())


_FOR = re.compile(
    rf"\b(?P<dash>\d{{1,2}})\s?[-–]\s?(?P<dash2>\d{{1,2}})(?:\s?[-–]\s?(?P<dash3>\d{{1,2}}))?(?=\s+(?:vote|in favou?r|with|on|to\b)|[,.)\s])"
    rf"|\b(?P<to>{NUMBER})(?:\s+votes)?\s+to\s+(?P<to2>{NUMBER}|none|nil)\b"
    rf"|\b(?P<favour>{NUMBER})\s+(?:(?:votes?|members|countries|council members|ballots)\s+)?(?:(?:voted|voting|were|votes?|cast)\s+)?(?:in favou?r|for\b|yes)",
    re.I,
)
_AGAINST = re.compile(
    rf"\b(?P<n>{NUMBER}|none|no)\s+(?:(?:votes?|members|countries)\s+)?(?:against|opposed|opposing)", re.I
)
_ABSTAINED = re.compile(
    rf"\b(?P<n>{NUMBER}|no|none)\s+(?:(?:members?|countries|states)\s+)?(?:abstentions?|abstain(?:ed|ing)?)", re.I
)
_ONE_ABSTAINED = re.compile(rf"{'{0}'}\s+abstain(?:ed|ing)".format(r"(?P<who>[A-Z]\w+)"))


def votes(scene: Scene, within: Span) -> dict[str, int]:
    """Votes as the text counts them; unanimity is every member's."""
    text = scene.text
    fields: dict[str, int] = {}
    if match := _vote_match(text, within):
        fields["votes_for"] = int(value(match["dash"] or match["to"] or match["favour"]))
        against = match["dash2"] or match["to2"]
        if against:
            fields["votes_against"] = 0 if against.lower() in ("none", "nil") else int(value(against))
        if match["dash3"]:
            fields["abstentions"] = int(match["dash3"])
    if match := _AGAINST.search(text, *within):
        fields["votes_against"] = 0 if match["n"].lower() in ("no", "none") else int(value(match["n"]))
    if match := _ABSTAINED.search(text, *within):
        fields["abstentions"] = 0 if match["n"].lower() in ("no", "none") else int(value(match["n"]))
    elif fields and _ONE_ABSTAINED.search(text, *within):
        fields["abstentions"] = 1
    if not fields and pattern("unanimous").search(text, *within):
        fields = {"votes_for": _MEMBERS}
    if fields.get("votes_for") == _MEMBERS:
        fields |= {"votes_against": 0, "abstentions": 0}
    return fields


def _vote_match(text: str, within: Span) -> "re.Match[str] | None":
    """A count of votes: two numbers that a Council of fifteen can have cast, where the sentence speaks of votes."""
    for match in _FOR.finditer(text, *within):
        numbers = [match["dash"] or match["to"] or match["favour"], match["dash2"] or match["to2"]]
        known = [value(n) for n in numbers if n and n.lower() not in ("none", "nil")]
        spoken = match["favour"] or re.search(
            r"\bvot|\bcouncil|adopt|approv|passed", text[within.start : within.end], re.I
        )
        if spoken and known[0] <= _MEMBERS and sum(known) <= _MEMBERS and known[0] >= 1:
            return match
    return None


@cache
def _drafts() -> re.Pattern[str]:
    states = state_words()
    return re.compile(
        rf"(?:(?P<sponsor>{states})-(?:drafted|sponsored|proposed|backed|led|authored|penned)\s+)?(?:(?:new|tough|tougher|U\.?N\.?|Security Council|sanctions|proposed|first|\d{{1,2}}-page)\s+)*\b(?P<noun>draft (?:of (?:a|the) )?(?:new |U\.?N\.? |Security Council |sanctions |council )*(?:resolution|text)|draft)\b",
    )


def drafts(scene: Scene) -> Iterator[Draft]:
    """Drafts put before the members, or worked on."""
    for match in _drafts().finditer(scene.text, *scene.span):
        noun = Span(*match.span())
        clause = scenery.clause(scene, noun)
        wide = Span(clause.start, scenery.behind(scene, min(noun.end + 1, scene.span.end), 2 * scenery.REACH))
        verb = pattern("drafted").search(scene.text, *clause)
        if not verb or re.search(r"\b(?:veto\w*|refus\w*|reject\w*|oppos\w*)\b", scene.text[noun.start : clause.end]):
            continue
        if match["noun"] == "draft" and not re.search(
            r"\b(?:a|the U\.S\.|an?\s\w+)\s+$|\bU\.?N\.?\s$|council",
            scene.text[max(clause.start, noun.start - 12) : noun.start],
        ):
            continue
        if re.search(r"\bvot(?:e|ed|ing)\s+(?:\w+\s+){0,4}$", scene.text[clause.start : noun.start]):
            continue
        sponsor = _sponsor(scene, match, verb, clause)
        fields = {"sponsor": sponsor} if sponsor else {}
        when = scenery.timed(scene, Span(*verb.span()), wide)
        span = Span(min(noun.start, max(verb.start(), clause.start)), max(noun.end, verb.end()))
        yield Draft(
            "council.draft", scenery.reaching(span, when), fields, when, "a draft was put forward", None, scene.said()
        )
        return
    yield from _drafting(scene)


_WORK = re.compile(
    r"\b(?:(?:Security Council|council|members|powers|Washington|United States|diplomats)\b[^.;,]{0,40}?\b(?:is|are|was|were|has been|have been)\s+(?:still\s+)?(?:working on|drafting|negotiating|discussing|considering)\b[^.;,]{0,40}?\b(?:new\s+)?(?:draft\s+)?(?:sanctions\s+)?resolution)",
)


def _drafting(scene: Scene) -> Iterator[Draft]:
    for match in _WORK.finditer(scene.text, *scene.span):
        span = Span(match.start(), match.end())
        yield Draft("council.draft", span, {}, (), "is drafting a resolution", None, scene.said())
        return


def _sponsor(scene: Scene, match: "re.Match[str]", verb: "re.Match[str]", clause: Span) -> str | None:
    """Who put the draft forward, where it is one State alone: by adjective, by "by", or as the subject."""
    if match["sponsor"]:
        return states_in(scene.text, Span(match.start("sponsor"), match.end("sponsor")))[0]
    by = re.compile(
        rf"\b(?:presented|circulated|submitted|tabled|proposed|drafted|put forward|introduced|sponsored|written)\b[^.;]{{0,40}}?\bby\s+(?:the\s+)?(?P<state>{state_words()})(?!\s+and)"
    ).search(scene.text, match.start(), clause.end)
    if by:
        return states_in(scene.text, Span(by.start("state"), by.end("state")))[0]
    lead = re.search(
        rf"(?P<state>{state_words()})\s+(?:draft|text)\b",
        scene.text[max(clause.start, match.start() - 20) : match.end()],
    )
    if lead:
        return states_in(lead["state"], Span(0, len(lead["state"])))[0]
    if verb.end() <= match.start():
        named = states_in(scene.text, Span(clause.start, verb.start()))
        return (
            named[0] if len(named) == 1 and verb[0].lower() not in ("agreed", "agree", "discussing", "shown") else None
        )
    return None


@cache
def _veto() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:vetoed|vetoes|vetoing|veto|cast (?:a |their |its )?(?:double )?veto(?:es)?|double veto)\b", re.I
    )


def vetoes(scene: Scene) -> Iterator[Draft]:
    """Vetoes that were cast."""
    for match in _veto().finditer(scene.text, *scene.span):
        span = Span(*match.span())
        start = scenery.before(scene, span.start)
        around = scene.text[max(start, span.start - 30) : min(scene.span.end, span.end + 15)]
        if pattern("not_a_veto").search(around) or not scenery.asserted(scene, span, "not_asserted_modal"):
            continue
        noun = match[0].lower() == "veto" or match[0].lower() == "double veto"
        who = _vetoers(scene, span, start, noun)
        if not who:
            continue
        left = (
            min(m.start() for m in re.finditer(state_words(), scene.text[start : span.end])) + start
            if not noun
            else start
        )
        clause = scenery.clause(scene, span)
        when = scenery.timed(scene, span, clause)
        fields: dict[str, Any] = {"vetoed_by": who} | votes(scene, scene.span)
        if "votes_for" in fields and fields["votes_for"] + len(who) == _MEMBERS:
            fields |= {"votes_against": len(who), "abstentions": 0}
        held = trim(scene.text, left, max(span.end, clause.end), " ,.\n")
        after = None if when else scenery.offset(scene, left)
        yield Draft("council.veto", scenery.reaching(held, when), fields, when, "vetoed", after, scene.said())
        return


def _vetoers(scene: Scene, span: Span, start: int, noun: bool) -> list[str]:
    """States that stand before the verb, or beside the noun: "Russia's veto", "a veto by Russia"."""
    by = re.compile(rf"\s+(?:\w+\s+){{0,4}}?by\s+(?P<who>{state_words()}(?:\s+and\s+{state_words()})?)").match(
        scene.text, span.end
    )
    if by:
        return states_in(scene.text, Span(by.start("who"), by.end("who")))
    if noun:
        own = re.search(
            rf"(?P<who>{state_words()}(?:\s+and\s+{state_words()})?)['’]s?\s+(?:\w+\s+){{0,2}}$",
            scene.text[start : span.start],
        )
        return states_in(own["who"], Span(0, len(own["who"]))) if own else []
    return [s for s in states_in(scene.text, Span(start, span.start)) if s != "PRK"]


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(r"\b(?P<kind>presidential|press)\s+statements?\b|\bstatement to the press\b", re.I)


def statements(scene: Scene) -> Iterator[Draft]:
    """Statements of the Council that were agreed or issued."""
    for match in _statement().finditer(scene.text, *scene.span):
        span = Span(*match.span())
        start = scenery.before(scene, span.start)
        verb = pattern("issued").search(scene.text, start, span.start) or pattern("issued").search(
            scene.text, span.end, min(span.end + 30, scene.span.end)
        )
        council = pattern("council").search(scene.text, *scene.span)
        if not verb or not council or not scenery.asserted(scene, span, "not_asserted_modal"):
            continue
        clause = scenery.clause(scene, span)
        held = Span(min(clause.start, verb.start()), max(clause.end, span.end))
        when = scenery.timed(scene, Span(*verb.span()), held)
        kind = (match["kind"] or "press").lower()
        span = Span(min(verb.start(), span.start), max(verb.end(), span.end))
        subject = pattern("council").search(scene.text, held.start, span.start)
        span = Span(subject.start() if subject else span.start, span.end)
        yield Draft(
            "council.statement",
            scenery.reaching(span, when),
            {"kind": kind},
            when,
            "the Council issued a statement",
            None,
            scene.said(),
        )
        return


@cache
def _meeting() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<who>(?:{any_of('council')}))(?:\s+members)?[^.;:]{{0,40}}?\s(?P<verb>{any_of('convened')})\s(?P<rest>[^.;:]{{0,60}}?\b(?:{any_of('gathering')})\b)?",
        re.I,
    )


def meetings(scene: Scene) -> Iterator[Draft]:
    """Meetings of the Council that took place."""
    for match in _meeting().finditer(scene.text, *scene.span):
        verb = Span(match.start("verb"), match.end("verb"))
        bare = match["verb"].lower() in ("met", "convened", "gathered", "meets", "sat")
        named = match["who"].lower()
        if (
            not (match["rest"] or bare)
            or not re.search("council|unsc", named)
            or not scenery.asserted(scene, verb, "not_asserted_modal")
        ):
            continue
        clause = scenery.clause(scene, verb)
        when = scenery.timed(scene, verb, clause)
        if not when and not match["rest"]:
            continue
        span = Span(match.start(), match.end())
        yield Draft("council.meeting", scenery.reaching(span, when), {}, when, "the Council met", None, scene.said())
        return
