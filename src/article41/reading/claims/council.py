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
from article41.reading.when import Word

RESOLUTION = re.compile(r"\b(?:[Rr]esolutions?|number|No\.|[Rr]es\.?|RES/)\s*(?:No\.? ?|number )?(?P<number>\d{3,4})\b")
_APPOSED = re.compile(r"\bresolution\b[^.;:,]{0,40},\s+(?P<number>\d{3,4}),")
_TODAY = re.compile(r"\bthis (?:morning|afternoon|evening)\b")
_MEMBERS = 15


def number_in(scene: Scene, within: Span) -> int | None:
    """The number of the first resolution named in a span."""
    found = RESOLUTION.search(scene.text, *within)
    return int(found["number"]) if found else None


@cache
def _adopts() -> re.Pattern[str]:
    """The Council as subject, a verb of adopting, and what is adopted: resolution, sanctions, text."""
    return re.compile(
        rf"(?P<who>(?:(?:The|the|All 15|All fifteen)\s+)?(?:\d+-(?:member|"
        rf"nation)\s+)?(?:U\.?N\.?\s+|"
        rf"United Nations\s+)?(?:{any_of('council')})(?:\s+members)?)"
        rf"(?P<gap>[^.;:]{{0,60}}?)\s(?P<verb>{any_of('adopted')})(?P<what>[^;]{{0,90}}?\b(?:{any_of('adopted_what')})"
        rf")",
        re.I,
    )


@cache
def _adopted() -> re.Pattern[str]:
    """The passive: "the resolution was adopted on Friday", "sanctions approved by the Security Council on Saturday"."""
    return re.compile(
        rf"\b(?P<what>resolution(?:\s+\d{{3,4}})?|sanctions|measures|"
        rf"text)\b(?P<gap>(?:[^.;:,]|,\s+\d{{3,4}},){{0,50}}?)\s(?:was|"
        rf"were)\s+(?:\w+ly\s+)?(?P<verb>adopted|approved|passed|endorsed)\b"
        rf"|\b(?P<what2>resolution(?:\s+\d{{3,4}})?|sanctions|measures|"
        rf"text)\b[^.;:,]{{0,40}}?\s(?P<verb2>adopted|approved|passed|imposed|"
        rf"endorsed)\b[^.;:,]{{0,25}}?\bby\s+(?:the\s+)?(?:15-member\s+)?(?:{any_of('council')})",
        re.I,
    )


_ITS_VOTE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s|(?:[Uu]nanimous|"
    r"last)\s+adoption of(?: the)?|adoption of)\s+(?:U\.?N\.?\s+|unanimous\s+|new\s+|"
    r"Security Council\s+|sanctions\s+)*(?:resolution|vote|"
    r"adoption)\b(?:,\s+number\s+\d{4}|\s+\d{4})?"
    r"|\bnumber\s+\d{4}\b",
    re.I,
)


_NUMBERED = re.compile(
    r"\b(?:(?:[Rr]esolutions?\s+)|"
    r"(?:number\s+))(?P<number>\d{3,4})(?:\s+\(\d{4}\))?(?P<gap>(?:,\s+which\s+[^,.;]{1,30},|"
    r",)?\s+(?:which\s+)?(?:[a-z]+\s+){0,3}?)"
    r"(?P<did>adopted|approved|passed|endorsed)?(?P<how>\s*(?:unanimously\s+|"
    r"by the (?:U\.?N\.? )?(?:Security )?[Cc]ouncil\s+)?(?:in|on|last|early|"
    r"late)?\s*)(?=(?P<at>\S))"
)
_PUSHED = re.compile(
    r"\b(?:railroad|push|ramm|forc|steer|drove|"
    r"rush)(?:ed)?\s+[^.;]{0,60}?resolution[^.;]{0,40}?\bthrough\s+the\s+(?:U\.?N\.?\s+)?(?"
    r":Security\s+)?[Cc]ouncil",
    re.I,
)
_ADOPTED_NUMBER = re.compile(
    r"\b(?:adopted|passed|approved|with|in|as)\s+(?:the\s+|a\s+)?(?:new\s+)?[Rr]esolution\s+(?P<number>\d{3,4})\b"
)


