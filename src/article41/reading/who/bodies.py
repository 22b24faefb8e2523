"""Bodies in a phrase: agencies, ministries, missions, governments, and documents for whoever issued them."""

import re
from functools import cache

from article41.reading.vocabulary import any_of, sources
from article41.reading.who.words import (
    HERE,
    NO_PHRASE,
    Noun,
    adjectives,
    by_form,
    form_pattern,
    government_forms,
    government_in,
    government_pattern,
    only_plain,
)

_MINISTRY = re.compile(
    r"(?P<kind>(?:[Ff]oreign|[Dd]efen[sc]e|[Uu]nification|[Ff]inance|[Cc]ommerce|[Tt]rade|[Tt]ransport"
    r"|[Ii]nterior|[Ii]ntelligence) "
    r"(?:[Mm]inistry|[Oo]ffice)|[Mm]inistry of (?:[Ff]oreign [Aa]ffairs|(?:[Nn]ational )?[Dd]efen[sc]e"
    r"|[Uu]nification|[Cc]ommerce)"
    r"|[Mm]inistry)"
)


_MISSION = re.compile(r"(?:\b(?:U\.?N\.? )?[Mm]ission|[Dd]elegation)(?: to the (?:U\.?N\.?|United Nations))?$")


_IN_A_PLACE = re.compile(r"\s\s*(?:in|at|of) (?:the )?[A-Z][\w ]+$")


def just_a_body(said: str) -> Noun | None:
    """A body by just the words it is called by: `the panel`, `the members`."""
    plain = said[:1].lower() + said[1:]
    plain = _IN_A_PLACE.sub("", plain)
    forms = (said, plain, plain.removeprefix("the "))
    body = next((b for f in forms if (b := by_form("bodies").get(f))), None)
    agency = next((b for f in forms if (b := by_form("agencies").get(f))), None)
    last = _last_body(said) if body is None else None
    if last and last[0] == "Joint Chiefs of Staff" and (own := government_in(said[: last.start()])):
        return Noun("body", f"{own.adjective} {last[0]}", "", own.code, "staff")
    if last and _SMALL_BEFORE.fullmatch(government_pattern().sub("", said[: last.start()])):
        body = by_form("bodies")[last[0]]
    if agency:
        return Noun("body", agency.name, "news agency", agency.code, "agency")
    return Noun("body", body.name, "", body.code, said.split()[-1].lower()) if body else None


def _last_body(said: str) -> "re.Match[str] | None":
    """The body, called by a proper name, that a phrase ends with."""
    if not said.endswith(_endings()):
        return None
    return next((m for m in form_pattern("bodies").finditer(said) if m.end() == len(said) and m[0][0].isupper()), None)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(by_form("bodies"))


_SMALL_BEFORE = re.compile(r"(?:the|The|its|['’]s|military|army|own|\s)*")


_NATIONAL_PRESS = re.compile(r"(?:the )?[A-Z]\w+(?: state)?(?: news)? (?:agencies|media)(?: reports)?")


def agency(said: str) -> Noun | None:
    found = form_pattern("agencies").search(said)
    if found and only_plain(said, found.start(), found.end()):
        body = by_form("agencies")[found[0]]
        return Noun("body", body.name, "news agency", body.code, "agency")
    if _NATIONAL_PRESS.fullmatch(said):
        government = government_in(said)
        return (
            Noun("body", f"{government.adjective} news agencies", "", government.code, "agency") if government else None
        )
    return None


def institution(said: str) -> Noun | None:
    if NO_PHRASE.search(said):
        return None
    government = government_in(said)
    ministry = _MINISTRY.search(said)
    if ministry and only_plain(said, ministry.start(), ministry.end()):
        kind = ministry["kind"]
        kind = f"its {kind}" if re.match(r"(?:its|their) ", said, re.I) else kind
        if said.endswith(" here"):
            return Noun("body", "", kind, HERE, "ministry")
        name = f"{government.adjective} {_kind_of_ministry(kind)}" if government else ""
        return Noun("body", name, kind, government.code if government else None, "ministry")
    if (mission := _MISSION.search(said)) and (government or re.match("the |its |their ", said, re.I)):
        name = f"{government.adjective} mission to the UN" if government and government.code != "UN" else ""
        if only_plain(said, mission.start(), mission.end()) or government:
            return Noun("body", name, "mission", government.code if government else None, "mission")
    if government and ("embassy" in said or "Embassy" in said) and len(said.split()) < 7:
        return Noun("body", f"{government.adjective} embassy", "embassy", government.code, "embassy")
    if government and (own := _OWN.search(said)) and only_plain(said, own.start(), own.end()):
        return Noun(
            "body",
            f"{government.adjective} {own[0].lower()}",
            own[0].lower(),
            government.code,
            own[0].split()[-1].lower(),
        )
    found = form_pattern("bodies").search(said)
    if found and only_plain(said, found.start(), found.end()):
        body = by_form("bodies")[found[0]]
        return Noun("body", body.name, "", body.code, found[0].split()[-1].lower())
    return None


