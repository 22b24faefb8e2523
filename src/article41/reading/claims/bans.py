"""Claims that trade in goods is banned: which goods, and in which direction as seen from the DPRK."""

import re
from collections.abc import Iterator
from typing import Any

from article41.reading.claims import scene as scenery
from article41.reading.claims.caps import Mention, is_proposed, mentions
from article41.reading.claims.directions import IN, OUT, direction
from article41.reading.claims.scene import Draft, Scene
from article41.reading.claims.vocabulary import pattern, triggers
from article41.reading.text import Span, trim

_JOIN = re.compile(
    r"[\s,]*(?:(?:and|or|as well as|including|plus|some|other|certain|various|new|"
    r"most|all|both)[\s,]+)*(?:of\s+)?|\s*(?:are|is|"
    r"were)\s+(?:also\s+)?banned,?\s+(?:and|as)\s+(?:so\s+)?(?:are|is)\s+",
    re.I,
)


def bans(scene: Scene, taken: list[Span]) -> Iterator[Draft]:
    """Bans of a sentence, one for each list of goods; goods within `taken` (caps) are left out."""
    lifted = pattern("lifted").search(scene.text, *scene.span) and not is_proposed(scene, scene.span)
    if not pattern("banned").search(scene.text, *scene.span) or lifted:
        return
    lists = list(_lists(scene, taken))
    for n, listed in enumerate(lists):
        start = lists[n - 1][-1].span.end if n else scene.span.start
        end = lists[n + 1][0].span.start if n + 1 < len(lists) else scene.span.end
        if draft := _ban(scene, listed, Span(start, end)):
            yield draft


def _lists(scene: Scene, taken: list[Span]) -> Iterator[list[Mention]]:
    listed: list[Mention] = []
    for mention in mentions(scene.text, scene.span):
        if any(mention.span.start < t.end and t.start < mention.span.end for t in taken) or _is_aid(scene, mention):
            continue
        gap = scene.text[listed[-1].span.end : mention.span.start] if listed else ""
        if listed and gap == ", and " and _closed(scene, listed):
            yield listed
            listed = []
        if listed and not (
            _JOIN.fullmatch(gap)
            or (
                len(gap) < 40
                and re.fullmatch(
                    r"(?:[\s,]*(?:and|or|their|its|other|such as)?[\s,]*[\w'’-]+){1,3}\s*(?:,|and|or)\s+", gap
                )
                and not pattern("banned").search(gap)
                and not IN.search(gap)
                and not OUT.search(gap)
            )
        ):
            yield listed
            listed = []
        listed.append(mention)
    if listed:
        yield listed


def _closed(scene: Scene, listed: list[Mention]) -> bool:
    """Whether a list has had its "and" already, so that another one begins another list."""
    return re.search(r"\sand\s", scene.text[listed[0].span.start : listed[-1].span.start]) is not None


def _is_aid(scene: Scene, mention: Mention) -> bool:
    return (
        re.match(
            r"\s+(?:aid|assistance|shortage|security|tests?|development|resources minister)",
            scene.text[mention.span.end : mention.span.end + 20],
        )
        is not None
    )


def _ban(scene: Scene, listed: list[Mention], room: Span) -> Draft | None:
    first, last = listed[0].span.start, listed[-1].span.end
    found = _verb(scene, first, last, room)
    if not found or scene.quoted(found.start) or _by_a_state(scene, found.start) or _other_object(scene, found, first):
        return None
    if _AHEAD.search(scene.text, max(scene.span.start, found.start - len("will ")), found.start):
        return None
    start, end = min(found.start, first), max(found.end, last)
    if _AND_BY.match(scene.text, last, scene.span.end):
        start, end = first, last
    window = Span(max(room.start, start - 45), min(room.end, end + 40))
    if not _is_ban(scene, listed, found, window) or _unmade(scene, start):
        return None
    names = list(dict.fromkeys(m.name for m in listed))
    fields: dict[str, Any] = {"goods": names, "direction": direction(window.of(scene.text), names)}
    fields["status"] = "proposed" if is_proposed(scene, scene.span) else "in_force"
    if number := _number(scene, Span(last, room.end)) or _number(scene, Span(start, first)):
        fields["resolution"] = number
    return Draft("measure.goods_ban", _span(scene, room, found, start, end), fields, (), "a ban", None, scene.said())


_AHEAD = re.compile(r"\b(?:will|could|might)\s$")
_LEAD = re.compile(r"\b(?:[Ee]xports? of|[Ss]ales? of|[Ii]mports? of|[Ss]upplies of)\s+(?:\w+\s+){0,2}$")