def _numbered(scene: Scene) -> Iterator[Draft]:
    """Texts told by number and day: "Resolution 2397, adopted last December", "number 1874 in 2009"."""
    for match in _NUMBERED.finditer(scene.text, *scene.span):
        word = next((w for w in scene.words if 0 <= w.span.start - match.start("at") <= len("early in ")), None)
        word = word or next((w for w in scene.words if w.span.start <= match.start("at") < w.span.end), None)
        bare = match["did"] is None and (match["gap"].strip(" ,") or "of" in match["how"] or not match["how"].strip())
        if (word and not bare) or (match["did"] and votes(scene, scene.span)):
            when = scenery.of_year(scene, [word]) if word else ()
            span = scenery.reaching(
                Span(match.start(), match.end("did") if match["did"] else match.end("number")), when
            )
            yield _of_text(scene, span, span, when, "a resolution by number and day", votes_too=bool(match["did"]))


def adoptions(scene: Scene) -> Iterator[Draft]:
    """Adoptions: of a sentence the one that the Council is said to have made, else those told by number."""
    numbered = list(_numbered(scene))
    found = [] if len(numbered) > 1 else list(_by_council(scene))
    yield from found or numbered


def _by_council(scene: Scene) -> Iterator[Draft]:
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
    pushed = _PUSHED.search(scene.text, *scene.span)
    if pushed:
        clause = scenery.clause(scene, Span(*pushed.span()))
        yield _of_text(
            scene,
            Span(*pushed.span()),
            clause,
            scenery.timed(scene, Span(*pushed.span()), clause),
            "pushed through the Council",
        )
        return
    told = _ADOPTED_NUMBER.search(scene.text, *scene.span)
    if (
        told
        and re.match("adopted|passed|approved", told[0])
        and scenery.asserted(scene, Span(*told.span()), "not_asserted_modal")
    ):
        clause = scenery.clause(scene, Span(*told.span()))
        yield _of_text(
            scene,
            Span(*told.span()),
            clause,
            scenery.timed(scene, Span(*told.span()), clause),
            "adopted a resolution by number",
        )
        return
    its = _ITS_VOTE.search(scene.text, *scene.span)
    if its and scenery.asserted(scene, Span(*its.span()), "draft_words"):
        when = scenery.timed(scene, Span(*its.span()), Span(max(scene.span.start, its.start() - 20), its.end()))
        if (when and its.end() - its.start() > len("number 1234")) or (
            its[0].lower().startswith("number") and _VOTED.search(scene.said())
        ):
            yield _of_text(scene, Span(*its.span()), Span(*its.span()), when, "the resolution of a day")


_VOTED = re.compile(r"\bvot(?:ed|e) for\b|\badopt|\bpassed\b")


def _adoption(scene: Scene, match: "re.Match[str]") -> Draft | None:
    verb = Span(match.start("verb"), match.end("verb"))
    if re.search(r"\b(?:statement|draft)\b", match["what"].split("olution")[0], re.I) and not _drafted(match["what"]):
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


def _of_text(scene: Scene, span: Span, clause: Span, when: Any, rule: str, votes_too: bool = True) -> Draft:
    """`clause` is where the number is looked for when the span names none."""
    number = number_in(scene, span) or number_in(
        scene, Span(span.start, min(scene.span.end, max(span.end, clause.end) + 8))
    )
    apposed = _APPOSED.search(scene.text, *span)
    number = number or (int(apposed["number"]) if apposed else None)
    fields: dict[str, Any] = {"resolution": number} if number else {}
    fields |= votes(scene, scene.span) if votes_too else {}
    span = scenery.reaching(span, when)
    after = None if when else 0 if _TODAY.search(scene.said()) else scenery.offset(scene, trim(scene.text, *span).start)
    return Draft("council.adoption", span, fields, when, rule, after, scene.said())