_OWN = re.compile(
    r"\b(?:military|army|navy|air force|coast guard|parliament|cabinet|presidency|(?:spy|intelligence|space"
    r"|weather) agency|customs(?: administration| office| service)?"
    r"|central bank|police|state council|assembly|armed forces|delegation)$",
    re.I,
)
"""Bodies of a State that are called by the State: `the North's military`."""


def _kind_of_ministry(kind: str) -> str:
    plain = kind.lower()
    swapped = re.fullmatch(r"ministry of (?:national )?(.+)", plain)
    if not swapped:
        return plain
    return "foreign ministry" if "foreign" in plain else f"{swapped[1]} ministry"


_COUNTRIES = re.compile(r"^(?P<first>.+?)(?:,? and | along with |, together with )(?P<rest>.+)$")


_GOVERNMENT_OF = re.compile(r"(?:the |The )?(?:\w+ )?government of (?:the )?(.+)")
_S_GOVERNMENT = re.compile(r"(?:[Tt]he )?(.+?) government")
_SIDE = re.compile(r"(?:['’]s government| government| side| authorities)$")
_ARTICLE = re.compile(r"(?:the|The)\s+(?=[A-Z])")
_ADMINISTRATION = re.compile(r"(?:the |The )?[A-Z]\w+ administration")


def government_named(said: str) -> Noun | None:
    of = _GOVERNMENT_OF.fullmatch(said)
    if of and of[1] in government_forms():
        return Noun(
            "government",
            f"{government_forms()[of[1]].adjective} government",
            "",
            government_forms()[of[1]].code,
            "government",
        )
    own = _S_GOVERNMENT.fullmatch(said)
    if own and own[1] in adjectives() and own[1] in government_forms():
        return Noun(
            "government",
            f"{government_forms()[own[1]].adjective} government",
            "",
            government_forms()[own[1]].code,
            "government",
        )
    side, article = _SIDE.search(said), _ARTICLE.match(said)
    bare = said[article.end() if article else 0 : side.start() if side else len(said)]
    for form in (said, bare, f"the {bare}"):
        if form in government_forms() and (form != government_forms()[form].adjective or bare != said or form == "US"):
            found = government_forms()[form]
            return Noun("government", found.name, "", found.code, "")
    if _ADMINISTRATION.fullmatch(said):
        return Noun("government", "United States", "", "USA", "")
    both = _COUNTRIES.match(said)
    if (
        both
        and (first := government_named(both["first"]))
        and re.match(r"[A-Z]|(?:the|its|\w+) (?:[A-Z]|allies)", both["rest"])
    ):
        return Noun("government", re.sub(r"^[Tt]he ", "", said), "", first.government, "") if len(said) < 80 else None
    if re.fullmatch(
        r"(?:the |all )?(?:[\w-]+ ){0,3}(?:countries|nations|allies|governments|states|powers)", said, re.I
    ):
        return Noun("government", re.sub(r"^[Tt]he ", "", said), "", None, "countries")
    return None


@cache
def _documents() -> "re.Pattern[str]":
    return re.compile(
        rf"^(?:the|its|their|a|an)\s+(?:[\w.'’-]+\s+){{0,4}}?(?P<head>{any_of(sources().documents)})s?$", re.I
    )


@cache
def _document_of() -> "re.Pattern[str]":
    return re.compile(
        rf"^(?:the|its|their|a|an)\s+(?:[\w.'’-]+\s+){{0,4}}?(?:{any_of(sources().documents)})s?"
        rf"\s+(?:of|from|(?:[^,;]{{0,40}}?\s)?by)\s+(?P<owner>.+)$",
        re.I,
    )


def author_of(said: str) -> Noun | None:
    """`A report issued on Tuesday by the Panel`: the body behind a document."""
    whose = _document_of().match(said)
    owner = (just_a_body(whose["owner"]) or institution(whose["owner"])) if whose else None
    return owner if owner and owner.name else None


def document(said: str) -> Noun | None:
    found = _documents().match(said)
    if not found or NO_PHRASE.search(said):
        return None
    government = government_in(said)
    return Noun("document", "", said, government.code if government else None, found["head"].lower())