def _verb(scene: Scene, first: int, last: int, room: Span) -> Span | None:
    """The word of banning before a list of goods, or behind it, or shared with another list."""
    early = list(pattern("banned").finditer(scene.text, max(room.start, first - scenery.REACH), first))
    late = pattern("banned").search(scene.text, first, min(max(room.end, last), last + 45))
    if late and room.end < scene.span.end and scene.text.endswith("and ", first, late.start()):
        late = None
    found = early[-1] if early else late or _shared(scene, last) or _carried(scene, first, last, room)
    return Span(*found.span()) if found else None


_AND_BY = re.compile(r"\s+(?:exports?|sales|imports?|supplies)\s+(?:by|in|under)\s+(?:[Rr]esolution\s+)?\d")


_AND_TRADE = re.compile(
    r"\s*,?\s*and\s+(?:the\s+|its\s+)?(?:suppl|sale|export|import|deliver)\w*\s+(?:of|to)\s+(?:\w+\s+){0,2}"
)


def _carried(scene: Scene, first: int, last: int, room: Span) -> "re.Match[str] | None":
    """A verb that a later list goes on from: "… were prohibited by one text, and seafood exports by another"."""
    goes_on = _AND_BY.match(scene.text, last, scene.span.end) or _AND_TRADE.fullmatch(scene.text, room.start, first)
    return pattern("banned").search(scene.text, scene.span.start, room.start) if goes_on else None


def _other_object(scene: Scene, verb: Span, first: int) -> bool:
    """Whether another verb that binds stands between the ban and the goods: it bans arms and allows inspection."""
    return pattern("decreed_else").search(scene.text, min(verb.end, first), first) is not None


_THEIRS = re.compile(r"\b(?:North Korean|DPRK|the North['’]s|Pyongyang['’]s|the country['’]s)\s+(?:\w+\s+)?$")


def _is_ban(scene: Scene, listed: list[Mention], verb: Span, window: Span) -> bool:
    near = verb.end <= listed[0].span.start and listed[0].span.start - verb.end < len("all trade with the North in ")
    traded = OUT.search(scene.text, *window) or IN.search(scene.text, *window)
    if len(listed) == 1 and listed[0].name in triggers()["only_if_traded"]:
        return traded is not None
    theirs = _THEIRS.search(scene.text, max(scene.span.start, listed[0].span.start - 25), listed[0].span.start)
    return bool(traded or theirs or len(listed) > 1 or near or verb.of(scene.text).lower().startswith("embargo"))


def _unmade(scene: Scene, start: int) -> bool:
    """Whether the ban is broken, lifted or denied; a draft may lift it."""
    if _WHETHER.search(scene.text, scene.span.start, start):
        return True
    found = pattern("not_asserted_ban").search(scene.text, max(scene.span.start, start - 25), start)
    return found is not None and not is_proposed(scene, scene.span)


_WHETHER = re.compile(r"\b(?:whether|if|unless)\b")


def _number(scene: Scene, within: Span) -> int | None:
    """The resolution named behind the ban: "prohibited by Resolution 1"."""
    by = re.compile(r"\b(?:by|in|under|of)\s+(?:[Rr]esolution\s+)(?P<number>\d{3,4})\b").search(scene.text, *within)
    return int(by["number"]) if by else None


def _span(scene: Scene, room: Span, verb: Span, start: int, end: int) -> Span:
    lead = _LEAD.search(scene.text, max(room.start, start - 40), start)
    subject = _subject(scene, start) if verb.start == start else None
    return trim(scene.text, subject if subject is not None else lead.start() if lead else start, end)


def _shared(scene: Scene, last: int) -> "re.Match[str] | None":
    """A verb that two lists share: "the export of coal and the supply of aviation fuel are to be blocked"."""
    verb = pattern("banned").search(scene.text, last, min(scene.span.end, last + 2 * scenery.REACH))
    between = scene.text[last : verb.start()] if verb else ""
    return (
        verb
        if verb and re.fullmatch(r"\s+and\s+the\s+(?:export|supply|sale|import)s?\s+of\s+[\w\s,]+", between)
        else None
    )


def _by_a_state(scene: Scene, verb: int) -> bool:
    """A State's own ban: a government is the subject and no text of the Council is named."""
    clause = scene.text[scenery.before(scene, verb) : verb]
    own = pattern("other_lists").search(clause) or re.search(
        r"\b(?:China|Beijing|Russia|Moscow)\b(?!['’]s\s+(?:ambassador|envoy))[^,]{0,25}$", clause
    )
    return bool(own) and not re.search(
        r"resolution|council|draft|text|U\.?N\.?\b|sanctions|measures", scene.said(), re.I
    )


def _subject(scene: Scene, at: int) -> int | None:
    """Where the text that bans is named, right before the verb."""
    found = list(
        re.finditer(
            r"\b(?:[Tt]he|[Ii]t|[Rr]esolution|[Aa]|[Nn]ew)\b", scene.text[max(scenery.before(scene, at), at - 60) : at]
        )
    )
    return max(scenery.before(scene, at), at - 60) + found[0].start() if found else None