_FOR = re.compile(
    rf"\b(?P<dash>\d{{1,2}})\s?[-–]\s?(?P<dash2>\d{{1,2}})(?:\s?[-–]\s?(?P<dash3>\d{{1,2}}))?"
    rf"(?=\s+(?:vote|in favou?r|with|on|to\b)|[,.)\s])"
    rf"|\b(?P<to>{NUMBER})(?:\s+votes)?\s+to\s+(?P<to2>{NUMBER}|none|nil)\b"
    rf"|\b(?P<favour>{NUMBER})\s+(?:(?:votes?|members|countries|council members|"
    rf"ballots)\s+)?(?:of the (?:U\.?N\.? )?(?:Security )?Council\s+)?(?:(?:voted|"
    rf"voting|were|votes?|cast)\s+)?(?:on \w+day\s+)?(?:in favou?r|for\b|yes|"
    rf"to\s+(?:prolong|extend|renew|adopt))",
    re.I,
)
_AGAINST = re.compile(
    rf"\b(?P<n>{NUMBER}|none|no)\s+(?:(?:votes?|members|countries)\s+)?(?:against|opposed|opposing)", re.I
)
_ABSTAINED = re.compile(
    rf"\b(?P<n>{NUMBER}|no|none)\s+(?:(?:members?|countries|states)\s+)?(?:abstentions?|abstain(?:ed|ing)?)", re.I
)
_STATE = r"[A-Z][\w.]+(?: [A-Z]\w+)?"
_NAMED_ABSTAINED = re.compile(rf"(?P<who>{_STATE}(?:(?:, (?:and )?| and (?:the )?){_STATE})*)\s+abstain(?:ed|ing)")


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
    elif fields and (named := _NAMED_ABSTAINED.search(text, *within)):
        fields["abstentions"] = len(re.findall(r", (?:and )?| and ", named["who"])) + 1
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
        rf"(?:(?P<sponsor>{states})-(?:drafted|sponsored|proposed|backed|led|authored|"
        rf"penned)\s+)?(?:(?:new|tough|tougher|U\.?N\.?|Security Council|sanctions|"
        rf"proposed|first|\d{{1,2}}-page)\s+)*\b(?P<noun>draft (?:of (?:a|the) )?(?:new |"
        rf"U\.?N\.? |Security Council |sanctions |council )*(?:resolution|text)|draft)\b",
    )


_TO_COMMA = re.compile(r"[^,.;]*")
_BY = re.compile(
    r",\s+(?:circulated|tabled|proposed|presented|submitted|put forward|introduced|drafted)\s+(?:earlier\s+)?by\b"
)


def drafts(scene: Scene) -> Iterator[Draft]:
    """Drafts put before the members, or worked on."""
    for match in _drafts().finditer(scene.text, *scene.span):
        noun = Span(*match.span())
        clause = scenery.clause(scene, noun)
        wide = Span(clause.start, scenery.behind(scene, min(noun.end + 1, scene.span.end), 2 * scenery.REACH))
        verb = pattern("drafted").search(scene.text, *clause) or _BY.match(scene.text, clause.end, scene.span.end)
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
        told = _TO_COMMA.match(scene.text, verb.end(), scene.span.end) if verb.start() >= clause.end else None
        wide = Span(wide.start, max(wide.end, told.end() if told else 0))
        when = scenery.timed(scene, Span(*verb.span()), wide)
        span = Span(min(noun.start, max(verb.start(), clause.start)), max(noun.end, verb.end()))
        yield Draft(
            "council.draft", scenery.reaching(span, when), fields, when, "a draft was put forward", None, scene.said()
        )
        return
    yield from _drafting(scene)


_WORK = re.compile(
    r"\b(?:(?:Security Council|council|members|powers|Washington|United States|"
    r"diplomats)\b[^.;,]{0,40}?\b(?:is|are|was|were|has been|"
    r"have been)\s+(?:still\s+)?(?:working on|drafting|negotiating|discussing|"
    r"considering)\b[^.;,]{0,40}?\b(?:new\s+)?(?:draft\s+)?(?:sanctions\s+)?resolution)",
)


def _drafting(scene: Scene) -> Iterator[Draft]:
    for match in _WORK.finditer(scene.text, *scene.span):
        span = Span(match.start(), match.end())
        yield Draft("council.draft", span, {}, (), "is drafting a resolution", None, scene.said())
        return


