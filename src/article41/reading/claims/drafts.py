"""Claims that a draft was put before the members, or is worked on."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from article41.reading.claims import gates
from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.states import state_words, states_in
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span, trim


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
    """Drafts put before the members, or worked on: by a State where one is told, else by the verb alone."""
    low = scene.said().lower()
    worth = "draft" in low or gates.holds(scene.bits, "put_forward")
    put = islice(_put().finditer(scene.text, *scene.span), scenery.MOST) if worth else ()
    told = next(filter(None, (_by_a_state(scene, m) for m in put)), None)
    yield from [told] if told else _others(scene)


def _others(scene: Scene) -> Iterator[Draft]:
    named = _drafts().finditer(scene.text, *scene.span) if "draft" in scene.said() else ()
    for match in islice(named, scenery.MOST):
        noun = Span(*match.span())
        clause = scenery.clause(scene, noun)
        wide = Span(clause.start, scenery.behind(scene, min(noun.end + 1, scene.span.end), 2 * scenery.REACH))
        verb = pattern("drafted").search(scene.text, *clause) or _BY.match(scene.text, clause.end, scene.span.end)
        if not verb or re.search(r"\b(?:veto\w*|refus\w*|reject\w*|oppos\w*)\b", scene.text[noun.start : clause.end]):
            continue
        if match["noun"] == "draft" and not re.search(
            r"\b(?:[Aa]|the U\.S\.|[Aa]n?\s\w+)\s+$|\bU\.?N\.?\s$|council",
            scene.text[max(clause.start, noun.start - 12) : noun.start],
        ):
            continue
        if not scenery.asserted(scene, Span(*verb.span()), "not_asserted_draft"):
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


@cache
def _put() -> re.Pattern[str]:
    """A State that put a text before the members: "Japan had circulated its draft", "the text that it sent round"."""
    states, put = rf"(?:{state_words()})", rf"(?:{any_of('put_forward')})"
    text = rf"(?:{any_of('a_text')})"
    both = rf"{states}(?:\s+and\s+(?:the\s+)?{states})?"
    return re.compile(
        rf"(?:[Tt]he\s+)?(?P<who>{both}|\b(?:it|he|she|they|country|government|delegation)\b)"
        rf"(?:,[^,.;]{{2,60}},)?\s+(?:(?!not\b|never\b)[\w'’]+\s+){{0,4}}?"
        rf"(?P<verb>(?i:{put}))\s+(?:[^.;:,]{{0,50}}?\s)?(?P<noun>(?i:{text}))(?![\w-])"
        rf"|(?P<noun2>(?i:{text}))\s+(?:that\s+|which\s+)?(?:the\s+)?(?P<who2>{both}|it|they)\s+"
        rf"(?:had\s+|has\s+|first\s+|\w+day\s+)*(?P<verb2>(?i:{put}))\b"
        rf"|(?P<who3>{states})(?:['’]s?)?\s+(?:\w+\s+)?(?P<noun3>(?i:draft(?:\s+(?:resolution|text))?))(?=[^.;]{{0,30}}?\s(?:of|on|in|from)\s)"
    )


def _by_a_state(scene: Scene, match: "re.Match[str]") -> Draft | None:
    part = next(n for n in ("", "2", "3") if match["who" + n])
    span = Span(*match.span())
    verb = Span(*match.span("verb" + part if part != "3" else "noun3"))
    if scene.quoted(span.start) or (part != "" and not _of_council(scene)):
        return None
    statement = "statement" in match["noun" + part].lower()
    if not statement and not (_of_council(scene) and scenery.asserted(scene, verb, "not_asserted_modal")):
        return None
    span = trim(scene.text, span.start, max(span.end, scenery.behind(scene, span.end)), " ,.\n")
    when = scenery.timed(scene, verb, span)
    if part == "3" and not when:
        return None
    who = states_in(match["who" + part], Span(0, len(match["who" + part]))) or _last_state(scene, span.start)
    who = [s for s in who if s != "PRK"]
    fields = {"sponsor": who[0] if len(who) == 1 else who} if who else {}
    return Draft("council.draft", scenery.reaching(span, when), fields, when, "a State put a draft", None, scene.said())


def _of_council(scene: Scene) -> bool:
    first = max(0, scene.span.start - scenery.PAGE)
    return pattern("council", "a_council_text").search(scene.text, first, scene.span.end) is not None


def _last_state(scene: Scene, at: int) -> list[str]:
    """The State named last before in the sentence: whom "it" and "whose country" mean."""
    named = [s for s in states_in(scene.text, Span(scene.span.start, at)) if s != "PRK"]
    return named[-1:]


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
            and verb[0].lower().startswith(("circ", "tabl", "subm", "prop", "put ", "pres", "sent", "intr", "dist"))
        ):
            return named
        return (
            named[0] if len(named) == 1 and verb[0].lower() not in ("agreed", "agree", "discussing", "shown") else None
        )
    return None