def _sponsor(scene: Scene, match: "re.Match[str]", verb: "re.Match[str]", clause: Span) -> str | list[str] | None:
    """Who put the draft forward, where it is one State alone: by adjective, by "by", or as the subject."""
    if match["sponsor"]:
        return states_in(scene.text, Span(match.start("sponsor"), match.end("sponsor")))[0]
    by = re.compile(
        rf"\b(?:presented|circulated|submitted|tabled|proposed|drafted|put forward|"
        rf"introduced|sponsored|"
        rf"written)\b[^.;]{{0,40}}?\bby\s+(?:the\s+)?(?P<state>{state_words()}(?:\s+and\s+(?:the\s+"
        rf")?{state_words()})?)"
    ).search(scene.text, match.start(), max(clause.end, verb.end() + 40))
    if by:
        who = states_in(scene.text, Span(by.start("state"), by.end("state")))
        return who[0] if len(who) == 1 else who
    lead = re.search(
        rf"(?P<state>{state_words()})\s+(?:draft|text)\b",
        scene.text[max(clause.start, match.start() - 20) : match.end()],
    )
    if lead:
        return states_in(lead["state"], Span(0, len(lead["state"])))[0]
    if verb.end() <= match.start():
        named = states_in(scene.text, Span(clause.start, verb.start()))
        if (
            len(named) == 2
            and re.search(r"\band\b", scene.text[clause.start : verb.start()])
            and verb[0].lower().startswith(("circ", "tabl", "subm", "prop", "put f"))
        ):
            return named
        return (
            named[0] if len(named) == 1 and verb[0].lower() not in ("agreed", "agree", "discussing", "shown") else None
        )
    return None


@cache
def _veto() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:vetoed|used (?:its|their) vetoe?s?|blocked the (?:renewal|extension|draft|"
        r"resolution)|vetoes|vetoing|veto|cast (?:a |their |"
        r"its )?(?:double )?veto(?:es)?|double veto)\b",
        re.I,
    )


def vetoes(scene: Scene) -> Iterator[Draft]:
    """Vetoes that were cast: by the verb, or told by the count of votes."""
    found = list(_vetoes(scene))
    yield from found or _rejections(scene)


def _vetoes(scene: Scene) -> Iterator[Draft]:
    for match in _veto().finditer(scene.text, *scene.span):
        span = Span(*match.span())
        start = scenery.before(scene, span.start)
        around = scene.text[max(start, span.start - 30) : min(scene.span.end, span.end + 15)]
        if pattern("not_a_veto").search(around) or not scenery.asserted(scene, span, "not_asserted_modal"):
            continue
        noun = match[0].lower() in ("veto", "double veto")
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
        if "votes_for" in fields and "abstentions" in fields and "votes_against" not in fields:
            fields["votes_against"] = _MEMBERS - fields["votes_for"] - fields["abstentions"]
        if "votes_for" in fields and fields["votes_for"] + len(who) == _MEMBERS:
            fields |= {"votes_against": len(who), "abstentions": 0}
        held = trim(scene.text, left, max(span.end, clause.end), " ,.\n")
        after = None if when else scenery.offset(scene, left)
        yield Draft("council.veto", scenery.reaching(held, when), fields, when, "vetoed", after, scene.said())
        return


_ABSTAINING = re.compile(r"\babstain\w*\W+(?:and|while)?")


_REJECTED = re.compile(
    rf"\b{NUMBER}\s+(?:votes?\s+)?against\s+\((?P<who>[^)]{{2,60}})\)[^.;]{{0,120}}?\b(?:rejected|"
    rf"failed to adopt|did not adopt|unable to adopt)\b",
    re.I,
)


def _rejections(scene: Scene) -> Iterator[Draft]:
    """As press releases tell a veto: "13 in favour to 1 against (…), the Council rejected the draft"."""
    match = _REJECTED.search(scene.text, *scene.span)
    if match:
        clause = scenery.clause(scene, Span(*match.span()))
        who = states_in(scene.text, Span(match.start("who"), match.end("who")))
        when = scenery.timed(scene, Span(*match.span()), clause)
        fields: dict[str, Any] = ({"vetoed_by": who} if who else {}) | votes(scene, scene.span)
        yield Draft(
            "council.veto",
            scenery.reaching(Span(*match.span()), when),
            fields,
            when,
            "the Council rejected",
            None if when else 0,
            scene.said(),
        )


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
    near = max([start, *(m.end() for m in _ABSTAINING.finditer(scene.text, start, span.start))])
    return [s for s in states_in(scene.text, Span(near, span.start)) if s != "PRK"]


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(r"\b(?P<kind>presidential|press)\s+statements?\b|\bstatement to the press\b", re.I)


_EVENT = re.compile(r"\b(?:launch|test|firing|sinking|plan|attack)", re.I)


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
        event = _EVENT.search(scene.text, span.end, clause.end)
        held = Span(min(clause.start, verb.start()), max(event.start() if event else clause.end, span.end, verb.end()))
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
    sort = r"(?:closed(?:-door)?|emergency|urgent|open|private|ministerial|special|informal|public)"
    return re.compile(
        rf"(?P<who>{any_of('council_itself')})(?:\s+members)?[^.;:]{{0,40}}?\s(?P<verb>{any_of('convened')}|"
        rf"will (?:hold|meet)|is to (?:hold|"
        rf"meet))\b(?P<rest>[^.;:]{{0,60}}?\b(?:{any_of('gathering')}|debate|"
        rf"behind closed doors)\b)?"
        rf"|(?P<sort>\b{sort}\s+(?:{sort}\s+)*(?:consultations|meeting|session|talks|"
        rf"debate|"
        rf"briefing)\b)(?P<of>\s+of\s+the\s+(?:U\.?N\.?\s+)?(?:Security\s+)?[Cc]ouncil)?",
        re.I,
    )


def meetings(scene: Scene) -> Iterator[Draft]:
    """Meetings of the Council that took place, or that it will hold on the report's own day."""
    for match in _meeting().finditer(scene.text, *scene.span):
        if draft := (_closed_doors if match["sort"] else _convened)(scene, match):
            yield draft
            return


def _convened(scene: Scene, match: "re.Match[str]") -> Draft | None:
    verb = Span(match.start("verb"), match.end("verb"))
    bare = match["verb"].lower() in ("met", "convened", "gathered", "meets", "sat")
    if not (match["rest"] or bare) or not re.search("council|unsc", match["who"].lower()):
        return None
    if not scenery.asserted(scene, verb, "not_asserted_modal"):
        return None
    clause = scenery.clause(scene, verb)
    when = scenery.timed(scene, verb, Span(clause.start, max(clause.end, match.end())))
    if (not when and not match["rest"]) or (match["verb"].lower().startswith(("will", "is to")) and not when):
        return None
    return _sat(scene, Span(match.start(), match.end()), when)


def _closed_doors(scene: Scene, match: "re.Match[str]") -> Draft | None:
    """ "closed consultations here on Wednesday", where the sentence or its paragraphs speak of the Council."""
    first = scenery.lead(scene, 1)
    council = pattern("council_itself").search(scene.text, first, scene.span.end)
    span = Span(*match.span())
    if (
        not council
        or not scenery.asserted(scene, span, "not_asserted_modal")
        or re.search(r"called for|request", scene.text[max(scene.span.start, span.start - 40) : span.start])
    ):
        return None
    when = scenery.timed_noun(scene, span) or scenery.timed(scene, span, scenery.clause(scene, span))
    return (
        _sat(scene, span, when)
        if when or match["of"] or re.search(r"after\s+$", scene.text[span.start - 6 : span.start])
        else None
    )


def _sat(scene: Scene, span: Span, when: tuple[Word, ...]) -> Draft:
    """Without a word of its own a meeting is of the weekday that the sentence names."""
    when = when or tuple(w for w in scene.words if w.sort == "weekday")[:1]
    return Draft("council.meeting", scenery.reaching(span, when), {}, when, "the Council met", None, scene.said())
